"""Spelling of signs that a model's vocabulary lacks: what it can't read it drops, and µg becomes g.

Only characters that the vocabulary lacks are touched, so a model that knows them sees the author's own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_SPELLINGS = {
    **dict.fromkeys("“”„«»″", '"'),
    **dict.fromkeys("‘’‚′", "'"),
    **dict.fromkeys("—–‒‐‑−•·", "-"),
    "µ": "u",
    "μ": "u",
    "×": "x",
    "÷": "/",
    "±": "+/-",
    "≥": ">=",
    "≤": "<=",
    "<": "less than",
    "≈": "~",
    "→": "->",
    "←": "<-",
    "½": "1/2",
    "¼": "1/4",
    "¾": "3/4",
    "ß": "ss",
    "ø": "o",
    "Ø": "O",
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "Δ": "delta",
    "κ": "kappa",
    "λ": "lambda",
    "ω": "omega",
    "Ω": "ohm",
    "€": "EUR",
    "£": "GBP",
    "æ": "ae",
    "œ": "oe",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
}
_PUNCTUATION = frozenset("“”„«»″‘’‚′—–‒‐‑•·")  # a translator sees these at once: no warning where one goes
_SPELT_OUT = frozenset("<αβγδΔκλωΩ")  # the name of a letter is translated: alpha, alfa
_CURRENCIES = frozenset("€£")


def unreadable(sign: str) -> str:
    """Return what a translator is told of a sign that the model couldn't carry over."""
    return f"check {sign!r}: the engine can't read it"


@dataclass(frozen=True, slots=True)
class Spelled:
    """A text as the model reads it; `origin[i]` is the place in the author's text of its character i, and one more."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the author's span for a span of this text."""
        return (self.origin[start], self.origin[end - 1] + 1) if end > start else (self.origin[start],) * 2


def spell(text: str, known: Callable[[str], bool]) -> Spelled:
    """Replace each character that the vocabulary lacks, where another spelling of it is known."""
    parts, origin = [], []
    for place, character in enumerate(text):
        spelling = character
        if not known(character):
            spelling = _SPELLINGS.get(character) or _without_marks(character)
            if character == "≤" and not known("<"):
                spelling = "up to"
            if character in "<≤":
                before = "" if text[:place].endswith((" ", "(")) or not place else " "
                spelling = f"{before}{spelling}{'' if text[place + 1 : place + 2] == ' ' else ' '}"
        parts.append(spelling)
        origin.extend([place] * len(spelling))
    return Spelled("".join(parts), (*origin, len(text)))


def _without_marks(character: str) -> str:
    base = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    return base or character


@dataclass(frozen=True, slots=True)
class Respelled:
    """A translation with the author's signs put back; `places[i]` is where character i of the model's text went."""

    text: str
    places: tuple[int, ...]
    lost: tuple[str, ...]


def respell(source: str, target: str, known: Callable[[str], bool]) -> Respelled:
    """Put the author's signs back into the model's translation; `lost` lists those that have no counterpart there."""
    edits: dict[tuple[int, int], str] = {}
    lost: list[str] = []
    for character in dict.fromkeys(c for c in source if not known(c) and not c.isspace()):
        if character in _PUNCTUATION or character in _SPELT_OUT or character in target:
            continue
        restored = False
        for word in dict.fromkeys(re.findall(rf"[\w]*{re.escape(character)}[\w]*", source)):
            spelt = spell(word, known).text
            edge = r"(?<!\w){}(?!\w)" if word.isalpha() else "{}"
            for match in re.finditer(edge.format(re.escape(spelt)), target):
                edits[match.span()] = word
                restored = True
        for span, sign in _prices(character, source, target):
            if not any(start < span[1] and span[0] < end for start, end in edits):
                edits[span] = sign
                restored = True
        if not restored:
            lost.append(character)
    edits |= _dashes(source, target, known)
    return _apply(target, edits, tuple(lost))


def _prices(sign: str, source: str, target: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield where a currency's sign belongs whose code the model has moved: EUR, 5 is € 5."""
    code = _SPELLINGS[sign] if sign in _CURRENCIES else ""
    if code and code not in source:
        for before in re.finditer(rf"(?<!\w){code},? ?(?=\d)", target):
            yield before.span(), f"{sign}\u00a0"
        for behind in re.finditer(rf"(?<=\d) ?{code}(?!\w)", target):
            yield behind.span(), f"\u00a0{sign}"


def _dashes(source: str, target: str, known: Callable[[str], bool]) -> dict[tuple[int, int], str]:
    """Give every hyphen its dash back where as many stand alone, and as many between digits, as in the source."""
    edits: dict[tuple[int, int], str] = {}
    for pattern in (r"(?<!\S)[-—–‒−•·](?!\S)", r"(?<=\d)[-–‒−](?=\d)", r"(?<![\w)])[-−–](?=\d)"):
        ours = [match.group() for match in re.finditer(pattern, source)]
        theirs = [match.span() for match in re.finditer(pattern, target)]
        if len(ours) == len(theirs):
            pairs = zip(theirs, ours, strict=True)
            edits |= {span: dash for span, dash in pairs if dash != "-" and not known(dash)}
    return edits


def _apply(target: str, edits: dict[tuple[int, int], str], lost: tuple[str, ...]) -> Respelled:
    parts: list[str] = []
    places: list[int] = []
    length = position = 0
    for (start, end), replacement in sorted(edits.items()):
        if start < position:
            continue  # two signs of one word: the first has put the whole word back
        places.extend(length + n for n in range(start - position))
        length += start - position
        places.extend([length] * (end - start))
        parts.extend((target[position:start], replacement))
        length += len(replacement)
        position = end
    places.extend(length + n for n in range(len(target) - position + 1))
    parts.append(target[position:])
    return Respelled("".join(parts), tuple(places), lost)
