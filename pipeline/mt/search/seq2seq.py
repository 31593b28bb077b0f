"""The engine of one encoder–decoder model: segments → plain pieces that it can take → drafts with all signs and codes.

`decode` is the way in for whoever holds a translation to phrases: plain texts short enough for the model, for each
requirements (a requirement is a tuple of forms, any of which will do) and forbidden forms. It returns candidates, best
first: those that miss the fewest requirements, then the likeliest.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import Draft, Segment
from pipeline.mt.markup.alignment import Link, links
from pipeline.mt.markup.codes import free_of_codes, take_out
from pipeline.mt.markup.placement import with_codes
from pipeline.mt.markup.typography import Spelled, respell, spell, unreadable
from pipeline.mt.search import workers
from pipeline.mt.search.decoding import batches
from pipeline.mt.search.hypotheses import Constraint, Hypothesis, Task
from pipeline.system import processes
from pipeline.text.confidence import likely

if TYPE_CHECKING:
    from pipeline.mt.engines.loading import BergamotModel, Pieces
    from pipeline.mt.engines.pretrained import PretrainedModel

LONGEST = 128  # tokens; the model was trained on sentences, and drops clauses of what is longer
# Times as long may be what has no clauses: attention costs the square of a length, and what a model loses its way in
# goes on to the limit of its steps.
UNDIVIDED = 2
_CLAUSE_END = re.compile(r"(?<=[;:—–])\s+|(?<=,)\s+|(?<=\))\s+")
_SPACE = re.compile(r"(?<=\S)\s+(?=\S)")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_UNENDED = "the engine didn't find an end to this sentence: translate it by hand"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A plain translation of a plain text; without a text where there is none to offer.

    `unmet` says in a translator's words what went wrong, `missed` are the indices of requirements that it misses.
    """

    text: str
    score: float
    links: tuple[Link, ...] = ()
    unmet: tuple[str, ...] = ()
    missed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Source:
    """A text with what the model reads of it."""

    text: str
    spelled: Spelled
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Asked:
    """A text with the search that it is worth: without `beams` and phrases the usual one.

    Of the forms of each of `required` one must appear; those of `forbidden` must not. The translation begins with
    `prefix`; forms of `requested` in it were asked for before.
    """

    text: str
    required: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    prefix: str = ""
    requested: tuple[str, ...] = ()
    beams: int | None = None
    n_best: int = 1


@dataclass(frozen=True, slots=True)
class _Job:
    """A search with what the model reads of its source."""

    source: _Source
    asked: Asked


