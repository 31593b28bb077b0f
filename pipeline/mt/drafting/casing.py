"""Capitals taken off before a machine reads a text, and set again afterwards as the target language sets them.

A model that was trained on sentences spells SAFETY in pieces and gives back half of it, and takes every word of a
Heading In Title Case for a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline import locales
from pipeline.locales import Locale
from pipeline.model import Draft, Segment, Span
from pipeline.termbase import inflection
from pipeline.text import addresses
from pipeline.text.inline import CODE
from pipeline.text.names import people

# What no capitals are taken off: codes, placeholders, and words with a figure in them.
KEPT = re.compile(rf"{CODE.pattern}|\{{[^{{}}\s]*\}}|%\(\w+\)[a-z]|(?:[^\W_]+-)*[^\W_]*\d[^\W_]*(?:-[^\W_]+)*")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
START = re.compile(r"(?:\A|[.!?:…]\s|\n|[•–—]\s)[\s\"“‘(\[]*\Z")
TITLES = frozenset({"DR", "MR", "MRS", "MS", "PROF"})
TITLE = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof|St)\.? \Z", re.IGNORECASE)
# Abbreviations of a clinic that are spoken letter by letter, and are no other word in small letters.
ABBREVIATIONS = frozenset(
    {"ADHD", "BMI", "CBC", "CDC", "COPD", "COVID", "CPR", "CT", "DNA", "ECG", "EEG", "EKG", "EMA", "ENT", "EU", "FDA"}
    | {"GP", "HIV", "HPV", "ICU", "IVF", "MRI", "MRSA", "NHS", "NICU", "PCR", "PDF", "PET", "PTSD", "RNA", "TB", "UK"}
    | {"USA", "UTI", "VIP", "CAR", "CRS", "SARS", "FAQ", "LGBT", "UV", "TV", "OK", "II", "III", "VI", "I"}
)
# Words that authors write in capitals for their weight in a sentence of small letters.
SURNAME = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof)\.? [A-Z][\w.’'-]* \Z")
GIVEN = re.compile(r"(?<!\w)([A-Z][^\W\d_]+) (?:[A-Z]\.? )?\Z")
# Months that are other words too, and what stands before them where they are months.
MONTHS = frozenset({"May", "March"})
DATED = re.compile(r"(?:\b(?:in|since|until|by|from|to|before|after|of) |\d )\Z", re.IGNORECASE)
STRESSED = frozenset(
    {
        "NOT",
        "NEVER",
        "MUST",
        "DO",
        "ONLY",
        "ALWAYS",
        "ALL",
        "NO",
        "AND",
        "OR",
        "BEFORE",
        "AFTER",
        "STOP",
        "ANY",
        "ANYTHING",
    }
    | {
        "WARNING",
        "IMPORTANT",
        "CAUTION",
        "DANGER",
        "DON’T",
        "DON'T",
        "CANNOT",
        "EVERY",
        "NOTHING",
        "IMMEDIATELY",
        "NOW",
    }
)
# Beside an illness such words say that it is one.
NAMING = re.compile(
    r"\b(?:with|has|have|had|relapsed|refractory|adult|childhood|p(?:a)?ediatric|cell)\s\Z", re.IGNORECASE
)
NAMED = re.compile(r"\s(?:is|was|cells?|patients?)\b|\s?[).,;](?:\s|\Z)")
DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
SMALL = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "for", "from", "if", "in", "into", "is", "of", "on", "or", "the", "to"}
    | {
        "about",
        "after",
        "before",
        "via",
        "vs",
        "with",
        "your",
        "you",
        "we",
        "our",
        "it",
        "its",
        "her",
        "his",
        "their",
        "my",
        "be",
        "are",
        "not",
        "do",
        "what",
        "how",
        "when",
    }
)
LONGEST_ABBREVIATION = 5  # letters; a longer word in capitals is an ordinary one
SHORTEST_SHOUT = 6  # letters of a word alone that is no abbreviation
TITLED = 0.75  # share of a heading's longer words that have a capital

Translate = Callable[[Sequence[Segment]], list[Draft]]
Terms = Callable[[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Recased:
    """A text in sentence case, as long as the author's own.

    `shouted` says that all of it was in capitals; `stressed` are the stretches of a sentence that were.
    """

    text: str
    shouted: bool = False
    stressed: tuple[tuple[int, int], ...] = ()


def translated(
    segments: Sequence[Segment],
    translate: Translate,
    source: Locale,
    target: Locale,
    abbreviations: Callable[[str], Sequence[Span]] = lambda text: (),
) -> list[Draft]:
    """Return a draft of each segment; one of capitals is read in sentence case, and its draft has capitals again.

    `abbreviations` gives the places of those that the glossary has in capitals.
    """
    if source.language != "en":
        return translate(segments)
    lowered = [capitals(segment.text, abbreviations(segment.text)) for segment in segments]
    drafts = translate([_with(segment, recased) for segment, recased in zip(segments, lowered, strict=True)])
    return [
        draft if recased is None else _set(segment.text, recased, draft, target)
        for segment, recased, draft in zip(segments, lowered, drafts, strict=True)
    ]


def capitals(text: str, abbreviations: Sequence[Span] = ()) -> Recased | None:
    """Return a text of capitals in sentence case, one with a few stressed words with those small; None for others.

    What stands at the places of `abbreviations` stays, but where it is a word said with force: take ALL tablets.
    """
    kept = [(start, end) for start, end in abbreviations if _is_named(text, start, end)]
    plain = CODE.sub(" ", _blanked(text, kept))
    if not any(map(str.isupper, plain)):
        return None
    words = [match[0] for match in WORD.finditer(KEPT.sub(" ", plain))]
    upper = [word for word in words if word.isupper() and len(word) > 1]
    small = [word for word in words if any(map(str.islower, word)) and len(word) > 2]
    ordinary = [word for word in upper if not _is_abbreviation(word)]
    if not ordinary:
        return None
    if not small and (len(upper) > 1 or len(ordinary[0]) >= SHORTEST_SHOUT):
        return Recased(_lowered(text, [(0, len(text))], kept), shouted=True)
    stretches = tuple(_stressed(_blanked(text, kept)))
    return Recased(_lowered(text, stretches, kept), stressed=stretches) if stretches else None


def _is_named(text: str, start: int, end: int) -> bool:
    """Tell whether capitals that may be a stressed word are an abbreviation: children with ALL need care."""
    if text[start:end] not in STRESSED:
        return True
    return NAMING.search(text[:start]) is not None or NAMED.match(text, end) is not None


def _blanked(text: str, spans: Sequence[Span]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def title_case(text: str, terms: Terms) -> Recased | None:
    """Return a heading in title case in sentence case: names keep their capitals, words of the language lose them."""
    matches = list(WORD.finditer(KEPT.sub(lambda kept: " " * len(kept[0]), text)))
    longer = [match[0] for match in matches[1:] if len(match[0]) > 3]
    capital = [word for word in longer if word[0].isupper()]
    if not capital or len(capital) < TITLED * len(longer) or CODE.sub("", text).rstrip().endswith("."):
        return None
    known = terms(text)
    letters = list(text)
    for match in matches:
        word = match[0]
        if START.search(CODE.sub("", text[: match.start()])) or not (word[0].isupper() and word[1:].islower()):
            continue
        dated = word in MONTHS and DATED.search(text[: match.start()])
        before = text[: match.start()]
        surname = (SURNAME.search(before) or _behind_given(before)) and word.lower() not in SMALL
        if _is_name(word) or TITLE.search(before) or surname or dated:
            continue
        if word.lower() in known or word.lower() in SMALL or inflection.is_word(word.lower(), "en"):
            letters[match.start()] = word[0].lower()
    recased = "".join(letters)
    return None if recased == text else Recased(recased)


def _with(segment: Segment, recased: Recased | None) -> Segment:
    return segment if recased is None else replace(segment, text=recased.text)


def _is_abbreviation(word: str) -> bool:
    plain = word.rstrip("s")
    if plain in ABBREVIATIONS:
        return True
    if word in TITLES or len(plain) > LONGEST_ABBREVIATION or not plain.isalpha():
        return False
    return not inflection.is_word(plain.lower(), "en") and not inflection.is_word(word.lower(), "en")


@cache
def _names() -> frozenset[str]:
    """Return the words, in small letters, that have a capital in English wherever they stand."""
    known = [*locales.territory_names("en").values(), *locales.language_names("en").values()]
    words = {word.lower() for name in known for word in WORD.findall(name) if word[0].isupper() and len(word) > 3}
    months = {name for name in locales.month_names("en") if len(name) > 3} - {"march", "june"}
    return frozenset(words | months | DAYS) - {
        "islands",
        "island",
        "northern",
        "southern",
        "central",
        "simplified",
        "sign",
    }


def _is_name(word: str) -> bool:
    return word.lower() in _names()


def _behind_given(before: str) -> bool:
    """Tell whether a given name stands right before a place, perhaps with an initial: Elena Marsh, Tom J. Banks."""
    previous = GIVEN.search(before)
    return previous is not None and previous[1] in people.given()


def _lowered(text: str, stretches: Sequence[tuple[int, int]], kept: Sequence[Span]) -> str:
    """Return a text of the same length with the words of stretches in sentence case, but for those that are kept."""
    letters = list(text)
    fixed = [*kept, *(match.span() for match in KEPT.finditer(text))]
    fixed += [(address.start, address.end) for address in addresses.read(text)]
    for start, end in stretches:
        for match in WORD.finditer(text, start, end):
            word = match[0]
            if (
                not word.isupper()
                or _is_abbreviation(word)
                or any(left < match.end() and match.start() < right for left, right in fixed)
            ):
                continue
            before = CODE.sub("", "".join(letters[: match.start()]))
            first = word in TITLES or START.search(before) or _is_name(word) or TITLE.search(before)
            for place in range(match.start() + bool(first), match.end()):
                lower = text[place].lower()
                letters[place] = lower if len(lower) == 1 else text[place]
    return "".join(letters)


def _stressed(text: str) -> list[tuple[int, int]]:
    """Return the runs of words in capitals within a sentence that are no abbreviations."""
    found: list[tuple[int, int]] = []
    run: list[re.Match[str]] = []
    blanked = KEPT.sub(lambda kept: " " * len(kept[0]), text)
    for match in [*WORD.finditer(blanked), None]:
        joined = match is not None and (not run or not blanked[run[-1].end() : match.start()].strip(" ,:!"))
        if match is not None and match[0].isupper() and joined and (len(match[0]) > 1 or run):
            run.append(match)
            continue
        words = [each[0] for each in run if not _is_abbreviation(each[0])]
        if len(words) > 1 or any(word in STRESSED for word in words):
            found.append((run[0].start(), run[-1].end()))
        run = [match] if match is not None and match[0].isupper() and len(match[0]) > 1 else []
    return found


def _set(text: str, recased: Recased, draft: Draft, target: Locale) -> Draft:
    """Return a draft with the capitals of its author's text, all of them or those of the stressed words."""
    if not draft.text:
        return draft
    if recased.shouted:
        spans = [(0, len(draft.text))]
    else:
        spans = [
            (start, end)
            for left, right, start, end in draft.alignment
            if any(left < last and first < right for first, last in recased.stressed)
        ]
    return replace(draft, text=_raised(draft.text, spans, text, target))


def _raised(written: str, spans: Sequence[tuple[int, int]], text: str, target: Locale) -> str:
    """Return a translation of the same length with capitals in spans; what its source has in small letters stays so."""
    letters = list(written)
    fixed = [match.span() for match in KEPT.finditer(written) if match[0] in text]
    fixed += [(address.start, address.end) for address in addresses.read(written)]
    mixed = {match[0] for match in WORD.finditer(text) if not match[0].isupper()}
    for start, end in spans:
        for match in WORD.finditer(written, start, end):
            if match[0] in mixed or any(left < match.end() and match.start() < right for left, right in fixed):
                continue
            for place in range(*match.span()):
                letters[place] = _capital(written[place], target)
    return "".join(letters)


def _capital(letter: str, target: Locale) -> str:
    if letter == "i" and target.language in {"tr", "az"}:
        return "İ"
    upper = letter.upper()
    return upper if len(upper) == 1 else letter
