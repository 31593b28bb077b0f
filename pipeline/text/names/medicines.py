"""Medicines in a text and its translation: a near miss of a name, or another medicine, could kill.

Names are international (INN): a list and the endings of classes recognise them in English, the rules of spelling.toml
in other languages, and rows of drugs.toml where no rule leads there. Where a language has neither, nothing is read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from pipeline.text.names.spelling import WORD, distance, fold, spelling, vocabulary
from pipeline.text.names.values import Name, NameChange, NamelessWords

IDEOGRAPHIC = frozenset({"zh", "ja"})
# In these languages the writer of a name has no choice, so that a name that isn't there is lost …
SETTLED = frozenset({"pt", "es", "fr", "it", "de", "ru", "uk"})
# … and in these the rules of spelling give one form, which can be suggested.
REGULAR = frozenset({"pt", "es", "it", "ru"})
SHORTEST = 4  # letters: a shorter word names no medicine
SHORTEST_OF_CLASS = 7  # a shorter word that ends like a class of medicines is seldom one
MOST_USUAL = 8  # spellings of a name that near misses are measured by: the rules give the usual ones first
SHORTEST_MISS = 5  # letters: a shorter word is too easily near a name by chance
SHORTEST_BARE = 6  # … and one more where something was taken off that may have been a part of the name
PARTED = 14  # letters of a name that two words may almost say
APART = frozenset({"ar", "hi"})  # where such a name is often written apart
ARTICLE = "ال"
LONG = 9  # letters of a name in which two slips are still slips, where the name itself stands nowhere
# Characters that only the names of medicines have, and the names of classes, which other names end in.
RARE = frozenset("铂喹唑啶嘌呤喃嗪吡咪")
_CLASSES = """单抗 替尼 霉素 肝素 沙星 他汀 普利 地平 洛尔 沙坦 青素 可的 的松 环素 菌素 利平 平安"""
CLASSES = frozenset(_CLASSES.split())


@dataclass(frozen=True, slots=True)
class MedicineList:
    """The content of drugs.toml: the medicine of a name, a medicine's names, its forms by language, and endings."""

    keys: dict[str, str]
    names: dict[str, list[str]]
    forms: dict[str, dict[str, list[str]]]
    stems: tuple[str, ...]
    ordinary: frozenset[str]


@dataclass(frozen=True, slots=True)
class Spellings:
    """A medicine's spellings in a language: a pattern of folded words, and usual forms to measure near misses by."""

    pattern: re.Pattern[str]
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One written form of a medicine."""

    form: str
    key: str


@lru_cache(maxsize=4096)
def read(text: str, language: str) -> tuple[Name, ...]:
    """Return the medicines that a text of a language names, in order."""
    if language in IDEOGRAPHIC:
        return tuple(_characters(text, language))
    medicines: list[Name] = []
    # Most sentences name no medicine: where words stand is asked only of those that do.
    if _NAMELESS.all(vocabulary(text), language):
        return ()
    for match in WORD.finditer(text):
        key = _identify(match[0], language)
        if key:
            medicines.append(Name("drug", key, match.start(), match.end(), match[0]))
    return tuple(medicines)


def _characters(text: str, language: str) -> Iterator[Name]:
    """Yield the listed medicines of a text that doesn't part its words, the longest at each place."""
    index = _characters_index(language)
    at = 0
    while at < len(text):
        forms = index.get(text[at : at + 2], ())
        longest = next((form for form in forms if text.startswith(form.form, at)), None)
        if longest:
            yield Name("drug", longest.key, at, at + len(longest.form), longest.form)
        at += len(longest.form) if longest else 1
    for match in re.finditer(r"[A-Za-z]{6,}", text):
        key = _identify(match[0], "en")
        if key:
            yield Name("drug", key, match.start(), match.end(), match[0])


@cache
def _characters_index(language: str) -> Mapping[str, tuple[Form, ...]]:
    """Return the listed forms by their first two characters, the longest first."""
    index: dict[str, list[Form]] = {}
    for key, forms in medicine_list().forms.get(language, {}).items():
        for form in forms:
            index.setdefault(form[:2], []).append(Form(form, key))
    return {start: tuple(sorted(forms, key=lambda form: -len(form.form))) for start, forms in index.items()}


@lru_cache(maxsize=65536)
def _identify(word: str, language: str) -> str | None:
    """Return the medicine that a word names, or None."""
    folded = fold(word)
    if len(folded) < SHORTEST:
        return None
    known = _index(language).get(folded)
    if known or folded in medicine_list().ordinary:
        return known
    stems = _stems(language)
    if len(folded) < SHORTEST_OF_CLASS or not folded.endswith(stems):
        return None
    # Of a class there may be several: statins.
    return folded[:-1] if folded.endswith("s") and folded[:-1].endswith(stems) else folded


_NAMELESS = NamelessWords(_identify)


