"""The site as it lies on disk: what is around the pages, and that a build does what changed and nothing else."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import SourceError
from pipeline.project import config
from pipeline.site import audit, rendering
from pipeline.site.index import sitemap
from pipeline.stages.run import Stages
from tests.support import mesh
from tests.support.command import accept, catalog, medlocale, snapshot

Write = Callable[[str, str], Path]
BASE = "https://clinic.example"
CONFIG = f"""[project]
name = "Test clinic"
targets = ["de", "pt_BR", "en_XA"]
[review.people]
ana = {{ name = "Ana Souza" }}
[publish]
base_url = "{BASE}"
"""
PAGE = """<!DOCTYPE html><html lang="en"><head><title>{title}</title>{head}
<link rel="stylesheet" href="assets/style.css"></head><body><h1>{title}</h1><p>{body}</p></body></html>
"""
TITLES = {"fever": "Fever after treatment", "rest": "Rest at home", "index": "Care at home"}
GERMAN = {"fever": "Fieber nach der Behandlung", "rest": "Ruhe zu Hause", "index": "Pflege zu Hause"}
LINKS = {"fever": '<a href="rest.html">Rest</a>', "rest": "", "index": '<a href="fever.html">Fever</a>'}


@pytest.fixture
def clinic(write: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    root = write("clinic/medlocale.toml", CONFIG).parent
    for name, title in TITLES.items():
        write(f"clinic/content/{name}.html", PAGE.format(title=title, head="", body=LINKS[name]))
    write("clinic/content/assets/style.css", '@import "more.css"; body { background: url(cell.svg) }\n')
    write("clinic/content/assets/more.css", "p { color: green }\n")
    write("clinic/content/assets/cell.svg", "<svg/>\n")
    write("clinic/content/assets/unused.pdf", "%PDF\n")
    write("clinic/content/robots.txt", "User-agent: *\n")
    write("clinic/content/.well-known/security.txt", "Contact: mailto:care@clinic.example\n")
    monkeypatch.chdir(root)
    medlocale("extract")
    return root


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were rendered, as `tag/page`."""
    seen: list[str] = []
    original = rendering.Renderer._page

    def spy(self: rendering.Renderer, page: str, locale: object, *others: object) -> object:
        seen.append(f"{locale.tag}/{page}")  # type: ignore[attr-defined]
        return original(self, page, locale, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(rendering.Renderer, "_page", spy)
    return seen


def publish(root: Path, *names: str) -> None:
    for name in names:
        path, empty = catalog(root, "de", f"{name}.html"), f'msgid "{TITLES[name]}"\nmsgstr ""'
        path.write_text(path.read_text("utf-8").replace(empty, f'{empty[:-1]}{GERMAN[name]}"'), "utf-8")


def build(*arguments: str, code: int = 0) -> str:
    return medlocale("build", *arguments, code=code)


def told() -> str:
    """What a build says to people."""
    return CliRunner().invoke(app, ["build"]).stderr


def files(root: Path) -> set[str]:
    return {path.relative_to(root / "site").as_posix() for path in (root / "site").rglob("*") if path.is_file()}


def text(root: Path, name: str) -> str:
    return (root / "site" / name).read_text("utf-8")


def style(root: Path) -> str:
    (name,) = (path.name for path in (root / "site/assets").glob("style.*.css"))
    return name


def test_assets_have_their_digest_in_their_names_and_are_linked_by_them(clinic: Path) -> None:
    publish(clinic, "fever")
    build()
    names = {path.name for path in (clinic / "site/assets").iterdir()}
    for name in names - {"unused.pdf"}:
        stem, digest, suffix = name.split(".")
        data = (clinic / "site/assets" / name).read_bytes()
        assert sha256(data).hexdigest()[:8] == digest, f"{stem}.{suffix}"
    sheet = text(clinic, f"assets/{style(clinic)}")
    assert {part for part in names if part in sheet} == {name for name in names if name.startswith(("more.", "cell."))}
    for tag in ("en", "de"):
        assert f'href="../assets/{style(clinic)}"' in text(clinic, f"{tag}/fever.html")
    assert {"unused.pdf"} < names
    assert {"robots.txt", ".well-known/security.txt"} <= files(clinic)
    assert "en/robots.txt" not in files(clinic)


def test_a_changed_asset_gets_a_new_name_and_the_old_one_goes(clinic: Path, made: list[str]) -> None:
    build()
    old = style(clinic)
    (clinic / "content/assets/cell.svg").write_text("<svg></svg>\n", "utf-8")
    made.clear()
    build()
    assert style(clinic) != old
    assert len(list((clinic / "site/assets").iterdir())) == 4
    assert sorted(made) == [f"en/{name}.html" for name in sorted(TITLES)]
    (clinic / "content/assets/unused.pdf").unlink()
    made.clear()
    build()
    assert not (clinic / "site/assets/unused.pdf").exists()
    assert made == []


def test_an_asset_that_a_script_names_keeps_its_name(clinic: Path, write: Write) -> None:
    page = PAGE.format(title="A map", head="<script src='assets/map.js'></script>", body="Here.")
    write("clinic/content/map.html", page + "<script>show('assets/plan.png')</script><img src=assets/plan.png>")
    write("clinic/content/assets/plan.png", "png")
    write("clinic/content/assets/map.js", "load('cell.svg')\n")
    build()
    found = files(clinic)
    assert {"assets/plan.png", "assets/cell.svg"} <= found
    assert "assets/map.js" not in found


def test_the_sitemap_has_exactly_the_addresses_that_the_pages_call_their_own(clinic: Path, write: Write) -> None:
    for name, title in TITLES.items():
        head = f'<link rel="canonical" href="{BASE}/{name}.html"><meta property="og:url" content="{BASE}/{name}.html">'
        write(f"clinic/content/{name}.html", PAGE.format(title=title, head=head, body=LINKS[name]))
    medlocale("extract")
    publish(clinic, "fever", "index")
    build()
    root = ElementTree.parse(clinic / "site/sitemap.xml").getroot()
    names = {"s": sitemap.NAMESPACE}
    listed = {str(place.text) for place in root.findall("s:url/s:loc", names)}
    own = set()
    for path in (clinic / "site").glob("*/*.html"):
        if path.parent.name != "en-XA":
            canonical = LexborHTMLParser(path.read_text("utf-8")).css_first("link[rel=canonical]")
            assert canonical is not None
            own.add(str(canonical.attributes["href"]).removesuffix("index.html"))
    assert listed == own
    assert len(own) == 5


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="robots" content="noindex, follow">',
        '<meta name="googlebot" content="none">',
        f'<link rel="canonical" href="{BASE}/rest.html">',
        '<link rel="canonical" href="https://other.example/fever.html">',
    ],
)
def test_no_alternate_and_no_sitemap_leads_to_a_page_that_its_author_keeps_from_search_engines(
    clinic: Path, write: Write, head: str
) -> None:
    publish(clinic, *TITLES)
    build()
    assert "fever" in text(clinic, "sitemap.xml")
    write("clinic/content/fever.html", PAGE.format(title=TITLES["fever"], head=head, body=""))
    build()
    assert "fever" not in text(clinic, "sitemap.xml")
    for name in ("en/fever.html", "de/fever.html"):
        tree = LexborHTMLParser(text(clinic, name))
        assert not tree.css("link[hreflang]")
        assert [node.attributes["hreflang"] for node in tree.css("nav a")] == ["en", "de"], "readers have their choice"
    found, _ = audit.read(clinic / "site", base_url=BASE)
    rules = {problem.rule for each in audit.audit(found) for problem in each.problems}
    assert not {rule for rule in rules if rule.startswith(("hreflang", "sitemap"))}
    write("clinic/content/fever.html", PAGE.format(title=TITLES["fever"], head="", body=""))
    build()
    assert "fever" in text(clinic, "sitemap.xml")
    assert mesh.problems(clinic / "site", BASE, ["en", "de"]) == []


