"""A page of the site: its root, its links, its notice, and otherwise the author's own bytes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from pipeline import formats
from pipeline.formats import FormatSettings
from pipeline.model import segment_key
from pipeline.project import feedback
from pipeline.site import notices
from pipeline.site.page import localisation
from tests.support.rendering import context, keyed, localised, translation


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<html lang="en">', '<html dir="rtl" lang="ar">'),
        ("<html lang='en' dir='ltr' class=x>", "<html lang='ar' dir='rtl' class=x>"),
        ("<HTML LANG=en>", '<HTML dir="rtl" LANG="ar">'),
        ("<html lang>", '<html dir="rtl" lang="ar">'),
        ('<html lang="">', '<html dir="rtl" lang="ar">'),
        ("<html>", '<html lang="ar" dir="rtl">'),
        ("<!doctype html>\n<!-- x -->", '<!doctype html>\n<!-- x --><html lang="ar" dir="rtl">'),
        ("", '<html lang="ar" dir="rtl">'),
    ],
)
def test_the_root_gets_language_and_direction_and_keeps_the_rest(before: str, after: str) -> None:
    body = "\n<body><p>Hello there.</p></body>"
    result = localised(before + body, accepted={"Hello there.": "مرحبا."}, at=context("ar", "sub/c.html", base=""))
    assert result == after + body.replace("Hello there.", "مرحبا.")
    root = LexborHTMLParser(result).root
    assert root is not None
    assert (root.attributes["lang"], root.attributes["dir"]) == ("ar", "rtl")


@pytest.mark.parametrize(
    "text",
    [
        "<html><head><title>T</title></head><body class=x><p>Hello there.</p></body></html>",
        "<html><head><title>T</title><p>Hello there.</p>",
        "<title>T</title>Hello there.",
        "Hello there.",
        "<!doctype html><meta charset=utf-8><script>var a = '<body>';</script><p>Hello there.",
        "<!doctype html><title>a <body> b</title></head><p>Hello there.",
        "<noscript><link rel=stylesheet href=x></noscript><template><p>x</template>Hello there.",
    ],
)
def test_the_notice_is_the_first_thing_in_the_body(text: str) -> None:
    result = localised(text, drafts={"Hello there.": "Hallo."}, noticed=True)
    tree = LexborHTMLParser(result)
    assert tree.body is not None
    first = next(node for node in tree.body.iter())
    assert first.attributes.get("class") == "l10n-notice"
    assert first.attributes["lang"] == "de"
    link = first.css_first("a")
    assert link is not None
    assert link.attributes["href"] == "../en/a.html"
    assert "Hallo." in tree.body.text()


def test_the_notice_and_the_languages_stand_behind_a_skip_link() -> None:
    text = '<body>\n<a class=skip href="#main">Skip</a>\n<main id=main><p>Hello there.</p></main>'
    tree = LexborHTMLParser(localised(text, drafts={"Hello there.": "Hallo."}, noticed=True))
    assert tree.body is not None
    assert [node.tag for node in tree.body.iter()] == ["a", "aside", "nav", "main"]


def test_a_skip_link_that_is_part_of_a_sentence_is_none() -> None:
    text = '<body><a href="#main">Skip</a> what you know.<main id=main>Hello there.</main>'
    targets = {"<1>Skip</1> what you know.": "Bekanntes <1>überspringen</1>."}
    result = localised(text, drafts=targets, noticed=True)
    assert [node.tag for node in LexborHTMLParser(result).css("body > *")] == ["aside", "nav", "a", "main"]
    assert 'Bekanntes <a href="#main">überspringen</a>.' in result


def test_an_author_gives_the_notice_and_the_languages_their_places() -> None:
    text = (
        '<body><header><div data-l10n="languages"> </div></header><h1>Hello there.</h1>'
        '<section data-l10n="notice"></section>'
    )
    tree = LexborHTMLParser(localised(text, drafts={"Hello there.": "Hallo."}, noticed=True))
    assert tree.css_first("header > div > nav.l10n-languages") is not None
    assert tree.css_first("section > aside.l10n-notice") is not None
    assert len(tree.css("nav")) == len(tree.css("aside")) == 1


@pytest.mark.parametrize("place", ["<p><span data-l10n=notice></span></p>", "<p data-l10n=notice></p>"])
def test_a_place_that_has_no_room_for_a_notice_is_none(place: str) -> None:
    text = f"<body>{place}<div>Hello there.</div>"
    result = localised(text, drafts={"Hello there.": "Hallo."}, noticed=True)
    assert LexborHTMLParser(result).css_first("body > aside") is not None
    assert place in result


def test_what_stays_in_english_says_so_once_a_block() -> None:
    text = "<p>Hello there. Be well. <b>Good night.</b></p><p>Sleep.</p><p>Sleep.</p><ul><li>Rest.<li>Rest.</ul>"
    result = localised(text, accepted={"Be well.": "Alles Gute."})
    tree = LexborHTMLParser(result)
    kept = [(node.text(), node.attributes["lang"], node.attributes["dir"]) for node in tree.css(".l10n-source")]
    english = ["Hello there.", "Good night.", "Sleep.", "Sleep.", "Rest.", "Rest."]
    assert kept == [(words, "en", "ltr") for words in english]
    assert len(tree.css("small.l10n-mark")) == 6
    together = LexborHTMLParser(localised("<p>Hello there. Be well. Good night.</p>", accepted={"x": "y"}))
    assert [node.tag for node in together.css("p > *")] == ["span", "span", "span", "small"]


@pytest.mark.parametrize(
    "icon",
    [
        '<svg width="16" aria-hidden="true"><path d="M0 0"/></svg>',
        '<img src="pic.svg" alt="">',
        '<i class="fa fa-phone"></i>',
        '<span class="material-icons">call</span>',
        '<span class="ring"><img src="pic.svg" alt=""></span> <i class="dot"></i>',
        '<span class="icon" aria-hidden="true" translate="no">ring_bell</span>',
    ],
)
def test_an_icon_before_a_sentence_that_stays_in_english_runs_as_the_page_does(icon: str) -> None:
    page = f"<p>{icon} Ring the bell if you bleed.</p>"
    result = localised(page, "ar").replace("../pic.svg", "pic.svg")
    assert (
        f'<p>{icon} <span class="l10n-source" lang="en" dir="ltr">Ring the bell if you bleed.</span> <small' in result
    )
    assert result.count("<span") == page.count("<span") + 1


def test_the_name_of_an_icon_is_no_text_to_keep_apart() -> None:
    page = '<p><span class="icon" aria-hidden="true" translate="no">ring_bell</span> Ring the bell.</p>'
    result = localised(page, "ar", accepted={"<1>ring_bell</1> Ring the bell.": "<1>ring_bell</1> اقرع الجرس."})
    assert "bdi" not in result


@pytest.mark.parametrize("first", ["<b>Note</b>", '<a href="#x">2</a>', '<span translate="no">PD-1</span>'])
def test_what_has_words_is_no_icon(first: str) -> None:
    result = localised(f"<p>{first} Ring the bell if you bleed.</p>", "ar")
    assert f'<p><span class="l10n-source" lang="en" dir="ltr">{first.split()[0]}' in result


def test_titles_attributes_options_and_drawings_have_no_room_for_marks() -> None:
    text = (
        "<title>Hello there.</title><body><img alt='Be well.'><select><option>Rest.</select>"
        "<svg><text>Sleep.</text></svg><textarea>Good night.</textarea>"
    )
    assert "l10n-source" not in localised(text)


CALL = 'In an emergency, <a id="tel" href="tel:0800555">phone</a> the ward at once.'
CALL_TEXT = "In an emergency, <1>phone</1> the ward at once."


@pytest.mark.parametrize(
    ("locale", "draft", "shown"),
    [
        ("de", "Rufen Sie im Notfall sofort die Station <1>an</1>.", "Rufen Sie im Notfall sofort die Station an."),
        ("ar", "في حالة الطوارئ <1>اتصل</1> بقسم ICU-7 فورا.", "في حالة الطوارئ اتصل بقسم ICU-7 فورا."),
    ],
)
def test_a_draft_stands_under_its_sentence_and_says_that_nobody_has_reviewed_it(
    locale: str, draft: str, shown: str
) -> None:
    text, accepted = f"<p>{CALL} Rest well.</p>", {"Rest well.": shown.split()[0]}
    beneath = keyed({CALL_TEXT: draft})
    for reviewing in ((), tuple(beneath)):
        result = localised(text, locale, accepted=accepted, beneath=beneath, reviewing=reviewing)
        tree = LexborHTMLParser(result)
        (kept, mark, under) = tree.css("p > *")
        assert kept.text() == "In an emergency, phone the ward at once."
        assert mark.attributes["class"] == "l10n-mark"
        at = context(locale).locale
        assert under.attributes == {"class": "l10n-draft", "lang": at.tag, "dir": at.direction}
        ui = notices.ui(at)
        assert under.text() == f"{shown} {ui.reviewing if reviewing else ui.unreviewed}"
        assert under.child is not None
        assert under.child.tag == "br"
        assert [node.text() for node in under.css("bdi")] == (["ICU-7"] if locale == "ar" else [])
        assert not under.css("a, [id]")
        assert under.next is not None
        assert under.next.text_content == f" {shown.split()[0]}"


@pytest.mark.parametrize(
    ("sentence", "draft"),
    [
        ("<title>Call 112.</title>", "112."),
        ('<p>Phone <img alt="112" src=p.png> now.</p>', "Jetzt <1/> anrufen."),
        ("<p>Count 10<sup>6</sup> cells.</p>", "Zählen Sie 10<1>6</1> Zellen."),
        ("<p>Ask <b>us</b>.</p>", "Fragen Sie."),
        ("<p>Ask us.</p>", "Ask us."),
        ("<p>Ask us.</p>", "<empty/>"),
        ("<p>Ask us.</p>", "  "),
    ],
)
def test_no_draft_stands_where_it_has_no_room_or_says_less_or_nothing_new(sentence: str, draft: str) -> None:
    slots = formats.for_path("a.html", FormatSettings()).extract(sentence, lang="en").slots
    beneath = {slot.segment.key: draft for slot in slots}
    assert localised(sentence, beneath=beneath) == localised(sentence)


def test_a_hostile_draft_stays_text() -> None:
    evil = '</span><script>alert(1)</script><a href="javascript:x">'
    tree = LexborHTMLParser(localised("<p>Ask us.</p>", beneath=keyed({"Ask us.": evil})))
    assert not tree.css("script, p > a")
    assert tree.css_first(".l10n-draft").text().startswith(evil)


def test_a_translation_of_an_earlier_wording_says_so() -> None:
    mark = notices.ui(context().locale).held
    result = localised("<p>Hello there. Be well.</p>", held={"Hello there.": "Hallo."}, accepted={"Be well.": "Gut."})
    assert "<p>Hallo. <small" in result
    assert f"{mark}</a></small> Gut.</p>" in result


PASSAGES = [
    ("<p>Hello there.</p>", ""),
    ("<h2 id=when>When</h2><p>Hello there.</p>", "#when"),
    ("<main id=all><section id='a b&amp;c'><p>Hello there.</p></section></main>", "#a%20b&c"),
    ("<section id=first><p>x</p></section><p>Hello there.</p>", "#first"),
    ("<p id=here>Hello there.</p><p id=below>1</p>", "#here"),
    ("<p>Hello there.</p><p id=below>1</p>", ""),
    ("<p id=p hidden>x</p><template><p id=t></p></template><svg id=s></svg><p>Hello there.</p>", ""),
]


@pytest.mark.parametrize(("text", "fragment"), PASSAGES)
def test_a_mark_leads_to_the_same_passage_of_the_source_page(text: str, fragment: str) -> None:
    for shown in ({"held": {"Hello there.": "Hallo."}}, {"accepted": {"x": "y"}}):
        link = LexborHTMLParser(localised(f"<body>{text}", **shown)).css(".l10n-mark > a")[-1]
        assert link.attributes["href"] == f"../en/a.html{fragment}"
        assert link.attributes["hreflang"] == "en"
        assert link.attributes["title"] == notices.ui(context().locale).passage


@pytest.mark.parametrize(
    "text",
    [
        "<a href=a.html>Hello there.</a>",
        "<a href=a.html><b>Hello there. Rest.</b></a>",
        "<button><i>Hello there.</i></button>",
        "<details><summary>Hello there.</summary></details>",
        "<label>Hello there. <input></label>",
        "<div role=tab>Hello there.</div>",
        "<div onclick='x()'><p>Hello there.</p></div>",
        "<p>See <a href=a.html>this.<p>Hello there.",
    ],
)
def test_a_mark_is_no_link_where_none_may_stand(text: str) -> None:
    tree = LexborHTMLParser(localised(text))
    assert tree.css(".l10n-mark")
    assert not tree.css(".l10n-mark a")


def test_a_mark_behind_a_link_may_be_one() -> None:
    result = localised("<p>Hello <a href=a.html>there</a></p>")
    assert [node.tag for node in LexborHTMLParser(result).css("p > *, small > *")] == ["span", "small", "a"]


def test_an_old_translation_is_reported_by_the_id_of_its_sentence() -> None:
    report = "https://clinic.example/r?p={page}&l={locale}&s={id}"
    at = replace(context(), report=report)
    tree = LexborHTMLParser(
        localised("<p>Be well.</p><p>Rest.</p>", held={"Be well.": "Gut."}, untranslated=1, noticed=True, at=at)
    )
    ids = feedback.sentence(segment_key(None, "Be well."))
    links = [link.attributes["href"] for link in tree.css(".l10n-mark a")]
    assert links == ["../en/a.html", f"https://clinic.example/r?p=a.html&l=de&s={ids}", "../en/a.html"]


def test_links_keep_their_quotes_and_everything_else() -> None:
    text = (
        "<p>Hello there.</p>"
        "<a href='https://clinic.example/sub/b.html?x=1&amp;y=2#z'>1</a>"
        '<a HREF = "/sub/c.txt">2</a><img src=pic.svg srcset="pic.svg 1x, pic.svg 2x">'
        '<a href="mailto:a@b.example">3</a>'
    )
    result = localised(text, accepted={"Hello there.": "Hallo."})
    assert "<a href='https://clinic.example/de/sub/b.html?x=1&amp;y=2#z'>1</a>" in result
    assert '<img src="../pic.svg" srcset="../pic.svg 1x, ../pic.svg 2x">' in result
    assert '<a href="mailto:a@b.example">3</a>' in result


def test_a_link_that_leads_to_a_page_in_english_says_so() -> None:
    mark = notices.ui(context().locale).source_link
    text = "<p>Read <a href='only-here.html#x'>this <b>page</b></a>.</p><a href='a.html'>3</a><a href=#x>4</a>"
    result = localised(text, accepted={"Read <1>this <2>page</2></1>.": "<1>Diese <2>Seite</2></1> lesen."})
    assert "<a hreflang=\"en\" href='../en/only-here.html#x'>Diese <b>Seite</b> <small" in result
    assert f"{mark}</small></a> lesen." in result
    assert result.count(mark) == 1


def test_a_hostile_translation_stays_text() -> None:
    evil = '</p><script>alert(1)</script><a href="javascript:x">&lt;'
    result = localised("<p>Hello there.</p>", accepted={"Hello there.": evil})
    tree = LexborHTMLParser(result)
    assert [node.tag for node in tree.css("body > :not(nav)")] == ["p"]
    assert tree.css_first("p").text() == evil


def test_a_source_page_leads_to_its_twins() -> None:
    text = "<!doctype html><title>T</title><body><p>Hello there.</p><a href=pic.svg>1</a>"
    result = localisation.relinked(text, context("en", others="de"))
    tree = LexborHTMLParser(result)
    assert tree.css_first("html").attributes == {}
    assert tree.css_first(".l10n-notice") is None
    assert [node.attributes["href"] for node in tree.css("nav a")] == ["a.html", "../de/a.html"]
    assert tree.css_first("link[hreflang=de]").attributes["href"] == "https://clinic.example/de/a.html"
    assert '<a href="../pic.svg">1</a>' in result


def test_a_markdown_page_links_into_its_locale() -> None:
    text = 'See [this](sub/b.html "B"), [that](only-here.html).\n\n[r]: <index.html>\n\n<p><a href="m.md">x y</a></p>\n'
    result = localised(text, at=context("de", "m.md"), accepted={"x y": "u v"})
    mark = notices.ui(context().locale).in_source
    assert result == text.replace("only-here.html).", f"../en/only-here.html). {mark}").replace("x y", "u v")


def test_a_text_page_begins_with_its_notice() -> None:
    at = context("de", "sub/c.txt")
    result = localised("\ufeffHello there.\r\n", drafts={"Hello there.": "Hallo."}, noticed=True, at=at)
    notice = notices.notice(at.locale, translation(drafts=1), source=at.source)
    assert notice is not None
    original = f"{notice.original} <https://clinic.example/en/sub/c.txt>"
    assert result == f"\ufeff{notice.text} {original}\r\n\r\nHallo.\r\n"
    elsewhere = context("de", "sub/c.txt", base="")
    reporting = replace(elsewhere, report="mailto:care@clinic.example")
    result = localised("Hello there.", drafts={"Hello there.": "Hallo."}, noticed=True, at=reporting)
    assert result == f"{notice.text} {notice.report_words} <care@clinic.example>\n\nHallo."


def test_the_notice_of_a_markdown_page_links_to_the_source_page_and_to_reports() -> None:
    at = replace(context("de", "m.md"), report="https://clinic.example/r?p={page}&l={locale}")
    result = localised("Hello there.\n", drafts={"Hello there.": "Hallo."}, noticed=True, at=at)
    assert result.startswith("> ")
    assert "](../en/m.md) [" in result
    assert result.endswith("](https://clinic.example/r?p=m.md&l=de)\n\nHallo.\n")


def test_yaml_has_room_for_a_notice_only_under_its_key() -> None:
    text = 'summary: Hello there.\ntranslation_notice: ""  # filled by the build\n'
    assert formats.has_room_for_notice("s.yaml", text)
    assert not formats.has_room_for_notice("s.yaml", "summary: Hello there.\n")
    assert not formats.has_room_for_notice("s.yaml", 'summary: Hello there.\nx:\n  translation_notice: ""\n')
    result = localised(text, drafts={"Hello there.": "Hallo."}, noticed=True, at=context("de", "s.yaml"))
    assert "summary: Hallo.\n" in result
    assert 'translation_notice: "' in result
    assert result.endswith('"  # filled by the build\n')
