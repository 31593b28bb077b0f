"""An ICU message comes back with its translations, in every category of the locale, or as it was: never broken."""

from __future__ import annotations

import json

import pytest

from pipeline.formats.json import messages
from pipeline.formats.json.format import JsonFormat
from pipeline.formats.settings import FormatSettings

FORM = JsonFormat()
BEDS = "{s, select, f {She has} other {They have}} {n, plural, =0 {no bed} one {# bed} other {# beds}} in {ward}."
TWO = "Book {n, plural, one {# scan} other {# scans}} for {m, plural, one {# day} other {# days}}."


def merged(value: str, targets: dict[str, str], locale: str = "de") -> str:
    """Translate the segments of a string by their context, which begins with the string's key."""
    source = json.dumps({"k": value})
    found = FORM.extract(source)
    known = {segment.context: segment.key for segment in found.segments}
    keys = {known[f"k{where}"]: target for where, target in targets.items()}
    written: str = json.loads(FORM.merge(found, keys, locale=locale))["k"]
    return written


def segments(value: str) -> list[tuple[str | None, str, str | None]]:
    return [(each.context, each.text, each.plural) for each in FORM.extract(json.dumps({"k": value})).segments]


def test_translators_see_whole_sentences_and_no_frame() -> None:
    assert segments(BEDS) == [
        ("k[s=f][n=0]", "She has no bed in <1/>.", None),
        ("k[s=f]", "She has # bed in <1/>.", "She has # beds in <1/>."),
        ("k[s=other][n=0]", "They have no bed in <1/>.", None),
        ("k[s=other]", "They have # bed in <1/>.", "They have # beds in <1/>."),
    ]


def test_two_numbers_are_two_plurals_and_the_sentence_around_them() -> None:
    assert segments(TWO) == [
        ("k", "Book <1/> for <2/>.", None),
        ("k[n]", "# scan", "# scans"),
        ("k[m]", "# day", "# days"),
    ]
    (root, *_) = FORM.extract(json.dumps({"k": TWO})).segments
    assert [code.label for code in root.codes] == ["“{n, plural, …}”", "“{m, plural, …}”"]
    assert root.notes == (f"part of the message “{TWO}”",)


def test_the_plural_follows_the_categories_of_the_locale_and_the_exact_number_stays() -> None:
    value = "{n, plural, offset:1 =0 {no bed} one {# bed} other {# beds}}"
    assert merged(value, {"[n=0]": "brak", "": "# łóżko\0# łóżka\0# łóżek"}, "pl") == (
        "{n, plural, offset:1 =0 {brak} one {# łóżko} few {# łóżka} many {# łóżek} other {# łóżek}}"
    )
    assert merged(value, {"[n=0]": "没有床", "": "#张床"}, "zh_Hans") == (
        "{n, plural, offset:1 =0 {没有床} other {#张床}}"
    )


def test_a_sentence_that_is_not_translated_stays_and_the_others_are_shown() -> None:
    result = merged(
        BEDS, {"[s=f]": "Ela tem # leito em <1/>.\0Ela tem # leitos em <1/>.", "[s=other][n=0]": "<1/>: nada."}
    )
    assert result == (
        "{s, select, f {{n, plural, =0 {She has no bed in {ward}.} one {Ela tem # leito em {ward}.} "
        "other {Ela tem # leitos em {ward}.}}} "
        "other {{n, plural, =0 {{ward}: nada.} one {They have # bed in {ward}.} other {They have # beds in {ward}.}}}}"
    )


def test_half_a_sentence_is_never_in_another_language() -> None:
    whole = {"": "Marque <1/> por <2/>.", "[n]": "# exame\0# exames", "[m]": "# dia\0# dias"}
    assert merged(TWO, whole).startswith("Marque {n, plural, one {# exame} ")
    for left in whole:
        assert merged(TWO, {where: text for where, text in whole.items() if where != left}) == TWO


@pytest.mark.parametrize(
    ("value", "targets"),
    [
        ("{s, select, f {Her {x}} other {Their {x}}}", {"[s=f]": "Sem código"}),
        ("{s, select, f {Her {x}} other {Their {x}}}", {"[s=f]": "<1/> e <1/>"}),
        ("{s, select, f {Her} other {Their}}", {"[s=f]": "Dela {"}),
        ("{s, select, f {Her} other {Their}}", {"[s=f]": "Dela} other {x"}),
        ("{s, select, f {Her} other {Their}}", {"[s=f]": "Dela {nome}"}),
        ("{n, plural, one {# bed} other {# beds}}", {"": "# leito\0# leitos {x}"}),
        ("{n, plural, one {# bed} other {# beds}}", {"": "# leito\0{n, plural, other {y}}"}),
        ("{n, plural, one {# bed} other {# beds}}", {"": "# leito"}),
        ("{n, plural, one {# bed} other {# beds}}", {"": "# leito\0"}),
    ],
)  # fmt: skip
def test_a_translation_that_would_break_the_message_leaves_it_as_it_was(value: str, targets: dict[str, str]) -> None:
    assert merged(value, targets) == value


