"""Check for text read in the wrong encoding, which is unreadable: `Ã©` was é, `Р°` was а, and � was anything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.checks import prose
from pipeline.locales import Locale
from pipeline.model import Finding, Unit
from pipeline.text.language import scripts

CHECKS = {"mojibake": "Letters were destroyed when the text was read in the wrong encoding."}

# Signs that stay when bytes were lost for good: the replacement character, and it in turn read wrongly.
LOST = re.compile(r"\ufffd|ï¿½|锟斤拷|烫烫烫|(?<=[^\W\d_])\?(?=[^\W\d_A-Z])")
# Signs that no word has: one that was put in the place of a letter.
SIGN = re.compile("[×÷±≥≤≈¤¬¦¿¡½¼¾]")
INSIDE = re.compile(r"([^\W\d_]+)([×÷±≥≤≈¤¬¦¿¡½¼¾])[^\W\d_]+")
# Devanagari: a vowel sign or a virama follows a consonant. Two of them, or one that begins a word, are a slip; some
# type ो as ा and े, which looks the same.
_VOWELS = "\u093e-\u094c\u0962\u0963"
MISPLACED = re.compile(
    f"[{_VOWELS}]\u094d|\u094d[{_VOWELS}\u094d]|(?!\u093e[\u0945\u0947-\u0949])[{_VOWELS}]{{2}}"
    f"|(?<![\u0900-\u097f\u200c\u200d])[{_VOWELS}\u094d]"
)
WORD_AROUND = re.compile("[\u0900-\u097f\u200c\u200d]+")
SIGNS = ("?", "\ufffd", "ï¿½", "锟斤拷", "烫烫烫")  # each alternative has one of them
# What a byte of UTF-8 becomes when it is read as one of these; latin-1 stands in where cp1252 has no character.
ENCODINGS = ("cp1252", "cp1251", "mac_roman", "cp437")
PLAUSIBLE = re.compile("[\u00a0-ÿĀ-ſ\u2000-\u206f€™\u3000-\u303f\uff00-\uffef\u0600-\u061f\u064b-\u065f]+")
APOSTROPHES = frozenset("’‘”“")
CLOSING = frozenset("»”’…–\u00a0")


@dataclass(frozen=True, slots=True)
class Misread:
    """Characters [start, end) that were something else, and what they were where that can be told."""

    start: int
    end: int
    meant: str = ""


@cache
def _byte(encoding: str) -> Mapping[str, int]:
    """Return character → byte of an encoding, the upper half only."""
    table = {}
    for byte in range(0x80, 0x100):
        try:
            character = bytes([byte]).decode(encoding)
        except UnicodeDecodeError:
            character = chr(byte)
        table[character] = byte
    return table


def _class(encoding: str, first: int, last: int) -> str:
    return "".join(re.escape(character) for character, byte in _byte(encoding).items() if first <= byte <= last)


@cache
def _sequence(encoding: str) -> re.Pattern[str]:
    """Return a pattern of characters whose bytes in the encoding are one or more characters of UTF-8."""
    rest = f"[{_class(encoding, 0x80, 0xBF)}]"
    two, three, four = (f"[{_class(encoding, *ends)}]" for ends in ((0xC2, 0xDF), (0xE0, 0xEF), (0xF0, 0xF4)))
    return re.compile(f"(?:{two}{rest}|{three}{rest}{{2}}|{four}{rest}{{3}})+")


@cache
def _suspect() -> re.Pattern[str]:
    """Return a pattern of two characters that begin one of UTF-8 in some encoding."""
    # A single class goes first: the search then runs over what can't begin anything.
    first = {name: _class(name, 0xC2, 0xF4) for name in ENCODINGS}
    pairs = (f"(?<=[{begin}])[{_class(name, 0x80, 0xBF)}]" for name, begin in first.items())
    return re.compile(f"[{''.join(first.values())}](?:{'|'.join(pairs)})")


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Look for bytes of UTF-8 under another name, and for what is left of lost ones; one finding a translation."""
    known = " ".join(unit.segment.forms)
    for translation in unit.targets:
        if translation.isascii() and "?" not in translation:
            continue
        text = prose.read(translation).text
        if damage := misread(text, known, target):
            yield Finding(
                "mojibake",
                "critical",
                f"“{text[damage.start : damage.end]}” was read in the wrong encoding"
                + (f": it was “{damage.meant}”." if damage.meant else ", and letters are lost."),
                unit,
                None,
                (damage.start, damage.end),
                damage.meant or None,
            )
        elif sign := _strange(text, known):
            message = f"The sign {sign[2]} stands inside of the word “{sign[0]}”."
            yield Finding("mojibake", "critical", message, unit, None, sign.span(), sign[0].replace("×", "x") or None)
        elif target.script == "Deva" and (slip := MISPLACED.search(text)):
            word = next((word for word in WORD_AROUND.finditer(text) if word.end() >= slip.end()), slip)
            message = f"“{word[0]}” has a vowel sign where none can stand."
            yield Finding("mojibake", "major", message, unit, None, word.span())


def _strange(text: str, source: str) -> re.Match[str] | None:
    """Return the first word with a sign inside that no word has, unless the source joins words by it: length×width."""
    for match in INSIDE.finditer(text) if SIGN.search(text) else ():
        if re.search(rf"[^\W\d_] ?{re.escape(match[2])} ?[^\W\d_]", source) is None:
            return match
    return None


def misread(text: str, source: str, target: Locale) -> Misread | None:
    """Return the first characters that were something else; None where there are none."""
    # Most texts have neither sign: one look for each is all they cost.
    if not text.isascii() and _suspect().search(text):
        for encoding in ENCODINGS:
            for match in _sequence(encoding).finditer(text):
                meant = bytes(_byte(encoding)[character] for character in match[0]).decode("utf-8", "replace")
                if match[0] not in source and _belongs(meant, match[0], text[: match.start()], target):
                    return Misread(*match.span(), meant)
    if any(sign in text for sign in SIGNS):
        for match in LOST.finditer(text):
            if match[0] not in source:
                return Misread(*match.span())
    return None


def _belongs(meant: str, written: str, before: str, target: Locale) -> bool:
    """Tell whether what comes out can stand in the language: three characters in a row can't be chance.

    `É”` at the end of a quotation in capitals is a letter in UTF-8 too, and rightly stands as it is.
    """
    if len(meant) > 2:
        return True
    if len(meant) == 1 and written[1:] in APOSTROPHES and scripts.of(written[0]) == "Cyrl":
        return False  # П’ять, З’їзд: of a text that was misread more than one letter is wrong
    if len(meant) == 1 and written.isalpha() and target.script == "Cyrl" == scripts.of(written[0]):
        return scripts.of(meant) == "Cyrl"  # Её: two letters of the language are a word of it
    if before[-1:].isupper() and written[0].isupper() and written[1:] in CLOSING:
        return False
    return not PLAUSIBLE.sub("", scripts.letters(*scripts.parts(target.script)).sub("", meant))
