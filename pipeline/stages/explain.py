"""Why a page, or a sentence of it, shows what it shows, and what would publish it; why a text is or isn't extracted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from pipeline.cli import report
from pipeline.errors import ConfigError, naming
from pipeline.formats import FormatSettings
from pipeline.locales import Locale
from pipeline.project import config, layout
from pipeline.project.config import Settings, feedback
from pipeline.project.glossary import Glossary
from pipeline.review import verdicts as review
from pipeline.review.policy import DRAFT, MEANING, TWO_REVIEWERS
from pipeline.review.verdicts import CHECK_RULE, Verdict
from pipeline.stages import extract
from pipeline.system.files import read_text
from pipeline.text.classes import CLASSES

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


def explain(settings: Settings, page: str, sentence: str, targets: Sequence[Locale], *, as_json: bool) -> Iterator[str]:
    """Yield, for each locale, whether the page is published and what each of its sentences shows and why.

    `page` is a path under content/ or a file's path; `sentence` leaves only the entries that hold it, or the one with
    that id.
    """
    name = layout.page(settings, page)
    glossary = Glossary(settings)
    for locale in targets:
        path = layout.catalog_path(settings, locale, name)
        verdicts = review.verdicts(settings, glossary, locale, name) if path.exists() else []
        shown = sum(verdict.shown != "source" for verdict in verdicts)
        if not as_json:
            yield _headline(locale, name, shown, len(verdicts))
        for verdict in verdicts:
            unit = verdict.unit
            identifier = feedback.sentence(unit.segment.key)
            if sentence != identifier and sentence.casefold() not in unit.segment.text.casefold():
                continue
            if as_json:
                yield report.json_line(
                    {
                        "page": name,
                        "locale": locale.gettext,
                        "published": bool(shown),
                        "file": unit.place[0],
                        "line": unit.place[1],
                        "id": identifier,
                        "msgctxt": unit.segment.context,
                        "msgid": unit.segment.text,
                        "shown": verdict.shown,
                        "classes": _classes(verdict),
                        "requires": verdict.requires,
                        "rule": verdict.rule,
                        "reason": verdict.reason,
                        "remedy": remedy(verdict),
                    }
                )
            elif sentence or verdict.shown != "accepted":
                yield f"  {unit.place[0]}:{unit.place[1]}: {verdict.shown} ({verdict.rule}). {verdict.reason}"
                yield f"    {unit.segment.text}"
                if sentence or verdict.shown in {"source", "held"}:
                    yield f"    Classes: {', '.join(_classes(verdict))}. Requires: {verdict.requires}."
                if todo := remedy(verdict):
                    yield f"    To publish it: {todo}."


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


def explain_file(path: Path, config_path: Path | None, *, as_json: bool) -> Iterator[str]:
    """Yield what is extracted from a file and what is left in it and why, in the file's order.

    The configuration is the given one or that of the file's project; without one the defaults hold.
    """
    from pipeline.formats.explain import explain as explained

    try:
        settings = extract.format_settings(config.load(config_path or layout.find(path.parent)))
    except ConfigError:
        if config_path is not None:
            raise
        settings = FormatSettings()
    with naming(path):
        for item in explained(path, read_text(path), settings):
            if as_json:
                yield report.json_line({"file": str(path), **asdict(item)})
            elif item.kind == "segment":
                yield f"{path}:{item.line}: {item.what}: {item.text}"
            else:
                yield f"{path}:{item.line}: left, {item.what}: {item.text} ({item.reason})"


def _classes(verdict: Verdict) -> list[str]:
    return [name for name in CLASSES if name in verdict.unit.segment.classes]


def _headline(locale: Locale, page: str, shown: int, total: int) -> str:
    if not total:
        return f"{locale.gettext}: {page} has no catalog yet; `medlocale extract` writes it."
    if not shown:
        return f"{locale.gettext}: {page} is not published: none of its {total} entries may be shown in translation."
    return f"{locale.gettext}: {page} is published with {shown} of {total} entries in translation."
