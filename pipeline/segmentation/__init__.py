"""The sentence splitter, which loses no character: a sentence is the unit that people translate and review.

Where a sentence ends is data: SRX 2.0 rules. A user's file comes first, then those of `rules/` (the structure of texts,
medicine, the punctuation of languages), then LanguageTool's from the choppa-srx package; at each place the first rule
that fits decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import locales
from pipeline.errors import ConfigError
from pipeline.segmentation import srx
from pipeline.system import patterns

if TYPE_CHECKING:
    from regex import Pattern  # type: ignore[import-untyped]

_OURS = ("structure.srx", "medical.srx", "punctuation.srx")
_BEHIND = 100  # how many characters an open repeat may reach over before a place …
_AHEAD = 400  # … and behind it, where an exception sees no more
_LONGEST = 4_000  # characters of a user's pattern

# Without one of these inside, no rule that comes with the program breaks: most labels and headings skip the rules.
_MAY_BREAK = re.compile(r"[^\w ,;()'\"’“”–/+%&-]|\d\)", re.ASCII)
_WORD = re.compile(r"[^\W_]")
_SPACE = re.compile(r"\s*")


def split(text: str, lang: str, *, rules: Path | None = None) -> list[str]:
    """Split text into sentences by the rules of a language; `"".join(result) == text`, always.

    `lang` is a BCP 47 or gettext name; an unknown language is split by the rules for all. White space belongs to the
    sentence before it. A blank line ends a sentence, a single line break doesn't. What has no letter and no digit
    (a stray quotation mark) belongs to the sentence before it, too.
    `rules` names a user's SRX 2.0 file, whose rules come first. Raise ConfigError, with file and line, where it is
    broken or one of its patterns could take too long.
    """
    if not text:
        return []
    if rules is None:
        if not _MAY_BREAK.search(text):
            return [text]
        stages = _stages(lang)
    else:
        state = _state(rules)
        stages = _own_stages(rules, state, lang) + _stages(lang)
    ends: list[int] = []
    looked = 0  # at: what is before it and belongs to no sentence yet has no word
    for end in (*_ends(text, stages), len(text)):
        if _WORD.search(text, looked, end):
            ends.append(end)
        elif ends:
            ends[-1] = end
        looked = end
    ends = ends or [len(text)]
    return [text[start:end] for start, end in pairwise((0, *ends))]


def joiner(lang: str) -> str:
    """Return what a language writes between two sentences of a paragraph: nothing or a space."""
    return "" if locales.unspaced(lang) else " "


def check(rules: Path) -> None:
    """Read a user's rules and compile each; raises ConfigError as `split` does, before any text is split."""
    _document(rules, _state(rules))


@dataclass(frozen=True)
class _Stage:
    """A run of break rules, and the exceptions between them and the break rules of the stage before.

    The exceptions take longest to compile, and most sentences have no place inside at which they could break: those of
    a stage wait for the first.
    """

    exceptions: tuple[srx.Rule, ...]
    breaks: tuple[Pattern[str], ...]

    @cached_property
    def _exception(self) -> Pattern[str] | None:
        return _compile("|".join(map(_spelled, self.exceptions))) if self.exceptions else None

    def excepts(self, text: str, place: int) -> bool:
        """Tell whether an exception stands at a place."""
        return self._exception is not None and self._exception.match(text, place, place + _AHEAD) is not None


@dataclass(frozen=True, slots=True)
class _State:
    """The state of a file: rules are read again only when it differs."""

    modified: int
    size: int


def _ends(text: str, stages: tuple[_Stage, ...]) -> Iterator[int]:
    """Yield the ends of the sentences within text, in order, each after the white space that follows it."""
    stage_of: dict[int, int] = {}  # the places where a break rule fits, and the first stage with such a rule
    for number, stage in enumerate(stages):
        for pattern in stage.breaks:
            for match in pattern.finditer(text):
                stage_of.setdefault(match.end(), number)
    done = 0
    for place in sorted(stage_of):
        if done < place < len(text) and not _is_exception(text, place, stages[: stage_of[place] + 1]):
            space = _SPACE.match(text, place)
            done = place if space is None else space.end()
            if done < len(text):
                yield done


def _is_exception(text: str, place: int, stages: tuple[_Stage, ...]) -> bool:
    return any(stage.excepts(text, place) for stage in stages)


def _language(lang: str) -> str:
    return lang.replace("_", "-").partition("-")[0].lower()


@cache
def _stages(lang: str) -> tuple[_Stage, ...]:
    """Compile the rules of a language that come with the program, once."""
    tag = lang.replace("_", "-")
    own = [_rules(document, {tag, _language(tag)}) for document in _ours()]
    # "_two" asks LanguageTool's rules to end a sentence at a blank line, not at a line's end.
    theirs = (rule for rule in _rules(_languagetool(), {f"{_language(tag)}_two"}) if not _is_redundant(rule))
    return tuple(stage for rules in (*own, theirs) for stage in _compiled(rules))