@cache
def _index(language: str) -> Mapping[str, str]:
    """Return the medicine of each folded form of a language; English names are understood everywhere."""
    known, rules = medicine_list(), spelling(language)
    index: dict[str, str] = {}
    if rules:
        for key, names in known.names.items():
            rows = known.forms.get(language, {}).get(key, [])
            for form in [fold(row) for row in rows] + [form for name in names for form in rules.forms(name)]:
                for ending in ("", *rules.endings):
                    index.setdefault(form + ending, key)
                for prefix in rules.prefixes:
                    index.setdefault(prefix + form, key)
    return index | known.keys


@cache
def _stems(language: str) -> tuple[str, ...]:
    """Return what the folded names of classes end in: in English, and in languages of Latin letters by their rules."""
    stems, rules = medicine_list().stems, spelling(language)
    if language != "en" and (rules is None or not rules.forms("a")[0].isascii()):
        return ()
    forms = {form for stem in stems for form in (rules.forms(stem) if rules else [stem])} | set(stems)
    return (*sorted(forms), *sorted(f"{form}s" for form in forms))


@lru_cache(maxsize=8192)
def spellings(key: str, language: str) -> Spellings | None:
    """Return how a language writes a medicine; None where that isn't known."""
    rules, known = spelling(language), medicine_list()
    if language == "en":
        forms = tuple(known.names.get(key, [key]))
        return Spellings(re.compile(f"(?:{'|'.join(map(re.escape, forms))})s?"), forms)
    if rules is None:
        return None
    names = known.names.get(key, [key])
    rows = known.forms.get(language, {}).get(key, [])
    usual = [fold(row).replace(" ", "") for row in rows] + [
        form for name in names for form in rules.forms(name)[:MOST_USUAL]
    ]
    # In other scripts a name may stand in its English form.
    usual += [] if usual[0].isascii() else names
    long = tuple(form for form in dict.fromkeys(usual) if len(form) >= SHORTEST_MISS)
    return Spellings(rules.pattern(names, [*rows, *names]), long)


def suggestion(key: str, language: str) -> str | None:
    """Return the form that a language certainly writes."""
    rows = medicine_list().forms.get(language, {}).get(key)
    if rows:
        return rows[0]
    rules = spelling(language)
    return rules.forms(key)[0] if rules and language in REGULAR else None


@cache
def medicine_list() -> MedicineList:
    """Return the medicines that drugs.toml lists."""
    data = tomllib.loads((Path(__file__).parent / "drugs.toml").read_text("utf-8"))
    synonyms = {key: forms.split("|") for key, forms in data["synonyms"].items()}
    keys = {name: name for name in data["inn"].split()}
    names: dict[str, list[str]] = {name: [name] for name in keys}
    for key, others in data["brands"].items():
        synonyms.setdefault(key, []).extend(others.split("|"))
        keys[key] = key
    for key, others in synonyms.items():
        names[key] = [key, *others]
        for other in others:
            keys[other] = key
            names.pop(other, None)
    forms = {
        language: {key: row.split("|") for key, row in rows.items()}
        for language, rows in data.items()
        if isinstance(rows, dict) and language not in {"synonyms", "brands"}
    }
    return MedicineList(keys, names, forms, tuple(data["stems"].split()), frozenset(data["ordinary"].split()))


def compare(source: str, target: str, source_language: str, target_language: str) -> Iterator[NameChange]:
    """Yield what a translation does to the medicines of its source."""
    wanted = {name.key: name for name in reversed(read(source, source_language))}
    got = read(target, target_language)
    if not wanted and not got:
        return
    near = _near_characters if target_language in IDEOGRAPHIC else _near_words
    present, misspelt = near(wanted, got, target, target_language)
    yield from misspelt
    misspelt_keys = {change.source.key for change in misspelt if change.source}
    missing = [name for key, name in wanted.items() if key not in present and key not in misspelt_keys]
    taken = {change.target.start for change in misspelt if change.target}
    others = {
        name.key: name
        for name in got
        if name.key not in wanted and name.start not in taken and name.start not in present.values()
    }
    for name, other in zip(missing, others.values(), strict=False):
        usual = suggestion(name.key, target_language)
        message = f"The source speaks of {name.text}, the translation of {other.text}."
        yield NameChange("drug-changed", "critical", message, name, other, usual)
    for name in missing[len(others) :]:
        if target_language in SETTLED and medicine_list().keys.get(name.key):
            usual = suggestion(name.key, target_language)
            yield NameChange("drug-lost", "major", f"The medicine {name.text} is missing.", name, None, usual)


