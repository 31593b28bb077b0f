"""Placement of inline codes in a translation by its alignment, valid for every alignment, even a wrong one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.model import Draft, Segment, Span
from pipeline.mt.markup.alignment import Link, overlap, words
from pipeline.mt.markup.codes import Element, Marked

# A pair takes the run of words whose gains add up to the most. A word gains by what its links from within the pair are
# above just under a half, so that a word of which half comes from within stands within.
_HALF = 0.49
_UNLINKED = -0.05  # a word of unknown origin may stand inside a pair, but doesn't pull it
_TAKEN = float("-inf")  # a word that is another pair's
_SURE = 0.5  # the share of the links of a pair's words that have to lead into it; below that a person should look
_CLOSING_SIGNS = frozenset(".,;:!?)]}%»”’…")


@dataclass(frozen=True, slots=True)
class Restored:
    """A translation with its codes in; `places[i]` is where character i of the plain translation went, and the end.

    `unsure` are the numbers of codes whose place a translator should check.
    """

    text: str
    places: tuple[int, ...]
    unsure: tuple[int, ...]


@dataclass(slots=True)
class _Placed:
    """An element with its span [start, end) of the translation."""

    element: Element
    start: int
    end: int
    children: list[_Placed] = field(default_factory=list)


def with_codes(segment: Segment, marked: Marked, plain: Draft, links: Sequence[Link]) -> Draft:
    """Put the codes of a segment into the draft of its plain text, and align the two as they stand with their codes."""
    breaks = frozenset(code.number for code in segment.codes if code.opening[:3].lower() == "<br")
    restored = put_back(marked, plain.text, links, breaks=breaks)
    alignment = tuple(
        (
            marked.origin[link.source[0]],
            marked.origin[link.source[1] - 1] + 1,
            restored.places[link.target[0]],
            restored.places[link.target[1] - 1] + 1,
        )
        for link in links
    )
    unsure = [f"check the place of code <{number}>" for number in restored.unsure]
    unmet = tuple(dict.fromkeys((*plain.unmet, *unsure)))
    return replace(plain, text=restored.text, alignment=alignment, unmet=unmet)


def put_back(marked: Marked, target: str, links: Sequence[Link], *, breaks: frozenset[int] = frozenset()) -> Restored:
    """Put the codes of a source into its plain translation, by the links between their words.

    `breaks` are the numbers of line breaks, whose order is kept; other standalone codes may change places.
    """
    placement = _Placement(marked.text, target, links, breaks)
    placed = placement.place(list(marked.elements), (0, len(marked.text)), (0, len(target)))
    writer = _Writer(target)
    writer.write(placed, len(target))
    unsure = tuple(dict.fromkeys(sorted(placement.unsure)))
    return Restored("".join(writer.parts), (*writer.places, writer.length), unsure)


class _Placement:
    """The search for the places of all codes of one text."""

    def __init__(self, source: str, target: str, links: Sequence[Link], breaks: frozenset[int]) -> None:
        self.source = source
        self.breaks = breaks
        self.target = target
        self.links = links
        self.source_words = words(source)
        self.target_words = words(target)
        self.unsure: list[int] = []

    def place(self, elements: list[Element], source_region: Span, region: Span) -> list[_Placed]:
        """Place siblings within a region of the target that stands for a region of the source."""
        pairs = [element for element in elements if element.end > element.start]
        spans = self._spans(pairs, source_region, region)
        placed: list[_Placed] = []
        for pair, span in zip(pairs, spans, strict=True):
            if span is not None:
                placed.append(_Placed(pair, *span, self.place(pair.children, (pair.start, pair.end), span)))
                if span != self._copied(pair, region) and self._is_weak(pair, span):
                    self.unsure.append(pair.number)
        with_words = {id(item.element) for item in placed}
        wordless = [element for element in elements if id(element) not in with_words]
        placed += self._between_words(wordless, [(item.start, item.end) for item in placed], source_region, region)
        order = {id(element): number for number, element in enumerate(elements)}
        return sorted(placed, key=lambda item: (item.start, item.end, order[id(item.element)]))

    def _between_words(
        self, elements: list[Element], taken: list[Span], source_region: Span, region: Span
    ) -> list[_Placed]:
        """Place standalone codes, and pairs that find no words, in gaps outside of what is taken."""
        placed: list[_Placed] = []
        last_break = region[0]
        for element in elements:
            gap = self._gap(element, source_region, region)
            is_break = element.number in self.breaks
            if is_break:
                gap = max(gap, last_break)
            for start, end in taken:
                if start < gap < end:
                    gap = end if is_break or end - gap <= gap - start else start
            if is_break:
                last_break = gap
            if element.end > element.start:
                self.unsure.append(element.number)
            children = self.place(element.children, (element.start, element.end), (gap, gap))
            placed.append(_Placed(element, gap, gap, children))
        return placed

    def _spans(self, pairs: list[Element], source_region: Span, region: Span) -> list[Span | None]:
        """Return disjoint spans of the target, for each pair that finds any words there."""
        spans: list[Span | None] = [None] * len(pairs)
        if region[0] == region[1]:
            return spans
        if len(pairs) == 1 and (pairs[0].start, pairs[0].end) == _trimmed(self.source, source_region):
            return [_trimmed(self.target, region)]
        for number, pair in enumerate(pairs):
            literal = self._within_word(pair, region) or self._copied(pair, region)
            if literal is not None and not _overlaps(literal, spans):
                spans[number] = literal
        available = [
            (max(start, region[0]), min(end, region[1]))
            for start, end in self.target_words
            if start < region[1] and region[0] < end
        ]
        shares = [[self._share(word, pair) for word in available] for pair in pairs]
        by_links = sorted(
            (number for number, span in enumerate(spans) if span is None),
            key=lambda number: (-sum(share or 0 for share in shares[number]), number),
        )
        for number in by_links:
            gains = _gains(available, shares[number], shares, spans)
            run = _best_run(gains)
            if run is not None:
                first, last = self._widened(run, gains, pairs[number], source_region, shares[number])
                spans[number] = (available[first][0], available[last][1])
        return spans

    def _share(self, word: Span, element: Element) -> float | None:
        """Return how much of a target word's links comes from within an element; None for a word without links."""
        total = inside = 0.0
        for link in self.links:
            if overlap(link.target, word):
                total += link.weight
                if link.source[0] < element.end and element.start < link.source[1]:
                    inside += link.weight
        return inside / total if total else None

    def _widened(
        self, run: Span, gains: list[float], pair: Element, source_region: Span, shares: list[float | None]
    ) -> Span:
        """Take words of unknown origin at the region's edges into a pair that stood at the same edge."""
        first, last = run
        region = _trimmed(self.source, source_region)
        if pair.start == region[0] and all(shares[n] is None and gains[n] == _UNLINKED for n in range(first)):
            first = 0
        rest = range(last + 1, len(gains))
        if pair.end == region[1] and all(shares[n] is None and gains[n] == _UNLINKED for n in rest):
            last = len(gains) - 1
        return first, last

    def _within_word(self, pair: Element, region: Span) -> Span | None:
        """Return the same characters of the same word, for a pair that encloses a part of a word (H<1>2</1>O)."""
        for start, end in self.source_words:
            if start <= pair.start and pair.end <= end and (start, end) != (pair.start, pair.end):
                word = self.source[start:end]
                for target_start, target_end in self.target_words:
                    if self.target[target_start:target_end] == word:
                        inner = (target_start + pair.start - start, target_start + pair.end - start)
                        if region[0] <= inner[0] and inner[1] <= region[1]:
                            return inner
                return self._behind_word((start, end), pair, region)
        return None

    def _behind_word(self, word: Span, pair: Element, region: Span) -> Span | None:
        """Return the same figures at the end of a word's translation: the mark of a footnote, study<1>3</1>."""
        mark = self.source[pair.start : pair.end]
        if pair.end != word[1] or not mark.isdecimal() or not self.source[word[0] : pair.start].isalpha():
            return None
        for start, end in (link.target for link in self.links if overlap(link.source, word)):
            if region[0] <= start and end <= region[1] and self.target[start:end].endswith(mark):
                return (end - len(mark), end)
        return None

    def _copied(self, pair: Element, region: Span) -> Span | None:
        """Return where the text of a pair stands again, if it is what is copied (a number, a code, an address)."""
        start, end = _trimmed(self.source, (pair.start, pair.end))
        text = self.source[start:end]
        codelike = any(char.isdigit() or char == "@" for char in text) or sum(map(str.isupper, text)) > 1
        place = self.target.find(text, *region)
        if not codelike or place < 0 or self.source.count(text) > 1 or self.target.count(text) > 1:
            return None
        beside = self.target[max(place - 1, 0) : place] + self.target[place + len(text) : place + len(text) + 1]
        return None if any(map(str.isalnum, beside)) else (place, place + len(text))

    def _is_weak(self, element: Element, span: Span) -> bool:
        """Tell whether the links of a pair's words say too little for its place."""
        total = inside = 0.0
        for link in self.links:
            if link.source[0] < element.end and element.start < link.source[1]:
                total += link.weight
                inside += link.weight if overlap(link.target, span) else 0.0
        own, whole = (element.start, element.end), (0, len(self.source))
        if _trimmed(self.source, own) == _trimmed(self.source, whole):
            return False
        return inside < _SURE * total or not total

    def _gap(self, element: Element, source_region: Span, region: Span) -> int:
        """Return the place between target words for an element without words of its own."""
        start, end = _trimmed(self.source, source_region)
        low, high = region
        if element.start <= start:
            return low
        if element.start >= end:
            return high
        if all(sign in _CLOSING_SIGNS for sign in self.source[element.start : end]):
            # Before the full stop of the source means before that of the translation.
            while high > low and self.target[high - 1] in _CLOSING_SIGNS:
                high -= 1
            return high
        left = [word for word in self.source_words if word[1] <= element.start]
        right = [word for word in self.source_words if word[0] >= element.start]
        sides = [(left[-1:], True), (right[:1], False)]
        if element.spaced_before and not element.spaced_after:
            sides.reverse()
        for neighbours, after in sides:
            linked = [link for link in self.links for word in neighbours if overlap(link.source, word)]
            linked = [link for link in linked if low <= link.target[0] and link.target[1] <= high]
            if linked:
                best = max(linked, key=lambda link: (link.weight, link.target[1]))
                return best.target[1] if after else best.target[0]
        self.unsure.append(element.number)
        share = (element.start - start) / max(end - start, 1)
        ends = [word[1] for word in self.target_words if low <= word[1] <= high] or [high]
        return min(ends, key=lambda place: abs(place - (low + share * (high - low))))