def test_a_page_in_one_language_has_no_alternates_in_its_head_or_in_the_sitemap(clinic: Path) -> None:
    publish(clinic, "rest")
    build()
    assert "hreflang" not in text(clinic, "en/fever.html").partition("<body>")[0]
    entries = {
        part.partition("</loc>")[0].rpartition("/")[2]: part for part in text(clinic, "sitemap.xml").split("<loc>")
    }
    assert "hreflang" not in entries["fever.html"]
    assert "hreflang" in entries["rest.html"]
    assert mesh.problems(clinic / "site", BASE, ["en", "de"]) == []


def test_without_a_base_address_there_is_no_sitemap_and_a_message_says_why(clinic: Path) -> None:
    build()
    assert (clinic / "site/sitemap.xml").is_file()
    config = clinic / "medlocale.toml"
    config.write_text(config.read_text("utf-8").replace(f'base_url = "{BASE}"', 'base_url = ""'), "utf-8")
    assert "No sitemap.xml is written: [publish] base_url is empty." in told()
    assert not (clinic / "site/sitemap.xml").exists()


def test_a_page_tells_when_it_changed_where_that_is_known(clinic: Path, write: Write) -> None:
    head = '<meta name="dcterms.modified" content="2026-01-26">'
    write("clinic/content/fever.html", PAGE.format(title=TITLES["fever"], head=head, body=""))
    medlocale("extract")
    publish(clinic, "fever", "rest")
    medlocale("review", "accept", "fever.html", "rest.html", "--by", "ana", "--locale", "de")
    build()
    root = ElementTree.parse(clinic / "site/sitemap.xml").getroot()
    names = {"s": sitemap.NAMESPACE}
    dates = {
        str(url.findtext("s:loc", None, names)).removeprefix(f"{BASE}/"): url.findtext("s:lastmod", None, names)
        for url in root.findall("s:url", names)
    }
    accepted = date.fromtimestamp(1_790_000_000).isoformat()
    assert {address: day for address, day in dates.items() if day} == {
        "en/fever.html": "2026-01-26",
        "de/fever.html": accepted,
    }


