"""The headings of a Markdown page, whose words become the names that links lead to.

Each program makes a heading's id of its words in a way of its own; a translated heading would get another one, and
every link to it would lead nowhere. So it keeps its source's: as an attribute where the page writes ids so, else as an
anchor.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from pipeline.formats.html import tokens
from pipeline.formats.markdown.parsing import events, masked
from pipeline.formats.splice import Edit

_ATX = re.compile(r"#{1,6}[ \t]+")
_ATTRIBUTES = re.compile(r"\{[^{}\r\n]*\}[ \t#]*\Z")
_OWN_ID = re.compile(r"[{\s:]#([^\s{}.#=]+)[^{}\r\n]*\}[ \t#]*\Z")
_CLOSING = re.compile(r"[ \t]#+[ \t]*\Z")
_UNFIT = re.compile(r"[\s\"'<>&`{}\\]")  # what an id in a page can't have, or would have to be written otherwise


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at [start, end) of its page: where its words begin and end, its own id, and those made of its words.

    The ids are those of each way to make them, GitHub's first; a repeated heading has numbers behind them.
    """

    start: int
    end: int
    level: int
    first: int
    last: int
    own_id: str
    ids: tuple[str, ...]
    has_attributes: bool
    is_closed: bool


def headings(source: str) -> list[Heading]:
    """Return the headings of a page in order, but not those in its raw HTML, which name themselves."""
    mask = masked(source)
    found: list[Heading] = []
    seen: Counter[tuple[int, str]] = Counter()
    start: tuple[int, int] | None = None
    words: list[str] = []
    for event in events(mask.text):
        if event.name == "Heading" and event.kind == "start" and event.start not in mask.titles:
            start, words = (event.start, int(event.data["level"][1:])), []
        elif event.name == "Heading" and event.kind == "end" and start is not None:
            found.append(_heading(source, *start, event.end, "".join(words), seen))
            start = None
        elif start is not None and event.kind in ("text", "code"):
            is_masked = event.data == mask.text[event.start : event.end]
            words.append(source[event.start : event.end] if is_masked else str(event.data))
        elif start is not None and event.kind in ("soft", "break"):
            words.append(" ")
    return found


def _heading(source: str, start: int, level: int, end: int, words: str, seen: Counter[tuple[int, str]]) -> Heading:
    text = source[start:end].rstrip()
    atx = _ATX.match(text)
    if atx is None:  # its last line is its rule
        text = text[: max(text.rfind("\n"), text.rfind("\r"))].rstrip()
    own = _OWN_ID.search(text)
    made = []
    for number, make in enumerate(_WAYS):
        plain = make(_ATTRIBUTES.sub("", words))
        times = seen[number, plain]
        seen[number, plain] += 1
        made += [f"{plain}-{times}", f"{plain}_{times}"] if times else [plain]
    return Heading(
        start,
        end,
        level,
        start + (atx.end() if atx else 0),
        start + len(text),
        own[1] if own else "",
        tuple(dict.fromkeys(filter(None, made))),
        _ATTRIBUTES.search(text) is not None,
        _CLOSING.search(text) is not None,
    )


def places(source: str) -> frozenset[str]:
    """Return the names that a link to this page may lead to: ids that it writes, and those that programs make."""
    found = {"", "top"}
    for heading in headings(source):
        found |= {heading.own_id, *heading.ids}
    for match in re.finditer(r"\{[^{}\r\n]*?#([^\s{}.#=]+)[^{}\r\n]*\}", source):
        found.add(match[1])
    for token in tokens.tokens(source):
        for attribute in tokens.attributes(source, token) if token.kind == "start" else ():
            if attribute.name in ("id", "name"):
                found.add(attribute.value)
    return frozenset(found)


def kept_ids(source: str, changed: Sequence[tuple[int, int]], urls: Iterable[str]) -> Iterator[Edit]:
    """Yield what gives the headings around the `changed` stretches their source's ids.

    `urls` are the page's links: where they say how ids are made, it is made so.
    """
    found = headings(source)
    wanted = {unquote(url[1:]) for url in urls if url.startswith("#")}
    by_attribute = any(heading.own_id for heading in found)
    for heading in found:
        if heading.own_id or not any(heading.start <= first and last <= heading.end for first, last in changed):
            continue
        name = next((name for name in heading.ids if name in wanted), None)
        if name is None and heading.level > 1:  # whoever means the whole page leads to the page
            name = heading.ids[0] if heading.ids else None
        if name is None or _UNFIT.search(name):
            continue
        if by_attribute and not (heading.has_attributes or heading.is_closed):
            yield Edit(heading.last, heading.last, f" {{#{name}}}")
        else:
            yield Edit(heading.first, heading.first, f'<a id="{name}"></a>')


def _github(words: str) -> str:
    return re.sub(r"[^\w\- ]", "", words.strip().lower()).replace(" ", "-")


def _gitlab(words: str) -> str:
    return re.sub(r"-{2,}", "-", _github(words))


def _python_markdown(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _pandoc(words: str) -> str:
    plain = re.sub(r"\s+", "-", re.sub(r"[^\w\-. ]", "", words.strip().lower()))
    return re.sub(r"\A[^a-z\u0080-\uffff]+", "", plain)


def _kramdown(words: str) -> str:
    plain = re.sub(r"\A[^A-Za-z]+", "", words)
    return re.sub(r"[^A-Za-z0-9 \-]", "", plain).replace(" ", "-").lower()


def _markdown_it(words: str) -> str:
    return re.sub(r"\s+", "-", words.strip().lower())


_WAYS: tuple[Callable[[str], str], ...] = (_github, _gitlab, _python_markdown, _pandoc, _kramdown, _markdown_it)
