"""Eponyms: diseases that bear a person's name, which Latin scripts keep and others write by ear."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pipeline import locales

UNKNOWN = "-"


@cache
def eponyms(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return how a language writes each eponym that it has a form for, by the English one."""
    column = "en" if locales.parse(language).script == "Latn" else language
    with (Path(__file__).parent / "eponyms.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        forms = {row["en"].split("|")[0]: row.get(column) or UNKNOWN for row in rows}
    return {key: tuple(some.split("|")) for key, some in forms.items() if some != UNKNOWN}
