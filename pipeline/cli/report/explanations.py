"""Explanations as lines of text or of JSON: why a page shows what it shows, and what is extracted from a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.report.results import json_line

if TYPE_CHECKING:
    from pipeline.formats.explain import Explained
    from pipeline.stages.explain import PageExplanation, SentenceExplanation


def page(explained: PageExplanation, *, whole: bool) -> Iterator[str]:
    """Yield lines for people; `whole` also tells of sentences that people accepted and that are shown."""
    yield _headline(explained)
    for sentence in explained.sentences:
        verdict, unit = sentence.verdict, sentence.verdict.unit
        if not whole and verdict.shown == "accepted":
            continue
        yield f"  {unit.place[0]}:{unit.place[1]}: {verdict.shown} ({verdict.rule}). {verdict.reason}"
        yield f"    {unit.segment.text}"
        if whole or verdict.shown in {"source", "held"}:
            yield f"    Classes: {', '.join(sentence.classes)}. Requires: {verdict.requires}."
        if sentence.remedy.words:
            yield f"    To publish it: {sentence.remedy.words}{':' if sentence.remedy.commands else '.'}"
            yield from (f"      {command}" for command in sentence.remedy.commands)


def page_json(explained: PageExplanation) -> Iterator[str]:
    """Yield a JSON object a sentence."""
    return (_sentence_json(explained, sentence) for sentence in explained.sentences)


def file(path: Path, items: Iterable[Explained], *, as_json: bool) -> Iterator[str]:
    """Yield a line for each text of a file that is extracted or left."""
    for item in items:
        if as_json:
            yield json_line({"file": str(path), **asdict(item)})
        elif item.kind == "segment":
            yield f"{path}:{item.line}: {item.what}: {item.text}"
        else:
            yield f"{path}:{item.line}: left, {item.what}: {item.text} ({item.reason})"


def _sentence_json(explained: PageExplanation, sentence: SentenceExplanation) -> str:
    verdict, unit = sentence.verdict, sentence.verdict.unit
    return json_line(
        {
            "page": explained.page,
            "locale": explained.locale.gettext,
            "published": explained.offer.stands,
            "file": unit.place[0],
            "line": unit.place[1],
            "id": sentence.identifier,
            "msgctxt": unit.segment.context,
            "msgid": unit.segment.text,
            "shown": verdict.shown,
            "classes": list(sentence.classes),
            "requires": verdict.requires,
            "rule": verdict.rule,
            "reason": verdict.reason,
            "remedy": sentence.remedy.words,
            "commands": list(sentence.remedy.commands),
        }
    )


def _headline(explained: PageExplanation) -> str:
    locale, page, total = explained.locale.gettext, explained.page, explained.total
    if not total:
        return f"{locale}: {page} has no catalog yet; `medlocale extract` writes it."
    offer = explained.offer
    if not offer.shown:
        return f"{locale}: {page} is not published: none of its {total} entries may be shown in translation."
    asked = f"{offer} that may be translated, and [publish] least asks for {offer.least:.0%}"
    if not offer.stands:
        return f"{locale}: {page} is not published: it would show {asked}."
    published = f"{locale}: {page} is published with {offer.shown} of {total} entries in translation"
    return f"{published}: {asked}; it stays because it was there before." if offer.is_short else f"{published}."
