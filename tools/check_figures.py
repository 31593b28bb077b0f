"""Measure the checks on planted errors and write the figures into docs/checks.md, so that nobody writes them by hand.

    python tools/check_figures.py DATA

DATA has a folder a locale. In it, `clean.po` holds human translations, every other `NAME.po` the same entries, known by
their msgctxt, with one planted error each; `benign_NAME.po` are harmless variants. `glossary.json` (source term: target
term) and `dnt.txt` (names that are kept, a line each) are the glossary. A check catches an error where it fires on the
entry and not on its clean version.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline import checks, locales, termbase
from pipeline.checks import Checker
from pipeline.po import catalog, provenance

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "checks.md"
BEGIN, END = "<!-- figures: tools/check_figures.py writes what stands here -->\n", "<!-- end of the figures -->\n"
COLUMNS = ("critical", "major")  # severities that count as an alarm
FEW = 0.05  # a class of which a check catches less than this is not named


class Figures:
    """What was found, added up over locales."""

    def __init__(self) -> None:
        self.clean = 0
        self.alarms = 0
        self.noisy = 0
        self.benign = 0
        self.benign_alarms = 0
        self.false: Counter[str] = Counter()
        self.planted: Counter[str] = Counter()
        self.caught: Counter[str] = Counter()
        self.caught_by: Counter[tuple[str, str]] = Counter()

    def add(self, folder: Path, temporary: Path) -> None:
        """Measure the files of one locale."""
        source, target = locales.parse("en"), locales.parse(folder.name)
        checker = Checker(source, target, termbase.load([_glossary(folder, temporary)], source, target))
        clean = _findings(folder / "clean.po", checker)
        self.clean += len(clean)
        for found in clean.values():
            self.alarms += any(severity in COLUMNS for _, severity in found)
            self.noisy += bool(found)
            self.false.update({check for check, _ in found})
        for path in sorted(folder.glob("*.po")):
            if path.stem != "clean":
                self._class(path.stem, clean, _findings(path, checker))

    def _class(self, name: str, clean: dict[str, set[tuple[str, str]]], found: dict[str, set[tuple[str, str]]]) -> None:
        for key, its in found.items():
            before = {check for check, _ in clean.get(key, ())}
            new = {(check, severity) for check, severity in its if check not in before}
            if name.startswith("benign_"):
                self.benign += 1
                self.benign_alarms += any(severity in COLUMNS for _, severity in new)
                continue
            self.planted[name] += 1
            self.caught[name] += any(severity in COLUMNS for _, severity in new)
            self.caught_by.update({(name, check) for check, _ in new})

    def text(self) -> str:
        """Return the figures as they stand in the document."""
        classes = [self.caught[name] / self.planted[name] for name in self.planted]
        lines = [
            f"Measured on {self.clean:,} human translations and {sum(self.planted.values()):,} planted errors of "
            f"{len(self.planted)} classes. Of a class, {_share(sum(classes) / len(classes))} are found on average as "
            f"critical or major. Of the correct translations, {_share(self.alarms / self.clean)} have such a finding "
            f"and {_share(self.noisy / self.clean)} have any. Of {self.benign:,} harmless variants, "
            f"{_share(self.benign_alarms / max(1, self.benign))} are flagged.",
            "",
            "| check | planted errors it finds, of each class | fires on correct translations |",
            "| --- | --- | ---: |",
        ]
        for check in checks.CHECKS:
            shares = {name: self.caught_by[name, check] / count for name, count in self.planted.items()}
            best = sorted((name for name in shares if shares[name] >= FEW), key=lambda name: (-shares[name], name))
            said = ", ".join(f"{name.replace('_', ' ')} {_share(shares[name])}" for name in best) or "—"
            lines.append(f"| `{check}` | {said} | {_share(self.false[check] / self.clean)} |")
        return "\n".join(lines) + "\n"


def _findings(path: Path, checker: Checker) -> dict[str, set[tuple[str, str]]]:
    """Return check and severity of each finding, by the msgctxt of its entry."""
    units = [provenance.unit(entry, path.name) for entry in catalog.read(path).entries]
    found: dict[str, set[tuple[str, str]]] = {unit.segment.context or "": set() for unit in units}
    for finding in checks.findings_in_order(map(checker.examine, units), checker):
        found[finding.unit.segment.context or ""].add((finding.check, finding.severity))
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


def main(data: Path) -> None:
    """Measure everything under a folder and rewrite the document."""
    figures = Figures()
    with TemporaryDirectory() as temporary:
        for folder in sorted(path.parent for path in data.glob("*/clean.po")):
            figures.add(folder, Path(temporary))
            print(f"{folder.name}: {figures.alarms} of {figures.clean} correct translations have an alarm so far")
    before, rest = DOCUMENT.read_text("utf-8").split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    DOCUMENT.write_text(f"{before}{BEGIN}\n{figures.text()}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