@pytest.mark.parametrize(
    ("target", "written"),
    [
        ("l'<1/>", "l''{x}"),
        ("l''<1/>", "l''{x}"),
        ("aujourd'hui <1/>", "aujourd'hui {x}"),
        ("<1/> des patients'", "{x} des patients''"),
        ("<1/> d'#4", "{x} d''#4"),
    ],
)
def test_an_apostrophe_of_the_translation_quotes_nothing(target: str, written: str) -> None:
    result = merged("{s, select, f {Her {x}} other {Their {x}}}", {"[s=f]": target})
    assert result == f"{{s, select, f {{{written}}} other {{Their {{x}}}}}}"
    assert messages.read(result) is not None


def test_spaces_at_the_edge_of_a_branch_stay_at_its_edge() -> None:
    value = "All{n, plural, one { # scan} other { # scans }}for{m, plural, one { # day} other { # days}}"
    targets = {"": "Todos<1/>por<2/>", "[n]": "# exame\0# exames", "[m]": "# dia\0# dias"}
    assert merged(value, targets, "de") == (
        "Todos{n, plural, one { # exame } other { # exames }}por{m, plural, one { # dia} other { # dias}}"
    )


def test_an_old_kind_of_choice_is_one_code() -> None:
    assert segments("You have {n, choice, 0#no letter|1#one letter|1<some letters} today.") == [
        ("k", "You have <1/> today.", None)
    ]
    assert segments("{n, choice, 0#no letter|1#one letter}") == []


def test_branches_without_words_are_no_entries_and_stay() -> None:
    value = "{s, select, a {} b {{x}} other {Sit down}}"
    assert segments(value) == [("k[s=other]", "Sit down", None)]
    assert merged(value, {"[s=other]": "Sente-se"}) == "{s, select, a {} b {{x}} other {Sente-se}}"


@pytest.mark.parametrize("value", [BEDS, TWO, "{k, selectordinal, one {#st bed} other {#th bed}}"])
def test_a_message_without_translations_keeps_every_byte(value: str) -> None:
    source = json.dumps({"k": value})
    found = FORM.extract(source)
    assert FORM.merge(found, {}) == source
    assert FORM.merge(found, {segment.key: segment.text for segment in found.segments}, locale="ar") == source


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("<1/>Ela<2/>Ele<3/> chama.", False),
        ("<2/>Ela<1/>Ele<3/> chama.", True),
        ("<1/>Ela e ele<2/><3/> chamam.", True),
    ],
)
def test_a_message_that_is_one_entry_is_written_only_with_its_frame_in_place(target: str, kept: bool) -> None:
    value = "{s, select, f {She} m {He}} calls."
    assert segments(value) == [("k", "<1/>She<2/>He<3/> calls.", None)]
    assert merged(value, {"": target}) == (value if kept else "{s, select, f {Ela} m {Ele}} chama.")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{n, plural, one {# bed} other {# beds}}",
         "{n, plural, zero {# 0} one {# 1} two {# 2} few {# 3-10} many {# 11-99} other {# 100}}"),
        ({"one": "{n} bed", "other": "{n} beds"},
         {"zero": "{n} 0", "one": "{n} 1", "two": "{n} 2", "few": "{n} 3-10", "many": "{n} 11-99", "other": "{n} 100"}),
    ],
)  # fmt: skip
def test_forms_are_taken_by_the_rule_of_the_catalog_and_not_by_their_place(source: object, expected: object) -> None:
    header = "nplurals=6; plural=n==1 ? 0 : n==2 ? 1 : n==0 ? 5 : n%100>=3 && n%100<=10 ? 2 : n%100>=11 ? 3 : 4;"
    form = JsonFormat(FormatSettings(plural_forms=header))
    text = json.dumps({"k": source})
    (segment,) = form.extract(text).segments
    mark = "#" if isinstance(source, str) else "<1/>"
    target = "\0".join(f"{mark} {said}" for said in ("1", "2", "3-10", "11-99", "100", "0"))
    assert json.loads(form.merge(form.extract(text), {segment.key: target}, locale="ar"))["k"] == expected
