"""Scripts: which letters each has, which of two of them look alike, and what the digits of all are worth."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

# The letters of each script, as the inside of a character class; marks and signs that scripts share are left out.
RANGES = {
    "Latn": "A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿＡ-Ｚａ-ｚ",
    "Grek": "Ͱ-ͽΆΈ-Ͽἀ-῾",
    "Cyrl": "Ѐ-ҁҊ-ԯ",
    "Armn": "Ա-ֆ",
    "Hebr": "א-ת",
    "Arab": "ء-ؿف-يٮ-ۓە-ۿݐ-ݿﭐ-﷿ﹰ-ﻼ",
    "Deva": "ऄ-हक़-ॡॲ-ॿ",
    "Beng": "অ-হড়-ৡৰৱ",
    "Guru": "ਅ-ੴ",
    "Gujr": "અ-ૡ",
    "Orya": "ଅ-ୱ",
    "Taml": "அ-ௐ",
    "Telu": "అ-ౡ",
    "Knda": "ಅ-ೡ",
    "Mlym": "അ-ൿ",
    "Sinh": "අ-ෆ",
    "Thai": "ก-ฺเ-ๆ",
    "Laoo": "ກ-ໆ",
    "Mymr": "က-ဿ",
    "Geor": "Ⴀ-ჿ",
    "Hang": "ᄀ-ᇿ가-힣",
    "Ethi": "ሀ-፼",
    "Khmr": "ក-ឳ",
    "Hira": "ぁ-ゖ",
    "Kana": "ァ-ヺ",
    "Hani": "㐀-䶿一-鿿豈-﫿",
}
NAMES = {
    "Latn": "Latin",
    "Grek": "Greek",
    "Cyrl": "Cyrillic",
    "Armn": "Armenian",
    "Hebr": "Hebrew",
    "Arab": "Arabic",
    "Deva": "Devanagari",
    "Beng": "Bengali",
    "Hani": "Chinese",
    "Hira": "Japanese",
    "Kana": "Japanese",
    "Hang": "Korean",
}
# What a locale's script is made of where it is more than one.
_PARTS = {"Hans": ("Hani",), "Hant": ("Hani",), "Jpan": ("Hani", "Hira", "Kana"), "Kore": ("Hang", "Hani")}
# Cyrillic and Greek letters with the Latin letter that nobody can tell from them.
_CYRILLIC = dict(zip("аеорсухіјѕһԁԛԝѵАВЕЗКМНОРСТУХІЈЅҮҒ", "aeopcyxijshdqwvABE3KMHOPCTYXIJSYF", strict=True))
_GREEK = dict(zip("ονρυικχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ovpuikxABEZHIKMNOPTYX", strict=True))
LATIN_OF = {"Cyrl": _CYRILLIC, "Grek": _GREEK}
CYRILLIC_OF = {latin: letter for letter, latin in _CYRILLIC.items() if letter in "аеорсухАВЕКМНОРСТУХі"}


def parts(script: str) -> tuple[str, ...]:
    """Return the scripts that a locale's script is written with: Jpan is Hani, Hira and Kana."""
    return _PARTS.get(script, (script,))


def name(script: str) -> str:
    """Return the English name of a script; its code where no name is known."""
    return NAMES.get(script, script)


def ascii_digits(text: str) -> str:
    """Return a text with the digits of every script as 0–9; it has the same length."""
    if text.isascii():
        return text
    return "".join([str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text])


def only_digits(text: str) -> str:
    """Return the digits of a text as 0–9, and nothing else of it."""
    return "".join([char for char in ascii_digits(text) if char.isdecimal()])


@cache
def letters(*scripts: str) -> re.Pattern[str]:
    """Return a pattern of a run of letters of the scripts."""
    return re.compile(f"[{''.join(RANGES.get(script, '') for script in scripts)}]+")


@cache
def others(*scripts: str) -> re.Pattern[str]:
    """Return a pattern of a run of letters of any script but these."""
    return re.compile(f"[{''.join(inside for script, inside in RANGES.items() if script not in scripts)}]+")


@lru_cache(maxsize=4096)
def of(letter: str) -> str:
    """Return the script of a letter; "" for what is no letter of a known one."""
    return next((script for script in RANGES if letters(script).match(letter)), "")


@cache
def _encodable(encoding: str) -> frozenset[str]:
    letters = set()
    for code in range(0x4E00, 0xA000):
        try:
            chr(code).encode(encoding)
        except UnicodeEncodeError:
            continue
        letters.add(chr(code))
    return frozenset(letters)


@cache
def simplified_only() -> frozenset[str]:
    """Return the Chinese characters that the mainland's standard has and Taiwan's hasn't."""
    return _encodable("gb2312") - _encodable("big5")


@cache
def traditional_only() -> frozenset[str]:
    """Return the Chinese characters that Taiwan's standard has and the mainland's hasn't."""
    return _encodable("big5") - _encodable("gb2312")
