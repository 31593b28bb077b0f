"""An ICU message is read as a program reads it: what isn't one is told from what is, and every branch has its place."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.formats.json.messages import DEEPEST, Message, quoted, read

CARE = "Sit {n, plural, offset:2 =0 {alone} one {with # nurse} other {with {name} and # nurses}} in {room}."


def tree(text: str, message: Message) -> list[Any]:
    return [
        (choice.name, choice.kind, choice.offset, {
            branch.selector: (text[branch.message.start : branch.message.end], tree(text, branch.message))
            for branch in choice.branches
        })
        for choice in message.choices
    ]  # fmt: skip


def test_a_choice_has_its_place_and_its_branches_theirs() -> None:
    message = read(CARE)
    assert message is not None
    (choice,) = message.choices
    assert CARE[choice.start : choice.end] == CARE[4:-11]
    assert tree(CARE, message) == [
        (
            "n",
            "plural",
            2,
            {"=0": ("alone", []), "one": ("with # nurse", []), "other": ("with {name} and # nurses", [])},
        )
    ]
    assert message.names() == {"name", "room"}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("{a,select,x{p}other{q}}", ["select"]),
        ("{ a , selectordinal ,\n one {#st}\n other {#th} }", ["selectordinal"]),
        ("{a, plural, one {{b, select, x {p} other {q}}} other {r}}", ["plural", "select"]),
        ("{a, plural, other {'{'}}", ["plural"]),
        ("{a, plural, other {it''s '}' and '#'}}", ["plural"]),
        ("it's {a, plural, other {b}}", ["plural"]),
        ("'{a, plural, other {b}}'", []),
        ("{a, date, 'at' {x}} {b, number, ::currency/EUR}", []),
        ("{n, choice, 0#none|1#one|1<many}", []),
        ("no braces", []),
    ],
)
def test_a_text_that_a_program_reads_is_a_message(text: str, kinds: list[str]) -> None:
    message = read(text)
    assert message is not None
    assert [choice.kind for choice in message.all_choices()] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "{a, plural, one {x} other {y}",
        "{a, plural, one {x} other {y}}}",
        "{a, plural, one x other {y}}",
        "{a, plural}{",
        "{a, plural, }",
        "{{a}} b",
        "a } b",
        "{a, plural, other {l'}}",
        "{a b}",
        "{}",
        "{a, date, {x}",
        "{a, select, other {" * (DEEPEST + 1) + "}}" * (DEEPEST + 1),
    ],
)
def test_a_text_that_no_program_reads_is_none(text: str) -> None:
    assert read(text) is None


def test_reading_stays_quick_on_a_hostile_text() -> None:
    assert read("{a, plural, other {" * 20_000) is None
    assert read("'{'" * 20_000) is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{a, plural, one {x} other {y}}", None),
        ("{a, selectordinal, two {x} =5 {z} other {y}}", None),
        ("{a, select, eins {x} other {y}}", None),
        ("{a, plural, eins {x} other {y}}", "eins"),
        ("{a, plural, one {x} другие {y}}", "другие"),
        ("{a, plural, one {x}}", "other"),
        ("{a, select, m {x} otro {y}}", "other"),
        ("{a, plural, one {x} one {z} other {y}}", "twice"),
        ("{a, select, =1 {x} other {y}}", "number"),
    ],
)
def test_a_choice_that_no_program_can_use_says_why(text: str, said: str | None) -> None:
    message = read(text)
    assert message is not None
    problem = message.choices[0].problem()
    assert problem is None if said is None else said in str(problem)


@pytest.mark.parametrize(
    ("text", "counting", "expected"),
    [
        ("a '{' b", False, ["'{'"]),
        ("a '#' b", False, []),
        ("a '#' b", True, ["'#'"]),
        ("it''s '{it''s}'", True, ["'{it''s}'"]),
        ("it's", True, []),
        ("the patients' {", True, []),
    ],
)
def test_what_an_apostrophe_quotes_depends_on_what_follows(text: str, counting: bool, expected: list[str]) -> None:
    assert [text[start:end] for start, end in quoted(text, counting=counting)] == expected
