"""Spelling dictionaries of Hunspell where the system has them: whether a word is one of a locale's variety.

Debian's packages hunspell-pt-br, hunspell-es and their like bring them; so do LibreOffice's. Nothing needs them. What
is read are the affixes that languages without compounds use; a dictionary with compounds would call half of their
words wrong, and isn't used. The variable DICPATH names other folders, as it does for Hunspell.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from pipeline.errors import MedlocaleError
from pipeline.locales import Locale
from pipeline.system.files import digest, exists, read_bytes

VARIABLE = "DICPATH"
FOLDERS = ("/usr/share/hunspell", "/usr/local/share/hunspell", "/usr/share/myspell/dicts")
COMPOUNDS = re.compile(r"^COMPOUND(?:FLAG|BEGIN|RULE)\b", re.MULTILINE)
# Where a locale's own file is missing, these are of its variety.
NEAR = {"es-419": ("es_MX", "es_ES"), "es": ("es_ES",), "fr": ("fr_FR",), "it": ("it_IT",)}
LETTERS = "abcdefghijklmnopqrstuvwxyzáàâãäéèêëíìîïóòôõöúùûüçñ"


@dataclass(frozen=True, slots=True)
class Affix:
    """A rule of a flag: `strip` gives way to `added` where the word fits; `flags` are those of what it makes."""

    flag: str
    strip: str
    fits: re.Pattern[str]
    flags: frozenset[str]
    crosses: bool


@dataclass(slots=True)
class Dictionary:
    """Stems with their flags, and the affixes that these allow, by what they add."""

    stems: Mapping[str, Sequence[frozenset[str]]]
    suffixes: Mapping[str, Sequence[Affix]]
    prefixes: Mapping[str, Sequence[Affix]]
    forbidden: str = ""
    needs: str = ""
    longest: int = field(init=False)
    outer: frozenset[str] = field(init=False)  # flags of suffixes that come behind another suffix

    def __post_init__(self) -> None:
        self.longest = max(map(len, self.suffixes), default=0)
        self.outer = frozenset().union(*(rule.flags for rules in self.suffixes.values() for rule in rules))

    def knows(self, word: str) -> bool:
        """Tell whether a word is one, in its own letters or in small ones where it has a capital."""
        return self._is_word(word) or (word[:1].isupper() and self._is_word(word.lower()))

    def _is_word(self, word: str) -> bool:
        flags = self.stems.get(word, ())
        if any(self.forbidden in each for each in flags if self.forbidden):
            return False
        if any(not self.needs or self.needs not in each for each in flags):
            return True
        return self._inflected(word, "") or any(
            self._inflected(stem, rule.flag if rule.crosses else None) or self._has(stem, rule.flag, "")
            for stem, rule in self._without_prefix(word)
        )

    def _inflected(self, word: str, prefix: str | None, beyond: str = "") -> bool:
        """Tell whether a word is a stem with a suffix, or with two; `prefix` is a flag that its stem must have, too."""
        if prefix is None:
            return False
        for stem, rule in self._without_suffix(word):
            if beyond and beyond not in rule.flags:
                continue
            if (rule.crosses or not prefix) and self._has(stem, rule.flag, prefix):
                return True
            if not beyond and rule.flag in self.outer and self._inflected(stem, prefix, rule.flag):
                return True
        return False

    def _has(self, stem: str, flag: str, other: str) -> bool:
        return any(flag in flags and (not other or other in flags) for flags in self.stems.get(stem, ()))

    def _without_suffix(self, word: str) -> Iterator[tuple[str, Affix]]:
        for size in range(min(self.longest, len(word)) + 1):
            end = len(word) - size
            for rule in self.suffixes.get(word[end:], ()):
                stem = word[:end] + rule.strip
                if (stem in self.stems or rule.flag in self.outer) and rule.fits.search(stem):
                    yield stem, rule

    def _without_prefix(self, word: str) -> Iterator[tuple[str, Affix]]:
        for size in range(len(word)):
            for rule in self.prefixes.get(word[:size], ()):
                stem = rule.strip + word[size:]
                if rule.fits.match(stem):
                    yield stem, rule


def knows(word: str, locale: Locale) -> bool | None:
    """Tell whether a word is one of a locale's variety; None where the system has no dictionary of it."""
    path = _path(locale)
    return None if path is None or _dictionary(path) is None else _known(word, path)


