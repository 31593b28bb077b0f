"""Units through the checks: several processes side by side, and of a project only what changed since the last time.

What the checks say of a unit depends on nothing but the unit, the checks' own code and data, the glossary and the
configuration. So it is remembered by a digest of all that, and units may be examined in any process: their order stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain, islice, tee
from typing import Any, Protocol

from pipeline.checks import Checker, Examined, Rendering, meaning, suppression
from pipeline.errors import MedlocaleError
from pipeline.model import Finding, Unit
from pipeline.system import processes

PART = 200  # units that a process is given at a time
FEWEST = 3000  # units below which a second process takes longer to start than it saves

Results = Mapping[str, Any]  # the checks' results for a unit, as JSON has them: nothing names the unit or its place


class Cache(Protocol):
    """A store of the checks' results for units, by a key."""

    def recall(self, key: bytes) -> Results | None:
        """Return a unit's results, or None."""

    def remember(self, key: bytes, results: Results) -> None:
        """Keep a unit's results for the next run."""


@dataclass(slots=True)
class _Part:
    """Some units in their order: the known results by their number, and the numbers of the others."""

    units: list[Unit]
    keys: list[bytes]
    results: dict[int, Results]
    others: list[int]


def examine(
    units: Iterable[Unit], checker: Checker, *, memory: Cache | None = None, context: str = "", jobs: int = 1
) -> Iterator[Examined]:
    """Yield what is wrong with each unit, in order, without ever holding more than a few hundred of them.

    `context` is a digest of all that counts beside the units. `jobs` is the number of processes: where the system can't
    fork, or the units are few, there is one. Raise MedlocaleError where a process dies.
    """
    parts = (_part(some, memory, context) for some in _parts(units))
    first = list(islice(parts, FEWEST // PART))
    if sum(len(part.others) for part in first) < FEWEST // 2:
        jobs = 1
    sent, kept = tee(chain(first, parts))
    unknown = ([part.units[number] for number in part.others] for part in sent)
    died = MedlocaleError("a process of the checks died")
    results = processes.side_by_side(checker, _work, unknown, jobs, died=died)
    for part, others in zip(kept, results, strict=True):
        yield from _finished(part, others, checker, memory)


def key(unit: Unit, context: str) -> bytes:
    """Return the digest of all that the checks look at in a unit.

    Of its comments, that is what they set aside, and what its draft's machine doubted.
    """
    segment = unit.segment
    parts = (context, segment.context, segment.text, segment.plural, segment.role, segment.block, segment.notes)
    codes = [code.number for code in segment.codes]
    own = (unit.targets, unit.state, sorted(suppression.excused(unit)), unit.forms, meaning.told(unit))
    return blake2b(repr((parts, codes, own)).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _parts(units: Iterable[Unit]) -> Iterator[list[Unit]]:
    rest = iter(units)
    while some := list(islice(rest, PART)):
        yield some


def _part(units: list[Unit], memory: Cache | None, context: str) -> _Part:
    if memory is None:
        return _Part(units, [], {}, list(range(len(units))))
    keys = [key(unit, context) for unit in units]
    known = {number: kept for number, digest in enumerate(keys) if (kept := memory.recall(digest)) is not None}
    return _Part(units, keys, known, [number for number in range(len(units)) if number not in known])


def _work(checker: Checker, units: Sequence[Unit]) -> list[Results]:
    return [_results(checker.examine(unit)) for unit in units]


def _finished(part: _Part, results: Sequence[Results], checker: Checker, memory: Cache | None) -> Iterator[Examined]:
    """Ask the model about a part, where there is one: it has processes of its own."""
    if checker.scorer is not None:
        examined = [_examined(part.units[number], result) for number, result in zip(part.others, results, strict=True)]
        results = [_results(each) for each in checker.asked(examined)]
    for number, result in zip(part.others, results, strict=True):
        part.results[number] = result
        if memory is not None:
            memory.remember(part.keys[number], result)
    yield from (_examined(unit, part.results[number]) for number, unit in enumerate(part.units))


FINDING = ("check", "severity", "message", "source_span", "target_span", "suggestion")
RENDERING = ("concept", "text", "term", "others", "source_span", "target_span")


def _results(examined: Examined) -> Results:
    """Return the results for a unit without the unit."""
    results: dict[str, Any] = {}
    if examined.findings:
        results["findings"] = [[getattr(finding, name) for name in FINDING] for finding in examined.findings]
    if examined.renderings:
        results["renderings"] = [[getattr(rendering, name) for name in RENDERING] for rendering in examined.renderings]
    if examined.mean is not None:
        results["mean"] = round(examined.mean, 4)
    return results


def _examined(unit: Unit, results: Results) -> Examined:
    """Return a unit with its results, or those of its like in an earlier run: JSON has lists for tuples."""
    findings = tuple(
        Finding(check, severity, message, unit, _span(source), _span(target), suggestion)
        for check, severity, message, source, target, suggestion in results.get("findings", ())
    )
    renderings = tuple(
        Rendering(concept, text, term, tuple(others), (source[0], source[1]), (target[0], target[1]))
        for concept, text, term, others, source, target in results.get("renderings", ())
    )
    return Examined(unit, findings, renderings, results.get("mean"))


def _span(span: Sequence[int] | None) -> tuple[int, int] | None:
    return None if span is None else (span[0], span[1])
