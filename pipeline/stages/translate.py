"""The second stage: what nobody has translated yet gets a draft, and what a person wrote stays.

The memory comes first, then the machine. Where the memory has only a distant match, the machine's draft stands in the
entry and the match beside it, for reference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import checks, mt
from pipeline.errors import MedlocaleError, ModelError, SourceError
from pipeline.locales import Locale
from pipeline.memory import Match, Memory, Query
from pipeline.model import Draft, Engine, Segment, Unit, segment_key
from pipeline.mt.drafting.repair import fit_to_show, repaired
from pipeline.po import catalog, provenance
from pipeline.po.catalog import Entry
from pipeline.project import layout
from pipeline.project.config import FILE_NAME, Settings
from pipeline.project.glossary import Glossary
from pipeline.project.layout import Outcome, Tell
from pipeline.project.manifest import Manifest
from pipeline.stages import project_memory
from pipeline.stages.extract import now
from pipeline.stages.project_memory import Leverage
from pipeline.termbase import Termbase, usage
from pipeline.text.confidence import lowered

# Drafts reach the disk after about so many sentences: Ctrl-C loses seconds, and batches are full.
CHUNK = 400


@dataclass(frozen=True, slots=True)
class _Work:
    """A catalog with the entries that wait for a draft, and what the memory is asked for them.

    `machine` is false where the engine has had its turn and only the memory has changed since.
    """

    page: str
    path: Path
    entries: tuple[Entry, ...]
    queries: Mapping[str, Query]
    machine: bool = True


@dataclass(frozen=True, slots=True)
class _Written:
    """Result of drafting a catalog: whether its file changed, how many entries got a draft, and how many still wait."""

    changed: bool
    filled: int
    waiting: int


@dataclass(slots=True)
class _Drafting:
    """Drafting of one locale's entries: its glossary, memory and engine, which loads when the memory leaves it work."""

    settings: Settings
    target: Locale
    route: str | None
    glossary: Glossary
    termbase: Termbase | None
    memory: Memory | None
    engine: Engine | None = None

    def matches(self, work: _Work) -> dict[str, Match]:
        """Return what the memory offers for the entries of a catalog, by their keys."""
        if self.memory is None:
            return {}
        offers = {
            entry.key: project_memory.offer(
                self.memory, entry, work.queries[entry.key], self.settings, self.target, self.termbase
            )
            for entry in work.entries
        }
        return {key: match for key, match in offers.items() if match is not None}

    def drafts(self, works: Iterable[_Work], matches: Mapping[Path, Mapping[str, Match]]) -> Mapping[str, Draft]:
        """Draft each text that the memory has no good match for once, whatever its page and context."""
        texts = dict.fromkeys(
            text
            for work in works
            if work.machine
            for entry in work.entries
            if (match := matches[work.path].get(entry.key)) is None or not project_memory.good(match)
            for text in entry.sources
        )
        if self.route is None or not texts:
            return {}
        if self.engine is None:
            jobs = self.settings.jobs or None
            self.engine = mt.load(
                self.route,
                source=self.settings.source.tag,
                target=self.target.tag,
                jobs=jobs,
                terms=self.glossary.termbase,
                protected=self.glossary.protected,
            )
        segments = [Segment(key=segment_key(None, text), text=text) for text in texts]
        return dict(zip(texts, self.engine.translate(segments), strict=True))

    def filled(self, entry: Entry, match: Match | None, drafts: Mapping[str, Draft]) -> Entry:
        """Return the entry with a good match, else a machine's draft beside the match, else what match there is."""
        if match is not None and project_memory.good(match):
            return project_memory.filled(entry, match)
        if self.engine is not None and entry.msgid in drafts:
            drafted = _drafted(entry, drafts, self.engine, self.settings.source, self.target, self.termbase)
            if match is None or any(drafted.msgstr):
                return project_memory.referred(drafted, match) if match else drafted
        return project_memory.filled(entry, match) if match else entry


def route(settings: Settings, locale: Locale) -> str | None:
    """Return the engine of a locale: what the configuration says, else the built-in one, else None."""
    return settings.engines.get(locale.gettext) or mt.default_route(locale.tag)


def translate(
    settings: Settings,
    manifest: Manifest,
    tell: Tell,
    *,
    pages: Sequence[str],
    targets: Sequence[Locale] = (),
) -> Outcome:
    """Fill every untranslated entry from the memory, and draft the others of each locale that has an engine.

    The memory opens, and the engine loads, when there is work for them.
    """
    done, written = 0, 0
    glossary = Glossary(settings)
    errors: list[MedlocaleError] = []
    with closing(Leverage(settings, manifest)) as known:
        for locale in targets or settings.targets:
            name = route(settings, locale)
            works = _works(settings, manifest, known, locale, name, pages, errors)
            if not works:
                continue
            try:
                termbase = glossary.termbase(locale)
            except SourceError as error:  # without the glossary the drafts would be worse than none
                errors.append(error)
                continue
            memory = _memory(known, locale, termbase, errors)
            drafting = _Drafting(settings, locale, name, glossary, termbase, memory)
            total, finished = sum(len(work.entries) for work in works), 0
            waiting: list[_Work] = []
            for group in _chunks(works):
                matches = {work.path: drafting.matches(work) for work in group}
                try:
                    drafts = drafting.drafts(group, matches)
                except ModelError as error:
                    message = f"the engine of {locale.gettext} ({name}): {error}"
                    errors.append(ModelError(message, path=settings.root / FILE_NAME))
                    drafts, drafting.route, drafting.engine = {}, None, None
                for work in group:
                    try:
                        result = _write(work, drafting, matches[work.path], drafts)
                    except MedlocaleError as error:  # this catalog can't be written; the others can
                        errors.append(error)
                        continue
                    manifest.rewritten(work.path)
                    if drafting.route == name:
                        key, inputs = _key(locale, work.page), _inputs(manifest, work.path, name)
                        manifest.record(key, inputs, [], {"waiting": result.waiting} if result.waiting else {})
                        waiting += [work] if result.waiting else []
                    written += result.changed
                    done += result.filled
                    finished += len(work.entries)
                    if name is not None:
                        tell(f"translate {locale.gettext}", finished, total)
            if memory is not None:
                for work in waiting:
                    asked = manifest.of(work.path, also=[known.state(locale)])
                    manifest.record(_memory_key(locale, work.page), asked, [], {})
        errors += known.errors
    return Outcome(done, written, tuple(errors))


