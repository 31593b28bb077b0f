"""Translation memory: what people have translated before, found again for the same and for similar texts.

Store(path)                                    the index, an SQLite file that can be deleted and rebuilt
Memory(store, source, target).matches(query)   context, exact and fuzzy matches, the best first
tmx.read(path, notices), tmx.write(units, …)   TMX 1.4b
"""

from __future__ import annotations

from pipeline.memory.search import Memory, pairs
from pipeline.memory.store import Store
from pipeline.memory.tmx import Notices
from pipeline.memory.units import Match, Query, Standing, TranslationUnit

__all__ = ["Match", "Memory", "Notices", "Query", "Standing", "Store", "TranslationUnit", "pairs"]
