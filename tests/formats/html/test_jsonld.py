from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.formats.html.format import HtmlFormat
from pipeline.model import segment_key

HTML = HtmlFormat()
OPENING, CLOSING = '<script type="application/ld+json">', "</script>"


def page(script: str) -> str:
    return f"{OPENING}{script}{CLOSING}<p>Bed</p>"


def texts(data: Any) -> list[str]:
    segments = HTML.extract(page(json.dumps(data))).segments
    return [segment.text for segment in segments if segment.role == "structured data"]


def read(merged: str) -> Any:
    """What a browser's script finds, after its HTML parser has found the script."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(merged)
    assert [node.text() for node in tree.css("p")] == ["Bed"]
    (script,) = tree.css("script")
    return json.loads(script.text())


FOR_READERS = [
    ({"headline": "After a dose", "alternativeHeadline": "At home"}, ["After a dose", "At home"]),
    ({"@type": "WebPage", "name": "Ward", "description": "One. Two."}, ["Ward", "One.", "Two."]),
    ({"keywords": "fever. rash, cough"}, ["fever. rash, cough"]),
    ({"keywords": ["fever", ["rash"]]}, ["fever", "rash"]),
    ({"@graph": [{"@type": "Question", "name": "Why?", "acceptedAnswer": {"text": "So."}}]}, ["Why?", "So."]),
    ({"about": {"@type": "MedicalCondition", "name": "Fever"}}, ["Fever"]),
    ({"about": "Fever"}, ["Fever"]),
    ({"image": {"caption": {"@language": "en", "@value": "A bed"}}}, ["A bed"]),
    ({"author": {"@type": "Person", "name": "Ana", "jobTitle": "Nurse"}}, ["Nurse"]),
    ({"text": "<p>Call <b>us</b> now.</p><ul><li>Rest<br>well"}, ["Call <1>us</1> now.", "Rest<1/>well"]),
]
FOR_MACHINES = [
    {"@context": "a b", "@type": "c d", "@id": "e f", "url": "g h", "datePublished": "i j", "inLanguage": "k l"},
    {"@type": "Person", "name": "Ana"},
    {"name": ["Ana"], "@type": ["Thing", "https://schema.org/Physician"]},
    {"@type": "schema:MedicalClinic", "name": "Nova"},
    {"author": {"name": "Ana"}, "publisher": [{"name": "Nova"}]},
    {"citation": {"headline": "A work", "author": {"description": "A person"}}},
    {"potentialAction": [{"name": "Find it"}]},
    {"name": "https://clinic.example/"},
    {"name": {"text2": "a"}, "name2": "b c"},
]


@pytest.mark.parametrize(("data", "expected"), FOR_READERS, ids=str)
def test_texts_for_readers_are_extracted(data: Any, expected: list[str]) -> None:
    assert texts(data) == expected


@pytest.mark.parametrize("data", FOR_MACHINES, ids=str)
def test_names_of_people_and_machine_values_stay(data: Any) -> None:
    assert texts(data) == []


BROKEN = ['{"name": "A bed",}', '{"name": "A bed"', '{"name": "A\nbed"}', "// {}", "", "[" * 200_000, '{"name": 1e}']


@pytest.mark.parametrize("script", BROKEN, ids=lambda script: script[:12])
def test_broken_json_stays_as_it_is(script: str) -> None:
    found = HTML.extract(page(script))
    assert [segment.text for segment in found.segments] == ["Bed"]
    assert HTML.merge(found, {}) == page(script)


def test_property_is_the_context_unless_the_author_gives_one() -> None:
    opening = OPENING.replace("<script", '<script data-l10n-note="In search results"')
    (segment,) = HTML.extract(opening + '{"headline": "A bed"}').segments
    assert (segment.role, segment.context, segment.notes) == ("structured data", "headline", ("In search results",))
    (segment,) = HTML.extract(opening.replace("-note", "-context") + '{"headline": "A bed"}').segments
    assert segment.context == "In search results"


@pytest.mark.parametrize(
    "outer", ['<div translate="no">{}</div>', "<template>{}</template>", "<noframes>{}</noframes>"]
)
def test_a_script_that_is_closed_stays(outer: str) -> None:
    assert HTML.extract(outer.replace("{}", page('{"name": "A bed"}').partition("<p>")[0])).segments == ()


def test_only_the_string_is_rewritten() -> None:
    source = page('{ "name":"A \\u0062ed \\/ <b>x<\\/b>", "url" : "y" }')
    found = HTML.extract(source)
    assert found.segments[0].text == "A bed / <1>x</1>"
    result = HTML.merge(found, {segment_key("name", "A bed / <1>x</1>"): 'Uma <1>"x"</1> </script>'})
    assert result == page('{ "name":"Uma <b>\\"x\\"<\\/b> \\u003c/script\\u003e", "url" : "y" }')


VALUES = st.recursive(
    st.none()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(["One. Two", "a <b>c</b>"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "text", "@type", "about", "author", "keywords", "x", ""]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(
    VALUES,
    st.booleans(),
    st.text(st.sampled_from("<>&\"'/\\\n\r\0\u2028\u202e\ud800!-u0x{}1"), min_size=1, max_size=12),
)
def test_any_target_leaves_one_valid_script(value: Any, ascii_only: bool, target: str) -> None:
    source = page(json.dumps(value, ensure_ascii=ascii_only).replace("<", "\\u003c"))
    source = source.encode("utf-8", "replace").decode()
    found = HTML.extract(source)
    assert HTML.merge(found, {}) == source
    assert HTML.merge(found, {s.key: s.text for s in found.segments}, locale="zh") == source
    result = HTML.merge(found, {s.key: s.text + target for s in found.segments if s.text != "Bed"})
    assert shape(read(result)) == shape(read(source))


def shape(value: Any) -> Any:
    match value:
        case dict():
            return {key: shape(each) for key, each in value.items()}
        case list():
            return [shape(each) for each in value]
    return type(value).__name__
