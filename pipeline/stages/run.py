"""An open project: its settings and manifest, and the stages of the main job bound to them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline import locales
from pipeline.locales import Locale
from pipeline.po import annotation
from pipeline.project import layout
from pipeline.project.config import Settings
from pipeline.project.layout import Outcome, Tell
from pipeline.project.manifest import Manifest
from pipeline.stages import build as assemble
from pipeline.stages import check as checking
from pipeline.stages import extract, translate
from pipeline.stages.build import Work
from pipeline.stages.check import Checked

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
        return outcome

    def translate(self, pages: Sequence[str]) -> Outcome:
        """Draft what is untranslated; what is finished when the user interrupts stays finished."""
        try:
            return translate.translate(self.settings, self.manifest, self._tell, pages=pages, targets=self._only)
        finally:
            self.manifest.save()

    def check(self, pages: Sequence[str], *, scorers: Mapping[str, ForcedScorer] | None = None) -> Checked:
        """Check the catalogs; `scorers` are models to ask for a second opinion, by gettext name."""
        checked = checking.check(
            self.settings, self.manifest, self._tell, pages=pages, targets=self._only, scorers=scorers
        )
        self.manifest.save()
        return checked

    def annotate(self, checked: Checked) -> None:
        """Write what the check found into the catalogs; their translations stay as they were made."""
        for summary in checked.summaries:
            path = layout.catalog_path(self.settings, locales.parse(summary.locale), summary.page)
            if annotation.annotate(path, summary.rows):
                self.manifest.rewritten(path)

    def unmet(self, checked: Checked) -> list[str]:
        """Return a line for each sentence that isn't shown in translation where `[publish] complete` wants it to be.

        A page without a catalog is a line of its own. A preview is fit for nothing but to be looked at.
        """
        if self.settings.preview:
            return []
        found = {(summary.locale, summary.page): summary.unmet for summary in checked.summaries}
        lines = []
        for locale in (locale for locale in self.targets if locale.gettext in self.settings.complete):
            for page in self.pages:
                if (locale.gettext, page) not in found:
                    lines.append(f"{locale.gettext}: {page}: has no catalog that can be read")
                for one in found.get((locale.gettext, page), ()):
                    place = f"{one['file']}:{one['line']}: {page}"
                    lines.append(f"{place}: {one['shown']} ({one['rule']}). {one['reason']} — {one['msgid']}")
        return lines

    def build(self, pages: Sequence[str], checked: Checked, *, failed: Collection[object] = ()) -> Outcome:
        """Build the site from what the check found fit to show; a page that is finished stays so at an interrupt."""
        if self.settings.preview:
            layout.sweep(self.settings)  # its folder is no other command's
        work = Work(pages, checked.summaries, self._only, {*failed, *(error.path for error in checked.outcome.errors)})
        try:
            outcome = assemble.build(self.settings, self.manifest, self._tell, work)
        finally:
            self.manifest.save()
        for message in outcome.messages:
            self._say(message)
        return outcome
