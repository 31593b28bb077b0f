"""A finding's row as the reports are given it."""

from __future__ import annotations

from pipeline.model import FindingRow

ROW = FindingRow(
    file="locales/pt_BR/LC_MESSAGES/a.html.po",
    line=42,
    msgctxt=None,
    msgid="Take 13.8 mg é",
    check="number-lost",
    severity="critical",
    message="The number 13.8 of the source is missing.",
    source_span=(5, 9),
    target_span=None,
    suggestion="13,8",
    state="accepted",
    targets=("Tome mg é",),
)
