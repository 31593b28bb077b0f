"""How usual a word is in a language, by the lists of wordfreq: a dictionary lacks much that people write.

The lists come with the extra `embedded`; they are read as they lie in the package, because importing it takes longer
than reading a list. A list is read when the first word is asked about: words by how rare they are, in centibels.
"""

from __future__ import annotations

import gzip
import math
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.system.files import read_bytes

COMMONEST = 9.0  # decimal logarithm of a thousand million, of which `of` counts
STEPS = 100  # of a list for each power of ten


@cache
def is_known() -> bool:
    """Tell whether there are lists of words."""
    return find_spec("wordfreq") is not None and find_spec("msgpack") is not None


@lru_cache(maxsize=1 << 14)
def of(word: str, language: str) -> float:
    """Return the decimal logarithm of how often a word stands among a thousand million; 0 where it never does.

    The word is in small letters; words that a hyphen joins are together rarer than each. Language is a code of ISO 639.
    """
    words = _list(language)
    steps = [words.get(part) for part in word.split("-") if part]
    rarity = sum(math.inf if step is None else 10 ** (step / STEPS) for step in steps)
    return max(0.0, round(COMMONEST - math.log10(rarity), 2)) if rarity < math.inf and steps else 0.0


@cache
def _list(language: str) -> dict[str, int]:
    """Read the words of a language with the step that each is on, the commonest first; none where it has no list."""
    import msgpack  # type: ignore[import-untyped]

    package = find_spec("wordfreq")
    if package is None or package.origin is None:
        raise ConfigError("wordfreq, which carries the lists of words, is not installed")
    data = Path(package.origin).parent / "data"
    lists = [data / f"{size}_{language}.msgpack.gz" for size in ("large", "small")]
    path = next(filter(Path.is_file, lists), None)
    if path is None:
        return {}
    header, *steps = msgpack.unpackb(gzip.decompress(read_bytes(path)))
    if header != {"format": "cB", "version": 1}:
        raise ConfigError(f"a list of words of another form: {header}", path=path)
    words: dict[str, int] = {}
    for step, bucket in enumerate(steps):
        words |= dict.fromkeys(bucket, step)
    return words
