"""A clinic's page of advice: what a translator and a reviewer do to it, and what the commands then say and show."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.po import catalog
from pipeline.po.entries import Entry
from tests.support.command import medlocale

CONFIG = """[project]
name = "Test clinic"
targets = ["en_XA", "de"]
[review.people]
ana = { name = "Ana Souza", role = "translator" }
ben = { name = "Ben Roth", role = "reviser" }
cai = { name = "Cai Lund", role = "clinician" }
dan = { name = "Dan Wray", role = "author" }
"""


def path_of(root: Path, page: str = "advice.html", locale: str = "en_XA") -> Path:
    return root / "locales" / locale / "LC_MESSAGES" / f"{page}.po"


def typed(
    root: Path, texts: Mapping[str, str], *, locale: str = "en_XA", page: str = "advice.html", **more: object
) -> None:
    """Do what a translator does in an editor: write translations and clear the flags."""
    found = catalog.read(path_of(root, page, locale))
    entries = tuple(
        replace(entry, msgstr=(texts[entry.msgid],), flags=(), **more) if entry.msgid in texts else entry
        for entry in found.entries
    )
    catalog.write(path_of(root, page, locale), replace(found, entries=entries))


def living(root: Path, page: str = "advice.html", locale: str = "en_XA") -> dict[str, Entry]:
    return {entry.msgid: entry for entry in catalog.read(path_of(root, page, locale)).entries if not entry.obsolete}


def accept(by: str, *sentences: str, locale: str = "en_XA", page: str = "advice.html") -> None:
    for sentence in sentences:
        medlocale("review", "accept", page, "--sentence", sentence, "--by", by, "--locale", locale, "-q")


def page(root: Path, site: str = "site", tag: str = "en-XA", name: str = "advice.html") -> str:
    return (root / site / tag / name).read_text("utf-8")


def rows(sentence: str = "", name: str = "advice.html", locale: str = "en_XA") -> list[dict[str, object]]:
    said = medlocale("explain", name, "-s", sentence, "--locale", locale, "--format", "json")
    return [json.loads(line) for line in said.splitlines()]


def row(sentence: str, name: str = "advice.html", locale: str = "en_XA") -> dict[str, object]:
    return rows(sentence, name, locale)[0]


def source(root: Path, text: str, name: str = "advice.html") -> None:
    (root / "content" / name).write_text(text, "utf-8")
