"""The wording of a translation as its locale has it: slips mended, words of another variety exchanged.

A word that depends on what is meant is exchanged only where it stands for the English that tells: "cancro" for cancer,
never for a chancre. What was exchanged keeps its article: "na casa de banho" becomes "no banheiro".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from pipeline.locales import Locale
from pipeline.model import Draft, Span
from pipeline.mt.markup.alignment import Link, overlap
from pipeline.mt.search.seq2seq import Candidate
from pipeline.text import agreement, varieties
from pipeline.text.agreement import WORD
from pipeline.text.slips import slips
from pipeline.text.varieties import Stranger

PASSES = 3  # a word may have a spelling and an ending of another variety: afectámos
# Adjectives that agree by their last vowel, right behind a noun or behind a verb that says what it is.
_ADJECTIVE = (
    r"((?!(?:cada|nada|vida)\b)(?:[^\W\d_]+(?:ad|id|iv|os|ári|ari)|[^\W\d_]*[áéíóúâêô][^\W\d_]*(?:ic|xim)|abert|cobert"
    r"|abiert|nov|nuev|limp|limpi|pequen|pequeñ|únic|list|pront|chei)[oa])s?(?!\w)"
)
ATTRIBUTE = re.compile(rf" {_ADJECTIVE}")
PREDICATE = re.compile(
    r" (?:(?:não|no|já|ya|só) )?(?:est(?:á|ão|án|ava|aba|ará)|são|é|es|son|eram?|eran|foi|foram|fue|fueron|será|serão"
    rf"|serán|fica|ficam|queda) {_ADJECTIVE}"
)
ENDINGS = {"m": "o", "f": "a"}
Linked = Callable[[Span], Sequence[Span]]


def worded(text: str, candidate: Candidate, source: Locale, target: Locale) -> Candidate:
    """Return a translation of a plain text with its wording put right, and its links moved along."""
    written, links = candidate.text, candidate.links
    for _ in range(PASSES):
        found = list(edits(text, written, source, target, partial(_origins, links)))
        if not found:
            break
        for (start, end), form in reversed(found):
            written = written[:start] + form + written[end:]
            links = tuple(replace(link, target=_moved(link.target, start, end, len(form))) for link in links)
    return candidate if written == candidate.text else replace(candidate, text=written, links=links)


def reworded(text: str, draft: Draft, source: Locale, target: Locale) -> Draft:
    """Return a draft with its wording put right, where the links of its words aren't known."""
    written, alignment = draft.text, draft.alignment
    for _ in range(PASSES):
        found = list(edits(text, written, source, target))
        if not found:
            break
        for (start, end), form in reversed(found):
            written = written[:start] + form + written[end:]
            alignment = tuple((*pair[:2], *_moved(pair[2:], start, end, len(form))) for pair in alignment)
    return draft if written == draft.text else replace(draft, text=written, alignment=alignment)


def edits(
    text: str, translation: str, source: Locale, target: Locale, linked: Linked | None = None
) -> Iterator[tuple[Span, str]]:
    """Yield what is exchanged in a translation, in order: characters [start, end) and what takes their place.

    `linked` gives the parts of the text that characters of the translation come from. What the text says itself is a
    name, and stays.
    """
    said = text.lower()
    changes: list[tuple[Span, str]] = [
        ((slip.start, slip.end), slip.right)
        for slip in slips(translation, target.language)
        if slip.right and slip.text.lower() not in said
    ]
    english = text if source.language == "en" else ""
    for stranger in varieties.strangers(translation, target, english):
        if stranger.here and stranger.text.lower() not in said and _meant(english, stranger, linked):
            changes += _exchanged(text, translation, stranger, target.language, linked)
    end = 0
    for span, form in sorted(changes):
        if span[0] >= end:
            yield span, form
            end = span[1]


def _origins(links: Sequence[Link], span: Span) -> list[Span]:
    """Return the parts of a text that characters of its translation are linked to."""
    return [link.source for link in links if overlap(link.target, span)]


def _meant(english: str, stranger: Stranger, linked: Linked | None) -> bool:
    """Tell whether a word stands for what makes it a stranger."""
    if stranger.cue is None or linked is None:
        return True
    cues = [match.span() for match in stranger.cue.finditer(english)]
    return any(overlap(part, cue) for part in linked((stranger.start, stranger.end)) for cue in cues)


def _exchanged(
    text: str, translation: str, stranger: Stranger, language: str, linked: Linked | None
) -> list[tuple[Span, str]]:
    """Return the exchange of a word and of what agrees with it; nothing where nobody knows how that would agree."""
    start, end, here = stranger.start, stranger.end, stranger.here
    exchanged = [((start, end), here)]
    if agreement.alike(stranger.text, here, language):
        return exchanged
    before = text[: min((part[0] for part in linked((start, end))), default=0)] if linked is not None else ""
    clash = agreement.clash(translation[:start] + here + translation[end:], start, language, before=before)
    if clash is not None:
        noun = WORD.match(here)
        if not clash.right or noun is None:
            return []
        first = start + noun.end() - len(clash.text)
        right = clash.right[: len(clash.right) - noun.end()].rstrip()
        if translation[first].isupper():
            right = right[:1].upper() + right[1:]
        exchanged.insert(0, ((first, start - 1), right))
    genders = {agreement.gender(word.split()[0], language) for word in (stranger.text, here)}
    if genders == {"m", "f"}:
        vowel = ENDINGS[agreement.gender(here.split()[0], language)]
        agreeing = (attribute.end(1) - 1 for attribute in _agreeing(translation, end))
        exchanged += [((place, place + 1), vowel) for place in agreeing]
    return exchanged


def _agreeing(translation: str, place: int) -> Iterator[re.Match[str]]:
    """Yield the adjectives that agree with the noun that ends at a place: its attribute, and what it is said to be."""
    attribute = ATTRIBUTE.match(translation, place)
    if attribute is not None:
        yield attribute
    predicate = PREDICATE.match(translation, attribute.end() if attribute is not None else place)
    if predicate is not None:
        yield predicate


def _moved(span: Span, start: int, end: int, length: int) -> Span:
    """Return where characters stand once [start, end) has become `length` characters."""
    longer = length - (end - start)
    first, last = span
    if first >= end:
        return first + longer, last + longer
    if last <= start:
        return first, last
    return min(first, start), max(last + longer, start + length)
