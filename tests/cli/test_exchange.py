"""`medlocale send` and `receive` from the outside: what they refuse, how they end; one bad file stops no other."""

from __future__ import annotations

import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import locales
from pipeline.exchange import packing
from pipeline.po.entries import Entry
from tests.support import parcels, returns
from tests.support.clinic import PAGE, Clinic
from tests.support.command import medlocale, snapshot
from tests.support.returns import Returned

REST = Entry("Rest at home for three days.")
FRENCH = {REST.msgid: "Reposez-vous chez vous pendant trois jours."}
PARCEL = returns.parcel_of({PAGE: [REST]})
BACK = Returned(PAGE, [REST], FRENCH, PARCEL.id).old


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clinic:
    found = Clinic(tmp_path / "clinic", locales.parse("fr"))
    found.configure()
    found.write(REST)
    monkeypatch.chdir(found.root)
    return found


def test_a_parcel_that_came_back_ends_with_0(clinic: Clinic, tmp_path: Path) -> None:
    path = returns.pack(tmp_path / "p", PARCEL, [("a.xlf", BACK), ("b.html", "<p>no XLIFF"), ("c.tmx", "")])
    rows = [json.loads(line) for line in medlocale("receive", str(path), "--format", "json").splitlines()]
    assert rows[-1] == {
        "type": "summary",
        "exit_code": 0,
        "units": {
            "taken": 1,
            "again": 0,
            "unchanged": 0,
            "untranslated": 0,
            "conflict": 0,
            "source": 0,
            "refused": 0,
            "unknown": 0,
        },
        "accepted": 0,
        "held": 0,
        "findings": 0,
        "written": 1,
        "errors": [],
    }
    assert clinic.entries[REST.msgid].msgstr == (FRENCH[REST.msgid],)


Bad = Callable[[Path], None]


def zipped(*names: str, text: str = BACK) -> Bad:
    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in names:
                archive.writestr(name, text)

    return write


