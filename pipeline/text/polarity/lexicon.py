"""A language's words of polarity: a data file read into one regular expression and one table of meanings.

The expression is a trie of all the forms, so that a text is scanned once however many words a language has.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import product

from pipeline.errors import ConfigError

FAMILIES = {
    "negation": {"not", "none", "particle", "without", "implied"},
    "side": {"left", "right"},
    "comparison": {"more", "less", "at least", "at most", "above", "below"},
    "direction": {"increase", "decrease", "improve", "worsen"},
    "order": {"before", "after"},
    "modality": {"must", "should", "may"},
    "frequency": {"always", "often", "sometimes", "rarely"},
    "exception": {"only", "except", "unless", "until"},
    "prefix": {"hypo", "hyper"},
    "setting": {"inpatient", "outpatient"},
}
SETTINGS = {"spaced", "attached", "ignored", "same", "nothing"}
# Marks of vowels are no \w: without them a word of Hindi would end in its middle. Scripts without such marks do with
# less, because every use of this set takes a third of a millisecond to compile.
LETTER = r"[\w\u0300-\u036f\u064b-\u0652\u0670\u0900-\u0903\u093a-\u094f\u0962\u0963]"
MARKED = frozenset(map(chr, range(0x600, 0xE00)))  # Arabic, and the scripts of India
CHOICE = re.compile(r"\(([^()]*)\)")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")  # "#" in a form
Trie = dict[str, "Trie"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """Meaning of a mark's word; a loose one answers for a mark of the other side and raises no alarm itself."""

    family: str
    value: str
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language, ready for reading.

    `table` has a form's meaning, None for a look-alike that marks nothing; `stems` and `endings` are the forms that
    end or begin with a star. `same` replaces characters one for one, `ignored` are those that are left out.
    """

    words: re.Pattern[str]
    table: dict[str, Meaning | None]
    stems: dict[str, Meaning | None]
    endings: dict[str, Meaning | None]
    attached: tuple[str, ...]
    ignored: frozenset[str]
    same: dict[str, str]
    first: dict[Meaning, str]

    def meaning(self, phrase: str) -> Meaning | None:
        """Return what a found form means: its own entry, then the longest stem of it, then the longest ending."""
        phrase = NUMBER.sub("#", phrase)
        shapes = [phrase, *(phrase[len(part) :] for part in self.attached if phrase.startswith(part))]
        for shape in shapes:
            if shape in self.table:
                return self.table[shape]
        for shape in shapes:
            for cut in range(len(shape), 0, -1):
                if shape[:cut] in self.stems:
                    return self.stems[shape[:cut]]
        for cut in range(len(phrase)):
            for end in range(len(phrase), cut, -1):
                if phrase[cut:end] in self.endings:
                    return self.endings[phrase[cut:end]]
        return None


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that have words, sorted."""
    folder = files("pipeline.text.polarity").joinpath("data")
    return tuple(sorted(path.name.removesuffix(".toml") for path in folder.iterdir() if path.name.endswith(".toml")))


@lru_cache(maxsize=64)
def load(language: str) -> Lexicon | None:
    """Return the words of a language (`pt`, `pt_BR` and `pt-BR` are one); None where it has no data."""
    code = re.split("[-_@]", language, maxsplit=1)[0].lower()
    if code != language:
        return load(code)
    if code not in languages():
        return None
    name = f"{code}.toml"
    return build(tomllib.loads(files("pipeline.text.polarity").joinpath("data", name).read_text("utf-8")), name)


