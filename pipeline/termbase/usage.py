"""Glossary adherence of translations: what an entry says of its terms, and which of them it doesn't honour.

What an entry says stands in its extracted comments, a line a term, so that a translator sees it in any editor:

    #. Glossary: graft-versus-host disease → doença do enxerto contra o hospedeiro
    #. Glossary: Kymriah → (keep)
    #. Glossary: severe → grave
    #. Glossary, also: severe → intenso
    #. Glossary, not: severe → severo

These lines are also the memory of what the glossary said when the entry was last looked at: where they change, the
glossary has changed for this entry. A machine's untouched draft is then drafted anew; what a person has worked on
stays, and where it contradicts the new words a `# QA: Glossary: …` line says so until it no longer does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.model import Unit, pairs
from pipeline.po import provenance
from pipeline.po.entries import Catalog, Entry
from pipeline.po.provenance import FINDING, GLOSSARY
from pipeline.termbase import Target, Termbase, TermEntry, TermMatch
from pipeline.termbase.words import Sentence
from pipeline.text import inline

FLAG = f"{FINDING} {GLOSSARY[0]}"
FLAGGED = " is not in this translation."


@dataclass(frozen=True, slots=True)
class Use:
    """A term in a source text: its entry, how it is written there, and whether the translation honours it."""

    entry: TermEntry
    text: str
    honoured: bool

    @property
    def lines(self) -> tuple[str, ...]:
        """What the glossary says of the term, as it stands in the extracted comments."""
        lines = zip(GLOSSARY, _said(self.entry), strict=True)
        return tuple(f"{mark}{_term(self.entry)} → {terms}" for mark, terms in lines if terms)

    @property
    def line(self) -> str:
        """What the glossary says of the term, in one line."""
        wanted, also, never = _said(self.entry)
        notes = [f"{label}: {terms}" for label, terms in (("also", also), ("not", never)) if terms]
        body = f"{_term(self.entry)} → {wanted}".rstrip()
        return f"{body} ({'; '.join(notes)})" if notes else body


@dataclass(frozen=True, slots=True)
class Adherence:
    """A concept's terms in translated units: how often they occur, how often they are honoured, and where not."""

    concept: str
    term: str
    targets: tuple[str, ...]
    occurrences: int
    missed: tuple[tuple[str, int], ...]

    @property
    def honoured(self) -> int:
        """The number of occurrences that the translation honours."""
        return self.occurrences - len(self.missed)


def uses(texts: Sequence[str], translations: Sequence[str], termbase: Termbase) -> list[Use]:
    """Return the terms of source texts in their order, each judged by the forms that translate its text.

    An empty translation breaks nothing, nor does one that says that a neighbouring sentence holds it.

    Of homonyms, which stand at the same place, one that is honoured is enough.
    """
    forms = [None if inline.is_blank(text) else termbase.sentence(inline.blank_codes(text)) for text in translations]
    result = []
    paired = pairs(texts, translations, termbase.target.forms.singular)
    for text in texts:
        sentences = [form for pair in paired if pair.source == text and (form := forms[pair.number]) is not None]
        matches = termbase.matches(inline.blank_codes(text))
        for _, group in groupby(matches, key=lambda match: (match.start, match.end)):
            same = [match for match in group if match.entry.targets or match.entry.kept]
            honoured = any(all(_honours(match, sentence, termbase) for sentence in sentences) for match in same)
            result += [Use(match.entry, match.text, honoured) for match in same]
    return result


def measure(units: Iterable[Unit], termbase: Termbase) -> list[Adherence]:
    """Count each concept's occurrences in translated units; the most missed come first."""
    counts: Counter[TermEntry] = Counter()
    missed: dict[TermEntry, list[tuple[str, int]]] = {}
    for unit in units:
        for use in uses([unit.segment.text], unit.targets, termbase) if unit.targets else ():
            counts[use.entry] += 1
            if not use.honoured:
                missed.setdefault(use.entry, []).append(unit.place)
    rows = [
        Adherence(
            entry.concept,
            _term(entry),
            entry.kept or tuple(target.term for target in entry.allowed),
            count,
            tuple(missed.get(entry, ())),
        )
        for entry, count in counts.items()
    ]
    return sorted(rows, key=lambda row: (-len(row.missed), row.concept))


