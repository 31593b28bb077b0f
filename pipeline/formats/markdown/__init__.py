"""Markdown pages, read by the events of a parser and spliced, never rendered."""
