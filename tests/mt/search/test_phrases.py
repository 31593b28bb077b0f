"""A phrase is asked for in every way in which a translation might spell it."""

from __future__ import annotations

import pytest

pytest.importorskip("numpy", reason="the neural engine needs the extra 'embedded'")

from pipeline.errors import ModelError
from pipeline.mt.search.phrases import beginning, options


class Letters:
    """A model that spells letter by letter, with a sign for the space before a word."""

    def knows(self, character: str) -> bool:
        return True

    def spelled(self, text: str) -> tuple[int, ...]:
        return tuple(map(ord, f"_{text.replace(' ', '_')}"))


def read(found: tuple[tuple[int, ...], ...]) -> list[str]:
    return ["".join(map(chr, tokens)) for tokens in found]


def test_a_form_may_begin_a_sentence_or_stand_inside_of_one() -> None:
    assert read(options(Letters(), ["dor de cabeça"], "A headache.")) == ["_dor_de_cabeça", "_Dor_de_cabeça"]


def test_inside_a_sentence_only_the_given_case_counts() -> None:
    assert read(options(Letters(), ["febre", "Índia"], "Fever in India.", inside=True)) == ["_febre", "_Índia"]


def test_all_forms_are_asked_for_once_each() -> None:
    assert read(options(Letters(), ["LNH", "linfoma", "LNH"], "NHL")) == ["_LNH", "_linfoma", "_Linfoma"]


def test_a_form_may_follow_an_opening_sign_that_the_source_has() -> None:
    assert read(options(Letters(), ["LNH"], "Lymphoma (NHL).")) == ["_LNH", "_(LNH"]


def test_where_nothing_is_said_nothing_is_asked_for() -> None:
    assert options(Letters(), [" "], "") == ()
    assert options(Letters(), [], "") == ()


def test_a_beginning_is_spelled_as_it_stands() -> None:
    assert read((beginning(Letters(), "Lave as"),)) == ["_Lave_as"]
    assert beginning(Letters(), " ") == ()


def test_a_model_that_cannot_spell_is_an_error() -> None:
    with pytest.raises(ModelError, match="spell"):
        options(object(), ["febre"], "Fever.")
