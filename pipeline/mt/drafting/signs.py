"""Quotation marks, apostrophes and no-break spaces of a translation, as its author or its language sets them.

A model's vocabulary often has the typed signs alone. They come back only where there are as many as in the source, so
that each is known for what it is.
"""

from __future__ import annotations

import re

from pipeline.locales import Locale

TYPED = '"'
# Languages with marks of their own; the others have the author's.
OWN = {
    "fr": ("«\u00a0", "\u00a0»"),
    "de": ("„", "“"),
    "ru": ("«", "»"),
    "uk": ("«", "»"),
    "pl": ("„", "”"),
    "cs": ("„", "“"),
    "ro": ("„", "”"),
    "sv": ("”", "”"),
    "fi": ("”", "”"),
}
MARKS = re.compile("[“”„«»]")
PAIR = re.compile("“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]")
WITHIN = re.compile(r"(?<=[(\[“‘]) (?=\w)|(?<=\w) (?=[)\]”])")
APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
NO_BREAK = re.compile("(\\S+)([\u00a0\u202f])(\\S+)")
FIGURES = re.compile(r"\d[\d.,\u00a0\u202f]*(?<=\d)")
EDGE = ".,;:!?)]”»\"'"
LEADING = "([“«\"'"


def set_as(text: str, translation: str, target: Locale) -> str:
    """Return the translation of a text with the author's kind of signs."""
    return _spaced(text, _apostrophes(text, _quoted(text, _bracketed(text, translation), target)))


def _bracketed(text: str, translation: str) -> str:
    """Return a translation without spaces inside of its brackets; a term that was put in brings one with it."""
    return translation if WITHIN.search(text) else WITHIN.sub("", translation)


def _quoted(text: str, translation: str, target: Locale) -> str:
    """Return a translation with curved marks where its source has them, and as many typed ones stand."""
    pairs = PAIR.findall(text)
    count = translation.count(TYPED)
    if not pairs or TYPED in text or count != 2 * len(pairs) or len(MARKS.findall(text)) != count:
        return translation
    if MARKS.search(translation):
        return translation
    marks = OWN.get(target.language) or (pairs[0][0], pairs[0][-1])
    parts = translation.split(TYPED)
    return "".join(part + (marks[number % 2] if number < count else "") for number, part in enumerate(parts))


def _apostrophes(text: str, translation: str) -> str:
    return APOSTROPHE.sub("’", translation) if "’" in text and "'" not in text else translation


def _spaced(text: str, translation: str) -> str:
    """Return a translation with no-break spaces between the words and figures that its source holds together."""
    for before, space, behind in NO_BREAK.findall(text):
        first, last = before.lstrip(LEADING), behind.rstrip(EDGE)
        if first[-1:].isdecimal():
            translation = _held(translation, first, space, leading=True)
        elif last[:1].isdecimal():
            translation = _held(translation, last, space, leading=False)
        else:
            translation = translation.replace(f"{first} {last}", f"{first}{space}{last}", 1)
    return translation


def _held(translation: str, number: str, space: str, *, leading: bool) -> str:
    """Return a translation with the first space that may break behind (or before) a number turned into another."""
    digits = re.sub(r"\D", "", number)
    for match in FIGURES.finditer(translation):
        place = match.end() if leading else match.start() - 1
        beside = translation[place + 1 : place + 2] if leading else translation[max(place - 1, 0) : place]
        if re.sub(r"\D", "", match[0]) == digits and translation[place : place + 1] == " " and beside.strip():
            return f"{translation[:place]}{space}{translation[place + 1 :]}"
    return translation
