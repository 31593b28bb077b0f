from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.html.format import HtmlFormat
from pipeline.formats.splice import Edit, MergeOptions
from pipeline.model import segment_key

HTML = HtmlFormat()

SCRAPS = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<a href=x>",
    "</a>",
    "<br>",
    "<ul>",
    "<li>",
    "</ul>",
]
SCRAPS += [
    "One day. ",
    "Two days.",
    " ",
    "\r\n",
    "&amp;",
    "&lt;1&gt;",
    "<1>",
    "<img alt='A bed' src=x>",
    "<kbd>",
    "</kbd>",
]
SCRAPS += [
    "<select>",
    "<option>",
    "</select>",
    "<svg>",
    "<text>",
    "</svg>",
    "<table>",
    "<td>",
    "</table>",
    "<!-- c -->",
    "\0",
]
SCRAPS += [
    "<span translate=no>",
    "<em translate=yes>",
    "</span>",
    "</em>",
    "<textarea>",
    "</textarea>",
    "{{ x }}",
    "</>",
    "\ufeff",
]
SCRAPS += [
    "<p title=\"A 'tip'\">",
    "<input type=submit value=Send>",
    "<title>",
    "</title>",
    "<button>",
    "</button>",
    "5%",
    "\u00a0",
]
SCRAPS += [
    "<svg><text><![CDATA[a > b]]></text></svg>",
    "<![CDATA[",
    "]]>",
    "<?php a > b ?>",
    "<noscript>",
    "</noscript>",
    '<script type="application/ld+json">{"name": "One. Two <b>x</b>."}</script>',
    "<p style='white-space: pre-line'>",
    "<pre translate=yes>",
    "</pre>",
    "<iframe title='A bed'></iframe>",
    "{% a < b %}",
]
PAGES = st.lists(st.sampled_from(SCRAPS), max_size=30).map("".join)
HOSTILE = st.text(st.sampled_from("<>&\"'/=1a \n\r\0\u202e\u2067\ud800{}"), min_size=1, max_size=12)


def merged(page: str, target: str | Callable[[str], str], **options: str) -> str:
    found = HTML.extract(page)
    targets = {s.key: target if isinstance(target, str) else target(s.text) for s in found.segments}
    return HTML.merge(found, targets, **options)  # type: ignore[arg-type]


def structure(page: str) -> list[tuple[str, tuple[str, ...]]]:
    from selectolax.lexbor import LexborHTMLParser

    root = LexborHTMLParser(page.encode("utf-8", "replace").decode()).root
    assert root is not None
    return [(node.tag or "", tuple(node.attributes)) for node in root.traverse()]


@given(PAGES)
def test_identity(page: str) -> None:
    found = HTML.extract(page)
    assert HTML.merge(found, {}, locale="zh") == page
    assert HTML.merge(found, {s.key: s.text for s in found.segments}, locale="zh") == page


