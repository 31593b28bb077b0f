"""A git repository as tests use it: whoever commits is somebody, and nothing of this machine's configuration counts."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

SOMEBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_NAME": "Ana" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "ana@clinic.example" for who in ("AUTHOR", "COMMITTER")},
}


@dataclass(frozen=True)
class Repository:
    """A working tree and the program that keeps it."""

    folder: Path
    tool: str

    def git(self, *arguments: str, code: int = 0) -> str:
        """Run git; return what it says on both its outputs."""
        done = subprocess.run(
            [self.tool, *arguments],
            cwd=self.folder,
            env={**os.environ, **SOMEBODY},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stdout
        return done.stdout

    def commit(self, message: str) -> None:
        self.git("add", ".")
        self.git("commit", "-m", message)

    def unmerged(self) -> list[str]:
        return self.git("diff", "--name-only", "--diff-filter=U").splitlines()


def repository(folder: Path, tool: str) -> Repository:
    folder.mkdir(parents=True, exist_ok=True)
    made = Repository(folder, tool)
    made.git("init", "--initial-branch=main")
    return made
