"""A language's words that mean something to a reader: a data file read into a finder of phrases and a table.

Who reads what (polarity, instructions) names the families of meanings that its data files may have.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from importlib.resources import files

from pipeline.errors import ConfigError
from pipeline.text import inline
from pipeline.text.phrases import NUMBER, Phrases

REMEMBERED = 16384  # phrases whose meanings are kept at hand
SETTINGS = {"spaced", "attached", "ignored", "same", "nothing"}
SIGNS = frozenset("(|)*")  # of patterns
CHOICE = re.compile(r"\(([^()]*)\)")
TAG = re.compile(inline.TAG)


@dataclass(frozen=True, slots=True)
class Meaning:
    """Meaning of a word; a loose one answers for a word of the other side and raises no alarm itself.

    `value` names several values, with spaces, where the word may have any of them: a hand or an arm.
    """

    family: str
    value: str
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language, ready for reading.

    `table` has a form's meaning, None for a look-alike that marks nothing; `stems` and `endings` are the forms that
    end or begin with a star. `same` replaces characters one for one, `ignored` are those that are left out.
    """

    phrases: Phrases
    table: dict[str, Meaning | None]
    stems: dict[str, Meaning | None]
    endings: dict[str, Meaning | None]
    attached: tuple[str, ...]
    ignored: frozenset[str]
    same: dict[str, str]
    first: dict[Meaning, str]
    known: dict[str, Meaning | None] = field(default_factory=dict)  # phrases looked up before

    def spans(self, text: str) -> Iterator[tuple[Meaning, int, int]]:
        """Yield each word of the text that means something, in order, with its place [start, end)."""
        plain, places = self._plain(text)
        for first, last in self.phrases.find(plain):
            phrase = plain[first:last]
            if phrase not in self.known:
                if len(self.known) > REMEMBERED:
                    self.known.clear()
                self.known[phrase] = self.meaning(" ".join(phrase.split()))
            if meaning := self.known[phrase]:
                yield (meaning, places[first], places[last - 1] + 1) if places else (meaning, first, last)

    def _plain(self, text: str) -> tuple[str, list[int] | None]:
        """Return the text as the lexicon spells it, and where each character stood where some were left out."""
        plain = text.lower()
        if len(plain) != len(text):
            plain = "".join(low if len(low := char.lower()) == 1 else char for char in text)
        if "<" in plain:
            plain = TAG.sub(lambda tag: " " * len(tag[0]), plain)
        # A handful of replacements is faster than a table of translation, which looks up every character.
        for char, other in self.same.items():
            plain = plain.replace(char, other)
        if not self.ignored or self.ignored.isdisjoint(plain):
            return plain, None
        places = [place for place, char in enumerate(plain) if char not in self.ignored]
        return "".join([plain[place] for place in places]), places

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


@dataclass(frozen=True, eq=False)
class Lexica:
    """The lexicons of one reader: a package whose folder `data` has a file a language, and what those may say."""

    package: str
    families: Mapping[str, Set[str]]

    loaded: dict[str, Lexicon | None] = field(default_factory=dict)

    def languages(self) -> tuple[str, ...]:
        """Return the codes of the languages that have words, sorted."""
        names = [path.name for path in files(self.package).joinpath("data").iterdir()]
        return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))

    def load(self, language: str) -> Lexicon | None:
        """Return the words of a language (`pt`, `pt_BR` and `pt-BR` are one); None where it has no data."""
        if language not in self.loaded:
            code = re.split("[-_@]", language, maxsplit=1)[0].lower()
            self.loaded[language] = self.load(code) if code != language else self._read(code)
        return self.loaded[language]

    def _read(self, code: str) -> Lexicon | None:
        if code not in self.languages():
            return None
        name = f"{code}.toml"
        text = files(self.package).joinpath("data", name).read_text("utf-8")
        return build(tomllib.loads(text), name, self.families)


def build(data: dict[str, object], name: str, families: Mapping[str, Set[str]]) -> Lexicon:
    """Make a lexicon of a data file's content; raise ConfigError where a family, a value or a form is wrong."""
    spaced, attached = data.get("spaced", True), data.get("attached", [])
    ignored, same = str(data.get("ignored", "")), data.get("same", {})
    if not isinstance(attached, list) or not isinstance(same, dict):
        raise ConfigError(f"{name}: `attached` is a list of parts of words, `same` a table of characters")
    spelt = {ord(char): str(other) for char, other in same.items() if len(char) == 1} | dict.fromkeys(map(ord, ignored))
    exact: dict[str, Meaning | None] = {}
    stems: dict[str, Meaning | None] = {}
    endings: dict[str, Meaning | None] = {}
    first: dict[Meaning, str] = {}
    for meaning, pattern in _entries(data, name, families):
        for form in _forms(pattern):
            table = endings if form.startswith("*") else stems if form.endswith("*") else exact
            bare = form.strip("*").translate(spelt).lower()
            if not bare or not SIGNS.isdisjoint(bare) or table.get(bare, meaning) != meaning:
                raise ConfigError(f"{name}: {form!r} is no word or phrase, or stands there with two meanings")
            table[bare] = meaning
            if meaning is not None and table is exact:
                first.setdefault(meaning, form)
    if (attached or endings) and not spaced:
        raise ConfigError(f"{name}: `attached` and endings go with words that are spaced")
    return Lexicon(
        phrases=Phrases(exact, stems, endings, tuple(map(str, attached)), spaced=bool(spaced)),
        table=exact,
        stems=stems,
        endings=endings,
        attached=tuple(sorted(map(str, attached), key=len, reverse=True)),
        ignored=frozenset(ignored),
        same={"’": "'", "ʼ": "'", **{str(char): str(other) for char, other in same.items()}},
        first=first,
    )


def _entries(
    data: dict[str, object], name: str, families: Mapping[str, Set[str]]
) -> Iterator[tuple[Meaning | None, str]]:
    for family, values in data.items():
        if family == "nothing" and isinstance(values, list):
            yield from ((None, str(pattern)) for pattern in values)
        if family in SETTINGS:
            continue
        if family not in families or not isinstance(values, dict):
            raise ConfigError(f"{name}: there is no family {family!r} (known: {', '.join(families)})")
        for value, patterns in values.items():
            bare = value.removesuffix("?")
            known = families[family]
            if not (bare in known or {*bare.split()} <= known) or not isinstance(patterns, list):
                raise ConfigError(f"{name}: {family} has no value {value!r} (known: {', '.join(sorted(known))})")
            meaning = Meaning(family, bare, loose=value.endswith("?"))
            yield from ((meaning, str(pattern)) for pattern in patterns)


def _forms(pattern: str) -> Iterator[str]:
    """Yield what a pattern stands for: `direit(o|a)(|s)` is four words; a choice may hold choices."""
    innermost = CHOICE.search(pattern)
    if innermost is None:
        yield pattern
        return
    for choice in innermost[1].split("|"):
        yield from _forms(pattern[: innermost.start()] + choice + pattern[innermost.end() :])
