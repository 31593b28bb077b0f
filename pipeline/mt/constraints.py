"""Phrases that must or must not appear, followed token by token while a translation grows.

Each requirement is an Aho–Corasick automaton over all of its options, so that a false start falls back to the longest
beginning that still fits, and requirements that overlap or contain one another are met by the same tokens.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from pipeline.mt.hypotheses import Constraint, Task

_MET = -1


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
    """How far a hypothesis is: the state of each requirement, the state of what is forbidden.

    `fresh` says that the last token completed a requirement.
    """

    states: tuple[int, ...]
    forbidden: int = 0
    fresh: bool = False


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
        self._wanted: dict[Progress, frozenset[int]] = {}
        self._banned: dict[Progress, frozenset[int]] = {}

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

    def wanted(self, progress: Progress) -> frozenset[int]:
        """Return the tokens that bring an unmet requirement nearer."""
        if progress not in self._wanted:
            pairs = zip(self.required, progress.states, strict=True)
            advancing = [automaton.advancing(state) for automaton, state in pairs if state != _MET]
            self._wanted[progress] = frozenset().union(*advancing) - self.banned(progress)
        return self._wanted[progress]

    def banned(self, progress: Progress) -> frozenset[int]:
        """Return the tokens that may not follow."""
        if progress not in self._banned:
            state, found = progress.forbidden, set()
            for token in self.forbidden.advancing(state):
                if self.forbidden.accepting[self.forbidden.step(state, token)]:
                    found.add(token)
            if progress.fresh:
                pairs = zip(self.required, progress.states, strict=True)
                going_on = {token for automaton, at in pairs if at > 0 for token in automaton.children[at]}
                found.update(token for token in self.inside if token not in going_on)
            self._banned[progress] = frozenset(found)
        return self._banned[progress]

    def met(self, progress: Progress) -> int:
        """Return how many requirements are met."""
        return progress.states.count(_MET)

    def bank(self, progress: Progress) -> int:
        """Return how many tokens of the requirements are there: hypotheses compete with those that have as many."""
        pairs = zip(self.required, progress.states, strict=True)
        return sum(automaton.longest if state == _MET else automaton.depth[state] for automaton, state in pairs)

    def unmet(self, progress: Progress) -> tuple[int, ...]:
        """Return the indices of the requirements that a hypothesis misses."""
        pairs = zip(self.indices, progress.states, strict=True)
        return tuple(sorted((*self.hopeless, *(index for index, state in pairs if state != _MET))))
