"""What a program puts into a string comes through a translation whole: a lost or doubled value misleads a reader."""

from __future__ import annotations

import pytest

from pipeline.formats.json.placeholders import Coded, coded, filled, message_items, variables

MARKUP = {1: "{count}", 2: "{unit}"}


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("Tome <1/> <2/>.", "Tome {count} {unit}."),
        ("<2/>: <1/>", "{unit}: {count}"),
        ("Tome <2/>.", "Tome {unit}."),
        ("Tome um.", "Tome um."),
        ("Tome <1/> ou <1/>.", None),
        ("Tome <1/> de <3/>.", "Tome {count} de <3/>."),
        ("", ""),
    ],
)
def test_a_value_stands_once_or_the_form_is_none(target: str, expected: str | None) -> None:
    assert filled(target, MARKUP) == expected


def test_the_forms_of_a_plural_number_the_same_markup_alike() -> None:
    assert coded(["{name} has {n}  day", "{n} of {n} days for {name}"]) == [
        Coded("<1/> has <2/> day", {1: "{name}", 2: "{n}"}),
        Coded("<2/> of <3/> days for <1/>", {2: "{n}", 3: "{n}", 1: "{name}"}),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Take {n} mg", ["{n}"]),
        ("Take {{ n }} or ${n} or %{n}", ["{{ n }}", "${n}", "%{n}"]),
        ("%(n)s of %2$d at %.1f, %%", ["%(n)s", "%2$d", "%.1f", "%%"]),
        ("{day, date, long} and {n, number}", ["{day, date, long}", "{n, number}"]),
        ("$t(unit) {}", ["$t(unit)", "{}"]),
        ("20 % of all, 100%", []),
        ("5%d", []),
        ("<b>{n}</b>", ["{n}"]),
        ("{n, plural, one {a {x}} other {b}}", []),
    ],
)
def test_a_value_is_told_from_words_and_tags(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in variables(text)] == expected


def test_the_text_between_codes_is_written_as_told() -> None:
    assert filled("a <1/> b", MARKUP, str.upper) == "A {count} B"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call {name, date, ::yMMMd} {{unit}} '{'x'}'", ["{name, date, ::yMMMd}", "{{unit}}", "'{'", "'}'"]),
        ("Ward {n, choice, 0#none|1#one} {x, list}", ["{n, choice, 0#none|1#one}", "{x, list}"]),
        ("Ward '#'4 and # beds, it''s <b>full</b>", ["'#'", "<b>", "</b>"]),
        ("Bring \ue000 to \ue001", ["\ue000"]),
    ],
)
def test_what_a_message_quotes_or_fills_in_is_a_code(text: str, expected: list[str]) -> None:
    found = [
        text[item.start : item.end]
        for item in message_items(text, {"\ue000"})
        if item.kind in ("alone", "open", "close")
    ]
    assert found == expected
    assert list(coded([text], message=True, stand_ins={"\ue000"})[0].markup.values()) == expected
