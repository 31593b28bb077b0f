"""The notice over a page: nobody who is ill reads a machine's words without being told.

The texts lie in `words/`, a file a language; docs/notices.md says when each of them is shown.
"""

from __future__ import annotations

import html
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from pipeline import locales
from pipeline.locales import Locale
from pipeline.project import feedback
from pipeline.review.verdicts import PageTranslation
from pipeline.segmentation import joiner

AUTHOR = "author"
SHOWN = 2  # sentences of a notice that all stand open
QUALIFIED = ("translator", "reviser", "clinician")  # the roles whose review a notice may name, in its order


@dataclass(frozen=True, slots=True)
class UiTexts:
    """The short texts of a localised page, and the language that they are in.

    `languages` labels the links to the twins of a page; `in_source`, `held`, `source_link`, `unreviewed` and
    `reviewing` are marks in brackets: after what stays in the source language, after the translation of an earlier
    wording, after a link that leads to a page in the source language, after a draft under a sentence in the source
    language that nobody has reviewed, and one whose review has begun. `passage` and `report` are the words of links: to
    a passage of the source page, and to where an error is reported. The rest of a longer notice is behind `more`.
    """

    language: Locale
    languages: str
    in_source: str
    held: str
    source_link: str
    unreviewed: str
    reviewing: str
    passage: str
    more: str
    report: str


@dataclass(frozen=True, slots=True)
class Notice:
    """The sentences of a notice, in the language that they are written in: warnings, which come first, and facts.

    `original` are the words of the link to the source page, `report_words` those of the link to the address `report`,
    `more` those that the rest of a longer notice is behind on a page.
    `locale` is the page's, `source` the original's.
    """

    warnings: tuple[str, ...]
    facts: tuple[str, ...]
    original: str
    report_words: str
    more: str
    report: str
    language: Locale
    locale: Locale
    source: Locale

    @property
    def text(self) -> str:
        """The notice as one line of plain text."""
        return self._joined((*self.warnings, *self.facts))

    def plain(self, original_url: str, *, page_id: str) -> str:
        """Return the notice as a line of plain text, with the addresses that it leads to written out."""
        links = self.links(original_url, page_id=page_id)
        return " ".join([self.text, *(f"{words} <{_readable(url)}>" for words, url in links.items())])

    def links(self, original_url: str, *, page_id: str) -> dict[str, str]:
        """Return the addresses that the notice leads to by the words of their links, the source page's first.

        `page_id` is the page's path, for the report. Raise ConfigError where the address for reports is none.
        """
        links = {self.original: original_url, self.report_words: self._report(page_id)}
        return {words: url for words, url in links.items() if url}

    def element(self, original_url: str, *, page_id: str = "") -> str:
        """Return the notice as an HTML element with its links; raise ConfigError where one for reports is none.

        The first warning is always seen. On a phone all of them would take the first screen from the page's own words,
        so the others and most facts open on demand.
        """
        links = [_link(original_url, self.original, f' hreflang="{self.source.tag}"')]
        if address := self._report(page_id):
            links.append(_link(address, self.report_words))
        first = f"<p>{_escape(self.warnings[0])}</p>" if self.warnings else ""
        rest = f"<p>{_escape(self._joined(self.warnings[1:]))}</p>" if self.warnings[1:] else ""
        rest += f'<p class="l10n-facts">{_escape(self._joined(self.facts))}</p>'
        if len(self.warnings) + len(self.facts) > SHOWN:
            rest = f"<details><summary>{_escape(self.more)}</summary>{rest}</details>"
        return (
            f'<aside class="l10n-notice" role="note" lang="{self.language.tag}" dir="{self.language.direction}">'
            f'{first}{rest}<p class="l10n-facts">{" ".join(links)}</p></aside>'
        )

    def _report(self, page_id: str) -> str:
        return feedback.link(self.report, page=page_id, locale=self.locale.tag)

    def _joined(self, sentences: Iterable[str]) -> str:
        return joiner(self.language.tag).join(sentences)


def notice(
    locale: Locale, translation: PageTranslation, *, source: Locale | None = None, report: str = ""
) -> Notice | None:
    """Return what a page must say of its translation; None where nothing on it is text. The source is English."""
    if not (translation.drafts or translation.accepted or translation.held or translation.untranslated):
        return None
    source = source or locales.parse("en")
    language, words = _words(locale)
    names = {"language": _name(source, language)}

    def sentence(key: str, **more: str) -> str:
        return str(words[key]).format_map({**names, **more})

    def day(when: date) -> str:
        return locales.write_date(language.gettext, when.year, when.month, when.day)

    warned = tuple(_warnings(translation))
    facts = []
    if translation.source_date is not None:
        facts.append(sentence("version", date=day(translation.source_date)))
    elif not {"machine", "mixed", "authored"} & set(warned):  # these say it already
        facts.append(sentence("translated"))
    for role in QUALIFIED:
        days = [review.on for review in translation.reviewed if review.role == role]
        facts += [sentence(role, date=day(max(days)))] if days else []
    facts.append(sentence("advice"))
    return Notice(
        warnings=tuple(map(sentence, warned)),
        facts=tuple(facts),
        original=sentence("original"),
        report_words=sentence("report"),
        more=str(words["page"]["more"]),
        report=report,
        language=language,
        locale=locale,
        source=source,
    )


@lru_cache(maxsize=512)
def ui(locale: Locale, source: Locale | None = None) -> UiTexts:
    """Return the short texts of a page in a locale. The source is English."""
    language, words = _words(locale)
    name = _name(source or locales.parse("en"), language)
    page = {key: text.format(language=name) for key, text in words["page"].items()}
    return UiTexts(language=language, report=words["report"], **page)


def _warnings(translation: PageTranslation) -> Iterator[str]:
    roles = {review.role for review in translation.reviewed}
    by_people = translation.accepted or translation.held
    unreviewed = translation.beneath.keys() - set(translation.reviewing)
    if translation.drafts or unreviewed:
        yield "mixed" if by_people or not translation.drafts else "machine"
        if translation.unchecked_terms:
            yield "terms"
    if by_people and AUTHOR in roles:
        yield "authored_parts" if translation.drafts or roles & set(QUALIFIED) else "authored"
    elif by_people and not roles & set(QUALIFIED):
        yield "unrecorded"
    if translation.held:
        yield "held"
    if translation.untranslated:
        yield "source"


def _words(locale: Locale) -> tuple[Locale, Mapping[str, Any]]:
    """Return a locale's texts and the language that they are in: English where it has none, and in pseudo-locales."""
    for name in () if locale.pseudo else locales.fallbacks(locale.gettext):
        if (words := _read(name)) is not None:
            return locale, words
    english = _read("en")
    assert english is not None  # it comes with the package
    return locales.parse("en"), english


@lru_cache(maxsize=512)
def _read(name: str) -> Mapping[str, Any] | None:
    path = files("pipeline.site").joinpath("words", f"{name}.toml")
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else None


def _name(source: Locale, language: Locale) -> str:
    return locales.language_names(language.gettext).get(source.language, source.native_name)


def _readable(url: str) -> str:
    """Return an address as people write it down: of an e-mail address without its subject."""
    return url.removeprefix("mailto:").partition("?")[0] if url.startswith("mailto:") else url


def _link(url: str, words: str, more: str = "") -> str:
    return f'<a href="{html.escape(url)}"{more}>{_escape(words)}</a>'


def _escape(text: str) -> str:
    return html.escape(text, quote=False)
