"""Markdown: what a translator sees of it, and that every translation leaves the page's structure as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import FormatError
from pipeline.formats import FormatSettings, for_path
from pipeline.formats.markdown.format import MarkdownFormat, with_notice
from pipeline.formats.markdown.parsing import events, front_matter, masked
from pipeline.model import Segment
from pipeline.text import inline
from tests.support import ROOT
from tests.support.growth import LIMIT, growth

PAGE = MarkdownFormat()
FIXTURE = ROOT / "tests/fixtures/markdown/aftercare.md"

HOSTILE = [
    "# head", "- item", "1. one", "1) one", "> quote", "```", "~~~ x", "    code", "a | b", "---", "===", "+ x", "=",
    "*star*", "**b", "_u_ __u__", "[x](y)", "[x]: y", "![i](j)", "<b>", "</div>", "<!-- c", "`code", "&amp;", "&lt",
    "\\", "\\*", "a\\", "a\nb\n\nc", "| - |", ":-:", ": def", "!!! note", "::: tip", "{#id}", "{: .c}", "x #", "x ##",
    "$5", "~x~", "“q”", "（全角）", "日本語", "\u200f\u202eabc", "\x00\x01\x02\x03", "]", "[", "[^1]", "]: x",
    "(x)", "!", "http://a.b", "<http://a.b>", '"q" \'q\'', ")", "a  ", "\t", "<1>", "<empty/>x", "[!NOTE]", "- [ ] x",
]  # fmt: skip


def texts(source: str, **chosen: str) -> list[str]:
    return [segment.text for segment in PAGE.extract(source, **chosen).segments]


def translated(source: str, *targets: str, locale: str | None = None) -> str:
    found = PAGE.extract(source)
    assert len(found.segments) == len(targets), [segment.text for segment in found.segments]
    return PAGE.merge(found, {s.key: t for s, t in zip(found.segments, targets, strict=True)}, locale=locale)


def structure(source: str) -> list[tuple[str, str, str]]:
    """What a parser finds besides the words; a link's words may have become its label."""
    found = [event for event in events(masked(source).text) if event.kind not in ("text", "soft")]
    return [_shape(event) for event in found if event.data != "<!-- -->"]  # what keeps two delimiters apart


def _shape(event: object) -> tuple[str, str, str]:
    kind, name, data = event.kind, event.name, event.data  # type: ignore[attr-defined]
    if isinstance(data, dict):
        data = data.get("dest_url", data.get("level"))
    if kind in ("html", "inline html"):
        data = name
    return kind, name, str(data)


def read(source: str) -> str:
    return "".join(str(event.data) for event in events(source) if event.kind in ("text", "code"))


def test_same_targets_and_none_leave_every_byte_with_any_line_end() -> None:
    for newline in ("\n", "\r\n", "\r"):
        source = FIXTURE.read_text(encoding="utf-8").replace("\n", newline)
        found = PAGE.extract(source)
        assert PAGE.merge(found, {}) == source
        assert PAGE.merge(found, {s.key: s.text for s in found.segments}, locale="ja") == source


@pytest.mark.parametrize("hostile", HOSTILE)
def test_any_target_reads_as_its_characters_in_a_paragraph(hostile: str) -> None:
    merged = translated("Take it.\n", hostile)
    expected = " ".join(hostile.translate(dict.fromkeys(range(9))).split())
    assert structure(merged) == structure("Take it.\n")
    if expected:
        assert " ".join(read(merged).split()) == expected


def hostile_target(segment: Segment, words: Iterator[str]) -> str:
    parts = [next(words) if p.kind == "text" else p.text for p in inline.parse(segment.text)]
    return "".join(parts)


def hostile_cases() -> st.SearchStrategy[list[str]]:
    nasty = st.one_of(
        st.sampled_from(HOSTILE), st.text(max_size=8), st.text("*_[]()<>`\\#|~ -=:!\"'&a1.\n", max_size=8)
    )
    return st.lists(nasty, min_size=200, max_size=200)


@settings(max_examples=25, deadline=None)
@given(hostile_cases())
def test_hostile_targets_keep_the_structure_of_the_page(cases: list[str]) -> None:
    source = FIXTURE.read_text(encoding="utf-8")
    found = PAGE.extract(source)
    words = iter(cases)
    targets = {segment.key: hostile_target(segment, words) for segment in found.segments}
    merged = PAGE.merge(found, targets, locale="fr")
    assert structure(merged) == structure(source)


MARKDOWN = st.text(alphabet="ab .\n\n#*_`[]()!<>|-+1&;\\~:\"'{}$ \t\rß", max_size=60)


@settings(max_examples=120, deadline=None)
@given(st.one_of(MARKDOWN, st.text(max_size=60)))
def test_random_pages_survive(source: str) -> None:
    found = PAGE.extract(source)
    assert PAGE.merge(found, {}) == source
    assert PAGE.merge(found, {s.key: s.text for s in found.segments}) == source
    PAGE.merge(found, {s.key: f"⟦{s.text}⟧" for s in found.segments}, locale="ja")


