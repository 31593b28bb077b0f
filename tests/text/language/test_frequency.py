"""How usual words are: as wordfreq itself says, whose lists are read without it."""

from __future__ import annotations

import pytest

from pipeline.text.language import frequency

wordfreq = pytest.importorskip("wordfreq", reason="the lists of words come with the extra 'embedded'")


@pytest.mark.parametrize("word", ["de", "médico", "peeled", "hematúria", "zzyzxq", "ups"])
@pytest.mark.parametrize("language", ["en", "pt", "es"])
def test_a_word_is_as_usual_as_wordfreq_says(word: str, language: str) -> None:
    assert frequency.of(word, language) == wordfreq.zipf_frequency(word, language)


def test_words_that_a_hyphen_joins_are_rarer_than_each() -> None:
    both = frequency.of("cirurgião-dentista", "pt")
    assert 0 < both < min(frequency.of("cirurgião", "pt"), frequency.of("dentista", "pt"))
    assert both == pytest.approx(wordfreq.zipf_frequency("cirurgião-dentista", "pt"), abs=0.011)
    assert frequency.of("cirurgião-zzyzxq", "pt") == 0 == frequency.of("-", "pt")


def test_a_small_list_serves_where_there_is_no_large_one() -> None:
    assert frequency.of("kaj", "eo") == frequency.of("house", "xx") == 0
    assert frequency.of("labas", "lt") == wordfreq.zipf_frequency("labas", "lt") > 0
