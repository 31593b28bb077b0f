"""Drafts held to the glossary and to what the source says: requirements, verification, repair, rewriting."""