def _near_words(
    wanted: dict[str, Name], got: Iterable[Name], target: str, language: str
) -> tuple[dict[str, int], list[NameChange]]:
    """Return where each wanted medicine stands, and the words that almost name one."""
    present: dict[str, int] = {}
    misspelt: list[NameChange] = []
    if not wanted:
        return present, misspelt
    words = [(match.start(), match.end(), fold(match[0])) for match in WORD.finditer(target)]
    spelt = {key: spellings(key, language) for key in wanted}
    taken = _find(spelt, words, present)
    # A word that names a listed medicine is no slip of another one.
    taken |= {name.start for name in got if name.key in wanted or medicine_list().keys.get(name.key)}
    pairs = _pairs(words)
    for key, forms in spelt.items():
        limit = 1 if key in present or len(key) < LONG else 2
        # A long name that stands nowhere may be written in two words, one of them with a slip.
        parted = pairs if key not in present and len(key) >= PARTED and language in APART else []
        parted = [pair for pair in parted if taken.isdisjoint(range(pair[0], pair[1]))]
        for start, end, word in (*words, *parted) if forms else ():
            if start in taken or len(word) < SHORTEST_MISS:
                continue
            if forms and any(_nearly(form, word, limit, language) for form in forms.forms):
                taken.add(start)
                wrong = Name("drug", key, start, end, target[start:end])
                misspelt.append(_misspelt(wanted[key], wrong, language))
    return present, misspelt


def _find(spelt: dict[str, Spellings | None], words: list[tuple[int, int, str]], present: dict[str, int]) -> set[int]:
    """Note in `present` where each medicine stands, and return where a word names one of them.

    One that the language has no spelling for is taken for present, at no place.
    """
    # A name may be written in two words, or parted by a hyphen.
    pairs = _pairs(words)
    places: set[int] = set()
    for key, forms in spelt.items():
        if forms is None:
            present[key] = -1
            continue
        for start, _, word in (*words, *pairs):
            if forms.pattern.fullmatch(word):
                present.setdefault(key, start)
                places.add(start)
    return places


def _pairs(words: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return neighbours as one word each, in Arabic also without the article between them."""
    pairs = [(left[0], right[1], left[2] + right[2]) for left, right in pairwise(words) if right[0] - left[1] <= 1]
    bare = [
        (left[0], right[1], left[2] + right[2].removeprefix(ARTICLE))
        for left, right in pairwise(words)
        if right[0] - left[1] <= 1 and right[2].startswith(ARTICLE)
    ]
    return pairs + bare


def _misspelt(name: Name, wrong: Name, language: str) -> NameChange:
    usual = suggestion(name.key, language)
    message = f"{wrong.text} almost says {name.text}"
    message += f": write {usual}." if usual else "."
    return NameChange("drug-misspelt", "critical", message, name, wrong, usual)


def _nearly(form: str, word: str, limit: int, language: str) -> bool:
    """Tell whether a folded word is a slip of a form, with or without what the language joins to words."""
    if distance(form, word, limit) <= limit:
        return True
    rules = spelling(language)
    if rules is None:
        return False
    bare = [word[len(prefix) :] for prefix in rules.prefixes if word.startswith(prefix)]
    bare += [word[: -len(ending)] for ending in rules.endings if word.endswith(ending)]
    # The limit is for the name alone: an ending that is taken off mustn't be a part of it.
    return any(len(rest) >= SHORTEST_BARE and distance(form, rest, limit) <= limit for rest in bare)


def _near_characters(
    wanted: dict[str, Name], got: Iterable[Name], target: str, language: str
) -> tuple[dict[str, int], list[NameChange]]:
    """Do the same where words aren't parted: with the names taken out, no name may stand there almost."""
    present = {name.key: name.start for name in got if name.key in wanted}
    rest = target
    for name in got:
        rest = rest[: name.start] + "\0" * len(name.text) + rest[name.end :]
    misspelt = []
    for key, name in wanted.items():
        forms = medicine_list().forms.get(language, {}).get(key)
        if not forms:
            present.setdefault(key, -1)
        if (match := re.search(re.escape(name.text), rest, re.I)) is not None:
            present.setdefault(key, match.start())
        slip = next(
            (slip for form in forms or () for slip in _slips(form, lost=key not in present) if slip in rest), None
        )
        if slip and forms:
            start = rest.index(slip)
            message = f"{slip} almost says {name.text}: write {forms[0]}."
            wrong = Name("drug", key, start, start + len(slip), slip)
            misspelt.append(NameChange("drug-misspelt", "critical", message, name, wrong, forms[0]))
    return present, misspelt


@lru_cache(maxsize=2048)
def _slips(form: str, *, lost: bool) -> tuple[str, ...]:
    """Return a name with two characters exchanged or one left out, as long as that can't be another word."""
    exchanged = [form[:at] + form[at + 1] + form[at] + form[at + 2 :] for at in range(len(form) - 1)]
    shorter = [form[:at] + form[at + 1 :] for at in range(len(form))] if len(form) > 2 else []
    if lost and len(form) == 2:
        shorter = [char for char in form if char in RARE]
    return tuple(slip for slip in dict.fromkeys((*exchanged, *shorter)) if slip not in {form, *CLASSES})
