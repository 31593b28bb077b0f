from __future__ import annotations

import math
import struct
from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")

from pipeline.errors import ModelError  # noqa: E402
from pipeline.mt.bergamot import convert, integers, register, shortlist, stepping  # noqa: E402
from pipeline.mt.bergamot.projection import Projection  # noqa: E402
from pipeline.mt.engines.loading import load_folder  # noqa: E402
from pipeline.mt.search import decoding, workers  # noqa: E402
from pipeline.mt.search.hypotheses import Constraint, Hypothesis, Task  # noqa: E402
from pipeline.system import processes  # noqa: E402
from tests.support.tiny import SENTENCES  # noqa: E402

TEXTS = [*SENTENCES, "Rest.", "Call the clinic.", "One tablet after each meal, please."]


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    """A model of random weights runs to its limit."""
    monkeypatch.setattr(decoding, "step_limit", lambda _: 24)


def _sources(loaded):
    return [loaded.encode(text).tokens for text in TEXTS]


def _alone(loaded):
    return [_best(loaded, [source])[0] for source in _sources(loaded)]


def _best(loaded, sources, beams=None):
    return [found[0] for found in loaded.decode([Task(source) for source in sources], beams=beams)]


def _same(one, other):
    assert one.tokens == other.tokens
    assert one.log_probabilities == other.log_probabilities
    assert one.ended == other.ended
    assert (one.attention == other.attention).all()


@pytest.fixture(scope="module")
def model(loaded):
    register()
    return transformers.AutoModelForSeq2SeqLM.from_pretrained(loaded.folder)


def test_beams_run_on_the_recurrent_cache(loaded, model):
    batch = transformers.AutoTokenizer.from_pretrained(loaded.folder)(TEXTS, return_tensors="pt", padding=True)
    found = model.generate(**batch, num_beams=3, max_new_tokens=12, do_sample=False)
    plain = model.generate(**batch, num_beams=3, max_new_tokens=12, do_sample=False, use_cache=False)
    assert found.tolist() == plain.tolist()


def test_reading_a_translation_at_once_equals_reading_it_token_by_token(loaded, model):
    source = torch.tensor([_sources(loaded)[0]])
    target = torch.tensor([[0, 5, 9, 12, 7, 30]])
    with torch.inference_mode():
        whole = model(input_ids=source, decoder_input_ids=target).logits
        cache, steps = None, []
        for place in range(target.shape[1]):
            step = model(input_ids=source, decoder_input_ids=target[:, place : place + 1], past_key_values=cache)
            cache = step.past_key_values
            steps.append(step.logits)
    assert torch.allclose(whole, torch.cat(steps, 1), atol=1e-5)


@pytest.mark.parametrize("tokens", [8, 64, 4096])
def test_a_translation_does_not_depend_on_its_batch(loaded, tokens):
    sources, alone = _sources(loaded), _alone(loaded)
    for batch in decoding.batches([len(source) for source in sources], tokens=tokens):
        for index, found in zip(batch, _best(loaded, [sources[i] for i in batch]), strict=True):
            _same(found, alone[index])


def test_batches_hold_every_source_once_and_one_padded_length():
    lengths = [1, 9, 8, 40, 41, 17, 3, 200, 8, 8]
    grouped = decoding.batches(lengths, tokens=48)
    assert sorted(index for batch in grouped for index in batch) == list(range(len(lengths)))
    for batch in grouped:
        widths = {decoding.padded(lengths[index]) for index in batch}
        assert len(widths) == 1
        assert len(batch) == 1 or widths.pop() * len(batch) <= 48


def test_workers_find_what_one_process_finds(loaded):
    sources = _sources(loaded) * 5
    grouped = decoding.batches([len(source) for source in sources], tokens=64)
    parts = [[sources[index] for index in batch] for batch in grouped]
    alone = [h for batch in workers.run(loaded, _best, parts, jobs=1) for h in batch]
    shared = [h for batch in workers.run(loaded, _best, parts, jobs=2) for h in batch]
    for one, other in zip(alone, shared, strict=True):
        _same(one, other)


