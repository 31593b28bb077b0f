"""What the words around a term tell: whether it is the term at all, or part of an address, a name, another word.

*Ward off the flu* is no ward, *Dr. Ward* none, nor is `clinic.example/ward`. A part of speech is told only where the
words beside leave no choice, for a term that isn't asked for is a smaller harm than a wrong one that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

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
COPIED = re.compile(r"\{[^{}\s]*\}|%\(\w+\)[a-z]|<[^<>\s][^<>]*>|&\w+;|`[^`]+`|\$\{[^{}]*\}")
LABEL = re.compile(r"(?<![\w-])[A-Z][A-Za-z]*-\d[\w-]*(?![\w-])|(?<!\w)\w+_\w+(?!\w)")
MAY_COPY = re.compile(r"[./\\@#{%<&`$_]|\d")
# A title, given names or letters, and what may join two names: Drs. Ann Ward and Rash.
NAMES = r"(?:(?:[A-Z][\w’'-]*\.?|and|&|or|von|van|de) ){0,4}\Z"
TITLED = re.compile(rf"(?<!\w)(?:Drs?|Mr|Mrs|Ms|Mx|Prof|Rev|Dra|Sra?)\.? {NAMES}")
# In a heading these words have a capital without anybody's name.
SPOKEN_TITLE = re.compile(rf"(?<!\w)(?:Professor|Doctor|Miss|Sir|Dame|Lord|Lady|Sister|Nurse) {NAMES}")
INITIAL = re.compile(r"(?<!\w)(?:[A-Z]\. ?){1,3}\Z")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
CLAUSE = re.compile(r"(?:\A|[.!?:;•–—(\n]|(?<=\s)[-*])\s*[\"“‘(]*\Z")
DETERMINERS = frozenset(
    "a an the this that these those my your his her its our their any each every another both all".split()
)
NOUN_LEADERS = DETERMINERS - {"that", "all", "both"}
SUBJECTS = frozenset("i he she we they who".split())
OBJECTS = frozenset("me you him us them it yourself themselves himself herself".split())
MODALS = frozenset("can could may might must shall should will would cannot can’t won’t".split())
NEGATED = frozenset("don’t doesn’t didn’t shouldn’t mustn’t can’t won’t wouldn’t".split())
HELPING = frozenset("do does did".split()) | MODALS
LEADS_ON = frozenset("and or then please to never always also not just".split())
PARTICLES = frozenset("off up out down away over through back on".split())
PREPOSITIONS = frozenset("of after before during for with without from by into about since until at in".split())
LINKS = frozenset(
    "is are was were be been being am feel feels felt feeling get gets got keep keeps stay look looks".split()
)
DEGREES = frozenset("very too so really quite rather extremely".split())
# Nouns that are adjectives behind "is", and the one that is often one before another noun, with the nouns before and
# behind it beside which it stays a noun: common cold, cold sore.
ADJECTIVES = frozenset("cold patient sick acute general complex individual chill".split())
COLD = frozenset("sore sores symptom symptoms virus viruses season medicine medicines remedy remedies".split())
COMMON = frozenset("common extreme bad head chest severe".split())
BEHIND_NOUN = frozenset(
    "and or but if when while because that which who is are was were be has have had may can could will would should must"
    " of in on at to for with from by after before during than as not do does did again today now then so usually often"
    " gets get goes go lasts last may might cannot comes come starts start makes make needs need".split()
)


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
    low = text.lower().replace("'", "’")
    before, after = low[:start], low[end:]
    previous = _word(before, last=True)
    following = _word(after, last=False)
    opening = not previous and CLAUSE.search(before) is not None
    if _is_verb(before, previous, after, following, opening=opening):
        return "verb"
    word = low[start:end]
    if word in ADJECTIVES and _is_adjective(word, previous, following):
        return "adjective"
    if previous in NOUN_LEADERS and (not following or following in BEHIND_NOUN):
        return "noun"
    if previous in PREPOSITIONS and (not following or following in BEHIND_NOUN):
        return "noun"
    return None


def _is_verb(before: str, previous: str, after: str, following: str, *, opening: bool) -> bool:
    objects = following in NOUN_LEADERS or following in OBJECTS
    particle, _, rest = after.strip().partition(" ")
    if particle in PARTICLES and _word(f" {rest}", last=False) in NOUN_LEADERS | OBJECTS:
        objects = True
    if previous in SUBJECTS:
        # "He shot the video", "they scan it"; but "the nurse who patients trust".
        return objects or not following or following in PARTICLES or (previous != "who" and following in PREPOSITIONS)
    earlier = _word(before[: before.rfind(previous)], last=True) if previous else ""
    if previous == "not" and earlier in HELPING:
        return objects or not following or following in PARTICLES | PREPOSITIONS
    if previous in NEGATED:
        return objects or not following or following in PARTICLES | PREPOSITIONS
    if previous in MODALS and earlier:
        return objects or not following or following in PARTICLES | PREPOSITIONS
    return objects and (opening or previous in LEADS_ON or (previous == "you" and following in NOUN_LEADERS))


def _is_adjective(word: str, previous: str, following: str) -> bool:
    if previous in LINKS | DEGREES:
        return not following or following in BEHIND_NOUN
    if word != "cold" or previous in COMMON or following in COLD:
        return False
    return bool(following) and following not in BEHIND_NOUN and following not in DETERMINERS


def _word(text: str, *, last: bool) -> str:
    """Return the word that touches the edge of a text with nothing but a space between, "" where there is none."""
    if last:
        match = re.search(r"([^\W\d_]+(?:’[^\W\d_]+)*)[ \u00a0]\Z", text)
    else:
        match = re.match(r"[ \u00a0]([^\W\d_]+(?:’[^\W\d_]+)*)", text)
    return match[1] if match else ""
