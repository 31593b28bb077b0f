"""The classes of texts, by the harm that a mistake in them could do: stricter rules can hold for some of them.

A segment's classes are those that its author marks, those of its place on the page, and those of what it says.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.locales import Locale
from pipeline.model import Extraction, Segment
from pipeline.text import addresses, class_words, inline, instructions, quantities, readable
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
ITEMS = frozenset({"li", "dd"})
WITHIN_ITEMS = frozenset({"p", "div"})  # what is an item only by the tags around it
ITEM_TAG = re.compile(r"<(/?)(?:li|dd)\b", re.IGNORECASE)
LIST_TAG = re.compile(r"</(?:ul|ol|dl)\b", re.IGNORECASE)
LEADING = frozenset({"emergency", "eligibility"})  # of headings and open sentences: when to call, who can join
BULLETS = ("• ", "- ", "– ", "* ", "◦ ", "▪ ", "‣ ")
MARKUP = re.compile(rf"<!--[^<>]*-->|{inline.TAG}")
LONG = 1_000  # characters
BREAKS = re.compile(r"</?(?:br|p|div|li|ul|ol|h[1-6]|td|th|tr|hr|dd|dt)\b", re.IGNORECASE)
DOSE_UNITS = re.compile(r"(?:k|m|µ|n)?g|(?:m|µ|d)?L|IU|U|m?mol|mEq|c?Gy|[kMG]?Bq")
COUNTED = re.compile(r"\b(?:tablet|capsule|pill|drop|puff|patch|injection|infusion|dose|vial|sachet)(?:s|es)?\b", re.I)
# What a dose of cells or of a vector is counted by, behind a power of ten: 2 × 10⁶ viable CAR-positive T cells.
CELLS = re.compile(
    r"(?:[ \u00a0]+[^\s.;:!?]+){0,5}?[ \u00a0]+(?:[\w-]*cells?|lymphocytes|particles|vg|vp|CFU|PFU|TCID50?|spores"
    r"|organisms|bacteria|(?:vector|viral|genome)s? (?:genomes?|copies|particles))\b(?!/\s?[mµ]?L)",
    re.IGNORECASE,
)
AMOUNT = re.compile(rf"\d|gram|lit(?:er|re)|unit|mol|gray|{COUNTED.pattern}", re.IGNORECASE)  # else there is none
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
    """Return the classes of each segment by its key; one that stands in several places has those of all of them.

    The items of a list share the classes of the sentence that leads into it: call us if you have …
    """
    by_key: dict[str, frozenset[str]] = {}
    lead: frozenset[str] = frozenset()
    inside, end = False, 0
    for slot in extraction.slots:
        segment = slot.segment
        classes = _at_its_place(segment, locale)
        inside = _is_inside_item(extraction.source[end : slot.start], inside)
        end = max(end, slot.end)
        own = classes & _led_by(segment.text)
        if segment.role in ITEMS or segment.text.startswith(BULLETS) or (inside and segment.role in WITHIN_ITEMS):
            classes |= lead if not segment.text.endswith("?") else frozenset()  # questions to ask tell nobody anything
            lead |= own
        else:
            lead = own
        by_key[segment.key] = by_key.get(segment.key, frozenset()) | classes
    return by_key


def _is_inside_item(between: str, inside: bool) -> bool:
    """Tell by the tags since the text before whether a text of HTML stands in an item of a list."""
    tags = ITEM_TAG.findall(between)
    return not tags[-1] if tags else inside and LIST_TAG.search(between) is None


def _led_by(text: str) -> frozenset[str]:
    """Return the classes that a text may give to the items of a list behind it."""
    text = text.rstrip()
    if text.endswith((":", "：")):
        return frozenset(CLINICAL)
    ends = text.endswith((".", "!", "。")) and not text.endswith("..")
    return frozenset() if ends and not class_words.FOLLOWING.search(text) else LEADING


def _at_its_place(segment: Segment, locale: Locale) -> frozenset[str]:
    """Return the classes by an author's marks, the role and the text, none of which takes away what another gives.

    The one choice is whether a segment is navigation or body.
    """
    leads = NAVIGATION in segment.classes or segment.role in NAVIGATION_ROLES
    filled_in = {"dose"} if class_words.FILLED_IN.search(segment.text) else set()
    said = classes_of(wording(segment), locale, leads=leads)
    return segment.classes | {NAVIGATION if leads else BODY} | said | filled_in


def wording(segment: Segment) -> str:
    """Return what a segment says, singular and plural, with its codes blanked."""
    text = segment.text if segment.plural is None else f"{segment.text} {segment.plural}"
    for code in segment.codes:
        if code.closing is None and BREAKS.match(code.opening):
            text = text.replace(f"<{code.number}/>", " ")
    return inline.shown(readable.joined(text).text if readable.is_odd(text) else text, segment.codes)


@lru_cache(maxsize=16_384)
def classes_of(text: str, locale: Locale, *, leads: bool = False) -> frozenset[str]:
    """Return the classes of CLASSES that an English source text belongs to by its words, whatever markup it holds.

    What leads somewhere (a menu, a button) begins with a verb for other reasons than an instruction.
    """
    text = readable.plain(_without_markup(text))
    names = set()
    if _is_dose(text, locale):
        names.add("dose")
    if class_words.EMERGENCY.search(text) or emergency_numbers(text) or addresses.phones(text):
        names.add("emergency")
    if class_words.OBLIGATION.search(text) or (not leads and class_words.IMPERATIVE.search(text)):
        names.add("instruction")
    for name, words in (("eligibility", class_words.ELIGIBILITY), ("disclaimer", class_words.DISCLAIMER)):
        if words.search(text):
            names.add(name)
    return frozenset(names)


def _is_dose(text: str, locale: Locale) -> bool:
    """Tell whether a text names an amount of a medicine or how often it is taken; what a trial found is none."""
    if class_words.REPORTED.search(text) and not class_words.TO_SOMEBODY.search(text):
        return class_words.IMPERATIVE.search(text) is not None and _has_amount(text, locale)
    return class_words.DOSE.search(text) is not None or _has_amount(text, locale)


def _has_amount(text: str, locale: Locale) -> bool:
    amounts = quantities.read(text, locale) if AMOUNT.search(text) else ()
    if any(DOSE_UNITS.fullmatch(amount.unit.partition("/")[0]) for amount in amounts):
        return True
    if any(amount.power and CELLS.match(text, amount.last) for amount in amounts):
        return True
    if (amounts and COUNTED.search(text)) or class_words.DAILY.search(text):
        return True
    # What is longer than any sentence is searched for words alone: the reader compares each word with its neighbours.
    return len(text) <= LONG and any(map(_counts, instructions.read(text, locale)))


def _counts(facet: instructions.Facet) -> bool:
    return facet.slot in ("form", "period") and bool(facet.count)


def _without_markup(text: str) -> str:
    """Return a text as its page would show it, where somebody gives it as written."""
    if "<" in text:
        text = MARKUP.sub(lambda tag: " " if BREAKS.match(tag[0]) else "", text)
    return html.unescape(text) if "&" in text else text


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
    known = NUMBERS | MORE_NUMBERS if _speaks_of_calling(text) else NUMBERS
    return tuple(number for number in _ALONE.findall(text) if number in known)


def _speaks_of_calling(text: str) -> bool:
    return bool(class_words.CALL.search(text) or class_words.SPEAKS_OF_EMERGENCY.search(text))
