"""What a merge leaves in a file is no text: it is refused with its place, wherever people write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.formats import charset
from pipeline.system import git
from pipeline.termbase import rows, senses
from tests.support.command import medlocale

MERGE = "{}<<<<<<< HEAD\n{}=======\n{}>>>>>>> spring\n"
TWO = MERGE.format("", "Come at nine.\n", "Come at ten.\n")
LEFT = {
    "two versions": TWO,
    "with the one before both": "<<<<<<< ours\nNine.\n||||||| base\nEight.\n=======\nTen.\n>>>>>>> theirs\n",
    "a side that took it out": MERGE.format("", "", "Come at ten.\n"),
    "no labels": "<<<<<<<\nNine.\n=======\nTen.\n>>>>>>>\n",
    "Windows' line ends": TWO.replace("\n", "\r\n"),
    "no line end": TWO.removesuffix("\n"),
}
TEXTS = {
    "a heading underlined": "Visit us\n=======\nCome.\n",
    "quoted mail": ">>>>>>> spring\n> Come.\n",
    "one mark alone": "<<<<<<< HEAD\nCome.\n",
    "inside of a line": TWO.replace("<<<<<<<", "- <<<<<<<"),
    "marks of eight": TWO.replace("<<<<<<<", "<<<<<<<<"),
    "in another order": ">>>>>>> a\n=======\n<<<<<<< b\n",
}


@pytest.mark.parametrize("left", LEFT.values(), ids=LEFT)
@pytest.mark.parametrize("name", ["a.html", "a.md", "a.txt", "a.json", "a.yaml"])
def test_a_conflict_in_a_page_is_an_error_with_its_line(left: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(f"Hello.\n\n{left}", newline="")
    with pytest.raises(SourceError, match="two versions here, from '<<<<<<<") as caught:
        charset.read_text(path)
    assert (caught.value.path, caught.value.line) == (path, 3)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_what_only_looks_like_a_conflict_is_text(text: str, tmp_path: Path) -> None:
    git.refuse_conflict(text, tmp_path / "a.md")


@pytest.mark.parametrize(
    ("read", "header"), [(rows.read, "concept,locale,term\n"), (senses.read, "source,locale,required\n")]
)
def test_a_conflict_in_a_glossary_is_one_error_and_no_row_of_either_side_counts(
    read: Callable[[Path], object], header: str, tmp_path: Path
) -> None:
    path = tmp_path / "glossary.csv"
    path.write_text(MERGE.format(header, "arm,pt_BR,braço\n", "arm,pt_BR,grupo\n"))
    with pytest.raises(SourceError) as caught:
        read(path)
    assert (caught.value.path, caught.value.line) == (path, 2)


def test_the_other_pages_go_on(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "good.md").write_text("# Rest\n")
    (tmp_path / "content" / "torn.md").write_text(f"# Visit\n\n{TWO}")
    (tmp_path / "medlocale.toml").write_text('[project]\nsource = "en"\ntargets = ["en_XA"]\n')
    output = medlocale("run", "--config", str(tmp_path / "medlocale.toml"), code=1)
    assert "torn.md:3: a merge left two versions here" in output
    shown = "".join(path.read_text() for path in sorted((tmp_path / "site").rglob("*.md")))
    assert (tmp_path / "locales/en_XA/LC_MESSAGES/good.md.po").exists()
    assert "<<<<<<<" not in shown
    assert "Come at" not in shown


@pytest.mark.parametrize("piece", ["<<<<<<< a\n", "<<<<<<< a\n=======\n", "=======\n", "a\n"])
def test_looking_for_conflicts_takes_time_in_proportion(piece: str) -> None:
    """A lost bound would keep this test for hours."""
    git.refuse_conflict("<<<<<<< a\n" + piece * 50_000, Path("a.md"))
