"""A link below a project's root leads where it may lead, and nowhere else, for those who read and those who write."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.system import boundaries
from pipeline.system.boundaries import inside, permit, permit_folder

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links are made otherwise there")
READ, WRITE = "read", "write"

# link, what it leads to, the path that is asked for, and who may
LINKS = [
    ("site/a.html", "site/b.html", "site/a.html", {READ, WRITE}),
    ("site/de", "site/pt", "site/de/a.html", {READ, WRITE}),
    ("site/de", "site/.git", "site/de/config", set()),
    ("site/de", "content", "site/de/a.html", set()),
    ("site/de", "../outside", "site/de/a/b.html", set()),
    ("site/a.html", "../outside/new.html", "site/a.html", set()),
    ("site/a.html", ".env", "site/a.html", set()),
    ("locales/de/a.po", "locales/pt/a.po", "locales/de/a.po", {READ, WRITE}),
    ("locales/de", "locales/pt", "locales/de/a.po", set()),
    ("locales/de", "locales/pt", "locales/de/deeper/a.po", set()),
    ("locales/de/a.po", "content/a.txt", "locales/de/a.po", set()),
    ("locales/de/a.po", "../outside/a.po", "locales/de/a.po", set()),
    ("glossary/a.csv", "terms/a.csv", "glossary/a.csv", {READ}),
    ("glossary/a.csv", ".terms/a.csv", "glossary/a.csv", set()),
    ("glossary/a.csv", "../outside/a.csv", "glossary/a.csv", set()),
    ("rules.srx", "rules/en.srx", "rules.srx", {READ, WRITE}),
    ("rules.srx", ".git/config", "rules.srx", set()),
    ("rules.srx", "../outside/rules.srx", "rules.srx", set()),
    (".drafts/a", ".drafts/b", ".drafts/a", {READ, WRITE}),
    ("site/up", "../outside/deep", "site/up/../a.html", set()),
    ("elsewhere", "../outside", "../outside/a", {READ, WRITE}),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for name in ("content", "site/pt", "site/.git", "locales/pt", "glossary", "terms", ".git"):
        (root / name).mkdir(parents=True)
    (tmp_path / "outside/deep").mkdir(parents=True)
    return root


def draw(root: Path) -> None:
    boundaries.draw(root, {root / "site": "inside", root / "locales": "files", root / "glossary": "shared"})


def may(path: Path) -> set[str]:
    found = set()
    for name, writing in ((READ, False), (WRITE, True)):
        try:
            permit(path, writing=writing)
            found.add(name)
        except SourceError as error:
            said = (error.path, error.message.partition(" /")[0])
            found |= set() if said == (path, "leads out of") else {str(error)}
    return found


@pytest.mark.parametrize(("link", "target", "asked", "who"), LINKS)
def test_a_link_leads_no_further_than_its_folder_lets_it(
    link: str, target: str, asked: str, who: set[str], root: Path
) -> None:
    (root / link).parent.mkdir(parents=True, exist_ok=True)
    (root / link).symlink_to(os.path.normpath(root / target))
    draw(root)
    assert may(root / asked) == who


def test_what_is_no_link_may_lie_anywhere(root: Path) -> None:
    draw(root)
    for name in ("site/pt/a.html", "site/new/folder/a.html", ".git/config", "medlocale.toml", ".medlocale-1.tmp"):
        assert may(root / name) == {READ, WRITE}


def test_without_a_boundary_a_link_is_the_choice_of_whoever_names_it(root: Path) -> None:
    (root / "site/de").symlink_to(root.parent / "outside")
    assert may(root / "site/de/a.html") == {READ, WRITE}


def test_a_folder_that_is_itself_a_link_is_none_of_a_locale(root: Path) -> None:
    (root / "locales/de").symlink_to(root / "locales/pt")
    (root / "site/de").symlink_to(root / "site/pt")
    draw(root)
    with pytest.raises(SourceError, match="leads out of"):
        permit_folder(root / "locales/de")
    permit_folder(root / "locales/pt")
    permit_folder(root / "site/de", writing=True)


def test_a_folder_of_the_configuration_may_be_a_link(root: Path) -> None:
    (root / "locales/pt").rmdir()
    (root / "locales").rmdir()
    (root / "terms/pt").mkdir()
    (root / "locales").symlink_to(root / "terms")
    draw(root)
    assert may(root / "locales/pt/a.po") == {READ, WRITE}
    permit_folder(root / "locales/pt", writing=True)


def test_a_boundary_that_is_drawn_again_looks_again(root: Path) -> None:
    draw(root)
    assert may(root / "site/pt/a.html") == {READ, WRITE}
    (root / "site/pt").rmdir()
    (root / "site/pt").symlink_to(root.parent / "outside")
    draw(root)
    assert may(root / "site/pt/a.html") == set()


def test_a_path_stays_inside_its_root(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "out").symlink_to(tmp_path)
    (root / "in").symlink_to(root)
    for path in (root, root / "a" / "b", root / "a" / ".." / "b", root / "in" / "c"):
        assert inside(root, path) == path
    for path in (root / ".." / "b", root / "out" / "b", tmp_path / "rooted", Path("/etc/passwd")):
        with pytest.raises(SourceError, match="leads out of"):
            inside(root, path)


def test_a_project_that_nobody_has_read_keeps_its_links_to_itself(root: Path) -> None:
    (root / "locales/de").symlink_to(root.parent / "outside")
    (root / "locales/fr").symlink_to(root / "locales/pt")
    boundaries.surround(root)
    assert may(root / "locales/de/a.po") == set()
    assert may(root / "locales/fr/a.po") == may(root / "locales/pt/a.po") == {READ, WRITE}
    draw(root)
    boundaries.surround(root)
    assert may(root / "locales/fr/a.po") == set(), "what its configuration says still holds"