@pytest.mark.parametrize(
    ("source", "target", "merged"),
    [
        ("A **bold** word.\n", "太字<1>「語」</1>です。", "太字&#23383;"),
        ("A **bold** word.\n", "<1> x </1>", "**&#32;x&#32;**"),
        ("> One two\n> three.\n", "Um dois três.", "> Um dois três.\n"),
        ("- One two\n  three.\n", "- Um", "- &#45; Um\n"),
        ("Drink [a lot].\n\n[a lot]: /x\n", "Beba <1>muito</1>.", "Beba [muito][a lot].\n\n[a lot]: /x\n"),
        ("Drink [a lot][].\n\n[a lot]: /x\n", "Beba <1>muito</1>.", "Beba [muito][a lot].\n\n[a lot]: /x\n"),
        ("[a lot]\n\n[a lot]: /x\n", "muito", "[muito][a lot]\n\n[a lot]: /x\n"),
        ("![a scan]\n\n[a scan]: /x\n", "um exame", "![um exame][a scan]\n\n[a scan]: /x\n"),
        ("Rest  \n> now.\n", "Descanse.", "Descanse.  \n> now.\n"),
        ("# Rest {#r}\n", "Descanse {#s} #", "# Descanse &#123;#s&#125; &#35; {#r}\n"),
    ],
)  # fmt: skip
def test_translation_is_written_as_markdown_wants_it(source: str, target: str, merged: str) -> None:
    found = PAGE.extract(source)
    result = PAGE.merge(found, {found.segments[0].key: target}, locale="pt")
    if merged.endswith("\n"):
        assert result == merged
    else:
        assert structure(result) == structure(source)


def test_fenced_indented_and_inline_code_stay_closed() -> None:
    assert texts("```sh\nrun me\n```\n\n    indented words\n\nType `run me` now.\n") == ["Type <1/> now."]


def test_closed_elements_around_markdown_close_it() -> None:
    source = '<div translate="no">\n\nNot *this*.\n\n</div>\n\nBut this.\n'
    assert texts(source) == ["But this."]


def test_notes_and_contexts_of_elements_reach_markdown_inside() -> None:
    source = '<div data-l10n-note="Formal." data-l10n-context="intro">\n\nPlease rest.\n\n</div>\n'
    [segment] = PAGE.extract(source).segments
    assert (segment.text, segment.context, segment.notes) == ("Please rest.", "intro", ("Formal.",))


def test_closed_inline_elements_stand_for_their_words() -> None:
    assert texts('Press <kbd>Ctrl *x*</kbd> or <span translate="no">Acme *Y*</span> now.\n') == [
        "Press <1/> or <2/> now."
    ]


@pytest.mark.parametrize("source", ["---\nSome text.\n---\n", "---\n\nSome text.\n"])
def test_rules_are_no_front_matter(source: str) -> None:
    assert front_matter(source) is None
    assert texts(source) == ["Some text."]


def test_front_matter_keys_are_the_configured_ones() -> None:
    source = "---\ntitle: Rest\nlayout: page one\ncard_text: Sleep well\n---\n\nBody.\n"
    assert texts(source) == ["Rest", "Body."]
    page = for_path("x.markdown", FormatSettings(front_matter=("card_*",)))
    assert [s.text for s in page.extract(source).segments] == ["Sleep well", "Body."]


def test_front_matter_is_written_as_yaml() -> None:
    assert (
        translated("---\ntitle: Rest\n---\nBody.\n", "Now: rest", "Corpo.") == '---\ntitle: "Now: rest"\n---\nCorpo.\n'
    )


def test_broken_front_matter_names_its_line() -> None:
    with pytest.raises(FormatError) as caught:
        PAGE.extract('---\ntitle: Rest\nlead: "open\n---\n\nBody.\n')
    assert caught.value.line is not None
    assert caught.value.line >= 3


def test_notice_stands_behind_the_front_matter() -> None:
    assert with_notice("---\ntitle: A\n---\n\n# B\n", "By *a* machine.", {"The [page]": "../en/a(b).md"}) == (
        "---\ntitle: A\n---\n\n> By &#42;a&#42; machine. [The &#91;page&#93;](../en/a%28b%29.md)\n\n# B\n"
    )
    assert with_notice("\ufeffText\r\n", "Note", {}) == "\ufeff> Note\r\n\r\nText\r\n"


@pytest.mark.parametrize("unit", ["> ", "- ", "*a ", "[", "![", "<div>", "`a", "**a", "(", "\\", "{{", "<", "a|", "&"])
def test_nesting_bombs_take_work_that_grows_with_them(unit: str) -> None:
    def both_ways(bomb: str) -> None:
        source = bomb + "end"
        found = PAGE.extract(source)
        assert PAGE.merge(found, {}) == source
        PAGE.merge(found, {s.key: "x" + s.text for s in found.segments})

    assert growth(both_ways, unit, 1_500) <= LIMIT


def test_json_look_alikes_in_markdown_are_text() -> None:
    assert texts(json.dumps({"a": "b"}) + "\n") == ['{"a": "b"}']
