"""The address where readers report an error in a translation; it takes the page, the locale and the sentence along."""

from __future__ import annotations

import re
from urllib.parse import quote

from pipeline.errors import ConfigError
from pipeline.system.files import digest

PLACES = ("page", "locale", "id")
_PLACE = rf"\{{(?:{'|'.join(PLACES)})\}}"
_CHARACTER = r"[A-Za-z0-9\-._~:/?#\[\]@!$&()*+,;=]|%[0-9A-Fa-f]{2}"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_HOST = rf"{_LABEL}(?:\.{_LABEL})*"
# No place and no user name may stand before the end of the host: whoever reads the address sees where it leads.
_ADDRESS = re.compile(
    rf"(?:mailto:[A-Za-z0-9._+-]+@{_HOST}(?=\?|\Z)|https?://{_HOST}(?::\d+)?(?=[/?#]|\Z))(?:{_CHARACTER}|{_PLACE})*"
)


def checked(address: str) -> str:
    """Return an address for reports, which may be empty.

    Raise ConfigError where it is neither mailto: nor http(s):, or has a place other than {page}, {locale} and {id}.
    """
    if address and not _ADDRESS.fullmatch(address):
        places = ", ".join(f"{{{place}}}" for place in PLACES)
        raise ConfigError(f"wants mailto:… or https://… in ASCII, with no place but {places}, not {address!r}")
    return address


def sentence(key: str) -> str:
    """Return the id of a sentence by its segment's key: the same in every locale and for every translation."""
    return digest(key)[:12]


def link(address: str, *, page: str, locale: str, sentence: str = "") -> str:
    """Return the address of one report; empty without an address.

    `sentence` is the id of a sentence. An e-mail address without a query gets a subject that names all three.
    """
    if checked(address).startswith("mailto:") and "?" not in address:
        facts = " ".join(filter(None, (page, f"({locale})", sentence)))
        return f"{address}?subject={quote(f'Translation error: {facts}', safe='')}"
    for place, value in zip(PLACES, (page, locale, sentence), strict=True):
        address = address.replace(f"{{{place}}}", quote(value, safe=""))
    return address
