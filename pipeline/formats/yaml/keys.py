"""Lists of the keys of service descriptions: which hold words for readers, and which are for machines."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase

# Running text: no message context, as for a paragraph on a page.
PROSE = (
    *("summary", "description", "text", "body", "steps", "step", "note", "notes", "question", "answer", "intro"),
    *("introduction", "lead", "content", "message", "details", "instructions", "disclaimer", "warning", "warnings"),
    *("paragraph", "paragraphs", "points", "bullets", "benefits", "features", "requirements", "included", "excluded"),
    *("preparation", "eligibility", "faq", "faqs", "tips", "duration", "quote", "testimonial"),
    *("*_summary", "*_description", "*_text", "*_note", "*_notes", "*_steps"),
)
# What stands out of the text has its key as message context: the same word is another entry on a button.
LABELS = (
    *("title", "name", "label", "call_to_action", "cta", "alt", "heading", "headline", "subheading", "subtitle"),
    *("caption", "tagline", "hint", "placeholder", "tooltip", "button", "alt_text"),
    *("*_title", "*_label", "*_heading", "*_caption", "*_alt", "*_name"),
)
MACHINE = (
    *("id", "slug", "icon", "url", "uri", "href", "link", "image", "img", "src", "class", "type", "kind", "key"),
    *("code", "email", "e_mail", "phone", "tel", "fax", "file", "filename", "path", "template", "layout", "lang"),
    *("locale", "color", "colour", "style", "variant", "sources", "user_name", "file_name", "host_name", "icon_name"),
    *("translation_notice", "*_id", "*_url", "*_href", "*_icon", "*_class", "*_key", "*_code", "*_email", "*_phone"),
)


def is_prose(key: str) -> bool:
    """Tell whether a key's value is running text."""
    return _matches(_folded(key), PROSE)


def is_wanted(path: Sequence[str], patterns: Sequence[str]) -> bool | None:
    """Tell whether the value at a path of keys is for readers; None where the keys above it decide.

    `patterns` come first: each is compared with the last key and with the whole path joined by dots; a leading `!`
    takes out what it matches.
    """
    if not path:
        return None
    key, whole = _folded(path[-1]), ".".join(map(_folded, path))
    for pattern in patterns:
        bare = pattern.removeprefix("!")
        if fnmatchcase(key, _folded(bare)) or fnmatchcase(whole, _folded(bare)):
            return bare == pattern
    if _matches(key, MACHINE):
        return False
    return True if _matches(key, PROSE) or _matches(key, LABELS) else None


def _folded(key: str) -> str:
    return key.lower().replace("-", "_")


def _matches(key: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(key, pattern) for pattern in patterns)
