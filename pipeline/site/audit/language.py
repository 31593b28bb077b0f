"""Rules for text in another language than it says: a screen reader pronounces it wrongly, and a reader wasn't told.

Only whole blocks of text are judged, and only where there is no doubt: names, codes and references to literature stand
in every language's pages as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline import locales
from pipeline.errors import LocaleError
from pipeline.formats.html import elements
from pipeline.locales import Locale
from pipeline.site.audit.problems import Problem, Rule
from pipeline.site.audit.reading import Page, Site
from pipeline.text import addresses
from pipeline.text.language import identify, scripts, words

RULES = {
    "script-mixed": Rule("major", "A text is written in letters that its language doesn't have."),
    "language-mixed": Rule("major", "A text is in another language than its `lang` says."),
}
CLOSED = elements.OPAQUE | {"cite", "address"}
FEWEST = 8  # words of a text whose language can be told beyond doubt
LETTERS = {"Hani": 6, "Hira": 4, "Kana": 6, "Hang": 6}  # so few letters are a name yet; of other scripts:
FEWEST_LETTERS = 16
SHARE = 0.7  # of a text's letters
# Names have capitals; what is written without them in Latin letters is a sentence.
PLAIN = re.compile(r"\b[a-zß-öø-ÿ]{2,}\b")
FEWEST_PLAIN = 4
PLAIN_SHARE = 0.5  # of the words of a sentence, at least: what has more capitals is a list of names
MORE = 3  # characters of the other Chinese standard above those of the text's own


@dataclass(slots=True)
class _Block:
    """The text of a block in one language, as its nodes say it."""

    line: int
    tag: str
    parts: list[str] = field(default_factory=list)


def check(page: Page, site: Site) -> Iterator[Problem]:
    """Judge each block's text against the nearest `lang` around it."""
    for block in _blocks(page):
        text = addresses.ADDRESS.sub(" ", " ".join("".join(block.parts).split()))
        try:
            locale = locales.parse(block.tag)
        except LocaleError:
            continue
        if locale.pseudo or not text:
            continue
        if strange := _script(text, locale):
            message = f"The text is written in {scripts.name(strange)} letters; its lang is {block.tag}."
            yield Problem(page.file, block.line, "script-mixed", message, text)
        elif language := _language(text, locale):
            message = f"The text is in {language}; its lang is {block.tag}."
            yield Problem(page.file, block.line, "language-mixed", message, text)


def _blocks(page: Page) -> Iterator[_Block]:
    open_: dict[tuple[int, str], _Block] = {}
    blocks: list[int] = []  # of each node, the block that it stands in
    closed: list[bool] = []
    for number, node in enumerate(page.nodes):
        above = node.parent
        inner = node.name in elements.BLOCK or node.name in elements.ISOLATED
        blocks.append(number if inner or above < 0 else blocks[above])
        kept = node.name in CLOSED or node.attributes.get("translate", "").lower() == "no"
        closed.append(kept or page.hidden[number] or (above >= 0 and closed[above]))
        if not node.name and not closed[number] and page.languages[number]:
            key = (blocks[number], page.languages[number])
            open_.setdefault(key, _Block(page.nodes[key[0]].line, key[1])).parts.append(node.text)
    yield from open_.values()


def _script(text: str, locale: Locale) -> str:
    """Return the script that a text is in where it is none of the language's; "" where it is, or can't be told."""
    own = scripts.parts(locale.script)
    counts: dict[str, int] = {}
    for match in scripts.letters(*scripts.RANGES).finditer(text):
        for letter in match[0]:
            script = scripts.of(letter)
            counts[script] = counts.get(script, 0) + 1
    strange = max((name for name in counts if name not in own), key=lambda name: counts[name], default="")
    if not strange or counts[strange] < LETTERS.get(strange, FEWEST_LETTERS):
        return ""
    if counts[strange] < SHARE * sum(counts.values()):
        return ""
    if strange == "Latn" and len(PLAIN.findall(text)) < FEWEST_PLAIN:
        return ""
    return strange


def _language(text: str, locale: Locale) -> str:
    """Return the English name of the language that a text clearly is in and doesn't say; "" otherwise."""
    if locale.script in {"Hans", "Hant"}:
        simplified = sum(letter in scripts.simplified_only() for letter in text)
        traditional = sum(letter in scripts.traditional_only() for letter in text)
        lead = traditional - simplified if locale.script == "Hans" else simplified - traditional
        return ("traditional" if locale.script == "Hans" else "simplified") + " Chinese" if lead > MORE else ""
    tokens = words.words(text)
    if locale.script == "Jpan" or len(tokens) < FEWEST:
        return ""
    if locale.script == "Latn" and len(PLAIN.findall(text)) < len(tokens) * PLAIN_SHARE:
        return ""
    guess = identify.guess(text, tuple(tokens), locale.language, locale.script)
    return locales.parse(guess).english_name if guess else ""
