"""Arrangements of links, hidden folders and special files in a project that a stranger made, and what they may reach.

Each is a function of a project's root and of a folder outside of it that has something of every kind.
"""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

SECRET = "Zephyrine"  # stands in every file outside of the project, and must never stand in one inside
CONFIG = """[project]
name = "Practice"
targets = ["en_XA", "de"]
{paths}
[extract]
segmentation_rules = "{rules}"
[build]
mo = true
[review.people]
ana = {{ name = "Ana Souza", role = "translator" }}
"""
RULES = """<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="no"/><body>
<languagerules><languagerule languagerulename="English"><rule break="no"><beforebreak>\\bapprox\\.</beforebreak>
<afterbreak>\\s</afterbreak></rule></languagerule></languagerules><maprules><languagemap languagepattern="en.*"
languagerulename="English"/></maprules></body></srx>
"""
TERMS = "concept,locale,term,status\nfever,en,fever,preferred\nfever,de,Fieber,preferred\n"
PAGE = "<!DOCTYPE html>\n<html lang=en><head><title>Fever</title></head><body><p>{}</p></body></html>\n"
TMX = (
    '<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" '
    'srclang="en" datatype="plaintext"/><body><tu><tuv xml:lang="en"><seg>{}</seg></tuv>'
    '<tuv xml:lang="de"><seg>{}</seg></tuv></tu></body></tmx>\n'
)
CATALOG = "locales/en_XA/LC_MESSAGES/fever.html.po"
COMPILED = "locales/en_XA/LC_MESSAGES/rest.txt.mo"  # someone has accepted what it holds
Arrange = Callable[[Path, Path], object]


@dataclass(frozen=True, slots=True)
class Case:
    """An arrangement, the command that meets it, and words of what it says; without any it has nothing to say."""

    arrange: Arrange
    says: str = ""
    command: tuple[str, ...] = ("run",)