@pytest.mark.parametrize("count", [0, 1, 31, 32, 1199, 1201, 5000])
def test_every_text_is_dealt_once_and_long_ones_to_everybody(count, monkeypatch):
    monkeypatch.setattr(processes, "FORKS", True)
    lengths = [n * 7919 % 200 for n in range(count)]
    dealt = workers.shares(lengths, 2)
    assert sorted(index for share in dealt for index in share) == list(range(count))
    assert len(dealt) == (1 if count < 32 else 2 * -(-count // 1200))
    sums = [sum(lengths[index] for index in share) for share in dealt]
    assert max(sums) - min(sums) <= 200
    assert workers.shares(lengths, 1) == [list(range(count))]


def test_phrases_that_were_asked_for_cost_no_fluency():
    attention = np.zeros((4, 1), np.float32)
    logs = (math.log(0.9), math.log(0.001), math.log(0.001), math.log(0.9), math.log(0.9))
    one = Hypothesis((5, 6, 7, 8), logs, attention, ended=True)
    assert one.score < 0.1
    assert one.fluency(Task((1, 0), (Constraint(((6, 7), (9,))),)).phrases) == pytest.approx(0.9)
    assert one.fluency(Task((1, 0), requested=((6, 7),)).phrases) == pytest.approx(0.9)
    assert one.fluency(((7, 6),)) == one.score


def test_screening_chooses_what_the_plain_layer_chooses():
    if not hasattr(torch, "_int_mm"):
        pytest.skip("this torch has no integer multiplication")
    generator = torch.Generator().manual_seed(3)
    layer = torch.nn.Linear(32, 1000)
    torch.nn.init.normal_(layer.weight, std=0.3, generator=generator)
    torch.nn.init.normal_(layer.bias, generator=generator)
    hidden = torch.randn(200, 32, generator=generator)
    with torch.inference_mode():
        rows = [[0]] * len(hidden)
        plain = Projection(layer, None).start(rows).score(hidden[:, None], 4)
        screened = Projection(layer, None, integers=True).start(rows).score(hidden[:, None], 4)
    assert screened.best.tokens.tolist() == plain.best.tokens.tolist()
    assert torch.allclose(screened.best.log_probabilities, plain.best.log_probabilities, atol=0.02)
    assert torch.allclose(screened.of(plain.best.tokens), screened.best.log_probabilities, atol=1e-5)


def test_the_unknown_token_is_never_chosen():
    layer = torch.nn.Linear(8, 200)
    with torch.no_grad():
        layer.bias[1] = 100.0
    with torch.inference_mode():
        for integers in (False, True):
            selection = Projection(layer, 1, integers=integers).start([[0]] * 16)
            assert not (selection.score(torch.randn(16, 2, 8), 5).best.tokens == 1).any()


def test_an_integer_layer_computes_what_the_float_layer_does():
    if not integers.supported():
        pytest.skip("this processor doesn't multiply integers fast")
    generator = torch.Generator().manual_seed(5)
    layer = torch.nn.Linear(32, 48)
    grid = torch.randint(-127, 128, (48, 32), generator=generator).float()
    with torch.no_grad():
        layer.weight[:24], layer.weight[24:] = grid[:24] / 250, grid[24:] / 400
    hidden = torch.randn(60, 32, generator=generator).clamp(-3, 3)
    exact = integers.IntegerLinear(layer, 127 / 3, [250.0, 400.0])
    with torch.inference_mode():
        found = exact(hidden)
        assert torch.allclose(found, layer(hidden), atol=0.15)
        assert not torch.equal(found, layer(hidden))
        for size in (1, 7, 60):
            assert torch.equal(torch.cat([exact(part) for part in hidden.split(size)]), found)


def test_integer_layers_take_the_place_of_those_that_have_scales(marian_with_scales, vocabulary, tmp_path):
    if not integers.supported():
        pytest.skip("this processor doesn't multiply integers fast")
    folder = convert.cached(marian_with_scales, vocabulary, cache=tmp_path)
    model = load_folder(folder).network
    kinds = {name: type(layer).__name__ for name, layer in model.named_modules()}
    assert kinds["encoder.layers.0.feed_forward.inner"] == "IntegerLinear"
    assert kinds["decoder.layers.1.recurrence"] == "IntegerLinear"
    assert kinds["encoder.layers.0.query_key_value"] == "Linear"


def test_a_shortlist_leaves_a_source_its_own_tokens_whatever_the_batch():
    offsets = np.array([0, 0, 2, 4, 4, *[4] * 96])
    words = shortlist.Shortlist(offsets, np.array([50, 60, 70, 80]), frequent=3)
    assert words.candidates([1, 1]).tolist() == [0, 1, 2, 50, 60]
    layer = torch.nn.Linear(8, 100)
    with torch.no_grad():
        layer.bias[:] = torch.arange(100.0)
    hidden = torch.zeros(2, 1, 8)
    for exact in (True, False):
        projection = Projection(layer, 1, words, integers=not exact)
        selection = projection.start([[1], [2]])
        with torch.inference_mode():
            assert selection.score(hidden, 1).best.tokens.flatten().tolist() == [60, 80]
            choice = selection.keep(torch.tensor([1])).score(hidden[:1], 2).best
            more = projection.start([[1], [2]], [[90], []]).score(hidden, 1).best
            alone = projection.start([[2]]).score(hidden[:1], 2).best
        assert choice.tokens.flatten().tolist() == [80, 70]
        assert more.tokens.flatten().tolist() == [90, 80]
        assert torch.equal(alone.log_probabilities, choice.log_probabilities)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda data: data[:20], "20 bytes"),
        (lambda data: b"x" + data[1:], "begins with"),
        (lambda data: data[:-4], "bytes for"),
    ],
)
def test_a_damaged_shortlist_is_named(tmp_path, change, word):
    path = tmp_path / "lex.bin"
    data = struct.pack("<6Q", 0xF11A48D5013417F5, 0, 2, 2, 4, 3) + struct.pack("<4Q3I", 0, 1, 2, 3, 0, 1, 2)
    path.write_bytes(data)
    assert shortlist.read(path, 3).candidates([2]).tolist() == [0, 1, 2]
    path.write_bytes(change(data))
    with pytest.raises(ModelError, match=word):
        shortlist.read(path, 3)


