"""Tables of the HTML standard's elements and attributes: what each means to localisation.

https://html.spec.whatwg.org/multipage/ is the source of the content categories and of the implied end tags;
https://html.spec.whatwg.org/multipage/dom.html#the-translate-attribute of the translatable attributes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping


def names(text: str) -> frozenset[str]:
    """Return the words of a text as a set: tables read better without a quote around each."""
    return frozenset(text.split())


VOID = names("""area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr""")

# Elements that begin and end a block. Everything else, unknown and custom elements too, stands inside sentences.
BLOCK = names(
    """address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset
    figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li
    listing main menu nav noframes noscript ol optgroup option p plaintext pre search section summary table
    tbody td template tfoot th thead title tr ul xmp"""
)

# Blocks of their own wherever they stand: the sentence around goes on behind them as if they were one word.
ISOLATED = names("""select datalist svg math textarea object audio video canvas iframe noembed""")

# What a machine reads: closed to translators, whatever an author says.
MACHINE = names("script style template math xmp plaintext iframe noembed noframes")
# Their words stay as they are unless an author says otherwise: program text, and what a machine reads.
OPAQUE = MACHINE | names("code kbd samp var pre listing")
UNSEEN = names("script style template meta link base param source track wbr")  # these take no room in a line

SVG_BLOCK = names("title desc text foreignobject")
# Start tags that end an unfinished drawing or formula.
BREAKOUT = names(
    """b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu
    meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"""
)
TEXT_ONLY = names("title textarea option optgroup")  # no markup inside

FORMATTING = names("a b big code em font i nobr s small strike strong tt u")

_CLOSES_P = names(
    """address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre search section summary
    table ul xmp dd dt"""
)
_ROWS = names("tbody thead tfoot")
_CELLS = names("td th")

# A start tag ends the open elements of the first set, unless one of the second stands in between.
TABLE_SCOPE = names("table template html svg math")
SCOPE = TABLE_SCOPE | names("applet caption td th marquee object select button")
_Rule = tuple[frozenset[str], frozenset[str]]
_LIST_SCOPE = SCOPE | names("ul ol menu dir")


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
    return {name: tuple(ends) for name, ends in rules.items()}


IMPLIED_ENDS: Mapping[str, tuple[_Rule, ...]] = _rules()
TABLE_PARTS = names("table caption colgroup tbody thead tfoot tr td th")
SPECIAL = BLOCK | ISOLATED | names("applet button marquee")  # an inline end tag doesn't reach past these

# What stands out of running text has its role as message context: the same word is another entry on a button.
CONTEXT_ROLES = names("title button label option")
SEPARABLE = names("a button label")  # rows of these without words between are no sentence

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
    "aria-braillelabel": "aria-braillelabel",
    "aria-brailleroledescription": "aria-brailleroledescription",
    "xlink:title": "title attribute",
}
_ON_ELEMENT = {
    ("alt", "img"): "alt",
    ("alt", "image"): "alt",
    ("alt", "area"): "alt",
    ("alt", "input"): "alt",
    ("alt", "applet"): "alt",
    ("abbr", "th"): "abbr",
    ("abbr", "td"): "abbr",
    ("standby", "object"): "standby",
    ("placeholder", "input"): "placeholder",
    ("placeholder", "textarea"): "placeholder",
    ("label", "optgroup"): "optgroup label",
    ("label", "option"): "option",
    ("label", "track"): "track label",
    ("label", "menuitem"): "option",
    ("label", "menu"): "menu label",
    ("summary", "table"): "table summary",
}
_BUTTONS = names("submit button reset")
_META = {
    "description": "meta description",
    "keywords": "meta keywords",
    "abstract": "meta abstract",
    "subject": "meta subject",
    "title": "meta title",
    "news_keywords": "meta keywords",
    "msapplication-tooltip": "application tooltip",
    "application-name": "application name",
    "apple-mobile-web-app-title": "application name",
    "dc.title": "dc.title",
    "dc.description": "dc.description",
    "dc.subject": "dc.subject",
    "dcterms.abstract": "dc.description",
    "dcterms.title": "dc.title",
    "dcterms.description": "dc.description",
    "dcterms.subject": "dc.subject",
    "og:title": "og:title",
    "og:description": "og:description",
    "og:site_name": "og:site_name",
    "og:image:alt": "og:image:alt",
    "article:section": "article:section",
    "article:tag": "article:tag",
    "twitter:title": "twitter:title",
    "twitter:description": "twitter:description",
    "twitter:image:alt": "twitter:image:alt",
    "twitter:label1": "twitter:label",
    "twitter:label2": "twitter:label",
}
_META_PROPERTIES = names(
    """name description headline alternativeheadline keywords about abstract caption text articlesection jobtitle
    disambiguatingdescription"""
)
WHOLE_ROLES = frozenset(
    {"meta keywords", "dc.subject", "itemprop keywords"}
)  # lists of words: never cut into sentences

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
