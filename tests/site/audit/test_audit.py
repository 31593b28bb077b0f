"""Every rule finds what it is for and nothing else, and leaves in peace what is near to it."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.site import audit
from tests.support import ROOT
from tests.support.audit import REPORT, SITE
from tests.support.mutations import INVISIBLE, PIECES

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text("utf-8"))


def rules(root: Path) -> list[str]:
    site, errors = audit.read(root, report=REPORT)
    assert not errors
    audited = list(audit.audit(site))
    assert not [file.error for file in audited if file.error]
    return [problem.rule for file in audited for problem in file.problems]


def edited(
    tmp_path: Path,
    edits: Sequence[Sequence[str]],
    *,
    without: str = "",
    rename: Sequence[str] = (),
    texts: Mapping[str, str] | None = None,
) -> Path:
    root = tmp_path / "site"
    shutil.copytree(SITE, root)
    if without:
        (root / without).unlink()
    if rename:
        (root / rename[0]).rename(root / rename[1])
    for name, text in (texts or {}).items():
        (root / name).write_text(text, "utf-8")
    for name, before, after in edits:
        paths = [path for path in root.rglob("*.*") if name in ("*", path.relative_to(root).as_posix())]
        present = {path: path.read_text("utf-8") for path in paths}
        assert any(before in text for text in present.values()), before
        for path, text in present.items():
            path.write_text(text.replace(before, after), "utf-8")
    return root


def test_the_good_site_is_good(tmp_path: Path) -> None:
    assert rules(SITE) == []


@pytest.mark.parametrize("rule", sorted(audit.RULES))
def test_a_rule_finds_what_it_is_for_and_nothing_else(rule: str, tmp_path: Path) -> None:
    case = CASES[rule]
    without, rename, texts = (case.get(key) for key in ("without", "rename", "texts"))
    root = edited(tmp_path, case["bad"], without=without or "", rename=rename or (), texts=texts)
    assert set(rules(root)) == {rule}


@pytest.mark.parametrize(("address", "fine"), [("mailto:ward@clinic.example", True), ("mailto:x@evil.example", False)])
def test_a_notice_leads_where_the_source_pages_do_and_nowhere_else(address: str, fine: bool, tmp_path: Path) -> None:
    contact = '<p><a href="mailto:ward@clinic.example">Ward</a></p><h1>'
    notice = f'<aside class="l10n-notice" role="note"><p><a href="{address}?subject=x">y</a></p></aside>'
    root = edited(tmp_path, [["*", "<h1>", contact]])
    page = root / "ar/guide.html"
    page.write_text(page.read_text("utf-8").replace(contact, f"{contact[:-4]}{notice}<h1>"), "utf-8")
    assert ("insertion-shape" not in rules(root)) is fine


@pytest.mark.parametrize("rule", sorted(audit.RULES))
def test_a_rule_leaves_in_peace_what_is_near(rule: str, tmp_path: Path) -> None:
    case = CASES[rule]
    without, rename, texts = (case.get(key) for key in ("without", "near_rename", "near_texts"))
    root = edited(tmp_path, case["near"], without=without or "", rename=rename or (), texts=texts)
    assert rules(root) == []


def test_every_rule_is_described_and_no_other() -> None:
    text = (ROOT / "docs/audit.md").read_text("utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| (\w+) \| (.+?) \|", text, re.M)
    assert {name: (severity, meaning) for name, severity, meaning in rows} == {
        name: (rule.severity, rule.meaning) for name, rule in audit.RULES.items()
    }
    assert len(rows) == len(audit.RULES)


# Dressed up as the build's own: none of these is let through.
DISGUISED = [
    '<span class="l10n-source" lang="ar" dir="rtl" onclick="send()">x</span>',
    '<span class="l10n-source" lang="ar" dir="sideways">x</span>',
    '<span class="l10n-source l10n-mark" lang="ar" dir="rtl">x</span>',
    '<bdi class="l10n-ltr" dir="ltr" style="display:none">x</bdi>',
    '<span class="l10n-draft" lang="ar" dir="rtl" onclick="send()">x</span>',
    '<span class="l10n-draft" dir="rtl">x</span>',
    '<small class="l10n-mark"><a href="../en/index.html">x</a></small>',
    '<small class="l10n-mark"><a href="../en/guide.html" onclick="send()">x</a></small>',
    '<small class="l10n-mark"><a href="mailto:evil@clinic.example">x</a></small>',
    '<small class="l10n-mark" id="main2">x</small>',
    '<small class="l10n-facts">x</small>',
    '<aside class="l10n-notice" role="alert"><p>x</p></aside>',
    '<aside class="l10n-notice" role="note"><p class="big">x</p></aside>',
    '<aside class="l10n-notice" role="note"><p onclick="send()">x</p></aside>',
    '<aside class="l10n-notice" role="note"><img src="../assets/cell.svg" alt=""></aside>',
    '<aside class="l10n-notice" role="note"><a href="https://evil.example/">x</a></aside>',
    '<aside class="l10n-notice" role="note"><a href="mailto:evil@clinic.example">x</a></aside>',
    '<aside class="l10n-notice" role="note"><a href="mailto:errors@clinic.example.co">x</a></aside>',
    '<aside class="l10n-notice" role="note"><a href="javascript:send()">x</a></aside>',
    '<nav class="l10n-languages"><a href="../en/index.html" hreflang="en">x</a></nav>',
    '<nav class="l10n-languages"><a href="mailto:errors@clinic.example">x</a></nav>',
    '<nav class="l10n-languages"><form></form></nav>',
]


@pytest.mark.parametrize("element", DISGUISED)
def test_a_class_of_the_builds_own_proves_nothing(element: str, tmp_path: Path) -> None:
    root = edited(tmp_path, [["ar/guide.html", '<h2 id="food">', f'{element}<h2 id="food">']])
    assert "insertion-shape" in rules(root)


@pytest.mark.parametrize(
    ("element", "found"),
    [
        ('<span id="l10n-0123456789ab"></span>', []),
        ('<span id="l10n-0123456789ab">x</span>', ["markup-added"]),
        ('<span id="l10n-main"></span>', ["markup-added"]),
        ('<span id="l10n-0123456789ab" onclick="send()"></span>', ["markup-added"]),
    ],
)
def test_a_place_of_a_preview_is_an_id_alone(element: str, found: list[str], tmp_path: Path) -> None:
    assert rules(edited(tmp_path, [["ar/guide.html", '<h2 id="food">', f'{element}<h2 id="food">']])) == found


DRAFT = '<span class="l10n-draft" lang="ar" dir="rtl"><br>{} <small class="l10n-mark">(x)</small></span>'


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('اتصل بالرقم <bdi class="l10n-ltr" dir="ltr">+1 800 555 0142</bdi>.', []),
        ('اتصل بالرقم <bdi class="l10n-ltr" dir="ltr">+1 800 555 0199</bdi>.', ["phone-changed"]),
        ('<a href="https://evil.example/">اتصل</a>', ["markup-added"]),
        ("<b>اتصل</b><br>", ["markup-added", "markup-added"]),
    ],
)
def test_a_draft_under_a_sentence_says_no_more_than_its_words(words: str, found: list[str], tmp_path: Path) -> None:
    phone = '<bdi dir="ltr">+1 800 555 0142</bdi>'
    root = edited(tmp_path, [["ar/guide.html", phone, f"{phone} {DRAFT.format(words)}"]])
    assert sorted(rules(root)) == found


# An element of another kind in the place of the build's is a stranger's without its class.
STRANGE = [
    '<link rel="alternate" hreflang="ar" href="https://clinic.example/ar/guide.html" onload="send()">',
    '<meta name="robots" http-equiv="refresh" content="0;url=//evil.example">',
    '<script type="application/ld+json" src="https://evil.example/x.js"></script>',
    '<span lang="ar" onclick="send()">x</span>',
    "<span>x</span>",
    '<bdi id="x">x</bdi>',
    '<base href="https://evil.example/">',
]


@pytest.mark.parametrize("element", STRANGE)
def test_what_only_resembles_an_insertion_is_markup_that_was_added(element: str, tmp_path: Path) -> None:
    root = edited(tmp_path, [["ar/guide.html", "<title>", f"{element}<title>"]])
    assert "markup-added" in rules(root)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(pieces=st.lists(st.sampled_from(PIECES + INVISIBLE), max_size=30))
def test_no_page_breaks_the_audit(pieces: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("site")
    for tag, order in (("en", 1), ("ar", -1)):
        (root / tag).mkdir()
        text = "<title>x</title><p>" + "".join(pieces[::order])
        (root / tag / "a.html").write_bytes(text.encode("utf-8", "replace"))
    for problem in (problem for audited in audit.audit(audit.read(root)[0]) for problem in audited.problems):
        assert problem.rule in audit.RULES
        assert problem.line >= 1
        assert problem.message


MARKDOWN = [
    ("[x](#hours)", []),
    ("[x](#Hours)", []),
    ("[x](#own)", []),
    ("[x](#top)", []),
    ("[x](guide.html#food)", []),
    ("[x](other.md#more)", []),
    ("[x](other.html#more)", []),
    ("[x](other#more)", []),
    ("[x](other/#more)", []),
    ("[x](other/#gone)", ["fragment-dead"]),
    ("[x](other.html#gone)", ["fragment-dead"]),
    ("[x](https://other.example/y#z)", []),
    ("[x](missing.md#z)", []),
    ("`[x](#gone)`", []),
    ("[x](#gone)", ["fragment-dead"]),
    ("[x]\n\n[x]: #gone", ["fragment-dead"]),
    ('<a href="#gone">x</a>', ["fragment-dead"]),
    ("[x](guide.html#gone)", ["fragment-dead"]),
    ("[x](other.md#gone)", ["fragment-dead"]),
]


@pytest.mark.parametrize(("link", "found"), MARKDOWN)
def test_links_to_places_are_followed_in_markdown(link: str, found: list[str], tmp_path: Path) -> None:
    root = edited(tmp_path, [])
    (root / "ar/page.md").write_text(f"## Hours\n\n## Two {{#own}}\n\n{link}\n", "utf-8")
    (root / "ar/other.md").write_text('## <a id="more"></a>Mais\n', "utf-8")
    assert rules(root) == found


def test_a_markdown_page_that_is_no_text_is_told(tmp_path: Path) -> None:
    root = edited(tmp_path, [])
    (root / "ar/page.md").write_bytes(b"\xff")
    errors = [str(file.error) for file in audit.audit(audit.read(root, report=REPORT)[0]) if file.error]
    assert len(errors) == 1
    assert "ar/page.md" in errors[0]
