"""Alternates, canonical addresses and the sitemap agree, as two judges see it: the audit, and other parsers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.site import audit
from tests.conftest import ROOT
from tests.site import mesh
from tests.site.conftest import Demo

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
    rules = {problem.rule for each in audit.audit(site) for problem in each.problems}
    assert rules & {rule for rule in audit.RULES if rule.startswith(("hreflang", "canonical", "sitemap", "lang"))}


def test_the_mesh_of_the_demo_is_whole(demo: Demo) -> None:
    tags = [demo.settings.source.tag, *(locale.tag for locale in demo.settings.targets)]
    assert mesh.problems(demo.root, demo.settings.base_url, tags) == []


def test_the_audit_finds_nothing_in_the_demo(demo: Demo) -> None:
    site, errors = audit.read(demo.root, base_url=demo.settings.base_url, report=getattr(demo.settings, "report", ""))
    assert not errors
    found = [problem for each in audit.audit(site) for problem in each.problems]
    assert [f"{one.file}:{one.line} {one.rule}: {one.message}" for one in found] == []
