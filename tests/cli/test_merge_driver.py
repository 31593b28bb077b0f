"""Two branches that edit one page, merged by git itself."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.po import catalog
from pipeline.po.entries import Entry
from pipeline.system import git
from tests.support.command import accept, medlocale, snapshot
from tests.support.repository import Repository, repository

CONFIG = """[project]
targets = ["en_XA", "ar_XB"]
[review.people]
ana = { name = "Ana Souza", role = "translator" }
ben = { name = "Ben Roth", role = "reviser" }
"""
PARAGRAPHS = (
    *("Rest for two days.", "Drink water.", "Eat well.", "Walk a little.", "Sleep enough.", "Call us."),
    "Breathe slowly through the nose.",
)
BREATHED = "Breathe slowly through your nose."
REST, DRINK, EAT, *_, BREATHE = PARAGRAPHS
Needs = Callable[[str], str]
PO = "locales/en_XA/LC_MESSAGES/a.txt.po"


@pytest.fixture
def clinic(needs: Needs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A project in git, drafted and committed, whose catalogs merge by entry."""
    made = repository(tmp_path / "clinic", needs("git"))
    monkeypatch.chdir(made.folder)
    at(monkeypatch, 1)
    medlocale("init", "--git")
    Path("medlocale.toml").write_text(CONFIG, "utf-8")
    page(*PARAGRAPHS)
    made.commit("start")
    return made


def at(monkeypatch: pytest.MonkeyPatch, day: int) -> None:
    """Let a command work on this day."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_790_000_000 + day * 86_400))


def page(*paragraphs: str) -> None:
    Path("content/a.txt").write_text("\n\n".join(paragraphs) + "\n", "utf-8")
    medlocale("run", "-q")


def living(path: str = PO) -> dict[str, Entry]:
    return {entry.msgid: entry for entry in catalog.read(Path(path)).entries if not entry.obsolete}


@pytest.fixture
def branched(clinic: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Two branches of one page: each edits another paragraph, and on each a translator works, on one entry both do."""
    clinic.git("checkout", "-b", "other")
    at(monkeypatch, 2)
    page(*PARAGRAPHS[:-1], BREATHED)
    accept(Path(PO), DRINK, "Bebe.")
    accept(Path(PO), EAT, "Come bem.")
    clinic.commit("theirs")
    clinic.git("checkout", "main")
    at(monkeypatch, 3)
    page("Rest for two whole days.", *PARAGRAPHS[1:])
    accept(Path(PO), BREATHE, "Respira.")
    accept(Path(PO), EAT, "Coma bem.")
    clinic.commit("ours")
    return clinic


def test_branches_that_edit_one_page_merge_and_nothing_is_lost(branched: Repository) -> None:
    said = branched.git("merge", "other")
    assert f"{PO}: 1 entry was translated otherwise on each branch and now fuzzy, with both: {EAT}" in said
    found = living()
    assert list(found) == ["Rest for two whole days.", *PARAGRAPHS[1:-1], BREATHED]
    assert (found[DRINK].msgstr, found[DRINK].fuzzy) == (("Bebe.",), False)
    assert (found[EAT].msgstr, found[EAT].fuzzy) == (("Coma bem.",), True)
    assert found[EAT].translator[-1] == "TM: other branch — Come bem."
    gone = {entry.msgid: entry.msgstr for entry in catalog.read(Path(PO)).entries if entry.obsolete}
    assert gone[BREATHE] == ("Respira.",)
    assert branched.git("status", "--porcelain") == ""


def test_the_next_run_after_a_merge_changes_nothing_that_the_merge_could_know(branched: Repository) -> None:
    branched.git("merge", "other")
    template = Path("locales/templates/a.txt.pot").read_bytes()
    mirrored = Path("locales/ar_XB/LC_MESSAGES/a.txt.po").read_bytes()
    medlocale("run", "-q")
    assert Path("locales/templates/a.txt.pot").read_bytes() == template
    assert Path("locales/ar_XB/LC_MESSAGES/a.txt.po").read_bytes() == mirrored
    offered = living()[BREATHED]
    assert (offered.msgstr, offered.fuzzy, offered.previous_msgid) == (("Respira.",), True, BREATHE)
    before = snapshot(Path())
    medlocale("run", "-q")
    assert snapshot(Path()) == before


def test_a_settled_entry_says_no_more_what_the_other_branch_had(branched: Repository) -> None:
    branched.git("merge", "other")
    accept(Path(PO), EAT, "Coma bem.")
    medlocale("extract", "-q")
    page("Rest for two whole days, please.", *PARAGRAPHS[1:-1], BREATHED)
    assert [line.partition(":")[0] for line in living()[EAT].translator] == ["MT"]


def test_a_rebase_merges_by_entry_as_well(branched: Repository) -> None:
    branched.git("rebase", "other")
    found = living()
    assert (found[DRINK].msgstr, found[EAT].msgstr) == (("Bebe.",), ("Come bem.",))
    assert found[EAT].fuzzy
    assert found[EAT].translator[-1] == "TM: other branch — Coma bem."


def test_without_the_driver_git_merges_by_lines(branched: Repository, tmp_path: Path) -> None:
    clone = Repository(tmp_path / "clone", branched.tool)
    branched.git("clone", "-q", ".", str(clone.folder))
    clone.git("merge", "origin/other", code=1)
    assert PO in clone.unmerged()
    assert "<<<<<<< " in (clone.folder / PO).read_text("utf-8")


