"""Lexical constraints of a beam search: automata of phrases that must or must not appear, and dynamic beam allocation.

Each requirement is an Aho–Corasick automaton over all of its options, so that a false start falls back to the longest
beginning that still fits, and requirements that overlap or contain one another are met by the same tokens. Beams are
allocated so that hypotheses compete only with those that have produced as many tokens of the requirements: a forced
word is unlikely, and would lose to any other before it has made its phrase whole.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.mt.search.hypotheses import Constraint, Task

_MET = -1
_OTHER = -1  # a token that no phrase has
NEVER = -1e9  # the score of a place without a hypothesis


class Automaton:
    """The states of a search for several token sequences at once; state 0 is where nothing fits yet."""

    def __init__(self, sequences: Iterable[Sequence[int]]) -> None:
        self.children: list[dict[int, int]] = [{}]
        self.depth = [0]
        self.accepting = [False]
        for sequence in sequences:
            self._add(sequence)
        self.fallback = [0] * len(self.children)
        self._link()
        self.longest = max(self.depth)

    def _add(self, sequence: Sequence[int]) -> None:
        state = 0
        for token in sequence:
            if token not in self.children[state]:
                self.children[state][token] = len(self.children)
                self.children.append({})
                self.depth.append(self.depth[state] + 1)
                self.accepting.append(False)
            state = self.children[state][token]
        self.accepting[state] = True

    def _link(self) -> None:
        waiting = deque(self.children[0].values())
        while waiting:
            state = waiting.popleft()
            for token, child in self.children[state].items():
                self.fallback[child] = self.step(self.fallback[state], token)
                self.accepting[child] |= self.accepting[self.fallback[child]]
                waiting.append(child)

    def step(self, state: int, token: int) -> int:
        """Return the state after a token."""
        while state and token not in self.children[state]:
            state = self.fallback[state]
        return self.children[state].get(token, 0)

    def advancing(self, state: int) -> set[int]:
        """Return the tokens that begin a sequence or carry one further."""
        tokens = set(self.children[state])
        while state:
            state = self.fallback[state]
            tokens.update(self.children[state])
        return tokens


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a hypothesis through its phrases: the state of each requirement, the state of what is forbidden.

    `fresh` says that the last token completed a requirement.
    """

    states: tuple[int, ...]
    forbidden: int = 0
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """The progress that a token leads to, and its bank: how many tokens of the requirements are there.

    Hypotheses compete with those that have as many.
    """

    progress: Progress
    bank: int


@dataclass(frozen=True, slots=True)
class Following:
    """The ways on from a hypothesis: tokens that are banned, those that bring a requirement nearer, where tokens lead.

    `leads` has the tokens that a requirement or a prohibition knows; all others lead `otherwise`.
    """

    banned: frozenset[int]
    wanted: tuple[int, ...]
    leads: Mapping[int, Reached]
    otherwise: Reached


