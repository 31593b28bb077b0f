"""Try an installed medlocale as a stranger does: outside of the tree, on a project that `init` has just started.

    python tools/try_installed.py BIN [--extras]

BIN is the folder of the command. Without extras the locale that needs a model fails in a sentence that names the extra,
and the others are built; with them, nothing fails and the page is drafted.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Visits</title></head><body><p>Please come in the morning.</p></body></html>
"""
NO_ENGINE = "the engine of pt_BR (embedded): the embedded model needs numpy, which isn't installed: pip install"


def main(command: Path, *, extras: bool) -> None:
    """Start a project in a new folder, run it and look at what is there then."""
    with TemporaryDirectory(prefix="medlocale-") as name:
        folder = Path(name)

        def medlocale(*arguments: str, code: int = 0) -> str:
            done = subprocess.run([command, *arguments], cwd=folder, capture_output=True, text=True)
            said = done.stdout + done.stderr
            if done.returncode != code or "Traceback" in said:
                sys.exit(f"medlocale {' '.join(arguments)}: exit code {done.returncode}, not {code}\n{said}")
            return said

        def expect(fact: bool, what: str) -> None:
            if not fact:
                sys.exit(what)

        print(medlocale("--version"), end="")
        medlocale("init")
        settings = folder / "medlocale.toml"
        text = settings.read_text("utf-8")
        settings.write_text(text.replace('targets = ["pt_BR"]', 'targets = ["pt_BR", "en_XA"]'), "utf-8")
        (folder / "content/visits.html").write_text(PAGE, "utf-8")
        said = medlocale("run", code=0 if extras else 1)
        expect(extras or NO_ENGINE in said, f"run doesn't name the extra:\n{said}")
        expect((folder / "site/en-XA/visits.html").is_file(), "the locale that needs no model isn't built")
        expect(
            (folder / "site/pt-BR/visits.html").is_file() == extras, "pt-BR is built without its model, or not with it"
        )
        medlocale("run", "--locale", "en_XA")
        for step in ("check", "build", "status", "compile"):
            medlocale(step)


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute() / "medlocale", extras="--extras" in sys.argv[2:])
