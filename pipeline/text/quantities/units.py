"""Readers of what stands around a number: its scale, its unit, its bound."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.text.language.scripts import ascii_digits
from pipeline.text.quantities.model import Number
from pipeline.text.quantities.vocabulary import CARRIED, SILENT, WORD, Vocabulary, plain

MARK = re.compile(f"[{CARRIED}]")
GAP = frozenset(" \u00a0\u202f\u2009\u2066\u2067\u2068\u2069\u200e\u200f-")
# No unit is longer: a text without spaces isn't read to its end from each of its numbers.
CHUNK = re.compile(r"[^\s\d½¼¾⅓⅔⅕⅛,;:!?،؛؟।()\[\]{}<>\"“”«»…。，、；：（）\u2013\u2014\u2066-\u2069]{1,80}\d?")
# What a letter stands at is part of another word (mg/kg, l’an), but 24 h/24 and 5 mg/2 mL have a unit before it.
JOINED = re.compile(r"’|/(?!\d)")
CURRENCY = re.compile(r"(?P<sign>US\$|R\$|[$€£¥₹₽])[ \u00a0]?$")
SIGNS = {"US$": "USD", "$": "USD", "R$": "BRL", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB"}
AFTER = re.compile(r" (\S{1,20}) (\S{1,80})")
CLAUSE = re.compile(r"[.,;:()،。，；]")
TURNED = {">": "≤", "<": "≥"}
# Tenths of a whole: 3割, 三成, 3割5分; 成 begins many a word that counts nothing.
TENTHS = re.compile("[ \u00a0]?(?:割(?:[ \u00a0]?([1-9])分)?(?!引)|成(?![员員年立功为為分份本熟长長绩績都果效就型品]))")
PERCENT = "%٪％"
OLDEST = 120  # years: no one is older
MOST_PARTS = 4  # units per one another: mg/kg/d
MONEY = frozenset(SIGNS.values())
TIME = frozenset({"s", "min", "h", "d", "wk", "mo", "y"})


def scaled(number: Number, low: str, words: Vocabulary) -> bool:
    """Multiply a number with the scale word after it (`10 mil`, `1.5 billion`, `万`) and tell whether there is one."""
    at = after_gap(low, number.right)
    if words.cjk and low[at : at + 1] in {"多", "余", "來"}:
        at += 1
    for turn in range(2):
        if not low.startswith(words.scale_starts, at):
            return bool(turn)
        for word, value in words.scales:
            if low.startswith(word, at) and (words.cjk or word.endswith("’") or ends(low, at + len(word))):
                number.idle = False
                number.bare = number.bare or number.value
                number.value *= value
                number.other = number.other and number.other * value
                number.right = number.end = at + len(word)
                at = after_gap(low, number.right)
                break
        else:
            return bool(turn)
    return True


def measured(number: Number, text: str, low: str, words: Vocabulary) -> None:
    """Find the unit after a number (mg/kg, 10⁹/L, weeks, percent) or the currency before it."""
    if words.cjk and (tenths := TENTHS.match(text, number.right)) and 0 < number.value < 10:
        number.bare, number.value = number.value, number.value * 10 + Decimal(ascii_digits(tenths[1] or "0"))
        number.also = (number.value / 100,)
        number.unit, number.end, number.right = "%", tenths.end(), tenths.end()
        return
    if number.power and (per := _per(number, text, low, words)):
        number.unit, number.right = per
        return
    unit, end = _unit(text, low, number.right, words)
    # An abbreviation of one letter follows figures: "две с половиной" is two and a half, not two seconds.
    if unit and not (
        number.word and len(low[number.right : end].strip()) == 1 and low[end - 1].isalpha() and not words.cjk
    ):
        number.unit, number.right = unit, end
        return
    head = low[max(0, number.left - 10) : number.left].rstrip()
    if head.endswith(words.percent_before):
        sign_before = next(phrase for phrase in words.percent_before if head.endswith(phrase))
        number.unit, number.left = "%", low.rfind(sign_before, 0, number.left)
        return
    sign = CURRENCY.search(text, max(0, number.left - 4), number.left)
    if sign:
        number.unit, number.left = SIGNS[sign["sign"]], sign.start()
        return
    left = low[max(0, number.left - 16) : number.left].rstrip()
    if left.endswith(words.ages) and number.kind == "number" and 0 < number.value < OLDEST:
        number.unit = "y"


def _per(number: Number, text: str, low: str, words: Vocabulary) -> tuple[str, int] | None:
    """Return what a power of ten is counted by, and where it ends: /L, "per litre"."""
    at = after_gap(low, number.right)
    after = AFTER.match(low, number.right)
    if text.startswith("/", at):
        unit, end = _unit(text, low, at + 1, words)
    elif after and after[1] in words.per:
        unit, end = _unit(text, low, after.start(2), words)
    else:
        return None
    return (f"/{unit}", end) if unit else None


def misplaced(number: Number, text: str, low: str, words: Vocabulary) -> None:
    """Give a year the unit after it where that is a length of time which no year has: `2020 months`."""
    unit, end = _unit(text, low, number.right, words)
    if unit in TIME and unit != "y":
        number.unit, number.right = unit, end


def _unit(text: str, low: str, start: int, words: Vocabulary, parts: int = MOST_PARTS) -> tuple[str, int]:
    at = after_gap(text, start)
    ending = WORD.match(low, at) if at == start + 1 and text[start] == "-" else None
    if ending and not ending[0].isascii() and ending[0] in words.suffixes:
        return "", start  # 6-м is the sixth, not six metres
    if text[at : at + 1] in PERCENT:
        return ("%", at + 1) if at < len(text) else ("", start)
    if words.cjk:
        return _prefix(text, low, at, words, parts)
    chunk = CHUNK.match(text, at)
    if chunk is None:
        return "", start
    space = low.find(" ", at, at + words.longest_unit)
    for phrase, unit in words.phrases.get(low[at:space], ()) if space > 0 else ():
        if low.startswith(phrase, at) and ends(low, at + len(phrase)):
            return _compound(unit, text, low, at + len(phrase), words, parts)
    stem = low.find(words.case_mark, at, chunk.end()) if words.case_mark else -1  # 40 mg’ı
    ends_of = (chunk.end(), at + len(chunk[0].rstrip(".")), at + len(chunk[0].rstrip(".'’-/")))
    for end in dict.fromkeys((*ends_of, stem) if stem > at else ends_of):
        unit = _known(text[at:end], low[at:end], words)
        if unit:
            return _compound(unit, text, low, end, words, parts)
    word = WORD.match(low, at)
    if word and word.end() < chunk.end() and JOINED.match(low, word.end()) is None:
        unit = _known(text[at : word.end()], word[0], words)
        if unit:
            return _compound(unit, text, low, word.end(), words, parts)
    return "", start


def _known(raw: str, low: str, words: Vocabulary) -> str:
    """Return the unit of one chunk, of each part where it has slashes; a symbol's case counts before a word's."""
    units = words.units
    unit = units.get(raw) or units.get(low) or (None if raw.isascii() else units.get(low.translate(SILENT)))
    if unit is not None or "/" not in raw:
        return unit or ""
    # A full stop ends an abbreviation, but after the last of them it may as well end the sentence.
    raws, lows = ([*(part.rstrip(".") for part in some[:-1]), some[-1]] for some in (raw.split("/"), low.split("/")))
    parts = [_known(part, other, words) for part, other in zip(raws, lows, strict=True)]
    return "/".join(part for part in parts if part) if all(parts) else ""


def _compound(unit: str, text: str, low: str, end: int, words: Vocabulary, parts: int) -> tuple[str, int]:
    """Read on where a unit is per another one: "milligrams per kilogram", "میلی گرم/کیلوگرم"."""
    if unit in TIME or unit == "%" or parts == 1:
        return unit, end
    if text.startswith("/", end):
        per, last = _unit(text, low, end + 1, words, parts - 1)
        return (f"{unit}/{per}", last) if per else (unit, end)
    after = AFTER.match(low, end)
    if after and after[1] in words.per:
        per, last = _unit(text, low, after.start(2), words)
        if per and per not in TIME:
            return f"{unit}/{per}", last
    return unit, end


def _prefix(text: str, low: str, at: int, words: Vocabulary, parts: int) -> tuple[str, int]:
    """Find the longest unit that the text goes on with, for scripts without spaces."""
    for length in range(min(words.longest_unit, len(low) - at), 0, -1):
        part = low[at : at + length]
        unit = words.units.get(text[at : at + length]) or words.units.get(part)
        if not unit or (
            part[-1].isascii()
            and part[-1].isalpha()
            and low[at + length : at + length + 1].isascii()
            and _letter(low, at + length)
        ):
            continue
        end = at + length
        if parts > 1 and text.startswith("/", end):
            per, last = _prefix(text, low, end + 1, words, parts - 1)
            if per:
                return f"{unit}/{per}", last
        return unit, end
    return "", at


def bounded(number: Number, low: str, words: Vocabulary) -> None:
    """Find what compares a number: a sign or words before it, words after its unit."""
    left = number.left
    while left and low[left - 1] in " \u2066\u2067\u2068\u200e\u200f(":
        left -= 1
    head = low[max(0, left - 24) : left]
    sign = ""
    if head.endswith(words.before_ends):
        sign = max((phrase for phrase in words.before if head.endswith(phrase)), key=len)
    if sign and (words.cjk or not sign[0].isalpha() or not _letter(low, left - len(sign) - 1)):
        number.bound, number.left = words.before[sign], left - len(sign)
        if (
            number.bound in TURNED
            and sign[0].isalpha()
            and _negated(CLAUSE.split(low[max(0, number.left - 30) : number.left])[-1], words)
        ):
            number.bound, number.turned = TURNED[number.bound], True
        return
    right = number.right
    while right < len(low) and low[right] in " ,":
        right += 1
    if low.startswith(words.after_starts, right):
        sign = max((phrase for phrase in words.after if low.startswith(phrase, right)), key=len)
        if words.cjk or not sign[-1].isalpha() or ends(low, right + len(sign)):
            number.bound, number.right = words.after[sign], right + len(sign)
            clause = CLAUSE.split(low[number.right : number.right + 12])[0]
            if number.bound in TURNED and _negated(clause, words):
                number.bound, number.turned = TURNED[number.bound], True


def _negated(clause: str, words: Vocabulary) -> bool:
    """Tell whether a word of negation beside a comparison turns "more than" round."""
    if words.cjk:
        return any(word in clause[-5:] for word in words.negations)
    return not words.negations.isdisjoint(clause.split()[-4:])


def negates(text: str, words: Vocabulary) -> bool:
    """Tell whether a text has a word of negation."""
    low = plain(text, arabic=words.arabic)
    if words.cjk:
        return any(word in low for word in words.negations)
    parts = (word for word in words.negations if "’" in word)  # isn’t
    return not words.negations.isdisjoint(WORD.findall(low)) or any(part in low for part in parts)


def straight(number: Number) -> str:
    """Return the bound of a number without the negation that has turned it."""
    return next((sign for sign, turned in TURNED.items() if number.turned and turned == number.bound), number.bound)


def _letter(low: str, at: int) -> bool:
    return 0 <= at < len(low) and (low[at].isalpha() or low[at] == "_")


def before_gap(text: str, at: int) -> int:
    """Return where the text before a place ends, its spaces left out."""
    while at and text[at - 1].isspace():
        at -= 1
    return at


def after_gap(low: str, at: int) -> int:
    """Return where the text goes on after spaces."""
    while at < len(low) and low[at] in GAP:
        at += 1
    return at


def ends(low: str, at: int) -> bool:
    """Tell whether a word may end here: the next sign is no letter, nor one that a letter carries."""
    return not _letter(low, at) and MARK.match(low, at) is None