def test_the_root_has_a_choice_of_the_languages_that_have_a_front_page(clinic: Path) -> None:
    build()
    assert "de/index.html" not in text(clinic, "index.html")
    publish(clinic, "index")
    build()
    links = [link.attributes["href"] for link in LexborHTMLParser(text(clinic, "index.html")).css("a")]
    assert links == ["en/index.html", "de/index.html"]


def test_a_project_without_a_front_page_gets_a_list_of_its_pages_in_each_language(clinic: Path, write: Write) -> None:
    (clinic / "content/index.html").unlink()
    write("clinic/content/leaflet.txt", "Your pills\n\nDrink water.\n")
    write("clinic/content/data.json", '{"a": "Words"}\n')
    medlocale("extract")
    publish(clinic, "fever")
    build()
    english = LexborHTMLParser(text(clinic, "en/index.html"))
    assert [(link.attributes["href"], link.text()) for link in english.css("main a")] == [
        ("fever.html", TITLES["fever"]),
        ("leaflet.txt", "Your pills"),
        ("rest.html", TITLES["rest"]),
    ]
    german = LexborHTMLParser(text(clinic, "de/index.html"))
    assert [(link.attributes["href"], link.text()) for link in german.css("main a")] == [
        ("fever.html", GERMAN["fever"])
    ]
    assert not (clinic / "site/pt-BR/index.html").exists()
    assert f"<loc>{BASE}/de/</loc>" in text(clinic, "sitemap.xml")
    write("clinic/content/index.html", PAGE.format(title="Home", head="", body="")).touch()
    medlocale("extract")
    build()
    assert "<h1>Home</h1>" in text(clinic, "en/index.html")
    assert not (clinic / "site/de/index.html").exists()


def test_rules_for_servers_are_written_where_the_configuration_names_them(clinic: Path) -> None:
    publish(clinic, "index")
    build()
    assert not {"_redirects", "negotiation.nginx.conf"} & files(clinic)
    config = clinic / "medlocale.toml"
    config.write_text(config.read_text("utf-8") + 'negotiation = ["netlify", "nginx", "apache"]\n', "utf-8")
    build()
    assert "/  /de/  302!  Language=de" in text(clinic, "_redirects").splitlines()
    assert "return 302 /de/;" in text(clinic, "negotiation.nginx.conf")
    assert "charset utf-8;" in text(clinic, "charset.nginx.conf")
    rules = text(clinic, ".htaccess")
    assert "RewriteRule ^$ /de/ [R=302,L]" in rules
    assert "AddCharset utf-8" in rules
    config.write_text(CONFIG, "utf-8")
    build()
    assert not {"_redirects", "negotiation.nginx.conf"} & files(clinic)


def test_pages_of_another_encoding_are_on_the_site_in_utf_8_and_say_so(clinic: Path) -> None:
    page = '<html lang="en"><head><meta charset="windows-1252"></head><body><h1>Café</h1></body></html>'
    (clinic / "content/cafe.html").write_bytes(page.encode("cp1252"))
    (clinic / "content/hours.txt").write_bytes("Café Sol\r\n".encode("utf-16"))
    medlocale("extract")
    accept(catalog(clinic, "de", "cafe.html"), "Café", "Cafeteria für Gäste")
    build()
    for tag, words in (("en", "Café"), ("de", "Cafeteria für Gäste")):
        written = (clinic / f"site/{tag}/cafe.html").read_bytes().decode("utf-8")
        assert f"<h1>{words}</h1>" in written
        assert '<meta charset="utf-8">' in written
    assert (clinic / "site/en/hours.txt").read_bytes() == "\ufeffCafé Sol\r\n".encode()
    found, _ = audit.read(clinic / "site")
    rules = {problem.rule for file in audit.audit(found) for problem in file.problems}
    assert not {rule for rule in rules if rule.startswith("charset")}


