"""Small termbases for tests, from rows of concept, locale, term, status and forms."""

from __future__ import annotations

import csv
from pathlib import Path

from pipeline import locales, termbase
from pipeline.termbase import Termbase

Row = tuple[str, ...]  # concept, locale, term, then status and forms where they matter


def load(folder: Path, rows: list[Row], target: str = "pt-BR", *, source: str = "en") -> Termbase:
    path = folder / "glossary.csv"
    with path.open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle)
        out.writerow(["concept", "locale", "term", "status", "pos", "forms"])
        for row in rows:
            concept, locale, term, status, forms = (*row, "preferred", "")[:5] if len(row) == 3 else (*row, "")[:5]
            out.writerow([concept, locale, term, status, "", forms])
    found = termbase.load([path], locales.parse(source), locales.parse(target))
    assert not found.problems
    return found


def pairs(*terms: tuple[str, str], target: str = "pt") -> list[Row]:
    """Rows of concepts with one term in each locale."""
    return [
        row
        for number, (source, translation) in enumerate(terms)
        for row in ((f"c{number}", "en", source), (f"c{number}", target, translation))
    ]
