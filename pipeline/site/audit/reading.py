"""Reader of a finished site: a folder of localised pages as values, each read as a browser reads it.

The site is laid out as `<tag>/<path>`. What pages know of each other is held for all of them (`Facts`); their nodes are
held for the twins that are looked at, so that a large site needs little memory.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from pipeline import formats, locales
from pipeline.errors import LocaleError, SourceError
from pipeline.formats.charset import read_text
from pipeline.formats.html import elements as html_elements
from pipeline.formats.html.tokens import Node, tree
from pipeline.locales import Locale
from pipeline.site.links import INDEX, SAFE
from pipeline.system.files import below

NOWHERE = "http://site.invalid"  # where a site lies whose address isn't known
CONTACTS = ("mailto:", "https://", "http://")
HIDDEN = html_elements.MACHINE | {"head"}  # nothing in these is text of the page


@dataclass(frozen=True, slots=True)
class Link:
    """An address in a page's head: its line, and the language it is said to be in."""

    url: str
    line: int
    language: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """A page as other pages know it; `fragments` are the places in it that a link can lead to.

    `contacts` are the addresses that it leads to off the site, mail among them, without what follows a ? or a #.
    """

    name: str
    tag: str
    canonicals: tuple[Link, ...]
    alternates: tuple[Link, ...]
    noindex: bool
    fragments: frozenset[str]
    contacts: frozenset[str]


@dataclass(frozen=True, eq=False)
class Page:
    """A page: `name` is its place under the site, `file` the one that problems name, `locale` its folder's."""

    name: str
    file: str
    tag: str
    locale: Locale
    nodes: tuple[Node, ...]

    @property
    def path(self) -> str:
        """The page's path in its locale's folder, the same for all its twins."""
        return self.name.removeprefix(f"{self.tag}/")

    def elements(self, *names: str) -> Iterator[tuple[int, Node]]:
        """Yield the elements of these names (all, without any) with their numbers."""
        for number, node in enumerate(self.nodes):
            if node.name and (not names or node.name in names):
                yield number, node

    def text(self, number: int) -> str:
        """Return all text in an element, white space collapsed; what a machine reads is none."""
        return " ".join("".join(node.text for node in self.inside(number)).split())

    def inside(self, number: int) -> Iterator[Node]:
        """Yield the nodes in an element, but not those in scripts, styles and the like."""
        at, end = number + 1, self.nodes[number].end
        while at < end:
            node = self.nodes[at]
            if node.name in html_elements.MACHINE:
                at = node.end
                continue
            yield node
            at += 1

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The nearest `lang` of each node."""
        languages: list[str] = []
        for node in self.nodes:
            above = languages[node.parent] if node.parent >= 0 else ""
            languages.append(node.attributes.get("lang", above))
        return tuple(languages)

    @cached_property
    def hidden(self) -> tuple[bool, ...]:
        """Whether each node is no text for readers: in the head, in a script or a template."""
        hidden: list[bool] = []
        for node in self.nodes:
            hidden.append((node.parent >= 0 and hidden[node.parent]) or node.name in HIDDEN)
        return tuple(hidden)

    @cached_property
    def base(self) -> str:
        """The address that `<base>` gives."""
        return next((node.attributes["href"] for _, node in self.elements("base") if "href" in node.attributes), "")


@dataclass(frozen=True, eq=False)
class Site:
    """A site: its folder and how problems name it, its locales by their folder, and what is in it.

    `base_url` is where the site lies on the web ("" where nobody knows), `source` the folder of the source's pages,
    `report` the address at which readers report errors.
    """

    root: Path
    shown: str
    base_url: str
    source: str
    locales: Mapping[str, Locale]
    files: frozenset[str]
    facts: Mapping[str, Facts]
    report: str = ""

    @cached_property
    def markdown(self) -> tuple[str, ...]:
        """The Markdown pages in folders of locales, whose links are followed; no more is asked of them."""
        names = (name for name in sorted(self.files) if formats.kind(name) == "Markdown" and "/" in name)
        return tuple(name for name in names if folder_locale(name.split("/")[0]))

    @cached_property
    def contacts(self) -> frozenset[str]:
        """The addresses off the site that its source pages lead to: the clinic's own."""
        return frozenset[str]().union(*(page.contacts for page in self.facts.values() if page.tag == self.source))

    def twins(self, path: str) -> list[Facts]:
        """Return the pages of this path in every locale."""
        return [self.facts[name] for tag in self.locales if (name := f"{tag}/{path}") in self.facts]

    def address(self, name: str) -> str:
        """Return the absolute address of a page or an asset."""
        return f"{self.base_url or NOWHERE}/{quote(name, safe=SAFE)}"

    def place(self, url: str, page: str, base: str = "") -> str | None:
        """Return the name that an address on a page leads to, a folder's index for a folder; None for another site."""
        try:
            whole = urlsplit(urljoin(urljoin(self.address(page), base), url.strip()))
            home = urlsplit(self.base_url or NOWHERE)
        except ValueError:
            return None
        prefix = home.path.rstrip("/")
        if whole.scheme not in {"http", "https"} or whole.netloc.lower() != home.netloc.lower():
            return None
        if not f"{whole.path}/".startswith(f"{prefix}/"):
            return None
        path = posixpath.normpath(f"/{unquote(whole.path[len(prefix) :])}").lstrip("/")
        if whole.path.endswith("/") or not path:
            return posixpath.join(path, INDEX)
        inner = posixpath.join(path, INDEX)
        return inner if path not in self.files and inner in self.files else path


