"""Eponyms have the English form in Latin scripts, and one of their own in others where it is known."""

from __future__ import annotations

from pipeline.text.names.eponyms import eponyms


def test_latin_scripts_keep_the_name() -> None:
    assert eponyms("pt")["Crohn"] == eponyms("tr")["Crohn"] == ("Crohn",)
    assert "Behcet" in eponyms("fr")["Behçet"]


def test_other_scripts_write_it_by_ear_and_what_is_not_known_is_left_out() -> None:
    assert eponyms("ru")["Parkinson"] == ("Паркинсон",)
    assert "Ehlers" not in eponyms("hi")
    assert eponyms("ja") == {}
