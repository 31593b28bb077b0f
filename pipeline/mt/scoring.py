"""Scores of translations that are there already, by forced decoding: how likely a model finds each.

A batch holds sources of one padded length, and the output layer is computed in blocks of one size, so that a score
can't depend on the pairs beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.errors import ModelError
from pipeline.mt import routes
from pipeline.mt.engines.pretrained import PretrainedModel
from pipeline.mt.markup.codes import take_out
from pipeline.mt.markup.typography import spell
from pipeline.mt.search import workers
from pipeline.system import processes

if TYPE_CHECKING:
    from torch import Tensor

    from pipeline.mt.bergamot.projection import Projection
    from pipeline.mt.engines.loading import BergamotModel
    from pipeline.mt.search.workers import Model

LONGEST = 320  # tokens of a source or a translation: on what is longer, models trained on sentences tell nothing
EXPECTED = -4.0  # a stretch is where logarithms lie below this, more or less: what people write seldom stays there long
BATCH_TOKENS = 1024
BLOCK = 256  # places of the output layer at once: their logits over a large vocabulary take 32 MB


@dataclass(frozen=True, slots=True)
class Score:
    """The log-probability of a translation given its source, as a model has it; logarithms are natural.

    `mean` is over `tokens` tokens, the end among them; `end` is that of ending where the translation ends, and `last`
    that of the token before it. `span` is the [start, end) of its least likely stretch, None where no word is unlikely.
    """

    mean: float
    end: float
    last: float
    tokens: int
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a translation, at [start, end), and the logarithm of its probability."""

    span: tuple[int, int]
    log: float


@dataclass(frozen=True, slots=True)
class _Pair:
    """A source and a translation as a model reads them, ends included, and where the translation's tokens stand."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


class ForcedScorer:
    """A translation model that is asked how likely given translations are; it loads when it is first asked.

    `narrow` weighs a word against those that the source can become, as a search does, in half the time. People's
    words are weighed against all.
    """

    def __init__(
        self, load: Callable[[], Model], origin: str, *, jobs: int | None = None, narrow: bool = False
    ) -> None:
        self.origin = origin
        self.jobs = processes.processors() if jobs is None else jobs
        self._load = load
        self._work = _searched if narrow else _forced

    @cached_property
    def model(self) -> Model:
        """The model in memory."""
        return self._load()

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[Score | None]:
        """Return the score of each target given its source, in order; None where one is blank, unreadable or too long.

        Inline codes are left out. A score is independent of order and batch; hundreds at a time are fastest.
        """
        asked = self._asked(sources, targets)
        return [_score(pair, logs, _unknown(self.model)) if pair else None for pair, logs in asked]

    def tokens(self, sources: Sequence[str], targets: Sequence[str]) -> list[list[Token]]:
        """Return how likely each token of each target is given its source, the end left out; none where `score` is."""
        asked = self._asked(sources, targets)
        return [list(map(Token, pair.spans, logs)) if pair else [] for pair, logs in asked]

    def _asked(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[_Pair | None, list[float]]]:
        """Return each pair as the model reads it, with the logarithms of its target tokens' probabilities."""
        from pipeline.mt.search.decoding import batches

        read = [_read(self.model, source, target) for source, target in zip(sources, targets, strict=True)]
        pairs = {number: pair for number, pair in enumerate(read) if pair is not None}
        # By the translation's length inside of one padded length of sources, so that little is padding.
        order = sorted(pairs, key=lambda number: len(pairs[number].target))
        grouped = [
            [order[index] for index in batch]
            for batch in batches([len(pairs[number].source) for number in order], tokens=BATCH_TOKENS)
        ]
        parts = [[pairs[number] for number in batch] for batch in grouped]
        found: list[list[float]] = [[] for _ in read]
        for batch, logs in zip(grouped, workers.run(self.model, self._work, parts, jobs=self.jobs), strict=True):
            for number, own in zip(batch, logs, strict=True):
                found[number] = own
        return list(zip(read, found, strict=True))


