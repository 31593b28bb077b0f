"""HTML pages: which text is a translator's, and translations spliced in with every other byte as it was."""
