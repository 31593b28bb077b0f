"""How often drafts of the embedded model say the right sense of a homonym, free and under a file of senses.

    python tests/bench/senses.py [--glossary glossary/senses.csv] [--to pt-BR|es] [--set senses.txt] [--shown]

The sentences are in senses.txt, one of a homonym a line, written before the rows of the glossary, and in
senses-fresh.txt and senses-unseen.txt, after them. A line is `word | sentence | right in pt | wrong in pt | right in es
| wrong in es`, lists of beginnings of words. A draft is right where it has a right rendering of the word and none that
is wrong. Wrongly forced is a draft that the senses made wrong, where the free one was right; `--shown` prints these,
and all that stay wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import material

from pipeline import locales
from pipeline.stages import translate_lines
from pipeline.stages.translate_lines import Line

SETS = ("senses.txt", "senses-fresh.txt", "senses-unseen.txt")


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence with a homonym, and the renderings of it that are right and wrong."""

    word: str
    text: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]

    def holds(self, draft: str) -> bool:
        """Tell whether a draft says the word's sense."""
        return _says(self.right, draft) and not _says(self.wrong, draft)


def cases(path: Path, language: str) -> list[Case]:
    at = {"pt": 2, "es": 4}[language]
    found = []
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("|")]
            right, wrong = (tuple(filter(None, cells[place].split(";"))) for place in (at, at + 1))
            found.append(Case(cells[0], cells[1], right, wrong))
    return found


def _says(words: tuple[str, ...], draft: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(word)}", draft, re.IGNORECASE) for word in words)


def main() -> None:
    parser = material.options(__doc__)
    parser.add_argument("--glossary", type=Path, action="append")
    parser.add_argument("--to", default="pt-BR")
    parser.add_argument("--set", type=Path, action="append")
    parser.add_argument("--shown", action="store_true")
    arguments = parser.parse_args()
    target = locales.parse(arguments.to)
    files = tuple(arguments.glossary or [material.ROOT / "glossary" / "senses.csv"])
    for path in arguments.set or [Path(__file__).parent / name for name in SETS]:
        found = cases(path, target.language)
        lines = [Line(case.text) for case in found]
        free, held = (
            translate_lines.translate(lines, translate_lines.Engines(locales.parse("en"), target, glossary=used))
            for used in ((), files)
        )
        before = [case.holds(draft.text) for case, draft in zip(found, free, strict=True)]
        after = [case.holds(draft.text) for case, draft in zip(found, held, strict=True)]
        told = [bool(draft.unmet) for draft in held]
        forced = [was and not now for was, now in zip(before, after, strict=True)]
        silent = [not now and not said for now, said in zip(after, told, strict=True)]
        print(
            f"{path.name}, {target.tag}: {len(found)} sentences, {len({case.word for case in found})} words; "
            f"right sense {sum(before) / len(found):.1%} free, {sum(after) / len(found):.1%} held; "
            f"wrongly forced {sum(forced) / len(found):.1%}; wrong and not told {sum(silent) / len(found):.1%}"
        )
        for case, old, draft, bad in zip(found, free, held, forced, strict=True):
            if arguments.shown and not case.holds(draft.text):
                print(f"{'FORCED' if bad else 'wrong'} {case.word}: {case.text}\n    {old.text}\n    {draft.text}")
                print(f"    {'; '.join(draft.unmet)}")


if __name__ == "__main__":
    main()
