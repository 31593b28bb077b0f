"""Sentences of a clinic in eight languages: a good translation raises no alarm, and a slip in it always does."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from pipeline.locales import parse
from pipeline.text import quantities

SENTENCES = tomllib.loads(Path(__file__).with_name("clinic.toml").read_text("utf-8"))["sentence"]
TARGETS = ("pt_BR", "es_419", "fr", "ru", "ar", "hi", "zh_CN")
PLACE = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
CASES = [
    pytest.param(sentence["en"], sentence[target], target, id=f"{number}-{target}")
    for number, sentence in enumerate(SENTENCES, 1)
    for target in TARGETS
]


def alarms(source: str, translation: str, target: str) -> list[str]:
    found = quantities.compare(source, translation, parse("en"), parse(target))
    return [change.message for change in found if change.severity != "minor"]


@pytest.mark.parametrize(("source", "translation", "target"), CASES)
def test_a_good_translation_raises_no_alarm(source: str, translation: str, target: str) -> None:
    assert alarms(source, PLACE.sub(r"\1", translation), target) == []


@pytest.mark.parametrize(("source", "translation", "target"), CASES)
def test_one_slip_raises_an_alarm(source: str, translation: str, target: str) -> None:
    slipped = PLACE.sub(r"\2", translation)
    assert slipped != PLACE.sub(r"\1", translation)
    assert alarms(source, slipped, target)
