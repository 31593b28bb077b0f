"""The odds of an error are counted from both texts, alike wherever they run, and stand between nothing and one."""

from __future__ import annotations

import math
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import locales
from pipeline.text import odds

EN = locales.parse("en")
SOURCE = "The RCT (n = 12) compared LLND with drainage in 40 adolescents."
TARGETS = {
    "es_419": "El ECA (n = 12) comparó la DLC con el drenaje en 40 adolescentes.",
    "zh_CN": "RCT（n = 12）比较了40名青少年的LLND和引流。",
    "ar": "قارنت التجربة بين التصريف والجراحة لدى 40 مراهقًا.",
}


@pytest.mark.parametrize("locale", TARGETS)
def test_each_count_has_a_weight_and_each_weight_a_count(locale: str) -> None:
    data = tomllib.loads((Path(odds.__file__).with_name("odds.toml")).read_text("utf-8"))
    counted = odds.counts(SOURCE, TARGETS[locale], EN, locales.parse(locale))
    assert list(counted) == list(data["weights"])


def test_it_counts_what_the_other_side_lacks() -> None:
    locale = locales.parse("es_419")
    counted = odds.counts(SOURCE, TARGETS["es_419"], EN, locale)
    same = odds.counts(SOURCE, SOURCE, EN, locale)
    names = [name for name in counted if name.endswith((" alone", " lost", " new", " apart"))]
    assert len(names) == 10
    assert all(same[name] == 0 for name in names if not name.startswith(("source words", "target words")))
    assert counted["acronyms new"] > 0
    assert counted["acronyms lost"] > 0


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["pt_BR", "zh_CN", "ar", "hi", "ru"]))
def test_no_text_has_odds_beyond_nothing_and_one(source: str, target: str, locale: str) -> None:
    assert 0 < odds.error(source, target, EN, locales.parse(locale)) < 1


def test_what_is_further_out_than_anything_seen_weighs_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    data = tomllib.loads((Path(odds.__file__).with_name("odds.toml")).read_text("utf-8"))

    def at(deviations: float) -> float:
        far = {name: mean + deviations * deviation for name, (mean, deviation, _) in data["weights"].items()}
        monkeypatch.setattr(odds, "counts", lambda *_: far)
        return odds.error(SOURCE, SOURCE, EN, EN)

    assert at(0) == pytest.approx(1 / (1 + math.exp(-data["bias"])))
    assert at(1) != at(odds.MOST)
    assert at(odds.MOST) == pytest.approx(at(10 * odds.MOST))
    assert at(-odds.MOST) == pytest.approx(at(-10 * odds.MOST))
