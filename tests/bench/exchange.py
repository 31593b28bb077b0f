"""How long a parcel takes, and how much memory: a project of so many texts is made, sent, and what is sent is counted.

    python tests/bench/exchange.py FOLDER [--units 100000] [--pages 500] [--format xliff12] [--profile]

FOLDER keeps the project between runs. Its texts are by thirds untranslated, a machine's drafts, and accepted; its
catalogs are written as `extract` writes them, which takes longer than sending. `--profile` lists where the time goes.
Figures are those of processes of their own: the first, which may have to index the project's memory, one that puts its
parcel in the place of that, and one that writes a folder.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import multiprocessing
import pstats
import random
import resource
import shutil
import time
from dataclasses import replace
from pathlib import Path

import material

from pipeline.exchange.parcel import Version
from pipeline.model import State
from pipeline.po import catalog, provenance
from pipeline.po.entries import Catalog, Entry
from pipeline.project import config, layout
from pipeline.project.manifest import Manifest
from pipeline.stages import send as stage
from pipeline.stages.send import Order

CONFIG = """[project]
name = "Many texts"
source = "en"
targets = ["pt_BR"]
"""
GLOSSARY = "concept,locale,term,status\nfever,en,fever,preferred\nfever,pt_BR,febre,preferred\n"
HTML_PAGES = 20  # of those that come first


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
    settings = config.load(folder / "medlocale.toml")
    locale = settings.targets[0]
    number = 0
    for page in range(pages):
        sentences = [sentence(draw, number + each) for each in range(units // pages)]
        number += len(sentences)
        name = write(folder / "content", page, sentences)
        headers = catalog.new_headers(
            project="Many texts",
            created="2026-12-01 10:00+0000",
            locale=locale.gettext,
            plural_forms=locale.plural_forms,
        )
        entries = tuple(translated(entry(text, name), place) for place, text in enumerate(sentences))
        catalog.write(layout.catalog_path(settings, locale, name), Catalog(headers, entries))


def entry(text: str, page: str) -> Entry:
    """Return an entry as `extract` tells of a text."""
    msgid = text.replace("<strong>", "<1>").replace("</strong>", "</1>")
    told = ["Role: paragraph", f"Paragraph: {msgid}"]
    told += ["Codes: <1> strong emphasis"] if msgid != text else []
    told += ["Glossary: fever → febre"] if "fever" in text else []
    return Entry(msgid, extracted=tuple(told), references=(f"content/{page}:1",))


def write(content: Path, page: int, sentences: list[str]) -> str:
    """Write a page of HTML or, for most, UI strings; return its name."""
    if page < HTML_PAGES:
        text = "".join(f"<p>{each}</p>" for each in sentences)
        html = f"<!DOCTYPE html><html lang=en><head><title>Page {page}</title></head><body>{text}</body></html>"
        (content / f"page-{page:04}.html").write_text(html)
        return f"page-{page:04}.html"
    strings = {f"key{number}": each for number, each in enumerate(sentences)}
    (content / f"page-{page:04}.json").write_text(json.dumps(strings, indent=1))
    return f"page-{page:04}.json"


def translated(entry: Entry, number: int) -> Entry:
    if number % 3 == 0:
        return entry
    if number % 3 == 1:
        return provenance.with_draft(entry, [entry.msgid], origin="engine@1", score=0.8)
    return replace(entry, msgstr=(entry.msgid,))


def send(project: Path, parcel: Path, form: str) -> None:
    """Send all texts of a project, and say what it took."""
    settings = config.load(project / "medlocale.toml")
    manifest = Manifest(settings.state, settings.root)
    pages = layout.pages(settings)
    states: frozenset[State] = frozenset(("untranslated", "draft", "accepted"))
    form_: Version = "xliff21" if form == "xliff21" else "xliff12"
    start = time.perf_counter()
    done = stage.send(settings, manifest, settings.targets[0], Order(pages, states, parcel, form_), lambda *_: None)
    manifest.close()
    seconds = time.perf_counter() - start
    own, workers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    worked = sum(used.ru_utime + used.ru_stime for used in (own, workers))
    print(
        f"{done.units} texts of {done.files} pages: {seconds:.1f} s, {worked:.1f} s of a core, "
        f"{own.ru_maxrss / 1024:.0f} MB and {workers.ru_maxrss / 1024:.0f} MB in the largest of its workers",
        flush=True,
    )


def remove(parcel: Path) -> None:
    """Remove a parcel that an earlier run has made."""
    if parcel.is_dir():
        shutil.rmtree(parcel)
    parcel.unlink(missing_ok=True)


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
        make(project, options.units, options.pages)
    parcel = options.folder / f"parcel-{options.units}-{options.format}.zip"
    if options.profile:
        with cProfile.Profile() as profile:
            send(project, parcel, options.format)
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)
        return
    for name, target in (("first", parcel), ("in its place", parcel), ("a folder", parcel.with_suffix(""))):
        if name != "in its place":
            remove(target)
        print(name, end=": ", flush=True)
        process = multiprocessing.get_context("spawn").Process(target=send, args=(project, target, options.format))
        process.start()
        process.join()


if __name__ == "__main__":
    main()
