"""German nouns in small letters: a machine that writes none with a capital, which readers stumble over at every step.

Proof is a text of which no word but the first has a capital, and a word in small letters that can be nothing else than
a noun: by its ending (-ung, -heit, -tät), or because it stands alone behind an article.
"""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_][^\W_]*(?:[-’'][^\W_]+)*")
BEGINS = re.compile(r"(?:^|[.!?:…][\"»“”’)\]]{0,5}\s)\s{0,5}[\"„«(\[]{0,5}")
SHORTEST = 5  # words: fewer are a label
FORMAL = frozenset({"Sie", "Ihnen", "Ihr", "Ihre", "Ihrem", "Ihren", "Ihrer", "Ihres"})  # capitals that are no nouns
PARTS = re.compile(r"[-’']")
NOUN = re.compile(
    r"\w{3,}(?:ung|heit|keit|schaft|tion|tät|ismus|ologie|itis|enz|anz|therapie|studie|patient)(?:e|en|n|s)?"
)
# Participles and "young" end as nouns do.
NO_NOUN = re.compile(r"\w{0,8}(?:ge\w{2,7}ungen|zwungen|rungen|lungen|jungen?)")
# Articles that are no pronouns, too: "das heißt", "die können".
_ARTICLE = r"\b(?:des|eine[msn]?|im|zum|zur|vom|beim)"
_AFTER = r"und|oder|in|von|mit|der|des|wird|wurden?|ist|sind|war|waren|werden|für|zu|auf|bei|nach"
BEHIND_ARTICLE = re.compile(rf"{_ARTICLE}\s+([a-zäöüß-]{{4,40}})(?=[.,;:)]|$|\s(?:{_AFTER})\b)")
# What stands alone behind an article and is no noun: die meisten, das gleiche, im allgemeinen.
ALONE = re.compile(
    r"\w*(?:meisten?|gleichen?|allgemeinen?|übrigen?|anderen?|beide[nr]?|ersten?|letzten?|vielen?|einen?|besten?|ere[nrs]?"
    r"|selben?|folgende[ns]?|ganzen?|einzelnen?|wenigen?|sten|wesentlichen|nachhinein|voraus|mal|teil)"
)


def lowered(text: str, source: str) -> tuple[int, int] | None:
    """Return a German noun in small letters where the text has none with a capital; None where that isn't shown."""
    words = list(WORD.finditer(text))
    if len(words) < SHORTEST or source.islower():  # a label whose style is to have no capitals
        return None
    begins = {match.end() for match in BEGINS.finditer(text)}
    if any(_is_capital(word[0]) and word.start() not in begins and word[0] not in source for word in words):
        return None
    for word in words:
        if word[0].islower() and NOUN.fullmatch(word[0]) and not NO_NOUN.fullmatch(word[0]):
            return word.span()
    nouns = (match.span(1) for match in BEHIND_ARTICLE.finditer(text) if not ALONE.fullmatch(match[1]))
    return next(nouns, None)


def _is_capital(word: str) -> bool:
    """Tell whether a part of a word begins as a noun does; an acronym has capitals alone."""
    return word not in FORMAL and any(part[:1].isupper() and not part.isupper() for part in PARTS.split(word))
