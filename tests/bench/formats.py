"""How fast pages are extracted into sentences and merged again, beside a bare parse of the same pages in the same run.

    python tests/bench/formats.py [FOLDER…]

Without folders the demo's pages are taken, many times over.
"""

from __future__ import annotations

import time
from pathlib import Path

import material
from selectolax.lexbor import LexborHTMLParser

from pipeline.formats import for_path, supported


def main() -> None:
    parser = material.options(__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    given = parser.parse_args().folders
    folders = given or [material.ROOT / "content"]
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if supported(path)]
    texts = [(path, path.read_bytes().decode("utf-8")) for path in paths] * (1 if given else 20)
    for path, text in texts[:2]:
        for_path(path).extract(text)
    start = time.perf_counter()
    found = [(for_path(path), for_path(path).extract(text)) for path, text in texts]
    extracting = time.perf_counter() - start
    start = time.perf_counter()
    for form, extraction in found:
        form.merge(extraction, {segment.key: f"{segment.text}!" for segment in extraction.segments})
    merging = time.perf_counter() - start
    start = time.perf_counter()
    for _, text in texts:
        LexborHTMLParser(text)
    parsing = time.perf_counter() - start
    segments = sum(len(extraction.segments) for _, extraction in found)
    print(f"{len(texts)} pages, {segments} segments: extracted {len(texts) / extracting:.0f} pages/s, ", end="")
    print(f"merged {len(texts) / merging:.0f} pages/s; extraction takes {extracting / parsing:.0f} times a bare parse")


if __name__ == "__main__":
    main()
