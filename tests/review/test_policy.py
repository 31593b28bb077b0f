"""Which emergency numbers a translation may name, and what of the configuration a verdict depends on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.project.config import Settings
from pipeline.review import policy
from pipeline.review.policy import adapted_number
from tests.support.clinic import LOCALE

CALL = "In an emergency, call 911 at once."
EMERGENCY = ("emergency", "body")


@pytest.mark.parametrize(
    ("source", "targets", "numbers", "said"),
    [
        (CALL, ("911 !",), {}, ""),
        (CALL, ("112 !",), {}, "911"),
        (CALL, ("112 !",), {"911": "112"}, ""),
        (CALL, ("112 !",), {"999": "112"}, "911"),
        (CALL, ("110 !",), {"911": "112"}, "911"),
        (CALL, ("911 / 112 !",), {}, "112"),
        (CALL, ("911 / 112 !",), {"911": "112"}, ""),
        (CALL, ("911 / 112 !",), {"999": "112"}, "112"),
        (CALL, ("911 / 115 !",), {}, "115"),
        (CALL, ("911 !", "112 !"), {}, "911"),
        (CALL, ("911 !", "911 / 112 !"), {}, "112"),
        (CALL, ("9110 !",), {}, "911"),
        (CALL, ("1911 !",), {}, "911"),
        (CALL, ("1,911 !",), {}, "911"),
        (CALL, ("911.5 !",), {}, "911"),
        ("In an emergency, call 911 or ext. 5 115.", ("911, 115 !",), {}, ""),
    ],
)
def test_an_emergency_number_is_neither_dropped_nor_exchanged_nor_added(
    source: str, targets: tuple[str, ...], numbers: Mapping[str, str], said: str
) -> None:
    found = adapted_number(source, targets, EMERGENCY, numbers)
    assert (said in found) if said else (found == "")


def test_a_number_that_is_no_emergency_matter_may_be_any() -> None:
    assert adapted_number("The ward has many beds.", ("112 !",), ("body",), {}) == ""


@pytest.mark.parametrize(
    "changed",
    [
        {"drafts": "source"},
        {"on_change": "hold-last"},
        {"preview": True},
        {"classes": {"dose": "two-reviewers"}},
        {"complete": ("en_XA",)},
        {"emergency_numbers": {"en_XA": {"911": "112"}}},
    ],
    ids=str,
)
def test_whatever_changes_in_the_policy_makes_the_verdicts_anew(changed: dict[str, object]) -> None:
    settings = Settings(Path("clinic"))
    assert policy.digest(replace(settings, **changed), LOCALE) != policy.digest(settings, LOCALE)  # type: ignore[arg-type]
