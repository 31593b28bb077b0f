"""What the sentences of leaflets tell a patient to do, read as values and compared part by part in two languages.

    read(text, locale)                      amount, frequency, time, meal, route, group, action …
    added(source, target, target_locale)    a form or a measure of medicines that comes from nowhere
    compare(source, target, source_locale, target_locale)      where two texts tell another thing to do
    untold(source, target, …)               the parts of the one that have no counterpart in the other
    wordings(facet, locale)                 how a language says what a facet says

The words of each language stand in data/<language>.toml; docs/developers/instructions.md says how to add one.
"""

from pipeline.text.instructions.comparing import Departure, compare, untold
from pipeline.text.instructions.elsewhere import added
from pipeline.text.instructions.lexicon import LEXICA
from pipeline.text.instructions.reading import Facet, read
from pipeline.text.instructions.wording import wordings

languages = LEXICA.languages

__all__ = ["Departure", "Facet", "added", "compare", "languages", "read", "untold", "wordings"]