class Seq2SeqEngine:
    """An engine of one encoder–decoder model."""

    def __init__(
        self,
        model: BergamotModel | PretrainedModel,
        origin: str,
        *,
        source: str = "en",
        jobs: int | None = None,
        longest: int = LONGEST,
    ) -> None:
        self.model = model
        self.longest = longest
        self.source = source
        self.jobs = processes.processors() if jobs is None else jobs
        self._origin = origin
        self._sources: dict[str, _Source] = {}

    @property
    def origin(self) -> str:
        """Name and version of the model, and the precision that it computes in on this machine."""
        return f"{self._origin}+{self.model.precision}"

    def alone(self) -> Seq2SeqEngine:
        """Return the engine of the same model that leaves processes to whoever asks it."""
        return Seq2SeqEngine(self.model, self._origin, source=self.source, jobs=1, longest=self.longest)

    def translate(self, segments: Sequence[Segment]) -> list[Draft]:
        """Return a draft for each segment, in order; a text that occurs twice is translated once."""
        texts = [take_out(segment.text).text for segment in segments]
        parts = {text: self.pieces(text) for text in dict.fromkeys(texts)}
        pieces = list(dict.fromkeys(itertools.chain.from_iterable(parts.values())))
        translations = dict(zip(pieces, self.translate_pieces(pieces), strict=True))
        return [
            self.draft(segment, parts[text], [translations[piece] for piece in parts[text]])
            for segment, text in zip(segments, texts, strict=True)
        ]

    def draft(self, segment: Segment, pieces: Sequence[str], candidates: Sequence[Candidate]) -> Draft:
        """Return the draft of a segment from a translation of each of its pieces."""
        if not pieces:  # nothing to translate: blank, or signs alone
            return Draft(segment.text, 1.0, self.origin)
        marked = take_out(segment.text)
        whole = join(marked.text, pieces, candidates)
        if not whole.text:
            return Draft("", 0.0, self.origin, (), whole.unmet)
        plain = Draft(whole.text, likely(whole.score), self.origin, (), whole.unmet)
        return with_codes(segment, marked, plain, whole.links)

    def translate_pieces(self, texts: Sequence[str]) -> list[Candidate]:
        """Translate plain texts that the model takes whole, smaller where a translation doesn't end."""
        parts = {text: [text] for text in texts}
        done: dict[str, Candidate] = {}
        while waiting := [piece for piece in dict.fromkeys(itertools.chain(*parts.values())) if piece not in done]:
            ranked = self._run([_Job(self._read(text), Asked(text)) for text in waiting])
            unended = {text for text, candidates in zip(waiting, ranked, strict=True) if not candidates}
            for text, candidates in zip(waiting, ranked, strict=True):
                done[text] = candidates[0] if candidates else Candidate("", 0.0, (), (_UNENDED,))
            for text, pieces in parts.items():
                if unended.intersection(pieces):
                    halves = (clauses(piece) if piece in unended else [piece] for piece in pieces)
                    parts[text] = list(itertools.chain.from_iterable(halves))
        self._sources.clear()
        return [join(text, parts[text], [done[part] for part in parts[text]]) for text in texts]

    def pieces(self, text: str) -> list[str]:
        """Return the sentences of a plain text, in clauses where one is too long; none where it says nothing.

        A model that was trained on sentences drops or runs together those of a paragraph.
        """
        from pipeline.segmentation import split

        if not _LETTER_OR_DIGIT.search(text):
            return []
        sentences = [sentence.strip() for sentence in split(text, self.source)]
        return self._fitting(sentence for sentence in sentences if sentence)

    def decode(self, asked: Sequence[Asked]) -> list[list[Candidate]]:
        """Return up to `n_best` translations of each text, best first; none where no search finds an end.

        Texts are taken whole, however long. The result is independent of order and batch.
        """
        ranked = self._run([_Job(self._read(each.text), each) for each in asked])
        self._sources.clear()
        return ranked

    def _run(self, jobs: Sequence[_Job]) -> list[list[Candidate]]:
        """Share jobs among workers, longest first, and return the candidates of each."""
        alike: dict[tuple[int | None, int], list[int]] = {}
        for index, job in enumerate(jobs):
            alike.setdefault((job.asked.beams, job.asked.n_best), []).append(index)
        grouped = [
            [group[index] for index in batch]
            for group in alike.values()
            for batch in batches([len(jobs[index].source.pieces.tokens) for index in group])
        ]
        ranked: list[list[Candidate]] = [[] for _ in jobs]
        parts = [[jobs[index] for index in batch] for batch in grouped]
        results = workers.run(self.model, _translate_batch, parts, jobs=self.jobs)
        for batch, lists in zip(grouped, results, strict=True):
            for index, candidates in zip(batch, lists, strict=True):
                ranked[index] = candidates
        return ranked

    def _read(self, text: str) -> _Source:
        """Spell and encode a text, once for its measure and its translation."""
        if text not in self._sources:
            spelled = spell(text, self.model.knows)
            self._sources[text] = _Source(text, spelled, self.model.encode(spelled.text))
        return self._sources[text]

    def _fitting(self, parts: Iterable[str]) -> list[str]:
        """Split what is longer than the model takes at clauses, and what has none and is far longer between words."""
        fitting: list[str] = []
        for part in parts:
            length = len(self._read(part).pieces.tokens)
            smaller = [part] if length <= self.longest else clauses(part)
            if len(smaller) == 1 and length > UNDIVIDED * self.longest:
                smaller = _halves(part, _SPACE)
            fitting.extend(smaller if len(smaller) == 1 else self._fitting(smaller))
        return fitting


