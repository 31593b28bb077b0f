"""`medlocale memory`: what is imported stays, what is exported comes back, and what is found says where from."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from typer.testing import CliRunner

from pipeline.cli import app

CONFIG = '[project]\nname = "Test clinic"\ntargets = ["pt_BR"]\n[translate.engines]\npt_BR = "none"\n'
UNIT = (
    '<tu><tuv xml:lang="en-GB"><seg>Wash your hands.</seg></tuv><tuv xml:lang="{locale}"><seg>{text}</seg></tuv></tu>'
)


def tmx(text: str = "Lave as mãos.", locale: str = "pt") -> str:
    unit = UNIT.format(locale=locale, text=text)
    return f'<tmx version="1.4"><header srclang="en-GB"/><body>{unit}</body></tmx>'


@pytest.fixture
def clinic(write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write("clinic/medlocale.toml", CONFIG).parent
    write("clinic/content/a.txt", "Rest for a day.\n\nWash your hands.\n")
    write("agency.tmx", tmx())
    monkeypatch.chdir(root)
    medlocale("extract")
    return root


def medlocale(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == code, f"{result.stdout}\n{result.stderr}\n{result.exception!r}"
    return result.stdout if code == 0 else result.stderr


def found(text: str, *options: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in medlocale("memory", "search", text, "--format", "json", *options).splitlines()]


def accept(root: Path, msgid: str, msgstr: str) -> None:
    path = root / "locales/pt_BR/LC_MESSAGES/a.txt.po"
    po = polib.pofile(str(path), wrapwidth=0)
    next(entry for entry in po if entry.msgid == msgid).msgstr = msgstr
    po.save()


def test_an_imported_file_is_found_and_outlives_the_index(clinic: Path) -> None:
    medlocale("memory", "import", "../agency.tmx")
    assert (clinic / "memory/agency.tmx").read_bytes() == (clinic.parent / "agency.tmx").read_bytes()
    match = found("Wash your hands.")[0]
    assert match == {
        "locale": "pt_BR",
        "kind": "exact",
        "score": 0.99,
        "source": "Wash your hands.",
        "target": "Lave as mãos.",
        "origin": "memory/agency.tmx",
        "changes": "",
    }
    (clinic / ".medlocale/memory.sqlite").unlink()
    assert found("Wash your hands.") == [match]


def test_an_imported_translation_is_a_draft_of_the_page(clinic: Path) -> None:
    medlocale("memory", "import", "../agency.tmx")
    medlocale("translate", code=1)  # the engine is unknown; the memory needs none
    entry = polib.pofile(str(clinic / "locales/pt_BR/LC_MESSAGES/a.txt.po"))[1]
    assert (entry.msgstr, entry.flags, entry.tcomment) == (
        "Lave as mãos.",
        ["fuzzy"],
        "TM: exact, from memory/agency.tmx",
    )


def test_a_removed_file_is_forgotten(clinic: Path) -> None:
    medlocale("memory", "import", "../agency.tmx")
    (clinic / "memory/agency.tmx").unlink()
    assert found("Wash your hands.") == []


def test_a_second_import_needs_replace_where_it_differs(clinic: Path) -> None:
    medlocale("memory", "import", "../agency.tmx")
    medlocale("memory", "import", "../agency.tmx")
    (clinic.parent / "agency.tmx").write_text(tmx("Lave bem as mãos."), "utf-8")
    assert "memory/agency.tmx: is there already" in medlocale("memory", "import", "../agency.tmx", code=1)
    assert found("Wash your hands.")[0]["target"] == "Lave as mãos."
    medlocale("memory", "import", "../agency.tmx", "--replace")
    assert [match["target"] for match in found("Wash your hands.")] == ["Lave bem as mãos."]


def test_a_broken_file_is_named_and_leaves_nothing(clinic: Path, write: Callable[[str, str], Path]) -> None:
    path = write("broken.tmx", tmx().replace("</body>", ""))
    assert f"{path}:1: not XML" in medlocale("memory", "import", str(path), code=1)
    assert list((clinic / "memory").iterdir()) == []
    assert "no.tmx: can't be read" in medlocale("memory", "import", "no.tmx", code=1)


def test_a_broken_file_in_the_memory_folder_stops_no_other(clinic: Path) -> None:
    medlocale("memory", "import", "../agency.tmx")
    (clinic / "memory/bad.tmx").write_text("<tmx>", "utf-8")
    result = CliRunner().invoke(app, ["memory", "search", "Wash your hands."])
    assert result.exit_code == 1
    assert "bad.tmx:1:" in result.stderr
    assert "Lave as mãos." in result.stdout


def test_what_a_killed_import_left_is_swept(clinic: Path) -> None:
    medlocale("memory", "import", "../agency.tmx")
    (clinic / "memory/.medlocale-0123.tmp").write_text("half", "utf-8")
    medlocale("memory", "import", "../agency.tmx")
    assert [path.name for path in (clinic / "memory").iterdir()] == ["agency.tmx"]


def test_what_is_left_out_is_said(clinic: Path, write: Callable[[str, str], Path]) -> None:
    path = write("odd.tmx", tmx("Lave \u202e as mãos."))
    result = CliRunner().invoke(app, ["memory", "import", str(path)])
    assert result.exit_code == 0
    assert "RIGHT-TO-LEFT OVERRIDE" in result.stderr
    assert "0 translations (none)" in result.stderr


def test_other_locales_are_found_when_asked_for(clinic: Path, write: Callable[[str, str], Path]) -> None:
    medlocale("memory", "import", str(write("es.tmx", tmx("Lávese las manos.", "es"))))
    assert found("Wash your hands.") == []
    assert found("Wash your hands.", "--also", "es")[0]["target"] == "Lávese las manos."


def test_an_export_imported_elsewhere_says_the_same(clinic: Path, tmp_path: Path) -> None:
    accept(clinic, "Rest for a day.", "Descanse <um> dia & durma.")
    medlocale("memory", "import", "../agency.tmx")
    medlocale("memory", "export", "-o", str(tmp_path / "first.tmx"))
    text = (tmp_path / "first.tmx").read_text("utf-8")
    assert "Descanse &lt;um&gt; dia &amp; durma." in text
    (clinic / "memory/agency.tmx").unlink()
    (clinic / "locales/pt_BR/LC_MESSAGES/a.txt.po").unlink()
    medlocale("memory", "import", str(tmp_path / "first.tmx"))
    assert found("Rest for a day.")[0]["target"] == "Descanse <um> dia & durma."
    assert found("Wash your hands.")[0]["target"] == "Lave as mãos."


def test_bytes_that_are_no_text_find_nothing(clinic: Path) -> None:
    assert found("Wash \udcff") == []