@lru_cache(maxsize=64)
def _own_stages(path: Path, state: _State, lang: str) -> tuple[_Stage, ...]:
    tag = lang.replace("_", "-")
    return tuple(_compiled(_rules(_document(path, state), {tag, _language(tag)})))


def _state(path: Path) -> _State:
    try:
        stat = path.stat()
    except OSError as error:
        raise ConfigError(f"the segmentation rules can't be read: {error.strerror}", path=path) from error
    return _State(stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=8)
def _document(path: Path, _: _State) -> srx.Document:
    """Read a user's rules and look at each pattern, so that an error is found before a text is split."""
    document = srx.read(path)
    for entry in document.maps:
        _screen(path, entry.line, (entry.languages,), patterns.capped(entry.languages, _BEHIND))
    for rule in {rule.line: rule for entry in document.maps for rule in entry.rules}.values():
        _screen(path, rule.line, (rule.before, rule.after), _spelled(rule))
    return document


def _screen(path: Path, line: int, parts: tuple[str, ...], whole: str) -> None:
    """Raise ConfigError where one of a rule's patterns is broken, or where the whole of them could take long."""
    import regex

    shown = ""
    try:
        for shown in filter(None, parts):
            if len(shown) > _LONGEST:
                raise ValueError(f"has more than {_LONGEST} characters")
            patterns.parsed(shown)
            _compile(shown)
        shown = " ".join(filter(None, parts))
        patterns.check(whole, _compile)
    except ValueError as error:
        raise ConfigError(f"the pattern {shown[:60]!r} {error}", path=path, line=line) from error
    except (regex.error, RecursionError, OverflowError) as error:
        message = f"the pattern {shown[:60]!r} is no regular expression: {error}"
        raise ConfigError(message, path=path, line=line) from error


@cache
def _ours() -> tuple[srx.Document, ...]:
    folder = Path(__file__).parent / "rules"
    return tuple(srx.read(folder / name) for name in _OURS)


@cache
def _languagetool() -> srx.Document:
    """Read LanguageTool's rules where choppa-srx installed them, without importing what they don't need."""
    from importlib.util import find_spec

    package = find_spec("choppa")
    if package is None or package.origin is None:
        raise ConfigError("choppa-srx, which carries LanguageTool's segmentation rules, is not installed")
    return srx.read(Path(package.origin).parent / "data" / "srx" / "languagetool_segment.srx")


def _is_redundant(rule: srx.Rule) -> bool:
    """Return whether a rule repeats the one before it for a longer look back: our rules for brackets reach further.

    Their time grows with the square and more of the text between two brackets.
    """
    return rule.before.count(r"[^\)]*?") > 1


def _rules(document: srx.Document, names: set[str]) -> Iterator[srx.Rule]:
    for entry in document.maps:
        if any(_compile(entry.languages).fullmatch(name) for name in names):
            yield from entry.rules
            if not document.cascade:
                return


def _compiled(rules: Iterable[srx.Rule]) -> Iterator[_Stage]:
    """Yield stages: the exceptions that hold at a place, then break rules."""
    exceptions: list[srx.Rule] = []
    breaks: list[srx.Rule] = []
    for rule in rules:
        if not rule.is_break and breaks:
            yield _stage(exceptions, breaks)
            exceptions, breaks = [], []
        (breaks if rule.is_break else exceptions).append(rule)
    if exceptions or breaks:
        yield _stage(exceptions, breaks)


def _stage(exceptions: Sequence[srx.Rule], breaks: Iterable[srx.Rule]) -> _Stage:
    return _Stage(tuple(exceptions), tuple(_compile(_spelled(rule)) for rule in breaks))


def _spelled(rule: srx.Rule) -> str:
    """Return a rule as one pattern: a break rule's match ends at the break, an exception's stands there, empty."""
    before, after = patterns.capped(rule.before, _BEHIND), patterns.capped(rule.after, _AHEAD)
    ahead = f"(?={after})" if after else ""
    if rule.is_break:
        return f"(?:{before}){ahead}"
    behind = f"(?<={before})" if before else ""
    return f"(?:{behind}{ahead})"


# Java's names of white space, and its flag for what Python does anyhow.
_JAVA = re.compile(r"\\h|\\v|\\.|\(\?U\)", re.DOTALL)
_PYTHON = {r"\h": r"\p{H}", r"\v": r"\p{V}", "(?U)": ""}


@cache
def _compile(pattern: str) -> Pattern[str]:
    import regex

    python = _JAVA.sub(lambda match: _PYTHON.get(match[0], match[0]), pattern)
    return regex.compile(python, regex.VERSION1)
