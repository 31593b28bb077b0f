"""`medlocale review`: who accepts and rejects translations, and what editors' cleared flags become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

import typer

from pipeline.cli.application import (
    GATE,
    ConfigOption,
    FormOption,
    JobsOption,
    LocaleOption,
    QuietOption,
    app,
    finish,
    open_project,
)
from pipeline.cli.opinion import ModelOption, models_of, write_ranked
from pipeline.cli.report import Form
from pipeline.locales import Locale
from pipeline.project import layout
from pipeline.review import approvals, twins
from pipeline.review.approvals import Decision
from pipeline.stages.messages import counted
from pipeline.stages.run import Stages

commands = typer.Typer(help="Record who accepts or rejects which translation.", no_args_is_help=True)
app.add_typer(commands, name="review")

PagesArgument = Annotated[
    list[str] | None,
    typer.Argument(help="Pages, as paths under content/, or PO files of one locale; without any, all."),
]
SentenceOption = Annotated[str, typer.Option("--sentence", "-s", help="Only sentences with this source text.")]
ByOption = Annotated[str, typer.Option("--by", help="Who decides: an id of [review.people].")]
RoleOption = Annotated[str, typer.Option("--role", help="In which role, where it isn't the person's usual one.")]


@commands.command("list")
def listing(
    pages: PagesArgument = None,
    model: ModelOption = False,
    locale: LocaleOption = None,
    config_path: ConfigOption = None,
    jobs: JobsOption = None,
    form: FormOption = Form.text,
    quiet: QuietOption = False,
) -> None:
    """List the translations that wait for a person, the least trusted first, with what speaks against them."""
    with open_project(config_path, quiet=quiet, jobs=jobs, only=locale) as (work, teller):
        scorers = models_of(work, teller, jobs) if model else None
        chosen = _chosen(work, pages)
        checked = work.check(chosen.pages, scorers=scorers)
        named = {target.gettext for target in chosen.targets}
        listed = replace(checked, summaries=tuple(each for each in checked.summaries if each.locale in named))
        write_ranked(work, listed, scorers, as_json=form is Form.json)
        finish(work, teller, [checked.outcome])


@commands.command()
def accept(
    pages: PagesArgument = None,
    sentence: SentenceOption = "",
    by: ByOption = "",
    role: RoleOption = "",
    drafts: Annotated[
        bool,
        typer.Option("--drafts", help="Of whole pages also the drafts that nobody has touched: you have read them."),
    ] = False,
    everywhere: Annotated[
        bool, typer.Option("--twins", help="Also in every other role and page that has the same source text.")
    ] = False,
    locale: LocaleOption = None,
    config_path: ConfigOption = None,
    quiet: QuietOption = False,
) -> None:
    """Accept translations as they stand now: their fuzzy flags go, and the ledger says who accepted them.

    Of whole pages, drafts that nobody has touched stay drafts, unless --drafts says that they were read. With --twins
    the translation is accepted wherever its source stands, and takes the place of drafts there.
    """
    if not pages and not sentence:
        raise typer.BadParameter("name the pages, or a --sentence: nobody accepts a whole site unseen")
    with open_project(config_path, quiet=quiet, only=locale) as (work, teller):
        chosen = _chosen(work, pages)
        decision = Decision(chosen.pages, sentence, by, role)
        results = [approvals.accept(work.settings, target, decision, drafts=drafts) for target in chosen.targets]
        teller.say(f"{counted(sum(result.done for result in results), 'translation', 'translations')} accepted.")
        if left := sum(result.left for result in results):
            untouched = counted(left, "draft is", "drafts are")
            teller.say(f"{untouched} left, touched by nobody: name a --sentence, or say --drafts.")
        for target in chosen.targets if everywhere else ():
            found = twins.accept(work.settings, target, decision, pages=work.pages)
            for place in found.places:
                teller.say(f"{target.gettext}: also accepted in {place.name}: {place.entry.msgid}")
            for place in found.others:
                teller.warn(f"{target.gettext}: another translation stays in {place.name}: {place.entry.msgid}")


@commands.command()
def reject(
    pages: PagesArgument = None,
    sentence: SentenceOption = "",
    by: ByOption = "",
    role: RoleOption = "",
    reason: Annotated[str, typer.Option("--reason", help="Why: it is written into the PO file, in your name.")] = "",
    publish: Annotated[bool, typer.Option("--publish", help="Take them off the site at once.")] = False,
    locale: LocaleOption = None,
    config_path: ConfigOption = None,
    quiet: QuietOption = False,
) -> None:
    """Reject translations as they stand now: they become fuzzy again, and no page shows them."""
    if not pages and not sentence:
        raise typer.BadParameter("name the pages, or a --sentence")
    with open_project(config_path, quiet=quiet, only=locale) as (work, teller):
        chosen = _chosen(work, pages)
        decision = Decision(chosen.pages, sentence, by, role)
        outcomes = [approvals.reject(work.settings, target, decision, reason=reason) for target in chosen.targets]
        teller.say(f"{counted(sum(outcome.done for outcome in outcomes), 'translation', 'translations')} rejected.")
        if publish:
            checked = work.check(work.pages)
            built = work.build(work.pages, checked)
            teller.say(f"{built.written} files written.")
            finish(work, teller, [checked.outcome, built], checked, unmet=work.unmet(checked))


@commands.command()
def sync(
    pages: PagesArgument = None,
    by: ByOption = "",
    accept_all: Annotated[
        bool, typer.Option("--accept-all", help="Also where most drafts lost their flags unchanged; needs --by.")
    ] = False,
    attribute: Annotated[
        str,
        typer.Option("--attribute", help="Also record what nobody known has accepted as this person's acceptances."),
    ] = "",
    locale: LocaleOption = None,
    config_path: ConfigOption = None,
    quiet: QuietOption = False,
) -> None:
    """Record the flags that editors cleared as acceptances, by the person whom the PO header or --by names.

    Exit code 3: ten or more drafts, and more than half of them, lost their flags though they still say what the machine
    wrote; or ten that could harm a patient did. Nobody reads that fast, and some tools drop flags: these are left alone
    unless --accept-all says that a person stands for it.
    """
    if accept_all and not (by or attribute):
        raise typer.BadParameter("--accept-all needs --by: somebody has to stand for it")
    with open_project(config_path, quiet=quiet, only=locale) as (work, teller):
        chosen = _chosen(work, pages)
        decision = Decision(chosen.pages, "", by, "")
        synced = [
            approvals.sync(work.settings, target, decision, accept_all=accept_all, attribute=attribute)
            for target in chosen.targets
        ]
        teller.say(f"{counted(sum(result.recorded for result in synced), 'acceptance', 'acceptances')} recorded.")
        for stranger in (stranger for result in synced for stranger in result.strangers):
            named = f"is “{stranger.name}”" if stranger.name else "names nobody"
            unknown = counted(stranger.count, "acceptance", "acceptances")
            teller.warn(
                f"{stranger.path}: {unknown} by nobody known: its Last-Translator {named}. They make nothing reviewed. "
                "Name them in [review.people], or say whose they are: --attribute NAME"
            )
        refused = [refusal for result in synced for refusal in result.refused]
        for refusal in refused:
            risky = ", ".join(f"{name} {count}" for name, count in refusal.classes.items())
            teller.warn(
                f"{refusal.path}: {refusal.unchanged} of {refusal.drafts} drafts lost their fuzzy flags unchanged at "
                f"once{f' ({risky})' if risky else ''}; none of these is recorded. If a person has read them: "
                "--accept-all --by NAME"
            )
        finish(work, teller, [result.outcome for result in synced])
        if refused:
            raise typer.Exit(GATE)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What a command is about: pages, in these locales."""

    pages: Sequence[str]
    targets: Sequence[Locale]


def _chosen(work: Stages, names: list[str] | None) -> _Chosen:
    """Return the pages that a command names, and the locale if it is by PO files; one that isn't there is an error."""
    if not names:
        return _Chosen(work.pages, work.targets)
    found = [layout.named(work.settings, name) for name in names]
    by_catalog = {each.locale.gettext: each.locale for each in found if each.locale}
    if len(by_catalog) > 1 or (by_catalog and any(each.locale is None for each in found)):
        raise typer.BadParameter("name pages, or PO files of one locale")
    targets = [target for target in work.targets if not by_catalog or target.gettext in by_catalog]
    if not targets:
        raise typer.BadParameter(f"the PO files are of {', '.join(by_catalog)}, which --locale leaves out")
    return _Chosen([each.page for each in found], targets)
