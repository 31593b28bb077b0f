"""Every format tells what it takes and what it leaves, and why."""

from __future__ import annotations

import pytest

from pipeline.formats.explain import Explained, explain

MARKDOWN = """---
title: Aftercare
slug: after-care
---

# After your operation

Rest for `two` days.

```sh
reboot now
```
"""
STRINGS = (
    '{"home": "Home", "icon": "menu_open", "days": {"one": "{n} day", "other": "{n} days"}, "_comment": "A menu."}\n'
)


@pytest.mark.parametrize(
    ("path", "source", "taken", "left"),
    [
        ("a.md", MARKDOWN, ["Aftercare", "After your operation", "Rest for <1/> days."], ["after-care", "reboot now"]),
        ("a.json", STRINGS, ["Home", "<1/> day"], ["menu_open", "A menu."]),
        ("a.yaml", "title: Home\nicon: menu_open\n", ["Home"], ["menu_open"]),
        ("a.txt", "Rest well.\n\nverified_user\n", ["Rest well."], ["verified_user"]),
        ("a.html", "<p>Rest well.</p><code>x = 1</code>", ["Rest well."], ["x = 1"]),
    ],
)
def test_a_file_is_explained_in_its_order(path: str, source: str, taken: list[str], left: list[str]) -> None:
    found = list(explain(path, source))
    assert [each.text for each in found if each.kind == "segment"] == taken
    rest: dict[str, Explained] = {each.text: each for each in found if each.kind == "left"}
    for text in left:
        assert rest[text].reason
        assert text in source.splitlines()[rest[text].line - 1]
    assert [each.line for each in found] == sorted(each.line for each in found)
