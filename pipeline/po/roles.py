"""The roles of texts in a person's words, as the `Role:` lines of catalogs have them: who translates knows no HTML.

Most roles are words already: a button, a label, a key of a data file. What isn't in the table stays as it is, and what
older catalogs call by its element's name is read alike.
"""

from __future__ import annotations

_WORDS = {
    "p": "paragraph",
    "a": "link",
    "li": "list item",
    "dt": "term in a list",
    "dd": "description of a term",
    **{f"h{level}": f"heading {level}" for level in range(1, 7)},
    "td": "table cell",
    "th": "table heading",
    "blockquote": "quotation",
    "figcaption": "caption of a picture",
    "alt": "text for who can't see the picture",
    "aria-label": "label for screen readers",
    "title attribute": "hint under the pointer",
    "meta description": "description for search engines",
    "meta keywords": "keywords for search engines",
    "structured data": "text for search engines",
    "og:title": "title in shared links",
    "og:site_name": "name of the site in shared links",
    "og:description": "description in shared links",
    "og:image:alt": "text for the picture in shared links",
    "twitter:title": "title in posts",
    "twitter:description": "description in posts",
}
_ROLES = {words: role for role, words in _WORDS.items()}


def in_words(role: str) -> str:
    """Return what a person calls a role."""
    return _WORDS.get(role, role)


def of_words(words: str) -> str:
    """Return the role that `in_words` has put so."""
    return _ROLES.get(words, words)
