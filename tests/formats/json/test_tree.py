"""A JSON text's tree says what `json` says, and where each value stands."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import FormatError
from pipeline.formats.json import tree
from pipeline.formats.json.tree import Value

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
SCALARS = st.one_of(TEXTS, st.integers(), st.booleans(), st.none())
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=12)


def value(node: Value, text: str) -> Any:
    """Return what a tree says, having looked whether that stands where the tree says it does."""
    if node.kind == "object":
        for member in node.members:
            assert json.loads(text[member.start : member.end]) == member.name
        found: Any = {member.name: value(member.value, text) for member in node.members}
    elif node.kind == "list":
        found = [value(member.value, text) for member in node.members]
    else:
        found = node.text if node.kind == "string" else json.loads(text[node.start : node.end])
    assert json.loads(text[node.start : node.end]) == found
    return found


@settings(deadline=None, derandomize=True)
@given(given=VALUES, indent=st.sampled_from([None, 0, 2]), ascii_only=st.booleans())
def test_a_tree_says_what_the_text_says_and_where(given: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(given, indent=indent, ensure_ascii=ascii_only)
    assert value(tree.read(text), text) == given


@settings(deadline=None, derandomize=True)
@given(given=VALUES)
def test_the_strings_of_a_text_are_those_of_its_tree(given: Any) -> None:
    source = "\ufeff" + json.dumps(given, indent=1)

    def walk(node: Value) -> list[tuple[str, int]]:
        below = [each for member in node.members for each in walk(member.value)]
        return [(node.text, node.start), *below] if node.kind == "string" else below

    found, objects = tree.strings(source)
    assert [(string.value, string.start) for string in found] == walk(tree.read(source, 1))
    for string in found:
        assert json.loads(source[string.start : string.end]) == string.value
        assert source.count("\n", 0, string.start) + 1 == string.line
        assert string.key_start < 0 or json.loads(source[string.key_start : string.key_end]) == string.path[-1]
    for members in objects:
        assert len(members.starts) == len(members.ends)
        assert members.complete == (len(members.strings) == len(members.starts))


@pytest.mark.parametrize("text", ["", "{", "[1, 2", '{"a": nope}', '"a\nb"', "[1] 2", "'x'"])
def test_what_is_no_json_is_refused_as_json_refuses_it(text: str) -> None:
    with pytest.raises(json.JSONDecodeError):
        tree.read(text)


def test_what_is_nested_too_deeply_is_refused() -> None:
    with pytest.raises(RecursionError):
        tree.read("[" * 200_000)


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_a_constant_that_is_no_json_is_named_with_its_own_line(constant: str) -> None:
    with pytest.raises(FormatError, match=f"{constant} is no value") as caught:
        tree.strings(f'{{"{constant}": "{constant}",\n"a": [1, {constant}]}}')
    assert caught.value.line == 2
