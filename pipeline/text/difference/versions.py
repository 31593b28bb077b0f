"""Two versions of a text side by side: their tokens, the stretches in which they differ, and the words of each change.

The words are what a translator looks for in the text: whole, and with the unit that a figure has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.text.difference import tokens
from pipeline.text.difference.danger import Stretch
from pipeline.text.difference.tokens import Token

# Whether a capital A is an article depends on what stands before it.
SEAM = re.compile(r" (?=[^\W_])(?!A\b)")
CONTEXT = 4  # words on either side of a change that tell what it means
EDGES = " \t\n,;:.!?()[]\"“”«»‘’'…"
# What belongs to the word after it, so that "by injection" and "every 6 hours" are shown whole.
LEADING = frozenset({"by", "at", "every", "per", "minus", "<", ">", "≤", "≥", "±", "$", "€", "£"})
PERIODS = frozenset({"day", "days", "week", "month", "year", "hour", "hours", "daily", "times", "night", "weekly"})


@dataclass(frozen=True, slots=True)
class Place:
    """Characters [start, end) of a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Change:
    """Tokens [old_first, old_last) of the old text have become tokens [new_first, new_last) of the new one."""

    old_first: int
    old_last: int
    new_first: int
    new_last: int

    @property
    def replaces(self) -> bool:
        """Whether words stand on both sides."""
        return self.old_first < self.old_last and self.new_first < self.new_last


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a change as a translator is shown them."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Versions:
    """The parts of two texts around what differs, with their tokens and changes."""

    old: str
    new: str
    old_tokens: list[Token]
    new_tokens: list[Token]
    changes: tuple[Change, ...]

    def words(self, change: Change) -> Words:
        """Return the words of a change as they stand in the texts."""
        alone = not change.replaces
        return Words(
            _shown(self.old, self.old_tokens, change.old_first, change.old_last, alone=alone),
            _shown(self.new, self.new_tokens, change.new_first, change.new_last, alone=alone),
        )

    def stretch(self, change: Change) -> Stretch:
        """Return the tokens of a change without what has only moved to another place of the sentence."""
        old, new = (
            self.old_tokens[change.old_first : change.old_last],
            self.new_tokens[change.new_first : change.new_last],
        )
        if change.replaces or len(self.changes) == 1:
            return Stretch(old, new)
        others = [other for other in self.changes if not other.replaces]
        gone = Counter(token.same for other in others for token in self.old_tokens[other.old_first : other.old_last])
        come = Counter(token.same for other in others for token in self.new_tokens[other.new_first : other.new_last])
        return Stretch(
            [token for token in old if not come[token.same]], [token for token in new if not gone[token.same]]
        )

    def touched(self, old: Place | None, new: Place | None) -> list[Change]:
        """Return the changes that a place of the old text, or one of the new text, lies in."""
        return [
            change
            for change in self.changes
            if _within(self.old_tokens[change.old_first : change.old_last], old)
            or _within(self.new_tokens[change.new_first : change.new_last], new)
        ]


def read(old: str, new: str, language: str) -> Versions:
    """Read two versions of a text of one language; `changes` is empty where only the writing differs."""
    shared = min(len(old), len(new))
    start = _shared(old, new, shared)
    end = _ending(old, new, shared - start)
    # What both texts share further off says nothing.
    before, after = old[:start].rsplit(" ", CONTEXT)[1:], old[len(old) - end :].split(" ", CONTEXT)
    first = start - len(" ".join(before)) if len(before) == CONTEXT else 0
    last = len(" ".join(after[:CONTEXT])) if len(after) > CONTEXT else end
    old, new = old[first : len(old) - end + last], new[first : len(new) - end + last]
    # A tag may have spaces in it, so that a seam between words could part it.
    plain = "<" not in old and "<" not in new
    head, tail = (_head(old, start - first), _tail(old, last)) if plain else (0, 0)
    both = tokens.read(old, new, language, head=head, tail=tail)
    return Versions(old, new, both.old, both.new, tuple(_changes(both.old, both.new)))


def _shared(old: str, new: str, most: int) -> int:
    """Return the number of characters, at most so many, that both texts begin with."""
    least = 0
    while least < most:
        middle = (least + most + 1) // 2
        if new.startswith(old[least:middle], least):
            least = middle
        else:
            most = middle - 1
    return least


def _ending(old: str, new: str, most: int) -> int:
    """Return the number of characters, at most so many, that both texts end with."""
    least = 0
    while least < most:
        middle = (least + most + 1) // 2
        if new.endswith(old[len(old) - middle : len(old) - least], 0, len(new) - least):
            least = middle
        else:
            most = middle - 1
    return least


def _head(text: str, shared: int) -> int:
    """Return how many of the first characters end with a word and a space."""
    at = text.rfind(" ", 0, shared)
    while at > 0 and not text[at - 1].isalnum():
        at = text.rfind(" ", 0, at)
    return at + 1 if at > 0 else 0


def _tail(text: str, shared: int) -> int:
    """Return how many of the last characters begin with a word after a space."""
    match = SEAM.search(text, len(text) - shared)
    return len(text) - match.end() if match else 0


def _changes(old: list[Token], new: list[Token]) -> list[Change]:
    left, right = [token.same for token in old], [token.same for token in new]
    if left == right:
        return []
    # What both begin and end with needs no search.
    start, shorter = 0, min(len(left), len(right))
    while start < shorter and left[start] == right[start]:
        start += 1
    end = 0
    while end < shorter - start and left[-1 - end] == right[-1 - end]:
        end += 1
    last, final = len(left) - end, len(right) - end
    if last == start or final == start or last - start == final - start == 1:
        changes = [Change(start, last, start, final)]
    else:
        codes = SequenceMatcher(None, left[start:last], right[start:final], autojunk=False).get_opcodes()
        changes = [Change(start + i, start + j, start + k, start + m) for tag, i, j, k, m in codes if tag != "equal"]
    return [change for change in changes if not _joined(change, old, new)]


def _joined(change: Change, old_tokens: list[Token], new_tokens: list[Token]) -> bool:
    """Tell whether words are only written together or apart: follow-up, follow up, followup."""
    old, new = old_tokens[change.old_first : change.old_last], new_tokens[change.new_first : change.new_last]
    if any(token.number for token in (*old, *new)):
        return False
    return "".join(token.same for token in old) == "".join(token.same for token in new)


def _within(some: Sequence[Token], place: Place | None) -> bool:
    return place is not None and any(token.start < place.end and place.start < token.end for token in some)


def _shown(text: str, tokens: Sequence[Token], first: int, last: int, *, alone: bool) -> str:
    """Return the words of tokens [first, last) as they stand in the text.

    Where nothing stands in the other text (`alone`), the words before and after are shown as well.
    """
    some = tokens[first:last]
    if alone or not some:
        first, last = max(0, first - 1), min(len(tokens), last + 1)
    else:
        if first and (tokens[first - 1].word in LEADING or _has_unit(tokens[first - 1], some[0])):
            first -= 1
        if last < len(tokens) and tokens[last].word in PERIODS and some[-1].word not in PERIODS:
            last += 1
    while 0 < last < len(tokens) and (tokens[last - 1].number or tokens[last - 1].word in {"%", "°"}):
        last += 1
    if first >= last:
        return ""
    start, end = tokens[first].start, tokens[last - 1].end
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end].strip(EDGES) or text[start:end].strip()


def _has_unit(before: Token, token: Token) -> bool:
    return before.number and not token.number
