"""A homonym's sense is read off the words around it, asks for its renderings, and never decides what nothing tells."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import locales, termbase
from pipeline.errors import SourceError
from pipeline.termbase import Termbase, senses
from pipeline.termbase.senses import SenseRow

Write = Callable[[str, str], Path]
HEADER = "source,pos,cues,locale,required,forbidden,note\n"
ROWS = HEADER + (
    "seal;seals,noun,lid;jar;tight,pt_BR,vedação;lacre,foca,project row\n"
    "seal;seals,noun,zoo;sea;~ pup,pt_BR,foca,vedação;lacre,\n"
    "seal;sealed;sealing,verb,jar;tape,pt_BR,fechar;lacrar,,\n"
    "spring,noun,,pt_BR,primavera,,\n"
    "spring,noun,mattress;steel;~ of the lock,pt_BR,mola,primavera,\n"
    "spring,noun,well;water,pt_BR,,,\n"
    "fire exit,noun,,pt_BR,saída de emergência,saída de fogo,\n"
)
EN, PT = locales.parse("en"), locales.parse("pt-BR")


def load(write: Write, rows: str = ROWS, terms: str = "", target: str = "pt-BR") -> Termbase:
    files = [write("senses.csv", rows)]
    if terms:
        files.append(write("terms.csv", "concept,locale,term,status,pos\n" + terms))
    found = termbase.load(files, EN, locales.parse(target))
    assert [str(problem) for problem in found.problems if problem.severity == "error"] == []
    return found


def asked(base: Termbase, text: str, *, around: str = "") -> list[tuple[str, str]]:
    """Return each word whose sense is decided, with the first rendering that it requires or, after not, forbids."""
    found = []
    for match in base.senses(text, around=around):
        assert text[match.start : match.end] == match.text
        required = [target.term for target in match.entry.allowed]
        forbidden = [f"not {target.term}" for target in match.entry.targets if target.status == "forbidden"]
        found.append((match.text, (required or forbidden)[0]))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The seal of the lid is tight.", [("seal", "vedação")]),
        ("The seal swam in the sea.", [("seal", "foca")]),
        ("A seal pup sleeps.", [("seal", "foca")]),
        ("A pup that looks like a seal sleeps.", []),
        ("The seals of both jars", [("seals", "vedação")]),
        ("The seal of the lid was red, and nobody had been at the zoo.", [("seal", "vedação")]),
        ("The seal is there.", []),
        ("The spring was wet.", [("spring", "primavera")]),
        ("A steel spring holds it.", [("spring", "mola")]),
        ("The spring of the lock broke.", [("spring", "mola")]),
        ("The spring gives clear water.", []),
        ("Use the fire exit.", [("fire exit", "saída de emergência")]),
        ("The exit is near the fire.", []),
        ("The seal fell. The zoo was closed.", []),
        ("THE SEAL OF THE LID", [("SEAL", "vedação")]),
    ],
)
def test_cues_decide_and_without_any_the_usual_sense_does(
    write: Write, text: str, expected: list[tuple[str, str]]
) -> None:
    assert asked(load(write), text) == expected


def test_two_senses_with_equal_cues_ask_for_nothing(write: Write) -> None:
    assert asked(load(write), "The tight seal at the zoo") == []
    assert asked(load(write), "The zoo has a seal with a lid") == []


def test_of_equal_senses_only_what_neither_has_is_forbidden(write: Write) -> None:
    rows = HEADER + "bat,noun,cave,pt_BR,morcego,massa;bastão\nbat,noun,game,pt_BR,taco,massa;morcego\n"
    assert asked(load(write, rows), "The bat from the cave game") == [("bat", "not massa")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seal the jar.", [("Seal", "fechar")]),
        ("They sealed it with tape.", [("sealed", "fechar")]),
        ("Look at the seal of the jar.", [("seal", "vedação")]),
    ],
)
def test_the_part_of_speech_decides_before_the_cues(write: Write, text: str, expected: list[tuple[str, str]]) -> None:
    assert asked(load(write), text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Spring opened the steel door.",
        "The steel was from Spring Street.",
        "The steel of Silver Spring rusts.",
        "Spring Hospital is built of steel.",
        "See clinic.example/spring about steel.",
        "Open `spring` for steel.",
    ],
)
def test_a_name_or_what_is_copied_has_no_sense(write: Write, text: str) -> None:
    assert asked(load(write), text) == []


def test_a_capital_at_the_start_or_in_a_titled_heading_is_no_name(write: Write) -> None:
    base = load(write)
    assert asked(base, "Spring comes after steel and mattress.") == [("Spring", "mola")]
    assert asked(base, "A Steel Spring Under Your Mattress") == [("Spring", "mola")]


def test_the_paragraph_decides_where_the_sentence_says_nothing(write: Write) -> None:
    base = load(write)
    around = "We drove to the zoo. The seal was asleep."
    assert asked(base, "The seal was asleep.", around=around) == [("seal", "foca")]
    assert asked(base, "The seal of the lid was open.", around=around) == [("seal", "vedação")]


def test_a_row_serves_the_locales_of_its_language(write: Write) -> None:
    rows = HEADER + "seal,noun,lid,pt,vedação,foca\nseal,noun,lid,es,sello,foca\n"
    assert asked(load(write, rows), "The seal of the lid") == [("seal", "vedação")]
    assert asked(load(write, rows, target="es-MX"), "The seal of the lid") == [("seal", "sello")]
    assert asked(load(write, rows, target="fr"), "The seal of the lid") == []


TERMS = "s,en,spring,preferred,noun\ns,pt_BR,primavera,preferred,noun\n"


def matched(base: Termbase, text: str) -> list[str]:
    return [match.text for match in base.matches(text)]


def test_a_sense_takes_the_place_of_a_term_that_means_another(write: Write) -> None:
    base = load(write, terms=TERMS)
    assert matched(base, "A steel spring holds it.") == []
    assert asked(base, "A steel spring holds it.") == [("spring", "mola")]


def test_a_sense_without_renderings_takes_a_term_away(write: Write) -> None:
    base = load(write, terms=TERMS)
    assert matched(base, "The spring gives clear water.") == []
    assert asked(base, "The spring gives clear water.") == []


def test_a_term_that_means_the_same_stays_and_asks_alone(write: Write) -> None:
    base = load(write, terms=TERMS)
    assert matched(base, "The spring was wet.") == ["spring"]
    assert asked(base, "The spring was wet.") == []


def test_a_longer_term_is_surer_than_a_homonym_in_it(write: Write) -> None:
    base = load(write, terms="f,en,steel spring,preferred,noun\nf,pt_BR,mola de aço,preferred,noun\n")
    assert matched(base, "A steel spring holds it.") == ["steel spring"]
    assert asked(base, "A steel spring holds it.") == []


def wrong(base: Termbase, text: str, translation: str) -> list[str]:
    return [found.used.text for found in base.wrong_senses(text, base.sentence(translation))]


@pytest.mark.parametrize(
    ("text", "translation", "expected"),
    [
        ("The seal of the lid is tight.", "A foca da tampa está apertada.", ["foca"]),
        ("The seals of the jars", "As focas dos potes", ["focas"]),
        ("The seal of the lid is tight.", "A vedação da tampa está apertada.", []),
        ("The seal of the lid is tight.", "A tampa fecha bem.", []),
        ("The seal of the lid shows a sea lion.", "A vedação da tampa mostra uma foca.", []),
        ("The seal of the lid is tight.", "O focalizador da tampa está apertado.", []),
        ("The seal at the zoo", "A vedação do zoológico", ["vedação"]),
        ("Use the fire exit.", "Use a saída de fogo.", ["saída de fogo"]),
    ],
)
def test_a_rendering_of_another_sense_is_found_unless_the_right_one_is_there(
    write: Write, text: str, translation: str, expected: list[str]
) -> None:
    assert wrong(load(write), text, translation) == expected


def test_a_forbidden_word_is_no_form_of_a_right_one_with_its_stem(write: Write) -> None:
    base = load(write, HEADER + "cell,noun,text;ring,pt_BR,celular,célula\n")
    assert wrong(base, "Ring my cell.", "Ligue para a minha célula.") == ["célula"]
    assert wrong(base, "Ring my cell.", "Ligue para o meu celular.") == []


def test_what_another_word_of_the_source_calls_for_is_no_wrong_sense(write: Write) -> None:
    base = load(write, terms="f,en,sea lion,preferred,noun\nf,pt_BR,foca,preferred,noun\n")
    assert wrong(base, "The lid of the sea lion has a seal.", "A tampa da foca fecha.") == []


@pytest.mark.parametrize(
    ("rows", "line", "column", "severity"),
    [
        (",noun,lid,pt_BR,vedação,\n", 2, "source", "error"),
        ("seal,noun,lid,,vedação,\n", 2, "locale", "error"),
        ("seal,noun,lid,xx_YY,vedação,\n", 2, "locale", "error"),
        ("seal,nuon,lid,pt_BR,vedação,\n", 2, "pos", "error"),
        ("seal,noun,lid; - ,pt_BR,vedação,\n", 2, "cues", "error"),
        ("seal,noun,~,pt_BR,vedação,\n", 2, "cues", "error"),
        ("seal,noun,~ of ~ lid,pt_BR,vedação,\n", 2, "cues", "error"),
        ("seal,noun,lid~,pt_BR,vedação,\n", 2, "cues", "error"),
        ("seal,noun,lid,pt_BR,vedação,Vedação\n", 2, "forbidden", "error"),
        ("seal,noun,lid,pt_BR,ved\u200ba\u00e7\u00e3o,\n", 2, "required", "error"),
        ("seal,noun,lid,pt_BR,vedação,foca,,\n", 2, "", "error"),
        ("seal,noun,lid,pt_BR,vedação,\nseal,noun,lid,pt_BR,foca,\n", 3, "cues", "warning"),
        ("seal,noun,,pt_BR,vedação,\nseal,noun,,pt_BR,foca,\n", 3, "cues", "warning"),
    ],
)
def test_a_slip_is_named_with_line_and_column_and_takes_no_other_row_away(
    write: Write, rows: str, line: int, column: str, severity: str
) -> None:
    found = senses.read(write("senses.csv", HEADER + rows + "spring,noun,,pt_BR,mola,,\n"))
    assert [(one.line, one.column, one.severity) for one in found.problems] == [(line, column, severity)]
    assert found.rows[-1] == SenseRow(("spring",), "noun", (), "pt_BR", ("mola",), ())
    assert len(found.rows) == 1 + (severity == "warning") * rows.count("\n")


def test_a_misspelt_column_is_named(write: Write) -> None:
    (problem,) = senses.read(write("senses.csv", "source,pos,cue,locale,required\nseal,noun,lid,pt_BR,foca\n")).problems
    assert (problem.column, problem.line) == ("cue", 1)
    assert "cues" in problem.message


def test_a_file_that_is_no_text_is_refused(write: Write) -> None:
    path = write("senses.csv", "")
    path.write_bytes(HEADER.encode() + b"seal,noun,lid,pt_BR,veda\xe7\xe3o,\n")
    with pytest.raises(SourceError, match=r"senses\.csv"):
        termbase.load([path], EN, PT)


def test_the_problems_of_a_file_of_senses_are_the_termbases(write: Write) -> None:
    found = termbase.load([write("senses.csv", HEADER + "seal,nuon,lid,pt_BR,vedação,\n")], EN, PT)
    assert [problem.column for problem in found.problems] == ["pos"]


def test_the_cache_holds_senses(write: Write, tmp_path: Path) -> None:
    path = write("senses.csv", ROWS)
    first, again = (termbase.load([path], EN, PT, cache=tmp_path / "cache") for _ in range(2))
    assert asked(first, "A steel spring holds it.") == asked(again, "A steel spring holds it.") == [("spring", "mola")]


def test_a_term_with_the_same_meaning_that_stands_elsewhere_leaves_nothing_wrong(write: Write) -> None:
    base = load(write, terms="s,en,seal,preferred,noun\ns,pt_BR,vedação,preferred,noun\n")
    assert wrong(base, "The seal of the lid shows a fish.", "A vedação da tampa mostra uma foca.") == []
    assert wrong(base, "The seal of the lid shows a fish.", "A foca da tampa mostra um peixe.") == ["foca"]


def test_a_sense_that_only_forbids_takes_away_no_other_term(write: Write) -> None:
    rows = HEADER + "spring,noun,steel,pt_BR,,fonte\n"
    base = load(write, rows, terms=TERMS)
    assert matched(base, "A steel spring holds it.") == ["spring"]
    assert asked(base, "A steel spring holds it.") == [("spring", "not fonte")]
    same = load(write, rows.replace("fonte", "primavera"), terms=TERMS)
    assert matched(same, "A steel spring holds it.") == []