def linked(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        member = zipfile.ZipInfo("a.xlf")
        member.create_system, member.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(member, "/etc/passwd")


def cut(path: Path) -> None:
    zipped("a.xlf")(path)
    path.write_bytes(path.read_bytes()[:-30])


def damaged(path: Path) -> None:
    zipped("a.xlf")(path)
    data = bytearray(path.read_bytes())
    data[60:70] = bytes(10)
    path.write_bytes(data)


def text(content: str) -> Bad:
    return lambda path: path.with_suffix(".zip").write_bytes(content.encode()) and None


DOCTYPE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<xliff'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>\n<xliff'
ARCHIVES = {
    "leads out": zipped("../a.xlf"),
    "leads out of": zipped("/tmp/a.xlf"),
    "leads out of the": zipped("x\\..\\a.xlf"),
    "is a link": linked,
    "is no .zip": cut,
    "is no .zip that can": damaged,
    "grows to more": zipped("a.xlf", text=BACK.replace("<body>", "<body>" + " " * 3_000_000)),
    "holds no file of translation": zipped("a.txt"),
    "is no .zip that": text("PK"),
}
FILES = {
    "has a document type (DTD)": BACK.replace("<xliff", DOCTYPE, 1),
    "has a document type": BACK.replace("<xliff", LAUGHS, 1),
    "not XML that can be read": BACK[:-40],
    "not XLIFF 1.2, 2.0 or 2.1": BACK.replace("document:1.2", "document:9"),
    "its target language is 'nl'": BACK.replace('target-language="fr"', 'target-language="nl"'),
    "its target language is 'tlh'": BACK.replace('target-language="fr"', 'target-language="tlh"'),
    "doesn't say its target language": BACK.replace(' target-language="fr"', ""),
    "its source language is 'es'": BACK.replace('source-language="en"', 'source-language="es"'),
    "has no unit of this project": BACK.replace(returns.unit_id(REST)[:6], "000000"),
    "has no unit to be translated": BACK.replace("<trans-unit", "<!--").replace("</trans-unit>", "-->"),
}


@pytest.mark.parametrize("reason", ARCHIVES)
def test_an_archive_that_is_not_sound_is_refused(clinic: Clinic, tmp_path: Path, reason: str) -> None:
    path = tmp_path / "bad.zip"
    ARCHIVES[reason](path)
    before = snapshot(clinic.root / "locales")
    said = medlocale("receive", str(path), "--agency", "A", code=1)
    assert str(path) in said
    assert reason in said
    assert snapshot(clinic.root / "locales") == before


@pytest.mark.parametrize("reason", FILES)
def test_a_bad_file_is_refused_with_its_line_and_stops_no_other(clinic: Clinic, tmp_path: Path, reason: str) -> None:
    path = returns.pack(tmp_path / "p.zip", PARCEL, [("a.xlf", BACK), ("b.xlf", "<x/>")])
    bad, good = tmp_path / "bad.xlf", tmp_path / "good.xlf"
    bad.write_text(FILES[reason], "utf-8")
    good.write_text(BACK, "utf-8")
    before = snapshot(clinic.root / "locales")
    assert reason in medlocale("receive", str(bad), "--agency", "A", code=1)
    assert snapshot(clinic.root / "locales") == before
    said = medlocale("receive", str(bad), str(good), str(path), "--agency", "A", code=1)
    assert f"{bad}:" in said
    assert f"{path}/b.xlf:1:" in said
    assert clinic.entries[REST.msgid].msgstr == (FRENCH[REST.msgid],)


def test_a_file_of_another_parcel_or_locale_than_the_manifests_is_refused(clinic: Clinic, tmp_path: Path) -> None:
    other = Returned(PAGE, [REST], FRENCH, "f" * 12).old
    path = returns.pack(tmp_path / "a", PARCEL, [("a.xlf", other)])
    assert f"is of the parcel {'f' * 12}, and lies in the parcel {PARCEL.id}" in medlocale("receive", str(path), code=1)
    german = returns.parcel_of({PAGE: [REST]}, locale="de")
    path = returns.pack(tmp_path / "b", german, [("a.xlf", Returned(PAGE, [REST], FRENCH, german.id).old)])
    assert "the parcel was sent for de" in medlocale("receive", str(path), code=1)


def test_a_manifest_that_was_changed_is_refused(clinic: Clinic, tmp_path: Path) -> None:
    path = returns.pack(tmp_path / "a", PARCEL, [("a.xlf", BACK)])
    manifest = path / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace(returns.AGENCY, "Another"), "utf-8")
    assert "manifest.json" in medlocale("receive", str(path), code=1)


PHASE = '<header><phase-group><phase phase-name="p" process-name="t" company-name="{}"/></phase-group></header><body>'


@pytest.mark.parametrize(
    ("options", "header", "parcel", "mark"),
    [
        ((), "<body>", "", "AGENCY: agency - "),
        ((), "<body>", PARCEL.id, f"AGENCY: agency {PARCEL.id} "),
        ((), PHASE.format("Verba"), PARCEL.id, f"AGENCY: Verba {PARCEL.id} "),
        ((), PHASE.format("x" * 100), PARCEL.id, f"AGENCY: agency {PARCEL.id} "),
        (("--agency", "Solo"), PHASE.format("Verba"), "", "AGENCY: Solo - "),
    ],
)
def test_the_mark_names_whoever_is_known(
    clinic: Clinic, tmp_path: Path, options: tuple[str, ...], header: str, parcel: str, mark: str
) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(BACK.replace(PARCEL.id, parcel).replace("<body>", header), "utf-8")
    medlocale("receive", str(path), *options)
    assert clinic.entries[REST.msgid].translator[-1].startswith(mark)
    (tmp_path / "b.xlf").write_text(BACK.replace(PARCEL.id, parcel).replace("<body>", header), "utf-8")
    before = snapshot(clinic.root / "locales")
    medlocale("receive", str(tmp_path / "b.xlf"), *options)
    assert snapshot(clinic.root / "locales") == before


