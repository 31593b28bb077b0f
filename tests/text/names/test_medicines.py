"""A slip in the name of a medicine, or another medicine, is found in every script; another spelling is none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import locales
from pipeline.text.names import compare, read
from pipeline.text.names.medicines import spellings
from pipeline.text.names.spelling import distance, fold, spelling

EN = locales.parse("en")
KEPT = [  # English, locale, translation
    ("Rituximab is a drip.", "pt_BR", "O rituximabe é uma infusão."),
    ("Cisplatin and heparin", "es_419", "Cisplatino y heparina"),
    ("Chloroquine, ibuprofen", "fr", "La chloroquine et l'ibuprofène"),
    ("omeprazole and methotrexate", "it", "l'omeprazolo e il metotrexato"),
    ("Cyclophosphamide", "de", "Cyclophosphamid"),
    ("cyclophosphamide twice", "id", "siklofosfamid dua kali"),
    ("dexamethasone and rituximab", "tr", "deksametazon ve rituksimab"),
    ("a course of cyclophosphamide with cisplatin", "ru", "курс циклофосфамида с цисплатином"),
    ("Fludarabine lowers counts.", "ru", "Флударабин снижает показатели."),
    ("Start tacrolimus", "ar", "ابدأ التاكروليموس"),
    ("Rituximab", "hi", "रीटक्सिमैब"),
    ("chlorhexidine or colchicine", "ru", "хлоргексидин или колхицин"),
    ("chlorhexidine, fluoxetine", "ar", "كلورهيكسيدين وفلوكسيتين"),
    ("allopurinol, colchicine", "ar", "ألوبيورينول أو كولشيسين"),
    ("hydroxychloroquine twice", "ar", "هيدروكسي الكلوروكين مرتين"),
    ("fluoxetine, levothyroxine", "hi", "फ्लुओक्सेटीन, लेवोथायरोक्सिन"),
    ("hydrocortisone, colchicine", "hi", "हाइड्रोकार्टिसोन, कोल्चिसिन"),
    ("Rituximab or cisplatin", "zh_CN", "利妥昔单抗或顺铂"),
    ("Rituximab", "ja", "リツキシマブ"),
    ("Take acetaminophen.", "pt_BR", "Tome paracetamol."),
    ("Take Tylenol.", "fr", "Prenez du paracétamol."),
    ("Rituximab (MabThera)", "zh_CN", "Rituximab（美罗华）"),
    ("Rituximab today", "sw", "Rituximab leo"),
    ("colchicine, isoniazid, chlorhexidine", "es_419", "colchicina, isoniazida y clorhexidina"),
    ("Spironolactone and streptomycin", "es", "La espironolactona y la estreptomicina"),
    ("amphotericin, amlodipine or ciprofloxacin", "es", "anfotericina, amlodipino o ciprofloxacino"),
    ("doxorubicin, fentanyl, colchicine", "pt_BR", "doxorrubicina, fentanila e colchicina"),
    ("amlodipine, simvastatin, gemcitabine", "pt_BR", "anlodipino, sinvastatina e gencitabina"),
    ("etoposide and spironolactone", "pt_BR", "etoposídeo e espironolactona"),
    ("tiotropium, isoniazid, spironolactone", "it", "tiotropio, isoniazide e spironolattone"),
    ("oxytocin", "fr", "l’ocytocine"),
    ("hydrochlorothiazide", "tr", "hidroklorotiyazid"),
    ("Statins may help.", "es", "Las estatinas pueden ayudar."),
    ("Statins and triptans", "pt_BR", "Estatinas e triptanos"),
    ("sartans or gliptins", "it", "sartani o gliptine"),
    ("statins", "fr", "les statines"),
    ("We accept the concept except in April.", "es_419", "Aceptamos el concepto salvo en abril."),
]
SLIPS = [
    ("Rituximab is a drip.", "pt_BR", "O ritucimabe é uma infusão.", "ritucimabe"),
    ("Tisagenlecleucel works.", "pt_BR", "O tisagenleclucel funciona.", "tisagenleclucel"),
    ("Take bendamustine.", "es_419", "Tome bendamusitna.", "bendamusitna"),
    ("Take bendamustine.", "fr", "Prenez la bendamusine.", "bendamusine"),
    ("Take colchicine.", "es", "Tome colchicnia.", "colchicnia"),
    ("Take isoniazid.", "pt_BR", "Tome isoniadiza.", "isoniadiza"),
    ("Take spironolactone.", "it", "Prenda lo spironolatone.", "spironolatone"),
    ("Take venetoclax.", "ru", "Принимайте венетокласк.", "венетокласк"),
    ("Take cisplatin.", "ru", "Курс циспатином.", "циспатином"),
    ("Take ibrutinib.", "ar", "تناول إبروتنييب.", "إبروتنييب"),
    ("Take tacrolimus.", "ar", "تناول التاكوليموس.", "التاكوليموس"),
    ("Take rituximab.", "hi", "रीटक्मिसैब लें।", "रीटक्मिसैब"),
    ("Take rituximab.", "hi", "रीटक्सिमब लें।", "रीटक्सिमब"),
    ("Take hydroxychloroquine.", "ar", "تناول هيدروكسي كلورين.", "هيدروكسي كلورين"),
    ("Take imatinib.", "zh_CN", "服用伊替马尼。", "伊替马尼"),
    ("Take imatinib.", "ja", "イマニチブを飲む。", "イマニチブ"),
    ("Take etoposide.", "de", "Nehmen Sie Etopsoid.", "Etopsoid"),
]
OTHERS = [
    ("Take vincristine.", "zh_CN", "服用长春碱。", "长春碱"),
    ("Take carboplatin.", "pt_BR", "Tome oxaliplatina.", "oxaliplatina"),
    ("Take prednisone.", "es_419", "Tome prednisolona.", "prednisolona"),
    ("Take warfarin.", "ru", "Принимайте гепарин.", "гепарин"),
    ("Take rituximab.", "ar", "تناول سيسبلاتين.", "سيسبلاتين"),
    ("Take statins.", "es", "Tome fibratos.", "fibratos"),
    ("Take fludarabine.", "fr", "Prenez la cladribine.", "cladribine"),
]


def kinds(source: str, locale: str, target: str) -> list[str]:
    return [change.kind for change in compare(source, target, EN, locales.parse(locale))]


@pytest.mark.parametrize(("source", "locale", "target"), KEPT)
def test_the_spelling_of_a_language_is_no_change(source: str, locale: str, target: str) -> None:
    assert kinds(source, locale, target) == []


@pytest.mark.parametrize(("source", "locale", "target", "word"), SLIPS)
def test_a_slip_is_critical_and_shown(source: str, locale: str, target: str, word: str) -> None:
    (change,) = compare(source, target, EN, locales.parse(locale))
    assert (change.kind, change.severity) == ("drug-misspelt", "critical")
    assert change.target is not None
    assert change.target.text == target[change.target.start : change.target.end] == word


@pytest.mark.parametrize(("source", "locale", "target", "word"), OTHERS)
def test_another_medicine_is_critical(source: str, locale: str, target: str, word: str) -> None:
    (change,) = compare(source, target, EN, locales.parse(locale))
    assert (change.kind, change.severity) == ("drug-changed", "critical")
    assert change.target is not None
    assert change.target.text == word


def test_a_medicine_that_is_gone_is_major_where_the_language_must_write_it() -> None:
    (change,) = compare("Take warfarin.", "Tome o remédio.", EN, locales.parse("pt_BR"))
    assert (change.kind, change.severity, change.suggestion) == ("drug-lost", "major", "varfarina")
    assert kinds("Take warfarin.", "ar", "تناول الدواء.") == []


def test_a_medicine_is_the_same_under_all_of_its_names() -> None:
    texts = (
        ("en", "acetaminophen"),
        ("pt", "paracetamol"),
        ("zh", "扑热息痛"),
        ("fr", "acétaminophène"),
        ("en", "Tylenol"),
    )
    assert {name.key for language, text in texts for name in read(text, language)} == {"paracetamol"}


def test_a_new_substance_is_known_by_the_ending_of_its_class() -> None:
    (name,) = read("We now give zorvitumab.", "en")
    assert (name.kind, name.text, name.start) == ("drug", "zorvitumab", 12)
    assert kinds("We give zorvitumab.", "pt_BR", "Damos zorvitumabe.") == []
    assert kinds("We give zorvitumab.", "pt_BR", "Damos zovritumabe.") == ["drug-misspelt"]


@pytest.mark.parametrize("language", ["pt", "es", "fr", "it", "de", "id", "tr", "ru", "uk", "ar", "fa", "hi"])
def test_each_form_that_a_language_makes_is_one_it_accepts(language: str) -> None:
    rules = spelling(language)
    assert rules is not None
    for name in ("chlorambucil", "hydroxychloroquine", "azathioprine", "capecitabine", "everolimus", "pembrolizumab"):
        written = spellings(name, language)
        assert written is not None
        assert all(written.pattern.fullmatch(form) for form in rules.forms(name))


@settings(deadline=None, derandomize=True)
@given(st.text("abcd", max_size=7), st.text("abcd", max_size=7))
def test_a_distance_is_the_same_both_ways_and_nought_only_for_equals(left: str, right: str) -> None:
    far = distance(left, right, 9)
    assert far == distance(right, left, 9)
    assert (far == 0) == (left == right)
    assert distance(left, right, 1) == min(far, 2)


def test_folding_takes_off_what_hands_write_differently() -> None:
    assert fold("Ibuprofène") == "ibuprofene"
    assert fold("ريتوكسيمَاب") == fold("ريتوكسيماب")
    assert fold("टैक्रोलीमस") == fold("टेक्रोलिमस")
