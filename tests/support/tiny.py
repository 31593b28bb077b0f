"""Marian, M2M100 and NLLB models small enough for tests, with random weights, as their folders are laid out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

SENTENCES = [
    "The nurse measures your blood pressure in the morning.",
    "Bring a list of your medicines to every appointment.",
    "The scan takes about forty minutes and does not hurt.",
    "Call the clinic when the fever lasts longer than a day.",
    "Our interpreters speak many languages and are free of charge.",
    "Drink water, rest, and take one tablet after each meal.",
]
SIZES: dict[str, Any] = {
    "d_model": 16,
    "encoder_layers": 2,
    "decoder_layers": 2,
    "encoder_attention_heads": 2,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 32,
    "decoder_ffn_dim": 32,
    "max_position_embeddings": 512,
    "init_std": 0.7,
}


def train(path: Path, *, size: int = 90, **ids: int) -> Path:
    """Write a SentencePiece model of the test's sentences; the trainer names it PATH.model."""
    import sentencepiece

    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES * 4),
        model_prefix=str(path),
        vocab_size=size,
        hard_vocab_limit=False,
        minloglevel=2,
        **ids,
    )
    return path.with_name(f"{path.name}.model")


def pieces(path: Path) -> list[str]:
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [processor.id_to_piece(number) for number in range(processor.get_piece_size())]


def marian(folder: Path, spm: Path, *, codes: tuple[str, ...] = (), places: int = 512, **tokenizer: Any) -> Path:
    """A Marian folder: vocab.json numbers the pieces, the end comes first, padding last."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder.mkdir(parents=True)
    text = [piece for piece in pieces(spm) if piece not in {"<s>", "</s>", "<unk>"}]
    tokens = ["</s>", "<unk>", *text, *codes, "<pad>"]
    pad = len(tokens) - 1
    config = MarianConfig(
        vocab_size=len(tokens),
        pad_token_id=pad,
        eos_token_id=0,
        decoder_start_token_id=pad,
        forced_eos_token_id=0,
        **{**SIZES, "max_position_embeddings": places},
    )
    torch.manual_seed(3)
    MarianMTModel(config).save_pretrained(folder)
    for name in ("source.spm", "target.spm"):
        shutil.copyfile(spm, folder / name)
    write(folder / "vocab.json", {token: number for number, token in enumerate(tokens)})
    write(folder / "tokenizer_config.json", {"tokenizer_class": "MarianTokenizer", **tokenizer})
    generation = {"bad_words_ids": [[pad]], "decoder_start_token_id": pad, "pad_token_id": pad, "eos_token_id": 0}
    write(folder / "generation_config.json", generation)
    return folder


def m2m100(folder: Path, spm: Path) -> Path:
    """An M2M100 folder: the languages' tokens follow those of vocab.json."""
    import torch
    from transformers import M2M100Config, M2M100ForConditionalGeneration

    folder.mkdir(parents=True)
    text = [piece for piece in pieces(spm) if piece not in {"<s>", "</s>", "<unk>"}]
    tokens = ["<s>", "<pad>", "</s>", "<unk>", *text]
    torch.manual_seed(4)
    config = M2M100Config(vocab_size=len(tokens) + 108, decoder_start_token_id=2, **SIZES)
    M2M100ForConditionalGeneration(config).save_pretrained(folder)
    shutil.copyfile(spm, folder / "sentencepiece.bpe.model")
    write(folder / "vocab.json", {token: number for number, token in enumerate(tokens)})
    write(folder / "tokenizer_config.json", {"tokenizer_class": "M2M100Tokenizer"})
    return folder


def nllb(folder: Path, spm: Path) -> Path:
    """An NLLB folder of the older kind: SentencePiece's numbers shifted by one, then the languages."""
    import torch
    from transformers import M2M100Config, M2M100ForConditionalGeneration

    folder.mkdir(parents=True)
    torch.manual_seed(5)
    config = M2M100Config(vocab_size=len(pieces(spm)) + 1 + 203, decoder_start_token_id=2, **SIZES)
    M2M100ForConditionalGeneration(config).save_pretrained(folder)
    shutil.copyfile(spm, folder / "sentencepiece.bpe.model")
    write(folder / "tokenizer_config.json", {"tokenizer_class": "NllbTokenizer"})
    return folder


def write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value), "utf-8")
