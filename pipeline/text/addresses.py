"""E-mail and web addresses and phone numbers in a text: what a reader types or clicks is the same in every language.

Who skips them and who compares them finds them here. What one took for an address and the other for words, or one for
a phone number and the other for figures, nobody would compare.

A phone number is known by its form alone. Google's library of all countries' numbers needs to be told a country, knows
none of the wrong numbers that have to be found, and takes five times as long.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.text.language.scripts import ascii_digits, only_digits

# Chinese, Arabic and the like are written right up to an address: their letters end it, those of other alphabets don't.
LETTERS = r"0-9A-Za-z_À-ɏͰ-ӿ"
EMAIL = (
    rf"(?<![{LETTERS}.!#$%&'*+/=?^`{{|}}~-])[{LETTERS}.!#$%&'*+/=?^`{{|}}~-]{{1,64}}+@[{LETTERS}-]+(?:\.[{LETTERS}-]+)+"
)
URL = (
    rf"(?i:(?:https?|ftp)://|(?<![{LETTERS}./-])www\.)"
    rf"[{LETTERS}!#$%&*+,./:;=?@\\^`~-]*[{LETTERS}#$%&*+/=@~]"
)
ADDRESS = re.compile(f"{EMAIL}|{URL}")
SCHEME = re.compile(r"(?i:https?|ftp)://")
# A word that is an address as a whole: any scheme, letters of any script, and hosts of the common endings.
WHOLE = re.compile(
    r"(?:[a-z][a-z0-9+.\-]*://\S+|(?:mailto|tel|sms|data|javascript):\S+|[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+"
    r"|www\.[\w\-]+(?:\.[\w\-]+)+(?:/\S*)?"
    r"|[\w\-]+(?:\.[\w\-]+)*\.(?:com|org|net|edu|gov|int|info|io)(?:/\S*)?)\Z",
    re.IGNORECASE,
)
SPACES = " \u00a0\u202f\u2009"
SPACE = f"[{SPACES}]"
GAP = rf"(?:{SPACE}?[-.‐‑–]{SPACE}?|{SPACE})"
PHONE = re.compile(
    # Chinese and Japanese have no space before it.
    rf"(?<![^\W\u3040-\u30ff\u3400-\u9fff])(?<!\+)(?<!\d[.:])(?:"
    # With the code of a country; +12.5 (10.1–15.2) is a measure and its range.
    rf"[+＋]{SPACE}?(?!\d+\.\d+{SPACE}?[(–])\d(?:(?:[().\-‐‑–/]|{SPACE}){{0,4}}\d){{6,14}}"
    rf"|(?:1{GAP})?(?:\(\d{{3}}\){SPACE}?|\d{{3}}{GAP})\d{{3}}{GAP}\d{{4}}"  # as North America writes it
    rf"|\(\d{{2,4}}\){SPACE}?(?:9{SPACE})?\d{{3,5}}{GAP}\d{{3,4}}"  # the 9 is of Brazil's mobile phones
    # 05.12.2026 is a date, and 08.30 – 12.30 are hours.
    rf"|0(?!\d(?P<gap>{GAP})\d\d(?P=gap)(?:\d{{4}}|\d\d)(?!(?P=gap)?\d)|\d\.\d\d{SPACE}?[-‐‑–]{SPACE}?\d\d\.\d\d)"
    rf"\d{{1,4}}(?:{GAP}\d{{2,4}}){{2,4}}"
    rf")(?![-.,]?\d)"
)
OPENINGS = frozenset("+＋(")
DIGITS = re.compile(r"\d[\d\s().\-‐‑–/]{5,}\d")  # a text without has no phone number
# What may stand between two digits of a phone number, however a country groups them; marks of direction count too.
BETWEEN = r"[\s()（）.\-－‐‑–/\u200e\u200f\u2066-\u2069]*"
COUNTRY = re.compile(rf"[+＋]\d{{1,3}}{BETWEEN}\Z")
LEAST_DIGITS, MOST_DIGITS = 7, 15  # the most is E.164's


@dataclass(frozen=True, slots=True)
class Address:
    """An address and its [start, end) in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number with its digits in ASCII, and its [start, end) in the text."""

    text: str
    digits: str
    start: int
    end: int


def may_stand(text: str) -> bool:
    """Tell at once that most texts have no address; false is sure."""
    return "@" in text or "://" in text or "w." in text or "W." in text


def read(text: str) -> tuple[Address, ...]:
    """Return the e-mail addresses and URLs of a text, in order."""
    return _read(text) if may_stand(text) else ()


@lru_cache(maxsize=256)
def _read(text: str) -> tuple[Address, ...]:
    # Several families of checks ask for the same text one after the other.
    return tuple(Address(match[0], *match.span()) for match in ADDRESS.finditer(text))


def blank(text: str) -> str:
    """Return a text with spaces in place of its addresses, so that what is found in it has its place in the text."""
    parts: list[str] = []
    at = 0
    for address in read(text):
        parts += (text[at : address.start], " " * len(address.text))
        at = address.end
    return "".join((*parts, text[at:])) if parts else text


def is_address(word: str) -> bool:
    """Tell whether a word is nothing but an address, which is in no language."""
    return WHOLE.match(word) is not None


def phones(text: str) -> tuple[Phone, ...]:
    """Return the phone numbers of a text, in order: those that their form gives away, in the digits of any script.

    Short numbers (112, 911) are numbers as any other.
    """
    if DIGITS.search(text) is None:
        return ()
    return tuple(phone for match in PHONE.finditer(text) if (phone := _phone(match)) is not None)


def phone_at(text: str, place: int) -> Phone | None:
    """Return the phone number of a text whose first digit stands at a place; None where none does."""
    before = text[max(0, place - 2) : place].rstrip(SPACES)[-1:]
    match = PHONE.match(text, text.rindex(before, 0, place)) if before and before in OPENINGS else None
    match = match or PHONE.match(text, place)
    return None if match is None else _phone(match)


def _phone(match: re.Match[str]) -> Phone | None:
    digits = only_digits(match[0])
    return Phone(match[0], digits, *match.span()) if LEAST_DIGITS <= len(digits) <= MOST_DIGITS else None


def find_phone(digits: str, text: str) -> tuple[int, int] | None:
    """Return where a text has these digits, grouped in whatever way; None where it hasn't."""
    plain = ascii_digits(text)
    number = re.finditer(rf"(?<!\d){BETWEEN.join(digits)}(?!\d)", plain)
    # Behind the code of a country it is the rest of a longer number.
    phone = next((match for match in number if COUNTRY.search(plain[: match.start()]) is None), None)
    if phone is None:
        phone = re.search(rf"(?<!\d)00{BETWEEN}{BETWEEN.join(digits)}(?!\d)", plain)  # 00 is another way to write +
    return None if phone is None else phone.span()
