"""The publishing policy: what each class of text requires before a page shows a sentence in translation.

Requirements are steps of one ladder (config.REQUIREMENTS), and how far people have come with a translation is a step of
it as well: what is shown has come at least as far as is required.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pipeline.locales import Locale
from pipeline.project.config import REQUIREMENTS, Settings
from pipeline.text.classes import CLASSES, MORE_NUMBERS, NUMBERS, emergency_numbers
from pipeline.text.language.scripts import ascii_digits

DRAFT, ACCEPTED, REVIEWED, TWO_REVIEWERS, SOURCE = REQUIREMENTS
MEANING = {
    DRAFT: "a machine has drafted it",
    ACCEPTED: "a person has accepted it",
    REVIEWED: "a person of [review.people] has accepted it",
    TWO_REVIEWERS: "two persons have accepted it, one of them as reviser or clinician",
}


@dataclass(frozen=True, slots=True)
class Requirement:
    """A step that a translation has to have reached, one of REQUIREMENTS.

    `rule` is the key of the configuration that says so, for the class of text `name`.
    """

    level: str
    rule: str
    name: str = ""

    def met_by(self, level: str) -> bool:
        """Tell whether a translation that has come to `level` is enough; where the source is wanted, none is."""
        return self.level != SOURCE and rank(level) >= rank(self.level)


def rank(level: str) -> int:
    """Return the step of the ladder on which a requirement, or a translation, stands."""
    return REQUIREMENTS.index(level)


def requirement(classes: Collection[str], settings: Settings) -> Requirement:
    """Return the strictest of what a sentence's classes require; of equals, the first class in CLASSES."""
    requirements = [_of_class(name, settings) for name in CLASSES if name in classes]
    if settings.drafts == "source":
        requirements.append(Requirement(ACCEPTED, "publish.drafts"))
    return max(requirements, key=lambda need: rank(need.level), default=Requirement(SOURCE, "unclassified"))


def _of_class(name: str, settings: Settings) -> Requirement:
    level = settings.classes[name]
    if level == REVIEWED and name in settings.two_persons:
        return Requirement(TWO_REVIEWERS, "review.two_persons", name)
    return Requirement(level, f"publish.classes.{name}", name)


_FIGURES = re.compile(r"(?<!\d)(?<!\d[.,])\d{2,6}(?!\d)(?![.,]\d)")


def adapted_number(source: str, targets: Sequence[str], classes: Collection[str], numbers: Mapping[str, str]) -> str:
    """Say which emergency number of a sentence its translation drops, exchanges or adds; "" where it does none of it.

    `numbers` maps those of the source to those that may take their place.
    """
    named = emergency_numbers(source)
    if not named and "emergency" not in classes:
        return ""
    for target in targets:
        figures = set(_FIGURES.findall(ascii_digits(target)))
        for number in named:
            if number not in figures and numbers.get(number) not in figures:
                return f"The emergency number {number} isn't in the translation."
        if "emergency" in classes:
            known = {*_FIGURES.findall(source), *(numbers[number] for number in named if number in numbers)}
            for number in sorted(figures & (NUMBERS | MORE_NUMBERS) - known):
                return f"The translation names {number}, an emergency number that the source doesn't name."
    return ""


def digest(settings: Settings, locale: Locale) -> str:
    """Return in one text all of the configuration that a verdict in a locale depends on, beside people."""
    parts = (
        *(
            settings.drafts,
            settings.emergency_draft,
            settings.on_change,
            settings.preview,
            sorted(settings.classes.items()),
        ),
        locale.gettext in settings.complete,
        sorted(settings.emergency_numbers.get(locale.gettext, {}).items()),
    )
    return repr(parts)
