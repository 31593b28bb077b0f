"""TBX, the standard by which termbases move (ISO 30042): written as TBX-Basic, read in every version and style.

Written is the edition of 2019 in its DCA style. Read are that and the DCT style, whose elements are named by their
data category, and the edition of 2008 (martif, termEntry, langSet, tig).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from pipeline.errors import SourceError
from pipeline.locales import Locale, parse
from pipeline.system import xml
from pipeline.system.xml import Element
from pipeline.termbase.interchange import Collector, Exported, Names, concepts, losses
from pipeline.termbase.rows import ADMITTED, DEPRECATED, FORBIDDEN, FORMS, KEEP, PREFERRED, STATUSES, Rows, TermRow

ROOTS = ("tbx", "martif")
ENTRIES = ("conceptEntry", "termEntry")
LANGUAGES = ("langSec", "langSet")
TERMS = ("termSec", "tig", "ntig")
GROUPS = ("termGrp", "termNoteGrp", "descripGrp", "adminGrp", "transacGrp")
CATEGORISED = ("termNote", "descrip", "admin", "xref", "ref", "transac")
# TBX-Basic's four: what is superseded should not be written, what is deprecated must not be.
TO_STATUS = {
    PREFERRED: "preferredTerm-admn-sts",
    ADMITTED: "admittedTerm-admn-sts",
    DEPRECATED: "supersededTerm-admn-sts",
    FORBIDDEN: "deprecatedTerm-admn-sts",
    KEEP: "preferredTerm-admn-sts",
}
FROM_STATUS = {
    "preferredterm": PREFERRED,
    "preferred": PREFERRED,
    "legalterm": PREFERRED,
    "standardizedterm": PREFERRED,
    "admittedterm": ADMITTED,
    "admitted": ADMITTED,
    "supersededterm": DEPRECATED,
    "superseded": DEPRECATED,
    "obsolete": DEPRECATED,
    "deprecatedterm": FORBIDDEN,
    "deprecated": FORBIDDEN,
    "forbidden": FORBIDDEN,
}
POS = ("noun", "verb", "adjective", "adverb", "other")
FROM_POS = {"properNoun": "proper noun"}
# What TBX-Basic has no data category for stands in notes that begin so.
OWN = "medlocale: "
OWN_FORMS = f"{OWN}forms "
# How a term that stays as it is comes: from us, and from other tools.
KEPT = {("note", f"{OWN}{KEEP}"), ("translation needed", "no"), ("translationnote", "no")}
ESCAPED = re.compile(r"_x([0-9a-f]+)_")
NOT_IN_ID = re.compile(r"_(?=x[0-9a-f])|[^\w.-]|^[^A-Za-z_]", re.ASCII)


def read(path: Path) -> Rows:
    """Read a TBX file; what has no column is skipped and said. Raise SourceError where it isn't TBX at all."""
    collected, names = Collector(path.as_posix()), Names()
    for number, element in enumerate(xml.elements(path, *ENTRIES)):
        if not number:
            if element.name not in ROOTS:
                raise SourceError(f"not TBX: its root is <{element.name}>", path=path, line=element.line)
            continue
        _entry(element, collected, names)
    return collected.rows()


def serialize(rows: Iterable[TermRow], *, source: Locale) -> Exported:
    """Return rows as TBX-Basic, the source's terms before the others."""
    lost: Counter[str] = Counter()
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<tbx type="TBX-Basic" style="dca" xml:lang="{source.tag}" xmlns="urn:iso:std:iso:30042:ed-2">',
        "  <tbxHeader>",
        "    <fileDesc>",
        "      <sourceDesc>",
        "        <p>Exported from a glossary of medlocale.</p>",
        "      </sourceDesc>",
        "    </fileDesc>",
        "  </tbxHeader>",
        "  <text>",
        "    <body>",
    ]
    for concept, group in concepts(rows).items():
        lines += _concept(concept, group, source, lost)
    lines += ["    </body>", "  </text>", "</tbx>", ""]
    return Exported("\n".join(lines), losses(lost))


