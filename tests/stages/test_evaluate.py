"""Scores are sacrebleu's own, intervals hold them, and what can't be compared is refused by name."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import locales, termbase
from pipeline.cli import app
from pipeline.errors import MedlocaleError, SourceError
from pipeline.stages import evaluate
from pipeline.stages.evaluate import Corpus, Counting, Measure

sacrebleu = pytest.importorskip("sacrebleu", reason="evaluation needs the extra 'evaluation'")

EN, PT = locales.parse("en"), locales.parse("pt_BR")
SOURCES = (
    "The patient takes 5 mg of the drug in the morning.",
    "The liver biopsy is on Monday.",
    "Drink water before the scan.",
    "The stem cells come from the donor.",
)
REFERENCES = (
    "O paciente toma 5 mg do medicamento pela manhã.",
    "A biópsia do fígado é na segunda-feira.",
    "Beba água antes do exame.",
    "As células-tronco vêm do doador.",
)
GOOD = (
    "O paciente toma 5 mg do remédio pela manhã.",
    "A biópsia do fígado é na segunda.",
    "Beba água antes do exame.",
    "As células-tronco são do doador.",
)
BAD = (
    "O paciente toma 50 mg do fármaco de manhã.",
    "O fígado é examinado na segunda-feira.",
    "Água antes.",
    "",
)
GLOSSARY = """concept,locale,term,status
biopsy,en,biopsy,preferred
biopsy,pt_BR,biópsia,preferred
stem,en,stem cells,preferred
stem,pt_BR,células-tronco,preferred
scan,en,scan,preferred
scan,pt_BR,tomografia,preferred
"""


@pytest.fixture
def terms(tmp_path: Path) -> termbase.Termbase:
    path = tmp_path / "glossary.csv"
    path.write_text(GLOSSARY, "utf-8")
    return termbase.load([path], EN, PT)


def measured(translations: tuple[str, ...], **settings: object) -> dict[str, Measure]:
    found = evaluate.measure(Corpus(SOURCES, REFERENCES), translations, EN, PT, **settings)  # type: ignore[arg-type]
    return {measure.metric: measure for measure in found.measures}


def test_scores_and_signatures_are_those_of_sacrebleu() -> None:
    found = measured(GOOD)
    assert found["BLEU"].score == pytest.approx(sacrebleu.corpus_bleu(GOOD, [REFERENCES]).score)
    assert found["chrF"].score == pytest.approx(sacrebleu.corpus_chrf(GOOD, [REFERENCES]).score)
    assert found["TER"].score == pytest.approx(sacrebleu.corpus_ter(GOOD, [REFERENCES]).score)
    assert "tok:13a" in found["BLEU"].signature
    assert "nc:6" in found["chrF"].signature


@pytest.mark.parametrize("metric", ["BLEU", "CHRF", "TER"])
@pytest.mark.parametrize("chosen", [(0, 1, 2, 3), (0,), (3, 1), (2, 2, 0)])
def test_the_sum_of_counts_has_the_score_that_sacrebleu_gives(metric: str, chosen: tuple[int, ...]) -> None:
    theirs = getattr(sacrebleu, metric)()
    counting = Counting(theirs)
    counts = counting.counts(GOOD, REFERENCES)
    sums = [sum(column) for column in zip(*(counts[number] for number in chosen), strict=True)]
    public = theirs.corpus_score([GOOD[number] for number in chosen], [[REFERENCES[number] for number in chosen]])
    assert counting.score(sums) == pytest.approx(public.score, abs=1e-9)
    assert public.score > 0


@pytest.mark.parametrize("name", ["_extract_corpus_statistics", "_compute_score_from_stats"])
def test_a_version_of_sacrebleu_that_counts_otherwise_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(f"sacrebleu.metrics.base.Metric.{name}", raising=False)
    for metric in ("bleu.BLEU", "chrf.CHRF", "ter.TER"):
        monkeypatch.delattr(f"sacrebleu.metrics.{metric}.{name}", raising=False)
    with pytest.raises(MedlocaleError, match=rf'sacrebleu counts otherwise .*{name}.*pip install "sacrebleu<3"'):
        measured(GOOD)


def test_an_interval_holds_its_score_and_is_the_same_each_time() -> None:
    found = measured(GOOD)
    assert found == measured(GOOD)
    for measure in found.values():
        assert measure.low <= measure.score <= measure.high, measure.metric
    assert found["chrF"].low < found["chrF"].high


def test_intervals_are_near_those_of_sacrebleu() -> None:
    many = Corpus(SOURCES * 30, REFERENCES * 30)
    found = evaluate.measure(many, GOOD * 30, EN, PT).measures[1]
    theirs = sacrebleu.CHRF()
    score = theirs.corpus_score(GOOD * 30, [many.references], n_bootstrap=1000)
    width = float(score.format(score_only=True).partition("±")[2].strip(" )"))
    assert (found.high - found.low) / 2 == pytest.approx(width, rel=0.15)


def test_one_sentence_has_an_interval_of_one_point() -> None:
    found = evaluate.measure(Corpus(SOURCES[:1], REFERENCES[:1]), GOOD[:1], EN, PT)
    assert all(measure.low == measure.high for measure in found.measures)


def test_a_term_counts_where_the_reference_honours_it(terms: termbase.Termbase) -> None:
    # The reference says "exame" for "scan": that it isn't "tomografia" is nobody's fault.
    assert measured(GOOD, termbase=terms)["terms"].score == 100
    assert "occurrences:2" in measured(GOOD, termbase=terms)["terms"].signature


def test_an_empty_translation_honours_no_term(terms: termbase.Termbase) -> None:
    assert measured(BAD, termbase=terms)["terms"].score == 0
    assert measured((*GOOD[:3], ""), termbase=terms)["terms"].score == 50


def test_without_a_term_that_counts_there_is_a_notice_and_no_figure(terms: termbase.Termbase) -> None:
    corpus = Corpus(SOURCES[:1], REFERENCES[:1])
    found = evaluate.measure(corpus, GOOD[:1], EN, PT, termbase=terms)
    assert "terms" not in {measure.metric for measure in found.measures}
    assert "terms aren't measured" in found.notices[0]


def test_a_changed_dose_costs_a_sentence_of_quantities() -> None:
    assert measured(GOOD)["quantities"].score == 100
    assert measured(BAD)["quantities"].score == 75


def test_a_comparison_says_by_how_much_and_how_surely() -> None:
    better = measured(GOOD, against=BAD)["chrF"].against
    worse = measured(BAD, against=GOOD)["chrF"].against
    assert better is not None
    assert worse is not None
    assert better.difference == pytest.approx(-worse.difference)
    assert better.difference > 0
    assert better.p < 0.05


def test_equals_do_not_differ() -> None:
    same = measured(GOOD, against=GOOD)["BLEU"].against
    assert same is not None
    assert (same.difference, same.low, same.high, same.p) == (0, 0, 0, 1)


@pytest.mark.parametrize(("locale", "tokenizer"), [("zh_CN", "tok:zh"), ("th", "tok:char"), ("de", "tok:13a")])
def test_bleu_cuts_words_as_the_language_does(locale: str, tokenizer: str) -> None:
    found = evaluate.measure(Corpus(("Water.",), ("水。",)), ("水。",), EN, locales.parse(locale))
    assert tokenizer in found.measures[0].signature
    assert not found.notices


def test_japanese_without_its_analyser_is_counted_in_characters_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "MeCab", None)
    monkeypatch.delitem(sys.modules, "sacrebleu.tokenizers.tokenizer_ja_mecab", raising=False)
    found = evaluate.measure(Corpus(("Water.",), ("水です。",)), ("水です。",), EN, locales.parse("ja"))
    assert "tok:char" in found.measures[0].signature
    assert "sacrebleu[ja]" in found.notices[0]


def test_without_sacrebleu_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sacrebleu.metrics.bleu", None)
    with pytest.raises(MedlocaleError, match=r"medlocale\[evaluation\]"):
        measured(GOOD)


def write(path: Path, lines: tuple[str, ...], end: str = "\n") -> Path:
    path.write_bytes("".join(f"{line}{end}" for line in lines).encode())
    return path


def test_lines_are_read_whatever_their_ends(tmp_path: Path) -> None:
    windows = write(tmp_path / "a", ("\ufeffone", "", "three"), "\r\n")
    plain = tmp_path / "b"
    plain.write_text("1\n\n3", "utf-8")
    assert evaluate.read(windows, plain) == Corpus(("one", "", "three"), ("1", "", "3"))


def test_a_table_has_both_sides(tmp_path: Path) -> None:
    table = write(tmp_path / "t.tsv", ("id\tsource\ttarget", '1\tone "\tum "', "2\ttwo\tdois"))
    assert evaluate.read(table) == Corpus(('one "', "two"), ('um "', "dois"))


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        (("source\tid", "one\t1"), 1, "target"),
        (("one sentence",), 1, "source and target"),
        (("source\ttarget", "one\tum", "two"), 3, "1 columns, expected 2"),
        (("source\ttarget",), None, "no sentence"),
        ((), None, "no sentence"),
    ],
)
def test_a_table_that_is_none_is_named(tmp_path: Path, lines: tuple[str, ...], line: int | None, words: str) -> None:
    path = write(tmp_path / "t.tsv", lines)
    with pytest.raises(SourceError, match=words) as caught:
        evaluate.read(path)
    assert (caught.value.path, caught.value.line) == (path, line)


def test_files_of_different_length_are_both_named(tmp_path: Path) -> None:
    source, reference = write(tmp_path / "src", SOURCES), write(tmp_path / "ref", REFERENCES[:3])
    with pytest.raises(SourceError) as caught:
        evaluate.read(source, reference)
    assert "ref: has 3 lines" in str(caught.value)
    assert "src has 4" in str(caught.value)
    with pytest.raises(SourceError, match="has 3 lines"):
        evaluate.read_translations(reference, Corpus(SOURCES, REFERENCES), source)


def test_the_command_prints_a_json_object_a_metric(tmp_path: Path) -> None:
    files = [write(tmp_path / name, text) for name, text in (("s", SOURCES), ("r", REFERENCES), ("h", GOOD))]
    glossary = tmp_path / "g.csv"
    glossary.write_text(GLOSSARY, "utf-8")
    arguments = ["evaluate", str(files[0]), str(files[1]), "--to", "pt-BR", "--hypothesis", str(files[2])]
    done = CliRunner().invoke(app, [*arguments, "--glossary", str(glossary), "--format", "json"])
    assert done.exit_code == 0, done.output
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["metric"] for row in rows] == ["BLEU", "chrF", "TER", "terms", "quantities"]
    assert all(row.keys() == {"metric", "score", "low", "high", "signature"} for row in rows)
    done = CliRunner().invoke(app, [*arguments, "--against", str(files[1])])
    assert done.stdout.split()[:6] == ["metric", "score", "low", "high", "against", "difference"]


def test_the_command_translates_where_it_is_given_no_translations(tmp_path: Path) -> None:
    source, reference = write(tmp_path / "s", SOURCES), write(tmp_path / "r", SOURCES)
    done = CliRunner().invoke(app, ["evaluate", str(source), str(reference), "--to", "en-XA", "--format", "json"])
    assert done.exit_code == 0, done.output
    assert "4 sentences translated by pseudo" in done.stderr


def test_a_route_and_translations_exclude_each_other(tmp_path: Path) -> None:
    source = write(tmp_path / "s", SOURCES)
    arguments = ["evaluate", str(source), str(source), "--to", "pt", "--hypothesis", str(source), "--route", "embedded"]
    assert CliRunner().invoke(app, arguments).exit_code == 2
