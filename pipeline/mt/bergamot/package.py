"""A model as the Bergamot and Firefox Translations projects publish it: a folder of files that are named by their kind.

    model.enpt.intgemm.alphas.bin    the weights
    vocab.enpt.spm                   one vocabulary, or srcvocab.enpt.spm and trgvocab.enpt.spm
    lex.50.50.enpt.s2t.bin           the shortlist, where there is one

Each may be packed, with `.gz` at its end.
"""

from __future__ import annotations

import gzip
import re
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ModelError
from pipeline.mt.search.hypotheses import Task
from pipeline.system.files import new_folder

if TYPE_CHECKING:
    from pipeline.mt.engines.loading import BergamotModel

PROOF = "The patient takes one tablet in the morning."
_MODEL = re.compile(r"model(?:\.(?P<pair>[a-z]{4}))?(?:\.[\w-]+)*\.bin(?:\.gz)?")
_VOCABULARY = re.compile(r"vocab(?:\.[\w-]+)*\.spm(?:\.gz)?")
_SOURCE = re.compile(r"srcvocab(?:\.[\w-]+)*\.spm(?:\.gz)?")
_TARGET = re.compile(r"trgvocab(?:\.[\w-]+)*\.spm(?:\.gz)?")
_SHORTLIST = re.compile(r"lex(?:\.[\w-]+)*\.bin(?:\.gz)?")
_LARGEST = 2 << 30  # unpacked; the largest models that are published have some 60 MB
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Package:
    """The files of a model, unpacked; `source` and `target` are its languages where its name says them."""

    model: Path
    vocabularies: tuple[Path, ...]  # one for both sides, or the source's and the target's
    shortlist: Path | None
    source: str
    target: str


@contextmanager
def unpacked(folder: Path) -> Iterator[Package]:
    """Find the files of a model in a folder, unpacked for as long as they are needed.

    Raise ModelError where one is missing, is there twice, or isn't what its name says.
    """
    if not folder.is_dir():
        raise ModelError("there is no such folder", path=folder)
    model = _the_file(folder, _MODEL)
    shared, source, target = (_the_file(folder, kind, needed=False) for kind in (_VOCABULARY, _SOURCE, _TARGET))
    shortlist = _the_file(folder, _SHORTLIST, needed=False)
    if model is None or not (shared or (source and target)):
        raise ModelError("lacks a vocabulary: vocab.….spm, or srcvocab.….spm and trgvocab.….spm", path=folder)
    match = _MODEL.fullmatch(model.name)
    pair = (match and match["pair"]) or ""
    with tempfile.TemporaryDirectory(prefix="medlocale-") as name:
        temporary = Path(name)
        chosen = [path for path in ((shared,) if shared else (source, target)) if path]
        yield Package(
            _plain(model, temporary),
            tuple(_plain(path, temporary) for path in chosen),
            _plain(shortlist, temporary) if shortlist else None,
            pair[:2],
            pair[2:],
        )


def _the_file(folder: Path, kind: re.Pattern[str], *, needed: bool = True) -> Path | None:
    paths = sorted(path for path in folder.iterdir() if kind.fullmatch(path.name) and path.is_file())
    # A file and the same one packed are no two models.
    plain = {path.name for path in paths}
    paths = [path for path in paths if path.suffix != ".gz" or path.name[:-3] not in plain]
    if len(paths) > 1:
        raise ModelError(f"has {paths[0].name} and {paths[1].name}: which one isn't clear", path=folder)
    if needed and not paths:
        raise ModelError("lacks a model: model.….bin, packed or not", path=folder)
    return paths[0] if paths else None


def _plain(path: Path, folder: Path) -> Path:
    if path.suffix != ".gz":
        return path
    plain = folder / path.stem
    try:
        with gzip.open(path) as packed, plain.open("wb") as out:
            left = _LARGEST
            while chunk := packed.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise ModelError(f"has more than {_LARGEST} bytes when it is unpacked", path=path)
                out.write(chunk)
    except (OSError, EOFError, zlib.error) as error:
        raise ModelError(f"can't be unpacked: {error}", path=path) from error
    return plain


def convert(folder: Path, out: Path) -> str:
    """Convert a model into a new folder, whole or not at all; return its translation of a sentence, as a proof.

    Raise ModelError where the model is damaged or of another kind, doesn't translate, or `out` exists.
    """
    from pipeline.mt.bergamot import convert as converter
    from pipeline.mt.engines.loading import load_folder

    if out.exists():
        raise ModelError("exists already", path=out)
    try:
        with new_folder(out) as draft, unpacked(folder) as package:
            converter.convert(
                package.model,
                package.vocabularies[0],
                package.shortlist,
                draft,
                target_vocabulary=package.vocabularies[-1] if len(package.vocabularies) > 1 else None,
                pair=converter.Pair(package.source, package.target) if package.source else None,
            )
            return _proof(load_folder(draft), folder)
    except OSError as error:
        raise ModelError(f"can't be written: {error.strerror}", path=out) from error


def _proof(model: BergamotModel, folder: Path) -> str:
    """Translate a sentence; a model whose weights were misread finds no end, or no word."""
    (hypotheses,) = model.decode([Task(model.encode(PROOF).tokens)])
    text = model.write(hypotheses[0].tokens).text
    if not hypotheses[0].ended or not any(character.isalpha() for character in text):
        raise ModelError(f"the converted model doesn't translate: {PROOF!r} became {text[:80]!r}", path=folder)
    return text
