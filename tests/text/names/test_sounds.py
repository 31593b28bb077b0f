"""One name sounds like itself in four scripts, and unlike another."""

from __future__ import annotations

import pytest

from pipeline.text.names.sounds import alike, sound

SAME = [
    ("Miller", "Миллера"),
    ("Miller", "ميلر"),
    ("Miller", "मिलर"),
    ("Smith", "سميث"),
    ("Smith", "स्मिथ"),
    ("Hughes", "Хьюз"),
    ("George", "Джордж"),
    ("Wright", "Райт"),
    ("Knight", "Найт"),
    ("Juan", "Хуан"),
    ("Chen", "تشن"),
    ("Xu", "Сюй"),
    ("Weber", "ويبر"),
    ("Vogel", "فوغل"),
    ("Harvard", "Гарвард"),
    ("Williams", "Уильямс"),
    ("Achilles", "Aquiles"),
    ("Joseph", "José"),
    ("Garcia", "García"),
]
OTHER = [
    ("Miller", "Петрова"),
    ("Miller", "حداد"),
    ("Sharma", "वर्मा"),
    ("Gupta", "पटेल"),
    ("Becker", "Martin"),
    ("Thompson", "Robinson"),
    ("Brentwood", "Oakham"),
    ("Hughes", "Weber"),
]


@pytest.mark.parametrize(("name", "other"), SAME)
def test_a_name_written_by_ear_is_the_same(name: str, other: str) -> None:
    assert alike(name, other)


@pytest.mark.parametrize(("name", "other"), OTHER)
def test_another_name_is_not(name: str, other: str) -> None:
    assert not alike(name, other)


def test_a_sound_is_consonants_without_doubles() -> None:
    assert sound("Miller") == sound("Миллер") == "mlr"
    assert sound("Anna") == "an"
