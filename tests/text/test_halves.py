"""An hour stays in its half of the day; what may be said of either half is let pass."""

from __future__ import annotations

import pytest

from pipeline import locales
from pipeline.text.halves import moved


@pytest.mark.parametrize(
    ("locale", "source", "target", "hours"),
    [
        ("pt_BR", "The gate shuts at 6 p.m.", "O portão fecha às 6h.", ("6 p.m.", "6h")),
        ("de", "Tea is at 4:30 pm.", "Tee gibt es um 4:30.", ("4:30 pm", "4:")),
        ("fr", "Tea is at 8 AM.", "Le thé est à 20 h.", ("8 AM", "20 h")),
        ("pt_BR", "Tea is at 7 p.m.", "O chá é às 7h da manhã.", ("7 p.m.", "7h")),
        ("hi", "Tea is at 7 p.m.", "सुबह 7 बजे चाय है।", ("7 p.m.", "7 बजे")),
        # Nothing has moved, or the translation may mean the right half.
        ("pt_BR", "The gate shuts at 6 p.m.", "O portão fecha às 18h.", None),
        ("pt_BR", "The gate shuts at 6 p.m.", "O portão fecha às 6.", None),
        ("pt_BR", "The gate shuts at 6 p.m.", "O portão fecha às 6h da tarde.", None),
        ("hi", "Tea is at 7 p.m.", "7 बजे चाय है।", None),
        ("hi", "Tea is at 7 p.m., bread in the morning.", "सुबह रोटी मिलती है और हम सब को 7 बजे चाय।", None),
        ("de", "Open from 8 a.m. to 8 p.m.", "Von 8 Uhr bis 20 Uhr offen.", None),
        ("fr", "Every 8 hours from 8 p.m.", "Toutes les 8 heures dès 20 heures.", None),
        ("de", "Tea is at 12 p.m.", "Tee gibt es um 12 Uhr.", None),
        ("nl", "Tea is at 7 p.m.", "Thee is er om 7 uur.", None),
    ],
)
def test_an_hour_of_the_other_half_of_the_day_is_shown_with_its_place(
    locale: str, source: str, target: str, hours: tuple[str, str] | None
) -> None:
    spans = moved(source, target, locales.parse(locale))
    assert (spans and (source[slice(*spans[0])], target[slice(*spans[1])])) == hours
