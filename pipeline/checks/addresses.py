"""An address that is one sign off leads nowhere, or to a stranger: each one stands unchanged in the translation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline import addresses
from pipeline.formats import inline
from pipeline.locales import Locale
from pipeline.model import Finding, Unit

CHECKS = {"address": "An e-mail or web address is missing from the translation, changed, or new."}


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Compare the addresses of source and translation as multisets; case counts only in what follows a host."""
    wanted = addresses.read(inline.blank_codes(unit.segment.text))
    for translation in unit.targets:
        if not translation.strip() or inline.is_empty(translation):
            continue
        got = addresses.read(inline.blank_codes(translation))
        if not wanted and not got:
            continue
        left = Counter(address.text.casefold() for address in got)
        for address in wanted:
            if left[address.text.casefold()]:
                left[address.text.casefold()] -= 1
            else:
                message = f"The address {address.text} is missing or changed."
                span = (address.start, address.end)
                yield Finding("address", "critical", message, unit, span, None, address.text)
        for address in got:
            if left[address.text.casefold()] > 0 and not any(
                a.text.casefold() == address.text.casefold() for a in wanted
            ):
                message = f"The source doesn't have the address {address.text}."
                yield Finding("address", "critical", message, unit, None, (address.start, address.end))
