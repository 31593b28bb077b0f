"""A pattern of anyone is refused by its form, and what is taken is searched in a number of steps that its form says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as sre  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline import segmentation
from pipeline.segmentation import srx
from pipeline.system import patterns
from pipeline.termbase import protected
from tests.support import ROOT

REACH = 40

SEVERAL = "several ways"
ANOTHER = "one another's characters"
USED = "can't be used"
REFUSED = [
    ("(a+)+b", SEVERAL),
    ("(?:a*)*b", SEVERAL),
    ("(.*)*", SEVERAL),
    ("(a|aa)+b", SEVERAL),
    ("(?:a|a)*b", SEVERAL),
    ("(?:a|b|a)*c", SEVERAL),
    ("^(?:.|\\s)+x", SEVERAL),
    ("(?:\\w+\\s?)+$", SEVERAL),
    ("(?:a?){30}a{30}", SEVERAL),
    ("((?:ab?)+c?)+d", SEVERAL),
    ("(?i)(?:s|ſ)+t", SEVERAL),
    ("(?i)(?:s|S)+t", SEVERAL),
    ("(?i)[a-f]+[D-Z]+9", ANOTHER),
    ("(?s)[\\n]+.+9", ANOTHER),
    ("(?i)s+(?:\\xdf)+9", ANOTHER),
    ("(?i)s+ß+9", ANOTHER),
    ("(?i:x)[^a]+A+9", ANOTHER),
    ("a?" * 30 + "a" * 30, ANOTHER),
    ("(?:a|a)" * 40 + "b", ANOTHER),
    ("(?:|)" * 40 + "b", ANOTHER),
    ("\\d+\\d+\\d+x", ANOTHER),
    ("[a-z]+[a-y]+1", ANOTHER),
    ("[一-龥]+[丁-龥]+x", ANOTHER),
    ("\\w+[^\\d]+x", ANOTHER),
    (".*.*=", ANOTHER),
    (".*a.*b.*c", ANOTHER),
    ("\\w+(?:\\w*)x", ANOTHER),
    ("\\w+\\w++x", ANOTHER),
    ("x(?=a*a*b)", ANOTHER),
    ("\\w+(?!,)\\w+x", ANOTHER),
    ("\\w+(?<=-)\\w+x", ANOTHER),
    ("\\w+(?=,?)\\w+x", ANOTHER),
    ("(?<=\\w{1,40}(?=,)\\w{1,40})x", ANOTHER),
    ("(?:a*+)*b(?:c*+)*d", ANOTHER),
    ("(?:a|a){0,6}b(?:c|c){0,6}d", ANOTHER),
    ("[]a]+[]a]+x", ANOTHER),
    ("(?<=a{1,40}b?a{1,40})x", ANOTHER),
    ("(?:" + "|".join(f"{chr(0x61 + n)}.{{0,300}}" for n in range(26)) + "){1,40}x", SEVERAL),
    ("x.{0,390}(?=" + "a{0,400}|" * 20 + "b)", "more than 100000 characters"),
    ("a{0,400}(?:" + "|".join(chr(0x4E00 + n) for n in range(300)) + ")", "more than 100000 characters"),
    ("(?:" + "a" * 300 + "){0,400}b", "more than 100000 characters"),
    ("(x)\\1", USED),
    ("(?P<n>x)(?P=n)", USED),
    ("(x)\\g<1>", USED),
    ("\\k<n>", USED),
    ("(?R)", USED),
    ("(?1)", USED),
    ("(?(1)a|b)", USED),
    ("(?|a|b)", USED),
    ("(?x)a # (", USED),
    ("(?V0)a", USED),
    ("(?#words)", USED),
    ("\\X+", USED),
    ("\\Qa+\\E", USED),
    ("a{1,1000}", "more than 400 times"),
    ("a{500}", "more than 400 times"),
    ("(?:foo){e}", "number of repeats"),
    ("(*FAIL)", "nothing can be repeated"),
    ("a{2}{3}", "nothing can be repeated"),
    ("(", "opening bracket"),
    ("a)(b", "closing bracket"),
    ("(" * 11 + ")" * 11, "nested deeper than 10"),
    ("[a[b]+[a[b]+x", "a '[' without a backslash"),
]
TAKEN = [
    "\\bQty\\.\\s",
    "\\b(?:Drs?|Profs?|Mrs?|Ms)\\.\\s",
    "\\w+\\s+\\w+\\.\\s",
    "\\d+(?:[.,]\\d+)*",
    "\\([^)]*\\)",
    "(?:foo|bar|bazaar)+",
    "(?:left|right)(?:left|right)*x",
    "(?:[^,]*,)*;",
    "(?i)\\bfig\\.\\s*\\d+(?:[.,]\\d+)*",
    "[A-Z]+\\d*-[0-9]+(?:\\.[0-9]+)?",
    "(?<![A-Z])[A-Z]{2,5}-?\\d+(?:\\.\\d+)?",
    "v\\d+\\.\\d+\\.\\d+|build \\d+",
    "NM_\\d+\\.\\d+:c\\.\\d+[ACGT]>[ACGT]",
    "(?P<year>\\d{4})-\\d\\d",
    "a++a++a++b",
    "(?>\\w+\\.?)\\w+",
    "[]*+?]x",
    "\\d+\\b-\\d+\\b-\\d+",
    "",
]


@pytest.mark.parametrize(("pattern", "reason"), REFUSED)
def test_a_pattern_that_could_take_long_is_refused_with_the_reason(pattern: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        patterns.check(patterns.capped(pattern, REACH), re.compile, nested=False)


@pytest.mark.parametrize("pattern", TAKEN)
def test_an_ordinary_pattern_is_taken(pattern: str) -> None:
    capped = patterns.capped(pattern, REACH)
    re.compile(capped)
    assert patterns.check(capped, re.compile, nested=False) <= patterns.STEPS


def test_a_look_behind_is_counted_from_its_end() -> None:
    patterns.check(r"(?<=[^,]{1,40}a\d{1,40})x", segmentation._compile)
    with pytest.raises(ValueError, match=ANOTHER):
        patterns.check(r"(?<=\d{1,40}a[^,]{1,40})x", segmentation._compile)


def test_the_rules_that_ship_are_taken_but_for_those_of_long_lists() -> None:
    refused = []
    for path in sorted((Path(segmentation.__file__).parent / "rules").glob("*.srx")):
        for rule in {rule for entry in srx.read(path).maps for rule in entry.rules}:
            try:
                patterns.check(segmentation._spelled(rule), segmentation._compile)
            except ValueError:
                refused.append(rule.before)
    # They look for the second of three items, wherever the first one ends: nobody else's rule may.
    assert len(refused) == 4
    assert all(re.match(r"\^\\s\{0,8\}[1a].*\[\^\\n\]\{1,300\}.*\[\^\\n\]\{1,300\}", before) for before in refused)


def test_the_patterns_of_the_glossary_are_taken() -> None:
    assert len(protected.read(ROOT / "glossary/protected.toml").patterns) > 20


def test_classes_in_classes_are_read_as_the_engine_reads_them() -> None:
    patterns.check("[a[b]]{0,100}c", segmentation._compile)
    with pytest.raises(ValueError, match=ANOTHER):
        patterns.check("[a[b]]{0,100}[[^b]&&[a]]{0,100}c", segmentation._compile)
    patterns.check("[a[b]]{0,100}[[^b]&&[c]]{0,100}c", segmentation._compile)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (r"\p{Lu}", r"\p{Ll}", True),
        (r"\p{Lu}", r"\p{L}", False),
        (r"\p{Co}", r"[^\ue000-\uf8ff]", False),  # beyond the basic plane alone
        (r"\p{Nl}", r"\w", False),
        (r"\h", r"\v", True),
        (r"\s", r"\h", False),
        (r"\p{Gothic}", r"\p{Lu}", False),  # which is true, but isn't looked up
        (r"[[:digit:]]", r"[a-z]", False),
        ("😀", "x", True),
        ("[😀-😂]", "[😂x]", False),
        (r"\x41", r"\u0041", False),
        (r"\x41", "B", True),
    ],
)
def test_repeats_share_characters_where_the_engine_says_so(one: str, other: str, apart: bool) -> None:
    pattern = f"{one}{{0,100}}{other}{{0,100}};"
    if apart:
        patterns.check(pattern, segmentation._compile)
        return
    with pytest.raises(ValueError, match=ANOTHER):
        patterns.check(pattern, segmentation._compile)


def test_every_general_category_beyond_the_basic_plane_is_looked_up() -> None:
    categories = {unicodedata.category(chr(number)) for number in range(0x10000, 0x110000)}
    assert {unicodedata.category(sign) for sign in patterns._BEYOND} == categories


def test_looking_characters_up_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def compiled(pattern: str) -> re.Pattern[str]:
        asked.append(pattern)
        return re.compile(pattern)

    monkeypatch.setattr(patterns, "LOOKUPS", 20)
    hostile = "".join(f"[{chr(0x4E00 + 3 * n)}-{chr(0x4E01 + 3 * n)}]?" for n in range(300))
    with pytest.raises(ValueError, match=ANOTHER):
        patterns.check(hostile + "x", compiled)
    assert len(asked) == 20
    patterns.check("(?:" + "|".join("abcdefghijklmnopqrst") + ")*x{0,9}", compiled)
    with pytest.raises(ValueError, match=SEVERAL):
        patterns.check("(?:" + "|".join("abcdefghijklmnopqrstu") + ")*x{0,9}", compiled)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("a*b+?c++d?", "a{0,7}b{1,7}?c{1,7}+d?"),
        ("a{3,}b{9,}c{2}d{1,4}e{,}", "a{3,7}b{9,9}c{2}d{1,4}e{0,7}"),
        ("[*+]\\*\\+(?:x)*", "[*+]\\*\\+(?:x){0,7}"),
        ("a{}b{x}[", "a{}b{x}["),
        ("\\p{Lu}+\\", "\\p{Lu}{1,7}\\"),
    ],
)
def test_every_open_repeat_ends_and_all_else_stays(pattern: str, expected: str) -> None:
    assert patterns.capped(pattern, 7) == expected


@given(st.text(alphabet="ab()[]{}|*+?\\.,^$1-:<>=!#", max_size=25))
def test_any_text_is_capped_and_checked_without_a_crash(pattern: str) -> None:
    capped = patterns.capped(pattern, REACH)
    assert patterns.capped(capped, REACH) == capped
    try:
        re.compile(capped)
    except (re.error, OverflowError, FutureWarning):
        assume(False)
    with suppress(ValueError):
        patterns.check(capped, re.compile, nested=False)


ATOMS = st.sampled_from(["a", "a", "b", "1", " ", ".", r"\d", r"\w", r"\s", "[ab]", "[^a]", "(?:|a)", r"\b", "^", "$"])
TIMES = st.sampled_from(["", "", "", "?", "*", "+", "*?", "+?", "*+", "{2}", "{0,3}", "{2,}", "{1,4}?"])
OPENINGS = st.sampled_from(["(?:", "(?:", "(", "(?=", "(?!", "(?>"])


def grouped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    joined = st.lists(inner, min_size=1, max_size=3).map("|".join)
    return st.builds(lambda opening, body, times: f"{opening}{body}){times}", OPENINGS, joined, TIMES)


ITEMS = st.recursive(
    st.builds(str.__add__, ATOMS, TIMES),
    lambda inner: st.lists(st.one_of(inner, grouped(inner)), min_size=1, max_size=4).map("".join),
    max_leaves=8,
)
WORDS = st.text("ab1 ", min_size=1, max_size=3)
REPEATED = st.builds(lambda word, count, end: word * count + end, WORDS, st.integers(5, 12), WORDS)
TEXTS = st.one_of(st.text("aab1 .", max_size=24), REPEATED)


@settings(max_examples=150)
@given(pattern=ITEMS, text=TEXTS)
def test_no_text_takes_more_steps_than_the_form_of_a_pattern_says(pattern: str, text: str) -> None:
    capped = patterns.capped(pattern, 12)
    try:
        tree = sre.parse(capped)
        most = patterns.check(capped, re.compile, nested=False)
    except (ValueError, re.error):
        assume(False)
    for start in range(len(text) + 1):
        matcher = Matcher(text)
        next(matcher.sequence(tree, 0, start), None)
        assert matcher.steps <= most


@pytest.mark.parametrize("text", ["", "a", "aab1 ba", "aaaa1 22 b", "ab1b ab"])
@pytest.mark.parametrize(
    "pattern",
    ["a{2,3}?b", "[^a]*$", "(?=a*b)a+(?!1)", r".{1,3}+\d", r"\w+\s+\b[1b]", "(?>a*|b)1?", "(?:a|ab)(?:1|b)+", "^a??b+"],
)
def test_the_matcher_that_counts_finds_what_the_engine_finds(pattern: str, text: str) -> None:
    for start in range(len(text) + 1):
        expected = re.compile(pattern).match(text, start)
        found = next(Matcher(text).sequence(sre.parse(pattern), 0, start), None)
        assert found == (expected.end() if expected else None)


class Matcher:
    """Tries every way, as the engine does, and counts the characters that it looks at."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.steps = 0

    def sequence(self, nodes: Sequence[Any], number: int, at: int) -> Iterator[int]:
        if number == len(nodes):
            yield at
            return
        for end in self.node(*nodes[number], at):
            yield from self.sequence(nodes, number + 1, end)

    def node(self, code: Any, value: Any, at: int) -> Iterator[int]:
        if code in (op.MAX_REPEAT, op.MIN_REPEAT):
            yield from self.repeat(value[2], value[0], value[1], at, lazy=code is op.MIN_REPEAT)
        elif code is op.POSSESSIVE_REPEAT:
            yield from list(self.repeat(value[2], value[0], value[1], at, lazy=False))[:1]
        elif code is op.BRANCH:
            for branch in value[1]:
                yield from self.sequence(branch, 0, at)
        elif code is op.SUBPATTERN:
            yield from self.sequence(value[-1], 0, at)
        elif code is op.ATOMIC_GROUP:
            yield from self.first(value, at)
        elif code in (op.ASSERT, op.ASSERT_NOT):
            if bool(list(self.first(value[1], at))) is (code is op.ASSERT):
                yield at
        else:
            self.steps += 1
            one = re.compile(SPELLED[code](value), re.DOTALL).match(self.text, at)
            if one:
                yield one.end()

    def first(self, nodes: Sequence[Any], at: int) -> Iterator[int]:
        end = next(self.sequence(nodes, 0, at), None)
        if end is not None:
            yield end

    def repeat(self, nodes: Sequence[Any], low: int, high: int, at: int, *, lazy: bool) -> Iterator[int]:
        if lazy and low <= 0:
            yield at
        if high > 0:
            for end in self.sequence(nodes, 0, at):
                if end > at or low > 0:
                    yield from self.repeat(nodes, low - 1, high - 1, end, lazy=lazy)
        if not lazy and low <= 0:
            yield at


