"""Placeholders and markup inside a UI string, as inline codes: what a program replaces must come through as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.formats.block import Builder, Item
from pipeline.formats.json import messages
from pipeline.text import inline

_TOKEN = re.compile(
    r"(?P<icu>\{\s*[\w.\-]+\s*,\s*(?:plural|select|selectordinal)\s*,(?:\s*offset:\d+)?\s*[\w=]+\s*\{"
    r"|\}\s*[\w=]+\s*\{|\}\s*\})"  # the frame of an ICU choice; the words of its branches stay text
    r"|\{\{[^{}]*\}\}|\$\{[^{}]*\}|\$t\([^()]*\)|%\{[^{}]*\}"
    r"|\{\s*[\w.\-]*\s*(?:,\s*(?:number|date|time|spellout|ordinal|duration)\b[^{}]*)?\}"
    r"|(?<!\d)%(?:\(\w+\)|\d+\$)?[-+#0]*(?:\d+|\*)?(?:\.\d+)?(?:hh?|ll?|[zjtL])?[diouxXeEfFgGcrsa@](?![^\W\d_])|%%"
    r"|(?P<tag></?[A-Za-z0-9][^<>]*>)"
)
_CHOICE = re.compile(r"\{\s*[\w.\-]+\s*,\s*(?:plural|select|selectordinal)\s*,")
_NAME = re.compile(r"</?([\w\-]+)")
_VOID = frozenset({"br", "hr", "img", "wbr", "input"})


@dataclass(frozen=True, slots=True)
class Coded:
    """A form of a plural as translators see it, with the markup of its codes by number."""

    text: str
    markup: dict[int, str]


def items(text: str) -> list[Item]:
    """Return a string's words and codes; a tag that is closed again is a pair."""
    builder = Builder()
    at = 0
    choice = _CHOICE.search(text) is not None
    for match in _TOKEN.finditer(text):
        if match["icu"] and not choice:
            continue
        builder.text(text[at : match.start()], at)
        _code(builder, match)
        at = match.end()
    builder.text(text[at:], at)
    return builder.finish()


def message_items(text: str, stand_ins: Collection[str] = ()) -> list[Item]:
    """Return the words and codes of a text in an ICU message: what is quoted there is a code, as is a stand-in."""
    builder = Builder()
    at = 0
    for start, end, match in _tokens(text, stand_ins):
        builder.text(text[at:start], at)
        if match is not None:
            _code(builder, match)
        else:
            builder.alone(Item("alone", "", start, end, label=f"“{text[start:end]}”", worded=True, shown=True))
        at = end
    builder.text(text[at:], at)
    return builder.finish()


def coded(forms: Sequence[str], *, message: bool = False, stand_ins: Collection[str] = ()) -> list[Coded]:
    """Return the forms of one plural with the same numbers for the same markup in all of them.

    In a `message` of ICU's what is quoted is a code, as is a stand-in.
    """
    numbers: dict[tuple[str, int], int] = {}
    return [
        _coded(form, [token[:2] for token in _tokens(form, stand_ins)] if message else list(_spans(form)), numbers)
        for form in forms
    ]


def variables(text: str) -> list[tuple[int, int]]:
    """Return the [start, end) of each placeholder of a text that a program fills; tags and ICU choices are none."""
    if _CHOICE.search(text):
        return []
    return [match.span() for match in _TOKEN.finditer(text) if not match["icu"] and not match["tag"]]


def filled(target: str, markup: Mapping[int, str], write: Callable[[str], str] = str) -> str | None:
    """Return a translated form with its codes' markup; None where a code stands twice. Forms may leave codes out.

    `write` writes what stands between codes.
    """
    seen: set[int] = set()
    parts: list[str] = []
    for part in inline.parse(target):
        known = part.kind == "alone" and part.number in markup
        if known and part.number in seen:
            return None
        seen |= {part.number} if known else set()
        parts.append(markup[part.number] if known else write(part.text))
    return "".join(parts)


def _code(builder: Builder, match: re.Match[str]) -> None:
    start, end, markup = match.start(), match.end(), match[0]
    name = _NAME.match(markup)
    if match["tag"] and name and not markup.endswith("/>") and name[1].lower() not in _VOID:
        if not markup.startswith("</"):
            builder.open(Item("open", "", start, end, name=name[1], label=f"“{markup}”"))
        elif not builder.close(name[1], start, end):
            builder.alone(Item("alone", "", start, end, label=f"“{markup}”"))
        return
    # The frame of a choice is shown as a code even at a string's edge, or its branches would lose it.
    builder.alone(Item("alone", "", start, end, label=f"“{markup}”", worded=not match["tag"], shown=True))


def _coded(form: str, spans: Sequence[tuple[int, int]], numbers: dict[tuple[str, int], int]) -> Coded:
    parts: list[str] = []
    markup: dict[int, str] = {}
    at = 0
    for start, end in spans:
        code = form[start:end]
        occurrence = sum(known == code for known in markup.values())
        number = numbers.setdefault((code, occurrence), len(numbers) + 1)
        markup[number] = code
        parts += [form[at:start], inline.write("alone", number)]
        at = end
    text = "".join((*parts, form[at:]))
    return Coded(" ".join(text.split()), markup)


def _spans(form: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(f"{inline.CODE.pattern}|{_TOKEN.pattern}", form):
        if not match["icu"]:
            yield match.span()


def _tokens(text: str, stand_ins: Collection[str]) -> Iterator[tuple[int, int, re.Match[str] | None]]:
    """Yield [start, end) of each code of a text in a message, in order; a placeholder or a tag with its match."""
    message = messages.read(text)
    taken = messages.quoted(text, counting=True)
    taken += [(at, at + 1) for at, sign in enumerate(text) if sign in stand_ins]
    tokens: list[tuple[int, int, re.Match[str] | None]] = [(start, end, None) for start, end in taken]
    for match in re.finditer(f"{inline.CODE.pattern}|{_TOKEN.pattern}", text):
        if not match["icu"] and not _overlaps(match.start(), match.end(), taken):
            tokens.append((*match.span(), match))
            taken.append(match.span())
    for argument in message.arguments if message else ():
        if not _overlaps(argument.start, argument.end, taken):
            tokens.append((argument.start, argument.end, None))
    return iter(sorted(tokens, key=lambda token: token[0]))


def _overlaps(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in taken)
