"""Apertium as a process: what goes in comes out whole, apart and in order, and a failure names it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ModelError
from pipeline.mt.engines import apertium
from pipeline.mt.engines.apertium import Apertium, Mark, Marked


@pytest.fixture
def spanish(needs):
    needs("apertium")
    try:
        return Apertium("pt-es")
    except ModelError as error:
        pytest.skip(str(error))


def fake(folder: Path, script: str) -> Path:
    """Write an `apertium` that lists the pair, and otherwise runs a script."""
    path = folder / "apertium"
    path.write_text(f'#!/bin/sh\nif [ "$1" = -l ]; then echo "  pt-es"; exit; fi\n{script}\n')
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    return path


@pytest.fixture
def pretend(tmp_path, monkeypatch):
    """Return a function that puts a pretended Apertium in the place of the installed one."""
    apertium._output.cache_clear()

    def put(script: str) -> Apertium:
        path = fake(tmp_path, script)
        monkeypatch.setattr(apertium.shutil, "which", lambda name: str(path) if name == "apertium" else None)
        return Apertium("pt-es")

    yield put
    apertium._output.cache_clear()


def test_without_apertium_the_error_names_the_command_that_installs_it(monkeypatch):
    monkeypatch.setattr(apertium.shutil, "which", lambda name: None)
    with pytest.raises(ModelError, match="apt-get install apertium apertium-es-pt"):
        Apertium("pt-es")


def test_without_the_pair_the_error_names_its_package(monkeypatch):
    monkeypatch.setattr(apertium.shutil, "which", lambda name: "/nowhere/apertium")
    with pytest.raises(ModelError, match=r"lacks the pair pt-es.*apertium-es-pt"):
        Apertium("pt-es")


def test_an_unknown_pair_is_named():
    with pytest.raises(ModelError, match="'xx-yy'"):
        Apertium("xx-yy")


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("echo no memory >&2; exit 7", "ended with code 7: no memory"),
        ("cat >/dev/null; printf 'uno[]\\000'", "gave 1 whole texts back for 2"),
        ("cat >/dev/null; printf 'uno[]\\000dos[]\\000tres[]\\000'", "gave 3 whole texts back for 2"),
        ("cat >/dev/null; printf 'uno\\000dos[]\\000'", "gave 1 whole texts back for 2"),
        ("true", "gave 0 whole texts back for 2"),
    ],
)
def test_a_failing_process_is_an_error_that_names_it(pretend, script, message):
    with pytest.raises(ModelError, match=f"Apertium pt-es {message}"):
        pretend(script).translate([Marked("um"), Marked("dois")])


def test_the_origin_names_pair_and_version(spanish):
    assert spanish.origin.startswith("apertium-pt-es@")
    assert spanish.origin[-1].isdigit()


def test_the_last_full_stop_stays_and_lines_stay_apart(spanish):
    found = spanish.translate([Marked("A casa."), Marked(""), Marked("O livro")])
    assert [item.text for item in found] == ["La casa.", "", "El libro"]


def test_marks_travel_with_their_words(spanish):
    text = "a longa viagem"
    (found,) = spanish.translate([Marked(text, (Mark(2, 7, (1,)), Mark(8, 14, (2,))))])
    assert {found.text[mark.start : mark.end]: mark.numbers for mark in found.marks} == {"largo": (1,), "viaje": (2,)}


def test_a_word_that_apertium_lacks_is_pointed_at(spanish):
    (found,) = spanish.translate([Marked("o xqxqx")])
    assert [found.text[place:] for place in found.unknown] == ["xqxqx"]


@given(st.lists(st.text(st.sampled_from("ab *[]{}^$@\\/<>~\0\n;:#-1.é"), max_size=30), min_size=1, max_size=30))
@settings(max_examples=6, deadline=None)
def test_hostile_texts_never_misalign(texts):
    try:
        engine = Apertium("pt-es")
    except ModelError as error:
        pytest.skip(str(error))
    found = engine.translate([Marked(f"{text} {number}z") for number, text in enumerate(texts)])
    assert [item.text.split()[-1] for item in found] == [f"{number}z" for number in range(len(texts))]


@pytest.mark.parametrize("sign", list("[]{}^$@\\/<>*~"))
def test_signs_with_a_meaning_to_apertium_come_through(spanish, sign):
    text = f"7 {sign} 7 {sign}{sign} {sign}."
    assert spanish.translate([Marked(text)])[0].text == text


def test_a_very_long_text_comes_back_whole(spanish):
    long, after = spanish.translate([Marked("a casa, " * 3_000), Marked("o fim")])
    assert long.text.count("casa") == 3_000
    assert after.text == "el fin"
