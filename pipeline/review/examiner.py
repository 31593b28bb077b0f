"""The checks of a project for one locale: with its glossary, its wishes of each check, and its cache of results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline import checks
from pipeline.checks import Checker, Examined, Policy, Scorer, runner, suppression
from pipeline.checks.runner import Cache
from pipeline.errors import ConfigError
from pipeline.locales import Locale
from pipeline.model import Unit
from pipeline.project.config import FILE_NAME, Settings, line_of
from pipeline.project.glossary import Glossary
from pipeline.project.manifest import code_digest
from pipeline.system import processes
from pipeline.system.files import digest
from pipeline.text import dictionaries

if TYPE_CHECKING:
    from pipeline.termbase import Termbase


class Examiner:
    """The checks of a locale as medlocale.toml wants them; raise ConfigError where that names no check.

    `scorer` is the translation model to ask for a second opinion.
    """

    def __init__(self, settings: Settings, glossary: Glossary, locale: Locale, *, scorer: Scorer | None = None) -> None:
        self.settings = settings
        self.locale = locale
        self.policy = policy(settings, locale)
        self._glossary = glossary
        self._scorer = scorer

    @cached_property
    def checker(self) -> Checker:
        """The checks with the glossary; raise SourceError where its files can't be read."""
        return Checker(self.settings.source, self.locale, self.termbase, self.policy, scorer=self._scorer)

    @property
    def termbase(self) -> Termbase | None:
        """The glossary's terms for the locale; raise SourceError where its files can't be read."""
        return self._glossary.termbase(self.locale)

    @cached_property
    def has_unchecked_terms(self) -> bool:
        """Whether drafts follow a glossary with terms that no speaker of the language has checked."""
        return self._glossary.has_unchecked(self.locale)

    @cached_property
    def context(self) -> str:
        """A digest of all that findings depend on, beside the units: code, data, glossary, configuration."""
        levels = [f"{check} {level}" for check, level in sorted(self.policy.levels.items())]
        model = [self._scorer.origin] if self._scorer else []
        tags = (self.settings.source.tag, self.locale.tag, dictionaries.identity(self.locale))
        return digest("\0".join((code_digest(), self._glossary.digest, *tags, *levels, *model)))

    def examine(self, units: Iterable[Unit], memory: Cache | None) -> Iterator[Examined]:
        """Yield what is wrong with each unit, in order; no glossary is loaded before the first is asked for."""
        jobs = self.settings.jobs or processes.processors()
        yield from runner.examine(units, self.checker, memory=memory, context=self.context, jobs=jobs)


def policy(settings: Settings, locale: Locale) -> Policy:
    """Return what a project wants of the checks in a locale; raise ConfigError where it names one that there isn't."""
    own = settings.locale_levels.get(locale.gettext, {})
    for table, place in ((settings.levels, ("severity",)), (own, ("locales", locale.gettext))):
        for name in table:
            if not suppression.meant(name, checks.CHECKS):
                raise ConfigError(
                    f"{name!r} in [{'.'.join(('check', *place))}] is no check's id (docs/checks.md lists them)",
                    path=settings.root / FILE_NAME,
                    line=line_of(settings.text, "check", *place, name.replace("-", "_")),
                )
    return suppression.policy([settings.levels, own], checks.CHECKS)
