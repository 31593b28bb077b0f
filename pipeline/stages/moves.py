"""Translations whose sentence left its page: they follow it to the page that has it now, with state and comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from pipeline.errors import MedlocaleError
from pipeline.locales import Locale
from pipeline.po import catalog, provenance
from pipeline.po.entries import Catalog, Entry
from pipeline.project import layout
from pipeline.project.config import Settings


class Moves:
    """Translations that the catalogs of a locale hold for sentences that are on their pages no more.

    `templates` are those of the pages whose source has changed; the templates of the others are on disk.
    """

    def __init__(
        self, settings: Settings, locale: Locale, pages: Sequence[str], templates: Mapping[str, Catalog]
    ) -> None:
        self._settings = settings
        self._locale = locale
        self._pages = frozenset(pages)
        self._keys = {page: {entry.key for entry in template.entries} for page, template in templates.items()}

    def joined(self, old: Catalog | None, template: Catalog) -> Catalog | None:
        """Return the old catalog with what has moved to its page, as obsolete entries that a merge brings back."""
        known = {entry.key for entry in old.entries if any(entry.msgstr)} if old else set()
        wanted = {entry.key: entry for entry in template.entries if entry.key not in known}
        if not wanted:
            return old
        moved = [
            self._left[key] for key, entry in wanted.items() if key in self._left and _fits(self._left[key], entry)
        ]
        if not moved:
            return old
        base = old or Catalog({}, header=replace(template.header, flags=()))
        return replace(base, entries=(*base.entries, *(replace(entry, obsolete=True) for entry in moved)))

    @cached_property
    def _left(self) -> dict[str, Entry]:
        """The translated entries that are on their page no more, by key; of several, one that a person accepted."""
        folder = self._settings.catalogs / self._locale.gettext / "LC_MESSAGES"
        left: dict[str, Entry] = {}
        for path in layout.catalogs(self._settings, self._locale):
            page = path.relative_to(folder).as_posix().removesuffix(".po")
            try:
                entries = catalog.read(path).entries
            except MedlocaleError:  # whoever needs this catalog says so
                continue
            living = self._keys.get(page)
            for entry in entries:
                gone = entry.obsolete or page not in self._pages or (living is not None and entry.key not in living)
                if gone and all(entry.msgstr) and _rank(entry) > _rank(left.get(entry.key)):
                    left[entry.key] = entry
        return left


def _fits(moved: Entry, wanted: Entry) -> bool:
    return moved.msgid_plural == wanted.msgid_plural


def _rank(entry: Entry | None) -> int:
    """Order by what is worth most: an accepted translation, a person's unfinished one, a machine's draft."""
    if entry is None:
        return 0
    if not entry.fuzzy:
        return 3
    return 1 if provenance.is_untouched_draft(entry) else 2
