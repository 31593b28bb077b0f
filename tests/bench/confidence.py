"""Whether the scores send people where the errors are: how many planted ones lie in the fifth that is trusted least.

    python tests/bench/confidence.py FOLDER [--locale pt_BR] [--samples 20]

The folder holds clean.po, human translations, and a PO file for each class of errors, one error an entry; benign_*.po
hold none and are left out. Of correct entries and of planted errors as many are drawn, ordered by their score, and the
share of the errors in the first fifth is counted: 40 % is the most there can be, 20 % what chance gives. AUC is how
often an error is trusted less than a correct entry. No glossary is used.

Or the folder holds Bio-MQM's files, <locale>.jsonl: machine translations with errors that experts marked. Then all are
ordered, a language by itself and all in one, and counted is the share of those with a critical error (in brackets: with
a major or critical error of accuracy) in the first fifth: 20 % is what chance gives. `fitted` is the half of the
sources that `tools/train_odds.py --half` takes; with the
weights in the package both halves are. With --model the models of the languages that have one are asked, too.
"""

from __future__ import annotations

import json
import math
import random
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import material

from pipeline import locales
from pipeline.checks import Checker, Examined
from pipeline.errors import ModelError
from pipeline.model import Finding, Segment, Unit, segment_key
from pipeline.mt import routes, scoring
from pipeline.mt.drafting import degenerate
from pipeline.mt.drafting.requirements import Requirements
from pipeline.mt.markup.codes import take_out
from pipeline.review.ranking import scored
from pipeline.stages import check_file
from pipeline.text import odds
from pipeline.text.confidence import likely, lowered

PART = 5  # the worst one of so many


@dataclass(frozen=True, slots=True)
class Figures:
    """What share of the errors lies in the worst fifth, and how often an error is trusted less than what is right."""

    share: float
    auc: float


