"""Portuguese into Spanish through Apertium, whose gaps are filled by stand-ins, and its words linked to their source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from pipeline import addresses
from pipeline.locales import Locale
from pipeline.mt.alignment import Link, Span, words
from pipeline.mt.apertium import Apertium, Mark, Marked
from pipeline.mt.rewriting import Rewritten
from pipeline.mt.spanish.cognates import guess
from pipeline.mt.spanish.lexicon import entries
from pipeline.mt.spanish.numerals import respaced
from pipeline.mt.spanish.rules import rules
from pipeline.mt.spanish.standins import StandIn, for_name, for_term, for_word

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\([^)]*\)[a-z]|%[sd]\b|&\w+;")
_LONGEST_PHRASE = 6  # words in an entry of the lexicon


@dataclass(frozen=True, slots=True)
class Replacement:
    """A term of the final language that takes the place of one of the middle language.

    `forms` maps each Portuguese form, as the first engine may have written it, to the Spanish that belongs there.
    `genders` is the gender (m or f) in Portuguese and in Spanish, "" where it isn't known.
    """

    forms: tuple[tuple[str, str], ...]
    genders: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A Portuguese text, words that stay as they are wherever they stand in it, and terms to put in."""

    text: str
    keep: frozenset[str] = frozenset()
    terms: tuple[Replacement, ...] = ()


@dataclass(frozen=True, slots=True)
class Translated:
    """The Spanish of a text, its words linked to the source's, the share of words that are certain, and what isn't."""

    text: str
    links: tuple[Link, ...]
    certain: float
    unmet: tuple[str, ...] = ()


@dataclass(slots=True)
class _Edited:
    """A text under way: where a number stands in `places`, that stand-in is marked."""

    source: Source
    text: Rewritten
    places: list[tuple[Span, StandIn]] = field(default_factory=list)

    def taken(self, span: Span) -> bool:
        return any(start < span[1] and span[0] < end for (start, end), _ in self.places)

    def put(self, edits: Iterable[tuple[Span, str, StandIn | None]]) -> None:
        """Replace spans that are disjoint and free of stand-ins; what has a stand-in is marked from now on."""
        chosen: list[tuple[Span, str, StandIn | None]] = []
        for edit in sorted(edits, key=lambda edit: edit[0]):
            if not self.taken(edit[0]) and (not chosen or chosen[-1][0][1] <= edit[0][0]):
                chosen.append(edit)
        places: list[tuple[Span, StandIn]] = []
        for (start, end), stand_in in self.places:
            shift = sum(len(text) - (b - a) for (a, b), text, _ in chosen if b <= start)
            places.append(((start + shift, end + shift), stand_in))
        shift = 0
        for (start, end), text, stand_in in chosen:
            if stand_in is not None:
                places.append(((start + shift, start + shift + len(text)), stand_in))
            shift += len(text) - (end - start)
        self.text.replace([(span, text) for span, text, _ in chosen])
        self.places = sorted(places, key=lambda place: place[0])


class PortugueseToSpanish:
    """Portuguese into the Spanish of a locale."""

    def __init__(self, apertium: Apertium, middle: Locale, target: Locale) -> None:
        self._apertium = apertium
        self._middle = middle
        self._target = target
        self.origin = apertium.origin

    def translate(self, sources: Sequence[Source]) -> list[Translated]:
        """Translate each text."""
        edited = [_prepared(source) for source in sources]
        first = self._apertium.translate([_marked(item) for item in edited])
        again = [number for number, (item, output) in enumerate(zip(edited, first, strict=True)) if _gaps(item, output)]
        for number, output in zip(again, self._run([edited[number] for number in again]), strict=True):
            first[number] = output
        broken = [number for number, item in enumerate(edited) if not _whole(item, first[number])]
        for number in broken:  # a stand-in was lost or doubled: the text does without them
            edited[number] = _Edited(sources[number], Rewritten(sources[number].text))
        for number, output in zip(broken, self._run([edited[number] for number in broken]), strict=True):
            first[number] = output
        traced = self._apertium.translate([_marked(item, every_word=True) for item in edited])
        return [self._finished(*triple) for triple in zip(edited, first, traced, strict=True)]

    def _run(self, items: Sequence[_Edited]) -> list[Marked]:
        return self._apertium.translate([_marked(item) for item in items])

    def _finished(self, item: _Edited, output: Marked, traced: Marked) -> Translated:
        links = _trace(item, output, traced)
        spanish = Rewritten(output.text)
        fills = [
            ((mark.start, mark.end), stand_in.fill(output.text[mark.start : mark.end]) or stand_in.spanish)
            for mark in output.marks
            for stand_in in [item.places[mark.numbers[0]][1]]
        ]
        spanish.replace(fills)
        for rule in rules().after:
            spanish.sub(rule.match, rule.to)
        respaced(spanish, self._middle, self._target)
        if item.source.text[:1].isupper() and spanish.text[:1].islower():
            spanish.replace([((0, 1), spanish.text[0].upper())])
        moved = []
        for span in words(spanish.text):
            start, end = spanish.origin(span)
            sources = {link.source for link in links if link.target[0] < end and start < link.target[1]}
            moved += [Link(source, span, 1.0 / len(sources)) for source in sorted(sources)]
        return Translated(spanish.text, tuple(moved), *_judged(item, output, spanish.text))


