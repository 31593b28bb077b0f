"""The letters and figures of a code survive in every script, whatever a language hangs on to them."""

from __future__ import annotations

import pytest

from pipeline import locales
from pipeline.text.names import compare, read

EN = locales.parse("en")
KEPT = [
    ("PM2.5 fell.", "fr", "Les PM2,5 ont baissé."),
    ("with T2DM", "pt_BR", "com DM2"),
    ("with T2DM", "ru", "с СД2"),
    ("four 24-HRs", "es", "cuatro R24h"),
    ("at 14:00 UTC/07:00 PT", "zh_CN", "协调世界时14:00，太平洋时间07:00"),
    ("CD19 cells", "ru", "CD19-клетки"),
    ("CD19-positive", "zh_CN", "CD19阳性"),
    ("CD19", "ar", "الـCD19"),
    ("CD19 cells", "zh_CN", "ＣＤ１９细胞"),
    ("IL-15 and PD-1", "fr", "IL‑15 et PD 1"),
    ("CAR-NK cells", "de", "CAR-NK-Zellen"),
    ("COVID-19", "fr", "La Covid-19"),
    ("COVID-19", "zh_CN", "新冠肺炎"),
    ("COVID-19", "ru", "коронавирус"),
    ("COVID-19 and COVID", "es_419", "COVID–19 y COVID"),
    ("HIV-1", "es_419", "VIH-1"),
    ("The ACE2 receptor", "pt_BR", "O receptor ECA2"),
    ("HLA-A*02:01", "it", "HLA-A*02:01"),
    ("Vitamin B12", "de", "Vitamin-B12"),
    ("Below 0.5 x 10⁹/L", "ar", "أقل من 0.5 × 10⁹/لتر"),
    ("5MG at 8AM, 2nd floor", "fr", "5 mg à 8 h, 2e étage"),
    ("A link <a href='https://x.example/AB12'>here</a>", "fr", "Un lien <a href='#'>ici</a>"),
    ("Blood was drawn on D3 and D21.", "fr", "Le sang a été prélevé à J3 et à J21."),
    ("Follow-up at W48", "es", "Seguimiento en S48"),
    ("Follow-up at W48", "pt_BR", "Seguimento na semana 48"),
    ("rhACE2 in adults", "es", "rhECA2 en adultos"),
    ("HIV-1 or HIV-2", "fr", "VIH-1 ou VIH-2"),
    ("The H1N1 virus", "ar", "فيروس إتش 1 إن 1"),
    ("The code is K35.8.", "ar", "الرمز هو كي 35.8."),
]
WRONG = [
    ("CD19 cells", "ru", "CD20-клетки", "code-changed", "critical"),
    ("COVID-19 ward", "fr", "Service COVID", "code-changed", "critical"),
    ("COVID-19 ward", "fr", "Service OCVID-19", "code-changed", "critical"),
    ("CAR-NK cells", "es_419", "Células CAR", "code-changed", "critical"),
    ("NCT01234567", "zh_CN", "试验 NCT01234576", "code-changed", "critical"),
    ("Blood was drawn on D3 and D21.", "fr", "Le sang a été prélevé à J3 et à J22.", "code-changed", "critical"),
    ("HIV-2 alone", "es", "Solo VIH-1", "code-changed", "critical"),
    ("The ICD-10 code", "pt_BR", "O código da CID-11", "code-changed", "critical"),
    ("2021-004567-12 runs", "pt_BR", "O ensaio corre", "code-lost", "major"),
    ("HER2 receptor", "ru", "Рецептор", "code-lost", "major"),
    ("The GD2 antigen", "hi", "एंटीजन", "code-lost", "major"),
]


@pytest.mark.parametrize(("source", "locale", "target"), KEPT)
def test_a_code_is_found_in_any_dress(source: str, locale: str, target: str) -> None:
    assert compare(source, target, EN, locales.parse(locale)) == ()


@pytest.mark.parametrize(("source", "locale", "target", "kind", "severity"), WRONG)
def test_a_code_that_changed_or_went_is_told(source: str, locale: str, target: str, kind: str, severity: str) -> None:
    (change,) = compare(source, target, EN, locales.parse(locale))
    assert (change.kind, change.severity) == (kind, severity)
    assert change.suggestion == change.source.text if change.source else None


def test_genes_trials_and_other_codes_are_told_apart() -> None:
    names = read("PD-L1 and BCMA4 in NCT01234567, R-CHOP, 20 mg, B2B", "en")
    assert [(name.kind, name.key) for name in names] == [
        ("gene", "PDL1"),
        ("gene", "BCMA4"),
        ("trial", "NCT01234567"),
        ("code", "RCHOP"),
        ("code", "B2B"),
    ]
