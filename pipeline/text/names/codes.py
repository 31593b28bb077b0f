"""Codes in a text and its translation: genes, trials, viruses, rules of treatment, whose letters and digits stay."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pipeline.text import addresses
from pipeline.text.language.scripts import ascii_digits
from pipeline.text.names.spelling import distance
from pipeline.text.names.values import Name, NameChange

# Parts of a code have a digit or a capital; a part in small letters is a word of the language ("IL-15-armed").
PART = r"(?:[A-Za-z]*[A-Z0-9][A-Za-z0-9]*)"
CODE = re.compile(rf"(?<![A-Za-z0-9.,@/_%&#-]){PART}(?:(?:[-*:+/]|\.(?=\d)){PART})*(?![A-Za-z]*[@_=])")
# Figures with a unit, a time, an ordinal, a decade, a page: numbers, which are quantities' business.
QUANTITY = re.compile(
    r"[\d.,/:+*-]*\d(?:[a-zµ].*|AM|PM|[KMGTCFHLJNVWXZ]|MHz|GHz|GB|MB|TB|KB|MG|ML|KG|CM|MM|IU|UI|Hz|D)?|"
    r"\d+(?:st|nd|rd|th|S)|\d+-?(?:HR|Hr|hr|MIN|WK|MO|YR)s?|[IVX]+(?:[-/][IVX]+)*|(?:[A-Z]|[A-Z][a-z]+)(?:[-/](?:[A-Z]|[A-Z][a-z]+))*|[A-Z][a-z]{2,}[-/]?\d+[-/]\d+.*"
)
TITLE = re.compile(r"[A-Z][a-z]{3,}")
TRIAL = re.compile(r"NCT\d{8}|20\d\d-\d{6}-\d\d(?:-\d\d)?|ISRCTN\d{8}|DRKS\d{8}|EUCTR.*|ACTRN\d+|CTRI/.*|U1111-.*")
EURO = re.compile(r"(?<!\d)20\d\d-\d{6}-\d\d(?:-\d\d)?(?!\d)")
IGNORED = re.compile(r"<[^<>]*>|\{[^{}]*\}|%\(?\w+\)?[sd]|&\w+;")
MARKS = {**{ord(dash): "-" for dash in "‐‑‒–—−﹣－"}, 0xA0: " "}
ZONES = re.compile(r"/\d{1,2}:\d\d")
JOINS = re.compile(r"[-/]")
TIME = re.compile(r"[A-Z]\d{1,3}")
HAS_DIGIT = re.compile(r"\d")
FIGURES = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Table:
    """The content of codes.toml: acronyms with their forms in other languages, loose names, and genes.

    `times` are the letters that stand for a day or a week in a language, where English has D or W.
    """

    acronyms: dict[str, tuple[str, ...]]
    times: dict[str, tuple[str, ...]]
    loose: frozenset[str]
    genes: frozenset[str]


def read(text: str) -> tuple[Name, ...]:
    """Return the codes of a text in any language, in order; tags, addresses and placeholders are none."""
    return tuple(_codes(_plain(text), text)) if _may_have(text) else ()


def _may_have(text: str) -> bool:
    return "-" in text or "/" in text or HAS_DIGIT.search(text) is not None


def compare(source: str, target: str, *, latin: bool = True, language: str = "") -> Iterator[NameChange]:
    """Yield what a translation does to the codes of its source; not `latin`: letters may be spelt out in its script."""
    wanted = read(source)
    if not wanted:
        return
    plain = _plain(target)
    got = [*(_codes(plain, target) if _may_have(target) else ()), *_words(plain, target)]
    keys = Counter(name.key for name in wanted)
    flat = re.sub(r"[^A-Za-z0-9]", "", _plain(source)).upper()
    # PM2,5 is PM2.5 where a comma is the decimal sign.
    squeezed = re.sub(r"(?<=\d)[.,](?=\d)|[\s*:/()-]+", "", plain).upper()
    reported: set[str] = set()
    own = {form: name for name in reversed(wanted) for form in (*_times(name, language), *_own_forms(name))}
    rendered = {own[name.key].key for name in got if name.key in own}
    for other in got:
        if other.key in keys or other.key in flat or other.key in own:
            continue
        near = next((name for name in wanted if _slip(name, other)), None)
        if near is None:
            slips = (name for form, name in own.items() if _other_figures(form, other.key) and name.key not in rendered)
            near = next(slips, None)
        if near is not None:
            reported.add(near.key)
            message = f"The code {near.text} has become {other.text}."
            yield NameChange("code-changed", "critical", message, near, other, near.text)
    in_target = Counter(own[name.key].key if name.key in own else name.key for name in got)
    for name in {name.key: name for name in reversed(wanted)}.values():
        if name.key in reported:
            continue
        cut = _cut(name, got, keys, in_target, source, squeezed)
        if cut is not None:
            message = f"The code {name.text} has lost a part: {cut.text}."
            yield NameChange("code-changed", "critical", message, name, cut, name.text)
        elif name.key not in in_target and name.key not in squeezed and _settled(name):
            spelt_out = not latin and name.kind != "trial" and all(run in plain for run in FIGURES.findall(name.text))
            if spelt_out or _localised(name, plain, squeezed):
                continue
            yield NameChange("code-lost", "major", f"The code {name.text} is missing.", name, None, name.text)


def _codes(plain: str, text: str) -> Iterator[Name]:
    for match in CODE.finditer(plain):
        start, end, code = match.start(), match.end(), match[0]
        if EURO.fullmatch(code):
            yield Name("trial", code, start, end, text[start:end])
            continue
        # A capitalised word at either side is a word of the language: "Anti-CD19", "CD19-Zellen".
        if "-" in code or "/" in code:
            while len(parts := JOINS.split(code)) > 1 and parts[0] and TITLE.fullmatch(parts[-1]):
                code = code[: -len(parts[-1]) - 1]
            while len(parts := JOINS.split(code)) > 1 and TITLE.fullmatch(parts[0]) and not _acronym(parts[0]):
                start += len(parts[0]) + 1
                code = code[len(parts[0]) + 1 :]
        end = start + len(code)
        if "/" in code and ZONES.search(code):
            continue  # 14:00 UTC/07:00 PT: the hour of another zone
        if _is_code(code):
            yield Name(_kind(code), _key(code), start, end, text[start:end])


@lru_cache(maxsize=65536)
def _is_code(code: str) -> bool:
    if QUANTITY.fullmatch(code) or len(code) < 2:
        return False
    letters = re.sub(r"[^A-Za-z]", "", code)
    capitals = sum(char.isupper() for char in letters)
    if HAS_DIGIT.search(code):
        if TITLE.match(code):
            return _acronym(re.split(r"[-\d]", code)[0])
        return capitals > 0 or re.fullmatch(r"p\d\d", code) is not None
    return "-" in code and capitals > 2 and all(re.search("[A-Z]", part) for part in code.split("-"))


def _words(plain: str, text: str) -> Iterator[Name]:
    """Yield the acronyms of a text, which a code may have become by losing its number."""
    for match in re.finditer(
        r"(?<![A-Za-z0-9-])(?:[A-Z]{2,}|[A-Z]+[a-z]+[A-Z]+|[Cc]ovid)(?![A-Za-z0-9]|-[A-Z0-9])", plain
    ):
        yield Name("code", _key(match[0]), match.start(), match.end(), text[match.start() : match.end()])


def _slip(name: Name, other: Name) -> bool:
    """Tell whether a code is another one with one slip: a digit changed, letters exchanged, one left out."""
    # A letter after it is the language's plural or case.
    letters, others = _letters(name.key), _letters(other.key)
    # CD19 may well become CD20, which is no slip of a key but as bad.
    sibling = name.kind == "gene" and letters == others and len(name.key) == len(other.key)
    if not sibling and distance(name.key, other.key, 1) > 1:
        return False
    if len(name.key) < 3 or other.key[:-1] == name.key:
        return False
    if letters != others and (other.key in _alternatives(letters) or others in _alternatives(letters)):
        return False
    digits, figures = re.sub(r"\D", "", name.key), re.sub(r"\D", "", other.key)
    if letters != others and digits != figures:
        return False
    # Without digits only letters that changed places are a slip: another letter may be another acronym.
    return bool(digits and figures) or (not digits and sorted(name.key) == sorted(other.key))


def _other_figures(form: str, key: str) -> bool:
    """Tell whether a code has the letters of another and as many figures, but not the same: VIH-2 for HIV-1."""
    same = len(form) == len(key) and form != key and HAS_DIGIT.search(form)
    return bool(same) and re.sub(r"\d", "#", form) == re.sub(r"\d", "#", key)


def _cut(
    name: Name, got: list[Name], keys: Counter[str], in_target: Counter[str], source: str, squeezed: str
) -> Name | None:
    """Return where a code stands without its last part, though the source never has it so."""
    parts = re.split(r"[-–‑]", name.text)
    if len(parts) < 2 or in_target[name.key] >= keys[name.key]:
        return None
    short = _key("-".join(parts[:-1]))
    # The hyphen has only become a blank or a stroke.
    if len(re.findall(rf"{name.key}(?!\d)", squeezed)) >= keys[name.key]:
        return None
    if len(short) < 3 or short in keys or re.search(rf"\b{re.escape(parts[0])}\b(?![-–‑][A-Za-z0-9])", source):
        return None
    if name.key in in_target and short in _table().loose:
        spoken = sum(other.key == short for other in got)
        if in_target[name.key] + spoken != keys[name.key]:
            return None
    return next((other for other in got if other.key == short), None)


def _localised(name: Name, plain: str, squeezed: str) -> bool:
    """Tell whether the translation has the code with an acronym of its own language, or as a loose disease name."""
    upper = plain.upper()
    if TIME.fullmatch(name.key) and re.search(rf"(?<!\d){name.key[1:]}(?!\d)", plain):
        return True  # the week 12 for W12
    if any(form.upper() in upper for acronym in _acronyms(name) for form in _alternatives(acronym)):
        return True
    return any(key in squeezed for key in _own_forms(name))


def _own_forms(name: Name) -> set[str]:
    """Return the keys that a code may have in other languages: ICD-10-PCS is CID-10-PCS."""
    return {name.key.replace(acronym, form.upper()) for acronym in _acronyms(name) for form in _alternatives(acronym)}


def _times(name: Name, language: str) -> Iterator[str]:
    """Yield what a day or a week of a study is called in a language: D14 is J14 in French."""
    if TIME.fullmatch(name.key):
        for pair in _table().times.get(language, ()):
            if name.key.startswith(pair[0]):
                yield pair[-1] + name.key[1:]


def _acronyms(name: Name) -> tuple[str, ...]:
    # What stands before an acronym in small letters is no part of it: rhACE2.
    parts = (*re.findall(r"[A-Za-z]+", name.text.upper()), *re.findall(r"(?<=[a-z])[A-Z]{2,}", name.text))
    return (_letters(name.key), *parts)


def _settled(name: Name) -> bool:
    """Tell whether a code has no other form in any language, so that it is lost where it isn't found."""
    if name.kind == "trial":
        return True
    if _letters(name.key) in _table().loose:
        return False
    return len(name.key) > 2 and bool(re.search(r"[A-Z]", name.key)) and bool(re.search(r"\d", name.key))


