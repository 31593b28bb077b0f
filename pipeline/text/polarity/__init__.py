"""Words that turn a sentence round (not, left, more, before, must, only), read and compared in two languages.

    read(text, language)                      what a text says of this kind, each word with its place
    compare(source, target, source_language, target_language)      where two texts disagree

What the words of a language are stands in data/<language>.toml; docs/developers/polarity.md says how to add one.
"""

from pipeline.text.polarity.comparison import compare
from pipeline.text.polarity.lexicon import LEXICA
from pipeline.text.polarity.marks import Mark, read
from pipeline.text.polarity.shifts import Shift

languages = LEXICA.languages

__all__ = ["Mark", "Shift", "compare", "languages", "read"]
