"""Language negotiation: rules for a web server that lead from the site's root to the language that a browser asks for.

Without them the root is a page with the choice of languages, which serves everyone whose language isn't there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from pipeline import locales
from pipeline.locales import Locale
from pipeline.site.links import INDEX, SiteMap

# Browsers ask for a script of Chinese by a region where it is written.
REGIONS = {"zh-Hans": ("zh-CN", "zh-SG", "zh-MY"), "zh-Hant": ("zh-TW", "zh-HK", "zh-MO")}
NAMES = {"netlify": "_redirects", "nginx": "negotiation.nginx.conf", "apache": ".htaccess"}


def rules(kind: str, site: SiteMap) -> str:
    """Return the rules for a server, one of NAMES, over the languages that the site has a front page in."""
    prefix = urlsplit(site.base_url).path.rstrip("/")
    choices = list(_choices(site.languages(INDEX)))
    return {"netlify": _netlify, "nginx": _nginx, "apache": _apache}[kind](choices, prefix)


@dataclass(frozen=True, slots=True)
class _Choice:
    """The locale `tag` for browsers that ask for a language by these names, with `regions` in whatever region."""

    tag: str
    names: tuple[str, ...]
    regions: bool = False


def _choices(languages: Sequence[Locale]) -> Iterator[_Choice]:
    """Yield what is exactly there first: who asks for pt-PT gets pt-BR only where there is no pt-PT."""
    for locale in languages:
        yield _Choice(locale.tag, (locale.tag,))
    served: set[str] = set()
    for locale in languages:
        # Who reads one script needn't read another: these have their regions by name.
        scripted = locale.tag.split("-")[1:2] == [locale.script]
        if regions := REGIONS.get(locale.tag):
            yield _Choice(locale.tag, regions)
        if locale.language not in served and locales.parse(locale.language).script == locale.script:
            served.add(locale.language)
            yield _Choice(locale.tag, (locale.language,), regions=not scripted)


def _netlify(choices: Sequence[_Choice], prefix: str) -> str:
    # The mark of exclamation has a rule count though there is a page at the root.
    lines = [f"{prefix}/  {prefix}/{choice.tag}/  302!  Language={','.join(choice.names)}" for choice in choices]
    head = "# Written by medlocale: from the root to the reader's language."
    return "\n".join([head, *dict.fromkeys(lines), ""])


def _nginx(choices: Sequence[_Choice], prefix: str) -> str:
    tests = "\n".join(
        f'    if ($http_accept_language ~* "^{_pattern(choice)}(?![A-Za-z0-9-])")'
        f" {{ return 302 {prefix}/{choice.tag}/; }}"
        for choice in choices
    )
    return (
        "# Written by medlocale: from the root to the language that a browser asks for first. Include it in a server\n"
        "# block; whose language isn't here gets the page with the choice of languages.\n"
        f"location = {prefix}/ {{\n    add_header Vary Accept-Language always;\n{tests}\n"
        f"    try_files {prefix}/{INDEX} =404;\n}}\n"
    )


def _apache(choices: Sequence[_Choice], prefix: str) -> str:
    tests = "".join(
        f"    RewriteCond %{{HTTP:Accept-Language}} ^{_pattern(choice)}(?![A-Za-z0-9-]) [NC]\n"
        f"    RewriteRule ^$ {prefix}/{choice.tag}/ [R=302,L]\n"
        for choice in choices
    )
    return (
        "# Written by medlocale: from the root to the language that a browser asks for first.\n"
        f"<IfModule mod_rewrite.c>\n    RewriteEngine On\n{tests}</IfModule>\n"
    )


def _pattern(choice: _Choice) -> str:
    region = "(?:-(?:[A-Za-z][A-Za-z]|[0-9][0-9][0-9]))?" if choice.regions else ""
    return f"(?:{'|'.join(choice.names)}){region}"
