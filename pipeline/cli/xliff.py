"""`medlocale xliff`: files of translation tools, held to the standard that they say they follow."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import report
from pipeline.cli.application import FAILED, GATE, QuietOption, app
from pipeline.cli.report import BrokenRule, RulesForm, Teller
from pipeline.errors import SourceError

files_of_tools = typer.Typer(no_args_is_help=True)
app.add_typer(
    files_of_tools,
    name="xliff",
    help="Check XLIFF files of any tool against the rules of the standard, those in prose as well.",
)


@files_of_tools.callback()
def _several() -> None:
    """Keep the subcommand's name on the command line while there is only one."""


@files_of_tools.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="XLIFF files (1.2, 2.0, 2.1), of any tool.")],
    form: Annotated[
        RulesForm, typer.Option("--format", help="How broken rules are printed on standard output.")
    ] = RulesForm.text,
    prefix: Annotated[
        list[str] | None,
        typer.Option(help="The fragment prefix of an extension, as NAME=NAMESPACE; again for more."),
    ] = None,
    quiet: QuietOption = False,
) -> None:
    """Check XLIFF files against every rule of their version's core and modules that docs/xliff.md names.

    It works anywhere, without a project, and changes nothing. Document types and entities are refused.
    Exit code 3: a rule is broken; 1: a file couldn't be read as XLIFF.
    """
    from pipeline.exchange.xliff import checking

    prefixes = dict(_named(value) for value in prefix or ())
    teller = Teller(sys.stderr, quiet=quiet)
    broken = unread = 0
    rules = report.rules(form, sys.stdout, {name: rule.text for name, rule in checking.RULES.items()})
    for path in files:
        try:
            problems = checking.check(path, prefixes=prefixes)
        except SourceError as error:
            teller.warn(str(error))
            unread += 1
            continue
        broken += bool(problems)
        rules.file(str(path), [BrokenRule(str(path), one.line, one.rule, one.message) for one in problems])
    rules.close()
    valid = len(files) - broken - unread
    teller.say(f"{len(files)} files: {valid} valid, {broken} invalid, {unread} unreadable.")
    if unread:
        raise typer.Exit(FAILED)
    if broken:
        raise typer.Exit(GATE)


def _named(value: str) -> tuple[str, str]:
    name, _, space = value.partition("=")
    if len(name) < 2 or not space:
        raise typer.BadParameter(f"--prefix {value}: NAME=NAMESPACE is wanted, with two letters or more in NAME")
    return name, space
