"""Fit the weights of pipeline/text/odds.toml to translations whose errors experts marked.

    python tools/train_odds.py FOLDER [--half] [--strength 3]

FOLDER holds Bio-MQM's files, <locale>.jsonl with `source`, `target` and `annotations` in each line. With --half the
sources whose CRC-32 is odd are left out, so that tests/bench/confidence.py can measure on what wasn't fitted to. It is
a logistic regression with a penalty on large weights, by Newton's method; the same data give the same file.
"""

from __future__ import annotations

import argparse
import json
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline import locales
from pipeline.text import odds

HEAD = """\
# Weights of pipeline/text/odds.py: for each count its mean, its deviation, and what a deviation more weighs. Fitted by
# tools/train_odds.py to {rows} machine translations of Bio-MQM (amazon-science/bio-mqm-dataset, Apache-2.0) into seven
# languages, {wrong} of them with a critical error. The data are not here.
"""
STEPS = 60


def main() -> None:
    """Read the folder and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", action="store_true", help="leave the sources out whose CRC-32 is odd")
    parser.add_argument("--strength", type=float, default=3.0, help="of the penalty on large weights")
    options = parser.parse_args()
    source = locales.parse("en")
    rows, wrong = [], []
    for path in sorted(options.folder.glob("*.jsonl")):
        target = locales.parse(path.stem)
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            if not (options.half and zlib.crc32(row["source"].encode()) % 2):
                rows.append(odds.counts(row["source"], row["target"], source, target))
                wrong.append(any(mark["severity"] == "Critical" for marks in row["annotations"] for mark in marks))
    names = list(rows[0])
    values = np.array([[row[name] for name in names] for row in rows])
    mean, deviation = values.mean(0), values.std(0) + 1e-9
    scaled = np.clip((values - mean) / deviation, -odds.MOST, odds.MOST)
    weights = fit(np.hstack([scaled, np.ones((len(rows), 1))]), np.array(wrong, float), options.strength)
    lines = [HEAD.format(rows=len(rows), wrong=sum(wrong)), f"bias = {weights[-1]:.4f}\n", "[weights]"]
    for name, *figures in zip(names, mean, deviation, weights, strict=False):
        lines.append(f'"{name}" = [{", ".join(f"{figure:.4f}" for figure in figures)}]')
    path = Path(odds.__file__).with_name("odds.toml")
    path.write_text("\n".join(lines) + "\n", "utf-8")


def fit(values: NDArray[np.float64], wrong: NDArray[np.float64], strength: float) -> NDArray[np.float64]:
    """Return the weights of a logistic regression; the last column is the bias, which has no penalty."""
    penalty = np.full(values.shape[1], strength)
    penalty[-1] = 0
    weights = np.zeros(values.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-values @ weights))
        slope = values.T @ (likely - wrong) + penalty * weights
        curve = (values * (likely * (1 - likely))[:, None]).T @ values + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if abs(step).max() < 1e-9:
            break
    return weights


if __name__ == "__main__":
    main()
