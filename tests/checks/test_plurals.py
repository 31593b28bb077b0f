"""Each form of a plural is held to the source text that it translates; one form alone stands for every number."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import pytest

from pipeline import locales
from pipeline.checks import (
    addresses,
    characters,
    completeness,
    coverage,
    language,
    markup,
    mojibake,
    names,
    numbers,
    placeholders,
    polarity,
    punctuation,
    repetition,
)
from pipeline.locales.plural_forms import forms_of
from pipeline.model import PluralForms, Unit
from tests.support.units import found, ids, unit


def two(singular: str, first: str, second: str, plural: str) -> Unit:
    """Return a unit of a catalog that counts two forms, however many the locale itself has."""
    return replace(unit(singular, first, second, plural=plural), forms=PluralForms(2))


# What only the singular may leave out, name or end with: singular, plural, the one form, what is found. In a language
# with a single form a reader sees it for 1 and for 20.
ONLY = {
    "placeholders": (placeholders, "One visit is left.", "%d visits are left.", "还剩一次就诊。", ["placeholders"]),
    "codes": (markup, "One visit is left.", "<1/> visits are left.", "还剩一次就诊。", ["codes"]),
    "numbers": (numbers, "1 dose a day", "%d doses a day", "每天1剂", ["number-added"]),
    "negation": (polarity, "No dose is left.", "%d doses are left.", "没有剩余剂量。", ["negation-added"]),
    "names": (names, "One dose", "%d doses against HER2", "%d剂", ["code-lost"]),
    "phones": (addresses, "Call us.", "Call +1 800 555 0142.", "请给我们打电话。", ["phone"]),
    "tags": (markup, "One <b>visit</b>", "%d visits", "%d次<b>就诊</b>", ["tags"]),
    "ends": (punctuation, "One visit is left:", "%d visits are left.", "还剩%d次就诊：", ["end-punctuation"]),
    "edges": (characters, "One visit ", "%d visits", "%d次就诊 ", ["edge-space"]),
    "repeated": (
        repetition,
        "He said no, no, no, no, no.",
        "They said no.",
        "他们说不要不要不要不要。",
        ["repetition"],
    ),
    "untranslated": (
        completeness,
        "One visit is left.",
        "%d visits are left.",
        "%d visits are left.",
        ["untranslated"],
    ),
}


@pytest.mark.parametrize(("family", "singular", "plural", "target", "expected"), ONLY.values(), ids=ONLY)
def test_the_only_form_of_a_plural_translates_the_plural(
    family: ModuleType, singular: str, plural: str, target: str, expected: list[str]
) -> None:
    assert ids(family, unit(singular, target, plural=plural), "zh_Hans") == expected


def test_the_only_form_may_leave_out_what_only_the_singular_says() -> None:
    subject = unit("One visit: call +1 800 555 0142.", "还剩%d次就诊！", plural="%d visits are left!")
    for family in (placeholders, markup, numbers, polarity, names, addresses, punctuation, characters):
        assert ids(family, subject, "zh_Hans") == [], family


# Where the words that a finding is about stand in the singular: it is what a report shows beside the span.
PLACES = {
    "numbers": (numbers, "Take one tablet of 5 mg.", "Take %d tablets of 5 mg.", "%d comprimidos de 6 mg", "5 mg"),
    "a number of the plural": (numbers, "Take one tablet.", "Take %d tablets of 5 mg.", "%d comprimidos", None),
    "a number that stands twice": (numbers, "5 mg or 5 mg", "Take %d of 5 mg.", "%d comprimidos", None),
    "names": (names, "One dose against HER2", "%d large doses against HER2", "%d doses", "HER2"),
    "polarity": (polarity, "Do not drink it.", "%d people: do not drink it.", "%d pessoas: bebam.", "not"),
    "tags": (markup, "One <b>visit</b>", "%d <b>visits</b>", "%d visitas</b>", "<b>"),
    "placeholders": (placeholders, "Visit {name} once.", "Do visit {name} %d times.", "%d visitas", "{name}"),
    "addresses": (
        addresses,
        "One visit: www.a.org",
        "%d more visits: www.a.org",
        "%d visitas",
        "www.a.org",
    ),
    "phones": (addresses, "Call +1 800 555 0142.", "Do call +1 800 555 0142.", "Ligue %d vezes.", "+1 800 555 0142"),
}


@pytest.mark.parametrize(("family", "singular", "plural", "target", "words"), PLACES.values(), ids=PLACES)
def test_a_finding_on_the_plural_points_at_its_words_in_the_singular(
    family: ModuleType, singular: str, plural: str, target: str, words: str | None
) -> None:
    (finding,) = found(family, unit(singular, target, plural=plural))
    assert (finding.source_span and singular[slice(*finding.source_span)]) == words


def test_words_that_still_stand_in_english_are_shown_in_the_singular() -> None:
    singular, plural = "Today the nurse will be there.", "Some nurses: the nurse will be there."
    subject = two(singular, "Hoje a enfermeira estará lá.", "Algumas enfermeiras: the nurse will be there.", plural)
    (finding,) = found(completeness, subject)
    assert finding.source_span == (6, len(singular) - 1)


def test_a_lost_sentence_is_quoted_from_the_form_that_has_it() -> None:
    lost = "Ask the anaesthetist about the morphine pump before the operation begins."
    subject = unit(
        "You have one visit left this year.",
        "Você ainda tem uma consulta neste ano.",
        "Você ainda tem %d consultas neste ano.",
        plural=f"You have %d visits left this year. {lost}",
    )
    (finding,) = found(coverage, subject)
    assert (finding.check, finding.source_span) == ("sentence-lost", None)
    assert finding.message == f"“{lost}” has no counterpart in the translation."


@pytest.mark.parametrize(
    ("singular", "plural", "count"), [("<1/> day", "<1/>", 0), ("<1/>", "<1/> days", 1), ("<1/>", "<2/>", 0)]
)
def test_a_form_may_say_as_little_as_the_text_that_it_translates(singular: str, plural: str, count: int) -> None:
    assert ids(completeness, two(singular, singular.replace("day", "dia"), plural, plural)) == []
    said = two(singular, singular.replace("day", "dia"), plural.replace("days", ""), plural)
    assert ids(completeness, said) == ["empty"] * count


def test_a_plural_that_nobody_translated_is_in_no_other_language() -> None:
    plural = "Tell the nurses whether you have taken any other medicines this week."
    subject = two("Tell the nurse about it.", "Conte isso à enfermeira.", plural, plural)
    assert ids(language, subject) == []
    assert ids(completeness, subject) == ["untranslated"]


def test_letters_that_either_source_form_has_are_not_ruined() -> None:
    assert ids(mojibake, unit("One “Ã©” sign", "Um sinal “Ã©”", "%d sinais “Ã©”", plural="%d “Ã©” signs")) == []
    assert ids(mojibake, unit("One sign", "Um sinal “Ã©”", "%d sinais “Ã©”", plural="%d “Ã©” signs")) == []
    assert ids(mojibake, unit("One sign", "Um sinal “Ã©”", "%d sinais", plural="%d signs")) == ["mojibake"]


# What only the form of 1 may have: Welsh, Arabic and others don't begin with it.
ONE = {
    "ends": (punctuation, "One visit is left:", "%d visits are left.", ":", ".", ["end-punctuation"]),
    "edges": (characters, "One visit ", "%d visits", " ", "", ["edge-space"]),
}


@pytest.mark.parametrize(("family", "singular", "plural", "own", "others", "expected"), ONE.values(), ids=ONE)
@pytest.mark.parametrize("name", ["ar", "cy", "pt_BR", "ru"])
def test_the_form_of_one_is_held_to_the_singular_wherever_it_stands(
    family: ModuleType, singular: str, plural: str, own: str, others: str, expected: list[str], name: str
) -> None:
    locale = locales.parse(name)
    one = locale.forms.singular
    right = [f"x{own}" if number == one else f"x{others}" for number in range(locale.plural_count)]
    wrong = [f"x{others}" if number == one else f"x{own}" for number in range(locale.plural_count)]
    assert ids(family, unit(singular, *right, plural=plural), name) == []
    assert set(ids(family, unit(singular, *wrong, plural=plural), name)) == set(expected)


@pytest.mark.parametrize(
    ("name", "header", "without", "found_"),
    [
        ("ar", "", 0, []),
        ("ar", "", 3, ["placeholders"]),
        ("sl", "nplurals=4; plural=n%100==1 ? 1 : n%100==2 ? 2 : n%100==3 || n%100==4 ? 3 : 0;", 0, ["placeholders"]),
        ("sl", "nplurals=4; plural=n%100==1 ? 1 : n%100==2 ? 2 : n%100==3 || n%100==4 ? 3 : 0;", 2, []),
        ("ru", "", 0, []),
        ("ru", "", 1, ["placeholders"]),
    ],
)
def test_only_the_form_of_few_numbers_may_leave_the_number_out(
    name: str, header: str, without: int, found_: list[str]
) -> None:
    forms = forms_of(name, header)
    targets = ["x" if number == without else "x %d" for number in range(forms.count)]
    subject = replace(unit("%d visit", *targets, plural="%d visits"), forms=forms)
    assert ids(placeholders, subject, name) == found_


@pytest.mark.parametrize(
    ("name", "header", "count", "expected"),
    [
        ("pl", "", 3, []),
        ("pl", "", 2, [("empty", "critical")]),
        ("pl", "", 4, [("plural-forms", "critical")]),
        ("pl", "nplurals=4; plural=n==1 ? 0 : n%10>1 && n%10<5 && n/10%10!=1 ? 1 : 2;", 4, []),
        ("pl", "nplurals=4; plural=n==1 ? 0 : n%10>1 && n%10<5 && n/10%10!=1 ? 1 : 2;", 3, [("empty", "critical")]),
        ("pl", "nplurals=2; plural=n!=1;", 2, [("plural-forms", "major")]),
        ("pl", "nplurals=3; plural=one;", 3, [("plural-forms", "critical")]),
        ("pt_BR", "nplurals=2; plural=n!=1;", 2, []),
    ],
)
def test_forms_are_counted_by_the_rule_of_their_catalog(
    name: str, header: str, count: int, expected: list[tuple[str, str]]
) -> None:
    targets = [f"%d x{number}" for number in range(count)]
    subject = replace(unit("%d visit", *targets, plural="%d visits"), forms=forms_of(name, header))
    assert [(each.check, each.severity) for each in found(completeness, subject, name)] == expected
