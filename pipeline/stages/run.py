"""An open project: its settings and manifest, and the stages of the main job bound to them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline import locales
from pipeline.locales import Locale
from pipeline.po import annotation
from pipeline.project import layout
from pipeline.project.config import Settings
from pipeline.project.layout import Outcome, Tell
from pipeline.project.manifest import Manifest
from pipeline.stages import build, check, extract, translate
from pipeline.stages.build import Work
from pipeline.stages.check import Checked
from pipeline.stages.compile import compile_catalogs

if TYPE_CHECKING:
    from pipeline.mt.scoring import ForcedScorer


class Stages:
    """The stages, each over all pages or the given ones; `targets` are the locales that the command is about.

    `tell` is told how far a stage is, `say` a line for people.
    """

    def __init__(
        self, settings: Settings, targets: Sequence[Locale], *, tell: Tell, say: Callable[[str], None]
    ) -> None:
        self.settings = settings
        self.targets = targets
        self._tell = tell
        self._say = say
        self.pages = layout.pages(settings)
        self._only = targets if len(targets) < len(settings.targets) else ()
        state = settings.state / "preview" if settings.preview else settings.state
        self.manifest = Manifest(state, settings.root)

    def close(self) -> None:
        """Let go of the manifest."""
        self.manifest.close()

    def extract(self) -> Outcome:
        """Extract every page of the project."""
        layout.sweep(self.settings)
        outcome = extract.extract(self.settings, self.manifest, self._tell, pages=self.pages)
        self.manifest.save()
        for message in outcome.messages:
            self._say(message)
        return outcome

    def translate(self, pages: Sequence[str]) -> Outcome:
        """Draft what is untranslated; what is finished when the user interrupts stays finished."""
        try:
            return translate.translate(self.settings, self.manifest, self._tell, pages=pages, targets=self._only)
        finally:
            self.manifest.save()

    def check(self, pages: Sequence[str], *, scorers: Mapping[str, ForcedScorer] | None = None) -> Checked:
        """Check the catalogs; `scorers` are models to ask for a second opinion, by gettext name."""
        checked = check.check(
            self.settings, self.manifest, self._tell, pages=pages, targets=self._only, scorers=scorers
        )
        self.manifest.save()
        return checked

    def annotate(self, checked: Checked) -> None:
        """Write what the check found into the catalogs; their translations stay as they were made."""
        for summary in checked.summaries:
            path = layout.catalog_path(self.settings, locales.parse(summary.locale), summary.page)
            if annotation.annotate(path, summary.rows, seen=self.manifest.file(path)):
                self.manifest.rewritten(path)

    def unmet(self, checked: Checked) -> list[str]:
        """Return a line for each sentence that isn't shown in translation where `[publish] complete` wants it to be.

        A page without a catalog is a line of its own. A preview is fit for nothing but to be looked at.
        """
        if self.settings.preview:
            return []
        sentences = {(summary.locale, summary.page): summary.unmet for summary in checked.summaries}
        lines = []
        for locale in (locale for locale in self.targets if locale.gettext in self.settings.complete):
            for page in self.pages:
                if (locale.gettext, page) not in sentences:
                    lines.append(f"{locale.gettext}: {page}: has no catalog that can be read")
                for sentence in sentences.get((locale.gettext, page), ()):
                    place = f"{sentence['file']}:{sentence['line']}: {page}"
                    lines.append(
                        f"{place}: {sentence['shown']} ({sentence['rule']}). {sentence['reason']} — {sentence['msgid']}"
                    )
        return lines

    def build(
        self, pages: Sequence[str], checked: Checked, *, failed: Collection[object] = (), prune: bool = False
    ) -> Outcome:
        """Build the site from what the check found fit to show, and with `[build] mo` the compiled catalogs.

        A page that is finished stays so at an interrupt. Only with `prune` goes more than half of the pages at once.
        """
        strays = layout.strays(self.settings)
        work = self._work(pages, checked, {*failed, *(error.path for error in strays)})
        work = work if prune else build.kept(self.settings, self.manifest, work)
        if self.settings.preview:
            layout.sweep(self.settings)  # its folder is no other command's
        try:
            outcome = build.build(self.settings, self.manifest, self._tell, work)
        finally:
            self.manifest.save()
        for message in outcome.messages:
            self._say(message)
        if self.settings.mo and not self.settings.preview:
            compiled = self.compile(pages, checked, failed=work.failed)
            outcome = replace(
                outcome, written=outcome.written + compiled.written, errors=(*outcome.errors, *compiled.errors)
            )
        return replace(outcome, errors=(*strays, *outcome.errors))

    def compile(self, pages: Sequence[str], checked: Checked, *, failed: Collection[object] = ()) -> Outcome:
        """Write the compiled catalogs of what the check found accepted and fit to show."""
        try:
            return compile_catalogs(self.settings, self.manifest, self._tell, self._work(pages, checked, failed))
        finally:
            self.manifest.save()

    def _work(self, pages: Sequence[str], checked: Checked, failed: Collection[object]) -> Work:
        failed = {*failed, *(error.path for error in checked.outcome.errors)}
        return Work(pages, checked.summaries, self._only, failed)
