"""The layout of plain text: which lines go on in the next one, and which are a heading, a label or an item.

A line that its author wrapped by hand ends wherever there was no more room. So what the next line begins with says
little: a figure, a name and a number with a full stop go on with a sentence that isn't finished. What tells is the line
before: what it ends in, what stands in it, and whether the paragraph comes to a full stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.formats.translatable import is_translatable
from pipeline.segmentation import split

WIDEST = 120  # characters of the longest line of a paragraph that can be hard-wrapped
SHORTEST_FULL = 40  # characters of the shortest line that goes on in the next without more signs of it
LABEL = 80  # characters of the longest line that can be a label
EVEN = 0.6  # of a paragraph's longest line: a line this long has been filled
FEW = 3  # words of a line that is a label more likely than an unfinished sentence
TAIL = 100  # characters around a line's end that tell whether a sentence ends there

_FINAL = re.compile(r"[.!?…:;。！？；：।؟؛۔॥][)\]}\"'”’»›」』）]*\Z")
_SENTENCE_END = re.compile(r"[.!?…。！？।؟۔॥][)\]}\"'”’»›」』）]*\Z")
_ABBREVIATED = re.compile(r"(?:\A|[\s(])[^\s.]{1,6}(?:\.[^\s.]{1,3}){0,3}\.\Z")
_GOES_ON = re.compile(r"(?:[,،、，(\[{/&+=<>≤≥×~≈–—]|\s-)\Z")
_COMMAS = ",،、，"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SIGNED = re.compile(r"[-–+]\s+\d")
# Words after which no line of people's ends: articles, prepositions, conjunctions, what stands before a noun.
_OPEN = {
    "en": "a an the and or but nor than of to in on at for from with without by into onto until till about above below"
    " under over between during before after since within per via as if when while because that which whose my your"
    " his her its our their every each no not is are was were be been has have had will would can could may might must"
    " should shall do does did dr mr mrs ms prof",
    "pt": "o a os as um uma uns umas e ou mas de do da dos das em no na nos nas por pelo pela para com sem até sobre"
    " que se ao à aos às seu sua seus suas cada não mais menos entre desde durante após",
    "es": "el la los las un una unos unas y o pero de del en por para con sin hasta sobre que si al a su sus cada no"
    " más menos entre desde durante tras según",
    "fr": "le la les un une des et ou mais de du en dans par pour avec sans sur que qui si au aux à votre vos son sa"
    " ses chaque ne plus moins entre depuis pendant après chez",
    "de": "der die das den dem des ein eine einen einem einer und oder aber von vom zu zum zur in im an am auf aus bei"
    " beim mit ohne bis für über unter vor nach seit während als wenn dass ihre ihr ihren jede jeden jeder kein keine"
    " nicht mehr weniger",
    "it": "il lo la i gli le un uno una e o ma di del della dei degli delle in nel nella per con senza fino su sul"
    " sulla che se al alla ai alle ogni non più meno tra fra da dal dalla",
    "nl": "de het een en of maar van in op aan bij met zonder tot voor over onder na sinds als wanneer dat die uw elke"
    " geen niet meer minder dan",
    "ru": "и или но а в во на с со к ко от до из за по о об у без для при над под через чем что если когда не ни"
    " больше меньше более менее",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words: they stand at [start, end) of the text, behind `indent` characters and maybe a marker.

    `bullet` is the marker's sign, `count` the number that it has as a place in a list; it is an `item`'s where nothing
    tells that a sentence goes on there.
    """

    text: str
    start: int
    end: int
    indent: int
    bullet: str
    count: int
    item: bool
    after_blank: bool

    @property
    def is_rule(self) -> bool:
        """Whether it has neither a letter nor a digit."""
        return not any(char.isalnum() for char in self.text)


class Layout:
    """The lines of a document, cut into blocks."""

    def __init__(self, lines: list[Line], lang: str) -> None:
        self.lang = lang
        self.paragraphs = _paragraphs(lines)
        widest = max((len(line.text) for line in lines if " " in line.text.strip()), default=0)
        full = sum(
            not line.after_blank and not line.item and _is_full(before, line, widest)
            for before, line in pairwise(lines)
        )
        self.column = widest if SHORTEST_FULL <= widest <= WIDEST and full > 1 else None

    def blocks(self) -> Iterator[list[Line]]:
        """Yield the lines of each block."""
        for lines in self.paragraphs:
            yield from _Paragraph(lines, self.lang, self.column).blocks()

    def role(self, block: list[Line]) -> str:
        """Return the role of a block: an item, a label, or running text."""
        if block[0].item:
            return "li"
        is_label = len(block) == 1 and len(block[0].text) <= LABEL and not _FINAL.search(block[0].text)
        return "label" if is_label else "p"


