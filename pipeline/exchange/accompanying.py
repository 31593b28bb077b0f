"""What goes with the files of a parcel for the people who open it: instructions, and pages to look at.

A page of a format that browsers don't show (Markdown, data files, plain text) is a list of its sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from pipeline.exchange.outgoing import OutgoingFile, OutgoingUnit
from pipeline.exchange.parcel import Parcel
from pipeline.text import inline

LISTED = "-texts.html"  # how the name of a list of a page's sentences ends
COMPANIONS = {
    "glossary.tbx": "the terms in these texts, and how they are to be translated (TBX)",
    "memory.tmx": "earlier translations that resemble these texts (TMX 1.4)",
}


def instructions(
    parcel: Parcel, *, organization: str, contact: str, words: int, units: int, companions: Iterable[str]
) -> str:
    """Return the text of instructions.txt: what this is, what is asked for, and what must stay as it is."""
    version = "XLIFF 1.2" if parcel.format == "xliff12" else "XLIFF 2.1"
    who = f" for {parcel.agency}" if parcel.agency else ""
    lines = [
        f"{organization}: texts to translate from {parcel.source} into {parcel.locale}{who}",
        f"Parcel {parcel.id}: {_counted(len(parcel.files), 'file')}, {_counted(units, 'text')}, about {words} words.",
        "",
        "These are texts for patients. A wrong number, unit, negation or name can harm somebody.",
        "",
        "What is in this parcel",
        f"  xliff/         the texts, {version}, one file a page: translate these",
        *(f"  {name:<14} {COMPANIONS[name]}" for name in companions),
        "  context/       the pages to look at in a browser; changing them changes nothing",
        "  manifest.json  what was sent; leave it as it is",
        "",
        "How to work",
        "  1. Translate the targets in the files of xliff/. Keep their names and their folder.",
        "  2. Leave sources and ids as they are. Where a source is wrong, write a note instead.",
        "  3. Every code of a source (bold, a link, {name}) has to be in its translation once, in any order.",
        "  4. Texts marked as not to be translated are neighbours, there for the context.",
        "  5. A text in a state that needs a review is a machine's or a memory's draft: correct it, or translate anew.",
        "  6. Keep to the glossary. Where it is wrong, say so in a note.",
        "  7. Where a length is given, the translation has to fit.",
        "",
        "How to send it back",
        "  Send the folder back as it is or as a .zip; single files of xliff/ will do as well.",
        "  Every text is then checked and read by a person of ours before it is published.",
    ]
    if contact:
        lines += ["", f"Questions: {contact}"]
    return "\n".join([*lines, ""])


def listing(units: Iterable[OutgoingUnit], file: OutgoingFile) -> Iterator[str]:
    """Yield the pieces of an HTML page with the sentences of a page in its order, and their translations so far."""
    direction = "rtl" if file.is_rtl else "ltr"
    yield (
        f'<!DOCTYPE html>\n<html lang="{file.source}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(file.page)}</title>\n"
        "<style>td, th { padding: 0.3em 0.6em; text-align: start; vertical-align: top } .asked { font-weight: bold }"
        f"</style>\n</head>\n<body>\n<h1>{escape(file.page)}</h1>\n<table>\n"
        f"<tr><th>{file.source}</th><th>{file.target}</th></tr>\n"
    )
    for unit in units:
        asked = "" if unit.for_context else ' class="asked"'
        for form in unit.forms:
            source, target = (escape(inline.CODE.sub("", text)) for text in (form.source, form.target))
            yield (
                f'<tr{asked}><td id="{unit.id}">{source}</td>'
                f'<td lang="{file.target}" dir="{direction}">{target}</td></tr>\n'
            )
    yield "</table>\n</body>\n</html>\n"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
