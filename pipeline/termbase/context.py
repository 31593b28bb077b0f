"""What the words around a term tell: whether it is the term at all, or part of an address, a name, another word.

*Ward off the flu* is no ward, *Dr. Ward* none, nor is `clinic.example/ward`. A part of speech is told only where the
words beside leave no choice, for a term that isn't asked for is a smaller harm than a wrong one that is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.text import addresses

FILE = re.compile(
    r"[\w-]+(?:[./\\][\w-]+)*\.(?:pdf|docx?|odt|rtf|txt|md|xlsx?|ods|csv|pptx?|html?|php|jpe?g|png|gif|svg|webp|dcm|zip"
    r"|mp[34]|mov|wav|po|json|xml|ya?ml|css|js|exe|ics)\b(?!\.\w)",
    re.IGNORECASE,
)
HOST = re.compile(
    r"(?<![\w@])(?:[\w-]+\.)+(?:com|org|net|edu|gov|int|info|io|health|care|clinic|example|br|uk|es|mx|pt|fr|de)"
    r"(?:/[^\s,;]*)?(?!\w)|(?<!\w)[@#][\w-]+|(?<![\w/])/(?:[\w-]+/)+[\w-]*",
    re.IGNORECASE,
)
COPIED = re.compile(r"\{[^{}\s]*\}|\{\{[^{}]*\}\}|%\(\w+\)[a-z]|<[^<>\s][^<>]*>|&\w+;|`[^`]+`|\$\{[^{}]*\}")
LABEL = re.compile(r"(?<![\w-])[A-Z][A-Za-z]*-\d[\w-]*(?![\w-])|(?<!\w)\w+_\w+(?!\w)")
MAY_COPY = re.compile(r"[./\\@#{%<&`$_]|\d")
# A title, given names or letters, and what may join two names: Drs. Ann Ward and Rash.
NAMES = r"(?:(?:[A-Z][\w’'-]*\.?|and|&|or|von|van|de) ){0,4}\Z"
TITLED = re.compile(rf"(?<!\w)(?:Drs?|Mr|Mrs|Ms|Mx|Prof|Rev|Dra|Sra?)\.? {NAMES}")
# In a heading these words have a capital without anybody's name.
SPOKEN_TITLE = re.compile(rf"(?<!\w)(?:Professor|Doctor|Miss|Sir|Dame|Lord|Lady|Sister|Nurse) {NAMES}")
INITIAL = re.compile(r"(?<!\w)(?:[A-Z]\. ?){1,3}\Z")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Somebody does what follows: you're (also) vomiting, while a side effect is vomiting.
GOING_ON = re.compile(
    r"(?<!\w)(?:i|you|we|they|he|she|who)"
    r"(?:’(?:m|re|s)| (?:am|are|is|was|were)| ha(?:ve|s) been| (?:may|might|will) be)"
    r"(?: (?:not|also|still|often|always|already|now|just|only))* \Z"
)
PAIRED = re.compile(r"([^\W\d_]+)(?:,? (?:and|or|and/or|to)|/) ?\Z")
CLAUSE = re.compile(r"(?:\A|[.!?:;•–—(\n]|(?<=\s)[-*])\s*[\"“‘(]*\Z")


@dataclass(frozen=True, slots=True)
class Words:
    """The content of context.toml: English words by what they say of the word beside them.

    `adjectives` are nouns that are adjectives behind "is"; cold is one before another noun too, where neither the noun
    is one of `cold` (a cold sore) nor the word before it of `common`.
    """

    determiners: frozenset[str]
    subjects: frozenset[str]
    objects: frozenset[str]
    modals: frozenset[str]
    negated: frozenset[str]
    helping: frozenset[str]
    leads_on: frozenset[str]
    particles: frozenset[str]
    prepositions: frozenset[str]
    links: frozenset[str]
    degrees: frozenset[str]
    adjectives: frozenset[str]
    cold: frozenset[str]
    common: frozenset[str]
    behind_noun: frozenset[str]
    paired: frozenset[str]


@cache
def _words() -> Words:
    data = tomllib.loads((Path(__file__).parent / "context.toml").read_text("utf-8"))
    return Words(**{name: frozenset(text.split()) for name, text in data.items()})


def copied(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a text that are copied as they are: addresses, file names, codes, placeholders."""
    if MAY_COPY.search(text) is None and "-" not in text:
        return ()
    spans = [(address.start, address.end) for address in addresses.read(text)]
    spans += [match.span() for pattern in (FILE, HOST, COPIED, LABEL) for match in pattern.finditer(text)]
    return tuple(spans)


