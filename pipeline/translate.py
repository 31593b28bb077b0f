"""The second stage: what nobody has translated yet gets a machine's draft, and what a person wrote stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import adherence, checks, mt, project
from pipeline.config import FILE_NAME, Settings
from pipeline.errors import MedlocaleError, ModelError, SourceError
from pipeline.extract import now
from pipeline.glossary import Glossary
from pipeline.locales import Locale
from pipeline.manifest import Manifest
from pipeline.model import Draft, Engine, Segment, Unit, segment_key
from pipeline.mt.repair import fit_to_show, repaired
from pipeline.po import catalog, provenance
from pipeline.po.catalog import Entry
from pipeline.project import Outcome, Tell
from pipeline.termbase import Termbase

# Drafts reach the disk after about so many sentences: Ctrl-C loses seconds, and batches are full.
CHUNK = 400


@dataclass(frozen=True, slots=True)
class _Work:
    """A catalog with the entries that wait for a draft."""

    page: str
    path: Path
    entries: tuple[Entry, ...]


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
    """Draft every untranslated entry of every locale that has an engine; the engine loads when there is work."""
    done, written = 0, 0
    glossary = Glossary(settings)
    errors: list[MedlocaleError] = []
    for locale in targets or settings.targets:
        name = route(settings, locale)
        if name is None:
            continue
        works = _works(settings, manifest, locale, name, pages, errors)
        total = sum(len(work.entries) for work in works)
        finished = 0
        if not total:
            continue
        try:
            termbase = glossary.termbase(locale)
            engine = mt.load(name, source=settings.source.tag, target=locale.tag, jobs=settings.jobs or None)
            for group in _chunks(works):
                drafts = _drafts(engine, group)
                for work in group:
                    try:
                        written += _write(work, drafts, engine, settings.source, locale, termbase)
                    except MedlocaleError as error:  # this catalog can't be written; the others can
                        errors.append(error)
                        continue
                    manifest.rewritten(work.path)
                    manifest.record(_key(locale, work.page), manifest.of(work.path, also=[name]), [], {})
                    finished += len(work.entries)
                    tell(f"translate {locale.gettext}", finished, total)
        except SourceError as error:  # of the glossary: without it the drafts would be worse than none
            errors.append(error)
        except ModelError as error:
            message = f"the engine of {locale.gettext} ({name}): {error}"
            errors.append(ModelError(message, path=settings.root / FILE_NAME))
        done += finished
    return Outcome(done, written, tuple(errors))


def _key(locale: Locale, page: str) -> str:
    return f"translate:{locale.gettext}:{page}"


def _works(
    settings: Settings,
    manifest: Manifest,
    locale: Locale,
    name: str,
    pages: Sequence[str],
    errors: list[MedlocaleError],
) -> list[_Work]:
    works = []
    for page in pages:
        path = project.catalog_path(settings, locale, page)
        inputs = manifest.of(path, also=[name])
        if not path.exists() or manifest.fresh(_key(locale, page), inputs) is not None:
            continue
        try:
            entries = catalog.read(path).entries
        except MedlocaleError as error:
            errors.append(error)
            continue
        waiting = tuple(e for e in entries if not e.obsolete and provenance.state(e) == "untranslated")
        if waiting:
            works.append(_Work(page, path, waiting))
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


def _drafts(engine: Engine, group: Sequence[_Work]) -> Mapping[str, Draft]:
    """Draft each text of the group once, whatever its page and context."""
    texts = dict.fromkeys(
        text
        for work in group
        for entry in work.entries
        for text in (entry.msgid, entry.msgid_plural)
        if text is not None
    )
    segments = [Segment(key=segment_key(None, text), text=text) for text in texts]
    return dict(zip(texts, engine.translate(segments), strict=True))


def _write(
    work: _Work, drafts: Mapping[str, Draft], engine: Engine, source: Locale, target: Locale, termbase: Termbase | None
) -> bool:
    """Put drafts into the catalog as it is on disk now: a translator may have saved it while the machine worked."""
    wanted = {entry.key for entry in work.entries}
    current = catalog.read(work.path)
    entries = tuple(
        _drafted(entry, drafts, engine, source, target, termbase)
        if entry.key in wanted and not entry.obsolete and provenance.state(entry) == "untranslated"
        else entry
        for entry in current.entries
    )
    if entries == current.entries:
        return False
    headers = {**current.headers, "PO-Revision-Date": now()}
    return catalog.write(work.path, replace(current, entries=entries, headers=headers))


def _drafted(
    entry: Entry, drafts: Mapping[str, Draft], engine: Engine, source: Locale, target: Locale, termbase: Termbase | None
) -> Entry:
    """Return the entry with its draft and, where the checks object to it, with their words to the translator."""
    parts = [
        fit_to_show(text, repaired(text, drafts[text], source, target))
        for text in (entry.msgid, entry.msgid_plural)
        if text is not None
    ]
    texts: tuple[str, ...] = (parts[0].text,)
    if len(parts) > 1:
        texts = (*texts[: target.plural_count - 1], *[parts[1].text] * max(1, target.plural_count - 1))
    unmet = [reason for part in parts for reason in part.unmet]
    score = min(part.score for part in parts)
    if all(texts):
        unit: Unit = replace(provenance.unit(entry, ""), targets=texts, state="draft")
        unmet += [finding.message for finding in checks.run([unit], source, target, termbase)]
        if termbase is not None:
            unmet += adherence.unmet(entry, texts, termbase, unmet)
    else:
        texts = ()
    return provenance.with_draft(entry, texts, origin=engine.origin, score=score, unmet=tuple(dict.fromkeys(unmet)))
