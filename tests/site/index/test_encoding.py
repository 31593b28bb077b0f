"""A web server is told that the site's files are UTF-8."""

from __future__ import annotations

import re
from textwrap import indent

import pytest

from pipeline import locales
from pipeline.project.config.keys import SERVERS
from pipeline.site.index import encoding
from pipeline.site.links import SiteMap
from tests.support import ROOT


def site(*pages: str, base_url: str = "") -> SiteMap:
    known = tuple(map(locales.parse, ("en", "pt-BR")))
    return SiteMap(known, {locale.tag: frozenset(pages) for locale in known}, {}, base_url)


def test_each_server_of_the_configuration_has_rules() -> None:
    assert set(SERVERS) == set(encoding.NAMES)


def test_netlify_is_told_of_each_text_by_its_address() -> None:
    rules = encoding.rules(
        "netlify", site("index.html", "a b.txt", "c.md", "d.json", base_url="https://clinic.example/x")
    )
    paths = re.findall(r"^(/\S+)\n  Content-Type: (\S+; charset=utf-8)$", rules, re.MULTILINE)
    plain, markdown = "text/plain; charset=utf-8", "text/markdown; charset=utf-8"
    assert paths == [
        ("/x/en/a%20b.txt", plain),
        ("/x/en/c.md", markdown),
        ("/x/pt-BR/a%20b.txt", plain),
        ("/x/pt-BR/c.md", markdown),
    ]


@pytest.mark.parametrize("name", ["/en/a.html", "/en/sub/b.txt", "/pt-BR/c.md", "/en/d.yaml"])
def test_nginx_is_told_of_every_kind_of_page(name: str) -> None:
    (pattern,) = re.findall(r"location ~ (\S+) \{", encoding.rules("nginx", site()))
    assert re.search(pattern, name)
    (inside,) = re.findall(r"location ~ (\S+) \{", encoding.rules("nginx", site(base_url="https://clinic.example/a.b")))
    assert re.search(inside, f"/a.b{name}")
    assert re.search(inside, f"/aXb{name}") is None


@pytest.mark.parametrize("kind", SERVERS)
def test_the_documentation_shows_what_is_written(kind: str) -> None:
    rules = encoding.rules(kind, site("index.html", "leaflet.txt"))
    assert indent(rules, "    ") in (ROOT / "docs/site.md").read_text("utf-8")
