"""The vocabularies of Hugging Face translation models: text → tokens and back, and where each stands.

Each family has its files and its numbering. Marian numbers the pieces in vocab.json and names the target language,
where it has several, by a first token of the source; M2M100 and NLLB begin both sides with a language's token.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.errors import ModelError
from pipeline.mt.engines import folders, languages
from pipeline.mt.engines.folders import Folder
from pipeline.mt.engines.loading import Pieces, Written

_SPACE = "▁"
_UNKNOWN, _END, _PAD = "<unk>", "</s>", "<pad>"


@dataclass(frozen=True)
class Subwords:
    """One model's vocabulary for one pair of locales.

    `cut` reads a source, `cut_target` a translation. `before` are the tokens ahead of a source; `forced` is what a
    translation begins with; `special` are the tokens that are no text.
    """

    cut: Callable[[str], Pieces]
    cut_target: Callable[[str], Pieces]
    pieces: Mapping[int, str]
    unknown: int
    end: int
    special: frozenset[int]
    before: tuple[int, ...] = ()
    forced: tuple[int, ...] = ()

    def encode(self, text: str) -> Pieces:
        """Return the tokens of a text with those around it; what stands ahead has no place in the text."""
        pieces = self.cut(text)
        return Pieces((*self.before, *pieces.tokens, self.end), (*((0, 0) for _ in self.before), *pieces.spans))

    def spelled(self, text: str) -> tuple[int, ...]:
        """Return the tokens by which a translation says a text."""
        return self.cut_target(text).tokens

    def write(self, tokens: Sequence[int]) -> Written:
        """Return the text of tokens; what is no text has an empty place."""
        text = ""
        spans = []
        for token in tokens:
            piece = "" if token in self.special else self.pieces.get(token, "").replace(_SPACE, " ")
            piece = piece if text else piece.lstrip(" ")
            spans.append((len(text), len(text) + len(piece)))
            text += piece
        trimmed = text.rstrip(" ")
        return Written(trimmed, tuple((min(a, len(trimmed)), min(b, len(trimmed))) for a, b in spans))

    def knows(self, character: str) -> bool:
        """Tell whether the vocabulary can spell a character."""
        return self.unknown not in self.cut(f"a{character}a").tokens

    @cached_property
    def inside(self) -> frozenset[int]:
        """The tokens that continue a word."""
        return frozenset(token for token, piece in self.pieces.items() if piece[:1].isalnum())


def load(folder: Folder, source: str, target: str) -> Subwords:
    """Return the vocabulary of a model for two locales; raise ModelError where a file or a language is missing."""
    if folder.architecture == "marian":
        return _marian(folder, source, target)
    kind = str(folder.json(folders.TOKENIZER).get("tokenizer_class", ""))
    nllb = "nllb" in kind.lower() or not (folder.path / "vocab.json").exists()
    return _nllb(folder, source, target) if nllb else _m2m100(folder, source, target)


def offered(folder: Folder) -> tuple[str, ...]:
    """Return the codes of the languages that a model translates into, none where it doesn't say."""
    settings = folder.json(folders.TOKENIZER)
    if folder.architecture == "marian":
        codes = [token for token in _numbers(folder, "vocab.json") if token.startswith(">>")]
        if codes:
            return tuple(codes)
    if folder.architecture == "m2m_100":
        return tuple(_language_tokens(folder))
    return tuple(str(settings[key]) for key in ("target_lang",) if settings.get(key))


def check_pair(folder: Folder, source: str, target: str | None) -> None:
    """Raise ModelError where a model of one pair says that it is for other languages; many don't say."""
    settings = folder.json(folders.TOKENIZER)
    for key, locale in (("source_lang", source), ("target_lang", target)):
        named = settings.get(key)
        if isinstance(named, str) and locale is not None and languages.is_code(f"__{named[:3]}__"):
            _required(folder, locale, [named])


def _marian(folder: Folder, source: str, target: str) -> Subwords:
    settings = folder.json(folders.TOKENIZER)
    ids = _numbers(folder, "vocab.json")
    outputs = _numbers(folder, "target_vocab.json") if settings.get("separate_vocabs") else ids
    codes = [token for token in ids if token.startswith(">>") and token.endswith("<<")]
    before: tuple[int, ...] = ()
    if codes:
        before = (ids[_required(folder, target, codes)],)
    check_pair(folder, source, None if codes else target)
    cut = _by_sentencepiece(folder.file("source.spm"), ids.get, ids[_UNKNOWN])
    cut_target = _by_sentencepiece(folder.file("target.spm"), outputs.get, outputs[_UNKNOWN])
    special = {number for token, number in outputs.items() if token in {_UNKNOWN, _END, _PAD} or token in codes}
    pieces = {number: token for token, number in outputs.items()}
    return Subwords(cut, cut_target, pieces, ids[_UNKNOWN], ids[_END], frozenset(special), before)


def _m2m100(folder: Folder, source: str, target: str) -> Subwords:
    ids = _numbers(folder, "vocab.json")
    codes = _language_tokens(folder)
    cut = _by_sentencepiece(folder.file("sentencepiece.bpe.model"), ids.get, ids[_UNKNOWN])
    special = {ids[token] for token in ("<s>", _PAD, _END, _UNKNOWN) if token in ids} | set(codes.values())
    pieces = {number: token for token, number in ids.items()}
    return _between(folder, codes, source, target, cut, pieces, ids[_UNKNOWN], ids[_END], special)


