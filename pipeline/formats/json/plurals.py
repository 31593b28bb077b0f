"""Plurals in UI strings: `{"one": …, "other": …}`, `key_one` beside `key_other`, and ICU's `{n, plural, …}`.

Translators see one entry with the source's two forms; the file gets a form for every category of the locale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline import locales
from pipeline.formats.json.tree import Members, String

_ICU = re.compile(
    r"(?P<before>[^{}]*)\{\s*(?P<name>[\w.\-]+)\s*,\s*plural\s*,\s*(?P<forms>(?:[a-z]+\s*\{(?:[^{}]|\{[^{}]*\})*\}\s*)+)\}"
    r"(?P<after>[^{}]*)",
    re.DOTALL,
)
_ICU_FORM = re.compile(r"([a-z]+)\s*\{((?:[^{}]|\{[^{}]*\})*)\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Plural:
    """The two forms of a plural in the members of an object, whose keys are `stem` and a category."""

    path: tuple[str, ...]
    stem: str
    members: Members
    one: String
    other: String


def plurals(objects: list[Members]) -> Iterator[Plural]:
    """Yield the plurals of objects: categories as keys, or keys with a category behind an underscore."""
    for members in objects:
        strings = members.strings
        if members.complete and {"one", "other"} <= strings.keys() <= set(locales.PLURALS):
            yield Plural(members.path, "", members, strings["one"], strings["other"])
            continue
        for key, string in strings.items():
            stem = key.removesuffix("one")
            if key.endswith("_one") and not key.endswith("_ordinal_one") and stem + "other" in strings:
                yield Plural((*members.path, stem[:-1]), stem, members, string, strings[stem + "other"])


def by_category(forms: list[str], locale: str | None) -> dict[str, str] | None:
    """Return the text of each CLDR category of a locale; None where the number of forms isn't the locale's.

    A category that gettext has no form for takes the one of "other", or else the last.
    """
    names = ("one", "other") if locale is None else locales.plural_categories(locale)
    if len(forms) != len(names) or not all(form.strip() for form in forms):
        return None
    given: dict[str, str] = {}
    for name, form in zip(names, forms, strict=True):
        given.setdefault(name, form)
    wanted = names if locale is None else locales.cldr_plurals(locale)
    return {name: given.get(name, given.get("other", forms[-1])) for name in wanted}


def icu_forms(value: str) -> tuple[str, str] | None:
    """Return one and other of an ICU message that is a single plural with these two, with the words around it."""
    match = _ICU.fullmatch(value)
    if match is None:
        return None
    forms = dict(_ICU_FORM.findall(match["forms"]))
    if forms.keys() != {"one", "other"} or any("," in form and "{" in form for form in forms.values()):
        return None
    return tuple(f"{match['before']}{forms[name]}{match['after']}" for name in ("one", "other"))  # type: ignore[return-value]


def icu_message(value: str, forms: Mapping[str, str]) -> str:
    """Return an ICU message with these forms, around the argument of another."""
    match = _ICU.fullmatch(value)
    name = match["name"] if match else ""
    # An apostrophe before a brace or a number sign would quote it.
    quoted = {category: re.sub(r"'(?=[{}#])", "''", text) for category, text in forms.items()}
    return f"{{{name}, plural, " + " ".join(f"{category} {{{text}}}" for category, text in quoted.items()) + "}"
