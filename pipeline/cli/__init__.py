"""The command line: the only folder that prints, exits or reads the configuration; a module a group of commands."""

from __future__ import annotations

from pipeline.cli import check, evaluate, glossary, main_job, memory, merge, models, mt, review
from pipeline.cli.application import app

__all__ = ["app", "check", "evaluate", "glossary", "main", "main_job", "memory", "merge", "models", "mt", "review"]


def main() -> None:
    """Run the command line."""
    app()
