"""Pairing: many numbers are paired as a few are."""

from __future__ import annotations

import random

import pytest

from pipeline import locales
from pipeline.text.quantities import pairing, reading

EN = locales.parse("en")
DE = locales.parse("de")
PIECES = (
    *(
        "5",
        "5 mg",
        "5 ml",
        "7",
        "1.5",
        "1,500",
        "1 500",
        "two",
        "zwei",
        "one",
        "half",
        "twice",
        "10%",
        "May",
        "3 May 2031",
    ),
    *(
        "9:30",
        "8 p.m.",
        "20 Uhr",
        "COVID-19",
        "B12",
        "12",
        "2020",
        "1990s",
        "3-4",
        "0",
        "30",
        "10 000",
        "10,000",
        "-5 °C",
    ),
)


@pytest.mark.parametrize("seed", range(40))
def test_many_numbers_are_paired_as_few_are(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = random.Random(seed)
    source = " x ".join(drawn.choices(PIECES, k=drawn.randint(1, 14)))
    target = " x ".join(drawn.choices(PIECES, k=drawn.randint(1, 14)))
    found = []
    for few in (0, 10_000):
        monkeypatch.setattr(pairing, "FEW", few)
        ours, theirs = reading.scan(source, EN), reading.scan(target, DE)
        paired = pairing.pair(ours, theirs, source, target, known=seed % 2 == 0)
        found.append((paired.pairs, [id(number) for number in paired.lost], [id(number) for number in paired.added]))
    assert found[0] == found[1]


def test_a_time_whose_minutes_stand_nowhere_leaves_the_hour_where_it_is() -> None:
    source, target = "at 9:30 or 10:15", "um 10 Uhr 15, 9 Uhr"
    paired = pairing.pair(reading.scan(source, EN), reading.scan(target, EN), source, target)
    assert [number.value for number in paired.lost] == [9 * 60 + 30]
    assert [number.value for number in paired.added] == [9]


def test_of_several_runs_of_figures_the_first_that_is_left_is_a_number_with_a_space() -> None:
    source, target = "10,000 and 10,000 and 5", "10 000 - 10 000 - 5"
    paired = pairing.pair(reading.scan(source, EN), reading.scan(target, EN), source, target)
    assert (paired.lost, paired.added) == ((), ())
