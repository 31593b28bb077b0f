"""A project with a glossary: what translators see of it, what a change of it touches, and the command's answers."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import polib
import pytest
from typer.testing import CliRunner

from pipeline import mt
from pipeline.cli import app
from pipeline.model import Draft, Segment
from pipeline.termbase import rows
from tests.support.command import snapshot

HEADER = "concept,locale,term,status,pos,forms,domain,note\n"
GLOSSARY = HEADER + (
    "gvhd,en,graft-versus-host disease,preferred,noun,,oncology,MeSH:D006086\n"
    "gvhd,pt_BR,doença do enxerto contra o hospedeiro,preferred,noun,,oncology,\n"
    "severe,en,severe,preferred,adjective,,general,\n"
    "severe,pt_BR,grave,preferred,adjective,,general,\n"
    "severe,pt_BR,severo,forbidden,adjective,,general,\n"
    "fever,en,fever,preferred,noun,,general,\n"
    "fever,pt_BR,febre,preferred,noun,,general,\n"
    "kymriah,en,Kymriah,do-not-translate,noun,,drugs,\n"
)
PAGE = (
    "Graft-versus-host disease may come late.\n\n"
    "A severe rash is a sign.\n\n"
    "Fever is a sign, too.\n\n"
    "Tell us when Kymriah was given.\n\n"
    "Drink plenty of water.\n"
)
CONFIG = '[project]\nname = "Test clinic"\ntargets = ["pt_BR"]\n[translate.engines]\npt_BR = "words"\n'
WORDS = {
    "Graft-versus-host disease may come late.": "A doença do enxerto contra o hospedeiro pode surgir tarde.",
    "A severe rash is a sign.": "Uma erupção grave é um sinal.",
    "Fever is a sign, too.": "A febre também é um sinal.",
    "Tell us when Kymriah was given.": "Diga-nos quando o Kymriah foi aplicado.",
    "Drink plenty of water.": "Beba muita água.",
}


class Words:
    """An engine that knows a few sentences by heart."""

    origin = "words@1"

    def translate(self, segments: Sequence[Segment]) -> list[Draft]:
        return [Draft(WORDS[segment.text], 0.9, self.origin) for segment in segments]


@pytest.fixture
def clinic(write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write("clinic/medlocale.toml", CONFIG).parent
    write("clinic/content/leaflet.txt", PAGE)
    write("clinic/glossary/oncology.csv", GLOSSARY)
    monkeypatch.chdir(root)
    monkeypatch.setattr(mt, "load", lambda *_, **__: Words())
    return root


def medlocale(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == code, f"{result.stdout}\n{result.stderr}\n{result.exception!r}"
    return result.stdout if code == 0 else f"{result.stdout}{result.stderr}"


def catalog(root: Path) -> Path:
    return root / "locales/pt_BR/LC_MESSAGES/leaflet.txt.po"


def entry(root: Path, word: str) -> polib.POEntry:
    return next(entry for entry in polib.pofile(str(catalog(root))) if word in entry.msgid)


def accept(root: Path, word: str, msgstr: str | None = None) -> None:
    po = polib.pofile(str(catalog(root)), wrapwidth=0)
    found = next(entry for entry in po if word in entry.msgid)
    found.msgstr = msgstr or found.msgstr
    found.flags = []
    po.save()


def change(root: Path, old: str, new: str) -> None:
    path = root / "glossary/oncology.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def untranslated(root: Path) -> set[str]:
    return {entry.msgid for entry in polib.pofile(str(catalog(root))) if not entry.msgstr}


def flagged(root: Path) -> set[str]:
    return {entry.msgid for entry in polib.pofile(str(catalog(root))) if "QA: Glossary:" in entry.tcomment}


def test_an_entry_lists_its_terms_and_their_preferred_targets(clinic: Path) -> None:
    medlocale("extract")
    assert "Glossary: graft-versus-host disease → doença do enxerto contra o hospedeiro" in (
        entry(clinic, "Graft").comment.splitlines()
    )
    severe = entry(clinic, "severe").comment.splitlines()
    assert severe[-2:] == ["Glossary: severe → grave", "Glossary, not: severe → severo"]
    assert "Glossary: Kymriah → (keep)" in entry(clinic, "Kymriah").comment
    assert "Glossary" not in entry(clinic, "water").comment
    assert "Glossary" not in (clinic / "locales/templates/leaflet.txt.pot").read_text("utf-8")


def test_a_pseudo_locale_has_no_terms(clinic: Path) -> None:
    (clinic / "medlocale.toml").write_text('[project]\ntargets = ["en_XA"]\n', "utf-8")
    medlocale("extract")
    assert "Glossary" not in (clinic / "locales/en_XA/LC_MESSAGES/leaflet.txt.po").read_text("utf-8")


def test_a_second_run_writes_nothing_and_makes_no_termbase(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.project import glossary

    medlocale("run")
    before = snapshot(clinic)
    monkeypatch.setattr(glossary, "load", lambda *_, **__: pytest.fail("a termbase was made"))
    medlocale("run")
    assert snapshot(clinic) == before


def test_a_changed_term_reopens_exactly_the_drafts_it_touches(clinic: Path) -> None:
    medlocale("run")
    assert untranslated(clinic) == set()
    change(clinic, "pt_BR,febre,", "pt_BR,pirexia,")
    medlocale("extract")
    assert untranslated(clinic) == {"Fever is a sign, too."}
    assert flagged(clinic) == set()
    assert "MT:" not in entry(clinic, "Fever").tcomment


@pytest.mark.parametrize(
    ("old", "new", "touched"),
    [
        ("pt_BR,severo,forbidden", "pt_BR,forte,forbidden", {"A severe rash is a sign."}),
        ("severe,pt_BR,grave,preferred", "severe,pt_BR,intenso,preferred", {"A severe rash is a sign."}),
        (
            GLOSSARY,
            GLOSSARY + "water,en,water,preferred,,,,\nwater,pt_BR,água,preferred,,,,\n",
            {"Drink plenty of water."},
        ),
        ("kymriah,en,Kymriah,do-not-translate,noun,,drugs,\n", "", {"Tell us when Kymriah was given."}),
        ("MeSH:D006086", "MeSH:D006087", set()),
    ],
    ids=["another forbidden", "another preferred", "a concept more", "a concept less", "a note"],
)
def test_every_kind_of_change_touches_its_own_entries(clinic: Path, old: str, new: str, touched: set[str]) -> None:
    medlocale("run")
    change(clinic, old, new)
    medlocale("extract")
    assert untranslated(clinic) == touched


def test_a_changed_term_flags_exactly_the_accepted_work_it_contradicts(clinic: Path) -> None:
    medlocale("run")
    accept(clinic, "Fever")
    accept(clinic, "severe", "Uma erupção muito forte é um sinal.")  # against the glossary, and the translator's choice
    medlocale("extract")
    change(clinic, "pt_BR,febre,", "pt_BR,pirexia,")
    medlocale("extract")
    assert flagged(clinic) == {"Fever is a sign, too."}
    assert untranslated(clinic) == set()
    assert entry(clinic, "Fever").msgstr == "A febre também é um sinal."
    assert "QA: Glossary: fever → pirexia is not in this translation." in entry(clinic, "Fever").tcomment


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pt_BR,severo,forbidden", "pt_BR,intenso,forbidden"),
        ("severe,pt_BR,intenso,admitted,adjective,,general,\n", ""),
    ],
    ids=["forbidden now", "admitted no longer"],
)
def test_a_word_that_is_no_longer_allowed_is_flagged(clinic: Path, old: str, new: str) -> None:
    if new == "":
        change(clinic, "severe,pt_BR,severo", old + "severe,pt_BR,severo")
    else:
        change(clinic, "severe,pt_BR,grave,", "severe,pt_BR,intenso,preferred,,,,\nsevere,pt_BR,grave,")
        change(clinic, "grave,preferred", "grave,admitted")
    medlocale("run")
    accept(clinic, "severe", "Uma erupção intensa é um sinal.")
    medlocale("extract")
    assert flagged(clinic) == set()
    if new:
        change(clinic, "severe,pt_BR,intenso,preferred,,,,\n", "")
    change(clinic, old, new)
    medlocale("extract")
    assert flagged(clinic) == {"A severe rash is a sign."}


def test_of_a_hundred_entries_a_change_touches_those_with_the_term_and_no_other(clinic: Path) -> None:
    """Precision and recall: every pair of ten concepts makes a sentence, and every third of them is accepted."""
    names = ["heart", "liver", "kidney", "lung", "skin", "bone", "blood", "brain", "stomach", "spleen"]
    words = ["coração", "fígado", "rim", "pulmão", "pele", "osso", "sangue", "cérebro", "estômago", "baço"]
    rows = "".join(
        f"{name},en,{name},preferred,,,,\n{name},pt_BR,{word},preferred,,,,\n"
        for name, word in zip(names, words, strict=True)
    )
    (clinic / "glossary/oncology.csv").write_text(HEADER + rows, "utf-8")
    sentences = {
        f"The {a} is beside the {b}.": f"Aqui {words[i]} fica perto de {words[j]}."
        for i, a in enumerate(names)
        for j, b in enumerate(names)
    }
    WORDS.update(sentences)
    (clinic / "content/leaflet.txt").write_text("\n\n".join(sentences) + "\n", "utf-8")
    medlocale("run")
    po = polib.pofile(str(catalog(clinic)), wrapwidth=0)
    for found in po[::3]:
        found.flags = []
    po.save()
    medlocale("extract")
    before = {found.msgid: found for found in polib.pofile(str(catalog(clinic)))}
    change(clinic, ",lung,preferred,,,,\nlung,pt_BR,pulmão,", ",lung,preferred,,,,\nlung,pt_BR,bofe,")
    medlocale("extract")
    touched = {msgid for msgid in before if "lung" in msgid}
    assert len(touched) == 19
    assert untranslated(clinic) == {msgid for msgid in touched if before[msgid].fuzzy}
    assert flagged(clinic) == {msgid for msgid in touched if not before[msgid].fuzzy}
    after = {found.msgid: found for found in polib.pofile(str(catalog(clinic)))}
    assert all(str(after[msgid]) == str(before[msgid]) for msgid in before.keys() - touched)
    assert all(after[msgid].msgstr == before[msgid].msgstr for msgid in flagged(clinic))


@pytest.mark.parametrize("how", ["the glossary", "the translation"])
def test_a_flag_goes_when_its_reason_is_gone(clinic: Path, how: str) -> None:
    medlocale("run")
    accept(clinic, "Fever")
    change(clinic, "pt_BR,febre,", "pt_BR,pirexia,")
    medlocale("extract")
    assert flagged(clinic)
    if how == "the glossary":
        change(clinic, "pt_BR,pirexia,", "pt_BR,febre,")
    else:
        accept(clinic, "Fever", "A pirexia também é um sinal.")
    medlocale("extract")
    assert flagged(clinic) == set()


def test_a_draft_that_a_person_changed_is_flagged_and_kept(clinic: Path) -> None:
    medlocale("run")
    po = polib.pofile(str(catalog(clinic)), wrapwidth=0)
    next(entry for entry in po if "Fever" in entry.msgid).msgstr = "Febre é um sinal também."
    po.save()
    change(clinic, "pt_BR,febre,", "pt_BR,pirexia,")
    medlocale("extract")
    assert untranslated(clinic) == set()
    assert flagged(clinic) == {"Fever is a sign, too."}
    assert entry(clinic, "Fever").fuzzy


def test_a_check_that_a_translator_ignores_raises_no_flag(clinic: Path) -> None:
    medlocale("run")
    po = polib.pofile(str(catalog(clinic)), wrapwidth=0)
    found = next(entry for entry in po if "Fever" in entry.msgid)
    found.flags, found.tcomment = [], "ignore: term-missing — patients say febre"
    po.save()
    change(clinic, "pt_BR,febre,", "pt_BR,pirexia,")
    medlocale("extract")
    assert flagged(clinic) == set()


def test_only_changed_catalogs_are_rewritten(clinic: Path) -> None:
    (clinic / "content/other.txt").write_text("Wash your hands.\n", "utf-8")
    WORDS["Wash your hands."] = "Lave as mãos."
    medlocale("run")
    other = catalog(clinic).with_name("other.txt.po")
    before = other.stat().st_mtime_ns
    change(clinic, "pt_BR,febre,", "pt_BR,pirexia,")
    medlocale("extract")
    assert other.stat().st_mtime_ns == before


def test_a_draft_that_misses_a_term_says_so(clinic: Path) -> None:
    change(clinic, "pt_BR,febre,", "pt_BR,pirexia,")
    medlocale("run")
    assert "MT: unmet" in entry(clinic, "Fever").tcomment
    assert "pirexia" in entry(clinic, "Fever").tcomment
    assert "unmet" not in entry(clinic, "severe").tcomment


def test_a_bad_row_fails_the_run_and_takes_no_other_term(clinic: Path) -> None:
    change(clinic, "fever,pt_BR,febre,preferred", "fever,pt_BR,febre,preferd")
    said = medlocale("extract", code=1)
    assert "oncology.csv:8: status" in said
    assert "grave" in entry(clinic, "severe").comment


def test_a_project_without_a_glossary_works_as_before(clinic: Path) -> None:
    (clinic / "glossary/oncology.csv").unlink()
    (clinic / "glossary").rmdir()
    medlocale("run")
    assert "Glossary" not in catalog(clinic).read_text("utf-8")
    assert "no such" not in medlocale("glossary", "check")


def test_check_names_file_line_and_column(clinic: Path) -> None:
    change(clinic, "gvhd,pt_BR,", "gvhd,xx_QQ,")
    said = medlocale("glossary", "check", code=1)
    assert "oncology.csv:3: locale: " in said
    found = [
        json.loads(line)
        for line in CliRunner().invoke(app, ["glossary", "check", "--format", "json"]).stdout.splitlines()
    ]
    assert (found[0]["line"], found[0]["column"], found[0]["severity"]) == (3, "locale", "error")


def test_check_measures_adherence_a_term(clinic: Path) -> None:
    medlocale("run")
    accept(clinic, "Fever", "A temperatura alta também é um sinal.")
    measured = [json.loads(line) for line in medlocale("glossary", "check", "--format", "json").splitlines()]
    found = {row["concept"]: (row["occurrences"], row["honoured"]) for row in measured}
    assert found == {"fever": (1, 0), "gvhd": (1, 1), "severe": (1, 1), "kymriah": (1, 1)}
    place = measured[0]["missed"][0]
    line = catalog(clinic).read_text("utf-8").splitlines()[int(place.rpartition(":")[2]) - 1]
    assert line == 'msgid "Fever is a sign, too."'
    table = medlocale(
        "glossary", "check", "glossary/oncology.csv", "--catalog", str(catalog(clinic)), "--locale", "pt_BR"
    )
    assert "fever" in table


def test_list_and_search(clinic: Path) -> None:
    assert medlocale("glossary", "list", "-l", "pt-PT", "--format", "json") == ""
    listed = [json.loads(row) for row in medlocale("glossary", "list", "-l", "pt-BR", "--format", "json").splitlines()]
    assert {row["term"] for row in listed} >= {"grave", "severo", "febre"}
    assert "febre" not in medlocale("glossary", "list", "--status", "forbidden")
    medlocale("glossary", "list", "--status", "banned", code=2)
    for text in ("DOENCA DO ENXERTO", "graft", "hospedeiro", "graft-versus-hots disease"):
        assert "graft-versus-host disease" in medlocale("glossary", "search", text), text
    assert medlocale("glossary", "search", "zebra") == ""


@pytest.mark.parametrize(("form", "name"), [("tbx", "terms.tbx"), ("weblate", "terms.po")])
def test_what_is_exported_comes_back(clinic: Path, tmp_path: Path, form: str, name: str) -> None:
    medlocale("glossary", "export", "--format", form, "-l", "pt_BR", "-o", str(tmp_path / name))
    medlocale("glossary", "import", str(tmp_path / name), "-o", "known.csv")
    assert not Path("known.csv").exists()  # all of it is in the project's glossary already
    (clinic / "glossary/oncology.csv").rename(tmp_path / "old.csv")
    medlocale("glossary", "import", str(tmp_path / name), "-o", "glossary/oncology.csv")
    old, new = (rows.read(path).rows for path in (tmp_path / "old.csv", clinic / "glossary/oncology.csv"))
    assert set(new) == set(old)


def test_an_import_adds_and_reports_what_contradicts(clinic: Path) -> None:
    (clinic / "terms.csv").write_text("fever,calentura\nsevere,grave\nnausea,náusea\n", "utf-8")
    said = medlocale("glossary", "import", "terms.csv", "-l", "pt_BR", "-o", "glossary/more.csv", code=3)
    assert "'calentura' is left out" in said
    assert "oncology.csv:8" in said
    with (clinic / "glossary/more.csv").open(encoding="utf-8", newline="") as file:
        assert [(row["concept"], row["locale"], row["term"]) for row in csv.DictReader(file)] == [
            ("nausea", "en", "nausea"),
            ("nausea", "pt_BR", "náusea"),
        ]
    before = (clinic / "glossary/oncology.csv").read_bytes()
    medlocale("glossary", "import", "terms.csv", "-l", "pt_BR", "-o", "glossary/oncology.csv", code=3)
    assert (clinic / "glossary/oncology.csv").read_bytes() == before


def test_an_import_works_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "terms.tsv").write_text("fever\tfiebre\n", "utf-8")
    medlocale("glossary", "import", "terms.tsv", "-l", "es", "-o", "es.csv")
    assert "fever,es,fiebre,preferred" in (tmp_path / "es.csv").read_text("utf-8")
    assert "fever,fiebre" in medlocale("glossary", "export", "-g", "es.csv", "--format", "csv", "-l", "es")
    assert "medlocale init" in medlocale("glossary", "list", code=1)


TBX = """<?xml version="1.0"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="rash"><langSec xml:lang="es"><termSec><term>erupción</term></termSec></langSec></conceptEntry>
<conceptEntry id="itch">
<langSec xml:lang="en-GB"><termSec><term>itch</term></termSec></langSec>
<langSec xml:lang="es"><termSec><term>picor</term></termSec></langSec></conceptEntry>
<conceptEntry id="burn"><langSec xml:lang="es"><termSec><term>quemadura</term></termSec></langSec>
<langSec xml:lang="pt"><termSec><term>queimadura</term></termSec></langSec></conceptEntry>
</body></text></tbx>
"""


def test_a_concept_without_a_source_term_is_left_out_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.tbx").write_text(TBX, "utf-8")
    (tmp_path / "own.csv").write_text(
        "concept,locale,term,status,pos,forms,domain,note\nburn,en,burn,preferred,noun,,,\n", "utf-8"
    )
    result = CliRunner().invoke(app, ["glossary", "import", "a.tbx", "-o", "own.csv", "--source-locale", "en-GB"])
    assert result.exit_code == 0
    assert "a.tbx:3: concept: skipped: 'rash' has no term in en-GB, the source locale" in result.stderr
    assert result.stderr.count("skipped") == 1
    with (tmp_path / "own.csv").open(encoding="utf-8", newline="") as file:
        found = {(row["concept"], row["term"]) for row in csv.DictReader(file)}
    assert found == {
        ("burn", "burn"), ("burn", "quemadura"), ("burn", "queimadura"), ("itch", "itch"), ("itch", "picor")
    }  # fmt: skip
    medlocale("glossary", "check", "own.csv", "--source-locale", "en-GB")


@pytest.mark.parametrize(("note", "said"), [("unreviewed; MeSH", True), ("checked by Ana Souza", False)])
def test_a_page_says_that_no_speaker_has_checked_the_terms_of_its_drafts(clinic: Path, note: str, said: bool) -> None:
    text = (clinic / "glossary/oncology.csv").read_text("utf-8")
    changed = text.replace("febre,preferred,noun,,general,", f"febre,preferred,noun,,general,{note}")
    (clinic / "glossary/oncology.csv").write_text(changed, "utf-8")
    medlocale("run")
    page = (clinic / "site/pt-BR/leaflet.txt").read_text("utf-8")
    assert ("glossário que ainda não foi verificado" in page) == said


SENSES = "source,pos,cues,locale,required,forbidden,note\nrash,noun,skin,pt_BR,erupção,precipitado,unreviewed\n"


def test_a_file_of_senses_in_the_folder_is_checked_with_it_and_is_no_list_of_terms(clinic: Path) -> None:
    path = clinic / "glossary" / "senses.csv"
    path.write_text(SENSES + "rash,nuon,,pt_BR,erupção,,\n", "utf-8")
    result = CliRunner().invoke(app, ["glossary", "check"])
    assert result.exit_code == 1
    assert "glossary/senses.csv:3: pos: unknown part of speech 'nuon' (did you mean 'noun'?)" in result.stdout
    listed = CliRunner().invoke(app, ["glossary", "list"])
    assert listed.exit_code == 0
    assert "precipitado" not in listed.stdout
    path.write_text(SENSES, "utf-8")
    assert CliRunner().invoke(app, ["glossary", "check"]).exit_code == 0


def test_a_file_of_senses_is_not_imported(clinic: Path) -> None:
    path = clinic / "senses.csv"
    path.write_text(SENSES, "utf-8")
    result = CliRunner().invoke(app, ["glossary", "import", str(path), "-o", "glossary/new.csv", "-l", "pt-BR"])
    assert result.exit_code == 1
    assert "senses" in result.stderr
