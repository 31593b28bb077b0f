"""Rules that say which finding explains which others, so that one cause gives one finding.

A sentence in the wrong place has lost all its numbers, and they aren't each told. A cause explains others anywhere in
the entry, or only at the same place of source or translation. What explains a graver finding takes over its severity,
so that nothing passes a gate by being explained; only what never was the translation's own (`untranslated`: each word
is the source's) has no part in that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.checks import (
    addresses,
    coverage,
    instructions,
    names,
    numbers,
    placeholders,
    polarity,
    punctuation,
    senses,
    terminology,
)
from pipeline.model import Finding, Span, rank

Where = Literal["entry", "place", "end"]
# Who writes one number with a point for a comma writes all of them so.
HABITS = ("separator", "ambiguous")
MOST = 50  # findings of a check in one entry
END = 0.4  # the share of a source behind which a translation that breaks off has lost what is lost

ORDER = frozenset({"number-lost", "number-added", "number-changed", "separator", "ambiguous"})
QUANTITIES = frozenset(numbers.CHECKS)
FORM = frozenset(punctuation.CHECKS) | {"edge-space", "double-space", "length-implausible"}
TERMS = frozenset(terminology.CHECKS)
# What a translation says, word for word.
CONTENT = QUANTITIES | TERMS | polarity.CHECKS.keys() | instructions.CHECKS.keys() | names.CHECKS.keys()
CONTENT |= senses.CHECKS.keys()
MACHINE = frozenset(addresses.CHECKS) | placeholders.CHECKS.keys() | {"tags", "entities"}
COVERAGE = frozenset(coverage.CHECKS)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of explanation: where a finding explains others, and why.

    "entry" is anywhere in it, "place" is where they share characters of the source or of the translation, "end" is that
    or the later part of the source. `grave` is false where it doesn't take over the severity of what it explains.
    """

    cause: str
    follows: frozenset[str]
    where: Where
    reason: str
    grave: bool = True


RULES = (
    Rule(
        "untranslated",
        CONTENT | COVERAGE | FORM | {"wrong-language", "wrong-script", "partly-untranslated"},
        "entry",
        "Each word is the source's own: nothing in it is changed, and nothing is translated.",
        grave=False,
    ),
    Rule(
        "entry-shifted",
        CONTENT | MACHINE | COVERAGE | FORM | {"codes", "repetition", "too-long"},
        "entry",
        "The translation is of another sentence, which has other numbers, names and signs.",
    ),
    Rule(
        "mojibake",
        CONTENT | COVERAGE | FORM | {"invisible-character", "repetition", "mixed-scripts", "wrong-script", "entities"},
        "entry",
        "Letters in ruins can't be read as the words, numbers and signs that they were.",
    ),
    Rule(
        "wrong-language",
        CONTENT | COVERAGE | FORM | {"partly-untranslated"},
        "entry",
        "Words are looked for in the locale's language, and numbers are read as it writes them.",
    ),
    Rule(
        "wrong-script",
        CONTENT | COVERAGE | FORM | {"mixed-scripts", "wrong-language"},
        "entry",
        "Words in other letters aren't recognised.",
    ),
    Rule(
        "mixed-scripts",
        CONTENT | COVERAGE | FORM,
        "entry",
        "A word with a stranger's letter isn't recognised.",
    ),
    Rule(
        "partly-untranslated",
        CONTENT | FORM | {"wrong-language", "length-implausible", "sentence-lost", "truncated"},
        "place",
        "What is lost is still there, in the source's words.",
    ),
    Rule(
        "injection",
        CONTENT | MACHINE | {"content-added", "repetition", "codes", "brackets"},
        "place",
        "What a script holds is no text.",
    ),
    Rule("injection", FORM, "entry", "A tag at the end hides how the sentence ends."),
    Rule("truncated", CONTENT | MACHINE, "end", "What stood behind the break is gone with it."),
    Rule("truncated", FORM, "entry", "What breaks off has no end."),
    Rule("sentence-lost", CONTENT | MACHINE, "place", "What stood in the sentence is gone with it."),
    Rule("sentence-lost", FORM, "entry", "Without a sentence the text ends and measures otherwise."),
    # A term that the source asks for isn't missing because something was added.
    Rule("content-added", (CONTENT - {"term-replaced"}) | MACHINE, "place", "What a sentence too many says is new."),
    Rule("content-added", FORM, "entry", "With a sentence more the text ends and measures otherwise."),
    Rule("repetition", CONTENT | COVERAGE, "place", "What stands twice is there once too often."),
    Rule("repetition", FORM, "entry", "A phrase doubled leaves halves of brackets and quotations."),
    Rule(
        "invisible-character",
        FORM | addresses.CHECKS.keys(),
        "entry",
        "An address with something inside isn't recognised; words are read without it.",
    ),
    Rule("bidi-control", CONTENT | FORM, "entry", "A number with a control inside isn't recognised."),
    Rule("placeholders", ORDER | {"term-missing"}, "place", "A placeholder is no text."),
    Rule("placeholders", FORM, "entry", "Where a placeholder is gone, its spaces and the sign behind it are left."),
    Rule("tags", QUANTITIES | FORM, "place", "A tag is no text."),
    Rule("codes", FORM | {"placeholders"}, "place", "A code is no text."),
    Rule("address", CONTENT | {"end-punctuation"}, "place", "An address is kept whole or not at all."),
    Rule("phone", CONTENT, "place", "A phone number is no quantity."),
    Rule("date-changed", QUANTITIES, "place", "A date is told whole, not by its day and its year."),
    Rule("range-broken", ORDER, "place", "A range is told whole."),
    Rule("unit-changed", ORDER, "place", "Another unit is the graver news about a number."),
    *(
        Rule(
            quantity,
            frozenset({"count-changed", "frequency-changed", "numbers-exchanged"}),
            "entry",
            "The number itself tells more than what it counts.",
        )
        for quantity in (
            "number-changed",
            "number-lost",
            "number-added",
            "range-broken",
            "unit-changed",
            "date-changed",
        )
    ),
    Rule("percent-lost", ORDER | {"unit-changed"}, "place", "Without its sign a percentage is another number."),
    Rule(
        "bound-changed",
        ORDER | {"comparison-flipped", "negation-lost", "negation-added"},
        "place",
        "A limit names its number: that tells more than the word that turned.",
    ),
    Rule(
        "comparison-flipped",
        frozenset({"negation-lost", "negation-added"}),
        "place",
        "`No more than` is a comparison.",
    ),
    Rule(
        "term-do-not-translate",
        QUANTITIES | {"code-changed", "code-lost", "name-misspelt", "term-missing", "term-replaced"},
        "place",
        "A name that the glossary keeps is told whole, with the way it is written.",
    ),
    Rule(
        "code-changed",
        QUANTITIES | {"term-missing", "term-replaced", "code-lost", "acronym-replaced"},
        "place",
        "A figure of a code is no quantity.",
    ),
    *(
        Rule(
            drug,
            TERMS | {"name-misspelt", "code-lost", "code-changed"},
            "place",
            "Which medicine it is tells more than that a term is missing.",
        )
        for drug in ("drug-changed", "drug-misspelt", "drug-lost")
    ),
    Rule(
        "sense",
        TERMS - {"term-do-not-translate"},
        "place",
        "Which meaning a word has here tells more than which term is missing.",
    ),
    *(
        Rule(name, TERMS - {"term-do-not-translate"}, "place", "A name tells more than a term.")
        for name in (
            "country-changed",
            "place-changed",
            "language-changed",
            "name-changed",
            "name-misspelt",
            "side-swapped",
            "setting-swapped",
        )
    ),
    Rule("term-replaced", frozenset({"term-missing"}), "place", "Where another term stands, this one is missing."),
    Rule("term-forbidden", frozenset({"term-replaced", "term-missing"}), "place", "A warning says what to write."),
)
_BY_CAUSE: dict[str, list[Rule]] = {}
for _rule in RULES:
    _BY_CAUSE.setdefault(_rule.cause, []).append(_rule)