def _prepared(source: Source) -> _Edited:
    """Put terms, addresses and words of the lexicon behind stand-ins, and apply the rules for Portuguese."""
    item = _Edited(source, Rewritten(source.text))
    item.put(_terms(source))
    found = [(address.start, address.end) for address in addresses.read(item.text.text)]
    found += [match.span() for match in _PLACEHOLDER.finditer(item.text.text)]
    _put(item, found, lambda text: for_name(text))
    for rule in rules().before:
        edits: list[tuple[Span, str, StandIn | None]] = []
        for match in rule.match.finditer(item.text.text):
            text = match.expand(rule.to)
            edits.append((match.span(), text, StandIn(text, rule.spanish, source=match[0]) if rule.spanish else None))
        item.put(edits)
    _put(item, _phrases(item), _of_lexicon)
    return item


def _put(item: _Edited, spans: Iterable[Span], make: Callable[[str], StandIn | None]) -> None:
    made = [(span, make(item.text.text[span[0] : span[1]])) for span in spans]
    item.put((span, stand_in.portuguese, stand_in) for span, stand_in in made if stand_in is not None)


def _terms(source: Source) -> list[tuple[Span, str, StandIn | None]]:
    edits: list[tuple[Span, str, StandIn | None]] = []
    for number, term in enumerate(source.terms):
        for form, spanish in sorted(term.forms, key=lambda pair: -len(pair[0])):
            for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", source.text, re.IGNORECASE):
                head = form.split()[0].lower()
                guessed = ("f" if head.endswith(("a", "as", "ção", "ções", "dade", "dades")) else "m") + (
                    "f" if re.search(r"(?:a|as|ión|iones|dad|dades|itis|sis)$", spanish.split()[0].lower()) else "m"
                )
                many = head.endswith("s") and spanish.split()[0].lower().endswith("s") and not head.endswith("is")
                stand_in = for_term(spanish, term.genders or guessed, many=many, source=match[0], term=number)
                edits.append((match.span(), stand_in.portuguese, stand_in))
    chosen: list[tuple[Span, str, StandIn | None]] = []
    for edit in sorted(edits, key=lambda edit: edit[0][0] - edit[0][1]):  # the longest wins
        if all(edit[0][1] <= other[0][0] or other[0][1] <= edit[0][0] for other in chosen):
            chosen.append(edit)
    return chosen


def _of_lexicon(text: str) -> StandIn | None:
    entry = entries().get(text) or entries().get(text.lower())
    return for_word(entry.word, text, strong=entry.strong) if entry else None


def _phrases(item: _Edited) -> list[Span]:
    """Return what the lexicon has, the longest from each place on, but no name that stays."""
    text = item.text.text
    spans = [match.span() for match in _WORD.finditer(text)]
    found: list[Span] = []
    index = 0
    while index < len(spans):
        for count in range(min(_LONGEST_PHRASE, len(spans) - index), 0, -1):
            start, end = spans[index][0], spans[index + count - 1][1]
            phrase = text[start:end]
            known = phrase in entries() or phrase.lower() in entries()
            if known and phrase not in item.source.keep and not item.taken((start, end)):
                found.append((start, end))
                index += count - 1
                break
        index += 1
    return found


