"""Pages of one locale as they stand on the site, rendered and written: several processes side by side where it pays."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from pipeline import examination, extract, project, remembered, review
from pipeline.acceptance import Approvals
from pipeline.config import Settings
from pipeline.errors import MedlocaleError, naming
from pipeline.examination import Forgetful, Memory
from pipeline.examiner import Examiner
from pipeline.files import inside, read_text, write_text
from pipeline.formats import inline
from pipeline.glossary import Glossary
from pipeline.locales import Locale
from pipeline.model import Segment
from pipeline.review import Verdict
from pipeline.site import inline as site_inline
from pipeline.site import page as site_page
from pipeline.site.links import SiteMap
from pipeline.site.notices import Standing
from pipeline.site.page import Shell
from pipeline.site.sitemap import is_html
from pipeline.standing import Showing, showing

FEWEST = 40  # pages below which a second process takes longer to start than it saves
PART = 8  # pages that a process is given at a time
TITLES = ("title", "h1")  # the roles of what a page is called by, the best first


@dataclass(frozen=True, slots=True)
class Title:
    """What a page is called, and the tag of the language that it says so in."""

    text: str
    tag: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came of a page: whether its file changed, the paths that it looked up on the site, and what it is called.

    `modified` is when what it says was last changed, as far as that is known for certain.
    """

    page: str
    changed: bool = False
    asked: tuple[str, ...] = ()
    title: Title = field(default_factory=lambda: Title("", ""))
    modified: date | None = None
    error: MedlocaleError | None = None


class Renderer:
    """Renders the pages of a locale; `modified` are the sources' own dates by page, `titles` asks for the source's."""

    def __init__(
        self,
        settings: Settings,
        site: SiteMap,
        glossary: Glossary,
        locale: Locale,
        *,
        modified: Mapping[str, date],
        titles: bool,
    ) -> None:
        self.settings = settings
        self._site = site
        self._glossary = glossary
        self._locale = locale
        self._modified = modified
        self._titles = titles
        self.memory: Memory = Forgetful()

    def pages(self, pages: Sequence[str]) -> Iterator[Rendered]:
        """Yield what came of each page, in order; one that fails stops no other."""
        jobs = self.settings.jobs or examination.processors()
        if jobs < 2 or len(pages) < FEWEST or sys.platform != "linux":
            with remembered.read(self.settings.state) as self.memory:
                yield from map(self.page, pages)
            return
        if self._locale != self.settings.source:
            _ = self._approvals, self._examiner.context, self._unchecked  # what all processes need, once
        yield from _side_by_side(self, pages, jobs)

    def page(self, page: str) -> Rendered:
        """Render a page and write it."""
        try:
            return self._page(page)
        except MedlocaleError as error:
            return Rendered(page, error=error)

    def _page(self, page: str) -> Rendered:
        source = project.source_path(self.settings, page)
        output = inside(self.settings.site, project.site_path(self.settings, self._locale, page))
        text = read_text(source)
        site = replace(self._site, asked=set())
        shell = Shell(page, self.settings.source, self._locale, site)
        if self._locale == self.settings.source:
            result = site_page.relinked(text, shell)
            title = source_title(self.settings, page) if self._titles else Title("", "")
            modified = self._modified.get(page)
        else:
            verdicts = self._verdicts(page)
            path = project.catalog_path(self.settings, self._locale, page)
            shown = showing(verdicts, self._approvals, path)
            with naming(source):
                result = self._localised(text, shell, shown, self._standing(page, shown))
            title = _title(verdicts, self._locale, self.settings.source)
            modified = self._last(page, shown)
        if is_html(page):
            result = site_inline.relinked(result, shell)
        changed = write_text(output, result, durable=False)
        return Rendered(page, changed, tuple(sorted(site.asked or ())), title, modified)

    def _localised(self, text: str, shell: Shell, shown: Showing, standing: Standing) -> str:
        """Hand a page to the module that renders it: the one place that knows what it wants."""
        return site_page.localised(
            text,
            shell,
            accepted=shown.accepted,
            drafts=shown.drafts,
            settings=extract.format_settings(self.settings),
            unchecked_terms=standing.unchecked_terms,
        )

    def _standing(self, page: str, shown: Showing) -> Standing:
        return replace(
            shown.standing,
            unchecked_terms=self._unchecked,
            source_date=self._modified.get(page) or shown.created,
        )

    def _verdicts(self, page: str) -> list[Verdict]:
        return review.judged(self._examiner, self._approvals, page, self.memory)

    def _last(self, page: str, shown: Showing) -> date | None:
        """Return when a page last changed: known where its source has a date and all its translations have one."""
        own = self._modified.get(page)
        return None if own is None or shown.accepted_on is None else max(own, shown.accepted_on)

    @cached_property
    def _approvals(self) -> Approvals:
        return Approvals(self.settings, self._locale)

    @cached_property
    def _examiner(self) -> Examiner:
        return Examiner(self.settings, self._glossary, self._locale)

    @cached_property
    def _unchecked(self) -> bool:
        return self._glossary.has_unchecked(self._locale)


def source_title(settings: Settings, page: str) -> Title:
    """Return what a page of the source is called."""
    segment = _naming(extract.read(settings, page).segments)
    return Title(_plain(segment.text), settings.source.tag) if segment else Title("", settings.source.tag)


def _title(verdicts: Sequence[Verdict], locale: Locale, source: Locale) -> Title:
    shown = {verdict.unit.segment.key: verdict for verdict in verdicts}
    segment = _naming([verdict.unit.segment for verdict in verdicts])
    if segment is None:
        return Title("", locale.tag)
    verdict = shown[segment.key]
    if verdict.shown == "source":
        return Title(_plain(segment.text), source.tag)
    return Title(_plain(verdict.unit.targets[0]), locale.tag)


def _naming(segments: Sequence[Segment]) -> Segment | None:
    """Return the segment that a page is called by: its title, its heading, or what it begins with."""
    for role in TITLES:
        for segment in segments:
            if segment.role == role:
                return segment
    return segments[0] if segments else None


def _plain(text: str) -> str:
    return " ".join(inline.blank_codes(text).split())


def _side_by_side(renderer: Renderer, pages: Sequence[str], jobs: int) -> Iterator[Rendered]:
    # What a forked process needs, it has: nothing is copied but the names of pages and what came of them.
    pool = ProcessPoolExecutor(min(jobs, len(pages)), multiprocessing.get_context("fork"), _start, (renderer,))
    try:
        with warnings.catch_warnings():
            # Python warns of forks beside threads; those of this process hold no lock that a worker needs.
            warnings.simplefilter("ignore", DeprecationWarning)
            results = pool.map(_work, pages, chunksize=PART)
        yield from results
    except BrokenProcessPool as error:
        raise MedlocaleError(f"a process that renders pages died: {error}") from error
    finally:
        pool.shutdown(cancel_futures=True)


_renderer: Renderer | None = None  # in a worker


def _start(renderer: Renderer) -> None:
    global _renderer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    renderer.memory = ExitStack().enter_context(remembered.read(renderer.settings.state))
    _renderer = renderer


def _work(page: str) -> Rendered:
    assert _renderer is not None
    return _renderer.page(page)
