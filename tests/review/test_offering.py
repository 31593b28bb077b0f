"""A page is offered in a locale once enough of it is shown in translation, and then stays."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from tests.support.command import accept, catalog, medlocale

Write = Callable[[str, str], Path]
CONFIG = """[project]
targets = ["de", "fr"]
[publish]
base_url = "https://clinic.example"
negotiation = ["netlify"]
"""
HEAD = '<!DOCTYPE html><html lang="en"><head><title>Tea</title></head><body>\n'
SENTENCES = ("Tea is free.", "Coffee is nice.", "Rooms are light.")
GERMAN = {"Tea": "Tee", "Tea is free.": "Tee ist kostenlos.", "Coffee is nice.": "Kaffee ist gut."}
STRICT = "least = 0.75\n"


@pytest.fixture
def clinic(write: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two pages of four sentences each; on one of them two are translated into German."""
    root = write("clinic/medlocale.toml", CONFIG).parent
    monkeypatch.chdir(root)
    body = "".join(f"<p>{sentence}</p>\n" for sentence in SENTENCES)
    write("clinic/content/index.html", f"{HEAD}{body}</body></html>\n")
    write("clinic/content/tea.html", f'{HEAD}{body}<p lang="en" translate="no"><a href="index.html">x</a></p></body>\n')
    medlocale("extract", "-q")
    for page in ("index.html", "tea.html"):
        translated(root, page, "Tea", "Tea is free.")
    return root


def translated(root: Path, page: str, *sentences: str) -> None:
    for sentence in sentences:
        accept(catalog(root, "de", page), sentence, GERMAN[sentence])


def least(root: Path, share: str) -> None:
    (root / "medlocale.toml").write_text(f"{CONFIG}least = {share}\n", "utf-8")


def build(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["build", *arguments])
    assert result.exit_code == 0, result.output
    return result.stderr


def offered(root: Path) -> list[str]:
    """The places that lead readers to a German page: the page itself, and all lists of languages."""
    files = [path for path in sorted((root / "site").rglob("*")) if path.is_file()]
    named = [path for path in files if "/de/" in path.read_text("utf-8") or 'hreflang="de"' in path.read_text("utf-8")]
    pages = [path for path in files if "/de/" in path.as_posix()]
    return sorted({path.relative_to(root / "site").as_posix() for path in (*named, *pages)})


def test_by_default_a_page_is_offered_once_anything_speaks_the_language(clinic: Path) -> None:
    build()
    assert "de/index.html" in offered(clinic)


@pytest.mark.parametrize(("share", "stands"), [("0.5", True), ("0.51", False), ("1", False), ("0", True)])
def test_a_page_is_offered_from_its_least_share_on(share: str, stands: bool, clinic: Path) -> None:
    least(clinic, share)
    build()
    assert ("de/index.html" in offered(clinic)) == stands


def test_below_it_no_list_of_languages_names_the_page(clinic: Path) -> None:
    least(clinic, "0.75")
    build()
    assert offered(clinic) == []
    assert {path.name for path in (clinic / "site").iterdir()} >= {"sitemap.xml", "_redirects", "index.html"}
    translated(clinic, "index.html", "Coffee is nice.")
    build()
    assert {"de/index.html", "en/index.html", "sitemap.xml", "_redirects", "index.html"} <= {*offered(clinic)}
    assert "de/tea.html" not in offered(clinic)
    german = (clinic / "site/de/index.html").read_text("utf-8")
    assert GERMAN["Coffee is nice."] in german


def test_what_is_always_the_source_counts_for_neither_side(clinic: Path) -> None:
    least(clinic, '0.75\n[publish.classes]\ndisclaimer = "source"')
    page = clinic / "content/index.html"
    page.write_text(page.read_text("utf-8").replace("<p>Rooms", '<p data-l10n-class="disclaimer">Rooms'), "utf-8")
    medlocale("extract", "-q")
    build()
    assert "de/index.html" not in offered(clinic), "two of three"
    page.write_text(page.read_text("utf-8").replace("<p>Coffee", '<p data-l10n-class="disclaimer">Coffee'), "utf-8")
    medlocale("extract", "-q")
    build()
    assert "de/index.html" in offered(clinic), "two of two"


@pytest.mark.parametrize("lost", ["nothing", ".medlocale", "site"])
def test_a_page_that_was_offered_before_stays_and_is_named(lost: str, clinic: Path) -> None:
    build()
    least(clinic, "0.75")
    shutil.rmtree(clinic / lost, ignore_errors=True)
    said = " ".join(build().split())
    named = (
        "stays, because it was offered before: 2 of 4 sentences are shown in translation, and [publish] least asks for"
    )
    assert f"de: index.html {named} 75%." in said
    assert f"de: tea.html {named} 75%." in said
    assert {"de/index.html", "de/tea.html", "sitemap.xml"} <= {*offered(clinic)}
    assert 'class="l10n-notice' in (clinic / "site/de/index.html").read_text("utf-8")
    translated(clinic, "index.html", "Coffee is nice.")
    assert "index.html stays" not in build()


def test_a_page_of_which_nothing_is_shown_any_more_goes_as_before(clinic: Path) -> None:
    build()
    least(clinic, '0.75\n[publish.classes]\nbody = "source"\nnavigation = "source"')
    build()
    assert offered(clinic) == []


def test_a_build_of_one_locale_leaves_the_pages_of_another(clinic: Path) -> None:
    build()
    least(clinic, "0.75")
    assert "stays" not in build("--locale", "fr")
    assert "de/index.html" in offered(clinic)


def test_status_and_explain_say_which_pages_wait_and_for_how_much(clinic: Path) -> None:
    least(clinic, "0.75")
    said = " ".join(medlocale("status").split())
    assert "de: 2 pages aren't offered yet: less than 75% of the sentences can be shown in translation" in said
    assert "([publish] least): index.html (2 of 4), tea.html (2 of 4)." in said
    assert json.loads(medlocale("status", "--format", "json").splitlines()[0])["published"] == 0
    said = medlocale("explain", "index.html", "--locale", "de")
    assert said.startswith("de: index.html is not published: it would show 2 of 4 that may be translated")
    row = json.loads(medlocale("explain", "index.html", "--locale", "de", "--format", "json").splitlines()[0])
    assert row["published"] is False
    (clinic / "medlocale.toml").write_text(CONFIG, "utf-8")
    build()
    least(clinic, "0.75")
    assert "it stays because it was there before" in medlocale("explain", "index.html", "--locale", "de")
    assert "aren't offered" not in medlocale("status")


def test_a_preview_shows_what_it_has(clinic: Path) -> None:
    least(clinic, "0.75")
    build("--preview")
    assert (clinic / "site-preview/de/index.html").is_file()
