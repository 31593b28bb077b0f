"""Status of each locale: how far it is, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pipeline import locales
from pipeline.checks import cache
from pipeline.locales import Locale
from pipeline.model import Unit
from pipeline.po import provenance
from pipeline.project import layout
from pipeline.project.config import Settings
from pipeline.project.glossary import Glossary
from pipeline.review import judge
from pipeline.review.approvals import Approvals
from pipeline.review.examiner import Examiner
from pipeline.review.ranking import Scored, least_first, scored
from pipeline.stages.check import Summary
from pipeline.stages.messages import counted
from pipeline.stages.translate import route
from pipeline.text.classes import CLASSES

if TYPE_CHECKING:
    from pipeline.mt.scoring import ForcedScorer


def table(settings: Settings, summaries: Sequence[Summary]) -> list[dict[str, Any]]:
    """Return a row a locale: entries by state, critical findings, and pages published of those there are.

    `unchanged`, `edited` and `translated` say how what is accepted or reviewed came about: a machine's draft as it was,
    one that a person corrected, and a text that a person typed without one.
    """
    rows = []
    for locale in settings.targets:
        mine = [summary for summary in summaries if summary.locale == locale.gettext]
        if not mine:
            continue
        rows.append(
            {
                "locale": locale.gettext,
                "entries": sum(sum(summary.states.values()) for summary in mine),
                "untranslated": _count(mine, "untranslated"),
                "draft": _count(mine, "draft"),
                "accepted": _count(mine, "accepted"),
                "reviewed": _count(mine, "reviewed"),
                "unchanged": _progress(mine, "unchanged"),
                "edited": _progress(mine, "edited"),
                "translated": _progress(mine, "translated"),
                "ignored": sum(summary.ignored for summary in mine),
                "critical": sum(row.severity == "critical" for summary in mine for row in summary.rows),
                "pages": len(mine),
                "published": sum(summary.published for summary in mine),
            }
        )
    return rows


def waiting(settings: Settings, summaries: Sequence[Summary], targets: Sequence[Locale]) -> Iterator[str]:
    """Yield a sentence for each thing that waits, and who can move it."""
    pages = layout.pages(settings)
    for locale in targets:
        mine = [summary for summary in summaries if summary.locale == locale.gettext]
        # A pseudo-locale is for layouts: only what a person has begun there waits, or what somebody asks about by name.
        if (
            not locale.pseudo
            or len(targets) < len(settings.targets)
            or _count(mine, "accepted")
            or _count(mine, "reviewed")
        ):
            yield from _drafts(settings, locale, mine)
        if asked := sum(len(summary.progress["questions"]) for summary in mine):
            yield (
                f"{locale.gettext}: {counted(asked, 'question waits', 'questions wait')} for the author; "
                "`medlocale status` lists them."
            )
        held = sum(row.severity == "critical" for summary in mine for row in summary.rows)
        if held:
            found = counted(held, "critical finding keeps", "critical findings keep")
            yield f"{locale.gettext}: {found} sentences back; `medlocale check` lists them."
        short = [summary for summary in mine if summary.offer.is_short and not summary.published]
        if short:
            pages_are = counted(len(short), "page isn't", "pages aren't")
            named = ", ".join(f"{summary.page} ({summary.offer})" for summary in short)
            yield (
                f"{locale.gettext}: {pages_are} offered yet: less than {settings.least:.0%} of the sentences can be "
                f"shown in translation ([publish] least): {named}."
            )
        for path in layout.orphans(settings, locale, pages):
            yield f"{locale.gettext}: {path.relative_to(settings.root)} belongs to no page any more; it is kept."


def _drafts(settings: Settings, locale: Locale, mine: Sequence[Summary]) -> Iterator[str]:
    """Yield a sentence for each thing that waits for a translator, a reviewer or a second person."""
    settled = sum(len(summary.progress["settled"]) for summary in mine)
    agency = _progress(mine, "agency")
    drafts, missing = _count(mine, "draft") - settled - agency, _count(mine, "untranslated")
    if agency:
        yield (
            f"{locale.gettext}: {counted(agency, 'translation', 'translations')} that an agency returned "
            f"{'waits' if agency == 1 else 'wait'} for a person of the project to accept or correct; "
            f"`medlocale review list` shows {'it' if agency == 1 else 'them'}."
        )
    if drafts:
        yield (
            f"{locale.gettext}: {counted(drafts, 'draft waits', 'drafts wait')} for a translator to accept or correct; "
            f"`medlocale review list` shows {'it' if drafts == 1 else 'them, the least trusted first'}."
        )
    lacking = counted(missing, "entry is", "entries are")
    if missing and route(settings, locale) is None:
        yield (
            f"{locale.gettext}: {lacking} untranslated and no engine is set: a translator fills them, or an engine is "
            f"named under [translate.engines]."
        )
    elif missing:
        yield f"{locale.gettext}: {lacking} untranslated; `medlocale translate` drafts what it can."
    accepted, second = _count(mine, "accepted"), _progress(mine, "second")
    if accepted > second:
        waiting_for_one = counted(accepted - second, "accepted translation waits", "accepted translations wait")
        yield (
            f"{locale.gettext}: {waiting_for_one} for a reviewer: the ledger names no translator, reviser or clinician "
            f"of the project for {'it' if accepted - second == 1 else 'them'} (`medlocale review sync`, or "
            "`medlocale review accept PAGE --by NAME`)."
        )
    if second:
        words = counted(
            second, "translation that one person accepted waits", "translations that one person accepted wait"
        )
        yield f"{locale.gettext}: {words} for a second, a reviser or a clinician."
    kept = {name: sum(summary.waiting.get(name, 0) for summary in mine) for name in CLASSES}
    if total := sum(kept.values()):
        counts = ", ".join(f"{name} {count}" for name, count in kept.items() if count)
        words = counted(total, "translated sentence is", "translated sentences are")
        until = "it is" if total == 1 else "they are"
        yield (
            f"{locale.gettext}: {words} kept off the pages until {until} reviewed as [publish.classes] asks: {counts}."
        )


def remarks(settings: Settings, summaries: Sequence[Summary], targets: Sequence[Locale]) -> Iterator[str]:
    """Yield each question to the author, and each sentence that a translator left out, with file and line."""
    for locale in targets:
        for summary in summaries:
            if summary.locale != locale.gettext:
                continue
            path = layout.catalog_path(settings, locale, summary.page).relative_to(settings.root).as_posix()
            for line, words in summary.progress["questions"]:
                yield f"{path}:{line}: asks the author: {words}"
            for line, text in summary.progress["empty"]:
                yield f"{path}:{line}: said in a neighbouring sentence (<empty/>): {text}"


def ranked(
    settings: Settings, summaries: Sequence[Summary], *, scorers: Mapping[str, ForcedScorer] | None = None
) -> list[Scored]:
    """Return what waits for a person on the pages that were checked, the least trusted first.

    What is reviewed waits only where something speaks against it. `scorers` are models to ask, by gettext name:
    without one, a text that isn't a machine's draft as it was written has nothing but findings to be judged by.
    """
    glossary = Glossary(settings)
    scored_units: list[Scored] = []
    with cache.opened(settings.state) as memory:
        for name, pages in groupby(summaries, key=lambda summary: summary.locale):
            locale = locales.parse(name)
            approvals = Approvals(settings, locale)
            settled = {
                layout.catalog_path(settings, locale, summary.page): summary.progress["settled"] for summary in pages
            }
            units = (
                unit
                for path, keys in settled.items()
                for unit in judge.units(path, approvals)
                if _waits(unit, locale) and unit.segment.key not in keys
            )
            examiner = Examiner(settings, glossary, locale, scorer=(scorers or {}).get(name))
            scored_units += scored(examiner.examine(units, memory), settings.source, locale)
    return least_first(score for score in scored_units if score.why or score.unit.state != "reviewed")


def _waits(unit: Unit, locale: Locale) -> bool:
    """Tell whether a unit is one for people: nobody reads the drafts of a pseudo-locale."""
    return not (locale.pseudo and provenance.drafted(unit) and unit.state == "draft")


def _count(summaries: Sequence[Summary], state: str) -> int:
    return sum(summary.states.get(state, 0) for summary in summaries)


def _progress(summaries: Sequence[Summary], name: str) -> int:
    return sum(summary.progress[name] for summary in summaries)
