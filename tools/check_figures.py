"""Measure the checks on planted and real errors and write the figures into docs/checks.md, so that they stay true.

    python tools/check_figures.py DATA… [--marked FOLDER]

DATA has a folder a locale. In it, `clean.po` holds human translations, every other `NAME.po` the same entries, known by
their msgctxt, with one planted error each; `benign_NAME.po` are harmless variants. `glossary.json` (source term: target
term) and `dnt.txt` (names that are kept, a line each) are the glossary. A check catches an error where it fires on the
entry and not on its clean version.

FOLDER has a `LOCALE.jsonl` a locale: machine translations that experts have marked, a line each, with `source`,
`target` and `annotations` (a list of errors an annotator). A finding is right where anybody marked anything.

All texts are told apart in two halves by a checksum of the source: rules were tuned on the first alone.
"""

from __future__ import annotations

import argparse
import csv
import json
import zlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline import checks, locales, termbase
from pipeline.checks import Checker
from pipeline.model import Segment, Unit
from pipeline.po import catalog, provenance

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "checks.md"
BEGIN, END = "<!-- figures: tools/check_figures.py writes what stands here -->\n", "<!-- end of the figures -->\n"
COLUMNS = ("critical", "major")  # severities that count as an alarm
Found = set[tuple[str, str]]  # check and severity
FEW = 0.05  # a class of which a check catches less than this is not named


class Half:
    """What was found in one half of the texts, added up over locales."""

    def __init__(self) -> None:
        self.clean = 0
        self.alarms = 0
        self.noisy = 0
        self.benign = 0
        self.benign_alarms = 0
        self.false: Counter[str] = Counter()
        self.planted: Counter[str] = Counter()
        self.noticed: Counter[str] = Counter()
        self.caught: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.told: Counter[str] = Counter()

    def correct(self, found: Found) -> None:
        """Count what is said of a correct translation."""
        self.clean += 1
        self.alarms += any(severity in COLUMNS for _, severity in found)
        self.noisy += bool(found)
        self.false.update({check for check, _ in found})

    def error(self, name: str, new: Found) -> None:
        """Count what is said of a translation with an error of a class, or of a harmless variant."""
        alarmed = any(severity in COLUMNS for _, severity in new)
        if name.startswith("benign_"):
            self.benign += 1
            self.benign_alarms += alarmed
        else:
            self.planted[name] += 1
            self.noticed[name] += bool(new)
            self.caught[name] += alarmed

    def marked(self, found: Found, *, wrong: bool) -> None:
        """Count what is said of a translation in which experts marked something, or nothing."""
        checks_here = {check for check, severity in found if severity in COLUMNS}
        self.told.update(checks_here)
        if wrong:
            self.right.update(checks_here)

    def summary(self) -> str:
        """Return what was found in a sentence or two."""
        noticed = {name: self.noticed[name] / count for name, count in self.planted.items()}
        caught = [self.caught[name] / count for name, count in self.planted.items()]
        alarms, noisy = _share(self.alarms / self.clean), _share(self.noisy / self.clean)
        worst = min(noticed, key=lambda name: (noticed[name], name))
        return (
            f"{self.clean:,} human translations and {sum(self.planted.values()):,} planted errors of {len(noticed)} "
            f"classes. Of a class, {_share(sum(noticed.values()) / len(noticed))} are found on average, and "
            f"{_share(sum(caught) / len(caught))} as critical or major; of the worst ({worst.replace('_', ' ')}) "
            f"{_share(noticed[worst])}. Of the correct translations, {alarms} have a critical or major finding and "
            f"{noisy} have any. Of {self.benign:,} harmless variants, "
            f"{_share(self.benign_alarms / max(1, self.benign))} are flagged."
        )


