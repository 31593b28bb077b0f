"""Sentence boundaries: what each rule is for, that no character is lost, and that strangers' rules can't do harm."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import segmentation
from pipeline.errors import ConfigError
from pipeline.segmentation import joiner, split, srx
from tests.support import ROOT

RULES = sorted((Path(segmentation.__file__).parent / "rules").glob("*.srx"))
FIXTURE = ROOT / "tests/fixtures/segmentation/sentences.jsonl"
CASES = [json.loads(line) for line in FIXTURE.read_text("utf-8").splitlines()]
LANGUAGES = (
    "en",
    "es",
    "pt-BR",
    "fr",
    "de",
    "it",
    "ru",
    "uk",
    "zh",
    "ja",
    "hi",
    "ar",
    "el",
    "hy",
    "my",
    "xx",
    "zh_TW",
)

DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="yes"/><body>
<languagerules><languagerule languagerulename="Clinic">
{rules}
</languagerule></languagerules>
<maprules><languagemap languagepattern="en.*" languagerulename="Clinic"/></maprules></body></srx>
"""


def rule(before: str, after: str = "", *, ends: bool = False) -> str:
    answer = "yes" if ends else "no"
    return f'<rule break="{answer}"><beforebreak>{before}</beforebreak><afterbreak>{after}</afterbreak></rule>'


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "clinic.srx"
    path.write_text(DOCUMENT.format(rules=rule(r"\bQty\.\s") + rule(r";\s", ends=True)), "utf-8")
    return path


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['lang']} {case['sentences'][0][:40]}")
def test_a_text_has_these_sentences(case: dict[str, object]) -> None:
    sentences = case["sentences"]
    assert isinstance(sentences, list)
    assert split("".join(sentences), str(case["lang"])) == sentences


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_every_rule_fits_in_a_tested_text(path: Path) -> None:
    texts = defaultdict(list)
    for case in CASES:
        texts[case["lang"]].append("".join(case["sentences"]))
    unused = []
    for entry in srx.read(path).maps:
        languages = [lang for lang in texts if re.fullmatch(entry.languages, lang)]
        for each in entry.rules:
            pattern = segmentation._compile(segmentation._spelled(each))
            if not any(pattern.search(text) for lang in languages for text in texts[lang]):
                unused.append(f"{path.name}, line {each.line}: {each.before} | {each.after}")
    assert not unused, "\n".join(["", *unused])


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_every_rule_says_in_a_comment_what_it_is_for(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("<rule ") == len(re.findall(r"<!-- [^>]{10,} -->\n<rule ", text))


MARKS = ". |.|! |?|…|。|！|”|」|। |؟ |።|։|:|\n|\n\n|\r\n| |\u00a0|\u200f|(|)|[|„|[20] |1. |2) |• |http://a.b/c"
WORDS = "Dr. |e.g. |i.v. |Fig. 3|vitamin C|mTOR|The |Доктор|г. |医生|はい|डॉ. |د. |Ωραία|Այո|10 mg"
PIECES = st.sampled_from([*MARKS.split("|"), *WORDS.split("|")])
MIXED = st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=30).map("".join)


@given(text=MIXED, lang=st.sampled_from(LANGUAGES))
def test_no_character_is_lost(text: str, lang: str) -> None:
    sentences = split(text, lang)
    assert "".join(sentences) == text
    assert all(sentences)
    assert all(any(char.isalnum() for char in sentence) for sentence in sentences[1:])


@given(text=MIXED, lang=st.sampled_from(LANGUAGES))
def test_white_space_belongs_to_the_sentence_before_it(text: str, lang: str) -> None:
    assert not any(sentence[0].isspace() for sentence in split(text, lang)[1:])


def test_a_text_without_words_is_one_piece() -> None:
    assert split("", "en") == []
    assert split("… — ?! ", "en") == ["… — ?! "]


def test_marks_before_the_first_word_belong_to_its_sentence() -> None:
    assert split("… . Then it stopped. It was late.", "en") == ["… . Then it stopped. ", "It was late."]


