"""E-mail and web addresses and phone numbers in a text: what a reader types or clicks is the same in every language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.text.language.scripts import ascii_digits, only_digits

# Chinese, Arabic and the like are written right up to an address: their letters end it, those of other alphabets don't.
LETTERS = r"0-9A-Za-z_À-ɏͰ-ӿ"
EMAIL = (
    rf"(?<![{LETTERS}.!#$%&'*+/=?^`{{|}}~-])[{LETTERS}.!#$%&'*+/=?^`{{|}}~-]{{1,64}}@[{LETTERS}-]+(?:\.[{LETTERS}-]+)+"
)
URL = (
    rf"(?i:(?:https?|ftp)://|(?<![{LETTERS}./-])www\.)"
    rf"[{LETTERS}!#$%&*+,./:;=?@\\^`~-]*[{LETTERS}#$%&*+/=@~]"
)
ADDRESS = re.compile(f"{EMAIL}|{URL}")
SCHEME = re.compile(r"(?i:https?|ftp)://")
SPACE = r"[ \u00a0\u202f\u2009]"
GAP = rf"(?:{SPACE}?[-.‐‑–]{SPACE}?|{SPACE})"
PHONE = re.compile(
    rf"(?<![\w+])(?:"
    rf"[+＋]{SPACE}?\d(?:[().\-‐‑–/]|{SPACE}|\d){{5,22}}\d"  # with the code of a country
    rf"|(?:1{GAP})?(?:\(\d{{3}}\){SPACE}?|\d{{3}}{GAP})\d{{3}}{GAP}\d{{4}}"  # as North America writes it
    rf"|\(\d{{2,4}}\){SPACE}?\d{{3,5}}{GAP}\d{{3,4}}"
    rf"|0\d{{1,4}}(?:{GAP}\d{{2,4}}){{2,4}}"
    rf")(?![-.,]?\d)"
)
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


def read(text: str) -> tuple[Address, ...]:
    """Return the e-mail addresses and URLs of a text, in order."""
    if "@" not in text and "://" not in text and "www." not in text.lower():
        return ()
    return tuple(Address(found[0], *found.span()) for found in ADDRESS.finditer(text))


def phones(text: str) -> tuple[Phone, ...]:
    """Return the phone numbers of a text, in order: those that their form gives away, in the digits of any script.

    Short numbers (112, 911) are numbers as any other.
    """
    if DIGITS.search(text) is None:
        return ()
    return tuple(
        Phone(found[0], digits, *found.span())
        for found in PHONE.finditer(text)
        if LEAST_DIGITS <= len(digits := only_digits(found[0])) <= MOST_DIGITS
    )


def find_phone(digits: str, text: str) -> tuple[int, int] | None:
    """Return where a text has these digits, grouped in whatever way; None where it hasn't."""
    plain = ascii_digits(text)
    number = re.finditer(rf"(?<!\d){BETWEEN.join(digits)}(?!\d)", plain)
    # Behind the code of a country it is the rest of a longer number.
    found = next((match for match in number if COUNTRY.search(plain[: match.start()]) is None), None)
    if found is None:
        found = re.search(rf"(?<!\d)00{BETWEEN}{BETWEEN.join(digits)}(?!\d)", plain)  # 00 is another way to write +
    return None if found is None else found.span()
