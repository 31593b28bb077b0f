"""ICU messages taken apart, so that each branch is a text of its own and no translator meets the frame around it.

Where one argument chooses, or several that are no two numbers, each branch is a whole sentence, with the words around
the choice: languages agree in gender and case across a sentence. Two numbers in one message count independently, and
each wants the plural forms of the target: there the sentence and the branches are texts of their own.

    {sex, select, female {She} other {They}} took {n, plural, =0 {none} one {# pill} other {# pills}}.
    [sex=female][n=0] She took none.    [sex=female] She took # pill. | She took # pills.    [sex=other] …
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline import locales
from pipeline.formats.json import messages
from pipeline.formats.json.messages import OTHER, Branch, Choice, Message

MOST_WHOLE = 16  # whole sentences that one message may become: with more, its branches are texts of their own
STAND_INS = range(0xE000, 0xE100)  # characters for private use, each for a choice inside of a text
EXPLICIT = "="

Argument = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a message: one form, or singular and plural, as they stand in the source.

    `where` names the branches that lead to it. In the place of a choice stands a character of STAND_INS; `inner` has
    the choices by these.
    """

    where: str
    forms: tuple[str, ...]
    inner: Mapping[str, Fork] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Fork:
    """A choice with what its branches lead to; `counted` is the text of a plural that gets the target's categories."""

    name: str
    kind: messages.Kind
    offset: int
    branches: tuple[tuple[str, Part], ...]
    counted: Text | None = None


Part = Text | Fork

Write = Callable[[Text], Mapping[str, str]]
"""Return what a text says in the translation: by "" its one form, else by the plural's categories."""


def take_apart(value: str, lang: str) -> Part | None:
    """Return the parts of a message in a language that has choices; None where it has none, or can't be taken apart.

    A choice that no program can use stays whole, as does a plural with other categories than one and other that the
    language uses: two source forms couldn't say what those say.
    """
    message = messages.read(value) if "{" in value else None
    if message is None or not message.choices or any(chr(code) in value for code in STAND_INS):
        return None
    if sum(1 for _ in message.all_choices()) > len(STAND_INS):
        return None
    if any(choice.problem() or _is_richer(value, choice, lang) for choice in message.all_choices()):
        return None
    taking = _Taking(value, lang)
    return taking.whole(message) or taking.pieces(message, "")


def texts(part: Part) -> Iterator[Text]:
    """Yield all texts of a message, the outer before the inner."""
    if isinstance(part, Fork):
        for _, branch in part.branches:
            yield from texts(branch)
        if part.counted is not None:
            yield from texts(part.counted)
        return
    yield part
    for fork in part.inner.values():
        yield from texts(fork)


def put_together(part: Part, write: Write, locale: str | None) -> str:
    """Return the message of parts whose texts `write` gives; ordinals get the categories of the locale."""
    if isinstance(part, Text):
        return _with_inner(part, write(part)[""], write, locale)
    said = {selector: put_together(branch, write, locale) for selector, branch in part.branches}
    if part.counted is not None:
        forms = write(part.counted)
        said |= {name: _with_inner(part.counted, form, write, locale) for name, form in forms.items()}
    if part.kind == "selectordinal" and locale is not None:
        exact = {selector: text for selector, text in said.items() if selector.startswith(EXPLICIT)}
        said = exact | {name: said.get(name, said[OTHER]) for name in locales.ordinal_categories(locale)}
    offset = f"offset:{part.offset} " if part.offset else ""
    branches = " ".join(f"{selector} {{{text}}}" for selector, text in said.items())
    return f"{{{part.name}, {part.kind}, {offset}{branches}}}"


def _with_inner(text: Text, form: str, write: Write, locale: str | None) -> str:
    for sign, fork in text.inner.items():
        if sign in form:
            form = form.replace(sign, put_together(fork, write, locale))
    return form


def _is_richer(value: str, choice: Choice, lang: str) -> bool:
    """Tell whether a plural says more than two forms can: a category of the language's own beside one and other."""
    if choice.kind != "plural":
        return False
    other = choice.branch(OTHER)
    used = set(locales.cldr_plurals(lang)) - {"one", OTHER}
    return any(
        branch.selector in used and other is not None and _raw(value, branch.message) != _raw(value, other.message)
        for branch in choice.branches
    )


def _raw(value: str, message: Message) -> str:
    return value[message.start : message.end]


