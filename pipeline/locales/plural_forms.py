"""Plural forms as a catalog counts them, and the CLDR categories that they stand for.

A catalog's own header says which form is for which number: tools differ in the order and in the number of forms, and
one library's next version may differ from its last. So no form is ever taken by its place alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pipeline import locales
from pipeline.locales import plural_rules
from pipeline.locales.plural_rules import NUMBERS, PluralRule, counted, is_open
from pipeline.model import PluralForms

OTHER = "other"
COUNT = re.compile(r"\s*nplurals\s*=\s*([1-9]\d?)\b")


@lru_cache(maxsize=512)
def forms_of(name: str, header: str = "") -> PluralForms:
    """Return the plural forms of a catalog by its Plural-Forms field; the locale's own where it has none."""
    locale = locales.parse(name)
    if is_open(header):
        return locale.forms
    rule, own = plural_rules.read(header.strip()), plural_rules.read(locale.plural_forms)
    if rule is None:
        problem = "The catalog's Plural-Forms can't be worked out: nobody can tell which form is for which number."
        named = COUNT.match(header)
        return PluralForms(int(named[1]) if named else locale.plural_count, problem=problem, unusable=True)
    if rule == own:
        return locale.forms
    forms = counted(header.strip(), rule.count)
    lost = None if own is None else _merged(name, rule, own)
    if lost is None:
        return forms
    problem = f"The catalog's Plural-Forms has one form for {lost[0]} and {lost[1]}, for which the language has two."
    return PluralForms(forms.count, forms.singular, forms.few, problem)


@lru_cache(maxsize=512)
def by_category(name: str, header: str = "") -> Mapping[str, int] | None:
    """Return the number of the form for each CLDR category of a locale; None where the rule can't be worked out.

    A category takes the form that most of its numbers have; 1 decides where that is undecided. One that no whole number
    has ("other" in Polish, for fractions) takes a form that no whole number leads to, if there is one: other tools keep
    such forms. Else it takes the form of "other", or the last.
    """
    rule = _rule(name, header)
    if rule is None:
        return None
    result = _mapped(name, rule)
    unreached = [form for form in range(rule.count) if form not in rule.forms]
    for category in locales.cldr_plurals(name):
        if category not in result:
            last = max(result.values())
            result[category] = unreached.pop(0) if unreached else result.get(OTHER, last)
    return {category: result[category] for category in locales.cldr_plurals(name)}


def converted(forms: Sequence[str], name: str, old: str, new: str) -> tuple[str, ...] | None:
    """Return the forms that a catalog with one Plural-Forms field has for another with a field of its own.

    None where the two tell other numbers apart: a form would stand for numbers that nobody wrote it for.
    """
    before, after = _rule(name, old), _rule(name, new)
    if before is not None and before == after:
        return tuple(forms)
    if before is None or after is None or len(forms) != before.count:
        return None
    sources: dict[int, set[int]] = {}
    for was, becomes in zip(before.forms, after.forms, strict=True):
        sources.setdefault(becomes, set()).add(was)
    used = set().union(*sources.values())
    if not len(sources) == len(used) == after.count or any(len(source) > 1 for source in sources.values()):
        return None
    return tuple(forms[next(iter(sources[form]))] for form in range(after.count))


def _rule(name: str, header: str) -> PluralRule | None:
    return plural_rules.read(locales.parse(name).plural_forms if is_open(header) else header.strip())


@lru_cache(maxsize=512)
def _categories(name: str) -> tuple[str, ...]:
    return tuple(locales.plural_category(name, number) for number in NUMBERS)


def _merged(name: str, rule: PluralRule, own: PluralRule) -> tuple[int, int] | None:
    """Return two numbers of different categories that the locale's own rule tells apart and another one doesn't.

    They are the first of their categories; what only single numbers of a category have in common is no matter.
    """
    first: dict[str, int] = {}
    for number, category in zip(NUMBERS, _categories(name), strict=True):
        if number < len(range(1000)):
            first.setdefault(category, number)
    theirs, ours = (_mapped(name, each) for each in (rule, own))
    pairs = [(a, b) for a in first for b in first if first[a] < first[b]]
    return next(
        ((first[a], first[b]) for a, b in pairs if theirs[a] == theirs[b] and ours[a] != ours[b]),
        None,
    )


def _mapped(name: str, rule: PluralRule) -> dict[str, int]:
    forms: dict[str, Counter[int]] = {}
    for number, category in zip(NUMBERS, _categories(name), strict=True):
        forms.setdefault(category, Counter())[rule.form(number)] += 1
    singular = rule.form(1)
    return {category: max(count, key=lambda form: (count[form], form == singular)) for category, count in forms.items()}
