"""XLIFF that comes back: units of any tool's file, with what was translated as our own text, and what can't be taken.

Tools split segments and merge them, put codes elsewhere, and say in private ways how far they are. A unit is taken
where its target is whole; a match, an alternative and a note are never a target, and a state is a stranger's word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.exchange import codes
from pipeline.exchange.parcel import UnitId
from pipeline.exchange.xliff import reading
from pipeline.exchange.xliff.reading import Complete, Element
from pipeline.model import LONGEST_TEXT

SUFFIXES = (".xlf", ".xliff", ".mxliff", ".sdlxliff", ".mqxliff")
WHOLE = {"1.2": frozenset({"trans-unit", "header"}), "2": frozenset({"unit", "mda:metadata", "notes"})}
MEMOQ, MEMSOURCE, TRADOS = "MQXliff", "memsource.com/mxlf", "sdl.com/FileTypes/SdlXliff"
OURS = "medlocale"  # whom our own notes are from
LONGEST_NOTE = 1_000  # characters of a note: it becomes one line of a comment
MOST_NOTES = 20  # of a unit
WORD = re.compile(r"[A-Za-z][\w:.-]{0,39}", re.ASCII)  # a state, as far as a comment repeats it
PARCEL = re.compile(r"(?:parcel[ :=#-]{0,3})?([0-9a-f]{12})")
BRACES = re.compile(r"\{([1-9][0-9]{0,5})(>|\})|<([1-9][0-9]{0,5})\}")  # how Phrase writes codes in its own files


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a `<file>` says of all its units: the page, the languages as they are written, parcel and agency; or not."""

    original: str = ""
    source: str = ""
    target: str = ""
    parcel: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class ReturnedUnit:
    """A unit of a returned file; a plural has several sources and targets, in the order of its forms.

    `id` is that of the whole unit, None where it is none of ours; `name` is what stands in the file. `targets` are
    empty where nothing is translated, `problem` says why what is there can't be taken. `said` is what the agency's tool
    says of the unit, in its own words, and `notes` are the agency's. `is_context` units aren't meant to be translated.
    """

    id: UnitId | None
    name: str
    line: int
    file: FileFacts
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    said: str = ""
    notes: tuple[str, ...] = ()
    problem: str = ""
    is_context: bool = False


def is_returned(name: str) -> bool:
    """Tell by its name whether a file in a parcel is one of translation, as tools name them."""
    return name.casefold().endswith(SUFFIXES)


def read(path: Path) -> Iterator[ReturnedUnit]:
    """Yield the units of an XLIFF file, plurals last; raise SourceError with file and line where it can't be read."""
    document = reading.read(path, WHOLE)
    unit_of, facts_of = (_old_unit, _old_facts) if document.version == "1.2" else (_unit, _facts)
    told = _Told()
    plurals: dict[str, dict[int, ReturnedUnit]] = {}
    repeated: list[ReturnedUnit] = []
    for complete in document.elements:
        element = complete.element
        if element.name not in ("trans-unit", "unit"):
            told.hear(complete)
            continue
        facts = told.of(complete, facts_of)
        found = unit_of(element, facts)
        # Nobody asks what stood before: a file of any length needs the memory of one unit.
        complete.above[-1].content.clear()
        if found.id is None or found.id.form is None:
            yield found
        elif found.id.form in plurals.setdefault(found.id.unit, {}):
            repeated.append(replace(found, problem=f"the form {found.id.form} is there twice"))
        else:
            plurals[found.id.unit][found.id.form] = found
    for forms in plurals.values():
        yield _plural(forms)
    yield from repeated


@dataclass(slots=True)
class _Told:
    """The facts of the `<file>` that is being read, and the parcel and the agency that something in it names."""

    parcel: str = ""
    agency: str = ""
    file: Element | None = None
    facts: FileFacts = field(default_factory=FileFacts)

    def hear(self, complete: Complete) -> None:
        """Look for parcel and agency in what stands before the units; what is in a unit is the unit's own."""
        if any(element.name == "unit" for element in complete.above):
            return
        for element in (complete.element, *complete.element.below()):
            company = element.attributes.get("company-name", "")
            if element.name == "mda:meta" and element.attributes.get("type") == "agency":
                company = element.text
            self.agency = company.strip() or self.agency
            for text in (*element.attributes.values(), element.text):
                if found := PARCEL.fullmatch(text[:LONGEST_NOTE]):
                    self.parcel = found[1]
        self.file = None
        complete.above[-1].content.clear()

    def of(self, complete: Complete, facts_of: _FactsOf) -> FileFacts:
        """Return the facts of the file that a unit is in."""
        file = next((element for element in complete.above if element.name == "file"), None)
        if file is not self.file or file is None:
            self.file = file
            facts = facts_of(complete.above[0], file.attributes if file else {})
            self.facts = replace(facts, parcel=facts.parcel or self.parcel, agency=self.agency)
        return self.facts