def spelled_class(items: Sequence[Any]) -> str:
    signs = (CLASSES.get(value) or re.escape(chr(value)) for code, value in items if code is not op.NEGATE)
    return f"[{'^' if items[0][0] is op.NEGATE else ''}{''.join(signs)}]"


CLASSES: dict[Any, str] = {op.CATEGORY_DIGIT: r"\d", op.CATEGORY_WORD: r"\w", op.CATEGORY_SPACE: r"\s"}
PLACES: dict[Any, str] = {op.AT_BEGINNING: "^", op.AT_END: "$", op.AT_BOUNDARY: r"\b"}
SPELLED: dict[Any, Callable[[Any], str]] = {
    op.LITERAL: lambda value: re.escape(chr(value)),
    op.NOT_LITERAL: lambda value: f"[^{re.escape(chr(value))}]",
    op.ANY: lambda value: r"[^\n]",
    op.IN: spelled_class,
    op.AT: lambda value: PLACES[value],
}


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (".{0,20}.{0,20}=", "a"),
        ("(?:a{0,9}|b)(?:a{0,9}|c)(?:a|a)=", "a"),
        (r"\w+\s+\w+\.\s", "a b "),
        (r"\d+(?:\.\d{1,3})*x", "1.22."),
        (r"\([^)]*\)", "("),
        (r"(?:[^,]*,)*;", "a,"),
        (r"(?:foo|bar)+!", "foobar"),
    ],
)
def test_the_steps_of_what_is_taken_grow_with_the_text(pattern: str, text: str) -> None:
    capped = patterns.capped(pattern, 20)
    patterns.check(capped, re.compile, nested=False)
    tree = sre.parse(capped)

    def steps(length: int) -> int:
        matcher = Matcher(text * (length // len(text)))
        for start in range(length):
            assert next(matcher.sequence(tree, 0, start), None) is None
        return matcher.steps

    assert steps(400) < 2.4 * steps(200)
