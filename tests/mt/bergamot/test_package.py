"""Bergamot's folders become Hugging Face folders, packed or not, with one vocabulary or two, and prove themselves."""

from __future__ import annotations

import gzip
import re
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

np = pytest.importorskip("numpy", reason="the neural engine needs the extra 'embedded'")
torch = pytest.importorskip("torch")

from pipeline.errors import ModelError  # noqa: E402
from pipeline.mt.bergamot import package, shortlist  # noqa: E402
from pipeline.mt.engines import folders, models  # noqa: E402
from pipeline.mt.engines.loading import load_folder  # noqa: E402
from pipeline.mt.search.hypotheses import Task  # noqa: E402
from tests.support import ROOT, tiny  # noqa: E402
from tests.support.tiny_bergamot import FLOAT32, INTGEMM8, SETTINGS, WIDTH, marian_file, tiny_items  # noqa: E402

Items = list[tuple[str, int, tuple[int, ...], bytes]]


def shortlist_file(source: int, target: int) -> bytes:
    offsets = np.arange(source + 1, dtype="<u8")
    ids = np.arange(source, dtype="<u4") % target
    head = struct.pack("<6Q", 0xF11A48D5013417F5, 0, min(target, 60), 1, len(offsets), len(ids))
    return head + offsets.tobytes() + ids.tobytes()


def two_vocabularies(items: Items, source: int, target: int) -> Items:
    """The same model with embeddings of its own for each side, as English→Chinese models have them."""
    random = np.random.default_rng(11)
    changed: Items = []
    for name, kind, shape, data in items:
        if name == "Wemb":
            for side, size in (("encoder", source), ("decoder", target)):
                values = random.integers(-127, 128, (size, WIDTH), dtype=np.int8).tobytes()
                padded = values + struct.pack("<f", 300.0)
                changed.append((f"{side}_Wemb", INTGEMM8, (size, WIDTH), padded + b"\0" * (-len(padded) % 256)))
        elif name == "decoder_ff_logit_out_b":
            changed.append((name, FLOAT32, (1, target), random.normal(0, 0.3, target).astype("<f4").tobytes()))
        elif name == "special:model.yml":
            text = SETTINGS.replace("tied-embeddings-all: true", "tied-embeddings-all: false\ntied-embeddings: true")
            encoded = text.encode() + b"\0"
            changed.append((name, kind, (len(encoded),), encoded))
        else:
            changed.append((name, kind, shape, data))
    return changed


@pytest.fixture
def published(tmp_path: Path, pieces: int, vocabulary: Path) -> Path:
    folder = tmp_path / "enes"
    folder.mkdir()
    (folder / "model.enes.intgemm.alphas.bin").write_bytes(marian_file(tiny_items(pieces)))
    shutil.copyfile(vocabulary, folder / "vocab.enes.spm")
    (folder / "lex.50.50.enes.s2t.bin").write_bytes(shortlist_file(pieces, pieces))
    (folder / "metadata.json").write_text("{}")
    return folder


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """A vocabulary of another size, for the target."""
    return tiny.train(tmp_path / "target", size=70, eos_id=0, unk_id=1, bos_id=-1, pad_id=-1)


