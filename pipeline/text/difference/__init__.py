"""Difference between two versions of a source text, and whether its old translation could now harm someone.

    difference(old, new, lang, termbase=None)      cosmetic, ordinary or critical, with the words that differ

Both versions are read as rows of tokens; lists of words say which exchanges are dangerous, and quantities, polarity
and names are asked for what lists can't know.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pipeline import locales
from pipeline.locales import Locale
from pipeline.text.difference import cosmetics, versions
from pipeline.text.difference.danger import dangerous
from pipeline.text.difference.disguised import disguised, hidden
from pipeline.text.difference.evidence import TermSource, TermSpan, evidence
from pipeline.text.difference.versions import Change, Place, Versions, Words

__all__ = ["Difference", "TermSource", "TermSpan", "difference"]

Kind = Literal["cosmetic", "ordinary", "critical"]


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference of two versions: `rule` says why it is of its kind; `old` and `new` are the words, pair by pair.

    A word that came or went stands with its neighbours, so that "may drive" has become "may not drive".
    """

    kind: Kind
    rule: str
    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words for a translator: `5 mg → 50 mg; left → right`."""
        return "; ".join(f"{old or '∅'} → {new or '∅'}" for old, new in zip(self.old, self.new, strict=True))


def difference(old: str, new: str, lang: str, termbase: TermSource | None = None) -> Difference:
    """Compare two versions of a text of one language.

    `rule` names the way of writing of a cosmetic difference ("quotes", "spelling" …), is "wording" for an ordinary one,
    and lists what speaks for a critical one ("quantity", "polarity", "word", "drug", "term" …).
    """
    if old == new:
        return Difference("cosmetic", "equal", (), ())
    locale = locales.parse(lang)
    both = versions.read(old, new, locale.language)
    if hidden(old) != hidden(new):
        return _made("critical", "invisible", [Words(old, new)])
    if not both.changes:
        return _rewritten(old, new, locale)
    return _critical(both, locale, termbase) or _made("ordinary", "wording", map(both.words, both.changes))


def _rewritten(old: str, new: str, locale: Locale) -> Difference:
    """Judge two versions whose words are the same: cosmetic by the closed list, or dangerous in disguise."""
    danger = disguised(old, new) if locale.language == "en" else None
    if danger is not None:
        rule, words = danger
        return _made("critical", rule, [words])
    cosmetic = cosmetics.rule(old, new)
    return Difference("cosmetic", cosmetic, (), ()) if cosmetic else Difference("ordinary", "writing", (), ())


def _critical(both: Versions, locale: Locale, termbase: TermSource | None) -> Difference | None:
    """Return the critical difference of two versions, or None."""
    rules: dict[str, None] = {}
    named: set[Change] = set()
    elsewhere: list[Words] = []
    for change in both.changes:
        why = dangerous(both.stretch(change), locale.language)
        if why:
            rules[why] = None
            named.add(change)
    for proof in evidence(both, locale, termbase):
        touched = both.touched(proof.old, proof.new)
        rules[proof.rule] = None
        named.update(touched)
        if not touched:
            elsewhere.append(Words(_text(both.old, proof.old), _text(both.new, proof.new)))
    if not rules:
        return None
    words = [both.words(change) for change in both.changes if change in named]
    return _made("critical", ", ".join(rules), [*words, *elsewhere])


def _made(kind: Kind, rule: str, words: Iterable[Words]) -> Difference:
    pairs = list(dict.fromkeys(words))
    return Difference(kind, rule, tuple(pair.old for pair in pairs), tuple(pair.new for pair in pairs))


def _text(text: str, place: Place | None) -> str:
    return "" if place is None else text[place.start : place.end]
