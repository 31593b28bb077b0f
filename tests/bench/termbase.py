"""How fast a large termbase loads and matches: 20,000 concepts in two locales.

    python tests/bench/termbase.py [terms.tsv] [--concepts 20000]

The terms are those of a two-column list (columns `source` and `target`), and made-up ones up to the number wanted. The
sentences are made of them. Figures: seconds to load without and with the cache, sentences matched a second on one core,
and, to compare, the same by an Aho–Corasick automaton over the words, where pyahocorasick is installed.
"""

from __future__ import annotations

import csv
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import material

from pipeline import locales, termbase
from pipeline.termbase import english
from pipeline.termbase.words import WORD

FIRST = (
    "acute",
    "chronic",
    "familial",
    "primary",
    "secondary",
    "juvenile",
    "congenital",
    "diffuse",
    "benign",
    "severe",
)
STEMS = ("card", "neur", "hepat", "nephr", "derm", "oste", "gastr", "my", "lymph", "angi", "arthr", "bronch", "cyst")
ENDS = ("itis", "oma", "osis", "opathy", "algia", "emia", "ectomy", "oplasty", "ogram", "osclerosis")
SENTENCE = "Patients with {} who were treated for {} should tell their doctor about any new symptom within two days."


def concepts(listed: Path | None, wanted: int) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    if listed:
        for row in material.rows(listed):
            found.setdefault(row["source"], row["target"])
    rng = random.Random(20)
    while len(found) < wanted:
        stem = "o".join(rng.sample(STEMS, 2)) + rng.choice(ENDS)
        term = f"{rng.choice(FIRST)} {stem} type {rng.randrange(1000)}"
        found.setdefault(term, f"{stem} de tipo {len(found)}")
    return list(found.items())[:wanted]


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    parser = material.options(__doc__)
    parser.add_argument("terms", nargs="?", type=Path)
    parser.add_argument("--concepts", type=int, default=20_000)
    options = parser.parse_args()
    terms = concepts(options.terms, options.concepts)
    rng = random.Random(5)
    sentences = [SENTENCE.format(*(source for source, _ in rng.sample(terms, 2))) for _ in range(10_000)]
    english_, spanish = locales.parse("en"), locales.parse("es")
    with tempfile.TemporaryDirectory() as folder:
        path, cache = Path(folder) / "terms.csv", Path(folder) / "cache"
        with path.open("w", encoding="utf-8", newline="") as handle:
            out = csv.writer(handle)
            out.writerow(["concept", "locale", "term", "status"])
            for number, (source, target) in enumerate(terms):
                out.writerow([f"c{number}", "en", source, "preferred"])
                out.writerow([f"c{number}", "es", target, "preferred"])
        first = seconds(lambda: termbase.load([path], english_, spanish, cache=cache))
        again = seconds(lambda: termbase.load([path], english_, spanish, cache=cache))
        base = termbase.load([path], english_, spanish, cache=cache)
    taken = seconds(lambda: [base.matches(sentence) for sentence in sentences])
    found = sum(len(base.matches(sentence)) for sentence in sentences)
    print(f"{len(base)} concepts: first load {first:.2f} s, from the cache {again:.2f} s")
    print(f"{len(sentences) / taken:.0f} sentences/s, {found / len(sentences):.2f} terms a sentence")
    try:
        import ahocorasick
    except ImportError:
        return
    automaton = ahocorasick.Automaton()
    for number, (source, _) in enumerate(terms):
        automaton.add_word(f" {' '.join(map(english.key, WORD.findall(source)))} ", number)
    built = seconds(automaton.make_automaton)

    def by_automaton() -> None:
        for sentence in sentences:
            list(automaton.iter_long(f" {' '.join(map(english.key, WORD.findall(sentence)))} "))

    print(
        f"Aho–Corasick: built in {built:.2f} s, {len(sentences) / seconds(by_automaton):.0f} sentences/s, no places yet"
    )


if __name__ == "__main__":
    main()
