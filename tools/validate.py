"""Hold the site's pages against html-validate: none may have an error of a kind that its source page hasn't as often.

    python tools/validate.py content site

html-validate comes from npm (`npx`), at the version below. Its presets are what HTML demands and what assistive
technology needs; its matters of taste (how long a title is) are the translator's.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

VALIDATOR = "html-validate@10.17.0"
PRESETS = "standard,a11y,document"


def main(content: Path, site: Path) -> None:
    """Print what the pages of `site` have and those of `content` haven't; exit with 1 where there is something."""
    npx = shutil.which("npx")
    if npx is None:
        sys.exit("npx is not installed: it comes with Node.js")
    pages = sorted(site.rglob("*.html"))
    if not pages:
        sys.exit(f"{site} has no page: `medlocale build` writes it")
    known = {page: Counter(found) for page, found in errors(npx, content).items()}
    failed = 0
    for page, found in errors(npx, site).items():
        allowed = known.get(Path(*page.parts[1:]), Counter())
        for rule, times in (Counter(found) - allowed).items():
            failed += times
            print(f"{site / page}: {rule}: {times} more than in its source")
    print(f"{len(pages)} pages, {failed} errors that their sources don't have")
    sys.exit(1 if failed else 0)


def errors(npx: str, folder: Path) -> dict[Path, list[str]]:
    """Return the rules that each page under a folder breaks, once a place."""
    command = [npx, "--yes", VALIDATOR, "--preset", PRESETS, "--formatter", "json", str(folder.resolve())]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:  # it leaves before a pipe has taken all it says
        result = subprocess.run(command, check=False, stdout=output, stderr=subprocess.PIPE, text=True, timeout=300)
        output.seek(0)
        said = output.read()
    if result.returncode not in (0, 1) or not said.startswith("["):
        sys.exit(f"html-validate failed: {result.stderr or said}")
    return {
        Path(page["filePath"]).relative_to(folder.resolve()): [message["ruleId"] for message in page["messages"]]
        for page in json.loads(said)
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