def test_a_file_of_the_author_takes_the_place_of_ours(clinic: Path, write: Write) -> None:
    write("clinic/content/sitemap.xml", "<urlset/>\n")
    build()
    assert text(clinic, "sitemap.xml") == "<urlset/>\n"
    (clinic / "content/sitemap.xml").unlink()
    build()
    assert f"<loc>{BASE}/en/</loc>" in text(clinic, "sitemap.xml")


def test_a_second_build_makes_nothing(clinic: Path, made: list[str]) -> None:
    publish(clinic, "fever")
    build()
    before = snapshot(clinic / "site")
    made.clear()
    build()
    assert made == []
    assert snapshot(clinic / "site") == before


def test_publishing_one_page_makes_anew_its_twins_and_the_pages_that_link_to_it(clinic: Path, made: list[str]) -> None:
    publish(clinic, "index", "rest")
    build()
    made.clear()
    publish(clinic, "fever")
    build()
    # de/index.html links to fever.html, which was the English page before; de/rest.html doesn't.
    assert sorted(made) == ["de/fever.html", "de/index.html", "en/fever.html"]
    assert 'href="fever.html"' in text(clinic, "de/index.html")


def test_an_acceptance_in_the_ledger_makes_anew_only_the_page_that_it_concerns(clinic: Path, made: list[str]) -> None:
    publish(clinic, "fever", "rest")
    build()
    made.clear()
    medlocale("review", "accept", "rest.html", "--by", "ana", "--locale", "de")
    build()
    assert made == ["de/rest.html"]


def test_a_changed_source_makes_anew_only_its_own_pages(clinic: Path, made: list[str]) -> None:
    publish(clinic, "fever", "rest")
    build()
    made.clear()
    path = clinic / "content/rest.html"
    path.write_text(path.read_text("utf-8").replace("<p>", "<p class=x>"), "utf-8")
    medlocale("extract")
    build()
    assert sorted(made) == ["de/rest.html", "en/rest.html"]


def test_a_page_that_somebody_changed_on_the_site_is_made_again(clinic: Path, made: list[str]) -> None:
    publish(clinic, "fever")
    build()
    made.clear()
    page = clinic / "site/de/fever.html"
    before, times = page.read_bytes(), page.stat()
    page.write_bytes(before.replace(b"Fieber", b"Feiber"))
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))
    build()
    assert made == ["de/fever.html"]
    assert page.read_bytes() == before


def test_a_page_that_is_published_no_more_goes_from_the_site_and_the_sitemap(clinic: Path) -> None:
    publish(clinic, "fever", "index")
    build()
    (clinic / "site/theirs.html").write_text("not ours", "utf-8")
    shutil.rmtree(clinic / "locales/de")
    medlocale("extract")
    build()
    assert "de/" not in text(clinic, "sitemap.xml") + text(clinic, "index.html")
    assert not list((clinic / "site/de").glob("*.html"))
    assert (clinic / "site/theirs.html").read_text("utf-8") == "not ours"


def test_a_build_of_one_locale_knows_the_twins_of_the_others(clinic: Path, made: list[str]) -> None:
    publish(clinic, "fever")
    accept(catalog(clinic, "pt_BR", "fever.html"), TITLES["fever"], "Febre depois do tratamento")
    build()
    before = snapshot(clinic / "site")
    made.clear()
    build("--locale", "pt_BR")
    assert made == []
    assert snapshot(clinic / "site") == before


def test_a_catalog_that_breaks_leaves_its_page_its_twins_and_its_assets(clinic: Path) -> None:
    publish(clinic, "fever", "rest")
    build()
    before = text(clinic, "de/fever.html")
    catalog(clinic, "de", "fever.html").write_text("nonsense\n", "utf-8")
    (clinic / "content/assets/more.css").write_text("p { color: red }\n", "utf-8")
    assert "fever.html.po:1:" in build(code=1)
    assert text(clinic, "de/fever.html") == before
    assert f"<loc>{BASE}/de/fever.html</loc>" in text(clinic, "sitemap.xml")
    sheets = {path.name for path in (clinic / "site/assets").glob("style.*")}
    assert len(sheets) == 2
    assert [name for name in sheets if f"assets/{name}" in before]


