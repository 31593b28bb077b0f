"""PO catalogs, where machines propose and people decide: reading, writing, merging, and who wrote what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.po.polib import from_polib, to_polib

__all__ = ["from_polib", "to_polib"]


def __getattr__(name: str) -> Any:
    """Load polib, which only people's scripts and compiled catalogs need, when it is asked for."""
    if name in __all__:
        from pipeline.po import polib

        return getattr(polib, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