def load(route: str, *, source: str = "en", target: str, jobs: int | None = None) -> ForcedScorer:
    """Return the scorer of a route's model; raise ModelError where the route isn't one model, or it isn't there.

    Only the model's folder is looked at: it is loaded with the first pair.
    """
    if routes.steps(route) == (routes.EMBEDDED,) and routes.default_route(target) == routes.EMBEDDED:
        from pipeline.mt.engines import embedded

        embedded.wheel_folder()
        return ForcedScorer(embedded.load_embedded, embedded.ORIGIN, jobs=jobs)
    from pipeline.mt.engines import models

    if not models.is_route(route) or len(routes.steps(route)) > 1:
        raise ModelError(f"the route {route!r} isn't one model that could be asked for a second opinion on {target}")
    origin = models.origin(route, models.look(route))
    return ForcedScorer(lambda: _model(route, source, target), origin, jobs=jobs)


def _model(route: str, source: str, target: str) -> Model:
    from pipeline.mt.search.seq2seq import Seq2SeqEngine

    engine = routes.load(route, source=source, target=target)
    assert isinstance(engine, Seq2SeqEngine)
    return engine.model


def _unknown(model: Model) -> int | None:
    return model.subwords.unknown if isinstance(model, PretrainedModel) else model.unknown


def _read(model: Model, source: str, target: str) -> _Pair | None:
    plain, given = take_out(source), take_out(target)
    if not plain.text.strip() or not given.text.strip():
        return None
    tokens = model.encode(spell(plain.text, model.knows).text).tokens
    spelled = spell(given.text, model.knows)
    if isinstance(model, PretrainedModel):
        cut = model.subwords.cut_target(spelled.text)
        ids, spans = cut.tokens, cut.spans
    else:
        mapping = model.writer.encode(spelled.text, return_type="offset_mapping")
        ids, spans = tuple(mapping["ids"]), tuple(map(tuple, mapping["offsets"]))
    unknown = _unknown(model)
    if max(len(tokens), len(ids)) > LONGEST or 2 * sum(token == unknown for token in ids) >= len(ids):
        return None
    written = (spelled.span(start, end) for start, end in spans)
    places = ((given.origin[start], given.origin[max(start, end - 1)] + (end > start)) for start, end in written)
    return _Pair(tokens, (*ids, model.end), tuple(places))


def _forced(model: Model, pairs: Sequence[_Pair]) -> list[list[float]]:
    """Return the logarithms of the probabilities of each pair's target tokens, the end included."""
    import torch

    with torch.inference_mode():
        return _pretrained(model, pairs) if isinstance(model, PretrainedModel) else _bergamot(model, pairs)


def _bergamot(model: BergamotModel, pairs: Sequence[_Pair]) -> list[list[float]]:
    import torch

    from pipeline.mt.bergamot.stepping import BergamotSources

    encoded = BergamotSources(model.network, model.projection, [pair.source for pair in pairs], _width(pairs))
    tokens = _tokens([pair.target for pair in pairs], model.end, len(encoded.cache.mask))
    # The decoder reads what it should have said before; where nothing was, it has a start of its own.
    before = torch.nn.functional.pad(tokens[:, :-1], (1, 0))
    hidden, _ = model.network.decoder(model.network.embed_target(before), encoded.cache)
    layer = model.projection
    flat = torch.cat([row[: len(pair.target)] for row, pair in zip(hidden, pairs, strict=False)])
    wanted = torch.cat([row[: len(pair.target)] for row, pair in zip(tokens, pairs, strict=False)])
    chosen = layer.logits(flat[:, None], wanted[:, None, None])[:, 0, 0]
    return _split(chosen - _totals(layer, flat), pairs)


def _searched(model: Model, pairs: Sequence[_Pair]) -> list[list[float]]:
    """Return the logarithms as a search would see them that is made to say each pair's target."""
    import torch

    if isinstance(model, PretrainedModel):
        return _forced(model, pairs)
    from pipeline.mt.bergamot.stepping import BergamotSources

    with torch.inference_mode():
        encoded = BergamotSources(model.network, model.projection, [pair.source for pair in pairs], _width(pairs))
        targets = [pair.target for pair in pairs]
        begun = encoded.begin(range(len(pairs)), 1, targets, targets).begun
        assert begun is not None
        rows = zip(begun.log_probabilities, pairs, strict=True)
        return _split(torch.cat([row[: len(pair.target)] for row, pair in rows]), pairs)


