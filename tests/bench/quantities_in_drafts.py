"""How many drafts lose or change a quantity: by our comparison, and by one that knows nothing of it.

    python tests/bench/quantities_in_drafts.py [FILE.tsv]

Without a file the demo's own sentences are drafted; a TSV has a column source. The other comparison is digits and
percent signs alone: each run of digits of the source must be in the draft, separators put aside, and each % as % or in
words. Both should find nothing in 99.5 % of drafts; at most 0.5 % of the entries may stay without one.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import material

from pipeline import locales, mt
from pipeline.model import Segment, segment_key
from pipeline.mt.drafting.repair import fit_to_show
from pipeline.text import quantities

DIGITS = re.compile(r"\d+(?:[.,  ]\d+)*")
PERCENT = re.compile(r"%|\bpercent\b|\bper cent\b|\bpor ?cento\b|\bpercentuais\b", re.IGNORECASE)


def main() -> None:
    parser = material.options(__doc__)
    parser.add_argument("tsv", nargs="?", type=Path)
    parser.add_argument("--show", type=int, default=20, help="how many of the findings to print")
    arguments = parser.parse_args()
    sources = material.column(arguments.tsv, "source") if arguments.tsv else material.demo()
    english, brazil = locales.parse("en"), locales.parse("pt-BR")
    engine = mt.load("embedded", target="pt-BR")
    drafts = engine.translate([Segment(segment_key(None, text), text) for text in sources])
    shown = [fit_to_show(text, draft, brazil) for text, draft in zip(sources, drafts, strict=True)]
    empty = sum(not draft.text for draft in shown)
    ours = other = 0
    for text, draft in zip(sources, shown, strict=True):
        if not draft.text:
            print(f"no draft: {text}\n    {'; '.join(draft.unmet)}")
            continue
        changes = [change.message for change in quantities.compare(text, draft.text, english, brazil)]
        lost = _lost(text, draft.text)
        ours += bool(changes)
        other += bool(lost)
        if (changes or lost) and ours + other <= arguments.show:
            print(f"{text}\n    {draft.text}\n    {changes} {lost}")
    count = len(sources)
    print(f"{count} drafts: {ours} ({ours / count:.2%}) with a finding of quantities.compare, ", end="")
    print(
        f"{other} ({other / count:.2%}) with one of digits and percent, {empty} ({empty / count:.2%}) without a draft"
    )


def _lost(source: str, draft: str) -> list[str]:
    """Return the numbers and percent signs that a draft has fewer of than its source."""
    before, after = (Counter(re.sub(r"\D", "", run) for run in DIGITS.findall(text)) for text in (source, draft))
    lost = [number for number, times in before.items() if after[number] < times]
    if len(PERCENT.findall(draft)) < len(PERCENT.findall(source)):
        lost.append("%")
    return lost


if __name__ == "__main__":
    main()
