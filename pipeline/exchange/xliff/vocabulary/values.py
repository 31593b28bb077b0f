"""The types of attributes' values, as XML Schema and BCP 47 define them."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from pipeline.exchange.xliff.vocabulary.tags import is_language_tag

# The characters of names in XML 1.0, fifth edition.
NMTOKEN = re.compile(
    "[-.0-9:A-Z_a-z\u00b7\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u1fff\u200c\u200d\u203f\u2040\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff]+"
)
# XML Schema escapes whatever else stands in a URI (spaces, backslashes), and asks for no more.
NO_URI = re.compile(r"[\x00-\x1f]|%(?![0-9A-Fa-f]{2})|#.*#", re.S)
USER = re.compile(r"[^\s:]+:[^\s:]+")
PREFIXED = re.compile(r"[^\s:]+:.*\S.*")
INTEGER = re.compile(r"[+-]?[0-9]{1,30}")
DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
DOUBLE = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,5})?")
DATE_TIME = re.compile(
    r"-?(?:[1-9][0-9]{3,9}|0[0-9]{3})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    r"T(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
    r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
)
ANNOTATIONS = {"generic", "comment", "term"}
COORDINATES = re.compile(r"(?:-?[0-9]+|#)(?:;(?:-?[0-9]+|#)){3}")
OWN = re.compile(r"x-\S+")
MIME = re.compile(r"(?:text|multipart|message|application|image|audio|video|model)(?:/.+)?")
PURPOSES = frozenset({"information", "location", "match"})
PROPERTIES = frozenset(
    {
        *("coord", "coord-x", "coord-y", "coord-cx", "coord-cy", "font", "font-name", "font-size", "font-weight"),
        *("css-style", "style", "ex-style"),
    }
)
SPACE = "\t\n\r "  # XML's, which schema types collapse


def _within(low: int, high: int | None, pattern: re.Pattern[str] = INTEGER) -> Callable[[str], bool]:
    def is_within(value: str) -> bool:
        stripped = value.strip(SPACE)
        if not pattern.fullmatch(stripped):
            return False
        try:
            number = Decimal(stripped)
        except InvalidOperation:
            return False
        return low <= number and (high is None or number <= high)

    return is_within


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.fullmatch(value) is not None


def is_nmtoken(value: str) -> bool:
    """Tell whether a value is a name token, with white space around it at most."""
    return NMTOKEN.fullmatch(value.strip(SPACE)) is not None


def is_nmtokens(value: str) -> bool:
    """Tell whether a value is name tokens with white space between them, one at least."""
    tokens = value.split()
    return bool(tokens) and all(map(NMTOKEN.fullmatch, tokens))


def is_uri(value: str) -> bool:
    """Tell whether a value can be a URI or IRI, relative ones included."""
    return NO_URI.search(value.strip(SPACE)) is None


def is_annotation(value: str) -> bool:
    """Tell whether a value is a type of annotation: one of the standard's, or `authority:name`."""
    return value in ANNOTATIONS or USER.fullmatch(value) is not None


def _all(names: frozenset[str]) -> Callable[[str], bool]:
    return lambda value: all(one in names or OWN.fullmatch(one) for one in value.split())


def is_reformat(value: str) -> bool:
    """Tell whether a value says what of a text may be formatted anew."""
    return value in ("yes", "no") or _all(PROPERTIES)(value)


# By the names that the tables use: whether a value is of the type, and what the type is in words.
TYPES: dict[str, tuple[Callable[[str], bool], str]] = {
    "nmtoken": (is_nmtoken, "a name token"),
    "nmtokens": (is_nmtokens, "name tokens with spaces between them"),
    "uri": (is_uri, "a URI"),
    "language": (is_language_tag, "a language tag of BCP 47"),
    "user": (_matches(USER), "authority:name"),
    "prefixed": (_matches(PREFIXED), "prefix:value"),
    "annotation": (is_annotation, "generic, comment, term or authority:name"),
    "positive": (_within(1, None), "a number from 1"),
    "priority": (_within(1, 10), "a number from 1 to 10"),
    "integer": (_matches(INTEGER), "an integer"),
    "percentage": (_within(0, 100, DECIMAL), "a decimal number from 0 to 100"),
    "share": (_within(0, 1, DOUBLE), "a number from 0 to 1"),
    "time": (_matches(DATE_TIME), "a date with its time, as 2026-03-01T09:30:00Z"),
    "own": (_matches(OWN), "x-name"),
    "mime": (_matches(MIME), "a MIME type"),
    "purposes": (_all(PURPOSES), "information, location, match or x-name, with spaces between several"),
    "reformats": (is_reformat, "yes, no, or names of properties with spaces between them"),
    "coordinates": (_matches(COORDINATES), "four numbers or # with semicolons between them"),
}