def bare(url: str) -> str:
    """Return an address without what follows a ? or a #."""
    return re.split(r"[?#]", url.strip(), maxsplit=1)[0]


def read_page(site: Site, name: str) -> Page:
    """Read one page; raise SourceError naming it where it can't be read."""
    tag = name.split("/")[0]
    file = f"{site.shown}/{name}"
    return Page(name, file, tag, site.locales[tag], _nodes(site.root / name, file))


def read_source(folder: Path, name: str, source: str) -> Page:
    """Read a source page that lies outside of the site, in a folder of its own."""
    path = folder / name
    return Page(name, str(path), "", locales.parse(source), _nodes(path, str(path)))


def read(
    root: Path, *, base_url: str = "", source: str = "en", report: str = ""
) -> tuple[Site, tuple[SourceError, ...]]:
    """Read a site, and say of which files that failed; without `base_url` the pages' canonical links tell it."""
    files = frozenset(name for name in below(root) if (root / name).is_file())
    known = _locales(files)
    start = Site(root, str(root), base_url.rstrip("/"), source, known, files, {}, report)
    facts: dict[str, Facts] = {}
    errors = []
    for name in sorted(files):
        if name.split("/")[0] in known and "/" in name and formats.kind(name) == "HTML":
            try:
                facts[name] = _facts(read_page(start, name))
            except SourceError as error:
                errors.append(error)
    base = start.base_url or _base(facts.values())
    return replace(start, base_url=base, facts=facts), tuple(errors)


def folder_locale(name: str) -> Locale | None:
    """Return the locale that a folder is named after, be it the gettext way; None for any other folder."""
    try:
        locale = locales.parse(name)
    except LocaleError:
        return None
    return locale if name.replace("_", "-") == locale.tag else None


def _locales(files: frozenset[str]) -> dict[str, Locale]:
    folders = {name.split("/")[0] for name in files if "/" in name and formats.kind(name) == "HTML"}
    return {folder: locale for folder in sorted(folders) if (locale := folder_locale(folder))}


def _nodes(path: Path, file: str) -> tuple[Node, ...]:
    try:
        return tree(read_text(path).removeprefix("\ufeff"))
    except SourceError as error:
        raise SourceError(error.message, path=file, line=error.line) from error


def _facts(page: Page) -> Facts:
    canonicals, alternates, fragments, contacts = [], [], {"top", ""}, set()
    noindex = False
    for _, node in page.elements():
        values = node.attributes
        fragments |= {values[name] for name in ("id", "name") if name in values and (name == "id" or node.name == "a")}
        if node.name == "a" and values.get("href", "").startswith(CONTACTS):
            contacts.add(bare(values["href"]))
        if node.name == "link":
            kinds = values.get("rel", "").lower().split()
            link = Link(values.get("href", "").strip(), node.line, values.get("hreflang", "").strip())
            if "canonical" in kinds:
                canonicals.append(link)
            if "alternate" in kinds and link.language:
                alternates.append(link)
        elif node.name == "meta" and values.get("name", "").strip().lower() in {"robots", "googlebot"}:
            noindex = noindex or bool(
                {"noindex", "none"} & set(values.get("content", "").lower().replace(",", " ").split())
            )
    return Facts(
        page.name,
        page.tag,
        tuple(canonicals),
        tuple(alternates),
        noindex,
        frozenset(fragments),
        frozenset(contacts),
    )


def _base(facts: Iterable[Facts]) -> str:
    """Return the site's address that most canonical links agree on; "" where none tells it."""
    votes = Counter[str]()
    for page in facts:
        for link in page.canonicals:
            for ending in (page.name, page.name.removesuffix(INDEX)):
                path = f"/{quote(ending, safe=SAFE)}"
                if "://" in link.url and link.url.endswith(path):
                    votes[link.url.removesuffix(path)] += 1
                    break
    return votes.most_common(1)[0][0] if votes else ""