def test_a_name_that_is_none_and_no_file_at_all_are_refused(clinic: Clinic, tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(BACK, "utf-8")
    assert "is no name of one line" in medlocale("receive", str(path), "--agency", "A\u0007", code=1)
    medlocale("receive", code=2)


def test_what_a_stranger_wrote_gives_the_terminal_no_command(clinic: Clinic, tmp_path: Path) -> None:
    mine = Entry(REST.msgid, ("Du repos.",))
    clinic.write(mine)
    path = tmp_path / "a.xlf"
    path.write_text(BACK.replace("Reposez", "\u009b31m\u202eReposez"), "utf-8")
    said = medlocale("receive", str(path), "--agency", "A", code=0)
    assert "\u009b" not in said
    path.write_text(BACK.replace("Reposez", "\u202eReposez"), "utf-8")
    said = medlocale("receive", str(path), "--agency", "A", code=3)
    assert "\u202e" not in said


@pytest.fixture(scope="module")
def seeufer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("clinic")
    parcels.project(root)
    return root


@pytest.fixture
def sender(seeufer: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(seeufer)
    return seeufer


def test_a_parcel_is_made_and_told(sender: Path, tmp_path: Path) -> None:
    output = tmp_path / "p.zip"
    medlocale("send", "--locale", "pt_BR", "--agency", "Lingua", "-o", str(output))
    with packing.unpacked(output) as there:
        assert there.parcel is not None
        assert (there.parcel.agency, there.parcel.format, len(there.parcel.files)) == ("Lingua", "xliff12", 3)
        assert sorted(name for name in there.files if "/" not in name) == [
            *("glossary.tbx", "instructions.txt", "manifest.json"),
        ]


def test_pages_states_and_format_are_chosen(sender: Path, tmp_path: Path) -> None:
    output = tmp_path / "p"
    chosen = [
        "--pages",
        "content/care.html",
        "--pages",
        "care.html",
        "--state",
        " accepted , draft",
        "--format",
        "xliff21",
    ]
    medlocale("send", "--locale", "pt-BR", *chosen, "-o", str(output))
    with packing.unpacked(output) as there:
        assert there.parcel is not None
        assert [(file.page, len(file.units)) for file in there.parcel.files] == [("care.html", 7)]
        assert there.parcel.format == "xliff21"


def test_nothing_to_send_writes_nothing(sender: Path, tmp_path: Path) -> None:
    output = tmp_path / "p"
    medlocale("send", "-l", "ar", "--state", "accepted", "-o", str(output))
    assert not output.exists()


def test_what_was_sent_is_not_sent_again(sender: Path, tmp_path: Path) -> None:
    for name in ("1", "2"):
        medlocale("send", "-l", "ru", "--changed", "-o", str(tmp_path / name))
    assert [path.name for path in tmp_path.iterdir()] == ["1"]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--locale", "pt_BR", "--locale", "ar"),
        ("--locale", "de"),
        ("--locale", "pt_BR", "--state", "final"),
        ("--locale", "pt_BR", "--state", ""),
        ("--locale", "pt_BR", "--agency", "a\x1bb"),
        ("--locale", "pt_BR", "--format", "xliff"),
    ],
)
def test_wrong_usage_of_send_is_code_2(sender: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    medlocale("send", *arguments, "-o", str(tmp_path / "p"), code=2)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("arguments", [("--pages", "nowhere.html"), ("--locale", "en_XA")])
def test_what_can_not_be_sent_is_code_1(sender: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    own = () if "--locale" in arguments else ("--locale", "pt_BR")
    medlocale("send", *own, *arguments, "-o", str(tmp_path / "p"), code=1)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_no_parcel_stays(sender: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    said = medlocale("send", "--locale", "pt_BR", "-o", str(tmp_path), code=1)
    assert "left as it is" in said
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
