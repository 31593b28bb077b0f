"""Damaged files through every reader: an error that names the file, or what is left of them, and never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import damage

SHARE = 25  # of the thousands that the bench reads


@pytest.mark.parametrize("name", damage.READERS)
def test_a_damaged_file_is_read_or_refused_by_name(name: str, tmp_path: Path) -> None:
    for sample in damage.READERS[name][0]:
        assert damage.read(name, sample, tmp_path) == ""
    said = [damage.read(name, damage.damaged(name, number), tmp_path) for number in range(SHARE)]
    # Formats read texts, and whoever gave them one names its file.
    assert [
        error for error in said if error and str(tmp_path / name) not in error and not name.startswith("page")
    ] == []


@pytest.mark.parametrize("name", damage.READERS)
@given(data=st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_read_or_refused(name: str, data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    damage.read(name, data, tmp_path_factory.getbasetemp())