def clauses(text: str) -> list[str]:
    """Return the two halves of a sentence at the clause boundary nearest to its middle, or itself."""
    return _halves(text, _CLAUSE_END)


def _halves(text: str, boundary: re.Pattern[str]) -> list[str]:
    boundaries = [match.span() for match in boundary.finditer(text)]
    if not boundaries:
        return [text]
    start, end = min(boundaries, key=lambda span: abs(span[0] - len(text) / 2))
    return [text[:start], text[end:]]


def _translate_batch(model: BergamotModel | PretrainedModel, jobs: Sequence[_Job]) -> list[list[Candidate]]:
    """Translate a batch of texts that are all worth the same search."""
    tasks = [_task(model, job.asked, job.source) for job in jobs]
    decoded = model.decode(tasks, beams=jobs[0].asked.beams, n_best=jobs[0].asked.n_best)
    translated = [
        [_translation(model, job.source, hypothesis, task) for hypothesis in hypotheses]
        for job, task, hypotheses in zip(jobs, tasks, decoded, strict=True)
    ]
    return [[candidate for candidate in candidates if candidate] for candidates in translated]


def _task(model: BergamotModel | PretrainedModel, asked: Asked, source: _Source) -> Task:
    """Spell what is asked for as the model does."""
    from pipeline.mt.search.phrases import beginning, options

    inside = bool(asked.prefix)
    return Task(
        source.pieces.tokens,
        tuple(Constraint(options(model, forms, asked.text, inside=inside)) for forms in asked.required),
        options(model, asked.forbidden, asked.text),
        beginning(model, asked.prefix),
        options(model, asked.requested, asked.text) if inside else (),
    )


def _translation(
    model: BergamotModel | PretrainedModel, source: _Source, hypothesis: Hypothesis, task: Task
) -> Candidate | None:
    """Write a hypothesis as text, with the author's signs, and link its words to the source's."""
    if not hypothesis.ended or not hypothesis.tokens:
        return None
    written = model.write(hypothesis.tokens)
    plain = free_of_codes(written.text)
    attended: tuple[Link, ...] = ()
    if plain == written.text:
        read = links(source.spelled.text, plain, source.pieces.spans, written.spans, hypothesis.attention)
        attended = tuple(Link(source.spelled.span(*link.source), link.target, link.weight) for link in read)
    respelled = respell(source.text, plain, model.knows, attended)
    unmet = tuple(unreadable(sign) for sign in respelled.lost)
    moved = tuple(
        Link(link.source, (respelled.places[link.target[0]], respelled.places[link.target[1] - 1] + 1), link.weight)
        for link in attended
    )
    return Candidate(respelled.text, hypothesis.fluency(task.phrases), moved, unmet, hypothesis.unmet)


def join(text: str, pieces: Sequence[str], translations: Sequence[Candidate]) -> Candidate:
    """Join the translations of a text's pieces; without one of them there is none of the whole."""
    if len(pieces) == 1:
        return translations[0]
    unmet = tuple(dict.fromkeys(reason for translation in translations for reason in translation.unmet))
    if not all(translation.text for translation in translations):
        return Candidate("", 0.0, (), unmet)
    joined = ""
    moved: list[Link] = []
    position = 0
    score = 1.0
    for piece, translation in zip(pieces, translations, strict=True):
        position = text.index(piece, position)
        joined += " " if joined else ""
        for link in translation.links:
            source = (link.source[0] + position, link.source[1] + position)
            target = (link.target[0] + len(joined), link.target[1] + len(joined))
            moved.append(Link(source, target, link.weight))
        joined += translation.text
        score = min(score, translation.score)
        position += len(piece)
    return Candidate(joined, score, tuple(moved), unmet)