def _totals(layer: Projection, hidden: Tensor) -> Tensor:
    """Return the logarithm of the sum that makes logits probabilities, for hidden states [places, width]."""
    import torch

    totals = []
    blocks = torch.nn.functional.pad(hidden, (0, 0, 0, -len(hidden) % BLOCK))
    for start in range(0, len(blocks), BLOCK):
        block = blocks[start : start + BLOCK]
        if layer.integers is None:
            logits = torch.addmm(layer.bias, block, layer.weight.t())
        else:  # A sum over all words forgives the rounding, and costs a fifth.
            scale = block.abs().amax(1, keepdim=True).clamp(min=1e-9) / 127
            product = torch._int_mm((block / scale).round_().to(torch.int8), layer.integers.t())
            logits = torch.addcmul(layer.bias, product, scale * layer.step)
        top = logits.amax(1, keepdim=True)
        totals.append(logits.sub_(top).exp_().sum(1).log_() + top[:, 0])
    return torch.cat(totals)[: len(hidden)]


def _pretrained(model: PretrainedModel, pairs: Sequence[_Pair]) -> list[list[float]]:
    import torch

    from pipeline.mt.engines.huggingface import HuggingFaceSources

    encoded = HuggingFaceSources(model.network, model.start, [pair.source for pair in pairs], _width(pairs))
    tokens = _tokens([pair.target for pair in pairs], model.end, len(encoded.mask))
    prompt = torch.tensor(model.start.prompt).expand(len(tokens), -1)
    output = model.network(
        encoder_outputs=(encoded.encoded,),
        attention_mask=encoded.mask,
        decoder_input_ids=torch.cat((prompt, tokens[:, :-1]), 1),
        use_cache=False,
    )
    logits = output.logits[:, len(model.start.prompt) - 1 :].float()
    logs = logits.gather(2, tokens[:, :, None])[:, :, 0] - logits.logsumexp(-1)
    return _split(torch.cat([row[: len(pair.target)] for row, pair in zip(logs, pairs, strict=False)]), pairs)


def _width(pairs: Sequence[_Pair]) -> int:
    from pipeline.mt.search.decoding import padded

    return padded(max(len(pair.source) for pair in pairs))


def _tokens(targets: Sequence[Sequence[int]], end: int, rows: int) -> Tensor:
    """Return targets as [rows, longest], filled up with ends and, where there are too few, with rows of them."""
    import torch

    from pipeline.mt.search.decoding import padded

    longest = padded(max(map(len, targets)))
    filled = torch.full((rows, longest), end, dtype=torch.long)
    for row, target in enumerate(targets):
        filled[row, : len(target)] = torch.tensor(target)
    return filled


def _split(logs: Tensor, pairs: Sequence[_Pair]) -> list[list[float]]:
    values = iter(logs.clamp(max=0).tolist())
    return [list(islice(values, len(pair.target))) for pair in pairs]


def _score(pair: _Pair, logs: Sequence[float], unknown: int | None) -> Score:
    """Sum up; what the vocabulary can't spell says nothing of the translator, and isn't counted."""
    counted = [log for log, token in zip(logs, pair.target, strict=True) if token != unknown]
    stretch = _stretch([EXPECTED - log for log in logs[:-1]])
    span = (pair.spans[stretch.start][0], pair.spans[stretch.stop - 1][1]) if stretch else None
    return Score(sum(counted) / len(counted), logs[-1], logs[-2], len(counted), span)


def _stretch(surprises: Sequence[float]) -> range:
    """Return the places of the run with the greatest sum; an empty one where no surprise is above zero."""
    best, most, start, total = range(0), 0.0, 0, 0.0
    for place, surprise in enumerate(surprises):
        if total <= 0:
            start, total = place, 0.0
        total += surprise
        if total > most:
            best, most = range(start, place + 1), total
    return best
