"""Locales by their BCP 47 and gettext names, with what CLDR knows of them, and the two pseudo-locales.

A locale is named `pt-BR` on the web (BCP 47) and `pt_BR` in a gettext tree; `sr@latin` is `sr-Latn`. Names compare by
likely subtags, so that `zh_CN` is `zh-Hans` and a glossary for `pt` serves `pt-BR`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from pipeline.errors import LocaleError
from pipeline.locales.plural_rules import counted

if TYPE_CHECKING:
    from babel.core import Locale as CldrLocale

    from pipeline.model import PluralForms

# Accented English and mirrored "Arabic": for layout work, and unknown to CLDR by design.
PSEUDO = {"en_XA": ("en", "Accented English (pseudo)"), "ar_XB": ("ar", "Right-to-left (pseudo)")}
MODIFIERS = {"latin": "Latn", "cyrillic": "Cyrl", "arabic": "Arab", "devanagari": "Deva"}
# The zero of each numbering system that a locale of CLDR writes by default; the other nine digits follow it.
ZEROS = {
    "adlm": "\U0001e950",
    "arab": "\u0660",
    "arabext": "\u06f0",
    "beng": "\u09e6",
    "cakm": "\U00011136",
    "deva": "\u0966",
    "hmnp": "\U0001e140",
    "mtei": "\uabf0",
    "mymr": "\u1040",
    "nkoo": "\u07c0",
    "olck": "\u1c50",
    "tibt": "\u0f20",
}
PLURALS = ("zero", "one", "two", "few", "many", "other")  # CLDR's categories in CLDR's order
# Directions are sets and tables here because Babel's own answer needs the whole locale's data.
RIGHT_TO_LEFT_SCRIPTS = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Syrc", "Thaa"})
# Scripts that put no spaces between words, with their letters and signs as the inside of a character class.
UNSPACED = {
    "Hans": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
    "Hant": "",  # those of Hans
    "Jpan": "\u3040-\u30ff",  # beside those of Hans
    "Thai": "\u0e00-\u0e7f",
    "Laoo": "\u0e80-\u0eff",
    "Khmr": "\u1780-\u17d3",
    "Mymr": "\u1000-\u109f",
    "Tibt": "\u0f40-\u0fbc",
}
UNSPACED_LETTERS = "".join(UNSPACED.values())
IDEOGRAPHIC = frozenset({"Hans", "Hant", "Jpan"})  # those of square signs
TAG = re.compile(
    r"(?P<language>[A-Za-z]{2,3})(?:[-_](?P<script>[A-Za-z]{4}))?(?:[-_](?P<region>[A-Za-z]{2}|\d{3}))?"
    r"(?:@(?P<modifier>[a-z]+))?"
)
# Numbers of forms that earlier tables of gettext, Babel and CLDR had, with their languages: catalogs still have them.
_EARLIER_COUNTS = {
    1: "cv fa hu hy ka tr",
    2: "blo bm ca dsb es fr gd gv he hnj hsb id ig ii it iu jbo jv kde kea ksh kw lag lkt lld ms my naq nqo osa prg"
    " pt sah sat scn se ses sg shi sma smj smn sms su to tpi vec wo yo yue",
    3: "ga mk",
    4: "cy he mt",
    5: "cy",
    6: "br",
}


@dataclass(frozen=True, slots=True)
class Locale:
    """A locale: its names, script and direction, plural forms and signs of numbers.

    `tag` is the BCP 47 name, `gettext` the one of folders and headers; `plural_forms` is gettext's header value.
    `decimal` and `group` are the separators of numbers, `digits` its ten digits from zero on; `native_name` is what its
    readers call the language.
    """

    tag: str
    gettext: str
    language: str
    script: str
    direction: Literal["ltr", "rtl"]
    english_name: str
    native_name: str
    plural_forms: str
    plural_count: int
    decimal: str
    group: str
    digits: str
    pseudo: bool = False

    @property
    def forms(self) -> PluralForms:
        """Its plural forms as gettext counts them."""
        return counted(self.plural_forms, self.plural_count)

    @property
    def unspaced(self) -> bool:
        """Whether its script puts no spaces between words."""
        return self.script in UNSPACED


@lru_cache(maxsize=512)
def parse(name: str) -> Locale:
    """Return the locale of a BCP 47 or gettext name; raise LocaleError where CLDR doesn't know it."""
    named = TAG.fullmatch(name.strip())
    if named is None:
        raise LocaleError(f"{name!r} is not the name of a locale (such as pt-BR, pt_BR or zh-Hans)")
    if named["modifier"] and named["modifier"] not in MODIFIERS:
        raise LocaleError(f"{name!r} has an unknown modifier (known: {', '.join(MODIFIERS)})")
    script = named["script"] or MODIFIERS.get(named["modifier"] or "")
    parts = [named["language"].lower(), script and script.title(), named["region"] and named["region"].upper()]
    gettext = "_".join(part for part in parts if part)
    base, pseudo_name = PSEUDO.get(gettext, (gettext, ""))
    cldr = _cldr(base, name)
    forms, count = _plurals(cldr)
    # Many a numbering system has digits of its own and no separators: those are then the ones of Latin digits.
    system = cldr.default_numbering_system
    symbols = {**cldr.number_symbols["latn"], **cldr.number_symbols.get(system, {})}
    zero = ord(ZEROS.get(system, "0"))
    full_script = _likely(base)[1]
    return Locale(
        tag=gettext.replace("_", "-"),
        gettext=gettext,
        language=named["language"].lower(),
        script=full_script,
        direction="rtl" if full_script in RIGHT_TO_LEFT_SCRIPTS else "ltr",
        english_name=pseudo_name or cldr.get_display_name("en") or gettext,
        native_name=pseudo_name or _capitalised(cldr.get_display_name(cldr) or gettext),
        plural_forms=forms,
        plural_count=count,
        decimal=symbols["decimal"],
        group=symbols["group"],
        digits="".join(chr(zero + value) for value in range(10)),
        pseudo=bool(pseudo_name),
    )