@pytest.fixture
def believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Random weights translate nothing: take their word for it."""
    monkeypatch.setattr(package, "_proof", lambda model, folder: "proof")


def packed(folder: Path) -> None:
    for path in list(folder.iterdir()):
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()


@pytest.mark.usefixtures("believed")
def test_packed_files_give_the_same_model(published: Path, tmp_path: Path) -> None:
    package.convert(published, tmp_path / "plain")
    packed(published)
    package.convert(published, tmp_path / "unpacked")
    for path in (tmp_path / "plain").iterdir():
        assert path.read_bytes() == (tmp_path / "unpacked" / path.name).read_bytes(), path.name
    found = models.info(f"path:{tmp_path / 'plain'}")
    assert (found.architecture, found.languages) == ("bergamot", ("es",))
    assert shortlist.load(tmp_path / "plain") is not None


@pytest.mark.usefixtures("believed")
def test_two_vocabularies_stay_two(published: Path, tmp_path: Path, pieces: int, second: Path) -> None:
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    from pipeline.mt.bergamot import register

    size = len(tiny.pieces(second))
    assert size != pieces
    items = two_vocabularies(tiny_items(pieces), pieces, size)
    (published / "model.enes.intgemm.alphas.bin").write_bytes(marian_file(items))
    (published / "vocab.enes.spm").rename(published / "srcvocab.enes.spm")
    shutil.copyfile(second, published / "trgvocab.enes.spm")
    (published / "lex.50.50.enes.s2t.bin").unlink()
    package.convert(published, tmp_path / "out")
    model = load_folder(tmp_path / "out")
    task = Task(model.encode("Drink water.").tokens)
    ((best, *_),) = model.decode([task], beams=1)
    assert max(best.tokens) < size
    assert model.write(best.tokens).text
    register()
    theirs = AutoModelForSeq2SeqLM.from_pretrained(tmp_path / "out")
    assert theirs.lm_head.weight.shape[0] == size
    found = theirs.generate(torch.tensor([task.tokens]), max_new_tokens=len(best.tokens), do_sample=False)[0].tolist()
    assert found[1 : 1 + len(best.tokens)] == list(best.tokens)
    tokenizer = AutoTokenizer.from_pretrained(tmp_path / "out")
    assert tokenizer("Drink water.").input_ids == list(task.tokens)
    assert tokenizer.decode(best.tokens) == model.write(best.tokens).text


@pytest.mark.usefixtures("believed")
def test_transformers_reads_a_converted_folder_as_the_documentation_says(published: Path, tmp_path: Path) -> None:
    text = (ROOT / "docs/models.md").read_text("utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", text, re.S)
    folder = re.search(r"from_pretrained\(\"(.*?)\"", program)[1]  # type: ignore[index]
    assert f"medlocale models convert enuk/ -o {folder}\n" in text
    (tmp_path / folder).parent.mkdir()
    package.convert(published, tmp_path / folder)
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"\['.+'\]\n", done.stdout)


@pytest.mark.usefixtures("believed")
def test_a_shortlist_of_two_vocabularies_is_read(published: Path, tmp_path: Path, pieces: int, second: Path) -> None:
    size = len(tiny.pieces(second))
    items = two_vocabularies(tiny_items(pieces), pieces, size)
    (published / "model.enes.intgemm.alphas.bin").write_bytes(marian_file(items))
    (published / "vocab.enes.spm").rename(published / "srcvocab.enes.spm")
    shutil.copyfile(second, published / "trgvocab.enes.spm")
    (published / "lex.50.50.enes.s2t.bin").write_bytes(shortlist_file(pieces, size))
    package.convert(published, tmp_path / "out")
    listed = shortlist.load(tmp_path / "out")
    assert listed is not None
    assert listed.ids.max() < size


@pytest.mark.usefixtures("believed")
def test_a_wider_model_is_converted_as_well(tmp_path: Path, vocabulary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.support import tiny_bergamot

    monkeypatch.setattr(tiny_bergamot, "WIDTH", 32)
    monkeypatch.setattr(tiny_bergamot, "INNER", 80)
    folder = tmp_path / "base"
    folder.mkdir()
    (folder / "model.bin").write_bytes(marian_file(tiny_items(len(tiny.pieces(vocabulary)))))
    shutil.copyfile(vocabulary, folder / "vocab.spm")
    package.convert(folder, tmp_path / "out")
    config = folders.look(tmp_path / "out").config
    assert (config["d_model"], config["ffn_dim"]) == (32, 80)


def test_a_model_that_does_not_translate_is_not_kept(published: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="doesn't translate: 'The patient"):
        package.convert(published, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"enes"}


def test_a_folder_that_exists_is_left_alone(published: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="exists already"):
        package.convert(published, tmp_path / "enes")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("vocab.enes.spm", "lacks a vocabulary"),
        ("model.enes.intgemm.alphas.bin", "lacks a model"),
    ],
)
def test_what_is_missing_is_named(published: Path, tmp_path: Path, name: str, words: str) -> None:
    (published / name).unlink()
    with pytest.raises(ModelError, match=words):
        package.convert(published, tmp_path / "out")


def test_two_models_in_one_folder_are_refused(published: Path, tmp_path: Path) -> None:
    shutil.copyfile(published / "model.enes.intgemm.alphas.bin", published / "model.esen.intgemm.alphas.bin")
    with pytest.raises(ModelError, match="which one isn't clear"):
        package.convert(published, tmp_path / "out")


def test_two_vocabularies_need_a_model_of_two(published: Path, tmp_path: Path) -> None:
    shutil.copyfile(published / "vocab.enes.spm", published / "trgvocab.enes.spm")
    (published / "vocab.enes.spm").rename(published / "srcvocab.enes.spm")
    with pytest.raises(ModelError, match="models of two vocabularies have 'true'"):
        package.convert(published, tmp_path / "out")


def test_a_damaged_pack_is_named(published: Path, tmp_path: Path) -> None:
    packed(published)
    path = published / "vocab.enes.spm.gz"
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(ModelError, match="can't be unpacked") as caught:
        package.convert(published, tmp_path / "out")
    assert caught.value.path == path


def test_a_pack_that_grows_without_end_is_refused(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed(published)
    monkeypatch.setattr(package, "_LARGEST", 1000)
    with pytest.raises(ModelError, match="more than 1000 bytes"):
        package.convert(published, tmp_path / "out")
