"""A parcel holds the texts that were asked for, all that their translators need, and nothing else of the project."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from lxml import etree, html

from pipeline.errors import MedlocaleError, SourceError
from pipeline.exchange import packing, sent
from pipeline.exchange.outgoing import PENDING
from pipeline.exchange.parcel import VERSIONS, Parcel, ParcelUnit, Version
from pipeline.exchange.xliff.checking import check
from pipeline.memory import Notices, tmx
from pipeline.model import State
from pipeline.po.entries import FUZZY
from pipeline.project import config, layout
from pipeline.project.config import Settings
from pipeline.project.manifest import Manifest
from pipeline.review.approvals import ledger_path
from pipeline.stages import send
from pipeline.stages.send import Order, Sending
from pipeline.termbase import tbx
from tests.support import parcels
from tests.support.command import medlocale, snapshot

PAGES = ("care.html", "deep/plan.md", "strings.json")
BOTH: tuple[State, ...] = ("untranslated", "draft")
ALL: tuple[State, ...] = (*BOTH, "accepted")
NS = {"x": "urn:oasis:names:tc:xliff:document:1.2"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made") / "project"
    parcels.project(root)
    return root


@pytest.fixture
def settings(made: Path, tmp_path: Path) -> Settings:
    shutil.copytree(made, tmp_path / "project")
    return config.load(tmp_path / "project" / "medlocale.toml")


def sending(
    settings: Settings,
    output: Path,
    states: Sequence[State] = BOTH,
    *,
    pages: Sequence[str] = PAGES,
    locale: str = "pt_BR",
    form: Version = "xliff12",
    changed: bool = False,
) -> Sending:
    manifest = Manifest(settings.state, settings.root)
    try:
        order = Order(pages, frozenset(states), output, form, "Lingua & Co", changed)
        return send.send(settings, manifest, parcels.target(settings, locale), order, lambda *_: None)
    finally:
        manifest.close()


def read(output: Path) -> Parcel:
    with packing.unpacked(output) as there:
        assert there.parcel is not None
        return there.parcel


def sources(output: Path, page: str = "care.html") -> list[str]:
    """The source texts that are asked for, in the file's order; neighbours in brackets."""
    root = etree.parse(output / f"xliff/{page}.xlf").getroot()
    return [
        f"({text})" if each.get("translate") == "no" else text
        for each in root.iterfind(".//x:trans-unit", NS)
        for text in ["".join(each.find("x:source", NS).itertext())]
    ]


def test_what_is_asked_for_goes_out_in_page_order_between_its_neighbours(settings: Settings, tmp_path: Path) -> None:
    done = sending(settings, tmp_path / "out", ["draft"], pages=["care.html"])
    assert sources(tmp_path / "out") == [
        *("Care of your mouth", "(Rinse your mouth four times a day.)", "(Use the plan.)", "Don't swallow it."),
        *("(Spit it out.)", "(Call us if your temperature is < 36 °C or > 38 °C.)", "The nurse shows you how."),
        *("(Bring a towel.)", "Take 2 tablets with water.", "(Ask the ward.)"),
    ]
    assert (done.units, done.files) == (4, 1)


@pytest.mark.parametrize(("states", "count"), [(["untranslated"], 8), (["accepted"], 3), (BOTH, 12), (ALL, 15)])
def test_states_choose_the_texts(settings: Settings, tmp_path: Path, states: Sequence[State], count: int) -> None:
    assert sending(settings, tmp_path / "out", states).units == count
    assert sum(len(file.units) for file in read(tmp_path / "out").files) == count


