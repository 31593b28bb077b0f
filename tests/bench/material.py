"""What the benches have in common: their options, rows of translated sentences, the demo's sentences, English words."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.project import config, layout, sources
from pipeline.text import inline

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "from pipeline.cli import main; main()"
"""The command, for a process of its own."""
# Made-up sentences are drawn from these by number: a word more or less, and the figures are of other sentences.
_WORDS = """
    rest drink visit scan ward nurse fever plan report clinic patient doctor water consent blood sample result letter
    morning evening family treatment cell therapy infusion hospital record journey travel question answer team
"""
WORDS = _WORDS.split()


def options(doc: str | None) -> argparse.ArgumentParser:
    """Return a parser of a bench's arguments, which shows its docstring as it is written."""
    return argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a TSV with a heading, in which quotes are text."""
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)


def column(path: Path, name: str) -> list[str]:
    """Return a column of a TSV, with single spaces."""
    return [" ".join(row[name].split()) for row in rows(path)]


def demo() -> list[str]:
    """Return the sentences of the demo's pages, each once and without its codes."""
    settings = config.load(ROOT / config.FILE_NAME)
    segments = [segment for page in layout.pages(settings) for segment in sources.read(settings, page).segments]
    return list(dict.fromkeys(" ".join(inline.blank_codes(segment.text).split()) for segment in segments))


def print_quality(drafts: Sequence[str], references: Sequence[str], *, indent: int = 0) -> None:
    """Print BLEU and chrF of drafts, with their signatures."""
    from sacrebleu.metrics import BLEU, CHRF

    for metric in (BLEU(), CHRF()):
        score = metric.corpus_score(list(drafts), [list(references)])
        print(f"{'':{indent}}{score}   {metric.get_signature()}")