def test_names_of_a_language_in_any_spelling_have_the_same_rules() -> None:
    text = "O Dr. Lima chegou. Ele viu a fig. 2."
    assert split(text, "pt") == split(text, "pt-BR") == split(text, "pt_BR") == split(text, "PT")
    assert len(split(text, "pt")) == 2


def test_unspaced_languages_join_without_a_space() -> None:
    assert [joiner(lang) for lang in ("zh_CN", "ja", "my", "en", "ko", "xx")] == ["", "", "", " ", " ", " "]


@pytest.mark.parametrize("text", ["(" * 1_000_000, "x" * 1_000_000, "." * 1_000_000, "a. " * 60_000, "(a. " * 30_000])
def test_a_long_text_takes_linear_time(text: str) -> None:
    assert "".join(split(text, "en")) == text


def test_a_users_rules_come_first_and_the_others_still_hold(own: Path) -> None:
    text = "Qty. Two, says Dr. Lee; take both. Thanks."
    assert split(text, "en", rules=own) == ["Qty. Two, says Dr. Lee; ", "take both. ", "Thanks."]
    assert split(text, "en")[0] == "Qty. "
    assert split("uno; dos", "es", rules=own) == ["uno; dos"]


def test_a_users_rule_needs_no_full_stop_in_the_text(own: Path) -> None:
    assert split("one; two", "en", rules=own) == ["one; ", "two"]


def test_a_changed_file_is_read_again(own: Path) -> None:
    split("one; two", "en", rules=own)
    own.write_text(DOCUMENT.format(rules=rule(r"wo\s", ends=True)), "utf-8")
    assert split("one; two", "en", rules=own) == ["one; two"]


def test_without_cascade_the_first_map_of_a_users_file_is_the_only_one(own: Path) -> None:
    text = DOCUMENT.format(rules=rule(r";\s", ends=True)).replace('cascade="yes"', 'cascade="no"')
    first = '<maprules><languagemap languagepattern="e.*" languagerulename="Empty"/>'
    empty = '<languagerules><languagerule languagerulename="Empty"/>'
    text = text.replace("<maprules>", first).replace("<languagerules>", empty)
    own.write_text(text, "utf-8")
    assert split("one; two", "en", rules=own) == ["one; two"]
    own.write_text(text.replace('cascade="no"', 'cascade="yes"'), "utf-8")
    assert split("one; two", "en", rules=own) == ["one; ", "two"]


LAUGHS = '<!DOCTYPE srx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
FOREIGN = '<!DOCTYPE srx SYSTEM "file:///etc/passwd">'
GOOD = DOCUMENT.format(rules=rule(r"Qty\.\s"))


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "no element found"),
        ("<srx", 1, "no well-formed XML"),
        ("<html/>", 1, "no SRX 2.0"),
        ('<srx version="1.0"/>', 1, "no SRX 2.0"),
        (GOOD.replace("<srx", f"{LAUGHS}<srx", 1), 2, "document type"),
        (GOOD.replace("<srx", f"{FOREIGN}<srx", 1), 2, "document type"),
        (GOOD.replace('languagerulename="Clinic"/>', 'languagerulename="Other"/>'), 6, "'Other'"),
        (GOOD.replace('languagepattern="en.*"', ""), 6, "languagepattern"),
        (GOOD.replace('"en.*"', '"en(.*"'), 6, "opening bracket"),
        (GOOD.replace('"en.*"', '"en(.*)*"'), 6, "repeats a group"),
        (DOCUMENT.format(rules=rule("[a")), 4, "no regular expression"),
        (DOCUMENT.format(rules=rule("a") + "\n" + rule(r"\p{Nonsense}")), 5, "no regular expression"),
        (DOCUMENT.format(rules="<rule/>"), 4, "needs a pattern"),
        (DOCUMENT.format(rules=rule("(a+)+b")), 4, "repeats a group"),
        (DOCUMENT.format(rules=rule("", "(?:a|a)*b")), 4, "repeats a group"),
        (DOCUMENT.format(rules=rule("a*a*b")), 4, "one another's characters"),
        (DOCUMENT.format(rules=rule("a{9999}")), 4, "more than"),
        (DOCUMENT.format(rules=rule("(?R)")), 4, "can't be used"),
        (DOCUMENT.format(rules=rule("(?:foo){e}")), 4, "number of repeats"),
        (DOCUMENT.format(rules=rule("(" * 5000 + ")" * 5000)), 4, "more than"),
        (DOCUMENT.format(rules=rule("(" * 50 + ")" * 50)), 4, "nested deeper"),
        (DOCUMENT.format(rules=rule("a)(b")), 4, "closing bracket"),
        (GOOD.replace("<body>", rule("a") + "<body>"), 2, "outside"),
    ],
)
def test_a_broken_or_hostile_file_is_an_error_with_its_line(own: Path, text: str, line: int, reason: str) -> None:
    own.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=re.escape(reason)) as caught:
        segmentation.check(own)
    assert (caught.value.path, caught.value.line) == (own, line)
    with pytest.raises(ConfigError):
        split("one; two", "en", rules=own)


