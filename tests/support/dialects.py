"""Programs that render Markdown, each with its own dialect: what they make of a page is what readers get."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

Render = Callable[[Sequence[str]], list[str]]

# Where npm, .ci/run and Debian put modules.
MODULES = (f"{sys.prefix}/lib/node_modules", "/usr/local/lib/node_modules", "/usr/share/nodejs")
SCRIPT = """
const load = async () => {
  for (const folder of process.env.NODE_PATH.split(":"))
    for (const file of ["lib/marked.esm.js", "lib/marked.cjs"]) {
      const path = `${folder}/marked/${file}`;
      if (require("fs").existsSync(path)) return import(path);
    }
  process.exit(3);
};
load().then((module) => {
  const { marked } = module.marked ? module : module.default;
  const pages = JSON.parse(require("fs").readFileSync(0, "utf8"));
  console.log(JSON.stringify(pages.map((page) => marked.parse(page))));
});
"""
WORDS = frozenset({"alt", "title", "placeholder", "aria-label"})  # attributes that hold text for readers


def _pyromark(pages: Sequence[str]) -> list[str]:
    from pyromark import Markdown, Options

    options = Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_GFM
    options |= Options.ENABLE_TASKLISTS | Options.ENABLE_HEADING_ATTRIBUTES | Options.ENABLE_DEFINITION_LIST
    options |= Options.ENABLE_MATH | Options.ENABLE_SUPERSCRIPT | Options.ENABLE_SUBSCRIPT | Options.ENABLE_WIKILINKS
    return [Markdown(options=options).html(page) for page in pages]


def _markdown_it(pages: Sequence[str]) -> list[str]:
    module = pytest.importorskip("markdown_it", reason="markdown-it-py comes with the extra 'dev'")
    parser = module.MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return [parser.render(page) for page in pages]


def _python_markdown(pages: Sequence[str]) -> list[str]:
    module = pytest.importorskip("markdown", reason="Python-Markdown comes with the extra 'dev'")
    extensions = ["extra", "admonition", "attr_list", "meta", "sane_lists", "toc", "wikilinks"]
    return [module.markdown(page, extensions=extensions) for page in pages]


def _commonmark(pages: Sequence[str]) -> list[str]:
    module = pytest.importorskip("commonmark", reason="commonmark comes with the extra 'dev'")
    return [module.commonmark(page) for page in pages]


def _marked(pages: Sequence[str]) -> list[str]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed, which marked runs in")
    folders = [*filter(None, os.environ.get("NODE_PATH", "").split(":")), *MODULES]
    if not any(Path(folder, "marked").is_dir() for folder in folders):
        pytest.skip("marked is not installed: npm install --global marked")
    environment = {**os.environ, "NODE_PATH": ":".join(folders)}
    given = json.dumps([page.encode("utf-8", "replace").decode() for page in pages])
    done = subprocess.run(
        [node, "-e", SCRIPT], input=given, env=environment, capture_output=True, text=True, check=True
    )
    rendered: list[str] = json.loads(done.stdout)
    return rendered


RENDERERS: dict[str, Render] = {
    "pyromark": _pyromark,
    "markdown-it": _markdown_it,
    "Python-Markdown": _python_markdown,
    "commonmark": _commonmark,
    "marked": _marked,
}


def elements(html: str) -> Counter[Any]:
    """Return the elements of a page with their attributes; of those that hold words, that they are there.

    The ids that a program makes of a heading's words are left out.
    """
    found: Counter[Any] = Counter()
    root = LexborHTMLParser(html).root
    assert root is not None
    for node in root.traverse(include_text=False):
        name = node.tag or ""
        if not node.is_element_node:
            continue
        values = {key: "" if key in WORDS else value for key, value in node.attributes.items()}
        if name in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            values.pop("id", None)
        found[name, tuple(sorted(values.items(), key=str))] += 1
    return found


def words(html: str) -> str:
    """Return what a reader reads, in one line."""
    root = LexborHTMLParser(html).root
    assert root is not None
    return " ".join(root.text().split())
