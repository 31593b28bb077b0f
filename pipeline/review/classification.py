"""The classification of pages' segments, read from the sources: what a catalog says of them anyone may have edited."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model import Extraction
from pipeline.project import sources
from pipeline.project.config import Settings
from pipeline.project.manifest import Manifest
from pipeline.text.classes import BODY, of_segments

ORDINARY = frozenset({BODY})


class Classification:
    """The classes of a project's pages; each page is read once, and with a manifest only after it changed."""

    def __init__(self, settings: Settings, manifest: Manifest | None = None) -> None:
        self._settings = settings
        self._manifest = manifest
        self._pages: dict[str, Mapping[str, frozenset[str]]] = {}

    def of(self, page: str) -> Mapping[str, frozenset[str]]:
        """Return the classes of a page's segments by their keys; one that is missing there is ORDINARY.

        Raise SourceError or FormatError where the page can't be read.
        """
        if page not in self._pages:
            self._pages[page] = self._remembered(page) if self._manifest else self._read(page)
        return self._pages[page]

    def neighbours(self, page: str) -> Mapping[str, frozenset[str]]:
        """Return the keys of the sentences in the same block by a segment's key, itself among them; read at each call.

        Raise SourceError or FormatError where the page can't be read.
        """
        return neighbours(sources.read(self._settings, page))

    def _read(self, page: str) -> dict[str, frozenset[str]]:
        by_key = of_segments(sources.read(self._settings, page), self._settings.source)
        return {key: names for key, names in by_key.items() if names != ORDINARY}

    def _remembered(self, page: str) -> dict[str, frozenset[str]]:
        assert self._manifest is not None
        form = [str(sources.format_settings(self._settings)), self._settings.source.tag]
        inputs = self._manifest.of(*sources.files(self._settings, page), also=form)
        value = self._manifest.fresh(f"classes:{page}", inputs)
        if value is not None:
            return {key: frozenset(names) for key, names in value.items()}
        by_key = self._read(page)
        self._manifest.record(f"classes:{page}", inputs, [], {key: sorted(names) for key, names in by_key.items()})
        return by_key


def neighbours(extraction: Extraction) -> dict[str, frozenset[str]]:
    """Return the keys of the sentences that share a block with a segment, itself among them, by its key."""
    blocks: dict[str, set[str]] = {}
    for slot in extraction.slots:
        blocks.setdefault(slot.segment.block, set()).add(slot.segment.key)
    by_key: dict[str, frozenset[str]] = {}
    for slot in extraction.slots:
        key, block = slot.segment.key, blocks[slot.segment.block]
        if len(block) > 1:
            by_key[key] = by_key.get(key, frozenset()) | block
    return by_key