def slip_of(word: str, locale: Locale) -> str:
    """Return the word that an unknown one is by a slip of one letter behind its first; "" where there is none."""
    path = _path(locale)
    if path is None or _known(word, path):
        return ""
    return next((other for other in _beside(word) if other[0] == word[0] and _known(other, path)), "")


def identity(locale: Locale) -> str:
    """Return what tells one dictionary of a locale from another: what was found with it may be remembered."""
    path = _path(locale)
    return "" if path is None else digest(read_bytes(path.with_suffix(".dic")))


def read(affixes: bytes, words: bytes) -> Dictionary | None:
    """Read a dictionary; None where its words are made of parts, which isn't understood."""
    named = re.search(rb"^(?:\xef\xbb\xbf)?SET\s+(\S+)", affixes, re.MULTILINE)
    charset = named[1].decode("ascii") if named else "ISO-8859-1"
    text = affixes.decode(charset, "replace").lstrip("\ufeff")
    if COMPOUNDS.search(text):
        return None
    options = {line.split()[0]: line.split()[1] for line in text.splitlines() if len(line.split()) == 2}
    form = options.get("FLAG", "")
    aliases = [line.split()[1] for line in text.splitlines() if line.startswith("AF ")][1:]

    def flags(written: str) -> frozenset[str]:
        if aliases and written.isdecimal():
            written = aliases[int(written) - 1]
        if form == "long":
            return frozenset(written[place : place + 2] for place in range(0, len(written), 2))
        return frozenset(written.split(",") if form == "num" else written)

    rules: dict[str, dict[str, list[Affix]]] = {"SFX": defaultdict(list), "PFX": defaultdict(list)}
    crossing: dict[tuple[str, str], bool] = {}
    for line in text.splitlines():
        parts = line.split()
        if len(parts) < 4 or parts[0] not in rules:
            continue
        kind, flag = parts[0], parts[1]
        if (kind, flag) not in crossing:
            crossing[kind, flag] = parts[2] == "Y"
            continue
        added, _, more = parts[3].partition("/")
        condition = parts[4] if len(parts) > 4 and "=" not in parts[4] else "."
        fits = "" if condition == "." else condition
        pattern = re.compile(f"(?:{fits})$" if kind == "SFX" else f"(?:{fits})")
        strip = "" if parts[2] == "0" else parts[2]
        rule = Affix(flag, strip, pattern, flags(more) if more else frozenset(), crossing[kind, flag])
        rules[kind]["" if added == "0" else added].append(rule)
    stems: dict[str, list[frozenset[str]]] = defaultdict(list)
    known: dict[str, frozenset[str]] = {}
    for line in words.decode(charset, "replace").splitlines()[1:]:
        stem, _, written = re.split(r"[\t ]", line, maxsplit=1)[0].partition("/")
        if written not in known:
            known[written] = flags(written) if written else frozenset()
        stems[stem].append(known[written])
    return Dictionary(
        dict(stems), rules["SFX"], rules["PFX"], options.get("FORBIDDENWORD", ""), options.get("NEEDAFFIX", "")
    )


@cache
def _path(locale: Locale) -> Path | None:
    """Return the affixes of a locale's dictionary, without their ending; None where there are none."""
    folders = os.environ[VARIABLE].split(os.pathsep) if VARIABLE in os.environ else FOLDERS
    region = locale.tag.replace("-", "_")
    for name in (region, *NEAR.get(locale.tag, ()), *([] if "_" in region else [locale.language])):
        for folder in folders:
            path = Path(folder) / name
            if exists(path.with_suffix(".aff")) and exists(path.with_suffix(".dic")):
                return path
    return None


@cache
def _dictionary(path: Path) -> Dictionary | None:
    try:
        return read(read_bytes(path.with_suffix(".aff")), read_bytes(path.with_suffix(".dic")))
    except (MedlocaleError, LookupError, ValueError, re.error):
        return None  # a broken dictionary is as none


@lru_cache(maxsize=1 << 15)
def _known(word: str, path: Path) -> bool:
    dictionary = _dictionary(path)
    return dictionary is None or dictionary.knows(word)


def _beside(word: str) -> Iterator[str]:
    """Yield what a word is with two letters exchanged, one more, one less or another one."""
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
        yield word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :]
    for place in range(1, len(word) + 1):
        for letter in LETTERS:
            yield word[:place] + letter + word[place:]
            yield word[:place] + letter + word[place + 1 :]