def _nllb(folder: Folder, source: str, target: str) -> Subwords:
    codes = _language_tokens(folder)
    cut: Callable[[str], Pieces]
    if (folder.path / "tokenizer.json").exists():
        import tokenizers

        path = folder.file("tokenizer.json")
        try:
            whole = tokenizers.Tokenizer.from_file(str(path))
        except Exception as error:  # the library raises nothing narrower
            raise ModelError(f"not a tokenizer: {error}", path=path) from error
        whole.no_truncation()
        whole.no_padding()
        ids = whole.get_vocab()

        def by_tokenizers(text: str) -> Pieces:
            encoding = whole.encode(text, add_special_tokens=False)
            return Pieces(tuple(encoding.ids), tuple(encoding.offsets))

        cut = by_tokenizers
    else:
        processor = _processor(folder.file("sentencepiece.bpe.model"))
        shifted = {processor.id_to_piece(number): number + 1 for number in range(3, processor.get_piece_size())}
        ids = {"<s>": 0, _PAD: 1, _END: 2, _UNKNOWN: 3, **shifted}
        cut = _by_sentencepiece(folder.file("sentencepiece.bpe.model"), ids.get, ids[_UNKNOWN])
    for token in (_UNKNOWN, _END):
        if token not in ids:
            raise ModelError(f"the vocabulary lacks {token}", path=folder.path)
    special = {ids[token] for token in ("<s>", _PAD, _END, _UNKNOWN, "<mask>") if token in ids} | set(codes.values())
    pieces = {number: token for token, number in ids.items()}
    return _between(folder, codes, source, target, cut, pieces, ids[_UNKNOWN], ids[_END], special)


def _between(
    folder: Folder,
    codes: Mapping[str, int],
    source: str,
    target: str,
    cut: Callable[[str], Pieces],
    pieces: Mapping[int, str],
    unknown: int,
    end: int,
    special: set[int],
) -> Subwords:
    before, forced = codes[_required(folder, source, list(codes))], codes[_required(folder, target, list(codes))]
    return Subwords(cut, cut, pieces, unknown, end, frozenset(special), (before,), (forced,))


def _language_tokens(folder: Folder) -> dict[str, int]:
    """Return the tokens of the languages with their numbers, from the files, else as the family counts them."""
    listed = folder.json("tokenizer.json").get("added_tokens") or []
    decoder = folder.json(folders.TOKENIZER).get("added_tokens_decoder") or {}
    tokens: dict[str, int] = {}
    try:
        tokens |= {str(token["content"]): int(token["id"]) for token in listed}
        tokens |= {str(token["content"]): int(number) for number, token in decoder.items()}
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"the added tokens aren't what they should be: {error!r}", path=folder.path) from error
    tokens = {token: number for token, number in tokens.items() if languages.is_code(token)}
    if not tokens:
        tokens = _counted(folder)
    return {token: _in_range(folder, token, number) for token, number in tokens.items()}


def _counted(folder: Folder) -> dict[str, int]:
    if (folder.path / "vocab.json").exists():
        from transformers.models.m2m_100.tokenization_m2m_100 import FAIRSEQ_LANGUAGE_CODES

        kind = str(folder.json(folders.TOKENIZER).get("language_codes", "m2m100"))
        names = [f"__{name}__" for name in FAIRSEQ_LANGUAGE_CODES.get(kind, ())]
        first = len(_numbers(folder, "vocab.json"))
    else:
        from transformers.models.nllb.tokenization_nllb import FAIRSEQ_LANGUAGE_CODES

        names = list(FAIRSEQ_LANGUAGE_CODES)
        first = _processor(folder.file("sentencepiece.bpe.model")).get_piece_size() + 1
    return {name: first + number for number, name in enumerate(names)}


def _required(folder: Folder, locale: str, codes: Sequence[str]) -> str:
    code = languages.code(locale, codes)
    if code is None:
        shown = ", ".join(codes[:12]) + (", …" if len(codes) > 12 else "")
        raise ModelError(f"the model has no {locale}, only {shown}", path=folder.path)
    return code


def _numbers(folder: Folder, name: str) -> dict[str, int]:
    path = folder.file(name)
    numbers = folders.read_json(path, folder.root)
    for token, number in numbers.items():
        _in_range(folder, token, number)
    for token in (_UNKNOWN, _END):
        if token not in numbers:
            raise ModelError(f"lacks {token}", path=path)
    return numbers


def _in_range(folder: Folder, token: str, number: Any) -> int:
    size = max(int(folder.config.get(key) or 0) for key in ("vocab_size", "decoder_vocab_size"))
    if not isinstance(number, int) or not 0 <= number < size:
        raise ModelError(
            f"the token {token!r} has the number {number!r}; the model has {size} tokens", path=folder.path
        )
    return number


def _processor(path: Path) -> Any:
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise ModelError(f"not a SentencePiece model: {error}", path=path) from error


def _by_sentencepiece(path: Path, number: Callable[[str], int | None], unknown: int) -> Callable[[str], Pieces]:
    processor = _processor(path)

    def cut(text: str) -> Pieces:
        mapping = processor.encode(text, return_type="offset_mapping")
        known = [number(piece) for piece in mapping["pieces"]]
        return Pieces(
            tuple(unknown if token is None else token for token in known), tuple(map(tuple, mapping["offsets"]))
        )

    return cut
