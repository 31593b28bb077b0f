"""What of JSON is for machines: keys that programs read, and values that no reader would take for words.

A space makes no text: class lists, styles, paths and the names of variants have some. So a value under a program's key
is for readers only where it is written as sentences and titles are, and some values are known by their form alone,
whatever their key.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from pipeline.formats.html.elements import names
from pipeline.formats.yaml import keys as human

# A single word under these is never for readers, nor is what stands below them.
_KEYS = (
    *("id", "url", "uri", "href", "src", "slug", "icon", "locale", "class", "classname", "regex", "pattern", "format"),
    *("version", "placeholders", "translation_notice", "*_id", "*_url", "*_href", "*_icon", "*_class", "*.url", "*.id"),
)
_NO_WORDS = ("translation_notice", "l10n_class", "placeholders")  # whatever they say
_TITLED = frozenset({"id", "format", "locale", "version"})  # … though two words with capitals may be
# What a key is about, by its last word: iconName, card.class-name, SRC_SET.
_HEADS = names(
    """animation bem class classes classname classnames css font fonts gradient href icon icons id ids keyframes mime
    regex regexp rel sass scss selector slug src srcset style styles stylesheet svg transform transition uri uris url
    urls uuid viewbox xpath"""
)
# The same for words that titles are given as well, and whole sentences: "type": "Primary Care".
_BROAD = names(
    """align alignment anchor breakpoint code color colors colour colours component endpoint event file filename format
    image images img key keys kind lang layout locale media mixin mode path paths pattern placement route shape size
    sizes sort template theme thumbnail token type types variant variants version"""
)
_PAIRS = (
    *("class name", "class names", "component name", "event name", "file name", "font family", "font weight"),
    *("host name", "icon name", "icon set", "route name", "tag name", "template name", "user name", "view box"),
)
# Where on a page or when: srcSmall, icon-left, class_active.
_QUALIFIERS = names(
    """left right top bottom start end before after small medium large mobile tablet desktop dark light hover active
    default primary secondary retina open closed fallback"""
)
_CONTAINERS = names("style styles css sx classes classnames srcset icons colors colours fonts theme")

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\dA-Za-z_]+")
_SHORT = re.compile(
    r"[a-z0-9]+(?:-[a-z0-9]+)+\Z|[.~]{0,2}/\S*\Z|#[\w\-]+\Z|\S+\.(?:\w*[a-z]\w{1,3})\Z|[a-z]{2}[-_][A-Z]{2}\Z"
)
_FILE = r"\.(?:png|jpe?g|gif|svg|webp|avif|ico|mp[34]|webm|ogg|pdf|css|m?js|json|woff2?|ttf|zip|docx?|xlsx?|csv)"
_PROPERTY = (
    r"(?:-{1,2}[a-z][\w\-]*|align-[a-z]+|animation(?:-[a-z]+)*|background(?:-[a-z]+)*|border(?:-[a-z]+)*|bottom|clip|color"
    r"|column-gap|content|cursor|display|fill|flex(?:-[a-z]+)*|float|font(?:-[a-z]+)*|gap|grid(?:-[a-z]+)*|height"
    r"|justify-[a-z]+|left|letter-spacing|line-height|list-style(?:-[a-z]+)*|margin(?:-[a-z]+)*|max-(?:width|height)"
    r"|min-(?:width|height)|object-fit|opacity|order|outline(?:-[a-z]+)*|overflow(?:-[xy])?|padding(?:-[a-z]+)*|position"
    r"|right|stroke(?:-[a-z]+)*|text-(?:align|decoration|transform|indent|overflow|shadow)|top|transform|transition"
    r"|vertical-align|visibility|white-space|width|word-break|z-index)"
)
_VALUE = (
    r"(?:[^;:]*(?:\d(?:px|r?em|%|v[hw]|fr|deg|m?s|pt)\b|#[0-9a-f]{3,8}\b|\([^()]*\))[^;:]*|[\d.\s]+|auto|none|inherit"
    r"|initial|unset|(?:0 )*auto|flex|grid|block|inline(?:-block|-flex)?|hidden|visible|absolute|relative|fixed|sticky"
    r"|static|bold|italic|normal|center|left|right|justify|top|bottom|middle|nowrap|pointer|cover|contain|uppercase|lowercase)"
)
_DATE = r"(?:d{1,4}|D{1,4}|M{1,4}|y{2,4}|Y{2,4}|H{1,2}|h{1,2}|m{1,2}|s{1,2}|a|A|E{1,4}|Z)"
_LONG = (
    rf"(?:{_PROPERTY}\s*:\s*[^;:]+;\s*)+(?:{_PROPERTY}\s*:\s*[^;:]+)?",  # margin: 0 auto; color: red
    rf"{_PROPERTY}\s*:\s*{_VALUE}",
    # (max-width: 600px) 480px, 800px
    r"(?:screen|print|all|only|not|and|,|\s)*\((?:min|max)-(?:device-)?(?:width|height)\b.*",
    r"\(?(?:prefers-[a-z\-]+|orientation|min-resolution)\s*:.*",
    r"\S+\s+\d+(?:\.\d+)?[wx](?:\s*,\s*\S+\s+\d+(?:\.\d+)?[wx])*",  # a.png 1x, b.png 2x
    rf"[\w.\-~%]*/[^?!;]*{_FILE}(?:[?#]\S*)?",  # pictures/our ward.png
    r"[\w\-]+(?: [\w\-]+){0,3}\.(?:png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf)",
    r"[Mm]\s*-?[\d.][\d.,\s\-MmLlHhVvCcSsQqTtAaZzEe]*",  # the path of a drawing
    r"(?:linear|radial|conic)-gradient\(.*|(?:rgba?|hsla?|var|calc|url|translate[xyz3d]*|scale|rotate|cubic-bezier)\(.*",
    r"(?:\d*\.?\d+(?:px|r?em|%|v[hw]|fr|deg|m?s)|auto|solid|dashed|ease(?:-in)?(?:-out)?|linear|all|none|0)"
    r"(?:\s+(?:\d*\.?\d+(?:px|r?em|%|v[hw]|fr|deg|m?s)|auto|solid|dashed|ease(?:-in)?(?:-out)?|linear|none|0|#[0-9a-f]+))+",
    r"[\w\s\"',\-]+,\s*(?:sans-serif|serif|monospace|cursive|system-ui)",
    rf"(?=.*(?:[dD]|[yY]{{2}}|[Hh]))(?=.*[Mm]){_DATE}(?:[\s/.,:'T\-]+{_DATE})+",  # DD MMM YYYY
)
_FORMS = re.compile(rf"(?:{'|'.join(_LONG)})\Z", re.DOTALL)
_CLASS = re.compile(r"[a-z][a-z0-9]*(?:(?:__|--|[-:/])[a-z0-9.\[\]]+)*\Z")
_UTILITY = re.compile(
    r"(?:(?:sm|md|lg|xl|hover|focus|dark):)*-?(?:[mp][trblxyse]?|[wh]|gap|col|row|z)-(?:\d+|auto|full)\Z"
)
_FEW = 3  # words of a value that can be the name of a variant
_LONGEST = 2_000  # characters of a value that is looked at for its form


def is_identifier(value: str) -> bool:
    """Tell whether a value in one piece is a machine's: a name with hyphens, a path, a file, a locale."""
    return _SHORT.match(value.strip()) is not None


