"""Where a file stands in its git repository: code hosts attach an annotation by the path from the repository's root."""

from __future__ import annotations

import os
from pathlib import Path


def path_in_repository(file: str, base: Path) -> str:
    """Return a file's path from the root of its repository; `file` as it is, from `base`, where no repository is."""
    try:
        path = (base / file).resolve()
    except ValueError:  # no name that a file can have
        return file
    # In a linked worktree and in a submodule, .git is a file.
    root = next((folder for folder in path.parents if os.path.exists(folder / ".git")), None)
    return file if root is None else path.relative_to(root).as_posix()
