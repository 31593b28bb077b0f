"""UTF-8 that was read as something else is found in every script, and what it was is suggested."""

from __future__ import annotations

import pytest

from pipeline.checks import mojibake
from tests.support.units import found, ids, unit

SOURCE = "Ask your doctor."
TEXTS = {
    "pt_BR": "Não é só você: peça à médica.",
    "fr": "Demandez à l’infirmière où c’est…",
    "ru": "Спросите у своего врача",
    "el": "Ρωτήστε τον γιατρό σας",
    "ar": "اسأل طبيبك من فضلك",
    "hi": "अपने डॉक्टर से पूछें",
    "zh_CN": "请询问您的医生。",
    "ja": "医師に相談してください。",
}


def misread(text: str, encoding: str) -> str:
    """Read the bytes of UTF-8 in another encoding, control characters standing for what it lacks."""
    result = ""
    for byte in text.encode("utf-8"):
        try:
            result += bytes([byte]).decode(encoding)
        except UnicodeDecodeError:
            result += chr(byte)
    return result


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp1251", "mac_roman", "cp437"])
@pytest.mark.parametrize("locale", TEXTS)
def test_utf_8_in_another_encoding_is_critical(locale: str, encoding: str) -> None:
    text = misread(TEXTS[locale], encoding)
    (finding,) = found(mojibake, unit(SOURCE, text), locale)
    assert (finding.check, finding.severity) == ("mojibake", "critical")


@pytest.mark.parametrize("locale", ["pt_BR", "ru", "zh_CN"])
def test_twice_misread_is_found_as_well(locale: str) -> None:
    text = misread(misread(TEXTS[locale], "cp1252"), "cp1252")
    assert ids(mojibake, unit(SOURCE, text), locale) == ["mojibake"]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("The next 4 × 6 cm", "A pró×ima de 4 × 6 cm", ["mojibake"]),
        ("The next one", "La informaci¿n", ["mojibake"]),
        ("length × width", "comprimento×largura", []),
        ("4 × 6 cm", "4×6 cm", []),
    ],
)
def test_a_sign_inside_of_a_word_is_critical(source: str, target: str, expected: list[str]) -> None:
    findings = found(mojibake, unit(source, target))
    assert [finding.check for finding in findings] == expected
    assert {finding.severity for finding in findings} <= {"critical"}


@pytest.mark.parametrize("locale", ["uk", "be", "ru", "bg"])
def test_an_apostrophe_of_the_language_is_right(locale: str) -> None:
    for text in ("П’ЯТЬ П’ять п’ять", "СІМ’Я Р’", "Д’Артаньян", "«З’їзд»"):
        assert ids(mojibake, unit(SOURCE, text), locale) == []
    assert ids(mojibake, unit(SOURCE, "Р’ РІРѕРґРµ"), locale) == ["mojibake"]


def test_what_it_was_is_suggested() -> None:
    (finding,) = found(mojibake, unit(SOURCE, "NÃ£o pare."))
    assert finding.suggestion == "ã"
    assert finding.target_span == (1, 3)


@pytest.mark.parametrize("text", ["N\ufffdo pare.", "NÃ¯Â¿Â½o pare.", "Nï¿½o pare.", "N?o pare a medica??o."])
def test_lost_letters_are_found(text: str) -> None:
    assert ids(mojibake, unit(SOURCE, text)) == ["mojibake"]


@pytest.mark.parametrize("locale", TEXTS)
def test_good_text_passes(locale: str) -> None:
    assert ids(mojibake, unit(SOURCE, TEXTS[locale]), locale) == []


@pytest.mark.parametrize(
    "text",
    ["« CAFÉ »", "“CAFÉ”", "L’ÉTÉ", "NÃO", "ATENÇÃO – LEIA", "Pergunte: dói?", "É?Não.", "¿Qué?", "SÃO “JOSÉ”", "Âge"],
)
def test_capitals_and_quotation_marks_are_not_mistaken(text: str) -> None:
    assert ids(mojibake, unit(SOURCE, text)) == []


def test_what_the_source_has_may_stay() -> None:
    assert ids(mojibake, unit("If you see Ã©, set UTF-8.", "Se vir Ã©, use UTF-8.")) == []


@pytest.mark.parametrize("text", ["आइबु्परोफेन लें।", "रबिाविरिन लें।", "विनक््रिस्टिन लें।", "दवा ेलें।"])
def test_a_vowel_sign_where_none_can_stand_is_told(text: str) -> None:
    assert [(told.check, told.severity) for told in found(mojibake, unit(SOURCE, text), "hi")] == [
        ("mojibake", "major")
    ]


@pytest.mark.parametrize("text", ["दोस्ताें से पूछें।", "अाप डॉक्टर से पूछें।", "र\u094d\u200dयाक से पूछें।", "क़ानून, पढ़ाई, माँ"])
def test_what_is_only_typed_otherwise_passes(text: str) -> None:
    assert found(mojibake, unit(SOURCE, text), "hi") == []
