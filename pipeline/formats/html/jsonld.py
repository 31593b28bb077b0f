"""Structured data in a page's JSON-LD scripts: what search engines show of it is text for readers, too.

The vocabulary is https://schema.org/. Texts are spliced inside the string where they stand. A name is translated unless
it is a person's or an organisation's: those are known by the object's type, or by the property that holds the object.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.formats.block import Block, Builder, Item
from pipeline.formats.html import codes
from pipeline.formats.html.elements import BLOCK, VOID, names
from pipeline.formats.html.state import State
from pipeline.formats.html.tokens import Token
from pipeline.formats.leftover import Leftover, Leftovers

FORM = "json"
ROLE = "structured data"

TEXTS = names(
    """headline name alternativeHeadline description disambiguatingDescription about abstract articleBody
    articleSection caption keywords text transcript jobTitle howPerformed preparation followup warning"""
)
_WHOLE = frozenset({"keywords"})
_NAMED_AS_THEY_ARE = names(
    """Person Patient Organization Corporation Airline Brand Consortium Cooperative LocalBusiness Hospital Physician
    Dentist Pharmacy Optician CommunityHealth Dermatology DietNutrition Emergency Geriatric Gynecologic Midwifery
    MedicalBusiness NGO School Preschool Library Project PerformingGroup MusicGroup SportsTeam WorkersUnion"""
)
_ORGANISATION = re.compile(r"(?:Organization|Business|Clinic|University|School|Lab|Office|Practice|Care|Project)\Z")
_OF_PEOPLE = names(
    """author creator publisher editor contributor provider sponsor funder brand reviewedBy copyrightHolder maintainer
    sourceOrganization worksFor affiliation member memberOf parentOrganization subOrganization employee founder
    accountablePerson translator producer manufacturer recognizingAuthority actor director"""
)
# Under these everything stays: works of others, and what machines act on.
_CLOSED = names("citation isBasedOn potentialAction identifier license code address geo sameAs")

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")
# A tag in a string, whose brackets may be escaped, as they must be for `</script>`.
_TAG = re.compile(r"(?<!\\)(?:<|\\u003[cC])(\\?/)?([A-Za-z][A-Za-z0-9]*)\b(?:(?!\\u003[cC])[^<>])*?(?:>|\\u003[eE])")


@dataclass(frozen=True, slots=True)
class _String:
    """A string token at [start, end) of the script, quotes not included, and the property it belongs to."""

    start: int
    end: int
    name: str


@dataclass(slots=True)
class _Object:
    """An object or a list that is being read; a list passes its property on to what it holds."""

    holder: str
    mapping: bool
    closed: bool
    name: str = ""  # the property whose value comes next
    types: list[str] = field(default_factory=list)
    strings: list[_String] = field(default_factory=list)

    @property
    def is_named_as_it_is(self) -> bool:
        types = [each.rpartition("/")[2].rpartition(":")[2] for each in self.types]
        if not types:
            return self.holder in _OF_PEOPLE
        return any(name in _NAMED_AS_THEY_ARE or _ORGANISATION.search(name) for name in types)


def is_structured_data(name: str, values: Mapping[str, str]) -> bool:
    """Tell whether an element is a JSON-LD script."""
    return name == "script" and values.get("type", "").partition(";")[0].strip().lower() == "application/ld+json"


def blocks(script: str, start: int, state: State, left: Leftovers | None) -> list[Block]:
    """Return the blocks of a script whose text stands at `start` of the page; broken JSON has none."""
    try:
        json.loads(script, parse_int=str, parse_float=str)
    except (ValueError, RecursionError) as error:
        if left is not None:
            why = "nested too deeply" if isinstance(error, RecursionError) else str(error)
            left.append(Leftover(start, "structured data", script, f"broken JSON: {why}"))
        return []
    found: list[Block] = []
    for string, reason in _strings(script):
        raw = script[string.start : string.end]
        if not reason:
            found.extend(_blocks(raw, start + string.start, string.name, state))
        elif left is not None:
            left.append(Leftover(start + string.start, f"structured data {string.name}", raw, reason))
    return found


def escape(text: str) -> str:
    """Write text inside a JSON string of a script, where no `<` may stand: it could end the script."""
    written = json.dumps(text, ensure_ascii=False)[1:-1]
    for char in "<>&\u2028\u2029":
        written = written.replace(char, f"\\u{ord(char):04x}")
    return written


def _strings(script: str) -> Iterator[tuple[_String, str]]:
    """Yield every string value of a valid document, with the reason for which it stays ("" where it is a text)."""
    work = [_Object("", mapping=False, closed=False)]
    key: _String | None = None
    for match in _TOKEN.finditer(script):
        top = work[-1]
        match match[0]:
            case "{" | "[" as opening:
                holder = top.name if top.mapping else top.holder
                work.append(_Object(holder, opening == "{", top.closed or holder in _CLOSED))
            case ":" if key is not None:
                top.name, key = json.loads(script[key.start - 1 : key.end + 1]), None
            case ",":
                top.name = ""
            case "}" | "]":
                work.pop()
                if top.mapping:
                    yield from ((string, _reason(top, string)) for string in top.strings)
                else:  # what a list holds is its object's: whose name this is shows there
                    work[-1].strings += top.strings
                    if top.holder == "@type":
                        work[-1].types += [script[each.start : each.end] for each in top.strings]
            case token if token[0] == '"':
                name = top.name if top.mapping else top.holder
                string = _String(match.start() + 1, match.end() - 1, top.holder if name == "@value" else name)
                if top.mapping and not name:
                    key = string
                    continue
                top.strings.append(string)
                if top.mapping and name == "@type":
                    top.types.append(script[string.start : string.end])
    yield from ((string, _reason(work[0], string)) for string in work[0].strings)


def _reason(holder: _Object, string: _String) -> str:
    """Say why a string stays; "" where it is a text for readers."""
    if string.name not in TEXTS:
        return f"the property {string.name} is for machines"
    if holder.closed:
        return "a work of others, or for machines"
    if string.name == "name" and holder.is_named_as_it_is:
        return "the name of a person or an organisation"
    return ""


def _blocks(raw: str, start: int, name: str, state: State) -> Iterator[Block]:
    """Yield the blocks of a string; the markup that an answer may hold makes codes and ends blocks, as on a page."""
    builder = Builder()
    at = 0

    def block() -> Block:
        context = state.own_context or name
        return Block(builder.finish(), ROLE, context, state.notes, FORM, name in _WHOLE)

    for tag in _TAG.finditer(raw):
        _characters(builder, raw[at : tag.start()], start + at)
        at = tag.end()
        element = tag[2].lower()
        token = Token("end" if tag[1] else "start", element, start + tag.start(), start + at)
        if element in BLOCK:
            yield block()
        elif tag[1]:
            if not builder.close(element, token.start, token.end):
                builder.alone(codes.stray_end(token))
        elif element in VOID:
            builder.alone(codes.standalone(token, element, {}, closed=False))
        else:
            builder.open(Item("open", "", token.start, token.end, name=element, label=codes.label(element, {})))
    _characters(builder, raw[at:], start + at)
    yield block()


def _characters(builder: Builder, raw: str, start: int) -> None:
    at = 0
    for escape_ in _ESCAPE.finditer(raw):
        if escape_.start() > at:
            builder.text(raw[at : escape_.start()], start + at)
        at = escape_.end()
        builder.reference(json.loads(f'"{escape_[0]}"'), start + escape_.start(), start + at)
    if at < len(raw):
        builder.text(raw[at:], start + at)
