"""The package is built in layers: a module imports what lies below it, so that each can be read and tested alone.

The sources are parsed, not imported: what a function imports when it is called counts as well.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from tests.support import ROOT
from tests.support.layers import LAYERS, PACKAGE

LONGEST = 400

# The rooms whose code does what it is told by plain values: nothing in them knows what a project may configure.
UNCONFIGURED = {"text", "formats", "po", "termbase", "memory", "mt", "checks", "site", "exchange"}
CONFIGURATION = "pipeline.project.config"
# A library lives in one module, so that another can take its place. These are what the models are written in, and
# what the command line is.
SHARED_LIBRARIES = dict.fromkeys(("torch", "transformers", "numpy", "safetensors", "sentencepiece"), "pipeline.mt.")
SHARED_LIBRARIES |= {"typer": "pipeline.cli.", "rich": "pipeline.cli.report.", "babel": "pipeline.locales"}
SUFFIXES = frozenset({".html", ".htm", ".md", ".markdown", ".yaml", ".yml"})
EXITS = {("sys", "exit"), ("os", "_exit"), ("typer", "Exit"), ("typer", "Abort"), ("sys", "stdout"), ("typer", "echo")}

# What opens, lists, changes or deletes files goes through these, which ask pipeline.system.boundaries before. The
# models have a check of their own: they lie outside of projects, and nothing but their folder may be read.
DOORS = ("pipeline.system.files", "pipeline.system.database", "pipeline.system.exchange", "pipeline.system.archives")
DOORS += ("pipeline.mt.",)
OWN_DATA = {  # modules that name a file of the package by a variable
    "pipeline.project.manifest",
    "pipeline.site.notices",
    "pipeline.text.quantities.vocabulary",
}
OF_PATHS = {"read_text", "read_bytes", "write_text", "write_bytes", "unlink", "rmdir", "rename", "touch", "mkdir"}
OF_PATHS |= {"glob", "rglob", "iterdir", "symlink_to", "hardlink_to"}
OF_MODULES = {
    "os": {"open", "remove", "unlink", "rename", "renames", "replace", "scandir", "listdir", "walk", "fwalk", "mkdir"}
    | {"makedirs", "rmdir", "removedirs", "truncate", "link", "symlink", "mkfifo", "mknod"},
    "shutil": {"copy", "copy2", "copyfile", "copytree", "rmtree", "move", "make_archive", "unpack_archive"},
    "io": {"open", "FileIO"},
    "gzip": {"open"},
    "sqlite3": {"connect"},
    "tempfile": {"mkdtemp", "mkstemp", "NamedTemporaryFile", "TemporaryDirectory"},
}
OPENING = (
    *("open(path)", "path.open()", "path.open('rb')", "path.open(mode='w')", "path.replace(other)", "os.walk(top)"),
    *("(folder / name).unlink()", "shutil.rmtree(folder)", "settings.memory.glob('*.tmx')", "sqlite3.connect(path)"),
    *("Path(name).read_text('utf-8')", "folder.mkdir(exist_ok=True)"),
)
HARMLESS = (
    *("builder.open(item)", "text.replace('a', 'b')", "text.replace(*quote)", "found.remove(2)", "os.path.join(a, b)"),
    *("(Path(__file__).parent / 'x.toml').read_text('utf-8')", "files('pipeline').joinpath('x').read_text()"),
)


@dataclass(frozen=True)
class Import:
    """Line `line` of `module` imports `target`: a module of the package, or a library by its first name."""

    module: str
    line: int
    target: str

    def __str__(self) -> str:
        return f"{self.module}, line {self.line}, imports {self.target}"


@cache
def modules() -> dict[str, ast.Module]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text("utf-8"), filename=str(path))
    return found


@cache
def imports() -> tuple[Import, ...]:
    return tuple(found for name, tree in modules().items() for found in _imports(name, tree))


def _imports(module: str, tree: ast.Module) -> Iterator[Import]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}, line {node.lineno}: a relative import hides its layer"
            # `from pipeline import formats` imports the module formats, `from pipeline.model import Unit` model.
            full = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name in modules() else str(node.module) for name in full]
        else:
            continue
        for name in dict.fromkeys(names):
            first = name.split(".")[0]
            if first == "pipeline":
                assert name in modules(), f"{module}, line {node.lineno}: there is no {name}"
                yield Import(module, node.lineno, name)
            elif first not in sys.stdlib_module_names:
                yield Import(module, node.lineno, first)


def _part(module: str) -> str:
    """The name in LAYERS that a module belongs to; the package itself belongs to none."""
    return module.split(".")[1] if "." in module else ""


def _layer(module: str) -> int:
    return next((number for number, names in enumerate(LAYERS) if _part(module) in names), -1)


def _none(wrong: Iterable[str]) -> None:
    """Fail with every line of what is wrong: pytest alone would show the first."""
    found = list(wrong)
    assert not found, "\n".join(["", *found])


def _inner() -> list[Import]:
    return [found for found in imports() if found.target.startswith("pipeline.")]


def test_every_module_has_a_layer() -> None:
    _none(f"{name} is in no layer" for name in modules() if "." in name and _layer(name) < 0)


def test_the_root_holds_the_folders_of_the_layers_and_two_modules() -> None:
    """The tree is the diagram: whatever else lies there is found by nobody. Data lies in the folder that reads it."""
    names = {path.name for path in PACKAGE.iterdir()} - {"__pycache__", "py.typed"}
    folders = {name for names in LAYERS for name in names} - {"errors", "model"}
    assert names == {*folders, "__init__.py", "errors.py", "model.py"}
    assert len(names) <= 19


def test_a_module_imports_only_from_below_or_from_its_own_folder() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir()}
    wrong = []
    for found in _inner():
        here, there = _part(found.module), _part(found.target)
        below = _layer(found.target) < _layer(found.module)
        ground = _layer(found.target) == _layer(found.module) and not {here, there} & folders
        if not (here == there or below or ground):
            wrong.append(f"{found} (layer {_layer(found.target)}), and is itself of layer {_layer(found.module)}")
    _none(wrong)


def test_the_bare_package_is_imported_by_nobody_and_imports_nothing() -> None:
    _none(str(found) for found in imports() if "pipeline" in {found.module, found.target})


def test_checks_and_translation_know_nothing_of_each_other() -> None:
    pairs = {("checks", "mt"), ("mt", "checks")}
    _none(str(found) for found in _inner() if (_part(found.module), _part(found.target)) in pairs)


def test_only_the_project_and_what_stands_above_it_knows_the_configuration() -> None:
    """Whoever imports a module that knows Settings knows them as well, however long the way."""
    knowing = {name for name in modules() if f"{name}.".startswith(f"{CONFIGURATION}.")}
    assert f"{CONFIGURATION}.settings" in knowing
    while more := {found.module for found in _inner() if found.target in knowing} - knowing:
        knowing |= more
    _none(str(found) for found in _inner() if _part(found.module) in UNCONFIGURED and found.target in knowing)


def test_imports_make_no_circle() -> None:
    graph: dict[str, set[str]] = defaultdict(set)
    for found in _inner():
        graph[found.module].add(found.target)
    done: set[str] = set()

    def circle(module: str, way: tuple[str, ...]) -> tuple[str, ...]:
        if module in way:
            return (*way[way.index(module) :], module)
        if module not in done:
            for target in sorted(graph[module]):
                if closed := circle(target, (*way, module)):
                    return closed
            done.add(module)
        return ()

    circles = [" → ".join(closed) for module in sorted(modules()) if (closed := circle(module, ()))]
    _none(circles)


def test_a_library_is_imported_in_one_module() -> None:
    users: dict[str, set[str]] = defaultdict(set)
    for found in imports():
        if not found.target.startswith("pipeline"):
            home = SHARED_LIBRARIES.get(found.target)
            users[found.target].add(home if home and found.module.startswith(home) else found.module)
    _none(f"{name} is imported by {', '.join(sorted(homes))}" for name, homes in users.items() if len(homes) > 1)


def test_only_formats_tells_what_a_file_is_by_its_suffix() -> None:
    _none(
        f"{name}, line {node.lineno}: {node.value!r}; pipeline.formats.kind tells it"
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in SUFFIXES and name != "pipeline.formats"
    )


def test_files_are_opened_listed_and_deleted_through_one_check() -> None:
    direct = [
        (name, f"{name}, line {node.lineno}: {ast.unparse(node)[:80]}")
        for name, tree in modules().items()
        if not name.startswith(DOORS)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _is_door(node)
    ]
    _none(f"{line}; pipeline.system.files does that" for name, line in direct if name not in OWN_DATA)
    assert {name for name, _ in direct} == OWN_DATA, "a module that needs no exception any more"


@pytest.mark.parametrize("code", OPENING)
def test_what_opens_a_file_is_known(code: str) -> None:
    (call,) = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call) and _is_door(node)]
    assert ast.unparse(call) == ast.unparse(ast.parse(code))


@pytest.mark.parametrize("code", HARMLESS)
def test_what_opens_no_file_of_a_project_is_known(code: str) -> None:
    assert not [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call) and _is_door(node)]


def _is_door(call: ast.Call) -> bool:
    """Tell whether a call opens, lists, changes or deletes files that aren't the package's own data."""
    called = call.func
    if isinstance(called, ast.Name):
        return called.id == "open"
    if not isinstance(called, ast.Attribute):
        return False
    if isinstance(called.value, ast.Name) and called.value.id in OF_MODULES:
        return called.attr in OF_MODULES[called.value.id]
    if "files(" in (owner := ast.unparse(called.value)) or "__file__" in owner:
        return False
    match called.attr:
        case "open":  # others have a method of that name, too, which takes no mode
            modes = [*call.args[:1], *(keyword.value for keyword in call.keywords)]
            return all(isinstance(mode, ast.Constant) and isinstance(mode.value, str | int | None) for mode in modes)
        case "replace":  # a text's takes two
            return len(call.args) == 1 and not call.keywords and not isinstance(call.args[0], ast.Starred)
    return called.attr in OF_PATHS


def test_no_module_grows_over_400_lines() -> None:
    lines = {path.relative_to(ROOT): len(path.read_text("utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    _none(f"{path} has {count} lines" for path, count in lines.items() if count > LONGEST)


def test_only_the_command_line_prints_and_exits() -> None:
    wrong = []
    for name, tree in modules().items():
        if name.startswith("pipeline.cli."):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                bad = (node.value.id, node.attr) in EXITS
            elif isinstance(node, ast.Name):
                bad = node.id in {"print", "input", "exit", "quit", "SystemExit"}
            else:
                continue
            if bad:
                wrong.append(f"{name}, line {node.lineno}: {ast.unparse(node)}")
    _none(wrong)
