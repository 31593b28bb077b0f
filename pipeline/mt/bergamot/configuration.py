"""The shape of a Bergamot model, as transformers wants it described."""

from __future__ import annotations

from typing import Any, ClassVar

from transformers import PreTrainedConfig


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
