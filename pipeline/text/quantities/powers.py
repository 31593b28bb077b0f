"""Powers of ten: 10⁶, 5 × 10⁹/L, 10^-3 and 1.5e6 are one number each, worth a million and the like.

A raised figure that is read as no figure, or as one beside the other, makes ten cells of a million.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.text.language.scripts import ascii_digits
from pipeline.text.quantities.model import Number
from pipeline.text.raised import HIGH, flat

BLANK = "[ \u00a0\u202f\u2009]"
TIMES = re.compile(rf"{BLANK}{{0,2}}[×xXхХ*·⋅∙✕✖⨯]{BLANK}{{0,2}}")
# Where a raised figure stands in an element of its own, blanks are left of the element's code.
EXPONENT = re.compile(
    rf"[ \u00a0]{{0,9}}(?P<high>[⁺⁻]?[{HIGH}]{{1,3}})"
    rf"|{BLANK}?(?:\^|\*\*){BLANK}?[({{]?(?P<sign>[-+\u2212–]?)(?P<plain>\d{{1,2}})(?!\d)[)}}]?\^?"
)
# Plain text that lost the height of its figures has a gap there at best: 50 × 10 9/L.
GAPPED = re.compile(r"[ \u00a0](?P<plain>\d{1,2})(?=[ \u00a0]?/)")
SCIENTIFIC = re.compile(r"(?:e[-+\u2212]?|(?<=[.,]\d)E|(?<=[.,]\d\d)E|E[-+\u2212])(?P<plain>\d{1,2})(?![\w.,]?\w)")
# What stands behind a number of a power: most numbers are told from such by one look.
FOLLOWS = re.compile(
    rf"{BLANK}{{0,9}}(?:[{HIGH}⁺⁻^]|\*\*|[×xXхХ*·⋅∙✕✖⨯]{BLANK}{{0,2}}(?:10|١٠|۱۰|१०)|(?<=\d)[eE][-+\u2212\d])"
)
RAISED_FIGURE = re.compile(f"[{HIGH}]")
MASS = re.compile(rf"(?<![\w{HIGH}⁺⁻])[{HIGH}]{{1,3}}(?=[mᵐ]?[A-Z][a-z]?(?![a-z]))")
MOST = 30  # the greatest exponent that a text for patients can mean
# 109 behind a sign of multiplication, in a source that lost the height of its figures.
FLATTENED = re.compile(r"10(?P<plain>[1-9]\d?)")


def joined(numbers: list[Number], text: str) -> list[Number]:
    """Return the numbers of a text with its powers of ten as one number each."""
    follows = FOLLOWS.match
    for number in numbers:
        if follows(text, number.end):
            break
    else:
        return numbers
    kept: list[Number] = []
    taken = 0
    for place, number in enumerate(numbers):
        if number.start < taken:
            continue
        kept.append(number)
        if number.word or number.kind not in {"number", "code"} or number.role:
            continue
        following = numbers[place + 1] if place + 1 < len(numbers) else None
        sign = TIMES.fullmatch(text, number.end, following.start) if following else None
        if sign and following and _is_ten(following, text) and (found := _exponent(text, following.end, gapped=True)):
            _raise(number, number.value, *found)
        elif _is_ten(number, text) and (found := _exponent(text, number.end)):
            _raise(number, Decimal(1), *found)
        elif scientific := SCIENTIFIC.match(text, number.end):
            power = int(ascii_digits(scientific["plain"])) * (-1 if text[number.end + 1] in "-\u2212" else 1)
            _raise(number, number.value, power, scientific.end())
        taken = number.end
    return kept


def masses(text: str) -> Iterator[Number]:
    """Yield the mass numbers of isotopes, ¹⁷⁷Lu, which are codes: lutetium-177 has one too."""
    for match in () if RAISED_FIGURE.search(text) is None else MASS.finditer(text):
        yield Number("code", Decimal(flat(match[0])), *match.span(), *match.span())


def unflattened(first: Number, second: Number, text: str) -> Decimal | None:
    """Return what two numbers of a source may be worth whose power lost its height: 50 x 109; None for others."""
    match = FLATTENED.fullmatch(ascii_digits(text[second.start : second.end]))
    if match is None or first.power or TIMES.fullmatch(text, first.end, second.start) is None:
        return None
    return first.value.scaleb(int(match["plain"]))


def _is_ten(number: Number, text: str) -> bool:
    return number.end - number.start == 2 and ascii_digits(text[number.start : number.end]) == "10"


def _exponent(text: str, at: int, *, gapped: bool = False) -> tuple[int, int] | None:
    """Return the exponent at a place and where it ends."""
    match = EXPONENT.match(text, at)
    if match:
        figures = flat(match["high"]) if match["high"] else match["sign"] + ascii_digits(match["plain"])
        power = int(figures.replace("\u2212", "-").replace("–", "-"))
    elif gapped and (match := GAPPED.match(text, at)):
        power = int(ascii_digits(match["plain"]))
    return (power, match.end()) if match and abs(power) <= MOST else None


def _raise(number: Number, mantissa: Decimal, power: int, end: int) -> None:
    number.kind, number.power = "number", power
    number.value = mantissa.scaleb(power)
    number.other = number.other and number.other.scaleb(power)
    number.also = ()
    number.end = number.right = end
