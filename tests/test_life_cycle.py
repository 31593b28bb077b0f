"""From a machine's draft to a reviewed sentence, through the edits of its source: nothing is lost or assumed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.po import catalog
from pipeline.review import ledger
from tests.support.advice import living, page, path_of, source
from tests.support.command import medlocale

CONFIG = """[project]
name = "Test clinic"
targets = ["en_XA", "de"]
[review]
two_persons = ["dose"]
[review.people]
ana = { name = "Ana Souza", email = "ana@clinic.example", role = "translator" }
ben = { name = "Ben Roth", email = "ben@clinic.example", role = "reviser" }
"""
REST = "Rest for two days after the visit."
DOSE = "Take 5 mg with a glass of water."
DRINK = "Drink plenty of water."
PAGE = (
    "<!DOCTYPE html><html lang=en><head><title>Advice</title></head><body>\n"
    f"<p>{REST}</p>\n<p>{DOSE}</p>\n<p>{DRINK}</p>\n</body></html>\n"
)


@pytest.fixture
def clinic(write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write("clinic/medlocale.toml", CONFIG).parent
    write("clinic/content/advice.html", PAGE)
    monkeypatch.chdir(root)
    medlocale("run", "-q")
    return root


def edit(root: Path, msgid: str, msgstr: str | None = None, *, translator: str = "", locale: str = "en_XA") -> None:
    """Do what a translator does in an editor: clear the flag, perhaps after changing the text."""
    found = catalog.read(path_of(root, locale=locale))
    entries = tuple(
        replace(e, flags=(), msgstr=e.msgstr if msgstr is None else (msgstr,)) if e.msgid == msgid else e
        for e in found.entries
    )
    headers = {**found.headers, "Last-Translator": translator} if translator else found.headers
    catalog.write(path_of(root, locale=locale), replace(found, entries=entries, headers=headers))


def records(root: Path, locale: str = "en_XA") -> list[dict[str, str]]:
    path = root / "locales" / locale / ledger.FILE_NAME
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def states(locale: str = "en_XA") -> dict[str, int]:
    rows = [json.loads(line) for line in medlocale("status", "--format", "json").splitlines()]
    return next(row for row in rows if row["locale"] == locale)


def test_sync_records_who_accepted_what_and_how_it_came_about(clinic: Path) -> None:
    edit(clinic, REST, translator="Ana Souza <ana@clinic.example>")
    edit(clinic, DRINK, "Ðrink a løt.")
    assert states()["accepted"] == 2
    medlocale("review", "sync")
    found = records(clinic)
    assert [(record["action"], record["by"], record["role"]) for record in found] == [
        ("accept", "ana", "translator")
    ] * 2
    assert {record["work"] for record in found} == {"unchanged", "post-edited"}
    assert all(record["origin"].startswith("pseudo") for record in found)
    assert states()["reviewed"] == 2
    before = (clinic / "locales/en_XA" / ledger.FILE_NAME).read_bytes()
    medlocale("review", "sync")
    assert (clinic / "locales/en_XA" / ledger.FILE_NAME).read_bytes() == before


def test_status_counts_how_accepted_texts_came_about(clinic: Path) -> None:
    edit(clinic, REST)
    edit(clinic, DRINK, "Ðrink a løt.")
    edit(clinic, REST, "Ruhen Sie zwei Tage.", locale="de")
    row = states()
    assert (row["draft"], row["accepted"], row["reviewed"]) == (2, 2, 0)
    assert (row["unchanged"], row["edited"], row["translated"]) == (1, 1, 0)
    assert (states("de")["unchanged"], states("de")["edited"], states("de")["translated"]) == (0, 0, 1)
    medlocale("review", "sync", "--by", "ana")
    row = states()
    assert (row["accepted"], row["reviewed"]) == (0, 2)
    assert (row["unchanged"], row["edited"]) == (1, 1), "how it came about doesn't change with the review"


def test_status_says_who_is_waited_for(clinic: Path) -> None:
    edit(clinic, REST)
    said = medlocale("status")
    assert "en_XA: 3 drafts wait for a translator" in said
    assert "en_XA: 1 accepted translation waits for a reviewer" in said
    medlocale("review", "accept", "advice.html", "--sentence", REST, "--by", "ana", "--locale", "en_XA")
    medlocale("review", "accept", "advice.html", "--sentence", DOSE, "--by", "ana", "--locale", "en_XA")
    said = medlocale("status")
    assert "for a reviewer" not in said
    assert "en_XA: 1 translation that one person accepted waits for a second" in said
    medlocale("review", "accept", "advice.html", "--sentence", DOSE, "--by", "ben", "--locale", "en_XA")
    assert "for a second" not in medlocale("status")


def test_status_lists_questions_to_the_author_and_what_was_left_out(clinic: Path) -> None:
    found = catalog.read(path_of(clinic))
    entries = tuple(
        replace(e, translator=("? Two whole days?", *e.translator))
        if e.msgid == REST
        else replace(e, msgstr=("<empty/>",), flags=())
        if e.msgid == DRINK
        else e
        for e in found.entries
    )
    catalog.write(path_of(clinic), replace(found, entries=entries))
    said = medlocale("status")
    places = {entry.msgid: entry.line for entry in living(clinic).values()}
    name = "locales/en_XA/LC_MESSAGES/advice.html.po"
    assert f"{name}:{places[REST]}: asks the author: Two whole days?" in said
    assert f"{name}:{places[DRINK]}: said in a neighbouring sentence (<empty/>): {DRINK}" in said
    assert "en_XA: 1 question waits for the author" in said
    assert "asks the author" not in medlocale("status", "--quiet")


def test_what_a_person_typed_stays_while_it_is_still_fuzzy(clinic: Path) -> None:
    found = catalog.read(path_of(clinic))
    entries = tuple(replace(e, msgstr=("Rést, hålf donè",)) if e.msgid == REST else e for e in found.entries)
    catalog.write(path_of(clinic), replace(found, entries=entries))
    for command in (("run",), ("extract",), ("translate",), ("run",)):
        medlocale(*command, "-q")
        assert living(clinic)[REST].msgstr == ("Rést, hålf donè",)
        assert living(clinic)[REST].fuzzy
    source(clinic, PAGE.replace(f"<p>{REST}</p>\n", ""))
    medlocale("run", "-q")
    source(clinic, PAGE)
    medlocale("run", "-q")
    assert living(clinic)[REST].msgstr == ("Rést, hålf donè",)
    assert living(clinic)[REST].fuzzy


def test_a_text_typed_where_no_machine_drafted_is_recorded_as_translated(clinic: Path) -> None:
    edit(clinic, REST, "Ruhen Sie zwei Tage.", translator="Ben Roth <ben@clinic.example>", locale="de")
    medlocale("review", "sync")
    assert [(record["work"], record["by"]) for record in records(clinic, "de")] == [("translated", "ben")]


def test_an_acceptance_by_nobody_known_reviews_nothing(clinic: Path) -> None:
    edit(clinic, REST, translator="Somebody <else@other.example>")
    medlocale("review", "sync")
    assert [record["by"] for record in records(clinic)] == ["unknown"]
    assert states()["reviewed"] == 0
    assert states()["accepted"] == 1


def test_flags_that_vanish_in_bulk_are_no_acceptances(clinic: Path) -> None:
    rooms = "".join(f"<p>The tea is in room {number}.</p>\n" for number in range(1, 8))
    source(clinic, PAGE.replace("</body>", f"{rooms}</body>"))
    medlocale("run", "-q")
    for msgid in living(clinic):
        edit(clinic, msgid)
    said = medlocale("review", "sync", "--by", "ana", code=3)
    assert "11 of 11 drafts lost their fuzzy flags unchanged at once" in " ".join(said.split())
    assert "(dose 1" in said
    assert records(clinic) == []
    assert "needs --by" in medlocale("review", "sync", "--accept-all", code=2)
    medlocale("review", "sync", "--accept-all", "--by", "ana")
    assert len(records(clinic)) == 11


def test_a_tool_that_drops_flags_accepts_no_match_of_another_wording(clinic: Path) -> None:
    edit(clinic, REST, "Rést nôw.", translator="Ana Souza <ana@clinic.example>")
    medlocale("review", "sync")
    source(clinic, PAGE.replace("after the visit", "after your visit"))
    medlocale("extract", "-q")
    path = path_of(clinic)
    path.write_text(path.read_text("utf-8").replace("#, fuzzy\n", ""), "utf-8")
    for _ in range(2):
        assert "drafts lost their fuzzy flags unchanged" in " ".join(medlocale("review", "sync", code=3).split())
        assert len(records(clinic)) == 4, "the match is none of them"
        medlocale("extract", "-q")
        path.write_text(path.read_text("utf-8").replace("#, fuzzy\n", ""), "utf-8")
    entry = living(clinic)[REST.replace("the visit", "your visit")]
    assert (entry.msgstr, entry.fuzzy) == (("Rést nôw.",), False)


def test_half_of_the_drafts_may_be_accepted_as_they_are(clinic: Path) -> None:
    edit(clinic, REST)
    edit(clinic, DRINK)
    medlocale("review", "sync", "--by", "ana")
    assert len(records(clinic)) == 2


def test_a_dose_needs_a_second_person(clinic: Path) -> None:
    medlocale("review", "accept", "advice.html", "--sentence", DOSE, "--by", "ana", "--locale", "en_XA")
    assert not living(clinic)[DOSE].fuzzy
    assert states()["reviewed"] == 0
    medlocale("review", "accept", "advice.html", "--sentence", DOSE, "--by", "ana", "--locale", "en_XA")
    assert len(records(clinic)) == 1, "the same person twice is one person"
    medlocale("review", "accept", "advice.html", "--sentence", DOSE, "--by", "ben", "--locale", "en_XA")
    assert states()["reviewed"] == 1


def test_accepting_needs_someone_known_and_something_chosen(clinic: Path) -> None:
    assert "nobody in [review.people]" in medlocale("review", "accept", "advice.html", "--by", "eva", code=1)
    assert "nobody accepts a whole site" in " ".join(medlocale("review", "accept", "--by", "ana", code=2).split())
    assert "no page of this project" in medlocale("review", "accept", "other.html", "--by", "ana", code=1)
    said = medlocale("review", "accept", "advice.html", "--by", "ana", "--role", "boss", code=1)
    assert "'boss' is no role" in said
    assert records(clinic) == []


def test_a_catalog_whose_plurals_have_no_forms_stays_as_it_is(clinic: Path) -> None:
    path, page = path_of(clinic), clinic / "content" / "advice.html"
    path.write_text(re.sub(r"nplurals=\d", "nplurals=0", path.read_text("utf-8")), "utf-8")
    before = path.read_bytes()
    page.write_text(page.read_text("utf-8").replace("<p>", "<p>Drink water. ", 1), "utf-8")
    assert f"{path}:1: its header's Plural-Forms" in medlocale("extract", code=1)
    assert path.read_bytes() == before


def test_one_altered_character_revokes(clinic: Path) -> None:
    medlocale("review", "accept", "advice.html", "--sentence", REST, "--by", "ana", "-l", "en_XA")
    assert states()["reviewed"] == 1
    edit(clinic, REST, living(clinic)[REST].msgstr[0] + "!")
    assert states()["reviewed"] == 0
    assert states()["accepted"] == 1


def test_a_rejected_translation_leaves_the_site(clinic: Path) -> None:
    medlocale("review", "accept", "advice.html", "--sentence", REST, "--by", "ana", "-l", "en_XA")
    medlocale("run", "-q")
    shown = living(clinic)[REST].msgstr[0]
    assert shown in page(clinic)
    medlocale("review", "reject", "advice.html", "--sentence", REST, "--by", "ben", "--publish", "-l", "en_XA")
    assert shown not in page(clinic)
    assert living(clinic)[REST].fuzzy
    explained = medlocale("explain", "advice.html", "--sentence", REST, "--locale", "en_XA")
    assert "A reviewer rejected this translation." in explained
    medlocale("run", "-q")
    assert shown not in page(clinic), "a rejected draft isn't shown as a draft either"


def test_a_cosmetic_edit_of_the_source_keeps_the_review(clinic: Path) -> None:
    medlocale("review", "accept", "advice.html", "--sentence", REST, "--by", "ana", "-l", "en_XA")
    source(clinic, PAGE.replace(REST, REST.replace("two days", "two\u00a0days")))
    medlocale("extract", "-q")
    carried = records(clinic)[-1]
    assert (carried["action"], carried["by"]) == ("carried", "medlocale")
    assert carried["rule"]
    assert states()["reviewed"] == 1
    source(clinic, PAGE)
    medlocale("extract", "-q")
    assert states()["reviewed"] == 1


def test_a_critical_edit_takes_the_old_sentence_down(clinic: Path) -> None:
    edit(clinic, DOSE, "Tåke 5 mg.")
    for person in ("ana", "ben"):
        medlocale("review", "accept", "advice.html", "--sentence", DOSE, "--by", person, "--locale", "en_XA")
    medlocale("run", "-q")
    assert "Tåke 5 mg." in page(clinic)
    source(clinic, PAGE.replace("5 mg", "50 mg"))
    medlocale("extract", "-q")
    entry = living(clinic)[DOSE.replace("5 mg", "50 mg")]
    assert entry.msgstr == ("",)
    assert "CRITICAL CHANGE: 5 mg → 50 mg" in entry.translator
    medlocale("run", "-q")
    assert "Tåke 5 mg." not in page(clinic)
    source(clinic, PAGE)
    medlocale("run", "-q")
    assert "Tåke 5 mg." in page(clinic), "the translation comes back with its source"


def test_an_ordinary_edit_shows_the_source_until_someone_adapts_the_translation(clinic: Path) -> None:
    edit(clinic, REST, "Rést nôw.")
    source(clinic, PAGE.replace("after the visit", "after your visit"))
    medlocale("run", "-q")
    entry = living(clinic)[REST.replace("the visit", "your visit")]
    assert entry.fuzzy
    assert entry.previous_msgid == REST
    assert "Rést nôw." not in page(clinic)
    assert "after your visit" in page(clinic)


def test_a_sentence_that_moves_to_another_page_keeps_its_state(clinic: Path) -> None:
    edit(clinic, REST, "Rést nôw.", translator="Ana Souza <ana@clinic.example>")
    medlocale("review", "sync")
    source(clinic, PAGE.replace(f"<p>{REST}</p>\n", ""))
    source(clinic, f"<!DOCTYPE html><html lang=en><title>Rest</title><p>{REST}</p></html>", "a.html")
    medlocale("extract", "-q")
    assert living(clinic, "a.html")[REST].msgstr == ("Rést nôw.",)
    assert not living(clinic, "a.html")[REST].fuzzy
    assert states()["reviewed"] == 1


def test_a_renamed_page_keeps_all_of_its_translations(clinic: Path) -> None:
    edit(clinic, REST, "Rést nôw.")
    before = living(clinic)
    (clinic / "content/advice.html").rename(clinic / "content/after-your-visit.html")
    medlocale("extract", "-q")
    after = living(clinic, "after-your-visit.html")
    assert {m: (e.msgstr, e.flags, e.translator) for m, e in after.items()} == {
        m: (e.msgstr, e.flags, e.translator) for m, e in before.items()
    }
    assert path_of(clinic).exists(), "what people worked on is kept"


def test_a_sentence_that_is_on_both_pages_is_not_taken_for_one_that_moved(clinic: Path) -> None:
    edit(clinic, REST, "Rést nôw.")
    source(clinic, f"<!DOCTYPE html><html lang=en><title>Rest</title><p>{REST}</p></html>", "a.html")
    medlocale("extract", "-q")
    assert living(clinic, "a.html")[REST].msgstr == ("",)


def test_a_broken_chain_is_told_and_counts_for_nothing(clinic: Path) -> None:
    medlocale("review", "accept", "advice.html", "--sentence", REST, "--by", "ana", "-l", "en_XA")
    medlocale("review", "reject", "advice.html", "--sentence", REST, "--by", "ben", "-l", "en_XA")
    medlocale("review", "accept", "advice.html", "--sentence", REST, "--by", "ana", "-l", "en_XA")
    path = clinic / "locales/en_XA" / ledger.FILE_NAME
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([lines[0], lines[2]]), "utf-8")
    said = medlocale("status", code=1)
    assert "review.jsonl:2: the record before it" in said
    path.write_text("{\n", "utf-8")
    assert "review.jsonl:1: not JSON" in medlocale("status", code=1)
