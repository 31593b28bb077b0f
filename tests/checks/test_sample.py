"""A changed weight or branch in the checks is seen here: a sample of right and wrong translations, scored and held.

A row of fixtures/checks/sample/<locale>.tsv is an English sentence of a clinic's pages, its right translation, the
class of one harmful error, and the translation with that error in it. The sentences are our own. Most were written
before the checks saw them, the last of each file because a changed weight of `coverage` went unseen: they lie near its
thresholds, so that the shares here are none of ordinary pages. Rows that the checks miss, and right translations that
alarm them, stay in the sample.

Every figure is today's count and no rounded share, so that losing one row is red. When a check gets better, take over
the counts that `pytest --log-cli-level=INFO tests/checks/test_sample.py` shows, and say in the commit which rows were
won. A count gets worse only on purpose: name the rows that it costs, and what is found for them. New rows raise the
counts, too: write them first and run the checks afterwards, or the sample measures itself.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import pytest

from pipeline import checks
from pipeline.model import Finding, Segment, Unit, segment_key
from pipeline.review.judge import DOUBTED

LOG = logging.getLogger(__name__)
SAMPLE = Path(__file__).parents[1] / "fixtures" / "checks" / "sample"
LOCALES = ("es", "fr", "pt_BR", "ru", "zh_Hans")
COLUMNS = ["source", "target", "error", "wrong"]
FEWEST = 60  # rows a language has at least


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the sample."""

    source: str
    target: str
    error: str
    wrong: str


def holds(finding: Finding) -> bool:
    """Tell whether a draft with this finding is shown on no page."""
    return finding.severity == "critical" or finding.check in DOUBTED


