"""The locales that the tests of quantities go through."""

from __future__ import annotations

LOCALES = [
    "en",
    "pt_BR",
    "pt_PT",
    "es",
    "es_419",
    "es_MX",
    "fr",
    "de",
    "de_CH",
    "it",
    "pl",
    "ru",
    "ar",
    "fa",
    "hi",
    "mr",
    "bn",
    "id",
    "tr",
    "zh_Hans",
    "ja",
    "ar_XB",
]
