"""`medlocale compile`: programs that load gettext show what people accepted, and for all else the source."""

from __future__ import annotations

import gettext
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from contextlib import closing, redirect_stdout
from pathlib import Path

import polib
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.po import catalog
from pipeline.po.catalog import Catalog
from pipeline.project import config
from pipeline.stages.run import Stages
from tests.support import ROOT
from tests.support.command import accept, medlocale, snapshot
from tests.support.command import catalog as catalog_path

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Rest</title></head><body><h1>Rest</h1>
<p>You rest at home. You drink some water.</p><p>Take 5 mg twice a day.</p>
<p>You bring your <b>pills</b>.</p></body></html>
"""
STRINGS = '{"hello": "Good morning", "days": {"one": "{n} day", "other": "{n} days"}, "translation_notice": ""}\n'
CONFIG = """[project]
targets = ["de", "en_XA"]
[review.people]
ana = { name = "Ana Souza", role = "translator" }
"""
HOME, WATER, DOSE, PILLS = (
    "You rest at home.",
    "You drink some water.",
    "Take 5 mg twice a day.",
    "You bring your <1>pills</1>.",
)
ACCEPTED = {HOME: "Sie ruhen zu Hause.", PILLS: "Sie bringen Ihre <1>Tabletten</1> mit."}
DRAFT, TAKEN = "Sie trinken etwas Wasser.", "Nehmen Sie zweimal täglich 5 mg ein."


@pytest.fixture
def clinic(write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page with two accepted translations and a draft, and strings that are drafts in a pseudo-locale alone."""
    root = write("clinic/medlocale.toml", CONFIG).parent
    write("clinic/content/advice/rest.html", PAGE)
    write("clinic/content/ui.json", STRINGS)
    monkeypatch.chdir(root)
    medlocale("run", "--quiet")
    for msgid, msgstr in ACCEPTED.items():
        accept(page(root), msgid, msgstr)
    edit(page(root), WATER, msgstr=DRAFT, flags=["fuzzy"])
    return root


def page(root: Path) -> Path:
    return catalog_path(root, "de", "advice/rest.html")


def compiled(root: Path, name: str = "advice/rest.html", locale: str = "de") -> Path:
    return catalog_path(root, locale, name).with_suffix(".mo")


def program(root: Path, name: str = "advice/rest.html") -> gettext.NullTranslations:
    """What a program gets that starts now and asks Python's gettext for a page, by its path, as domain."""
    path = gettext.find(name, str(root / "locales"), ["de"])
    if path is None:
        return gettext.NullTranslations()
    with open(path, "rb") as file:
        return gettext.GNUTranslations(file)


def messages(root: Path, name: str = "advice/rest.html") -> dict[str, str]:
    return {key: text for key, text in getattr(program(root, name), "_catalog", {}).items() if key}


def edit(path: Path, msgid: str, **changes: object) -> None:
    po = polib.pofile(str(path), wrapwidth=0)
    (entry,) = [entry for entry in po if entry.msgid == msgid]
    for name, value in changes.items():
        setattr(entry, name, value)
    po.save()


def configure(root: Path, more: str) -> None:
    (root / "medlocale.toml").write_text(CONFIG + more, "utf-8")


def told(*arguments: str) -> str:
    """What a command says at its end, on standard error; on standard output it says nothing."""
    done = CliRunner().invoke(app, list(arguments))
    assert (done.exit_code, done.stdout) == (0, "")
    return done.stderr.splitlines(keepends=True)[-1] if done.stderr else ""


def site(root: Path) -> str:
    return (root / "site/de/advice/rest.html").read_text("utf-8")


def test_a_program_shows_what_was_accepted_and_the_source_of_drafts(clinic: Path) -> None:
    medlocale("build", "--quiet")
    assert DRAFT in site(clinic)  # under its notice
    medlocale("compile")
    assert messages(clinic) == ACCEPTED
    assert program(clinic).gettext(HOME) == ACCEPTED[HOME]
    assert program(clinic).gettext(WATER) == WATER


def test_contexts_stay_apart(clinic: Path) -> None:
    po = polib.pofile(str(page(clinic)), wrapwidth=0)
    for entry in po:
        if entry.msgid == "Rest":
            entry.msgstr = "Ausruhen" if entry.msgctxt == "title" else "Ruhe"
    po.save()
    medlocale("compile")
    assert program(clinic).pgettext("title", "Rest") == "Ausruhen"
    assert program(clinic).gettext("Rest") == "Ruhe"


