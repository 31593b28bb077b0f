"""The types of attributes: which values are of each."""

from __future__ import annotations

import pytest

from pipeline.exchange.xliff.vocabulary.values import TYPES

VALUES = {
    "nmtoken": ("a1 1 été _.-: 数", ["", "a b", "/1", "a,b", "a=b"]),
    "nmtokens": ("a1", ["", " ", "a, b"]),
    "uri": ("http://clinic.example/a#b #a a\\b.png ?q=%20", ["a#b#c", "%zz", "a\tb"]),
    "user": ("x:y clinic:a-b", ["x", "x:", ":y", "x:y:z", "x: y"]),
    "prefixed": ("x:y x:y:z", ["x", "x:", ":y"]),
    "annotation": ("generic term comment x:y", ["terms", "Term", ""]),
    "positive": ("1 12 +3", ["0", "-1", "1.0", "", "x", "١"]),
    "priority": ("1 10", ["0", "11"]),
    "integer": ("-3 0 12", ["1.5", "", "1e3"]),
    "percentage": ("0 100 99.9 .5", ["100.1", "-1", "1e1", ""]),
    "share": ("0 1 0.75 1e-3", ["1.01", "-0.1", "NaN", ""]),
    "time": (
        "2026-03-01T09:30:00Z 2026-03-01T09:30:00.5+01:00",
        ["2026-03-01", "2026-3-1T09:30:00Z", "20260301T093000Z"],
    ),
    "own": ("x-a x-a.b", ["x-", "a", "X-a"]),
    "mime": ("image/png text", ["png", "image/", ""]),
    "purposes": ("location x-mine", ["place", "location,match"]),
    "reformats": ("yes no coord-x x-mine", ["yes font", "all"]),
    "coordinates": ("1;2;-3;# #;#;#;#", ["1;2;3", "1,2,3,4", "a;b;c;d"]),
}


def test_every_type_is_tried() -> None:
    assert set(VALUES) == set(TYPES) - {"language"}


@pytest.mark.parametrize(
    ("name", "value"), [(name, one) for name, (right, _) in VALUES.items() for one in right.split()]
)
def test_a_value_of_the_type_is_one(name: str, value: str) -> None:
    assert TYPES[name][0](value)


@pytest.mark.parametrize(("name", "value"), [(name, one) for name, (_, wrong) in VALUES.items() for one in wrong])
def test_another_value_is_none(name: str, value: str) -> None:
    assert not TYPES[name][0](value)
