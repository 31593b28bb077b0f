"""UI strings in JSON: what is for readers, what is for machines, and every plural form of a locale."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import FormatError
from pipeline.formats import FormatSettings
from pipeline.formats.json.format import JsonFormat, has_notice, with_notice
from tests.support import ROOT

FORM = JsonFormat()
HEADERS = dict.fromkeys(("pt_BR", "fr"), "nplurals=2; plural=n > 1;")  # later versions of Babel have other ones
FIXTURE = ROOT / "tests/fixtures/strings/app.json"


def values(source: str, **chosen: Any) -> list[str]:
    return [s.text for s in JsonFormat(FormatSettings(**chosen)).extract(source).segments]


def merged(data: str, *targets: str, locale: str = "pt_BR") -> str:
    found = FORM.extract(data)
    form = JsonFormat(FormatSettings(plural_forms=HEADERS.get(locale, "")))
    return form.merge(found, {s.key: t for s, t in zip(found.segments, targets, strict=True)}, locale=locale)


def test_plural_is_one_segment_with_both_forms() -> None:
    [segment] = FORM.extract('{"a": {"one": "{n} day", "other": "{n} days"}}').segments
    assert (segment.text, segment.plural, segment.context) == ("<1/> day", "<1/> days", "a")


@pytest.mark.parametrize(
    ("source", "locale", "forms", "expected"),
    [
        ({"one": "a {n}", "other": "b {n}"}, "ru", "1 <1/>\0 2 <1/>\0 5 <1/>",
         {"one": "1 {n}", "other": "5 {n}", "few": "2 {n}", "many": "5 {n}"}),
        ({"one": "day a", "other": "day b"}, "ja", "日", {"other": "日"}),
        ({"other": "day b", "one": "day a"}, "ja", "日", {"other": "日"}),
        ({"d_one": "day a", "x": 1, "d_other": "day b"}, "pt_BR", "dia\0dias",
         {"d_one": "dia", "x": 1, "d_other": "dias", "d_many": "dias"}),
        ({"m": "{n, plural, one {# day} other {# days}}"}, "pl", "dzień\0dni\0d{x",
         {"m": "{n, plural, one {# day} other {# days}}"}),
        ({"m": "In {n, plural, one {# day} other {# days}}"}, "fr", "l'#\0b",
         {"m": "{n, plural, one {l''#} many {b} other {b}}"}),
        ({"one": "a {n}", "other": "b {n}"}, "ru", "only\0two", {"one": "a {n}", "other": "b {n}"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("indent", [None, 2])
def test_plural_gets_every_form_of_the_locale(
    source: dict[str, Any], locale: str, forms: str, expected: dict[str, Any], indent: int | None
) -> None:
    result = merged(json.dumps(source, indent=indent), forms, locale=locale)
    assert json.loads(result) == expected
    assert ("\n" in result) == (indent is not None)


def test_added_forms_follow_the_indentation() -> None:
    source = '{\r\n\t"one": "a day",\r\n\t"other": "b days"\r\n}\r\n'
    assert merged(source, "x\0y") == '{\r\n\t"one": "x",\r\n\t"other": "y",\r\n\t"many": "y"\r\n}\r\n'


@pytest.mark.parametrize(
    "member",
    ['"id": "x"', '"x": "https://a.example/b"', '"x": "verified_user"', '"icon": "heart"', '"x": "../img/a.png"',
     '"@@locale": "en"', '"@x": {"description": "a note"}', '"_comment": "a note"', '"$schema": "a b"', '"x": "{n}"'],
)  # fmt: skip
def test_machine_values_are_no_segments(member: str) -> None:
    assert values(f"{{{member}}}") == []


def test_patterns_decide_before_the_defaults() -> None:
    source = '{"icon": "heart", "help": {"text": "words"}, "title": "Title"}'
    assert values(source, yaml_keys=("icon", "!help.*")) == ["heart", "Title"]


def test_notes_reach_their_strings() -> None:
    notes = {s.context: s.notes for s in FORM.extract(FIXTURE.read_text(encoding="utf-8")).segments}
    assert notes["greeting"] == ("On the start page",)
    assert notes["nav.home"] == ("Main menu",)


def test_duplicate_key_names_both_lines() -> None:
    with pytest.raises(FormatError, match="line 2") as caught:
        FORM.extract('{\n"a": "x",\n"b": {},\n"a": "y"}')
    assert caught.value.line == 4


@pytest.mark.parametrize("source", ['{\n"a": }', '{\n"a": NaN}', '{\n"a": "x",}', "{'a': 1}", "", '{"a": "\n"}'])
def test_broken_json_names_its_line(source: str) -> None:
    with pytest.raises(FormatError, match="broken JSON") as caught:
        FORM.extract(source)
    assert caught.value.line is not None


def test_nesting_bombs_are_an_error() -> None:
    with pytest.raises(FormatError, match="nested too deeply"):
        FORM.extract("[" * 200_000)


def test_notice_needs_its_key() -> None:
    assert has_notice('{"translation_notice": ""}')
    assert json.loads(with_notice('{"translation_notice": ""}', 'By a "machine"')) == {
        "translation_notice": 'By a "machine"'
    }
    with pytest.raises(FormatError, match="translation_notice"):
        with_notice('{"a": {"translation_notice": ""}}', "x")


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
)


@settings(max_examples=200, deadline=None)
@given(JSON, st.sampled_from([None, 0, 2]), st.booleans())
def test_untranslated_strings_keep_every_byte(data: Any, indent: int | None, ascii_only: bool) -> None:
    source = json.dumps(data, indent=indent, ensure_ascii=ascii_only)
    found = FORM.extract(source)
    assert FORM.merge(found, {}) == source
    assert FORM.merge(found, {s.key: s.text for s in found.segments}, locale="ja") == source


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_target_leaves_the_rest_of_the_file(target: str) -> None:
    found = FORM.extract('{"a": "Some words", "b": [1, "x.png"]}')
    result = json.loads(FORM.merge(found, {found.segments[0].key: target}))
    assert result["b"] == [1, "x.png"]
    assert result.keys() == {"a", "b"}
    assert isinstance(result["a"], str)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])), min_size=12, max_size=12))
def test_hostile_targets_exchange_values_and_nothing_else(words: list[str]) -> None:
    source = FIXTURE.read_text(encoding="utf-8")
    found = FORM.extract(source)
    targets = dict(zip((s.key for s in found.segments), words, strict=False))
    before, after = json.loads(source), json.loads(FORM.merge(found, targets, locale="en"))
    assert before.keys() == after.keys()
    assert [type(value) for value in before.values()] == [type(value) for value in after.values()]
    for key in ("$schema", "@@locale", "@greeting", "count"):
        assert before[key] == after[key]
