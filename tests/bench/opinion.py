"""What a translation model sees in planted errors, beside the rules, and how often it doubts correct translations.

    python tests/bench/opinion.py FOLDER [FILE.tsv …] [--locale pt_BR]

The folder holds clean.po, human translations, and a PO file for each class of errors, one error an entry. A TSV has
the columns source and target. A line says what share of the entries has a doubt of the model, a critical or major
finding of the rules, and one or the other; for a class, that the entry has before the error is planted isn't counted.
No glossary is used.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import material

from pipeline import checks, locales
from pipeline.checks import opinion
from pipeline.model import Segment, Unit, segment_key
from pipeline.mt import routes, scoring
from pipeline.po import catalog, provenance


@dataclass(frozen=True, slots=True)
class Seen:
    """Whether the model, and whether the rules see something in an entry."""

    model: bool
    rules: bool


def main() -> None:
    parser = material.options(__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("tsv", nargs="*", type=Path)
    parser.add_argument("--locale", default="pt_BR")
    arguments = parser.parse_args()
    target = locales.parse(arguments.locale)
    route = routes.default_route(target.tag)
    assert route is not None
    scorer = scoring.load(route, target=target.tag)
    checker = checks.Checker(locales.parse("en"), target)
    print("| | entries | model | rules | either |\n| --- | ---: | ---: | ---: | ---: |")
    files = sorted(arguments.folder.glob("*.po"), key=lambda path: (path.stem != "clean", path.stem))
    before: dict[str, Seen] = {}
    start, count = time.perf_counter(), 0
    for path in (*files, *arguments.tsv):
        units = list(_pairs(path) if path.suffix == ".tsv" else _entries(path))
        seen = _seen(units, checker, scorer)
        count += len(units)
        if path.stem == "clean":
            before = {str(unit.segment.context): one for unit, one in zip(units, seen, strict=True)}
        elif path.suffix == ".po":
            seen = [
                Seen(one.model and not known.model, one.rules and not known.rules)
                for one, unit in zip(seen, units, strict=True)
                for known in [before.get(str(unit.segment.context), Seen(False, False))]
            ]
        shares = [sum(values) / len(units) for values in ([s.model for s in seen], [s.rules for s in seen])]
        either = sum(one.model or one.rules for one in seen) / len(units)
        shown = " | ".join(f"{100 * share:.1f} %" for share in (*shares, either))
        print(f"| {path.stem} | {len(units)} | {shown} |", flush=True)
    print(f"{count / (time.perf_counter() - start):.0f} entries a second")


def _seen(units: Sequence[Unit], checker: checks.Checker, scorer: opinion.Scorer) -> list[Seen]:
    answers = opinion.ask(units, scorer)
    return [
        Seen(answer.doubt is not None, any(found.severity != "minor" for found in checker.examine(unit).findings))
        for unit, answer in zip(units, answers, strict=True)
    ]


def _entries(path: Path) -> Iterator[Unit]:
    for entry in catalog.stream(path):
        if not entry.obsolete and not catalog.is_header(entry) and any(entry.msgstr):
            yield provenance.unit(entry, str(path))


def _pairs(path: Path) -> Iterator[Unit]:
    for row in material.rows(path):
        yield Unit(Segment(segment_key(None, row["source"]), row["source"]), (row["target"],), "accepted")


if __name__ == "__main__":
    main()
