"""How usual a word is in a language, by the lists of wordfreq: a dictionary lacks much that people write.

The lists come with the extra `embedded`. A list is read when the first word is asked about.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec


@cache
def is_known() -> bool:
    """Tell whether there are lists of words."""
    return find_spec("wordfreq") is not None


@lru_cache(maxsize=1 << 14)
def of(word: str, language: str) -> float:
    """Return the decimal logarithm of how often a word stands among a thousand million; 0 where it never does.

    Language is a code of ISO 639 that wordfreq has a list of.
    """
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, language))
