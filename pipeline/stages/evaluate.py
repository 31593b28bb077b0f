"""Evaluation of translations: scores against a reference with signatures and intervals, terms and quantities.

Every metric is a sum of counts over sentences and a formula over the sums, so that one bootstrap serves them all:
sentences are drawn anew, with replacement, and the middle 95 % of the scores are the interval.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import MedlocaleError, SourceError
from pipeline.locales import Locale
from pipeline.project.manifest import version
from pipeline.system import files
from pipeline.termbase import usage
from pipeline.text import quantities

if TYPE_CHECKING:
    from pipeline.termbase import Termbase

RESAMPLES, SEED = 1000, 12345
_OUTSIDE = RESAMPLES // 40  # resamples beyond each end of an interval of 95 %
_TOKENIZERS = {"zh": "zh", "yue": "zh", "ja": "ja-mecab", "ko": "ko-mecab"}
_CHARACTERS = "char"
_MISSING = 'evaluation needs sacrebleu, which isn\'t installed: pip install "medlocale[evaluation]"'


@dataclass(frozen=True, slots=True)
class Corpus:
    """Sentences with their reference translations, as many of one as of the other."""

    sources: tuple[str, ...]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Scores of other translations of the same sentences, and what the first are better by (a worse TER is higher).

    `low` and `high` bound the difference in 95 % of the resamples; `p` is the two-sided chance of such a difference
    between equals.
    """

    score: float
    difference: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class Measure:
    """One metric's score in 0–100, its 95 % interval, and the signature under which another can reproduce it."""

    metric: str
    score: float
    low: float
    high: float
    signature: str
    against: Comparison | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The measures of one set of translations, and what a reader of them should know."""

    measures: tuple[Measure, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Metric:
    """A metric's counts for each sentence, for one or two sets of translations, and its formula over their sums."""

    name: str
    signature: str
    counts: tuple[Sequence[Sequence[float]], ...]
    formula: Callable[[list[Any]], float]


@dataclass(frozen=True, slots=True)
class Counting:
    """A metric of sacrebleu as counts a sentence and a formula over their sums.

    Its own bootstrap rests on these two, which have no public names: they are called here alone, and a test holds them
    to the public score. Raise MedlocaleError where a version of sacrebleu doesn't have them.
    """

    metric: Any

    def counts(self, translations: Sequence[str], references: Sequence[str]) -> Sequence[Sequence[float]]:
        """Return what is counted in each translation."""
        with self._known():
            counts: Sequence[Sequence[float]] = self.metric._extract_corpus_statistics(translations, [references])
        return counts

    def score(self, sums: list[Any]) -> float:
        """Return the score of translations, given the sums of their counts."""
        with self._known():
            return float(self.metric._compute_score_from_stats(sums).score)

    @contextmanager
    def _known(self) -> Iterator[None]:
        try:
            yield
        except (AttributeError, TypeError) as error:
            message = f'sacrebleu counts otherwise than its versions before 3 ({error}): pip install "sacrebleu<3"'
            raise MedlocaleError(message) from error


def read(source: Path, reference: Path | None = None) -> Corpus:
    """Read sentences, one a line, from two files, or from one TSV file with the columns `source` and `target`.

    Raise SourceError where the files differ in length, are empty or lack a column.
    """
    if reference is None:
        return _read_table(source)
    sources, references = _read_lines(source), _read_lines(reference)
    _same_length(source, sources, reference, references)
    return Corpus(sources, references)


def read_translations(path: Path, corpus: Corpus, source: Path) -> tuple[str, ...]:
    """Read the translations of a corpus, one a line; `source` is the file that the corpus was read from."""
    lines = _read_lines(path)
    _same_length(source, corpus.sources, path, lines)
    return lines


def measure(
    corpus: Corpus,
    translations: Sequence[str],
    source: Locale,
    target: Locale,
    *,
    termbase: Termbase | None = None,
    against: Sequence[str] | None = None,
) -> Evaluation:
    """Measure translations of a corpus, and where given compare them to others of the same sentences (`against`).

    Terms are measured where there is a termbase. Raise MedlocaleError where sacrebleu isn't installed.
    """
    systems = [translations, *([] if against is None else [against])]
    notices: list[str] = []
    metrics = list(_against_references(corpus.references, systems, target, notices))
    if termbase is not None:
        terms = _terms(corpus, systems, termbase)
        if terms is None:
            notices.append(
                "no term of the glossary is in both the sentences and their references: terms aren't measured"
            )
        else:
            metrics.append(terms)
    metrics.append(_quantities(corpus.sources, systems, source, target))
    return Evaluation(tuple(_bootstrap(metrics, len(corpus.sources))), tuple(notices))


