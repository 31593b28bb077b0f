from __future__ import annotations

import pytest

from pipeline import checks, locales
from pipeline.checks import prose
from pipeline.model import Draft, Segment, Unit, segment_key
from pipeline.mt.drafting.repair import fit_to_show, repaired
from pipeline.mt.engines import pseudo
from pipeline.mt.markup.typography import unreadable
from pipeline.text import addresses, names, quantities
from pipeline.text.difference import tokens
from pipeline.text.quantities import reading

EN, PT = locales.parse("en"), locales.parse("pt_BR")


def findings(source: str, target: str) -> list[str]:
    unit = Unit(Segment(segment_key(None, source), source), (target,), "accepted")
    return [finding.message for finding in checks.run([unit], EN, PT) if finding.check == "address"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to care@clinic.example.", ["care@clinic.example"]),
        (
            "See https://clinic.example/a?b=1#c, or www.clinic.example.",
            ["https://clinic.example/a?b=1#c", "www.clinic.example"],
        ),
        ("(https://clinic.example/x)", ["https://clinic.example/x"]),
        ("请看 https://clinic.example/x。", ["https://clinic.example/x"]),
        ("3 @ 5, a@b, clinic.example", []),
    ],
)
def test_addresses_are_found_without_the_punctuation_behind_them(text: str, found: list[str]) -> None:
    assert [address.text for address in addresses.read(text)] == found


def test_an_unchanged_address_is_no_finding() -> None:
    assert findings("Write to care@clinic.example.", "Escreva para Care@clinic.example!") == []
    assert findings("See <1>www.clinic.example</1>.", "Veja <1>www.clinic.example</1>.") == []


def test_a_changed_a_lost_and_a_new_address_are_found() -> None:
    source = "Write to care@clinic.example."
    assert findings(source, "Escreva para care@clinic.exemple.") == [
        "The address care@clinic.example has become care@clinic.exemple."
    ]
    assert findings(source, "Escreva para nós.") == ["The address care@clinic.example is missing or changed."]
    assert findings("Call us.", "Veja www.outro.example") == ["The source doesn't have the address www.outro.example."]


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("Escreva para o care-clinic.example.", "Escreva para o care@clinic.example."),
        ("Escreva para care@clinic.example.", "Escreva para care@clinic.example."),
    ],
)
def test_a_draft_gets_the_address_that_it_almost_has(draft: str, expected: str) -> None:
    source = "Write to care@clinic.example."
    found = repaired(source, Draft(draft, 1.0, "x", unmet=(unreadable("@"), "other")), EN, PT)
    assert found.text == expected
    assert found.unmet == ("other",)


@pytest.mark.parametrize(
    ("source", "draft", "sign"),
    [
        ("Write to care@clinic.example.", "Escreva para nós.", "@"),
        ("At most ≤ 5 mg.", "No máximo >= 5 mg.", "≤"),
        ("About ~5 mg.", "Cerca de 5 mg.", "~"),
        ("Take {dose} mg.", "Tome a dose mg.", "{"),
        ("8 (73%) of <1>11</1>", "8 (73) de <1>11</1>", "%"),
    ],
)
def test_a_draft_that_lost_a_sign_with_a_meaning_is_withheld(source: str, draft: str, sign: str) -> None:
    found = repaired(source, Draft(draft, 0.9, "x"), EN, PT)
    assert found.text == draft
    assert unreadable(sign) in found.unmet
    assert fit_to_show(source, found, PT) == Draft("", 0.0, "x", unmet=found.unmet)


@pytest.mark.parametrize(
    ("source", "draft"),
    [
        ("73% of <1>them</1>", "73 por cento <1>deles</1>"),
        ("It costs €1,200.", "Custa 1.200 euros."),
        ("It costs £30.", "Custa 30 libras."),
    ],
)
def test_percent_and_money_may_become_words(source: str, draft: str) -> None:
    sign = source[source.index("%")] if "%" in source else source[len("It costs ")]
    found = repaired(source, Draft(draft, 0.9, "x", unmet=(unreadable(sign),)), EN, PT)
    assert found.unmet == ()
    assert fit_to_show(source, found, PT).text == draft


ADDRESSES = [
    "care12@clinic.example",
    "https://clinic.example/MS-200/b12?week=3",
    "www.clinic.example/B12",
    "Www.clinic.example",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_one_to_everybody(address: str) -> None:
    text = f"See {address}, please."
    assert [found.text for found in addresses.read(text)] == [address]
    assert addresses.blank(text) == text.replace(address, " " * len(address))
    assert quantities.read(text, EN) == names.codes.read(text) == ()
    assert prose.read(text).words == ("see", "please")
    assert address in pseudo.accented(text)
    assert address in [token.same for token in tokens.read(text, text, "en").old]
    assert addresses.is_address(address)


@pytest.mark.parametrize("address", ADDRESSES[:3])
def test_what_stands_right_behind_an_address_in_chinese_is_read(address: str) -> None:
    text = f"联系{address}或用HCoV-229E服用5毫克"
    quantity = quantities.read(text, locales.parse("zh_CN"))[-1]
    assert (quantity.value, quantity.unit) == (5, "mg")
    assert [found.text for found in names.codes.read(text)] == ["HCoV-229E"]
    assert prose.read(text).text == text.replace(address, " " * len(address))


PHONES = [
    "+1 (800) 555-0142",
    "1-800-555-0142",
    "800.555.0142",
    "+44 20 7946 0958",
    "+ 44 20 7946 0958",
    "020 7946 0958",
    "(020) 7946 0958",
    "01 23 45 67 89",
    "01.23.45.67.89",
    "02 9876 5432",
    "0475 12 34 56",
    "03-1234-5678",
    "(11) 91234-5678",
    "(11) 9 1234-5678",
    "+٩٦٦ ١١ ٢٣٤ ٥٦٧٨",
]


@pytest.mark.parametrize("phone", PHONES)
def test_a_phone_number_is_one_to_those_who_compare_it_and_no_quantity(phone: str) -> None:
    text = f"Call {phone} now."
    assert [found.text for found in addresses.phones(text)] == [phone]
    assert quantities.read(text, EN) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Updated 05.12.2026.",
        "Updated 05-12-26 08:30.",
        "Open 08.30 – 12.30 daily.",
        "Built at 10:07-0500-05 o'clock.",
        "A change of +12.5 (10.1–15.2) kg.",
        "Take (30) 200000 units.",
        "It is 120 000 or 150 000.",
    ],
)
def test_what_is_no_phone_number_is_read_as_numbers(text: str) -> None:
    assert addresses.phones(text) == ()
    read = {place for number in reading.scan(text, EN) for place in range(number.start, number.end)}
    assert [place for place, char in enumerate(text) if char.isdigit() and place not in read] == []
