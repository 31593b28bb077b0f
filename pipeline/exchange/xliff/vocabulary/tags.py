"""Language tags as BCP 47 (RFC 5646) writes them: what is well-formed, and which two are the same."""

from __future__ import annotations

import re

TAG = re.compile(
    r"""(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})   # language, its extensions
        (?:-[a-z]{4})?                                          # script
        (?:-(?:[a-z]{2}|[0-9]{3}))?                             # region
        (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*                # variants
        (?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*                    # extensions
        (?:-x(?:-[a-z0-9]{1,8})+)?                              # private use
      | x(?:-[a-z0-9]{1,8})+""",
    re.X | re.I | re.A,
)
# Registered before there was a grammar.
GRANDFATHERED = frozenset(
    {
        *(
            "en-gb-oed",
            "i-ami",
            "i-bnn",
            "i-default",
            "i-enochian",
            "i-hak",
            "i-klingon",
            "i-lux",
            "i-mingo",
            "i-navajo",
        ),
        *("i-pwn", "i-tao", "i-tay", "i-tsu", "sgn-be-fr", "sgn-be-nl", "sgn-ch-de", "art-lojban", "cel-gaulish"),
        *("no-bok", "no-nyn", "zh-guoyu", "zh-hakka", "zh-min", "zh-min-nan", "zh-xiang"),
    }
)


def is_language_tag(value: str) -> bool:
    """Tell whether a value is a well-formed language tag."""
    return TAG.fullmatch(value) is not None or value.lower() in GRANDFATHERED


def same_language(one: str, other: str) -> bool:
    """Tell whether two tags are the same: their letters' case has no meaning."""
    return one.lower() == other.lower()
