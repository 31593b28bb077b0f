"""Formulas in a text and its translation: isotopes, ions, molecules and units, whose raised and lowered figures stay.

¹⁷⁷Lu is another medicine than ¹⁷⁶Lu, Ca is no Ca²⁺, and kg/m no kg/m². On the line (CO2, Lu-177) they say the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.text.language.scripts import ascii_digits
from pipeline.text.names.values import Name, NameChange
from pipeline.text.raised import HIGH, LOWERED, RAISED, flat

MAY_STAND = re.compile(f"[{RAISED}{LOWERED}]")
TOKEN = re.compile(rf"[A-Za-zµμᵐ{RAISED}{LOWERED}]+")
PLAIN = re.compile(r"[A-Za-zµμ0-9]+(?:[+-]{1,2}(?![A-Za-z0-9]))?")
ISOTOPE = re.compile(rf"([{HIGH}]{{1,3}})[mᵐ]?([A-Z][a-z]?)")
ION = re.compile(rf"(?:Na|K|Ca|Mg|Fe|Cu|Zn|Cl|H|Li|Al|I|F|Br|Mn|Pb|NH₄|HCO₃|PO₄|HPO₄|H₂PO₄|SO₄|NO₃|OH)[{HIGH}]?[⁺⁻]")
MOLECULE = re.compile(rf"[A-Z][A-Za-z]*[{LOWERED}][A-Za-z{LOWERED}]*")
UNIT = re.compile(rf"(?:[kcmdµμn]?m|s|min|h|L|[mdµ]L|k?g|mol)(?:⁻?[{HIGH}])")
CHARGE = re.compile(r"(.+?)(\d)([+-])")
MEASURED = re.compile(
    rf"[\d{HIGH}][^\w]{{0,3}}[A-Za-zµμ{RAISED}]*[/·]?[A-Za-zµμ{RAISED}]*[/·]?\Z"
)  # what quantities compare


def read(text: str) -> Iterator[Name]:
    """Yield the formulas of a text in order."""
    if MAY_STAND.search(text) is None:
        return
    for match in TOKEN.finditer(text):
        formula = match[0]
        if MAY_STAND.search(formula) and (ISOTOPE.fullmatch(formula) or _has_form(formula, text[: match.start()])):
            yield Name("code", flat(formula), *match.span(), formula)


def compare(source: str, target: str) -> Iterator[NameChange]:
    """Yield what a translation does to the formulas of its source."""
    formulas = {name.text: name for name in reversed(list(read(source)))}
    if not formulas:
        return
    plain = ascii_digits(flat(target))
    written = Counter(match[0] for match in PLAIN.finditer(plain))
    known = Counter(match[0] for match in PLAIN.finditer(flat(source)))
    for formula, name in formulas.items():
        if isotope := ISOTOPE.fullmatch(formula):
            mass = flat(isotope[1])
            if re.search(rf"(?<!\d){mass}(?!\d)", plain) is None:
                yield _isotope(name, isotope[2], written, known)
        elif (other := _other(name.key, written, known)) is not None:
            at = next(each.start() for each in PLAIN.finditer(plain) if each[0] == other)
            found = Name("code", other, at, at + len(other), target[at : at + len(other)])
            message = f"{formula} has become {found.text}."
            yield NameChange("code-changed", "critical", message, name, found, formula)


def _has_form(formula: str, before: str) -> bool:
    """Tell whether figures above or below the line belong to what they stand at: a mark of a footnote doesn't."""
    if ION.fullmatch(formula) or MOLECULE.fullmatch(formula):
        return True
    return UNIT.fullmatch(formula) is not None and MEASURED.search(before[-16:]) is None


def _other(key: str, written: Counter[str], known: Counter[str]) -> str | None:
    """Return another formula of the same letters that a translation has in the place of one; None where it has none."""
    charge = CHARGE.fullmatch(key)
    if key in written or (charge and charge[1] + charge[3] * int(charge[2]) in written):  # Ca++ is Ca2+
        return None
    letters = _letters(key)
    # "C" and "m" stand in many a text by themselves.
    return next((other for other in written if _letters(other) == letters and written[other] > known[other]), None)


def _isotope(name: Name, symbol: str, written: Counter[str], known: Counter[str]) -> NameChange:
    other = next((each for each in written if _letters(each).rstrip("m") == symbol and each not in known), None)
    if other is None:
        return NameChange("code-lost", "major", f"The isotope {name.text} is missing.", name, None, name.text)
    return NameChange("code-changed", "critical", f"{name.text} has become {other}.", name, None, name.text)


def _letters(text: str) -> str:
    return re.sub(r"[^A-Za-zµμ]", "", text)
