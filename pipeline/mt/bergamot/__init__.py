"""Bergamot's tiny models as transformers models: torch runs everywhere, the original engine doesn't."""

from __future__ import annotations


def register() -> None:
    """Make transformers' Auto classes know the Bergamot family; safe to call more than once."""
    from transformers import AutoConfig, AutoModelForSeq2SeqLM, AutoTokenizer

    from pipeline.mt.bergamot.modeling import BergamotConfig, BergamotForConditionalGeneration, BergamotTokenizer

    AutoConfig.register(BergamotConfig.model_type, BergamotConfig, exist_ok=True)
    AutoModelForSeq2SeqLM.register(BergamotConfig, BergamotForConditionalGeneration, exist_ok=True)
    AutoTokenizer.register(BergamotConfig, tokenizer_class=BergamotTokenizer, exist_ok=True)
