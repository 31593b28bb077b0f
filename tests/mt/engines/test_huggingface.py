"""Marian, M2M100 and NLLB behave as one engine: same search as `generate`, same drafts, nothing cut."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="the neural engine needs the extra 'embedded'")
pytest.importorskip("transformers")

from pipeline import mt  # noqa: E402
from pipeline.errors import ModelError  # noqa: E402
from pipeline.model import Segment, segment_key  # noqa: E402
from pipeline.mt.engines import folders, pretrained  # noqa: E402
from pipeline.mt.engines.pretrained import PretrainedModel  # noqa: E402
from pipeline.mt.search.hypotheses import Constraint, Task  # noqa: E402
from tests.support import tiny  # noqa: E402

SHORT = ["Drink water.", "Call a nurse.", "Rest.", "Bring a list.", "It does not hurt.", "Take one meal."]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("models")
    spm = tiny.train(folder / "spm", unk_id=0, bos_id=1, eos_id=2, pad_id=-1)
    return {
        "marian": tiny.marian(folder / "marian", spm),
        "opus": tiny.marian(folder / "opus", spm, codes=(">>por<<", ">>spa<<")),
        "m2m100": tiny.m2m100(folder / "m2m100", spm),
        "nllb": tiny.nllb(folder / "nllb", spm),
    }


def load(folder: Path, target: str = "pt-BR") -> PretrainedModel:
    return pretrained.load(folders.look(folder), source="en", target=target)


def generated(model: PretrainedModel, source: tuple[int, ...], beams: int) -> tuple[int, ...]:
    """What transformers finds, where the tokens that are no text are out of the question."""
    from transformers import LogitsProcessor, LogitsProcessorList

    from pipeline.mt.search.decoding import step_limit

    start = model.start.prompt

    class NoText(LogitsProcessor):  # type: ignore[misc]
        def __call__(self, ids: Any, scores: Any) -> Any:
            if ids.shape[1] < len(start):
                return scores
            return scores.index_fill(1, torch.tensor(model.start.suppressed), -torch.inf)

    found = model.network.generate(
        torch.tensor([source]),
        num_beams=beams,
        do_sample=False,
        max_new_tokens=step_limit(len(source)) + len(start) - 1,
        forced_bos_token_id=start[1] if len(start) > 1 else None,
        forced_eos_token_id=None,
        bad_words_ids=None,
        early_stopping=False,
        logits_processor=LogitsProcessorList([NoText()]),
    )[0].tolist()[len(start) :]
    return tuple(found[: found.index(model.end)] if model.end in found else found)


@pytest.mark.parametrize("beams", [1, 4])
@pytest.mark.parametrize("name", ["marian", "opus", "m2m100", "nllb"])
def test_it_finds_what_generate_finds(models: dict[str, Path], name: str, beams: int) -> None:
    model = load(models[name])
    tasks = [Task(model.encode(sentence[:24]).tokens) for sentence in SHORT[:3]]
    for task, (best, *_) in zip(tasks, model.decode(tasks, beams=beams), strict=True):
        assert best.tokens == generated(model, task.tokens, beams)
        assert best.attention.shape == (len(best.tokens), len(task.tokens) - 1)


@pytest.mark.parametrize("name", ["opus", "m2m100", "nllb"])
def test_the_languages_tokens_stand_where_the_family_wants_them(models: dict[str, Path], name: str) -> None:
    model, other = load(models[name]), load(models[name], "es")
    assert model.encode("Drink water.").tokens[1:] == other.encode("Drink water.").tokens[1:]
    if name == "opus":
        assert model.encode("Drink.").tokens[0] != other.encode("Drink.").tokens[0]
        assert len(model.start.prompt) == 1
    else:
        assert model.encode("Drink.").tokens[0] == other.encode("Drink.").tokens[0]
        assert model.start.prompt[0] == 2
        assert model.start.prompt[1] != other.start.prompt[1]


@pytest.mark.parametrize("name", ["m2m100", "nllb"])
def test_tokens_are_those_of_transformers(models: dict[str, Path], name: str) -> None:
    from transformers import M2M100Tokenizer

    model = load(models[name])
    if name == "m2m100":
        theirs = M2M100Tokenizer.from_pretrained(models[name])
        theirs.src_lang = "en"
        assert model.start.prompt == (2, theirs.get_lang_id("pt"))
        for sentence in tiny.SENTENCES:
            assert list(model.encode(sentence).tokens) == theirs(sentence).input_ids
    else:  # the numbers of fairseq: one more than SentencePiece's, then the languages in their order
        from transformers.models.nllb.tokenization_nllb import FAIRSEQ_LANGUAGE_CODES

        count = len(tiny.pieces(models[name] / "sentencepiece.bpe.model"))
        assert model.start.prompt[1] == count + 1 + FAIRSEQ_LANGUAGE_CODES.index("por_Latn")


def test_a_tokenizers_file_takes_the_place_of_sentencepiece(tmp_path: Path) -> None:
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

    spm = tiny.train(tmp_path / "spm", unk_id=0, bos_id=1, eos_id=2, pad_id=-1)
    folder = tiny.nllb(tmp_path / "nllb", spm)
    size = len(tiny.pieces(spm)) + 1
    letters = sorted({letter for sentence in tiny.SENTENCES for letter in sentence if letter != " "})
    vocabulary = {token: n for n, token in enumerate(["<s>", "<pad>", "</s>", "<unk>", "▁", *letters])}
    whole = Tokenizer(models.BPE(vocab=vocabulary, merges=[], unk_token="<unk>", fuse_unk=True))
    whole.pre_tokenizer = pre_tokenizers.Metaspace()
    whole.decoder = decoders.Metaspace()
    whole.add_special_tokens([AddedToken(name, special=True) for name in ("eng_Latn", "por_Latn")])
    whole.save(str(folder / "tokenizer.json"))
    (folder / "sentencepiece.bpe.model").unlink()
    assert whole.token_to_id("por_Latn") < size
    model = load(folder)
    assert model.start.prompt == (2, whole.token_to_id("por_Latn"))
    pieces = model.encode("Drink water.")
    assert model.write(pieces.tokens).text == "Drink water."
    assert len(pieces.spans) == len(pieces.tokens) - 1
    assert model.knows("k")
    assert not model.knows("語")


def test_text_that_is_written_says_where_each_token_is(models: dict[str, Path]) -> None:
    model = load(models["m2m100"])
    pieces = model.encode("Drink water.")
    written = model.write((*pieces.tokens[1:-1], model.end))
    assert written.text == "Drink water."
    assert "".join(written.text[a:b] for a, b in written.spans) == written.text
    assert written.spans[-1] == (12, 12)


@pytest.mark.parametrize("name", ["marian", "m2m100", "nllb"])
def test_a_required_phrase_appears(models: dict[str, Path], name: str) -> None:
    model = load(models[name])
    phrase = model.spelled("water and rest")
    assert model.write(phrase).text == "water and rest"
    task = Task(model.encode("Drink.").tokens, (Constraint((phrase,)),))
    ((best, *_),) = model.decode([task], beams=4)
    assert best.unmet == ()
    assert any(best.tokens[at : at + len(phrase)] == phrase for at in range(len(best.tokens)))


@pytest.fixture(scope="module")
def ending(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A Marian model that ends some of its translations, and the sentences for which it does."""
    from safetensors.torch import load_file, save_file

    folder = tmp_path_factory.mktemp("ending")
    spm = tiny.train(folder / "spm", eos_id=0, unk_id=1, bos_id=-1, pad_id=-1)
    model = tiny.marian(folder / "model", spm)
    weights = load_file(model / "model.safetensors")
    for bias in (3.0, 3.5, 4.0, 4.5, 5.0, 5.5):
        weights["final_logits_bias"][0, 0] = bias
        save_file(weights, model / "model.safetensors", metadata={"format": "pt"})
        loaded = load(model)
        found = loaded.decode([Task(loaded.encode(sentence).tokens) for sentence in SHORT])
        ended = [s for s, (best, *_) in zip(SHORT, found, strict=True) if best.ended and len(best.tokens) > 2]
        if ended:
            return model, ended
    pytest.fail("no bias makes this model end a translation")


