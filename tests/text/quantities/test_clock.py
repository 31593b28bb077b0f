"""A time of day is one in every language's way of writing it; another hour, or the other half of the day, is found."""

from __future__ import annotations

import pytest

from pipeline import locales
from pipeline.text import quantities

EN = locales.parse("en")
MORNING = "Be here at 7:30 a.m."
SAME = [  # locale, translation
    ("de", "Seien Sie um 7.30 Uhr hier."),
    ("de", "Seien Sie um halb acht hier."),
    ("fi", "Ole täällä klo 7.30."),
    ("da", "Vær her kl. 7.30."),
    ("nb", "Vær her kl. 7.30."),
    ("sv", "Var här kl. 7.30."),
    ("nl", "Wees er om 7.30 uur."),
    ("id", "Datanglah pukul 07.30."),
    ("it", "Sia qui alle 7.30."),
    ("it", "Sia qui alle sette e mezza."),
    ("es", "Esté aquí a las 7.30 h."),
    ("es", "Esté aquí a las siete y media."),
    ("pt_BR", "Esteja aqui às 7h30."),
    ("pl", "Proszę być o 7.30."),
    ("cs", "Buďte tu v 7.30."),
    ("hu", "Legyen itt 7.30-kor."),
    ("ro", "Fiți aici la 7.30."),
    ("et", "Olge siin kell 7.30."),
    ("bg", "Бъдете тук в 7.30 ч."),
    ("uk", "Будьте тут о 7.30."),
    ("ru", "Будьте здесь в 7.30."),
    ("ru", "Будьте здесь в половине восьмого."),
    ("tr", "7.30’da burada olun."),
    ("hi", "साढ़े सात बजे यहाँ रहें।"),
    ("ar", "كن هنا في السابعة والنصف صباحا."),
    ("zh_Hans", "请于上午7点半到。"),
    ("zh_Hans", "请于早上七点半到。"),
    ("ja", "午前7時半に来てください。"),
]
OTHER = [
    ("de", "Seien Sie um 7.45 Uhr hier."),
    ("de", "Seien Sie um halb sieben hier."),
    ("sv", "Var här kl. 19.30."),
    ("it", "Sia qui alle 8.30."),
    ("zh_Hans", "请于晚上7点半到。"),
    ("hi", "साढ़े आठ बजे यहाँ रहें।"),
]


@pytest.mark.parametrize(("name", "target"), SAME)
def test_a_time_may_have_a_full_stop_or_words(name: str, target: str) -> None:
    assert quantities.compare(MORNING, target, EN, locales.parse(name)) == ()


@pytest.mark.parametrize(("name", "target"), OTHER)
def test_another_time_is_a_critical_change(name: str, target: str) -> None:
    changes = quantities.compare(MORNING, target, EN, locales.parse(name))
    assert "critical" in {change.severity for change in changes}


def test_hours_from_to_with_full_stops_are_times() -> None:
    source, target = "Open 9:15–12:00 and 1:30 p.m.–6 p.m.", "Geöffnet 9.15–12.00 und 13.30–18 Uhr"
    assert quantities.compare(source, target, EN, locales.parse("de")) == ()


def test_a_full_stop_alone_makes_no_time() -> None:
    german = locales.parse("de")
    assert [change.kind for change in quantities.compare("Take 7.30 mg", "Nehmen Sie 7.30 mg", EN, german)] == [
        "separator"
    ]
    (change,) = quantities.compare("It holds 450 mL", "Es enthält 7.30 mL", EN, german)
    assert change.kind == "number-changed"


def test_english_may_write_the_full_stop_too() -> None:
    brazil = locales.parse("pt_BR")
    assert quantities.compare("at 7.30pm", "às 19h30", EN, brazil) == ()
    assert quantities.compare("at 7.30 am", "às 19h30", EN, brazil) != ()
