"""Inline codes around a translation machine: taken out before it, placed again by alignment after it."""
