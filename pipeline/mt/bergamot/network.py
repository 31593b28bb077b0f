"""The Bergamot architecture in torch alone: importing transformers costs more time than translating a page.

Projections that read the same input are one matrix (query, key, value; candidate and forget gate), because on a
CPU one large multiplication is faster than three small ones.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True, slots=True)
class Shape:
    """The numbers that a network is built from, as a model's config.json names them."""

    vocab_size: int
    d_model: int
    encoder_layers: int
    decoder_layers: int
    attention_heads: int
    ffn_dim: int
    layer_norm_eps: float
    target_vocab_size: int | None = None  # where the target has a vocabulary of its own


class BergamotCache:
    """State that a decoder carries from step to step, a row for each hypothesis.

    `states` are the recurrent cells, one [rows, width] a layer. `keys` and `values` are the projected source, one
    [rows, heads, source length, width of a head] a layer, and `mask` [rows, 1, 1, source length] is 0 or -inf.
    `position` counts the tokens so far; hypotheses that begin in different places have one each [sentences, 1].
    """

    is_compileable = False

    def __init__(self, states: list[Tensor], keys: list[Tensor], values: list[Tensor], mask: Tensor) -> None:
        self.states = states
        self.keys = keys
        self.values = values
        self.mask = mask
        self.position: int | Tensor = 0

    def get_seq_length(self, layer_idx: int = 0) -> int:
        """Return how many tokens the decoder has read; they are the same for every layer."""
        assert isinstance(self.position, int)
        return self.position

    def reorder_cache(self, rows: Tensor) -> None:
        """Keep the given rows in the given order; a row may go, or come more than once."""
        self.states = [state.index_select(0, rows) for state in self.states]
        self.keys = [key.index_select(0, rows) for key in self.keys]
        self.values = [value.index_select(0, rows) for value in self.values]
        self.mask = self.mask.index_select(0, rows)
        if not isinstance(self.position, int):
            self.position = self.position.index_select(0, rows)


@lru_cache(maxsize=4)
def _position_table(length: int, width: int, dtype: torch.dtype) -> Tensor:
    timescales = width // 2
    increment = math.log(10000) / max(timescales - 1, 1)
    rates = torch.exp(torch.arange(timescales, dtype=torch.float32) * -increment)
    angles = torch.arange(length, dtype=torch.float32)[:, None] * rates[None, :]
    return torch.cat((angles.sin(), angles.cos()), dim=1).to(dtype)


def positions(start: int, count: int, like: Tensor) -> Tensor:
    """Return the sinusoidal embeddings [count, width] of places from `start`: sines first, then cosines."""
    length = 1 << max(8, (start + count - 1).bit_length())
    return _position_table(length, like.shape[-1], like.dtype)[start : start + count].to(like.device)


def _additive(attention_mask: Tensor, dtype: torch.dtype) -> Tensor:
    mask = torch.zeros(attention_mask.shape, dtype=dtype, device=attention_mask.device)
    return mask.masked_fill_(attention_mask == 0, -math.inf)[:, None, None, :]


