"""The errors are one tree, as its documentation draws it, and what is wrong with a file names the file."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from pipeline import errors
from pipeline.errors import ChangedError, LocaleError, MedlocaleError, ModelError, SourceError, naming
from tests.support.layers import PACKAGE

CLASSES = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, MedlocaleError)]
CLASS = re.compile(r"^class (\w*Error)\b", re.MULTILINE)
BRANCH = re.compile(r"([│├└─ ]*)(\w+Error)\b", re.MULTILINE)


def drawn() -> dict[str, str]:
    """Return the parent of each class of the drawing in the module's docstring."""
    above: list[str] = ["Exception"]
    parents = {}
    for line in (errors.__doc__ or "").splitlines():
        if found := BRANCH.match(line):
            depth = len(found[1]) // 4 + 1
            parents[found[2]] = above[depth - 1]
            above[depth:] = [found[2]]
    return parents


def test_the_tree_of_errors_is_the_one_that_is_drawn() -> None:
    assert drawn() == {each.__name__: each.__bases__[0].__name__ for each in CLASSES}


def test_every_error_of_the_package_is_of_the_tree() -> None:
    own = {(path, name) for path in PACKAGE.rglob("*.py") for name in CLASS.findall(path.read_text("utf-8"))}
    assert own == {(PACKAGE / "errors.py", each.__name__) for each in CLASSES}


@pytest.mark.parametrize("kind", CLASSES)
def test_an_error_keeps_its_kind_and_value_when_its_file_is_named_and_across_processes(
    kind: type[MedlocaleError],
) -> None:
    named = pickle.loads(pickle.dumps(kind("5 is odd").at(Path("a.po"), 7)))
    assert (type(named), str(named)) == (kind, "a.po:7: 5 is odd")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (SourceError("is odd"), "a.po:7: is odd"),
        (SourceError("is odd", line=3), "a.po:3: is odd"),
        (LocaleError("is odd"), "a.po:7: is odd"),
        (SourceError("is odd", path="b.po"), "b.po: is odd"),
        (
            ChangedError(path="b.po"),
            "b.po: somebody saved it meanwhile; it is left as it is now, run the command again",
        ),
        (ModelError("is odd"), "is odd"),
    ],
)
def test_what_is_wrong_with_a_file_names_it_once(error: MedlocaleError, said: str) -> None:
    with pytest.raises(type(error)) as caught, naming("a.po", 7):
        raise error
    assert str(caught.value) == said
