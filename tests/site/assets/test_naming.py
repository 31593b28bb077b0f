"""Assets get names that say what they hold, and style sheets lead to what their neighbours are called now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import locales
from pipeline.site.assets import copying, css, naming
from pipeline.site.assets.naming import Assets

BASE = "https://clinic.example"


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def named(files: Mapping[str, str], *, referenced: Collection[str] | None = None, base_url: str = "") -> Assets:
    styles = {path: text for path, text in files.items() if naming.is_style(path)}
    return naming.named(
        {path: digest(text) for path, text in files.items()},
        styles,
        referenced=files.keys() if referenced is None else referenced,
        base_url=base_url,
    )


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("assets/cell.svg", "assets/cell.{}.svg"),
        ("cell.min.js", "cell.min.{}.js"),
        ("LICENSE", "LICENSE.{}"),
        ("a b/c d.png", "a b/c d.{}.png"),
        ("robots.txt", "robots.txt"),
        ("favicon.ico", "favicon.ico"),
        ("CNAME", "CNAME"),
        ("_headers", "_headers"),
        (".well-known/security.txt", ".well-known/security.txt"),
        ("img/favicon.ico", "img/favicon.{}.ico"),
    ],
)
def test_a_name_has_the_digest_of_what_it_names(path: str, expected: str) -> None:
    assert named({path: "x"}).names == {path: expected.format(digest("x")[:8])}


def test_what_nothing_refers_to_keeps_its_name() -> None:
    assert named({"a.pdf": "x", "b.pdf": "y"}, referenced={"b.pdf"}).names["a.pdf"] == "a.pdf"


def test_a_style_sheet_leads_to_the_new_names_and_its_own_follows_its_new_text() -> None:
    files = {"css/a.css": '@import "b.css"; p { x: url(../i.png?v=1#y) }', "css/b.css": "p {}", "i.png": "i"}
    assets = named(files)
    b, i = assets.names["css/b.css"], assets.names["i.png"]
    assert assets.styles["css/a.css"] == f'@import "{b.removeprefix("css/")}"; p {{ x: url(../{i}?v=1#y) }}'
    assert assets.names["css/a.css"] == f"css/a.{digest(assets.styles['css/a.css'])[:8]}.css"
    other = named({**files, "i.png": "j"})
    assert other.names["css/a.css"] != assets.names["css/a.css"]
    assert other.names["css/b.css"] == assets.names["css/b.css"]


@pytest.mark.parametrize("url", ["/care/i.png", "https://clinic.example/care/i.png", "//clinic.example/care/i.png"])
def test_addresses_from_the_root_are_understood(url: str) -> None:
    assets = named({"a.css": f"p {{ x: url({url}) }}", "i.png": "i"}, base_url=f"{BASE}/care")
    assert assets.styles["a.css"] == f"p {{ x: url({url.replace('i.png', assets.names['i.png'])}) }}"


@pytest.mark.parametrize("url", ["https://other.example/i.png", "data:i.png", "#i", "nowhere.png", "/careful/i.png"])
def test_addresses_that_lead_elsewhere_stay(url: str) -> None:
    text = f"p {{ x: url({url}) }}"
    assert named({"a.css": text, "i.png": "i"}, base_url=f"{BASE}/care").styles["a.css"] == text


def test_style_sheets_in_a_circle_are_named_by_all_that_they_lead_to() -> None:
    files = {"a.css": '@import "b.css";', "b.css": '@import "a.css"; p { x: url(i.png) }', "i.png": "i"}
    assets = named(files)
    assert css.urls(assets.styles["a.css"]) == [assets.names["b.css"]]
    assert css.urls(assets.styles["b.css"]) == [assets.names["a.css"], assets.names["i.png"]]
    changed = named({**files, "i.png": "j"})
    assert changed.names["a.css"] != assets.names["a.css"]
    assert named({"a.css": '@import "a.css";'}).styles["a.css"].startswith('@import "a.')


def test_a_sheet_that_is_no_utf8_comes_back_to_the_byte() -> None:
    data = b'@charset "latin1"; p { content: "\xe9"; x: url(i.png) }'
    assert naming.encoded(naming.decoded(data)) == data


@given(st.dictionaries(st.sampled_from("abcde"), st.lists(st.sampled_from("abcdei"), max_size=4), min_size=1))
def test_names_follow_all_that_a_sheet_leads_to(imports: dict[str, list[str]]) -> None:
    files = {f"{name}.css": "".join(f'@import "{sheet}.css";' for sheet in those) for name, those in imports.items()}
    files["i.css"] = "p {}"
    before, after = named(files), named({**files, "i.css": "p { color: red }"})
    reach = {name: {f"{sheet}.css" for sheet in those} & files.keys() for name, those in imports.items()}
    for _ in files:
        reach = {
            name: those.union(*(reach.get(sheet.removesuffix(".css"), set()) for sheet in those))
            for name, those in reach.items()
        }
    for name, those in reach.items():
        changed = before.names[f"{name}.css"] != after.names[f"{name}.css"]
        assert changed == ("i.css" in those)
    assert len(set(after.names.values())) == len(files)


def test_a_page_says_what_it_refers_to_and_what_else_may_be_a_name() -> None:
    text = (
        '<link rel="stylesheet" href="../style.css?v=1"><a href="a.html#x">a</a><img srcset="i.png 1x, /j.png 2x">'
        f'<meta property="og:image" content="{BASE}/k.png"><script>load("app.js", "x%20y.png")</script>'
        "<style>p { x: url(l.png) }</style><a href='https://other.example/m.png'>m</a>"
    )
    references = copying.page_references(text, "sub/b.html", locales.parse("en"), BASE)
    own = {"en/sub/b.html"}  # what the page says of itself may be looked up, too
    assert references.paths - own == {"style.css", "sub/a.html", "sub/i.png", "j.png", "k.png", "sub/l.png"}
    assert {"app.js", "x y.png"} <= references.words
    assert not {"style.css", "i.png", "j.png", "k.png", "l.png"} & references.words