@dataclass(slots=True)
class _Taking:
    """The taking apart of one message of a language."""

    value: str
    lang: str
    _signs: dict[str, str] = field(default_factory=dict)  # the stand-in of each choice, by what it says
    _named: dict[tuple[str, str], list[str]] = field(default_factory=dict)  # what an argument chooses in one place
    _is_possible: bool = True  # that whole sentences say it
    _left: int = MOST_WHOLE

    def whole(self, message: Message) -> Part | None:
        """Return a message as whole sentences, the plural innermost; None where they can't say it.

        Where two numbers choose, `#` would be the inner one's, and the outer one had no forms of the target's.
        """
        numbers = {choice.argument for choice in message.all_choices() if choice.kind != "select"}
        if len(numbers) > 1:
            return None
        part = self._whole(message, {}, "")
        return part if self._is_possible else None

    def _whole(self, message: Message, chosen: Mapping[Argument, str], where: str) -> Part:
        if not self._is_possible:
            return Text(where, ("",))
        is_open = list(_open(message, chosen, self._picked))
        choice = next((each for each in is_open if each.kind != "plural"), is_open[0] if is_open else None)
        if choice is None:
            self._count()
            return Text(where, (self._text(message, chosen, in_plural=_counts(chosen)),))
        same = [each for each in is_open if each.argument == choice.argument]
        selectors = list(dict.fromkeys(branch.selector for each in same for branch in each.branches))
        counted = None
        if choice.kind == "plural":
            selectors = [selector for selector in selectors if selector.startswith(EXPLICIT)]
            forms = [self._text(message, {**chosen, choice.argument: name}, in_plural=True) for name in ("one", OTHER)]
            counted = Text(where, tuple(forms))
            self._count()
        branches = tuple(
            (each, self._whole(message, {**chosen, choice.argument: each}, where + _named(choice.name, each)))
            for each in selectors
        )
        return Fork(choice.name, choice.kind, choice.offset, branches, counted)

    def pieces(self, message: Message, where: str) -> Text:
        """Return a message as a sentence with stand-ins, whose choices are taken apart by themselves."""
        return self._piece((message,), where)

    def _piece(self, forms: Sequence[Message], where: str) -> Text:
        inner: dict[str, Fork] = {}
        written = []
        for message in forms:
            text, at = "", message.start
            for choice in message.choices:
                raw = self.value[choice.start : choice.end]
                sign = self._signs.setdefault(raw, chr(STAND_INS[len(self._signs)]))
                inner[sign] = self._fork(choice, where)
                text, at = text + self.value[at : choice.start] + sign, choice.end
            written.append(text + self.value[at : message.end])
        return Text(where, tuple(written), inner)

    def _fork(self, choice: Choice, where: str) -> Fork:
        same = self._named.setdefault((where, choice.name), [])
        raw = self.value[choice.start : choice.end]
        if raw not in same:
            same.append(raw)
        name = choice.name if raw == same[0] else f"{choice.name} {same.index(raw) + 1}"
        counted = None
        branches: list[tuple[str, Part]] = []
        for branch in choice.branches:
            if choice.kind == "plural" and not branch.selector.startswith(EXPLICIT):
                continue
            branches.append((branch.selector, self._piece((branch.message,), where + _named(name, branch.selector))))
        if choice.kind == "plural":
            forms = [self._picked(choice, category).message for category in ("one", OTHER)]
            counted = self._piece(forms, f"{where}[{name}]")
        return Fork(choice.name, choice.kind, choice.offset, tuple(branches), counted)

    def _text(
        self, message: Message, chosen: Mapping[Argument, str], *, in_plural: bool, counting: bool = False
    ) -> str:
        """Return what a message says once all its choices are made.

        Where it comes to stand in a plural, `#` that stood outside of one is quoted: there it would be the number.
        """
        parts, at = [], message.start
        for choice in message.choices:
            parts.append(self._plain(at, choice.start, in_plural=in_plural, counting=counting))
            branch = self._picked(choice, chosen[choice.argument])
            inside = counting or choice.kind != "select"
            parts.append(self._text(branch.message, chosen, in_plural=in_plural, counting=inside))
            at = choice.end
        return "".join((*parts, self._plain(at, message.end, in_plural=in_plural, counting=counting)))

    def _plain(self, start: int, end: int, *, in_plural: bool, counting: bool) -> str:
        text = self.value[start:end]
        if not in_plural or counting or "#" not in text:
            return text
        self._is_possible &= "'" not in text  # what it quotes could be another thing there
        return text.replace("#", "'#'")

    def _count(self) -> None:
        self._left -= 1
        self._is_possible &= self._left >= 0

    def _picked(self, choice: Choice, selector: str) -> Branch:
        """Return the branch that a selector leads to: its own, that of the number's category, or other."""
        found = choice.branch(selector)
        if found is None and selector.startswith(EXPLICIT) and choice.kind == "plural":
            found = choice.branch(locales.plural_category(self.lang, int(selector[1:]) - choice.offset))
        found = found or choice.branch(OTHER)
        assert found is not None, "a choice without other is not taken apart"
        return found


def _named(name: str, selector: str) -> str:
    """Return what a branch is called in the context of its text: `[sex=female]`, `[n=0]`."""
    return f"[{name}={selector.removeprefix(EXPLICIT)}]"


def _counts(chosen: Mapping[Argument, str]) -> bool:
    return any(kind != "select" for _, kind, _ in chosen)


def _open(
    message: Message, chosen: Mapping[Argument, str], picked: Callable[[Choice, str], Branch]
) -> Iterator[Choice]:
    """Yield the choices that are still to be made."""
    for choice in message.choices:
        if choice.argument in chosen:
            yield from _open(picked(choice, chosen[choice.argument]).message, chosen, picked)
            continue
        yield choice
        for branch in choice.branches:
            yield from _open(branch.message, chosen, picked)
