"""Checks of markup: inline codes, and the tags and entities of catalogs from anywhere, stand as they do in the source.

A code stands for a link, emphasis or a line break; a broken one breaks the page. A tag is what a translator typed
around, and shouldn't have changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from html.entities import html5
from typing import Protocol, TypeVar

from pipeline.checks import injection
from pipeline.formats.html import nesting
from pipeline.formats.json import frames
from pipeline.locales import Locale
from pipeline.model import Finding, Unit
from pipeline.text import inline

CHECKS = {
    "codes": "An inline code is missing, doubled, unknown or wrongly nested, or the frame of a choice has moved.",
    "tags": "A tag is missing, changed, new or wrongly nested.",
    "entities": "A character reference is broken, or is new in a text that has no markup.",
}
HOLLOW = re.compile(rf"<({inline.NUMBER})>\s*</\1>")
TAG = re.compile(
    r"<\s{0,3}(?P<close>/?)\s{0,3}(?P<name>(?!\w+://)[A-Za-z][\w:.-]*|0(?=/?>))(?P<rest>(?:[\s/][^<>]*)?)>"
)
ATTRIBUTE = re.compile(r"""([\w:.-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'/>]+))?""")
HTML = """
a abbr acronym address area article aside b bdi bdo big blockquote br caption center cite code col colgroup data dd del
details dfn div dl dt em fieldset figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd label
legend li main map mark nav ol optgroup option output p pre progress q rp rt ruby s samp section small span strike
strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr
"""
XLIFF = "g x bx ex bpt ept ph it mrk pc sc ec sm em"
KNOWN = frozenset(f"{HTML} {XLIFF}".split())
NEVER_CLOSED = "area br col hr img wbr x bx ex bpt ept ph sc ec sm input"
VOID = frozenset(NEVER_CLOSED.split())
# Written for readers, or for their language: a translator may change these. A link's value is compared as an address.
READERS = """
title alt label summary placeholder content lang xml:lang hreflang dir style href src action cite poster aria-label
aria-description data-title abbr
"""
FREE = frozenset(READERS.split())
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
BROKEN_ENTITY = re.compile(
    r"&(?:nbsp|amp|lt|gt|quot|apos|copy|reg|ndash|mdash|hellip|deg|micro|plusmn|le|ge|#\d{2,7})(?![\w;])"
    r"|&\s+(?:nbsp|amp|lt|gt|quot|apos|hellip|#\d{2,7})\s?;|&(?:nbsp|amp|lt|gt|quot|apos|hellip)\s+;|&amp;(?:amp|nbsp|lt|gt|quot|#\d{2,7});",
    re.IGNORECASE,
)
BARE = re.compile(r"&(?=\s|\w+(?![\w;]))")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag and its [start, end) in the text; `attributes` are those that no translator changes, in one order."""

    kind: inline.CodeKind
    name: str
    attributes: tuple[str, ...]
    text: str
    start: int
    end: int

    @property
    def same(self) -> str:
        """What two texts have in common where they have the same tag."""
        return f"{self.kind} {self.name} {' '.join(self.attributes)}"


class Sign(Protocol):
    """A sign that is counted by what it is, not by where it stands: two are alike where `same` is equal."""

    @property
    def same(self) -> Hashable:
        """What its likes have in common."""


S = TypeVar("S", bound=Sign)


def read(text: str, known: frozenset[str] = frozenset()) -> list[Tag]:
    """Return the tags of a text: those of HTML and XLIFF, those whose form says so, and those of a `known` name."""
    tags = list(TAG.finditer(text)) if "<" in text else []
    if not tags:
        return []
    closed = {match["name"] for match in tags if match["close"]}
    return [
        _tag(match)
        for match in tags
        if match["name"].lower() in KNOWN
        or match["name"] in closed
        or match["name"] in known
        or (match["rest"].endswith("/") and match[0] != inline.EMPTY)
        or "=" in match["rest"]
    ]


def blank(text: str) -> str:
    """Return a text with spaces in place of its tags."""
    for tag in read(text):
        text = text[: tag.start] + " " * (tag.end - tag.start) + text[tag.end :]
    return text


def unmatched(these: Sequence[S], those: Sequence[S]) -> list[S]:
    """Return those of these that are left when each of those has taken its like away."""
    rest = Counter(sign.same for sign in those)
    left = []
    for sign in these:
        if rest[sign.same]:
            rest[sign.same] -= 1
        else:
            left.append(sign)
    return left


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Compare the codes, tags and entities of both texts; a plural form may take them from either source form."""
    sources = unit.sources
    yield from _codes(unit, sources)
    yield from _tags(unit, sources, source, target)


def _codes(unit: Unit, sources: Sequence[str]) -> Iterator[Finding]:
    for translation in unit.targets:
        if not translation.strip():
            continue
        problems = [_problem(unit, text, translation) for text in sources]
        if all(problems):
            yield Finding("codes", "critical", str(problems[0]), unit)
        elif hollow := _hollow(translation) - {number for text in sources for number in _hollow(text)}:
            message = f"The code <{min(hollow)}> encloses nothing: put it around the words that it belongs to."
            yield Finding("codes", "critical", message, unit)


def _problem(unit: Unit, source: str, translation: str) -> str | None:
    problem = inline.mismatch(source, translation)
    if problem is None and not inline.is_empty(translation):
        codes = unit.segment.codes
        return nesting.broken(source, translation, codes) or frames.broken(source, translation, codes)
    return problem


def _hollow(text: str) -> set[int]:
    """Return the pairs that enclose no words: a link without them can't be followed."""
    return {int(match[1]) for match in HOLLOW.finditer(text)}


def _tags(unit: Unit, sources: Sequence[str], source: Locale, target: Locale) -> Iterator[Finding]:
    """Compare tags with their attributes as multisets, then their nesting; then look at the entities."""
    looked = False
    for translation in unit.targets:
        angled = "<" in translation or any("<" in text for text in sources)
        if not (angled or "&" in translation) or inline.is_blank(translation):
            continue
        if not looked and next(injection.check(unit, source, target), None) is not None:
            return  # the graver finding tells of the same tags
        looked = True
        if angled:
            findings = [_mismatch(unit, text, translation) for text in sources]
            if all(findings) and findings[0] is not None:
                yield findings[0].of(sources[0])
                continue
        if "&" in translation and (finding := _entity(unit, sources, translation)):
            yield finding


def _tag(match: re.Match[str]) -> Tag:
    name, rest = match["name"].lower(), match["rest"]
    alone = rest.endswith("/") or name in VOID
    attributes = []
    for attribute in ATTRIBUTE.finditer(rest):
        key = attribute[1].lower()
        value = (attribute[2] or "").strip("\"'")
        attributes.append(key if key in FREE else f"{key}={value}")
    kind: inline.CodeKind = "close" if match["close"] else "alone" if alone else "open"
    return Tag(kind, name, tuple(sorted(attributes)), match[0], *match.span())


def _mismatch(unit: Unit, text: str, translation: str) -> Finding | None:
    wanted = read(text)
    got = read(translation, frozenset(tag.name for tag in wanted))
    if not wanted and not got:
        return None
    for tag in got:
        if re.match(r"<\s|</\s", tag.text) and not re.search(r"<\s|</\s", text):
            message = f"The tag {tag.text} has a space where none may be: write {''.join(tag.text.split())}."
            span = (tag.start, tag.end)
            return Finding("tags", "critical", message, unit, None, span, "".join(tag.text.split()))
    lost, added = unmatched(wanted, got), unmatched(got, wanted)
    place = (lost[0].start, lost[0].end) if lost else None
    if lost and added:
        before, after = lost[0], added[0]
        message = f"The tag {before.text} has become {after.text}."
        return Finding("tags", "critical", message, unit, place, (after.start, after.end), before.text)
    if lost:
        tag = lost[0]
        whole = len(lost) % 2 == 0 or tag.kind == "alone"
        message = f"The tag {tag.text} is missing from the translation."
        return Finding("tags", "major" if whole else "critical", message, unit, place, None, tag.text)
    if added:
        tag = added[0]
        message = f"The source doesn't have the tag {tag.text}."
        return Finding("tags", "critical", message, unit, None, (tag.start, tag.end))
    if not _nested(wanted):
        return None
    if (wrong := _overlap(got)) is not None:
        message = f"The tag {wrong.text} has no pair where it stands: tags open first, and inner ones close first."
        return Finding("tags", "critical", message, unit, None, (wrong.start, wrong.end))
    return None


def _nested(tags: Sequence[Tag]) -> bool:
    return _overlap(tags) is None


def _overlap(tags: Sequence[Tag]) -> Tag | None:
    """Return the first tag that breaks the nesting; None where all is well."""
    opened: list[Tag] = []
    for tag in tags:
        if tag.kind == "open":
            opened.append(tag)
        elif tag.kind == "close":
            if not opened or opened[-1].name != tag.name:
                return tag
            opened.pop()
    return opened[-1] if opened else None


def _entity(unit: Unit, sources: Sequence[str], translation: str) -> Finding | None:
    broken = BROKEN_ENTITY.search(translation) or next(filter(_unknown, ENTITY.finditer(translation)), None)
    if broken is not None and not any(_has(text, broken[0]) for text in sources):
        message = f"{broken[0]} is no character reference: those look like &nbsp; and &amp;."
        return Finding("entities", "major", message, unit, None, broken.span())
    if any("&amp;" in text for text in sources) and "&amp;" not in translation and (bare := BARE.search(translation)):
        message = "The source writes &amp;, the translation only &."
        return Finding("entities", "minor", message, unit, None, bare.span(), "&amp;")
    if any(ENTITY.search(text) or "<" in text for text in sources):
        return None
    new = ENTITY.search(translation)
    if new is not None:
        message = f"{new[0]} would be shown as it is written: the source has no markup. Write the character itself."
        return Finding("entities", "major", message, unit, None, new.span())
    return None


def _has(text: str, entity: str) -> bool:
    return re.search(rf"{re.escape(entity)}(?![\w;])", text) is not None


def _unknown(entity: re.Match[str]) -> bool:
    return entity[0][1] != "#" and entity[0][1:] not in html5
