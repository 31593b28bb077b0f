"""Plurals in UI strings: `{"one": …, "other": …}`, `key_one` beside `key_other`, and the forms that they want.

Translators see one entry with the source's two forms; the file gets a form for every category of the locale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline import locales
from pipeline.formats.json import messages
from pipeline.formats.json.tree import Members, String
from pipeline.locales import plural_forms

_EXACT = re.compile(r"=\d+")  # a key for one number, as ICU's selectors have it


@dataclass(frozen=True, slots=True)
class Plural:
    """The two forms of a plural in the members of an object, whose keys are `stem` and a category.

    `one` is None where the object has texts for exact numbers instead of it.
    """

    path: tuple[str, ...]
    stem: str
    members: Members
    one: String | None
    other: String

    @property
    def strings(self) -> tuple[String, ...]:
        """The strings that are its forms."""
        return (self.other,) if self.one is None else (self.one, self.other)


def plurals(objects: list[Members]) -> Iterator[Plural]:
    """Yield the plurals of objects: categories as keys, or keys with a category behind an underscore.

    A text for an exact number (`=0`) beside them is one of its own. Forms that choose once more are no plural.
    """
    for members in objects:
        strings = members.strings
        exact = {key for key in strings if _EXACT.fullmatch(key)}
        named = strings.keys() - exact
        if (
            members.complete
            and "other" in named <= set(locales.PLURALS)
            and ("one" in named or (exact and named == {"other"}))
        ):
            plural = Plural(members.path, "", members, strings.get("one"), strings["other"])
            if not any(map(_chooses, plural.strings)):
                yield plural
            continue
        for key, string in strings.items():
            stem = key.removesuffix("one")
            if key.endswith("_one") and not key.endswith("_ordinal_one") and stem + "other" in strings:
                plural = Plural((*members.path, stem[:-1]), stem, members, string, strings[stem + "other"])
                if not any(map(_chooses, plural.strings)):
                    yield plural


def by_category(forms: list[str], locale: str | None, header: str = "") -> dict[str, str] | None:
    """Return the text of each CLDR category of a locale; None where the number of forms isn't the catalog's.

    `header` is the Plural-Forms of the catalog that the forms stand in; without one they are in the locale's own order.
    """
    numbers = {"one": 0, "other": 1} if locale is None else plural_forms.by_category(locale, header)
    count = 2 if locale is None else plural_forms.forms_of(locale, header).count
    if numbers is None or len(forms) != count or not all(form.strip() for form in forms):
        return None
    return {category: forms[number] for category, number in numbers.items()}


def _chooses(string: String) -> bool:
    message = messages.read(string.value) if "{" in string.value else None
    return message is not None and bool(message.choices)
