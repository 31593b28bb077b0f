"""Links stay in the reader's language, and a link that leads elsewhere stays to the letter."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import locales
from pipeline.site.links import SiteMap, relative
from pipeline.site.page.context import PageContext

PAGES = frozenset({"index.html", "about.html", "articles/index.html", "articles/car-nk.html", "articles/is it.html"})
ASSETS = {
    "style.css": "style.3f2a1b0c.css",
    "images/cell.svg": "images/cell.00c0ffee.svg",
    "articles/photo.jpg": "articles/photo.jpg",
    "a 100%.png": "a 100%.89abcdef.png",
    "favicon.ico": "favicon.ico",
}
PUBLISHED = PAGES - {"about.html"}
BASE = "https://clinic.example"


def site(base: str = "") -> SiteMap:
    return SiteMap((locales.parse("en"), locales.parse("pt-BR")), {"en": PAGES, "pt-BR": PUBLISHED}, ASSETS, base)


def relink(url: str, page: str = "articles/car-nk.html", tag: str = "pt-BR", base: str = "") -> str:
    return site(base).relink(url, page=page, tag=tag)


RELATIVE = {  # a link on articles/car-nk.html → what it becomes in pt-BR
    "index.html": "index.html",
    "../index.html": "../index.html",
    ".": ".",
    "./": "./",
    "../": "../",
    "is%20it.html": "is%20it.html",
    "../about.html": "../../en/about.html",
    "../about.html?from=a&b=%20c#top": "../../en/about.html?from=a&b=%20c#top",
    "../about.html#": "../../en/about.html#",
    " ../about.html ": "../../en/about.html",
    "../style.css": "../../style.3f2a1b0c.css",
    "../style.css?v=3": "../../style.3f2a1b0c.css?v=3",
    "photo.jpg": "../../articles/photo.jpg",
    "./photo.jpg": "../../articles/photo.jpg",
    "../images/../images/cell.svg": "../../images/cell.00c0ffee.svg",
    "../a%20100%25.png": "../../a%20100%25.89abcdef.png",
}
ROOTED = {
    "/": "/pt-BR/index.html",
    "/index.html": "/pt-BR/index.html",
    "/articles/": "/pt-BR/articles/index.html",
    "/articles": "/pt-BR/articles/index.html",
    "/articles/is%20it.html?x#y": "/pt-BR/articles/is%20it.html?x#y",
    "/about.html": "/en/about.html",
    "/style.css": "/style.3f2a1b0c.css",
    "/favicon.ico?v=2": "/favicon.ico?v=2",
    "/articles/../style.css#x": "/style.3f2a1b0c.css#x",
    "/nowhere.html": "/nowhere.html",
}
UNTOUCHED = [
    "",
    "#results",
    "?page=2",
    "javascript:void(0)",
    "mailto:care@clinic.example",
    "tel:+442079460958",
    "data:text/html,index.html",
    "https://other.example/index.html",
    "http://clinic.example.evil.example/index.html",
    "//other.example/index.html",
    "http://[broken/index.html",
    "nowhere.html",
    "../../index.html",
    "../../../style.css",
    "/../index.html",
    "index.html/../../../../x",
    "%FF.html",
    "\\index.html",
]


@pytest.mark.parametrize("url", RELATIVE)
def test_a_relative_link_stays_in_the_locale_where_it_can(url: str) -> None:
    assert relink(url) == RELATIVE[url]


@pytest.mark.parametrize("url", ROOTED)
def test_a_link_from_the_root_goes_into_the_locale(url: str) -> None:
    assert relink(url) == ROOTED[url]


@pytest.mark.parametrize("base", ["", BASE, f"{BASE}/care"])
@pytest.mark.parametrize("url", UNTOUCHED)
def test_a_link_that_leads_elsewhere_stays_to_the_letter(url: str, base: str) -> None:
    assert relink(url, base=base) == url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://clinic.example", "https://clinic.example/pt-BR/index.html"),
        ("https://clinic.example/", "https://clinic.example/pt-BR/index.html"),
        ("http://Clinic.Example/articles/?q=1#r", "http://Clinic.Example/pt-BR/articles/index.html?q=1#r"),
        ("//clinic.example/about.html", "//clinic.example/en/about.html"),
        ("https://clinic.example:8080/about.html", "https://clinic.example:8080/about.html"),
        ("ftp://clinic.example/about.html", "ftp://clinic.example/about.html"),
        ("https://clinic.example/style.css", "https://clinic.example/style.3f2a1b0c.css"),
        ("https://clinic.example/favicon.ico", "https://clinic.example/favicon.ico"),
    ],
)
def test_the_sites_own_address_is_inside_the_site(url: str, expected: str) -> None:
    assert relink(url, base=BASE) == expected
    assert relink(url) == url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/care/", "/care/pt-BR/index.html"),
        ("/care", "/care/pt-BR/index.html"),
        ("/care/articles/car-nk.html", "/care/pt-BR/articles/car-nk.html"),
        ("https://clinic.example/care/about.html", "https://clinic.example/care/en/about.html"),
        ("/careful/index.html", "/careful/index.html"),
        ("/index.html", "/index.html"),
        ("../about.html", "../../en/about.html"),
    ],
)
def test_a_site_in_a_folder_owns_that_folder_alone(url: str, expected: str) -> None:
    assert relink(url, base=f"{BASE}/care") == expected


def test_source_pages_link_to_source_pages_and_to_the_one_copy_of_an_asset() -> None:
    assert relink("../about.html", tag="en") == "../about.html"
    assert relink("/about.html", tag="en") == "/en/about.html"
    assert relink("../style.css", tag="en") == "../../style.3f2a1b0c.css"


def test_the_original_of_a_page_is_named_relative_to_its_translation() -> None:
    assert site().twin("index.html", "pt-BR", "en") == "../en/index.html"
    assert site().twin("articles/is it.html", "pt-BR", "en") == "../../en/articles/is%20it.html"


def test_a_page_knows_its_twins_and_its_absolute_address() -> None:
    assert [locale.tag for locale in site().twins("index.html")] == ["en", "pt-BR"]
    assert [locale.tag for locale in site().twins("about.html")] == ["en"]
    assert site(BASE).address("articles/index.html", "pt-BR") == f"{BASE}/pt-BR/articles/"
    assert site(BASE).address("index.html", "en") == f"{BASE}/en/"
    assert site(BASE).address("articles/is it.html", "en") == f"{BASE}/en/articles/is%20it.html"
    assert site().address("about.html", "en") == ""


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("index.html", "pt-BR"),
        ("../about.html#team", "en"),
        ("/about.html", "en"),
        ("/articles/", "pt-BR"),
        ("../style.css", ""),
        ("nowhere.html", ""),
        ("#results", ""),
        ("https://other.example/about.html", ""),
    ],
)
def test_a_link_knows_the_language_of_the_page_that_it_leads_to(url: str, home: str) -> None:
    source = {"page": "articles/car-nk.html", "tag": "pt-BR"}
    link = site().link(url, **source)
    assert (link.url, link.tag) == (relink(url), home)
    assert site().link(url, page="articles/car-nk.html", tag="en").tag == ("en" if home else "")


def test_a_pseudo_locale_is_a_twin_and_nobodys_language() -> None:
    both = (locales.parse("en"), locales.parse("ar-XB"))
    site_map = SiteMap(both, {"en": PAGES, "ar-XB": PAGES}, {})
    assert [locale.tag for locale in site_map.twins("index.html")] == ["en", "ar-XB"]
    assert [locale.tag for locale in site_map.languages("index.html")] == ["en"]


def test_what_a_page_asks_for_is_noted_under_its_path_and_for_no_other_page() -> None:
    english, brazil, shared = locales.parse("en"), locales.parse("pt-BR"), site(BASE)
    asked: set[str] = set()
    context = PageContext("articles/car-nk.html", english, brazil, shared, note=asked.add)
    for url in ("../about.html?x#y", "/articles/", "../style.css", "nowhere.html", "#here", "https://other.example/a"):
        context.url(url)
    assert asked == {"about.html", "articles", "style.css", "articles/nowhere.html"}
    others: set[str] = set()
    PageContext("index.html", english, brazil, shared, note=others.add).url("style.css")
    assert (others, len(asked)) == ({"style.css"}, 4)
    assert shared == site(BASE)
    assert hash(shared.link("../about.html", page="articles/car-nk.html", tag="en"))


CHANGES: dict[str, tuple[SiteMap, bool]] = {  # what changes on the site → whether about.html in pt-BR sees it
    "nothing": (site(), False),
    "a page that it doesn't link to": (
        replace(site(), published={"en": PAGES, "pt-BR": PUBLISHED - {"articles/is it.html"}}),
        False,
    ),
    "a page that it links to": (replace(site(), published={"en": PAGES, "pt-BR": PUBLISHED - {"index.html"}}), True),
    "its own twin": (replace(site(), published={"en": PAGES, "pt-BR": PAGES}), True),
    "a page where there was none": (replace(site(), published={"en": PAGES | {"new.html"}, "pt-BR": PUBLISHED}), True),
    "an asset that it uses": (replace(site(), assets={**ASSETS, "style.css": "style.00000000.css"}), True),
    "another asset": (replace(site(), assets={**ASSETS, "images/cell.svg": "images/cell.svg"}), False),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_page_sees_of_the_site_what_concerns_it(change: str) -> None:
    asked = ["index.html", "style.css", "new.html"]
    after, seen = CHANGES[change]
    before = site().view("about.html", "pt-BR", asked)
    assert (after.view("about.html", "pt-BR", asked) != before) == seen


URLS = st.sampled_from([*RELATIVE, *ROOTED, *UNTOUCHED, f"{BASE}/about.html"]) | st.text(
    alphabet="abc/.?#:%20& ", max_size=20
)


@given(URLS, st.sampled_from(sorted(PAGES)), st.sampled_from(["", BASE, f"{BASE}/care"]))
def test_relinking_twice_is_relinking_once(url: str, page: str, base: str) -> None:
    once = relink(url, page, base=base)
    assert relink(once, page, base=base) == once


@given(URLS, st.sampled_from(sorted(PAGES)))
def test_query_and_fragment_are_kept(url: str, page: str) -> None:
    kept = "".join(url.strip().partition(next((char for char in url if char in "?#"), "?"))[1:])
    assert relink(url, page).strip().endswith(kept)


@pytest.mark.parametrize(
    ("target", "beside", "address"),
    [
        ("en/javascript:x.html", "en/a.html", "./javascript:x.html"),
        ("en/javascript:x.html", "pt-BR/a.html", "../en/javascript:x.html"),
        ("en/a/b:c.html", "en/d.html", "a/b:c.html"),
        ("en/a b.html", "en/c/d.html", "../a%20b.html"),
    ],
)
def test_a_relative_address_is_no_scheme(target: str, beside: str, address: str) -> None:
    assert relative(target, beside) == address
