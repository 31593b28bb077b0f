"""Names of assets that say what they hold, so that a browser may keep them for ever and still sees each new version.

`assets/style.css` becomes `assets/style.3f2a1b0c.css`. What the world looks for under a fixed name, and what no page or
style sheet refers to in a way that is understood, keeps its own.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import unquote

from pipeline.formats import is_well_known
from pipeline.site.assets import css
from pipeline.site.links import resolve
from pipeline.system.files import digest

DIGITS = 8  # of an asset's digest: 32 bits tell the versions of one asset apart
_WORD = re.compile(r"[^\s\"'`()<>{}\[\]/\\?#=,;:|&*]+")


@dataclass(frozen=True, slots=True)
class Assets:
    """The path of each asset on the site by its path under content/, and the style sheets with their new links."""

    names: Mapping[str, str]
    styles: Mapping[str, str]


def named(
    digests: Mapping[str, str], styles: Mapping[str, str], *, referenced: Collection[str], base_url: str
) -> Assets:
    """Name the assets, given the digest of each and the texts of those that are style sheets.

    Those in `referenced` get their digest into the name. A style sheet's is that of its text with the new names in it;
    where style sheets import each other in a circle, it is that of all that they lead to.
    """
    hashed = {path for path in digests if path in referenced and not is_well_known(path)}
    links = {path: references(text, path, base_url) & digests.keys() for path, text in styles.items()}
    reached = {path: _reached(path, links) for path in styles}
    names = {path: _name(path, digests[path]) if path in hashed else path for path in digests}
    for path in hashed & styles.keys():
        if path in reached[path]:
            names[path] = _name(path, digest("\0".join(digests[sheet] for sheet in sorted(reached[path]))))
    written: dict[str, str] = {}
    # What a style sheet imports reaches less than it does itself, so it is finished before.
    for path in sorted(styles, key=lambda path: (len(reached[path]), path)):
        written[path] = css.relinked(styles[path], partial(_relinked, sheet=path, names=names, base_url=base_url))
        if path in hashed and path not in reached[path]:
            names[path] = _name(path, digest(encoded(written[path])))
    return Assets(names, written)


def decoded(data: bytes) -> str:
    """Return the text of a style sheet; bytes that aren't UTF-8 come back as they were when it is encoded again."""
    return data.decode("utf-8", "surrogateescape")


def encoded(text: str) -> bytes:
    """Return the bytes of a style sheet."""
    return text.encode("utf-8", "surrogateescape")


def is_style(path: str) -> bool:
    """Tell whether an asset is a style sheet."""
    return path.lower().endswith(".css")


def references(text: str, sheet: str, base_url: str) -> set[str]:
    """Return the paths under content/ that a style sheet refers to."""
    targets = (resolve(url, sheet, base_url) for url in css.urls(text))
    return {resolved.path for resolved in targets if resolved is not None}


def mentioned(text: str) -> set[str]:
    """Return the words of a text that may be a file's name: a script, say, may refer to an asset by it."""
    return {unquote(word) for word in _WORD.findall(text) if "." in word.strip(".")}


def _relinked(url: str, *, sheet: str, names: Mapping[str, str], base_url: str) -> str:
    resolved = resolve(url, sheet, base_url)
    new = names.get(resolved.path) if resolved is not None else None
    if resolved is None or new is None or new == resolved.path:
        return url
    return resolved.url(url, new, sheet)


def _reached(path: str, links: Mapping[str, Collection[str]]) -> set[str]:
    """Return what a style sheet leads to in however many steps; itself where it leads back."""
    reached: set[str] = set()
    left = [*links[path]]
    while left:
        current = left.pop()
        if current not in reached:
            reached.add(current)
            left += links.get(current, ())
    return reached


def _name(path: str, content_digest: str) -> str:
    stem, suffix = posixpath.splitext(path)
    return f"{stem}.{content_digest[:DIGITS]}{suffix}"
