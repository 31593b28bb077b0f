"""The stage behind git's merge driver: what it writes, and what it loads for that."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.stages.merge_driver import merge_branches

Write = Callable[[str, str], Path]
# As an editor that breaks lines writes it: nobody else's work is to be written anew.
WRAPPED = 'msgid ""\nmsgstr ""\n"Language: pt_BR\\n"\n\nmsgid "Rest "\n"well."\nmsgstr ""\n"Descanse "\n"bem."\n'


@pytest.mark.parametrize("changed", ["ours", "theirs", "both"])
def test_what_one_branch_changed_keeps_its_bytes(changed: str, write: Write) -> None:
    edited = WRAPPED.replace("bem.", "muito.")
    base = write("base", WRAPPED)
    ours = write("ours", WRAPPED if changed == "theirs" else edited)
    theirs = write("theirs", WRAPPED if changed == "ours" else edited)
    assert merge_branches(base, ours, theirs).error is None
    assert ours.read_text("utf-8") == edited


@pytest.mark.parametrize("damaged", ["base", "ours", "theirs"])
def test_a_version_that_is_no_catalog_leaves_the_merge_to_git(
    damaged: str, write: Write, needs: Callable[[str], str]
) -> None:
    needs("git")
    texts = {"base": WRAPPED, "ours": WRAPPED.replace("bem.", "muito."), "theirs": WRAPPED.replace("bem.", "mais.")}
    texts[damaged] += 'msgid "no end\n'
    base, ours, theirs = (write(name, text) for name, text in texts.items())
    error = merge_branches(base, ours, theirs).error
    assert error is not None
    assert Path(str(error.path)).name == damaged
    text = ours.read_text("utf-8")
    assert text.index("<<<<<<< ours") < text.index("muito.") < text.index("mais.") < text.index(">>>>>>> theirs")


def test_nothing_is_loaded_that_a_merge_of_texts_has_no_use_for(write: Write) -> None:
    for name, word in (("base", "bem."), ("ours", "muito."), ("theirs", "mais.")):
        path = write(name, WRAPPED.replace("bem.", word))
    program = (
        "import sys\nfrom pipeline.cli import main\n"
        "sys.argv = ['medlocale', 'merge-driver', 'base', 'ours', 'theirs']\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    print(stop.code)\n"
        "heavy = {'numpy', 'rapidfuzz', 'pipeline.text.difference', 'pipeline.text.classes', 'pipeline.cli.merge'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    call = [sys.executable, "-c", program]
    done = subprocess.run(call, capture_output=True, text=True, check=True, cwd=path.parent)
    assert done.stdout.splitlines() == ["0", "[]"]
    assert "theirs" not in done.stderr
    assert "1 entry was translated otherwise" in done.stderr
