"""The class of a text decides who has to review it: no mark, place or word of a segment may get lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import formats, locales
from pipeline.model import InlineCode, Segment
from pipeline.project import config
from pipeline.text import classes

ENGLISH = locales.parse("en")
SENTENCES = Path(__file__).parent.parent / "fixtures" / "classes"


def test_every_class_but_the_ordinary_ones_is_clinical() -> None:
    assert set(classes.CLASSES) - set(classes.CLINICAL) == {classes.BODY, classes.NAVIGATION}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Call 911 or 112.", ("911", "112")),
        ("The number is (112).", ("112",)),
        ("Phone: 999", ("999",)),
        ("Call 192 at once.", ("192",)),
        ("It is 192.", ()),
        ("911 555 0100", ()),
        ("(911) 555-0100", ()),
        ("Call +1 911 555 0100.", ()),
        ("Take 112 mg and call us.", ()),
        ("1,000 people", ()),
        ("At 9.112 we call.", ()),
    ],
)
def test_emergency_numbers_stand_alone(text: str, numbers: tuple[str, ...]) -> None:
    assert classes.emergency_numbers(text) == numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The infusion holds 250 mL.", {"dose"}),
        ("The nurse gives two tablets in the evening.", {"dose"}),
        ("It is used twice a day.", {"dose"}),
        ("You get 2 Gy a session.", {"dose"}),
        ("The tracer has 7.4 GBq.", {"dose"}),
        ("You receive 10⁷ cells.", {"dose"}),
        ("It holds 4 × 10^7 viable CAR-positive T cells/kg.", {"dose"}),
        ("One vial has 2 × 10¹² vector genomes.", {"dose"}),
        ("Your white count is below 3 × 10⁹/L.", set()),
        ("The test found 10⁴ copies/mL.", set()),
        ("It is given every 21 days.", {"dose"}),
        ("1-0-1", {"dose"}),
        ("{{ amount }} mg", {"dose"}),
        ("Take 5 mg with food.", {"dose", "instruction"}),
        ("Don’t stop taking 5 mg.", {"dose", "instruction"}),
        ("Do not drive after the infusion.", {"instruction"}),
        ("You must fast before the scan.", {"instruction"}),
        ("Never share your medicine.", {"instruction"}),
        ("Inject it into the thigh.", {"instruction"}),
        ("Please bring your letter.", {"instruction"}),
        ("If you are sick, drink water.", {"instruction"}),
        ("You cannot drive home.", {"instruction"}),
        ("Our number is +1 555 010 0199.", {"emergency"}),
        ("Call 911 at once.", {"emergency", "instruction"}),
        ("Dial 112, 911 or 999.", {"emergency", "instruction"}),
        ("In Brazil, call 192.", {"emergency", "instruction"}),
        ("Call 9-1-1.", {"emergency", "instruction"}),
        ("Dial nine one one.", {"emergency", "instruction"}),
        ("Ring triple zero.", {"emergency"}),
        ("At night, it is extension 3120.", {"emergency"}),
        ("Freephone: 0800 4444", {"emergency"}),
        ("Our line is 555 0177.", {"emergency"}),
        ("Seek medical help.", {"emergency", "instruction"}),
        ("Go to the nearest hospital.", {"emergency", "instruction"}),
        ("Get to the ER.", {"emergency", "instruction"}),
        ("Use your adrenaline pen.", {"emergency", "instruction"}),
        ("Phone your clinic at once if you bleed.", {"emergency", "instruction"}),
        ("You are eligible if you are over 18.", {"eligibility"}),
        ("The inclusion criteria are strict.", {"eligibility"}),
        ("Children may not join.", {"eligibility", "instruction"}),
        ("The therapy is only for adults with lupus.", {"eligibility"}),
        ("This page is no substitute for your doctor.", {"disclaimer"}),
        ("It is for information only.", {"disclaimer"}),
        ("The cells are not yet approved.", {"disclaimer"}),
        ("We are not liable for links.", {"disclaimer"}),
        ("The nurse will see you now.", set()),
        ("Tell a nurse at once.", {"emergency", "instruction"}),
        ("The trial had 1,000 patients.", set()),
        ("The trial had 112 patients and 192 visits.", set()),
        ("Our doctors speak Portuguese.", set()),
        ("The trial has 11 patients.", set()),
        ("The visit lasts 40 minutes.", set()),
        ("Clean air helps the lungs.", set()),
        ("Take part in our survey", set()),
        ("They do not know the cause.", set()),
    ],
)
def test_classes_are_read_from_the_text(text: str, expected: set[str]) -> None:
    assert classes.classes_of(text, ENGLISH) == expected
    assert expected <= set(classes.CLASSES)


def by_text(source: str, name: str = "a.html") -> dict[str, set[str]]:
    extraction = formats.for_path(name).extract(source)
    by_key = classes.of_segments(extraction, ENGLISH)
    return {slot.segment.text: set(by_key[slot.segment.key]) for slot in extraction.slots}


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>The ward is quiet.</p>", {"The ward is quiet.": {"body"}}),
        ("<title>Our ward</title>", {"Our ward": {"navigation"}}),
        ("<button>Send</button>", {"Send": {"navigation"}}),
        ("<p>It has 5 mg.</p>", {"It has 5 mg.": {"body", "dose"}}),
        ("<p>It has 5 <b>mg</b>.</p>", {"It has 5 <1>mg</1>.": {"body", "dose"}}),
        ("<title>Take 5 mg</title>", {"Take 5 mg": {"navigation", "dose"}}),
        ("<p data-l10n-class=navigation>Take 5 mg.</p>", {"Take 5 mg.": {"navigation", "dose"}}),
        ("<p data-l10n-class=disclaimer>It has 5 mg.</p>", {"It has 5 mg.": {"body", "disclaimer", "dose"}}),
    ],
)
def test_marks_role_and_words_add_up_and_none_takes_away(page: str, expected: dict[str, set[str]]) -> None:
    assert by_text(page) == expected


@pytest.mark.parametrize("marked", [0, 1, 2])
def test_a_text_in_several_places_has_the_classes_of_all_of_them(marked: int) -> None:
    places = ["<p>Adults are welcome.</p>"] * 3
    places[marked] = "<p data-l10n-class=eligibility>Adults are welcome.</p>"
    assert by_text("".join(places)) == {"Adults are welcome.": {"body", "eligibility"}}


def sentences(name: str) -> list[str]:
    return (SENTENCES / f"{name}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", classes.CLINICAL)
def test_nine_of_ten_sentences_of_a_class_wait_for_a_review(name: str) -> None:
    texts = sentences(name)
    missed = [text for text in texts if not classes.classes_of(text, ENGLISH)]
    assert len(missed) <= 0.1 * len(texts), missed


@pytest.mark.parametrize("name", classes.CLINICAL)
def test_most_sentences_are_found_as_what_they_are(name: str) -> None:
    texts = sentences(name)
    others = [text for text in texts if name not in classes.classes_of(text, ENGLISH)]
    assert len(others) <= 0.15 * len(texts), others


def test_one_of_twenty_plain_sentences_at_most_waits_for_nothing() -> None:
    texts = sentences("plain")
    kept = {text: names for text in texts if (names := classes.classes_of(text, ENGLISH))}
    assert len(kept) <= 0.05 * len(texts), kept


@pytest.mark.parametrize(
    "written",
    [
        "Do <b>not</b> chew it.",
        "<i>Do not</i> chew it.",
        "<em>Do</em> <em>not</em> chew it.",
        "Do n<b>o</b>t chew it.",
        "Do&nbsp;not chew it.",
        "Do&#160;not chew it.",
        "Do n&#111;t chew it.",
        "Do no&shy;t chew it.",
        "Do \u00adnot chew it.",
        "Do  not chew it.",
        "Do\nnot chew it.",
        "Do<br>not chew it.",
        "Do \u200bnot chew it.",
        "D\u200co not chew it.",
        "Do n\u2060ot chew it.",
        "Do<wbr> not chew it.",
        "Do n<wbr>ot chew it.",
        "Do<!-- for 2 weeks --> not chew it.",
        "Do <!-- sure? -->not chew it.",
        "Don’t chew it.",
        "Donʼt chew it.",
        "Don&rsquo;t chew it.",
        "Ｄｏ ｎｏｔ chew it.",
        "DO NOT CHEW IT.",
        "<span>Do</span> <a href='x.html'>not</a> chew it.",
    ],
)
def test_markup_and_signs_that_no_reader_sees_change_nothing(written: str) -> None:
    found: set[str] = set().union(*by_text(f"<p>{written}</p>").values())
    assert found == {"body", "instruction"}
    assert classes.classes_of(written, ENGLISH) == {"instruction"}


@pytest.mark.parametrize(
    "written",
    [
        "It has 5 m<b>g</b>.",
        "It has 5&nbsp;mg.",
        "It has <b>5</b> mg.",
        "It has ５ ｍｇ.",
        "It has 5 m\u00adg.",
        "5\u202fmg",
    ],
)
def test_an_amount_is_read_through_markup(written: str) -> None:
    found: set[str] = set().union(*by_text(f"<p>{written}</p>").values())
    assert found == {"body", "dose"}


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("<p>{{ amount }} mg each</p>", "a.html"),
        ("{{ amount }} mg each\n", "a.md"),
        ('{"amount": "{count} mg each"}', "a.json"),
        ('{"amount": "%d tablets each"}', "a.json"),
    ],
)
def test_an_amount_that_a_template_fills_in_is_a_dose(page: str, name: str) -> None:
    assert "dose" in set().union(*by_text(page, name).values())


@pytest.mark.parametrize(
    "page",
    [
        "<p>Call us at once if you have:</p><ul><li>a stiff neck</li><li>a rash</li></ul>",
        "<p>Call us at once if <b>you</b> have:</p><ol><li><p>a stiff neck</p></li><li>a rash</li></ol>",
        "<h2>Call us at once if you have:</h2><ul><li>a stiff neck</li><li>a <b>rash</b></li></ul>",
        "<dl><dt>Call us at once if you have:</dt><dd>a stiff neck</dd><dd>a rash</dd></dl>",
        "<ul><li>Call us at once if you have:<ul><li>a stiff neck</li><li>a rash</li></ul></li></ul>",
        "<p>Call us at once if you have any of these signs.</p><ul><li>a stiff neck</li><li>a rash</li></ul>",
        "<h2>When to call an ambulance</h2><ul><li>a stiff neck</li><li><p>a rash</p><p>and fever</p></li></ul>",
        "<p>Call us at once if you have</p><p>• a stiff neck</p><p>• a rash</p>",
    ],
)
def test_the_items_of_a_list_are_of_the_class_of_its_lead_in(page: str) -> None:
    found = by_text(page)
    assert all("emergency" in names for names in found.values()), found


def test_a_lead_in_ends_with_its_list() -> None:
    page = (
        "<p>Call us at once if you have:</p><ul><li>a stiff neck</li></ul><p>The garden is open.</p>"
        "<ul><li>tulips</li></ul><p>Our doctors:</p><ul><li>Dr. Reis</li></ul>"
    )
    found = by_text(page)
    assert {text for text, names in found.items() if "emergency" in names} == {
        "Call us at once if you have:",
        "a stiff neck",
    }


@pytest.mark.parametrize("role", ["button", "label", "title"])
def test_what_leads_somewhere_may_begin_with_a_verb(role: str) -> None:
    assert by_text(f"<{role}>Check your data</{role}>") == {"Check your data": {"navigation"}}
    assert by_text(f"<{role}>Do not eat</{role}>") == {"Do not eat": {"navigation", "instruction"}}


@pytest.mark.parametrize(
    ("text", "is_dose"),
    [
        ("In the trial, a tenth of the patients took 5 mg.", False),
        ("Median survival was 14 months with 200 mg and 9 with placebo.", False),
        ("Participants received 30 mg.", False),
        ("As in the trial, take 5 mg.", True),
        ("In the study, you get 5 mg.", True),
        ("The patient received 5 mg.", True),
    ],
)
def test_what_a_trial_found_is_no_dose(text: str, is_dose: bool) -> None:
    assert ("dose" in classes.classes_of(text, ENGLISH)) == is_dose


def test_what_the_plural_alone_says_counts() -> None:
    strings = '{"pills": {"one": "One of the pills", "other": "Pills of 5 mg"}}'
    assert by_text(strings, "a.json") == {"One of the pills": {"body", "dose"}}


def test_a_class_asks_for_a_review_unless_it_harms_nobody() -> None:
    ordinary = {name for name, each in classes.CLASSES.items() if each.requires != "reviewed"}
    assert ordinary == {classes.BODY, classes.NAVIGATION}
    assert {each.requires for each in classes.CLASSES.values()} <= set(config.REQUIREMENTS)


def test_a_power_in_an_element_of_its_own_counts_cells() -> None:
    code = InlineCode(1, "<sup>", "</sup>", "superscript")
    segment = Segment("k", "You receive 10<1>7</1> cells.", codes=(code,))
    assert classes.classes_of(classes.wording(segment), ENGLISH) == {"dose"}
