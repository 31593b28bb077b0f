"""Words of one variety of a language in a text of another: registo in Brazil, equipe in Portugal, zumo in Mexico.

Readers understand most of them and trust the text less; some they don't know at all. `varieties.toml` has what each
variety doesn't say, with what it says for it; what is regular (anatómico, está a tomar) is a rule. A language without
a region is of no variety.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

from pipeline.locales import Locale

CHOICE = re.compile(r"<([^<>]*)>")
WORD = re.compile(r"[^\W\d_]+")
BRAZIL, PORTUGAL = "pt-BR", "pt-PT"
SPAIN, LATIN_AMERICA = "es-ES", "es-419"
REGION = re.compile(r"-(?:[A-Z]{2}|419)\b")
LONGEST_ABBREVIATION = 3  # letters of a word in capitals that is none of the language's
# A pronoun may hang on a verb; any other word behind a hyphen makes another word of it.
ENCLITIC = re.compile(r"(?![\d_]|-(?!(?:se|me|te|nos|vos|lhes?|[oa]s?|l[oa]s?|n[oa]s?)\b)\w)", re.IGNORECASE)
# "Está a tomar" is "está tomando" in Brazil; some nouns end as verbs do.
PROGRESSIVE = re.compile(
    r"\b(?:est(?:ou|á|ão|ás|amos|ar|arem|ará|arão|ava|avam|ávamos|eve|eja|ejam|ejamos|iver|iverem|ivesse|ivessem|ando)"
    r"|and(?:a|am|o|amos|ava|avam))(?:\s+(?:agora|ainda|também|já|sempre|apenas|só|atualmente))?\s+"
    r"(a\s+(?!(?:par|mar|bar|mulher|colher|qualquer|lugar|celular)\b)"
    r"([^\W\d_]*(?:[aei](?=r\b)|[áêí](?=-l[oa]s?\b)|p[oô](?=r\b)))(r?)(?:-([^\W\d_]+))?)(?![\w-])",
    re.IGNORECASE,
)
# And the other way round: "está tomando" is "está a tomar" in Portugal.
GERUND = re.compile(
    r"\b(?:est(?:ou|á|ão|ás|amos|ar|arem|ará|arão|ava|avam|ávamos|eve|eja|ejam|iver|iverem|ivesse))\s+"
    r"(?!(?:quando|comando|entretendo)\b)([^\W\d_]+[aeio])ndo(?![\w-])",
    re.IGNORECASE,
)
PLAIN = str.maketrans("áêíô", "aeio")
# Before a nasal and a vowel the Portuguese open é and ó, and Brazilians close them: anatómico, anatômico.
OPEN = re.compile(r"(?<![\w-])[^\W\d_]*[éó][mn][aeiouáâãíóõú][^\W\d_]*(?!\w)")
CLOSED = re.compile(r"(?<![\w-])(?!estômag|fême)[^\W\d_]*[êô][mn][aeiouáâãíóõú][^\W\d_]*(?!\w)")
OPENED, SHUT = str.maketrans("êô", "éó"), str.maketrans("éó", "êô")
# "Chegámos": arrived, not arrive.
PAST = re.compile(r"(?<![\w-])[^\W\d_]+ámos(?!\w)")
# Vosotros has endings of its own.
PLURAL = re.compile(r"\b(?!(?:dieci|veinti)?séis\b|(?:pa|an|hach|chas|ma|comp|ra)ís\b)[^\W\d_]{2,}(?:[áé]i|í)s\b")
IMPERATIVE = re.compile(r"\b[^\W\d_]+[^dt\W\d_]ad\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stranger:
    """A word of another variety, characters [start, end) of the text, and what this one says ("" where it depends).

    `cue` is the English that it has to stand for, None where the word is a stranger in any sense.
    """

    text: str
    start: int
    end: int
    here: str
    cue: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """A word or phrase that a variety doesn't say; `exact` where its capitals are its own."""

    pattern: str
    here: str
    cue: str
    exact: bool


def strangers(text: str, locale: Locale, source: str = "") -> Iterator[Stranger]:
    """Yield the words of a text that its locale's variety doesn't use, in order.

    `source` is the English that it translates: without it, words that depend on what is meant are no strangers.
    """
    variety = _variety(locale.tag)
    rows = _tables().get(variety) if variety else None
    if rows is None:
        return
    found = [*_listed(text, rows, source)]
    for rule in RULES.get(variety, ()):
        found += rule(text)
    end = 0
    for stranger in sorted(found, key=lambda each: (each.start, -each.end)):
        if stranger.start >= end:  # a rule may tell of a word of the list again
            yield stranger
            end = stranger.end


def varied(locale: Locale) -> bool:
    """Tell whether a locale is of a variety that is known."""
    return _variety(locale.tag) in _tables()


def _listed(text: str, rows: Mapping[str, Sequence[_Row]], source: str) -> Iterator[Stranger]:
    end = 0
    for word in WORD.finditer(text):
        known = rows.get(word[0].lower())
        start = word.start()
        if known is None or start < end or text[start - 1 : start] in ("-", "_", "’"):
            continue
        for row in known:
            match = _compiled(row.pattern, ignoring_case=not row.exact).match(text, start)
            cue = _compiled(row.cue, ignoring_case=True) if row.cue else None
            if match is None or not ENCLITIC.match(text, match.end()) or (cue and not cue.search(source)):
                continue
            short = match[0].isupper() and len(match[0]) <= LONGEST_ABBREVIATION
            if short and not row.exact:
                continue
            end = match.end()
            yield Stranger(match[0], start, end, _cased(row.here, match[0]), cue)
            break


