"""A message is taken apart so that nobody can move its frame, and put together so that nothing of it is lost."""

from __future__ import annotations

import pytest

from pipeline.formats.json import messages
from pipeline.formats.json.branches import MOST_WHOLE, Text, put_together, take_apart, texts

STAND_IN = "\ue000"


def parts(value: str, lang: str = "en") -> dict[str, tuple[str, ...]] | None:
    part = take_apart(value, lang)
    return None if part is None else {text.where: text.forms for text in texts(part)}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("{who, select, nurse {A nurse} other {Someone}} will call.",
         {"[who=nurse]": ("A nurse will call.",), "[who=other]": ("Someone will call.",)}),
        ("Your {k, plural, one {scan} other {# scans}} {k, plural, one {is} other {are}} done.",
         {"": ("Your scan is done.", "Your # scans are done.")}),
        ("{k, plural, =0 {No scan} =1 {One scan} other {# scans}} today",
         {"[k=0]": ("No scan today",), "[k=1]": ("One scan today",), "": ("# scans today", "# scans today")}),
        ("{s, select, m {He} other {She}} has {k, plural, one {# bed} other {# beds}}.",
         {"[s=m]": ("He has # bed.", "He has # beds."), "[s=other]": ("She has # bed.", "She has # beds.")}),
        ("{k, plural, one {{s, select, m {his} other {her}} bed} other {# beds}}",
         {"[s=m]": ("his bed", "# beds"), "[s=other]": ("her bed", "# beds")}),
        ("{s, select, m {He} other {She}} and {s, select, m {his} f {her} other {their}} bed",
         {"[s=m]": ("He and his bed",), "[s=f]": ("She and her bed",), "[s=other]": ("She and their bed",)}),
        ("The {k, selectordinal, one {#st} other {#th}} dose",
         {"[k=one]": ("The #st dose",), "[k=other]": ("The #th dose",)}),
        ("Bay #2: {k, plural, one {# bed} other {# beds}}", {"": ("Bay '#'2: # bed", "Bay '#'2: # beds")}),
        ("{k, plural, one {# day} two {a pair} other {# days}}", {"": ("# day", "# days")}),
        ("{k, plural, other {# days}}", {"": ("# days", "# days")}),
        ("{k, plural, =1 {is} other {are}} {k, plural, one {a} other {b}}",
         {"[k=1]": ("is a",), "": ("are a", "are b")}),
    ],
)  # fmt: skip
def test_each_branch_is_a_whole_sentence(value: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert parts(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("{a, plural, one {# bed} other {# beds}} in {b, plural, one {# bay} other {# bays}}",
         {"": ("\ue000 in \ue001",), "[a]": ("# bed", "# beds"), "[b]": ("# bay", "# bays")}),
        ("{a, plural, =0 {none} one {# of {b, plural, one {# bed} other {# beds}}} other {# here}}",
         {"": ("\ue000",), "[a=0]": ("none",), "[a]": ("# of \ue001", "# here"), "[a][b]": ("# bed", "# beds")}),
        ("{a, plural, one {x} other {y}} {a, plural, one {z} other {w}} {b, plural, one {p} other {q}}",
         {"": ("\ue000 \ue001 \ue002",), "[a]": ("x", "y"), "[a 2]": ("z", "w"), "[b]": ("p", "q")}),
        ("Bay '{'#'}': {a, plural, one {# bed} other {# beds}}",
         {"": ("Bay '{'#'}': \ue000",), "[a]": ("# bed", "# beds")}),
    ],
)  # fmt: skip
def test_two_numbers_leave_the_sentence_and_the_branches_as_texts_of_their_own(
    value: str, expected: dict[str, tuple[str, ...]]
) -> None:
    assert parts(value) == expected


def test_more_sentences_than_a_person_would_translate_are_left_in_pieces() -> None:
    choices = [f"{{{name}, select, x {{p}} y {{q}} other {{r}}}}" for name in "abc"]
    whole, pieces = take_apart(" ".join(choices[:2]), "en"), take_apart(" ".join(choices), "en")
    assert whole is not None
    assert len(list(texts(whole))) == 9 <= MOST_WHOLE
    assert isinstance(pieces, Text)
    assert pieces.forms == ("\ue000 \ue001 \ue002",)


@pytest.mark.parametrize(
    "value",
    [
        "no choice",
        "{name}",
        "{k, plural, one {# day}}",
        "{k, plural, ein {# day} other {# days}}",
        "{{name}}: {k, plural, one {# day} other {# days}}",
        f"{STAND_IN} {{k, plural, one {{# day}} other {{# days}}}}",
    ],
)
def test_what_cannot_be_taken_apart_is_none(value: str) -> None:
    assert take_apart(value, "en") is None


def test_a_category_of_the_source_beside_one_and_other_is_not_dropped() -> None:
    assert parts("{k, plural, one {dzień} few {dni} other {dnia}}", "pl") is None
    assert parts("{k, plural, one {dzień} few {dni} other {dni}}", "pl") == {"": ("dzień", "dni")}


@pytest.mark.parametrize(
    ("value", "lang", "locale", "expected"),
    [
        ("{k, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}", "en", "de", {"other"}),
        ("{k, selectordinal, one {#st} =9 {last} other {#th}}", "en", "it", {"=9", "many", "other"}),
        ("{k, selectordinal, one {#st} other {#th}}", "en", "fr", {"one", "other"}),
    ],
)
def test_ordinals_have_the_categories_of_the_locale(value: str, lang: str, locale: str, expected: set[str]) -> None:
    part = take_apart(value, lang)
    assert part is not None
    written = messages.read(put_together(part, lambda text: {"": text.where}, locale))
    assert written is not None
    assert {branch.selector for branch in written.choices[0].branches} == expected


@pytest.mark.parametrize(
    "value",
    [
        "{s, select, m {He} other {She}} has {k, plural, offset:1 =0 {no bed} one {# bed} other {# beds}}.",
        "{a, plural, one {# bed} other {# beds}} in {b, plural, =3 {three bays} one {# bay} other {# bays}}",
        "{k, selectordinal, one {#st} other {#th}} of {s, select, x {p} other {q}}",
    ],
)
def test_a_message_that_is_put_together_has_every_argument_and_branch(value: str) -> None:
    part = take_apart(value, "en")
    assert part is not None

    def write(text: Text) -> dict[str, str]:
        return {"": text.forms[0]} if len(text.forms) == 1 else dict(zip(("one", "other"), text.forms, strict=True))

    before, after = messages.read(value), messages.read(put_together(part, write, None))
    assert before is not None
    assert after is not None

    def branches(message: messages.Message) -> dict[tuple[str, str, int], frozenset[str]]:
        return {
            choice.argument: frozenset(branch.selector for branch in choice.branches)
            for choice in message.all_choices()
        }

    assert branches(after) == branches(before)