def with_terms(template: Catalog, termbase: Termbase | None) -> Catalog:
    """Return a template whose entries name their terms as one locale has them."""
    if termbase is None:
        return template
    return replace(template, entries=tuple(_with_terms(entry, termbase) for entry in template.entries))


def updated(old: Catalog | None, merged: Catalog, termbase: Termbase | None) -> Catalog:
    """Return a merged catalog after what the glossary changed: touched drafts reopened, contradicted work flagged."""
    if old is None:
        return merged
    before = {(entry.msgctxt, entry.msgid): entry for entry in old.entries}
    entries = tuple(
        _updated(entry, _lines(before[key]) if (key := (entry.msgctxt, entry.msgid)) in before else set(), termbase)
        for entry in merged.entries
    )
    return replace(merged, entries=entries)


def unmet(entry: Entry, translations: Sequence[str], termbase: Termbase, reasons: Sequence[str]) -> list[str]:
    """Say for each term that a draft doesn't honour what the glossary wants, unless the reasons name it already."""
    broken = (use for use in uses(entry.sources, translations, termbase) if not use.honoured)
    named = "\n".join(reasons).casefold()
    new = [use for use in broken if use.text.casefold() not in named and _term(use.entry).casefold() not in named]
    return list(dict.fromkeys(f"the glossary: {use.line}" for use in new))


def _honours(match: TermMatch, sentence: Sentence, termbase: Termbase) -> bool:
    entry = match.entry
    honour = termbase.honours(match, sentence)
    if honour is None and (entry.allowed or entry.kept):
        return False
    forbidden = [target for target in entry.targets if target.status == "forbidden"]
    wrong = termbase.uses(forbidden, sentence, strict=True) if forbidden else None
    # "insuficiência cardíaca" may hold what alone would be the wrong word.
    return wrong is None or (honour is not None and honour.start <= wrong.start and wrong.end <= honour.end)


def _said(entry: TermEntry) -> tuple[str, str, str]:
    """Return the terms that are wanted, those that are admitted as well, and those that aren't."""
    if entry.kept:
        return "(keep)", "", ""
    wanted, also = _named(entry.targets, "preferred"), _named(entry.targets, "admitted")
    return wanted or also, also if wanted else "", _named(entry.targets, "deprecated", "forbidden")


def _named(targets: Sequence[Target], *statuses: str) -> str:
    return ", ".join(target.term for target in targets if target.status in statuses)


def _term(entry: TermEntry) -> str:
    return (entry.kept or entry.sources or (entry.concept,))[0]


def _with_terms(entry: Entry, termbase: Termbase) -> Entry:
    lines = dict.fromkeys(line for use in uses(entry.sources, (), termbase) for line in use.lines)
    return replace(entry, extracted=(*entry.extracted, *lines)) if lines else entry


def _lines(entry: Entry) -> set[str]:
    return {line for line in entry.extracted if line.startswith(GLOSSARY)}


def _updated(entry: Entry, before: set[str], termbase: Termbase | None) -> Entry:
    now = _lines(entry)
    changed = now ^ before
    known = {line for line in entry.translator if line.startswith(FLAG)}
    if entry.obsolete or not (changed or known):
        return entry
    if changed and any(entry.msgstr) and provenance.may_replace(entry):
        return provenance.reopened(entry)
    flags: dict[str, None] = {}
    quiet = any(check.startswith("term") for check in provenance.ignored_checks(entry.translator))
    if termbase is not None and not quiet:
        terms = {line.partition(": ")[2].partition(" → ")[0] for line in changed}
        for use in uses(entry.sources, entry.msgstr, termbase):
            flag = f"{FLAG}{use.line}{FLAGGED}"
            if not use.honoured and (flag in known or _term(use.entry) in terms):
                flags[flag] = None
    kept = [line for line in entry.translator if not line.startswith(FLAG) or line in flags]
    return replace(entry, translator=(*kept, *(flag for flag in flags if flag not in kept)))