WORD = st.text("abcdeéä你ش", min_size=2, max_size=6).map(lambda word: f"w{word}")
INLINE = st.recursive(
    WORD.map(lambda word: f"{word} "),
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}> ",
        st.sampled_from(["b", "i", "span", "em", "sub", "my-tag", "u"]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=6,
)
TREES = st.recursive(
    INLINE,
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>\n{''.join(parts)}</{name}>",
        st.sampled_from(["div", "section", "ul", "li", "blockquote", "main", "details", "dd", "object"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@given(TREES)
def test_every_word_of_a_tree_is_in_a_segment(page: str) -> None:
    words = set(re.sub(r"<[^>]*>", " ", page).split())
    found = HTML.extract(page)
    assert HTML.merge(found, {}) == page
    texts = " ".join(segment.text for segment in found.segments)
    assert words - set(re.sub(r"<[^>]*>", " ", texts).split()) == set()


@given(PAGES)
def test_slots_nest_or_stand_apart(page: str) -> None:
    ends: list[int] = []
    for slot in HTML.extract(page).slots:
        while ends and ends[-1] <= slot.start:
            ends.pop()
        assert slot.start < slot.end <= (ends[-1] if ends else len(page))
        ends.append(slot.end)


@given(PAGES)
def test_every_translation_arrives(page: str) -> None:
    found = HTML.extract(page)
    marked = HTML.merge(found, {s.key: f"⟦{s.text}⟧" for s in found.segments})
    assert marked.count("⟦") == marked.count("⟧") == len(found.slots)


@given(PAGES, HOSTILE)
def test_hostile_text_never_becomes_markup(page: str, text: str) -> None:
    assert structure(merged(page, lambda source: f"{source}{text}")) == structure(
        merged(page, lambda source: f"{source}x")
    )


SPLICED = [
    ("<p>One.</p>", "5 < 6 & <b>", "<p>5 &lt; 6 &amp; &lt;b&gt;</p>"),
    ('<img alt="A">', "B \"q\" 's'", "<img alt=\"B &quot;q&quot; 's'\">"),
    ("<img alt='A'>", "B \"q\" 's'", "<img alt='B \"q\" &#39;s&#39;'>"),
    ("<img alt=A src=x>", 'B "q"', '<img alt="B &quot;q&quot;" src=x>'),
    ("<p> <i>One</i>\r\n</p>", "Um\0", "<p> <i>Um</i>\r\n</p>"),
    ("<p>a <b class=x>c</b> d</p>", "d <1>c</1> a", "<p>d <b class=x>c</b> a</p>"),
    ("<p>a <b>c</b> d</p>", "no code", "<p>a <b>c</b> d</p>"),
    ("<p>a <b>c</b> d</p>", "<1>c</1> <2>x</2>", "<p><b>c</b> &lt;2&gt;x&lt;/2&gt;</p>"),
    ("<p>a &lt;1&gt; b</p>", "B <1/> A", "<p>B &lt;1&gt; A</p>"),
    ("<p>a<!-- note --> b</p>", "A<1/> B", "<p>A<!-- note --> B</p>"),
    ("<title>A</title>", "<i>", "<title>&lt;i&gt;</title>"),
    ("<p>5&nbsp;mg &copy; now</p>", "agora 5\u00a0mg ©", "<p>agora 5\u00a0mg ©</p>"),
    ("<p>One</p>", " \n ", "<p>One</p>"),
]


@pytest.mark.parametrize(("page", "target", "expected"), SPLICED)
def test_targets_are_spliced(page: str, target: str, expected: str) -> None:
    assert merged(page, target) == expected


def test_attributes_inside_a_moved_code_are_translated() -> None:
    page = '<p>See <a href=x title="More"><img src=i alt="A bed"> here</a> now</p>'
    found = HTML.extract(page)
    assert [s.text for s in found.segments] == ["See <1><2/> here</1> now", "More", "A bed"]
    text = found.segments[0].text
    moved = f"{text[4:-4]} agora"
    targets = {
        found.segments[0].key: moved,
        segment_key("title attribute", "More"): "Mais",
        segment_key("alt", "A bed"): "Uma cama",
    }
    result = HTML.merge(found, targets)
    assert 'title="Mais"' in result
    assert 'alt="Uma cama"' in result
    assert result.endswith("agora</p>")


def translated(page: str, targets: list[str], locale: str, source: str = "en") -> str:
    found = HTML.extract(page, lang=source)
    return HTML.merge(found, dict(zip([s.key for s in found.segments], targets, strict=True)), locale=locale)


JOINED = [
    ("<p>One day.\n Two days.</p>", ["一天。", "两天。"], "zh-Hans", "en", "<p>一天。两天。</p>"),
    ("<p>One day.\n Two days.</p>", ["Um dia.", "Dois dias."], "pt-BR", "en", "<p>Um dia.\n Dois dias.</p>"),
    ("<p>一天。两天。</p>", ["One day.", "Two days."], "en", "zh", "<p>One day. Two days.</p>"),
    ("<p>One day. Two days. Three.</p>", ["Um e dois.", "<empty/>", "Três."], "pt", "en", "<p>Um e dois. Três.</p>"),
    ("<p>One day. Two days. Three.</p>", ["<empty/>", "<empty/>", "Três."], "pt", "en", "<p>Três.</p>"),
    ("<p>One day. Two days. Three.</p>", ["Um.", "<empty/>", "<empty/>"], "pt", "en", "<p>Um.</p>"),
    ("<p>One day. Two days.</p>", ["一天。", ""], "zh", "en", "<p>一天。 Two days.</p>"),
]


@pytest.mark.parametrize(("page", "targets", "locale", "source", "expected"), JOINED)
def test_sentences_are_joined_as_the_locale_does(
    page: str, targets: list[str], locale: str, source: str, expected: str
) -> None:
    assert translated(page, targets, locale, source) == expected


def test_a_stage_frames_what_is_translated_what_stays_and_what_is_the_same() -> None:
    page = "<p>One day. <b>Two</b> days.</p><p>CAR-NK</p><img alt=Bed>"
    options = MergeOptions(
        shown=lambda slot, text: f"[{text}]", same=lambda slot, text: f"={text}", kept=lambda slot, text: f"!{text}"
    )
    targets = {segment_key(None, "One day."): "Um dia.", segment_key(None, "CAR-NK"): "CAR-NK"}
    assert HTML.merge(HTML.extract(page), targets, locale="pt", options=options) == (
        "<p>[Um dia.] !<b>Two</b> days.</p><p>=CAR-NK</p><img alt=!Bed>"
    )


def test_edits_change_the_page_around_its_texts_and_in_the_markup_of_their_codes() -> None:
    page = '<body><p>See <a href="x">this</a> page. More.</p>Rest'
    found = HTML.extract(page)
    first, second, third = found.slots
    link = page.index('"x"')
    edits = [
        Edit(first.start, first.start, "(before)"),
        Edit(link, link + 3, '"y"'),
        Edit(first.end, first.end, "(after)"),
        Edit(third.start, third.start, "(third)"),
        Edit(len(page), len(page), "(end)"),
    ]
    targets = {first.segment.key: "Veja <1>isto</1>.", second.segment.key: "Mais.", third.segment.key: "Resto"}
    expected = '<body><p>(before)Veja <a href="y">isto</a>.(after) Mais.</p>(third)Resto(end)'
    assert HTML.merge(found, targets, locale="pt", options=MergeOptions(edits=edits)) == expected
    kept = page.replace('"x"', '"y"').replace("See", "(before)See").replace(" More", "(after) More")
    assert HTML.merge(found, {}, options=MergeOptions(edits=edits)) == kept.replace("Rest", "(third)Rest(end)")


def test_a_fill_stands_in_a_code_whatever_the_target_says() -> None:
    page = "<p>On <time>May 2</time> and <b>later</b>.</p>"
    found = HTML.extract(page)
    options = MergeOptions(fills={page.index("<time"): "2 de maio"})
    said = {found.segments[0].key: "Em <1>outro <2>dia</2></1>."}
    assert HTML.merge(found, said, options=options) == "<p>Em <time>2 de maio<b></b></time>.</p>"
    assert HTML.merge(found, {}, options=options) == page


NOT_EXTRACTED = [
    "<script>x()</script><style>a{}</style><!-- a --><!--[if IE]><p>a</p><![endif]-->",
    "<pre>a</pre><p><code>a</code> <kbd>b</kbd></p><samp>c</samp><var>d</var>",
    "<div translate=no>a <p title=b>c</p></div><p class='a notranslate'>b</p><p its:translate=no>x</p>",
    "<template><p>a</p></template><iframe>a</iframe><math><mi>x</mi></math>",
    "<input type=hidden value=a><input value=b><button value=c></button><meta name=robots content=all>",
    "<p>verified_user</p><p>a.b@c.example</p><p>https://x.example/a b@c.org</p><p>42</p><p>— • “”</p><p>{{ name }}</p>",
    "<p data-x=a id=b href=c></p><svg><style>a</style><g>b</g></svg>",
    "<i class='material-symbols-outlined'>hub</i>",
]


@pytest.mark.parametrize("page", NOT_EXTRACTED)
def test_what_machines_read_is_not_extracted(page: str) -> None:
    assert HTML.extract(page).segments == ()


IMPLIED = [
    ("<ul><li translate=no>a<li>Bed</ul>", ["Bed"]),
    ("<p translate=no>a<p>Bed", ["Bed"]),
    ("<p translate=no>a<ul><li>Bed</ul>", ["Bed"]),
    ("<table><tr><td translate=no>a<td>Bed<tr translate=no><td>b<tr><td>Day</table>", ["Bed", "Day"]),
    ("<dl><dt translate=no>a<dd>Bed</dl>", ["Bed"]),
    ("<select><option translate=no>a<option>Bed</select>", ["Bed"]),
    ("<svg><g translate=no><p>Bed", ["Bed"]),
    ("<div translate=no><p>a</div>Bed", ["Bed"]),
    ("<ul><li>One<ul><li>Two</ul>Three</ul>", ["One", "Two", "Three"]),
    ("<DIV>One<P>Two</DIV>Three", ["One", "Two", "Three"]),
    ("a<br><br>b", ["a", "b"]),
]


@pytest.mark.parametrize(("page", "texts"), IMPLIED)
def test_implied_ends_are_the_standards(page: str, texts: list[str]) -> None:
    assert [s.text for s in HTML.extract(page).segments] == texts


BOMBS = [
    "<svg>" * 10_000 + "x",
    "<p " + "title='a b' c=d " * 10_000 + ">x",
    "<noscript>" * 10_000 + "x",
    "<svg>" + "<![CDATA[ a" * 5_000,
    "<p>" + "{{ {% <% ${ {# " * 5_000,
    '<script type="application/ld+json">' + '{"text":[' * 50_000 + "</script>",
    "<div>" * 10_000 + "One. Two." + "</div>" * 10_000,
    "<b>" * 10_000 + "One. Two." + "</b>" * 10_000,
    "<b>" * 5_000 + "x" + "</i>" * 5_000,
    "<p>" + "<b>One. " * 2_000,
    "<i translate=no>a <b translate=yes>b " * 2_000,
    "<svg><text>One " * 2_000,
    "<p><button>" * 2_000 + "<div>" * 2_000,
]


@pytest.mark.parametrize("page", BOMBS, ids=lambda page: page[:12])
def test_deep_nesting_breaks_nothing(page: str) -> None:
    found = HTML.extract(page)
    assert HTML.merge(found, {}) == page
    assert HTML.merge(found, {s.key: s.text for s in found.segments}) == page


def test_repeats_are_one_segment_with_all_lines() -> None:
    (segment,) = HTML.extract("<p>Bed</p>\n\n<p>Bed</p>").segments
    assert segment.location == (1, 3)


def test_block_holds_the_whole_paragraph() -> None:
    first, second = HTML.extract("<p>One <b>day</b>. Two <i>days</i>.</p>").segments
    assert first.block == second.block == "One <1>day</1>. Two <2>days</2>."
    assert (first.text, second.text) == ("One <1>day</1>.", "Two <1>days</1>.")


def test_the_outline_of_a_page_is_changed_by_nobody_who_reads_it() -> None:
    page = HTML.read("<html lang=en><body><p>Ask <select><option>Now</select> us.<p id=a>Rest.", lang="en")
    assert [element.name for element in page.outline.elements] == ["html", "body", "p", "select", "option", "p"]
    assert "Rest." in [text.text for text in page.outline.texts]
    for element in page.outline.elements:
        assert element.isolate is None, "the walk's builders are let go"
        for name in ("name", "end", "inner_end", "attributes", "parent"):
            with pytest.raises(FrozenInstanceError):
                setattr(element, name, None)
    for name in ("elements", "texts"):
        with pytest.raises(FrozenInstanceError):
            setattr(page.outline, name, ())
        assert isinstance(getattr(page.outline, name), tuple)
    assert isinstance(page.outline.elements[0].attributes, tuple)
