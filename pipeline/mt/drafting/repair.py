"""Repair of a machine's draft without asking anyone, and what makes it no draft at all.

A number's form and an address's signs are put right. A draft that lost a sign which carries meaning (a comparison, a
unit, a placeholder) could say the opposite of its source: `fit_to_show` withholds it, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from pipeline import locales
from pipeline.locales import Locale
from pipeline.model import Draft
from pipeline.mt.drafting.degenerate import faults
from pipeline.mt.drafting.signs import set_as
from pipeline.mt.markup.typography import unreadable
from pipeline.text import addresses, inline, names, quantities
from pipeline.text.confidence import lowered
from pipeline.text.inline import CODE
from pipeline.text.raised import FOOTNOTE, RAISED

# A copy of an address with a sign or two gone wrong is nearer than this; another word never is.
_COPY = 0.85
BOUNDS = "<≤>≥"
SIGNS = frozenset(f"≤≥<>≲≳≪≫≈~±×÷=^%‰°µμ€£$¥@#{{}}+→←↑↓½¼¾{RAISED}")
# What may say it in words: no sign is lost then.
WORDS = {
    "%": re.compile(r"por ?cento|por ciento|pour cent|percent", re.IGNORECASE),
    "€": re.compile(r"\beuros?\b|\bEUR\b", re.IGNORECASE),
    "£": re.compile(r"\b(?:libras?|livres?|pounds?|sterling)\b|\bGBP\b", re.IGNORECASE),
    "¥": re.compile(r"\b(?:ienes?|yen(?:es|s)?)\b|\bJPY\b", re.IGNORECASE),
}
MONTH = re.compile(r"[^\W\d_]+")
FIGURES = re.compile(r"\d+")
_WORD = re.compile(r"(?<![^\s<>()\[\]“”\"])[^\s<>()\[\]“”\"]*[^\s<>()\[\]“”\".,;:!?]")


def repaired(text: str, draft: Draft, source: Locale, target: Locale) -> Draft:
    """Return the draft of a text with what the machine copied almost right put right."""
    fixed = restored(text, draft.text, source, target)
    in_words = {sign for sign, words in WORDS.items() if words.search(fixed)}
    readable = {unreadable(sign) for sign in set(text) if sign in in_words or fixed.count(sign) >= text.count(sign)}
    unmet = tuple(reason for reason in draft.unmet if reason not in readable)
    lost = [unreadable(sign) for sign in lost_signs(text, fixed)] if fixed else []
    return replace(draft, text=fixed, unmet=tuple(dict.fromkeys((*unmet, *lost))))


def restored(text: str, translation: str, source: Locale, target: Locale) -> str:
    """Return a translation with its locale's numbers, its source's signs and addresses, and countries' capitals."""
    fixed = set_as(text, quantities.relocalise(translation, text, source, target), target)
    if any(sign in text for sign in BOUNDS):
        fixed = _with_bounds(text, fixed, source, target)
    for address in addresses.read(text):
        if address.text not in fixed:
            fixed = _with_address(fixed, address.text)
    return _with_countries(text, _with_dates(text, fixed, source, target), source, target)


def fit_to_show(text: str, draft: Draft, target: Locale) -> Draft:
    """Return the draft, or one without a text where nobody should read it; its reasons stay.

    That is one that lost a sign which carries meaning, loops, breaks off, or gives the source back.
    """
    broken = lost_signs(text, draft.text) or faults(CODE.sub("", text), CODE.sub("", draft.text), target)
    return replace(draft, text="", score=0.0, alignment=()) if broken and draft.text else draft


def doubted(draft: Draft, reasons: Sequence[str]) -> Draft:
    """Return the draft with the reasons to doubt it in words, and in its score."""
    score = lowered(draft.score, unmet=len(set(reasons)))
    return replace(draft, score=score, unmet=tuple(dict.fromkeys((*draft.unmet, *reasons))))


def lost_signs(text: str, translation: str) -> tuple[str, ...]:
    """Return the signs with a meaning that a translation has fewer of than its source."""
    before, after = CODE.sub(" ", text), CODE.sub(" ", translation)
    for sign, words in WORDS.items():
        if words.search(after):
            before = before.replace(sign, "")
    before, after = FOOTNOTE.sub("", before), FOOTNOTE.sub("", after)
    return tuple(dict.fromkeys(sign for sign in before if sign in SIGNS and after.count(sign) < before.count(sign)))


def _with_bounds(text: str, translation: str, source: Locale, target: Locale) -> str:
    """Return a translation with the signs of comparison that its source has before numbers, where it has words."""
    bounds = [quantity for quantity in quantities.read(text, source) if text[quantity.start] in BOUNDS]
    plain = inline.blank_codes(translation)
    bounded = [quantity for quantity in quantities.read(plain, target) if quantity.bound]
    for written in reversed([quantity for quantity in bounded if plain[quantity.start] not in BOUNDS]):
        same = [b for b in bounds if (b.value, b.upper, b.bound) == (written.value, written.upper, written.bound)]
        if same and not CODE.search(translation[written.start : written.first]):
            sign = text[same[0].start : same[0].first]
            translation = translation[: written.start] + sign + translation[written.first :]
    return translation


def _with_dates(text: str, translation: str, source: Locale, target: Locale) -> str:
    """Return a translation whose dates begin with the day where its locale's do: Março 17, 2026."""
    months = locales.month_names(target.tag)
    for date in quantities.read(text, source):
        written = quantities.write(date, target) if date.kind == "date" else ""
        month = next((word for word in MONTH.findall(written) if word.lower() in months), "")
        figures = FIGURES.findall(written)
        if month and figures and written.startswith(figures[0]):
            year = rf",? (?:de )?{figures[1]}" if len(figures) > 1 else ""
            translation = re.sub(rf"(?<!\w){month} {figures[0]}{year}(?!\w)", written, translation, flags=re.IGNORECASE)
    return translation


def _with_countries(text: str, translation: str, source: Locale, target: Locale) -> str:
    """Return a translation with the capitals of the countries that its source names, where it wrote them small."""
    written = locales.territory_names(target.tag)
    for place in names.read(text, source.language):
        name = written.get(place.key, "") if place.kind == "country" else ""
        small = name.lower()
        if name != small and name not in translation and small in translation:
            translation = re.sub(rf"(?<!\w){re.escape(small)}(?!\w)", name, translation)
    return translation


def _with_address(text: str, address: str) -> str:
    """Put an address in the place of the word that is almost it; without such a word the text stays."""
    near = [(SequenceMatcher(None, word[0], address).ratio(), word) for word in _WORD.finditer(text)]
    best = max(near, key=lambda pair: pair[0], default=None)
    if best is None or best[0] < _COPY:
        return text
    return text[: best[1].start()] + address + text[best[1].end() :]
