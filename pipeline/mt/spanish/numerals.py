"""Numbers in the locale's own form, where Portuguese and a Spanish locale write them differently."""

from __future__ import annotations

import re

from pipeline.locales import Locale
from pipeline.mt.drafting.rewriting import Rewritten
from pipeline.text.quantities.figures import figure, signs, write_number

_NUMBER = re.compile(
    r"(?<![\w.,/:-])\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\w/:-]|[.,]\d)|(?<![\w.,/:-])\d+,\d+(?![\w/:]|[.,]\d)"
)


def respaced(text: Rewritten, middle: Locale, target: Locale) -> None:
    """Write the numbers of a text in Portuguese form as the target writes them: `1.500,5` is `1,500.5` in Mexico."""
    if signs(middle) == signs(target):
        return

    def written(match: re.Match[str]) -> str:
        decimals = len(match[0].partition(",")[2])
        form = write_number(figure(match[0], middle).value, target, grouped="." in match[0])
        missing = decimals - len(form.rpartition(signs(target).decimal)[2]) if decimals else 0
        return form if missing <= 0 or signs(target).both else form + "0" * missing if decimals else form

    text.sub(_NUMBER, written)