def has_machine_form(value: str) -> bool:
    """Tell whether a value with spaces is a machine's by its form: classes, a style, a path, the form of a date."""
    text = value.strip()
    return len(text) <= _LONGEST and (_FORMS.match(text) is not None or _is_class_list(text))


def is_machine_key(key: str, value: str) -> bool:
    """Tell whether a key says that its value is for machines."""
    folded = _folded(key)
    is_spaced = " " in value.strip()
    if any(fnmatchcase(folded, pattern) for pattern in _KEYS):
        # A key may be the name of what the string says: {"icon": "Icon of the clinic"}.
        titles = folded.rpartition("_")[2] in _TITLED
        return folded in _NO_WORDS or not is_spaced or not _is_prose(value, titles=titles)
    words = _key_words(key)
    if not words:
        return False
    if words[-1] in _HEADS or " ".join(words[-2:]) in _PAIRS:
        return not _is_prose(value, titles=not is_spaced)
    return words[-1] in _BROAD and not (_is_prose(value, titles=True) or len(value.split()) > _FEW)


def is_container(key: str, below: str) -> bool:
    """Tell whether what a key holds is for machines, down to a value whose own key is `below`."""
    folded = _folded(key)
    if any(fnmatchcase(folded, pattern) for pattern in _KEYS):
        return True
    words = _key_words(key)
    return bool(words) and "".join(words[-1:]) in _CONTAINERS and not human.is_wanted((below,), ())


def _folded(key: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key).lower().replace("-", "_")


def _key_words(key: str) -> list[str]:
    """Return the words of a key in lower case, as camel case, dots and hyphens part them; a sentence has none."""
    if len(key.split()) > 2:
        return []
    words = [word.lower() for word in _WORD.findall(key)]
    while len(words) > 1 and words[-1] in _QUALIFIERS:
        words.pop()
    return words


def _is_prose(value: str, *, titles: bool) -> bool:
    """Tell whether a value is written for readers; `titles`: capitals alone make it so."""
    letters = [char for char in value if char.isalpha()]
    if any(not char.isascii() for char in letters):
        return True
    words = re.findall(r"[^\W\d_]+", value)
    if not words or not words[0][0].isupper() or re.search(r"[_/\\{}<>=;]|--|\w:\w", value):
        return False
    return titles or any(word.islower() for word in re.split(r"[\s,.!?()]+", value)[1:] if word.isalpha())


def _is_class_list(text: str) -> bool:
    """Tell whether a value is a list of classes: `fa fa-heart`, `card card--wide`, `mt-4 px-2`."""
    names = text.split()
    if len(names) < 2 or not all(_CLASS.match(name) or _UTILITY.match(name) for name in names):
        return False
    bare = {name for name in names if name.isalpha()}
    bound = [name for name in names if name not in bare]
    utilities = sum(_UTILITY.match(name) is not None for name in names)
    families = {name for name in bare if any(other.startswith((f"{name}-", f"{name}_")) for other in bound)}
    return bool(bound) and (
        (bool(families) and bare == families)
        or (utilities > 0 and utilities >= len(bare))
        or any("--" in name or "__" in name for name in bound)
    )
