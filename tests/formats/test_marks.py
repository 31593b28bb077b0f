"""What an author, or the configuration, marks as a class of text is of that class in every format."""

from __future__ import annotations

import pytest

from pipeline import formats
from pipeline.errors import FormatError
from pipeline.formats import FormatSettings, settings

RULES = (settings.rule("disclaimer", "footer small"), settings.rule("navigation", "nav"))
KEYS = (
    settings.Keys("eligibility", "criteria"),
    settings.Keys("eligibility", "who.*"),
    settings.Keys("dose", "*_dose"),
)
SETTINGS = FormatSettings(select=RULES, class_keys=KEYS)


def classes(name: str, text: str) -> dict[str, set[str]]:
    return {s.text: set(s.classes) for s in formats.for_path(name, SETTINGS).extract(text).segments if s.classes}


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ('<p data-l10n-class="dose">One pill. Two pills.</p><p>Rest.', {"One pill.": {"dose"}, "Two pills.": {"dose"}}),
        ('<div data-l10n-class="dose, emergency"><p>One.</p></div>', {"One.": {"dose", "emergency"}}),
        ("<p>Take <b data-l10n-class=dose>one</b> now. Rest.</p>", {"Take <1>one</1> now.": {"dose"}}),
        ('<img data-l10n-class="dose" alt="One pill"><p>Rest.</p>', {"One pill": {"dose"}}),
        ('<p title="One pill" data-l10n-class=dose>Rest.', {"One pill": {"dose"}, "Rest.": {"dose"}}),
        ("<footer><p>Fine.</p><small>Small print.</small></footer>", {"Small print.": {"disclaimer"}}),
        ("<small>Before.</small><footer>Fine.</footer>", {}),
        ("<nav><ul><li>Home<li>Away</ul></nav><p>Rest.", {"Home": {"navigation"}, "Away": {"navigation"}}),
        ("<p data-l10n-class=dose>One.<p>Two.", {"One.": {"dose"}}),
        ("<p>Both.</p><p data-l10n-class=dose>Both.</p>", {"Both.": {"dose"}}),
        ('<meta name="l10n-class" content="dose"><title>T</title><p>P', {"T": {"dose"}, "P": {"dose"}}),
    ],
)  # fmt: skip
def test_elements_of_a_page_are_marked(page: str, found: dict[str, set[str]]) -> None:
    assert classes("a.html", page) == found


def test_navigation_inside_of_a_sentence_does_not_make_the_sentence_navigation() -> None:
    page = '<p>Press <a href="x" data-l10n-class="navigation">Start</a> now.</p><p data-l10n-class=navigation>Start</p>'
    assert classes("a.html", page) == {"Start": {"navigation"}}


def test_structured_data_and_drawings_are_marked_with_the_page() -> None:
    page = (
        '<meta name="l10n-class" content="disclaimer"><script type="application/ld+json">{"headline": "A"}</script>'
        "<svg><title>B</title></svg>"
    )
    assert set(classes("a.html", page)) == {"A", "B"}


def test_markdown_is_marked_by_its_front_matter_and_by_raw_html() -> None:
    head = "---\ntitle: A\nl10n-class: dose\n---\n\nText here.\n"
    assert classes("a.md", head) == {"A": {"dose"}, "Text here.": {"dose"}}
    inside = 'Before it.\n\n<div data-l10n-class="dose">\n\nInside *it*.\n\n</div>\n\nAfter it.\n'
    assert classes("a.md", inside) == {"Inside <1>it</1>.": {"dose"}}
    assert classes("a.md", 'Take <b data-l10n-class="dose">one</b> now.\n') == {"Take <1>one</1> now.": {"dose"}}
    assert classes("a.md", "<footer><small>\n\nSmall print.\n\n</small></footer>\n") == {"Small print.": {"disclaimer"}}


@pytest.mark.parametrize("value", ["dose emergency", "[dose, emergency]", "\n  - dose\n  - emergency"])
def test_yaml_is_marked_at_its_top(value: str) -> None:
    assert classes("a.yaml", f"l10n-class: {value}\ntitle: Some words\n") == {"Some words": {"dose", "emergency"}}


def test_yaml_and_json_are_marked_by_their_keys() -> None:
    assert classes("a.yaml", "criteria:\n  text: You may come.\nsteps:\n  - Rest now.\n") == {
        "You may come.": {"eligibility"}
    }
    assert classes("a.json", '{"who": {"may": "All adults"}, "max_dose": "One pill", "x": "Rest now"}') == {
        "All adults": {"eligibility"},
        "One pill": {"dose"},
    }
    assert classes("a.json", '{"l10n-class": "dose", "n": {"one": "{n} pill", "other": "{n} pills"}}') == {
        "<1/> pill": {"dose"}
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", "<p>A\n<p data-l10n-class=dosis>B"),
        ("a.html", '<title>A</title>\n<meta name=l10n-class content="dosis">'),
        ("a.md", "---\nl10n-class: dosis\n---\nText.\n"),
        ("a.yaml", "title: A text\nl10n-class: dose, dosis\n"),
        ("a.json", '{"a": "A text",\n"l10n-class": "dosis"}'),
    ],
)
def test_a_mark_that_names_no_class_is_an_error_with_its_line(name: str, text: str) -> None:
    with pytest.raises(FormatError, match="'dosis' is no class") as caught:
        formats.for_path(name, SETTINGS).extract(text)
    assert caught.value.line == 2


def test_very_many_marks_are_one_stretch_or_many() -> None:
    page = "<p data-l10n-class=dose>A word</p>" * 20_000
    assert formats.for_path("a.html", SETTINGS).extract(page).segments[0].classes == {"dose"}
