"""The encoding that a page of the site declares: UTF-8, as all of them are written, whatever its source was.

A browser believes the declaration, and so do search engines: a page in UTF-8 under an older one is unreadable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline import formats
from pipeline.formats import charset
from pipeline.formats.html import tokens
from pipeline.formats.html.tokens import Attribute, Token
from pipeline.formats.splice import Edit, edited
from pipeline.site.page import markup

DECLARATION = '<meta charset="utf-8">'
MARK = "\ufeff"
_HEAD = re.compile(r"</head|<body", re.IGNORECASE)


def declared(page: str, text: str) -> str:
    """Return a page of the site with what says that it is UTF-8; data is for programs, who know that.

    An HTML page says it in its head. A plain text can only begin with a byte order mark, which a browser heeds before
    anything that a server says; one in ASCII alone needs none.
    """
    match formats.kind(page):
        case "HTML":
            return edited(text, _edits(text))
        case "plain text":
            return text if text.isascii() or text.startswith(MARK) else MARK + text
    return text


def _edits(text: str) -> Iterator[Edit]:
    if (xml := charset.XML.match(text)) is not None and not charset.is_utf8(xml[1]):
        yield Edit(*xml.span(1), "UTF-8")
    end = _HEAD.search(text)
    head = text[: end.start() if end else len(text)]
    first: Token | None = None  # the first tag that isn't the page's frame
    inner = 1 if text.startswith(MARK) else 0  # where the head, or else the page, begins
    said = False
    for token in tokens.tokens(head):
        if token.kind in ("text", "reference", "end") and first is None and token.text.strip(f"{MARK} \t\r\n\f"):
            break
        if token.kind == "other" and first is None and token.text[:9].lower().startswith(("<!doctype", "<?xml")):
            inner = token.end
        if token.kind != "start":
            continue
        if token.text in ("html", "head") and first is None:
            inner = token.end
            continue
        first = first or token
        if token.text != "meta":
            continue
        values = {attribute.name: attribute for attribute in tokens.attributes(head, token)}
        stated = charset.of_meta(*(_value(values, name) for name in ("charset", "http-equiv", "content")))
        if not stated:
            continue
        if not said and len(head[: token.end].encode("utf-8", "surrogatepass")) > charset.HEAD:
            yield Edit(token.start, token.end, "")  # too late for a browser, who has begun to read
            continue
        said = True
        if not charset.is_utf8(stated):
            yield _corrected(values)
    if not said:
        yield Edit(inner, inner, DECLARATION)


def _corrected(values: dict[str, Attribute]) -> Edit:
    if "charset" in values and values["charset"].value.strip():
        return Edit(values["charset"].start, values["charset"].end, markup.quoted("utf-8", values["charset"].quote))
    content = values["content"]
    new = charset.CONTENT.sub("charset=utf-8", content.value, count=1)
    return Edit(content.start, content.end, markup.quoted(new, content.quote))


def _value(values: dict[str, Attribute], name: str) -> str:
    return values[name].value if name in values else ""
