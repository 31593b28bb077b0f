"""How well quantities.compare finds planted errors, and how rarely it cries wolf.

    python tests/bench/quantities.py FOLDER [--show CLASS] [--tsv FOLDER]

FOLDER has a folder a locale: clean.po with human translations, a PO file a class with one planted error in each entry,
and benign_*.po with harmless re-renderings; msgctxt is an entry's id. Caught is what has a critical or major change
that the clean entry hasn't. With --tsv, the share of human translations (files dev.en-XX.tsv) with such a change.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import material

from pipeline import locales
from pipeline.po import catalog
from pipeline.text import inline, quantities

CLASSES = [
    "number_changed",
    "number_dropped",
    "decimal_shift",
    "percent_dropped",
    "range_broken",
    "date_changed",
    "unit_changed",
    "thousands_separator_wrong_for_locale",
    "decimal_separator_wrong_for_locale",
    "number_word_changed",
]
TSV = {"es-LA": "es_419", "zh": "zh_CN", "pt-BR": "pt_BR"}


def entries(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield id, source and translation of a PO file."""
    for entry in catalog.stream(path):
        if entry.msgid and entry.msgstr[0]:
            yield entry.msgctxt or entry.msgid, entry.msgid, entry.msgstr[0]


def alarms(source: str, target: str, locale: str) -> set[str]:
    changes = quantities.compare(
        inline.blank_codes(source), inline.blank_codes(target), locales.parse("en"), locales.parse(locale)
    )
    return {change.kind for change in changes if change.severity != "minor"}


def show(kind: str, source: str, target: str, found: set[str], locale: str) -> None:
    print(f"[{kind} {locale}] {sorted(found)}\n   {source}\n   {target}")
    for change in quantities.compare(
        inline.blank_codes(source), inline.blank_codes(target), locales.parse("en"), locales.parse(locale)
    ):
        print("     ", change.kind, change.severity, change.message)


def planted(root: Path, shown: str | None) -> None:
    caught, total = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for folder in sorted(path.parent for path in root.glob("*/clean.po")):
        locale = folder.name
        before = {}
        for key, source, target in entries(folder / "clean.po"):
            before[key] = alarms(source, target, locale)
            total["clean", locale] += 1
            caught["clean", locale] += bool(before[key])
            if before[key] and shown == "clean":
                show("clean", source, target, before[key], locale)
        for name in CLASSES + sorted(path.stem for path in folder.glob("benign_*.po")):
            path = folder / f"{name}.po"
            for key, source, target in entries(path) if path.exists() else ():
                new = alarms(source, target, locale) - before.get(key, set())
                total[name, locale] += 1
                caught[name, locale] += bool(new)
                if shown == name and bool(new) == name.startswith("benign"):
                    show(name, source, target, new, locale)
    places = sorted({locale for _, locale in total})
    for name in dict.fromkeys(name for name, _ in total):
        hits, count = sum(caught[name, place] for place in places), sum(total[name, place] for place in places)
        parts = " ".join(
            f"{place} {caught[name, place]}/{total[name, place]}" for place in places if total[name, place]
        )
        print(f"{name:40} {hits / count:6.1%}  {parts}")


def human(folder: Path, shown: str | None) -> None:
    for path in sorted(folder.glob("dev.en-*.tsv")):
        tag = path.stem.partition("dev.en-")[2]
        locale = TSV.get(tag, tag)
        rows = list(material.rows(path))
        kinds: Counter[str] = Counter()
        flagged = 0
        start = time.perf_counter()
        for row in rows:
            found = alarms(row["source"], row["target"], locale)
            flagged += bool(found)
            kinds.update(found)
            if found and shown == locale:
                show("human", row["source"], row["target"], found, locale)
        speed = len(rows) / (time.perf_counter() - start)
        print(f"{locale:8} {flagged / len(rows):6.1%}  {speed:,.0f} pairs/s  {dict(kinds)}")


def main() -> None:
    options = material.options(__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--tsv", type=Path)
    options.add_argument("--show")
    given = options.parse_args()
    planted(given.folder, given.show)
    if given.tsv:
        human(given.tsv, given.show)


if __name__ == "__main__":
    main()
