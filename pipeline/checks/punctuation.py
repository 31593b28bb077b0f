"""Checks of punctuation: how a sentence begins and ends, and what it opens and closes, in its own language's signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.locales import IDEOGRAPHIC, Locale
from pipeline.model import Finding, Unit
from pipeline.text import inline
from pipeline.text.language import nouns

CHECKS = {
    "end-punctuation": "The translation ends with another kind of sign than the source.",
    "brackets": "A bracket is opened and not closed, or closed and not opened.",
    "quotes": "A quotation mark is opened and not closed, or closed and not opened.",
    "capital": "The translation begins with a small letter, or no German noun has a capital.",
}
# From the most telling on: of `?".` the question mark counts.
KINDS = {
    "question mark": "?？؟՞\u037e⁇⁈⁉",
    "exclamation mark": "!！՜‼",
    "ellipsis": "…⋯",
    "colon": ":：፦",
    "semicolon": ";；؛፤",
    "full stop": ".。．｡।॥۔։።᙮၊။๏|",
    "comma": ",，、،､፣",
}
KIND = {sign: kind for kind, signs in KINDS.items() for sign in signs}
CLOSERS = "\"'”’»›)]}）】」』》〉〕”“„‘ \t\r\n\u00a0\u202f\u3000*_\u200e\u200f\u2068\u2069\u202c\ufeff\u200b\u2060\xad"
TAIL = "".join(KIND) + CLOSERS
NOTE = re.compile(r"(?:\s*+\[[\d٠-٩۰-۹०-९,;\s–-]{1,20}\]|[⁰¹²³⁴-⁹]++|\s*+<[^<>]*+>)+$")
REACH = 1000  # characters at the end of a text in which it says how it ends
ELLIPSIS = re.compile(r"\.\s?\.\s?\.|。。+|…")
DOUBLED = re.compile(r"(?<![.。])(?:\.\.|。。|,,|，，|::|：：|;;)$")
# In scripts of square signs a narrow full stop is a slip of the keyboard.
NARROW = re.compile(r"(?<=[\u3040-\u30ff\u3400-\u9fff])[.,]$")
WIDE = str.maketrans(".,", "。，")
MARKS_OF_LANGUAGE = {"el": {";": "question mark", "·": "semicolon"}, "hy": {":": "full stop"}}
ABBREVIATION = re.compile(
    r"(?:\.\w{1,3}|\b(?:etc|al|inc|ltd|co|corp|vs|approx|no|jr|sr|dr|min|max|tel))\.[)\]\"”’»\s]*$", re.IGNORECASE
)
OPEN_CLOSE = {
    ")": "(",
    "]": "[",
    "}": "{",
    "）": "（",
    "】": "【",
    "」": "「",
    "』": "『",
    "》": "《",
    "»": "«",
    "”": "“",
}
BRACKETS = re.compile(r"[()\[\]（）【】]")
LISTED = re.compile(r"(?:^|[\s(（;,،；，、])[\w٠-٩०-९]{1,4}[)）]|[:;]-?[()]")
ROUND = str.maketrans("（）【】", "()[]")
QUOTES = re.compile("[«»「」『』《》]")
ANY_QUOTE = re.compile('[«»「」『』《》“”„‟〝〞〟＂"]')
INCH = re.compile(r'(?<=\d)"')  # or a quotation mark: nobody knows
SINGLE_QUOTE = re.compile(r"(?<!\w)‘")  # behind a letter it closes, or is one
TYPED_QUOTE = re.compile(r",,|''|``")  # one mark by two signs
CAPITAL = re.compile(r"[\s\"'“„«¿¡(\[*-]*(\w+)")


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Compare ends and starts; look for signs without their pair where the source has all of its pairs."""
    sources = unit.sources
    for pair in unit.pairs(target.forms):
        if inline.is_blank(pair.target):
            continue
        text, translation = pair.source, pair.target
        yield from _end(unit, text, translation, source, target)
        if BRACKETS.search(translation):
            yield from _brackets(unit, sources, translation)
        if target.script != "Hebr":  # which abbreviates by a quotation mark
            yield from _quotes(unit, sources, translation)
        if not source.pseudo and not target.pseudo:
            yield from _start(unit, text, translation)
            if target.language == "de" and (noun := nouns.lowered(translation, text)):
                word = translation[noun[0] : noun[1]]
                message = f"German writes nouns with a capital: “{word}” and the others have none."
                yield Finding("capital", "major", message, unit, None, noun, word[0].upper() + word[1:])


def _end(unit: Unit, text: str, translation: str, source: Locale, target: Locale) -> Iterator[Finding]:
    core = translation.rstrip()
    if core[-2:-1] == core[-1:] and (doubled := DOUBLED.search(core)) and not DOUBLED.search(text.rstrip()):
        message = f"The translation ends with {doubled[0]}: one sign is enough."
        yield Finding("end-punctuation", "minor", message, unit, None, doubled.span(), doubled[0][0])
        return
    if target.script in IDEOGRAPHIC and (narrow := NARROW.search(core)):
        wide = narrow[0].translate(WIDE)
        message = f"The translation ends with {narrow[0]}, and this script writes {wide}."
        yield Finding("end-punctuation", "minor", message, unit, None, narrow.span(), wide)
        return
    if text[-1:] == translation[-1:]:
        return
    wanted, got = _kind(text, source), _kind(translation, target)
    if wanted == got:
        return
    if {wanted, got} == {"", "full stop"} and (
        # No full stops there: a space or nothing ends a sentence.
        (target.unspaced and target.script not in IDEOGRAPHIC) or ABBREVIATION.search(text if wanted else translation)
    ):
        return
    message = f"The source ends with {_named(wanted)}, the translation with {_named(got)}."
    yield Finding("end-punctuation", "minor", message, unit, None, (max(0, len(core) - 1), len(core)))


