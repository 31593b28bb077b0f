"""What is promised in words is there, and what is there is described: commands, checks, options, modules, links."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from typer.main import get_command
from typer.testing import CliRunner

from pipeline import checks, segmentation
from pipeline.cli import app
from pipeline.project import config
from pipeline.stages import remedies
from tests.support import ROOT

README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), ROOT / "NOTICE", *ROOT.glob("docs/**/*.md"))
)
SETTINGS = (
    "pyproject.toml",
    ".pre-commit-hooks.yaml",
    "medlocale.toml",
    "Makefile",
    ".ci/run",
    "pipeline/project/starter.toml",
)
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]


MARKDOWN = MarkdownIt("commonmark").enable("table")


@cache
def parsed(document: str) -> list[Token]:
    return MARKDOWN.parse((ROOT / document).read_text("utf-8"))


def test_the_readme_names_every_command_and_no_other() -> None:
    code = [part for token in parsed("README.md") for part in token.children or [token] if part.tag == "code"]
    assert {name for part in code for name in re.findall(r"\bmedlocale ([a-z]+(?:-[a-z]+)*)\b", part.content)} == set(
        COMMANDS
    )


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_and_option_says_what_it_does(command: str) -> None:
    found = COMMANDS[command]
    assert len(found.help or "") > 40
    for parameter in found.params:
        assert getattr(parameter, "help", None) or parameter.name == "help", parameter.name
    assert CliRunner().invoke(app, [command, "--help"]).exit_code == 0


def test_every_check_is_described_and_no_other() -> None:
    text = (ROOT / "docs/checks.md").read_text("utf-8")
    headings = "\n".join(line for line in text.splitlines() if line.startswith("## "))
    assert set(re.findall(r"`([\w-]+)`", headings)) == set(checks.CHECKS)


def test_the_publishing_policy_is_described_as_it_is() -> None:
    text = (ROOT / "docs/publishing.md").read_text("utf-8")
    rows = {row[0]: row[2] for row in re.findall(r"^\| `([\w-]+)` \| (.*?) \| (\w+) \|", text, re.M)}
    assert rows == config.Settings(ROOT).classes
    requirements = re.findall(r"^\| `([\w-]+)` \|", text.split("## What a class can require", 1)[1], re.M)
    assert tuple(requirements[: len(config.REQUIREMENTS)]) == config.REQUIREMENTS
    for rule in remedies.REMEDIES:
        assert f"`{rule}`" in text


def test_contributing_teaches_the_three_additions_in_three_steps_each() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    for title in ("Add a locale", "Add a format", "Add a check"):
        section = text.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]
        assert re.findall(r"^(\d)\. ", section, re.M) == ["1", "2", "3"]


def targets(document: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the address of every link and picture, of raw HTML as well."""
    for token in parsed(document):
        line = (token.map or [0])[0] + 1
        for part in token.children or [token]:
            if address := part.attrs.get("href") or part.attrs.get("src"):
                yield line, str(address)
            elif part.type.startswith("html"):
                yield from ((line, found) for found in re.findall(r"(?:href|src)=[\"']([^\"']*)", part.content))


def anchors(document: str) -> set[str]:
    """The fragments of a document's headings, as code hosts make them."""
    seen: Counter[str] = Counter()
    found = set()
    tokens = parsed(document)
    for heading, text in pairwise(tokens):
        if heading.type == "heading_open":
            words = "".join(part.content for part in text.children or () if part.type in {"text", "code_inline"})
            slug = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
            found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
            seen[slug] += 1
    return found


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_and_picture_leads_somewhere(document: str) -> None:
    dead = []
    for line, address in targets(document):
        path, _, fragment = address.partition("#")
        if re.match(r"\w+:", path):
            continue
        target = (ROOT / document).parent / path if path else ROOT / document
        known = target.exists() and ROOT in target.resolve().parents
        if known and fragment:
            known = fragment in anchors(target.resolve().relative_to(ROOT).as_posix())
        if not known:
            dead.append(f"{document}:{line}: {address}")
    assert not dead, "\n".join(dead)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_picture_says_in_words_what_it_shows(document: str) -> None:
    for token in parsed(document):
        for part in token.children or [token]:
            if part.type == "image":
                assert len(part.content) > 15, part.attrs
            for tag in re.findall(r"<img\b[^>]*>", part.content if part.type.startswith("html") else ""):
                assert re.search(r'\balt="[^"]{16,}"', tag), tag


def test_every_picture_is_shown() -> None:
    shown = {
        (ROOT / document).parent.joinpath(path).resolve() for document in DOCUMENTS for _, path in targets(document)
    }
    assert [path.name for path in sorted(ROOT.glob("docs/images/*")) if path not in shown] == []


