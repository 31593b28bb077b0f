"""Numbers in messages go with the words for one thing or for several."""

from __future__ import annotations

import pytest

from pipeline.stages.messages import counted


@pytest.mark.parametrize(("number", "words"), [(0, "0 drafts wait"), (1, "1 draft waits"), (2, "2 drafts wait")])
def test_one_thing_is_one(number: int, words: str) -> None:
    assert counted(number, "draft waits", "drafts wait") == words
