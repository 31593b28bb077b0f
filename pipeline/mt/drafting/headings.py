"""Headings and labels: drafts of what is no sentence, for models that were trained on sentences.

A model takes every word of a Heading In Title Case for a name, and makes up what else stands on pages of the web. So
each is drafted in several ways that say the same: in sentence case, with a full stop, and, where it leaves out its
subject, as a whole sentence. What both directions find likeliest is taken; a person's name alone stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.locales import Locale
from pipeline.model import Draft, Segment
from pipeline.mt.drafting.casing import START, WORD, Terms, Translate, title_case
from pipeline.mt.drafting.directions import Directions
from pipeline.mt.markup.alignment import overlap
from pipeline.mt.markup.codes import take_out
from pipeline.text.names import people

LONGEST = 5  # words of a heading that may do without a full stop: a longer text is a sentence that lost its own
DOUBTFUL = -1.5  # what both directions say of a token of a draft that may be another text's
SENTENCE = 0.5  # by which one in title case has to be likelier than one in sentence case
BETTER = 0.5  # by which another wording is likelier where it isn't the author's own
NAMED = 0.98  # the score of a name that stays: its sense is sure, who it is isn't
END = re.compile(r"[.!?:;…,]\W*\Z")
# A participle without its subject and verb: “Reviewed by”, “Last updated on Monday”.
PARTICIPLE = re.compile(
    r"(?:(?:First|Last|[A-Z]\w+ly) )?(?:\w{3,}ed|[Ww]ritten|[Ss]een|[Ss]ent|[Gg]iven|[Mm]ade|[Tt]aken)"
    r" (by|on|in|at|from|for|to|with)(?![\w-])"
)
# What follows such a label: it stays as it is, and is cut off again.
PERSON_BEHIND, DATE = "Pedro Silva", "2019"
# How a draft begins that says of something what was done to it.
DONE = {"pt": re.compile(r"(?:(?:Ele|Ela) )?[Ff]oi (?=(?:[^\W\d_]+mente )?[^\W\d_]+(?:[aií]d|st|rt|it)[oa] )")}
# Languages that write headings as they write sentences; German nouns have capitals anyway.
SENTENCE_CASE = frozenset({"ca", "es", "fr", "gl", "it", "pt", "ro"})
PERSON = re.compile(r"([A-Z][^\W\d_]+)(?: [A-Z]\.?)?(?: [A-Z][^\W\d_]+(?:[-'’][^\W\d_]+)?){1,2}")
# What is called after people, and is none.
_CALLED = """
    award building center centre clinic college day disease fund foundation garden hospital house index institute
    lecture library method prize procedure room scale school score street syndrome test trust unit university ward wing