def is_name(text: str, start: int) -> bool:
    """Tell whether a word in mid-sentence is somebody's name: Dr. Ward, J. Ward."""
    if not text[start : start + 1].isupper():
        return False
    before = text[:start]
    if TITLED.search(before[-60:]) or INITIAL.search(before[-12:]):
        return True
    following = re.match(r"[\w’'-]+(.?)\W*(\w?)", text[start:])
    return (
        SPOKEN_TITLE.search(before[-60:]) is not None
        and following is not None
        and (following[1] != " " or following[2].islower())
    )


def shares_head(text: str, start: int, end: int) -> bool:
    """Tell whether a term's noun belongs to another adjective, too: low or high blood pressure is no term's wording."""
    first = WORD.match(text, start, end)
    paired = PAIRED.search(text[:start])
    return (
        first is not None
        and first.end() < end
        and paired is not None
        and {first[0].lower(), paired[1].lower()} <= _words().paired
    )


def fits(text: str, start: int, end: int, parts: Iterable[str]) -> bool:
    """Tell whether a word of an English text may be of one of the parts of speech; any may where one isn't known."""
    wanted = set(parts)
    if not wanted or not wanted <= {"noun", "verb", "adjective"} or WORD.fullmatch(text, start, end) is None:
        return True
    known = part_of_speech(text, start, end)
    # A noun that is asked for as an adjective may well be one: a severe, long illness.
    return known is None or known in wanted or (known == "noun" and "adjective" in wanted)


def part_of_speech(text: str, start: int, end: int) -> str | None:
    """Return the part of speech of an English word where the words beside it leave no choice."""
    words = _words()
    low = text.lower().replace("'", "’")
    before, after = low[:start], low[end:]
    previous = _word(before, last=True)
    following = _word(after, last=False)
    opening = not previous and CLAUSE.search(before) is not None
    word = low[start:end]
    if _is_verb(before, previous, after, following, opening=opening):
        return "verb"
    if word.endswith("ing") and GOING_ON.search(before):
        return "verb"
    if word in words.adjectives and _is_adjective(word, previous, following):
        return "adjective"
    if previous in words.determiners and (not following or following in words.behind_noun):
        return "noun"
    last = not following or following in words.behind_noun
    if previous in words.prepositions and (last or not word.endswith("ing")):
        return "noun"
    return None


def _is_verb(before: str, previous: str, after: str, following: str, *, opening: bool) -> bool:
    words = _words()
    objects = following in words.determiners or following in words.objects
    particle, _, rest = after.strip().partition(" ")
    if particle in words.particles and _word(f" {rest}", last=False) in words.determiners | words.objects:
        objects = True
    if previous in words.subjects:
        # "He shot the video", "they scan it"; but "the nurse who patients trust".
        return (
            objects
            or not following
            or following in words.particles
            or (previous != "who" and following in words.prepositions)
        )
    earlier = _word(before[: before.rfind(previous)], last=True) if previous else ""
    if previous == "not" and earlier in words.helping:
        return objects or not following or following in words.particles | words.prepositions
    if previous in words.negated:
        return objects or not following or following in words.particles | words.prepositions
    if previous in words.modals and earlier:
        return objects or not following or following in words.particles | words.prepositions
    return objects and (opening or previous in words.leads_on or (previous == "you" and following in words.determiners))


def _is_adjective(word: str, previous: str, following: str) -> bool:
    words = _words()
    if previous in words.links | words.degrees:
        return not following or following in words.behind_noun
    if word != "cold" or previous in words.common or following in words.cold:
        return False
    return bool(following) and following not in words.behind_noun and following not in words.determiners


def _word(text: str, *, last: bool) -> str:
    """Return the word that touches the edge of a text with nothing but a space between, "" where there is none."""
    if last:
        match = re.search(r"([^\W\d_]+(?:’[^\W\d_]+)*)[ \u00a0]\Z", text)
    else:
        match = re.match(r"[ \u00a0]([^\W\d_]+(?:’[^\W\d_]+)*)", text)
    return match[1] if match else ""
