"""Models that are built in, fetched or in a folder: the engine of a route, and a description of each."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ModelError
from pipeline.model import Engine
from pipeline.mt.engines import embedded, folders, hub, subwords
from pipeline.mt.engines.folders import Folder
from pipeline.system import files

PATH = "path:"
_SHORT = 12  # hexadecimal digits of a commit that an origin shows


@dataclass(frozen=True, slots=True)
class Known:
    """A model that is built in or fetched: the name of its route, its folder, bytes, and licence where it is known."""

    route: str
    folder: Path
    size: int
    revision: str
    licence: str


@dataclass(frozen=True, slots=True)
class File:
    """A file of a model with its SHA-256."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Info:
    """A description of a model's folder: architecture, sizes, languages, licence and files."""

    folder: Path
    architecture: str
    vocabulary: int
    encoder_layers: int
    decoder_layers: int
    width: int
    parameters: int
    precision: str
    languages: tuple[str, ...]
    licence: str
    files: tuple[File, ...]


def cache_folder() -> Path:
    """Return where fetched models live."""
    return embedded.cache_folder() / "hub"


def is_route(route: str) -> bool:
    """Tell whether a route names a model of the hub (`hf:`) or of a folder (`path:`)."""
    return route.startswith((hub.ROUTE, PATH))


def look(route: str) -> Folder:
    """Return the folder of a route's model, looked at; raise ModelError where it isn't there or isn't safe."""
    if route.startswith(PATH):
        return folders.look(Path(route.removeprefix(PATH)).expanduser())
    return hub.find(hub.pinned(route), cache_folder())


def origin(route: str, folder: Folder) -> str:
    """Return what the drafts of a route's model are marked with: its name and its version."""
    if route.startswith(hub.ROUTE):
        model = hub.pinned(route)
        return f"{model.name.partition('/')[2]}@{model.commit[:_SHORT]}"
    weights = files.digest("".join(_digest(path) for path in folder.weights))
    return f"{folder.path.resolve().name}@{weights[:_SHORT]}"


def engine(route: str, *, source: str, target: str, jobs: int | None = None) -> Engine:
    """Return the engine of a route's model for a pair of locales; raise ModelError where there can't be one."""
    from pipeline.mt.search.seq2seq import Seq2SeqEngine

    folder = look(route)
    made_by = origin(route, folder)
    if folder.architecture == "bergamot":
        from pipeline.mt.engines.loading import load_folder

        subwords.check_pair(folder, source, target)
        return Seq2SeqEngine(load_folder(folder.path), made_by, source=source, jobs=jobs)
    from pipeline.mt.engines import pretrained

    model = pretrained.load(folder, source=source, target=target)
    if sys.platform != "linux":
        jobs = 1  # where workers aren't forks, they know only how to load a converted model
    return Seq2SeqEngine(model, made_by, source=source, jobs=jobs, longest=model.longest)


def known() -> list[Known]:
    """Return the models that are built in or fetched."""
    models = []
    try:
        wheel = embedded.wheel_folder()
    except ModelError:
        wheel = None
    if wheel is not None:
        models.append(Known("embedded", wheel, _size(wheel), embedded.VERSION, ""))
    for model, folder in hub.fetched(cache_folder()):
        models.append(Known(f"{hub.ROUTE}{model}", folder, _size(folder), model.commit, hub.licence(folder)))
    return models


def info(name: str) -> Info:
    """Say what a model is: a route's name, a pinned name of the hub, or a folder; raise ModelError as `look` does."""
    path = Path(name)
    if is_route(name):
        folder = look(name)
    elif name == "embedded":
        folder = folders.look(embedded.load_embedded().folder)
    elif path.is_dir():
        folder = folders.look(path)
    else:
        folder = hub.find(hub.pinned(name), cache_folder())
    config = folder.config
    return Info(
        folder.path,
        folder.architecture,
        int(config.get("vocab_size", 0)),
        int(config.get("encoder_layers", 0)),
        int(config.get("decoder_layers", 0)),
        int(config.get("d_model", 0)),
        folder.parameters,
        folder.precision,
        subwords.offered(folder),
        hub.licence(folder.path),
        tuple(File(path.name, _digest(path)) for path in folder.files),
    )


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
