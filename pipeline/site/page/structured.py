"""A page's JSON-LD in another locale: its language and address, whose translation it is, and who stands behind it.

The vocabulary is https://schema.org/. Only objects that are the page or the work on it are changed. What the source
says of its own medical review is true of the source: on a translation it moves to the work that was translated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from pipeline.formats.html.jsonld import written
from pipeline.formats.html.outline import Outline
from pipeline.formats.html.semantics import is_other_language
from pipeline.formats.json.tree import Member, Value, read
from pipeline.formats.splice import Edit
from pipeline.locales import Locale
from pipeline.review.verdicts import PageTranslation
from pipeline.site.page.context import PageContext

MACHINE = {"@type": "SoftwareApplication", "name": "medlocale"}
CLINICIAN = "clinician"
REVIEW = ("lastReviewed", "reviewedBy")
ADDRESSES = ("@id", "url", "mainEntityOfPage")
_WORKS = ("Page", "Article", "Posting", "CreativeWork", "Report", "Guide", "HowTo")
# Under these are works of others, or what this module writes itself.
_ELSEWHERE = frozenset({"citation", "isBasedOn", "translationOfWork", "workTranslation", "isPartOf", "hasPart"})


@dataclass(frozen=True, slots=True)
class _Work:
    """An object that is the page or the work on it; `leading` where it isn't part of another one."""

    value: Value
    leading: bool


def edits(source: str, outline: Outline, context: PageContext, translation: PageTranslation | None) -> Iterator[Edit]:
    """Yield what becomes of a page's JSON-LD scripts; `translation` is None on the source's own."""
    for element in outline.elements:
        if not element.structured:
            continue
        script = source[element.inner : element.inner_end]
        try:
            tree = read(script)
        except (ValueError, RecursionError):
            continue
        for edit in (*_addresses(tree, context), *_facts(script, tree, context, translation)):
            yield Edit(edit.start + element.inner, edit.end + element.inner, edit.text)


def _addresses(tree: Value, context: PageContext) -> Iterator[Edit]:
    """Yield the addresses of the page's objects, and what refers to these objects, as the page's own address."""
    if not context.address:
        return
    own = [value for work in _works(tree, context) for value in _names(work.value) if context.is_itself(value.text)]
    ids = {value.text for value in own}
    places = {value.start: value for value in own}
    places |= {value.start: value for value in _references(tree) if value.text in ids}
    for value in places.values():
        if not value.text.startswith("#"):
            yield Edit(value.start, value.end, written(context.address + _fragment(value.text)))


def _facts(script: str, tree: Value, context: PageContext, translation: PageTranslation | None) -> Iterator[Edit]:
    for work in _works(tree, context):
        members = work.value.members
        removed = [member for member in members if context.is_translation and member.name in REVIEW]
        if context.is_translation:
            yield from _language(work.value, context)
            facts = _of_translation(script, work, removed, context, translation)
        else:
            facts = _of_source(script, work, context)
        present = {member.name for member in members if member not in removed}
        added = [f"{written(name)}: {value}" for name, value in facts.items() if name not in present]
        yield from _changed(script, work.value, removed, added)


def _language(object_: Value, context: PageContext) -> Iterator[Edit]:
    language = object_.get("inLanguage")
    for value in language.leaves() if language is not None else ():
        if value.kind == "string" and not is_other_language(value.text, context.source.tag):
            yield Edit(value.start, value.end, written(context.locale.tag))


def _of_translation(
    script: str, work: _Work, removed: list[Member], context: PageContext, translation: PageTranslation | None
) -> dict[str, str]:
    """Return the facts of a translation; what the source's review is moves to the work that was translated."""
    facts = {"inLanguage": written(context.locale.tag)}
    if work.leading or removed:
        moved = {member.name: script[member.value.start : member.value.end] for member in removed}
        facts["translationOfWork"] = _work(script, work.value, context.source, context, moved)
    if work.leading and translation is not None:
        facts |= _people(translation)
    return facts