def _trimmed(text: str, span: Span) -> Span:
    """Return a span of a text without the white space at its edges."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _overlaps(span: Span, others: Sequence[Span | None]) -> bool:
    return any(other is not None and overlap(span, other) for other in others)


def _gains(
    available: Sequence[Span],
    own: Sequence[float | None],
    shares: Sequence[Sequence[float | None]],
    spans: Sequence[Span | None],
) -> list[float]:
    """Return what each word is worth to a pair with the `own` shares; a word of which another has more is taken."""
    gains: list[float] = []
    for place, (word, share) in enumerate(zip(available, own, strict=True)):
        rival = share is not None and any((other[place] or 0) > share for other in shares)
        if rival or _overlaps(word, spans):
            gains.append(_TAKEN)
        else:
            gains.append(_UNLINKED if share is None else share - _HALF)
    return gains


def _best_run(gains: list[float]) -> Span | None:
    """Return first and last index of the run with the largest positive sum."""
    best, best_run = 0.0, None
    total, first = 0.0, 0
    for index, gain in enumerate(gains):
        if total <= 0:
            total, first = 0.0, index
        total += gain
        if total > best:
            best, best_run = total, (first, index)
    return best_run


class _Writer:
    """A writer of target text and tags in order, which notes where each character of the text went."""

    def __init__(self, target: str) -> None:
        self.target = target
        self.parts: list[str] = []
        self.places: list[int] = []
        self.length = 0
        self.last = ""

    def write(self, placed: Sequence[_Placed], end: int) -> None:
        for item in placed:
            self._text(item.start)
            before, after = self._spacing(item)
            self._tag(before + item.element.opening)
            self.last = " " if before else self.last
            self.write(item.children, item.end)
            self._tag(item.element.closing + after)
            self.last = " " if after else self.last
        self._text(end)

    def _spacing(self, item: _Placed) -> tuple[str, str]:
        element = item.element
        if element.closing:
            return "", ""
        following = self.target[len(self.places) : len(self.places) + 1]
        if not element.spaced_before and not element.spaced_after:
            if following.isspace():
                self.places.append(self.length)  # the space that took the code's place in the source goes again
            return "", ""
        before = " " if element.spaced_before and self.last and not self.last.isspace() else ""
        open_side = following and not following.isspace() and following not in _CLOSING_SIGNS
        return before, " " if element.spaced_after and open_side else ""

    def _text(self, end: int) -> None:
        text = self.target[len(self.places) : end]
        if text:
            self.places.extend(range(self.length, self.length + len(text)))
            self._tag(text)
            self.last = text[-1]

    def _tag(self, tag: str) -> None:
        self.parts.append(tag)
        self.length += len(tag)