def unspaced(language: str) -> bool:
    """Tell whether a language, known to CLDR or not, is written without spaces between words."""
    return _likely(language)[1] in UNSPACED


def matches(wanted: str, offered: str) -> bool:
    """Tell whether something offered for one locale serves another: `pt` serves pt-BR, zh_CN serves zh-Hans.

    What is offered for one region serves no other: `pt_BR` serves `pt`, and doesn't serve pt-PT.
    """
    named = parse(offered).gettext
    return named in fallbacks(wanted) or _likely(named) == _likely(parse(wanted).gettext)


def fallbacks(name: str) -> Iterator[str]:
    """Yield gettext names from the locale itself to its bare language, the most particular first.

    CLDR's own parents come between (es_MX, es_419, es); a language that is written in another script is left out.
    """
    from babel.core import get_global

    parents = get_global("parent_exceptions")
    current = parse(name).gettext
    script = _likely(current)[1]
    while current and _likely(current)[1] == script:
        yield current
        current = parents.get(current, current.rpartition("_")[0])


@lru_cache(maxsize=512)
def cldr_plurals(name: str) -> tuple[str, ...]:
    """Return the plural categories of a locale in CLDR's order; "other" is always one."""
    used = _cldr_of(name).plural_form.tags
    return tuple(category for category in PLURALS if category in used or category == "other")


def plural_category(name: str, number: int) -> str:
    """Return the CLDR category that a whole number has in a locale."""
    return _cldr_of(name).plural_form(abs(number))


@lru_cache(maxsize=512)
def ordinal_categories(name: str) -> tuple[str, ...]:
    """Return the categories of a locale's ordinal numbers (1st, 2nd …) in CLDR's order; "other" is always one."""
    used = _cldr_of(name).ordinal_form.tags
    return tuple(category for category in PLURALS if category in used or category == "other")


@lru_cache(maxsize=64)
def month_names(name: str) -> Mapping[str, int]:
    """Return CLDR's names of the months, full and short, inflected and alone, in lower case: name → 1 to 12.

    The one-letter names are left out.
    """
    cldr = _cldr_of(name)
    names = {
        word.lower().rstrip("."): month
        for context in ("format", "stand-alone")
        for width in ("abbreviated", "wide")
        for month, word in cldr.months[context][width].items()
        if not word.isdecimal()
    }
    return MappingProxyType(names)


@lru_cache(maxsize=64)
def date_order(name: str) -> str:
    """Return the order of day, month and year in a date of figures: "dmy", "mdy" or "ymd"."""
    pattern = _cldr_of(name).date_formats["short"].pattern.lower()
    return "".join(sorted("dmy", key=pattern.index))


def has_colon_in_times(name: str) -> bool:
    """Tell whether the locale writes 8:30 with that sign; some write 8.30."""
    return ":" in _cldr_of(name).time_formats["short"].pattern


@lru_cache(maxsize=64)
def latin_separators(name: str) -> tuple[str, str]:
    """Return the decimal and the grouping sign that go with the digits 0–9, whichever digits the locale prefers."""
    symbols = _cldr_of(name).number_symbols["latn"]
    return symbols["decimal"], symbols["group"]


def percent(name: str, number: str) -> str:
    """Put the locale's percent sign where the locale has it."""
    pattern = _cldr_of(name).percent_formats[None].pattern.partition(";")[0]
    sign = _cldr_of(name).number_symbols["latn"]["percentSign"]
    return re.sub(r"[#,.0]+", lambda _: number, pattern).replace("%", sign)


def duration(name: str, value: Decimal, unit: str, number: str) -> str:
    """Put the name of a length of time ("week") to a number as it is written, in the plural form of its value."""
    from babel.numbers import format_decimal
    from babel.units import format_unit

    cldr = _cldr_of(name)
    key, shown = f"duration-{unit}", format_decimal(value, locale=cldr)
    # Babel has the full names only where they differ from the short ones, and shows the key where it has none.
    forms = (format_unit(value, key, length, locale=cldr) for length in ("long", "short", "narrow"))
    text = next((form for form in forms if key not in form), f"{shown} {unit}")
    if shown in text:
        return text.replace(shown, number, 1)
    return text if value == 2 and number.isdecimal() else f"{number} {text}"


