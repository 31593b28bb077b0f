"""Models are pinned, fetched whole by an allow-list, used without a network, and looked at before they are loaded."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

pytest.importorskip("huggingface_hub", reason="the neural engine needs the extra 'embedded'")

from pipeline import mt
from pipeline.cli import app
from pipeline.errors import ModelError
from pipeline.mt.engines import folders, hub, models

COMMIT = "0123456789abcdef0123456789abcdef01234567"
NAME = "someone/opus-tiny-en-es"
CONFIG = {
    "model_type": "marian",
    "vocab_size": 8,
    "d_model": 4,
    "encoder_layers": 1,
    "decoder_layers": 1,
    "encoder_ffn_dim": 4,
    "decoder_ffn_dim": 4,
}


def safetensors(numbers: int, *, claimed: int | None = None) -> bytes:
    header = {"w": {"dtype": "F32", "shape": [claimed or numbers], "data_offsets": [0, 4 * (claimed or numbers)]}}
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + b"\0" * (4 * numbers)


def lay_out(folder: Path, **config: Any) -> Path:
    """A folder that looks like a model: what is in its files isn't read before it is loaded."""
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps({**CONFIG, **config}), "utf-8")
    (folder / "vocab.json").write_text('{"</s>": 0, "<unk>": 1}', "utf-8")
    (folder / "model.safetensors").write_bytes(safetensors(400))
    return folder


