"""TMX 1.4b, read and written as a stream: how translation memories travel between tools, from strangers too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from pipeline import locales
from pipeline.errors import LocaleError, SourceError
from pipeline.locales import Locale
from pipeline.memory.codes import Codes, written
from pipeline.memory.units import STANDINGS, TranslationUnit
from pipeline.model import is_plural
from pipeline.system import xml
from pipeline.system.xml import Element

TOOL = "medlocale"
RULES = "1"  # goes up when a file is read in another way than before: indexed files are then read again
ANY = "*all*"  # a srclang: each of a unit's languages may be the source
MARKS = "\u200e\u200f\u061c\u200c\u200d"  # scripts such as Arabic and Hindi are written with these
# Our own facts have no element in TMX; other tools skip properties that they don't know.
CONTEXT, BEFORE, AFTER, ORIGIN, STANDING = "x-context", "x-context-pre", "x-context-post", "x-origin", "x-standing"
DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})([0-9]{2})Z")


class Notices:
    """Counter of what was left out of a file, each kind once with its count and its first line."""

    def __init__(self) -> None:
        self._lines: dict[str, list[int]] = {}

    def add(self, what: str, line: int = 0) -> None:
        """Note one thing that was left out."""
        self._lines.setdefault(what, []).append(line)

    @property
    def count(self) -> int:
        """How many things were left out."""
        return sum(map(len, self._lines.values()))

    def sentences(self, path: Path | str) -> list[str]:
        """Return a sentence a kind, with file and first line as compilers write them."""
        place = {what: f"{path}:{lines[0]}:" if lines[0] else f"{path}:" for what, lines in self._lines.items()}
        times = {what: f" ({len(lines)} times)" if len(lines) > 1 else "" for what, lines in self._lines.items()}
        return [f"{place[what]} left out: {what}{times[what]}" for what in self._lines]


@dataclass(frozen=True, slots=True)
class _Variant:
    """The text of a unit in one language."""

    locale: Locale
    element: Element


def read(path: Path, notices: Notices, *, source: Locale | None = None) -> Iterator[TranslationUnit]:
    """Yield the translations of a TMX file: each of a unit's other languages with its source.

    The source is the one that the file names (`srclang`); where it names none, `source`, else the first. Raise
    SourceError with file and line where it isn't TMX; what can't be used is told to `notices`.
    """
    elements = xml.elements(path, "header", "tu")
    root = next(elements)
    if root.name != "tmx":
        raise SourceError(f"not TMX: its root is <{root.name}>", path=path, line=root.line)
    language, ours = "", False
    for element in elements:
        if element.name == "header":
            language = element.attributes.get("srclang", "")
            ours = element.attributes.get("creationtool") == TOOL
        else:
            yield from _units(element, element.attributes.get("srclang", language), notices, source, verbatim=ours)


def write(
    units: Iterable[TranslationUnit], notices: Notices, *, source: Locale, created: str, version: str
) -> Iterator[str]:
    """Yield the pieces of a TMX 1.4b file of some units; `created` is UTC, as in 2026-11-23T10:00:00Z.

    What TMX has no place for is told to `notices`: plural forms, and texts with control characters.
    """
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
        '<tmx version="1.4">\n'
        f'  <header creationtool="{TOOL}" creationtoolversion={quoteattr(version)} segtype="sentence" '
        f'o-tmf="PO" adminlang="en" srclang="{source.tag}" datatype="plaintext" creationdate="{_date(created)}"/>\n'
        "  <body>\n"
    )
    for unit in units:
        texts = (unit.source, unit.target, unit.context or "", unit.before, unit.after, unit.origin)
        if is_plural(unit.source) or is_plural(unit.target):
            notices.add("a translation with plural forms, which TMX has no place for")
        elif problem := next(filter(None, map(_problem, texts)), None):
            notices.add(problem)
        else:
            yield _written(unit, source)
    yield "  </body>\n</tmx>\n"


def _units(
    element: Element, language: str, notices: Notices, source: Locale | None, *, verbatim: bool
) -> Iterator[TranslationUnit]:
    variants = list(_variants(element, notices))
    first = _source(variants, language, source)
    if first is None:
        notices.add(f"a unit without a text in its source language {language!r}", element.line)
        return
    codes = Codes()
    text = _text(first, codes, verbatim=verbatim)
    properties = _properties([element])
    for variant in variants:
        if variant is first or variant.locale == first.locale:
            continue
        target = _text(variant, codes, verbatim=verbatim)
        facts = properties | _properties([variant.element])
        known = (facts.get(CONTEXT, ""), facts.get(BEFORE, ""), facts.get(AFTER, ""), facts.get(ORIGIN, ""))
        if not text.strip() or not target.strip():
            notices.add("an empty translation", variant.element.line)
        elif problem := next(filter(None, map(_problem, (text, target, *known))), None):
            notices.add(problem, variant.element.line)
        else:
            yield TranslationUnit(
                source=text,
                target=target,
                source_locale=first.locale.gettext,
                target_locale=variant.locale.gettext,
                origin=facts.get(ORIGIN, ""),
                context=facts.get(CONTEXT),
                before=facts.get(BEFORE, ""),
                after=facts.get(AFTER, ""),
                standing=next((name for name in STANDINGS if name == facts.get(STANDING)), "accepted"),
                changed=_changed([variant.element, element]),
            )
    for lost in sorted(codes.lost):
        notices.add(lost, element.line)


def _variants(element: Element, notices: Notices) -> Iterator[_Variant]:
    for variant in element.children:
        if variant.name != "tuv":
            continue
        name = variant.attributes.get("lang", "")
        try:
            yield _Variant(locales.parse(name), variant)
        except LocaleError as error:
            notices.add(f"a translation: {error.message}", variant.line)


def _source(variants: Sequence[_Variant], language: str, wanted: Locale | None) -> _Variant | None:
    """Return the variant that is the source; None where there is none of the language that was named."""
    named = None
    if language and language.casefold() != ANY:
        try:
            named = locales.parse(language)
        except LocaleError:
            return None
    elif wanted is not None:
        same = (variant for variant in variants if variant.locale.language == wanted.language)
        return next(same, next(iter(variants), None))
    if named is None:
        return next(iter(variants), None)
    exact = (variant for variant in variants if variant.locale == named)
    near = (variant for variant in variants if locales.matches(variant.locale.tag, named.tag))
    return next(chain(exact, near), None)


def _text(variant: _Variant, codes: Codes, *, verbatim: bool) -> str:
    """Return the text of a variant; that of another tool normalised: composed, white space collapsed."""
    segment = next((child for child in variant.element.children if child.name == "seg"), None)
    text = codes.text(segment) if segment else ""
    return text if verbatim else " ".join(unicodedata.normalize("NFC", text).split())


def _properties(elements: Iterable[Element]) -> dict[str, str]:
    return {
        child.attributes.get("type", ""): "".join(part for part in child.content if isinstance(part, str))
        for element in elements
        for child in element.children
        if child.name == "prop"
    }


def _changed(elements: Iterable[Element]) -> str:
    for element in elements:
        for name in ("changedate", "creationdate"):
            if moment := DATE.fullmatch(element.attributes.get(name, "")):
                return "{}-{}-{}T{}:{}:{}Z".format(*moment.groups())
    return ""


def _problem(text: str) -> str | None:
    """Say what hidden character makes a text unfit to travel; marks that scripts are spelled with are welcome."""
    if text.isprintable():
        return None
    for char in text:
        if not char.isprintable() and char not in MARKS and char not in "\t\n\r":
            category = unicodedata.category(char)
            if category in {"Cc", "Cf", "Cs"} and char != "\xad":
                name = unicodedata.name(char, f"U+{ord(char):04X}")
                return f"a text with a control character ({name})"
    return "a text with a character that XML doesn't allow" if xml.UNWRITABLE.search(text) else None


def _written(unit: TranslationUnit, source: Locale) -> str:
    facts = {BEFORE: unit.before, AFTER: unit.after, ORIGIN: unit.origin, STANDING: unit.standing}
    if unit.context is not None:
        facts = {CONTEXT: unit.context, **facts}
    properties = "".join(
        f'      <prop type="{name}">{escape(value, {chr(13): "&#13;"})}</prop>\n'
        for name, value in facts.items()
        if value or name == CONTEXT
    )
    own = locales.parse(unit.source_locale)
    language = "" if own == source else f' srclang="{own.tag}"'
    date = f' changedate="{_date(unit.changed)}"' if unit.changed else ""
    return (
        f"    <tu{language}{date}>\n{properties}"
        f'      <tuv xml:lang="{own.tag}"><seg>{written(unit.source)}</seg></tuv>\n'
        f'      <tuv xml:lang="{locales.parse(unit.target_locale).tag}"><seg>{written(unit.target)}</seg></tuv>\n'
        "    </tu>\n"
    )


def _date(moment: str) -> str:
    return moment.replace("-", "").replace(":", "")