def _old_facts(root: Element, file: Mapping[str, str]) -> FileFacts:
    named = PARCEL.fullmatch(file.get("product-version", ""))
    return FileFacts(
        original=file.get("original", ""),
        source=file.get("source-language", ""),
        target=file.get("target-language", ""),
        parcel=named[1] if named else "",
    )


def _facts(root: Element, file: Mapping[str, str]) -> FileFacts:
    named = PARCEL.fullmatch(file.get("id", ""))
    return FileFacts(
        original=file.get("original", ""),
        source=root.attributes.get("srcLang", ""),
        target=root.attributes.get("trgLang", ""),
        parcel=named[1] if named else "",
    )


_FactsOf = Callable[[Element, Mapping[str, str]], FileFacts]


def _old_unit(element: Element, facts: FileFacts) -> ReturnedUnit:
    """Return a `<trans-unit>` of 1.2 or of a dialect of it."""
    identifier, name = _identity(element, "id", "resname")
    parts: dict[str, Element] = {}
    notes: list[Element] = []
    for item in element.content:
        if isinstance(item, Element):
            if item.name == "note":
                notes.append(item)
            else:
                parts.setdefault(item.name, item)
    source, target, segmented = parts.get("source"), parts.get("target"), parts.get("seg-source")
    sources: tuple[str, ...] = ()
    text = problem = ""
    try:
        sources = (_old_text(element, source),) if source else ()
        text = _old_text(element, target) if target else ""
    except codes.UnknownCode as error:
        problem = _unknown(error)
    whole = bool(text) and not text.isspace()
    if whole and segmented and target:
        problem = problem or _missing_segments(segmented, target)
    return ReturnedUnit(
        id=identifier,
        name=name,
        line=element.line,
        file=facts,
        sources=sources,
        targets=(text,) if whole else (),
        said=_said(element, target),
        notes=_notes(notes) if notes else (),
        problem=problem or _too_long(text),
        is_context=element.attributes.get("translate") == "no",
    )


def _unit(element: Element, facts: FileFacts) -> ReturnedUnit:
    """Return a `<unit>` of 2.0 or 2.1: its segments and what stands between them, in the order of the targets."""
    identifier, name = _identity(element, "id", "name")
    context = element.attributes.get("translate") == "no"
    notes = _notes([note for holder in element.named("notes") for note in holder.named("note")])
    unit = ReturnedUnit(identifier, name, element.line, facts, notes=notes, is_context=context)
    pieces = element.named("segment", "ignorable")
    states = [piece.attributes[name] for piece in pieces for name in ("state", "subState") if name in piece.attributes]
    said = _words(states)
    try:
        source = "".join(_text(piece, "source") or "" for piece in pieces)
        targets = [(piece, _text(piece, "target")) for piece in pieces]
    except codes.UnknownCode as error:
        return replace(unit, problem=_unknown(error), said=said)
    unit = replace(unit, sources=(source,), said=said)
    translated = [text for piece, text in targets if piece.name == "segment" and text and text.strip()]
    if not translated:
        return unit
    lacking = [
        number
        for number, (piece, text) in enumerate(((p, t) for p, t in targets if p.name == "segment"), 1)
        if not (text and text.strip()) and (_text(piece, "source") or "").strip()
    ]
    text = "".join(_in_order(targets))
    problem = f"segment {lacking[0]} of it has no target" if lacking else ""
    return replace(unit, targets=(text,), problem=problem or _too_long(text))


def _in_order(targets: Sequence[tuple[Element, str | None]]) -> Iterator[str]:
    """Yield the pieces of a target in their order; what separates segments is as in the source if not translated."""
    places: list[tuple[int, int, str]] = []
    for number, (piece, text) in enumerate(targets, 1):
        target = _first(piece, "target")
        order = target.attributes.get("order", "") if target else ""
        # One that has the place of another by number alone makes room for it.
        place = int(order) if order.isdecimal() and len(order) < 7 else number
        if text is None:
            text = (_text(piece, "source") or "") if piece.name == "ignorable" else ""
        places.append((place, 0 if order else 1, text))
    return (text for _, _, text in sorted(places, key=lambda each: each[:2]))


