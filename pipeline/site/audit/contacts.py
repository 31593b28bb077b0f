"""Addresses and phone numbers: a patient who dials, writes or clicks reaches the clinic, and nobody else."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from pipeline.formats.html import elements
from pipeline.site.audit.insertions import stripped
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


@dataclass(frozen=True, slots=True)
class Said:
    """The text of a block, and the line where the block begins."""

    line: int
    text: str


def texts(page: Page, site: Site) -> list[Said]:
    """Return what each block of a page says to readers, without the build's insertions."""
    left = stripped(page, site).left
    blocks: dict[int, list[str]] = {}
    for number in left:
        node = page.nodes[number]
        if node.name or page.hidden[number]:
            continue
        above = node.parent
        while above > 0 and page.nodes[above].name not in elements.BLOCK:
            above = page.nodes[above].parent
        blocks.setdefault(above, []).append(node.text)
    return [Said(page.nodes[number].line, "".join(parts)) for number, parts in blocks.items()]


def compare(page: Page, source: Page, site: Site) -> Iterator[Problem]:
    """Compare the phone numbers and addresses that a translation's text says with those of its source."""
    ours, theirs = texts(page, site), texts(source, site)
    yield from _phones(page, ours, theirs)
    known = {_same(found.text) for said in theirs for found in addresses.read(said.text)} | _linked(source)
    names = hosts(source, site)
    for said in ours:
        for found in addresses.read(said.text):
            if _same(found.text) in known or _internal(found.text, site):
                continue
            if lookalike := _lookalike(_host(found.text), names):
                yield _disguised(page, said.line, found.text, lookalike)
                continue
            message = f"The source page doesn't have the address {found.text}."
            yield Problem(page.file, said.line, "address-changed", message, found.text)


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
    links = {_host(each.url) for _, node in page.elements() for each in references(node)}
    words = {_host(found.text) for said in texts(page, site) for found in addresses.read(said.text)}
    return (links | words | {_host(site.base_url)}) - {""}


def _phones(page: Page, ours: list[Said], theirs: list[Said]) -> Iterator[Problem]:
    said = "\n".join(each.text for each in ours)
    before = "\n".join(each.text for each in theirs)
    lost = [phone for phone in addresses.phones(before) if addresses.find_phone(phone.digits, said) is None]
    added = [
        (each.line, phone)
        for each in ours
        for phone in addresses.phones(each.text)
        if addresses.find_phone(phone.digits, before) is None
    ]
    for line, phone in added:
        was = lost.pop(0) if lost else None
        message = f"The phone number {phone.text} is not the source's{f', which is {was.text}' if was else ''}."
        yield Problem(page.file, line, "phone-changed", message, phone.text)
    for number in {phone.digits: phone for phone in lost}.values():
        message = f"The source's phone number {number.text} is missing."
        yield Problem(page.file, 1, "phone-changed", message, number.text)


def _linked(page: Page) -> set[str]:
    """Return the addresses that a page links to: a translation may write one out."""
    found = set()
    for _, node in page.elements("a", "area"):
        url = node.attributes.get("href", "")
        found.add(_same(unquote(url.partition(":")[2].partition("?")[0]) if url.lower().startswith("mailto:") else url))
    return found


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