def test_a_dose_is_in_it_while_a_known_person_s_acceptance_stands(clinic: Path) -> None:
    accept(page(clinic), DOSE, TAKEN)
    medlocale("compile")
    assert program(clinic).gettext(DOSE) == DOSE
    medlocale("review", "accept", "--sentence", DOSE, "--by", "ana", "--locale", "de")
    medlocale("compile")
    assert program(clinic).gettext(DOSE) == TAKEN
    medlocale("review", "reject", "--sentence", DOSE, "--by", "ana", "--locale", "de")
    medlocale("compile")
    assert program(clinic).gettext(DOSE) == DOSE


def test_what_a_check_holds_back_is_not_in_it(clinic: Path) -> None:
    accept(page(clinic), HOME, "Sie ruhen 3 Tage zu Hause.")
    medlocale("compile")
    assert messages(clinic).keys() == {PILLS}


def test_what_is_held_of_an_earlier_wording_is_not_in_it(clinic: Path) -> None:
    configure(clinic, '[publish]\non_change = "hold-last"\n')
    medlocale("review", "sync", "--by", "ana", "--quiet")
    (clinic / "content/advice/rest.html").write_text(PAGE.replace(HOME, "You rest at home today."), "utf-8")
    medlocale("run", "--quiet")
    assert ACCEPTED[HOME] in site(clinic)
    medlocale("compile")
    assert messages(clinic).keys() == {PILLS}


def test_a_sentence_that_is_left_to_its_neighbour_is_not_in_it(clinic: Path) -> None:
    accept(page(clinic), WATER, "<empty/>")
    medlocale("build", "--quiet")
    assert WATER not in site(clinic)
    medlocale("compile")
    assert messages(clinic) == ACCEPTED


def test_plurals_are_found_in_all_their_forms(clinic: Path) -> None:
    edit(catalog_path(clinic, "de", "ui.json"), "<1/> day", msgstr_plural={0: "<1/> Tag", 1: "<1/> Tage"})
    medlocale("compile")
    strings = program(clinic, "ui.json")
    found = [strings.npgettext("days", "<1/> day", "<1/> days", number) for number in (1, 5)]
    assert found == ["<1/> Tag", "<1/> Tage"]
    assert strings.pgettext("hello", "Good morning") == "Good morning"


@pytest.mark.gettext
def test_msgfmt_makes_the_same_of_the_same_entries(clinic: Path, needs: Callable[[str], str], tmp_path: Path) -> None:
    medlocale("compile")
    judged = catalog.read(page(clinic))
    entries = tuple(entry for entry in judged.entries if entry.msgid in ACCEPTED)
    catalog.write(tmp_path / "a.po", Catalog(judged.headers, entries, judged.header))
    command = [needs("msgfmt"), "-c", "-o", str(tmp_path / "a.mo"), str(tmp_path / "a.po")]
    assert subprocess.run(command, capture_output=True, check=True).stderr == b""
    with (tmp_path / "a.mo").open("rb") as file:
        assert vars(gettext.GNUTranslations(file))["_catalog"] == vars(program(clinic))["_catalog"]


def test_a_second_time_writes_nothing_and_says_so(clinic: Path) -> None:
    assert told("compile") == "1 compiled catalogs, 1 files written.\n"
    before = snapshot(clinic)
    assert told("compile") == "1 compiled catalogs, 0 files written.\n"
    assert snapshot(clinic) == before
    assert told("compile", "--quiet") == ""


def test_what_a_new_template_or_a_comment_changes_is_no_change_to_a_program(clinic: Path) -> None:
    medlocale("compile")
    before = compiled(clinic).stat()
    edit(page(clinic), HOME, tcomment="Ana prefers this.")
    po = polib.pofile(str(page(clinic)), wrapwidth=0)
    po.metadata["POT-Creation-Date"] = "2027-01-01 10:00+0000"
    po.save()
    assert told("compile") == "1 compiled catalogs, 0 files written.\n"
    assert compiled(clinic).stat().st_mtime_ns == before.st_mtime_ns


