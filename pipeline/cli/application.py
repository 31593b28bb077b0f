"""The command line's frame: the application, the options that commands share, an open project, and the exit codes.

Exit codes: 0 done, 1 something failed, 2 wrong usage, 3 a gate is not met, 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from pipeline import locales
from pipeline.cli.report import Form, Teller, harmless, json_line
from pipeline.errors import LocaleError, MedlocaleError
from pipeline.locales import Locale

if TYPE_CHECKING:
    from pipeline.project.config import Settings
    from pipeline.project.layout import Outcome
    from pipeline.stages.check import Checked
    from pipeline.stages.run import Stages

FAILED, GATE, INTERRUPTED = 1, 3, 130


class _Commands(TyperGroup):
    """The commands, with medlocale's errors as one line on standard error and exit code 1."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except MedlocaleError as error:
            print(harmless(str(error)), file=sys.stderr)
            raise typer.Exit(FAILED) from error


app = typer.Typer(
    name="medlocale",
    cls=_Commands,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    add_completion=False,
    rich_markup_mode="markdown",
    help=(
        "Localise a clinic's English pages: machines draft, people decide, and nothing that could harm a patient "
        "slips through.\n\n"
        "Start with `medlocale init`, put pages into content/, then `medlocale run`. Translators open the PO files "
        "in locales/ in any PO editor and clear the fuzzy flag of what they accept; `medlocale run` again publishes it."
    ),
    epilog="Exit codes: 0 done · 1 something failed · 2 wrong usage · 3 a gate is not met · 130 interrupted.",
)


def _version(wanted: bool) -> None:
    if wanted:
        from pipeline.project.manifest import version

        print(f"medlocale {version()}")
        raise typer.Exit


@app.callback()
def _several(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is, and leave.")
    ] = False,
) -> None:
    """Keep the command's name on the command line where only one command is loaded."""


ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", help="The project's medlocale.toml; else the one here or in a folder above."),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say only what went wrong.")]
JobsOption = Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Worker processes; else one a core.")]
FormOption = Annotated[Form, typer.Option("--format", help="How results are printed on standard output.")]
PruneOption = Annotated[bool, typer.Option("--prune", help="Also where more than half of the site's pages go at once.")]
LocaleOption = Annotated[
    list[str] | None, typer.Option("--locale", "-l", help="Only this locale; can be given more than once.")
]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a command ends: what failed, what is left undone until somebody means it, and which gates aren't met.

    `broken` counts the findings in accepted translations that fail the gate; `unmet` says what isn't fit to publish.
    """

    failed: tuple[str, ...]
    refused: tuple[str, ...] = ()
    broken: int = 0
    unmet: tuple[str, ...] = ()

    @property
    def code(self) -> int:
        """The exit code; what failed goes before a gate."""
        return FAILED if self.failed else GATE if self.broken or self.unmet or self.refused else 0

    def summary(self, *, written: int = 0, findings: int = 0, locales: Sequence[Mapping[str, Any]] = ()) -> str:
        """Return the last row of `--format json`, with the files written, the findings, and how far each locale is."""
        return json_line(
            {
                "type": "summary",
                "exit_code": self.code,
                "written": written,
                "findings": findings,
                "failing": self.broken,
                "errors": self.failed,
                "refused": self.refused,
                "unmet": self.unmet,
                "locales": locales,
            }
        )


def ending(
    work: Stages, outcomes: Sequence[Outcome], checked: Checked | None = None, *, unmet: Sequence[str] = ()
) -> Ending:
    """Return how a command ends, by what its stages say; each error once."""
    failed = dict.fromkeys(str(error) for outcome in outcomes for error in outcome.errors)
    refused = tuple(message for outcome in outcomes for message in outcome.refused)
    broken = sum(row.fails(work.settings.fail_on) for row in checked.rows) if checked else 0
    return Ending(tuple(failed), refused, broken, tuple(unmet))


def finish(
    work: Stages,
    teller: Teller,
    outcomes: Sequence[Outcome],
    checked: Checked | None = None,
    *,
    unmet: Sequence[str] = (),
) -> None:
    """Say what failed and leave with the right exit code; `unmet` says what isn't fit to publish."""
    end(teller, ending(work, outcomes, checked, unmet=unmet))


def end(teller: Teller, end: Ending) -> None:
    """Say how a command ends, and leave with its exit code unless all is well."""
    for message in (*end.failed, *end.refused):
        teller.warn(message)
    if end.failed:
        raise typer.Exit(FAILED)
    if end.broken:
        teller.warn(f"The gate is not met: {end.broken} findings in accepted translations (see medlocale check).")
    if end.unmet:
        teller.warn("The gate is not met: these sentences have to be shown in translation ([publish] complete).")
        for message in end.unmet:
            teller.warn(message)
    if end.code:
        raise typer.Exit(end.code)


@contextmanager
def open_project(
    path: Path | None,
    *,
    quiet: bool,
    jobs: int | None = None,
    only: Sequence[str] | None = None,
    preview: bool = False,
) -> Iterator[tuple[Stages, Teller]]:
    """Open a project for one command, locked against another; `only` names the locales that the command is about.

    A `preview` has its site beside the other, and remembers by itself what it was made from.
    """
    from pipeline.project import config, layout
    from pipeline.stages.run import Stages

    settings = config.load(path or layout.find(Path()), jobs=jobs)
    settings = config.previewed(settings) if preview else settings
    targets = list(dict.fromkeys(_target(settings, name) for name in only or ())) or list(settings.targets)
    with (
        layout.lock(settings),
        Teller(sys.stderr, quiet=quiet) as teller,
        closing(Stages(settings, targets, tell=teller.tell, say=teller.say)) as work,
    ):
        yield work, teller


def _target(settings: Settings, name: str) -> Locale:
    try:
        wanted = locales.parse(name)
    except LocaleError:
        wanted = None
    if wanted is None or wanted not in settings.targets:
        known = ", ".join(locale.gettext for locale in settings.targets)
        raise typer.BadParameter(f"{name} is no target of this project ({known})", param_hint="--locale")
    return wanted
