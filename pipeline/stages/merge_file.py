"""One catalog merged with one template, anywhere, as msgmerge does it: for build jobs that keep a tree of their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline import locales, termbase
from pipeline.errors import naming
from pipeline.po import catalog
from pipeline.po.merge import merge

SOURCE = "en"


def merge_files(old: Path, template: Path, output: Path, *, glossary: Sequence[Path] = ()) -> bool:
    """Merge the catalog `old` with a template into `output`; return whether that file changed.

    The locale and the number of plural forms are the old catalog's. Raise SourceError or LocaleError naming the file
    and line that can't be read, ChangedError where `old` is also the output and somebody saved it meanwhile.
    """
    before, after = catalog.read(old), catalog.read(template)
    name = before.headers.get("Language", "").strip()
    with naming(old, before.header.line):
        locale = locales.parse(name) if name else None
    headers = {}
    if locale is not None:
        headers = catalog.new_headers(
            project=before.headers.get("Project-Id-Version", ""),
            created=after.headers.get("POT-Creation-Date", ""),
            locale=locale.gettext,
            plural_forms=locale.plural_forms,
        )
    source = locales.parse(SOURCE)
    terms = termbase.load(glossary, source, locale or source) if glossary else None
    count = locale.plural_count if locale else len(max((e.msgstr for e in before.entries), key=len, default=("",)))
    with naming(old):
        merged = merge(before, after, headers=headers, plural_count=count, termbase=terms).catalog
    if output.exists() and output.samefile(old):
        return catalog.update(output, before, merged)
    return catalog.write(output, merged)