def test_a_file_that_was_changed_or_lost_is_written_again(clinic: Path) -> None:
    medlocale("compile")
    data = compiled(clinic).read_bytes()
    compiled(clinic).write_bytes(data[:-4])
    medlocale("compile")
    assert compiled(clinic).read_bytes() == data
    compiled(clinic).unlink()
    medlocale("compile")
    assert compiled(clinic).read_bytes() == data


@pytest.mark.parametrize("forgetful", [False, True], ids=["", "without the manifest"])
def test_it_goes_when_nothing_in_it_may_be_shown_any_more(clinic: Path, forgetful: bool) -> None:
    medlocale("compile")
    for msgid in ACCEPTED:
        edit(page(clinic), msgid, flags=["fuzzy"])
    if forgetful:
        for file in (clinic / ".medlocale").glob("manifest*"):
            file.unlink()
    assert told("compile") == "0 compiled catalogs, 1 files written.\n"
    assert not compiled(clinic).exists()
    assert program(clinic).gettext(HOME) == HOME


def test_it_goes_when_all_that_is_left_is_left_to_neighbours(clinic: Path) -> None:
    medlocale("compile")
    edit(page(clinic), PILLS, flags=["fuzzy"])
    edit(page(clinic), WATER, flags=[])
    edit(page(clinic), HOME, msgstr="<empty/>")
    assert told("compile") == "1 compiled catalogs, 1 files written.\n"
    assert messages(clinic) == {WATER: DRAFT}
    edit(page(clinic), WATER, flags=["fuzzy"])
    assert told("compile") == "0 compiled catalogs, 1 files written.\n"
    assert not compiled(clinic).exists()


def test_it_goes_with_its_catalog(clinic: Path) -> None:
    medlocale("compile")
    page(clinic).unlink()
    medlocale("compile")
    assert not compiled(clinic).exists()


def test_it_goes_with_its_page_though_people_s_catalog_stays(clinic: Path) -> None:
    medlocale("compile")
    (clinic / "content/advice/rest.html").unlink()
    medlocale("compile")
    assert not compiled(clinic).exists()
    assert page(clinic).exists()
    compiled(clinic).write_bytes(b"theirs")
    medlocale("compile")
    assert compiled(clinic).read_bytes() == b"theirs"  # nothing of ours is of this name any more


def test_it_goes_with_its_locale(clinic: Path) -> None:
    medlocale("compile")
    (clinic / "medlocale.toml").write_text(CONFIG.replace('"de", ', ""), "utf-8")
    medlocale("compile", "--locale", "en_XA")
    medlocale("compile")
    assert not compiled(clinic).exists()


def test_a_file_of_somebody_else_s_stays(clinic: Path) -> None:
    other = compiled(clinic, "django")
    other.parent.mkdir(parents=True, exist_ok=True)
    other.write_bytes(b"theirs")
    medlocale("compile")
    assert other.read_bytes() == b"theirs"


def test_only_the_named_locales_are_compiled(clinic: Path) -> None:
    medlocale("compile")
    data = compiled(clinic).read_bytes()
    edit(page(clinic), PILLS, flags=["fuzzy"])
    medlocale("compile", "--locale", "en_XA")
    assert compiled(clinic).read_bytes() == data
    medlocale("compile", "--locale", "de")
    assert messages(clinic).keys() == {HOME}


@pytest.mark.parametrize("broken", ["catalog", "page"])
def test_what_cannot_be_read_stops_no_other_and_stays_as_it_was(clinic: Path, broken: str) -> None:
    medlocale("compile")
    data = compiled(clinic).read_bytes()
    path = page(clinic) if broken == "catalog" else clinic / "content/advice/rest.html"
    path.write_bytes(b'msgid "\xff')
    edit(catalog_path(clinic, "de", "ui.json"), "Good morning", msgstr="Guten Morgen")
    assert str(path) in medlocale("compile", code=1)
    assert compiled(clinic).read_bytes() == data
    assert messages(clinic, "ui.json") == {"hello\x04Good morning": "Guten Morgen"}


def test_a_file_that_cannot_be_written_is_named_and_stops_no_other(clinic: Path) -> None:
    compiled(clinic).mkdir()
    edit(catalog_path(clinic, "de", "ui.json"), "Good morning", msgstr="Guten Morgen")
    assert str(compiled(clinic)) in medlocale("compile", code=1)
    assert messages(clinic, "ui.json") == {"hello\x04Good morning": "Guten Morgen"}