def test_a_program_that_is_gone_loses_no_branch(branched: Repository) -> None:
    driver = branched.git("config", "merge.medlocale.driver").strip()
    program = driver.split()[3]
    assert Path(program).name == "medlocale"
    branched.git("config", "merge.medlocale.driver", driver.replace(program, "/nowhere/medlocale"))
    branched.git("merge", "other", code=1)
    assert PO in branched.unmerged()
    text = Path(PO).read_text("utf-8")
    assert ">>>>>>> theirs" in text
    assert "Come bem." in text


def test_a_broken_catalog_is_left_to_git(branched: Repository) -> None:
    with Path(PO).open("a", encoding="utf-8") as file:
        file.write('msgid "no end\n')
    branched.commit("broken")
    said = branched.git("merge", "other", code=1)
    assert f"{PO}: merged by lines and not by entry, look at it. This branch, line " in said
    assert branched.unmerged() == [PO]
    text = Path(PO).read_text("utf-8")
    assert "<<<<<<< ours" in text
    assert "Coma bem." in text
    assert "Come bem." in text


def test_branches_that_add_the_same_locale_merge(clinic: Repository) -> None:
    german = "locales/de/LC_MESSAGES/a.txt.po"

    def added(msgid: str, words: str) -> None:
        Path("medlocale.toml").write_text(CONFIG.replace('"ar_XB"', '"ar_XB", "de"'), "utf-8")
        medlocale("extract", "-q")
        accept(Path(german), msgid, words)
        clinic.commit(msgid)

    clinic.git("checkout", "-b", "other")
    added(DRINK, "Trinken Sie.")
    clinic.git("checkout", "main")
    added(EAT, "Essen Sie gut.")
    clinic.git("merge", "other")
    found = living(german)
    assert (found[DRINK].msgstr, found[EAT].msgstr) == (("Trinken Sie.",), ("Essen Sie gut.",))
    assert not found[DRINK].fuzzy
    assert not found[EAT].fuzzy


def test_branches_that_add_other_locales_leave_each_others_catalogs_alone(clinic: Repository) -> None:
    for branch, locale in (("other", "de"), ("main", "fr")):
        clinic.git("checkout", "-B", branch) if branch == "other" else clinic.git("checkout", branch)
        Path("medlocale.toml").write_text(CONFIG.replace('"ar_XB"', f'"ar_XB", "{locale}"'), "utf-8")
        medlocale("extract", "-q")
        clinic.commit(locale)
    clinic.git("merge", "other", code=1)
    assert clinic.unmerged() == ["medlocale.toml"]


def test_a_page_that_one_branch_renames_keeps_what_the_other_translates(clinic: Repository) -> None:
    german = "locales/de/LC_MESSAGES/a.txt.po"
    Path("medlocale.toml").write_text(CONFIG.replace('"ar_XB"', '"ar_XB", "de"'), "utf-8")
    medlocale("extract", "-q")
    clinic.commit("a locale without an engine")
    clinic.git("checkout", "-b", "other")
    accept(Path(german), DRINK, "Trinken Sie.")
    clinic.commit("translated")
    clinic.git("checkout", "main")
    clinic.git("mv", "content/a.txt", "content/b.txt")
    medlocale("extract", "-q")
    clinic.commit("renamed")
    clinic.git("merge", "other")
    (clinic.folder / ".medlocale/manifest.sqlite").unlink()  # as in the clone of a build job
    medlocale("extract", "-q")
    found = living(german.replace("a.txt", "b.txt"))[DRINK]
    assert (found.msgstr, found.fuzzy) == (("Trinken Sie.",), False)


def test_what_only_moves_on_its_page_moves_no_date(clinic: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, 30)
    Path("content/a.txt").write_text("\n\n\n\n" + "\n\n".join(PARAGRAPHS) + "\n", "utf-8")
    medlocale("run", "-q")
    changed = clinic.git("diff", "--unified=0", "--", "locales")
    assert "+#: content/a.txt:" in changed
    assert "Date" not in changed


def test_git_is_set_up_once_and_in_a_project_of_before(clinic: Repository) -> None:
    attributes = Path(".gitattributes").read_text("utf-8")
    medlocale("init", "--git")
    assert Path(".gitattributes").read_text("utf-8") == attributes
    assert Path("medlocale.toml").read_text("utf-8") == CONFIG
    Path(".gitattributes").write_text("*.html text", "utf-8")
    Path("medlocale.toml").write_text(CONFIG + '[paths]\nlocales = "our texts/[all]"\n', "utf-8")
    medlocale("init", "--git")
    assert Path(".gitattributes").read_text("utf-8").startswith("*.html text\n#")
    for name, driver in (
        ("de/LC_MESSAGES/x/a.md.po", "medlocale"),
        ("templates/a.pot", "medlocale"),
        ("de/review.jsonl", "union"),
    ):
        said = clinic.git("check-attr", "merge", f"our texts/[all]/{name}")
        assert said.strip().endswith(f": merge: {driver}"), said


def test_outside_of_a_repository_nothing_is_set_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, needs: Needs
) -> None:
    needs("git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    said = medlocale("init", "--git", str(tmp_path / "new"), code=1)
    assert "is in no git repository that can be used; `git init` makes one" in said
    assert not (tmp_path / "new").exists()


def test_the_commands_that_it_names_set_up_another_clone(clinic: Repository, tmp_path: Path) -> None:
    said = medlocale("init", "--git").splitlines()
    clone = Repository(tmp_path / "clone", clinic.tool)
    clinic.git("clone", "-q", ".", str(clone.folder))
    for line in said[-2:]:
        name, value = shlex.split(line)[2:]
        clone.git("config", name, value)
    assert clone.git("config", "merge.medlocale.driver") == f"{git.driver()}\n"
