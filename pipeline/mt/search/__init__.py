"""The search for a translation: beams, what must and must not appear, and the processes that share the work."""
