"""Let an editor save a catalog while commands write it, and say whether any command lost a save.

    python tests/bench/saves.py [--rounds 200] [--command NAME]

Each round runs one command on a small project while a process of its own saves the catalog at random moments, in place
or by moving a new file over it. Afterwards the last save has to be in the catalog. A command may give up and say so.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from multiprocessing.synchronize import Event
from pathlib import Path

from typer.testing import CliRunner

from pipeline.cli import app

CONFIG = '[project]\ntargets = ["en_XA"]\n[review.people]\nana = { name = "Ana", role = "translator" }\n'
PAGE = "<!DOCTYPE html><html lang=en><head><title>Advice</title></head><body>\n{}\n</body></html>\n"
SENTENCES = ("Rest for two days.", "Drink water.", "Eat well.", "Call us with any question.")
CATALOG = "locales/en_XA/LC_MESSAGES/a.html.po"
MARK = re.compile(r"save (\d+) by hand")
NEAR = (0.7, 1.1)  # when the last save falls, as a share of the time until the command writes
PAUSE = 0.005  # seconds between two saves, at most


def saved(path: Path, text: str, *, in_place: bool) -> None:
    """Save as an editor does."""
    if in_place:
        path.write_text(text, "utf-8")
        return
    beside = path.with_name("editor.tmp")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def editor(path: Path, text: str, in_place: bool, seed: int, started: Event, seconds: float, last: object) -> None:
    """Save again and again, the last time when a command, so many seconds after its start, writes the file.

    `last` becomes the number of the last save.
    """
    chance = random.Random(seed)
    until = time.monotonic() + seconds * chance.uniform(*NEAR)
    number = 0
    started.set()
    while time.monotonic() < until:
        time.sleep(min(chance.uniform(0, PAUSE), max(0.0, until - time.monotonic())))
        number += 1
        last.value = number  # type: ignore[attr-defined]
        saved(path, text.replace("by hand", f"save {number} by hand", 1), in_place=in_place)


def project(root: Path) -> None:
    """Make a project whose catalog waits for a command."""
    (root / "content").mkdir(parents=True)
    os.chdir(root)
    (root / "medlocale.toml").write_text(CONFIG, "utf-8")
    page = root / "content/a.html"
    page.write_text(PAGE.format("".join(f"<p>{text}</p>" for text in SENTENCES)), "utf-8")
    CliRunner().invoke(app, ["run", "-q"])


def typed(path: Path) -> str:
    """Return the catalog as a person leaves it: one entry translated, another waiting for a machine."""
    text = path.read_text("utf-8")
    head, _, rest = text.partition('msgid "Rest for two days."\n')
    rest = re.sub(r'msgstr "[^"]*"', 'msgstr "by hand"', rest, count=1)
    head = re.sub(r"((?:# .*\n|#\..*\n|#:.*\n)*)#, fuzzy\n((?:#.*\n)*)\Z", r"\1\2", head)
    rest = re.sub(r'(msgid "Eat well\."\nmsgstr )"[^"]*"', r'\1""', rest)
    return f'{head}msgid "Rest for two days."\n{rest}'


COMMANDS: dict[str, Callable[[Path], list[str]]] = {
    "run": lambda po: ["run", "-q"],
    "merge": lambda po: ["merge", str(po), "new.pot", "-o", str(po)],
    "review": lambda po: ["review", "accept", "a.html", "--by", "ana", "--drafts", "-q"],
    "check --annotate": lambda po: ["check", "--annotate", "-q"],
    "check --annotate FILE": lambda po: ["check", "--annotate", "-q", str(po)],
}


def attempt(made: Path, name: str, seed: int, seconds: float, *, in_place: bool) -> tuple[str, float]:
    """Run one round; return "kept", "gave up" or "LOST", and after how many seconds the catalog was last written."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "p"
        shutil.copytree(made, root)
        os.chdir(root)
        po = root / CATALOG
        template = (root / "locales/templates/a.html.pot").read_text("utf-8")
        (root / "new.pot").write_text(f'{template}\nmsgid "Sleep well."\nmsgstr ""\n', "utf-8")
        page = root / "content/a.html"
        page.write_text(page.read_text("utf-8").replace("</body>", f"<p>Round {seed}.</p></body>"), "utf-8")
        text = typed(po)
        po.write_text(text, "utf-8")
        started = multiprocessing.Event()
        last = multiprocessing.Value("i", 0)
        process = multiprocessing.Process(target=editor, args=(po, text, in_place, seed, started, seconds, last))
        process.start()
        started.wait()
        began = time.time()
        result = CliRunner().invoke(app, COMMANDS[name](po))
        wrote = po.stat().st_ctime - began
        process.join()
        found = MARK.search(po.read_text("utf-8"))
        os.chdir(folder)
        if last.value and (found is None or int(found[1]) != last.value):  # type: ignore[attr-defined]
            return "LOST", wrote
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            return f"TRACEBACK {result.exception!r}", wrote
        return "gave up" if result.exit_code == 1 else "kept", wrote


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--command", choices=COMMANDS)
    arguments = parser.parse_args()
    wrong = False
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made"
        project(made)
        for name in [arguments.command] if arguments.command else COMMANDS:
            for in_place in (True, False):
                seconds = min(attempt(made, name, 0, 0.0, in_place=in_place)[1] for _ in range(3))
                counts = Counter(
                    attempt(made, name, seed, seconds, in_place=in_place)[0] for seed in range(arguments.rounds // 2)
                )
                way = "in place" if in_place else "by a move"
                print(f"{name}, saved {way}: " + ", ".join(f"{count} {what}" for what, count in sorted(counts.items())))
                wrong |= bool(counts.keys() - {"kept", "gave up"})
    sys.exit(wrong)


if __name__ == "__main__":
    main()
