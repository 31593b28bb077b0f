"""A project on disk: its configuration, the paths of its files, its glossary and what was made from what."""
