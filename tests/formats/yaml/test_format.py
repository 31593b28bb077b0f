from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st
from ruamel.yaml import YAML

from pipeline.errors import FormatError
from pipeline.formats import FormatSettings
from pipeline.formats.yaml import format
from pipeline.formats.yaml.format import YamlFormat

SERVICES = YamlFormat()

STYLES = {
    "plain": "title: Bed\nb: x\n",
    "plain over lines": "title: Bed and\n  rest\nb: x\n",
    "single": "title: 'Bed'  # c\nb: x\n",
    "double": 'title: "Bed"\nb: x\n',
    "literal": "title: |\n  Bed\n\n  rest\n\nb: x\n",
    "literal kept": "title: |+\n  Bed\n\nb: x\n",
    "literal stripped": "a:\n  title: |-\n    Bed\nb: x\n",
    "literal indented": "a:\n  title: |2-\n    Bed\nb: x\n",
    "folded": "title: >\n  Bed\n  and rest\n\n  day\nb: x\n",
    "folded at the end": "b: x\ntitle: >-\n  Bed",
    "flow": "{title: Bed, b: x}\n",
    "flow end": "b: x\ncard: {title: Bed}\n",
    "flow list": "steps: [Bed, 'x y']\nb: x\n",
    "anchor": "title: &t Bed\nc: *t\nb: x\n",
    "tag": "title: !!str Bed\nb: x\n",
    "crlf": "title: |\r\n  Bed\r\nb: x\r\n",
}
TARGETS = [
    "Cama", "yes", "12", "1:30", "null", "~", "- a", "a: b", "a #b", "#a", "[a]", "{a", "a, b]", "'a'", '"a"', "&a",
    "*a", "!a", "|", ">", "%a", "@a", "`a", "a'b", 'a"b\\n', "é 你 😀", "a\tb", "? a", "-", "...",
    "a:", ":", "?", ":a", "a,", "\u202ea",
    "\ufeffa", "\x85a",
]  # fmt: skip


def values(text: str) -> list[Any]:
    return list(YAML(typ="safe", pure=True).load_all(text))


def exchanged(value: Any, texts: dict[str, str]) -> Any:
    match value:
        case dict():
            return {key: exchanged(each, texts) for key, each in value.items()}
        case list():
            return [exchanged(each, texts) for each in value]
        case str():
            for old, new in texts.items():
                value = value.replace(old, new)
            return value
    return value


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("source", STYLES.values(), ids=STYLES)
def test_a_parser_reads_back_exactly_the_target(source: str, target: str) -> None:
    found = SERVICES.extract(source)
    first = found.segments[0]
    result = SERVICES.merge(found, {first.key: target})
    clean = target.replace("\x85", " ").strip()
    assert values(result) == exchanged(values(source), {first.text: clean})
    assert result.count("\n") >= source.count("\n") - 3
    assert ("b: x" in result) == ("b: x" in source)


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20), st.sampled_from(list(STYLES.values()))
)
def test_any_target_leaves_the_other_values_alone(target: str, source: str) -> None:
    found = SERVICES.extract(source)
    result = values(SERVICES.merge(found, {found.segments[0].key: target}))
    assert [list(each) for each in result] == [list(each) for each in values(source)]
    assert all(each["b"] == "x" for each in result)


def test_style_stays_where_it_can() -> None:
    source = "title: 'Bed'\nsummary: >-\n  One day in the ward\n  and home.\n\nbody: |\n  Rest.\n  # no comment\n"
    found = SERVICES.extract(source)
    targets = {s.key: s.text.upper() for s in found.segments}
    assert SERVICES.merge(found, targets) == (
        "title: 'BED'\nsummary: >-\n  ONE DAY IN THE WARD AND HOME.\n\nbody: |\n  REST.\n  # NO COMMENT\n"
    )


BROKEN = [
    ("title: a\nb: c: d\n", 2),
    ("title: [1\n", 2),
    ("a: b\ntitle: \0\n", 2),
    ("a: 1\nb: *x\n", 2),
    ("[" * 3000, None),
]


@pytest.mark.parametrize(("source", "line"), BROKEN, ids=lambda value: str(value)[:12])
def test_broken_yaml_names_its_line(source: str, line: int | None) -> None:
    with pytest.raises(FormatError, match="broken YAML") as caught:
        SERVICES.extract(source)
    assert caught.value.line == line


def test_tags_construct_nothing() -> None:
    source = "title: !!python/object/apply:os.system [echo a]\nbody: !include secret words\nalt: Bed\n"
    found = SERVICES.extract(source)
    assert [s.text for s in found.segments] == ["Bed"]
    assert SERVICES.merge(found, {}) == source


def test_configured_keys_come_first() -> None:
    source = "motto: Rest well\ntitle: Bed\ncard:\n  code: Dial nine\n  link: Go on\n"
    chosen = YamlFormat(FormatSettings(yaml_keys=("motto", "!title", "card.code")))
    assert [s.text for s in chosen.extract(source).segments] == ["Rest well", "Dial nine"]


def test_notice_is_written_to_its_key() -> None:
    source = 'title: Bed\ntranslation_notice: ""  # shown on top\n'
    assert format.has_notice(source)
    assert not format.has_notice("title: Bed\n")
    assert (
        format.with_notice(source, 'A "machine"')
        == 'title: Bed\ntranslation_notice: "A \\"machine\\""  # shown on top\n'
    )
    with pytest.raises(FormatError, match="translation_notice"):
        format.with_notice("title: Bed\n", "x")


KEYS = st.sampled_from(["title", "summary", "steps", "id", "url", "other", "card", "note"])
TEXTS = st.text(st.sampled_from("ab é你:#-'\"\\[]{}&*!|>%@`\t\n,?\u202e"), max_size=14) | st.just("One day. Two days.")
TREES = st.recursive(
    TEXTS | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=10,
)


def shape(value: Any) -> Any:
    match value:
        case dict():
            return {key: shape(each) for key, each in value.items()}
        case list():
            return [shape(each) for each in value]
    return type(value)


@given(st.dictionaries(KEYS, TREES, max_size=5), st.sampled_from([None, False, True]), TEXTS.filter(str.strip))
def test_any_tree_keeps_its_shape(tree: dict[str, Any], flow: bool | None, target: str) -> None:
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = flow
    writer.allow_unicode = True
    stream = StringIO()
    writer.dump(tree, stream)
    source = stream.getvalue()
    try:
        found = SERVICES.extract(source)
    except FormatError:  # ruamel's writer writes a few texts plain (`?>` in a mapping) that its reader refuses
        reject()
    assert SERVICES.merge(found, {}) == source
    assert SERVICES.merge(found, {s.key: s.text for s in found.segments}, locale="pt") == source
    merged = SERVICES.merge(found, {s.key: target for s in found.segments})
    assert shape(values(merged)) == shape(values(source))
