"""The time can be set from outside, and a record's moment is read as it was written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from pipeline.system import clock


def test_the_environment_sets_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    assert clock.written(clock.moment()) == "2026-09-21T14:13:20Z"


@pytest.mark.parametrize("epoch", ["", "tomorrow", "-1", "1.5"])
def test_what_is_no_time_sets_none(epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert abs(clock.moment() - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize("text", ["2026-11-23T10:00:00Z", "2024-02-29T23:59:59Z", "1970-01-01T00:00:00Z"])
def test_a_moment_is_read_as_it_was_written(text: str) -> None:
    assert clock.written(clock.read(text)) == text


def test_a_moment_is_written_in_utc_and_to_the_second() -> None:
    lisbon = timezone(timedelta(hours=1))
    assert clock.written(datetime(2026, 6, 1, 0, 30, 15, 999, tzinfo=lisbon)) == "2026-05-31T23:30:15Z"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0001-01-01T00:00:00+14:00",
        "yesterday",
        "2026-11-23",
        "2026-11-23T10:00:00",
        "2026-11-23T10:00:00+00:00",
        "2026-11-23T10:00:00.5Z",
        "2026-11-23 10:00:00Z",
        "2026-13-01T10:00:00Z",
        "2026-02-29T10:00:00Z",
        "2026-11-23T25:00:00Z",
        "٢٠٢٦-11-23T10:00:00Z",
    ],
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"moment|isoformat|must be in|out of range"):
        clock.read(text)
