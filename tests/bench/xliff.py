"""How `medlocale xliff check` fares on a test suite: which invalid files it lets pass, which valid ones it refuses.

    python tests/bench/xliff.py FOLDER [--half seen|unseen]

A file is invalid where a folder of its path is named `invalid`; all others are valid. Figures are those of each folder
with .xlf files in it. `--half` takes half of the invalid files, by the CRC-32 of their names: rules are written with
one half at hand and measured on the other.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import SourceError
from pipeline.exchange.xliff.checking import check

HALVES = {"seen": 0, "unseen": 1}


def problems(path: Path) -> list[str]:
    try:
        return [f"{one.line}: {one.rule}: {one.message}" for one in check(path)]
    except SourceError as error:
        return [f"unreadable: {error.message}"]


def measured(folder: Path, half: str | None) -> Iterator[str]:
    is_invalid = "invalid" in folder.parts
    files = sorted(folder.glob("*.xlf"))
    if is_invalid and half:
        files = [path for path in files if zlib.crc32(path.name.encode()) % 2 == HALVES[half]]
    found = {path: problems(path) for path in files}
    wrong = [path for path, lines in found.items() if bool(lines) != is_invalid]
    verb = "refused" if is_invalid else "accepted"
    yield f"{folder}: {len(files) - len(wrong)} of {len(files)} {verb}"
    for path in wrong:
        yield f"  {path.name}: " + ("; ".join(found[path][:3]) or "nothing found")
    if is_invalid:
        for path, lines in found.items():
            yield f"    {path.name}: {'; '.join(lines[:2])}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=HALVES)
    options = parser.parse_args()
    for folder in sorted({path.parent for path in options.folder.rglob("*.xlf")}):
        for line in measured(folder, options.half):
            print(line)


if __name__ == "__main__":
    main()
