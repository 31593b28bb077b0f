"""Files as a disk, an editor or an enemy leaves them: real ones, damaged in ways that are the same on every run."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

from pipeline import formats, locales, segmentation, termbase
from pipeline.errors import MedlocaleError
from pipeline.memory import tmx
from pipeline.memory.tmx import Notices
from pipeline.po import catalog
from pipeline.po.serializer import serialize
from pipeline.project import config
from pipeline.review import ledger
from pipeline.stages import check_file
from pipeline.system.files import decoded
from pipeline.termbase import lists, protected, tbx

EN, PT = locales.parse("en"), locales.parse("pt-BR")
TMX = b"""<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en"
 srclang="en" datatype="plaintext"/><body><tu><prop type="x-context">title</prop>
<tuv xml:lang="en"><seg>Take <bpt i="1"/>5 mg<ept i="1"/>
 now.</seg></tuv>
<tuv xml:lang="pt-BR"><seg>Tome <bpt i="1"/>5 mg<ept i="1"/> agora.</seg></tuv></tu></body></tmx>"""
TBX = b"""<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body><conceptEntry id="dose">
<descrip type="subjectField">medicine</descrip><langSec xml:lang="en"><termSec><term>dose</term>
<termNote type="partOfSpeech">noun</termNote>
</termSec></langSec><langSec xml:lang="pt">
<termSec><term>dose</term></termSec></langSec></conceptEntry></body></text></tbx>"""
PO = """# Ana
msgid ""
msgstr ""
"Language: pt_BR\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

#. Role: p
#. Codes: <1> bold
#: content/a.html:3
#, fuzzy
#| msgid "Take 5 mg."
msgid "Take <1>50 mg</1> at 8:30 on 3 May, not more than 2 tablets."
msgstr "Tome <1>50 mg</1> às 8h30 em 3 de maio, no máximo 2 comprimidos."

msgctxt "title"
msgid "{n} day"
msgid_plural "{n} days"
msgstr[0] "{n} dia"
msgstr[1] "{n} dias"

#~ msgid "Rest."
#~ msgstr "Descanse."
"""
RECORD = {"entry": "0" * 64, "translation": "1" * 64, "action": "accept", "by": "ana", "at": "2026-11-23T10:00:00Z"}
TOML = b"""[project]
name = "Clinic"
source = "en"
targets = ["pt_BR", "ar"]
[paths]
content = "content"
[publish]
complete = ["ar"]
"""
SRX = b"""<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="yes"/><body><languagerules>
<languagerule languagerulename="all"><rule break="no"><beforebreak>\\bDr\\.\\s</beforebreak></rule>
<rule break="yes"><beforebreak>[.?!]+</beforebreak>
<afterbreak>\\s+\\p{Lu}</afterbreak></rule></languagerule></languagerules><maprules><languagemap languagepattern="en.*"
 languagerulename="all"/></maprules></body></srx>"""
HTML = """<!DOCTYPE html><html lang="en"><head><title>Care</title><meta name="description" content="How we care">
</head><body>
<p>Take <b>5 mg</b> &amp; call <a href="tel:112">112</a>.<!-- x --></p><ul><li>One<li>Two</ul><svg><text>a</text></svg>
<script type="application/ld+json">{"@type": "WebPage", "name": "Care"}</script>
<img alt="A bed" src="a.png"></body></html>"""
MARKDOWN = """---
title: "Care"
---
# Care {#care}

Take **5 mg** of [it](a.md "now"), or `x`.

- One
- ![bed](b.png)

| a | b |
|---|---|
| 1 | 2 |

!!! note "Look"
    Inside.

