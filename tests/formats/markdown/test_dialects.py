"""Dialects of Markdown: other people's programs render a translated page, and nothing but its words is a stranger's."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.formats.markdown.format import MarkdownFormat
from pipeline.formats.markdown.parsing import front_matter
from tests.support import ROOT
from tests.support.dialects import RENDERERS, Render, elements, words
from tests.support.mutations import harmless, hostile

PAGE = MarkdownFormat()
FIXTURE = ROOT / "tests/fixtures/markdown/aftercare.md"
# Where a translation can stand, each with its first segment's codes.
PLACES = {
    "paragraph": "Take it with water.\n",
    "heading": "# Take it\n\nWith water.\n",
    "heading with an id": "## Take it {#take}\n\nWith water.\n",
    "setext heading": "Take it\n=======\n\nWith water.\n",
    "item": "- Take it\n- Drink\n",
    "quotation": "> Take it\n",
    "cell": "| Take it | Day |\n|---|---|\n| One | two |\n",
    "definition": "Dressing\n: Take it\n",
    "emphasis": "*Take it*\n",
    "words of a link": "[Take it](leaflet.html)\n",
    "title of a link": '[](leaflet.html "Take it")\n',
    "image": "![Take it](pill.png)\n",
    "after a break": "One  \ntake it\n",
    "raw block": "<div>\nTake it\n</div>\n",
    "raw block that holds Markdown": '<div markdown="1">\nTake it\n</div>\n',
    "raw inline element": "Do <b>take it</b> now\n",
    "attribute of raw HTML": '<p title="Take it">x</p>\n',
}
# What each dialect would make markup of; the marks that a script's running leaves are in MARK.
MARK = "document.title=1"
DANGERS = [
    f"<img src=x onerror={MARK}>",
    f'<img src="x" onerror="{MARK}">',
    f"\\<img src=x onerror={MARK}>",
    f"<script>{MARK}//</script>",
    f"<--><script>{MARK}//</script>",
    f"<svg><script>{MARK}//</script>",
    f"<!-- --><b onclick={MARK}>x</b>",
    f"&lt;script&gt;{MARK}",
    f"x {{#x onclick={MARK}}}",
    f"x {{: onmouseover={MARK}}}",
    f"{{onmouseover={MARK}}}",
    f"x{{:#x .y onclick={MARK}}}",
    f"*x*{{onclick={MARK}}}",
    f"[x]{{onclick={MARK}}}",
    "{{ config }} {% include x %} {# x #}",
    "{props.secret} ${secret} <% secret %>",
    f"[x](javascript:{MARK})",
    f"[x](<javascript:{MARK}> 'y')",
    f"![x](x onerror={MARK})",
    "[x]: https://other.example\n",
    "<https://other.example>",
    f"<javascript:{MARK}>",
    "https://other.example/a_b_c",
    "www.other.example",
    "someone@other.example",
    "~x~ ~~y~~ ^z^ ==w== ++v++ $u$ $$t$$",
    "||x|| %%y%% :skull: @someone [[page]] [^1] *[x]: y",
    "`x` ``y`` *z* **w** _v_ __u__ ***t***",
    ": x",
    "!!! danger",
    "??? x",
    "=== x",
    "::: x",
    "(a) x",
    "iv. x",
    "#x",
    "# x",
    "> x",
    "1) x",
    "- x",
    "+ x",
    "% x",
    "import x from 'y'",
    "title: x",
    "| a | b |",
    "[TOC]",
    "\\(x\\) \\[y\\] \\begin{z}",
    "-----",
    "a\\",
    "<a href=//other.example>x",
    "<plaintext>",
    "<style>*{display:none}</style>",
    "```\nx",
    "<1>x</1>",
]
every_renderer = pytest.mark.parametrize("render", RENDERERS.values(), ids=RENDERERS)


def merged(source: str, target: str) -> str:
    """Return a page with its first segment translated, and the others as a translator would."""
    found = PAGE.extract(source)
    first, *others = found.segments
    targets = {first.key: target} | {segment.key: harmless(segment.text) for segment in others}
    return PAGE.merge(found, targets, locale="pt")


def written(source: str) -> list[str]:
    first = PAGE.extract(source).segments[0]
    return [merged(source, danger) for danger in (harmless(first.text), *DANGERS)]


@every_renderer
@pytest.mark.parametrize("place", PLACES)
def test_no_dialect_finds_markup_in_a_translation(render: Render, place: str) -> None:
    usual, *rendered = map(elements, render(written(PLACES[place])))
    added = {danger: page - usual for danger, page in zip(DANGERS, rendered, strict=True) if page - usual}
    assert added == {}


@every_renderer
def test_every_dialect_shows_a_translation_as_it_was_written(render: Render) -> None:
    shown = render([merged("Take it with water.\n", danger) for danger in DANGERS])
    wrong = {
        danger: text
        for danger, page in zip(DANGERS, shown, strict=True)
        if (text := words(page)) != " ".join(danger.split())
    }
    assert wrong == {}


@every_renderer
def test_eight_hundred_hostile_translations_bring_no_markup_in(render: Render) -> None:
    text = FIXTURE.read_text("utf-8")
    front = front_matter(text)  # which is data, and which not every program knows
    found = PAGE.extract(text[front.end :] if front else text)
    chance = random.Random("dialects")
    rounds = 800 // len(found.segments) + 1
    many: list[Mapping[str, str]] = [
        {segment.key: hostile(segment.text, chance)[:2_000] for segment in found.segments} for _ in range(rounds)
    ]
    usual = {segment.key: harmless(segment.text) for segment in found.segments}
    pages = [PAGE.merge(found, targets, locale="pt") for targets in ({}, usual, *many)]
    own, plain, *rendered = map(elements, render(pages))
    expected = own | plain  # a heading of two lines is none for every program, until it is translated
    wrong: dict[str, object] = {}
    for targets, page in zip(many, rendered, strict=True):
        if page - expected:
            alone = [(key, PAGE.merge(found, usual | {key: target}, locale="pt")) for key, target in targets.items()]
            results = map(elements, render([text for _, text in alone]))
            wrong |= {
                targets[key]: one - expected for (key, _), one in zip(alone, results, strict=True) if one - expected
            }
            wrong = wrong or {"several together": page - expected}
    assert wrong == {}


def test_no_script_of_a_translation_runs_in_a_browser(tmp_path: Path) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed")
    pages = [page for source in PLACES.values() for page in written(source)]
    shown = [html for render in RENDERERS.values() for html in render(pages)]
    inside = "\n".join(f"<section>{html}</section>" for html in shown)
    touched = "addEventListener('click', (event) => event.preventDefault(), true);"
    touched += "for (const each of document.querySelectorAll('*'))"
    touched += " for (const kind of ['click', 'mouseover', 'focus', 'error']) each.dispatchEvent(new Event(kind));"
    path = tmp_path / "shown.html"
    path.write_text(
        f"<!DOCTYPE html><meta charset=utf-8><title>still</title>{inside}<script>{touched}</script>", "utf-8", "replace"
    )
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=2000", "--dump-dom"]
    seen = subprocess.run([chromium, *flags, path.as_uri()], capture_output=True, check=True, text=True).stdout
    assert "<title>still</title>" in seen


OWN = [
    ("Water is H~2~O and CO~2~.", "Água é H~2~O e CO~2~."),
    ("Some 10^9^ cells in ==one== bag.", "Umas 10^9^ células numa ==única== bolsa."),
    ("The area $a^2_1$ grows.", "A área $a^2_1$ cresce."),
    ("Bring {name} along.", "Traga {name} consigo."),
    ("See https://one.example/a_b_c or www.two.example.", "Veja https://one.example/a_b_c ou www.two.example."),
    ("Write to desk_one@clinic.example :smile: now", "Escreva a desk_one@clinic.example :smile: já"),
    ("It costs $5 or $10.", "Custa $5 ou $10."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target"), OWN)
def test_what_the_source_has_stays_as_its_author_wrote_it(source: str, target: str) -> None:
    assert merged(f"{source}\n", target) == f"{target}\n"


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Water is H~2~O.", "Água é H~2~O~x~.", "Água é H&#126;2&#126;O&#126;x&#126;."),
        ("Water is H\\~2\\~O.", "Água é H~2~O.", "Água é H&#126;2&#126;O."),
        ("# Bring {name} in", "Traga {name} x", "# Traga &#123;name&#125; x"),
        ("*Bring* {name} in.", "<1>Traga</1>{name}", "*Traga*&#123;name&#125;"),
        ("Bring {name} in.", "{other} {name}", "&#123;other&#125; {name}"),
        ("See https://clinic.example/a.", "Veja https://clinic.example/b.", "Veja https&#58;//clinic.example/b."),
        ("Take it.", "Nota: x", "Nota&#58; x"),
        ("Note: take it.", "Nota: x", "Nota: x"),
    ],
)
def test_what_the_source_has_not_is_written_as_references(source: str, target: str, expected: str) -> None:
    assert merged(f"{source}\n", target) == f"{expected}\n"