@dataclass(frozen=True, slots=True)
class Heard:
    """What the checks say of a row: of the right translation, and of the wrong one what they don't say of the right."""

    row: Row
    right: tuple[Finding, ...]
    wrong: tuple[Finding, ...]

    @property
    def noticed(self) -> bool:
        return bool(self.wrong)

    @property
    def grave(self) -> int:
        return sum(finding.severity != "minor" for finding in self.wrong)

    @property
    def stopped(self) -> bool:
        return any(map(holds, self.wrong))


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of rows, and of findings.

    `noticed`: errors with a finding of any severity; `found`: with a critical or major one; `stopped`: with one
    that keeps a draft off the page. `echoes`: critical and major findings of an error beyond the first, because one
    cause gives one finding. `alarms`: right translations with a critical or major finding; `blocked`: with one
    that keeps a draft off the page. `remarks`: minor findings of right translations.
    """

    noticed: int
    found: int
    stopped: int
    echoes: int
    alarms: int
    blocked: int
    remarks: int


HELD = {
    "es": Score(noticed=95, found=90, stopped=76, echoes=3, alarms=6, blocked=6, remarks=1),
    "fr": Score(noticed=93, found=89, stopped=76, echoes=2, alarms=4, blocked=4, remarks=1),
    "pt_BR": Score(noticed=97, found=92, stopped=76, echoes=6, alarms=4, blocked=4, remarks=1),
    "ru": Score(noticed=93, found=88, stopped=71, echoes=1, alarms=5, blocked=4, remarks=2),
    "zh_Hans": Score(noticed=95, found=90, stopped=78, echoes=0, alarms=4, blocked=2, remarks=2),
}
OVERALL = Score(noticed=473, found=449, stopped=377, echoes=12, alarms=23, blocked=20, remarks=7)
# Errors noticed, found and stopped, over all languages.
ERRORS: dict[str, tuple[int, int, int]] = {
    "address-changed": (11, 11, 11),
    "bound-flipped": (18, 18, 18),
    "bracket-lost": (5, 0, 0),
    "clause-omitted": (27, 23, 20),
    "clause-omitted-middle": (1, 1, 1),
    "code-lost": (10, 10, 10),
    "comparison-flipped": (11, 11, 11),
    "country-changed": (3, 3, 3),
    "date-changed": (17, 17, 17),
    "decimal-shifted": (17, 17, 17),
    "direction-flipped": (3, 3, 3),
    "invisible-character": (5, 5, 0),
    "medical-code-changed": (8, 8, 7),
    "medicine-changed": (8, 8, 7),
    "medicine-lost": (4, 4, 0),
    "medicine-misspelt": (18, 18, 17),
    "modality-changed": (7, 7, 0),
    "mojibake": (5, 5, 5),
    "name-changed": (7, 6, 0),
    "negation-added": (7, 7, 7),
    "negation-lost": (23, 23, 23),
    "number-changed": (29, 29, 29),
    "number-word-changed": (17, 17, 17),
    "order-flipped": (11, 11, 11),
    "other-entry": (19, 19, 18),
    "partly-untranslated": (5, 5, 0),
    "percent-dropped": (12, 12, 12),
    "placeholder-changed": (11, 11, 11),
    "prefix-flipped": (5, 5, 5),
    "question-lost": (5, 0, 0),
    "quotation-lost": (5, 0, 0),
    "range-broken": (11, 11, 11),
    "scripts-mixed": (5, 5, 0),
    "sentence-added": (5, 5, 5),
    "sentence-omitted": (17, 17, 16),
    "setting-swapped": (4, 4, 0),
    "side-swapped": (11, 11, 11),
    "truncated": (34, 30, 30),
    "unit-changed": (18, 18, 18),
    "untranslated": (5, 5, 5),
    "word-doubled": (10, 10, 0),
    "word-mistranslated": (7, 7, 0),
    "wrong-language": (10, 10, 1),
    "wrong-script": (2, 2, 0),
}


def rows(locale: str) -> list[Row]:
    first, *lines = (SAMPLE / f"{locale}.tsv").read_text("utf-8").splitlines()
    assert first.split("\t") == COLUMNS
    return [Row(*line.split("\t")) for line in lines]


@cache
def heard(locale: str) -> tuple[Heard, ...]:
    sample = rows(locale)
    right = findings(locale, {row.source: row.target for row in sample})
    wrong = findings(locale, {row.source: row.wrong for row in sample})
    result = []
    for row in sample:
        known = {(one.check, one.message) for one in right[row.source]}
        new = [one for one in wrong[row.source] if (one.check, one.message) not in known]
        result.append(Heard(row, tuple(right[row.source]), tuple(new)))
    return tuple(result)


def findings(locale: str, targets: Mapping[str, str]) -> dict[str, list[Finding]]:
    """Return what the checks say of each translation, by its source."""
    result: dict[str, list[Finding]] = {source: [] for source in targets}
    units = [Unit(Segment(segment_key(None, source), source), (text,), "accepted") for source, text in targets.items()]
    for finding in checks.run(units, "en", locale):
        result[finding.unit.segment.text].append(finding)
    return result


def score(sample: Iterable[Heard]) -> Score:
    sample = list(sample)
    grave = [[one for one in each.right if one.severity != "minor"] for each in sample]
    return Score(
        noticed=sum(each.noticed for each in sample),
        found=sum(each.grave > 0 for each in sample),
        stopped=sum(each.stopped for each in sample),
        echoes=sum(max(each.grave - 1, 0) for each in sample),
        alarms=sum(map(bool, grave)),
        blocked=sum(any(map(holds, each)) for each in grave),
        remarks=sum(one.severity == "minor" for each in sample for one in each.right),
    )


def everywhere() -> list[Heard]:
    return [each for locale in LOCALES for each in heard(locale)]


def worse(now: Score, held: Score) -> list[str]:
    """Name the counts that got worse: of errors a floor is held, of echoes, alarms and remarks a ceiling."""
    floors = ("noticed", "found", "stopped")
    was = asdict(held)
    return [
        f"{name}: {count}, held at {was[name]}"
        for name, count in asdict(now).items()
        if (count < was[name] if name in floors else count > was[name])
    ]


def told(sample: Iterable[Heard]) -> str:
    """Return the rows that may explain a worse count: errors missed or told more than once, and alarms."""
    lines = []
    for each in sample:
        if len(each.wrong) != 1:
            said = ", ".join(one.check for one in each.wrong) or "missed"
            lines.append(f"{each.row.error}: {said}: {each.row.source} → {each.row.wrong}")
        lines += [f"right: {one.check} ({one.severity}): {each.row.source} → {each.row.target}" for one in each.right]
    return "\n".join(lines)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_sample_is_large_and_plants_one_error_a_row(locale: str) -> None:
    sample = rows(locale)
    assert len(sample) >= FEWEST
    assert len({row.source for row in sample}) == len(sample)
    assert all(row.wrong != row.target and all(asdict(row).values()) for row in sample)
    assert {row.error for row in sample} <= ERRORS.keys()
    assert [row.source for row in sample if not 4 <= len(row.source.split()) <= 35] == []


def test_every_file_of_the_sample_is_scored() -> None:
    assert sorted(path.stem for path in SAMPLE.iterdir()) == sorted(LOCALES) == sorted(HELD)


@pytest.mark.parametrize("locale", LOCALES)
def test_no_language_finds_fewer_errors_or_alarms_more_often(locale: str) -> None:
    now = score(heard(locale))
    LOG.info("%s %s", locale, now)
    assert worse(now, HELD[locale]) == [], told(heard(locale))


def test_all_languages_find_no_fewer_errors_and_alarm_no_more_often() -> None:
    now = score(everywhere())
    LOG.info("overall %s", now)
    assert worse(now, OVERALL) == [], told(everywhere())


@pytest.mark.parametrize("error", ERRORS)
def test_no_class_of_errors_is_found_less_often(error: str) -> None:
    its = [each for each in everywhere() if each.row.error == error]
    now = score(its)
    LOG.info("%s: %s", error, (now.noticed, now.found, now.stopped))
    assert its
    for count, held in zip((now.noticed, now.found, now.stopped), ERRORS[error], strict=True):
        assert count >= held, told(its)