def _kind(text: str, locale: Locale) -> str:
    """Return what kind of sign ends a text, behind its brackets, quotation marks, codes and notes; "" is none."""
    text = text[-REACH:]
    if text[-1:] in ">]}⁰¹²³⁴⁵⁶⁷⁸⁹ " or text[-2:-1] == "]":
        text = text.rstrip()
        stripped = text.rstrip(TAIL)
        tail = text[len(stripped) :]
        while (shorter := NOTE.sub("", text)) != text and len(shorter) < len(text):
            text = shorter.rstrip()
            tail = text[len(text.rstrip(TAIL)) :] + tail
    else:
        tail = text[len(text.rstrip(TAIL)) :]
    if not tail:
        return ""
    own = MARKS_OF_LANGUAGE.get(locale.language, {})
    if len(tail) > 1 and ELLIPSIS.search(tail):
        return "ellipsis"
    kinds = {own.get(sign) or KIND.get(sign, "") for sign in tail}
    return next((kind for kind in KINDS if kind in kinds), "")


def _named(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}" if kind else "no sign"


def _brackets(unit: Unit, sources: Sequence[str], translation: str) -> Iterator[Finding]:
    if (wrong := _unpaired(translation)) is None or any(_unpaired(text) is not None for text in sources):
        return
    sign = translation[wrong]
    what = "closed" if sign in "([（【" else "opened"
    yield Finding("brackets", "minor", f"The bracket {sign} is never {what}.", unit, None, (wrong, wrong + 1))


def _unpaired(text: str) -> int | None:
    """Return where the first bracket without its pair stands; list numbers and faces have none."""
    plain = inline.blank_codes(text)
    listed = {match.end() - 1 for match in LISTED.finditer(plain)}
    opened: list[int] = []
    loose: list[int] = []
    for match in BRACKETS.finditer(plain):
        sign = match[0].translate(ROUND)
        if sign in "([":
            opened.append(match.start())
        elif opened and plain[opened[-1]].translate(ROUND) == OPEN_CLOSE[sign]:
            opened.pop()
        elif match.start() not in listed:
            loose.append(match.start())
    return min(loose + opened, default=None)


def _quotes(unit: Unit, sources: Sequence[str], translation: str) -> Iterator[Finding]:
    # Danes and some Germans turn guillemets round, and a quotation may run over several paragraphs.
    if not _lacks_quote(translation) or any(map(_lacks_quote, sources)) or TYPED_QUOTE.search(translation):
        return
    wrong = _lonely_quote(translation)
    yield Finding("quotes", "minor", f"The quotation mark {wrong[0]} has no pair.", unit, None, wrong.span())


def _lacks_quote(text: str) -> bool:
    """Tell whether a text has an odd number of quotation marks, whatever is an inch in it, or an open single one."""
    plain = inline.blank_codes(text)
    if len(SINGLE_QUOTE.findall(plain)) > plain.count("’") and "‚" not in plain:
        return True
    marks, inches = len(ANY_QUOTE.findall(plain)), len(INCH.findall(plain))
    return marks % 2 == 1 and (marks - inches) % 2 == 1


def _lonely_quote(text: str) -> re.Match[str]:
    """Return the mark without a pair: one of those with two forms where it is one of them, else the last mark."""
    opened: list[re.Match[str]] = []
    wrong = None
    for match in QUOTES.finditer(text):
        pair = OPEN_CLOSE.get(match[0])
        if pair is None:
            opened.append(match)
        elif opened and opened[-1][0] == pair:
            opened.pop()
        else:
            wrong = match
            break
    wrong = wrong or (opened[-1] if opened else None)
    if wrong is not None and len(QUOTES.findall(text)) % 2:
        return wrong
    plain = inline.blank_codes(text)
    *_, last = ANY_QUOTE.finditer(plain) if len(ANY_QUOTE.findall(plain)) % 2 else SINGLE_QUOTE.finditer(plain)
    return last


def _start(unit: Unit, text: str, translation: str) -> Iterator[Finding]:
    if text[:1].isupper() and not translation[:1].isupper():
        before, after = CAPITAL.match(text), CAPITAL.match(translation)
        if before is None or after is None or "<" in translation[: after.end()]:
            return
        word = after[1]
        # `mRNA`, `eHealth` and `pH` are written so wherever they stand; a lone word is an entry of a list.
        if (
            word.islower()
            and len(word) > 1
            and len(text.split()) > 2
            and word[0].upper() != word[0]
            and before[1].casefold() != word
        ):
            span = after.span(1)
            message = f"The source begins with a capital, “{word}” doesn't."
            yield Finding("capital", "minor", message, unit, None, span, word[0].upper() + word[1:])
