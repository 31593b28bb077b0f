"""The Bergamot architecture in torch: what the weights in Marian's files compute, usable with `generate`.

Projections that read the same input are one matrix (query, key, value; candidate and forget gate), because on a
CPU one large multiplication is faster than three small ones.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, ClassVar, cast

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import GenerationMixin, PreTrainedModel
from transformers.modeling_outputs import BaseModelOutput, Seq2SeqLMOutput

from pipeline.mt.bergamot.configuration import BergamotConfig


class BergamotCache:
    """What a decoder carries from step to step, a row for each hypothesis.

    `states` are the recurrent cells, one [rows, width] a layer. `keys` and `values` are the projected source, one
    [rows, heads, source length, width of a head] a layer, and `mask` [rows, 1, 1, source length] is 0 or -inf.
    `position` counts the tokens so far.
    """

    is_compileable = False

    def __init__(self, states: list[Tensor], keys: list[Tensor], values: list[Tensor], mask: Tensor) -> None:
        self.states = states
        self.keys = keys
        self.values = values
        self.mask = mask
        self.position = 0

    def get_seq_length(self, layer_idx: int = 0) -> int:
        """Return how many tokens the decoder has read; they are the same for every layer."""
        return self.position

    def reorder_cache(self, rows: Tensor) -> None:
        """Keep the given rows in the given order; a row may go, or come more than once."""
        self.states = [state.index_select(0, rows) for state in self.states]
        self.keys = [key.index_select(0, rows) for key in self.keys]
        self.values = [value.index_select(0, rows) for value in self.values]
        self.mask = self.mask.index_select(0, rows)


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


class BergamotFeedForward(nn.Module):
    """Two projections with a rectifier between, added to their input and normalised."""

    def __init__(self, config: BergamotConfig) -> None:
        super().__init__()
        self.inner = nn.Linear(config.d_model, config.ffn_dim)
        self.outer = nn.Linear(config.ffn_dim, config.d_model)
        self.norm = nn.LayerNorm(config.d_model, eps=config.layer_norm_eps)

    def forward(self, hidden: Tensor) -> Tensor:
        """Return the block's output, shaped as its input."""
        return self.norm(hidden + self.outer(functional.relu(self.inner(hidden), inplace=True)))  # type: ignore[no-any-return]


class BergamotEncoderLayer(nn.Module):
    """Self-attention and a feed-forward block."""

    def __init__(self, config: BergamotConfig) -> None:
        super().__init__()
        self.heads = config.attention_heads
        self.query_key_value = nn.Linear(config.d_model, 3 * config.d_model)
        self.output = nn.Linear(config.d_model, config.d_model)
        self.norm = nn.LayerNorm(config.d_model, eps=config.layer_norm_eps)
        self.feed_forward = BergamotFeedForward(config)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Return the layer's output [rows, length, width]."""
        query, key, value = (_heads(part, self.heads) for part in self.query_key_value(hidden).chunk(3, -1))
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = self.output(mixed.transpose(1, 2).reshape(hidden.shape))
        return self.feed_forward(self.norm(hidden + mixed))  # type: ignore[no-any-return]


