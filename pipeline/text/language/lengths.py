"""How long a translation is against its source: each language has its own measure, and short texts vary most."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FAR = 4.0  # standard deviations: what lies further out is no likelier under any other measure
SOURCE = "en"  # what the figures were measured from


@dataclass(frozen=True, slots=True)
class Measure:
    """The logarithm of a translation's length over its source's: the mean, and what the deviation is made of."""

    mean: float
    spread: float
    noise: float

    def deviation(self, length: int) -> float:
        """Return the standard deviation for a source of so many characters."""
        return math.sqrt(self.spread**2 + self.noise**2 / max(1, length))

    def score(self, source: int, target: int) -> float:
        """Return by how many standard deviations a translation is longer than expected; shorter ones are negative."""
        return (math.log(max(1, target) / max(1, source)) - self.mean) / self.deviation(source)

    def evidence(self, source: int, target: int, share: float) -> float:
        """Return the weight of evidence that the translation holds `share` of what it should, against all of it."""
        deviation = self.deviation(source)
        whole = self.score(source, target)
        part = whole - math.log(share) / deviation
        return (min(FAR, abs(whole)) ** 2 - min(FAR, abs(part)) ** 2) / 2


@cache
def measure(language: str, script: str, source: str = SOURCE) -> Measure:
    """Return the measure of a language; of one that isn't listed, its script's."""
    target_length, source_length = _of(language, script), _of(source, "Latn")
    return Measure(target_length.mean - source_length.mean, target_length.spread, target_length.noise)


@cache
def _of(language: str, script: str) -> Measure:
    data = tomllib.loads((Path(__file__).parent / "lengths.toml").read_text("utf-8"))
    return Measure(**(data["language"].get(language) or data["script"].get(script) or data["script"]["other"]))
