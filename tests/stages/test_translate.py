"""What `translate` takes from the memory: drafts that someone still accepts, and nothing that could harm."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import polib
import pytest
from typer.testing import CliRunner

from pipeline import locales, mt
from pipeline.cli import app
from pipeline.errors import ModelError
from pipeline.model import Draft, Segment
from pipeline.po import catalog as po
from pipeline.stages import translate as stage
from tests.support.command import snapshot

KNOWN = "Bring the letter from your family doctor to the front desk.\n"
TARGET = "Traga a carta do seu médico de família para a recepção."
CONFIG = (
    '[project]\nname = "Test clinic"\ntargets = ["pt_BR", "pt_PT", "en_XA"]\n[translate.engines]\npt_BR = "words"\n'
    '[publish.classes]\ninstruction = "accepted"\n'
)


class Words:
    """An engine that drafts everything in the same way, but nothing about parking."""

    origin = "words@1"

    def translate(self, segments: Sequence[Segment]) -> list[Draft]:
        return [
            Draft("" if "parking" in s.text else f"Rascunho: {_turned(s.text)}", 0.9, self.origin) for s in segments
        ]


def _turned(text: str) -> str:
    """Turn the words round: a draft that gives the source back would be none."""
    return " ".join(word[::-1] if word.isalpha() else word for word in text.split())


@pytest.fixture
def clinic(write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write("clinic/medlocale.toml", CONFIG).parent
    write("clinic/content/visits/first.txt", KNOWN)
    monkeypatch.chdir(root)
    monkeypatch.setattr(mt, "load", lambda *_, **__: Words())
    run("extract", "translate")
    accept(root, "visits/first.txt", KNOWN.strip(), TARGET)
    return root


def run(*commands: str) -> str:
    said = ""
    for command in commands:
        result = CliRunner().invoke(app, command.split())
        assert result.exit_code == 0, f"{result.stderr}{result.exception!r}"
        said += result.stderr
    return said


def catalog(root: Path, page: str, locale: str = "pt_BR") -> Path:
    return root / "locales" / locale / "LC_MESSAGES" / f"{page}.po"


def entry(root: Path, page: str, beginning: str, locale: str = "pt_BR") -> polib.POEntry:
    found = polib.pofile(str(catalog(root, page, locale)))
    return next(entry for entry in found if entry.msgid.startswith(beginning))


def accept(root: Path, page: str, msgid: str, msgstr: str, *, fuzzy: bool = False, locale: str = "pt_BR") -> None:
    """Do what a translator does in an editor."""
    path = catalog(root, page, locale)
    po = polib.pofile(str(path), wrapwidth=0)
    found = next(entry for entry in po if entry.msgid == msgid)
    found.msgstr = msgstr
    if not fuzzy:
        found.flags = [flag for flag in found.flags if flag != "fuzzy"]
    po.save()


def add(root: Path, text: str, page: str = "visits/second.txt") -> None:
    path = root / "content" / page
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text, "utf-8")
    run("extract", "translate")


def test_an_exact_match_is_a_draft_that_names_its_page(clinic: Path) -> None:
    add(clinic, f"Parking is free.\n\n{KNOWN}")
    found = entry(clinic, "visits/second.txt", "Bring")
    assert found.msgstr == TARGET
    assert found.flags == ["fuzzy"]
    assert found.tcomment == "TM: exact, from visits/first.txt"
    assert found.previous_msgid is None


def test_a_good_fuzzy_match_stands_beside_its_source_and_its_changes(clinic: Path) -> None:
    add(clinic, KNOWN.replace("family", "eye"))
    found = entry(clinic, "visits/second.txt", "Bring")
    assert found.msgstr == TARGET
    assert found.flags == ["fuzzy"]
    assert found.previous_msgid == KNOWN.strip()
    assert found.tcomment.startswith("TM: fuzzy 0.9")
    assert found.tcomment.endswith("from visits/first.txt: family → eye")


def test_a_fuzzy_match_is_never_published(clinic: Path) -> None:
    add(clinic, KNOWN.replace("family", "eye"))
    run("build --locale pt_BR")
    shown = [path.name for path in (clinic / "site/pt-BR").rglob("*.txt") if "Traga" in path.read_text("utf-8")]
    assert shown == ["first.txt"]


def test_a_distant_match_stands_for_reference_beside_the_machine_s_draft(clinic: Path) -> None:
    add(clinic, KNOWN.replace("family doctor", "school nurse"))
    found = entry(clinic, "visits/second.txt", "Bring")
    assert found.msgstr.startswith("Rascunho: ")
    machine, *_, similar = sorted(found.tcomment.splitlines())
    assert machine.startswith("MT: ")
    assert similar.startswith("TM: similar 0.")
    assert similar.endswith(f"— {TARGET}")


def test_where_there_is_no_machine_a_distant_match_is_the_draft(clinic: Path) -> None:
    accept(clinic, "visits/first.txt", KNOWN.strip(), "Traga a carta.", locale="pt_PT")
    add(clinic, KNOWN.replace("family doctor", "school nurse"))
    found = entry(clinic, "visits/second.txt", "Bring", "pt_PT")
    assert (found.msgstr, found.flags) == ("Traga a carta.", ["fuzzy"])
    assert found.tcomment.startswith("TM: fuzzy 0.8")


def test_where_the_machine_has_nothing_a_distant_match_is_the_draft(clinic: Path) -> None:
    accept(clinic, "visits/first.txt", KNOWN.strip(), TARGET)
    add(clinic, KNOWN.replace("family doctor", "parking guard"))
    assert entry(clinic, "visits/second.txt", "Bring").msgstr == TARGET


@pytest.mark.parametrize(
    ("known", "new"),
    [
        ("Take 5 mg of it every evening.", "Take 50 mg of it every evening."),
        ("You may eat before the scan.", "You may not eat before the scan."),
    ],
)
def test_a_dangerous_match_is_neither_drafted_nor_shown(clinic: Path, known: str, new: str) -> None:
    add(clinic, known, "old.txt")
    accept(clinic, "old.txt", known, "Velho texto com 5 mg não.")
    add(clinic, new)
    found = entry(clinic, "visits/second.txt", new[:3])
    assert found.msgstr.startswith("Rascunho")
    assert "TM:" not in found.tcomment


def test_after_a_critical_change_no_other_match_takes_the_place_of_the_old_translation(clinic: Path) -> None:
    add(clinic, "Take 5 mg of it every evening.", "old.txt")
    accept(clinic, "old.txt", "Take 5 mg of it every evening.", "Tome 5 mg à noite.")
    near = "Take 50 mg of it every evening, please."
    add(clinic, near, "near.txt")
    accept(clinic, "near.txt", near, "Tome 50 mg à noite, por favor.")
    new = "Take 50 mg of it every evening."
    add(clinic, new, "other.txt")
    assert entry(clinic, "other.txt", new).tcomment.startswith("TM: fuzzy"), "elsewhere it is a match"
    add(clinic, new, "old.txt")
    found = entry(clinic, "old.txt", new)
    assert "CRITICAL CHANGE: 5 mg → 50 mg" in found.tcomment
    assert "TM: fuzzy" not in found.tcomment
    assert "TM: similar" not in found.tcomment
    assert found.msgstr.startswith("Rascunho")


def test_an_exact_match_with_a_critical_finding_is_left_to_the_machine(clinic: Path) -> None:
    add(clinic, "The dose is 20 mg.", "old.txt")
    accept(clinic, "old.txt", "The dose is 20 mg.", "A dose é de 200 mg.")
    add(clinic, "The dose is 20 mg.")
    assert entry(clinic, "visits/second.txt", "The dose").msgstr.startswith("Rascunho")


def test_other_locales_learn_nothing(clinic: Path) -> None:
    add(clinic, KNOWN)
    assert entry(clinic, "visits/second.txt", "Bring", "pt_PT").msgstr == ""
    assert "TM:" not in entry(clinic, "visits/second.txt", "Bring", "en_XA").tcomment


def test_machine_drafts_and_matches_are_no_memory(clinic: Path) -> None:
    add(clinic, "Our nurses speak many languages.", "a.txt")
    add(clinic, "Our nurses speak many languages.", "b.txt")
    assert entry(clinic, "b.txt", "Our").tcomment.startswith("MT:")
    accept(clinic, "visits/first.txt", KNOWN.strip(), TARGET)
    add(clinic, KNOWN, "c.txt")
    shutil.rmtree(clinic / "locales/pt_BR/LC_MESSAGES/visits")
    (clinic / "content/visits/first.txt").unlink()
    add(clinic, KNOWN, "d.txt")
    assert entry(clinic, "d.txt", "Bring").tcomment.startswith("MT:")


def test_what_a_person_typed_over_a_draft_is_memory_while_it_is_fuzzy(clinic: Path) -> None:
    add(clinic, "Our nurses speak many languages.", "a.txt")
    accept(clinic, "a.txt", "Our nurses speak many languages.", "Falamos muitas línguas.", fuzzy=True)
    add(clinic, "Our nurses speak many languages.", "b.txt")
    assert entry(clinic, "b.txt", "Our").msgstr == "Falamos muitas línguas."


def test_a_rejected_translation_is_no_memory(clinic: Path) -> None:
    (clinic / "medlocale.toml").write_text(CONFIG + '[review.people]\nana = {name = "Ana"}\n', "utf-8")
    run("review reject visits/first.txt --by ana --locale pt_BR")
    add(clinic, KNOWN)
    assert entry(clinic, "visits/second.txt", "Bring").tcomment.startswith("MT:")


def test_a_reviewed_translation_comes_before_a_newer_accepted_one(clinic: Path) -> None:
    (clinic / "medlocale.toml").write_text(CONFIG + '[review.people]\nana = {name = "Ana"}\n', "utf-8")
    run("review accept visits/first.txt --by ana --locale pt_BR --drafts")
    add(clinic, KNOWN, "visits/a.txt")
    accept(clinic, "visits/a.txt", KNOWN.strip(), "Traga a carta, por favor.")
    add(clinic, KNOWN)
    assert entry(clinic, "visits/second.txt", "Bring").msgstr == TARGET


def test_a_second_run_opens_no_memory(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(clinic, KNOWN)
    before = snapshot(clinic)
    monkeypatch.setattr("pipeline.stages.project_memory.Store", lambda *_: pytest.fail("the memory was opened"))
    run("extract", "translate")
    assert snapshot(clinic) == before


def test_a_locale_that_is_no_target_any_more_is_forgotten(clinic: Path) -> None:
    config = CONFIG.replace('"pt_PT"', '"pt"')
    (clinic / "medlocale.toml").write_text(config, "utf-8")
    run("extract")
    accept(clinic, "visits/first.txt", KNOWN.strip(), "Traga a carta.", locale="pt")
    (catalog(clinic, "visits/first.txt")).unlink()
    run("extract", "translate")
    assert entry(clinic, "visits/first.txt", "Bring").msgstr == "Traga a carta."
    (clinic / "medlocale.toml").write_text(CONFIG, "utf-8")
    add(clinic, KNOWN)
    assert entry(clinic, "visits/second.txt", "Bring").tcomment.startswith("MT:")


def test_what_waits_is_asked_again_when_the_memory_has_grown(clinic: Path) -> None:
    add(clinic, "Tea is free.", "a.txt")
    add(clinic, "Tea is free.", "b.txt")
    assert entry(clinic, "b.txt", "Tea", "pt_PT").msgstr == ""
    accept(clinic, "a.txt", "Tea is free.", "O chá é grátis.", locale="pt_PT")
    run("translate")
    assert entry(clinic, "b.txt", "Tea", "pt_PT").msgstr == "O chá é grátis."


def test_a_lost_or_damaged_index_changes_nothing(clinic: Path) -> None:
    index = clinic / ".medlocale/memory.sqlite"
    for number, damage in enumerate((index.unlink, lambda: index.write_bytes(b"junk" * 999))):
        damage()
        add(clinic, KNOWN, f"again{number}.txt")
        assert entry(clinic, f"again{number}.txt", "Bring").msgstr == TARGET


def test_an_edited_catalog_alone_is_read_again(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(clinic, KNOWN, "a.txt")
    add(clinic, KNOWN, "b.txt")
    from pipeline.stages import project_memory

    accept(clinic, "a.txt", KNOWN.strip(), "Traga uma carta.")
    read: list[str] = []
    units = project_memory._units

    def noted(settings: object, locale: object, path: Path, *rest: object) -> object:
        read.append(path.name)
        return units(settings, locale, path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(project_memory, "_units", noted)
    add(clinic, KNOWN, "c.txt")
    assert read.count("a.txt.po") == 1
    assert "first.txt.po" not in read


def test_a_plural_takes_a_plural_of_as_many_forms(clinic: Path) -> None:
    strings = '{"visits": {"one": "{count} visit is left", "other": "{count} visits are left"}}'
    add(clinic, strings, "a.json")
    path = catalog(clinic, "a.json")
    po = polib.pofile(str(path), wrapwidth=0)
    forms = {0: "falta <1/> consulta", 1: "faltam <1/> consultas"}
    po[0].msgstr_plural, po[0].flags = forms, [flag for flag in po[0].flags if flag != "fuzzy"]
    po.save()
    add(clinic, strings, "b.json")
    assert polib.pofile(str(catalog(clinic, "b.json")))[0].msgstr_plural == forms


@pytest.mark.parametrize(
    ("locale", "header", "expected"),
    [
        ("cy", "", ""),
        ("lv", "nplurals=3; plural=n%10==0 || n%100>10 && n%100<20 ? 0 : n%10==1 ? 1 : 2;", "psp"),
        ("sl", "nplurals=4; plural=n%100==1 ? 1 : n%100==2 ? 2 : n%100==3 || n%100==4 ? 3 : 0;", "pspp"),
        ("vi", "", ""),
    ],
)
def test_the_draft_of_the_singular_is_that_of_one(
    write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch, locale: str, header: str, expected: str
) -> None:
    config = f'[project]\ntargets = ["{locale}"]\n[translate.engines]\n{locale} = "words"\n'
    root = write("other/medlocale.toml", config).parent
    write("other/content/a.json", '{"k": {"one": "tablet", "other": "{n} tablets"}}')
    monkeypatch.chdir(root)
    monkeypatch.setattr(mt, "load", lambda *_, **__: Words())
    run("extract")
    path = catalog(root, "a.json", locale)
    if header:
        path.write_text(re.sub(r"Plural-Forms: .*?;.*?;", lambda _: f"Plural-Forms: {header}", path.read_text("utf-8")))
        run("extract")
    run("translate")
    forms = polib.pofile(str(path))[0].msgstr_plural
    known = locales.parse(locale).forms
    own = "".join("s" if number == known.singular and known.count > 1 else "p" for number in range(known.count))
    assert "".join("p" if "<1/>" in form else "s" for _, form in sorted(forms.items())) == (expected if header else own)


@pytest.mark.parametrize(
    ("strings", "drafts"),
    [
        ({"a": "{n, plural, one {# room} other {# rooms with <b>#</b> beds}}"},
         [("Rascunho: # moor", "Rascunho: # smoor htiw <1/>#<2/> sdeb")]),
        ({"a": "Ward #4 has # rooms"}, [("Rascunho: draW #4 sah # smoor",)]),
    ],
)  # fmt: skip
def test_the_number_of_a_plural_is_a_code_to_the_machine(
    clinic: Path, strings: dict[str, str], drafts: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    class Noting(Words):
        def translate(self, segments: Sequence[Segment]) -> list[Draft]:
            asked.extend(segment.text for segment in segments)
            return super().translate(segments)

    monkeypatch.setattr(mt, "load", lambda *_, **__: Noting())
    add(clinic, json.dumps(strings), "a.json")
    found = [tuple(e.msgstr_plural.values()) or (e.msgstr,) for e in polib.pofile(str(catalog(clinic, "a.json")))]
    assert found == drafts
    assert not any(" # " in f" {text} " for text in asked)


def waits(clinic: Path, write: Callable[[str, str], Path]) -> None:
    """Let two new pages wait for a draft, each for a turn of its own."""
    for page, text in (("rest.txt", "Rest on the ward tonight.\n"), ("tea.txt", "Tea is served at noon.\n")):
        write(f"clinic/content/{page}", text)
    run("extract")


def test_an_engine_that_fails_is_asked_once_and_drafts_when_it_works_again(
    clinic: Path, write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    waits(clinic, write)
    monkeypatch.setattr(stage, "CHUNK", 1)
    asked: list[str] = []

    def load(name: str, **_: object) -> Words:
        asked.append(name)
        if name == "words":
            raise ModelError("there is no such model")
        return Words()

    with monkeypatch.context() as patched:
        patched.setattr(mt, "load", load)
        result = CliRunner().invoke(app, ["translate"])
    assert result.exit_code == 1
    assert result.stderr.count("medlocale.toml: the engine of pt_BR (words): there is no such model") == 1
    assert asked.count("words") == 1
    assert entry(clinic, "rest.txt", "Rest").msgstr == ""
    assert entry(clinic, "rest.txt", "Rest", "en_XA").msgstr.startswith("Rascunho"), "other locales go on"
    run("translate")
    assert all(entry(clinic, page, "").msgstr.startswith("Rascunho") for page in ("rest.txt", "tea.txt"))


def test_without_its_glossary_nothing_is_drafted(clinic: Path, write: Callable[[str, str], Path]) -> None:
    waits(clinic, write)
    write("clinic/glossary/terms.csv", "").write_bytes(b"concept,locale,term\n\xff")
    result = CliRunner().invoke(app, ["translate"])
    assert result.exit_code == 1
    assert "terms.csv:2: not UTF-8" in result.stderr
    assert entry(clinic, "rest.txt", "Rest").msgstr == ""


def test_a_sentence_of_the_stock_is_drafted_from_it_and_by_no_engine(
    clinic: Path, write: Callable[[str, str], Path]
) -> None:
    settings = clinic / "medlocale.toml"
    settings.write_text(f'{CONFIG}[review.people]\nana = {{ name = "Ana Souza" }}\n', "utf-8")
    write("clinic/content/visits/help.txt", "Call an ambulance immediately.\n\nThe door is green.\n")
    run("extract", "translate")
    drafted = entry(clinic, "visits/help.txt", "Call an")
    assert (drafted.msgstr, drafted.fuzzy) == ("Chame uma ambulância imediatamente.", True)
    assert drafted.tcomment.startswith("MT: stock score 0.95 draft ")
    assert "words@1" in entry(clinic, "visits/help.txt", "The door").tcomment
    # Another locale has no engine, and the stock all the same.
    assert entry(clinic, "visits/help.txt", "Call an", "pt_PT").msgstr == "Chame uma ambulância imediatamente."
    run("build")
    shown = (clinic / "site/pt-BR/visits/help.txt").read_text("utf-8")
    assert "Call an ambulance immediately." in shown
    assert "Rascunho:" in shown
    run("review accept visits/help.txt --by ana --locale pt_BR --drafts")
    run("translate", "build")
    assert "Chame uma ambulância" in (clinic / "site/pt-BR/visits/help.txt").read_text("utf-8")


def test_what_people_accepted_goes_before_the_stock(clinic: Path, write: Callable[[str, str], Path]) -> None:
    text = "Call an ambulance at once."
    write("clinic/content/visits/one.txt", f"{text}\n")
    run("extract", "translate")
    accept(clinic, "visits/one.txt", text, "Ligue já para a ambulância.")
    write("clinic/content/visits/two.txt", f"{text}\n")
    run("extract", "translate")
    assert entry(clinic, "visits/two.txt", "Call").msgstr == "Ligue já para a ambulância."


def test_what_is_told_of_an_untranslated_entry_is_no_revision(
    clinic: Path, write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("clinic/content/tea.txt", "Tea is served at noon.\n")
    run("extract")
    before = po.read(catalog(clinic, "tea.txt"))
    silent = [Draft("", 0.0, "words@1", unmet=("no draft kept the time",))]
    monkeypatch.setattr(Words, "translate", lambda _, segments: silent * len(segments))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    run("translate")
    after = po.read(catalog(clinic, "tea.txt"))
    assert after.entries[0].translator == ("MT: unmet — no draft kept the time",)
    assert after.headers == before.headers