class BergamotDecoderLayer(nn.Module):
    """A simpler simple recurrent unit, attention to the source, and a feed-forward block."""

    def __init__(self, config: BergamotConfig) -> None:
        super().__init__()
        self.heads = config.attention_heads
        self.scale = (config.d_model // config.attention_heads) ** -0.5
        self.recurrence = nn.Linear(config.d_model, 2 * config.d_model)
        self.recurrence_norm = nn.LayerNorm(config.d_model, eps=config.layer_norm_eps)
        self.query = nn.Linear(config.d_model, config.d_model)
        self.key_value = nn.Linear(config.d_model, 2 * config.d_model)
        self.output = nn.Linear(config.d_model, config.d_model)
        self.norm = nn.LayerNorm(config.d_model, eps=config.layer_norm_eps)
        self.feed_forward = BergamotFeedForward(config)

    def recur(self, hidden: Tensor, state: Tensor) -> tuple[Tensor, Tensor]:
        """Return the normalised output [rows, length, width] and the last cell state [rows, width]."""
        candidate, gate = self.recurrence(hidden).chunk(2, -1)
        forget = torch.sigmoid(gate)
        fresh = (1 - forget) * candidate
        states = []
        for place in range(hidden.shape[1]):
            state = forget[:, place] * state + fresh[:, place]
            states.append(state)
        return self.recurrence_norm(hidden + functional.relu(torch.stack(states, 1))), state

    def attend(self, hidden: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return the normalised output and the weights [rows, heads, target length, source length]."""
        query = _heads(self.query(hidden) * self.scale, self.heads)
        weights = (query @ key.transpose(2, 3) + mask).softmax(-1)
        mixed = (weights @ value).transpose(1, 2).reshape(hidden.shape)
        return self.norm(hidden + self.output(mixed)), weights


class BergamotPreTrainedModel(PreTrainedModel):
    """What every Bergamot model has in common for transformers."""

    config: BergamotConfig
    config_class = BergamotConfig
    base_model_prefix = "model"
    main_input_name = "input_ids"
    _supports_sdpa = True


class BergamotEncoder(BergamotPreTrainedModel):
    """The embeddings and the stack of encoder layers."""

    def __init__(self, config: BergamotConfig) -> None:
        super().__init__(config)
        self.embed_tokens = nn.Embedding(config.vocab_size, config.d_model)
        self.layers = nn.ModuleList(BergamotEncoderLayer(config) for _ in range(config.encoder_layers))
        self.post_init()

    def embed(self, input_ids: Tensor) -> Tensor:
        """Return the scaled embeddings [rows, length, width], without positions."""
        return self.embed_tokens(input_ids) * math.sqrt(self.config.d_model)  # type: ignore[no-any-return]

    def forward(self, input_ids: Tensor, attention_mask: Tensor | None = None, **_: Any) -> BaseModelOutput:
        """Encode source tokens [rows, length], each row ended by `</s>`."""
        hidden = self.embed(input_ids)
        hidden = hidden + positions(0, input_ids.shape[1], hidden)
        if attention_mask is None:
            attention_mask = torch.ones_like(input_ids)
        mask = _additive(attention_mask, hidden.dtype)
        for layer in self.layers:
            hidden = layer(hidden, mask)
        return BaseModelOutput(last_hidden_state=hidden)


class BergamotDecoder(BergamotPreTrainedModel):
    """The stack of decoder layers."""

    def __init__(self, config: BergamotConfig) -> None:
        super().__init__(config)
        self.layers = nn.ModuleList(BergamotDecoderLayer(config) for _ in range(config.decoder_layers))
        self.post_init()

    def start(self, encoded: Tensor, attention_mask: Tensor) -> BergamotCache:
        """Return the cache before the first token, with the source's keys and values computed once."""
        keys, values = [], []
        for layer in cast("list[BergamotDecoderLayer]", self.layers):
            key, value = layer.key_value(encoded).chunk(2, -1)
            keys.append(_heads(key, self.config.attention_heads).contiguous())
            values.append(_heads(value, self.config.attention_heads).contiguous())
        states = [encoded.new_zeros(encoded.shape[0], self.config.d_model) for _ in self.layers]
        return BergamotCache(states, keys, values, _additive(attention_mask, encoded.dtype))

    def forward(self, embeddings: Tensor, cache: BergamotCache) -> tuple[Tensor, tuple[Tensor, ...]]:
        """Read scaled embeddings [rows, length, width], advance the cache; return hidden states and attentions."""
        hidden = embeddings + positions(cache.position, embeddings.shape[1], embeddings)
        if cache.position == 0:
            hidden[:, 0] = positions(0, 1, embeddings)  # Marian starts from a zero embedding, not from a token
        attentions = []
        for number, layer in enumerate(cast("list[BergamotDecoderLayer]", self.layers)):
            hidden, cache.states[number] = layer.recur(hidden, cache.states[number])
            hidden, weights = layer.attend(hidden, cache.keys[number], cache.values[number], cache.mask)
            hidden = layer.feed_forward(hidden)
            attentions.append(weights)
        cache.position += embeddings.shape[1]
        return hidden, tuple(attentions)


class BergamotForConditionalGeneration(BergamotPreTrainedModel, GenerationMixin):
    """The whole model: encoder, decoder, and the embeddings again as output layer."""

    _tied_weights_keys: ClassVar[dict[str, str]] = {"lm_head.weight": "encoder.embed_tokens.weight"}

    def __init__(self, config: BergamotConfig) -> None:
        super().__init__(config)
        self.encoder = BergamotEncoder(config)
        self.decoder = BergamotDecoder(config)
        self.lm_head = nn.Linear(config.d_model, config.vocab_size)
        self.post_init()

    @classmethod
    def _supports_default_dynamic_cache(cls) -> bool:
        return False  # the recurrent cells need a cache of their own, made in forward

    def get_input_embeddings(self) -> nn.Embedding:
        """Return the embeddings, which source, target and output share."""
        return self.encoder.embed_tokens

    def set_input_embeddings(self, value: nn.Module) -> None:
        """Replace the embeddings."""
        self.encoder.embed_tokens = value  # type: ignore[assignment]

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        decoder_input_ids: Tensor | None = None,
        encoder_outputs: BaseModelOutput | None = None,
        past_key_values: BergamotCache | None = None,
        labels: Tensor | None = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        **_: Any,
    ) -> Seq2SeqLMOutput:
        """Return the logits [rows, target length, vocabulary] of the next tokens, and the loss where labels are given.

        `decoder_input_ids` starts with the start token; with `past_key_values` it holds the new tokens only.
        """
        if encoder_outputs is None:
            if input_ids is None:
                raise ValueError("forward needs input_ids or encoder_outputs")
            encoder_outputs = self.encoder(input_ids, attention_mask)
        encoded = encoder_outputs[0]
        if labels is not None and decoder_input_ids is None:
            start = labels.new_full((labels.shape[0], 1), self.config.decoder_start_token_id or 0)
            decoder_input_ids = torch.cat((start, labels[:, :-1].clamp(min=0)), dim=1)
        if decoder_input_ids is None:
            raise ValueError("forward needs decoder_input_ids or labels")
        if past_key_values is None:
            if attention_mask is None:
                attention_mask = torch.ones(encoded.shape[:2], dtype=torch.long, device=encoded.device)
            past_key_values = self.decoder.start(encoded, attention_mask)
        hidden, attentions = self.decoder(self.encoder.embed(decoder_input_ids), past_key_values)
        logits = self.lm_head(hidden)
        loss = None
        if labels is not None:
            loss = functional.cross_entropy(logits.flatten(0, 1), labels.flatten())
        return Seq2SeqLMOutput(
            loss=loss,
            logits=logits,
            past_key_values=past_key_values if use_cache is not False else None,
            cross_attentions=attentions if output_attentions else None,
            encoder_last_hidden_state=encoded,
        )
