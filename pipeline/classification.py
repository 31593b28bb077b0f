"""The classes of each page's sentences, read from the sources: what a catalog says of them anyone may have edited."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline import extract, risk
from pipeline.config import Settings
from pipeline.formats import inline
from pipeline.locales import Locale
from pipeline.model import Extraction, Segment
from pipeline.risk import BODY, NAVIGATION

ORDINARY = frozenset({BODY})
# Of HTML and of YAML's keys; what stands there may still say more than where it leads.
NAVIGATION_ROLES = frozenset(
    {"title", "a", "button", "label", "option", "optgroup label", "menu label", "aria-label", "placeholder"}
    | {"application name", "og:site_name", "og:title", "twitter:title", "cta", "call_to_action"}
)


class Classification:
    """The classes of a project's pages; each page is read once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pages: dict[str, Mapping[str, frozenset[str]]] = {}

    def of(self, page: str) -> Mapping[str, frozenset[str]]:
        """Return the classes of a page's segments by their keys; one that is missing there is ORDINARY.

        Raise SourceError or FormatError where the page can't be read.
        """
        if page not in self._pages:
            found = classes(extract.read(self._settings, page), self._settings.source)
            self._pages[page] = {key: names for key, names in found.items() if names != ORDINARY}
        return self._pages[page]


def classes(extraction: Extraction, locale: Locale) -> dict[str, frozenset[str]]:
    """Return the classes of each segment by its key; one that stands in several places has those of all of them."""
    found: dict[str, frozenset[str]] = {}
    for slot in extraction.slots:
        segment = slot.segment
        found[segment.key] = found.get(segment.key, frozenset()) | _at_its_place(segment, locale)
    return found


def said(segment: Segment) -> str:
    """Return what a segment says, singular and plural, with its codes blanked."""
    return inline.blank_codes(segment.text if segment.plural is None else f"{segment.text} {segment.plural}")


def _at_its_place(segment: Segment, locale: Locale) -> frozenset[str]:
    """Return the classes by an author's marks, the role and the text, none of which takes away what another gives.

    The one choice is whether a segment is navigation or body.
    """
    leads = NAVIGATION in segment.classes or segment.role in NAVIGATION_ROLES
    return segment.classes | {NAVIGATION if leads else BODY} | risk.classes(said(segment), locale)
