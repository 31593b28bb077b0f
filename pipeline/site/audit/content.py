"""Rules for titles, headings, pictures and labels: what a reader of any language needs of a page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipeline.formats.html import elements
from pipeline.formats.html.tokens import Node
from pipeline.site.audit.problems import Problem, Rule
from pipeline.site.audit.reading import Page, Site

RULES = {
    "alt-missing": Rule("major", "A picture has no `alt`, not even an empty one."),
    "title-empty": Rule("major", "The page has no title, or an empty one."),
    "heading-missing": Rule("minor", "The page has no h1."),
    "title-same": Rule("major", "The title is the source page's, though the text is translated."),
    "text-long": Rule("minor", "A label is much longer than in the source, and can't be broken."),
}
PICTURES = frozenset({"img", "area"})
LABELS = elements.names("button label th option legend summary")
WORD = re.compile(r"\b[^\W\d_A-Z]{2,}")  # a title without a word in small letters is a name
# A label is too long for its room from so many characters on, where it is so many times as long as the source's.
LONG, TIMES = 24, 2
WIDE = 2  # Latin letters that a sign of East Asia is as wide as
# Where a line may be broken: at spaces (those that hold words together are none), after hyphens, at soft hyphens.
BREAKS = re.compile(r"[ \t\n\r\u00ad\u200b\u2000-\u2006\u2008-\u200a\u3000/?]+|(?<=[-‐–—])")
SPACELESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


def check(page: Page, site: Site) -> Iterator[Problem]:
    """Look for what is missing on the page by itself."""
    titles = [number for number, node in page.elements("title") if _is_head(page, node)]
    if not any(page.text(number) for number in titles):
        yield Problem(page.file, 1, "title-empty", "The page has no title.")
    if not any(True for _ in page.elements("h1")):
        yield Problem(page.file, 1, "heading-missing", "The page has no heading of the first level.")
    for _, node in page.elements(*PICTURES, "input"):
        wanted = node.name in PICTURES or node.attributes.get("type", "").lower() == "image"
        if wanted and "alt" not in node.attributes and not (node.name == "area" and "href" not in node.attributes):
            message = f"The <{node.name}> has no alt."
            yield Problem(page.file, node.line, "alt-missing", message, node.attributes.get("src", ""))


def compare(page: Page, source: Page) -> Iterator[Problem]:
    """Compare a translation's title and labels with its source's."""
    title = _title(page)
    translated = page.locale.language != source.locale.language and not page.locale.pseudo
    if title == _title(source) and translated and WORD.search(title) and _body(page) != _body(source):
        line = next(node.line for _, node in page.elements("title"))
        yield Problem(page.file, line, "title-same", "The title is the same as in the source language.", title)
    labels, originals = _labels(page), _labels(source)
    if [node.name for _, node in labels] != [node.name for _, node in originals]:
        return  # which label is whose can't be told
    for (number, node), (original, _) in zip(labels, originals, strict=True):
        text, room = page.text(number), width(source.text(original))
        longest = max(map(width, BREAKS.split(text)), default=0)
        if longest > LONG and longest > TIMES * room:
            message = f"The label is {width(text)} characters wide and can't be broken; the source's has {room}."
            yield Problem(page.file, node.line, "text-long", message, text)


def width(text: str) -> int:
    """Return how wide a text without breaks is, in Latin letters; one whose script breaks anywhere is a sign wide."""
    if SPACELESS.search(text):
        return WIDE
    return sum(
        WIDE if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text if not unicodedata.combining(sign)
    )


def _labels(page: Page) -> list[tuple[int, Node]]:
    """Return the elements whose room is short: buttons, labels, heads of tables and links in a navigation."""
    navigation = [False] * len(page.nodes)
    labels = []
    for number, node in enumerate(page.nodes):
        own = "l10n-" in node.attributes.get("class", "")
        above = node.parent >= 0 and navigation[node.parent]
        navigation[number] = (above or node.name in {"nav", "menu"}) and not own
        if (node.name in LABELS or (node.name == "a" and navigation[number])) and not page.hidden[number]:
            labels.append((number, node))
    return labels


def _title(page: Page) -> str:
    return next((page.text(number) for number, node in page.elements("title") if _is_head(page, node)), "")


def _is_head(page: Page, node: Node) -> bool:
    return node.parent >= 0 and page.nodes[node.parent].name in {"head", "html"}


def _body(page: Page) -> str:
    return next((page.text(number) for number, _ in page.elements("body")), "")
