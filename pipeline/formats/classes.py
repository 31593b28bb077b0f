"""The classes of a page's segments: by their authors' marks, by their place on the page, and by what they say."""

from __future__ import annotations

from pipeline.locales import Locale
from pipeline.model import Extraction, Segment
from pipeline.text import classes as risk
from pipeline.text import inline
from pipeline.text.classes import BODY, NAVIGATION

# Of HTML and of YAML's keys; what stands there may still say more than where it leads.
NAVIGATION_ROLES = frozenset(
    {"title", "a", "button", "label", "option", "optgroup label", "menu label", "aria-label", "placeholder"}
    | {"application name", "og:site_name", "og:title", "twitter:title", "cta", "call_to_action"}
)


def classes(extraction: Extraction, locale: Locale) -> dict[str, frozenset[str]]:
    """Return the classes of each segment by its key; one that stands in several places has those of all of them."""
    found: dict[str, frozenset[str]] = {}
    for slot in extraction.slots:
        segment = slot.segment
        found[segment.key] = found.get(segment.key, frozenset()) | _at_its_place(segment, locale)
    return found


def neighbours(extraction: Extraction) -> dict[str, frozenset[str]]:
    """Return the keys of the sentences that share a block with a segment, itself among them, by its key."""
    blocks: dict[str, set[str]] = {}
    for slot in extraction.slots:
        blocks.setdefault(slot.segment.block, set()).add(slot.segment.key)
    found: dict[str, frozenset[str]] = {}
    for slot in extraction.slots:
        key, block = slot.segment.key, blocks[slot.segment.block]
        if len(block) > 1:
            found[key] = found.get(key, frozenset()) | block
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