def test_several_processes_make_the_same_site(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(clinic, "fever", "rest")
    build("--jobs", "1")
    before = snapshot(clinic / "site")
    shutil.rmtree(clinic / "site")
    monkeypatch.setattr(rendering, "FEWEST", 1)
    build("--jobs", "2")
    assert snapshot(clinic / "site") == before


def test_an_error_in_another_process_is_told_like_one_in_this(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(clinic, "fever", "rest")
    monkeypatch.setattr(rendering, "FEWEST", 1)
    original = rendering.read_text

    def broken(path: Path) -> str:
        if path.name == "fever.html":
            raise SourceError("is a page of this test that can't be read", path=path)
        return original(path)

    monkeypatch.setattr(rendering, "read_text", broken)
    said = build("--jobs", "2", code=1)
    assert "fever.html: is a page of this test that can't be read" in said
    assert (clinic / "site/de/rest.html").is_file()
    assert not (clinic / "site/de/fever.html").exists()


@pytest.mark.parametrize("fewest", [1, 99])
def test_a_build_shows_what_was_judged_and_reads_no_catalog(
    fewest: int, clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(clinic, "fever")
    build()
    before = snapshot(clinic / "site")
    shutil.rmtree(clinic / "site")
    monkeypatch.setattr(rendering, "FEWEST", fewest)
    settings = config.load(clinic / "medlocale.toml", jobs=2)
    with closing(Stages(settings, settings.targets, tell=lambda *_: None, say=lambda _: None)) as work:
        checked = work.check(work.pages)
        shutil.rmtree(clinic / "locales")
        assert work.build(work.pages, checked).errors == ()
    assert snapshot(clinic / "site") == before


def test_a_translation_that_is_another_than_the_judged_one_is_not_built(clinic: Path) -> None:
    publish(clinic, "fever", "rest")
    settings = config.load(clinic / "medlocale.toml", jobs=1)
    with closing(Stages(settings, settings.targets, tell=lambda *_: None, say=lambda _: None)) as work:
        checked = work.check(work.pages)
        (key,) = work.manifest.keys("translation:de:fever")
        work.manifest.note(key, {**work.manifest.value(key), "drafts": {"title\x04Fever after treatment": "Husten"}})
        (error,) = work.build(work.pages, checked).errors
    assert "fever.html in de isn't there as it was judged" in str(error)
    assert not (clinic / "site/de/fever.html").exists()
    assert (clinic / "site/de/rest.html").is_file()


def test_a_page_takes_plural_forms_by_the_rule_of_its_catalog(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write("forms/medlocale.toml", '[project]\ntargets = ["lv"]\n').parent
    monkeypatch.chdir(root)
    write("forms/content/a.json", '{"translation_notice": "", "k": "{n, plural, one {# bed} other {# beds}}"}')
    medlocale("extract", "-q")
    path = catalog(root, "lv", "a.json")
    own = next(line for line in path.read_text("utf-8").splitlines() if "Plural-Forms" in line)
    rule = '"Plural-Forms: nplurals=3; plural=n%10==0 || n%100>10 && n%100<20 ? 0 : n%10==1 ? 1 : 2;\\n"'
    forms = 'msgstr[0] "# gultu"\nmsgstr[1] "# gulta"\nmsgstr[2] "# gultas"'
    text = path.read_text("utf-8").replace(own, rule)
    path.write_text(re.sub(r'msgstr\[0\] ""\nmsgstr\[1\] ""\nmsgstr\[2\] ""', forms, text), "utf-8")
    medlocale("build", "-q")
    shown = json.loads((root / "site/lv/a.json").read_text("utf-8"))["k"]
    assert shown == "{n, plural, zero {# gultu} one {# gulta} other {# gultas}}"
    assert rule in path.read_text("utf-8"), "the header of another tool is kept"


def test_a_build_tells_which_links_lead_to_a_page_that_is_gone_or_has_another_name(clinic: Path, write: Write) -> None:
    back = '<a href="../rest.html#a">Rest</a>'
    write("clinic/content/more/index.html", PAGE.format(title="More", head="", body=back))
    write("clinic/content/tea.md", "[M](more/) [Out](../old.html) [No](missing.html?x=1) [Web](//a.example/b.html)\n")
    assert told().count("a link leads to") == 1
    (clinic / "content/rest.html").rename(clinic / "content/calm.html")
    (clinic / "content/more").rename(clinic / "content/other")
    said = told()
    pairs = ("fever.html rest.html", "other/index.html rest.html", "tea.md more", "tea.md missing.html")
    for page, gone in map(str.split, pairs):
        assert f"content/{page}: a link leads to {gone}, which the site doesn't have." in said
    assert said.count("a link leads to") == len(pairs)
    assert "content/fever.html: a link leads to rest.html" in told(), "as long as it does"
