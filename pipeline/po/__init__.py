"""PO catalogs, where machines propose and people decide: reading, writing, merging, and who wrote what."""
