"""Machine translation: engines that draft, each behind a route; loading torch and models waits for the first engine."""

from __future__ import annotations

from collections.abc import Callable

from pipeline import locales
from pipeline.locales import Locale
from pipeline.model import Engine
from pipeline.mt import routes
from pipeline.mt.engines.loading import needing_extra
from pipeline.mt.engines.pseudo import PseudoEngine
from pipeline.mt.routes import default_route
from pipeline.termbase import Termbase
from pipeline.termbase.protected import Protected

__all__ = ["Terms", "default_route", "load"]

Terms = Callable[[Locale], Termbase | None]


def no_terms(locale: Locale) -> None:
    """Say that there is no glossary, whatever the locale."""


def load(
    route: str,
    *,
    source: str = "en",
    target: str,
    jobs: int | None = None,
    terms: Terms = no_terms,
    protected: Protected | None = None,
) -> Engine:
    """Load an engine whose drafts are held to what is known: quantities, names, codes, and the terms of a glossary.

    `jobs` is the number of worker processes for long texts, by default one a processor. `terms` gives the termbase of a
    locale, `protected` the codes that never change. Raise ModelError where the route is unknown, or serves other
    languages, or lacks a package.
    """
    with needing_extra("the embedded model" if routes.EMBEDDED in routes.steps(route) else "a translation model"):
        engine = routes.load(route, source=source, target=target, jobs=jobs)
        if isinstance(engine, PseudoEngine):
            return engine
        from pipeline.mt.drafting.held import held

    return held(engine, locales.parse(source), locales.parse(target), terms, protected or Protected())
