"""The Bergamot network as a transformers model, so that `generate` and every tool of that family can use it."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import Any, ClassVar

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import GenerationMixin, PreTrainedModel
from transformers.modeling_outputs import BaseModelOutput, Seq2SeqLMOutput

from pipeline.mt.bergamot.configuration import BergamotConfig
from pipeline.mt.bergamot.network import BergamotCache, BergamotDecoder, BergamotEncoder, Shape


class BergamotPreTrainedModel(PreTrainedModel):
    """What every Bergamot model has in common for transformers."""

    config: BergamotConfig
    config_class = BergamotConfig
    base_model_prefix = "model"
    main_input_name = "input_ids"
    _supports_sdpa = True


class _Encoder(BergamotEncoder):
    """The encoder as `generate` calls it."""

    main_input_name = "input_ids"

    def forward(self, input_ids: Tensor, attention_mask: Tensor | None = None, **_: Any) -> BaseModelOutput:
        """Encode source tokens [rows, length], each row ended by `</s>`."""
        mask = torch.ones_like(input_ids) if attention_mask is None else attention_mask
        return BaseModelOutput(last_hidden_state=self.encode(input_ids, mask))


class BergamotForConditionalGeneration(BergamotPreTrainedModel, GenerationMixin):
    """The whole model: encoder, decoder, and the target's embeddings again as output layer."""

    _tied_weights_keys: ClassVar[dict[str, str]] = {"lm_head.weight": "encoder.embed_tokens.weight"}

    def __init__(self, config: BergamotConfig) -> None:
        super().__init__(config)
        shape = Shape(**{field.name: getattr(config, field.name) for field in fields(Shape)})
        self.encoder = _Encoder(shape)
        self.decoder = BergamotDecoder(shape)
        self.lm_head = nn.Linear(config.d_model, config.target_vocab_size or config.vocab_size)
        self.post_init()

    @classmethod
    def _supports_default_dynamic_cache(cls) -> bool:
        return False  # the recurrent cells need a cache of their own, made in forward

    def get_input_embeddings(self) -> nn.Embedding:
        """Return the embeddings of the source, which the target shares unless it has a vocabulary of its own."""
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
        embedded = functional.embedding(decoder_input_ids, self.lm_head.weight) * math.sqrt(self.config.d_model)
        hidden, attentions = self.decoder(embedded, past_key_values)
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
