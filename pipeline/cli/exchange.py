"""`medlocale send` and `receive`: texts for agencies, and what comes back, as drafts that wait for a person."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import report
from pipeline.cli.application import (
    FAILED,
    GATE,
    ConfigOption,
    FormOption,
    LocaleOption,
    QuietOption,
    app,
    finish,
    open_project,
)
from pipeline.cli.report import Form, Teller, harmless, json_line
from pipeline.exchange.parcel import agency_name
from pipeline.model import State
from pipeline.project import layout
from pipeline.project.layout import Outcome as StageOutcome
from pipeline.stages.messages import counted

if TYPE_CHECKING:
    from pipeline.exchange.arrivals import Outcome
    from pipeline.stages.receive import Received, Told

OF_ONE, OF_MORE = 0, 1
# What is said of units by what became of them: of one, and of several.
WORDS: Mapping[Outcome, tuple[str, str]] = {
    "taken": ("translation taken as a draft", "translations taken as drafts"),
    "again": ("was there already", "were there already"),
    "unchanged": ("came back as it was sent", "came back as they were sent"),
    "untranslated": ("is not translated", "are not translated"),
    "conflict": ("conflict", "conflicts"),
    "source": ("is of a source that has changed", "are of sources that have changed"),
    "refused": ("could not be taken", "could not be taken"),
    "unknown": ("is unknown here", "are unknown here"),
}
STATES: tuple[State, ...] = ("untranslated", "draft", "accepted")


class _Version(StrEnum):
    """The formats of a parcel's files."""

    xliff12 = "xliff12"
    xliff21 = "xliff21"


@app.command()
def send(
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The parcel: a new folder, or a .zip; a parcel there is replaced.")
    ],
    locale: LocaleOption = None,
    pages: Annotated[
        list[str] | None,
        typer.Option("--pages", help="Only this page, by its path under content/; can be given more than once."),
    ] = None,
    state: Annotated[
        str, typer.Option("--state", help="Which texts, with commas between: untranslated, draft, accepted.")
    ] = "untranslated,draft",
    changed: Annotated[
        bool, typer.Option("--changed", help="Only what is neither accepted nor sent before as it is now.")
    ] = False,
    agency: Annotated[str, typer.Option("--agency", help="Who shall translate; it stands in the parcel.")] = "",
    form: Annotated[
        _Version, typer.Option("--format", help="XLIFF 1.2, which every tool reads, or 2.1.")
    ] = _Version.xliff12,
    config_path: ConfigOption = None,
    quiet: QuietOption = False,
) -> None:
    """Write the texts of one locale as a parcel for an agency: XLIFF, the glossary, matches, pages to look at.

    New texts of the sources are extracted before. Nothing is written where there is nothing to send, or where a page
    can't be read.
    """
    from pipeline.stages import send as sending

    states = _states(state)
    try:
        named = agency_name(agency)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--agency") from error
    if locale is None or len(set(locale)) != 1:
        raise typer.BadParameter("name one: a parcel is of one language", param_hint="--locale")
    with open_project(config_path, quiet=quiet, only=locale) as (work, teller):
        chosen = [layout.page(work.settings, name) for name in pages] if pages else work.pages
        finish(work, teller, [work.extract()])
        order = sending.Order(list(dict.fromkeys(chosen)), states, output, form.value, named, changed)
        done = sending.send(work.settings, work.manifest, work.targets[0], order, teller.tell)
        for notice in done.notices:
            teller.warn(notice)
        if not done.parcel:
            teller.say("There is nothing to send; nothing is written.")
        else:
            units, files = counted(done.units, "text", "texts"), counted(done.files, "page", "pages")
            before = " It was sent before." if done.again else ""
            teller.say(f"{output}: parcel {done.parcel}, {units} of {files}, about {done.words} words.{before}")
        finish(work, teller, [StageOutcome(done.units, 0, tuple(done.errors))])


@app.command()
def receive(
    parcels: Annotated[
        list[Path],
        typer.Argument(metavar="PARCEL|FILE...", help="Parcels (a folder or a .zip), or XLIFF files of any tool."),
    ],
    agency: Annotated[str, typer.Option("--agency", help="The agency's name, where the parcel doesn't say it.")] = "",
    accept_as: Annotated[
        str,
        typer.Option("--accept-as", help="Accept what comes in: an id of [review.people] who answers for the agency."),
    ] = "",
    config_path: ConfigOption = None,
    form: FormOption = Form.text,
    quiet: QuietOption = False,
) -> None:
    """Take what an agency returned into the PO files, as drafts with the agency's mark and the checks' findings.

    A state in a file is never an acceptance. What a person changed here since a unit was sent is a conflict: both texts
    are shown and nothing is overwritten. Exit code 3: there are conflicts; 1: a file couldn't be taken.
    """
    from pipeline.stages import receive as stage

    with open_project(config_path, quiet=quiet) as (work, teller):
        received = stage.receive(
            work.settings,
            parcels,
            lambda *_: None,
            agency=agency,
            accept_as=accept_as,
        )
        code = FAILED if received.errors else GATE if received.conflicts else 0
        for told in received.told:
            print(_told_json(told) if form is Form.json else harmless(_told_text(told)))
        findings = report.findings(form, sys.stdout, work.settings.root)
        for row in received.rows:
            findings.file(row.file, [row])
        findings.close()
        if form is Form.json:
            print(_summary(received, code))
        _say(received, teller, accept_as)
        if code:
            raise typer.Exit(code)


def _say(received: Received, teller: Teller, accept_as: str) -> None:
    parts = [
        f"{received.counts[outcome]} {words[OF_ONE if received.counts[outcome] == 1 else OF_MORE]}"
        for outcome, words in WORDS.items()
        if received.counts.get(outcome)
    ]
    teller.say(f"{'; '.join(parts) or 'Nothing came in'}. {counted(received.written, 'file', 'files')} written.")
    if received.rows:
        teller.say(f"{counted(len(received.rows), 'finding', 'findings')} in what came in.")
    if received.accepted:
        teller.say(f"{counted(received.accepted, 'translation', 'translations')} accepted in the name of {accept_as}.")
    if received.held:
        kept = counted(received.held, "translation stays a draft", "translations stay drafts")
        teller.say(f"{kept}: a critical finding, or a person's rejection, speaks against an acceptance.")
    for error in received.errors:
        teller.warn(str(error))


def _told_text(told: Told) -> str:
    lines = [f"{told.file}:{told.line}: {told.outcome}: {told.message}"]
    lines += [f"  entry     {told.entry}"] if told.entry else []
    for name, texts in (("source", (told.msgid,)), ("here", told.today), ("returned", told.returned)):
        lines += [f"  {name:<9} {text}" for text in texts if text]
    return "\n".join((*lines, *(f"  note      {note}" for note in told.notes)))


def _told_json(told: Told) -> str:
    return json_line({"type": told.outcome, **{key: value for key, value in asdict(told).items() if key != "outcome"}})


def _summary(received: Received, code: int) -> str:
    return json_line(
        {
            "type": "summary",
            "exit_code": code,
            "units": {outcome: received.counts.get(outcome, 0) for outcome in WORDS},
            "accepted": received.accepted,
            "held": received.held,
            "findings": len(received.rows),
            "written": received.written,
            "errors": [str(error) for error in received.errors],
        }
    )


def _states(value: str) -> frozenset[State]:
    named = [name.strip() for name in value.split(",")]
    if unknown := [name for name in named if name not in STATES]:
        raise typer.BadParameter(f"{unknown[0]!r} is none of {', '.join(STATES)}", param_hint="--state")
    return frozenset(state for state in STATES if state in named)
