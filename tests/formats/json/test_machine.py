"""What of JSON is for machines, whatever spaces it has, and what of it looks like that and is for readers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.formats import FormatSettings
from pipeline.formats.json.format import JsonFormat


def texts(data: Any, **chosen: Any) -> list[str]:
    return [segment.text for segment in JsonFormat(FormatSettings(**chosen)).extract(json.dumps(data)).segments]


WAYS = ["{}", "card.{}", "nurse-{}", "nurse_{}", "nurse {}"]
VALUES = [
    ("icon", "pill bottle"),
    ("class", "wide quiet"),
    ("style", "soft round"),
    ("src", "one two"),
    ("srcset", "one two"),
    ("sizes", "half full"),
    ("type", "ghost button"),
    ("key", "first row"),
    ("variant", "filled tiny"),
    ("color", "warm grey"),
    ("url", "some place"),
    ("font", "Noto Sans"),
    ("layout", "two columns"),
    ("format", "long date"),
    ("fileName", "my list"),
    ("iconName", "chevron down"),
    ("className", "row odd"),
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("key", "value"), VALUES)
def test_a_programs_key_holds_no_text_however_it_is_written(key: str, value: str, way: str) -> None:
    capital = key[0].upper() + key[1:]
    named = [way.format(key), f"nurse{capital}", f"{key}Left", f"NURSE_{key}".upper() if key.islower() else key]
    assert {name: found for name in named if (found := texts({name: value}))} == {}


FORMS = [
    "fa fa-syringe",
    "mdi mdi-account mdi-24px",
    "btn btn-primary",
    "tile tile--open",
    "list__item list__item--last",
    "mt-4 px-2",
    "md:mt-4 w-full",
    "margin: 0 auto; color: tomato",
    "display: flex",
    "font-size: 12px",
    "(max-width: 40em) 90vw, 50vw",
    "screen and (min-width: 600px)",
    "ward.png 1x, ward-large.png 2x",
    "photos/our ward.jpg",
    "../files/price list.pdf",
    "our ward.webp",
    "M4 4 L20 20 Z",
    "linear-gradient(to left, white, black)",
    "rgba(1, 2, 3, .5)",
    "all 0.2s ease",
    "Noto Serif, serif",
    "DD MMM YYYY",
    "dd/MM/yyyy HH:mm",
]


@pytest.mark.parametrize("value", FORMS)
def test_some_values_are_a_machines_under_any_key(value: str) -> None:
    assert texts({"x": value, "card": {"title": value}}) == []


READERS = [
    ("icon", "Icon of the ward"),
    ("type", "Type of scan"),
    ("type", "Intensive Care"),
    ("type", "Check-up"),
    ("visitType", "Consultation"),
    ("key", "Key facts"),
    ("theme", "Theme"),
    ("size", "fits most adult patients"),
    ("class", "Class of medicine"),
    ("url", "Address of your page"),
    ("version", "Version 3"),
    ("type", "первый приём"),
    ("iconLabel", "open the list"),
    ("keyPoints", "two key points"),
    ("styleGuide", "our guide"),
    ("image_title", "my picture"),
    ("Pick an icon", "Pick an icon"),
    ("pick an icon", "pick an icon"),
    ("x", "Weight: 70 kg"),
    ("x", "color: red or blue"),
    ("x", "position: lying on the back"),
    ("x", "content: paracetamol 5%"),
    ("x", "follow-up x-ray"),
    ("x", "il-2 t-cell"),
    ("x", "covid-19 follow-up"),
    ("x", "See photos/our ward.jpg for the way."),
    ("x", "MS and EDSS"),
    ("x", "M 10 mg"),
    ("x", "all 5 days"),
    ("x", "no food; no water"),
    ("x", "left, right or both"),
]


@pytest.mark.parametrize(("key", "value"), READERS)
def test_what_is_written_for_readers_is_text(key: str, value: str) -> None:
    assert texts({key: value}) == [value]


def test_what_stands_below_a_programs_key_is_a_machines_but_for_labels() -> None:
    card = {"style": {"tone": "pale red", "label": "Our style"}, "icons": ["pill bottle"], "text": "Rest well"}
    assert texts({"card": card}) == ["Our style", "Rest well"]


def test_the_project_may_say_otherwise() -> None:
    assert texts({"variant": "filled tiny", "x": "DD MMM YYYY"}, yaml_keys=("variant", "x")) == [
        "filled tiny",
        "DD MMM YYYY",
    ]
