"""The marks that some dialect of Markdown reads, and how a translation is written so that none of them reads more.

A backslash makes a sign plain text in one dialect and shows in the next; a character reference reads alike in all of
them. So every sign that a dialect could take for markup is written as a reference: of attribute lists, of template
engines and expressions, of subscripts, formulas and highlights, of links that are made of bare addresses. What the
source itself has stays as its author wrote it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.formats.html import format

AS_REFERENCE = "\x01"  # before a character that is written as a reference
APART = "\x02"  # between two codes whose delimiters would run together
AT_LINE_START = "\x03"
_OWN, _OWN_END = "\x04", "\x05"  # around what stands in the source as it is

_ADDRESS = (
    r"[A-Za-z][A-Za-z0-9+.\-]{1,20}://[^\s<>\x00-\x1f]*[^\s<>\x00-\x1f.,;:!?'\")\]}]"
    r"|(?<!\w)[wW]{3}\.[^\s<>\x00-\x1f]*[^\s<>\x00-\x1f.,;:!?'\")\]}]"
    r"|(?<![\w.+\-])[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+"
)
_BRACES = r"\{[^{}\\`*\[\]<>|&\r\n\x00-\x1f]*\}"
# What has to be the source's own to the letter: values of expressions, formulas, addresses, `:name:`, `@name`.
_WHOLE = re.compile(
    rf"(?<!\\)(?:{_BRACES}|\$[^\s$\x00-\x1f`*\[\]<>|&](?:[^$\x00-\x1f`*\[\]<>|&]*[^\s$\x00-\x1f`*\[\]<>|&])?\$"
    rf"|{_ADDRESS}|:[a-z_+\-][\w+\-]*:|(?<!\w)@\w[\w\-]*)"
)
# What may stand around other words than in the source, but no more often: H~2~O, 10^9^, ==highlighted==.
_AROUND = re.compile(r"(?<!\\)(?:~+|\^+|==+|\+\++|\$+|%%+)")
_SIGNS = r"[\\`*\[\]~^$|{}]|==+|\+\++|%%+|(?<![^\W_])_|_(?![^\W_])|:(?=//)|(?<=[wW]{3})\.|@(?=\w)"
_SIGNS += r"|:(?=[a-z_+\-][\w+\-]*:)"
_WRITTEN = rf"{_OWN}([^{_OWN_END}]*){_OWN_END}|{AS_REFERENCE}(.)|{APART}"
_MARKDOWN = re.compile(rf"{_WRITTEN}|({_SIGNS}|<|&(?=#|[A-Za-z])|!\Z|#+\Z)", re.DOTALL)
_TITLE = re.compile(rf"{_WRITTEN}|({_SIGNS}|[<\"'()]|&(?=#|[A-Za-z]))", re.DOTALL)
_HTML = re.compile(rf"{_WRITTEN}|({_SIGNS})", re.DOTALL)
_QUOTED = re.compile(rf"{_MARKDOWN.pattern[:-1]}|\")", re.DOTALL)
# The last character is the one that is written as a reference.
_LINE_START = re.compile(
    r"[#>:%]|[-+](?=\s|\Z)|[-=+](?=[-=:+\s]*\Z)|!(?=!!)|\?(?=\?\?)|=(?===)"
    r"|\(?(?:\d{1,9}|#|@[\w\-]*|[a-z]|[ivxlcdm]{2,9}|[IVXLCDM]{2,9}|[A-Z](?=\)|\.\s\s))[.)](?=\s|\Z)"
    r"|(?:import|export)(?=\s|\{)"
)
_NAMED = {"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;"}


def own_marks(texts: Sequence[str], source: str, *, attributes: bool) -> list[str]:
    """Return texts of a target with what `source` has itself marked to stay as it is.

    `source` is what stands in the page, with blanks for its codes. `attributes` tells that braces at the end would be
    an attribute list.
    """
    if not (_WHOLE.search(source) or _AROUND.search(source)):
        return list(texts)
    whole = Counter(match[0] for match in _WHOLE.finditer(source))
    around = Counter(match[0] for match in _AROUND.finditer(source))

    def is_own(match: re.Match[str], first: bool) -> bool:
        if whole[match[0]] <= 0:
            return False
        if match[0][0] == "{":
            before = match.string[: match.start()].strip(AT_LINE_START)
            if attributes or not (before or (first and match.string[match.end() :].strip())):
                return False
        whole[match[0]] -= 1
        around.subtract(mark[0] for mark in _AROUND.finditer(match[0]))
        return True

    pieces: list[list[str]] = []
    for index, text in enumerate(texts):
        parts: list[str] = []
        at = 0
        for match in _WHOLE.finditer(text):
            if is_own(match, index == 0):
                parts += (text[at : match.start()], match[0])
                at = match.end()
        pieces.append([*parts, text[at:]])
    rest = Counter(mark[0] for parts in pieces for text in parts[::2] for mark in _AROUND.finditer(text))
    own = {mark for mark, times in rest.items() if times <= around[mark]}
    return [
        "".join(
            f"{_OWN}{text}{_OWN_END}"
            if index % 2
            else _AROUND.sub(lambda mark: f"{_OWN}{mark[0]}{_OWN_END}" if mark[0] in own else mark[0], text)
            for index, text in enumerate(parts)
        )
        for parts in pieces
    ]


def line_start(text: str, source: str = "") -> str:
    """Mark at the start of a line what would begin a heading, an item, a quotation or code there.

    What the `source` begins with in the same way, and is text in its dialect, stays.
    """
    match = _LINE_START.match(text)
    if match is None:
        return text
    own = _LINE_START.match(source)
    if own is not None and own[0] == match[0] and match[0][-1] in ".)" and not match[0][:-1].strip("(").isdecimal():
        return text
    return f"{text[: match.end() - 1]}{AS_REFERENCE}{text[match.end() - 1 :]}"


def written(text: str, *, title: bool = False, quoted: bool = False) -> str:
    """Write characters for Markdown; `title`: for a link's title, `quoted`: for the title of an admonition."""
    pattern = _TITLE if title else _QUOTED if quoted else _MARKDOWN
    return pattern.sub(lambda match: _replaced(match, ""), text)


def written_html(text: str, form: str) -> str:
    """Write characters for raw HTML, in which some dialects read Markdown again."""
    at = 0
    parts: list[str] = []
    for match in _HTML.finditer(text):
        parts += (format.escape(text[at : match.start()], form), _replaced(match, form))
        at = match.end()
    return "".join((*parts, format.escape(text[at:], form)))


def _replaced(match: re.Match[str], form: str) -> str:
    if match[1] is not None:
        return format.escape(match[1], form) if form else match[1]
    signs = match[2] or match[3]
    return "".join(_NAMED.get(sign) or f"&#{ord(sign)};" for sign in signs) if signs else "<!-- -->"
