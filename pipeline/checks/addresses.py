"""Checks of addresses and phone numbers: one sign off leads nowhere, or to a stranger, so each stands unchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from pipeline.checks import injection, markup
from pipeline.locales import Locale
from pipeline.model import Finding, Severity, Unit
from pipeline.text import addresses, inline
from pipeline.text.addresses import Address
from pipeline.text.language.scripts import only_digits

CHECKS = {
    "address": "An e-mail or web address is missing from the translation, changed, or new.",
    "phone": "A phone number is missing from the translation, changed, or new.",
}
LINK = re.compile(
    r"""(?<![\w-])(?:href|src|action|cite|poster)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE
)
PLUS = "+＋"
DIGITS = re.compile(r"[+＋]?\d(?:[().\-‐‑–/\s]*\d){5,}")
SCHEME_OF_WEB = re.compile(r"^https?://")
NEAR = 8  # characters before a host in which its scheme may stand
ALIKE = 0.6  # two addresses that share this much of their characters are one that was changed


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Compare the addresses of source and translation; a page in the reader's language (`/en/`, `/fr/`) is the same."""
    sources = unit.sources
    has_address = any(map(_may_have_address, sources))
    wanted_phones = list({phone.digits: phone for text in sources for phone in addresses.phones(text)}.values())
    for translation in unit.targets:
        if inline.is_blank(translation):
            continue
        if has_address or _may_have_address(translation):
            yield from _addresses(unit, translation, source, target)
        if wanted_phones or addresses.phones(translation):
            yield from _phones(unit, wanted_phones, translation)


def _may_have_address(text: str) -> bool:
    return addresses.may_stand(text) or "=" in text


def _addresses(unit: Unit, translation: str, source: Locale, target: Locale) -> Iterator[Finding]:
    sources = unit.sources
    injected = injection.spans(sources, translation)
    shown = _blank(translation, injected)
    text = min(sources, key=lambda text: len(_unequal(_read(text), _read(shown), source, target)))
    wanted, got = _links(text), _links(shown)
    # A link that is gone altogether is a lost tag, and told as that.
    if len(wanted) == len(got) and not injected:
        lost = _unequal(wanted, got, source, target)
        added = _unequal(got, wanted, target, source)
        for link, other in zip(lost, added, strict=False):
            yield _changed(unit, link, other, "critical").of(text)
    wanted, got = _read(text), _read(shown)
    lost, added = _unequal(wanted, got, source, target), _unequal(got, wanted, target, source)
    # A translation may add the scheme that makes a link of it, and may not lose it.
    added = [address for address in added if _bare(address.text) not in text.casefold()]
    bare = {_bare(address.text) for address in got}
    lost = [address for address in lost if address.text.casefold() not in bare]
    for address in lost:
        if (after := _nearest(address, added)) is not None:
            added.remove(after)
            yield _changed(unit, address, after, "critical").of(text)
            continue
        name = addresses.SCHEME.sub("", address.text)
        at = shown.find(name)
        if at >= 0 and name != address.text:
            after = Address(name, at, at + len(name))
            # With something between the scheme and the host it isn't lost: a reader types what can't be seen.
            lost_scheme = "://" not in shown[max(0, at - NEAR) : at]
            yield _changed(unit, address, after, "major" if lost_scheme else "critical").of(text)
        else:
            message = f"The address {address.text} is missing or changed."
            place = (address.start, address.end)
            yield Finding("address", "critical", message, unit, place, None, address.text).of(text)
    for address in added:
        message = f"The source doesn't have the address {address.text}."
        yield Finding("address", "critical", message, unit, None, (address.start, address.end))


def _phones(unit: Unit, wanted: list[addresses.Phone], translation: str) -> Iterator[Finding]:
    taken: list[tuple[int, int]] = []
    lost: list[addresses.Phone] = []
    for phone in wanted:
        span = addresses.find_phone(phone.digits, translation)
        if span is None or (phone.text[0] in PLUS and not _is_international(translation, span)):
            lost.append(phone)
        else:
            taken.append(span)
    rest = _blank(translation, taken)
    for phone in lost:
        runs = [Address(match[0], *match.span()) for match in DIGITS.finditer(rest)]
        after = _nearest(Address(phone.text, phone.start, phone.end), runs)
        span, became = None, "is missing from the translation"
        if after is not None:
            span, became = (after.start, after.end), f"has become {after.text}"
            rest = _blank(rest, [span])
        message = f"The phone number {phone.text} {became}."
        form = next(text for text in unit.sources if text.startswith(phone.text, phone.start))
        yield Finding("phone", "critical", message, unit, (phone.start, phone.end), span, phone.text).of(form)
    for phone in addresses.phones(rest):
        if not any(addresses.find_phone(phone.digits, text) for text in unit.sources):
            message = f"The source doesn't have the phone number {phone.text}."
            yield Finding("phone", "critical", message, unit, None, (phone.start, phone.end))


def _is_international(text: str, span: tuple[int, int]) -> bool:
    """Tell whether a plus or 00 stands at a number; in right-to-left text the plus may be typed behind it."""
    near = text[max(0, span[0] - 3) : span[1] + 3]
    return any(plus in near for plus in PLUS) or only_digits(near).startswith("00")


def _read(text: str) -> list[Address]:
    """Return the addresses that a reader sees: those inside of tags are links."""
    return list(addresses.read(markup.blank(inline.blank_codes(text)) if "<" in text else text))


def _links(text: str) -> list[Address]:
    if "=" not in text:
        return []
    return [
        Address(str(match[match.lastindex or 0]), *match.span(match.lastindex or 0))
        for tag in markup.read(text)
        for match in LINK.finditer(text, tag.start, tag.end)
    ]


def _unequal(these: list[Address], those: list[Address], own: Locale, other: Locale) -> list[Address]:
    """Return those of one side that the other doesn't have; however often it has them."""
    plain = {_same(address.text) for address in those}
    localised = {_localised(address.text, other) for address in those}
    return [
        address
        for address in these
        if _same(address.text) not in plain and _localised(address.text, own) not in localised
    ]


def _same(text: str) -> str:
    """Return what counts of an address."""
    return SCHEME_OF_WEB.sub("//", text.casefold().rstrip("/"))


def _localised(text: str, locale: Locale) -> str:
    """Return what two addresses have in common that lead to the same page in two languages."""
    names = "|".join(re.escape(name.casefold()) for name in (locale.tag, locale.gettext, locale.language))
    return re.sub(rf"(?<=[/=.])(?:{names})(?=[/&.]|$)", "*", _same(text))


def _bare(text: str) -> str:
    return addresses.SCHEME.sub("", text).casefold()


def _nearest(address: Address, others: list[Address]) -> Address | None:
    def likeness(other: Address) -> float:
        return SequenceMatcher(None, address.text, other.text, autojunk=False).ratio()

    best = max(others, key=likeness, default=None)
    return best if best is not None and likeness(best) >= ALIKE else None


def _changed(unit: Unit, before: Address, after: Address, severity: Severity) -> Finding:
    message = f"The address {before.text} has become {after.text}."
    spans = (before.start, before.end), (after.start, after.end)
    return Finding("address", severity, message, unit, *spans, before.text)


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
