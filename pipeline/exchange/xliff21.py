"""XLIFF 2.1 with its modules: candidates, glossary, metadata, resource data, size, format style, and ITS.

One unit a sentence with one segment, which nobody may cut anew. What a code is called stands in the unit's original
data; the state says what people have decided here, the subState where a draft comes from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from pipeline.exchange import codes
from pipeline.exchange.codes import Mark, attribute, characters
from pipeline.exchange.outgoing import (
    PENDING,
    TOOL,
    Candidate,
    Form,
    OutgoingFile,
    OutgoingTerm,
    OutgoingUnit,
    Standing,
)
from pipeline.text import inline

SEGMENT = "s1"
SPACES = {
    "": "urn:oasis:names:tc:xliff:document:2.0",
    "mtc": "urn:oasis:names:tc:xliff:matches:2.0",
    "gls": "urn:oasis:names:tc:xliff:glossary:2.0",
    "mda": "urn:oasis:names:tc:xliff:metadata:2.0",
    "res": "urn:oasis:names:tc:xliff:resourcedata:2.0",
    "slr": "urn:oasis:names:tc:xliff:sizerestriction:2.0",
    "fs": "urn:oasis:names:tc:xliff:fs:2.0",
    "its": "http://www.w3.org/2005/11/its",
}
STATES: dict[Standing, str] = {"accepted": "translated", "reviewed": "reviewed"}  # all else is initial
MATCHES = {"mt": "mt", "context": "icm", "exact": "tm", "fuzzy": "tm", "previous": "idm"}
# By the beginning of a check's id: what ITS calls the kind of a finding.
ISSUES = (
    ("term", "terminology"),
    ("number", "numbers"),
    ("codes", "markup"),
    ("tags", "markup"),
    ("placeholders", "markup"),
    ("length", "length"),
    ("too-long", "length"),
    ("empty", "untranslated"),
    ("untranslated", "untranslated"),
    ("inconsistent", "inconsistency"),
    ("end-punctuation", "typographical"),
    ("edge-space", "whitespace"),
    ("double-space", "whitespace"),
    ("accents", "misspelling"),
    ("spelling", "misspelling"),
    ("grammar", "grammar"),
    ("mojibake", "characters"),
    ("invisible-character", "characters"),
)
# The elements of HTML, among those that format style knows, that a text can be the whole of.
HTML_TAGS = frozenset(
    {
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "td", "th"),
        *("blockquote", "caption", "title", "button", "label", "legend", "a"),
    }
)


def head(file: OutgoingFile) -> str:
    """Return what stands before the units; the parcel's id is `PENDING`."""
    spaces = "".join(f' xmlns{":" + name if name else ""}="{space}"' for name, space in SPACES.items())
    agency = f'<mda:meta type="agency">{characters(file.agency)}</mda:meta>' if file.agency else ""
    context = (
        '<res:resourceData><res:resourceItem id="page" mimeType="text/html" context="yes">'
        f"<res:reference href={attribute(quote(file.up + file.context))}/></res:resourceItem></res:resourceData>\n"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<xliff version="2.1" srcLang="{file.source}" trgLang="{file.target}" xml:space="preserve" its:version="2.0"'
        f"{spaces}>\n"
        f'<file id="parcel-{PENDING}" original={attribute(file.page)} canResegment="no" '
        f'trgDir="{"rtl" if file.is_rtl else "ltr"}">\n'
        f'<mda:metadata><mda:metaGroup category="{TOOL}"><mda:meta type="parcel">{PENDING}</mda:meta>{agency}'
        f'<mda:meta type="version">{characters(file.version)}</mda:meta></mda:metaGroup></mda:metadata>\n'
        f'{context}<slr:profiles generalProfile="xliff:codepoints"/>\n'
    )


def unit(each: OutgoingUnit, file: OutgoingFile) -> Iterator[str]:
    """Yield the pieces of a unit."""
    if not each.is_plural:
        yield from _unit(each, each.forms[0], each.id, file)
        return
    yield f'<group id="plural-{each.id}" name={attribute(each.name)} type="{TOOL}:plural">\n'
    for form in each.forms:
        yield from _unit(each, form, f"{each.id}.{form.number}", file)
    yield "</group>\n"


def tail() -> str:
    """Return what stands behind the units."""
    return "</file>\n</xliff>\n"