def _of_source(script: str, work: _Work, context: PageContext) -> dict[str, str]:
    """Return the facts of a source page: which translations there are."""
    others = [locale for locale in context.site.languages(context.page) if locale != context.source]
    if not (work.leading and others and context.address):
        return {}
    translations = (_work(script, work.value, locale, context, {}) for locale in others)
    return {"workTranslation": f"[{', '.join(translations)}]"}


def _changed(script: str, object_: Value, removed: list[Member], added: list[str]) -> Iterator[Edit]:
    """Take members out of an object, and add others behind its last one as its author sets them."""
    members = object_.members
    last = [member for member in members if member not in removed][-1]  # a work has a type at least
    for member, following in pairwise(members):
        if member in removed and member.start < last.start:
            yield Edit(member.start, following.start, "")
    gap = script[object_.start + 1 : members[0].start] or " "
    text = "".join(f",{gap}{member}" for member in added)
    if text or last is not members[-1]:
        yield Edit(last.value.end, members[-1].value.end, text)


def _works(tree: Value, context: PageContext) -> list[_Work]:
    """Return the objects that are the page: those with its address, or the only one there is."""
    tops = [object_ for top in _objects(tree) for object_ in (top, *_objects(top.get("@graph")))]
    alone = sum(map(_is_work, tops)) == 1
    works: list[_Work] = []
    waiting = [(_Work(top, leading=True), alone) for top in reversed(tops)]
    while waiting:
        work, ours = waiting.pop()
        named = list(_names(work.value))
        ours = any(context.is_itself(address.text) for address in named) if named else ours
        if ours and _is_work(work.value):
            works.append(work)
        for member in work.value.members:
            if member.name not in _ELSEWHERE:
                page = ours and member.name == "mainEntityOfPage"
                waiting += [(_Work(inner, leading=False), page) for inner in _objects(member.value)]
    return works


def _objects(value: Value | None) -> list[Value]:
    return [leaf for leaf in (value.leaves() if value is not None else ()) if leaf.kind == "object"]


def _is_work(value: Value) -> bool:
    types = value.get("@type")
    return types is not None and any(leaf.text.endswith(_WORKS) for leaf in types.leaves())


def _names(value: Value) -> Iterator[Value]:
    """Yield the addresses that an object gives itself."""
    for name in ADDRESSES:
        address = value.get(name)
        if address is not None and address.kind == "object":
            address = address.get("@id") or address.get("url")
        if address is not None and address.kind == "string":
            yield address


def _references(tree: Value) -> Iterator[Value]:
    waiting = [tree]
    while waiting:
        value = waiting.pop()
        for member in value.members:
            waiting.append(member.value)
            if member.name == "@id" and member.value.kind == "string":
                yield member.value


def _work(script: str, object_: Value, locale: Locale, context: PageContext, more: Mapping[str, str]) -> str:
    """Describe the same work in another locale."""
    types = object_.get("@type")
    address = context.site.address(context.page, locale.tag)
    name = object_.get("@id")
    facts = {"@type": script[types.start : types.end] if types is not None else written("CreativeWork")}
    if address:
        own = name is not None and context.is_itself(name.text)
        facts["@id"] = written(address + (_fragment(name.text) if name is not None and own else ""))
        facts["url"] = written(address)
    facts |= {"inLanguage": written(locale.tag), **more}
    return "{" + ", ".join(f"{written(key)}: {value}" for key, value in facts.items()) + "}"


def _people(translation: PageTranslation) -> dict[str, str]:
    """Say who translated, and who reviewed it: roles, and a machine where its words are shown."""
    translators: list[dict[str, str]] = [MACHINE] if translation.drafts or translation.beneath else []
    translators += [_person(review.role) for review in translation.reviewed if review.role != CLINICIAN]
    facts = {"translator": written(translators if len(translators) > 1 else translators[0])} if translators else {}
    days = [review.on for review in translation.reviewed if review.role == CLINICIAN]
    if days and not (translation.drafts or translation.untranslated or translation.held):
        facts["lastReviewed"] = written(max(days).isoformat())
        facts["reviewedBy"] = written(_person(CLINICIAN))
    return facts


def _person(role: str) -> dict[str, str]:
    return {"@type": "Person", "jobTitle": role}


def _fragment(url: str) -> str:
    _, sign, fragment = url.partition("#")
    return sign + fragment