def _heads(projected: Tensor, heads: int) -> Tensor:
    rows, length, width = projected.shape
    return projected.view(rows, length, heads, width // heads).transpose(1, 2)


def _at(states: Tensor, lengths: Tensor) -> Tensor:
    """Return of cell states [rows, length, width] those after so many tokens of each row, zero before the first."""
    last = (lengths - 1).clamp(min=0)[:, None, None].expand(-1, 1, states.shape[2])
    return states.gather(1, last)[:, 0] * (lengths > 0)[:, None]


class BergamotFeedForward(nn.Module):
    """Two projections with a rectifier between, added to their input and normalised."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.inner = nn.Linear(shape.d_model, shape.ffn_dim)
        self.outer = nn.Linear(shape.ffn_dim, shape.d_model)
        self.norm = nn.LayerNorm(shape.d_model, eps=shape.layer_norm_eps)

    def forward(self, hidden: Tensor) -> Tensor:
        """Return the block's output, shaped as its input."""
        return self.norm(hidden + self.outer(functional.relu(self.inner(hidden), inplace=True)))  # type: ignore[no-any-return]


class BergamotEncoderLayer(nn.Module):
    """Self-attention and a feed-forward block."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.attention_heads
        self.query_key_value = nn.Linear(shape.d_model, 3 * shape.d_model)
        self.output = nn.Linear(shape.d_model, shape.d_model)
        self.norm = nn.LayerNorm(shape.d_model, eps=shape.layer_norm_eps)
        self.feed_forward = BergamotFeedForward(shape)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Return the layer's output [rows, length, width]."""
        query, key, value = (_heads(part, self.heads) for part in self.query_key_value(hidden).chunk(3, -1))
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = self.output(mixed.transpose(1, 2).reshape(hidden.shape))
        return self.feed_forward(self.norm(hidden + mixed))  # type: ignore[no-any-return]


class BergamotDecoderLayer(nn.Module):
    """A simpler simple recurrent unit, attention to the source, and a feed-forward block."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.attention_heads
        self.scale = (shape.d_model // shape.attention_heads) ** -0.5
        self.recurrence = nn.Linear(shape.d_model, 2 * shape.d_model)
        self.recurrence_norm = nn.LayerNorm(shape.d_model, eps=shape.layer_norm_eps)
        self.query = nn.Linear(shape.d_model, shape.d_model)
        self.key_value = nn.Linear(shape.d_model, 2 * shape.d_model)
        self.output = nn.Linear(shape.d_model, shape.d_model)
        self.norm = nn.LayerNorm(shape.d_model, eps=shape.layer_norm_eps)
        self.feed_forward = BergamotFeedForward(shape)

    def recur(self, hidden: Tensor, state: Tensor) -> tuple[Tensor, Tensor]:
        """Return the normalised output and the cell states after each token, both [rows, length, width]."""
        candidate, gate = self.recurrence(hidden).chunk(2, -1)
        forget = torch.sigmoid(gate)
        fresh = (1 - forget) * candidate
        states = []
        for place in range(hidden.shape[1]):
            state = forget[:, place] * state + fresh[:, place]
            states.append(state)
        cells = torch.stack(states, 1)
        return self.recurrence_norm(hidden + functional.relu(cells)), cells

    def attend(self, hidden: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return the normalised output and the weights [rows, heads, target length, source length]."""
        query = _heads(self.query(hidden) * self.scale, self.heads)
        weights = (query @ key.transpose(2, 3) + mask).softmax(-1)
        mixed = (weights @ value).transpose(1, 2).reshape(hidden.shape)
        return self.norm(hidden + self.output(mixed)), weights


class BergamotEncoder(nn.Module):
    """The embeddings, new ones where none are given, and the stack of encoder layers."""

    def __init__(self, shape: Shape, embeddings: Tensor | None = None) -> None:
        super().__init__()
        self.width = shape.d_model
        self.embed_tokens = nn.Embedding(shape.vocab_size, shape.d_model, _weight=embeddings)
        self.layers = nn.ModuleList(BergamotEncoderLayer(shape) for _ in range(shape.encoder_layers))

    def embed(self, input_ids: Tensor) -> Tensor:
        """Return the scaled embeddings [rows, length, width], without positions."""
        return self.embed_tokens(input_ids) * math.sqrt(self.width)  # type: ignore[no-any-return]

    def encode(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Return the hidden states [rows, length, width] of source tokens [rows, length], each row ended by `</s>`."""
        hidden = self.embed(input_ids)
        hidden = hidden + positions(0, input_ids.shape[1], hidden)
        mask = _additive(attention_mask, hidden.dtype)
        for layer in self.layers:
            hidden = layer(hidden, mask)
        return hidden


class BergamotDecoder(nn.Module):
    """The stack of decoder layers."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.width = shape.d_model
        self.heads = shape.attention_heads
        self.layers = nn.ModuleList(BergamotDecoderLayer(shape) for _ in range(shape.decoder_layers))

    def start(self, encoded: Tensor, attention_mask: Tensor) -> BergamotCache:
        """Return the cache before the first token, with the source's keys and values computed once."""
        keys, values = [], []
        for layer in cast("list[BergamotDecoderLayer]", self.layers):
            key, value = layer.key_value(encoded).chunk(2, -1)
            keys.append(_heads(key, self.heads).contiguous())
            values.append(_heads(value, self.heads).contiguous())
        states = [encoded.new_zeros(encoded.shape[0], self.width) for _ in self.layers]
        return BergamotCache(states, keys, values, _additive(attention_mask, encoded.dtype))

    def forward(
        self, embeddings: Tensor, cache: BergamotCache, lengths: Tensor | None = None
    ) -> tuple[Tensor, tuple[Tensor, ...]]:
        """Read scaled embeddings [rows, length, width], advance the cache; return hidden states and attentions.

        Beginnings of different `lengths` [rows] leave each row where its own ends.
        """
        assert isinstance(cache.position, int)
        hidden = embeddings + positions(cache.position, embeddings.shape[1], embeddings)
        if cache.position == 0:
            hidden[:, 0] = positions(0, 1, embeddings)  # Marian starts from a zero embedding, not from a token
        attentions = []
        for number, layer in enumerate(cast("list[BergamotDecoderLayer]", self.layers)):
            hidden, states = layer.recur(hidden, cache.states[number])
            cache.states[number] = states[:, -1] if lengths is None else _at(states, lengths)
            hidden, weights = layer.attend(hidden, cache.keys[number], cache.values[number], cache.mask)
            hidden = layer.feed_forward(hidden)
            attentions.append(weights)
        cache.position = cache.position + embeddings.shape[1] if lengths is None else lengths[:, None]
        return hidden, tuple(attentions)

    def step(self, embeddings: Tensor, cache: BergamotCache) -> tuple[Tensor, Tensor]:
        """Read one scaled embedding of each hypothesis [sentences, hypotheses, width], advance the cache.

        The hypotheses of a sentence stand where a longer target would, so that they share its keys and values; the
        cache's `states` are [sentences, hypotheses, width]. Return hidden states shaped as `embeddings`, and the
        first head's attention in the last layer [sentences, hypotheses, source length].
        """
        if isinstance(cache.position, int):
            position = positions(cache.position, 1, embeddings)
            hidden = embeddings + position if cache.position else position.expand_as(embeddings)
        else:
            position = positions(0, int(cache.position.max()) + 1, embeddings)[cache.position]
            hidden = embeddings * (cache.position > 0)[:, :, None] + position
        weights = hidden
        for number, layer in enumerate(cast("list[BergamotDecoderLayer]", self.layers)):
            candidate, gate = layer.recurrence(hidden).chunk(2, -1)
            state = cache.states[number] = torch.lerp(candidate, cache.states[number], gate.sigmoid())
            hidden = layer.recurrence_norm(hidden + functional.relu(state))
            hidden, weights = layer.attend(hidden, cache.keys[number], cache.values[number], cache.mask)
            hidden = layer.feed_forward(hidden)
        cache.position = cache.position + 1
        return hidden, weights[:, 0]


class BergamotNetwork(nn.Module):
    """Encoder, decoder, and the embeddings again as output layer."""

    def __init__(self, shape: Shape, embeddings: Tensor | None = None) -> None:
        super().__init__()
        self.encoder = BergamotEncoder(shape, embeddings)
        self.decoder = BergamotDecoder(shape)
        self.width = shape.d_model
        self.lm_head = nn.Linear(shape.d_model, shape.target_vocab_size or shape.vocab_size)
        if not shape.target_vocab_size:
            self.lm_head.weight = self.encoder.embed_tokens.weight

    def embed_target(self, tokens: Tensor) -> Tensor:
        """Return the scaled embeddings of target tokens, which are the output layer's weights."""
        return functional.embedding(tokens, self.lm_head.weight) * math.sqrt(self.width)
