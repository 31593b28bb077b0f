"""The second stage: what nobody has translated yet gets a draft, and what a person wrote stays.

The memory comes first, then the machine. Where the memory has only a distant match, the machine's draft stands in the
entry and the match beside it, for reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from pipeline import checks, mt
from pipeline.errors import MedlocaleError, ModelError, SourceError
from pipeline.locales import Locale, plural_forms
from pipeline.memory import Match, Memory, Query
from pipeline.model import Draft, Engine, Segment, segment_key
from pipeline.mt.drafting.repair import fit_to_show, repaired
from pipeline.po import catalog, provenance
from pipeline.po.catalog import Entry
from pipeline.po.headers import PLURAL_FORMS
from pipeline.project import layout
from pipeline.project.config import FILE_NAME, Settings
from pipeline.project.glossary import Glossary
from pipeline.project.layout import Outcome, Tell
from pipeline.project.manifest import Manifest
from pipeline.stages import project_memory, twins
from pipeline.stages.extract import now
from pipeline.stages.project_memory import ProjectMemory
from pipeline.system.files import exists
from pipeline.termbase import Termbase, usage
from pipeline.text import inline, stock
from pipeline.text.confidence import lowered

# Drafts reach the disk after about so many sentences: Ctrl-C loses seconds, and batches are full.
CHUNK = 400
NUMBER_SIGN = re.compile(r"(?<![\w&#'])#(?![\w#'])")


@dataclass(frozen=True, slots=True)
class _Work:
    """A catalog with the entries that wait for a draft, and what the memory is asked for them.

    `header` is its Plural-Forms. `machine` is false where the engine has had its turn and only the memory has changed
    since.
    """

    page: str
    path: Path
    entries: tuple[Entry, ...]
    queries: Mapping[str, Query]
    header: str
    machine: bool = True


@dataclass(frozen=True, slots=True)
class _Written:
    """Result of drafting a catalog: whether its file changed, how many entries got a draft, and how many still wait."""

    changed: bool
    filled: int
    waiting: int


class _Drafting:
    """The drafting of one locale's entries: from its memory first, then from the stock, then by its engine.

    The engine loads when there is work. One that fails is asked no more; `failed` says so.
    """

    def __init__(
        self, settings: Settings, target: Locale, glossary: Glossary, termbase: Termbase | None, memory: Memory | None
    ) -> None:
        self.failed = False
        self._settings = settings
        self._target = target
        self._route = route(settings, target)
        self._glossary = glossary
        self._termbase = termbase
        self._memory = memory
        self._engine: Engine | None = None

    def matches(self, work: _Work) -> dict[str, Match]:
        """Return what the memory offers for the entries of a catalog, by their keys."""
        if self._memory is None:
            return {}
        offers = {
            entry.key: project_memory.offer(
                self._memory, entry, work.queries[entry.key], self._settings, self._target, self._termbase, work.header
            )
            for entry in work.entries
        }
        return {key: match for key, match in offers.items() if match is not None}

    def drafts(self, works: Iterable[_Work], matches: Mapping[Path, Mapping[str, Match]]) -> Mapping[str, Draft]:
        """Draft each text that the memory has no good match for once, whatever its page and context.

        Raise ModelError where the engine fails.
        """
        texts = dict.fromkeys(
            text
            for work in works
            if work.machine
            for entry in work.entries
            if (match := matches[work.path].get(entry.key)) is None or not project_memory.good(match)
            if self._stock(entry) is None
            for text in entry.sources
        )
        if self._route is None or self.failed or not texts:
            return {}
        try:
            self._engine = self._engine or self._loaded(self._route)
            segments = [Segment(key=segment_key(None, text), text=_readable(text)) for text in texts]
            drafts = self._engine.translate(segments)
            return {text: _with_number_sign(text, draft) for text, draft in zip(texts, drafts, strict=True)}
        except ModelError as error:
            self.failed, self._engine = True, None
            message = f"the engine of {self._target.gettext} ({self._route}): {error}"
            raise ModelError(message, path=self._settings.root / FILE_NAME) from error

    def filled(self, entry: Entry, match: Match | None, drafts: Mapping[str, Draft], header: str) -> Entry:
        """Return the entry with a good match, else a draft beside the match, else what match there is.

        `header` is the Plural-Forms of its catalog.
        """
        if match is not None and project_memory.good(match):
            return project_memory.filled(entry, match)
        if (sentence := self._stock(entry)) is not None:
            drafted = provenance.with_draft(entry, (sentence,), origin=stock.ORIGIN, score=stock.SCORE)
            return project_memory.referred(drafted, match) if match else drafted
        if self._engine is not None and entry.msgid in drafts:
            drafted = self._drafted(entry, drafts, self._engine.origin, header)
            if match is None or any(drafted.msgstr):
                return project_memory.referred(drafted, match) if match else drafted
        return project_memory.filled(entry, match) if match else entry

    def _stock(self, entry: Entry) -> str | None:
        """Return what the stock has for an entry; it is English."""
        if self._settings.source.language != "en" or len(entry.sources) > 1:
            return None
        return stock.translation(entry.msgid, self._target)

    def _loaded(self, name: str) -> Engine:
        return mt.load(
            name,
            source=self._settings.source.tag,
            target=self._target.tag,
            jobs=self._settings.jobs or None,
            terms=self._glossary.termbase,
            protected=self._glossary.protected,
        )

    def _drafted(self, entry: Entry, drafts: Mapping[str, Draft], origin: str, header: str) -> Entry:
        """Return the entry with its draft and, where the checks object to it, with their words to the translator."""
        source, target, termbase = self._settings.source, self._target, self._termbase
        parts = [
            # A pseudo-locale is the source in disguise: what would be wrong with a translation is right there.
            drafts[text] if target.pseudo else fit_to_show(text, repaired(text, drafts[text], source, target), target)
            for text in entry.sources
        ]
        texts: tuple[str, ...] = (parts[0].text,)
        forms = plural_forms.forms_of(target.gettext, header) if len(parts) > 1 else None
        if forms is not None:
            one = forms.singular if forms.count > 1 else None  # the only form stands for every number
            texts = tuple([parts[0 if number == one else 1].text for number in range(forms.count)])
        unmet = [reason for part in parts for reason in part.unmet]
        score = min(part.score for part in parts)
        if not all(texts):
            return provenance.with_draft(entry, (), origin=origin, score=score, unmet=tuple(dict.fromkeys(unmet)))
        unit = replace(provenance.unit(entry, ""), targets=texts, state="draft", forms=forms)
        findings = list(checks.run([unit], source, target, termbase))
        # What the engine knew of is in its score already.
        score = lowered(score, [finding.severity for finding in findings if finding.message not in unmet])
        unmet += [finding.message for finding in findings]
        lacking = usage.unmet(entry, texts, termbase, unmet) if termbase is not None else []
        score, unmet = lowered(score, unmet=len(lacking)), [*unmet, *lacking]
        return provenance.with_draft(entry, texts, origin=origin, score=score, unmet=tuple(dict.fromkeys(unmet)))


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
    with closing(ProjectMemory(settings, manifest)) as memory:
        stage = _Stage(settings, manifest, tell, memory)
        for locale in targets or settings.targets:
            stage.translate(locale, pages)
        return Outcome(stage.filled, stage.written, (*stage.errors, *memory.errors))


class _Stage:
    """The translate stage: how many entries got a draft, how many files were written, and what went wrong."""

    def __init__(self, settings: Settings, manifest: Manifest, tell: Tell, memory: ProjectMemory) -> None:
        self.filled = 0
        self.written = 0
        self.errors: list[MedlocaleError] = []
        self._settings = settings
        self._manifest = manifest
        self._tell = tell
        self._memory = memory
        self._glossary = Glossary(settings)

    def translate(self, locale: Locale, pages: Sequence[str]) -> None:
        """Fill what is untranslated on some pages in a locale, after what people decided has reached its twins."""
        self._offer_twins(locale, pages)
        works = self._works(locale, pages)
        if not works:
            return
        try:
            termbase = self._glossary.termbase(locale)
        except SourceError as error:  # without the glossary the drafts would be worse than none
            self.errors.append(error)
            return
        memory = self._memory_of(locale, termbase)
        drafting = _Drafting(self._settings, locale, self._glossary, termbase, memory)
        waiting = self._fill(locale, works, drafting)
        if memory is not None:
            for work in waiting:
                asked = self._manifest.of(work.path, also=[self._memory.state(locale)])
                self._manifest.record(_memory_key(locale, work.page), asked, [], {})

    def _offer_twins(self, locale: Locale, pages: Sequence[str]) -> None:
        """Offer what people accepted to its twins; a pseudo-locale has none, as it has no memory."""
        if locale.pseudo:
            return
        try:
            self.written += twins.offer(
                self._settings, self._manifest, locale, pages=pages, termbase=self._glossary.termbase
            )
        except MedlocaleError as error:
            self.errors.append(error)

    def _fill(self, locale: Locale, works: Sequence[_Work], drafting: _Drafting) -> list[_Work]:
        """Fill catalogs, some at a time; return those of which the engine has left something untranslated."""
        total, finished = sum(len(work.entries) for work in works), 0
        waiting: list[_Work] = []
        for group in _chunks(works):
            matches = {work.path: drafting.matches(work) for work in group}
            drafts: Mapping[str, Draft] = {}
            try:
                drafts = drafting.drafts(group, matches)
            except ModelError as error:
                self.errors.append(error)
            for work in group:
                try:
                    result = _write(work, drafting, matches[work.path], drafts)
                except MedlocaleError as error:  # this catalog can't be written; the others can
                    self.errors.append(error)
                    continue
                self._manifest.rewritten(work.path)
                if not drafting.failed:
                    value = {"waiting": result.waiting} if result.waiting else {}
                    self._manifest.record(_key(locale, work.page), self._inputs(locale, work.path), [], value)
                    waiting += [work] if result.waiting else []
                self.written += result.changed
                self.filled += result.filled
                finished += len(work.entries)
                if route(self._settings, locale) is not None:
                    self._tell(f"translate {locale.gettext}", finished, total)
        return waiting

    def _works(self, locale: Locale, pages: Sequence[str]) -> list[_Work]:
        """Return the catalogs in which something waits for the engine, or for a memory that has changed since."""
        works = []
        state = ""
        for page in pages:
            path = layout.catalog_path(self._settings, locale, page)
            if not exists(path):
                continue
            inputs = self._inputs(locale, path)
            step = self._manifest.fresh(_key(locale, page), inputs)
            if step is not None:
                if not step.get("waiting") or locale.pseudo:
                    continue
                state = state or self._memory.state(locale)
                if self._manifest.fresh(_memory_key(locale, page), self._manifest.of(path, also=[state])) is not None:
                    continue
            try:
                current = catalog.read(path)
            except MedlocaleError as error:
                self.errors.append(error)
                continue
            entries = tuple(filter(_is_untranslated, current.entries))
            if entries:
                header = current.headers.get(PLURAL_FORMS, "")
                asked = project_memory.queries(current, page)
                works.append(_Work(page, path, entries, asked, header, machine=step is None))
            else:
                self._manifest.record(_key(locale, page), inputs, [], {})
        return works

    def _inputs(self, locale: Locale, path: Path) -> str:
        return self._manifest.of(path, also=[route(self._settings, locale) or ""])

    def _memory_of(self, locale: Locale, termbase: Termbase | None) -> Memory | None:
        """Return a locale's memory; a pseudo-locale has none: its words are the source's own in disguise."""
        if locale.pseudo:
            return None
        try:
            return self._memory.memory(locale, termbase)
        except MedlocaleError as error:  # the machine can do without it
            self.errors.append(error)
            return None


def _readable(text: str) -> str:
    """Return a text for an engine: the sign of a number is a code, for models take it for a dash or nothing."""
    number = max((code.number for code in inline.codes(text)), default=0)
    signs = count(number + 1)
    return NUMBER_SIGN.sub(lambda _: inline.write("alone", next(signs)), text)


def _with_number_sign(text: str, draft: Draft) -> Draft:
    """Return an engine's draft of `_readable(text)` as one of the text."""
    signs = {code.text for code in inline.codes(_readable(text))} - {code.text for code in inline.codes(text)}
    if not signs:
        return draft
    target = inline.CODE.sub(lambda code: "#" if code[0] in signs else code[0], draft.text)
    return replace(draft, text=target, alignment=())  # whose places were those of the codes


def _key(locale: Locale, page: str) -> str:
    return f"translate:{locale.gettext}:{page}"


def _memory_key(locale: Locale, page: str) -> str:
    return f"memory:{locale.gettext}:{page}"


def _is_untranslated(entry: Entry) -> bool:
    return not entry.obsolete and provenance.state(entry) == "untranslated"


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
        drafting.filled(entry, matches.get(entry.key), drafts, current.headers.get(PLURAL_FORMS, ""))
        if entry.key in wanted and _is_untranslated(entry)
        else entry
        for entry in current.entries
    )
    filled = sum(any(new.msgstr) and not any(old.msgstr) for new, old in zip(entries, current.entries, strict=True))
    waiting = sum(not any(entry.msgstr) and not entry.obsolete for entry in entries)
    if entries == current.entries:
        return _Written(False, filled, waiting)
    # What is told of an untranslated entry is no revision of the translations.
    headers = {**current.headers, "PO-Revision-Date": now()} if filled else current.headers
    changed = catalog.update(work.path, current, replace(current, entries=entries, headers=headers))
    return _Written(changed, filled, waiting)