def most_telling(findings: Sequence[Finding]) -> list[Finding]:
    """Leave out of a unit's findings what another of them explains, and what says the same again.

    A finding that is explained itself explains no others. The order is kept.
    """
    if len(findings) < 2:
        return list(findings)
    distinct = _some(_once(findings))
    explained: set[int] = set()
    # The broadest causes come first in RULES, so that what they explain is settled before the narrow ones.
    causes = sorted(
        (n for n, finding in enumerate(distinct) if finding.check in _BY_CAUSE), key=lambda n: _RANK[distinct[n].check]
    )
    for number in causes:
        if number in explained:
            continue
        cause = distinct[number]
        for rule in _BY_CAUSE[cause.check]:
            follows = [n for n, finding in enumerate(distinct) if n not in explained and _follows(rule, cause, finding)]
            explained.update(follows)
            if rule.grave:
                cause = _gravest(cause, (distinct[n] for n in follows))
        distinct[number] = cause
    return [finding for number, finding in enumerate(distinct) if number not in explained]


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """Leave out what is said twice, and of a HABIT all but the gravest."""
    distinct = list(dict.fromkeys(findings))
    for check in HABITS:
        same_check = [finding for finding in distinct if finding.check == check]
        if len(same_check) > 1:
            first = min(same_check, key=lambda finding: rank(finding.severity))
            distinct = [finding for finding in distinct if finding.check != check or finding is first]
    return distinct


def _some(findings: list[Finding]) -> list[Finding]:
    """Leave out what a check says for more than the MOST times: that a text is another one altogether is told by then.

    Each severity counts by itself, so that no gate is passed by what is left out.
    """
    if len(findings) <= MOST:
        return findings
    told: Counter[tuple[str, str]] = Counter()
    some = []
    for finding in findings:
        told[finding.check, finding.severity] += 1
        if told[finding.check, finding.severity] <= MOST:
            some.append(finding)
    return some


_RANK = {cause: number for number, cause in enumerate(_BY_CAUSE)}


def _follows(rule: Rule, cause: Finding, other: Finding) -> bool:
    if other.check not in rule.follows or other.check == cause.check:
        return False
    if rule.where == "entry" or _share(cause.source_span, other.source_span):
        return True
    if _share(cause.target_span, other.target_span):
        return True
    return rule.where == "end" and other.target_span is None and _late(other)


def _share(cause: Span | None, other: Span | None) -> bool:
    return cause is not None and other is not None and cause[0] < other[1] and other[0] < cause[1]


def _late(finding: Finding) -> bool:
    return finding.source_span is not None and finding.source_span[0] >= END * len(finding.unit.segment.text)


def _gravest(cause: Finding, others: Iterable[Finding]) -> Finding:
    severity = min((cause.severity, *(other.severity for other in others)), key=rank)
    return cause if severity == cause.severity else replace(cause, severity=severity)
