"""Two branches of one catalog merged, where git asks for it: by entry, and by lines where a file can't be read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import MedlocaleError
from pipeline.po import catalog
from pipeline.po.branches import join
from pipeline.po.entries import Entry
from pipeline.system import git
from pipeline.system.files import read_bytes, write_bytes


@dataclass(frozen=True, slots=True)
class Merged:
    """What a person has to know of a merge: the entries that both branches gave other words, or why there was none."""

    contested: tuple[Entry, ...] = ()
    error: MedlocaleError | None = None


def merge_branches(base: Path, ours: Path, theirs: Path) -> Merged:
    """Merge `theirs` into the file `ours`; `base` is what both come from, an empty file where each added its own.

    A file that is no PO file any more leaves the merge to git and its marks. A file that says the same as another
    keeps its bytes. Raise MedlocaleError where a file can't be written.
    """
    try:
        versions = [catalog.read(path) for path in (base, ours, theirs)]
        joined = join(*versions)
    except MedlocaleError as error:
        git.merge_lines(base, ours, theirs)
        return Merged(error=error)
    if joined.catalog is versions[2]:
        write_bytes(ours, read_bytes(theirs), durable=False)
    elif joined.catalog is not versions[1]:
        catalog.write(ours, joined.catalog)
    return Merged(joined.contested)
