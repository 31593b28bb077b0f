from __future__ import annotations

import random

import pytest

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")

from pipeline.mt.bergamot import integers, register  # noqa: E402
from pipeline.mt.engines.huggingface import HuggingFaceSources, Start  # noqa: E402
from pipeline.mt.engines.loading import load_folder  # noqa: E402
from pipeline.mt.search import decoding  # noqa: E402
from pipeline.mt.search.beams import Search, search  # noqa: E402
from pipeline.mt.search.constraints import Rules  # noqa: E402
from pipeline.mt.search.hypotheses import Constraint, Task  # noqa: E402
from pipeline.mt.search.stepper import Advance, Choice  # noqa: E402
from tests.support.tiny import SENTENCES  # noqa: E402

SEED, VOCABULARY, STEPS = 11, 60, 24
SHAPE = {
    "vocab_size": VOCABULARY,
    "d_model": 16,
    "encoder_layers": 2,
    "decoder_layers": 2,
    "encoder_attention_heads": 2,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 32,
    "decoder_ffn_dim": 32,
    "max_position_embeddings": 128,
    "init_std": 0.6,
    "attn_implementation": "eager",
}
SETTINGS = [(1, 1.0), (2, 1.0), (4, 1.0), (4, 0.0), (4, 0.6), (3, 2.0)]


# A model of random weights would seldom end: each is given a liking for its end.
def _marian():
    config = transformers.MarianConfig(
        **SHAPE, pad_token_id=59, eos_token_id=0, decoder_start_token_id=59, forced_eos_token_id=None
    )
    model = transformers.MarianMTModel(config)
    model.final_logits_bias[0, 0] = 3.0
    return model, Start((59,), 0, 59, (59,))


def _m2m100():
    config = transformers.M2M100Config(
        **SHAPE,
        pad_token_id=1,
        eos_token_id=2,
        bos_token_id=0,
        decoder_start_token_id=2,
        encoder_layerdrop=0.0,
        decoder_layerdrop=0.0,
    )
    model = transformers.M2M100ForConditionalGeneration(config)
    with torch.no_grad():
        model.lm_head.weight[2] *= 3
    return model, Start((2, 50), 2, 1)


@pytest.fixture(scope="module", params=[_marian, _m2m100])
def foreign(request):
    torch.manual_seed(SEED)
    model, start = request.param()
    return model.eval(), start


def _sources(end: int, low: int, high: int) -> list[tuple[int, ...]]:
    chance = random.Random(SEED)
    return [(*(chance.randrange(low, high) for _ in range(length)), end) for length in (3, 5, 7, 4, 6, 7)]


def _generated(model, sources, padding, settings):
    width = decoding.padded(max(map(len, sources)))
    ids = torch.tensor([[*source, *[padding] * (width - len(source))] for source in sources])
    mask = torch.tensor([[1] * len(source) + [0] * (width - len(source)) for source in sources])
    output = model.generate(
        input_ids=ids,
        attention_mask=mask,
        do_sample=False,
        return_dict_in_generate=True,
        output_scores=True,
        **settings,
    )
    scores = output.sequences_scores.tolist() if "sequences_scores" in output else None
    return output.sequences.tolist(), scores


def _content(row, skip, end):
    row = row[skip:]
    return tuple(row[: row.index(end)] if end in row else row)


@pytest.mark.parametrize(("beams", "penalty"), SETTINGS)
def test_beam_search_finds_what_generate_finds(foreign, beams, penalty):
    model, start = foreign
    sources = _sources(start.end, 4, 50)
    settings = {"num_beams": beams, "length_penalty": penalty, "max_new_tokens": STEPS, "num_return_sequences": beams}
    if beams == 1:
        settings.pop("num_return_sequences"), settings.pop("length_penalty")
    counted = len(start.prompt) - 1
    if counted:
        settings["forced_bos_token_id"] = start.prompt[1]
    if start.suppressed:
        settings["suppress_tokens"] = list(start.suppressed)
    expected, scores = _generated(model, sources, start.padding, settings)
    how = Search(beams, beams, penalty, counted)
    stepper = HuggingFaceSources(model, start, sources, 8).begin(range(len(sources)), beams)
    found = search(stepper, [STEPS - counted] * len(sources), how)
    flat = [one for hypotheses in found for one in hypotheses]
    assert any(one.ended for one in flat)
    cut = [row[: len(start.prompt) + STEPS - counted] for row in expected]
    assert [one.tokens for one in flat] == [
        tuple(t for t in _content(row, len(start.prompt), start.end) if t != start.padding) for row in cut
    ]
    if scores:
        ours = [how.normalised(sum(one.log_probabilities), len(one.log_probabilities)) for one in flat]
        assert ours == pytest.approx(scores, abs=1e-4)


