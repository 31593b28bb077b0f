"""A page of the site: its translations, links, notice and metadata, spliced into the source page."""
