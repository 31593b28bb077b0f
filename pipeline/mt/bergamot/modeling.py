"""The Bergamot family as transformers' classes: configuration, tokenizer, and a model that `generate` can drive."""

from __future__ import annotations

import math
import shutil
from dataclasses import fields
from pathlib import Path
from typing import Any, ClassVar

import sentencepiece
import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import GenerationMixin, PreTrainedConfig, PreTrainedModel, PreTrainedTokenizer
from transformers.modeling_outputs import BaseModelOutput, Seq2SeqLMOutput

from pipeline.mt.bergamot.convert import TARGET_VOCABULARY, VOCABULARY
from pipeline.mt.bergamot.network import BergamotCache, BergamotDecoder, BergamotEncoder, Shape


class BergamotConfig(PreTrainedConfig):
    """Describe a transformer encoder with a decoder of simpler simple recurrent units (SSRU), embeddings tied.

    The decoder starts from a zero embedding, so `decoder_start_token_id` only fills the first place. `integer_scales`
    holds the multipliers that the model was quantised with: for a linear layer's name its `input` and its `weights`.
    """

    model_type = "bergamot"
    keys_to_ignore_at_inference: ClassVar[list[str]] = ["past_key_values"]
    attribute_map: ClassVar[dict[str, str]] = {
        "hidden_size": "d_model",
        "num_attention_heads": "attention_heads",
        "num_hidden_layers": "encoder_layers",
    }

    vocab_size: int = 32000
    d_model: int = 256
    encoder_layers: int = 6
    decoder_layers: int = 2
    attention_heads: int = 8
    ffn_dim: int = 1536
    target_vocab_size: int | None = None
    layer_norm_eps: float = 1e-6
    init_std: float = 0.02
    integer_scales: dict[str, dict[str, Any]] | None = None
    is_encoder_decoder: bool = True
    use_cache: bool = True
    tie_word_embeddings: bool = True
    eos_token_id: int = 0
    pad_token_id: int | None = 0
    bos_token_id: int | None = None
    unk_token_id: int | None = 1
    decoder_start_token_id: int | None = 0


class BergamotTokenizer(PreTrainedTokenizer):
    """Tokenize with one SentencePiece model for both languages, or one each; `</s>` ends a source, and pads."""

    vocab_files_names: ClassVar[dict[str, str]] = {"vocab_file": VOCABULARY, "target_vocab_file": TARGET_VOCABULARY}
    model_input_names: ClassVar[list[str]] = ["input_ids", "attention_mask"]

    def __init__(self, vocab_file: str, target_vocab_file: str | None = None, **settings: Any) -> None:
        self.vocab_file = vocab_file
        self.target_vocab_file = target_vocab_file
        self.processor = sentencepiece.SentencePieceProcessor(model_file=vocab_file)
        self.writer = sentencepiece.SentencePieceProcessor(model_file=target_vocab_file or vocab_file)
        settings = {"eos_token": "</s>", "unk_token": "<unk>", "pad_token": "</s>"} | settings
        super().__init__(**settings)

    @property
    def vocab_size(self) -> int:
        """Return the number of pieces."""
        return int(self.processor.get_piece_size())

    def get_vocab(self) -> dict[str, int]:
        """Return every piece with its id."""
        return {self.processor.id_to_piece(number): number for number in range(self.vocab_size)}

    def _tokenize(self, text: str, **_: Any) -> list[str]:
        return list(self.processor.encode(text, out_type=str))

    def _convert_token_to_id(self, token: str) -> int:
        return int(self.processor.piece_to_id(token))

    def _convert_id_to_token(self, index: int) -> str:
        return str(self.writer.id_to_piece(index))

    def convert_tokens_to_string(self, tokens: list[str]) -> str:
        """Join pieces into text."""
        return str(self.writer.decode_pieces(tokens))

    def build_inputs_with_special_tokens(
        self, token_ids_0: list[int], token_ids_1: list[int] | None = None
    ) -> list[int]:
        """Append the end of sentence; a pair of texts is one text to this model."""
        return [*token_ids_0, *(token_ids_1 or []), self.eos_token_id]

    def save_vocabulary(self, save_directory: str, filename_prefix: str | None = None) -> tuple[str, ...]:
        """Copy the SentencePiece models into a folder and return their paths there."""
        prefix = f"{filename_prefix}-" if filename_prefix else ""
        saved = []
        for name, source in ((VOCABULARY, self.vocab_file), (TARGET_VOCABULARY, self.target_vocab_file)):
            if source is None:
                continue
            path = Path(save_directory) / f"{prefix}{name}"
            if path.resolve() != Path(source).resolve():
                shutil.copyfile(source, path)
            saved.append(str(path))
        return tuple(saved)


class BergamotPreTrainedModel(PreTrainedModel):
    """Base of the Bergamot models for transformers."""

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
