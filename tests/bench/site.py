"""Build a large synthetic site and say what a full build and one of nothing cost, and what rendering alone does.

    python tests/bench/site.py [--pages 1000] [--sentences 24] [--keep FOLDER]

The project is made in a temporary folder: pages that link to each other, and a catalog of each in ten locales, in which
some entries are accepted, some are drafts and some are empty. Nothing is downloaded, no model is loaded.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from unittest import mock

import material

from pipeline.mt.engines.pseudo import accented
from pipeline.po import catalog, provenance
from pipeline.po.entries import Catalog, Entry
from pipeline.project import config, layout
from pipeline.project.manifest import Manifest
from pipeline.site import rendering
from pipeline.site.links import SiteMap
from pipeline.site.rendering import Renderer, Task
from pipeline.stages import build, check

LOCALES = ("sv", "nl", "fr", "de", "it", "pl", "tr", "ar", "ru", "zh_Hans")  # none that has an engine of its own
CONFIG = """[project]
targets = {targets}
[check.severity]
"*" = "off"
[publish]
base_url = "https://clinic.example"
"""
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="description" content="{title} in plain words.">
<link rel="canonical" href="https://clinic.example/{page}">
<link rel="stylesheet" href="../assets/style.css">
<meta property="og:image" content="https://clinic.example/assets/logo.svg">
</head>
<body>
<a href="#main">Skip to main content</a>
<nav aria-label="Main menu"><ul>{links}</ul></nav>
<main id="main">
<h1>{title}</h1>
<img src="../assets/logo.svg" alt="The clinic's logo">
{paragraphs}
</main>
</body>
</html>
"""


def sentence(dice: random.Random) -> str:
    words = [dice.choice(material.WORDS) for _ in range(dice.randint(6, 16))]
    words[2] = f"<b>{words[2]}</b>" if dice.random() < 0.2 else words[2]
    return f"The {' '.join(words)}."


def page(number: int, pages: int, sentences: int) -> str:
    dice = random.Random(number)
    links = "".join(
        f'<li><a href="../{name(other)}">Page number {other}</a></li>' for other in dice.sample(range(pages), 8)
    )
    body = [f"<p>{' '.join(sentence(dice) for _ in range(3))}</p>" for _ in range(sentences // 3)]
    title = f"Advice for the {dice.choice(material.WORDS)} and the {dice.choice(material.WORDS)}"
    return PAGE.format(title=title, page=name(number), links=links, paragraphs="\n".join(body))


def name(number: int) -> str:
    return f"part-{number % 10}/page-{number}.html"


def project_in(root: Path, pages: int, sentences: int) -> None:
    targets = ", ".join(f'"{locale}"' for locale in LOCALES)
    (root / "medlocale.toml").write_text(CONFIG.format(targets=f"[{targets}]"), "utf-8")
    for number in range(pages):
        path = root / "content" / name(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(number, pages, sentences), "utf-8")
    (root / "content/assets").mkdir()
    (root / "content/assets/style.css").write_text("body { background: url(logo.svg) }\n", "utf-8")
    (root / "content/assets/logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>\n", "utf-8")


def translated(found: Catalog, number: int) -> Catalog:
    """Fill a catalog: half of it accepted, a third drafted, the rest empty; one page in twenty is all empty."""
    if number % 20 == 7:
        return found
    return replace(found, entries=tuple(_translated(entry, at + number) for at, entry in enumerate(found.entries)))


def _translated(entry: Entry, dice: int) -> Entry:
    if dice % 6 == 5:
        return entry
    drafted = provenance.with_draft(entry, (accented(entry.msgid),), origin="bench@1", score=1.0)
    return replace(drafted, flags=()) if dice % 6 < 3 else drafted


def fill(root: Path) -> None:
    settings = config.load(root / "medlocale.toml")
    for number, each in enumerate(layout.pages(settings)):
        for target in settings.targets:
            path = layout.catalog_path(settings, target, each)
            catalog.write(path, translated(catalog.read(path), number))


def measured(root: Path, *arguments: str) -> str:
    """Run a command in a process of its own; say what it took, and the memory of its largest process."""
    begun = time.perf_counter()
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen([sys.executable, "-c", material.PROGRAM, *arguments, "--quiet"], cwd=root, env=kept)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    code = os.waitstatus_to_exitcode(status)
    own = usage.ru_utime + usage.ru_stime
    return f"{seconds:7.2f} s, processor {own:7.2f} s, {usage.ru_maxrss / 1024:5.0f} MB, exit code {code}"


def rendered(root: Path) -> str:
    """Render every page in every locale in this process, without writing it; say how many of them a core does."""
    settings = config.load(root / "medlocale.toml")
    pages = layout.pages(settings)
    with closing(Manifest(settings.state, settings.root)) as manifest:
        summaries = check.check(settings, manifest, lambda *_: None, pages=pages).summaries
        shown = {(each.page, each.locale): check.translation(manifest, each) for each in summaries if each.published}
    published = {
        locale.tag: frozenset(page for page in pages if (page, locale.gettext) in shown) for locale in settings.targets
    }
    site = SiteMap((settings.source, *settings.targets), {"en": frozenset(pages), **published}, {}, settings.base_url)
    tasks = [Task(page, {locale: shown.get((page, locale.gettext)) for locale in site.twins(page)}) for page in pages]
    renderer = Renderer(replace(build.site_settings(settings), jobs=1), site, {}, titles=False)
    count = sum(len(task.translations) for task in tasks)
    begun = time.process_time()
    with mock.patch.object(rendering, "write_text", return_value=True):
        errors = sum(done.error is not None for done in renderer.run(tasks, count))
    seconds = time.process_time() - begun
    return f"{count} pages, {count / seconds:.0f} a second of processor time, {errors} errors"


def main() -> None:
    parser = material.options(__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--sentences", type=int, default=24)
    parser.add_argument("--keep", type=Path, help="where to make the project, and to leave it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = options.keep or Path(folder)
        if not (root / "medlocale.toml").exists():
            root.mkdir(exist_ok=True)
            project_in(root, options.pages, options.sentences)
            print(f"{'extract':28}{measured(root, 'extract')}", flush=True)
            fill(root)
        for title, arguments in (
            ("extract after translators", ("extract",)),
            ("check, from nothing", ("check", "--format", "json")),
            ("build, full", ("build",)),
            ("build, nothing to do", ("build",)),
            ("build, nothing to do", ("build",)),
            ("run, of which nothing left", ("run",)),
            ("run, nothing to do", ("run",)),
        ):
            print(f"{title:28}{measured(root, *arguments)}", flush=True)
        print(f"{'rendering alone':28}{rendered(root)}", flush=True)


if __name__ == "__main__":
    main()
