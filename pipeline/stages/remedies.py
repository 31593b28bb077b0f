"""Remedies: what would have a sentence shown in translation, in words and in commands that can be run as they stand."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.locales import Locale
from pipeline.model import Unit
from pipeline.po.entries import Entry
from pipeline.project.config import Person, Settings
from pipeline.review.approvals import SECOND_ROLES, Approvals
from pipeline.review.judge import CHECK_RULE
from pipeline.review.policy import ACCEPTED, DRAFT, MEANING, TWO_REVIEWERS
from pipeline.review.verdicts import Verdict

# By the rule that keeps a sentence back.
REMEDIES = {
    "untranslated": "translate it",
    "rejected": "another translation, or an acceptance after the rejection",
    "wording": "adapt the translation to the new source text in a PO editor, clear its flag, and record that",
    "emergency-number": (
        "name the source's number; or map it in [publish.emergency_numbers], and a clinician accepts the translation"
    ),
    "no-notice": "a place for the notice in the source file (translation_notice), or a person accepts the translation",
    "neighbour": "its neighbours are shown in translation, or it gets a translation of its own",
    "publish.drafts": "a person accepts the translation: clear its flag in a PO editor, or say so",
}
CHECKED = "correct the translation, or say in its comments why the check is wrong (docs/checks.md)"
ACCEPTING = ("rejected", "no-notice", "publish.drafts")  # the rules that one acceptance answers


@dataclass(frozen=True, slots=True)
class Remedy:
    """What would have a sentence shown in its present translation; "" where it is, or never may be.

    `commands` are those that do it, in their order; without any, something has to be written first.
    """

    words: str = ""
    commands: tuple[str, ...] = ()


class Remedies:
    """The remedies for the sentences of a page in a locale; `config` is the configuration that was named, if any."""

    def __init__(self, settings: Settings, locale: Locale, page: str, config: Path | None = None) -> None:
        self._settings = settings
        self._locale = locale
        self._page = page
        self._config = ("--config", str(config)) if config else ()
        self._approvals = Approvals(settings, locale)

    def of(self, verdict: Verdict) -> Remedy:
        """Return what would have a sentence shown in its present translation."""
        if verdict.rule.startswith(CHECK_RULE):
            return Remedy(CHECKED)
        if verdict.waits and verdict.requires != DRAFT:
            return self._by_acceptance(verdict.unit, MEANING[verdict.requires], verdict.requires)
        rule = "wording" if verdict.shown == "held" else verdict.rule
        words = REMEDIES.get(rule, "")
        if rule in ACCEPTING:
            return self._by_acceptance(verdict.unit, words, verdict.requires)
        return Remedy(words, (self._command("sync"),) if rule == "wording" else ())

    def _by_acceptance(self, unit: Unit, words: str, requires: str) -> Remedy:
        """Return the acceptances that are lacking, by people whose word counts; or that such people are."""
        people, lacking = self._deciders(unit, requires)
        if lacking:
            return Remedy(f"{words}; first name {lacking} in [review.people] of medlocale.toml")
        sentence = f"--sentence={unit.segment.text}"
        return Remedy(words, tuple(self._command("accept", self._page, sentence, "--by", each.id) for each in people))

    def _deciders(self, unit: Unit, requires: str) -> tuple[Sequence[Person], str]:
        """Return who may accept a translation so that it is enough, and who is missing for that."""
        people = list(self._settings.people.values())
        if requires in (DRAFT, ACCEPTED):
            return people[:1], "" if people else "somebody"
        people = [person for person in people if person.role != "author"]
        if requires != TWO_REVIEWERS:
            return people[:1], "" if people else "a translator, reviser or clinician"
        segment = unit.segment
        records = self._approvals.reviews(Entry(segment.text, unit.targets, segment.context, segment.plural))
        done = {record.by for record in records}
        fresh = [person for person in people if person.id not in done]
        second = [person for person in fresh if person.role in SECOND_ROLES]
        if any(record.role in SECOND_ROLES for record in records):
            return fresh[:1], "" if fresh else "another person"
        if not second:
            return (), "a reviser or clinician" if done or len(fresh) > 0 else "two persons, one a reviser or clinician"
        first = [person for person in fresh if person is not second[-1]][: 0 if done else 1]
        return (*first, second[-1]), "" if done or first else "another person"

    def _command(self, name: str, *arguments: str) -> str:
        return shlex.join(["medlocale", "review", name, *arguments, "--locale", self._locale.gettext, *self._config])
