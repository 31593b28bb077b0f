"""The audit of a finished site: families of rules over its pages, as a stranger would look at them.

Pages are read again, and nothing that made them is believed. A family is a module whose generators yield problems, its
RULES say what each id means, and docs/audit.md says it at length (a test compares them). The audit needs no project:
any folder laid out as `<tag>/<path>` will do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import SourceError
from pipeline.site.audit import (
    alternates,
    characters,
    contacts,
    content,
    encoding,
    identity,
    insertions,
    language,
    links,
    markup,
    sitemap,
    structured,
)
from pipeline.site.audit.problems import Problem, Rule, row
from pipeline.site.audit.reading import Page, Site, read, read_page, read_source
from pipeline.system.boundaries import inside

__all__ = ["RULES", "Audited", "Problem", "Rule", "Site", "audit", "read", "row"]

FAMILIES = (
    alternates,
    encoding,
    identity,
    links,
    language,
    content,
    structured,
    insertions,
    markup,
    contacts,
    characters,
    sitemap,
)
RULES: dict[str, Rule] = {name: rule for family in FAMILIES for name, rule in family.RULES.items()}


@dataclass(frozen=True, slots=True)
class Audited:
    """A file with its problems in the order of its lines; `error` says why it couldn't be read whole.

    `compared` is false of a translation whose source page wasn't there.
    """

    file: str
    problems: tuple[Problem, ...]
    error: SourceError | None = None
    compared: bool = True


def audit(site: Site, *, source: Path | None = None) -> Iterator[Audited]:
    """Yield every page with its problems, then what concerns the whole site; a page is read with its twins.

    `source` is the folder of the source pages, if these are not the site's own.
    """
    twins: dict[str, list[str]] = defaultdict(list)
    for name in site.facts:
        twins[name.partition("/")[2]].append(name)
    for path, names in sorted(twins.items()):
        original = _original(site, path, source)
        for name in names:
            page = read_page(site, name)
            problems = [problem for check in CHECKS for problem in check(page, site)]
            if translated := page.tag != site.source or source is not None:
                problems += _compared(page, original, site) if original else []
            ordered = sorted(problems, key=lambda problem: problem.line)
            yield Audited(page.file, tuple(ordered), compared=not translated or original is not None)
    for name in site.markdown:
        yield _followed(site, name)
    problems = [*identity.check_folders(site), *encoding.check_texts(site)]
    error = None
    try:
        problems += sitemap.check(site)
    except SourceError as raised:
        error = raised
    yield Audited(site.shown, tuple(problems), error)


def _followed(site: Site, name: str) -> Audited:
    file = f"{site.shown}/{name}"
    try:
        return Audited(file, tuple(links.check_markdown(site, name)))
    except SourceError as error:
        return Audited(file, (), error)


CHECKS = (
    alternates.check,
    encoding.check,
    identity.check,
    links.check,
    language.check,
    content.check,
    structured.check,
    insertions.check,
)


def _original(site: Site, path: str, source: Path | None) -> Page | None:
    """Return the source page of some twins; None where there is none."""
    if source is not None:
        return read_source(source, path, site.source) if inside(source, source / path).is_file() else None
    name = f"{site.source}/{path}"
    return read_page(site, name) if name in site.facts else None


def _compared(page: Page, original: Page, site: Site) -> list[Problem]:
    problems = [*content.compare(page, original), *contacts.compare(page, original, site)]
    problems += markup.compare(page, original, site)
    problems += characters.compare(page, original, site)
    return [*problems, *structured.compare(page, original, site)]
