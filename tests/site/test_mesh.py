"""Alternates, canonical addresses and the sitemap agree, as two judges see it: the audit, and other parsers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from pipeline.site import audit
from pipeline.site.page import structured
from tests.support import ROOT, mesh
from tests.support.demo import Demo

SITE = ROOT / "tests/fixtures/audit"
BASE = "https://clinic.example"
TAGS = ["en", "pt-BR", "ar"]
GUIDE = f"{BASE}/ar/guide.html"
# Where, what stands there, what takes its place: each breaks the mesh.
BROKEN = [
    ("ar/guide.html", f'<link rel="alternate" hreflang="en" href="{BASE}/en/guide.html">', ""),
    ("ar/guide.html", f'<link rel="alternate" hreflang="ar" href="{GUIDE}">', ""),
    ("ar/guide.html", 'hreflang="x-default"', 'hreflang="x-standard"'),
    ("ar/guide.html", f'rel="canonical" href="{GUIDE}"', f'rel="canonical" href="{BASE}/en/guide.html"'),
    ("ar/guide.html", f'<link rel="canonical" href="{GUIDE}">', ""),
    ("ar/guide.html", 'hreflang="pt-BR" href="https:', 'hreflang="pt-BR" href="'),
    ("ar/guide.html", '<html lang="ar"', '<html lang="fa"'),
    ("ar/guide.html", '<meta charset="utf-8">', '<meta name="robots" content="noindex">'),
    ("sitemap.xml", f"<loc>{GUIDE}</loc>", f"<loc>{BASE}/ar/old.html</loc>"),
    ("sitemap.xml", f'hreflang="ar" href="{GUIDE}"', f'hreflang="ar" href="{BASE}/fr/guide.html"'),
]


def test_a_good_site_has_a_whole_mesh() -> None:
    assert mesh.problems(SITE, BASE, TAGS) == []


@pytest.mark.parametrize(("name", "before", "after"), BROKEN)
def test_both_judges_see_a_broken_mesh(name: str, before: str, after: str, tmp_path: Path) -> None:
    root = Path(shutil.copytree(SITE, tmp_path / "site"))
    text = (root / name).read_text("utf-8")
    assert before in text
    (root / name).write_text(text.replace(before, after), "utf-8")
    assert mesh.problems(root, BASE, TAGS)
    site, _ = audit.read(root, base_url=BASE)
    rules = {problem.rule for file in audit.audit(site) for problem in file.problems}
    assert rules & {rule for rule in audit.RULES if rule.startswith(("hreflang", "canonical", "sitemap", "lang"))}


def test_the_mesh_of_the_demo_is_whole(demo: Demo) -> None:
    tags = [demo.settings.source.tag, *(locale.tag for locale in demo.settings.targets)]
    assert mesh.problems(demo.root, demo.settings.base_url, tags) == []


def test_the_structured_data_of_the_demo_says_what_its_alternates_say(demo: Demo) -> None:
    people = {"ar", "zh-Hans"}  # translated by hand
    work: dict[str, dict[str, Any]] = {}
    name = "articles/car-nk-therapy.html"
    for path in [demo.root / "en" / name, *sorted(demo.root.glob(f"[!e]*/{name}")), demo.root / "es" / name]:
        tree = LexborHTMLParser(path.read_text("utf-8"))
        (script,) = tree.css("script[type='application/ld+json']")
        tag = path.relative_to(demo.root).parts[0]
        work[tag] = json.loads(script.text())
        assert work[tag]["inLanguage"] == tag
        canonical = tree.css_first("link[rel=canonical]")
        assert canonical is not None
        assert work[tag]["url"] == canonical.attributes["href"]
        named = {node.attributes["hreflang"]: node.attributes["href"] for node in tree.css("link[hreflang]")}
        if tag == "en":
            translations = {twin["inLanguage"]: twin["url"] for twin in work["en"]["workTranslation"]}
            assert {"en": work["en"]["url"], **translations, "x-default": work["en"]["url"]} == named
        else:
            assert work[tag]["translationOfWork"]["url"] == f"{BASE}/en/articles/car-nk-therapy.html"
            # The source's review is the source's; an author is no clinician, and nobody reviewed these.
            assert not {"lastReviewed", "reviewedBy"} & work[tag].keys()
            assert work[tag]["translationOfWork"]["lastReviewed"] == work["en"]["lastReviewed"]
            translator = work[tag]["translator"]
            assert translator == ({"@type": "Person", "jobTitle": "author"} if tag in people else structured.MACHINE)
        assert work[tag]["dateModified"] == work["en"]["dateModified"], "of the version that is translated"
    assert people < work.keys()


def test_the_audit_finds_nothing_in_the_demo(demo: Demo) -> None:
    site, errors = audit.read(demo.root, base_url=demo.settings.base_url, report=getattr(demo.settings, "report", ""))
    assert not errors
    problems = [problem for file in audit.audit(site) for problem in file.problems]
    assert [f"{problem.file}:{problem.line} {problem.rule}: {problem.message}" for problem in problems] == []
