"""Rules for alternates and canonical addresses: a search engine believes them only where all twins say the same."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from pipeline import locales
from pipeline.errors import LocaleError
from pipeline.site.audit.identity import is_tag, same
from pipeline.site.audit.problems import Problem, Rule
from pipeline.site.audit.reading import Facts, Link, Page, Site

RULES = {
    "hreflang-absolute": Rule("major", "An alternate's address is not absolute."),
    "hreflang-tag": Rule("major", "An alternate's language is no BCP 47 tag, not its page's, or there twice."),
    "hreflang-self": Rule("major", "A page with alternates doesn't name itself among them."),
    "hreflang-default": Rule("major", "x-default is missing, or isn't the same on every twin."),
    "hreflang-set": Rule("major", "A twin of the page is not among its alternates."),
    "hreflang-return": Rule("major", "An alternate doesn't lead back to the page that names it."),
    "hreflang-dead": Rule("major", "An alternate leads to a page that the site doesn't have."),
    "hreflang-noindex": Rule("major", "An alternate leads to a page that no search engine may show."),
    "canonical-missing": Rule("major", "The page doesn't say which address is its own, though the site's is known."),
    "canonical-absolute": Rule("major", "The canonical address is not absolute."),
    "canonical-other": Rule("major", "The canonical address is another page's, or there are two."),
    "canonical-hreflang": Rule("major", "The canonical address isn't the one by which the page is its own alternate."),
}
DEFAULT = "x-default"


def check(page: Page, site: Site) -> Iterator[Problem]:
    """Compare a page's alternates and canonical address with itself and its twins; a hidden page needs none."""
    facts = site.facts[page.name]
    if facts.noindex:
        return
    yield from _canonical(page, facts, site)
    visible = [twin for twin in site.twins(page.path) if not twin.noindex and not is_elsewhere(twin, site)]
    if facts.alternates:
        yield from _alternates(page, facts, site)
    others = [twin for twin in visible if twin.name != page.name]
    if is_elsewhere(facts, site) or not others or not (site.base_url or any(twin.alternates for twin in visible)):
        return
    named = _places(facts, site)
    if facts.alternates and page.name not in named:
        message = "The page is not among its own alternates."
        yield Problem(page.file, facts.alternates[0].line, "hreflang-self", message)
    if facts.alternates:
        yield from _default(page, facts, others)
    # Where the twin names this page, the twin tells of the link that doesn't lead back.
    lacking = [twin.name for twin in others if twin.name not in named and page.name not in _places(twin, site)]
    if lacking:
        line = facts.alternates[0].line if facts.alternates else 1
        message = f"The alternates lack {', '.join(lacking)}."
        yield Problem(page.file, line, "hreflang-set", message, lacking[0])


def is_elsewhere(facts: Facts, site: Site) -> bool:
    """Tell whether a page says that another address is its own: that one is listed and named, and this one isn't."""
    if len(facts.canonicals) != 1 or not _absolute(facts.canonicals[0].url):
        return False
    return site.place(facts.canonicals[0].url, facts.name) != facts.name


def _canonical(page: Page, facts: Facts, site: Site) -> Iterator[Problem]:
    if not facts.canonicals:
        if site.base_url:
            yield Problem(page.file, 1, "canonical-missing", "The page has no canonical address.")
        return
    if len(facts.canonicals) > 1:
        second = facts.canonicals[1]
        message = "The page has more than one canonical address."
        yield Problem(page.file, second.line, "canonical-other", message, second.url)
        return
    link = facts.canonicals[0]
    if not _absolute(link.url):
        message = f"The canonical address {link.url!r} is not absolute."
        yield Problem(page.file, link.line, "canonical-absolute", message, link.url)
        return
    if is_elsewhere(facts, site):
        message = f"The canonical address {link.url} is not this page's."
        yield Problem(page.file, link.line, "canonical-other", message, link.url)
        return
    named = (alternate for alternate in _spoken(facts) if _absolute(alternate.url))
    own = [alternate for alternate in named if site.place(alternate.url, page.name) == page.name]
    if own and all(alternate.url != link.url for alternate in own):
        message = f"The page is {link.url} as canonical address, and {own[0].url} as alternate."
        yield Problem(page.file, link.line, "canonical-hreflang", message, link.url)


def _alternates(page: Page, facts: Facts, site: Site) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for link in facts.alternates:
        language = link.language.lower()
        if not _absolute(link.url):
            message = f"The alternate's address {link.url!r} is not absolute."
            yield Problem(page.file, link.line, "hreflang-absolute", message, link.url)
            continue
        name = site.place(link.url, page.name)
        if language != DEFAULT and not is_tag(link.language):
            message = f"{link.language!r} is no language tag of BCP 47."
            yield Problem(page.file, link.line, "hreflang-tag", message, link.language)
        elif seen.setdefault(language, link.url) != link.url:
            message = f"There are two alternates in {link.language}."
            yield Problem(page.file, link.line, "hreflang-tag", message, link.language)
        elif language == DEFAULT and name in site.files and name not in site.facts:
            continue  # a page that lets readers choose is in no language
        elif name is None or name not in site.facts:
            if site.base_url:
                message = f"The alternate {link.url} is no page of the site."
                yield Problem(page.file, link.line, "hreflang-dead", message, link.url)
        elif site.facts[name].noindex:
            message = f"The alternate {link.url} says that no search engine may show it."
            yield Problem(page.file, link.line, "hreflang-noindex", message, link.url)
        elif language != DEFAULT and not _serves(link.language, site.facts[name].tag):
            message = f"The alternate {link.url} is not in {link.language}."
            yield Problem(page.file, link.line, "hreflang-tag", message, link.language)
        elif language != DEFAULT and page.name not in _places(site.facts[name], site) and name != page.name:
            message = f"The page names {name} as its alternate, which doesn't name this page."
            yield Problem(page.file, link.line, "hreflang-return", message, link.url)


def _default(page: Page, facts: Facts, others: list[Facts]) -> Iterator[Problem]:
    own = {link.url for link in facts.alternates if link.language.lower() == DEFAULT}
    theirs = [{link.url for link in other.alternates if link.language.lower() == DEFAULT} for other in others]
    if not own:
        message = "No alternate is the x-default, for readers of other languages."
        yield Problem(page.file, facts.alternates[0].line, "hreflang-default", message)
    elif all(other != own for other in theirs if other) and any(theirs):
        message = "The x-default is another one than on the page's twins."
        yield Problem(page.file, facts.alternates[0].line, "hreflang-default", message, min(own))


def _spoken(facts: Facts) -> list[Link]:
    return [link for link in facts.alternates if link.language.lower() != DEFAULT]


def _places(facts: Facts, site: Site) -> set[str | None]:
    """Return the pages that a page names as alternates in a language."""
    return {site.place(link.url, facts.name) for link in _spoken(facts)}


def _absolute(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _serves(language: str, folder: str) -> bool:
    """Tell whether a page of a folder is in the language of an alternate: `pt` is what pt-BR may be offered for."""
    if same(language, folder):
        return True
    try:
        return locales.matches(folder, language)
    except LocaleError:
        return False
