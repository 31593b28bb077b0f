"""Comparison of polarity in two texts, of not, left, more, before: quiet between languages, strict within one.

A translator may say "unable" for "not able", or "only after" for "not until": across languages a shift is told where
one text has a word outright and the other has too little of any kind that could answer for it.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Severity
from pipeline.text.lexicon import Lexicon, Meaning
from pipeline.text.polarity import versions
from pipeline.text.polarity.lexicon import LEXICA
from pipeline.text.polarity.marks import Mark, read
from pipeline.text.polarity.shifts import AXES, POLES, Shift

# An abbreviation's full stop ("U.S. adults", "EE. UU.") ends no sentence. It begins with one set of characters, for
# which the search is fast.
SENTENCE = re.compile(
    r"[.!?…。！？؟।](?:(?<=[。！？؟।])|(?<=[a-z]{3}\.)(?=[A-Z][a-z\s\d])|(?<=\d\.)(?=[A-Z][a-z]+\s)"
    r"|(?<!\b[A-Z].)(?<!\b[A-Z][A-Z].)(?<!\bСм.)[.!?…]{0,20}[\"'”»)\]]{0,20}(?=\s+(?![a-zß-ÿа-яё])))"
)

# What answers for a negation once: "not until" is "only after", and "only" beside "only" leaves a "not" unanswered.
LIMITING = frozenset({"only", "at least", "at most"})
LIMITS = frozenset({"at least", "at most"})
FEWER = frozenset({"less", "below"})  # under 3 is younger than 3
TURNING = frozenset({"unless", "until"})
# An N at the start of an acronym is often a non-: NPIs, NSAIDs.
ACRONYM = re.compile(r"\bN[A-Z]{2,5}(?=s?\b)")


@dataclass(frozen=True, slots=True)
class _Negations:
    """The negations of a sentence.

    `outright` are those that need an answer, one for all that a language of concord says twice; `all_outright` counts
    each, `said` those that deny by themselves: "and not" and "nor" only go on. `implied` counts verbs and adjectives
    that negate, `loose` counts words that may negate, `kindred` those that languages say by their like ("difficult"),
    `answers` words of another family that do ("unless"), `limits` those of them that both texts have ("only"),
    `excepted` the negations that an exception turns round: none but these. `less` counts comparisons that a language
    may deny ("not so robust"), `unless` conditions that "only" needs no denial for: stop only if, don't stop unless.
    """

    outright: tuple[Mark, ...]
    said: int
    all_outright: int
    implied: int
    loose: int
    kindred: int
    answers: int
    limits: int
    excepted: int
    less: int
    unless: int


def compare(source: str, target: str, source_language: str, target_language: str) -> tuple[Shift, ...]:
    """Return where the two texts disagree; nothing for a language without data, or for an empty text.

    With one language on both sides every change of a mark is told, for these are two versions of one text.
    """
    if source == target or not source.strip() or not target.strip():
        return ()
    old, new = LEXICA.load(source_language), LEXICA.load(target_language)
    if old is None or new is None:
        return ()
    source_marks, target_marks = read(source, source_language), read(target, target_language)
    if old is new:
        return tuple(versions.shifts(source, target, source_marks, target_marks))
    if not source_marks and not target_marks:
        return ()
    first, second = _sentences(source, source_marks), _sentences(target, target_marks)
    if len(first) != len(second):
        first, second = [source_marks], [target_marks]
    shifts: list[Shift] = []
    for left, right in zip(first, second, strict=True):
        if left or right:
            shifts += (each for each in _negation(left, right, new) if not _spelt_out(each, source, target))
        if left and right:
            shifts += _exchanges(left, right, new)
    return tuple(shifts)


def _sentences(text: str, marks: tuple[Mark, ...]) -> list[tuple[Mark, ...]]:
    """Share out the marks to the sentences of the text."""
    last = len(text.rstrip()) - 1
    ends = [end for match in SENTENCE.finditer(text) if (end := match.start()) < last]
    if not ends:
        return [marks]
    parts: list[list[Mark]] = [[] for _ in range(len(ends) + 1)]
    for mark in marks:
        parts[bisect(ends, mark.start)].append(mark)
    return [tuple(part) for part in parts]


def _negation(left: Sequence[Mark], right: Sequence[Mark], new: Lexicon) -> Iterator[Shift]:
    """Tell a negation that is lost or added.

    It is neither where the other side negates as often outright, nor where it has as many words in all that negate.
    Loose words of a source answer for each other's translations first; a source's loose words answer for anything.
    """
    source, target = _negations(left), _negations(right)
    lost = len(source.outright) > target.all_outright and not _goes_on(source, target)
    added = (target.said or len(target.outright)) - target.excepted
    if lost and len(source.outright) + source.implied > target.all_outright + target.implied + max(
        0, target.loose + target.kindred - source.loose - source.kindred
    ) + max(0, target.answers + target.limits - source.answers - source.limits) + max(
        0, target.less - source.less
    ) + min(source.unless, max(0, target.limits - source.limits)):
        mark = source.outright[0]
        message = f"The source says “{mark.text}”, and nothing in the translation does."
        # A prefix isn't said in every language: non-human primates are apes and monkeys.
        severity: Severity = "major" if mark.value == "affix" else "critical"
        yield Shift("negation-lost", severity, message, mark, None, new.first.get(Meaning("negation", mark.value)))
    elif (
        added > source.all_outright
        and added + target.implied
        > source.all_outright
        + source.implied
        + source.loose
        + max(0, source.kindred - target.loose - target.kindred)
        + source.answers
        + max(0, source.limits - target.limits)
        + max(0, source.less - target.less)
    ):
        mark = target.outright[0]
        message = f"The translation says “{mark.text}”, and nothing in the source does."
        yield Shift("negation-added", "critical", message, None, mark, None)


def _spelt_out(shift: Shift, source: str, target: str) -> bool:
    """Tell whether an added negation may be that of an acronym which the translation spells out: NPIs."""
    return shift.kind == "negation-added" and any(match[0] not in target for match in ACRONYM.finditer(source))


def _goes_on(source: _Negations, target: _Negations) -> bool:
    """Tell whether all that is missing is a "not" that goes on with the first: not here, and not there."""
    if not target.said or source.said > target.said:
        return False
    return target.outright[0].clause <= source.outright[0].clause


def _negations(marks: Sequence[Mark]) -> _Negations:
    outright: list[Mark] = []
    words: list[Mark] = []
    particles: list[Mark] = []
    implied = loose = kindred = answers = limits = excepted = 0
    less = sum(mark.value in FEWER and not mark.loose for mark in marks)
    unless = sum(mark.value in TURNING for mark in marks)
    until = -1  # the clause of the last word that says until when: what it denies is no denial in some languages
    for mark in marks:
        if mark.value == "until":
            until = mark.clause
        elif mark.value == "not" and mark.clause == until:
            excepted += 1
        if mark.value in LIMITING and (mark.family == "exception" or not mark.loose):
            limits += 1
        elif mark.family == "exception":
            answers += 1
        elif mark.family != "negation":
            continue
        elif mark.value == "kindred":
            kindred += 1
        elif mark.value == "exceptive":
            loose += 1
            excepted += bool(outright)
        elif mark.loose:
            loose += 1
        elif mark.value == "implied":
            implied += 1
        elif mark.bare:
            continue
        elif mark.value in {"particle", "expletive"}:
            particles.append(mark)
        elif mark.value in {"none", "concord"}:
            words.append(mark)
        else:
            outright.append(mark)
    every = len(outright) + len(words)
    clauses = {mark.clause for mark in outright}
    said = len(outright)
    for mark in words:
        if mark.clause not in clauses:
            outright.append(mark)
            clauses.add(mark.clause)
    loose += sum(mark.clause not in clauses for mark in particles)
    return _Negations(tuple(outright), said, every, implied, loose, kindred, answers, limits, excepted, less, unless)


def _exchanges(left: Sequence[Mark], right: Sequence[Mark], new: Lexicon) -> Iterator[Shift]:
    """Tell exchanged poles: one side has too few of the one outright, and the other too many of its opposite."""
    source_poles, target_poles = _by_pole(left), _by_pole(right)
    told: set[str] = set()
    for number, pole in source_poles:
        lost, got = source_poles[number, pole], target_poles.get((number, not pole), [])
        kept, had = target_poles.get((number, pole), []), source_poles.get((number, not pole), [])
        wanted, wrong = _outright(lost), _outright(got)
        if len(wanted) > len(_outright(kept)) and len(wrong) > len(_outright(had)):
            axis = AXES[number]
            if (len(lost) > len(kept)) + (len(got) > len(had)) >= axis.proofs:
                mark, twin = wanted[0], wrong[0]
                if _denied(mark, twin, right, left) or _denied(twin, mark, left, right):
                    continue
                message = f"The source says “{mark.text}”, the translation says the opposite: “{twin.text}”."
                suggestion = new.first.get(Meaning(mark.family, mark.value))
                yield Shift(axis.kind, axis.severity, message, mark, twin, suggestion)
                told.add(axis.kind)
    if "comparison-flipped" not in told:
        yield from _limits(left, right, new)


def _limits(left: Sequence[Mark], right: Sequence[Mark], new: Lexicon) -> Iterator[Shift]:
    """Tell a limit that has become its opposite, whatever else rises or falls in the sentence."""
    for value, other in (("at least", "at most"), ("at most", "at least")):
        wanted = _outright([mark for mark in left if mark.value == value])
        wrong = _outright([mark for mark in right if mark.value == other])
        kept, had = sum(mark.value == value for mark in right), sum(mark.value == other for mark in left)
        if len(wanted) > kept and len(wrong) > had:
            mark, twin = wanted[0], wrong[0]
            message = f"The source says “{mark.text}”, the translation says the opposite: “{twin.text}”."
            suggestion = new.first.get(Meaning(mark.family, mark.value))
            yield Shift("comparison-flipped", "critical", message, mark, twin, suggestion)


def _denied(bound: Mark, other: Mark, marks: Sequence[Mark], twins: Sequence[Mark]) -> bool:
    """Tell whether a limit is said as the denial of its opposite: at most, and must not be more than.

    `marks` are those of the text with the denial, `twins` those of the text with the limit.
    """
    if bound.value not in LIMITS or other.value in LIMITS:
        return False
    denials, others = _negations(marks), _negations(twins)
    return len(denials.outright) + denials.implied > len(others.outright) + others.implied


def _by_pole(marks: Sequence[Mark]) -> dict[tuple[int, bool], list[Mark]]:
    marks_of: dict[tuple[int, bool], list[Mark]] = defaultdict(list)
    for mark in marks:
        if pole := POLES.get((mark.family, mark.value)):
            marks_of[pole].append(mark)
    return dict(marks_of)


def _outright(marks: Sequence[Mark]) -> list[Mark]:
    return [mark for mark in marks if not mark.loose]
