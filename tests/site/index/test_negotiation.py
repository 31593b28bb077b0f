"""A web server is told how to lead readers to their language, for every language that has a front page."""

from __future__ import annotations

import re
from textwrap import indent

import pytest

from pipeline import locales
from pipeline.project import config
from pipeline.project.config.keys import SERVERS
from pipeline.site.index import negotiation
from pipeline.site.links import SiteMap
from tests.support import ROOT

NAMES = ("en", "pt-BR", "pt-PT", "zh-Hans", "zh-Hant", "ar", "es-419")


def site(names: tuple[str, ...] = NAMES, base_url: str = "") -> SiteMap:
    known = (*map(locales.parse, names), locales.parse("en-XA"), locales.parse("de"))
    published = {locale.tag: {"index.html"} for locale in known} | {"de": set()}
    return SiteMap(known, published, {}, base_url)


def by_nginx(text: str, header: str) -> str:
    """Do what nginx does with the rules: return the first locale whose test finds the header."""
    rules = re.findall(r'if \(\$http_accept_language ~\* "(.*)"\) \{ return 302 (\S+); \}', text)
    assert rules
    return next((to for pattern, to in rules if re.search(pattern, header, re.IGNORECASE)), "the choice")


def by_netlify(text: str, language: str) -> str:
    for line in text.splitlines():
        if not line.startswith("#"):
            source, target, status, condition = line.split()
            assert (source, status) == ("/", "302!")
            if language in condition.removeprefix("Language=").split(","):
                return target
    return "the choice"


@pytest.mark.parametrize("kind", SERVERS)
def test_every_locale_is_named_by_its_tag_and_no_other(kind: str) -> None:
    text = negotiation.rules(kind, site())
    for name in NAMES:
        assert re.search(rf"\s/{name}/[\s;]", text), name
    assert "XA" not in text
    assert "/de/" not in text


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("pt-BR", "/pt-BR/"),
        ("pt-PT", "/pt-PT/"),
        ("pt", "/pt-BR/"),
        ("zh-CN", "/zh-Hans/"),
        ("zh", "/zh-Hans/"),
        ("zh-TW", "/zh-Hant/"),
        ("zh-Hant", "/zh-Hant/"),
        ("ar", "/ar/"),
        ("es", "/es-419/"),
        ("en", "/en/"),
        ("fr", "the choice"),
    ],
)
def test_readers_get_their_language(asked: str, expected: str) -> None:
    assert by_netlify(negotiation.rules("netlify", site()), asked) == expected
    nginx = negotiation.rules("nginx", site())
    assert by_nginx(nginx, asked) == expected
    assert by_nginx(nginx, f"{asked.upper()};q=0.9,en;q=0.1") == expected
    assert by_nginx(nginx, f"{asked},en") == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("pt-AO", "/pt-BR/"), ("es-MX", "/es-419/"), ("en-GB", "/en/"), ("ar-EG", "/ar/"), ("est", "the choice")],
)
def test_nginx_takes_any_region_of_a_language(asked: str, expected: str) -> None:
    assert by_nginx(negotiation.rules("nginx", site()), asked) == expected


def test_a_reader_of_traditional_chinese_is_not_sent_to_the_simplified_pages() -> None:
    only = site(("en", "zh-Hans"))
    assert by_nginx(negotiation.rules("nginx", only), "zh-TW") == "the choice"
    assert by_netlify(negotiation.rules("netlify", only), "zh-TW") == "the choice"


def test_a_site_in_a_folder_keeps_its_rules_inside() -> None:
    text = negotiation.rules("nginx", site(base_url="https://clinic.example/care"))
    assert "location = /care/ {" in text
    assert "return 302 /care/pt-BR/;" in text
    assert "/care/  /care/pt-BR/  302!" in negotiation.rules("netlify", site(base_url="https://clinic.example/care"))


def test_a_server_of_the_configuration_has_rules() -> None:
    assert set(SERVERS) == set(negotiation.NAMES)
    assert config.Settings.__dataclass_fields__["negotiation"].default == ()


@pytest.mark.parametrize("kind", SERVERS)
def test_the_documentation_shows_what_is_written(kind: str) -> None:
    both = tuple(map(locales.parse, ("en", "pt-BR")))
    shown = SiteMap(both, {locale.tag: {"index.html"} for locale in both}, {})
    documented = (ROOT / "docs/site.md").read_text("utf-8")
    assert indent(negotiation.rules(kind, shown), "    ") in documented
