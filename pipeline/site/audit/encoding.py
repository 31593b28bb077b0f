"""Rules for the encoding that files declare: UTF-8 under another name, or under none, may be unreadable."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from pipeline import formats
from pipeline.formats import charset
from pipeline.formats.html.tokens import Node
from pipeline.site.audit.problems import Problem, Rule
from pipeline.site.audit.reading import Page, Site
from pipeline.system.files import read_bytes

RULES = {
    "charset-missing": Rule("major", "The page declares no encoding in its first 1024 bytes."),
    "charset-other": Rule("critical", "The page declares an encoding that isn't UTF-8."),
    "charset-text": Rule("major", "A text that isn't ASCII doesn't begin with a byte order mark."),
}


def check(page: Page, site: Site) -> Iterator[Problem]:
    """Look at what a page declares: all of it has to be UTF-8, and something has to be said in time."""
    data = read_bytes(site.root / page.name, charset.HEAD)
    head = data.removeprefix(codecs.BOM_UTF8).decode("latin-1")
    metas = [(node.line, stated) for _, node in page.elements("meta") if (stated := _stated(node))]
    xml = charset.XML.match(head)
    said = [(1, xml[1]), *metas] if xml is not None else metas
    for line, name in said:
        if not charset.is_utf8(name):
            message = f"The page is written in UTF-8 and declares {name}."
            yield Problem(page.file, line, "charset-other", message, name)
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not marked and not charset.declaration(head):
        message = "The page declares its encoding too late." if said else "The page declares no encoding."
        yield Problem(page.file, said[0][0] if said else 1, "charset-missing", message)


def check_texts(site: Site) -> Iterator[Problem]:
    """Look at the plain texts in the locales' folders, which a browser reads in its own encoding without a mark."""
    for name in sorted(site.files):
        if name.partition("/")[0] in site.locales and formats.kind(name) == "plain text":
            data = read_bytes(site.root / name)
            if not data.isascii() and not data.startswith(codecs.BOM_UTF8):
                message = "A server that names no encoding makes the text unreadable."
                yield Problem(f"{site.shown}/{name}", 1, "charset-text", message)


def _stated(node: Node) -> str:
    values = node.attributes
    return charset.of_meta(values.get("charset", ""), values.get("http-equiv", ""), values.get("content", ""))
