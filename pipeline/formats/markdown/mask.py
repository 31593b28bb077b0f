"""What a Markdown parser must not see: front matter, admonitions, attribute lists and templates.

They are replaced by what the parser knows, character by character, so that every place stays the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FRONT = re.compile(
    r"\ufeff?(?P<fence>---|\+\+\+)[ \t]*(?:\r\n?|\n)(?P<body>.*?)^(?:(?P=fence)|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_KEYS = re.compile(
    r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n))*(?:[\w\"'][^\r\n]*?:(?:[ \t]|[\r\n]|\Z)|\Z)|[\w\-.\"']+[ \t]*="
)
_LINE = re.compile(r"[^\r\n]+")
_FENCE = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])?[ \t]*(`{3,}|~{3,})([^\r\n]*)")
# `!!! note "Title"`, `???+ tip`, `=== "Tab"`: a block that its indented lines belong to.
_INDENTED = re.compile(r"([ \t>]*)(!!!|\?\?\?\+?|===[+!]?)[ \t]*((?:[\w\-]+[ \t]*)*)(?:\"([^\r\n]*)\")?[ \t]*\Z")
# `:::note Title`, `::: tip [Title] {.class}`, `:::`: a block between two lines.
_FENCED = re.compile(
    r"([ \t>]*)(:{3,})[ \t]*(?:\{[^{}]*\}|[\w\-]+)?[ \t]*"
    r"(?:\[([^\r\n]*)\]|((?:\\.|[^\\\[{\r\n])(?:\\.|[^\\{\r\n])*))?(\{[^{}]*\})?[ \t]*\Z"
)
_CALLOUT = re.compile(r"[ \t>]*>[ \t]?(\[!([\w\-]+)\][+\-]?)([^\r\n]*)\Z")
_GITHUB = frozenset({"note", "tip", "important", "warning", "caution"})
_TEMPLATE = re.compile(r"\{\{[^{}\r\n]*\}\}|\{%[^{}]*?%\}|(?<!\\)\{:[^{}\r\n]*\}|\$\{[^{}\r\n]*\}|<%[^<>]*%>")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The metadata at the top of a page: it ends at `end`, and its YAML stands at [body, body_end)."""

    body: int
    body_end: int
    end: int
    is_yaml: bool


@dataclass(frozen=True, slots=True)
class Masked:
    """A text of the same length for the parser, with the places of the headings that are admonitions' titles."""

    text: str
    titles: dict[int, str]


def front_matter(source: str) -> FrontMatter | None:
    """Find the metadata at the top of a page; two rules with prose between them are none."""
    match = _FRONT.match(source)
    if match is None or _KEYS.match(match["body"]) is None:
        return None
    return FrontMatter(match.start("body"), match.end("body"), match.end(), match["fence"] == "---")


def masked(source: str) -> Masked:
    """Return the page as the parser may see it; a line end stays a line end."""
    front = front_matter(source)
    begin = front.end if front else int(source.startswith("\ufeff"))
    parts = [re.sub(r"[^\r\n]", " ", source[:begin])]
    at = begin
    titles: dict[int, str] = {}
    fence = ""
    for line in _LINE.finditer(source, begin):
        parts.append(source[at : line.start()])
        at = line.end()
        text = line[0]
        if found := _FENCE.match(text):
            if not fence and not ("`" in found[2] and found[1][0] == "`"):
                fence = found[1]
            elif fence and found[1].startswith(fence) and not found[2].strip():
                fence = ""
        parts.append(text if fence else _line(text, line.start(), titles))
    parts.append(source[at:])
    return Masked("".join(parts), titles)


def _line(text: str, start: int, titles: dict[int, str]) -> str:
    bare = text.lstrip(" \t>")
    if bare.startswith(("!!!", "???", "===")) and (found := _INDENTED.match(text)) and (found[3] or found[4]):
        # A list's item that begins with a heading holds indented lines as an admonition does.
        head = len(found[1])
        titles[start + head + 2] = "quoted"
        return found[1] + "- #" + _blank(text, head + 3, found.start(4), found.end(4))
    if bare.startswith(":::") and (found := _FENCED.match(text)):
        group = 3 if found[3] is not None else 4
        if not (found[group] or "").strip():
            return found[1] + " " * (len(text) - len(found[1]))
        titles[start + len(found[1])] = ""
        return found[1] + "#" + _blank(text, len(found[1]) + 1, found.start(group), found.end(group))
    if "[!" in text and (found := _CALLOUT.match(text)) and (found[2].lower() not in _GITHUB or found[3].strip()):
        text = text[: found.start(1)] + "x" * len(found[1]) + text[found.end(1) :]
    if "{" in text or "<%" in text:
        text = _TEMPLATE.sub(lambda found: "x" * len(found[0]), text)
    return text


def _blank(text: str, first: int, start: int, end: int) -> str:
    """Return the characters of a line from `first` on, blank outside of [start, end)."""
    if start < 0:
        return " " * (len(text) - first)
    return " " * (start - first) + text[start:end] + " " * (len(text) - end)