@lru_cache(maxsize=512)
def counts_24_hours(name: str) -> bool:
    """Tell whether a locale writes the hours of a day up to 24."""
    from babel.dates import get_time_format

    return "H" in get_time_format("short", locale=name).pattern


def write_date(name: str, year: int | None, month: int, day: int | None) -> str:
    """Write a date in the locale's words; what isn't known is left out."""
    from datetime import date

    from babel.dates import format_date, format_skeleton

    cldr = _cldr_of(name)
    value = date(year or 2000, month, day or 1)
    if year and day:
        return format_date(value, "long", locale=cldr)
    skeleton = "yMMMM" if year else "MMMMd"
    if (year or day) and skeleton in cldr.datetime_skeletons:
        return format_skeleton(skeleton, value, locale=cldr)
    return format_date(value, f"{'d ' if day else ''}MMMM{' y' if year else ''}", locale=cldr)


@lru_cache(maxsize=64)
def territory_names(name: str) -> Mapping[str, str]:
    """Return what a locale calls each country, by its ISO 3166 code."""
    return MappingProxyType({code: text for code, text in _cldr_of(name).territories.items() if len(code) == 2})


@lru_cache(maxsize=64)
def language_names(name: str) -> Mapping[str, str]:
    """Return what a locale calls each language, by its ISO 639 code."""
    return MappingProxyType({code: text for code, text in _cldr_of(name).languages.items() if "_" not in code})


@lru_cache(maxsize=64)
def city_names(name: str) -> Mapping[str, str]:
    """Return what a locale calls the cities of time zones, by zone ("Europe/Vienna"); CLDR names those it must."""
    zones = _cldr_of(name).time_zones
    return MappingProxyType({zone: names["city"] for zone, names in zones.items() if "city" in names})


def with_region(name: str) -> str:
    """Return a locale as language_REGION, its likely region where the name has none: the form of og:locale."""
    language, _, region = _likely(parse(name).gettext)
    return f"{language}_{region}" if region else language


@lru_cache(maxsize=512)
def _likely(name: str) -> tuple[str, str, str]:
    """Language, script and region with CLDR's likely subtags filled in."""
    from babel.core import get_global

    parts = PSEUDO.get(name, (name.replace("-", "_"), ""))[0].split("_")
    language = parts[0].lower()
    script = next((part.title() for part in parts[1:] if len(part) == 4), "")
    region = next((part.upper() for part in parts[1:] if len(part) in {2, 3}), "")
    likely = get_global("likely_subtags")
    candidates = [
        "_".join(filter(None, key))
        for key in ((language, script, region), (language, region), (language, script), (language,))
    ]
    full = next((likely[key] for key in candidates if key in likely), "")
    default = [*full.split("_"), "", "", ""]
    return language, script or default[1] or "Latn", region or (default[2] if len(default[2]) != 4 else "")


def _cldr_of(name: str) -> CldrLocale:
    gettext = parse(name).gettext
    return _cldr(PSEUDO.get(gettext, (gettext, ""))[0], name)


def _cldr(gettext: str, asked: str) -> CldrLocale:
    from babel.core import Locale as BabelLocale
    from babel.core import UnknownLocaleError

    unknown = f"{asked!r} is a locale that CLDR doesn't know"
    try:
        cldr = BabelLocale.parse(gettext)
    except (UnknownLocaleError, ValueError) as error:
        raise LocaleError(unknown) from error
    # Babel takes the likely region of a language for one that it doesn't know.
    if not set(gettext.split("_")[1:]) <= {cldr.script, cldr.territory}:
        raise LocaleError(unknown)
    return cldr


@lru_cache(maxsize=128)
def plural_counts(name: str) -> frozenset[int]:
    """Return how many forms a catalog of a locale may have for a plural: gettext and CLDR may differ.

    Of a locale that CLDR doesn't know there are none.
    """
    try:
        cldr = _cldr_of(name)
    except LocaleError:
        return frozenset()
    earlier = (count for count, languages in _EARLIER_COUNTS.items() if cldr.language in languages.split())
    return frozenset({_plurals(cldr)[1], len(cldr.plural_form.tags) + 1, *earlier})


def _plurals(cldr: CldrLocale) -> tuple[str, int]:
    from babel.messages.plurals import get_plural

    plural = get_plural(cldr)
    if (cldr.language, cldr.territory) == ("pt", None):
        plural = get_plural("pt_BR")  # CLDR's `pt` is Brazil's; gettext's table knows that by region alone
    return f"nplurals={plural.num_plurals}; plural={plural.plural_expr};", plural.num_plurals


def _capitalised(name: str) -> str:
    """CLDR writes names as inside a sentence; in a list of languages they stand alone."""
    return name[:1].upper() + name[1:]
