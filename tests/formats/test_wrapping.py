"""Text that people wrapped by hand: which lines are one sentence, and which are labels, headings and items."""

from __future__ import annotations

import pytest

from pipeline.formats.text import TextFormat
from tests.support.growth import LIMIT, growth

TEXT = TextFormat()


def texts(source: str, lang: str = "en") -> list[str]:
    return [segment.text for segment in TEXT.extract(source, lang=lang).segments]


ONE_SENTENCE = [
    ("figure", "Swallow no more of these capsules than\n6 in a day.", "en"),
    ("figure behind a noun", "Swallow one capsule with a full glass of tea and rest\n20 minutes after that.", "en"),
    ("minus", "Store the vial in the freezer at a temperature of\n-20 °C.", "en"),
    ("minus with a space", "Store the vial in the freezer, which is to be set to\n- 20 °C.", "en"),
    ("name", "Do not lend the inhaler to\nPedro or to your sister.", "en"),
    ("name with a title", "Show the list to the nurse or to\nDr. Aoki.", "en"),
    ("title that ends a line", "Show the list of your medicines to Dr.\nAoki.", "en"),
    ("abbreviation", "Avoid milk for two hours before the dose, i.e.\nNo yoghurt either.", "en"),
    ("number with a full stop", "The second scan is done on the morning of day\n14. Eat nothing before.", "en"),
    ("such a number behind a short line", "The scan is on day\n14. Eat nothing before.", "en"),
    ("letter with a bracket", "Rest for an hour after lunch as it says in the leaflet, under\nc) of the table.", "en"),
    ("bracket", "Tell us about all your medicines (\nAspirin too).", "en"),
    ("quotation", "The form asks whether you have had any of the\n“usual” signs.", "en"),
    ("phone number", "If you see blood, call the ward by day or night on\n+1 555 0177.", "en"),
    ("third line", "Rest at home\nand drink until\n9. After that, eat nothing.", "en"),
    ("name without a preposition", "Ask the nurse at the desk on the second floor to bring\nRosa her tablets.", "en"),
    ("item", "- Swallow two capsules, but never more than\n3 a day.", "en"),
    ("item with an indent", "- Come on day\n  15. It takes an hour.", "en"),
    ("German", "Nehmen Sie die Kapseln nie ohne\nWasser.", "de"),
    ("French", "Ne donnez jamais ces gélules à\nPaul.", "fr"),
    ("Spanish", "No tome al día más cápsulas de\n3.", "es"),
    ("Portuguese", "Nunca tome por dia mais cápsulas do que\n3.", "pt"),
    ("Russian", "Не принимайте больше\n3 капсул.", "ru"),
    ("Arabic", "لا تعطِ هذا الدواء لأي شخص آخر حتى لو كان يعاني من\nالأعراض نفسها.", "ar"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "lang"), [case[1:] for case in ONE_SENTENCE], ids=[case[0] for case in ONE_SENTENCE]
)
def test_an_unfinished_line_goes_on_in_the_next(source: str, lang: str) -> None:
    [first, *_] = texts(f"{source}\n", lang)
    begin = source.removeprefix("- ").split("\n")
    assert first.startswith(" ".join(line.strip() for line in begin)[: len(begin[0]) + 3])
    found = TEXT.extract(source, lang=lang)
    assert TEXT.merge(found, {}) == source


APART = [
    ("labels", "Front desk\nPharmacy\nWard 4"),
    ("labels with figures", "Opening hours of the day clinic for children\n9:00 to 16:00\n8:00 to 12:00 on Fridays"),
    ("short heading", "After the scan\nRest for an hour and drink some tea."),
    ("heading in capitals", "WHAT TO DO AFTER THE SCAN OF YOUR HEART AND LUNGS\nRest for an hour."),
    ("heading with capitals", "Centre for Diseases of the Heart and the Lungs\nThe desk is on the left."),
    (
        "long heading",
        "What you should think of when you go home\nDrink a glass of tea or water every hour until it is night.",
    ),
    ("finished line", "Rest for an hour after the scan, and drink tea.\nThen go home."),
    ("salutation", "Dear Ms Okoye,\nYour scan is next week."),
    ("signature", "With kind regards,\nTomas Vrba"),
    ("list", "Bring along\n1. a towel\n2. your card"),
    ("list behind a long line", "Bring these things with you on the day of the scan\n1. a towel\n2. your card."),
    ("list from three on", "Bring along\n3. a towel\n4. your card"),
    ("list with a lead-in", "On that day:\n1. rest."),
    ("bullets", "Bring your\n- towel\n- card"),
    ("bullets with figures", "Keep it at\n- 4 °C by day\n- 8 °C by night"),
    ("letters", "Bring along\na) a towel\nb) your card"),
    ("buttons", "Log in\nStart over\nRead on"),
]


@pytest.mark.parametrize("source", [case[1] for case in APART], ids=[case[0] for case in APART])
def test_labels_headings_and_items_stay_apart(source: str) -> None:
    lines = [line.removeprefix("- ") for line in source.split("\n")]
    bare = [line.split(" ", 1)[1] if line[:2] in {"1.", "2.", "3.", "4.", "a)", "b)"} else line for line in lines]
    found = texts(f"{source}\n")
    assert len(found) == len(lines)
    assert [text[-5:] for text in found] == [line[-5:] for line in bare]


@pytest.mark.parametrize("line", ["the\n", "word word\n", "10. of\n", "- 5 of\n", "Dr.\n", "Anna, Bea,\n", "a) of\n"])
def test_long_paragraphs_take_work_that_grows_with_them(line: str) -> None:
    assert growth(TEXT.extract, line, 2_000) <= LIMIT
