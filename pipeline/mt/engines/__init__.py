"""The engines: what drafts, where its weights come from, and which languages it knows."""
