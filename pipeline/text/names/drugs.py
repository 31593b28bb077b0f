"""Medicines in a text and its translation: a near miss of a name, or another medicine, could kill."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from pipeline.text.names import medicines
from pipeline.text.names.spelling import WORD, distance, fold, spelling
from pipeline.text.names.values import Name, NameChange

# In these languages the writer of a name has no choice, so that a name that isn't there is lost.
SETTLED = frozenset({"pt", "es", "fr", "it", "de", "ru", "uk"})


def compare(source: str, target: str, source_language: str, target_language: str) -> Iterator[NameChange]:
    """Yield what a translation does to the medicines of its source."""
    wanted = {name.key: name for name in reversed(medicines.read(source, source_language))}
    got = medicines.read(target, target_language)
    if not wanted and not got:
        return
    near = _near_characters if target_language in medicines.IDEOGRAPHIC else _near_words
    present, misspelt = near(wanted, got, target, target_language)
    yield from misspelt
    misspelt_keys = {change.source.key for change in misspelt if change.source}
    missing = [name for key, name in wanted.items() if key not in present and key not in misspelt_keys]
    taken = {change.target.start for change in misspelt if change.target}
    others = {
        name.key: name
        for name in got
        if name.key not in wanted and name.start not in taken and name.start not in present.values()
    }
    for name, other in zip(missing, others.values(), strict=False):
        usual = medicines.suggestion(name.key, target_language)
        message = f"The source speaks of {name.text}, the translation of {other.text}."
        yield NameChange("drug-changed", "critical", message, name, other, usual)
    for name in missing[len(others) :]:
        if target_language in SETTLED and medicines.listed().keys.get(name.key):
            usual = medicines.suggestion(name.key, target_language)
            yield NameChange("drug-lost", "major", f"The medicine {name.text} is missing.", name, None, usual)


def _near_words(
    wanted: dict[str, Name], got: Iterable[Name], target: str, language: str
) -> tuple[dict[str, int], list[NameChange]]:
    """Return where each wanted medicine stands, and the words that almost name one."""
    present: dict[str, int] = {}
    misspelt: list[NameChange] = []
    if not wanted:
        return present, misspelt
    words = [(match.start(), match.end(), fold(match[0])) for match in WORD.finditer(target)]
    # A name may be written in two words, or parted by a hyphen.
    pairs = [(left[0], right[1], left[2] + right[2]) for left, right in pairwise(words) if right[0] - left[1] <= 1]
    spelt = {key: medicines.written(key, language) for key in wanted}
    good: set[int] = set()
    for key, written in spelt.items():
        for start, _, word in (*words, *pairs) if written else ():
            if written and written.pattern.fullmatch(word):
                present.setdefault(key, start)
                good.add(start)
        if written is None:
            present[key] = -1
    own = {name.start for name in got if name.key in wanted or medicines.listed().keys.get(name.key)}
    for key, written in spelt.items():
        name = wanted[key]
        for start, end, word in words if written else ():
            if start in good or start in own or len(word) < 5:
                continue
            limit = 1 if key in present or len(key) < 9 else 2
            if written and any(_nearly(form, word, limit, language) for form in written.forms):
                good.add(start)
                usual = medicines.suggestion(key, language)
                text = target[start:end]
                message = (
                    f"{text} almost says {name.text}: write {usual}." if usual else f"{text} almost says {name.text}."
                )
                misspelt.append(
                    NameChange("drug-misspelt", "critical", message, name, Name("drug", key, start, end, text), usual)
                )
    return present, misspelt


def _nearly(form: str, word: str, limit: int, language: str) -> bool:
    """Tell whether a folded word is a slip of a form, with or without what the language joins to words."""
    if distance(form, word, limit) <= limit:
        return True
    rules = spelling(language)
    if rules is None:
        return False
    bare = [word[len(prefix) :] for prefix in rules.prefixes if word.startswith(prefix)]
    bare += [word[: -len(ending)] for ending in rules.endings if word.endswith(ending)]
    # The limit is for the name alone: an ending that is taken off mustn't be a part of it.
    return any(len(rest) > 5 and distance(form, rest, limit) <= limit for rest in bare)


def _near_characters(
    wanted: dict[str, Name], got: Iterable[Name], target: str, language: str
) -> tuple[dict[str, int], list[NameChange]]:
    """Do the same where words aren't parted: with the names taken out, no name may stand there almost."""
    present = {name.key: name.start for name in got if name.key in wanted}
    rest = target
    for name in got:
        rest = rest[: name.start] + "\0" * len(name.text) + rest[name.end :]
    misspelt = []
    for key, name in wanted.items():
        forms = medicines.listed().forms.get(language, {}).get(key)
        if not forms:
            present.setdefault(key, -1)
        if (match := re.search(re.escape(name.text), rest, re.I)) is not None:
            present.setdefault(key, match.start())
        slip = next(
            (slip for form in forms or () for slip in _slips(form, lost=key not in present) if slip in rest), None
        )
        if slip and forms:
            start = rest.index(slip)
            message = f"{slip} almost says {name.text}: write {forms[0]}."
            wrong = Name("drug", key, start, start + len(slip), slip)
            misspelt.append(NameChange("drug-misspelt", "critical", message, name, wrong, forms[0]))
    return present, misspelt


@lru_cache(maxsize=2048)
def _slips(form: str, *, lost: bool) -> tuple[str, ...]:
    """Return a name with two characters exchanged or one left out, as long as that can't be another word."""
    exchanged = [form[:at] + form[at + 1] + form[at] + form[at + 2 :] for at in range(len(form) - 1)]
    shorter = [form[:at] + form[at + 1 :] for at in range(len(form))] if len(form) > 2 else []
    if lost and len(form) == 2:
        shorter = [char for char in form if char in RARE]
    return tuple(slip for slip in dict.fromkeys((*exchanged, *shorter)) if slip not in {form, *CLASSES})


# Characters that only the names of medicines have, and the names of classes, which other names end in.
RARE = frozenset("铂喹唑啶嘌呤喃嗪吡咪")
CLASSES = frozenset(
    {
        "单抗",
        "替尼",
        "霉素",
        "肝素",
        "沙星",
        "他汀",
        "普利",
        "地平",
        "洛尔",
        "沙坦",
        "青素",
        "可的",
        "的松",
        "环素",
        "菌素",
        "利平",
        "平安",
    }
)