def test_what_has_ended_leaves_the_batch(foreign, monkeypatch):
    model, start = foreign
    sources = _sources(start.end, 4, 50)
    stepper = HuggingFaceSources(model, start, sources, 8).begin(range(len(sources)), 2)
    left, keep = [], stepper.keep
    monkeypatch.setattr(stepper, "keep", lambda rows: (left.append(len(rows)), keep(rows)))
    found = search(stepper, [STEPS] * len(sources), Search(2))
    assert len({len(one.tokens) for one, *_ in found}) > 1
    assert left
    assert [len(sources), *left] == sorted({len(sources), *left}, reverse=True)


@pytest.fixture(scope="module")
def exact(converted):
    """The recurrent model without int8, whose sums of probabilities are approximations."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(integers, "supported", lambda: False)
        return load_folder(converted)


@pytest.mark.parametrize(("beams", "penalty"), SETTINGS)
def test_the_recurrent_model_finds_what_generate_finds(exact, monkeypatch, beams, penalty):
    register()
    monkeypatch.setattr(decoding, "step_limit", lambda _: STEPS)
    model = transformers.AutoModelForSeq2SeqLM.from_pretrained(exact.folder)
    sources = [exact.encode(text).tokens for text in SENTENCES]
    settings = {"num_beams": beams, "max_new_tokens": STEPS}
    if beams > 1:
        settings |= {"length_penalty": penalty, "num_return_sequences": beams}
    expected, _ = _generated(model, sources, 0, settings)
    found = exact.decode([Task(source) for source in sources], beams=beams, n_best=beams, length_penalty=penalty)
    assert [one.tokens for hypotheses in found for one in hypotheses] == [_content(row, 1, 0) for row in expected]


def test_hypotheses_come_best_first_with_their_probabilities_and_attention(loaded):
    source = loaded.encode(SENTENCES[0]).tokens
    (found,) = loaded.decode([Task(source)], beams=4, n_best=4)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert len({one.tokens for one in found}) == 4
    for one in found:
        assert len(one.log_probabilities) == len(one.tokens) + one.ended
        assert one.attention.shape == (len(one.tokens), len(source) - 1)


def test_what_does_not_end_says_so(loaded, monkeypatch):
    monkeypatch.setattr(decoding, "step_limit", lambda _: 2)
    found = loaded.decode([Task(loaded.encode(text).tokens) for text in SENTENCES], beams=2)
    assert not any(hypotheses[0].ended and len(hypotheses[0].tokens) > 1 for hypotheses in found)
    assert all(len(hypotheses[0].tokens) <= 2 for hypotheses in found)


class Reluctant:
    """A model that would rather say anything than end."""

    end, begun = 0, None

    def __init__(self) -> None:
        self.steps = 0

    @property
    def best(self) -> Choice:
        count, beams = self.shape
        tokens = torch.tensor([[[0, 1, 2]] * beams] * count)
        return Choice(tokens, self.of(tokens))

    def of(self, tokens):
        return torch.tensor([-0.5, -0.1, -3.0])[tokens.clamp(max=2)]

    def advance(self, tokens, count: int) -> Advance:
        self.steps += 1
        self.shape = tokens.shape
        return Advance(self, torch.zeros(*tokens.shape, 1))

    def reorder(self, parents) -> None: ...

    def keep(self, sentences) -> None: ...


@pytest.mark.parametrize("limit", [30, 60, 120])
def test_what_meets_its_requirements_waits_for_no_translation_that_is_much_longer(limit):
    stepper = Reluctant()
    task = Task((5, 0), (Constraint(((2,),)),))
    ((found, *_),) = search(stepper, [limit], Search(4, 2), [Rules(task)])
    assert 2 in found.tokens
    assert stepper.steps < 20


def test_loading_draws_no_weights_that_it_would_throw_away(converted):
    before = torch.get_rng_state()
    load_folder(converted)
    assert torch.equal(before, torch.get_rng_state())
