"""The ids of headings: a link to a translated heading arrives where its source's does."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from pipeline.formats.markdown.format import MarkdownFormat
from pipeline.formats.markdown.headings import places
from tests.support.dialects import RENDERERS

PAGE = MarkdownFormat()


def translated(source: str, *, without: str = "") -> str:
    found = PAGE.extract(source)
    targets = {segment.key: f"Y {segment.text} z" for segment in found.segments if segment.text != without}
    return PAGE.merge(found, targets, locale="pt")


@pytest.mark.parametrize(
    ("source", "heading"),
    [
        ("## Opening hours\n", '## <a id="opening-hours"></a>Y Opening hours z\n'),
        ("## *Opening* hours & prices\n", '## <a id="opening-hours--prices"></a>Y *Opening* hours & prices z\n'),
        ("Opening hours\n---\n", '<a id="opening-hours"></a>Y Opening hours z\n---\n'),
        ("> ### Opening hours ###\n", '> ### <a id="opening-hours"></a>Y Opening hours z ###\n'),
        ("## Opening hours {#hours}\n", "## Y Opening hours z {#hours}\n"),
        ("## Opening hours {: #hours .x}\n", "## Y Opening hours z {: #hours .x}\n"),
        ("## Prices {#p}\n\n## Opening hours\n", "## Y Prices z {#p}\n\n## Y Opening hours z {#opening-hours}\n"),
        ("## Prices {#p}\n\n## Hours {.x}\n", '## Y Prices z {#p}\n\n## <a id="hours"></a>Y Hours z {.x}\n'),
        ("# Opening hours\n", "# Y Opening hours z\n"),
        ("# Hours\n\n[x](#hours)\n", '# <a id="hours"></a>Y Hours z\n\n[Y x z](#hours)\n'),
        ("## The 2.5 mg dose\n\n[x](#the-2.5-mg-dose)\n", '## <a id="the-2.5-mg-dose"></a>Y The 2.5 mg dose z\n'),
        ("## Été\n\n[x](#ete)\n", '## <a id="ete"></a>Y Été z\n'),
        ("## Rest\n\n## Rest\n", '## <a id="rest"></a>Y Rest z\n\n## <a id="rest-1"></a>Y Rest z\n'),
        ("## Rest\n\n## Rest\n\n[x](#rest_1)\n", '## <a id="rest"></a>Y Rest z\n\n## <a id="rest_1"></a>Y Rest z\n'),
        ('!!! tip "Rest"\n    Well.\n', '!!! tip "Y Rest z"\n    Y Well. z\n'),
        ("## 治疗 费用\n", '## <a id="治疗-费用"></a>Y 治疗 费用 z\n'),
    ],
)
def test_a_translated_heading_keeps_its_id(source: str, heading: str) -> None:
    assert translated(source).startswith(heading)


def test_a_heading_that_stays_gets_none() -> None:
    source = "## Rest\n\nDrink.\n"
    assert translated(source, without="Rest") == "## Rest\n\nY Drink. z\n"


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value for name, value in attrs if name == "id" and value}


LINKED = """# The ward

See [visiting hours](#visiting-hours), [your bag](#what-to-bring) and [both](#visiting-hours-1).

## Visiting hours

## What to bring

Visiting *hours*
----------------
"""


@pytest.mark.parametrize("render", RENDERERS.values(), ids=RENDERERS)
def test_every_link_arrives_whichever_program_renders_the_page(render: object) -> None:
    [html] = render([translated(LINKED)])  # type: ignore[operator]
    ids = _Ids()
    ids.feed(html)
    assert set(re.findall(r'href="#([^"]+)"', html)) <= ids.found


def test_the_places_of_a_page_are_those_of_any_program() -> None:
    found = places('## Été & 2.5 mg\n\n<p id="a">x</p> <a name="b"></a>\n\nText {#c}\n\n## X {: #d}\n')
    assert {"été--25-mg", "été-25-mg", "ete-25-mg", "été-2.5-mg", "t--25-mg", "a", "b", "c", "d", "top"} <= found
    assert "e" not in found
