"""Structured data in a page's JSON-LD scripts: what search engines show of it is text for readers, too.

The vocabulary is https://schema.org/. Texts are spliced inside the string where they stand. A name is translated unless
it is a person's or an organisation's: those are known by the object's type, or by the property that holds the object.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.formats.block import Block, Builder, Item
from pipeline.formats.html import semantics
from pipeline.formats.html.elements import BLOCK, VOID, names
from pipeline.formats.html.semantics import State
from pipeline.formats.html.tokens import Token
from pipeline.formats.json import tree
from pipeline.formats.json.tree import Member, Value
from pipeline.model import Leftover

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

_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")
# A tag in a string, whose brackets may be escaped, as they must be for `</script>`.
_TAG = re.compile(r"(?<!\\)(?:<|\\u003[cC])(\\?/)?([A-Za-z][A-Za-z0-9]*)\b(?:(?!\\u003[cC])[^<>])*?(?:>|\\u003[eE])")


@dataclass(frozen=True, slots=True)
class _Object:
    """An object, the property that it's the value of, and whether everything in it stays."""

    value: Value
    holder: str
    closed: bool

    @property
    def is_named_as_it_is(self) -> bool:
        given = self.value.get("@type")
        texts = [value.text for value in _flat(given) if value.kind == "string"] if given else []
        types = [text.rpartition("/")[2].rpartition(":")[2] for text in texts]
        if not types:
            return self.holder in _OF_PEOPLE
        return any(name in _NAMED_AS_THEY_ARE or _ORGANISATION.search(name) for name in types)


def is_structured_data(name: str, values: Mapping[str, str]) -> bool:
    """Tell whether an element is a JSON-LD script."""
    return name == "script" and values.get("type", "").partition(";")[0].strip().lower() == "application/ld+json"


def blocks(script: str, start: int, state: State, left: list[Leftover] | None) -> list[Block]:
    """Return the blocks of a script whose text stands at `start` of the page; broken JSON has none."""
    try:
        root = tree.read(script)
    except (ValueError, RecursionError) as error:
        if left is not None:
            why = "nested too deeply" if isinstance(error, RecursionError) else str(error)
            left.append(Leftover(start, "structured data", script, f"broken JSON: {why}"))
        return []
    texts: list[Block] = []
    for holder, name, string in _strings(root):
        place, raw = start + string.start + 1, script[string.start + 1 : string.end - 1]
        reason = _reason(holder, name)
        if not reason:
            texts.extend(_blocks(raw, place, name, state))
        elif left is not None:
            left.append(Leftover(place, f"structured data {name}", raw, reason))
    return texts


def written(value: object) -> str:
    """Write a value as JSON inside a script, where no `<` may stand: it could end the script."""
    text = json.dumps(value, ensure_ascii=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def escape(text: str) -> str:
    """Write text inside a JSON string of a script."""
    return written(text)[1:-1]


def _strings(root: Value) -> Iterator[tuple[_Object, str, Value]]:
    """Yield every string, in no order, with its object and its property; what a list holds is its object's."""
    work = [_Object(Value("object", root.start, root.end, members=[Member("", -1, -1, root)]), "", closed=False)]
    while work:
        holder = work.pop()
        for member in holder.value.members:
            plain = member.name == "@value" and member.value.kind == "string"
            for value in _flat(member.value):
                if value.kind == "string":
                    yield holder, holder.holder if plain else member.name, value
                elif value.kind == "object":
                    work.append(_Object(value, member.name, holder.closed or member.name in _CLOSED))


def _flat(value: Value) -> Iterator[Value]:
    """Yield what a value holds, lists inside lists opened."""
    waiting = [value]
    while waiting:
        inner = waiting.pop()
        if inner.kind == "list":
            waiting += [member.value for member in inner.members]
        else:
            yield inner


def _reason(holder: _Object, name: str) -> str:
    """Say why a property's string stays; "" where it is a text for readers."""
    if name not in TEXTS:
        return f"the property {name} is for machines"
    if holder.closed:
        return "a work of others, or for machines"
    if name == "name" and holder.is_named_as_it_is:
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
                builder.alone(semantics.stray_end(token))
        elif element in VOID:
            builder.alone(semantics.standalone(token, element, {}, closed=False))
        else:
            builder.open(Item("open", "", token.start, token.end, name=element, label=semantics.label(element, {})))
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
