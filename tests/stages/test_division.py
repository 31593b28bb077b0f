"""What people accepted for a whole ICU message stays accepted when its branches become entries of their own."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import locales
from pipeline.formats.json.format import JsonFormat
from pipeline.po import catalog
from pipeline.po.entries import Catalog, Entry
from pipeline.po.provenance import with_draft
from pipeline.project import config
from pipeline.project.layout import catalog_path
from pipeline.review import ledger
from pipeline.review.approvals import Approvals, ledger_path
from pipeline.review.ledger import Record, entry_digest, translation_digest
from pipeline.stages.division import divided
from pipeline.stages.extract import entry as template_entry
from tests.support.command import medlocale

TWO = "nplurals=2; plural=n > 1;"
ENGLISH = locales.parse("en")
# As the entry of "{sex, select, f {She} other {They}} will see <b>{name}</b>." was written when it was one.
WHOLE = Entry(
    "<1/>She<2/>They<3/> will see <4><5/></4>.",
    ("<1/>Ela<2/>Eles<3/> verão <4><5/></4>.",),
    "sees",
    extracted=(
        "Role: string",
        "Codes: <1/> “{sex, select, f {”, <2/> “} other {”, <3/> “}}”, <4> “<b>”, <5/> “{name}”",
    ),
    translator=("Asked the ward.",),
)
NIGHTS = Entry(
    "<1/>No night<2/># nights<3/> left",
    ("<1/>Nenhuma noite<2/># noites<3/> restantes",),
    "left",
    extracted=("Codes: <1/> “{n, plural, =0 {”, <2/> “} other {”, <3/> “}}”",),
)
SOURCE = {
    "sees": "{sex, select, f {She} other {They}} will see <b>{name}</b>.",
    "left": "{n, plural, =0 {No night} other {# nights}} left",
    "stay": {"=0": "no day", "one": "{n} day", "other": "{n} days"},
}


def template() -> Catalog:
    found = JsonFormat().extract(json.dumps(SOURCE))
    return Catalog({}, tuple(template_entry(segment, "a.json", "content", ()) for segment in found.segments))


def brought(*old: Entry, locale: str = "pt_BR") -> dict[str | None, tuple[tuple[str, ...], bool]]:
    result = divided(
        Catalog({"Plural-Forms": TWO} if locale == "pt_BR" else {}, old), template(), ENGLISH, locales.parse(locale)
    )
    assert result.catalog is not None
    assert result.catalog.entries[: len(old)] == old
    new = result.catalog.entries[len(old) :]
    assert all(entry.obsolete for entry in new)
    return {entry.msgctxt: (entry.msgstr, entry.fuzzy) for entry in new}


def test_each_branch_takes_its_words_from_the_whole_message() -> None:
    assert brought(WHOLE) == {
        "sees[sex=f]": (("Ela verão <1><2/></1>.",), False),
        "sees[sex=other]": (("Eles verão <1><2/></1>.",), False),
    }


def test_a_plural_takes_the_forms_that_the_message_named_and_waits_for_the_others() -> None:
    assert brought(NIGHTS) == {
        "left[n=0]": (("Nenhuma noite restantes",), False),
        "left": (("# noites restantes", "# noites restantes"), False),
    }
    assert brought(NIGHTS, locale="zh_Hans")["left"] == (("# noites restantes",), False)
    assert brought(NIGHTS, locale="pl")["left"] == (("# noites restantes", "", "# noites restantes"), True)


def test_what_nobody_accepted_stays_a_draft_and_what_no_person_wrote_is_drafted_again() -> None:
    assert {fuzzy for _, fuzzy in brought(replace(WHOLE, flags=("fuzzy",))).values()} == {True}
    assert brought(with_draft(replace(WHOLE, msgstr=("",)), WHOLE.msgstr, origin="m@1", score=0.9)) == {}


@pytest.mark.parametrize(
    "target",
    [
        "<1/>Ela e eles<2/><3/> verão <4><5/></4>.",
        "<2/>Ela<1/>Eles<3/> verão <4><5/></4>.",
        "<1/>Ela<2/>Eles<3/> verão <5/>.",
        "<1/>Ela {<2/>Eles<3/> verão <4><5/></4>.",
    ],
)
def test_a_translation_with_a_broken_frame_is_not_carried(target: str) -> None:
    assert brought(replace(WHOLE, msgstr=(target,))) == {}


def test_the_two_forms_of_an_object_are_offered_as_a_plural() -> None:
    one, other = Entry("<1/> day", ("<1/> dia",), "stay.one"), Entry("<1/> days", ("<1/> dias",), "stay.other")
    assert brought(one, other) == {"stay": (("<1/> dia", "<1/> dias"), True)}
    assert brought(one, other, locale="pl") == {"stay": (("<1/> dia", "", "<1/> dias"), True)}
    assert brought(one) == {}


def test_nothing_is_brought_where_the_entries_have_translations() -> None:
    has = Entry("She will see <1><2/></1>.", ("Ela verá <1><2/></1>.",), "sees[sex=f]")
    assert set(brought(WHOLE, has)) == {"sees[sex=other]"}


def test_the_acceptances_of_the_message_are_carried_to_its_branches(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.json").write_text(json.dumps(SOURCE), "utf-8")
    people = '[project]\ntargets = ["pt_BR"]\n[review.people]\nana = { name = "Ana Souza", role = "translator" }\n'
    (tmp_path / "medlocale.toml").write_text(people, "utf-8")
    settings = config.load(tmp_path / "medlocale.toml")
    target = settings.targets[0]
    path = catalog_path(settings, target, "a.json")
    catalog.write(path, Catalog({"Language": "pt_BR", "Plural-Forms": TWO}, (WHOLE, NIGHTS)))
    record = Record(
        entry_digest(WHOLE),
        translation_digest(WHOLE),
        "accept",
        "ana",
        "2026-02-01T00:00:00Z",
        "translator",
        "translated",
    )
    ledger.write(ledger_path(settings, target), ledger.read(ledger_path(settings, target)).with_records([record]))
    medlocale("extract", "--config", str(tmp_path / "medlocale.toml"))
    approvals = Approvals(settings, target)
    levels = {entry.msgctxt: approvals.level(entry) for entry in catalog.read(path).entries if not entry.obsolete}
    assert {name: level for name, level in levels.items() if level != "draft"} == {
        "sees[sex=f]": "reviewed",
        "sees[sex=other]": "reviewed",
        "left[n=0]": "accepted",
        "left": "accepted",
    }
