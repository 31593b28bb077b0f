"""What quantities and polarity find of the errors planted in catalogs, what they flag wrongly, and how fast they are.

    python tests/bench/language_core.py CHECKS [--misses CLASS]

CHECKS is a folder of locales; each has clean.po, benign_*.po and a catalog for each class of errors, with the planted
ones in a JSON file of the same name. A text counts as flagged where anything critical or major is said of it; of a
benign variant only what is not said of the clean text too, which may well have an error of its own.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import material

from pipeline import locales
from pipeline.po import catalog
from pipeline.po.entries import Entry
from pipeline.text import inline, polarity, quantities
from pipeline.text.difference import difference

BARS = {  # the least share of planted errors that has to be found, in percent
    "number_changed": 97,
    "number_dropped": 97,
    "decimal_shift": 97,
    "percent_dropped": 97,
    "range_broken": 97,
    "date_changed": 97,
    "unit_changed": 93,
    "thousands_separator_wrong_for_locale": 95,
    "decimal_separator_wrong_for_locale": 95,
    "number_word_changed": 85,
    "laterality_swapped": 90,
    "negation_dropped": 70,
    "negation_added": 50,
    "comparator_flipped": 60,
}
CLEAN, BENIGN = 2.0, 0.5  # the largest share that may be flagged, in percent


@dataclass(frozen=True, slots=True)
class Flag:
    """Who flags a text, and for what."""

    family: str
    kind: str


def main() -> None:
    parser = material.options(__doc__)
    parser.add_argument("checks", type=Path)
    parser.add_argument("--misses", metavar="CLASS", help="print the planted errors of a class that nothing found")
    arguments = parser.parse_args()
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    pairs = []
    for folder in sorted(path for path in arguments.checks.iterdir() if path.is_dir()):
        known: dict[str | None, set[Flag]] = {}
        # The clean texts first: what is said of them is nothing that a harmless variant adds.
        for path in sorted(folder.glob("*.po"), key=lambda path: path.stem != "clean"):
            name = "benign" if path.stem.startswith("benign_") else path.stem
            if name not in {*BARS, "clean", "benign"}:
                continue
            entries = [entry for entry in catalog.read(path).entries if entry.msgstr[0]]
            if name == "clean":
                pairs += [(entry, folder.name) for entry in entries]
            if name in BARS:
                planted = {row["uid"] for row in json.loads(path.with_suffix(".json").read_text("utf-8"))}
                entries = [entry for entry in entries if entry.msgctxt in planted]
            for entry in entries:
                kinds = flagged(entry, folder.name)
                if name == "clean":
                    known[entry.msgctxt] = kinds
                elif name == "benign":
                    kinds -= known.get(entry.msgctxt, set())
                total[name] += 1
                found[name] += bool(kinds)
                for family in {kind.family for kind in kinds}:
                    found[f"{name} {family}"] += 1
                if name == arguments.misses and not kinds:
                    print(f"{folder.name} {entry.msgctxt}\n  {entry.msgid}\n  {entry.msgstr[0]}")
    for name in (*BARS, "clean", "benign"):
        if total[name]:
            report(name, found, total)
    speed(pairs)


def flagged(entry: Entry, locale: str) -> set[Flag]:
    """Return who flags the entry, and for what."""
    source, target = inline.blank_codes(entry.msgid), inline.blank_codes(entry.msgstr[0])
    first, second = locales.parse("en"), locales.parse(locale)
    changes = quantities.compare(source, target, first, second)
    shifts = polarity.compare(source, target, first.language, second.language)
    kinds = {Flag("quantities", change.kind) for change in changes if change.severity != "minor"}
    return kinds | {Flag("polarity", shift.kind) for shift in shifts if shift.severity != "minor"}


def report(name: str, found: Counter[str], total: Counter[str]) -> None:
    share = 100 * found[name] / total[name]
    bar, met = f"≥ {BARS.get(name)}", share >= BARS.get(name, 0)
    if name not in BARS:
        limit = CLEAN if name == "clean" else BENIGN
        bar, met = f"≤ {limit}", share <= limit
    by = ", ".join(f"{family} {found[f'{name} {family}']}" for family in ("quantities", "polarity"))
    print(f"{name:40}{share:6.2f} %  ({bar}{'' if met else ', NOT MET'})  {found[name]} of {total[name]}: {by}")


def speed(pairs: list[tuple[Entry, str]]) -> None:
    """Print how many pairs a second one core takes: both comparisons of every pair, and a difference of its source."""
    texts = [
        (inline.blank_codes(entry.msgid), inline.blank_codes(entry.msgstr[0]), locales.parse(locale))
        for entry, locale in pairs
    ]
    english = locales.parse("en")
    edited = []
    for number, (source, _, _) in enumerate(texts):
        words = source.split()
        words[number % len(words)] = "edited"
        edited.append(" ".join(words))
    taken = {}
    start = time.process_time()
    for source, target, locale in texts:
        quantities.compare(source, target, english, locale)
    taken["quantities"] = time.process_time() - start
    start = time.process_time()
    for source, target, locale in texts:
        polarity.compare(source, target, "en", locale.language)
    taken["polarity"] = time.process_time() - start
    start = time.process_time()
    for (source, _, _), other in zip(texts, edited, strict=True):
        difference(source, other, "en")
    taken["difference"] = time.process_time() - start
    for name, seconds in taken.items():
        print(f"{name}: {len(texts) / seconds:.0f} pairs a second a core")
    print(f"together: {len(texts) / sum(taken.values()):.0f} pairs a second a core")


if __name__ == "__main__":
    main()