def _plural(forms: Mapping[int, ReturnedUnit]) -> ReturnedUnit:
    """Return the forms of a plural as one unit."""
    ordered = [forms[number] for number in sorted(forms)]
    first = ordered[0]
    lacking = [number for number in range(max(forms) + 1) if number not in forms]
    empty = [number for number, form in sorted(forms.items()) if not form.targets]
    problem = next((form.problem for form in ordered if form.problem), "")
    if lacking:
        problem = problem or f"the form {lacking[0]} of it isn't there"
    elif empty and len(empty) < len(ordered):
        problem = problem or f"the form {empty[0]} of it has no target"
    assert first.id is not None
    return replace(
        first,
        id=replace(first.id, form=None),
        name=first.id.unit,
        sources=tuple(source for form in ordered for source in form.sources),
        targets=() if len(empty) == len(ordered) else tuple((*form.targets, "")[0] for form in ordered),
        said=", ".join(dict.fromkeys(form.said for form in ordered if form.said)),
        notes=tuple(dict.fromkeys(note for form in ordered for note in form.notes)),
        problem=problem,
        is_context=all(form.is_context for form in ordered),
    )


def _identity(element: Element, *names: str) -> tuple[UnitId | None, str]:
    """Return the id of ours that one of these attributes holds, and what the first says."""
    first = element.attributes.get(names[0], "")
    found = UnitId.read(first[:LONGEST_NOTE])
    if found is None:
        others = (element.attributes.get(name, "") for name in names[1:])
        found = next((known for value in others if (known := UnitId.read(value[:LONGEST_NOTE]))), None)
    return found, first[:80]


def _first(element: Element, name: str) -> Element | None:
    return next((item for item in element.content if isinstance(item, Element) and item.name == name), None)


def _text(piece: Element, name: str) -> str | None:
    found = _first(piece, name)
    return None if found is None else codes.text_of(found.content)


def _old_text(unit: Element, holder: Element) -> str:
    text = codes.text_of(holder.content)
    if "{" in text + unit.name and any(MEMSOURCE in name for name in unit.attributes):
        return BRACES.sub(_braced, text)
    return text


def _braced(code: re.Match[str]) -> str:
    if code[3]:
        return f"</{code[3]}>"
    return f"<{code[1]}>" if code[2] == ">" else f"<{code[1]}/>"


def _missing_segments(source: Element, target: Element) -> str:
    """Say which segment of a segmented source the target lacks; one without segments is whole as it is."""
    wanted, there = _segments(source), _segments(target)
    if not there:
        return ""
    for number, words in wanted.items():
        if words and not there.get(number):
            return f"segment {number} of it has no target"
    return ""


def _segments(holder: Element) -> dict[str, bool]:
    """Return the numbers of the segments in a source or a target, and whether there is anything in them."""
    return {
        mark.attributes.get("mid", "")[:20]: any(
            item.strip() if isinstance(item, str) else True for item in mark.content
        )
        for mark in holder.below()
        if mark.name == "mrk" and mark.attributes.get("mtype") == "seg"
    }


def _said(unit: Element, target: Element | None) -> str:
    """Return what the standard's attributes, and those of three tools, say of how far a unit is."""
    words = [target.attributes[name] for name in ("state",) if target is not None and name in target.attributes]
    if unit.attributes.get("approved") == "yes":
        words.append("approved")
    for name, value in unit.attributes.items():
        space, blank, local = name.rpartition(" ")
        if blank and MEMSOURCE in space and local == "confirmed":
            words.append("confirmed" if value in ("1", "true") else "unconfirmed")
        elif blank and space == MEMOQ and local == "status":
            words.append(value)
        elif blank and (MEMSOURCE in space or space == MEMOQ) and local == "locked" and value not in ("false", "0", ""):
            words.append("locked")
    for element in unit.children:
        if element.is_foreign and TRADOS in element.name:
            for segment in (element, *element.below()):
                words += [segment.attributes[name] for name in ("conf",) if name in segment.attributes]
                words += ["locked"] if segment.attributes.get("locked") == "true" else []
    return _words(words)


def _words(words: Sequence[str]) -> str:
    """Return states as words of a comment; what is none, a comment doesn't repeat."""
    if not words:
        return ""
    return ", ".join(dict.fromkeys(word for word in words if WORD.fullmatch(word)))


def _notes(notes: Sequence[Element]) -> tuple[str, ...]:
    """Return the notes that somebody else wrote, each on one line."""
    found = []
    for note in notes[:MOST_NOTES]:
        author = note.attributes.get("from", "") or note.attributes.get("category", "")
        line = " ".join("".join(char if char.isprintable() else " " for char in note.text[:LONGEST_NOTE]).split())
        if line and not author.casefold().startswith(OURS):
            found.append(line)
    return tuple(dict.fromkeys(found))


def _too_long(text: str) -> str:
    return f"it is longer than {LONGEST_TEXT} characters" if len(text) > LONGEST_TEXT else ""


def _unknown(error: codes.UnknownCode) -> str:
    return f"it holds a code that wasn't sent: {error}"
