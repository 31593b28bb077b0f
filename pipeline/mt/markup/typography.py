"""Spelling of signs that a model's vocabulary lacks: what it can't read it drops, and µg becomes g.

Only characters that the vocabulary lacks are touched, so a model that knows them sees the author's own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.mt.markup.alignment import Link, overlap
from pipeline.text.raised import FOOTNOTE, LOWERED, RAISED

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
LEVEL = re.compile("<su(?:per|b)>")
# Raised and lowered by the signs of Markdown and TeX: 10^6, 10^{-3}, Ca^2+^, H~2~O.
_CARET = re.compile(r"(?<=\d)\^\{?[-+\u2212]?\d{1,2}\}?\^?|(?<=\w)\^[-+\u2212\d]{1,4}\^|(?<=\w)~[-+\d]{1,4}~")
_CLOSING = '.,;:!?)]”’"'  # what may stand between a word and the mark of its footnote
# A word, formula or power as one: no part of it would mean the same alone.
_WORD = rf"[\w{RAISED}{LOWERED}]"
_TOKEN = re.compile(rf"{_WORD}+(?:(?:\^\{{?[-+\u2212\d]+\}}?\^?|~[-+\d]{{1,4}}~){_WORD}*)*")
_MULTIPLICATION = frozenset("×·")


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
    known = _shown(known)
    silent = _silent(text, known)
    parts, origin = [], []
    for place, character in enumerate(text):
        spelling = character
        if place in silent:
            spelling = ""
        elif not known(character):
            spelling = _SPELLINGS.get(character) or _without_marks(character)
            if character == "≤" and not known("<"):
                spelling = "up to"
            if character in "<≤":
                before = "" if text[:place].endswith((" ", "(")) or not place else " "
                spelling = f"{before}{spelling}{'' if text[place + 1 : place + 2] == ' ' else ' '}"
        parts.append(spelling)
        origin.extend([place] * len(spelling))
    return Spelled("".join(parts), (*origin, len(text)))


def _shown(known: Callable[[str], bool]) -> Callable[[str], bool]:
    """Return what a vocabulary knows as it is: most put raised and lowered characters on the line, and 10⁶ is 106."""
    return lambda char: known(char) and (char.isascii() or LEVEL.match(unicodedata.decomposition(char)) is None)


def _silent(text: str, known: Callable[[str], bool]) -> set[int]:
    """Return the places of signs that the model is better not shown: 10^6 reads like 10⁶, and a footnote has no words.

    A model that knows a sign is shown it.
    """
    if text.isascii() and "^" not in text and "~" not in text:
        return set()
    powers = {
        match.start() + at for match in _CARET.finditer(text) for at, sign in enumerate(match[0]) if sign in "^{}~"
    }
    notes = {place for match in FOOTNOTE.finditer(text) for place in range(*match.span())}
    return {place for place in powers | notes if text[place] in "{}" or not known(text[place])}


def _without_marks(character: str) -> str:
    base = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    return "".join(_SPELLINGS.get(c, c) for c in base) or character


@dataclass(frozen=True, slots=True)
class Respelled:
    """A translation with the author's signs put back; `places[i]` is where character i of the model's text went."""

    text: str
    places: tuple[int, ...]
    lost: tuple[str, ...]


def respell(source: str, target: str, known: Callable[[str], bool], links: Sequence[Link] = ()) -> Respelled:
    """Put the author's signs back into the model's translation; `lost` lists those that have no counterpart there.

    A sign comes back only where its own spelling stands, which the links tell from a word that happens to look so.
    """
    known = _shown(known)
    lacking = [place for place, c in enumerate(source) if not c.isspace() and not known(c)]
    edits: dict[tuple[int, int], str] = {}
    found: set[str] = set()
    for token, spans in _tokens(source, lacking).items():
        places = _places(source, target, token, spans, known, links)
        edits |= dict.fromkeys(places, token)
        found |= set(token) if places else set()
    for span, mark in _notes(source, target, known, links):
        edits[span] = mark
        found |= set(mark)
    lost: list[str] = []
    for character in dict.fromkeys(source[place] for place in lacking):
        for span, sign in _prices(character, source, target):
            if not any(start < span[1] and span[0] < end for start, end in edits):
                edits[span] = sign
                found.add(character)
        kept = character in _PUNCTUATION or character in _SPELT_OUT or character in target
        if not kept and character not in found:
            lost.append(character)
    edits |= _dashes(source, target, known)
    return _apply(target, edits, tuple(lost))


def _tokens(source: str, lacking: Sequence[int]) -> dict[str, list[Span]]:
    """Return the words of a source in which signs are lacking, with their places; a sign of multiplication is alone."""
    notes = {place for note in FOOTNOTE.finditer(source) for place in range(*note.span())}
    words = [match.span() for match in _TOKEN.finditer(source)]
    tokens: dict[str, list[Span]] = {}
    for place in lacking:
        sign = source[place]
        if place in notes or sign in _PUNCTUATION or sign in _SPELT_OUT:
            continue
        span = next((word for word in words if word[0] <= place < word[1]), (place, place + 1))
        if span == (place, place + 1) and sign not in _MULTIPLICATION:  # ±5 and €95 are found by their figures
            span = (_edge(source, place, -1), _edge(source, place, 1))
        spans = tokens.setdefault(source[slice(*span)], [])
        spans += [span] if span not in spans else []
    return tokens


def _edge(source: str, place: int, step: int) -> int:
    """Return where the word that touches a sign ends, on one of its sides."""
    at = place + (step > 0)
    while 0 <= at - (step < 0) < len(source) and source[at - (step < 0)].isalnum():
        at += step
    return at


def _places(
    source: str, target: str, token: str, spans: Sequence[Span], known: Callable[[str], bool], links: Sequence[Link]
) -> list[Span]:
    """Return where a translation has the spelling of a source's token: the linked ones, else by their number."""
    spelled = spell(token, known).text.strip()
    if not spelled:
        return []
    pattern = _alone(spelled, sign=not any(map(str.isalnum, token)))
    free = [match.span() for match in pattern.finditer(target)]
    genuine = [match.span() for match in pattern.finditer(source)]
    linked = [
        place
        for place in free
        if any(overlap(link.target, place) and any(overlap(link.source, span) for span in spans) for link in links)
    ]
    if not genuine and (len(spelled) > 1 or len(free) <= len(spans)):
        return free
    if len(free) == len(genuine) + len(spans):
        # As many as in the source: the order tells which is which, where the links don't tell of just as many.
        order = sorted([*genuine, *spans])
        return linked if len(linked) == len(spans) else [free[order.index(span)] for span in spans]
    return (linked or [place for place in free if _beside_figures(target, place)])[: len(spans)]


