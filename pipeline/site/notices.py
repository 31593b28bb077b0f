"""The notice over a page: nobody who is ill reads a machine's words without being told."""

from __future__ import annotations

import html
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from pipeline import locales
from pipeline.locales import Locale


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A role of config.ROLES that reviewed the translation, and the latest date on which it did."""

    role: str
    on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """How the translation of a page stands.

    `drafts`, `accepted`, `untranslated` and `held` count the segments that the page shows so; `held` are accepted
    translations of an earlier wording. `unchecked_terms`: the drafts follow a glossary with rows that no speaker of the
    language has checked. `source_date` is the date of the source version that was translated, `report` an address for
    reports of translation errors.
    """

    drafts: int = 0
    accepted: int = 0
    untranslated: int = 0
    held: int = 0
    unchecked_terms: bool = False
    reviewed: tuple[Reviewed, ...] = ()
    source_date: date | None = None
    report: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """The sentences of a notice, in the language that they are written in, and the words of its link to the source."""

    sentences: tuple[str, ...]
    original: str
    language: Locale

    @property
    def text(self) -> str:
        """The notice as one line of plain text."""
        return " ".join(self.sentences)

    def element(self, original_url: str) -> str:
        """Return the notice as an HTML element that links to the source page."""
        words = html.escape(self.text, quote=False)
        link = html.escape(self.original, quote=False)
        return (
            f'<aside class="l10n-notice" role="note" lang="{self.language.tag}" dir="{self.language.direction}">'
            f'<p>{words} <a href="{html.escape(original_url)}" hreflang="en">{link}</a></p></aside>'
        )


def notice(
    locale: Locale, *, drafts: int, accepted: int, untranslated: int, unchecked_terms: bool = False
) -> Notice | None:
    """Return what a page must say of its translation, from how many of its sentences are what; None: nothing.

    `unchecked_terms`: a machine follows a glossary that has rows which no speaker of the language has checked.
    """
    if not drafts and not untranslated:
        return None
    texts = _texts()
    name = next((name for name in (*locales.fallbacks(locale.gettext), locale.language) if name in texts), "en")
    table = texts[name] if not locale.pseudo else texts["en"]
    language = locales.parse("en") if locale.pseudo or name == "en" else locale
    sentences = []
    if drafts:
        sentences.append(table["mixed" if accepted else "machine"])
        sentences += [table["terms"]] if unchecked_terms else []
    if untranslated:
        sentences.append(table["source"])
    return Notice(tuple(sentences), table["original"], language)


@lru_cache(maxsize=1)
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("pipeline.site").joinpath("notices.toml").read_text("utf-8"))
