"""Spelling rules of languages for the international names of medicines, so that a name needs no row in each."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, product
from pathlib import Path

# Everything that can't be part of a word, so that the marks of Indic and Arabic vowels, no letters to `re`, can be.
WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~\u00a0-\u00b4\u00b6-\u00bf×÷\u2000-\u206f،؛؟٪٬٫۔।॥\u3000-\u303f\uff00-\uff20]+")
RULE = re.compile(r"(?P<start>\^)?(?P<text>[a-z]+)(?:\[(?P<before>[a-z]+)\])?(?P<end>\$)?")
MOST_FORMS = 64
# What one hand writes with one letter and another with its neighbour, and what a keyboard doesn't have.
SAME = str.maketrans(
    "ىیةکهیєїґअआईऊऐऑऔॉौीूैॅँंटठडढणशषळ",
    "ييهكهيеігअआइउएओओोोिुेेननतथददनससल",
    "\u0640\u093c\u094d\u200b\u200c\u200d",
)
DEVANAGARI = re.compile("[\u0900-\u097f]")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a spelling: where the English name has `text`, the language writes one of `forms`."""

    text: str
    starts: bool
    ends: bool
    before: str
    forms: tuple[str, ...]

    def applies(self, name: str, at: int) -> bool:
        """Tell whether the rule holds at a place of a name."""
        after = at + len(self.text)
        return (
            name.startswith(self.text, at)
            and (not self.starts or at == 0)
            and (not self.ends or after == len(name))
            and (not self.before or name[after : after + 1] in {*self.before})
        )


@dataclass(frozen=True, slots=True)
class Spelling:
    """A language's rules, with what it writes together with a name."""

    rules: dict[str, tuple[Rule, ...]]
    prefixes: tuple[str, ...]
    endings: tuple[str, ...]

    def parts(self, name: str) -> Iterator[tuple[str, ...]]:
        """Yield the alternatives of each part of an English name in small letters."""
        at = 0
        while at < len(name):
            rule = next((rule for rule in self.rules.get(name[at], ()) if rule.applies(name, at)), None)
            yield rule.forms if rule else (name[at],)
            at += len(rule.text) if rule else 1

    def forms(self, name: str) -> list[str]:
        """Return a name's spellings, the usual one first, folded; of very many only the first ones."""
        made = ("".join(parts) for parts in product(*self.parts(name)))
        return list(dict.fromkeys(islice(made, MOST_FORMS)))

    def pattern(self, names: list[str], listed: list[str]) -> re.Pattern[str]:
        """Return what matches every spelling of English names, and listed forms, as folded words."""
        bodies = [
            "".join(
                parts[0] if len(parts) == 1 else f"(?:{'|'.join(map(re.escape, parts))})" for parts in self.parts(name)
            )
            for name in names
        ]
        bodies += [re.escape(fold(form).replace(" ", "")) for form in listed]
        before = f"(?:{'|'.join(self.prefixes)})?" if self.prefixes else ""
        after = f"(?:{'|'.join(self.endings)})?" if self.endings else ""
        return re.compile(f"{before}(?:{'|'.join(dict.fromkeys(bodies))}){after}")


@cache
def spelling(language: str) -> Spelling | None:
    """Return how a language spells names; None where its rules aren't written down yet."""
    data = tomllib.loads((Path(__file__).parent / "spelling.toml").read_text("utf-8")).get(language)
    if data is None:
        return None
    rules: dict[str, list[Rule]] = {}
    for row in data["rules"].split():
        text, _, forms = row.partition("=")
        parts = RULE.fullmatch(text)
        if parts is None:
            raise ValueError(f"spelling.toml: {language}: {row!r} is no rule")
        folded = tuple(dict.fromkeys(map(fold, forms.split("|"))))
        rule = Rule(parts["text"], bool(parts["start"]), bool(parts["end"]), parts["before"] or "", folded)
        rules.setdefault(rule.text[0], []).append(rule)
    order = {
        first: tuple(sorted(some, key=lambda rule: (-len(rule.text), -rule.ends - rule.starts, -len(rule.before))))
        for first, some in rules.items()
    }
    return Spelling(order, _folded(data.get("prefixes", "")), _folded(data.get("endings", "")))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return a word without capitals, accents and vowel points, with the letters of one sound as one."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFD", text.casefold())
    if DEVANAGARI.search(bare) is None:
        bare = "".join(char for char in bare if unicodedata.category(char) != "Mn")
    return bare.translate(SAME)


@lru_cache(maxsize=64)
def vocabulary(text: str) -> frozenset[str]:
    """Return the words of a text; every family of names begins with them, so they are taken apart once."""
    return frozenset(WORD.findall(text))


def distance(left: str, right: str, limit: int) -> int:
    """Return the number of letters to add, drop, change or exchange with a neighbour; `limit` + 1 where it is more."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    last = list(range(len(right) + 1))
    for row, char in enumerate(left, 1):
        now = [row]
        for column, other in enumerate(right, 1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (char != other))
            if row > 1 < column and char == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        if min(now) > limit:
            return limit + 1
        before, last = last, now
    return min(last[-1], limit + 1)


def _folded(forms: str) -> tuple[str, ...]:
    """Return forms folded, the longest first, so that the shorter don't hide them."""
    return tuple(sorted({fold(form) for form in forms.split("|") if form}, key=lambda form: (-len(form), form)))
