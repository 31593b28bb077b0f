"""From a route's name and a locale to the engine that takes it."""

from __future__ import annotations

from pipeline.errors import ModelError
from pipeline.model import Engine

EMBEDDED, PSEUDO = "embedded", "pseudo"
_DEFAULTS = {"pt": EMBEDDED, "pt-br": EMBEDDED, "en-xa": PSEUDO, "ar-xb": PSEUDO}


def _tag(locale: str) -> str:
    return locale.replace("_", "-").lower()


def default_route(target: str) -> str | None:
    """Return the route that serves a locale (BCP 47 or gettext name) without configuration, or None."""
    return _DEFAULTS.get(_tag(target))


def load(route: str, *, source: str = "en", target: str, jobs: int | None = None) -> Engine:
    """Load an engine; raise ModelError where the route is unknown, or serves other languages, or lacks a package.

    `jobs` is the number of worker processes for long texts, by default one a processor.
    """
    english = _tag(source).split("-")[0] == "en"
    match route:
        case "embedded" if default_route(target) == EMBEDDED and english:
            from pipeline.mt.embedded import ORIGIN, load_embedded
            from pipeline.mt.seq2seq import Seq2SeqEngine

            return Seq2SeqEngine(load_embedded(), ORIGIN, source=source, jobs=jobs)
        case "pseudo" if default_route(target) == PSEUDO and english:
            from pipeline.mt.pseudo import PseudoEngine

            return PseudoEngine(_tag(target))
        case "embedded" | "pseudo":
            served = ", ".join(locale for locale, name in _DEFAULTS.items() if name == route)
            raise ModelError(f"the route {route!r} translates from en to {served}, not from {source!r} to {target!r}")
        case _:
            raise ModelError(f"unknown route {route!r}, expected one of {EMBEDDED!r}, {PSEUDO!r}")
