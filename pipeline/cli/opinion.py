"""Ranked translations on standard output, the least trusted first, and the models that score them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import report
from pipeline.cli.report import Teller
from pipeline.errors import ModelError
from pipeline.locales import Locale

if TYPE_CHECKING:
    from pipeline.mt.scoring import ForcedScorer
    from pipeline.stages.check import Checked
    from pipeline.stages.run import Stages

ModelOption = Annotated[
    bool, typer.Option("--model", help="Ask the translation model of the locale for a second opinion, too: slow.")
]


def models_of(work: Stages, teller: Teller, jobs: int | None) -> dict[str, ForcedScorer]:
    """Return the models of the locales that have one; raise ModelError where none has."""
    from pipeline.stages import translate

    models = Models(work.settings.source, teller, jobs)
    for target in work.targets:
        models.scorer(target, translate.route(work.settings, target))
    if not models.asked:
        raise ModelError("--model: no locale has a model to ask")
    return models.asked


def write_ranked(
    work: Stages,
    checked: Checked,
    scorers: Mapping[str, ForcedScorer] | None,
    *,
    as_json: bool,
    most: int | None = None,
) -> None:
    """Print the translations of a project that wait for a person, the least trusted first, or so many of them."""
    from pipeline.stages import status

    ranked = status.ranked(work.settings, checked.summaries, scorers=scorers)
    report.write_scores(ranked[:most], sys.stdout, as_json=as_json)


class Models:
    """The translation models that are asked for a second opinion; a locale without one is told once.

    `asked` are those that there are, by gettext name.
    """

    def __init__(self, source: Locale, teller: Teller, jobs: int | None) -> None:
        self.asked: dict[str, ForcedScorer] = {}
        self._source = source
        self._teller = teller
        self._jobs = jobs
        self._told: set[str] = set()

    def scorer(self, target: Locale, route: str | None = None) -> ForcedScorer | None:
        """Return the model of a route, else of the built-in one, for a locale."""
        from pipeline.mt import routes
        from pipeline.mt.engines.loading import needing_extra

        name = target.gettext
        if name in self.asked or name in self._told:
            return self.asked.get(name)
        route = route or routes.default_route(target.tag)
        try:
            if route is None:
                raise ModelError("no engine is known for it")
            with needing_extra("a translation model"):
                from pipeline.mt import scoring
            self.asked[name] = scoring.load(route, source=self._source.tag, target=target.tag, jobs=self._jobs)
        except ModelError as error:
            self._told.add(name)
            self._teller.warn(f"No second opinion on {name}: {error}")
        return self.asked.get(name)
