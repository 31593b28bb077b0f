"""Language tags as BCP 47 writes them."""

from __future__ import annotations

import pytest

from pipeline.exchange.xliff.vocabulary.tags import is_language_tag, same_language

RIGHT = (
    *("en", "pt-BR", "zh-Hans-CN", "es-419", "de-1996", "sl-rozaj-biske", "zh-yue-HK", "en-u-co-phonebk", "x-clinic"),
    *("de-CH-x-phonebk", "i-klingon", "EN-gb"),
)
WRONG = ("", "e", "en_US", "pt-", "-pt", "en--US", "en-US-US-US", "1en", "en-u", "en US", "ën")


@pytest.mark.parametrize("tag", RIGHT)
def test_a_well_formed_tag_is_a_language(tag: str) -> None:
    assert is_language_tag(tag)


@pytest.mark.parametrize("tag", WRONG)
def test_anything_else_is_none(tag: str) -> None:
    assert not is_language_tag(tag)


def test_the_case_of_letters_has_no_meaning() -> None:
    assert same_language("pt-BR", "PT-br")
    assert not same_language("pt", "pt-BR")