@pytest.fixture(autouse=True)
def no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub
    from huggingface_hub import constants

    monkeypatch.setenv("MEDLOCALE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))

    def looked_up(repo_id: str, filename: str, *, revision: str) -> str | None:
        return try_to_load(repo_id, filename, cache_dir=tmp_path / "hub", revision=revision)

    try_to_load: Any = huggingface_hub.try_to_load_from_cache
    monkeypatch.setattr(huggingface_hub, "try_to_load_from_cache", looked_up)


def shared_cache(root: Path) -> Path:
    """The hub's own cache as its client lays it out: snapshots of links into blobs."""
    repository = root / "hub" / f"models--{NAME.replace('/', '--')}"
    snapshot = repository / "snapshots" / COMMIT
    lay_out(repository / "laid-out")
    snapshot.mkdir(parents=True)
    (repository / "blobs").mkdir()
    for number, path in enumerate(sorted((repository / "laid-out").iterdir())):
        path.rename(repository / "blobs" / str(number))
        (snapshot / path.name).symlink_to(f"../../blobs/{number}")
    return snapshot


def test_a_model_in_the_hubs_own_cache_is_found_without_a_network(tmp_path: Path) -> None:
    snapshot = shared_cache(tmp_path)
    assert models.look(f"hf:{NAME}@{COMMIT}").path == snapshot


def test_a_model_that_is_not_here_names_the_command_that_fetches_it() -> None:
    with pytest.raises(ModelError, match=f"medlocale models fetch {NAME}@{COMMIT}"):
        mt.load(f"hf:{NAME}@{COMMIT}", target="es")


@pytest.mark.parametrize("revision", ["", "@main", "@v1.0", "@0123abc", f"@{COMMIT.upper()}", f"@{COMMIT}0"])
def test_a_name_without_a_commit_is_refused_with_the_command_that_pins_it(revision: str) -> None:
    with pytest.raises(ModelError, match="medlocale models fetch someone/opus-tiny-en-es"):
        mt.load(f"hf:{NAME}{revision}", target="es")


@pytest.mark.parametrize("name", ["opus", "../../etc", "a/../b", "/etc/passwd", "a/b/c", "a b/c", "a/b--c", "a/.b", ""])
def test_a_name_that_is_none_is_refused(name: str, tmp_path: Path) -> None:
    for call in (lambda: hub.pinned(f"{name}@{COMMIT}"), lambda: hub.fetch(name, tmp_path)):
        with pytest.raises(ModelError, match="isn't the name of a model"):
            call()


class Hub:
    """A hub of one model, as its client shows it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        import huggingface_hub

        self.folder = folder
        self.taken: list[str] = []
        monkeypatch.setattr(huggingface_hub, "HfApi", lambda: self)
        monkeypatch.setattr(huggingface_hub, "hf_hub_download", self.download)

    def model_info(self, name: str, *, revision: str | None) -> Any:
        siblings = [SimpleNamespace(rfilename=path.name) for path in self.folder.iterdir()]
        return SimpleNamespace(sha=COMMIT, siblings=siblings, card_data=SimpleNamespace(license="cc-by-4.0"))

    def download(self, name: str, file: str, *, revision: str, local_dir: Path) -> None:
        assert revision == COMMIT
        self.taken.append(file)
        (local_dir / file).write_bytes((self.folder / file).read_bytes())
        (local_dir / ".cache").mkdir(exist_ok=True)


@pytest.fixture
def one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hub:
    return Hub(lay_out(tmp_path / "remote"), monkeypatch)


def test_only_what_a_model_is_loaded_from_is_fetched(one: Hub, tmp_path: Path) -> None:
    for name in ("pytorch_model.bin", "modeling.py", "README.md", "tf_model.h5"):
        (one.folder / name).write_text("x")
    found = hub.fetch(NAME, models.cache_folder())
    assert str(found) == f"{NAME}@{COMMIT}"
    assert sorted(one.taken) == ["config.json", "model.safetensors", "vocab.json"]
    assert models.look(f"hf:{found}").path.parent == models.cache_folder()
    assert sorted(path.name for path in models.look(f"hf:{found}").path.iterdir()) == [
        "config.json",
        "medlocale.json",
        "model.safetensors",
        "vocab.json",
    ]
    one.taken.clear()
    assert hub.fetch(f"{NAME}@main", models.cache_folder()) == found
    assert one.taken == []


def test_a_fetch_that_breaks_leaves_nothing(one: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub

    def broken(*_: Any, **__: Any) -> None:
        raise OSError("Connection reset\nby peer")

    monkeypatch.setattr(huggingface_hub, "hf_hub_download", broken)
    with pytest.raises(ModelError, match=r"can't be fetched: Connection reset$"):
        hub.fetch(NAME, models.cache_folder())
    assert list(models.cache_folder().iterdir()) == []


def test_a_model_of_pickles_alone_is_not_fetched(one: Hub) -> None:
    (one.folder / "model.safetensors").rename(one.folder / "pytorch_model.bin")
    with pytest.raises(ModelError, match=r"only pytorch_model\.bin, a format that can run code"):
        hub.fetch(NAME, models.cache_folder())
    assert one.taken == []


def test_a_hostile_model_is_not_kept(one: Hub) -> None:
    (one.folder / "config.json").write_text(json.dumps({**CONFIG, "auto_map": {"AutoModel": "evil.Model"}}))
    with pytest.raises(ModelError, match="auto_map"):
        hub.fetch(NAME, models.cache_folder())
    assert list(models.cache_folder().iterdir()) == []


def test_without_a_network_fetching_says_so() -> None:
    with pytest.raises(ModelError, match=f"{NAME} can't be fetched"):
        hub.fetch(NAME, models.cache_folder())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"auto_map": {"AutoModel": "evil--Model"}}, "auto_map"),
        ({"quantization_config": {"quant_method": "x"}}, "quantization_config"),
        ({"transformers_weights": "../w.safetensors"}, "transformers_weights"),
        ({"model_type": "llama"}, "model_type is 'llama'"),
        ({"model_type": None}, "model_type is None"),
        ({"d_model": 10**9}, "d_model is 1000000000"),
        ({"encoder_layers": -1}, "encoder_layers is -1"),
        ({"vocab_size": "8"}, "vocab_size is '8'"),
        ({"d_model": 4096, "encoder_layers": 48}, "the files hold 400"),
    ],
)
def test_a_configuration_that_asks_for_too_much_is_refused(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    with pytest.raises(ModelError, match=words):
        folders.look(lay_out(tmp_path / "m", **change))


def test_code_in_the_tokenizers_settings_is_refused(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "m")
    (folder / "tokenizer_config.json").write_text('{"auto_map": {"AutoTokenizer": ["evil.T", null]}}')
    with pytest.raises(ModelError, match="auto_map"):
        folders.look(folder)


def test_an_adapter_is_refused(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "m")
    (folder / "adapter_config.json").write_text('{"base_model_name_or_path": "someone/else"}')
    with pytest.raises(ModelError, match="adapter_config"):
        folders.look(folder)


def test_pickles_alone_are_refused_with_the_way_to_convert_them(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "m")
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(ModelError, match=r"pytorch_model\.bin, a format that can run code.*save_pretrained"):
        folders.look(folder)


@pytest.mark.parametrize("name", ["../secret.safetensors", "/etc/passwd", "pytorch_model-00001-of-00002.bin"])
def test_an_index_that_points_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    folder = lay_out(tmp_path / "m")
    (folder / "model.safetensors").unlink()
    (tmp_path / "secret.safetensors").write_bytes(safetensors(400))
    (folder / folders.INDEX).write_text(json.dumps({"weight_map": {"w": name}}))
    with pytest.raises(ModelError, match="names the file"):
        folders.look(folder)


def test_shards_are_read_and_a_missing_one_is_named(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "m")
    first, second = "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"
    (folder / "model.safetensors").rename(folder / first)
    (folder / folders.INDEX).write_text(json.dumps({"weight_map": {"a": first, "b": second}}))
    with pytest.raises(ModelError, match=f"lacks {second}"):
        folders.look(folder)
    (folder / second).write_bytes(safetensors(100))
    assert folders.look(folder).parameters == 500


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "vocab.json"])
def test_a_link_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    folder = lay_out(tmp_path / "m")
    (folder / name).rename(tmp_path / name)
    (folder / name).symlink_to(tmp_path / name)
    with pytest.raises(ModelError, match="leads out of"):
        folders.look(folder).file(name)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 4,
        struct.pack("<Q", 2**62),
        struct.pack("<Q", 4) + b"nope",
        struct.pack("<Q", 2) + b"[]",
        struct.pack("<Q", 10) + b'{"w": [1]}',
        safetensors(400, claimed=10**12),
    ],
)
def test_damaged_weights_are_refused(tmp_path: Path, data: bytes) -> None:
    folder = lay_out(tmp_path / "m")
    (folder / "model.safetensors").write_bytes(data)
    with pytest.raises(ModelError, match="damaged safetensors"):
        folders.look(folder)


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000])
def test_a_configuration_that_is_no_object_is_refused(tmp_path: Path, text: str) -> None:
    folder = lay_out(tmp_path / "m")
    (folder / "config.json").write_text(text)
    with pytest.raises(ModelError, match="JSON"):
        folders.look(folder)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no such folder"):
        mt.load(f"path:{tmp_path / 'none'}", target="es")


def test_the_list_has_what_was_fetched(one: Hub) -> None:
    hub.fetch(NAME, models.cache_folder())
    done = CliRunner().invoke(app, ["models", "list", "--format", "json"])
    rows = {row["route"]: row for row in map(json.loads, done.stdout.splitlines())}
    found = rows[f"hf:{NAME}@{COMMIT}"]
    assert (found["revision"], found["licence"]) == (COMMIT, "cc-by-4.0")
    assert found["size"] > 1600


def test_fetch_prints_the_pinned_name_alone(one: Hub) -> None:
    done = CliRunner().invoke(app, ["models", "fetch", NAME])
    assert done.stdout == f"hf:{NAME}@{COMMIT}\n"
    assert done.exit_code == 0


def test_info_tells_shape_and_digests(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "m", target_lang="es")
    done = CliRunner().invoke(app, ["models", "info", str(folder), "--format", "json"])
    found = json.loads(done.stdout)
    assert (found["architecture"], found["vocabulary"], found["encoder_layers"]) == ("marian", 8, 1)
    assert found["precision"] == "F32"
    assert found["files"].keys() == {"config.json", "model.safetensors", "vocab.json"}
    assert all(len(digest) == 64 for digest in found["files"].values())
    text = CliRunner().invoke(app, ["models", "info", f"path:{folder}"]).stdout
    assert "architecture: marian" in text
