"""The good site that the tests of the audit damage, and the address that its notices lead to."""

from __future__ import annotations

from tests.support import ROOT

SITE = ROOT / "tests/fixtures/audit"
REPORT = "mailto:errors@clinic.example"
