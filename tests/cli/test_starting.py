"""The program starts with one command, and says in a sentence where the memory doesn't do for that."""

from __future__ import annotations

import errno

import pytest

from pipeline import cli

TOO_LITTLE = (
    MemoryError(),
    OSError(errno.ENOMEM, "Cannot allocate memory"),
    ImportError("_core.so: failed to map segment from shared object"),
    RuntimeError("can't start new thread"),
)


@pytest.mark.parametrize("error", TOO_LITTLE, ids=repr)
def test_too_little_memory_is_told_in_a_sentence(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def application(named: str) -> None:
        raise error

    monkeypatch.setattr(cli, "_application", application)
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 1
    assert capsys.readouterr().err == "medlocale: there is too little memory\n"


@pytest.mark.parametrize("error", [ImportError("no module"), RuntimeError("a fault"), OSError(errno.EIO, "broken")])
def test_any_other_error_is_a_fault_of_the_program(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def application(named: str) -> None:
        raise error

    monkeypatch.setattr(cli, "_application", application)
    with pytest.raises(type(error)):
        cli.main()