def build(data: dict[str, object], name: str) -> Lexicon:
    """Make a lexicon of a data file's content; raise ConfigError where a family, a value or a form is wrong."""
    spaced, attached = data.get("spaced", True), data.get("attached", [])
    ignored, same = str(data.get("ignored", "")), data.get("same", {})
    if not isinstance(attached, list) or not isinstance(same, dict):
        raise ConfigError(f"{name}: `attached` is a list of parts of words, `same` a table of characters")
    exact: dict[str, Meaning | None] = {}
    stems: dict[str, Meaning | None] = {}
    endings: dict[str, Meaning | None] = {}
    first: dict[Meaning, str] = {}
    for meaning, pattern in _entries(data, name):
        for form in _forms(pattern):
            table = endings if form.startswith("*") else stems if form.endswith("*") else exact
            bare = "".join(str(same.get(char, char)) for char in form.strip("*") if char not in ignored).lower()
            if not bare or set(bare) & set("(|)*") or table.get(bare, meaning) != meaning:
                raise ConfigError(f"{name}: {form!r} is no word or phrase, or stands there with two meanings")
            table[bare] = meaning
            if meaning is not None and table is exact:
                first.setdefault(meaning, form)
    return Lexicon(
        words=_expression(exact, stems, endings, tuple(map(str, attached)), spaced=bool(spaced)),
        table=exact,
        stems=stems,
        endings=endings,
        attached=tuple(sorted(map(str, attached), key=len, reverse=True)),
        ignored=frozenset(ignored),
        same={"’": "'", "ʼ": "'", **{str(char): str(other) for char, other in same.items()}},
        first=first,
    )


def _entries(data: dict[str, object], name: str) -> Iterator[tuple[Meaning | None, str]]:
    for family, values in data.items():
        if family == "nothing" and isinstance(values, list):
            yield from ((None, str(pattern)) for pattern in values)
        if family in SETTINGS:
            continue
        if family not in FAMILIES or not isinstance(values, dict):
            raise ConfigError(f"{name}: there is no family {family!r} (known: {', '.join(FAMILIES)})")
        for value, patterns in values.items():
            bare = value.removesuffix("?")
            if bare not in FAMILIES[family] or not isinstance(patterns, list):
                raise ConfigError(f"{name}: {family} has no value {value!r} (known: {', '.join(FAMILIES[family])})")
            meaning = Meaning(family, bare, loose=value.endswith("?"))
            yield from ((meaning, str(pattern)) for pattern in patterns)


def _forms(pattern: str) -> Iterator[str]:
    """Yield what a pattern stands for: `direit(o|a)(|s)` is four words."""
    parts = CHOICE.split(pattern)
    choices = [part.split("|") if index % 2 else [part] for index, part in enumerate(parts)]
    yield from ("".join(chosen) for chosen in product(*choices))


def _expression(
    exact: dict[str, Meaning | None],
    stems: dict[str, Meaning | None],
    endings: dict[str, Meaning | None],
    attached: tuple[str, ...],
    *,
    spaced: bool,
) -> re.Pattern[str]:
    letter = LETTER if any(char in MARKED for form in (*exact, *stems, *endings) for char in form) else r"\w"
    root: Trie = {}
    for form in exact:
        _insert(root, form, f"(?!{letter})" if spaced else "")
    for form in stems:
        _insert(root, form, f"{letter}*" if spaced else "")
    before = f"(?<!{letter})" if spaced else ""
    parts = f"(?:{'|'.join(map(re.escape, sorted(attached, key=len, reverse=True)))})?" if attached else ""
    whole = parts + _alternatives(root)
    if endings:
        tails: Trie = {}
        for form in endings:
            _insert(tails, form, f"{letter}*")
        whole = f"(?:{whole}|{letter}+?{_alternatives(tails)})"
    return re.compile(before + whole)


def _insert(root: Trie, form: str, end: str) -> None:
    node = root
    for char in form:
        node = node.setdefault(r"\s+" if char == " " else NUMBER.pattern if char == "#" else re.escape(char), {})
    # The empty key holds how a form may end: a trie's other keys are never empty.
    node.setdefault("", {})[end] = {}


def _alternatives(node: Trie) -> str:
    """Write a node as an expression, longer forms first."""
    chains = []
    for key, child in node.items():
        if key:
            while len(child) == 1 and "" not in child:
                step, child = next(iter(child.items()))
                key += step
            chains.append(key + _alternatives(child))
    chains += sorted(node.get("", {}), reverse=True)
    return chains[0] if len(chains) == 1 else f"(?:{'|'.join(chains)})"
