"""The offer of a page in a locale: how much of it has to be shown in translation before readers are led to it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.locales import Locale
from pipeline.project import layout
from pipeline.project.config import Settings
from pipeline.project.manifest import Manifest, page_key
from pipeline.system.files import exists


@dataclass(frozen=True, slots=True)
class Offer:
    """A page in a locale: how many sentences it shows in translation, of how many that may be translated.

    `least` is the share of them that it takes, in 0–1. `was_made` is whether an earlier build has the page on the site.
    """

    shown: int
    translatable: int
    least: float = 0.0
    was_made: bool = False

    @property
    def is_short(self) -> bool:
        """Whether something on the page speaks the language, and less than it takes."""
        return 0 < self.shown < self.least * self.translatable

    @property
    def stands(self) -> bool:
        """Whether readers find the page: once enough on it speaks their language; one that was there before stays."""
        return self.shown > 0 and (self.was_made or not self.is_short)

    def __str__(self) -> str:
        return f"{self.shown} of {self.translatable}"


NO_OFFER = Offer(0, 0)


def offer(settings: Settings, manifest: Manifest, locale: Locale, page: str, *, shown: int, translatable: int) -> Offer:
    """Return the offer of a page; a preview has all that it has.

    What was on the site is known by the manifest, and by the site itself where that has been deleted.
    """
    made = Offer(shown, translatable, 0.0 if settings.preview else settings.least)
    if not made.is_short:
        return made
    before = manifest.value(page_key(locale.gettext, page)) is not None
    before = before or exists(layout.site_path(settings, locale, page))
    return Offer(shown, translatable, made.least, before)
