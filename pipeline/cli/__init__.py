"""The command line: the only folder that prints, exits or reads the configuration; a module a group of commands."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from pipeline.cli.starting import enough_memory

__all__ = ["app", "main"]

# New objects after which rubbish is looked for: a start makes hundreds of thousands that stay.
COLLECTED = 20_000
MODULES = (
    "audit",
    "check",
    "evaluate",
    "exchange",
    "glossary",
    "main_job",
    "memory",
    "merge",
    "merge_driver",
    "models",
    "mt",
    "review",
    "xliff",
)
MAIN_JOB = (
    "init",
    "run",
    "extract",
    "translate",
    "build",
    "compile",
    "status",
    "explain",
)  # the commands of one module
EXCHANGE = ("send", "receive")  # and those of another


def main() -> None:
    """Run the command line; of the modules with commands only that of the one that is named is imported."""
    gc.set_threshold(COLLECTED)
    named = sys.argv[1].replace("-", "_") if len(sys.argv) > 1 else ""
    module = "main_job" if named in MAIN_JOB else "exchange" if named in EXCHANGE else named
    with enough_memory():
        _application(module if module in MODULES and named not in ("main_job", "exchange") else "")()


def _application(named: str = "") -> Callable[[], Any]:
    """Return the application with the commands of one module, or with all of them."""
    for module in [named] if named else MODULES:
        import_module(f"{__name__}.{module}")
    from pipeline.cli.application import app

    return app


def __getattr__(name: str) -> Any:
    if name == "app":
        return _application()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
