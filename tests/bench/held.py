"""How often what drafts are held to makes them worse, with and without asking the model of the other direction.

    python tests/bench/held.py [FILE.tsv | FOLDER] … [--glossary FILE.csv …] [--limit N]

Sources are the rows of a TSV with the columns source and target, or the sentences of a folder's Markdown files; without
any the demo's own. A draft under the glossary (by default the demo's) is compared with the one without. It counts as
worse by the reverse model where the source's words, those of terms left out, lose more than `damage.MOST_LOST`, by
the whole where all of its words lose that much, and by chrF where its sentence loses two points.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import material

from pipeline import formats, locales, termbase
from pipeline.model import Segment, segment_key
from pipeline.mt import routes
from pipeline.mt.drafting import damage
from pipeline.mt.drafting.directions import Directions
from pipeline.mt.drafting.held import HeldEngine
from pipeline.mt.drafting.requirements import Requirements
from pipeline.mt.engines import embedded
from pipeline.mt.markup.alignment import overlap
from pipeline.mt.scoring import ForcedScorer
from pipeline.mt.search.seq2seq import Seq2SeqEngine
from pipeline.segmentation import split
from pipeline.text import inline

LOST_POINTS = 2.0
EN, PT = locales.parse("en"), locales.parse("pt-BR")


def main() -> None:
    parser = material.options(__doc__)
    parser.add_argument("sources", nargs="*", type=Path)
    parser.add_argument("--glossary", nargs="+", type=Path, default=sorted((material.ROOT / "glossary").glob("*.csv")))
    parser.add_argument("--limit", type=int)
    arguments = parser.parse_args()
    pairs = [pair for path in arguments.sources for pair in _read(path)] or [(text, "") for text in material.demo()]
    if arguments.limit:
        pairs = pairs[:: max(1, len(pairs) // arguments.limit)][: arguments.limit]
    texts, references = [source for source, _ in pairs], [reference for _, reference in pairs]
    engine = routes.load("embedded", source="en", target="pt-BR", jobs=1)
    assert isinstance(engine, Seq2SeqEngine)
    reverse = ForcedScorer(embedded.load_reverse, embedded.REVERSE_ORIGIN, jobs=1)
    both = Directions(ForcedScorer(lambda: engine.model, embedded.ORIGIN, jobs=1), reverse)
    terms = Requirements(EN, PT, termbase.load(arguments.glossary, EN, PT))
    free = _drafts(texts, HeldEngine(engine, Requirements(EN, PT)), "without the glossary")
    print(f"{len(texts)} sentences")
    for name, asked in (("under the glossary", None), ("and the reverse model", both)):
        held = _drafts(texts, HeldEngine(engine, terms, both=asked), name)
        changed = [n for n in range(len(texts)) if free[n] and held[n] and free[n] != held[n]]
        worse = _worse(texts, references, free, held, changed, terms, reverse)
        print(f"{name}: {len(changed)} other drafts; worse by {worse}")


def _read(path: Path) -> list[tuple[str, str]]:
    if path.suffix == ".tsv":
        columns = (material.column(path, name) for name in ("source", "target"))
        return list(zip(*columns, strict=True))
    found: dict[str, None] = {}
    for page in sorted(path.glob("*.md")):
        extraction = formats.for_path(page).extract(page.read_text("utf-8"), lang=EN.tag)
        for segment in extraction.segments:
            for sentence in split(inline.blank_codes(segment.text), "en"):
                found[" ".join(sentence.split())] = None
    return [(text, "") for text in found if len(text.split()) > 2]


def _drafts(texts: Sequence[str], engine: HeldEngine, name: str) -> list[str]:
    start = time.process_time()
    drafts = engine.translate([Segment(segment_key(None, text), text) for text in texts])
    print(f"{name}: {len(texts) / (time.process_time() - start):.1f} sentences/s of one core")
    return [draft.text for draft in drafts]


def _worse(
    texts: Sequence[str],
    references: Sequence[str],
    free: Sequence[str],
    held: Sequence[str],
    changed: Sequence[int],
    terms: Requirements,
    reverse: ForcedScorer,
) -> str:
    from sacrebleu.metrics import CHRF

    sources = [texts[n] for n in changed]
    before, after = (reverse.tokens([drafts[n] for n in changed], sources) for drafts in (free, held))
    rest = whole = points = compared = 0
    for number, old, new in zip(changed, before, after, strict=True):
        spans = [(term.start, term.end) for term in terms.terms(texts[number])]
        losses = [(one.span, one.log - other.log) for one, other in zip(old, new, strict=False)]
        whole += sum(lost for _, lost in losses) > damage.MOST_LOST
        rest += sum(lost for at, lost in losses if not any(overlap(at, span) for span in spans)) > damage.MOST_LOST
        if references[number]:
            compared += 1
            scores = [CHRF().sentence_score(drafts[number], [references[number]]).score for drafts in (free, held)]
            points += scores[0] - scores[1] > LOST_POINTS
    return f"the reverse model {rest}, by the whole {whole}" + (f", by chrF {points} of {compared}" if compared else "")


if __name__ == "__main__":
    main()