def _progressive(text: str) -> Iterator[Stranger]:
    for match in PROGRESSIVE.finditer(text):
        pronoun = match[4] or ""
        if not match[3]:
            pronoun = pronoun.removeprefix("l")
        gerund = match[2].translate(PLAIN) + "ndo" + (f"-{pronoun}" if pronoun else "")
        yield Stranger(match[1], *match.span(1), gerund)


def _gerund(text: str) -> Iterator[Stranger]:
    for match in GERUND.finditer(text):
        stem = match[1]
        infinitive = f"{stem[:-1]}ôr" if stem.lower() == "po" else f"{stem}r"
        yield Stranger(text[match.start(1) : match.end()], match.start(1), match.end(), f"a {infinitive}")


def _respelt(pattern: re.Pattern[str], table: Mapping[int, int]) -> Callable[[str], Iterator[Stranger]]:
    """Return the rule of a spelling; a capital may be a foreign name's."""
    vowels = re.compile(f"[{''.join(map(chr, table))}][mn]")  # a text without has no such word

    def rule(text: str) -> Iterator[Stranger]:
        for match in pattern.finditer(text) if vowels.search(text) else ():
            if match[0].islower() or not text[: match.start()].strip("“\"'(* "):
                yield Stranger(match[0], *match.span(), match[0].translate(table))

    return rule


def _past(text: str) -> Iterator[Stranger]:
    for match in PAST.finditer(text):
        yield Stranger(match[0], *match.span(), f"{match[0][:-4]}amos")


def _vosotros(text: str) -> Iterator[Stranger]:
    for pattern in (PLURAL, IMPERATIVE):
        for match in pattern.finditer(text):
            if match[0].islower() or (pattern is IMPERATIVE and not text[: match.start()].strip("¡¿“\"'( ")):
                yield Stranger(match[0], *match.span(), "")


RULES: dict[str, tuple[Callable[[str], Iterator[Stranger]], ...]] = {
    BRAZIL: (_progressive, _respelt(OPEN, SHUT), _past),
    PORTUGAL: (_gerund, _respelt(CLOSED, OPENED)),
    LATIN_AMERICA: (_vosotros,),
}


@lru_cache(maxsize=64)
def _variety(tag: str) -> str:
    """Return the table of a locale: Spanish of any region but Spain is Latin American."""
    if not REGION.search(tag):
        return ""
    if tag.startswith("es-") and tag != SPAIN:
        return LATIN_AMERICA
    return tag


def _cased(word: str, like: str) -> str:
    """Return a word with the capitals of another one."""
    if like.isupper() and len(like) > LONGEST_ABBREVIATION:
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


@cache
def _tables() -> dict[str, dict[str, tuple[_Row, ...]]]:
    """Return the rows of each variety by their first word, the longest first."""
    data = tomllib.loads((Path(__file__).parent / "varieties.toml").read_text("utf-8"))
    endings = data.pop("endings")
    tables: dict[str, dict[str, list[_Row]]] = {}
    for variety, other in ((BRAZIL, PORTUGAL), (PORTUGAL, BRAZIL), (LATIN_AMERICA, SPAIN), (SPAIN, LATIN_AMERICA)):
        both = data[variety.split("-")[0]]
        shared = both if other in (PORTUGAL, SPAIN) else {ours: theirs for theirs, ours in both.items()}
        rows: dict[str, list[_Row]] = defaultdict(list)
        for there, said in {**shared, **data[variety]}.items():
            here, cue = said if isinstance(said, list) else (said, "")
            for form, twin in paired(there, here, endings):
                first = WORD.match(form)
                assert first is not None, form
                rows[first[0].lower()].append(_row(form, twin, cue))
        tables[variety] = rows
    return {
        variety: {
            first: tuple(sorted(known, key=lambda row: len(row.pattern), reverse=True)) for first, known in rows.items()
        }
        for variety, rows in tables.items()
    }


def _row(form: str, here: str, cue: str) -> _Row:
    exact = form.isupper()
    spaced = re.escape(form).replace(r"\ ", r"\s+")
    return _Row(rf"{spaced}(?!\w)", here, cue, exact)


@cache
def _compiled(pattern: str, *, ignoring_case: bool) -> re.Pattern[str]:
    """Return the pattern of a row: a text has few of them."""
    return re.compile(pattern, re.IGNORECASE if ignoring_case else 0)


def paired(there: str, here: str, endings: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what two patterns stand for, form by form: `registo<s>` is two words."""
    theirs = _forms(there, endings)
    ours = _forms(here, endings) if here else [""] * len(theirs)
    if len(ours) == 1:
        ours *= len(theirs)
    twins: dict[str, str] = {}
    for form, twin in zip(theirs, ours, strict=True):
        twins.setdefault(form, twin)  # one form may stand for several, of which the first is the usual one
    yield from twins.items()


def _forms(pattern: str, endings: Mapping[str, str]) -> list[str]:
    parts = CHOICE.split(pattern)
    choices = [endings.get(part, part).split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    return ["".join(form) for form in product(*choices)]