def _gaps(item: _Edited, output: Marked) -> bool:
    """Put stand-ins for what Apertium didn't know or didn't keep; tell whether there was any."""
    before = len(item.places)
    text = item.text.text
    unknown = {match[0] for place in output.unknown if (match := _WORD.match(output.text, place))}
    edits: list[tuple[Span, str, StandIn | None]] = []
    lost = {word for word in item.source.keep if len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", output.text)) < len(
        re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text))}
    for word in lost:
        for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text):
            edits.append((match.span(), for_name(word).portuguese, for_name(word)))
    for match in _WORD.finditer(text):
        word = match[0]
        if word in unknown and word not in item.source.keep and not (word.isupper() and len(word) > 1):
            found = guess(word.lower())
            if found is not None and (found.sure or word.islower()):
                stand_in = for_word(found, word)
                edits.append((match.span(), stand_in.portuguese, stand_in))
    item.put(edits)
    return len(item.places) > before


def _marked(item: _Edited, *, every_word: bool = False) -> Marked:
    """Return the text with its stand-ins marked by their number, or with all its words, numbered as in `_numbered`."""
    spans = _numbered(item) if every_word else [span for span, _ in item.places]
    return Marked(item.text.text, tuple(Mark(*span, (number,)) for number, span in enumerate(spans)))


def _numbered(item: _Edited) -> list[Span]:
    """Return the words of an edited text, each stand-in one, without signs."""
    free = [span for span in words(item.text.text) if item.text.text[span[0]].isalnum() and not item.taken(span)]
    return sorted([*free, *(span for span, _ in item.places)])


def _whole(item: _Edited, output: Marked) -> bool:
    """Tell whether each stand-in came through once, in a form that can be filled."""
    if sorted(mark.numbers for mark in output.marks) != [(number,) for number in range(len(item.places))]:
        return False
    return all(
        item.places[mark.numbers[0]][1].fill(output.text[mark.start : mark.end]) is not None for mark in output.marks
    )


def _trace(item: _Edited, output: Marked, traced: Marked) -> list[Link]:
    """Link the words of a translation to those of the source, by those of the same translation with all words marked."""
    numbered = _numbered(item)
    ours, theirs = words(output.text), words(traced.text)
    links = []

    def link(target: Span, others: Sequence[Span]) -> None:
        for mark in traced.marks:
            if any(mark.start < end and start < mark.end for start, end in others):
                links.extend(Link(item.text.origin(numbered[number]), target, 1.0) for number in mark.numbers)

    matcher = SequenceMatcher(
        None, [output.text[a:b] for a, b in ours], [traced.text[a:b] for a, b in theirs], autojunk=False
    )
    for _, a, b, c, d in matcher.get_opcodes():
        for offset in range(b - a):
            link(ours[a + offset], [theirs[c + offset]] if b - a == d - c else theirs[c:d])
    return links


def _judged(item: _Edited, output: Marked, spanish: str) -> tuple[float, tuple[str, ...]]:
    """Return the share of words that are certain, and what a translator should look at."""
    unsure = [stand_in for _, stand_in in item.places if not stand_in.sure]
    left = [match[0] for place in output.unknown if (match := _WORD.match(output.text, place))]
    left = [word for word in left if word.islower() and len(word) > 2 and word not in item.source.keep]
    reasons = [f"check {stand_in.spanish!r}: a guess at the Portuguese {stand_in.source!r}" for stand_in in unsure]
    reasons += [f"check {word!r}: no dictionary has it" for word in dict.fromkeys(left)]
    for number, term in enumerate(item.source.terms):
        present = {form for form, _ in term.forms}
        carried = any(stand_in.term == number and stand_in.spanish in spanish for _, stand_in in item.places)
        if present and not carried:
            reasons.append(f"the term {term.forms[0][1]!r} could not be put in: check it")
    total = max(1, len(_WORD.findall(item.text.text)))
    return max(0.0, 1 - (0.5 * len(unsure) + len(left)) / total), tuple(dict.fromkeys(reasons))
