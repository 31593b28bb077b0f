"""A sitemap names every page in every real language, as another parser reads it."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import locales
from pipeline.site.index import sitemap
from pipeline.site.links import SiteMap

BASE = "https://clinic.example/care"
LOCALES = tuple(map(locales.parse, ("en", "pt-BR", "zh-Hans", "ar-XB")))
PAGES = frozenset({"index.html", "a & b/ü.htm", "only-english.html", "leaflet.txt", "data.json"})
PUBLISHED = {
    "en": PAGES,
    "pt-BR": PAGES - {"only-english.html"},
    "zh-Hans": frozenset({"index.html"}),
    "ar-XB": PAGES,
}
NAMES = {"s": sitemap.NAMESPACE, "x": sitemap.XHTML}
DATES = {("index.html", "en"): date(2026, 1, 26), ("index.html", "zh-Hans"): date(2026, 2, 1)}


def site(base_url: str = BASE) -> SiteMap:
    return SiteMap(LOCALES, PUBLISHED, {}, base_url)


def documents(of: SiteMap) -> dict[str, str]:
    return sitemap.documents(of, sitemap.visits(of, DATES))


def entries(text: str) -> dict[str, tuple[str | None, dict[str, str]]]:
    """Return what a sitemap says of each address: its date, and its alternates by language."""
    root = ElementTree.fromstring(text.encode())
    assert root.tag == f"{{{sitemap.NAMESPACE}}}urlset"
    listed = {}
    for url in root.findall("s:url", NAMES):
        links = url.findall("x:link", NAMES)
        assert {link.attrib["rel"] for link in links} <= {"alternate"}
        alternates = {link.attrib["hreflang"]: link.attrib["href"] for link in links}
        assert len(alternates) == len(links)
        listed[str(url.findtext("s:loc", None, NAMES))] = (url.findtext("s:lastmod", None, NAMES), alternates)
    return listed


def test_it_lists_the_html_pages_of_the_real_locales_by_absolute_addresses() -> None:
    assert set(entries(documents(site())["sitemap.xml"])) == {
        f"{BASE}/en/",
        f"{BASE}/pt-BR/",
        f"{BASE}/zh-Hans/",
        f"{BASE}/en/a%20&%20b/%C3%BC.htm",
        f"{BASE}/pt-BR/a%20&%20b/%C3%BC.htm",
        f"{BASE}/en/only-english.html",
    }


def test_twins_name_each_other_and_the_source_for_everyone_else() -> None:
    listed = entries(documents(site())["sitemap.xml"])
    mesh = {"en": f"{BASE}/en/", "pt-BR": f"{BASE}/pt-BR/", "zh-Hans": f"{BASE}/zh-Hans/", "x-default": f"{BASE}/en/"}
    for tag in ("en", "pt-BR", "zh-Hans"):
        assert listed[f"{BASE}/{tag}/"][1] == mesh
    assert listed[f"{BASE}/en/only-english.html"][1] == {}
    for address, (_, alternates) in listed.items():
        assert not alternates or address in alternates.values()
        for tag, other in alternates.items():
            assert listed[other][1] == alternates, tag


def test_only_a_date_that_is_known_is_told() -> None:
    listed = entries(documents(site())["sitemap.xml"])
    assert {address: day for address, (day, _) in listed.items() if day} == {
        f"{BASE}/en/": "2026-01-26",
        f"{BASE}/zh-Hans/": "2026-02-01",
    }


def test_without_an_address_of_its_own_a_site_has_none() -> None:
    assert documents(site("")) == {}


def test_a_site_without_pages_has_an_empty_one() -> None:
    empty = SiteMap(LOCALES[:1], {"en": frozenset()}, {}, BASE)
    assert entries(documents(empty)["sitemap.xml"]) == {}


@pytest.mark.parametrize("limit", ["MOST_PAGES", "MOST_BYTES"])
def test_a_large_site_has_several_and_an_index_of_them(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = entries(documents(site())["sitemap.xml"])
    monkeypatch.setattr(sitemap, limit, 4 if limit == "MOST_PAGES" else 900)
    files = documents(site())
    index = ElementTree.fromstring(files.pop("sitemap.xml").encode())
    places = [place.text for place in index.findall("s:sitemap/s:loc", NAMES)]
    assert places == [f"{BASE}/{name}" for name in files]
    assert len(files) > 1
    together: dict[str, tuple[str | None, dict[str, str]]] = {}
    for text in files.values():
        part = entries(text)
        assert not together.keys() & part.keys()
        together |= part
    assert together == whole


@given(st.sets(st.text(alphabet="ab<&'\"é %", min_size=1, max_size=6).map(lambda name: f"{name}.html"), max_size=5))
def test_it_is_well_formed_and_the_same_again_whatever_pages_are_called(names: set[str]) -> None:
    made = SiteMap(LOCALES[:2], {"en": names, "pt-BR": names}, {}, BASE)
    text = documents(made)["sitemap.xml"]
    assert set(entries(text)) == {made.address(name, tag) for name in names for tag in ("en", "pt-BR")}
    again = SiteMap(LOCALES[:2], {"en": sorted(names)[::-1], "pt-BR": sorted(names)}, {}, BASE)
    assert documents(again)["sitemap.xml"] == text
