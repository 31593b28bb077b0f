"""How good the Spanish is that goes by way of Portuguese: BLEU and chrF through `medlocale mt --to es`.

    python tests/bench/spanish.py FILE.tsv [--to LOCALE]

The file is a TSV with the columns source and target, such as TICO-19's development sentences.
Quantities that were lost or changed, drafts that are missing and drafts that a person should look at are counted.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import material

from pipeline import locales
from pipeline.text import quantities


def main() -> None:
    parser = material.options(__doc__)
    parser.add_argument("file", type=Path, help="a TSV with the columns source and target")
    parser.add_argument("--to", default="es")
    chosen = parser.parse_args()
    sources, references = (material.column(chosen.file, name) for name in ("source", "target"))
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", material.PROGRAM, "mt", "--to", chosen.to, "--format", "json"],
        input="".join(json.dumps({"text": text}) + "\n" for text in sources),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    elapsed = time.perf_counter() - start
    drafts = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(drafts) == len(sources)
    texts = [draft["text"] for draft in drafts]
    english, target = locales.parse("en"), locales.parse(chosen.to)
    changed = sum(
        any(change.severity != "minor" for change in quantities.compare(source, text, english, target))
        for source, text in zip(sources, texts, strict=True)
    )
    print(f"{len(drafts)} sentences, {len(drafts) / elapsed:.1f} a second with loading   {drafts[0]['origin']}")
    material.print_quality(texts, references)
    print(f"without a draft {sum(not text for text in texts)}, to be checked {sum(bool(d['unmet']) for d in drafts)}")
    print(f"quantities lost or changed in {changed} ({100 * changed / len(drafts):.2f} %)")


if __name__ == "__main__":
    main()
