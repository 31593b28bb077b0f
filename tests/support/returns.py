"""Parcels as they come back: a clinic's catalog as files of an agency's tools, with whatever has been done to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from pipeline.exchange import packing
from pipeline.exchange.parcel import Parcel, ParcelFile, ParcelUnit
from pipeline.po import provenance
from pipeline.po.entries import Entry

AGENCY = "Lingua Medica"
OLD, CORE = "urn:oasis:names:tc:xliff:document:1.2", "urn:oasis:names:tc:xliff:document:2.0"
CODE = re.compile(r"&lt;(/?)(\d+)(/?)&gt;")


@dataclass(frozen=True)
class Returned:
    """A page's file on its way back: what was sent, and the translations by source text; others are as they were."""

    page: str
    entries: Sequence[Entry]
    targets: Mapping[str, str | Sequence[str] | None] = field(default_factory=dict)
    parcel: str = "0a1b2c3d4e5f"
    language: str = "fr"
    state: str = "final"

    def texts(self, entry: Entry) -> tuple[str, ...]:
        found = self.targets.get(entry.msgid, entry.msgstr)
        return ("",) * len(entry.msgstr) if found is None else (found,) if isinstance(found, str) else tuple(found)

    @property
    def old(self) -> str:
        """The file as XLIFF 1.2."""
        head = (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" xmlns="{OLD}">\n'
            f'<file original="{self.page}" source-language="en" target-language="{self.language}" '
            f'datatype="html" product-version="{self.parcel}">\n<body>\n'
        )
        return f"{head}{''.join(map(self.old_unit, self.entries))}</body>\n</file>\n</xliff>\n"

    def old_unit(self, entry: Entry) -> str:
        forms = [
            f'<trans-unit id="{unit_id(entry)}{f"[{number}]" if entry.msgid_plural is not None else ""}">\n'
            f"<source>{coded(source_of(entry, number), 'g', 'x')}</source>\n"
            f'<target state="{self.state}">{coded(text, "g", "x")}</target>\n</trans-unit>\n'
            for number, text in enumerate(self.texts(entry))
        ]
        return "".join(forms)

    @property
    def new(self) -> str:
        """The file as XLIFF 2.1."""
        head = (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="2.1" xmlns="{CORE}" srcLang="en" '
            f'trgLang="{self.language}">\n<file id="parcel-{self.parcel}" original="{self.page}">\n'
        )
        return f"{head}{''.join(map(self.new_unit, self.entries))}</file>\n</xliff>\n"

    def new_unit(self, entry: Entry) -> str:
        return "".join(
            f'<unit id="{unit_id(entry)}{f".{number}" if entry.msgid_plural is not None else ""}">\n'
            f'<segment id="s" state="{self.state}">\n<source>{coded(source_of(entry, number), "pc", "ph")}</source>\n'
            f"<target>{coded(text, 'pc', 'ph')}</target>\n</segment>\n</unit>\n"
            for number, text in enumerate(self.texts(entry))
        )


def unit_id(entry: Entry) -> str:
    return sent(entry).id


def sent(entry: Entry) -> ParcelUnit:
    return ParcelUnit.of(entry.msgctxt, entry.sources, entry.msgstr, provenance.state(entry))


def source_of(entry: Entry, number: int) -> str:
    return entry.sources[-1] if number else entry.sources[0]


def coded(text: str, pair: str, alone: str) -> str:
    def element(code: re.Match[str]) -> str:
        closes, number, is_alone = code.groups()
        return f"</{pair}>" if closes else f'<{alone if is_alone else pair} id="{number}"{"/" if is_alone else ""}>'

    return CODE.sub(element, escape(text))


def parcel_of(pages: Mapping[str, Sequence[Entry]], *, agency: str = AGENCY, locale: str = "fr") -> Parcel:
    """The parcel as it was sent."""
    files = [ParcelFile(f"xliff/{page}.xlf", page, tuple(map(sent, entries))) for page, entries in pages.items()]
    return Parcel.of(agency, "en", locale, "xliff12", files)


def pack(output: Path, parcel: Parcel, files: Iterable[tuple[str, str]]) -> Path:
    """Write a parcel with these files by their names in it."""
    with packing.packed(output) as draft:
        for name, text in files:
            path = draft / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        packing.seal(draft, parcel)
    return output
