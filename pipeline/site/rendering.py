"""Pages as they stand on the site, rendered and written: several processes side by side where it pays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from pipeline import formats
from pipeline.errors import MedlocaleError, naming
from pipeline.locales import Locale
from pipeline.po import catalog
from pipeline.review import standing
from pipeline.review.standing import Showing, Standing, Texts, Title
from pipeline.site.links import SiteMap, SiteSettings
from pipeline.site.page import linking, localisation
from pipeline.site.page.localisation import Shell
from pipeline.system import processes
from pipeline.system.files import inside, read_text, write_text

FEWEST = 40  # pages below which a second process takes longer to start than it saves
PART = 4  # pages, each in all its locales, that a process is given at a time


@dataclass(frozen=True, slots=True)
class Task:
    """A page with what it shows in each of the locales that it is rendered in; of the source's own there is nothing.

    `catalogs` are the files of what it shows.
    """

    page: str
    showings: Mapping[Locale, Showing | None]
    catalogs: Mapping[Locale, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came of a page in a locale: whether its file changed, and the paths that it looked up on the site.

    `modified` is when what it says was last changed, as far as that is known for certain.
    """

    page: str
    locale: Locale
    changed: bool = False
    asked: tuple[str, ...] = ()
    title: Title | None = None
    modified: date | None = None
    error: MedlocaleError | None = None


@dataclass(frozen=True, slots=True)
class Renderer:
    """What pages are rendered with.

    `modified` are the sources' own dates by page, `unchecked` the tags of the locales whose glossary has terms that no
    speaker of the language has checked, and `titles` asks for what the source's pages are called.
    """

    settings: SiteSettings
    site: SiteMap
    modified: Mapping[str, date]
    unchecked: frozenset[str]
    titles: bool

    def run(self, tasks: Sequence[Task]) -> Iterator[Rendered]:
        """Yield what came of each page in each locale, page by page; one that fails stops no other."""
        jobs = self.settings.jobs or processes.processors()
        if sum(len(task.showings) for task in tasks) < FEWEST:
            jobs = 1
        parts = [tasks[start : start + PART] for start in range(0, len(tasks), PART)]
        died = MedlocaleError("a process that renders pages died")
        for done in processes.side_by_side(self, _work, parts, jobs, died=died):
            yield from done

    def rendered(self, task: Task) -> list[Rendered]:
        """Render a page in its locales and write it."""
        done = []
        for locale, showing in task.showings.items():
            try:
                done.append(self._page(task.page, locale, showing, task.catalogs.get(locale)))
            except MedlocaleError as error:
                done.append(Rendered(task.page, locale, error=error))
        return done

    def _page(self, page: str, locale: Locale, showing: Showing | None, path: Path | None) -> Rendered:
        source = self.settings.source_path(page)
        output = inside(self.settings.folder, self.settings.page_path(locale, page))
        text = read_text(source)
        shell = Shell(page, self.settings.source, locale, replace(self.site, asked=set()), self.settings.preview)
        with naming(source):
            if showing is None or path is None:
                result = localisation.relinked(text, shell, settings=self.settings.form)
                title = self._source_title(page, text) if self.titles else None
                modified = self.modified.get(page)
            else:
                texts = showing.texts(catalog.read(path), path)
                result = self._localised(text, shell, texts, self._standing(page, locale, showing))
                title = showing.title
                modified = self._last(page, showing)
        if formats.kind(page) == "HTML":
            result = linking.assets_relinked(result, shell)
        changed = write_text(output, result, durable=False)
        return Rendered(page, locale, changed, tuple(sorted(shell.site.asked or ())), title, modified)

    def _localised(self, text: str, shell: Shell, texts: Texts, standing: Standing) -> str:
        """Hand a page to the module that renders it: the one place that knows what it wants."""
        return localisation.localised(
            text,
            shell,
            accepted=texts.accepted,
            drafts=texts.drafts,
            held=texts.held,
            settings=self.settings.form,
            standing=standing,
        )

    def _standing(self, page: str, locale: Locale, showing: Showing) -> Standing:
        return replace(
            showing.standing,
            unchecked_terms=locale.tag in self.unchecked,
            source_date=self.modified.get(page) or showing.created,
            report=self.settings.report,
        )

    def _last(self, page: str, showing: Showing) -> date | None:
        """Return when a page last changed: known where its source has a date and all its translations have one."""
        own = self.modified.get(page)
        return None if own is None or showing.accepted_on is None else max(own, showing.accepted_on)

    def _source_title(self, page: str, text: str) -> Title:
        source = self.settings.source
        extraction = formats.for_path(page, self.settings.form).extract(text, lang=source.tag)
        return standing.source_title(extraction.segments, source)


def _work(renderer: Renderer, tasks: Sequence[Task]) -> list[Rendered]:
    return [done for task in tasks for done in renderer.rendered(task)]
