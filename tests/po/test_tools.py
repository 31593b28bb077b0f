"""Our catalogs go through the tools that translators use, and come back with all that people decided."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from translate.storage import factory

from pipeline.po import catalog
from pipeline.po.catalog import Catalog, Entry
from pipeline.po.merge import merge
from pipeline.po.provenance import is_untouched_draft, with_draft
from tests.support.catalogs import CREATED, HEADERS

ENTRIES = (
    Entry("Therapy", msgctxt="title", extracted=("Role: title",), references=("content/a.html:1",)),
    Entry(
        "Call <1>us</1> if the fever is above 38 °C.",
        extracted=("Role: p", "Paragraph: Rest. Call <1>us</1> if …", "Codes: <1> link to #call"),
        references=("content/a.html:7", "content/a.html:19"),
    ),
    Entry("{n} visit", ("", ""), msgid_plural="{n} visits", references=("content/ui.json:3",)),
    Entry('Say "no" \\ to\tsmoke', references=("content/our services.yaml:4",)),
    Entry("Not yet translated", references=("content/a.html:30",)),
)
TEMPLATE = Catalog(catalog.new_headers(project="Clinic pages", bugs="team@clinic.example", created=CREATED), ENTRIES)


def worked_on() -> Catalog:
    """The catalog as a person and a machine have left it: accepted, drafted, edited, commented, retired."""
    title, call, visits, smoke, todo = merge(None, TEMPLATE, headers=HEADERS, plural_count=2).catalog.entries
    entries = (
        replace(title, msgstr=("Terapia",), translator=("Ana prefers this.",)),
        with_draft(call, ["<1>Ligue</1> se a febre passar de 38 °C."], origin="m@1", score=0.8, unmet=["“us” is lost"]),
        with_draft(visits, ["{n} consulta", "{n} consultas"], origin="m@1", score=0.9),
        replace(smoke, msgstr=('Diga "não" \\ ao\tfumo',), flags=("fuzzy",)),
        todo,
        Entry("Old", ("Velho",), translator=("Kept.",), obsolete=True),
    )
    return Catalog(HEADERS | {"X-Board": "oncology"}, entries, Entry("", translator=("Clinic pages", "Ana, 2026")))


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """The catalog and its template as files."""
    po, pot = tmp_path / "a.po", tmp_path / "a.pot"
    catalog.write(po, worked_on())
    catalog.write(pot, TEMPLATE)
    return po, pot


@pytest.mark.gettext
@pytest.mark.parametrize(
    "command",
    [
        ["msgcat"],
        ["msgcat", "--no-wrap"],
        ["msgattrib"],
        ["msgmerge", "--quiet", "--no-fuzzy-matching"],
        ["msgmerge", "--quiet", "--previous"],
        ["msgconv", "--to-code=UTF-8"],
    ],
    ids=" ".join,
)
def test_gettext_s_tools_keep_everything(
    command: list[str], files: tuple[Path, Path], needs: Callable[[str], str]
) -> None:
    po, pot = files
    tool, *options = command
    arguments = [str(po), str(pot)] if tool == "msgmerge" else [str(po)]
    done = subprocess.run([needs(tool), *options, *arguments], capture_output=True, check=True)
    assert done.stderr == b""
    found = catalog.parse(done.stdout.decode("utf-8"))
    assert found == worked_on()
    assert [is_untouched_draft(entry) for entry in found.entries] == [False, True, True, False, False, False]


@pytest.mark.gettext
def test_msgfmt_accepts_catalog_and_template(files: tuple[Path, Path], needs: Callable[[str], str]) -> None:
    po, pot = files
    for arguments in (["-c", str(po)], [str(pot)]):
        done = subprocess.run([needs("msgfmt"), "-o", "-", *arguments], capture_output=True, check=True)
        assert done.stderr == b""


@pytest.mark.gettext
def test_msgattrib_accepts_a_draft_as_we_read_it(files: tuple[Path, Path], needs: Callable[[str], str]) -> None:
    po, _ = files
    done = subprocess.run([needs("msgattrib"), "--clear-fuzzy", str(po)], capture_output=True, check=True)
    found = catalog.parse(done.stdout.decode("utf-8"))
    assert not any(entry.fuzzy for entry in found.entries)
    assert [entry.msgstr for entry in found.entries] == [entry.msgstr for entry in worked_on().entries]


def test_polib_keeps_everything(files: tuple[Path, Path]) -> None:
    po, _ = files
    theirs = polib.pofile(str(po), wrapwidth=78)
    theirs.save(str(po))
    found = catalog.read(po)
    # polib takes a space for the end of a file name.
    assert without_references(found) == without_references(worked_on())
    assert [e.references for e in found.entries[:3]] == [e.references for e in worked_on().entries[:3]]


def test_an_acceptance_in_polib_is_one_for_us(files: tuple[Path, Path]) -> None:
    po, _ = files
    theirs = polib.pofile(str(po))
    theirs[2].flags.remove("fuzzy")
    theirs.save(str(po))
    accepted = catalog.read(po).entries[2]
    assert not accepted.fuzzy
    assert not is_untouched_draft(accepted)
    assert accepted.translator == worked_on().entries[2].translator


def test_translate_toolkit_keeps_everything(files: tuple[Path, Path]) -> None:
    po, _ = files
    store = factory.getobject(str(po))
    drafts = [unit.source for unit in store.units if unit.isfuzzy()]
    assert [str(source) for source in drafts] == [e.msgid for e in worked_on().entries if e.fuzzy]
    assert store.units[1].getcontext() == "title"
    assert store.units[1].target == "Terapia"
    store.save()
    found = catalog.read(po)
    assert found.entries == worked_on().entries
    assert dict(found.headers).items() >= worked_on().headers.items()


def without_references(found: Catalog) -> list[Entry]:
    return [replace(entry, references=()) for entry in found.entries]
