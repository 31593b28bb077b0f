"""Read real PO files, merge each with itself, and say what was lost, changed or made worse; and how large ones do.

    python tests/bench/catalogs.py FOLDER [--entries 100000] [--megabytes 50]

FOLDER holds PO files of any project. `msgfmt -c` and msgmerge judge where they are installed.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import material

from pipeline.errors import MedlocaleError
from pipeline.po import catalog
from pipeline.po.catalog import Catalog
from pipeline.po.merge import merge

Said = dict[tuple[str | None, str, bool], tuple[object, ...]]
WORDS = material.WORDS[:14]


def said(found: Catalog) -> Said:
    """Return what a catalog says, by its entries, in whichever order."""
    return {
        (e.msgctxt, e.msgid, e.obsolete): (e.msgid_plural, e.msgstr, e.fuzzy, e.previous_msgid, set(e.translator))
        for e in found.entries
    }


def texts(found: Catalog) -> dict[tuple[str | None, str], tuple[object, ...]]:
    """Return what a catalog's living entries say, as far as every tool keeps it."""
    return {(e.msgctxt, e.msgid): (e.msgid_plural, e.msgstr, e.fuzzy) for e in found.entries if not e.obsolete}


def template(found: Catalog) -> Catalog:
    """Return the template that a catalog would have been made from."""
    living = [entry for entry in found.entries if not entry.obsolete]
    entries = (
        replace(
            entry,
            msgstr=("",) if entry.msgid_plural is None else ("", ""),
            flags=tuple(flag for flag in entry.flags if flag != "fuzzy"),
            translator=(),
            previous_msgctxt=None,
            previous_msgid=None,
            previous_msgid_plural=None,
        )
        for entry in living
    )
    return Catalog(found.headers, tuple(entries))


def complaints(path: Path) -> int:
    """Return how many lines `msgfmt -c` says of a file."""
    done = subprocess.run(["msgfmt", "-c", "-o", "-", str(path)], capture_output=True)
    return len(done.stderr.splitlines())


def judge(path: Path, scratch: Path, counts: Counter[str]) -> None:
    """Count what happens to one file; what is wrong is printed."""
    counts["files"] += 1
    try:
        old = catalog.read(path)
    except MedlocaleError as error:
        counts["refused"] += 1
        print(f"refused: {error}")
        return
    counts["entries"] += len(old.entries)
    out, pot, theirs = scratch / "out.po", scratch / "a.pot", scratch / "theirs.po"
    forms = max((len(entry.msgstr) for entry in old.entries if entry.msgid_plural is not None), default=1)
    merged = merge(old, template(old), headers={}, plural_count=forms).catalog
    catalog.write(out, merged)
    before, after = said(old), said(catalog.read(out))
    for key in before.keys() - after.keys():
        worked = any(form for form in before[key][1]) or before[key][4]  # type: ignore[attr-defined]
        counts["lost"] += bool(worked)
        counts["obsolete and empty, dropped"] += not worked
        if worked:
            print(f"lost: {path}: {key}")
    for key in before.keys() & after.keys():
        if before[key] == after[key]:
            continue
        if not any(before[key][1]):  # type: ignore[call-overload]
            counts["untranslated, given something of an obsolete entry"] += 1
        else:
            counts["changed"] += 1
            print(f"changed: {path}: {key}: {before[key]} → {after[key]}")
    written = catalog.read(out)
    catalog.write(pot, template(written))
    again = merge(written, catalog.read(pot), headers={}, plural_count=forms).catalog
    counts["second run changed"] += catalog.update(out, written, again)
    if shutil.which("msgfmt"):
        was, now = complaints(path), complaints(out)
        counts["msgfmt complaints before"] += was
        counts["msgfmt complaints after"] += now
        if now > was:
            counts["msgfmt worse"] += 1
            print(f"msgfmt -c is worse: {path}: {was} → {now}")
    if shutil.which("msgmerge"):
        done = subprocess.run(
            ["msgmerge", "-q", "--no-fuzzy-matching", str(out), str(pot), "-o", str(theirs)], capture_output=True
        )
        if done.returncode:
            counts["msgmerge refused"] += 1
        elif texts(catalog.read(theirs)) != texts(again):
            counts["msgmerge differs"] += 1
            print(f"msgmerge says otherwise: {path}")


def large(entries: int, scratch: Path) -> Path:
    """Write a catalog of so many entries."""
    path = scratch / "large.po"
    with path.open("w", encoding="utf-8") as file:
        file.write('msgid ""\nmsgstr "Language: pt_BR\\nContent-Type: text/plain; charset=UTF-8\\n"\n')
        for number in range(entries):
            text = " ".join(WORDS[(number * step + number // 7) % len(WORDS)] for step in range(1, 13))
            file.write(f'\n#. Role: p\n#: content/a.html:{number}\nmsgid "{text} {number}."\nmsgstr "[é] {text}"\n')
    return path


def measured(label: str, *arguments: str) -> None:
    """Run Python in a process of its own and print its time and peak of memory."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", *arguments], check=True)
    spent = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{label}: {spent:.1f} s, at most {peak:.0f} MB so far")


def main() -> None:
    """Judge every PO file of the folder, then large ones."""
    parser = material.options(__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--megabytes", type=int, default=50)
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        for path in sorted(options.folder.rglob("*.po")):
            judge(path, scratch, counts)
            for left in scratch.iterdir():
                left.unlink()
        print(", ".join(f"{key} {value}" for key, value in counts.items()))
        path = large(options.entries, scratch)
        merged = ("merge", "-q", str(path), str(path), "-o", str(scratch / "out.po"))
        measured(f"{options.entries} entries merged", material.PROGRAM, *merged)
        path = large(options.megabytes * 6000, scratch)
        reading = "import sys; from pathlib import Path; from pipeline.po import catalog; path = Path(sys.argv[1]); "
        size = f"{path.stat().st_size / 1e6:.0f} MB"
        measured(f"{size} streamed", f"{reading}print(sum(1 for _ in catalog.stream(path)))", str(path))
        measured(f"{size} read whole", f"{reading}print(len(catalog.read(path).entries))", str(path))
    if any(counts[key] for key in ("lost", "changed", "second run changed", "msgfmt worse", "msgmerge differs")):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
