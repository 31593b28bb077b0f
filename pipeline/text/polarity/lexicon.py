"""The words of polarity in each language, and the families of meanings that their data files have."""

from __future__ import annotations

from pipeline.text.lexicon import Lexica

FAMILIES = {
    "negation": {
        "not",
        "affix",
        "none",
        "concord",
        "particle",
        "expletive",
        "without",
        "implied",
        "kindred",
        "exceptive",
    },
    "side": {"left", "right"},
    "comparison": {"more", "less", "at least", "at most", "above", "below"},
    "direction": {"increase", "decrease", "improve", "worsen"},
    "order": {"before", "after"},
    "modality": {"must", "should", "may"},
    "frequency": {"always", "often", "sometimes", "rarely"},
    "exception": {"only", "except", "unless", "until"},
    "prefix": {"hypo", "hyper"},
    "setting": {"inpatient", "outpatient"},
}
LEXICA = Lexica("pipeline.text.polarity", FAMILIES)
