"""Preparation of Portuguese for Apertium: terms, names, addresses and words that it lacks stand behind stand-ins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from pipeline.model import Span
from pipeline.mt.drafting.rewriting import Rewritten
from pipeline.mt.engines.apertium import Mark, Marked
from pipeline.mt.markup.alignment import words
from pipeline.mt.spanish.cognates import guess
from pipeline.mt.spanish.lexicon import entries
from pipeline.mt.spanish.rules import rules
from pipeline.mt.spanish.standins import StandIn, for_name, for_term, for_word
from pipeline.text import addresses, agreement

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
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
    """A Portuguese text, words that stay as they are wherever they stand in it, and terms to put in.

    `shared` are the words in lower case that its own source had as well: no guess would spell them better.
    """

    text: str
    keep: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    terms: tuple[Replacement, ...] = ()


@dataclass(slots=True)
class Edited:
    """A text under way: where a number stands in `places`, that stand-in is marked."""

    source: Source
    text: Rewritten
    places: list[tuple[Span, StandIn]] = field(default_factory=list)

    def taken(self, span: Span) -> bool:
        """Tell whether a stand-in has any of these characters."""
        return any(start < span[1] and span[0] < end for (start, end), _ in self.places)

    def put(self, edits: Iterable[tuple[Span, str, StandIn | None]]) -> None:
        """Replace spans that are disjoint and free of stand-ins; what has a stand-in is marked from now on."""
        chosen: list[tuple[Span, str, StandIn | None]] = []
        for edit in sorted(edits, key=lambda edit: edit[0]):
            if not self.taken(edit[0]) and (not chosen or chosen[-1][0][1] <= edit[0][0]):
                chosen.append(edit)
        places: list[tuple[Span, StandIn]] = []
        for (start, end), present in self.places:
            shift = sum(len(text) - (b - a) for (a, b), text, _ in chosen if b <= start)
            places.append(((start + shift, end + shift), present))
        shift = 0
        for (start, end), text, stand_in in chosen:
            if stand_in is not None:
                places.append(((start + shift, start + shift + len(text)), stand_in))
            shift += len(text) - (end - start)
        self.text.replace([(span, text) for span, text, _ in chosen])
        self.places = sorted(places, key=lambda place: place[0])


def prepare(source: Source) -> Edited:
    """Put terms, addresses and words of the lexicon behind stand-ins, and apply the rules for Portuguese."""
    item = Edited(source, Rewritten(source.text))
    item.put(_terms(source))
    names = [(address.start, address.end) for address in addresses.read(item.text.text)]
    names += [match.span() for match in _PLACEHOLDER.finditer(item.text.text)]
    _put(item, names, lambda text: for_name(text))
    for rule in rules().before:
        edits: list[tuple[Span, str, StandIn | None]] = []
        for match in rule.match.finditer(item.text.text):
            text = match.expand(rule.to)
            edits.append((match.span(), text, StandIn(text, rule.spanish, source=match[0]) if rule.spanish else None))
        item.put(edits)
    _put(item, _phrases(item), _of_lexicon)
    return item


def _put(item: Edited, spans: Iterable[Span], make: Callable[[str], StandIn | None]) -> None:
    made = [(span, make(item.text.text[span[0] : span[1]])) for span in spans]
    item.put((span, stand_in.portuguese, stand_in) for span, stand_in in made if stand_in is not None)


def _terms(source: Source) -> list[tuple[Span, str, StandIn | None]]:
    edits: list[tuple[Span, str, StandIn | None]] = []
    for number, term in enumerate(source.terms):
        for form, spanish in sorted(term.forms, key=lambda pair: -len(pair[0])):
            for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", source.text, re.IGNORECASE):
                head = form.split()[0].lower()
                guessed = "".join(
                    agreement.gender(word, language) or "m"
                    for word, language in ((head, "pt"), (spanish.split()[0].lower(), "es"))
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


def _phrases(item: Edited) -> list[Span]:
    """Return what the lexicon has, the longest from each place on, but no name that stays."""
    text = item.text.text
    spans = [match.span() for match in WORD.finditer(text)]
    phrases: list[Span] = []
    index = 0
    while index < len(spans):
        for count in range(min(_LONGEST_PHRASE, len(spans) - index), 0, -1):
            start, end = spans[index][0], spans[index + count - 1][1]
            phrase = text[start:end]
            entry = entries().get(phrase) or entries().get(phrase.lower())
            if entry and (entry.english or phrase not in item.source.keep) and not item.taken((start, end)):
                phrases.append((start, end))
                index += count - 1
                break
        index += 1
    return phrases


def fill_gaps(item: Edited, output: Marked) -> bool:
    """Put stand-ins for what Apertium didn't know or didn't keep; tell whether there was any."""
    before = len(item.places)
    text = item.text.text
    unknown = {match[0] for place in output.unknown if (match := WORD.match(output.text, place))}
    edits: list[tuple[Span, str, StandIn | None]] = []
    lost = {
        word
        for word in item.source.keep
        if len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", output.text))
        < len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text))
    }
    for word in lost:
        for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text):
            edits.append((match.span(), for_name(word).portuguese, for_name(word)))
    for match in WORD.finditer(text):
        word = match[0]
        if word in unknown and word not in item.source.keep and not (word.isupper() and len(word) > 1):
            cognate = guess(word.lower())
            if cognate is not None and not cognate.sure and word in item.source.shared:
                cognate = replace(cognate, kind="noun", spanish=word, sure=True, plural=word.endswith("s"), exact=True)
            if cognate is not None and (cognate.sure or word.islower()):
                stand_in = for_word(cognate, word)
                edits.append((match.span(), stand_in.portuguese, stand_in))
    item.put(edits)
    return len(item.places) > before


def marked(item: Edited, *, every_word: bool = False) -> Marked:
    """Return the text with its stand-ins marked by their number, or with all its words, numbered as in `numbered`."""
    spans = numbered(item) if every_word else [span for span, _ in item.places]
    return Marked(item.text.text, tuple(Mark(*span, (number,)) for number, span in enumerate(spans)))


def numbered(item: Edited) -> list[Span]:
    """Return the words of an edited text, each stand-in one, without signs."""
    free = [span for span in words(item.text.text) if item.text.text[span[0]].isalnum() and not item.taken(span)]
    return sorted([*free, *(span for span, _ in item.places)])
