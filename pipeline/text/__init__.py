"""Texts read without the page around them: codes, quantities, polarity, names, languages, differences."""