[a]: http://b.cd 'T'
"""
YAML = "title: Care  # x\nsummary: >\n  Take 5 mg\n  now.\nitems:\n- &a {text: 'One, two', cta: \"Go \\u00e9\"}\n- *a\n"
JSON = '{"title": "Care", "days": {"one": "{n} day", "other": "{n} days"}, "m": "{n, plural, one {a} other {b}}"}'
CSV = 'concept,locale,term,status,forms,note\ndose,en,dose,preferred,doses,\ndose,pt,dose,preferred,,"a, b"\n'
PROTECTED = b"[[pattern]]\nname = 'code'\nregex = 'NK-[0-9]+'\nexample = ['NK-92']\n"


def _page(path: Path) -> None:
    format_ = formats.for_path(path)
    extraction = format_.extract(decoded(path.read_bytes(), path), left=[])
    format_.merge(extraction, {segment.key: f"{segment.text} x" for segment in extraction.segments}, locale="pt_BR")


def _catalog(path: Path) -> None:
    serialize(catalog.read(path))


def _checked(path: Path) -> None:
    for row in check_file.judged(path, None, EN).findings():
        json.dumps(row.value())


def _ledger(path: Path) -> None:
    read = ledger.read(path)
    list(read.troubles())
    ledger.Ledger(read.records).with_records(read.records[:1])


def _terms(path: Path) -> None:
    termbase.load([path], EN, PT)


READERS: dict[str, tuple[tuple[bytes, ...], Callable[[Path], object]]] = {
    "catalog.po": ((PO.encode(),), _catalog),
    "checked.po": ((PO.encode(),), _checked),
    "review.jsonl": ((b"".join(json.dumps(RECORD).encode() + b"\n" for _ in range(2)),), _ledger),
    "glossary.csv": ((CSV.encode(),), _terms),
    "list.tsv": (
        (b"en\tpt-BR\ndose\tdose\ntablet\tcomprimido\n",),
        lambda path: lists.read(path, source=EN, target=PT),
    ),
    "memory.tmx": ((TMX,), lambda path: list(tmx.read(path, Notices()))),
    "terms.tbx": ((TBX,), tbx.read),
    "rules.srx": ((SRX,), segmentation.check),
    "medlocale.toml": ((TOML,), config.load),
    "protected.toml": ((PROTECTED,), protected.read),
    "page.html": ((HTML.encode(),), _page),
    "page.md": ((MARKDOWN.encode(),), _page),
    "page.txt": ((b"Care\n\n- One two.\n- Three.\n",), _page),
    "page.yaml": ((YAML.encode(),), _page),
    "page.json": ((JSON.encode(),), _page),
}
PIECES = (
    *(
        b"\0",
        b"\xff",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf",
        b"\xe2\x80\xae",
        b"\xcc\x81",
        b"\\ud800",
        b"\\",
        b'"',
        b"'",
        b"\r",
        b"\n",
    ),
    *(
        b"<",
        b">",
        b"&",
        b"&#x110000;",
        b"&#55296;",
        b"{",
        b"}",
        b"[",
        b"]",
        b"(",
        b")",
        b"<1>",
        b"</1>",
        b"<!--",
        b"<![CDATA[",
    ),
    *(
        b"1" * 5000,
        b"[" * 3000,
        b"{" * 3000,
        b"<b>" * 1000,
        b"- " * 1000,
        b"99",
        b"-1",
        b"1e999",
        b"NaN",
        b"null",
        b"\xd9\xa1",
    ),
    *(
        "\u00b2".encode(),
        b"0000-99-99T99:99:99Z",
        b"#",
        b":",
        b"- ",
        b"? ",
        b"|",
        b">",
        b"%",
        b"!",
        b"*a",
        b"&a ",
        b"\t",
        b"\x1b",
    ),
)
Damage = Callable[[bytes, random.Random], bytes]


def _inserted(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(PIECES) + data[at:]


def _replaced(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(PIECES) + data[at + chance.randint(1, 12) :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _left_out(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + data[at + chance.randint(1, 40) :]


def _flipped(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(max(1, len(data)))
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _doubled(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    part = data[at : at + chance.randint(1, 80)]
    return data[:at] + part * chance.choice((2, 3, 50)) + data[at:]


def _moved(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


DAMAGES: tuple[Damage, ...] = (_inserted, _inserted, _replaced, _replaced, _cut, _left_out, _flipped, _doubled, _moved)


def damaged(name: str, number: int) -> bytes:
    """Return the sample of a reader with one to three damages, the same for the same number."""
    chance = random.Random(f"{name} {number}")
    data = chance.choice(READERS[name][0])
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        data = chance.choice(DAMAGES)(data, chance)
    return data


def read(name: str, data: bytes, folder: Path) -> str:
    """Let a reader read a file; return its error, empty without one. Any other exception is raised."""
    path = folder / name
    path.write_bytes(data)
    try:
        READERS[name][1](path)
    except MedlocaleError as error:
        return str(error)
    return ""