def _entry(entry: Element, collected: Collector, names: Names) -> None:
    domain = ""
    languages = []
    for part in _flat(entry):
        if part.name in LANGUAGES:
            languages.append(part)
        elif _category(part) == "subjectField" and not domain:
            domain = part.text
        else:
            collected.skip(f"{_category(part)} of a concept", part.line)
    identifier = entry.attributes.get("id", "")
    concept = ESCAPED.sub(lambda code: chr(int(code[1], 16) % 0x110000), identifier)
    for language in languages:
        terms = 0
        for section in _flat(language):
            if section.name not in TERMS:
                collected.skip(f"{_category(section)} of a language", section.line)
                continue
            parts = list(_flat(section))
            term = next((part.text for part in parts if part.name == "term"), "")
            concept = concept or names.of(term)
            cells = {"concept": concept, "locale": language.attributes.get("lang", ""), "term": term, "domain": domain}
            cells["status"] = ADMITTED if terms else PREFERRED
            cells |= _facts(parts, collected)
            collected.add(cells, section.line)
            terms += 1


def _facts(parts: Sequence[Element], collected: Collector) -> dict[str, str]:
    """Return the cells that a term's notes fill."""
    facts: dict[str, str] = {}
    notes = []
    for part in parts:
        category = _category(part)
        known = FROM_STATUS.get(part.text.removesuffix("-admn-sts").casefold())
        if category == "administrativeStatus" and known:
            facts.setdefault("status", known)
        elif category == "partOfSpeech":
            facts["pos"] = FROM_POS.get(part.text, part.text)
        elif (category.casefold(), part.text.casefold()) in KEPT:
            facts["status"] = KEEP
        elif category == "note" and part.text.startswith(OWN_FORMS):
            facts["forms"] = part.text.removeprefix(OWN_FORMS)
        elif category == "note":
            notes.append(part.text)
        elif category != "term":
            collected.skip(f"{category} of a term", part.line)
    return facts | {"note": "; ".join(notes)}


def _flat(element: Element) -> Iterator[Element]:
    """Yield the children of an element and of the groups in it."""
    for child in element.children:
        if child.name in GROUPS:
            yield from _flat(child)
        else:
            yield child


def _category(element: Element) -> str:
    return element.attributes.get("type", element.name) if element.name in CATEGORISED else element.name


def _concept(concept: str, group: Sequence[TermRow], source: Locale, lost: Counter[str]) -> Iterator[str]:
    identifier = NOT_IN_ID.sub(lambda sign: f"_x{ord(sign[0]):x}_", concept)
    domains = list(dict.fromkeys(row.domain for row in group))
    domain = next(filter(None, domains), "")
    lost["the domain of a term that isn't its concept's"] += sum(1 for row in group if row.domain != domain)
    yield f"      <conceptEntry id={quoteattr(identifier)}>"
    if domain:
        yield f'        <descrip type="subjectField">{escape(domain)}</descrip>'

    def order(row: TermRow) -> tuple[object, ...]:
        return parse(row.locale).language != source.language, row.locale, STATUSES.index(row.status), row.term

    for locale, rows in groupby(sorted(group, key=order), key=lambda row: row.locale):
        yield f'        <langSec xml:lang="{parse(locale).tag}">'
        for row in rows:
            yield from _term(row, lost)
        yield "        </langSec>"
    yield "      </conceptEntry>"


def _term(row: TermRow, lost: Counter[str]) -> Iterator[str]:
    yield "          <termSec>"
    yield f"            <term>{escape(row.term)}</term>"
    yield f'            <termNote type="administrativeStatus">{TO_STATUS[row.status]}</termNote>'
    if row.pos in POS:
        yield f'            <termNote type="partOfSpeech">{row.pos}</termNote>'
    elif row.pos:
        lost[f"the part of speech {row.pos!r}, which TBX-Basic doesn't know"] += 1
    if row.status == KEEP:
        yield f"            <note>{OWN}{KEEP}</note>"
    if row.forms:
        yield f"            <note>{escape(OWN_FORMS + FORMS.join(row.forms))}</note>"
    if row.note:
        yield f"            <note>{escape(row.note)}</note>"
    yield "          </termSec>"
