"""The site: pages in their languages, the links between them, and the notice over a machine's words."""