def _kind(code: str) -> str:
    if TRIAL.fullmatch(code):
        return "trial"
    head = re.match(r"[A-Za-z]+", code)
    return "gene" if head and head[0].upper() in _table().genes and re.search(r"\d", code) else "code"


def _key(code: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", code).upper()


def _letters(key: str) -> str:
    return re.sub(r"[^A-Z]", "", key)


def _acronym(word: str) -> bool:
    return word.upper() in _table().acronyms


def _alternatives(acronym: str) -> tuple[str, ...]:
    return _table().acronyms.get(acronym, ())


def _plain(text: str) -> str:
    """Return a text of the same length with plain letters, digits and hyphens, and blanks for what is no text."""
    if not text.isascii():
        text = text.translate(_PLAIN)
    text = addresses.blank(text)
    if "<" in text or "{" in text or "%" in text or "&" in text:
        text = IGNORED.sub(lambda match: " " * len(match[0]), text)
    return text


class _PlainCharacters(dict[int, str]):
    """A table of plain characters for `str.translate`, each worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = _plain_char(chr(code))
        return plain


def _plain_char(char: str) -> str:
    if char.isascii():
        return char
    if char.isdecimal():
        return ascii_digits(char)
    plain = unicodedata.normalize("NFKC", char)
    # A raised figure is an exponent: 10⁹/L is a number with a unit.
    return plain if len(plain) == 1 and "SUPERSCRIPT" not in unicodedata.name(char, "") else char


_PLAIN = _PlainCharacters(MARKS)


@cache
def _table() -> Table:
    data = tomllib.loads((Path(__file__).parent / "codes.toml").read_text("utf-8"))
    return Table(
        {key: tuple(forms.split()) for key, forms in data["acronyms"].items()},
        {language: tuple(pairs.split()) for language, pairs in data["times"].items()},
        frozenset(data["loose"]["prefixes"].split()),
        frozenset(data["genes"]["prefixes"].split()),
    )