def _begun(loaded):
    """Sources whose translations begin as they do anyway, each a little further on, and then have another word."""
    sources = _sources(loaded)
    free = _best(loaded, sources, beams=2)
    prefixes = [found.tokens[: number % 5] for number, found in enumerate(free)]
    return [Task(source, prefix=prefix) for source, prefix in zip(sources, prefixes, strict=True)]


def test_a_beginning_that_is_read_at_once_leads_where_stepping_through_it_leads(loaded, monkeypatch):
    tasks = [replace(task, required=(Constraint(((7, 9),)),)) for task in _begun(loaded)]
    at_once = loaded.decode(tasks, beams=4, n_best=2)
    begin = stepping.BergamotSources.begin
    monkeypatch.setattr(stepping.BergamotSources, "begin", lambda *given: begin(*given[:4]))
    for found, stepped in zip(at_once, loaded.decode(tasks, beams=4, n_best=2), strict=True):
        assert [one.tokens for one in found] == [other.tokens for other in stepped]
        for one, other in zip(found, stepped, strict=True):
            assert one.log_probabilities == pytest.approx(other.log_probabilities, abs=1e-4)
            assert np.allclose(one.attention, other.attention, atol=1e-5)
            assert (one.unmet, one.ended) == (other.unmet, other.ended)


def test_a_beginning_does_not_depend_on_those_beside_it(loaded):
    tasks = _begun(loaded)
    for task, among in zip(tasks, loaded.decode(tasks, beams=2), strict=True):
        for one, other in zip(loaded.decode([task], beams=2)[0], among, strict=True):
            _same(one, other)


def test_no_step_is_made_through_a_beginning(loaded, monkeypatch):
    source = _sources(loaded)[0]
    (free,) = _best(loaded, [source], beams=2)
    steps = []
    advance = stepping.BergamotStepper.advance
    monkeypatch.setattr(stepping.BergamotStepper, "advance", lambda *given: (steps.append(1), advance(*given))[1])
    for length in (0, 5, 10):
        steps.clear()
        loaded.decode([Task(source, prefix=free.tokens[:length], forbidden=((999,),))], beams=2)
        assert len(steps) == 24 - length


def test_a_source_is_encoded_once_for_all_its_searches(converted, monkeypatch):
    loaded = load_folder(converted)
    read = []
    encode = stepping._encoded
    monkeypatch.setattr(stepping, "_encoded", lambda net, sources: (read.extend(sources), encode(net, sources))[1])
    tasks = _begun(loaded)
    loaded.decode(tasks, beams=2)
    assert sorted(read) == sorted({task.tokens for task in tasks})


def test_the_encodings_of_long_ago_are_let_go():
    known, read = stepping.Encodings(most=5), []
    for source in ([1, 2, 0], [3, 0], [4, 0], [3, 0], [1, 2, 0]):
        known.of([source], lambda fresh: (read.extend(fresh), [torch.zeros(len(s), 4) for s in fresh])[1])
    assert read == [(1, 2, 0), (3, 0), (4, 0), (1, 2, 0)]
