"""The words of a change as a translator looks for them in the text: whole, and with the unit that a figure has."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.text.difference.tokens import Token

EDGES = " \t\n,;:.!?()[]\"“”«»‘’'…"
# What belongs to the word after it, so that "by injection" and "every 6 hours" are shown whole.
LEADING = frozenset({"by", "at", "every", "per", "minus", "<", ">", "≤", "≥", "±", "$", "€", "£"})
PERIODS = frozenset({"day", "days", "week", "month", "year", "hour", "hours", "daily", "times", "night", "weekly"})


def shown(text: str, tokens: Sequence[Token], first: int, last: int, *, alone: bool) -> str:
    """Return the words of tokens [first, last) as they stand in the text.

    Where nothing stands in the other text (`alone`), the words before and after are shown as well.
    """
    some = tokens[first:last]
    if alone or not some:
        first, last = max(0, first - 1), min(len(tokens), last + 1)
    else:
        if first and (tokens[first - 1].word in LEADING or _has_unit(tokens[first - 1], some[0])):
            first -= 1
        if last < len(tokens) and tokens[last].word in PERIODS and some[-1].word not in PERIODS:
            last += 1
    while 0 < last < len(tokens) and (tokens[last - 1].number or tokens[last - 1].word in {"%", "°"}):
        last += 1
    if first >= last:
        return ""
    start, end = tokens[first].start, tokens[last - 1].end
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end].strip(EDGES) or text[start:end].strip()


def _has_unit(before: Token, token: Token) -> bool:
    return before.number and not token.number