@pytest.mark.parametrize("document", [*DOCUMENTS, *SETTINGS])
def test_every_file_and_name_of_the_package_that_is_named_exists(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    wrong = []
    for path in re.findall(r"(?<![\w./{<-])(?:pipeline|tests|tools|docs)/[\w./-]*", text):
        if not (ROOT / path.rstrip(".")).exists():
            wrong.append(path)
    for name in re.findall(r"(?<![\w./-])pipeline(?:\.\w+)+", text):
        if not _is_a_name(name):
            wrong.append(name)
    assert not wrong, f"{document}: {', '.join(wrong)}"


def _is_a_name(dotted: str) -> bool:
    """Tell whether a dotted name is a module, or something in one."""
    module, rest = dotted, []
    while module:
        try:
            found = import_module(module)
        except ModuleNotFoundError:
            module, _, last = module.rpartition(".")
            rest.insert(0, last)
            continue
        for name in rest:
            if not hasattr(found, name):
                return False
            found = getattr(found, name)
        return True
    return False


def test_the_notice_names_every_dependency_and_no_other() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = [
        *project["dependencies"],
        *(name for group in project["optional-dependencies"].values() for name in group),
    ]
    text = (ROOT / "NOTICE").read_text("utf-8")
    named = set(re.findall(r": the (?:optional )?dependency ([\w-]+)$", text, re.M))
    named |= set(re.findall(r"^    ([\w.-]+) +\D", text.split("Other direct dependencies\n", 1)[1], re.M))
    assert named == {re.split(r"[^\w.-]", name)[0] for name in declared}


LONGEST = 30  # words of a sentence
LITERAL = "\N{OBJECT REPLACEMENT CHARACTER}"  # what is quoted and not said: it counts as one word
QUOTED = 6  # words that a quotation may have to be an example; a longer one is prose like any other
# A row of examples is read at one glance, however long: `a`, `b` and `c`.
ROW = re.compile(rf"{LITERAL}(?:[,;]? (?:and |or )?{LITERAL})+")


def prose(token: Token) -> str:
    """What a text says, with code, pictures, short quotations and emphasised examples as one word each."""
    parts = []
    for part in token.children or ():
        match part.type:
            case "code_inline" | "image":
                parts.append(LITERAL)
            case "em_open" | "em_close":
                parts.append("\0")
            case "softbreak" | "hardbreak":
                parts.append(" ")
            case _:
                parts.append("" if part.type.startswith("html") else part.content)
    return re.sub(r"“[^”]*”|\"[^\"]*\"|\0[^\0]*\0", _example, "".join(parts))


def _example(found: re.Match[str]) -> str:
    return LITERAL if len(found[0].split()) <= QUOTED else found[0]


def words(sentence: str) -> int:
    return sum(bool(re.search(rf"\w|{LITERAL}", word)) for word in ROW.sub(LITERAL, sentence).split())


def sentences(tokens: Iterable[Token]) -> Iterator[tuple[int, int, str]]:
    """Yield line, words and text of every sentence; an item of a list and a cell of a table end where they end."""
    for token in tokens:
        if token.type == "inline":
            for sentence in segmentation.split(prose(token), "en"):
                yield (token.map or [0])[0] + 1, words(sentence), sentence.strip()


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Take two now. Rest\nfor a day.", [3, 4]),
        ("# Take two\n\nRest.", [2, 1]),
        ("- take two\n- rest\n\n  for a day", [2, 1, 3]),
        ("| take two | rest |\n| --- | --- |\n| for a day | now. Then go |", [2, 1, 3, 1, 2]),
        ("Run `make a b`, `c` and `d` — now.", [3]),
        ('Say "not now", "never" or *not at all* here.', [3]),
        ('Say "one and two and three and four" here.', [9]),
        ("See [the other page](a.md) and ![a picture of it](b.png).", [6]),
        ("    a block of code\n\n```\nanother\n```", []),
    ],
)
def test_words_are_counted_by_sentence_and_an_example_is_one(text: str, counts: list[int]) -> None:
    assert [count for _, count, _ in sentences(MARKDOWN.parse(text))] == counts


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_sentence_is_longer_than_thirty_words(document: str) -> None:
    long = [
        f"{document}:{line}: {count} words: {sentence}"
        for line, count, sentence in sentences(parsed(document))
        if count > LONGEST
    ]
    assert not long, "\n".join(["", *long])


def test_documents_that_the_code_names_exist() -> None:
    wrong = []
    for path in sorted((ROOT / "pipeline").rglob("*")):
        if path.suffix in {".py", ".toml", ".srx"}:
            for name in re.findall(r"\bdocs/[\w./-]+\.md", path.read_text("utf-8")):
                if not (ROOT / name).exists():
                    wrong.append(f"{path.relative_to(ROOT)}: {name}")
    assert not wrong, "\n".join(wrong)


def test_every_data_file_of_the_package_is_packed() -> None:
    """A wheel has what pyproject.toml names and nothing else: a rule file that is left out is missed by its users."""
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"]
    packages = {path.parent for path in (ROOT / "pipeline").rglob("__init__.py")}
    named = {found for pattern in packed["*"] for folder in packages for found in folder.glob(pattern)}
    files = {path for path in (ROOT / "pipeline").rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc"}}
    assert files - named == set()
    for pattern in packed["*"]:
        assert any(path for folder in packages for path in folder.glob(pattern)), pattern
    assert set(packed) == {"*"}


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["check", "--locale", "pt-BR", "x.po"]])
def test_starting_up_imports_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys\nfrom pipeline.cli import app\n"
        f"try:\n    app({arguments!r})\nexcept SystemExit:\n    pass\n"
        "heavy = {"
        "'torch', 'transformers', 'numpy', 'sentencepiece', 'simplemma', 'regex', 'turbohtml', 'ruamel.yaml'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_command_of_its_own_module_imports_no_other_command(tmp_path: Path) -> None:
    catalog = tmp_path / "pt_BR.po"
    catalog.write_text('msgid "Take 5 mg."\nmsgstr "Tome 6 mg."\n', "utf-8")
    program = (
        "import sys\nfrom pipeline.cli import main\n"
        f"sys.argv = ['medlocale', 'check', {str(catalog)!r}, '--locale', 'pt-BR']\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    print(stop.code)\n"
        "others = {'pipeline.cli.glossary', 'pipeline.stages.run', 'pipeline.formats.html.format'}\n"
        "print(sorted(others & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-2:] == ["3", "[]"]