def _key(locale: Locale, page: str) -> str:
    return f"translate:{locale.gettext}:{page}"


def _memory_key(locale: Locale, page: str) -> str:
    return f"memory:{locale.gettext}:{page}"


def _inputs(manifest: Manifest, path: Path, name: str | None) -> str:
    return manifest.of(path, also=[name or ""])


def _memory(known: Leverage, locale: Locale, termbase: Termbase | None, errors: list[MedlocaleError]) -> Memory | None:
    """Return a locale's memory; a pseudo-locale has none: its words are the source's own in disguise."""
    if locale.pseudo:
        return None
    try:
        return known.memory(locale, termbase)
    except MedlocaleError as error:  # the machine can do without it
        errors.append(error)
        return None


def _works(
    settings: Settings,
    manifest: Manifest,
    known: Leverage,
    locale: Locale,
    name: str | None,
    pages: Sequence[str],
    errors: list[MedlocaleError],
) -> list[_Work]:
    works = []
    state = ""
    for page in pages:
        path = layout.catalog_path(settings, locale, page)
        if not path.exists():
            continue
        inputs = _inputs(manifest, path, name)
        step = manifest.fresh(_key(locale, page), inputs)
        if step is not None:
            if not step.get("waiting") or locale.pseudo:
                continue
            state = state or known.state(locale)
            if manifest.fresh(_memory_key(locale, page), manifest.of(path, also=[state])) is not None:
                continue
        try:
            found = catalog.read(path)
        except MedlocaleError as error:
            errors.append(error)
            continue
        waiting = tuple(e for e in found.entries if not e.obsolete and provenance.state(e) == "untranslated")
        if waiting:
            works.append(_Work(page, path, waiting, project_memory.queries(found, page), machine=step is None))
        else:
            manifest.record(_key(locale, page), inputs, [], {})
    return works


def _chunks(works: Iterable[_Work]) -> Iterator[list[_Work]]:
    group: list[_Work] = []
    for work in works:
        group.append(work)
        if sum(len(item.entries) for item in group) >= CHUNK:
            yield group
            group = []
    if group:
        yield group


def _write(work: _Work, drafting: _Drafting, matches: Mapping[str, Match], drafts: Mapping[str, Draft]) -> _Written:
    """Put drafts into the catalog as it is on disk now: a translator may have saved it while the machine worked."""
    wanted = {entry.key for entry in work.entries}
    current = catalog.read(work.path)
    entries = tuple(
        drafting.filled(entry, matches.get(entry.key), drafts)
        if entry.key in wanted and not entry.obsolete and provenance.state(entry) == "untranslated"
        else entry
        for entry in current.entries
    )
    filled = sum(any(new.msgstr) and not any(old.msgstr) for new, old in zip(entries, current.entries, strict=True))
    waiting = sum(not any(entry.msgstr) and not entry.obsolete for entry in entries)
    if entries == current.entries:
        return _Written(False, filled, waiting)
    headers = {**current.headers, "PO-Revision-Date": now()}
    changed = catalog.update(work.path, current, replace(current, entries=entries, headers=headers))
    return _Written(changed, filled, waiting)


def _drafted(
    entry: Entry, drafts: Mapping[str, Draft], engine: Engine, source: Locale, target: Locale, termbase: Termbase | None
) -> Entry:
    """Return the entry with its draft and, where the checks object to it, with their words to the translator."""
    parts = [
        # A pseudo-locale is the source in disguise: what would be wrong with a translation is right there.
        drafts[text] if target.pseudo else fit_to_show(text, repaired(text, drafts[text], source, target), target)
        for text in entry.sources
    ]
    texts: tuple[str, ...] = (parts[0].text,)
    if len(parts) > 1:
        texts = (*texts[: target.plural_count - 1], *[parts[1].text] * max(1, target.plural_count - 1))
    unmet = [reason for part in parts for reason in part.unmet]
    score = min(part.score for part in parts)
    if all(texts):
        unit: Unit = replace(provenance.unit(entry, ""), targets=texts, state="draft")
        findings = list(checks.run([unit], source, target, termbase))
        # What the engine knew of is in its score already.
        score = lowered(score, [finding.severity for finding in findings if finding.message not in unmet])
        unmet += [finding.message for finding in findings]
        lacking = usage.unmet(entry, texts, termbase, unmet) if termbase is not None else []
        score, unmet = lowered(score, unmet=len(lacking)), [*unmet, *lacking]
    else:
        texts = ()
    return provenance.with_draft(entry, texts, origin=engine.origin, score=score, unmet=tuple(dict.fromkeys(unmet)))
