"""A model's own names of languages are read, whatever family they are of."""

from __future__ import annotations

import pytest

from pipeline.mt.engines.languages import code, is_code

NLLB = ["por_Latn", "spa_Latn", "zho_Hans", "zho_Hant", "yue_Hant", "srp_Cyrl", "arb_Arab", "arz_Arab", "nob_Latn"]
NLLB += ["nno_Latn", "zsm_Latn", "swh_Latn", "pes_Arab", "tgl_Latn", "heb_Hebr", "jpn_Jpan", "npi_Deva", "eng_Latn"]
M2M100 = [f"__{name}__" for name in ("pt", "zh", "sr", "no", "tl", "he", "ns", "en", "ar")]
OPUS = [">>por<<", ">>pob<<", ">>cmn_Hans<<", ">>zho_TW<<", ">>srp_Latn<<", ">>srp_Cyrl<<", ">>spa<<"]


@pytest.mark.parametrize(
    ("locale", "offered", "expected"),
    [
        ("pt-BR", NLLB, "por_Latn"),
        ("zh-Hant", NLLB, "zho_Hant"),
        ("zh_TW", NLLB, "zho_Hant"),
        ("zh_CN", NLLB, "zho_Hans"),
        ("sr", NLLB, "srp_Cyrl"),
        ("ar", NLLB, "arb_Arab"),
        ("nb", NLLB, "nob_Latn"),
        ("nn", NLLB, "nno_Latn"),
        ("ms", NLLB, "zsm_Latn"),
        ("fa", NLLB, "pes_Arab"),
        ("fil", NLLB, "tgl_Latn"),
        ("es-419", NLLB, "spa_Latn"),
        ("pt_BR", M2M100, "__pt__"),
        ("nb", M2M100, "__no__"),
        ("fil", M2M100, "__tl__"),
        ("zh", M2M100, "__zh__"),
        ("pt-BR", OPUS, ">>pob<<"),
        ("pt-PT", OPUS, ">>por<<"),
        ("pt", OPUS, ">>por<<"),
        ("sr@latin", OPUS, ">>srp_Latn<<"),
        ("sr-Latn", OPUS, ">>srp_Latn<<"),
        ("sr", OPUS, ">>srp_Cyrl<<"),
        ("zh-Hans", OPUS, ">>cmn_Hans<<"),
        ("zh-TW", OPUS, ">>zho_TW<<"),
    ],
)
def test_a_locale_finds_its_code(locale: str, offered: list[str], expected: str) -> None:
    assert code(locale, offered) == expected


@pytest.mark.parametrize(
    ("locale", "offered"),
    [("zh-Hant", M2M100), ("sr-Latn", NLLB), ("de", NLLB), ("pt-PT", [">>pob<<"]), ("es", ["</s>", "<pad>", ""])],
)
def test_another_script_or_region_or_language_serves_nobody(locale: str, offered: list[str]) -> None:
    assert code(locale, offered) is None


def test_a_token_is_a_code_by_its_form() -> None:
    assert all(map(is_code, (*NLLB, *M2M100, *OPUS)))
    assert not any(map(is_code, ("</s>", "▁por", "madeupword0000", "<pad>", "__", ">>", "por", "a_Latn")))
