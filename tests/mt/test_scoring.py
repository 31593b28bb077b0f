"""A translation that is there already gets the probability that the model's own search would have given it."""

from __future__ import annotations

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="the neural engine needs the extra 'embedded'")
pytest.importorskip("transformers")

from pipeline.errors import ModelError  # noqa: E402
from pipeline.mt import scoring  # noqa: E402
from pipeline.mt.engines import folders, pretrained  # noqa: E402
from pipeline.mt.engines.loading import BergamotModel  # noqa: E402
from pipeline.mt.scoring import ForcedScorer  # noqa: E402
from tests.support import tiny  # noqa: E402
from tests.support.tiny import SENTENCES  # noqa: E402

SOURCES = [*SENTENCES, "Rest.", "Drink water after each meal.", "The nurse measures the fever."]
TARGETS = [*SOURCES[3:], *SOURCES[:3]]


@pytest.fixture
def scorer(loaded: BergamotModel) -> ForcedScorer:
    return ForcedScorer(lambda: loaded, "tiny@1", jobs=1)


@pytest.fixture(scope="module")
def marian_model(tmp_path_factory: pytest.TempPathFactory) -> pretrained.PretrainedModel:
    folder = tmp_path_factory.mktemp("models")
    spm = tiny.train(folder / "spm", unk_id=0, bos_id=1, eos_id=2, pad_id=-1)
    return pretrained.load(folders.look(tiny.marian(folder / "marian", spm)), source="en", target="pt-BR")


def test_a_hugging_face_model_gives_what_its_network_gives(marian_model: pretrained.PretrainedModel) -> None:
    source, target = marian_model.encode("Drink water.").tokens, marian_model.spelled("Call a nurse.")
    said = torch.tensor([*target, marian_model.end])
    before = torch.tensor([[*marian_model.start.prompt, *target]])
    with torch.inference_mode():
        logits = marian_model.network(input_ids=torch.tensor([source]), decoder_input_ids=before).logits[0]
    logs = logits.log_softmax(-1).gather(1, said[:, None])[:, 0]
    asked = ["Rest.", "Drink water.", "Bring a list of your medicines to every appointment."]
    (_, score, _) = ForcedScorer(lambda: marian_model, "tiny", jobs=1).score(asked, ["Call.", "Call a nurse.", "Rest."])
    assert score is not None
    assert score.tokens == len(said)
    assert (score.mean, score.end, score.last) == pytest.approx(
        (float(logs.mean()), *logs[[-1, -2]].tolist()), abs=1e-4
    )


def test_a_score_depends_on_no_other_pair(scorer: ForcedScorer) -> None:
    together = scorer.score(SOURCES, TARGETS)
    assert None not in together
    alone = [scorer.score([source], [target])[0] for source, target in zip(SOURCES, TARGETS, strict=True)]
    assert alone == together
    assert scorer.score(SOURCES[::-1], TARGETS[::-1]) == together[::-1]
    assert len(set(together)) == len(together)


def test_workers_change_nothing(loaded: BergamotModel, scorer: ForcedScorer) -> None:
    sources, targets = SOURCES * 8, TARGETS * 8
    assert ForcedScorer(lambda: loaded, "tiny@1", jobs=2).score(sources, targets) == scorer.score(sources, targets)


def test_every_log_probability_is_that_of_the_next_token(loaded: BergamotModel) -> None:
    """All continuations of a beginning share a probability of one."""
    import math

    source = loaded.encode("Drink water.").tokens
    size = loaded.writer.get_piece_size()
    pairs = [scoring._Pair(source, (7, token), ()) for token in range(size)]
    second = [logs[1] for logs in scoring._forced(loaded, pairs)]
    assert sum(map(math.exp, second)) == pytest.approx(1.0, abs=0.05)
    first = [scoring._forced(loaded, [scoring._Pair(source, (token, 0), ())])[0][0] for token in range(size)]
    assert sum(map(math.exp, first)) == pytest.approx(1.0, abs=0.05)


def test_codes_are_no_words(scorer: ForcedScorer) -> None:
    plain = scorer.score(["Drink water."], ["Call a nurse."])
    coded = scorer.score(["<1>Drink</1> water."], ["Call <1>a nurse</1>.<2/>"])
    assert [(one.mean, one.tokens) for one in plain if one] == [(one.mean, one.tokens) for one in coded if one]


def test_the_stretch_is_of_the_text_as_it_was_given(scorer: ForcedScorer) -> None:
    text = "Call <1>a</1> nurse."
    (score,) = scorer.score(["Drink water."], [text])
    assert score is not None
    assert score.span is not None
    start, end = score.span
    assert 0 <= start < end <= len(text)


def test_the_least_likely_stretch_is_the_one_with_the_greatest_sum() -> None:
    assert scoring._stretch([-1.0, 3.0, -1.0, 4.0, -9.0, 5.0]) == range(1, 4)
    assert not scoring._stretch([-1.0, -2.0])
    assert not scoring._stretch([])


@pytest.mark.parametrize("target", ["", "  ", "<1/>", "水水", "Drink water. " * 200])
def test_what_cannot_be_judged_has_no_score(target: str, scorer: ForcedScorer) -> None:
    found = scorer.score(["Rest.", "Rest."], [target, "Drink water."])
    assert found[0] is None
    assert found[1] is not None


def test_nothing_is_loaded_before_the_first_question(converted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("pipeline.mt.engines.loading.load_folder", opened.append)
    scorer = scoring.load(f"path:{converted}", target="pt-BR")
    assert scorer.origin.startswith(f"{converted.name}@")
    assert opened == []


def test_a_folder_of_a_converted_model_can_be_asked(converted: Path, scorer: ForcedScorer) -> None:
    theirs = scoring.load(f"path:{converted}", target="pt-BR", jobs=1)
    assert theirs.score(SOURCES, TARGETS) == scorer.score(SOURCES, TARGETS)


@pytest.mark.parametrize("route", ["pseudo", "embedded > apertium:pt-es", "nonsense", "path:/nowhere"])
def test_a_route_that_is_no_model_is_refused(route: str) -> None:
    with pytest.raises(ModelError):
        scoring.load(route, target="pt-BR")


def test_the_embedded_model_serves_no_other_language() -> None:
    with pytest.raises(ModelError, match="fr"):
        scoring.load("embedded", target="fr")