def _alone(spelled: str, *, sign: bool) -> re.Pattern[str]:
    """Return a pattern of a spelling that is no part of a longer word or number."""
    letter = r"[^\W\d_]"
    before = rf"(?<!{letter})" if spelled[0].isalpha() else r"(?<!\d)(?<!\d[.,])" if spelled[0].isdecimal() else ""
    after = rf"(?!{letter})" if spelled[-1].isalpha() else r"(?!\d|[.,]\d)" if spelled[-1].isdecimal() else ""
    if sign and spelled.isalpha():  # the x of a raio-x is a letter
        before, after = rf"{before}(?<!{letter}[-'’])", rf"(?!['’-]?{letter})"
    return re.compile(f"{before}{re.escape(spelled)}{after}")


def _beside_figures(target: str, place: Span) -> bool:
    return target[: place[0]].rstrip()[-1:].isdecimal() or target[place[1] :].lstrip()[:1].isdecimal()


def _notes(source: str, target: str, known: Callable[[str], bool], links: Sequence[Link]) -> Iterator[tuple[Span, str]]:
    """Yield where the marks of footnotes go: behind what comes from the word before them."""
    for match in FOOTNOTE.finditer(source):
        if known(match[0][0]):
            continue
        head = source[: match.start()].rstrip(_CLOSING)
        signs = source[len(head) : match.start()]
        word = (max(len(head) - 1, 0), len(head))
        ends = [link.target[1] for link in links if overlap(link.source, word)]
        last = len(target) if not source[match.end() :].strip(_CLOSING + " ") else max(ends, default=None)
        if last is not None:
            at = last + len(signs) if signs and target.startswith(signs, last) else last
            yield (at, at), match[0]


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
