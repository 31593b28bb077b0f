"""The record of what was made from what, so that a second run does only what changed.

It lies in `.medlocale/manifest.json` and can be deleted at any time: then everything is made again, to the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.files import digest, write_text

FILE_NAME = "manifest.json"


class Manifest:
    """What each step read and wrote, by a key such as `build:pt_BR:articles/x.html`.

    A step is fresh while the digest of its inputs is the recorded one and every file that it wrote still has the
    bytes that it wrote.
    """

    def __init__(self, folder: Path, root: Path) -> None:
        self._path = folder / FILE_NAME
        self._root = root
        self._digests: dict[Path, str] = {}
        self._steps: dict[str, dict[str, Any]] = _read(self._path)

    def of(self, *paths: Path, also: Iterable[str] = ()) -> str:
        """Return one digest over files, further values, and medlocale's own code.

        A file that is missing or can't be read counts as such.
        """
        parts = [code_digest(), *also, *(self._digest(path) for path in paths)]
        return digest("\0".join(parts))

    def fresh(self, key: str, inputs: str) -> dict[str, Any] | None:
        """Return what the step recorded, or None where it has to be done again."""
        step = self._steps.get(key)
        if step is None or step["inputs"] != inputs:
            return None
        outputs: Mapping[str, str] = step["outputs"]
        if any(self._digest(self._root / name) != value for name, value in outputs.items()):
            return None
        value: dict[str, Any] = step["value"]
        return value

    def record(self, key: str, inputs: str, outputs: Iterable[Path], value: Mapping[str, Any]) -> None:
        """Remember a finished step; its outputs are read again, as they may have just been written."""
        written = {}
        for path in outputs:
            self._digests.pop(path, None)
            written[path.relative_to(self._root).as_posix()] = self._digest(path)
        self._steps[key] = {"inputs": inputs, "outputs": written, "value": dict(value)}

    def forget(self, keys: Iterable[str]) -> None:
        """Drop steps whose page or locale is gone."""
        for key in list(keys):
            self._steps.pop(key, None)

    def keys(self, prefix: str) -> list[str]:
        """Return the keys of a kind of step."""
        return [key for key in self._steps if key.startswith(prefix)]

    def outputs(self, key: str) -> list[Path]:
        """Return the files that a step wrote."""
        return [self._root / name for name in self._steps[key]["outputs"]]

    def touched(self, path: Path) -> None:
        """Say that a file was written, so that its digest is taken again."""
        self._digests.pop(path, None)

    def rewritten(self, path: Path) -> None:
        """Say that a file was written in a way that leaves the steps which made it as fresh as they were."""
        self.touched(path)
        name = path.relative_to(self._root).as_posix()
        for step in self._steps.values():
            if name in step["outputs"]:
                step["outputs"][name] = self._digest(path)

    def save(self) -> None:
        """Write the manifest whole, if it changed."""
        write_text(self._path, json.dumps(self._steps, ensure_ascii=False, indent=1, sort_keys=True) + "\n")

    def _digest(self, path: Path) -> str:
        if path not in self._digests:
            try:
                self._digests[path] = digest(path.read_bytes())
            except FileNotFoundError:
                return "missing"
            except OSError:
                return "unreadable"  # the step that reads it says why
        return self._digests[path]


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return a digest of medlocale's own files, by size and time: another version makes everything anew."""
    package = Path(__file__).parent
    parts = [_version()]
    for path in sorted(package.rglob("*.*")):
        if path.suffix != ".pyc" and path.is_file():
            stat = path.stat()
            parts.append(f"{path.relative_to(package)} {stat.st_size} {stat.st_mtime_ns}")
    return digest("\n".join(parts))


def _version() -> str:
    try:
        return version("medlocale")
    except PackageNotFoundError:  # run from a checkout that isn't installed
        return "0"


def _read(path: Path) -> dict[str, dict[str, Any]]:
    """A manifest that is missing, or that something else wrote, is an empty one: nothing is lost but time."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) and all(map(_is_step, data.values())) else {}


def _is_step(step: object) -> bool:
    """Tell whether `record` wrote this; above all, its outputs are the project's own, because they may be deleted."""
    return (
        isinstance(step, dict)
        and isinstance(step.get("inputs"), str)
        and isinstance(step.get("value"), dict)
        and isinstance(step.get("outputs"), dict)
        and not any(PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts for name in step["outputs"])
    )
