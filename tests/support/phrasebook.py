"""An engine that knows translations by heart, for tests of what is asked of an engine and taken from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import locales, termbase
from pipeline.model import Draft, Segment, segment_key
from pipeline.mt.drafting.held import HeldEngine
from pipeline.mt.drafting.requirements import Requirements
from pipeline.mt.markup.alignment import Link, words
from pipeline.mt.search.seq2seq import Asked, Candidate, Seq2SeqEngine
from pipeline.termbase import Termbase, rows
from pipeline.termbase.rows import TermRow

EN, PT = locales.parse("en"), locales.parse("pt-BR")


@dataclass
class Phrasebook(Seq2SeqEngine):
    """An engine without a model: it knows some free translations, and what it says when it is held to phrases."""

    free: Mapping[str, Candidate]
    held: Mapping[str, Sequence[Candidate]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    batches: int = 0
    jobs: int = 1
    guided: bool = False

    @property
    def model(self) -> Phrasebook:  # type: ignore[override]
        return self

    @property
    def origin(self) -> str:
        return "phrasebook@1"

    def pieces(self, text: str) -> list[str]:
        return [text]

    def translate_pieces(self, texts: Sequence[str]) -> list[Candidate]:
        return [self.free[text] for text in texts]

    def decode(self, asked: Sequence[Asked]) -> list[list[Candidate]]:
        second = [each for each in asked if each.beams]
        self.asked += [Asked(each.text, each.required, each.forbidden, each.prefix) for each in second]
        self.batches += 1
        known = {text: [candidate] for text, candidate in self.free.items()}
        return [list(self.held.get(each.text, () if each.beams else known.get(each.text, ()))) for each in asked]


def said(text: str, score: float = 0.9, *, like: str = "") -> Candidate:
    """A translation, its words linked in their order to those of the text that it is `like`."""
    links = tuple(Link(ours, theirs, 0.9) for ours, theirs in zip(words(like), words(text), strict=False))
    return Candidate(text, score, links)


def draft(engine: Phrasebook, text: str, base: Termbase | None = None) -> Draft:
    (found,) = HeldEngine(engine, Requirements(EN, PT, base)).translate([Segment(segment_key(None, text), text)])
    return found


def terms(folder: Path, **pairs: tuple[str, ...]) -> Termbase:
    made = [
        row
        for source, targets in pairs.items()
        for row in (
            TermRow(source, "en", source.replace("_", " "), "preferred", "noun"),
            *(
                TermRow(source, "pt_BR", target, "admitted" if rank else "preferred", "noun")
                for rank, target in enumerate(targets)
            ),
        )
    ]
    rows.write(folder / "terms.csv", made)
    return termbase.load([folder / "terms.csv"], EN, PT)
