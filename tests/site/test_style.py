"""The demo's style serves every script and direction, and eyes that need contrast, without asking anybody else."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.support import ROOT

CSS = re.sub(r"/\*.*?\*/", "", (ROOT / "content/assets/style.css").read_text("utf-8"), flags=re.S)
DECLARATIONS = [
    (match[1], match[2].strip()) for match in re.finditer(r"(?<![-\w])(-*[a-z][\w-]*)\s*:\s*([^;{}]+);", CSS)
]
# What WCAG 2.2 calls text (4.5 to 1) and what tells a part of the page from its surroundings (3 to 1).
TEXT = [
    *(("text", ground) for ground in ("background", "surface", "warning")),
    *(("muted", ground) for ground in ("background", "surface", "warning")),
    *(("accent", ground) for ground in ("background", "surface", "warning")),
    ("on-accent", "accent"),
]
EDGES = [("warning-border", "background"), ("warning-border", "warning"), ("muted", "background")]


def blocks() -> Iterator[tuple[str, str]]:
    """The blocks of the outermost level: what stands before the brace, and what in it."""
    depth, start, head = 0, 0, ""
    for brace in re.finditer(r"[{}]", CSS):
        if brace[0] == "{":
            if not depth:
                head, start = CSS[start : brace.start()].strip(), brace.end()
            depth += 1
        else:
            depth -= 1
            if not depth:
                yield head, CSS[start : brace.start()]
                start = brace.end()


def colours(scheme: str) -> dict[str, str]:
    palette: dict[str, str] = {}
    for head, body in blocks():
        if head == ":root" or head == f"@media {scheme}":
            palette |= dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", body))
    return palette


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colour: str, other: str) -> float:
    low, high = sorted((luminance(colour), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_the_greatest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["(prefers-color-scheme: light)", "(prefers-color-scheme: dark)", "print"])
def test_colours_can_be_told_apart(scheme: str) -> None:
    values = colours(scheme)
    assert [pair for pair in TEXT if contrast(values[pair[0]], values[pair[1]]) < 4.5] == []
    assert [pair for pair in EDGES if contrast(values[pair[0]], values[pair[1]]) < 3] == []


def test_dark_and_print_change_every_colour_but_those_that_stay() -> None:
    for head in ("@media (prefers-color-scheme: dark)", "@media print"):
        body = next(body for name, body in blocks() if name == head)
        assert set(re.findall(r"--([\w-]+):\s*#", body)) == set(colours("none"))


def test_colours_stand_in_the_custom_properties_alone() -> None:
    assert [
        pair for pair in DECLARATIONS if not pair[0].startswith("--") and re.search(r"#[0-9a-f]{3}|rgb|hsl", pair[1])
    ] == []


def test_no_side_of_the_page_is_left_or_right() -> None:
    sides = re.compile(r"(?:^|-)(?:left|right|top|bottom|width|height)(?:$|-)")
    physical = {name for name, _ in DECLARATIONS if sides.search(name)} - {
        "border-inline-start-width",
        "line-height",
    }
    assert physical == set()
    assert [pair for pair in DECLARATIONS if re.search(r"\b(?:left|right)\b", pair[1])] == []
    shorthands = {"margin", "padding", "inset", "border-width", "border-radius"}
    # Four values, or three, set the two sides apart.
    assert [pair for pair in DECLARATIONS if pair[0] in shorthands and len(pair[1].split()) > 2] == []


def test_nothing_comes_from_elsewhere() -> None:
    assert not re.search(r"@import|url\(|@font-face|https?:|//", CSS)


def test_nothing_moves() -> None:
    assert not {name for name, _ in DECLARATIONS if re.match(r"animation|transition|scroll-behavior", name)}
    assert "@keyframes" not in CSS


def test_joined_letters_are_not_spaced() -> None:
    assert [value for name, value in DECLARATIONS if name == "letter-spacing"] == ["0"]


@pytest.mark.parametrize(
    ("language", "font"), [("ar", "Noto Sans Arabic"), ("zh", "PingFang SC"), ("hi", "Nirmala UI")]
)
def test_scripts_have_fonts_of_the_readers_system_and_room_between_the_lines(language: str, font: str) -> None:
    body = next(body for head, body in blocks() if re.search(rf"^:lang\({language}\)", head) and "--sans" in body)
    assert f'"{font}"' in body
    leading = re.search(r"--leading:\s*([\d.]+)", body)
    assert leading is not None
    assert float(leading[1]) >= 1.8


def test_what_medlocale_puts_in_has_its_style() -> None:
    for name in ("notice", "facts", "languages", "source", "mark", "ltr"):
        assert f".l10n-{name}" in CSS


def test_the_file_is_small() -> None:
    assert len((ROOT / "content/assets/style.css").read_bytes()) < 12_000