class Rules:
    """The requirements and prohibitions of one task.

    An option that can't be produced is left out: one that is empty, or holds an `impossible` token, or a forbidden
    sequence. A requirement without options counts as unmet from the start and holds nothing else up. `inside` are the
    tokens that continue a word: none may follow a requirement directly, or it would be part of another word.
    """

    def __init__(self, task: Task, *, impossible: Collection[int] = (), inside: Collection[int] = ()) -> None:
        self.forbidden = Automaton(sequence for sequence in task.forbidden if sequence)
        self.inside = inside
        self.prefix = task.prefix
        possible = [self._possible(constraint, impossible) for constraint in task.required]
        self.indices = tuple(index for index, options in enumerate(possible) if options)
        self.hopeless = tuple(index for index, options in enumerate(possible) if not options)
        self.required = tuple(Automaton(possible[index]) for index in self.indices)
        tokens = {token for options in possible for option in options for token in option}
        self.tokens = tuple(sorted(tokens.union(task.prefix)))
        self._following: dict[Progress, Following] = {}

    def _possible(self, constraint: Constraint, impossible: Collection[int]) -> list[tuple[int, ...]]:
        return [
            option
            for option in constraint.options
            if option and not any(token in impossible for token in option) and not self._says_forbidden(option)
        ]

    def _says_forbidden(self, option: tuple[int, ...]) -> bool:
        state = 0
        for token in option:
            state = self.forbidden.step(state, token)
            if self.forbidden.accepting[state]:
                return True
        return False

    @property
    def size(self) -> int:
        """The number of tokens that the longest options have together."""
        return sum(automaton.longest for automaton in self.required)

    def start(self) -> Progress:
        """Return where every hypothesis begins."""
        return Progress((0,) * len(self.required))

    def after(self, progress: Progress, token: int) -> Progress:
        """Return how far a hypothesis is with one more token."""
        states = []
        fresh = False
        for automaton, state in zip(self.required, progress.states, strict=True):
            reached = state if state == _MET else automaton.step(state, token)
            if reached != _MET and automaton.accepting[reached]:
                reached, fresh = _MET, True
            states.append(reached)
        return Progress(tuple(states), self.forbidden.step(progress.forbidden, token), fresh)

    def following(self, progress: Progress) -> Following:
        """Return what may follow a hypothesis."""
        known = self._following.get(progress)
        if known is None:
            pairs = zip(self.required, progress.states, strict=True)
            advancing = frozenset[int]().union(*(phrase.advancing(state) for phrase, state in pairs if state != _MET))
            banned = self._banned(progress)
            telling = {*advancing, *self.forbidden.advancing(progress.forbidden)}
            leads = {token: self._reached(progress, token) for token in telling}
            known = Following(banned, tuple(sorted(advancing - banned)), leads, self._reached(progress, _OTHER))
            self._following[progress] = known
        return known

    def _reached(self, progress: Progress, token: int) -> Reached:
        after = self.after(progress, token)
        pairs = zip(self.required, after.states, strict=True)
        bank = sum(automaton.longest if state == _MET else automaton.depth[state] for automaton, state in pairs)
        return Reached(after, bank)

    def _banned(self, progress: Progress) -> frozenset[int]:
        state, banned = progress.forbidden, set()
        for token in self.forbidden.advancing(state):
            if self.forbidden.accepting[self.forbidden.step(state, token)]:
                banned.add(token)
        if progress.fresh:
            pairs = zip(self.required, progress.states, strict=True)
            going_on = {token for automaton, at in pairs if at > 0 for token in automaton.children[at]}
            banned.update(token for token in self.inside if token not in going_on)
        return frozenset(banned)

    def unmet(self, progress: Progress) -> tuple[int, ...]:
        """Return the indices of the requirements that a hypothesis misses."""
        pairs = zip(self.indices, progress.states, strict=True)
        return tuple(sorted((*self.hopeless, *(index for index, state in pairs if state != _MET))))


@dataclass(frozen=True, slots=True)
class Continuation:
    """One more token of one beam of a row that has requirements."""

    total: float
    parent: int
    token: int
    log: float
    progress: Progress


@dataclass(frozen=True, slots=True)
class Allocation:
    """The continuations of a row that are given a beam, and those that end."""

    open: list[Continuation]
    ended: list[Continuation]


def allocate(
    rules: Rules,
    progress: Sequence[Progress],
    totals: Sequence[float],
    priced: Sequence[dict[int, float]],
    end: int,
) -> Allocation:
    """Allocate a row's beams to the continuations that its rules allow; `priced` has each token after each beam.

    Each bank is given a beam in turn until all are given; what ends takes none.
    """
    # A step of a long sentence weighs hundreds of continuations and takes a dozen: only those become values.
    banks: dict[int, list[tuple[float, int, int, float, Reached]]] = {}
    for beam, (at, total) in enumerate(zip(progress, totals, strict=True)):
        if total <= NEVER / 10:
            continue
        following = rules.following(at)
        banned, leads, otherwise = following.banned, following.leads, following.otherwise
        usual = banks.setdefault(otherwise.bank, [])
        for token, log in priced[beam].items():
            if log <= NEVER or token in banned:
                continue
            if token in leads:
                reached = leads[token]
                banks.setdefault(reached.bank, []).append((total + log, -beam, -token, log, reached))
            else:
                usual.append((total + log, -beam, -token, log, otherwise))
    for bank_continuations in banks.values():
        bank_continuations.sort()
    order = sorted(filter(banks.get, banks), reverse=True)
    order = [*order[:1], *order[:0:-1]]  # the furthest, then those that are still free to be fluent
    allocation = Allocation([], [])
    while len(allocation.open) < len(progress) and any(banks.values()):
        for bank in order:
            while banks[bank] and len(allocation.open) < len(progress):
                total, beam, token, log, reached = banks[bank].pop()
                continuation = Continuation(total, -beam, -token, log, reached.progress)
                if continuation.token != end:
                    allocation.open.append(continuation)
                    break
                allocation.ended.append(continuation)
    return allocation
