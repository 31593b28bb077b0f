"""People and institutions: a name of several words that keeps one of them and misspells or translates another."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

from pipeline.text.names.spelling import distance, fold
from pipeline.text.names.values import Name, NameChange

# Two to four capitalised words in a row, none of them at the start of a sentence alone.
RUN = re.compile(r"[A-Z\u00c0-\u00de][a-z\u00df-\u017e]{3,}(?:[ \u00a0-][A-Z\u00c0-\u00de][a-z\u00df-\u017e]{2,}){1,3}")
WORD = re.compile(r"[A-Z\u00c0-\u00de][a-z\u00df-\u017e]{2,}")
Words = Mapping[str, re.Match[str]]
TITLE = re.compile(r"\b(?:Drs?|Mrs?|Ms|Mx|Prof)\.?[ \u00a0]\Z")
SHORTEST = 5  # letters: a shorter word is near too many others


def compare(source: str, target: str) -> Iterator[NameChange]:
    """Yield the words of names that stand in a translation with a slip, beside a word of the same name without one.

    A slip is inside of the word: languages give many a word another ending (Africa, Afrique).
    """
    runs = list(RUN.finditer(source))
    if not runs:
        return
    target_words = _words(target)
    source_words = _words(source)
    for run in runs:
        parts = list(WORD.finditer(run[0]))
        if not any(fold(part[0]) in target_words for part in parts):
            continue
        if (changed := _translated(run, parts, target, source_words, target_words)) is not None:
            yield changed
            continue
        for part in parts:
            word = fold(part[0])
            if len(word) < SHORTEST or word in target_words:
                continue
            other = next((text for text in target_words if text not in source_words and _slip(word, text)), None)
            if other is None:
                continue
            place = target_words[other]
            start = run.start() + part.start()
            name = Name("person", word, start, start + len(word), part[0])
            wrong = Name("person", word, place.start(), place.end(), place[0])
            message = f"The name {name.text} is spelt {wrong.text}."
            yield NameChange("name-misspelt", "major", message, name, wrong, name.text)


def _translated(
    run: re.Match[str], parts: list[re.Match[str]], target: str, source_words: Words, target_words: Words
) -> NameChange | None:
    """Return what became of a surname whose given name stayed: Elena Marsh, Elena Pântano."""
    first, last = parts[0], parts[-1]
    # Behind a title any name is a person's: `exchange` reads those.
    if (
        len(parts) != 2
        or first[0] not in given()
        or fold(last[0]) in target_words
        or TITLE.search(run.string[: run.start()])
    ):
        return None
    behind = re.search(rf"\b{first[0]}[ \u00a0]({WORD.pattern})", target)
    if behind is None or fold(behind[1]) in source_words or distance(fold(behind[1]), fold(last[0]), 2) <= 2:
        return None
    start = run.start() + first.start()
    name = Name("person", fold(run[0]), start, run.start() + last.end(), run[0])
    wrong = Name("person", fold(behind[0]), *behind.span(), behind[0])
    message = f"The source says {name.text}, the translation {wrong.text}."
    return NameChange("name-changed", "critical", message, name, wrong, name.text)


def _words(text: str) -> dict[str, re.Match[str]]:
    return {fold(match[0]): match for match in WORD.finditer(text)}


@lru_cache(maxsize=16384)
def _slip(name: str, word: str) -> bool:
    """Tell whether a word is a name with letters exchanged, or one left out or doubled inside."""
    if name[0] != word[0] or name[-2:] != word[-2:] or distance(name, word, 1) > 1:
        return False
    # Thomas is Tomás in Spanish: a silent h is a language's choice, as a doubled letter is.
    if len(name) != len(word):
        return _plain(name) != _plain(word)
    return sorted(name) == sorted(word)


def _plain(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word.replace("h", "").replace("y", "i"))


@cache
def given() -> frozenset[str]:
    """Return given names that are no other word of English: a capital behind one is a surname's."""
    data = tomllib.loads((Path(__file__).parent / "given.toml").read_text("utf-8"))
    return frozenset(data["names"].split())
