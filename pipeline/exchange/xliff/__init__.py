"""XLIFF: 1.2, 2.0 and 2.1 read as from strangers, and held to every rule of the standard."""