"""
CALLED = frozenset(_CALLED.split())

Cut = Callable[[Draft], "Draft | None"]


@dataclass(frozen=True, slots=True)
class _Wording:
    """A text that says what a heading says.

    `cut` makes its draft one of the heading, or says None; `better` is by how much it has to be likelier.
    """

    text: str
    cut: Cut
    better: float


def translated(
    segments: Sequence[Segment], translate: Translate, target: Locale, terms: Terms, both: Directions | None
) -> list[Draft]:
    """Return a draft of each English segment, of headings and labels the best of their wordings.

    Without the model of the other direction a heading in title case is tried in sentence case alone, and the first
    direction's scores tell. `terms` gives the words of a text that the glossary knows in small letters.
    """
    texts = [segment.text for segment in segments]
    titled = [title_case(text, terms) for text in texts]
    plain = [recased.text if recased is not None else text for text, recased in zip(texts, titled, strict=True)]
    drafts = [
        _named(text, draft, target, terms) or _sentence_case(text, recased, draft, target)
        for text, recased, draft in zip(texts, plain, translate(segments), strict=True)
    ]
    if both is None:
        changed = [number for number, recased in enumerate(plain) if recased != texts[number]]
        others = translate([replace(segments[number], text=plain[number]) for number in changed])
        for number, other in zip(changed, others, strict=True):
            drafts[number] = _scored(drafts[number], other)
        return drafts
    headings = [
        number
        for number, text in enumerate(texts)
        if (plain[number] != text or _is_heading(text)) and drafts[number].text and not _is_person(text)
    ]
    best = dict(
        zip(headings, _likelihoods([(plain[number], drafts[number]) for number in headings], both), strict=True)
    )
    asked = [
        (number, wording)
        for number in headings
        for wording in _wordings(texts[number], plain[number], target, doubtful=best[number] < DOUBTFUL)
    ]
    others = translate([replace(segments[number], text=wording.text) for number, wording in asked])
    cut = [
        (number, wording, short)
        for (number, wording), other in zip(asked, others, strict=True)
        if other.text and (short := wording.cut(other)) is not None
    ]
    found = _likelihoods([(plain[number], draft) for number, _, draft in cut], both)
    for (number, wording, draft), known in zip(cut, found, strict=True):
        if len(draft.unmet) <= len(drafts[number].unmet) and known > best[number] + wording.better:
            drafts[number], best[number] = draft, known
    return drafts


def _scored(before: Draft, other: Draft) -> Draft:
    better = (len(other.unmet), -other.score) <= (len(before.unmet), -before.score)
    return other if other.text and (better or not before.text) else before


def _is_heading(text: str) -> bool:
    plain = take_out(text).text.strip()
    return WORD.search(plain) is not None and END.search(plain) is None and len(plain.split()) <= LONGEST


def _wordings(text: str, plain: str, target: Locale, *, doubtful: bool) -> Iterator[_Wording]:
    """Yield the other wordings of a heading, in sentence case first; with a full stop only where it is doubtful."""
    if plain != text:
        yield _Wording(plain, lambda draft: draft, -SENTENCE)
    done = DONE.get(target.language)
    participle = PARTICIPLE.match(plain)
    if participle is not None and done is not None:
        yield _whole(plain, participle, done)
    elif doubtful and _is_heading(text):
        yield _Wording(f"{plain}.", lambda draft: _without(draft, "."), BETTER)


def _whole(plain: str, participle: re.Match[str], done: re.Pattern[str]) -> _Wording:
    """Return the sentence of which a label has the participle, with something behind a preposition that ends it."""
    text, behind = f"It was {plain[0].lower()}{plain[1:]}.", "."
    if participle.end() == len(plain):
        dated = participle[1] in {"in", "on"}
        behind = f" {DATE if dated else PERSON_BEHIND}."
        text = f"It was {plain[0].lower()}{plain[1 : participle.start(1)]}{'in' if dated else participle[1]}{behind}"
    return _Wording(text, lambda draft: _without(draft, behind, done), 0.0)


def _without(draft: Draft, behind: str, before: re.Pattern[str] | None = None) -> Draft | None:
    """Return a draft without what a wording has before and behind its heading; None where that isn't found."""
    opening = before.match(draft.text) if before is not None else None
    if not draft.text.endswith(behind) or (before is not None and opening is None):
        return None
    start, end = opening.end() if opening is not None else 0, len(draft.text) - len(behind)
    text = draft.text[start:end]
    # The words of the source have moved, too: nobody knows their links any more.
    return replace(draft, text=text[:1].upper() + text[1:], alignment=()) if text else None


def _likelihoods(found: Sequence[tuple[str, Draft]], both: Directions) -> list[float]:
    """Return what both directions say of drafts, a token of each, given their headings."""
    sources = [take_out(text).text for text, _ in found]
    readings = both.read(sources, [take_out(draft.text).text for _, draft in found])
    return [reading.forward + reading.backward if reading is not None else float("-inf") for reading in readings]


def _is_person(text: str) -> bool:
    match = PERSON.fullmatch(text)
    return match is not None and match[1] in people.given() and text.split()[-1].lower() not in CALLED


def _named(text: str, draft: Draft, target: Locale, terms: Terms) -> Draft | None:
    """Return the draft of a person's name alone, in the Latin script: the name; None for anything else."""
    if target.script != "Latn" or not _is_person(text) or terms(text):
        return None
    places = [(word.start(), word.end()) * 2 for word in WORD.finditer(text)]
    return replace(draft, text=text, score=NAMED, alignment=tuple(places), unmet=())


def _sentence_case(text: str, plain: str, draft: Draft, target: Locale) -> Draft:
    """Return a heading's draft with small letters where its source has them in sentence case."""
    if plain == text or target.language not in SENTENCE_CASE:
        return draft
    small = {
        match.span()
        for match in WORD.finditer(plain)
        if match[0][0].islower() and match[0] != text[slice(*match.span())]
    }
    letters = list(draft.text)
    for match in WORD.finditer(draft.text):
        sources = [(left, right) for left, right, start, end in draft.alignment if overlap((start, end), match.span())]
        words = [word.span() for word in WORD.finditer(text) if any(overlap(word.span(), source) for source in sources)]
        first = START.search(take_out(draft.text[: match.start()]).text) is not None
        if words and not first and set(words) <= small and match[0][1:].islower() and match[0] not in text:
            letters[match.start()] = match[0][0].lower()
    return replace(draft, text="".join(letters))