def _against_references(
    references: Sequence[str], systems: Sequence[Sequence[str]], target: Locale, notices: list[str]
) -> Iterator[_Metric]:
    try:
        from sacrebleu.metrics.bleu import BLEU
        from sacrebleu.metrics.chrf import CHRF
        from sacrebleu.metrics.ter import TER
    except ImportError as error:
        raise MedlocaleError(_MISSING) from error

    wanted = _TOKENIZERS.get(target.language, _CHARACTERS if target.unspaced else "13a")
    try:
        bleu = BLEU(tokenize=wanted)
    except RuntimeError:  # the morphological analyser of a language is a package of its own
        notices.append(f'BLEU counts characters: its words need pip install "sacrebleu[{target.language}]"')
        bleu = BLEU(tokenize=_CHARACTERS)
    asian = target.language in _TOKENIZERS
    metrics = {"BLEU": bleu, "chrF": CHRF(), "TER": TER(normalized=asian, asian_support=asian)}
    for name, metric in metrics.items():
        counting = Counting(metric)
        counts = tuple(counting.counts(system, references) for system in systems)
        yield _Metric(name, str(metric.get_signature()), counts, counting.score)


def _terms(corpus: Corpus, systems: Sequence[Sequence[str]], termbase: Termbase) -> _Metric | None:
    """Count the terms that the references honour, and how many of them a system honours."""
    wanted = [
        [use.honoured for use in usage.uses([source], [reference], termbase)] if reference.strip() else []
        for source, reference in zip(corpus.sources, corpus.references, strict=True)
    ]
    total = sum(map(sum, wanted))
    if not total:
        return None

    def counts(source: str, wishes: Sequence[bool], text: str) -> tuple[int, int]:
        if not any(wishes):
            return 0, 0
        uses = usage.uses([source], [text], termbase) if text.strip() else []
        met = sum(wish and use.honoured for wish, use in zip(wishes, uses, strict=False))
        return met, sum(wishes)

    counted = tuple(list(map(counts, corpus.sources, wanted, system)) for system in systems)
    return _Metric("terms", _signature(f"occurrences:{total}|nrefs:1"), counted, _share)


def _quantities(sources: Sequence[str], systems: Sequence[Sequence[str]], source: Locale, target: Locale) -> _Metric:
    """Count the sentences that state what their sources state, and all."""

    def counts(original: str, text: str) -> tuple[int, int]:
        changes = quantities.compare(original, text, source, target)
        return int(all(change.severity == "minor" for change in changes)), 1

    counted = tuple(list(map(counts, sources, system)) for system in systems)
    return _Metric("quantities", _signature(f"sentences:{len(sources)}"), counted, _share)


def _share(sums: Sequence[float]) -> float:
    """Return a percentage; a resample may have drawn no sentence that counts, and is then no worse than perfect."""
    return 100 * sums[0] / sums[1] if sums[1] else 100.0


def _signature(what: str) -> str:
    return f"{what}|version:medlocale-{version()}"


def _bootstrap(metrics: Sequence[_Metric], size: int) -> Iterator[Measure]:
    columns = [[list(zip(*counts, strict=True)) for counts in metric.counts] for metric in metrics]
    drawn: list[list[list[float]]] = [[] for _ in metrics]  # metric, resample, system
    generator = random.Random(SEED)
    for _ in range(RESAMPLES):
        # Of one sentence itemgetter would return no tuple.
        pick = itemgetter(*generator.choices(range(size), k=size)) if size > 1 else tuple
        for metric, systems, scores in zip(metrics, columns, drawn, strict=True):
            scores.append([metric.formula([sum(pick(column)) for column in system]) for system in systems])
    for metric, systems, scores in zip(metrics, columns, drawn, strict=True):
        own, *others = [metric.formula(list(map(sum, system))) for system in systems]
        low, high = _interval([score[0] for score in scores])
        comparison = None
        if others:
            differences = [ours - theirs for ours, theirs in scores]
            less, more = _interval(differences)
            wrong = min(sum(value <= 0 for value in differences), sum(value >= 0 for value in differences))
            p = min(1.0, 2 * (wrong + 1) / (RESAMPLES + 1))
            comparison = Comparison(others[0], own - others[0], less, more, p)
        yield Measure(metric.name, own, low, high, metric.signature, comparison)


def _interval(values: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(values)
    return ordered[_OUTSIDE], ordered[-1 - _OUTSIDE]


def _read_lines(path: Path) -> tuple[str, ...]:
    lines = [line.removesuffix("\r") for line in files.lines(path)]
    lines[0] = lines[0].removeprefix("\ufeff")
    if not lines[-1]:
        lines.pop()  # what follows the last line feed is no line
    if not lines:
        raise SourceError("has no sentence", path=path)
    return tuple(lines)


def _read_table(path: Path) -> Corpus:
    header, *rows = (line.split("\t") for line in _read_lines(path))
    missing = [name for name in ("source", "target") if name not in header]
    if missing:
        raise SourceError(
            f"without a file of references this must be a TSV file with the columns source and target; "
            f"its first line lacks {' and '.join(missing)}",
            path=path,
            line=1,
        )
    for number, row in enumerate(rows, 2):
        if len(row) != len(header):
            raise SourceError(f"has {len(row)} columns, expected {len(header)}", path=path, line=number)
    if not rows:
        raise SourceError("has no sentence", path=path)
    source, target = header.index("source"), header.index("target")
    return Corpus(tuple(row[source] for row in rows), tuple(row[target] for row in rows))


def _same_length(path: Path, lines: Sequence[str], other: Path, others: Sequence[str]) -> None:
    if len(lines) != len(others):
        raise SourceError(f"has {len(others)} lines, but {path} has {len(lines)}", path=other)
