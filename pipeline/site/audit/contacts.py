"""Rules for addresses and phone numbers: a patient who dials, writes or clicks reaches the clinic, and nobody else."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from urllib.parse import unquote, urlsplit

from pipeline.site.audit.insertions import BlockText, block_texts
from pipeline.site.audit.links import references
from pipeline.site.audit.problems import Problem, Rule
from pipeline.site.audit.reading import Page, Site
from pipeline.text import addresses
from pipeline.text.language import scripts

RULES = {
    "phone-changed": Rule("critical", "A phone number is not the source's, or is missing."),
    "address-changed": Rule("critical", "An e-mail address is not the source's, or a web address in the text isn't."),
    "homoglyph-host": Rule("critical", "An address leads to a host whose name only looks like the source's."),
}


def compare(page: Page, source: Page, site: Site) -> Iterator[Problem]:
    """Compare the phone numbers and addresses that a translation's text says with those of its source."""
    ours, theirs = block_texts(page, site), block_texts(source, site)
    yield from _phones(page, ours, theirs)
    known = {_same(address) for block in theirs for address in _addresses(block)} | _linked(source)
    names = hosts(source, site)
    for block in ours:
        for address in _addresses(block):
            if _same(address) in known or _internal(address, site):
                continue
            if lookalike := _lookalike(_host(address), names):
                yield _disguised(page, block.line, address, lookalike)
                continue
            message = f"The source page doesn't have the address {address}."
            yield Problem(page.file, block.line, "address-changed", message, address)


def link_problem(page: Page, line: int, url: str, was: str, names: Collection[str]) -> Problem | None:
    """Say what a link to a person or a host became; None where it is an address of another kind."""
    scheme = url.partition(":")[0].strip().lower()
    if scheme == "tel":
        message = f"The link dials {url[4:]}; the source's dials {was.partition(':')[2] or 'nothing'}."
        return Problem(page.file, line, "phone-changed", message, url)
    if scheme == "mailto":
        message = f"The link writes to {url[7:]}; the source's leads to {was}."
        return Problem(page.file, line, "address-changed", message, url)
    lookalike = _lookalike(_host(url), names)
    return _disguised(page, line, url, lookalike) if lookalike else None


def hosts(page: Page, site: Site) -> set[str]:
    """Return the hosts that a page names in its links and its text, and the site's own."""
    links = {_host(reference.url) for _, node in page.elements() for reference in references(node)}
    words = {_host(address) for block in block_texts(page, site) for address in _addresses(block)}
    return (links | words | {_host(site.base_url)}) - {""}


def _addresses(block: BlockText) -> list[str]:
    return [address.text for address in addresses.read(block.text)]


def _phones(page: Page, ours: list[BlockText], theirs: list[BlockText]) -> Iterator[Problem]:
    after = "\n".join(block.text for block in ours)
    before = "\n".join(block.text for block in theirs)
    lost = [phone for phone in addresses.phones(before) if addresses.find_phone(phone.digits, after) is None]
    added = [
        (block.line, phone)
        for block in ours
        for phone in addresses.phones(block.text)
        if addresses.find_phone(phone.digits, before) is None
    ]
    for line, phone in added:
        was = lost.pop(0) if lost else None
        message = f"The phone number {phone.text} is not the source's{f', which is {was.text}' if was else ''}."
        yield Problem(page.file, line, "phone-changed", message, phone.text)
    missing = {phone.digits: phone for phone in lost}
    for phone in missing.values():
        message = f"The source's phone number {phone.text} is missing."
        yield Problem(page.file, 1, "phone-changed", message, phone.text)


def _linked(page: Page) -> set[str]:
    """Return the addresses that a page links to: a translation may write one out."""
    linked = set()
    for _, node in page.elements("a", "area"):
        url = node.attributes.get("href", "")
        mail = url.lower().startswith("mailto:")
        linked.add(_same(unquote(url.partition(":")[2].partition("?")[0]) if mail else url))
    return linked


def _same(address: str) -> str:
    return addresses.SCHEME.sub("", address).removeprefix("www.").rstrip("/").casefold()


def _internal(address: str, site: Site) -> bool:
    return bool(site.base_url) and "://" in address and site.place(address, "") is not None


def _host(address: str) -> str:
    """Return the name of an address's host as a reader sees it: `xn--…` is what it stands for."""
    if "@" in address and "://" not in address:
        name = address.rpartition("@")[2].partition("?")[0]
    else:
        try:
            name = urlsplit(address if "://" in address else f"//{address}").hostname or ""
        except ValueError:
            return ""
    try:
        return name.encode("ascii").decode("idna") if "xn--" in name else name.lower()
    except UnicodeError:
        return name.lower()


def _lookalike(host: str, names: Collection[str]) -> str:
    """Return the host that another one is written to look like; "" where it looks like none."""
    if not host or host.isascii() or host in names:
        return ""
    plain = skeleton(host)
    return next((name for name in names if skeleton(name) == plain), "")


def skeleton(host: str) -> str:
    """Return a name with the Latin letters that its letters look like, without accents."""
    twins = scripts.LATIN_OF["Cyrl"] | scripts.LATIN_OF["Grek"]
    folded = "".join(twins.get(letter, letter) for letter in unicodedata.normalize("NFKD", host))
    return "".join(letter for letter in folded if not unicodedata.combining(letter)).lower().replace("ı", "i")


def _disguised(page: Page, line: int, url: str, lookalike: str) -> Problem:
    return Problem(page.file, line, "homoglyph-host", f"{url} only looks like {lookalike}.", url)
