"""Renderer of the pages of a site, and their writer: several processes side by side where it pays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from pipeline import formats
from pipeline.errors import MedlocaleError, naming
from pipeline.formats.charset import read_text
from pipeline.locales import Locale
from pipeline.review.verdicts import PageTranslation, Title, source_title
from pipeline.site.links import SiteMap, SiteSettings
from pipeline.site.page import declaration, linking, localisation
from pipeline.site.page.context import PageContext
from pipeline.system import processes
from pipeline.system.boundaries import inside
from pipeline.system.files import write_text

FEWEST = 40  # pages below which a second process takes longer to start than it saves
PART = 4  # pages, each in all its locales, that a process is given at a time


@dataclass(frozen=True, slots=True)
class Task:
    """A page with its translation in each of the locales that it is rendered in; in the source's own it has none."""

    page: str
    translations: Mapping[Locale, PageTranslation | None]


@dataclass(frozen=True, slots=True)
class Rendered:
    """Result of rendering a page in a locale: whether its file changed, and the paths that it looked up on the site.

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
    """The site's settings and the pages' metadata, with which a process renders one page after the other.

    `modified` are the sources' own dates by page, and `titles` asks for what the source's pages are called.
    """

    settings: SiteSettings
    site: SiteMap
    modified: Mapping[str, date]
    titles: bool

    def run(self, tasks: Iterable[Task], count: int) -> Iterator[Rendered]:
        """Yield what came of each page in each locale, page by page; one that fails stops no other.

        `count` is how many pages that is, each locale's for itself. Tasks are read as they are needed.
        """
        jobs = (self.settings.jobs or processes.processors()) if count >= FEWEST else 1
        rest = iter(tasks)
        parts = iter(lambda: list(islice(rest, PART)), [])
        died = MedlocaleError("a process that renders pages died")
        for done in processes.side_by_side(self, _work, parts, jobs, died=died):
            yield from done

    def rendered(self, task: Task) -> list[Rendered]:
        """Render a page in its locales and write it."""
        done = []
        for locale, translation in task.translations.items():
            try:
                done.append(self._page(task.page, locale, translation))
            except MedlocaleError as error:
                done.append(Rendered(task.page, locale, error=error))
        return done

    def _page(self, page: str, locale: Locale, translation: PageTranslation | None) -> Rendered:
        settings = self.settings
        source = settings.source_path(page)
        output = inside(settings.folder, settings.page_path(locale, page))
        text = read_text(source)
        asked: set[str] = set()
        context = PageContext(
            page, settings.source, locale, self.site, settings.preview, settings.report, note=asked.add
        )
        own_date = self.modified.get(page)
        with naming(source):
            if translation is None:
                result = localisation.relinked(text, context, settings=settings.form)
                title = self._source_title(page, text) if self.titles else None
                modified = own_date
            else:
                dated = replace(translation, source_date=own_date or translation.source_date)
                result = localisation.localised(text, context, dated, settings=settings.form)
                title = translation.title
                # Known where the source has a date and all its translations have one.
                accepted = translation.accepted_on
                modified = max(own_date, accepted) if own_date and accepted else None
        if formats.kind(page) == "HTML":
            result = linking.assets_relinked(result, context)
        changed = write_text(output, declaration.declared(page, result), durable=False)
        return Rendered(page, locale, changed, tuple(sorted(asked)), title, modified)

    def _source_title(self, page: str, text: str) -> Title:
        source = self.settings.source
        extraction = formats.for_path(page, self.settings.form).extract(text, lang=source.tag)
        return source_title(extraction.segments, source)


def _work(renderer: Renderer, tasks: Sequence[Task]) -> list[Rendered]:
    return [done for task in tasks for done in renderer.rendered(task)]
