"""How far a translation can be trusted: one scale for drafts and people's words, and the order in which they wait."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import locales, mt
from pipeline.checks import Examined
from pipeline.errors import ModelError
from pipeline.model import Draft, Finding, Segment, Unit
from pipeline.mt import scoring
from pipeline.po import provenance
from pipeline.po.entries import Entry
from pipeline.review import ranking
from pipeline.text import odds
from pipeline.text.confidence import LEFT, UNMET, likely, lowered, unread
from tests.support.command import medlocale
from tests.support.scorers import GivenScorer, Opinion
from tests.support.units import unit

Write = Callable[[str, str], Path]
HEADER = 'msgid ""\nmsgstr "Language: {}\\nContent-Type: text/plain; charset=UTF-8\\n"\n'
SEVERITIES = st.lists(st.sampled_from(sorted(LEFT)), max_size=5)


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_likelier_of_two_texts_is_trusted_more(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= likely(low) <= likely(high) <= 1


@given(st.floats(0, 1), SEVERITIES, st.integers(0, 5), st.sampled_from(sorted(LEFT)))
def test_what_is_wrong_lowers_a_score(score: float, severities: list[Any], unmet: int, another: Any) -> None:
    found = lowered(score, severities, unmet=unmet)
    assert 0 <= found <= score
    assert lowered(score, [*severities, another], unmet=unmet) <= found
    assert lowered(score, severities, unmet=unmet + 1) <= found
    assert LEFT["critical"] < LEFT["major"] < UNMET < LEFT["minor"]


EN, PT = locales.parse("en"), locales.parse("pt_BR")


def one(examined: Examined) -> ranking.Scored:
    (found,) = ranking.scored([examined], EN, PT)
    return found


def alone(source: str, translation: str) -> float:
    """Return the score of a text that no model was asked about, and with which nothing is wrong."""
    return unread(odds.error(source, translation, EN, PT))


REST = alone("Rest.", "Descanse.")


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_odds_of_an_error_bring_nothing_before_a_grave_finding(error: float, other: float) -> None:
    assert unread(error) > LEFT["major"] * unread(other)
    assert LEFT["major"] * unread(error) > LEFT["critical"] * unread(other)
    assert (unread(error) < unread(other)) == (error > other) or abs(error - other) < 1e-9


def test_without_a_model_the_text_with_the_greater_odds_comes_first() -> None:
    long = "The RCT and the LLND were compared with 12 others in a cohort of adolescents with refeeding syndrome."
    short = one(Examined(unit("Rest.", "Descanse."), ()))
    found = one(Examined(unit(long, "O XPT e a QRS."), ()))
    assert found.score < short.score < 1
    assert found.why == ()


def test_of_plural_forms_the_one_with_the_greatest_odds_counts() -> None:
    form = "The RCT and the LLND of 12 in the ICU"
    (found,) = ranking.scored([Examined(unit("Rest.", "Descanse.", form, plural="Rest."), ())], EN, PT)
    assert found.score == alone("Rest.", form) < REST


@pytest.mark.parametrize("target", ["en_XA", "en_GB"])
def test_what_is_in_no_other_language_has_no_odds(target: str) -> None:
    (found,) = ranking.scored([Examined(unit("Rest.", "Ŕéšť."), ())], EN, locales.parse(target))
    assert found.score == 1


def wrong(subject: Unit, severity: Any, message: str = "A number is lost.") -> Finding:
    return Finding("number-lost", severity, message, subject)


def test_a_text_is_weighed_by_the_model_and_by_its_findings() -> None:
    subject = unit("Rest.", "Descanse.")
    assert one(Examined(subject, ())).score == REST
    assert one(Examined(subject, (), mean=-4.0)).score == pytest.approx(likely(2.718281828**-4))
    found = one(Examined(subject, (wrong(subject, "major"),), mean=-4.0))
    assert found.score == pytest.approx(likely(2.718281828**-4) * LEFT["major"])
    assert found.why == ("A number is lost.", ranking.UNLIKELY)


def drafted(score: float, *, unmet: Sequence[str] = (), changed: str = "") -> Unit:
    entry = provenance.with_draft(Entry("Rest."), ["Descanse."], origin="m@1+int8", score=score, unmet=unmet)
    found = provenance.unit(entry, "a.po")
    return Unit(found.segment, (changed,) if changed else found.targets, "draft", found.origin, comments=found.comments)


def test_a_draft_that_nobody_touched_has_the_score_of_its_comment() -> None:
    assert one(Examined(drafted(0.83), (), mean=-9.0)).score == 0.83
    told = one(Examined(drafted(0.41, unmet=["check “CAR-T”"]), ()))
    assert (told.score, told.why) == (0.41, ("check “CAR-T”",))


def test_what_was_wrong_with_a_draft_is_not_counted_twice() -> None:
    subject = drafted(0.09)
    assert one(Examined(subject, (wrong(subject, "critical"),))).score == 0.09
    better = drafted(0.83)  # as it may be where the glossary has changed since
    assert one(Examined(better, (wrong(better, "major"),))).score == LEFT["major"]


def test_a_draft_that_a_person_changed_is_weighed_anew() -> None:
    found = one(Examined(drafted(0.83, unmet=["check “CAR-T”"], changed="Repouse."), (), mean=-0.04))
    assert found.score == pytest.approx(likely(2.718281828**-0.04))
    assert found.why == ()


@pytest.mark.parametrize("score", ["1.7", "9", "0..3", "", "-0.5", "nan"])
def test_a_score_from_a_stranger_is_no_more_than_one_or_none_at_all(score: str) -> None:
    (line,) = [line for line in drafted(0.83).comments if " score " in line]
    entry = Entry("Rest.", ("Descanse.",), translator=(line.replace("0.83", score),))
    note = provenance.drafted(provenance.unit(entry, ""))
    assert note is None or note.score == 1


@pytest.mark.parametrize("origin", sorted(ranking.STANDING))
def test_what_a_person_rejected_or_has_to_adapt_comes_before_what_they_did_not(origin: str) -> None:
    plain = unit("Rest.", "Descanse.")
    found = one(Examined(Unit(plain.segment, plain.targets, "draft", origin), ()))
    assert found.score == pytest.approx(UNMET * REST)
    assert found.why == (ranking.STANDING[origin],)


@pytest.mark.parametrize("targets", [(), ("",), ("<empty/>",)])
def test_what_says_nothing_has_no_score(targets: tuple[str, ...]) -> None:
    assert list(ranking.scored([Examined(unit("Rest.", *targets), ())], EN, PT)) == []


def test_what_a_comment_ignores_in_vain_weighs_as_much_as_a_major_finding() -> None:
    comments = ("ignore: number-added — the sum", "ignore: codes — none")
    plain = unit("Rest.", "Descanse.", comments=comments)
    found = one(Examined(replace(plain, excused=frozenset()), ()))
    assert found.score == pytest.approx(LEFT["major"] * REST)
    assert [line.partition(":")[0] for line in found.why] == [
        "Its comment ignores number-added",
        "Its comment ignores codes",
    ]
    excused = one(Examined(replace(plain, comments=comments[:1], excused=frozenset({"number-added"})), ()))
    assert (excused.score, excused.why) == (REST, ())


# --- on the command line

ENTRIES = {
    "Rest at home today.": "Descanse hoje em casa.",
    "Drink water slowly.": "A porta azul range.",
    "Take 5 mg at night.": "Tome 6 mg à noite.",
    "Call us at noon.": "Ligue para nós ao meio-dia.",
}
SAID = {"A porta azul range.": Opinion(mean=-9.0, span=(2, 7)), "Descanse hoje em casa.": Opinion(mean=-2.0)}


def content(entries: dict[str, str], locale: str = "pt_BR") -> str:
    return HEADER.format(locale) + "".join(f'\nmsgid "{one}"\nmsgstr "{other}"\n' for one, other in entries.items())


@pytest.fixture
def scorer(monkeypatch: pytest.MonkeyPatch) -> GivenScorer:
    """A model for Brazilian Portuguese alone."""
    model = GivenScorer(SAID)

    def load(route: str, *, source: str = "en", target: str, jobs: int | None = None) -> GivenScorer:
        if target != "pt-BR":
            raise ModelError(f"the route {route!r} isn't one model")
        return model

    monkeypatch.setattr(scoring, "load", load)
    return model


def rows(*arguments: str, code: int = 0) -> list[dict[str, Any]]:
    said = medlocale(*arguments, "--format", "json", code=code)
    return [json.loads(line) for line in said.splitlines() if line.startswith("{")]


def test_check_lists_the_scores_of_any_file(write: Write, scorer: GivenScorer) -> None:
    path = str(write("a.po", content(ENTRIES)))
    found = rows("check", "--scores", "--model", path)
    assert [row["msgid"] for row in found] == [
        "Drink water slowly.",
        "Take 5 mg at night.",
        "Rest at home today.",
        "Call us at noon.",
    ]
    assert found[1] == {
        "file": path,
        "line": 10,
        "msgctxt": None,
        "msgid": "Take 5 mg at night.",
        "state": "accepted",
        "score": round(likely(2.718281828**-1) * LEFT["critical"], 4),
        "why": ["The source says 5 mg, the translation says 6 mg."],
    }
    assert found[0]["why"][-1] == ranking.UNLIKELY
    assert found[3]["why"] == []


def test_without_a_model_findings_and_odds_count_and_nothing_is_asked(write: Write, scorer: GivenScorer) -> None:
    found = rows("check", "--scores", str(write("a.po", content(ENTRIES))))
    wrong, *others = (
        round(alone(*entry), 4) for entry in sorted(ENTRIES.items(), key=lambda entry: "6 mg" not in entry[1])
    )
    assert found[0]["score"] == pytest.approx(LEFT["critical"] * wrong, abs=1e-4)
    assert [row["score"] for row in found[1:]] == sorted(others)
    assert scorer.calls == []


def test_scores_are_also_for_people(write: Write) -> None:
    said = medlocale("check", "--scores", str(write("a.po", content(ENTRIES)))).splitlines()
    assert said[0].endswith("a.po:10: 0.09 accepted. The source says 5 mg, the translation says 6 mg.")
    assert said[1:3] == ["    Take 5 mg at night.", "    Tome 6 mg à noite."]


def test_a_file_that_cannot_be_read_stops_no_other(write: Write) -> None:
    broken = write("b.po", content(ENTRIES) + 'msgid "half\n')
    assert len(rows("check", "--scores", str(broken), str(write("a.po", content(ENTRIES))), code=1)) == 4


@pytest.mark.parametrize("other", [["--format", "sarif"], ["--annotate"]])
def test_scores_are_no_findings(write: Write, other: list[str]) -> None:
    path = write("a.po", content(ENTRIES))
    assert "--scores" in medlocale("check", "--scores", *other, str(path), code=2)


class Given:
    """An engine that has drafts for a few sentences."""

    origin = "given@1"

    def translate(self, segments: Sequence[Segment]) -> list[Draft]:
        scores = dict(zip(ENTRIES, (0.9, 0.95, 0.97, 0.99), strict=True))
        return [Draft(ENTRIES[segment.text], scores[segment.text], self.origin) for segment in segments]


@pytest.fixture
def clinic(write: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write(
        "clinic/medlocale.toml", '[project]\ntargets = ["pt_BR"]\n[review.people]\nana = {name = "Ana"}\n'
    ).parent
    write("clinic/content/a.txt", "\n\n".join(list(ENTRIES)[:2]) + "\n")
    write("clinic/content/b.txt", "\n\n".join(list(ENTRIES)[2:]) + "\n")
    monkeypatch.chdir(root)
    monkeypatch.setattr(mt, "load", lambda *_, **__: Given())
    medlocale("extract")
    medlocale("translate")
    return root


ORDER = ["Take 5 mg at night.", "Rest at home today.", "Drink water slowly.", "Call us at noon."]


def test_a_finding_lowers_the_score_that_a_draft_is_written_with(clinic: Path) -> None:
    text = (clinic / "locales/pt_BR/LC_MESSAGES/b.txt.po").read_text("utf-8")
    assert "# MT: given@1 score 0.10 draft" in text
    assert "# MT: given@1 score 0.99 draft" in text


def test_review_and_status_begin_with_what_is_trusted_least(clinic: Path) -> None:
    assert [row["msgid"] for row in rows("review", "list")] == ORDER
    assert [row["msgid"] for row in rows("check", "--scores")] == ORDER
    assert [row["msgid"] for row in rows("status", "--worst", "2")] == ORDER[:2]
    assert [row["msgid"] for row in rows("review", "list", "a.txt")] == ORDER[1:3]
    assert rows("review", "list")[0]["why"] == ["The source says 5 mg, the translation says 6 mg."]
    assert "`medlocale review list`" in medlocale("status")


def test_a_model_is_asked_about_what_people_wrote_and_a_draft_keeps_its_score(
    clinic: Path, scorer: GivenScorer
) -> None:
    path = clinic / "locales/pt_BR/LC_MESSAGES/a.txt.po"
    path.write_text(path.read_text("utf-8").replace("Descanse hoje", "Hoje descanse"), "utf-8")
    found = {row["msgid"]: row["score"] for row in rows("review", "list", "--model", "a.txt")}
    assert found["Rest at home today."] == pytest.approx(likely(2.718281828**-1), abs=1e-4)
    assert found["Drink water slowly."] == pytest.approx(LEFT["major"])  # the draft's own, and the model's doubt of it
    before = len(scorer.calls)
    assert rows("status", "--worst", "9", "--model")[0]["msgid"] == "Take 5 mg at night."
    asked = [source for call in scorer.calls[before:] for source, _ in call]
    assert sorted(asked) == sorted(list(ENTRIES)[2:])  # what was asked before is remembered


def test_what_is_reviewed_waits_only_where_something_speaks_against_it(clinic: Path) -> None:
    medlocale("review", "accept", "a.txt", "b.txt", "--by", "ana", "--drafts")
    assert [row["msgid"] for row in rows("review", "list")] == ORDER[:1]


def test_the_list_names_once_what_a_comment_ignores_without_a_record(clinic: Path) -> None:
    path = clinic / "locales/pt_BR/LC_MESSAGES/b.txt.po"
    text = path.read_text("utf-8").replace("#, fuzzy\n", "")
    path.write_text(text.replace('\nmsgid "Call', '\n# ignore: number-added — said twice\nmsgid "Call'), "utf-8")
    (call,) = [row for row in rows("review", "list") if row["msgid"] == "Call us at noon."]
    assert call["why"] == [
        "Its comment ignores number-added: that counts once a known person has accepted exactly this text."
    ]
    medlocale("review", "accept", "b.txt", "--by", "ana")
    assert "Call us at noon." not in [row["msgid"] for row in rows("review", "list")]


def test_a_model_goes_with_a_list(clinic: Path) -> None:
    assert "--worst" in medlocale("status", "--model", code=2)


@pytest.mark.model
def test_planted_errors_are_trusted_less_than_what_is_right(write: Write) -> None:
    right = {
        "Do not eat for six hours before the scan.": "Não coma nas seis horas antes do exame.",
        "Your donor may be a brother or a sister.": "Seu doador pode ser um irmão ou uma irmã.",
        "Take 5 mg in the morning, with a glass of water.": "Tome 5 mg pela manhã, com um copo de água.",
        "The ward is open from 9 to 17.": "A enfermaria fica aberta das 9 às 17.",
    }
    wrong = {
        "Do not eat for eight hours before the scan.": "Coma nas oito horas antes do exame.",
        "Your donor may be a cousin or an aunt.": "A enfermaria fica aberta aos domingos.",
        "Take 5 mg in the evening, with a glass of milk.": "Tome 50 mg à noite, com um copo de leite.",
        "Wash your hands before you touch the dressing.": "Lave as mãos antes de tocar no",
    }
    found = rows("check", "--scores", "--model", str(write("a.po", content({**right, **wrong}))))
    assert {row["msgid"] for row in found[: len(wrong)]} == set(wrong)


def test_several_reasons_stand_apart(clinic: Path) -> None:
    path = clinic / "locales/pt_BR/LC_MESSAGES/b.txt.po"
    path.write_text(path.read_text("utf-8").replace('\nmsgid "Take', '\n# ignore: tags — none\nmsgid "Take'), "utf-8")
    (first, *_) = medlocale("status", "--worst", "1").splitlines()
    assert first.endswith("draft. The source says 5 mg, the translation says 6 mg. · " + vain("tags"))


def vain(check: str) -> str:
    return f"Its comment ignores {check}: nothing excuses that here."


def test_pages_may_be_named_by_the_po_files_of_a_locale(clinic: Path) -> None:
    folder = "locales/pt_BR/LC_MESSAGES"
    assert [row["msgid"] for row in rows("review", "list", f"{folder}/a.txt.po")] == ORDER[1:3]
    assert [
        row["msgid"] for row in rows("review", "list", f"{clinic}/{folder}/a.txt.po", f"{folder}/b.txt.po")
    ] == ORDER
    assert "no page of this project" in medlocale("review", "list", f"{folder}/c.txt.po", code=1)
    assert "no page of this project" in medlocale("review", "list", "locales/fr/LC_MESSAGES/a.txt.po", code=1)
    assert "PO files of one locale" in medlocale("review", "list", "b.txt", f"{folder}/a.txt.po", code=2)


def test_a_decision_by_a_po_file_is_one_in_its_locale_alone(clinic: Path) -> None:
    config = clinic / "medlocale.toml"
    config.write_text(config.read_text("utf-8").replace('["pt_BR"]', '["pt_BR", "en_XA"]'), "utf-8")
    medlocale("run", "-q")
    pseudo = clinic / "locales/en_XA/LC_MESSAGES/a.txt.po"
    before = pseudo.read_bytes()
    medlocale("review", "accept", "locales/pt_BR/LC_MESSAGES/a.txt.po", "--drafts", "--by", "ana")
    assert pseudo.read_bytes() == before
    assert "fuzzy" not in (clinic / "locales/pt_BR/LC_MESSAGES/a.txt.po").read_text("utf-8")
    said = medlocale("review", "accept", "locales/en_XA/LC_MESSAGES/a.txt.po", "-l", "pt_BR", "--by", "ana", code=2)
    assert "which --locale leaves out" in " ".join(said.split())
