"""The classes of texts, by the harm that a mistake in them could do: stricter rules can hold for some of them.

A segment's classes are those that its author marks, those of its place on the page, and those of what it says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.locales import Locale
from pipeline.model import Extraction, Segment
from pipeline.text import addresses, inline, quantities
from pipeline.text.language.scripts import ascii_digits

BODY, NAVIGATION = "body", "navigation"


@dataclass(frozen=True, slots=True)
class TextClass:
    """A class of texts: what they have in common, and how they are treated where a project says nothing else.

    `requires` is one of pipeline.project.config.REQUIREMENTS; elements of HTML that `select` fits, and values of YAML
    and JSON under `keys`, are of the class whatever they say.
    """

    name: str
    meaning: str
    requires: str = "reviewed"
    select: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


_ALL = (  # in the order in which a rule is named where two are equally strict
    TextClass(
        "dose",
        "It names an amount of a medicine, or how often it is taken.",
        select=(".dose", ".dosage"),
        keys=("dose", "doses", "dosage", "dosing"),
    ),
    TextClass(
        "emergency",
        "It says whom to call or where to go in an emergency, or gives a telephone number.",
        select=(".emergency",),
        keys=("emergency", "emergency_*"),
    ),
    TextClass(
        "eligibility",
        "It says who may have a treatment, a service or a place in a trial.",
        select=(".eligibility", "#eligibility"),
        keys=("eligibility", "eligibility_*", "criteria"),
    ),
    TextClass(
        "disclaimer",
        "It says what the page is not: advice, a promise, an offer, an approved use.",
        select=(".disclaimer", "#disclaimer"),
        keys=("disclaimer", "*_disclaimer"),
    ),
    TextClass(
        "instruction",
        "It says what must be done, or what must not.",
        select=(".warning", ".contraindications"),
        keys=("warning", "warnings", "contraindications"),
    ),
    TextClass(BODY, "Everything else that is read.", "draft"),
    TextClass(
        NAVIGATION,
        "It leads somewhere: menus, links that stand alone, buttons, titles of windows, labels.",
        "draft",
        select=("nav", "[role=navigation]"),
        keys=("call_to_action", "cta", "nav", "navigation", "menu"),
    ),
)
CLASSES = {each.name: each for each in _ALL}
CLINICAL = tuple(name for name in CLASSES if name not in (BODY, NAVIGATION))
# Roles of HTML and keys of YAML; what stands there may still say more than where it leads.
NAVIGATION_ROLES = frozenset(
    {"title", "a", "button", "label", "option", "optgroup label", "menu label", "aria-label", "placeholder"}
    | {"application name", "og:site_name", "og:title", "twitter:title", "cta", "call_to_action"}
)
DOSE_UNITS = re.compile(r"(?:k|m|µ|n)?g|(?:m|µ|d)?L|IU|U|m?mol|mEq|Gy")
COUNTED = re.compile(r"\b(?:tablet|capsule|pill|drop|puff|patch|injection|infusion|dose|vial|sachet)(?:s|es)?\b", re.I)
# What a dose of cells or of a vector is counted by, behind a power of ten: 2 × 10⁶ viable CAR-positive T cells.
CELLS = re.compile(
    r"(?:[ \u00a0]+[^\s.;:!?]+){0,5}?[ \u00a0]+(?:[\w-]*cells?|lymphocytes|particles|vg|vp|CFU|PFU|TCID50?|spores"
    r"|organisms|bacteria|(?:vector|viral|genome)s? (?:genomes?|copies|particles))\b(?!/\s?[mµ]?L)",
    re.IGNORECASE,
)
AMOUNT = re.compile(rf"\d|gram|lit(?:er|re)|unit|mol|gray|{COUNTED.pattern}", re.IGNORECASE)  # else there is none
DAILY = re.compile(
    r"\b(?:once|twice|times?)\s+(?:a|an|per|each|every)\s+(?:hour|day|night|week|month)\b|\bdaily\b", re.I
)
INSTRUCTION = re.compile(
    r"\b(?:do not|don[’']t|never|must(?: not|n[’']t)?|should(?: not|n[’']t)|may not|avoid|stop|need to|have to)\b", re.I
)
EMERGENCY = re.compile(r"\b(?:emergenc(?:y|ies)|ambulance|paramedics?)\b", re.IGNORECASE)
CALL = re.compile(r"\b(?:call|dial|phone|ring|text|telephone|number|hotline|helpline)", re.IGNORECASE)
ELIGIBILITY = re.compile(
    r"\b(?:in)?eligib(?:le|ility)\b|\b(?:inclusion|exclusion) criteri(?:a|on)\b|\bcandidates? for\b"
    r"|\bcriteri(?:a|on) (?:of|for)\b|\bqualif(?:y|ies|ied) for\b|\b(?:entitled|admitted) to\b"
    r"|\b(?:who|you|patients?|people|adults?|children) (?:can|may|could|can[’']?t|cannot|might) "
    r"(?:not )?(?:join|enrol|enroll|take part|participate)\b",
    re.IGNORECASE,
)
DISCLAIMER = re.compile(
    r"\b(?:no|not|never)\b[^.]{0,40}\b(?:substitute|replacement) for\b|\bnot? (?:be |a |an )?(?:medical|legal) advice\b"
    r"|\b(?:does|do) not (?:replace|constitute|guarantee|promise|endorse)\b|\bdoesn[’']t (?:replace|constitute)\b"
    r"|\b(?:informational|educational|information|education) (?:purposes|only)\b|\bat your own risk\b"
    r"|\bno (?:guarantee|warrant(?:y|ies)|liability|promise)\b|\b(?:not|n[’']t) (?:liable|responsible for)\b"
    r"|\bnot (?:yet )?(?:been )?(?:approved|authori[sz]ed|licensed|evaluated)\b",
    re.IGNORECASE,
)
# Numbers of emergency services. The first are taken for such wherever they stand alone, the others, which may as well
# count something, where the text speaks of calling.
NUMBERS = frozenset({"000", "112", "911", "999"})
_MORE = """066 102 103 108 110 111 113 114 115 116 117 118 119 120 122 123 133 140 144 150 155 158
190 191 192 193 194 197 198 199 988 995 997 998"""
MORE_NUMBERS = frozenset(_MORE.split())
_COUNTED_UNITS = (
    "%|‰|°|[kmµn]?g\\b|mcg\\b|[mdµ]?[lL]\\b|IU\\b|[kcm]?m\\b|ms\\b|(?:second|minute|hour|day|week|month|year|patient|"
    "participant|volunteer|people|person|adult|child|cell|bed|hospital|clinic|countr|page|step|time|case|unit)"
)
_ALONE = re.compile(
    rf"(?<!\d)(?<!\d[ .,:/‐‑–-])(?<![+＋])\d{{3}}(?!\d|[.,:/‐‑–-]\d| \d{{3}}|\)\s?\d|\s?(?:{_COUNTED_UNITS}))"
)

_JOINT = re.compile(r"[ .\u2010\u2011\u2013-]")
_SPELT = re.compile(rf"(?<!\d)(?<!\d[.,:/])\d(?:{_JOINT.pattern}\d){{2}}(?!{_JOINT.pattern}?\d)")  # 9 1 1, 9-1-1


def of_segments(extraction: Extraction, locale: Locale) -> dict[str, frozenset[str]]:
    """Return the classes of each segment by its key; one that stands in several places has those of all of them."""
    by_key: dict[str, frozenset[str]] = {}
    for slot in extraction.slots:
        segment = slot.segment
        by_key[segment.key] = by_key.get(segment.key, frozenset()) | _at_its_place(segment, locale)
    return by_key


def _at_its_place(segment: Segment, locale: Locale) -> frozenset[str]:
    """Return the classes by an author's marks, the role and the text, none of which takes away what another gives.

    The one choice is whether a segment is navigation or body.
    """
    leads = NAVIGATION in segment.classes or segment.role in NAVIGATION_ROLES
    return segment.classes | {NAVIGATION if leads else BODY} | classes_of(wording(segment), locale)


def wording(segment: Segment) -> str:
    """Return what a segment says, singular and plural, with its codes blanked."""
    text = segment.text if segment.plural is None else f"{segment.text} {segment.plural}"
    return inline.shown(text, segment.codes)


@lru_cache(maxsize=16_384)
def classes_of(text: str, locale: Locale) -> frozenset[str]:
    """Return the classes of CLASSES that an English source text, its inline codes blanked, belongs to by its words."""
    names = set()
    amounts = quantities.read(text, locale) if AMOUNT.search(text) else ()
    units = any(DOSE_UNITS.fullmatch(amount.unit.partition("/")[0]) for amount in amounts)
    raised = any(amount.power and CELLS.match(text, amount.last) for amount in amounts)
    if units or raised or DAILY.search(text) or (amounts and COUNTED.search(text)):
        names.add("dose")
    if EMERGENCY.search(text) or emergency_numbers(text) or addresses.phones(text):
        names.add("emergency")
    for name, words in (("instruction", INSTRUCTION), ("eligibility", ELIGIBILITY), ("disclaimer", DISCLAIMER)):
        if words.search(text):
            names.add(name)
    return frozenset(names)


def names_emergency_number(source: str, targets: Sequence[str]) -> bool:
    """Tell whether an English text names a number of emergency services, or one of its translations brings one in."""
    if emergency_numbers(source):
        return True
    figures = set(re.findall(r"\d+", ascii_digits(source)))
    for target in targets:
        joined = _SPELT.sub(lambda spelt: _JOINT.sub("", spelt[0]), ascii_digits(target))
        if not (set(_ALONE.findall(joined)) - figures).isdisjoint(NUMBERS | MORE_NUMBERS):
            return True
    return False


def emergency_numbers(text: str) -> tuple[str, ...]:
    """Return the numbers of emergency services that an English text names, in order."""
    known = NUMBERS | MORE_NUMBERS if CALL.search(text) or EMERGENCY.search(text) else NUMBERS
    return tuple(number for number in _ALONE.findall(text) if number in known)