def test_a_file_that_is_missing_or_too_large_is_an_error(own: Path) -> None:
    with pytest.raises(ConfigError, match="can't be read"):
        split("one", "en", rules=own.with_name("none.srx"))
    own.write_bytes(b" " * (srx.MAX_BYTES + 1))
    with pytest.raises(ConfigError, match="more than"):
        split("one", "en", rules=own)


@pytest.mark.parametrize("ends", [True, False])
def test_a_rule_that_could_take_long_is_an_error_with_its_line_and_pattern(own: Path, ends: bool) -> None:
    slow = rule("(?:a|a)" * 40 + "b", ends=True) if ends else rule(r"\.\s", "(?:a|a)" * 40 + "b")
    own.write_text(DOCUMENT.format(rules=rule("x", "y") + "\n" + slow), "utf-8")
    with pytest.raises(ConfigError, match=r"the pattern '.*\(\?:a\|a\).*' has repeats that can take") as caught:
        split("Stop. " + "a" * 60, "en", rules=own)
    assert (caught.value.path, caught.value.line) == (own, 5)


def test_what_a_rule_takes_before_a_break_is_tried_with_all_that_it_takes_behind(own: Path) -> None:
    both = ("[^x]{1,90}", "a{0,90}(?:" + "|".join(f"{sign}{{1,9}}x" for sign in "abcdefghij") + ")")
    own.write_text(DOCUMENT.format(rules=rule(*both)), "utf-8")
    segmentation.check(own)
    own.write_text(DOCUMENT.format(rules=rule(*both, ends=True)), "utf-8")
    with pytest.raises(ConfigError, match="more than 100000 characters"):
        segmentation.check(own)


def test_an_ordinary_file_of_a_user_is_taken(own: Path) -> None:
    rules = [
        rule(r"\b(?:Qty|Dept|Abt)\.\s"),
        rule(r"(?i)\bfig\.\s*", r"\d+(?:[.,]\d+)?"),
        rule(r"\w+\s+\w+\.\s", r"\p{Lu}\p{Ll}+"),
        rule(r"\([^)]*[.!?]\s", r"[^(]*\)"),
        rule(r"[.!?]+[\p{Pf}\p{Pe}\u201d]*\s+", r"[\p{Pi}\p{Ps}\u201c]*\p{Lu}", ends=True),
        rule(r"\h+\d{1,2}\.\v*", "", ends=True),
        rule("[[a-z]&amp;&amp;[^b]]{2}:", r"\s*\S", ends=True),
    ]
    own.write_text(DOCUMENT.format(rules="\n".join(rules)), "utf-8")
    segmentation.check(own)
    assert split("Qty. Two. Three.", "en", rules=own) == ["Qty. Two. ", "Three."]


def test_exceptions_are_compiled_for_the_first_place_that_could_be_one() -> None:
    segmentation._stages.cache_clear()
    segmentation._compile.cache_clear()
    assert split("Call your doctor at once.", "en") == ["Call your doctor at once."]
    before = segmentation._compile.cache_info().misses
    assert split("Call Dr. Roe at once. Go home.", "en") == ["Call Dr. Roe at once. ", "Go home."]
    assert segmentation._compile.cache_info().misses > before