def test_the_manifest_has_each_unit_as_it_is_in_the_catalog(settings: Settings, tmp_path: Path) -> None:
    sending(settings, tmp_path / "out", ALL)
    parcel = read(tmp_path / "out")
    assert (parcel.source, parcel.locale, parcel.agency, parcel.format) == ("en", "pt-BR", "Lingua & Co", "xliff12")
    for file in parcel.files:
        entries = parcels.entries(settings, file.page).values()
        expected = [ParcelUnit.of(e.msgctxt, e.sources, e.msgstr) for e in entries if not e.obsolete]
        assert [replace(unit, state="untranslated") for unit in file.units] == expected
        ids = {unit.id for unit in file.units}
        root = etree.parse(tmp_path / "out" / file.name).getroot()
        assert {each.get("id").partition("[")[0] for each in root.iterfind(".//x:trans-unit", NS)} == ids
        assert root.find("x:file", NS).get("product-version") == parcel.id
    states = {unit.id: unit.state for unit in parcel.files[0].units}
    assert sorted(states.values()) == ["accepted"] * 2 + ["draft"] * 4 + ["reviewed"] + ["untranslated"] * 4


@pytest.mark.parametrize("form", VERSIONS)
@pytest.mark.parametrize("locale", ["pt_BR", "ar", "ru"])
def test_all_files_keep_the_standard(settings: Settings, tmp_path: Path, form: Version, locale: str) -> None:
    sending(settings, tmp_path / "out", ALL, form=form, locale=locale)
    files = sorted((tmp_path / "out").rglob("*.xlf"))
    assert len(files) == 3
    assert {path.name: check(path) for path in files} == {path.name: [] for path in files}


@pytest.mark.parametrize("form", VERSIONS)
def test_the_same_project_makes_the_same_bytes(settings: Settings, tmp_path: Path, form: Version) -> None:
    for name in ("a.zip", "b.zip"):
        sending(settings, tmp_path / name, ALL, form=form)
    other = tmp_path / "elsewhere"
    shutil.copytree(settings.root, other)
    shutil.rmtree(other / ".medlocale")
    sending(config.load(other / "medlocale.toml"), tmp_path / "c.zip", ALL, form=form)
    assert len({(tmp_path / name).read_bytes() for name in ("a.zip", "b.zip", "c.zip")}) == 1


def test_nothing_of_the_project_changes_but_the_record_of_what_was_sent(settings: Settings, tmp_path: Path) -> None:
    sending(settings, tmp_path / "warm")
    path = ledger_path(settings, parcels.target(settings)).with_name(sent.FILE_NAME)
    path.unlink()
    before = snapshot(settings.root)
    done = sending(settings, tmp_path / "out")
    now = snapshot(settings.root)
    assert {name for name in now if now[name] != before.get(name)} == {path.relative_to(settings.root).as_posix()}
    assert before.keys() <= now.keys()
    assert sent.read(path).of(done.parcel) is not None
    assert not done.again
    assert sending(settings, tmp_path / "other").again


def test_changed_leaves_out_what_was_sent_or_accepted_as_it_is(settings: Settings, tmp_path: Path) -> None:
    assert sending(settings, tmp_path / "1", ALL, changed=True).units == 12
    assert not sending(settings, tmp_path / "2", ALL, changed=True).parcel
    assert not (tmp_path / "2").exists()
    parcels.change(settings, "care.html", "Care of your mouth", msgstr=("Outra",))
    assert not sending(settings, tmp_path / "3", ALL, changed=True).parcel
    page = layout.source_path(settings, "care.html")
    page.write_text(page.read_text("utf-8").replace("Bring a towel.", "Bring two towels."), "utf-8")
    parcels.extract(settings)
    assert sending(settings, tmp_path / "4", ALL, changed=True).units == 1
    assert "Bring two towels." in sources(tmp_path / "4")


def test_the_glossary_is_that_of_these_texts(settings: Settings, tmp_path: Path) -> None:
    sending(settings, tmp_path / "out")
    rows = tbx.read(tmp_path / "out" / "glossary.tbx").rows
    assert {(row.concept, row.locale, row.term) for row in rows} == {
        ("ward", "en", "ward"),
        ("ward", "pt_BR", "enfermaria"),
    }
    sending(settings, tmp_path / "none", pages=["deep/plan.md"])
    assert not (tmp_path / "none" / "glossary.tbx").exists()


