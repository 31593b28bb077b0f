"""Boundaries of projects: no file below a project's root is read, written or deleted through a link that leads out.

A project that was cloned is a stranger's, and version control keeps symbolic links. `pipeline.system.files` and
`pipeline.system.database` ask here before every access, so that nobody who reads or writes a file can forget to. A
boundary is drawn when a project's configuration is read. It holds for the whole process, and nothing takes it away.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.errors import SourceError

# What links below a folder of a project may do: stay in the folder; stay there and be no links of folders; or lead
# anywhere in the project for those who read, and stay in the folder for those who write.
Links = Literal["inside", "files", "shared"]


@dataclass(frozen=True, slots=True)
class _Area:
    """A folder of a project, as its configuration names it and as it lies on disk."""

    folder: str
    real: str
    links: Links


@dataclass(frozen=True, slots=True)
class _Boundary:
    """The root of a project, which is no link, and the folders that links below them must not leave."""

    root: str
    areas: tuple[_Area, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A folder of a project where files are asked for, as it is named and as it lies on disk."""

    folder: str
    real: str
    boundary: _Boundary
    area: _Area | None


_drawn: dict[str, _Boundary] = {}
_places: dict[str, _Place | None] = {}  # by folder: thousands of files lie in a few of them


def draw(root: Path, areas: Mapping[Path, Links]) -> None:
    """Draw the boundary of a project around its root, and around each of its folders; once more renews it.

    `root` is a path without links, and the folders are below it.
    """
    real_root = os.path.realpath(root)
    inner = (_Area(str(folder), os.path.realpath(folder), links) for folder, links in areas.items())
    _drawn[real_root] = _Boundary(real_root, tuple(inner))
    _places.clear()


def surround(root: Path) -> None:
    """Draw a boundary around a project whose configuration nobody has read: what lies in it leads out of it nowhere."""
    if str(root) not in _drawn:
        _drawn[str(root)] = _Boundary(os.path.realpath(root), ())
        _places.clear()


def permit(path: Path, *, writing: bool = False) -> None:
    """Raise SourceError where a file of a project leads out of where it belongs, symbolic links followed.

    What lies in no project that is known, is the choice of whoever names it.
    """
    lexical = os.path.abspath(path)
    folder, _, name = lexical.rpartition(os.sep)
    place = _place(folder or os.sep)
    if place is None:
        return
    if ".." in path.parts:  # after a link it leads elsewhere than it seems to
        real = os.path.realpath(path)
    else:
        real = f"{place.real}{os.sep}{name}"
        if os.path.islink(real):
            real = os.path.realpath(real)
    _keep(place, path, lexical, real, writing=writing)


def permit_folder(folder: Path, *, writing: bool = False) -> None:
    """Raise SourceError where a folder of a project leads out, or is a link where no folder may be one."""
    lexical = os.path.abspath(folder)
    place = _place(lexical)
    if place is not None:
        real = os.path.realpath(folder) if ".." in folder.parts else place.real
        _keep(place, folder, lexical, real, writing=writing)


def inside(root: Path, path: Path) -> Path:
    """Return `path` unchanged; raise SourceError where, symbolic links followed, it leads out of `root`."""
    real_root, real_path = os.path.realpath(root), os.path.realpath(path)
    if not _is_below(real_path, real_root):
        raise SourceError(f"leads out of {root}, to {real_path}", path=path)
    return path


def _place(folder: str) -> _Place | None:
    try:
        return _places[folder]
    except KeyError:
        place = _places[folder] = _located(folder)
        return place


def _located(folder: str) -> _Place | None:
    above = folder
    while above not in _drawn:
        above, last = os.path.dirname(above), above
        if above == last:
            return None
    boundary = _drawn[above]
    area = next((area for area in boundary.areas if _is_below(folder, area.folder)), None)
    return _Place(folder, os.path.realpath(folder), boundary, area)


def _keep(place: _Place, path: Path, lexical: str, real: str, *, writing: bool) -> None:
    if real != lexical and not _stays(place, lexical, real, writing=writing):
        home = place.area.folder if place.area else place.boundary.root
        raise SourceError(f"leads out of {home}, to {real}", path=path)


def _stays(place: _Place, lexical: str, real: str, *, writing: bool) -> bool:
    area, root = place.area, place.boundary.root
    if area is None:
        return _is_below(real, root) and not _is_hidden(real, lexical, root)
    if _is_below(real, area.real):
        if area.links == "files" and place.real != area.real + place.folder.removeprefix(area.folder):
            return False
        return not _is_hidden(real, lexical, area.real)
    readable = area.links == "shared" and not writing
    return readable and _is_below(real, root) and not _is_hidden(real, lexical, root)


def _is_hidden(real: str, lexical: str, home: str) -> bool:
    """Tell whether a link has led to something hidden that the path doesn't name."""
    named = lexical.split(os.sep)
    return any(part.startswith(".") and part not in named for part in real.removeprefix(home).split(os.sep))


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
