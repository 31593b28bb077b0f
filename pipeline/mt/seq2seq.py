"""The neural engine: segments → plain pieces the model can take → drafts, with every sign and code back in place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import Draft, Segment
from pipeline.mt import workers
from pipeline.mt.alignment import Link, links
from pipeline.mt.decoding import Hypothesis, batches
from pipeline.mt.markup import CODE, Marked, take_out
from pipeline.mt.placement import put_back
from pipeline.mt.typography import Spelled, respell, spell, unreadable

if TYPE_CHECKING:
    from pipeline.mt.loading import LoadedModel, Pieces

LONGEST = 128  # tokens; the model was trained on sentences, and drops clauses of what is longer
_CLAUSE_END = re.compile(r"(?<=[;:—–])\s+|(?<=,)\s+|(?<=\))\s+")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_UNENDED = "the engine didn't find an end to this sentence: translate it by hand"


@dataclass(frozen=True, slots=True)
class _Translation:
    """The plain translation of a plain text; no text where there is none to offer."""

    text: str
    score: float
    links: tuple[Link, ...] = ()
    unmet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Source:
    """A text with what the model reads of it."""

    text: str
    spelled: Spelled
    pieces: Pieces


class Seq2SeqEngine:
    """An engine of one encoder–decoder model."""

    def __init__(self, model: LoadedModel, origin: str, *, source: str = "en", jobs: int | None = None) -> None:
        self.model = model
        self.source = source
        self.jobs = workers.processors() if jobs is None else jobs
        self._origin = origin
        self._sources: dict[str, _Source] = {}

    @property
    def origin(self) -> str:
        """Name and version of the model."""
        return self._origin

    def translate(self, segments: Sequence[Segment]) -> list[Draft]:
        """Return a draft for each segment, in order; a text that occurs twice is translated once."""
        marked = [take_out(segment.text) for segment in segments]
        texts = dict.fromkeys(item.text for item in marked if _LETTER_OR_DIGIT.search(item.text))
        translations = dict(zip(texts, self._translate_texts(list(texts)), strict=True))
        self._sources.clear()
        drafts = []
        for segment, item in zip(segments, marked, strict=True):
            translation = translations.get(item.text)
            if translation is None:  # nothing to translate: blank, or signs alone
                drafts.append(Draft(segment.text, 1.0, self.origin))
            elif not translation.text:
                drafts.append(Draft("", 0.0, self.origin, (), translation.unmet))
            else:
                drafts.append(self._draft(segment, item, translation))
        return drafts

    def _draft(self, segment: Segment, marked: Marked, translation: _Translation) -> Draft:
        breaks = frozenset(code.number for code in segment.codes if code.opening[:3].lower() == "<br")
        restored = put_back(marked, translation.text, translation.links, breaks=breaks)
        alignment = tuple(
            (
                marked.origin[link.source[0]],
                marked.origin[link.source[1] - 1] + 1,
                restored.places[link.target[0]],
                restored.places[link.target[1] - 1] + 1,
            )
            for link in translation.links
        )
        unsure = tuple(f"check the place of code <{number}>" for number in restored.unsure)
        return Draft(restored.text, translation.score, self.origin, alignment, translation.unmet + unsure)

    def _translate_texts(self, texts: Sequence[str]) -> list[_Translation]:
        """Translate plain texts, in pieces where the model can't take one whole."""
        pieces = {text: self._fitting([text]) for text in texts}
        done: dict[str, _Translation] = {}
        while waiting := list(dict.fromkeys(p for parts in pieces.values() for p in parts if p not in done)):
            unended = set()
            for piece, translation in zip(waiting, self._translate_pieces(waiting), strict=True):
                if translation is None:
                    unended.add(piece)
                    done[piece] = _Translation("", 0.0, (), (_UNENDED,))
                else:
                    done[piece] = translation
            for text, parts in pieces.items():
                if unended.intersection(parts):
                    pieces[text] = [
                        smaller for part in parts for smaller in (self._split(part) if part in unended else [part])
                    ]
        return [_joined(text, [(piece, done[piece]) for piece in pieces[text]]) for text in texts]

    def _translate_pieces(self, texts: Sequence[str]) -> list[_Translation | None]:
        """Translate texts that the model takes whole; None for one whose translation doesn't end."""
        sources = [self._read(text) for text in texts]
        grouped = batches([len(source.pieces.tokens) for source in sources])
        translations: list[_Translation | None] = [None] * len(texts)
        parts = [[sources[index] for index in batch] for batch in grouped]
        for batch, found in zip(grouped, workers.run(self.model, _translate_batch, parts, jobs=self.jobs), strict=True):
            for index, translation in zip(batch, found, strict=True):
                translations[index] = translation
        return translations

    def _read(self, text: str) -> _Source:
        """Spell and encode a text, once for its measure and its translation."""
        if text not in self._sources:
            spelled = spell(text, self.model.knows)
            self._sources[text] = _Source(text, spelled, self.model.encode(spelled.text))
        return self._sources[text]

    def _fitting(self, parts: Iterable[str]) -> list[str]:
        """Split what is longer than the model takes, at sentences and then at clauses."""
        fitting: list[str] = []
        for part in parts:
            smaller = [part] if self._size(part) <= LONGEST else self._split(part)
            fitting.extend(smaller if len(smaller) == 1 else self._fitting(smaller))
        return fitting

    def _size(self, text: str) -> int:
        return len(self._read(text).pieces.tokens)

    def _split(self, text: str) -> list[str]:
        """Return the sentences of a text, or its two halves at the clause boundary nearest to the middle, or itself."""
        from pipeline.segmentation import split

        sentences = [sentence.strip() for sentence in split(text, self.source)]
        sentences = [sentence for sentence in sentences if sentence]
        if len(sentences) > 1:
            return sentences
        boundaries = [match.span() for match in _CLAUSE_END.finditer(text)]
        if not boundaries:
            return [text]
        start, end = min(boundaries, key=lambda span: abs(span[0] - len(text) / 2))
        return [text[:start], text[end:]]