def test_the_memory_is_what_resembles_these_texts(settings: Settings, tmp_path: Path) -> None:
    page = layout.source_path(settings, "care.html")
    page.write_text(page.read_text("utf-8").replace("Ask the ward.", "Bring a small towel."), "utf-8")
    parcels.extract(settings)
    parcels.change(
        settings, "care.html", "Bring a small towel.", msgstr=("",), translator=(), previous_msgid=None, flags=()
    )
    sending(settings, tmp_path / "out")
    units = list(tmx.read(tmp_path / "out" / "memory.tmx", Notices()))
    assert [(unit.source, unit.target, unit.origin) for unit in units] == [
        ("Bring a towel.", "Traga uma toalha.", "care.html")
    ]
    root = etree.parse(tmp_path / "out" / "xliff/care.html.xlf").getroot()
    others = root.findall(".//x:alt-trans[@origin='care.html']", NS)
    assert [other.findtext("x:target", namespaces=NS) for other in others] == ["Traga uma toalha."]


def test_of_a_large_parcel_the_memory_goes_as_a_whole(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(send, "MANY", 3)
    sending(settings, tmp_path / "out")
    units = list(tmx.read(tmp_path / "out" / "memory.tmx", Notices()))
    assert {unit.source for unit in units} >= {"Spit it out.", "Mouth care", "Bring a towel."}
    shown = html.parse(tmp_path / "out" / "context/care.html").getroot()
    assert len(list(shown.iter("tr"))) > 3


@pytest.mark.parametrize("jobs", [1, 3])
def test_pages_made_side_by_side_are_the_same(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    order = ("strings.json", "care.html", "deep/plan.md")
    whole = sending(settings, tmp_path / "whole", ALL, pages=order)
    monkeypatch.setattr(send, "MANY", 0)
    monkeypatch.setattr(send, "PART", 1)
    done = sending(replace(settings, jobs=jobs), tmp_path / "out", ALL, pages=order)
    assert [file.page for file in read(tmp_path / "out").files] == list(order)
    assert (done.units, done.files, done.words, done.parcel) == (15, 3, whole.words, whole.parcel)
    assert "ward" in {row.concept for row in tbx.read(tmp_path / "out" / "glossary.tbx").rows}
    assert [check(path) for path in (tmp_path / "out").rglob("*.xlf")] == [[], [], []]


def test_a_page_that_fails_beside_others_is_named_all_the_same(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(send, "MANY", 0)
    monkeypatch.setattr(send, "PART", 1)
    path = layout.catalog_path(settings, parcels.target(settings), "care.html")
    path.write_text(path.read_text("utf-8") + '\nmsgid "open\n', "utf-8")
    with pytest.raises(MedlocaleError) as error:
        sending(replace(settings, jobs=2), tmp_path / "out", pages=("strings.json", "deep/plan.md", "care.html"))
    assert error.value.path == path
    assert not (tmp_path / "out").exists()


def test_a_page_goes_along_as_its_preview_and_data_as_a_list(settings: Settings, tmp_path: Path) -> None:
    sending(settings, tmp_path / "out")
    shown = html.parse(tmp_path / "out" / "context/care.html").getroot()
    assert shown.get("lang") == "pt-BR"
    text = " ".join(shown.text_content().split())
    assert "Cuidados com a boca" in text
    assert "Traga uma toalha." in text
    assert (tmp_path / "out" / "context/strings.json-texts.html").exists()
    assert (tmp_path / "out" / "context/deep/plan.md-texts.html").exists()


def test_a_draft_with_broken_codes_goes_out_as_text(settings: Settings, tmp_path: Path) -> None:
    source = "Rinse your mouth <1>four times</1> a day."
    parcels.change(settings, "care.html", source, msgstr=("Enxágue <1>quatro.",), flags=(FUZZY,))
    for form in VERSIONS:
        sending(settings, tmp_path / form, form=form)
        path = tmp_path / form / "xliff/care.html.xlf"
        assert check(path) == []
        assert "Enxágue &lt;1&gt;quatro." in path.read_text("utf-8")


@pytest.mark.parametrize("form", VERSIONS)
@pytest.mark.parametrize(
    "words", ["0" * 12, PENDING, "PI"], ids=["zeros", "as the pending id is written", "as it reads"]
)
def test_a_text_that_looks_like_an_id_goes_out_as_it_is(
    words: str, form: Version, settings: Settings, tmp_path: Path
) -> None:
    parcels.change(settings, "care.html", "Ask the ward.", msgstr=(f"Ligue {words}.",), flags=(FUZZY,))
    parcel = sending(settings, tmp_path / "out", form=form).parcel
    text = (tmp_path / "out/xliff/care.html.xlf").read_text("utf-8")
    assert f"Ligue {escape(words)}." in text
    assert (text.count(parcel), text.count(PENDING)) == (2, 0)


def test_a_catalog_that_can_not_be_read_leaves_nothing_behind(settings: Settings, tmp_path: Path) -> None:
    path = layout.catalog_path(settings, parcels.target(settings), "strings.json")
    path.write_text(path.read_text("utf-8") + '\nmsgid "open\n', "utf-8")
    with pytest.raises(MedlocaleError) as error:
        sending(settings, tmp_path / "out")
    assert error.value.path == path
    assert [each.name for each in tmp_path.iterdir()] == ["project"]
    assert not ledger_path(settings, parcels.target(settings)).with_name(sent.FILE_NAME).exists()


def test_a_character_without_a_place_is_said_with_its_file(settings: Settings, tmp_path: Path) -> None:
    parcels.change(settings, "care.html", "Ask the ward.", msgstr=("a\x01b",), flags=(FUZZY,))
    with pytest.raises(SourceError, match=r"U\+0001") as error:
        sending(settings, tmp_path / "out")
    assert error.value.path == layout.catalog_path(settings, parcels.target(settings), "care.html")
    assert sending(settings, tmp_path / "out", form="xliff21").parcel


def test_a_parcel_never_lies_among_the_projects_files(settings: Settings) -> None:
    for folder in ("content", "locales/pt_BR", "site", ".medlocale"):
        with pytest.raises(SourceError, match="whose files are the project's"):
            sending(settings, settings.root / folder / "out")


def test_nobody_translates_into_a_pseudo_locale(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="pseudo-locale"):
        sending(settings, tmp_path / "out", locale="en_XA")


def test_two_persons_have_to_accept_what_asks_for_them(settings: Settings, tmp_path: Path) -> None:
    strict = replace(settings, two_persons=("body", "instruction", "dose"))
    sending(strict, tmp_path / "out", ALL)
    assert "reviewed" not in {unit.state for unit in read(tmp_path / "out").files[0].units}


@pytest.mark.parametrize("form", VERSIONS)
def test_what_comes_back_as_it_went_changes_nothing_in_another_place(
    settings: Settings, tmp_path: Path, form: Version
) -> None:
    sending(settings, tmp_path / "out.zip", ALL, form=form)
    other = tmp_path / "another" / "machine"
    shutil.copytree(settings.root, other)
    before = snapshot(other)
    medlocale("receive", str(tmp_path / "out.zip"), "--config", str(other / "medlocale.toml"))
    assert {name: data for name, data in snapshot(other).items() if name.endswith((".po", ".jsonl"))} == {
        name: data for name, data in before.items() if name.endswith((".po", ".jsonl"))
    }


@pytest.mark.parametrize("form", VERSIONS)
def test_what_an_agency_translates_arrives_as_its_draft(settings: Settings, tmp_path: Path, form: Version) -> None:
    sending(settings, tmp_path / "out", form=form)
    path = tmp_path / "out" / "xliff/care.html.xlf"
    text = path.read_text("utf-8")
    target = "</source><target>Pergunte.</target>"
    at = text.index("</source>", text.index("Ask the "))
    path.write_text(text[:at] + target + text[at + len("</source>") :], "utf-8")
    medlocale("receive", str(tmp_path / "out"), "--config", str(settings.root / "medlocale.toml"))
    entry = parcels.entries(settings, "care.html")["Ask the ward."]
    assert (entry.msgstr, entry.fuzzy) == (("Pergunte.",), True)
    assert any(line.startswith("AGENCY: Lingua & Co ") for line in entry.translator)