def main() -> None:
    parser = material.options(__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--locale", default="pt_BR")
    parser.add_argument("--samples", type=int, default=20)
    parser.add_argument("--model", action="store_true", help="ask models about Bio-MQM's files, too")
    arguments = parser.parse_args()
    if marked := sorted(arguments.folder.glob("*.jsonl")):
        _print_marked(marked, arguments.samples, asked=arguments.model)
        return
    source, target = locales.parse("en"), locales.parse(arguments.locale)
    route = routes.default_route(target.tag)
    assert route is not None
    scorer = scoring.load(route, target=target.tag)
    start = time.perf_counter()
    right: list[Examined] = []
    wrong: list[Examined] = []
    for path in sorted(arguments.folder.glob("*.po")):
        if not path.stem.startswith("benign_"):
            found = check_file.judged(path, target.gettext, source, scorer=lambda _: scorer).examined
            (right if path.stem == "clean" else wrong).extend(found)
    seconds = time.perf_counter() - start
    requirements = Requirements(source, target)

    def _score(one: Examined) -> float:
        return next((found.score for found in scored([one], source, target)), 1.0)

    measures: dict[str, Callable[[Examined], float]] = {
        "probabilities alone": _likelihood,
        "probabilities and what drafts are held to": lambda one: _verified(one, requirements),
        "findings alone": lambda one: _severity(Examined(one.unit, _without_doubts(one))),
        "findings and odds (check --scores)": lambda one: _score(Examined(one.unit, _without_doubts(one))),
        "both (check --scores --model)": _score,
    }
    print(f"{len(right)} correct entries, {len(wrong)} errors, {(len(right) + len(wrong)) / seconds:.0f} a second")
    print("| | in the worst fifth | least of the samples | AUC |\n| --- | ---: | ---: | ---: |")
    for name, measure in measures.items():
        good, bad = list(map(measure, right)), list(map(measure, wrong))
        drawn = [_figures(good, bad, random.Random(number)) for number in range(arguments.samples)]
        shares = [one.share for one in drawn]
        auc = fmean(one.auc for one in drawn)
        print(f"| {name} | {100 * fmean(shares):.1f} % | {100 * min(shares):.1f} % | {auc:.3f} |")


def _likelihood(one: Examined) -> float:
    return likely(math.exp(one.mean)) if one.mean is not None else 1.0


def _verified(one: Examined, requirements: Requirements) -> float:
    """Score a translation as a draft is scored: no check is asked."""
    source, target = take_out(one.unit.segment.text).text, take_out(one.unit.targets[0]).text
    wrong = {*requirements.missing(source, target).reasons, *degenerate.faults(source, target, requirements.target)}
    return lowered(_likelihood(one), unmet=len(wrong))


def _without_doubts(one: Examined) -> tuple[Finding, ...]:
    return tuple(finding for finding in one.findings if finding.check != "model-doubts")


def _severity(one: Examined) -> float:
    return lowered(1.0, [finding.severity for finding in one.findings])


@dataclass(frozen=True, slots=True)
class Marked:
    """A translation that experts judged: its measures by their names, and whether they found a grave error."""

    language: str
    fitted: bool
    critical: bool
    grave: bool
    measures: Mapping[str, float]


ACCURACY = {"Accuracy", "Mistranslation", "Untranslated", "Addition", "Omission"}
MEASURES = ("findings alone", "odds alone", "check --scores")


def _print_marked(paths: Sequence[Path], samples: int, *, asked: bool) -> None:
    rows = [row for path in paths for row in _marked(path, asked=asked)]
    print("| | " + " | ".join(MEASURES) + " |\n| --- |" + " ---: |" * len(MEASURES))
    for fitted in (True, False):
        half = [row for row in rows if row.fitted == fitted]
        for language in (*(path.stem for path in paths), ""):
            own = [row for row in half if language in ("", row.language)]
            shares = " | ".join(
                f"{_share(own, name, 'critical', samples)} ({_share(own, name, 'grave', samples)})" for name in MEASURES
            )
            counted = f"{sum(row.critical for row in own)} of {len(own)}"
            print(f"| {'fitted' if fitted else 'other'} {language or 'all'}, {counted} | {shares} |")


def _marked(path: Path, *, asked: bool) -> Iterator[Marked]:
    source, target = locales.parse("en"), locales.parse(path.stem)
    route = routes.default_route(target.tag) if asked else None
    checker = Checker(source, target, scorer=_scorer(route, target.tag) if route else None)
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    units = [
        Unit(Segment(segment_key(None, line["source"]), line["source"]), (line["target"],), "draft") for line in lines
    ]
    for line, examined in zip(lines, checker.asked(map(checker.examine, units)), strict=True):
        marks = [mark for marks in line["annotations"] for mark in marks]
        yield Marked(
            path.stem,
            zlib.crc32(line["source"].encode()) % 2 == 0,
            any(mark["severity"] == "Critical" for mark in marks),
            any(mark["severity"] in ("Critical", "Major") and mark["category"] in ACCURACY for mark in marks),
            {
                "findings alone": _severity(examined),
                "odds alone": 1 - odds.error(line["source"], line["target"], source, target),
                "check --scores": next(scored([examined], source, target)).score,
            },
        )


def _scorer(route: str, tag: str) -> scoring.ForcedScorer | None:
    try:
        return scoring.load(route, target=tag)
    except ModelError:
        return None  # a chain of models can't be asked


def _share(rows: Sequence[Marked], measure: str, kind: str, samples: int) -> str:
    """Return the share of the errors in the worst fifth; where scores are equal, chance decides."""
    wrong = [getattr(row, kind) for row in rows]
    if not any(wrong):
        return "–"
    drawn = []
    for number in range(samples):
        chance = random.Random(number)
        mixed = sorted((row.measures[measure], chance.random(), getattr(row, kind)) for row in rows)
        drawn.append(sum(found for *_, found in mixed[: len(mixed) // PART]) / sum(wrong))
    return f"{100 * fmean(drawn):.0f} %"


def _figures(right: Sequence[float], wrong: Sequence[float], chance: random.Random) -> Figures:
    """Draw as many of each; where scores are equal, chance decides."""
    count = min(len(right), len(wrong))
    mixed = [(score, chance.random(), False) for score in chance.sample(right, count)]
    mixed += [(score, chance.random(), True) for score in chance.sample(wrong, count)]
    mixed.sort()
    worst = mixed[: len(mixed) // PART]
    before, ahead = 0, 0  # errors so far, and pairs of an error with what is right behind it
    for *_, planted in mixed:
        before += planted
        ahead += 0 if planted else before
    return Figures(sum(planted for *_, planted in worst) / count, ahead / count**2)


if __name__ == "__main__":
    main()
