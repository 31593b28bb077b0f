"""How long a parcel takes, and how much memory: a project of so many texts is made, sent, and what is sent is counted.

    python tests/bench/exchange.py FOLDER [--units 100000] [--pages 500] [--format xliff12] [--profile]

FOLDER keeps the project between runs. Its texts are by thirds untranslated, a machine's drafts, and accepted.
`--profile` lists where the time goes. The time of `send` is that of its own process: the first of a project, which
indexes its memory, and the next.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import material

from pipeline.po import catalog, provenance
from pipeline.po.entries import Entry
from pipeline.project import config, layout
from pipeline.stages.run import Stages

CONFIG = """[project]
name = "Many texts"
source = "en"
targets = ["pt_BR"]
[extract]
segment = "block"
"""
GLOSSARY = "concept,locale,term,status\nfever,en,fever,preferred\nfever,pt_BR,febre,preferred\n"
HTML_PAGES = 20  # of those that come first
RUN = "from pipeline.cli import main; main()"


def sentence(draw: random.Random, number: int) -> str:
    words = draw.choices(material.WORDS, k=draw.randint(5, 16))
    if number % 5 == 0:
        words[2] = f"<strong>{words[2]}</strong>"
    return f"{' '.join(words).capitalize()} {number}."


def make(folder: Path, units: int, pages: int) -> None:
    draw = random.Random(20)
    (folder / "content").mkdir(parents=True)
    (folder / "glossary").mkdir()
    (folder / "medlocale.toml").write_text(CONFIG)
    (folder / "glossary" / "terms.csv").write_text(GLOSSARY)
    number = 0
    for page in range(pages):
        body = [sentence(draw, number + each) for each in range(units // pages)]
        number += len(body)
        write(folder / "content", page, body)
    settings = config.load(folder / "medlocale.toml")
    work = Stages(settings, settings.targets, tell=lambda *_: None, say=lambda _: None)
    outcome = work.extract()
    assert not outcome.errors, outcome.errors
    for page_name in work.pages:
        path = layout.catalog_path(settings, settings.targets[0], page_name)
        current = catalog.read(path)
        catalog.write(
            path, replace(current, entries=tuple(map(translated, current.entries, range(len(current.entries)))))
        )
    work.close()


def write(content: Path, page: int, sentences: list[str]) -> None:
    """Write a page of HTML or, for most, UI strings, which are extracted sooner: that is no part of sending."""
    if page < HTML_PAGES:
        text = "".join(f"<p>{each}</p>" for each in sentences)
        html = f"<!DOCTYPE html><html lang=en><head><title>Page {page}</title></head><body>{text}</body></html>"
        (content / f"page-{page:04}.html").write_text(html)
    else:
        strings = {f"key{number}": each for number, each in enumerate(sentences)}
        (content / f"page-{page:04}.json").write_text(json.dumps(strings, indent=1))


def translated(entry: Entry, number: int) -> Entry:
    if number % 3 == 0:
        return entry
    if number % 3 == 1:
        return provenance.with_draft(entry, [entry.msgid], origin="engine@1", score=0.8)
    return replace(entry, msgstr=(entry.msgid,))


def run(*command: str) -> str:
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], check=True)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"{seconds:6.1f} s ({worked:.1f} s of a core), up to {after.ru_maxrss / 1024:.0f} MB so far"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--format", default="xliff12")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    project = options.folder / f"project-{options.units}-{options.pages}"
    if not project.exists():
        start = time.perf_counter()
        make(project, options.units, options.pages)
        print(f"{'made':10} {time.perf_counter() - start:6.1f} s")
    parcel = options.folder / f"parcel-{options.units}-{options.format}.zip"
    send = ["send", "--config", str(project / "medlocale.toml"), "--locale", "pt_BR", "--format", options.format]
    send += ["--state", "untranslated,draft,accepted", "--quiet", "-o", str(parcel)]
    profiled = ["-m", "cProfile", "-s", "tottime"] if options.profile else []
    if profiled:
        (options.folder / "send.py").write_text(RUN)
        print(run(*profiled, str(options.folder / "send.py"), *send))
        return
    for name in ("first send", "send"):
        print(f"{name:10} {run('-c', RUN, *send)}; {parcel.stat().st_size >> 20} MB packed")


if __name__ == "__main__":
    main()
