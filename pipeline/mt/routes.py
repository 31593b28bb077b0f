"""From a route's name and a locale to the engine that takes it: one engine, or a chain such as A > B."""

from __future__ import annotations

from pipeline.errors import ModelError
from pipeline.model import Engine

EMBEDDED, PSEUDO, APERTIUM = "embedded", "pseudo", "apertium"
BY_PORTUGUESE = "embedded > apertium:pt-es"
_DEFAULTS = {"pt": EMBEDDED, "pt-br": EMBEDDED, "en-xa": PSEUDO, "ar-xb": PSEUDO}
_MIDDLE = "pt-BR"
_MODELS = ("hf:", "path:")  # of the Hugging Face hub, or a folder


def _tag(locale: str) -> str:
    return locale.replace("_", "-").lower()


def default_route(target: str) -> str | None:
    """Return the route that serves a locale (BCP 47 or gettext name) without configuration, or None."""
    tag = _tag(target)
    return BY_PORTUGUESE if tag.split("-")[0] == "es" else _DEFAULTS.get(tag)


def steps(route: str) -> tuple[str, ...]:
    """Return the engines of a route in order."""
    return tuple(step.strip() for step in route.split(">"))


def load(route: str, *, source: str = "en", target: str, jobs: int | None = None) -> Engine:
    """Load an engine; raise ModelError where the route is unknown, or serves other languages, or lacks a package.

    `jobs` is the number of worker processes for long texts, by default one a processor.
    """
    english = _tag(source).split("-")[0] == "en"
    spanish = _tag(target).split("-")[0] == "es"
    match steps(route):
        case ("embedded",) if default_route(target) == EMBEDDED and english:
            from pipeline.mt.engines.embedded import ORIGIN, load_embedded
            from pipeline.mt.search.seq2seq import Seq2SeqEngine

            return Seq2SeqEngine(load_embedded(), ORIGIN, source=source, jobs=jobs)
        case (model,) if model.startswith(_MODELS):
            from pipeline.mt.engines import models

            return models.engine(model, source=source, target=target, jobs=jobs)
        case ("pseudo",) if default_route(target) == PSEUDO and english:
            from pipeline.mt.engines.pseudo import PseudoEngine

            return PseudoEngine(_tag(target))
        case ("embedded", "apertium:pt-es") if spanish and english:
            return _by_portuguese(source, target, jobs)
        case ("embedded",) | ("pseudo",):
            served = ", ".join(locale for locale, name in _DEFAULTS.items() if name == route)
            raise ModelError(f"the route {route!r} translates from en to {served}, not from {source!r} to {target!r}")
        case ("embedded", "apertium:pt-es"):
            raise ModelError(f"the route {route!r} translates from en to es, not from {source!r} to {target!r}")
        case (first, *_) if first.partition(":")[0] == APERTIUM:
            raise ModelError(f"the route {route!r} has no step from {source!r}: Apertium takes a draft further")
        case _:
            known = ", ".join(map(repr, (EMBEDDED, PSEUDO, BY_PORTUGUESE)))
            raise ModelError(f"unknown route {route!r}, expected one of {known}, hf:OWNER/NAME@COMMIT or path:FOLDER")


def _by_portuguese(source: str, target: str, jobs: int | None) -> Engine:
    """Load the chain; Apertium first, whose absence is known at once."""
    from pipeline import locales
    from pipeline.mt.engines.apertium import Apertium

    apertium = Apertium("pt-es")
    first = load(EMBEDDED, source=source, target=_MIDDLE, jobs=jobs)
    from pipeline.mt.engines.chain import ChainEngine
    from pipeline.mt.spanish.portuguese import PortugueseToSpanish

    middle = locales.parse(_MIDDLE)
    second = PortugueseToSpanish(apertium, middle, locales.parse(target))
    return ChainEngine(first, second, source=locales.parse(source), middle=middle)
