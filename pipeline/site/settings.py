"""What a site is made of and for, as plain values: the one place where a project's configuration meets its pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.formats import FormatSettings
from pipeline.locales import Locale


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """How the pages of a site, its assets and what is around them are made.

    `content` is the folder of the sources, `folder` the one that the site is written to; `form` is how pages are read.
    `report` is an address of pipeline.project.feedback; `negotiation` names the servers that get rules. A `preview` is
    for reviewers and for no search engine. `jobs` is the number of processes; 0 is one a processor.
    """

    name: str
    source: Locale
    content: Path
    folder: Path
    form: FormatSettings
    base_url: str = ""
    report: str = ""
    negotiation: tuple[str, ...] = ()
    preview: bool = False
    jobs: int = 0

    def source_path(self, page: str) -> Path:
        """Return the file of a page, or of an asset, among the sources."""
        return Path(f"{self.content}/{page}")

    def page_path(self, locale: Locale, page: str) -> Path:
        """Return the file of a page on the site in a locale."""
        return Path(f"{self.folder}/{locale.tag}/{page}")
