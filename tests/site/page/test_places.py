"""A sentence's entry leads to the sentence in the preview: every fragment that a catalog names is there, once."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import polib
import pytest
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from pipeline import formats
from pipeline.formats import FormatSettings
from pipeline.model import segment_key
from pipeline.project import feedback
from pipeline.site.page import places
from tests.support.command import medlocale
from tests.support.rendering import context, localised

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><title>The blue ward</title><meta name="description" content="What to bring along."></head>
<body>Come in.
<h1>The <em>blue</em> ward</h1>
<p title="Since May">Doors open at eight. Ring <a href="tel:0800555">the bell</a> twice. Doors open at eight.</p>
<table><tr><th>Day</th><td>Lunch is free. <img src="a.png" alt="A tray"> Tea as well.</td></tr></table>
<ul><li>Slippers</li><li><b>Warm</b> socks</li></ul>
<form><label>Your name <input placeholder="Full name"></label>
<button aria-label="Send the form">Send it</button>
<select><option>No visit</option></select></form>
<p>Next visit: <time datetime="2026-03-04">4 March 2026</time>.</p>
<svg width="9" height="9"><title>A bell</title><text>Bell</text></svg>
<div lang="fr">Bonjour.</div>
</body></html>
"""
PREVIEW = re.compile(r"^Preview: (\S+)$", re.MULTILINE)


def ids(html: str) -> list[str]:
    return re.findall(r'<span id="(l10n-[0-9a-f]{12})"></span>', html)


def named(text: str) -> str:
    return f"l10n-{feedback.sentence(segment_key(None, text))}"


@pytest.fixture
def clinic(write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write("clinic/medlocale.toml", '[project]\ntargets = ["en_XA", "ar_XB"]\n').parent
    write("clinic/content/on ward/day 1.html", PAGE)
    write("clinic/content/leaflet.txt", "Bring slippers.\n")
    write("clinic/content/ui.json", '{"send": "Send it", "translation_notice": ""}\n')
    monkeypatch.chdir(root)
    medlocale("run", "-q")
    medlocale("build", "--preview", "-q")
    return root


def previews(root: Path) -> dict[str, str]:
    """Return where the entries say that they stand, by locale, role and text."""
    found = {}
    for path in sorted((root / "locales").rglob("*.po")):
        for entry in polib.pofile(str(path)):
            addresses = PREVIEW.findall(entry.comment)
            assert len(addresses) == (path.name != "ui.json.po"), "data files have no page to look at"
            found.update({f"{path.parts[-4]} {entry.msgctxt} {entry.msgid}": address for address in addresses})
    return found


def test_every_fragment_is_in_the_preview_once_and_the_sites_pages_have_none(clinic: Path) -> None:
    found = previews(clinic)
    with_place = {key: address for key, address in found.items() if "#" in address}
    assert len(with_place) == len(set(with_place.values())) >= 2 * 12
    for address in found.values():
        path, _, fragment = unquote(address).partition("#")
        built = (clinic / path).read_text("utf-8")
        assert not fragment or built.count(f'id="{fragment}"') == 1
    for path in (clinic / "site").rglob("*.html"):
        assert not ids(path.read_text("utf-8"))
    assert not [key for key in with_place if re.search(r"XA title|description|alt |aria|placeholder|svg|leaflet", key)]
    assert [key for key in found if "The blue ward" in key and key not in with_place], "a title leads to the page"


def test_the_template_names_no_locale_and_no_preview(clinic: Path) -> None:
    assert not [path for path in (clinic / "locales").rglob("*.pot") if "Preview" in path.read_text("utf-8")]


def test_entries_name_the_address_at_which_reviewers_find_the_preview(clinic: Path) -> None:
    settings = clinic / "medlocale.toml"
    settings.write_text(
        f'{settings.read_text("utf-8")}[publish]\npreview_url = "https://look.clinic.example/p/"\n', "utf-8"
    )
    medlocale("extract", "-q")
    found = previews(clinic)
    address = "https://look.clinic.example/p/ar-XB/on%20ward/day%201.html"
    assert found["ar_XB None Slippers"] == f"{address}#{named('Slippers')}"
    assert found["ar_XB title The blue ward"] == address


def test_a_browser_goes_from_an_entry_to_its_sentence(clinic: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 200})
    drafts = {
        f"{path.parts[-4]} {entry.msgctxt} {entry.msgid}": entry.msgstr
        for path in (clinic / "locales").rglob("*.html.po")
        for entry in polib.pofile(str(path))
    }
    for key, address in previews(clinic).items():
        if "#" not in address:
            continue
        page.goto(f"file://{clinic}/{address}")
        behind = page.evaluate(
            """() => {
              const place = document.querySelector(":target"), range = document.createRange();
              range.setStartAfter(place);
              range.setEndAfter(document.body);
              const box = place.getBoundingClientRect();
              return [range.toString().trim(), box.top >= -1 && box.top <= innerHeight];
            }"""
        )
        assert behind[1], key
        assert plain(behind[0]).startswith(plain(drafts[key])[:8]), key
    page.close()


def plain(text: str) -> str:
    """Return the letters of a text, without its codes."""
    return "".join(filter(str.isalpha, re.sub(r"<[^>]*>", "", text)))


def test_a_sentence_that_is_left_to_its_neighbour_has_its_place_there() -> None:
    text = "<p>One. Two. Three.</p><p>Four. Five.</p>"
    accepted = {"One.": "<empty/>", "Two.": "Zwei.", "Three.": "<empty/>", "Four.": "Vier.", "Five.": "<empty/>"}
    for locale in ("de", "zh_Hans"):
        result = localised(text, locale, accepted=accepted, at=context(locale, preview=True))
        assert ids(result) == [named(f"{word}.") for word in ("One", "Two", "Three", "Four", "Five")]
        assert "One" not in LexborHTMLParser(result).body.text()  # type: ignore[union-attr]


def test_sentences_that_follow_each_other_without_a_space_have_their_places() -> None:
    accepted = {"One.": "一。", "Two.": "二。"}
    result = localised("<p>One. Two.</p>", "zh_Hans", accepted=accepted, at=context("zh_Hans", preview=True))
    place = '<span id="{}"></span>'
    assert f"<p>{place.format(named('One.'))}一。{place.format(named('Two.'))}二。</p>" in result


def test_no_page_but_a_previews_has_places() -> None:
    assert not ids(localised("<p>One.</p>", accepted={"One.": "Eins."}))
    assert not ids(localised("<p>One.</p>", accepted={"x": "y"}))


def test_attributes_and_what_shows_characters_alone_have_no_place() -> None:
    slots = formats.for_path("a.html", FormatSettings()).extract(PAGE, lang="en").slots
    assert {slot.form for slot in slots if slot.segment.key in places.fragments(slots)} == {"text"}
