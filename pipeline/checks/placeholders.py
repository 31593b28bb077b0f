"""Check of placeholders, which a program fills with names and doses: a broken one shows nothing, or stops it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.checks.markup import unmatched
from pipeline.formats.json import messages
from pipeline.formats.json.messages import Choice
from pipeline.locales import Locale
from pipeline.model import Finding, Unit
from pipeline.text import addresses, inline

CHECKS = {"placeholders": "A placeholder is missing, changed, new, or in an order that the program can't read."}
# What can't be anything else is found in every text; the others only where the source has one of their kind.
TOKEN = re.compile(
    r"(?P<named>%\(\w[\w.\- ]*\)[-+#0]{0,4}\d{0,4}(?:\.\d{1,4})?[A-Za-z])"
    r"|(?P<braces>\{\{\{?[^{}]*\}?\}\}|[$%#]\{[^{}]*\}|\$t\([^()]*\)"
    r"|\{\s{0,4}(?:\$?[\w.\-\[\]]*)(?:![rsa])?(?::[^{}\s]*)?\s{0,4}\}"
    r"|\{\s{0,4}[\w.\-]+\s{0,4},\s{0,4}[a-z]+(?:\s{0,4},\s{0,4}[^{},]*)?\s{0,4}\})"
    r"|(?P<choice>\{\s{0,4}[\w.\-]+\s{0,4},\s{0,4}(?:plural|select|selectordinal)\s{0,4},)"
    r"|(?P<surrounded>%[A-Za-z_]\w+%|__\w+?__|\[\[\w+\]\])"
    r"|(?P<printf>(?<![\d%])%(?:\d{1,2}\$)?[-+#0']{0,4}(?:\d{1,4}|\*)?(?:\.(?:\d{1,4}|\*))?(?:hh?|ll?|[qjztL])?[diouxXeEfFgGaAcrsp@](?![A-Za-z0-9_]))"
    r"|(?P<percent>%%)"
    r"|(?P<numbered>(?<![\w%])%L?\d{1,2}(?![\d%$.,]))"
    r"|(?P<dollar>(?<![\w$])\$[1-9](?![\d.,]|\s?(?:million|billion|trillion|thousand|bn\b|k\b|m\b|per\b|a\b)))"
    r"|(?P<variable>(?<![\w$])\$[A-Za-z_]\w*)"
    r"|(?P<colon>(?<![^\s(\"'“«]):[a-z_]\w+(?![\w:]))"
    r"|(?P<sign>(?<![\w&#'])#(?![\w#']))"  # the number of an ICU plural
)
CHOICE = re.compile(r",\s*(?:plural|select|selectordinal)\s*,")
EXPLICIT = "="  # begins a branch for one number
# One set of characters goes first: the search is fast.
HINT = re.compile(r"[{$#%:_\[](?:(?<=[{$#])|(?<=%)[^\s.,;:)\]]|(?<=:)[a-z_]|(?<=_)_|(?<=\[)\[)")
CERTAIN = frozenset({"named", "braces", "choice"})
POSITION = re.compile(r"%(\d{1,2})\$")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A placeholder, its kind, and its [start, end) in the text; `same` is what it has in common with its like."""

    kind: str
    text: str
    same: str
    start: int
    end: int


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Compare the placeholders of source and translation as multisets.

    Positions (`%2$s`) put them in another order. A plural form may follow either form of the source, and one that
    stands for few numbers may leave the number out.
    """
    forms = unit.sources
    if (broken := _choices(unit)) is not None:
        yield broken
        return
    wanted = [_read(text) for text in forms] if any(map(HINT.search, forms)) else [[] for _ in forms]
    signs = frozenset() if len(unit.segment.forms) > 1 else {"sign"}  # elsewhere "# of beds" may be "No. of beds"
    wanted = [[token for token in placeholders if token.kind not in signs] for placeholders in wanted]
    certain = [CERTAIN | {placeholder.kind for placeholder in placeholders} for placeholders in wanted]
    counted = unit.forms or target.forms
    for number, translation in enumerate(unit.targets):
        if not any(wanted) and not HINT.search(translation):
            continue
        if inline.is_blank(translation):
            continue
        placeholders = _read(translation)
        few = len(forms) > 1 and number in counted.few
        answers = [
            _mismatch(unit, before, [token for token in placeholders if token.kind in kinds], translation, few=few)
            for before, kinds in zip(wanted, certain, strict=True)
        ]
        if all(answers) and answers[-1] is not None:
            yield answers[-1].of(forms[-1])


def _choices(unit: Unit) -> Finding | None:
    """Return what is wrong with the choices of a translation whose source is an ICU message; None without any.

    Their arguments and kinds are the source's, and so are the branches of a select; those of a number are the
    language's, named by CLDR's categories.
    """
    source = messages.read(unit.segment.text) if CHOICE.search(unit.segment.text) else None
    if source is None or unit.segment.plural is not None or any(each.problem() for each in source.all_choices()):
        return None
    wanted = {each.argument: _selectors(each) for each in source.all_choices()}
    for translation in unit.targets:
        if inline.is_blank(translation):
            continue
        message = messages.read(translation)
        if message is None:
            text = "The braces of the choice don't fit each other any more: the program can't read it."
            return Finding("placeholders", "critical", text, unit)
        got = list(message.all_choices())
        for choice in got:
            name = f"{{{choice.name}, {choice.kind}, …}}"
            problem = choice.problem()
            if problem is None and choice.argument not in wanted:
                problem = f"the source doesn't have the choice {name}"
            elif problem is None and _differ(wanted[choice.argument], choice):
                problem = f"the branches of {name} are other ones than the source's"
            if problem is not None:
                text = f"The program can't read the choice: {problem}."
                return Finding("placeholders", "critical", text, unit, None, (choice.start, choice.end))
        if lost := wanted.keys() - {choice.argument for choice in got}:
            name, kind, _ = min(lost)
            text = f"The choice {{{name}, {kind}, …}} is missing from the translation."
            return Finding("placeholders", "critical", text, unit)
    return None


def _selectors(choice: Choice) -> frozenset[str]:
    """Return the branches that a translation has to have as well: of a plural those for exact numbers."""
    counts = choice.kind != "select"
    return frozenset(each.selector for each in choice.branches if not counts or each.selector.startswith(EXPLICIT))


def _differ(wanted: frozenset[str], choice: Choice) -> bool:
    """Tell whether a translated choice lacks a branch, or a select has another: no value leads there."""
    got = _selectors(choice)
    return wanted != got if choice.kind == "select" else not wanted <= got


def _read(text: str) -> list[Placeholder]:
    if "://" in text or "@" in text:  # `%20` in an address is no placeholder
        for address in addresses.read(text):
            text = text[: address.start] + " " * (address.end - address.start) + text[address.end :]
    placeholders: list[Placeholder] = []
    position = 0
    for match in TOKEN.finditer(text):
        kind = str(match.lastgroup)
        # Templates allow spaces inside of two braces; Python's and ICU's single ones don't.
        same = match[0] if match[0][:1] == "{" != match[0][1:2] else "".join(match[0].split())
        if kind == "printf":
            position += 1
            explicit = POSITION.match(match[0])
            index = int(explicit[1]) if explicit else position
            same = f"%{index}${POSITION.sub('%', match[0])[1:]}".replace("i", "d")
        elif kind == "braces" and "," in same:
            same = same.partition(",")[0]  # a locale may choose another form of date or number
        placeholders.append(Placeholder(kind, match[0], same, *match.span()))
    if any(token.kind == "dollar" for token in placeholders) and "$1" not in text:
        placeholders = [token for token in placeholders if token.kind != "dollar"]  # a price
    return placeholders


def _mismatch(
    unit: Unit, wanted: Sequence[Placeholder], got: Sequence[Placeholder], translation: str, *, few: bool
) -> Finding | None:
    lost, added = unmatched(wanted, got), unmatched(got, wanted)
    if any(token.kind == "choice" for token in wanted):
        # Languages have other branches: each branch repeats what it needs.
        kinds, others = {token.same for token in wanted}, {token.same for token in got}
        lost = [token for token in lost if token.same not in others]
        added = [token for token in added if token.same not in kinds]
    # Languages with suffixes write them right behind: `%sban` is `%s` with one.
    texts = Counter(token.text for token in wanted)
    if not added:
        lost = [t for t in lost if t.kind != "printf" or translation.count(t.text) < texts[t.text]]
    if not lost and not added:
        return _brace(unit, wanted, translation)
    if few and len(lost) == 1 and not added:
        return None
    if lost and added:
        before, after = lost[0], added[0]
        span = (after.start, after.end)
        if sorted(token.text for token in lost) == sorted(token.text for token in added):
            message = f"{before.text} and {lost[-1].text} are in another order: write %1$…, %2$… in the translation."
            return _finding(unit, message, before, span)
        return _finding(unit, f"The placeholder {before.text} has become {after.text}.", before, span)
    if lost:
        token = lost[0]
        name = re.search(r"\w{2,}", token.text)
        at = translation.find(name[0]) if name else -1
        if name and at >= 0:
            span = (at, at + len(name[0]))
            return _finding(unit, f"The placeholder {token.text} is broken in the translation.", token, span)
        return _finding(unit, f"The placeholder {token.text} is missing from the translation.", token, None)
    token = added[0]
    message = f"The source doesn't have the placeholder {token.text}."
    return Finding("placeholders", "critical", message, unit, None, (token.start, token.end))


def _brace(unit: Unit, wanted: Sequence[Placeholder], translation: str) -> Finding | None:
    """Return the finding of a brace too many or too few around placeholders that are all there."""
    if not any(token.text.startswith("{") for token in wanted) or translation.count("{") == translation.count("}"):
        return None
    if unit.segment.text.count("{") != unit.segment.text.count("}"):
        return None
    sign = "{" if translation.count("{") > translation.count("}") else "}"
    message = f"There is a {sign} too many beside a placeholder: the program can't read it."
    return Finding(
        "placeholders", "critical", message, unit, None, (translation.rfind(sign), translation.rfind(sign) + 1)
    )


def _finding(unit: Unit, message: str, token: Placeholder, span: tuple[int, int] | None) -> Finding:
    return Finding("placeholders", "critical", message, unit, (token.start, token.end), span, token.text)
