"""Explanations: why a page or sentence shows what it shows, what would publish it, why a text is or isn't extracted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ConfigError, naming
from pipeline.formats import FormatSettings
from pipeline.formats.charset import read_text
from pipeline.locales import Locale
from pipeline.project import config, feedback, layout, sources
from pipeline.project.config import Settings
from pipeline.project.glossary import Glossary
from pipeline.project.manifest import Manifest
from pipeline.review import judge
from pipeline.review.offering import Offer, offer
from pipeline.review.policy import SOURCE
from pipeline.review.verdicts import WORDLESS, Verdict
from pipeline.stages.remedies import Remedies, Remedy
from pipeline.system.files import exists
from pipeline.text.classes import CLASSES

if TYPE_CHECKING:
    from pipeline.formats.explain import Explained


@dataclass(frozen=True, slots=True)
class SentenceExplanation:
    """Explanation of a sentence: its id on the page, its classes, the verdict, and what would publish it."""

    identifier: str
    classes: tuple[str, ...]
    verdict: Verdict
    remedy: Remedy


@dataclass(frozen=True, slots=True)
class PageExplanation:
    """Explanation of a page in a locale: what is offered of its `total` entries, and the sentences asked for."""

    page: str
    locale: Locale
    offer: Offer
    total: int
    sentences: tuple[SentenceExplanation, ...]


def explain_page(
    settings: Settings,
    manifest: Manifest,
    page: str,
    sentence: str,
    targets: Sequence[Locale],
    *,
    config_path: Path | None = None,
) -> Iterator[PageExplanation]:
    """Yield, for each locale, whether the page is published and what each of its sentences shows and why.

    `page` is a path under content/ or a file's path; `sentence` leaves only the entries that hold it, or the one with
    that id. `config_path` is the configuration that was named, for the commands of the remedies.
    """
    name = layout.page(settings, page)
    glossary = Glossary(settings)
    for locale in targets:
        path = layout.catalog_path(settings, locale, name)
        judged = judge.verdicts(settings, glossary, locale, name) if exists(path) else []
        worded = [verdict for verdict in judged if verdict.rule != WORDLESS]  # no number speaks a language
        shown = sum(verdict.shown != "source" for verdict in worded)
        translatable = sum(verdict.requires != SOURCE for verdict in worded)
        remedies = Remedies(settings, locale, name, config_path)
        sentences = (_sentence(verdict, remedies) for verdict in judged)
        wanted = tuple(
            each
            for each in sentences
            if sentence == each.identifier or sentence.casefold() in each.verdict.unit.segment.text.casefold()
        )
        offered = offer(settings, manifest, locale, name, shown=shown, translatable=translatable)
        yield PageExplanation(name, locale, offered, len(worded or judged), wanted)


def explain_file(path: Path, config_path: Path | None) -> Iterator[Explained]:
    """Yield what is extracted from a file and what is left in it and why, in the file's order.

    The configuration is the given one or that of the file's project; without one the defaults hold.
    """
    from pipeline.formats import explain

    layout.surround([path])
    try:
        settings = sources.format_settings(config.load(config_path or layout.find(path.parent)))
    except ConfigError:
        if config_path is not None:
            raise
        settings = FormatSettings()
    with naming(path):
        yield from explain.explain(path, read_text(path), settings)


def _sentence(verdict: Verdict, remedies: Remedies) -> SentenceExplanation:
    segment = verdict.unit.segment
    classes = tuple(name for name in CLASSES if name in segment.classes)
    return SentenceExplanation(feedback.sentence(segment.key), classes, verdict, remedies.of(verdict))
