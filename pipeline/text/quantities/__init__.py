"""The quantities that a text states: read in one locale, written in another, compared across two.

`13.8` in English is `13,8` in Portuguese, `1,500` is `1.500`, `٥` is 5 everywhere, and "two weeks" is أسبوعين.
"""

from __future__ import annotations

from pipeline.text.quantities.comparing import compare
from pipeline.text.quantities.model import Change, Quantity
from pipeline.text.quantities.reading import read
from pipeline.text.quantities.writing import number, relocalise, write

__all__ = ["Change", "Quantity", "compare", "number", "read", "relocalise", "write"]
