"""Whether codes come back well formed, whatever their nesting, and around the words that they were around.

    python tests/bench/markup.py [FILE.tsv --terms TERMS.tsv]

Draws 10,000 random nestings of codes over random sentences with random alignments, and counts those that come back with
the same codes, well nested. With a TSV (columns source and target) and a term list (` : ` between alternatives) it puts
`<1>…</1>` around each term of the list that the source has and the reference translates as the list does, translates
through `medlocale mt --format json` held to that list, and counts how often the codes enclose a translation of the
term and nothing but its words.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import material

from pipeline.mt.markup.alignment import Link, words
from pipeline.mt.markup.codes import take_out
from pipeline.mt.markup.placement import put_back
from pipeline.termbase import rows
from pipeline.termbase.rows import TermRow
from pipeline.text import inline
from pipeline.text.inline import CODE

NESTINGS = 10_000
WORDS = ("um", "dois", "três", "quatro", "cinco,", "seis.", "(sete)", "8,5%")


def main() -> None:
    parser = material.options(__doc__)
    parser.add_argument("tsv", nargs="?", type=Path)
    parser.add_argument("--terms", type=Path)
    parser.add_argument("--show", type=int, default=10)
    arguments = parser.parse_args()
    drawn = random.Random(5)
    sound = sum(_comes_back(drawn) for _ in range(NESTINGS))
    print(f"{sound} of {NESTINGS} random nestings come back well formed with equal codes")
    if arguments.tsv and arguments.terms:
        _terms(arguments.tsv, arguments.terms, arguments.show)


def _comes_back(drawn: random.Random) -> bool:
    numbers: list[int] = []
    source = _nested(drawn, numbers, 4)
    target = " ".join(drawn.choices(WORDS, k=drawn.randint(0, 9)))
    marked = take_out(source)
    ours, theirs = words(marked.text), words(target)
    links = []
    if ours and theirs:
        count = drawn.randint(0, 12)
        links = [Link(drawn.choice(ours), drawn.choice(theirs), drawn.uniform(0.1, 1)) for _ in range(count)]
    breaks = frozenset(number for number in numbers if drawn.random() < 0.1)
    restored = put_back(marked, target, links, breaks=breaks).text
    same = Counter(CODE.findall(restored)) == Counter(CODE.findall(source))
    kept = re.sub(r"\s", "", CODE.sub("", restored)) == re.sub(r"\s", "", target)
    return same and kept and _well_formed(restored)


def _nested(drawn: random.Random, numbers: list[int], depth: int) -> str:
    text = ""
    for _ in range(drawn.randint(0, 4)):
        kind = drawn.choice(("word", "word", "word", "alone", "pair"))
        text += drawn.choice(("", " "))
        if kind == "word":
            text += drawn.choice(WORDS)
            continue
        numbers.append(len(numbers) + 1)
        number = numbers[-1]
        inner = _nested(drawn, numbers, depth - 1) if depth and kind == "pair" else ""
        text += f"<{number}>{inner}</{number}>" if kind == "pair" else f"<{number}/>"
    return text


def _well_formed(text: str) -> bool:
    waiting: list[int] = []
    for code in inline.codes(text):
        if code.kind == "open":
            waiting.append(code.number)
        elif code.kind == "close" and (not waiting or waiting.pop() != code.number):
            return False
    return not waiting


def _terms(path: Path, listed: Path, show: int) -> None:
    terms: dict[str, list[str]] = {}
    for row in material.rows(listed):
        targets = re.split(r"\s:\s", row["target"].strip())
        if not re.search(r"[()/\[\]]", row["source"] + row["target"]):
            terms.setdefault(row["source"].strip(), []).extend(targets)
    cases = []
    for row in material.rows(path):
        source, reference = (" ".join(row[name].split()) for name in ("source", "target"))
        for term, targets in terms.items():
            found = re.search(rf"(?<!\w){re.escape(term)}(?!\w)", source, 0 if term.isupper() else re.IGNORECASE)
            if found and any(target.casefold() in reference.casefold() for target in targets):
                coded = f"{source[: found.start()]}<1>{found[0]}</1>{source[found.end() :]}"
                cases.append((coded, term, targets))
    drafts = _translated([coded for coded, _, _ in cases], terms)
    right = 0
    for (coded, term, targets), draft in zip(cases, drafts, strict=True):
        inside = re.search(r"<1>(.*?)</1>", draft)
        said = inside[1].casefold().strip() if inside else ""
        if any(target.casefold() in said and len(said) <= len(target) + 12 for target in targets):
            right += 1
        elif show:
            show -= 1
            print(f"{term}: {coded}\n    {draft}")
    print(f"{right} of {len(cases)} ({right / max(1, len(cases)):.2%}) codes enclose their term's translation")


def _translated(texts: list[str], terms: dict[str, list[str]]) -> list[str]:
    made = []
    for number, (term, targets) in enumerate(sorted(terms.items())):
        made.append(TermRow(f"bench-{number}", "en", term, "preferred"))
        for rank, target in enumerate(dict.fromkeys(targets)):
            made.append(TermRow(f"bench-{number}", "pt-BR", target, "admitted" if rank else "preferred"))
    with tempfile.TemporaryDirectory() as folder:
        glossary = Path(folder) / "bench.csv"
        rows.write(glossary, made)
        done = subprocess.run(
            ["medlocale", "mt", "--to", "pt-BR", "--format", "json", "--glossary", str(glossary)],
            input="".join(json.dumps({"text": text}) + "\n" for text in texts),
            text=True,
            encoding="utf-8",
            capture_output=True,
            check=False,
        )
    if done.returncode:
        sys.exit(done.stderr)
    return [json.loads(line)["text"] for line in done.stdout.splitlines()]


if __name__ == "__main__":
    main()
