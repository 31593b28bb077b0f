"""Check for injection: a stranger's translation brings no script, frame, form or dangerous link into the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape

from pipeline.locales import Locale
from pipeline.model import Finding, Unit

CHECKS = {"injection": "The translation brings in a script, a frame, a handler or a dangerous link."}
NAMES = (
    "script|style|iframe|frame|frameset|object|embed|applet|form|input|button|select|textarea|meta|link|base|svg|math"
    "|template|noscript|audio|video|source|portal|marquee|html|head|body|title|xml|plaintext|xmp|slot|dialog|img|image"
)
TAG = re.compile(
    r"<\s{0,3}/?\s{0,3}(?P<name>" + NAMES + r")(?![\w-])[^<>]*>?(?:[^<]*</(?P=name)\s{0,3}>)?", re.IGNORECASE
)
# Looked for by itself: a tag that the source has may have got a handler here.
RUN = re.compile(
    r"<[^<>]*?[\s/\"'](?P<handler>on[a-z]{3,})\s*=[^<>]*>?"
    r"|(?P<scheme>j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t|vbscript|livescript|mhtml)\s?:(?=\S)"
    r"|(?P<data>data\s*:\s*(?:text/html|application/xhtml|image/svg)[^\s\"'>]*)"
    r"|(?P<mark><!--|<!\[CDATA\[|<!doctype|<\?(?:php|xml|=)|<%[=@\s]|\{%)"
    r"|style\s*=[^<>]{0,200}?(?P<style>expression\s*\(|url\s*\(|-moz-binding|behavior\s*:)[^<>]*",
    re.IGNORECASE,
)
HINT = re.compile(r"[<&]|\{%|[tTlL]\W?:(?=\S)|[aA]\s*:\s*[tTaAiI]")  # what a text without danger seldom has
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\xad\u200b-\u200f\u2060\ufeff]")
WHAT = {
    "name": "the tag <{}>",
    "handler": "the handler {}, which runs a script",
    "scheme": "a {}: link, which runs a script",
    "data": "a document inside of a link ({})",
    "mark": "the mark {}, which hides text or runs code",
    "style": "a style that loads or runs something ({})",
}


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Look for what runs or loads something and the source doesn't have, behind entities and invisible signs too."""
    for translation in unit.targets:
        if not HINT.search(translation):
            continue
        sources = unit.segment.forms
        if new := _brought_in(sources, translation):
            message = f"The translation brings in {_described(new[0])}; the source doesn't have it."
            yield Finding("injection", "critical", message, unit, None, new[0].span())
        elif hidden := _brought_in([_bare(text) for text in sources], _bare(translation)):
            message = f"The translation hides {_described(hidden[0])} behind entities or invisible signs."
            yield Finding("injection", "critical", message, unit)


def spans(sources: Sequence[str], translation: str) -> list[tuple[int, int]]:
    """Return where a translation brings something dangerous in, so that no other check tells of the same place."""
    return [match.span() for match in _brought_in(sources, translation)] if HINT.search(translation) else []


def _brought_in(sources: Sequence[str], translation: str) -> list[re.Match[str]]:
    """Return what none of the sources has as often."""
    matches = _dangers(translation)
    if matches:
        known = Counter[str]()
        for text in sources:
            known |= Counter(map(_kind, _dangers(text)))
        left = []
        for match in matches:
            if known[_kind(match)] > 0:
                known[_kind(match)] -= 1
            else:
                left.append(match)
        return left
    return matches


def _dangers(text: str) -> list[re.Match[str]]:
    return [*TAG.finditer(text), *RUN.finditer(text)]


def _kind(match: re.Match[str]) -> str:
    kind = str(match.lastgroup)
    return f"{kind} {match[kind].casefold()}"


def _described(match: re.Match[str]) -> str:
    kind = str(match.lastgroup)
    return WHAT[kind].format(match[kind])


def _bare(text: str) -> str:
    return CONTROLS.sub("", unescape(text) if "&" in text else text)
