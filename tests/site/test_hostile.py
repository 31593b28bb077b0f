"""Ten thousand hostile translations: none changes a page's structure, links or behaviour in a browser's parser.

What a page can't know (a changed phone number reads like any other) the checks hold back, and the source is shown.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from pyromark import Markdown, Options
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline import checks, formats, locales
from pipeline.formats import FormatSettings
from pipeline.formats.html import elements
from pipeline.model import Segment, Unit, segment_key
from pipeline.review.verdicts import PageTranslation
from pipeline.site.links import SiteMap
from pipeline.site.page import localisation
from pipeline.site.page.context import PageContext
from tests.support import ROOT
from tests.support.mutations import CONTACTS, disguised, harmless, hostile

FIXTURES = ROOT / "tests/fixtures"
EN, PT = locales.parse("en"), locales.parse("pt-BR")
SETTINGS = FormatSettings()
CHECKER = checks.Checker(EN, PT, None, checks.Policy())
Shape = Callable[[str], Any]


def localised(name: str, text: str, targets: Mapping[str, str]) -> str:
    """Return a page with these translations, all of them accepted, as the site shows it."""
    site = SiteMap((EN, PT), {"en": {name}, "pt-BR": {name}}, {})
    return localisation.localised(text, PageContext(name, EN, PT, site), PageTranslation(targets), settings=SETTINGS)


def held_back(unit: Unit) -> bool:
    """Tell whether the checks keep a unit from every page: tests/test_publishing.py shows that a critical one does."""
    return any(finding.severity == "critical" for finding in CHECKER.examine(unit).findings)


def segments(name: str, text: str) -> tuple[Segment, ...]:
    return formats.for_path(name, SETTINGS).extract(text, lang="en").segments


def of_html(text: str) -> Any:
    """Return what a browser builds of a page: its blocks in order, and what each holds; texts alone are left out.

    A translator may move inline markup about in its sentence, so its order doesn't count. The build's own insertions
    are left out, too; `test_audit` looks at those.
    """
    blocks: list[tuple[str, tuple[tuple[str, str], ...], Counter[Any]]] = []
    root = LexborHTMLParser(text).root
    assert root is not None
    _walk(root, blocks)
    return [(name, values, sorted(inside.items(), key=repr)) for name, values, inside in blocks]


def _walk(root: LexborNode, blocks: list[Any]) -> None:
    waiting: list[tuple[LexborNode, int]] = [(root, -1)]
    while waiting:
        node, block = waiting.pop()
        name = node.tag or ""
        classes = (node.attributes.get("class") or "").split() if node.is_element_node else []
        if not node.is_element_node or "l10n-notice" in classes or "l10n-mark" in classes:
            continue
        values = _values(name, node.attributes)
        isolate = name == "bdi" or (name == "span" and not values) or "l10n-source" in classes
        if name in elements.ISOLATED and block >= 0:
            inner: list[Any] = []  # it moves as one piece, and its inside is a page of its own
            _walk(node, inner)
            blocks[block][2][repr(inner)] += 1
            continue
        if name in elements.BLOCK or block < 0:
            blocks.append((name, values, Counter()))
            block = len(blocks) - 1
        elif not isolate:
            blocks[block][2][name, values, _script(node) if name in {"script", "style"} else ""] += 1
        waiting += [(child, block) for child in reversed(list(node.iter(include_text=False)))]


def _values(name: str, attributes: Mapping[str, str | None]) -> tuple[tuple[str, str], ...]:
    """Return the attributes of an element without its language, and of those for readers that they are there."""
    plain = {key: value or "" for key, value in attributes.items() if key not in {"lang", "dir"}}
    return tuple(
        sorted(
            (key, "" if elements.attribute_role(name, key, plain) is not None else value)
            for key, value in plain.items()
        )
    )


def _script(node: LexborNode) -> str:
    """Return a script as it runs; of structured data, all but the texts."""
    text = node.text()
    if node.attributes.get("type") != "application/ld+json":
        return text
    try:
        return repr(_without_texts(json.loads(text)))
    except ValueError:
        return text


def _without_texts(value: Any) -> Any:
    match value:
        case dict():
            return {key: _without_texts(inner) for key, inner in value.items()}
        case list():
            return [_without_texts(inner) for inner in value]
        case str():
            return bool(re.match(r"https?:|not", value)) and value
    return value


def of_markdown(text: str) -> Any:
    """Return what two parsers of Markdown make of a page."""
    options = Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_GFM
    options |= Options.ENABLE_TASKLISTS | Options.ENABLE_HEADING_ATTRIBUTES | Options.ENABLE_DEFINITION_LIST
    options |= Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
    from markdown_it import MarkdownIt

    plain = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)  # one of the two doesn't know what stands in front
    return of_html(Markdown(options=options).html(text)), of_html(plain.render(body))


def of_yaml(text: str) -> Any:
    return [_kinds(document) for document in YAML(typ="safe", pure=True).load_all(text)]


def of_json(text: str) -> Any:
    return _kinds(json.loads(text))


def _kinds(value: Any) -> Any:
    """Return data with its texts left out, but not those that a program reads."""
    match value:
        case dict():
            return {key: _kinds(inner) for key, inner in value.items()}
        case list():
            return [_kinds(inner) for inner in value]
        case str():
            return "text"
    return value


PAGES: tuple[tuple[str, Shape, int], ...] = (
    ("hostile/page.html", of_html, 3000),
    ("html/every-part.html", of_html, 1500),
    ("html/inline-markup.html", of_html, 1000),
    ("html/page-parts.html", of_html, 500),
    ("markdown/aftercare.md", of_markdown, 1500),
    ("services/review.yaml", of_yaml, 600),
    ("strings/app.json", of_json, 600),
)
HELD_BACK = 1300
assert sum(count for _, _, count in PAGES) + HELD_BACK == 10_000


@pytest.mark.parametrize(("path", "shape", "count"), PAGES, ids=[path for path, _, _ in PAGES])
def test_no_translation_changes_what_a_parser_builds_of_a_page(path: str, shape: Shape, count: int) -> None:
    name, text = Path(path).name, (FIXTURES / path).read_text("utf-8")
    extracted = segments(name, text)
    good = {segment.key: harmless(segment.text) for segment in extracted}
    expected = shape(localised(name, text, good))
    chance = random.Random(f"{path}")
    wrong = []
    done = 0
    while done < count:
        targets = {segment.key: hostile(segment.text, chance) for segment in extracted}
        done += len(targets)
        if not _same(shape, localised(name, text, targets), expected):
            # Each by itself, so that a failure names the translation.
            alone = [
                (key, target)
                for key, target in targets.items()
                if not _same(shape, localised(name, text, good | {key: target}), expected)
            ]
            wrong += alone or [("several together", repr(targets)[:2000])]
    assert not wrong, "\n".join(f"{key!r} → {target[:200]!r}" for key, target in wrong[:20])


def _same(shape: Shape, text: str, expected: Any) -> bool:
    try:
        return bool(shape(text) == expected)
    except (ValueError, YAMLError):  # a page that can't be parsed any more
        return False


@pytest.mark.parametrize(("source", "translation"), CONTACTS, ids=[source for source, _ in CONTACTS])
def test_a_contact_that_was_changed_is_held_back(source: str, translation: str) -> None:
    def unit(text: str) -> Unit:
        return Unit(Segment(segment_key(None, source), source), (text,), "accepted")

    assert not held_back(unit(translation))
    chance = random.Random(source)
    wrong = {
        text
        for _ in range(HELD_BACK // len(CONTACTS) + 1)
        if not held_back(unit(text := disguised(translation, chance)))
    }
    assert not wrong, "\n".join(map(ascii, sorted(wrong)))
