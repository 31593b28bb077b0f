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
from pipeline.review import judge
from pipeline.review.judge import CHECK_RULE
from pipeline.review.policy import DRAFT, MEANING, TWO_REVIEWERS
from pipeline.review.verdicts import Verdict
from pipeline.system.files import exists
from pipeline.text.classes import CLASSES

if TYPE_CHECKING:
    from pipeline.formats.explain import Explained

# By the rule that keeps a sentence back.
REMEDIES = {
    "untranslated": "translate it",
    "rejected": "another translation, or an acceptance after the rejection (medlocale review accept)",
    "wording": "adapt the translation to the new source text, clear its flag, and accept it (medlocale review)",
    "emergency-number": (
        "name the source's number; or map it in [publish.emergency_numbers], and a clinician accepts the translation"
    ),
    "no-notice": "a place for the notice in the source file (translation_notice), or a person accepts the translation",
    "neighbour": "its neighbours are shown in translation, or it gets a translation of its own",
    "publish.drafts": "a person accepts the translation: clear its flag, or medlocale review accept",
}


@dataclass(frozen=True, slots=True)
class SentenceExplanation:
    """Explanation of a sentence: its id on the page, its classes, the verdict, and what would publish it."""

    identifier: str
    classes: tuple[str, ...]
    verdict: Verdict
    remedy: str


@dataclass(frozen=True, slots=True)
class PageExplanation:
    """Explanation of a page in a locale: how many of its `total` entries are shown, and the sentences asked for."""

    page: str
    locale: Locale
    shown: int
    total: int
    sentences: tuple[SentenceExplanation, ...]


def explain_page(settings: Settings, page: str, sentence: str, targets: Sequence[Locale]) -> Iterator[PageExplanation]:
    """Yield, for each locale, whether the page is published and what each of its sentences shows and why.

    `page` is a path under content/ or a file's path; `sentence` leaves only the entries that hold it, or the one with
    that id.
    """
    name = layout.page(settings, page)
    glossary = Glossary(settings)
    for locale in targets:
        path = layout.catalog_path(settings, locale, name)
        judged = judge.verdicts(settings, glossary, locale, name) if exists(path) else []
        shown = sum(verdict.shown != "source" for verdict in judged)
        sentences = map(_sentence, judged)
        wanted = tuple(
            each
            for each in sentences
            if sentence == each.identifier or sentence.casefold() in each.verdict.unit.segment.text.casefold()
        )
        yield PageExplanation(name, locale, shown, len(judged), wanted)


def remedy(verdict: Verdict) -> str:
    """Say what would have a sentence shown in its present translation; "" where it is, or never may be."""
    if verdict.rule.startswith(CHECK_RULE):
        return "correct the translation, or say in its comments why the check is wrong (docs/checks.md)"
    if verdict.waits and verdict.requires != DRAFT:
        again = " by another person" if verdict.requires == TWO_REVIEWERS and verdict.unit.state != "draft" else ""
        return f"{MEANING[verdict.requires]} (medlocale review accept --by NAME{again})"
    if verdict.shown == "held":
        return REMEDIES["wording"]
    return REMEDIES.get(verdict.rule, "")


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


def _sentence(verdict: Verdict) -> SentenceExplanation:
    segment = verdict.unit.segment
    classes = tuple(name for name in CLASSES if name in segment.classes)
    return SentenceExplanation(feedback.sentence(segment.key), classes, verdict, remedy(verdict))
