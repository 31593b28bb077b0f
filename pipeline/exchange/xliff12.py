"""XLIFF 1.2, which every tool reads: a file a page, a trans-unit a sentence, with all that its translator should know.

The standard's strict rules are kept. An element's id is the unit's and stays, the state says what people have decided
here, and nothing that only this format's readers would understand carries a meaning of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from pipeline.exchange import codes
from pipeline.exchange.codes import attribute, characters
from pipeline.exchange.outgoing import PENDING, TOOL, Candidate, Form, OutgoingFile, OutgoingUnit, Standing

DATATYPES = {"HTML": "html", "plain text": "plaintext", "Markdown": "x-markdown", "JSON": "x-json", "YAML": "x-yaml"}
# The state of a target, its qualifier, and whether a person of the project has approved it.
STATES: dict[Standing, tuple[str, str]] = {
    "machine": ("needs-review-translation", "leveraged-mt"),
    "exact": ("needs-review-translation", "exact-match"),
    "memory": ("needs-review-translation", "leveraged-tm"),
    "fuzzy": ("needs-review-translation", "fuzzy-match"),
    "typed": ("needs-review-translation", ""),
    "rejected": ("needs-review-translation", "x-rejected"),
    "accepted": ("translated", ""),
    "reviewed": ("signed-off", ""),
}


def head(file: OutgoingFile) -> str:
    """Return what stands before the units; the parcel's id is `PENDING`."""
    company = f" company-name={attribute(file.agency)}" if file.agency else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
        f'<file original={attribute(file.page)} source-language="{file.source}" target-language="{file.target}" '
        f'datatype="{DATATYPES.get(file.kind, "x-text")}" category="medical" xml:space="preserve" tool-id="{TOOL}" '
        f'product-name="{TOOL}" product-version="{PENDING}">\n'
        "<header>\n"
        f'<phase-group><phase phase-name="{PENDING}" process-name="translation"{company} tool-id="{TOOL}"/>'
        "</phase-group>\n"
        f"<reference><external-file href={attribute(quote(file.up + file.context))}/></reference>\n"
        f'<tool tool-id="{TOOL}" tool-name="{TOOL}" tool-version={attribute(file.version)}/>\n'
        "</header>\n<body>\n"
    )


def unit(each: OutgoingUnit, file: OutgoingFile) -> Iterator[str]:
    """Yield the pieces of a unit; raise SourceError where its text has a character that XML can't hold."""
    if not each.is_plural:
        yield from _trans_unit(each, each.forms[0], each.id, file)
        return
    yield f'<group id="{each.id}" restype="x-gettext-plurals" resname={attribute(each.name)}>\n'
    for form in each.forms:
        yield from _trans_unit(each, form, f"{each.id}[{form.number}]", file)
    yield "</group>\n"


def tail() -> str:
    """Return what stands behind the units."""
    return "</body>\n</file>\n</xliff>\n"


def _trans_unit(each: OutgoingUnit, form: Form, identity: str, file: OutgoingFile) -> Iterator[str]:
    room = "" if each.limit is None else f' maxwidth="{each.limit}" size-unit="char"'
    asked = ' translate="no"' if each.for_context else f' approved="{"yes" if each.standing == "reviewed" else "no"}"'
    yield (
        f'<trans-unit id="{identity}" resname={attribute(each.name)}{asked}{room}>\n'
        f"<source>{codes.written(form.source, each.codes, '1.2')}</source>\n"
    )
    if form.target:
        state, qualifier = STATES[each.standing]
        qualified = f' state-qualifier="{qualifier}"' if qualifier else ""
        target = codes.written(form.target, each.codes, "1.2", plain=each.is_broken)
        yield f'<target state="{state}"{qualified}>{target}</target>\n'
    for note in each.notes:
        about = "target" if note.is_of_target else "source"
        yield f'<note from="{TOOL}" annotates="{about}">{characters(note.text)}</note>\n'
    if form.number is not None:
        yield f'<note from="{TOOL}" annotates="target">Plural form {form.number} of {len(each.forms)}.</note>\n'
    for candidate in form.candidates:
        yield from _alternative(candidate, each, file)
    yield "</trans-unit>\n"


def _alternative(candidate: Candidate, each: OutgoingUnit, file: OutgoingFile) -> Iterator[str]:
    kind = "previous-version" if candidate.kind == "previous" else "proposal"
    source = codes.written(candidate.source, each.codes, "1.2")
    target = codes.written(candidate.target, each.codes, "1.2", plain=each.is_broken and candidate.kind == "mt")
    yield (
        f'<alt-trans match-quality="{round(min(candidate.quality, 1) * 100)}%" origin={attribute(candidate.origin)} '
        f'alttranstype="{kind}">\n<source xml:lang="{file.source}">{source}</source>\n'
        f'<target xml:lang="{file.target}">{target}</target>\n</alt-trans>\n'
    )
