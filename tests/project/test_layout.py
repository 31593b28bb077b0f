"""A project on disk: names that not every file system tells apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.project import config, layout

Write = Callable[[str, str], Path]


def test_names_that_only_some_file_systems_tell_apart_are_told(write: Write) -> None:
    settings = config.load(write("medlocale.toml", '[project]\nname = "Ward"\ntargets = ["de"]\n'))
    names = [
        "fever.html",
        "Fever.html",
        "caf\u00e9.txt",
        "cafe\u0301.txt",
        "deep/\u00dcber.md",
        "deep/u\u0308ber.md",
        "Stra\u00dfe.txt",
        "strasse.txt",
        "rest.txt",
    ]
    for name in names:
        write(f"content/{name}", "Rest well.\n")
    if len(layout.pages(settings)) < len(names):
        pytest.skip("this file system doesn't tell them apart")
    assert layout.alike(settings) == [
        "content/caf\u00e9.txt and content/cafe\u0301.txt differ by the way that accents are composed alone: "
        "macOS and Windows have room for one.",
        "content/deep/\u00dcber.md and content/deep/u\u0308ber.md differ by capitals alone: "
        "macOS and Windows have room for one.",
        "content/fever.html and content/Fever.html differ by capitals alone: macOS and Windows have room for one.",
    ]