def project(root: Path) -> None:
    """Write a project with pages, an asset, a glossary, rules, and a memory."""
    texts = {
        "medlocale.toml": CONFIG.format(paths="", rules="rules.srx"),
        "rules.srx": RULES,
        "content/fever.html": PAGE.format("A fever helps you. Rest, and call us."),
        "content/rest.txt": "Rest for two days.\n",
        "content/img/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
        "glossary/terms.csv": TERMS,
        "glossary/protected.toml": "",
        "memory/old.tmx": TMX.format("Rest well.", "Gute Besserung."),
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


def outside(folder: Path) -> None:
    """Fill a folder with what a command might take for its own."""
    entry = f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "{SECRET}"\nmsgstr "{SECRET}"\n'
    texts = {
        "a.po": entry,
        "templates/other.pot": entry,
        "LC_MESSAGES/fever.html.po": entry,
        ".medlocale-0123456789abcdef.tmp": SECRET,
        "page.html": PAGE.format(SECRET),
        "page.txt": f"{SECRET}\n",
        "terms.csv": f"{TERMS}{SECRET},en,{SECRET},preferred\n{SECRET},de,{SECRET}-Wort,preferred\n",
        "more.tmx": TMX.format(SECRET, SECRET),
        "review.jsonl": "",
        "profile": f"echo {SECRET}\n",
        "empty": "",
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def _cleared(path: Path) -> Path:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def link(name: str, target: str = "") -> Arrange:
    """A link in the project to something outside of it."""
    return lambda root, away: _cleared(root / name).symlink_to(away / target)


def inner(name: str, target: str) -> Arrange:
    """A link in the project to something inside of it, which is there."""

    def arrange(root: Path, away: Path) -> None:
        if not (root / target).exists():
            (root / target).mkdir(parents=True)
        _cleared(root / name).symlink_to(root / target)

    return arrange


def hard(name: str, target: str) -> Arrange:
    """A second name in the project of a file outside of it."""
    return lambda root, away: os.link(away / target, _cleared(root / name))


def device(name: str, target: str) -> Arrange:
    return lambda root, away: _cleared(root / name).symlink_to(target)


def pipe(name: str) -> Arrange:
    return lambda root, away: os.mkfifo(_cleared(root / name))


def folder(name: str) -> Arrange:
    return lambda root, away: _cleared(root / name).mkdir()


def bound(name: str) -> Arrange:
    """A socket; its path has to be short, so that it is made from within its folder."""

    def arrange(root: Path, away: Path) -> None:
        path = _cleared(root / name)
        before = Path.cwd()
        os.chdir(path.parent)
        try:
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(path.name)
        finally:
            os.chdir(before)

    return arrange


def paths(key: str, value: str) -> Arrange:
    """A configuration that places a folder."""

    def arrange(root: Path, away: Path) -> None:
        (root / value).mkdir(parents=True, exist_ok=True)
        text = CONFIG.format(paths=f'[paths]\n{key} = "{value}"', rules="rules.srx")
        (root / "medlocale.toml").write_text(text, "utf-8")

    return arrange


def both(*parts: Arrange) -> Arrange:
    return lambda root, away: [part(root, away) for part in parts]


def gone(name: str) -> Arrange:
    return lambda root, away: _cleared(root / name)


ANNOTATE = ("check", "--annotate")
ACCEPT = ("review", "accept", "fever.html", "--by", "ana", "--drafts")
PREVIEW = ("build", "--preview")
MERGE = ("merge", CATALOG, "locales/templates/rest.txt.pot", "-o")
OUT = "leads out of"
HIDDEN = "hidden folder"
PIPE = "it is a pipe, not a file"

LINKS: Mapping[str, Case] = {
    "locales": Case(link("locales"), OUT),
    "site": Case(link("site"), OUT),
    "glossary": Case(link("glossary"), OUT),
    "memory": Case(link("memory"), OUT),
    "content": Case(link("content"), OUT),
    "state": Case(link(".medlocale"), "must not be a link"),
    "state, inside": Case(inner(".medlocale", "elsewhere"), "must not be a link"),
    "a locale": Case(link("locales/en_XA"), OUT),
    "a locale, when annotating": Case(link("locales/en_XA"), OUT, ANNOTATE),
    "a locale, when accepting": Case(link("locales/en_XA"), OUT, ACCEPT),
    "a locale, inside": Case(inner("locales/en_XA", "locales/en_GB"), OUT),
    "a locale, inside of the site": Case(inner("locales/en_XA", "site/en_XA"), OUT),
    "a locale's catalogs": Case(link("locales/en_XA/LC_MESSAGES", "LC_MESSAGES"), OUT),
    "templates": Case(link("locales/templates", "templates"), OUT),
    "templates, inside": Case(inner("locales/templates", "locales/de"), OUT),
    "a locale's pages": Case(both(gone("site"), gone(".medlocale"), link("site/en-XA")), OUT),
    "the source's pages": Case(both(gone(".medlocale"), link("site/en")), OUT),
    "a preview": Case(link("site-preview"), OUT, PREVIEW),
    "a preview's state": Case(link(".medlocale/preview"), OUT, PREVIEW),
    "compiled terms": Case(link(".medlocale/termbase")),
    "a folder of pages": Case(link("content/team"), "content/team is a link to a folder and is left out"),
    "a folder of pages, inside": Case(inner("content/team", "content/img"), "is left out"),
    "a catalog": Case(link(CATALOG, "a.po"), OUT),
    "a catalog, when annotating": Case(link(CATALOG, "a.po"), OUT, ANNOTATE),
    "a catalog, when accepting": Case(link(CATALOG, "a.po"), OUT, ACCEPT),
    "a catalog that isn't there yet": Case(link(CATALOG, "new.po"), OUT),
    "a catalog to a profile": Case(link(CATALOG, "profile"), OUT),
    "a catalog to a page": Case(inner(CATALOG, "content/rest.txt"), OUT),
    "a catalog to the configuration": Case(inner(CATALOG, "medlocale.toml"), OUT),
    "a catalog, by a second name": Case(hard(CATALOG, "a.po")),
    "a catalog of a page that is gone": Case(link("locales/de/LC_MESSAGES/gone.html.po", "a.po"), OUT),
    "a template": Case(both(gone(".medlocale"), link("locales/templates/fever.html.pot", "templates/other.pot")), OUT),
    "a template that isn't there yet": Case(
        both(gone(".medlocale"), link("locales/templates/fever.html.pot", "new.pot")), OUT
    ),
    "a template of a page that is gone": Case(link("locales/templates/gone.html.pot", "templates/other.pot")),
    "a ledger": Case(link("locales/en_XA/review.jsonl", "review.jsonl"), OUT, ACCEPT),
    "a ledger that isn't there yet": Case(link("locales/en_XA/review.jsonl", "new.jsonl"), OUT, ACCEPT),
    "a compiled catalog": Case(both(link(COMPILED, "profile"), gone(".medlocale")), OUT),
    "a page": Case(both(gone(".medlocale"), link("site/en-XA/fever.html", "page.html")), OUT),
    "a page that isn't there yet": Case(both(gone(".medlocale"), link("site/en/fever.html", "new.html")), OUT),
    "the list of languages": Case(both(gone(".medlocale"), link("site/index.html", "page.html")), OUT),
    "an asset": Case(both(gone(".medlocale"), link("site/img", "templates")), OUT),
    "a manifest": Case(link(".medlocale/manifest.sqlite", "empty"), OUT),
    "a manifest that isn't there yet": Case(link(".medlocale/manifest.sqlite", "new.sqlite"), OUT),
    "a manifest, by a second name": Case(hard(".medlocale/manifest.sqlite", "empty")),
    "a manifest's journal": Case(link(".medlocale/manifest.sqlite-journal", "profile"), OUT),
    "the cache of the checks": Case(link(".medlocale/checks.sqlite", "new.sqlite")),
    "the index of the memory": Case(
        link(".medlocale/memory.sqlite", "empty"), OUT, ("memory", "search", "Rest well.", "-l", "de")
    ),
    "the lock": Case(link(".medlocale/lock", "profile"), OUT),
    "the lock that isn't there yet": Case(link(".medlocale/lock", "new"), OUT),
    "the lock, by a second name": Case(hard(".medlocale/lock", "profile")),
    "terms": Case(link("glossary/more.csv", "terms.csv"), OUT),
    "terms, listed": Case(link("glossary/more.csv", "terms.csv"), OUT, ("glossary", "list")),
    "terms, added to": Case(
        both(link("glossary/new.csv", "new.csv"), inner("x.csv", "glossary/terms.csv")),
        OUT,
        ("glossary", "import", "x.csv", "-o", "glossary/new.csv"),
    ),
    "protected words": Case(link("glossary/protected.toml", "profile"), OUT),
    "a memory's file": Case(link("memory/more.tmx", "more.tmx"), OUT, ("memory", "search", "Rest well.", "-l", "de")),
    "a catalog that is named": Case(link(CATALOG, "a.po"), OUT, ("check", CATALOG)),
    "a catalog that is named, when annotating": Case(link(CATALOG, "a.po"), OUT, ("check", "--annotate", CATALOG)),
    "a catalog in a folder that is named": Case(
        link("locales/en_XA/LC_MESSAGES", "LC_MESSAGES"), OUT, ("check", "--annotate", CATALOG)
    ),
    "a catalog that is merged": Case(link("x.po", "a.po"), OUT, ("merge", "x.po", "rules.srx", "-o", "x.po")),
    "the output of a merge": Case(link("x.po", "a.po"), OUT, (*MERGE, "x.po")),
    "the output of a merge that isn't there yet": Case(link("x.po", "new.po"), OUT, (*MERGE, "x.po")),
    "the output of a merge, hidden": Case(inner("x.po", ".git"), OUT, (*MERGE, "x.po")),
    "a page that is explained": Case(link("content/x.txt", "page.txt"), OUT, ("extract", "--explain", "content/x.txt")),
    "a page in a folder, explained": Case(link("content/x"), OUT, ("extract", "--explain", "content/x/page.txt")),
    "a source": Case(link("content/other.txt", "page.txt"), OUT),
    "a source, of those that were there": Case(link("content/rest.txt", "page.txt"), OUT),
    "a source's asset": Case(link("content/img/other.svg", "page.html"), OUT),
    "the configuration": Case(link("medlocale.toml", "profile"), OUT),
    "rules": Case(link("rules.srx", "profile"), OUT),
}

DOTS: Mapping[str, Case] = {
    "site": Case(paths("site", ".git"), HIDDEN),
    "site in a folder": Case(paths("site", "web/.git"), HIDDEN),
    "site below": Case(paths("site", ".git/hooks"), HIDDEN),
    "locales": Case(paths("locales", ".git/hooks"), HIDDEN),
    "glossary": Case(paths("glossary", ".github/workflows"), HIDDEN),
    "memory": Case(paths("memory", ".ssh"), HIDDEN),
    "content": Case(paths("content", ".config"), HIDDEN),
    "site in the state's": Case(paths("site", ".medlocale/.git"), HIDDEN),
    "site by a link": Case(inner("site", ".git"), HIDDEN),
    "site by a hidden link": Case(both(paths("site", ".out"), inner(".out", "out")), HIDDEN),
    "locales by a link": Case(inner("locales", ".git/hooks"), HIDDEN),
    "a preview by a link": Case(inner("site-preview", ".git"), HIDDEN, PREVIEW),
    "pages by a link in the site": Case(both(gone(".medlocale"), inner("site/en-XA", "site/.git")), OUT),
    "terms by a link": Case(both(inner("x", ".terms"), inner("glossary/more.csv", ".terms")), OUT),
}

SPECIAL: Mapping[str, Case] = {
    "a catalog": Case(pipe(CATALOG), PIPE),
    "a catalog, when annotating": Case(pipe(CATALOG), PIPE, ANNOTATE),
    "a catalog, when accepting": Case(pipe(CATALOG), PIPE, ACCEPT),
    "a catalog, a socket": Case(bound(CATALOG), "it is a socket, not a file"),
    "a catalog, a folder": Case(folder(CATALOG), "it is a folder, not a file"),
    "a catalog, a device": Case(device(CATALOG, "/dev/zero"), OUT),
    "a template": Case(both(gone(".medlocale"), pipe("locales/templates/fever.html.pot")), PIPE),
    "a ledger": Case(pipe("locales/en_XA/review.jsonl"), PIPE),
    "a compiled catalog": Case(both(gone(".medlocale"), pipe(COMPILED)), PIPE),
    "a page": Case(both(gone(".medlocale"), pipe("site/en-XA/fever.html")), PIPE),
    "a source": Case(pipe("content/fever.html"), "is a pipe, a socket or a device, not a file"),
    "a source, a device": Case(device("content/zero.txt", "/dev/zero"), OUT),
    "a source's asset": Case(bound("content/img/x.png"), "is a pipe, a socket or a device, not a file"),
    "a source, explained": Case(pipe("content/rest.txt"), PIPE, ("extract", "--explain", "content/rest.txt")),
    "terms": Case(pipe("glossary/more.csv"), PIPE),
    "terms, a folder": Case(folder("glossary/more.csv"), "it is a folder, not a file"),
    "terms, checked": Case(pipe("glossary/more.csv"), PIPE, ("glossary", "check")),
    "protected words": Case(pipe("glossary/protected.toml"), PIPE, ("glossary", "check")),
    "a memory's file": Case(pipe("memory/more.tmx"), PIPE, ("memory", "search", "Rest well.", "-l", "de")),
    "the lock": Case(pipe(".medlocale/lock"), PIPE),
    "the manifest": Case(pipe(".medlocale/manifest.sqlite"), PIPE),
    "the manifest, a device": Case(device(".medlocale/manifest.sqlite", "/dev/zero"), OUT),
    "rules": Case(pipe("rules.srx"), PIPE),
    "the configuration": Case(pipe("medlocale.toml"), PIPE),
    "the configuration, a folder": Case(folder("medlocale.toml"), "it is a folder, not a file"),
    "the catalog that is merged": Case(pipe("x"), PIPE, ("merge", "x", "rules.srx", "-o", "y")),
    "the template that is merged": Case(pipe("x"), PIPE, ("merge", CATALOG, "x", "-o", "y")),
    "the output of a merge": Case(pipe("x"), PIPE, ("merge", CATALOG, "locales/templates/rest.txt.pot", "-o", "x")),
    "a catalog from anywhere": Case(pipe("x.po"), PIPE, ("check", "x.po", "-l", "de")),
    "terms from anywhere": Case(pipe("x.csv"), PIPE, ("check", CATALOG, "--glossary", "x.csv")),
    "a memory that is imported": Case(pipe("x.tmx"), PIPE, ("memory", "import", "x.tmx")),
    "terms that are imported": Case(pipe("x.csv"), PIPE, ("glossary", "import", "x.csv", "-o", "glossary/y.csv")),
    "texts that are evaluated": Case(pipe("x.txt"), PIPE, ("evaluate", "x.txt", "content/rest.txt", "--to", "en_XA")),
}
