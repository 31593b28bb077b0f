"""The time, which SOURCE_DATE_EPOCH sets so that a build can be reproduced to the byte, and how records write it."""

from __future__ import annotations

from datetime import UTC, datetime
from os import environ


def moment() -> datetime:
    """Return the time in UTC."""
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)


def written(when: datetime) -> str:
    """Return a moment as records have it: in UTC and to the second, as 2026-11-23T10:00:00Z."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read(text: str) -> datetime:
    """Return the moment that `written` wrote; raise ValueError where the text isn't one."""
    when = datetime.fromisoformat(text)
    if when.tzinfo != UTC or written(when) != text:
        raise ValueError(f"{text!r} isn't a moment such as 2026-11-23T10:00:00Z")
    return when
