"""Translation memories that come from other tools and go out to them, and what `medlocale memory search` answers.

An imported TMX file is kept as it came, in the project's `memory/`: deleting the index loses nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import MedlocaleError, SourceError
from pipeline.locales import Locale
from pipeline.memory import Match, Memory, Notices, Query, Store, TranslationUnit, pairs, tmx
from pipeline.project.config import Settings
from pipeline.project.glossary import Glossary
from pipeline.project.manifest import Manifest, version
from pipeline.stages import project_memory
from pipeline.stages.extract import now
from pipeline.stages.project_memory import ProjectMemory
from pipeline.system.files import TEMPORARY, copied, ending, exists, move, remove, write_text


@dataclass(frozen=True, slots=True)
class Imported:
    """An import: its file in the project, its translations by `source → target` locale, and what was left out."""

    file: Path
    counts: Mapping[str, int]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """An export: how many translations were written, and what was left out or couldn't be read."""

    count: int
    notices: tuple[str, ...]
    errors: tuple[MedlocaleError, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Result of a search: matches by locale, and what of the memory couldn't be read."""

    matches: Mapping[str, Sequence[Match]]
    errors: tuple[MedlocaleError, ...]


def import_tmx(settings: Settings, path: Path, *, replace: bool = False) -> Imported:
    """Copy a TMX file into the project's memory and index it; raise SourceError, and copy nothing, where it isn't TMX.

    A file of the same name with other content is an error unless `replace` is said.
    """
    kept = settings.memory / f"{path.stem}.tmx"
    name = kept.relative_to(settings.root).as_posix()
    notices, counts = Notices(), Counter[str]()

    def counted(copy: Path) -> Iterator[TranslationUnit]:
        for unit in project_memory.units_of(copy, name, settings.source, notices):
            counts[f"{unit.source_locale} → {unit.target_locale}"] += 1
            yield unit

    if not path.stem.isprintable():
        raise SourceError("has control characters in its name, which stands in PO files later", path=path)
    for left in ending(settings.memory, ".tmp"):  # of an import that was killed
        if left.name.startswith(TEMPORARY):
            remove(left)
    with copied(path, kept) as copy:
        digest = project_memory.tmx_digest(settings, copy)
        if exists(kept) and not replace and project_memory.tmx_digest(settings, kept) != digest:
            raise SourceError("is there already with other content; --replace puts this one in its place", path=kept)
        with closing(Store(settings.state / project_memory.FILE_NAME)) as store, store.writing():
            try:
                store.replace(name, digest, counted(copy))
            except SourceError as error:
                # The copy is gone by the time that anyone reads the message.
                raise (
                    SourceError(error.message, path=path, line=error.line) if error.path == copy else error
                ) from error
            move(copy, kept)
    return Imported(kept, counts, tuple(notices.sentences(path)))


def export_tmx(settings: Settings, manifest: Manifest, output: Path, targets: Sequence[Locale]) -> Exported:
    """Write what the project's memory has for some locales as a TMX file."""
    notices = Notices()
    count = 0

    def counted(units: Iterator[TranslationUnit]) -> Iterator[TranslationUnit]:
        nonlocal count
        for unit in units:
            count += 1
            yield unit

    with closing(ProjectMemory(settings, manifest)) as memory:
        store = memory.store(targets)
        units = counted(store.all(pairs(store, settings.source, targets)))
        created = project_memory.moment(now())
        pieces = tmx.write(units, notices, source=settings.source, created=created, version=version())
        write_text(output, "".join(pieces))
        return Exported(count - notices.count, tuple(notices.sentences(output)), tuple(memory.errors))


def search(
    settings: Settings,
    manifest: Manifest,
    text: str,
    targets: Sequence[Locale],
    *,
    also: Sequence[Locale] = (),
    limit: int = 5,
) -> SearchResult:
    """Return what the project's memory offers for a text in some locales; `also` names locales that may help out."""
    # A command line may hold bytes that are no text.
    query = Query(" ".join(text.encode("utf-8", "replace").decode("utf-8").split()))
    glossary = Glossary(settings)
    matches: dict[str, Sequence[Match]] = {}
    with closing(ProjectMemory(settings, manifest)) as memory:
        store = memory.store([*targets, *also])
        for target in targets:
            termbase = glossary.termbase(target)
            of_target = Memory(store, settings.source, target, also=also, termbase=termbase, once=True)
            matches[target.gettext] = of_target.matches(query, threshold=settings.memory_threshold, limit=limit)
        return SearchResult(matches, tuple(memory.errors))
