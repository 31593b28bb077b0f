"""A changed sentence shows its source, or what people accepted before where that can do no harm; nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from pipeline.po import catalog
from tests.support.advice import CONFIG, accept, living, page, path_of, row, source, typed
from tests.support.command import medlocale

REST = "Rest for two days after the visit."
DOSE = "Take 5 mg with a glass of tap water."
CALL = "In an emergency, call 911 at once, please."
PAGE = f"<!DOCTYPE html><html lang=en><title>Advice</title><p>{REST}</p>\n<p>{DOSE}</p>\n<p>{CALL}</p></html>\n"
NEW_REST = REST.replace("the visit", "your visit")
NEW_DOSE = DOSE.replace("tap ", "fresh ")
HOLD = '[publish]\non_change = "hold-last"\n'
TEXTS = {REST: "Rést twö days.", DOSE: "Tåke 5 mg.", CALL: "Çall 911."}


@pytest.fixture
def clinic(write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write("clinic/medlocale.toml", CONFIG + HOLD).parent
    write("clinic/content/advice.html", PAGE)
    monkeypatch.chdir(root)
    medlocale("run", "-q")
    typed(root, TEXTS)
    accept("ana", *TEXTS)
    medlocale("run", "-q")
    assert all(text in page(root) for text in TEXTS.values())
    return root


def changed(root: Path, old: str = REST, new: str = NEW_REST) -> None:
    text = (root / "content/advice.html").read_text("utf-8")
    assert old in text
    source(root, text.replace(old, new))
    medlocale("run", "-q")


def in_catalog(root: Path, sentence: str, **values: object) -> None:
    found = catalog.read(path_of(root))
    entries = tuple(replace(each, **values) if each.msgid == sentence else each for each in found.entries)  # type: ignore[arg-type]
    catalog.write(path_of(root), replace(found, entries=entries))


def shown(sentence: str) -> tuple[object, object]:
    found = row(sentence)
    return found["shown"], found["rule"]


def test_the_accepted_translation_of_the_earlier_wording_is_held(clinic: Path) -> None:
    changed(clinic)
    assert shown(NEW_REST) == ("held", "publish.on_change")
    assert TEXTS[REST] in page(clinic)
    assert f">{NEW_REST}" not in page(clinic)
    changed(clinic, DOSE, NEW_DOSE)
    assert shown(NEW_DOSE) == ("held", "publish.on_change")
    assert TEXTS[DOSE] in page(clinic)


def test_a_reader_sees_that_a_sentence_is_older_and_is_led_to_the_new_one(clinic: Path) -> None:
    changed(clinic)
    tree = LexborHTMLParser(page(clinic))
    (mark,) = tree.css("p > small.l10n-mark > a")
    assert (mark.attributes["href"], mark.text()) == ("../en/advice.html", "(translation of an earlier version)")
    notice = tree.css_first("aside.l10n-notice")
    assert notice is not None
    assert "Some sentences still show the translation of an earlier version" in notice.text()
    changed(clinic, DOSE, DOSE.replace("5 mg", "50 mg"))
    tree = LexborHTMLParser(page(clinic))
    (source_text,) = tree.css("p > span.l10n-source[lang=en]")
    assert "50 mg" in source_text.text()
    assert TEXTS[DOSE] not in page(clinic)
    assert [mark.text() for mark in tree.css("small.l10n-mark")] == [mark.text(), "(in English)"]


def test_a_cosmetic_change_needs_no_mark(clinic: Path) -> None:
    changed(clinic, REST, REST.replace("two days", "two\u00a0days"))
    assert shown(REST.replace("two days", "two\u00a0days")) == ("accepted", "accepted")
    assert TEXTS[REST] in page(clinic)
    assert "l10n-mark" not in page(clinic)


def test_without_the_setting_a_changed_sentence_shows_its_source(clinic: Path) -> None:
    (clinic / "medlocale.toml").write_text(CONFIG, "utf-8")
    changed(clinic)
    assert shown(NEW_REST) == ("source", "wording")
    assert NEW_REST in page(clinic)


def test_it_is_held_until_the_new_translation_is_accepted(clinic: Path) -> None:
    changed(clinic, DOSE, NEW_DOSE)
    in_catalog(clinic, NEW_DOSE, msgstr=("Tåke 5 mg nöw.",))
    assert shown(NEW_DOSE)[0] == "held", "somebody is at work on it"
    medlocale("build", "-q")
    assert TEXTS[DOSE] in page(clinic), "shown is what was accepted, not what stands in the catalog"
    assert "Tåke 5 mg nöw." not in page(clinic)
    in_catalog(clinic, NEW_DOSE, flags=())
    assert shown(NEW_DOSE)[0] == "held", "a cleared flag is no review of a dose"
    accept("ana", NEW_DOSE)
    medlocale("build", "-q")
    assert shown(NEW_DOSE)[0] == "accepted"
    assert "Tåke 5 mg nöw." in page(clinic)


def test_it_is_held_through_several_edits(clinic: Path) -> None:
    changed(clinic)
    newest = NEW_REST.replace("Rest", "Do rest")
    changed(clinic, NEW_REST, newest)
    assert living(clinic)[newest].previous_msgid == NEW_REST
    assert shown(newest)[0] == "held"
    assert TEXTS[REST] in page(clinic)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (DOSE, DOSE.replace("5 mg", "50 mg")),
        (REST, REST.replace("two days", "three days")),
        (REST, REST.replace("Rest", "Do not rest")),
        (REST, REST.replace("after", "before")),
    ],
)
def test_a_critical_change_always_takes_the_old_sentence_down(clinic: Path, old: str, new: str) -> None:
    changed(clinic, old, new)
    assert shown(new)[0] != "held"
    assert TEXTS[old] not in page(clinic)
    # Whatever a stranger writes into the catalog: the difference is found in the texts themselves.
    in_catalog(clinic, new, msgstr=(TEXTS[old],), flags=("fuzzy",), previous_msgid=old, translator=())
    assert shown(new)[0] == "source"


def test_many_small_edits_that_add_up_to_a_critical_one_are_a_critical_one(clinic: Path) -> None:
    changed(clinic)
    in_catalog(clinic, NEW_REST, previous_msgid=NEW_REST.replace("two", "three"))
    assert shown(NEW_REST)[0] == "source"


def test_what_nobody_known_accepted_is_not_held(clinic: Path) -> None:
    typed(clinic, {REST: "Rést öther."})
    changed(clinic)
    assert living(clinic)[NEW_REST].msgstr == ("Rést öther.",)
    assert shown(NEW_REST) == ("source", "wording")


def test_what_a_catalog_claims_of_an_earlier_wording_is_not_believed(clinic: Path) -> None:
    changed(clinic)
    in_catalog(clinic, NEW_REST, msgstr=("Rést å lie.",))
    in_catalog(clinic, REST, msgstr=("Rést å lie.",))
    assert shown(NEW_REST)[0] == "source"


def test_the_translation_of_another_sentence_is_not_held(clinic: Path) -> None:
    changed(clinic)
    source(clinic, PAGE.replace("</html>", f"<p>{NEW_REST}</p></html>"))
    medlocale("run", "-q")
    in_catalog(clinic, NEW_REST, msgstr=(TEXTS[REST],), flags=("fuzzy",), previous_msgid=REST)
    assert shown(NEW_REST)[0] == "source", "the earlier wording still stands on the page"


def test_a_sentence_that_is_hardly_alike_is_no_earlier_wording(clinic: Path) -> None:
    other = "Bring a friend along if you like."
    changed(clinic, REST, other)
    in_catalog(clinic, other, msgstr=(TEXTS[REST],), flags=("fuzzy",), previous_msgid=REST)
    assert shown(other)[0] == "source"


def test_it_is_held_only_if_it_did_what_its_class_requires(clinic: Path) -> None:
    configuration = CONFIG + HOLD + '[publish.classes]\ndose = "two-reviewers"\n'
    (clinic / "medlocale.toml").write_text(configuration, "utf-8")
    changed(clinic, DOSE, NEW_DOSE)
    assert shown(NEW_DOSE)[0] == "source"
    source(clinic, PAGE)
    medlocale("run", "-q")
    accept("ben", DOSE)
    changed(clinic, DOSE, NEW_DOSE)
    assert shown(NEW_DOSE)[0] == "held"
    (clinic / "medlocale.toml").write_text(configuration.replace("two-reviewers", "source"), "utf-8")
    assert shown(NEW_DOSE)[0] == "source"


def test_a_rejection_takes_it_down(clinic: Path) -> None:
    changed(clinic)
    medlocale("review", "reject", "advice.html", "--sentence", NEW_REST, "--by", "ben", "--locale", "en_XA", "-q")
    assert shown(NEW_REST) == ("source", "rejected"), "of the new wording"
    changed(clinic, DOSE, NEW_DOSE)
    source(clinic, PAGE)
    medlocale("run", "-q")
    medlocale("review", "reject", "advice.html", "--sentence", DOSE, "--by", "ben", "--locale", "en_XA", "-q")
    changed(clinic, DOSE, NEW_DOSE)
    assert shown(NEW_DOSE)[0] == "source", "of the old wording"


def test_what_does_not_fit_the_new_source_is_not_held(clinic: Path) -> None:
    changed(clinic, CALL, CALL.replace("at once", "<b>at once</b>"))
    assert shown("In an emergency, call 911 <1>at once</1>, please.")[0] == "source", "its code is missing"


def test_an_emergency_number_that_has_changed_takes_the_old_one_down(clinic: Path) -> None:
    new = CALL.replace("911", "112")
    changed(clinic, CALL, new)
    in_catalog(clinic, new, msgstr=(TEXTS[CALL],), flags=("fuzzy",), previous_msgid=CALL, translator=())
    assert shown(new)[0] == "source"


def test_nothing_is_held_where_no_notice_can_say_so(clinic: Path) -> None:
    source(clinic, "title: Advice\nsummary: Rest for two days after the visit.\n", "a.yaml")
    medlocale("run", "-q")
    accept("ana", REST, page="a.yaml")
    assert row(REST, "a.yaml")["shown"] == "accepted"
    source(clinic, f"title: Advice\nsummary: {NEW_REST}\n", "a.yaml")
    medlocale("run", "-q")
    assert row(NEW_REST, "a.yaml")["shown"] == "source"
    source(clinic, f'title: Advice\nsummary: {NEW_REST}\ntranslation_notice: ""\n', "a.yaml")
    medlocale("run", "-q")
    assert row(NEW_REST, "a.yaml")["shown"] == "held"


def test_a_held_sentence_is_an_unmet_gate_where_the_locale_has_to_be_complete(clinic: Path) -> None:
    (clinic / "medlocale.toml").write_text(CONFIG + HOLD + 'complete = ["en_XA"]\n', "utf-8")
    source(clinic, PAGE.replace(REST, NEW_REST))
    assert "held (publish.on_change)" in medlocale("run", "-q", code=3)


def test_the_reviewed_sentence_of_another_page_is_never_shown_as_an_earlier_wording(clinic: Path) -> None:
    """Between real locales: the memory serves no pseudo-locale."""
    source(clinic, f"<!DOCTYPE html><html lang=en><title>Hours</title><p>{REST}</p></html>\n", "b.html")
    medlocale("extract", "-q")
    typed(clinic, {REST: "Ruhen Sie zwei Tage nach dem Besuch."}, locale="de", page="b.html")
    accept("ana", REST, locale="de", page="b.html")
    source(clinic, f"<!DOCTYPE html><html lang=en><title>Rest</title><p>{NEW_REST}</p></html>\n", "c.html")
    medlocale("run", "-q")
    offered = living(clinic, "c.html", "de")[NEW_REST]
    assert offered.previous_msgid == REST
    assert row(NEW_REST, "c.html", "de")["shown"] == "source"
    in_place = replace(offered, translator=(), msgstr=("Ruhen Sie nun",))
    found = catalog.read(path_of(clinic, "c.html", "de"))
    catalog.write(
        path_of(clinic, "c.html", "de"),
        replace(found, entries=tuple(in_place if each == offered else each for each in found.entries)),
    )
    assert row(NEW_REST, "c.html", "de")["shown"] == "source", "whatever became of the comment"
