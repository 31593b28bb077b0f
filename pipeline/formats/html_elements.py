"""What the HTML standard's elements and attributes mean to localisation, as tables.

https://html.spec.whatwg.org/multipage/ is the source of the content categories and of the implied end tags;
https://html.spec.whatwg.org/multipage/dom.html#the-translate-attribute of the translatable attributes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names("""area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr""")

# Elements that begin and end a block. Everything else, unknown and custom elements too, stands inside sentences.
BLOCK = _names(
    """address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset
    figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li
    listing main menu nav noframes noscript ol optgroup option p plaintext pre search section summary table
    tbody td template tfoot th thead title tr ul xmp"""
)

# Blocks of their own wherever they stand: the sentence around goes on behind them as if they were one word.
ISOLATED = _names("""select datalist svg math textarea object audio video canvas iframe noembed""")

# Their words stay as they are: program text, and what a machine reads.
OPAQUE = _names("""script style code kbd samp var pre template math xmp plaintext listing iframe noembed noframes""")
UNSEEN = _names("script style template meta link base param source track wbr")  # these take no room in a line

SVG_BLOCK = _names("title desc text foreignobject")
# Start tags that end an unfinished drawing or formula.
BREAKOUT = _names(
    """b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu
    meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"""
)
TEXT_ONLY = _names("title textarea option optgroup")  # no markup inside

FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")

_CLOSES_P = _names(
    """address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre search section summary
    table ul xmp dd dt"""
)
_ROWS = _names("tbody thead tfoot")
_CELLS = _names("td th")

# A start tag ends the open elements of the first set, unless one of the second stands in between.
TABLE_SCOPE = _names("table template html svg math")
SCOPE = TABLE_SCOPE | _names("applet caption td th marquee object select button")
_Rule = tuple[frozenset[str], frozenset[str]]
_LIST_SCOPE = SCOPE | _names("ul ol menu dir")


def _rules() -> dict[str, tuple[_Rule, ...]]:
    rules: dict[str, list[_Rule]] = {name: [(frozenset({"p"}), SCOPE)] for name in _CLOSES_P}
    rules["li"].insert(0, (frozenset({"li"}), _LIST_SCOPE))
    for name in ("dt", "dd"):
        rules[name].insert(0, (frozenset({"dt", "dd"}), SCOPE | {"dl"}))
    for name in _CELLS:
        rules[name] = [(_CELLS, TABLE_SCOPE | {"tr"})]
    rules["tr"] = [(_CELLS | {"tr", "caption", "colgroup"}, TABLE_SCOPE)]
    for name in _ROWS:
        rules[name] = [(_CELLS | _ROWS | {"tr", "caption", "colgroup"}, TABLE_SCOPE)]
    rules["option"] = [(frozenset({"option"}), frozenset({"select", "datalist"}))]
    rules["optgroup"] = [(frozenset({"option", "optgroup"}), frozenset({"select"}))]
    rules["button"] = [(frozenset({"button"}), SCOPE - {"button"})]
    return {name: tuple(found) for name, found in rules.items()}


IMPLIED_ENDS: Mapping[str, tuple[_Rule, ...]] = _rules()
TABLE_PARTS = _names("table caption colgroup tbody thead tfoot tr td th")
SPECIAL = BLOCK | ISOLATED | _names("applet button marquee")  # an inline end tag doesn't reach past these

# What stands out of running text has its role as message context: the same word is another entry on a button.
CONTEXT_ROLES = _names("title button label option")
SEPARABLE = _names("a button label")  # rows of these without words between are no sentence

LABELS: Mapping[str, str] = {
    "abbr": "abbreviation",
    "b": "bold",
    "bdi": "isolated direction",
    "bdo": "forced direction",
    "big": "large print",
    "br": "line break",
    "button": "button",
    "cite": "title of a work",
    "code": "code",
    "data": "data",
    "del": "deleted",
    "dfn": "defined term",
    "em": "emphasis",
    "i": "italic",
    "img": "image",
    "input": "input field",
    "ins": "inserted",
    "kbd": "keyboard input",
    "label": "label",
    "mark": "highlight",
    "math": "formula",
    "picture": "image",
    "q": "quotation",
    "ruby": "ruby",
    "s": "struck out",
    "samp": "program output",
    "select": "choice",
    "small": "small print",
    "strong": "strong emphasis",
    "sub": "subscript",
    "sup": "superscript",
    "svg": "drawing",
    "textarea": "input field",
    "time": "time",
    "u": "underline",
    "var": "variable",
    "wbr": "possible line break",
}

_ANYWHERE = {
    "title": "title attribute",
    "aria-label": "aria-label",
    "aria-description": "aria-description",
    "aria-roledescription": "aria-roledescription",
    "aria-placeholder": "placeholder",
    "aria-valuetext": "aria-valuetext",
}
_ON_ELEMENT = {
    ("alt", "img"): "alt",
    ("alt", "image"): "alt",
    ("alt", "area"): "alt",
    ("alt", "input"): "alt",
    ("alt", "applet"): "alt",
    ("abbr", "th"): "abbr",
    ("placeholder", "input"): "placeholder",
    ("placeholder", "textarea"): "placeholder",
    ("label", "optgroup"): "optgroup label",
    ("label", "option"): "option",
    ("label", "track"): "track label",
    ("label", "menuitem"): "option",
    ("summary", "table"): "table summary",
}
_BUTTONS = _names("submit button reset")
_META = {
    "description": "meta description",
    "keywords": "meta keywords",
    "abstract": "meta abstract",
    "subject": "meta subject",
    "application-name": "application name",
    "apple-mobile-web-app-title": "application name",
    "dc.title": "dc.title",
    "dc.description": "dc.description",
    "dc.subject": "dc.subject",
    "dcterms.title": "dc.title",
    "dcterms.description": "dc.description",
    "dcterms.subject": "dc.subject",
    "og:title": "og:title",
    "og:description": "og:description",
    "og:site_name": "og:site_name",
    "og:image:alt": "og:image:alt",
    "twitter:title": "twitter:title",
    "twitter:description": "twitter:description",
    "twitter:image:alt": "twitter:image:alt",
}
_META_PROPERTIES = _names("""name description headline alternativeheadline keywords about abstract caption text""")
WHOLE_ROLES = frozenset({"meta keywords", "dc.subject"})  # lists of words: never cut into sentences

ICON_CLASS = re.compile(r"(?:^|\s)(?:material-icons|material-symbols)(?:-[\w\-]+)?(?:\s|$)")


def attribute_role(element: str, name: str, attributes: Mapping[str, str]) -> str | None:
    """Return the role of a translatable attribute of an element; None for an attribute of a machine."""
    if name == "content" and element == "meta":
        return _meta_role(attributes)
    if name == "value" and element == "input":
        return "button" if attributes.get("type", "").strip().lower() in _BUTTONS else None
    if name in _ANYWHERE:
        return None if element in ("link", "style", "script") else _ANYWHERE[name]
    return _ON_ELEMENT.get((name, element))


def _meta_role(attributes: Mapping[str, str]) -> str | None:
    for key in ("name", "property", "itemprop"):
        value = attributes.get(key, "").strip().lower()
        if key == "itemprop" and value in _META_PROPERTIES:
            return f"itemprop {value}"
        if value in _META:
            return _META[value]
    return None