def test_a_locale_that_has_to_be_complete_and_is_not_is_a_gate(clinic: Path) -> None:
    configure(clinic, '[publish]\ncomplete = ["de"]\n')
    assert DOSE in medlocale("compile", code=3)
    assert messages(clinic) == ACCEPTED


@pytest.mark.parametrize(
    "command", [["run"], ["build"], ["review", "reject", "--sentence", HOME, "--by", "ana", "--publish"]]
)
def test_what_builds_compiles_where_the_project_wants_it(clinic: Path, command: list[str]) -> None:
    medlocale(*command, "--quiet")
    assert not compiled(clinic).exists()
    accept(page(clinic), HOME, ACCEPTED[HOME])
    configure(clinic, "[build]\nmo = true\n")
    medlocale(*command, "--quiet")
    assert messages(clinic).keys() == ({PILLS} if "reject" in command else {HOME, PILLS})


def test_a_build_counts_and_reports_what_it_compiles(clinic: Path) -> None:
    medlocale("build")
    assert told("build") == "0 files written.\n"
    configure(clinic, "[build]\nmo = true\n")
    medlocale("build", "--quiet")
    compiled(clinic).unlink()
    assert told("build") == "1 files written.\n"
    compiled(clinic).unlink()
    compiled(clinic).mkdir()
    assert str(compiled(clinic)) in medlocale("build", code=1)


def test_a_run_leaves_alone_what_an_unreadable_page_was_compiled_to(clinic: Path) -> None:
    configure(clinic, "[build]\nmo = true\n")
    medlocale("run", "--quiet")
    (clinic / "content/advice/rest.html").write_bytes(b"\xff")
    medlocale("run", code=1)
    assert messages(clinic) == ACCEPTED


def test_a_preview_compiles_nothing(clinic: Path) -> None:
    configure(clinic, "[build]\nmo = true\n")
    medlocale("build", "--preview")
    assert not compiled(clinic).exists()


def test_a_run_after_another_writes_nothing(clinic: Path) -> None:
    configure(clinic, "[build]\nmo = true\n")
    medlocale("run")
    before = snapshot(clinic)
    assert told("run") == "Nothing has changed.\n"
    assert snapshot(clinic) == before


def test_other_commands_take_it_for_no_catalog(clinic: Path) -> None:
    commands = [["status", "--format=json"], ["check", "--format=json"], ["explain", "advice/rest.html"]]
    before = [medlocale(*command) for command in commands]
    medlocale("compile")
    assert [medlocale(*command) for command in commands] == before


def test_the_documentation_s_examples_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("content", "locales", "glossary", "medlocale.toml"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    medlocale("compile", "--locale", "ar")
    program_, script = re.findall(r"^```python\n(.*?)^```$", (ROOT / "docs/gettext.md").read_text("utf-8"), re.M | re.S)
    said = io.StringIO()
    with redirect_stdout(said):
        exec(program_, {})
    assert said.getvalue().splitlines() == ["إلغاء الموعد", "موعدك بعد 3 أيام."]
    before = snapshot(tmp_path)
    exec(script, {})
    exec(script, {})
    article = catalog_path(tmp_path, "pt_BR", "articles/car-nk-therapy.html")
    changed = [name for name, data in snapshot(tmp_path).items() if data != before[name]]
    assert changed == [article.relative_to(tmp_path).as_posix()]
    asked = [entry for entry in catalog.read(article).entries if "? Do our readers" in "".join(entry.translator)]
    assert asked == [entry for entry in catalog.read(article).entries if "FDA" in entry.msgid]


def test_what_a_translator_saves_after_the_check_is_in_no_compiled_catalog(clinic: Path) -> None:
    settings = config.load(clinic / "medlocale.toml", jobs=1)
    with closing(Stages(settings, settings.targets, tell=lambda *_: None, say=lambda _: None)) as work:
        checked = work.check(work.pages)
        edit(page(clinic), HOME, msgstr="Sie rennen zu Hause.")
        (error,) = work.compile(work.pages, checked).errors
    assert "rest.html.po: somebody saved it meanwhile" in str(error)
    assert not compiled(clinic).exists()
