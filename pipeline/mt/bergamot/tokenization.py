"""The SentencePiece vocabulary of a Bergamot model as a transformers tokenizer, ids as they are in the file."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, ClassVar

import sentencepiece
from transformers import PreTrainedTokenizer

VOCABULARY, TARGET_VOCABULARY = "vocab.spm", "target.spm"


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
