"""`medlocale mt` between other programs: a line in, a line out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command import medlocale


def test_mt_gives_a_line_for_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    out = medlocale("mt", "--to", "en-XA", stdin="Take 5 mg.\n\n  Call us.\n")
    lines = out.split("\n")
    assert len(lines) == 4
    assert lines[1] == ""
    assert lines[2].startswith("  ")
    assert "5" in lines[0]
    row = json.loads(medlocale("mt", "--to", "en-XA", "--format", "json", stdin='{"text": "Call <1>us</1>."}\n'))
    assert set(row) == {"text", "score", "unmet", "origin"}
    assert "<1>" in row["text"]
    assert "line 1" in medlocale("mt", "--to", "en-XA", "--format", "json", stdin="nonsense\n", code=1)
    assert "line 2" in medlocale("mt", "--to", "en-XA", stdin=b"fine\n\xff\n", code=1).replace(":2:", " line 2")