def _translate_batch(model: LoadedModel, sources: Sequence[_Source]) -> list[_Translation | None]:
    """Translate a batch of texts; None for one whose translation doesn't end."""
    found = model.decode([source.pieces.tokens for source in sources])
    return [_translation(model, source, hypothesis) for source, hypothesis in zip(sources, found, strict=True)]


def _translation(model: LoadedModel, source: _Source, hypothesis: Hypothesis) -> _Translation | None:
    """Write a hypothesis as text, with the author's signs, and link its words to the source's."""
    if not hypothesis.ended or not hypothesis.tokens:
        return None
    written = model.write(hypothesis.tokens)
    plain = _free_of_codes(written.text)
    respelled = respell(source.text, plain, model.knows)
    unmet = tuple(unreadable(sign) for sign in respelled.lost)
    if plain != written.text:
        return _Translation(respelled.text, hypothesis.score, (), unmet)
    found = links(source.spelled.text, plain, source.pieces.spans, written.spans, hypothesis.attention)
    moved = tuple(
        Link(
            source.spelled.span(*link.source),
            (respelled.places[link.target[0]], respelled.places[link.target[1] - 1] + 1),
            link.weight,
        )
        for link in found
    )
    return _Translation(respelled.text, hypothesis.score, moved, unmet)


def _free_of_codes(text: str) -> str:
    """Return a translation without what only looks like a code: the source's codes were taken out before."""
    while CODE.search(text):
        text = CODE.sub("", text)
    return text


def _joined(text: str, parts: Sequence[tuple[str, _Translation]]) -> _Translation:
    """Join the translations of a text's pieces; without one of them there is none of the whole."""
    if len(parts) == 1:
        return parts[0][1]
    unmet = tuple(dict.fromkeys(reason for _, translation in parts for reason in translation.unmet))
    if not all(translation.text for _, translation in parts):
        return _Translation("", 0.0, (), unmet)
    joined = ""
    moved: list[Link] = []
    position = 0
    score = 1.0
    for piece, translation in parts:
        position = text.index(piece, position)
        joined += " " if joined else ""
        for link in translation.links:
            source = (link.source[0] + position, link.source[1] + position)
            target = (link.target[0] + len(joined), link.target[1] + len(joined))
            moved.append(Link(source, target, link.weight))
        joined += translation.text
        score = min(score, translation.score)
        position += len(piece)
    return _Translation(joined, score, tuple(moved), unmet)
