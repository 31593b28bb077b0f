"""Finder of phrases: where the words and phrases of a list stand in a text, however many there are.

A text is read word by word, and each word is looked up: what begins with it is compared with what follows. A
language that puts no spaces between its words is read sign by sign in the same way. Only a phrase with a number or a
run of white space in it takes an expression, which is made when the first of its words turns up.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from operator import add

# Marks of vowels are no \w: without them a word of Hindi would end in its middle. Scripts without such marks do with
# less, because every use of this set takes a third of a millisecond to compile.
LETTER = r"[\w\u0300-\u036f\u064b-\u0652\u0670\u0900-\u0903\u093a-\u094f\u0962\u0963]"
MARKED = frozenset(map(chr, range(0x600, 0xE00)))  # Arabic, and the scripts of India
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")  # "#" in a form
DIGIT = re.compile(r"\d")
ODD_SPACE = re.compile(r"[^\S ]")
CLOSING = frozenset(".,;:)!?")
REMEMBERED = 16384  # words whose phrases are kept at hand
Trie = dict[str, "Trie"]
Span = tuple[int, int]
_Form = tuple[str, bool]  # with whether it is a stem


class Phrases:
    """The forms of a list, ready for finding: `stems` go on with any letters, `endings` have some before them, too.

    `attached` are parts of words that may be written before any form. Where `spaced` is false, forms stand anywhere.
    """

    def __init__(
        self,
        exact: Collection[str],
        stems: Collection[str] = (),
        endings: Collection[str] = (),
        attached: Collection[str] = (),
        *,
        spaced: bool = True,
    ) -> None:
        marked = any(char in MARKED for form in (*exact, *stems, *endings) for char in form)
        self._letter = LETTER if marked else r"\w"
        self._spaced = spaced
        self._attached = tuple(sorted(attached, key=len, reverse=True))
        self._endings = tuple(endings)
        self._known: dict[str, _Plan] = {}
        letters = re.compile(f"{self._letter}+")
        every = [*((form, False) for form in exact), *((form, True) for form in stems)]
        self._words = set[str]()
        self._stems = set[str]()
        # What begins with a figure, with a sign, and with letters that a figure follows at once.
        figures, signs, glued = list[_Form](), list[_Form](), list[_Form]()
        forms: dict[str, list[_Form]] = defaultdict(list)
        # Where a number or a space comes second, one sign is all there is to look up.
        self._single = frozenset(form[0] for form, _ in every if form[1:2] in {"#", " "})
        for form, stem in every:
            head = _head(form, letters) if spaced else form[:1] if form[0] in self._single else form[:2]
            if form[0] == "#" or form[0].isdecimal():
                figures.append((form, stem))
            elif not head:
                signs.append((form, stem))
            elif spaced and form[len(head) :].startswith("#"):
                glued.append((form, stem))
            elif head == form:
                (self._stems if stem and spaced else self._words).add(form)
            else:
                forms[head].append((form, stem))
        self._groups = {head: _Group(those, self._letter, spaced=spaced) for head, those in forms.items()}
        self._figures, self._signs, self._glued = (
            _Group(those, self._letter, spaced=spaced) if those else None for those in (figures, signs, glued)
        )
        heads = {ending: _head(ending, letters) for ending in endings}
        self._inside = tuple(ending for ending, head in heads.items() if head == ending)
        self._before = tuple(head for ending, head in heads.items() if head and head != ending)
        self._behind = frozenset(ending[0] for ending, head in heads.items() if not head)
        first = "".join(sorted({re.escape(form[0]) for form, _ in signs}))
        self._tokens = re.compile(f"{self._letter}+" + (f"|(?<!{self._letter})[{first}]" if first else ""))
        self._heads = frozenset((*self._groups, *self._words))
        self._stem = min(map(len, self._stems), default=0)
        beginnings: dict[str, list[str]] = defaultdict(list)
        for long in self._stems:
            beginnings[long[: self._stem]].append(long)
        self._stems_by = {beginning: tuple(some) for beginning, some in beginnings.items()}
        self._simple = not (attached or glued or self._behind & CLOSING)

    def find(self, text: str) -> Iterator[Span]:
        """Yield the place [start, end) of each phrase, in order: of those that begin at one place the longest."""
        if not self._spaced:
            return self._anywhere(text)
        if not text.isprintable():  # most texts are, and have no other space than the plain one
            text = ODD_SPACE.sub(" ", text)
        return self._across(text) if "  " in text else self._among_words(text)

    def _across(self, text: str) -> Iterator[Span]:
        """Find phrases across any number of spaces between their words."""
        places = [at for at, char in enumerate(text) if char != " " or text[at - 1 : at] != " "]
        for first, last in self._among_words("".join([text[at] for at in places])):
            yield places[first], places[last - 1] + 1

    def _among_words(self, text: str) -> Iterator[Span]:
        pieces = text.split(" ")
        plans = [*map(self._known.get, pieces)]
        if None in plans:
            plans = [self._plan(piece) if plan is None else plan for piece, plan in zip(pieces, plans, strict=True)]
        if not any(plans):
            return
        reached = 0
        for number, (before, plan) in enumerate(zip(accumulate(map(len, pieces), initial=0), plans, strict=False)):
            for place, length, steps in plan or ():
                first = before + number + place
                if first >= reached:
                    last = first + length if steps is WHOLE else self._last(text, first, length, steps)
                    if last >= 0:
                        yield first, last
                        reached = last

    def _last(self, text: str, first: int, length: int, steps: Iterable[_Step]) -> int:
        """Return where the phrase ends that begins with a word, -1 where none does."""
        for offset, group, whole in steps:
            if group is not None:
                at = first + offset
                if not group.numbered and text[at : at + group.least] not in group.literal:
                    last = -1
                else:
                    last = group.end(text, at)
                if last >= 0:
                    return last
            if whole:
                return first + length
            if group is None and (tail := self._tails.match(text, first)):
                return tail.end()
        return -1

    def _anywhere(self, text: str) -> Iterator[Span]:
        groups, heads = self._groups, self._heads
        figures = self._figures if DIGIT.search(text) else None
        reached = 0
        for at, pair in enumerate(map(add, text, text[1:] + " ")):
            if at < reached or not (pair in heads or pair[0] in heads or (figures and pair[0].isdecimal())):
                continue
            sign = pair[0]
            group = groups.get(sign if sign in self._single else pair)
            if group is None and figures and sign.isdecimal():
                group = figures
            last = -1 if group is None else group.end(text, at)
            if last < 0:
                last = at + 2 if pair in self._words else at + 1 if sign in self._words else -1
            if last >= 0:
                yield at, last
                reached = last

    def _plan(self, piece: str) -> _Plan:
        """Return what may begin in a piece between two spaces."""
        if len(self._known) > REMEMBERED:
            self._known.clear()
        words = []
        if not self._is_idle(piece):
            for match in self._tokens.finditer(piece):
                steps = tuple(self._steps(match[0], (piece + " ")[match.end()]))
                if steps:
                    words.append((match.start(), len(match[0]), WHOLE if steps == WHOLE else steps))
        plan = self._known[piece] = tuple(words)
        return plan

    def _is_idle(self, piece: str) -> bool:
        """Tell at once that most pieces are a word that begins nothing, with a sign behind it or without."""
        word = piece[:-1] if piece[-1:] in CLOSING else piece
        return (
            self._simple
            and word.isalpha()
            and word not in self._heads
            and word[: self._stem] not in self._stems_by
            and not word.endswith(self._before)
            and not any(ending in word for ending in self._inside)
        )

    def _steps(self, token: str, behind: str) -> Iterator[_Step]:
        """Yield what may begin at a word, in the order in which it is tried; `behind` is the sign behind it."""
        for offset in (*(len(part) for part in self._attached if token.startswith(part)), 0):
            rest = token[offset:]
            if self._signs is not None and not rest[:1].isalnum():
                yield offset, self._signs, False
            if self._figures is not None and rest[:1].isdecimal():
                yield offset, self._figures, False
            if self._glued is not None and not rest.isalpha():
                yield offset, self._glued, False
            group = self._groups.get(rest)
            whole = rest in self._words or rest.startswith(self._stems_by.get(rest[: self._stem], ()))
            if group is not None or whole:
                yield offset, group, whole
        rest = token[1:]
        if any(ending in rest for ending in self._inside) or rest.endswith(self._before) or behind in self._behind:
            yield 0, None, False

    @cached_property
    def _tails(self) -> re.Pattern[str]:
        root: Trie = {}
        for ending in self._endings:
            _insert(root, ending, f"{self._letter}*")
        return re.compile(f"{self._letter}+?{_alternatives(root)}")


class _Group:
    """The forms that begin with one word, each with whether it is a stem."""

    def __init__(self, forms: Iterable[_Form], letter: str, *, spaced: bool) -> None:
        self._forms = list(forms)
        self._letter = letter
        self._spaced = spaced

    @cached_property
    def numbered(self) -> bool:
        """Whether a form has a number, or white space where words have none between them: those have many forms."""
        return any("#" in form or (" " in form and not self._spaced) for form, _ in self._forms)

    @cached_property
    def least(self) -> int:
        """The length of the shortest form."""
        return min(len(form) for form, _ in self._forms)

    @cached_property
    def literal(self) -> Mapping[str, Sequence[_Form]]:
        """The forms by what they begin with, the longest first."""
        found: dict[str, list[_Form]] = defaultdict(list)
        for form in sorted(self._forms, key=lambda each: (-len(each[0]), not each[1])):
            found[form[0][: self.least]].append(form)
        return found

    def end(self, text: str, at: int) -> int:
        """Return where the longest form ends that stands at a place of a text, -1 where none does."""
        if self.numbered:
            match = self._pattern.match(text, at)
            return match.end() if match else -1
        for form, stem in self.literal.get(text[at : at + self.least], ()):
            if text.startswith(form, at):
                end = at + len(form)
                if not self._spaced:
                    return end
                rest = self._rest.match(text, end)
                if rest is None:
                    return end
                if stem:
                    return rest.end()
        return -1

    @cached_property
    def _rest(self) -> re.Pattern[str]:
        return re.compile(f"{self._letter}+")

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        root: Trie = {}
        for form, stem in self._forms:
            end = f"{self._letter}*" if stem else f"(?!{self._letter})"
            _insert(root, form, end if self._spaced else "")
        return re.compile(_alternatives(root))


# Where it begins in the word; the forms that begin there with all the rest of it, and whether that is one by itself.
_Step = tuple[int, _Group | None, bool]
WHOLE: tuple[_Step, ...] = ((0, None, True),)


# The words of a piece of text that a phrase may begin with: place, length, and what is tried.
_Plan = tuple[tuple[int, int, tuple[_Step, ...]], ...]


def _head(form: str, letters: re.Pattern[str]) -> str:
    match = letters.match(form)
    return match[0] if match else ""


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