def _unit(each: OutgoingUnit, form: Form, identity: str, file: OutgoingFile) -> Iterator[str]:
    facts = f' id="{identity}" name={attribute(each.name)} canResegment="no"'
    facts += ' translate="no"' if each.for_context else ""
    facts += f' slr:sizeRestriction="{each.limit}"' if each.limit is not None else ""
    facts += f' fs:fs="{each.tag}"' if each.tag in HTML_TAGS else ""
    if form.target and each.origin:
        facts += f" its:tool={attribute(each.origin)}"
    if form.target and each.standing in STATES and file.organization:
        facts += f" its:revOrg={attribute(file.organization)}"
    issues = each.issues if form.target else ()
    if issues:
        facts += f' its:locQualityIssuesRef="#its=q-{identity}"'
    yield f"<unit{facts}>\n"
    if form.candidates:
        yield "<mtc:matches>\n"
        for number, candidate in enumerate(form.candidates, 1):
            yield from _match(candidate, number, each)
        yield "</mtc:matches>\n"
    terms = _apart(form.source, form.terms)
    if terms:
        yield "<gls:glossary>\n"
        for number, term in enumerate(terms, 1):
            yield from _entry(term, number)
        yield "</gls:glossary>\n"
    if issues:
        yield f'<its:locQualityIssues xml:id="q-{identity}">'
        for issue in issues:
            kind = next((kind for beginning, kind in ISSUES if issue.check.startswith(beginning)), "other")
            comment = attribute(f"{issue.check}: {issue.message}")
            yield f'<its:locQualityIssue locQualityIssueType="{kind}" locQualityIssueComment={comment}/>'
        yield "</its:locQualityIssues>\n"
    yield from _notes(each, form)
    if each.codes:
        yield f"<originalData>{codes.data(each.codes.values())}</originalData>\n"
    yield from _segment(each, form, terms)
    yield "</unit>\n"


def _segment(each: OutgoingUnit, form: Form, terms: Sequence[OutgoingTerm]) -> Iterator[str]:
    state = STATES.get(each.standing, "initial")
    below = f' subState="{TOOL}:{each.standing}"' if form.target and each.standing not in STATES else ""
    yield f'<segment id="{SEGMENT}" canResegment="no" state="{state if form.target else "initial"}"{below}>'
    marks = [
        Mark(term.start, term.end, f'<mrk id="t{number}" type="term">', "</mrk>")
        for number, term in enumerate(terms, 1)
    ]
    yield f"<source>{codes.written(form.source, each.codes, '2.1', marks=marks)}</source>"
    if form.target:
        yield f"<target>{codes.written(form.target, each.codes, '2.1', plain=each.is_broken)}</target>"
    yield "</segment>\n"


def _notes(each: OutgoingUnit, form: Form) -> Iterator[str]:
    notes: list[tuple[str, bool, str]] = [(note.about, note.is_of_target, note.text) for note in each.notes]
    if form.number is not None:
        notes.append(("plural", True, f"Plural form {form.number} of {len(each.forms)}."))
    if not notes:
        return
    yield "<notes>\n"
    for number, (about, is_of_target, text) in enumerate(notes, 1):
        applies = "target" if is_of_target else "source"
        yield f'<note id="n{number}" category="{TOOL}-{about}" appliesTo="{applies}">{characters(text)}</note>\n'
    yield "</notes>\n"


def _match(candidate: Candidate, number: int, each: OutgoingUnit) -> Iterator[str]:
    quality = round(min(candidate.quality, 1) * 100, 2)
    facts = f' id="m{number}" ref="#{SEGMENT}" type="{MATCHES[candidate.kind]}" origin={attribute(candidate.origin)}'
    if candidate.kind == "mt":
        engine = quote(candidate.origin, safe="@+.")
        facts += (
            f' its:mtConfidence="{min(candidate.quality, 1):.2f}" its:annotatorsRef="mt-confidence|urn:engine:{engine}"'
        )
    else:
        facts += f' matchQuality="{quality:g}" similarity="{quality:g}"'
    target = codes.written(candidate.target, {}, "2.1", plain=each.is_broken and candidate.kind == "mt")
    yield (
        f"<mtc:match{facts}><source>{codes.written(candidate.source, {}, '2.1')}</source>"
        f"<target>{target}</target></mtc:match>\n"
    )


def _entry(term: OutgoingTerm, number: int) -> Iterator[str]:
    yield f'<gls:glossEntry id="g{number}" ref="#t{number}"><gls:term>{characters(term.text)}</gls:term>'
    for target in term.targets:
        yield f"<gls:translation>{characters(target)}</gls:translation>"
    yield "</gls:glossEntry>\n"


def _apart(text: str, terms: Sequence[OutgoingTerm]) -> list[OutgoingTerm]:
    """Return the terms that can be marked: without a code in them, and none in another's place."""
    places = [(part.start, part.end) for part in inline.codes(text)] if "<" in text else []
    apart: list[OutgoingTerm] = []
    for term in sorted(terms, key=lambda term: term.start):
        if apart and term.start < apart[-1].end:
            continue
        if not any(start < term.end and term.start < end for start, end in places):
            apart.append(term)
    return apart
