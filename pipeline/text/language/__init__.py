"""Identification of language and script, and evidence that two texts say the same: data and counting, no model."""