def test_drafts_have_score_and_alignment_and_keep_their_codes(ending: tuple[Path, list[str]]) -> None:
    folder, sentences = ending
    engine = mt.load(f"path:{folder}", source="en", target="es", jobs=1)
    texts = [*sentences, *(f"<1>{sentence[:-1]}</1>." for sentence in sentences)]
    drafts = engine.translate([Segment(key=segment_key(None, text), text=text) for text in texts])
    for text, draft in zip(texts, drafts, strict=True):
        if not draft.text:
            continue
        assert 0 < draft.score <= 1
        assert draft.origin == engine.origin
        assert draft.text.count("<1>") == text.count("<1>")
        assert all(0 <= a < b <= len(text) and 0 <= c < d <= len(draft.text) for a, b, c, d in draft.alignment)
    assert any(draft.text and draft.alignment for draft in drafts[: len(sentences)])
    assert engine.origin.startswith("model@")
    assert engine.origin.endswith("+float32")


def test_one_text_is_the_same_in_any_batch(ending: tuple[Path, list[str]]) -> None:
    folder, sentences = ending
    model = load(folder)
    tasks = [Task(model.encode(sentence).tokens) for sentence in (*SHORT[:3], *sentences)]
    together = model.decode(tasks)
    for task, (best, *_) in zip(tasks, together, strict=True):
        ((alone, *_),) = model.decode([task])
        assert (alone.tokens, alone.log_probabilities) == (best.tokens, best.log_probabilities)


def test_a_text_too_long_for_the_model_is_split_or_refused_and_never_cut(tmp_path: Path) -> None:
    spm = tiny.train(tmp_path / "spm", eos_id=0, unk_id=1, bos_id=-1, pad_id=-1)
    folder = tiny.marian(tmp_path / "short", spm, places=64)
    model = load(folder)
    assert 14 < model.longest < 20  # a translation may take 16 and two and a half times as many tokens
    engine = mt.load(f"path:{folder}", source="en", target="es", jobs=1)
    (draft,) = engine.translate([Segment(key="k", text="x" * 100)])
    assert draft.text == ""
    assert "translate it by hand" in draft.unmet[0]
    assert len(model.encode("Drink water. Call a nurse.").tokens) > model.longest
    assert engine.translate([Segment(key="k", text="Drink water. Call a nurse.")])


@pytest.mark.parametrize(("name", "target", "words"), [("opus", "fr", ">>por<<"), ("m2m100", "zh-Hant", "__af__")])
def test_a_language_that_the_model_lacks_is_an_error(
    models: dict[str, Path], name: str, target: str, words: str
) -> None:
    with pytest.raises(ModelError, match=f"has no {target}, only .*{words}"):
        load(models[name], target)


def test_a_model_of_one_pair_says_so_where_it_is_named(tmp_path: Path) -> None:
    spm = tiny.train(tmp_path / "spm", eos_id=0, unk_id=1, bos_id=-1, pad_id=-1)
    folder = tiny.marian(tmp_path / "m", spm, source_lang="eng", target_lang="spa")
    assert load(folder, "es-MX").encode("Drink.").spans
    with pytest.raises(ModelError, match="has no pt, only spa"):
        load(folder, "pt")
