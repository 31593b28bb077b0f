"""Models from the Hugging Face hub: named with their commit, fetched by a person, used without a network.

A name without a commit is refused, because what it stands for can change overnight.
"""

from __future__ import annotations

import json
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ModelError
from pipeline.mt.engines import folders
from pipeline.mt.engines.folders import Folder
from pipeline.mt.engines.loading import needing_extra
from pipeline.system.files import new_folder

ROUTE = "hf:"
RECORD = "medlocale.json"  # beside a fetched model: where it is from, and what its licence was
_NAME = re.compile(r"(?!.*(?:\.\.|--))[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True, slots=True)
class Pinned:
    """A model of the hub at one commit."""

    name: str
    commit: str

    def __str__(self) -> str:
        return f"{self.name}@{self.commit}"

    @property
    def folder_name(self) -> str:
        """The name of its folder in the cache."""
        return f"{self.name.replace('/', '--')}@{self.commit}"


def pinned(text: str) -> Pinned:
    """Read `owner/name@commit`; raise ModelError, with the command that helps, where it is anything else."""
    name, _, revision = text.removeprefix(ROUTE).partition("@")
    _checked(name)
    if not _COMMIT.fullmatch(revision):
        what = f"has the revision {revision!r}, which can change" if revision else "has no revision"
        raise ModelError(
            f"{name} {what}; a commit of 40 hexadecimal digits can't. This fetches it and prints the name to use: "
            f"medlocale models fetch {name}{'@' + revision if revision else ''}"
        )
    return Pinned(name, revision)


def find(model: Pinned, cache: Path) -> Folder:
    """Return a fetched model's folder, looked at; raise ModelError, with the command to fetch it, where it is missing.

    No network is asked. What other programs keep in the hub's own cache is found as well.
    """
    own = cache / model.folder_name
    if own.is_dir():
        return folders.look(own)
    with needing_extra("a model of the hub"):
        from huggingface_hub import try_to_load_from_cache
    config = try_to_load_from_cache(model.name, folders.CONFIG, revision=model.commit)
    if not isinstance(config, str):
        raise ModelError(f"the model {model} isn't here: medlocale models fetch {model}")
    snapshot = Path(config).parent
    return folders.look(snapshot, root=snapshot.parent.parent)  # whose files are links into the cache's blobs


def fetch(text: str, cache: Path) -> Pinned:
    """Fetch a model (`owner/name`, or with `@revision`) into the cache, whole or not at all; return its pinned name.

    Only what a model is loaded from is fetched. Raise ModelError where there is no such model, no network, or
    nothing that can be loaded safely.
    """
    name, _, revision = text.removeprefix(ROUTE).partition("@")
    _checked(name)
    with needing_extra("fetching a model"):
        from huggingface_hub import HfApi, hf_hub_download
    try:
        known: Any = HfApi().model_info(name, revision=revision or None)
        model = Pinned(name, str(known.sha))
        if not _COMMIT.fullmatch(model.commit):
            raise ModelError(f"the hub gave the revision {model.commit!r} for {name}")
        folder = cache / model.folder_name
        if folder.is_dir():
            return model
        names = sorted(str(file.rfilename) for file in known.siblings or ())
        _has_weights(model, names)
        # Where another process was faster, its files are the same.
        with suppress(FileExistsError), new_folder(folder) as draft:
            for file in filter(folders.wanted, names):
                hf_hub_download(name, file, revision=model.commit, local_dir=draft)
            folders.look(draft)
            shutil.rmtree(draft / ".cache", ignore_errors=True)
            licence = getattr(getattr(known, "card_data", None), "license", None)
            record = {"name": name, "commit": model.commit, "licence": licence if isinstance(licence, str) else None}
            (draft / RECORD).write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    except ModelError:
        raise
    except Exception as error:  # the hub's client lets through whatever its network library raises
        words = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise ModelError(f"{name} can't be fetched: {words}") from error
    return model


def licence(folder: Path) -> str:
    """Return the licence that the hub gave for a fetched model, empty where none is known."""
    path = folder / RECORD
    return str(folders.read_json(path, folder).get("licence") or "") if path.is_file() else ""


def fetched(cache: Path) -> list[tuple[Pinned, Path]]:
    """Return the models in the cache with their folders, by name."""
    models = []
    for path in sorted(cache.glob("*--*@*")):
        name, _, commit = path.name.partition("@")
        name = name.replace("--", "/", 1)
        if _NAME.fullmatch(name) and _COMMIT.fullmatch(commit):
            models.append((Pinned(name, commit), path))
    return models


def _checked(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise ModelError(f"{name!r} isn't the name of a model, such as Helsinki-NLP/opus-mt-en-es")


def _has_weights(model: Pinned, names: list[str]) -> None:
    if folders.WEIGHTS not in names and folders.INDEX not in names:
        pickles = [name for name in names if Path(name).suffix in folders.PICKLES]
        why = f"only {pickles[0]}, a format that can run code when it is read" if pickles else "no weights"
        raise ModelError(
            f"{model} has {why}. Another revision may have model.safetensors (look for refs/pr/… on the hub: "
            f"medlocale models fetch {model.name}@refs/pr/1); or convert it where you trust it, and use path:FOLDER"
        )
