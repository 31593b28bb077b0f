"""Whether the score by both directions says where grave errors are, and the weights that it is worked out with.

    python tests/bench/meaning.py [FILE.tsv …] [--fit]

A file has the columns document, source, draft, score and serious (1 or 0): drafts that somebody read and judged, with
their scores by the first direction. Without any it is meaning.tsv beside this one: sentences of a clinic's pages, which
were written for this, and the embedded engine's drafts under the demo's glossary.
Printed are, by the forward score alone and by both, how often a serious error is trusted less than a draft without one
(AUC), and what share of the worst tenth is serious where a tenth of all drafts is. With --fit the regressions of
pipeline/mt/drafting/directions.toml are fitted to the files and printed; each figure is then that of documents that
the weights were not fitted to, a tenth of them at a time.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import material
import numpy as np
from numpy.typing import NDArray

from pipeline.mt.drafting.directions import Calibration, joint, returned
from pipeline.mt.engines import embedded
from pipeline.mt.scoring import ForcedScorer, Token

OWN = Path(__file__).parent / "meaning.tsv"
RIDGE = 3.0  # on weights of measures of the deviation 1
FOLDS = 10
TENTH = 0.1


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft that was judged, with its score and its source's tokens."""

    document: str
    serious: bool
    score: float
    back: tuple[Token, ...]


def main() -> None:
    parser = material.options(__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=[OWN])
    parser.add_argument("--fit", action="store_true")
    arguments = parser.parse_args()
    judged = [one for path in arguments.files for one in _judged(path)]
    print(f"{len(judged)} drafts, {sum(one.serious for one in judged)} with a serious error")
    _print("the forward score", judged, [one.score for one in judged])
    if not arguments.fit:
        _print("both directions", judged, [joint(one.score, one.back) for one in judged])
        return
    _print("both directions, other documents", judged, _held_out(judged))
    fitted = _fit(judged)
    print(
        f"alone = [{fitted.alone[0]:.4f}, {fitted.alone[1]:.3f}]\nbias = {fitted.bias:.4f}\n"
        f"forward = {fitted.forward:.3f}\nbackward = {fitted.backward:.4f}"
    )


def _judged(path: Path) -> list[Judged]:
    names = ("document", "source", "draft", "score", "serious")
    columns = [material.column(path, name) for name in names]
    _, sources, drafts, _, _ = columns
    backward = ForcedScorer(embedded.load_reverse, embedded.REVERSE_ORIGIN, jobs=1, narrow=True)
    read = zip(*columns, backward.tokens(drafts, sources), strict=True)
    return [
        Judged(document, serious == "1", float(score), tuple(back))
        for document, _, _, score, serious, back in read
        if back
    ]


def _fit(judged: Sequence[Judged]) -> Calibration:
    serious = np.array([one.serious for one in judged], float)
    forward = np.log([one.score for one in judged])
    backward = np.array([returned(one.back) for one in judged])
    alone = _logistic(forward[:, None], serious)
    both = _logistic(np.stack([forward, backward], 1), serious)
    return Calibration((alone[-1], alone[0]), both[-1], both[0], both[1])


def _logistic(measures: NDArray[np.float64], wrong: NDArray[np.float64]) -> list[float]:
    """Return the weights of measures [drafts, measures], and the bias, by Newton's method under a ridge."""
    mean, deviation = measures.mean(0), measures.std(0)
    known = np.c_[(measures - mean) / deviation, np.ones(len(measures))]
    ridge = np.diag([RIDGE] * measures.shape[1] + [0.0])
    weights = np.zeros(known.shape[1])
    for _ in range(50):
        odds = 1 / (1 + np.exp(-known @ weights))
        slope = known.T @ (odds - wrong) + ridge @ weights
        weights -= np.linalg.solve((known * (odds * (1 - odds))[:, None]).T @ known + ridge, slope)
    own = weights[:-1] / deviation
    return [*own.tolist(), float(weights[-1] - own @ mean)]


def _held_out(judged: Sequence[Judged]) -> list[float]:
    """Return each draft's score by weights that were fitted without its document."""
    documents = sorted({one.document for one in judged})
    random.Random(0).shuffle(documents)
    scores = [0.0] * len(judged)
    for fold in range(FOLDS):
        left_out = set(documents[fold::FOLDS])
        if not left_out:
            continue
        fitted = _fit([one for one in judged if one.document not in left_out])
        for number, one in enumerate(judged):
            if one.document in left_out:
                scores[number] = fitted.joint(one.score, one.back)
    return scores


def _print(name: str, judged: Sequence[Judged], scores: Sequence[float]) -> None:
    wrong = [score for score, one in zip(scores, judged, strict=True) if one.serious]
    right = [score for score, one in zip(scores, judged, strict=True) if not one.serious]
    auc = sum((bad < good) + (bad == good) / 2 for bad in wrong for good in right) / (len(wrong) * len(right))
    print(f"{name}: AUC {auc:.3f}, serious in the worst tenth {100 * _share(wrong, right):.0f} %")


def _share(wrong: Sequence[float], right: Sequence[float]) -> float:
    """Return what share of the worst tenth is wrong where a tenth of all is."""
    mixed = [(score, TENTH / len(wrong), True) for score in wrong]
    mixed += [(score, (1 - TENTH) / len(right), False) for score in right]
    taken = found = 0.0
    for _, part, serious in sorted(mixed):
        part = min(part, TENTH - taken)
        taken += part
        found += part if serious else 0.0
    return found / TENTH


if __name__ == "__main__":
    main()