class Figures:
    """What was found, in both halves; of which class each check catches what is counted over both."""

    def __init__(self) -> None:
        self.halves = (Half(), Half())
        self.planted: Counter[str] = Counter()
        self.caught_by: Counter[tuple[str, str]] = Counter()

    def add(self, folder: Path, temporary: Path) -> None:
        """Measure the files of one locale."""
        source, target = locales.parse("en"), locales.parse(folder.name)
        checker = Checker(source, target, termbase.load([_glossary(folder, temporary)], source, target))
        clean = _findings(_units(folder / "clean.po"), checker)
        for text, found in clean.values():
            self._half(text).correct(found)
        for path in sorted(folder.glob("*.po")):
            if path.stem == "clean":
                continue
            for key, (text, found) in _findings(_units(path), checker).items():
                before = {check for check, _ in clean[key][1]} if key in clean else set()
                new = {(check, severity) for check, severity in found if check not in before}
                self._half(text).error(path.stem, new)
                if not path.stem.startswith("benign_"):
                    self.planted[path.stem] += 1
                    self.caught_by.update({(path.stem, check) for check, _ in new})

    def mark(self, path: Path) -> None:
        """Measure a file of translations that experts have marked."""
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        units = [
            Unit(
                Segment(row["id"], row["source"], context=row["id"]), (row["target"],), "accepted", place=(path.name, 0)
            )
            for row in rows
        ]
        found = _findings(units, Checker(locales.parse("en"), locales.parse(path.stem)))
        for row in rows:
            text, said = found[row["id"]]
            self._half(text).marked(said, wrong=any(row["annotations"]))

    def _half(self, text: str) -> Half:
        return self.halves[zlib.crc32(text.encode()) % 2]

    def text(self) -> str:
        """Return the figures as they stand in the document."""
        first, second = self.halves
        lines = [
            f"The half of the texts that rules were tuned on has {first.summary()}",
            "",
            f"The other half has {second.summary()}",
            "",
            "The last column counts critical and major findings in the other half of machine translations of medical "
            "abstracts that experts have marked. Right are those in sentences in which somebody marked an error.",
            "",
            "| check | planted errors it finds, of each class | fires on correct translations: tuned half | other half "
            "| right in marked translations |",
            "| --- | --- | ---: | ---: | ---: |",
        ]
        for check in checks.CHECKS:
            shares = {name: self.caught_by[name, check] / count for name, count in self.planted.items()}
            best = sorted((name for name in shares if shares[name] >= FEW), key=lambda name: (-shares[name], name))
            said = ", ".join(f"{name.replace('_', ' ')} {_share(shares[name])}" for name in best) or "—"
            marked = f"{second.right[check]} of {second.told[check]}" if second.told[check] else "—"
            false = " | ".join(_share(half.false[check] / half.clean) for half in self.halves)
            lines.append(f"| `{check}` | {said} | {false} | {marked} |")
        return "\n".join(lines) + "\n"


def _units(path: Path) -> list[Unit]:
    return [provenance.unit(entry, path.name) for entry in catalog.read(path).entries]


def _findings(units: Iterable[Unit], checker: Checker) -> dict[str, tuple[str, Found]]:
    """Return the source of each entry with check and severity of each finding, by its msgctxt."""
    known = list(units)
    found: dict[str, tuple[str, Found]] = {unit.segment.context or "": (unit.sources[0], set()) for unit in known}
    for finding in checks.findings_in_order(map(checker.examine, known), checker):
        found[finding.unit.segment.context or ""][1].add((finding.check, finding.severity))
    return found


def _glossary(folder: Path, temporary: Path) -> Path:
    terms, names = folder / "glossary.json", folder / "dnt.txt"
    pairs = json.loads(terms.read_text("utf-8")) if terms.exists() else {}
    kept = names.read_text("utf-8").split("\n") if names.exists() else []
    path = temporary / f"{folder.name}.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(["concept", "locale", "term", "status", "pos", "forms", "domain", "note"])
        for number, (source, target) in enumerate(pairs.items()):
            out.writerow([f"term-{number}", "en", source, "preferred", "", "", "", ""])
            out.writerow([f"term-{number}", folder.name, target, "preferred", "", "", "", ""])
        for number, name in enumerate(filter(None, kept)):
            out.writerow([f"name-{number}", "en", name, "do-not-translate", "", "", "", ""])
    return path


def _share(share: float) -> str:
    percent = 100 * share
    return (
        f"{percent:.0f} %"
        if percent >= 10 or percent == 0
        else f"{percent:.1f} %"
        if percent >= 1
        else f"{percent:.2f} %"
    )


def main() -> None:
    """Measure everything under the folders and rewrite the document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--marked", type=Path)
    options = parser.parse_args()
    figures = Figures()
    with TemporaryDirectory() as temporary:
        for folder in sorted(path.parent for data in options.data for path in data.glob("*/clean.po")):
            figures.add(folder, Path(temporary))
            print(f"{folder.name}: measured")
    for path in sorted(options.marked.glob("*.jsonl")) if options.marked else ():
        figures.mark(path)
    before, rest = DOCUMENT.read_text("utf-8").split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    DOCUMENT.write_text(f"{before}{BEGIN}\n{figures.text()}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
