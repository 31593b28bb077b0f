"""Remarks in text and Markdown pages: what is in English or an older translation, and the drafts under sentences."""

from __future__ import annotations

import pytest

from pipeline.formats.markdown.links import addresses
from pipeline.site import notices
from tests.support.rendering import context, keyed, localised

CALL = "In an emergency, phone the ward at once."
UNDER = {"de": "Rufen Sie im Notfall sofort die Station an.", "ar": "في حالة الطوارئ اتصل بالقسم فورا."}


def test_a_text_page_says_what_stays_in_english_and_what_is_an_older_translation() -> None:
    at = context("de", "sub/c.txt")
    ui = notices.ui(at.locale, at.source)
    text = "Rest well.\n\nRing the bell. Wait here.\n\n- Old news.\n- 112\n\nKymriah\n"
    result = localised(
        text,
        accepted={"Wait here.": "Hier warten.", "Kymriah": "Kymriah"},
        held={"Old news.": "Altes."},
        at=at,
    )
    assert result == (
        f"Rest well. {ui.in_source}\n\nRing the bell. {ui.in_source} Hier warten.\n\n"
        f"- Altes. {ui.held}\n- 112\n\nKymriah\n"
    )


@pytest.mark.parametrize("locale", ["de", "ar"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{call}\n", "{call} {en}\n{draft} {mark}\n"),
        ("{call}\r\n\r\nRest.\r\n", "{call} {en}\r\n{draft} {mark}\r\n\r\nRuhe.\r\n"),
        ("- Rest. {call} Rest.\n", "- Ruhe. {call} {en}\n  {draft} {mark}\n  Ruhe.\n"),
        ("  1. {call}\n", "  1. {call} {en}\n     {draft} {mark}\n"),
        ("\ufeff{call}", "\ufeff{call} {en}\n{draft} {mark}"),
    ],
)
def test_a_draft_in_a_text_page_stands_under_its_sentence(text: str, expected: str, locale: str) -> None:
    at = context(locale, "sub/c.txt")
    ui = notices.ui(at.locale, at.source)
    beneath = keyed({CALL: UNDER[locale]})
    for reviewing, mark in (((), ui.unreviewed), (tuple(beneath), ui.reviewing)):
        result = localised(
            text.format(call=CALL), at=at, accepted={"Rest.": "Ruhe."}, beneath=beneath, reviewing=reviewing
        )
        assert result == expected.format(call=CALL, en=ui.in_source, draft=UNDER[locale], mark=mark)


MARKDOWN = [
    ("{call}\n", "{call} {en}<br />{draft} {mark}\n"),
    ("> - {call} Rest.\n", "> - {call} {en}<br />{draft} {mark} Ruhe.\n"),
    ("| Rest. | {call} |\n| --- | --- |\n", "| Ruhe. | {call} {en}<br />{draft} {mark} |\n| --- | --- |\n"),
    ("<p>{call}</p>\n", "<p>{call} {en}<br />{draft} {mark}</p>\n"),
    ('!!! note "{call}"\n    Rest.\n', '!!! note "{call} {en} – {draft} {mark}"\n    Ruhe.\n'),
]


@pytest.mark.parametrize("locale", ["de", "ar"])
@pytest.mark.parametrize(("text", "expected"), MARKDOWN)
def test_a_draft_in_a_markdown_page_stands_under_its_sentence(text: str, expected: str, locale: str) -> None:
    at = context(locale, "m.md")
    ui = notices.ui(at.locale, at.source)
    result = localised(text.format(call=CALL), at=at, accepted={"Rest.": "Ruhe."}, beneath=keyed({CALL: UNDER[locale]}))
    assert result == expected.format(call=CALL, en=ui.in_source, draft=UNDER[locale], mark=ui.unreviewed)


def test_a_markdown_page_says_once_a_block_what_stays_in_english() -> None:
    at = context("pt_BR", "m.md")
    mark = notices.ui(at.locale, at.source).in_source
    text = 'Sleep well. Be *calm*. Rest.\n\n- Eat\n- 112\n\n![A nurse](pic.svg "A ward")\n'
    result = localised(text, at=at, accepted={"Rest.": "Descanse."})
    marked = text.replace("*calm*.", f"*calm*. {mark}").replace("- Eat", f"- Eat {mark}")
    assert result == marked.replace("Rest.", "Descanse.").replace("pic.svg", "../pic.svg")


def test_a_mark_in_a_markdown_page_moves_no_link() -> None:
    at = context("pt_BR", "m.md")
    mark = notices.ui(at.locale, at.source).in_source
    text = "# When to call\n\n[Our wards]\n\n[Jump](#when-to-call)\n\n[Our wards]: https://clinic.example/w\n"
    result = localised(text, at=at, accepted={"x": "y"})
    assert f'# <a id="when-to-call"></a>When to call {mark}\n' in result
    assert f"[Our wards {mark}][Our wards]" in result
    assert [address.url for address in addresses(result)] == [address.url for address in addresses(text)]


def test_a_target_that_markdown_cannot_hold_is_marked_as_the_english_that_stands_in_its_place() -> None:
    at = context("pt_BR", "m.md")
    text = "Take care,\\\nplease.\n\nRest.\n"
    accepted = {"Take care,<1/>please.": "<1/>Tome cuidado.", "Rest.": "Descanse."}
    result = localised(text, at=at, accepted=accepted)
    assert result == f"Take care,\\\nplease. {notices.ui(at.locale, at.source).in_source}\n\nDescanse.\n"
