"""Translations whose sentence left its page: they follow it to the page that has it now, with state and comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.errors import MedlocaleError
from pipeline.locales import Locale, plural_forms
from pipeline.po import catalog, provenance
from pipeline.po.entries import FUZZY, Catalog, Entry, ordered_flags
from pipeline.po.headers import PLURAL_FORMS
from pipeline.project import layout
from pipeline.project.config import Settings


@dataclass(frozen=True, slots=True)
class _Left:
    """An entry that was left behind, and the Plural-Forms of its catalog."""

    entry: Entry
    header: str


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
        header = old.headers.get(PLURAL_FORMS, "") if old else ""
        found = [
            self._counted(self._left[key], header)
            for key, entry in wanted.items()
            if key in self._left and _fits(self._left[key].entry, entry)
        ]
        moved = [entry for entry in found if entry is not None]
        if not moved:
            return old
        base = old or Catalog({}, header=replace(template.header, flags=()))
        return replace(base, entries=(*base.entries, *(replace(entry, obsolete=True) for entry in moved)))

    def _counted(self, left: _Left, header: str) -> Entry | None:
        """Return an entry with its plural forms in the order of another catalog's header; None where they don't fit.

        What people accepted had another order: somebody looks at it once more.
        """
        entry = left.entry
        if entry.msgid_plural is None:
            return entry
        forms = plural_forms.converted(entry.msgstr, self._locale.gettext, left.header, header)
        if forms is None or forms == entry.msgstr:
            return entry if forms else None
        return replace(entry, msgstr=forms, flags=ordered_flags([FUZZY, *entry.flags], forms))

    @cached_property
    def _left(self) -> dict[str, _Left]:
        """The translated entries that are on their page no more, by key; of several, one that a person accepted."""
        folder = self._settings.catalogs / self._locale.gettext / "LC_MESSAGES"
        left: dict[str, _Left] = {}
        for path in layout.catalogs(self._settings, self._locale):
            page = path.relative_to(folder).as_posix().removesuffix(".po")
            try:
                found = catalog.read(path)
            except MedlocaleError:  # whoever needs this catalog says so
                continue
            living = self._keys.get(page)
            for entry in found.entries:
                gone = entry.obsolete or page not in self._pages or (living is not None and entry.key not in living)
                known = left.get(entry.key)
                if gone and all(entry.msgstr) and _rank(entry) > _rank(known.entry if known else None):
                    left[entry.key] = _Left(entry, found.headers.get(PLURAL_FORMS, ""))
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
