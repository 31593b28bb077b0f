"""Stand-ins: words that Apertium knows in the place of those that it doesn't, so that articles and adjectives agree.

A stand-in has the class, number and both genders of the word; in the translation its form says which form of the
Spanish word belongs there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.mt.spanish.cognates import Cognate
from pipeline.mt.spanish.inflection import agreeing, conjugated, plural, stand_in_form

# Nouns by gender in Portuguese and in Spanish, singular and plural; each has one reading and is in no phrase.
_NOUNS = {
    "mm": ("castelo", "castelos"),
    "ff": ("montanha", "montanhas"),
    "mf": ("legume", "legumes"),
    "fm": ("mensagem", "mensagens"),
}
# What the noun before an adjective ends in, if it is feminine in Spanish; montaña and legumbre are stand-ins.
_FEMININE = re.compile(r"(?:(?<!m)as?|montañas?|legumbres?|ión|iones|dad|dades|tud|tudes) $")
NAME = "Xqx"  # a name: Apertium doesn't know it and leaves it
_SHORT = 3  # letters; so short a word in capitals tells nothing of how its translation should be written


@dataclass(frozen=True, slots=True)
class StandIn:
    """A Portuguese word to translate, and the Spanish that its translation gives way to.

    `kind` says how the Spanish is inflected: "fixed" (not at all, nor is its case touched unless `capital`),
    "adjective" or "verb".
    """

    portuguese: str
    spanish: str
    kind: str = "fixed"
    strong: str = ""
    source: str = ""
    sure: bool = True
    term: int | None = None

    def fill(self, form: str, before: str = "") -> str | None:
        """Return the Spanish in the form and case of the stand-in's translation; None where that is no such form.

        `before` is the translation up to there, whose last word decides where the Portuguese had one form for both
        genders.
        """
        low = form.lower()
        if self.kind == "adjective":
            if not self.source.lower().rstrip("s").endswith(("o", "a")) and _FEMININE.search(before):
                low = "lentas" if low.endswith("s") else "lenta"
            words = agreeing(self.spanish, low)
        elif self.kind == "verb":
            conjugation = conjugated(self.spanish, self.strong, low)
            if conjugation is None:
                return None
            words = conjugation
        else:
            words = self.spanish
        if self.kind == "name":
            return words
        if len(self.source) > _SHORT and self.source.isupper():
            return words.upper()
        return words[:1].upper() + words[1:] if form[:1].isupper() else words


def for_word(word: Cognate, source: str, *, strong: str = "") -> StandIn:
    """Return the stand-in of a word of the lexicon or of a guess; `source` is the Portuguese as it stands there."""
    if word.kind == "noun":
        text = _NOUNS.get(word.genders, _NOUNS["mm"])[word.plural]
        spanish = plural(word.spanish) if word.plural and not word.exact else word.spanish
        stand_in = StandIn(text, spanish, source=source, sure=word.sure)
    elif word.kind == "adjective":
        feminine = source.lower().rstrip("s").endswith("a")
        text = ("lenta" if feminine else "lento") + ("s" if source.lower().endswith("s") else "")
        stand_in = StandIn(text, word.spanish, "adjective", source=source, sure=word.sure)
    elif word.kind == "verb":
        text = stand_in_form(word.spanish[-2:], word.row)
        stand_in = StandIn(text, word.spanish, "verb", strong, source, word.sure)
    else:
        stand_in = StandIn("rapidamente", word.spanish, source=source, sure=word.sure)
    if source[:1].isupper():
        return replace(stand_in, portuguese=stand_in.portuguese[:1].upper() + stand_in.portuguese[1:], strong=strong)
    return stand_in


def for_name(text: str) -> StandIn:
    """Return the stand-in of what comes through as it is."""
    return StandIn(NAME, text, "name", source=text)


def for_term(text: str, genders: str, *, many: bool, source: str, term: int) -> StandIn:
    """Return the stand-in of a required term, whose genders in both languages are given."""
    word = _NOUNS.get(genders, _NOUNS["mm"])[many]
    capital = source[:1].isupper() and not text[:1].isupper()
    return StandIn(
        word.capitalize() if capital else word, text, "fixed" if capital else "name", source=source, term=term
    )
