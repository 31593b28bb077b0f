"""Spanish from Portuguese: Apertium's grammar, with the words, names and terms that it lacks put in by us."""
