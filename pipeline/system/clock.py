"""What time it is: SOURCE_DATE_EPOCH sets it, so that a build can be reproduced to the byte."""

from __future__ import annotations

from datetime import UTC, datetime
from os import environ


def moment() -> datetime:
    """Return the time in UTC."""
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)
