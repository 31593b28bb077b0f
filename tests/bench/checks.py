"""How fast `medlocale check` is beside translate-toolkit's pofilter, on one file and one core.

    python tests/bench/checks.py FILE.po [--locale pt_BR]

Both run as commands on the same file, three times each. What counts is the least processor time of each, less what it
takes for a file of one entry: the start is told apart. Take a file that holds no text twice: `check` remembers some.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from pipeline.po import catalog

ROUNDS = 3
FOUND = 3  # what `check` ends with where it finds something


def seconds(*command: str) -> float:
    """Return the processor time that a command takes, its children's included."""
    before = os.times()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode not in {0, FOUND}:
        sys.exit(f"{command[0]} failed: {done.stderr}")
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--locale", default="")
    options = parser.parse_args()
    pofilter = shutil.which("pofilter") or shutil.which("pofilter", path=str(Path(sys.executable).parent))
    if pofilter is None:
        sys.exit("pofilter isn't installed: it comes with translate-toolkit, of the development extra.")
    whole = catalog.read(options.file)
    locale = options.locale or whole.headers.get("Language", "pt_BR")
    entries = [entry for entry in whole.entries if not entry.obsolete]
    with tempfile.TemporaryDirectory() as folder:
        one, many = Path(folder, "one.po"), Path(folder, "many.po")
        catalog.write(one, replace(whole, entries=(entries[0],)))
        catalog.write(many, replace(whole, entries=tuple(entries)))
        medlocale = [sys.executable, "-c", "from pipeline.cli import main; main()", "check", "--format", "json"]
        commands = {
            "medlocale check": [*medlocale, "--source-locale", "en", "--locale", locale.replace("_", "-")],
            "pofilter": [pofilter, "--output", str(Path(folder, "out"))],
        }
        rates = {}
        for name, command in commands.items():
            start = min(seconds(*command, str(one)) for _ in range(ROUNDS))
            run = min(seconds(*command, str(many)) for _ in range(ROUNDS)) - start
            rates[name] = len(entries) / run
            print(f"{name:16} {rates[name]:7.0f} entries a second, start {start:.2f} s")
    print(f"ratio {rates['medlocale check'] / rates['pofilter']:.2f} on {len(entries)} entries of {locale}")


if __name__ == "__main__":
    main()