class _Paragraph:
    """Lines with no blank line between them."""

    def __init__(self, lines: list[Line], lang: str, column: int | None) -> None:
        self.lines = lines
        self.lang = lang
        self.column = column
        self.widest = max(len(line.text) for line in lines)
        self.bullets = sum(bool(line.bullet) for line in lines)
        self.counts = {line.count for line in lines if line.count}
        # Whether the lines from each on end as a sentence does, before an item or the paragraph's end.
        self.ends: list[bool] = []
        for line in reversed(lines):
            following = lines[-len(self.ends)] if self.ends else None
            is_last = following is None or following.is_rule or bool(following.bullet) or following.count == 1
            self.ends.append(_SENTENCE_END.search(line.text) is not None if is_last else self.ends[-1])
        self.ends.reverse()

    def blocks(self) -> Iterator[list[Line]]:
        block: list[Line] = []
        for index, line in enumerate(self.lines):
            if block and self.goes_on(block, index):
                block.append(line)
            else:
                if block:
                    yield block
                block = [line]
        if block:
            yield block

    def goes_on(self, block: list[Line], index: int) -> bool:
        """Tell whether a line goes on with the block of lines before it."""
        line, first, before = self.lines[index], block[0], block[-1]
        if line.is_rule or before.is_rule:
            return False
        if line.item:
            return not self.is_item(block, index)
        if first.item and line.indent > first.indent:
            return True
        if self.column is not None and _is_full(before, line, self.column):
            return True
        if self.widest > WIDEST or self.is_finished(before, line):
            return False
        if line.text.lstrip()[0].islower():
            long = len(before.text) >= SHORTEST_FULL or self.ends[index]
            return (long or self.is_open(block, index) or self.is_prose(block)) and is_translatable(line.text)
        return (
            self.is_open(block, index) or (self.ends[index] and self.is_prose(block)) or self.is_filled(before, index)
        )

    def is_item(self, block: list[Line], index: int) -> bool:
        """Tell whether a marker is an item's, and not a number or a minus in a sentence that goes on."""
        line, first, before = self.lines[index], block[0], block[-1]
        if self.widest > WIDEST or self.is_finished(before, line):
            return True
        goes_on = self.is_open(block, index) or (self.ends[index] and self.is_prose(block))
        if line.bullet:
            return self.bullets > 1 or _SIGNED.match(line.text.lstrip()) is None or not goes_on
        if not first.item and line.count > 1 and self.counts.isdisjoint((line.count - 1, line.count + 1)):
            return False  # a list begins with its first item
        is_inside = first.item and line.indent > first.indent
        if first.item and first.count and not is_inside and line.count in (first.count, first.count + 1):
            return True
        if line.count == 1 and (2 in self.counts or not goes_on):
            return True
        return not (goes_on or is_inside or (not first.item and self.is_filled(before, index)))

    def is_finished(self, before: Line, line: Line) -> bool:
        """Tell whether a line ends where a sentence, or the words before a list, end."""
        if _FINAL.search(before.text) is None:
            return False
        if _ABBREVIATED.search(before.text) is None or len(before.text.split()) <= FEW:
            return True
        tail = f"{before.text[-TAIL:]} "
        at = 0
        for sentence in split(tail + line.text.lstrip()[:TAIL], self.lang):
            at += len(sentence)
            if at >= len(tail):
                return at == len(tail)
        return True

    def is_open(self, block: list[Line], index: int) -> bool:
        """Tell whether a block ends in a sign, an abbreviation or a word that a line has to follow.

        Short lines are labels and salutations, too: a capital behind one of them may begin something new.
        """
        text = block[-1].text
        if _ABBREVIATED.search(text):
            return True
        words = _WORD.findall(text[-TAIL:])
        is_short = len(block) == 1 and len(text) < SHORTEST_FULL and self.lines[index].text.lstrip()[0].isupper()
        if _GOES_ON.search(text) and not (is_short and text[-1] in _COMMAS):
            return True
        if is_short and not (self.ends[index] and len(words) > FEW):
            return False
        is_last = bool(words) and text.endswith(words[-1]) and words[-1].lower() in _open_words(self.lang)
        return is_last and len(words) > 1

    def is_prose(self, block: list[Line]) -> bool:
        """Tell whether a block is running text: of several lines, or with a sentence that ends inside of its line."""
        last = block[-1]
        return len(block) > 1 or len(split(last.text[last.start - last.end :], self.lang)) > 1

    def is_filled(self, before: Line, index: int) -> bool:
        """Tell whether a line is as long as others, is written as no heading, and comes to a full stop further on.

        Before a capital it has to be so long that the next word had no room.
        """
        line = self.lines[index]
        long = len(before.text) >= max(SHORTEST_FULL, EVEN * self.widest)
        if line.text.lstrip()[0].isupper():
            long = long and _is_full(before, line, self.widest)
        return long and self.ends[index] and not _is_heading(before.text)


def _paragraphs(lines: list[Line]) -> list[list[Line]]:
    found: list[list[Line]] = []
    for line in lines:
        if line.after_blank or not found:
            found.append([])
        found[-1].append(line)
    return found


def _is_full(before: Line, line: Line, column: int) -> bool:
    """Tell whether a line's first word had no room on the line before."""
    return len(before.text) + 1 + len(line.text.split(None, 1)[0]) > column


def _is_heading(text: str) -> bool:
    """Tell whether a line is written as headings are: in capitals, or with one at each longer word."""
    words = [word for word in _WORD.findall(text) if len(word) > FEW]
    return len(words) > 1 and all(word[0].isupper() for word in words)


@cache
def _open_words(lang: str) -> frozenset[str]:
    return frozenset(_OPEN.get(lang.replace("_", "-").split("-")[0].lower(), "").split())
