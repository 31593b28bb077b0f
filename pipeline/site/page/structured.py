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
from pipeline.site.page.shell import Shell

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


def edits(source: str, outline: Outline, shell: Shell, translation: PageTranslation | None) -> Iterator[Edit]:
    """Yield what becomes of a page's JSON-LD scripts; `translation` is None on the source's own."""
    for element in outline.elements:
        if not element.structured:
            continue
        script = source[element.inner : element.inner_end]
        try:
            tree = read(script)
        except (ValueError, RecursionError):
            continue
        for edit in (*_addresses(tree, shell), *_facts(script, tree, shell, translation)):
            yield Edit(edit.start + element.inner, edit.end + element.inner, edit.text)


def _addresses(tree: Value, shell: Shell) -> Iterator[Edit]:
    """Yield the addresses of the page's objects, and what refers to these objects, as the page's own address."""
    if not shell.address:
        return
    own = [value for work in _works(tree, shell) for value in _names(work.value) if shell.is_itself(value.text)]
    ids = {value.text for value in own}
    places = {value.start: value for value in own}
    places |= {value.start: value for value in _references(tree) if value.text in ids}
    for value in places.values():
        if not value.text.startswith("#"):
            yield Edit(value.start, value.end, written(shell.address + _fragment(value.text)))


def _facts(script: str, tree: Value, shell: Shell, translation: PageTranslation | None) -> Iterator[Edit]:
    for work in _works(tree, shell):
        object_ = work.value
        language = object_.get("inLanguage")
        if shell.is_translation and language is not None:
            for each in language.leaves():
                if each.kind == "string" and not is_other_language(each.text, shell.source.tag):
                    yield Edit(each.start, each.end, written(shell.locale.tag))
        removed = [each for each in object_.members if shell.is_translation and each.name in REVIEW]
        facts: dict[str, str] = {}
        if shell.is_translation:
            facts["inLanguage"] = written(shell.locale.tag)
            if work.leading or removed:
                moved = {each.name: script[each.value.start : each.value.end] for each in removed}
                facts["translationOfWork"] = _work(script, object_, shell.source, shell, moved)
            if work.leading and translation is not None:
                facts |= _people(translation)
        elif work.leading:
            others = [locale for locale in shell.site.languages(shell.page) if locale != shell.source]
            if others and shell.address:
                facts["workTranslation"] = f"[{', '.join(_work(script, object_, each, shell, {}) for each in others)}]"
        said = {each.name for each in object_.members if each not in removed}
        added = [f"{written(name)}: {value}" for name, value in facts.items() if name not in said]
        yield from _changed(script, object_, removed, added)


def _changed(script: str, object_: Value, removed: list[Member], added: list[str]) -> Iterator[Edit]:
    """Take members out of an object, and add others behind its last one as its author sets them."""
    members = object_.members
    last = [each for each in members if each not in removed][-1]  # a work has a type at least
    for member, following in pairwise(members):
        if member in removed and member.start < last.start:
            yield Edit(member.start, following.start, "")
    gap = script[object_.start + 1 : members[0].start] or " "
    text = "".join(f",{gap}{each}" for each in added)
    if text or last is not members[-1]:
        yield Edit(last.value.end, members[-1].value.end, text)


def _works(tree: Value, shell: Shell) -> list[_Work]:
    """Return the objects that are the page: those with its address, or the only one there is."""
    tops = [each for top in _objects(tree) for each in (top, *_objects(top.get("@graph")))]
    alone = sum(map(_is_work, tops)) == 1
    found: list[_Work] = []
    waiting = [(_Work(top, leading=True), alone) for top in reversed(tops)]
    while waiting:
        work, ours = waiting.pop()
        named = list(_names(work.value))
        ours = any(shell.is_itself(each.text) for each in named) if named else ours
        if ours and _is_work(work.value):
            found.append(work)
        for member in work.value.members:
            if member.name not in _ELSEWHERE:
                page = ours and member.name == "mainEntityOfPage"
                waiting += [(_Work(inner, leading=False), page) for inner in _objects(member.value)]
    return found


def _objects(value: Value | None) -> list[Value]:
    return [each for each in (value.leaves() if value is not None else ()) if each.kind == "object"]


def _is_work(value: Value) -> bool:
    types = value.get("@type")
    return types is not None and any(each.text.endswith(_WORKS) for each in types.leaves())


def _names(value: Value) -> Iterator[Value]:
    """Yield the addresses that an object gives itself."""
    for name in ADDRESSES:
        found = value.get(name)
        if found is not None and found.kind == "object":
            found = found.get("@id") or found.get("url")
        if found is not None and found.kind == "string":
            yield found


def _references(tree: Value) -> Iterator[Value]:
    waiting = [tree]
    while waiting:
        value = waiting.pop()
        for member in value.members:
            waiting.append(member.value)
            if member.name == "@id" and member.value.kind == "string":
                yield member.value


def _work(script: str, object_: Value, locale: Locale, shell: Shell, more: Mapping[str, str]) -> str:
    """Describe the same work in another locale."""
    types = object_.get("@type")
    address = shell.site.address(shell.page, locale.tag)
    name = object_.get("@id")
    facts = {"@type": script[types.start : types.end] if types is not None else written("CreativeWork")}
    if address:
        own = name is not None and shell.is_itself(name.text)
        facts["@id"] = written(address + (_fragment(name.text) if name is not None and own else ""))
        facts["url"] = written(address)
    facts |= {"inLanguage": written(locale.tag), **more}
    return "{" + ", ".join(f"{written(key)}: {value}" for key, value in facts.items()) + "}"


def _people(translation: PageTranslation) -> dict[str, str]:
    """Say who translated, and who reviewed it: roles, and a machine where its words are shown."""
    translators: list[dict[str, str]] = [MACHINE] if translation.drafts else []
    translators += [_person(each.role) for each in translation.reviewed if each.role != CLINICIAN]
    facts = {"translator": written(translators if len(translators) > 1 else translators[0])} if translators else {}
    days = [each.on for each in translation.reviewed if each.role == CLINICIAN]
    if days and not (translation.drafts or translation.untranslated or translation.held):
        facts["lastReviewed"] = written(max(days).isoformat())
        facts["reviewedBy"] = written(_person(CLINICIAN))
    return facts


def _person(role: str) -> dict[str, str]:
    return {"@type": "Person", "jobTitle": role}


def _fragment(url: str) -> str:
    _, sign, fragment = url.partition("#")
    return sign + fragment
