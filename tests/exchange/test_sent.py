"""What was sent is known again by its id, and by the sources of its texts; a line that is no parcel is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ChangedError, SourceError
from pipeline.exchange import sent
from pipeline.exchange.parcel import Parcel, ParcelFile, ParcelUnit
from pipeline.exchange.sent import Sent

AT = "2026-12-01T05:00:00Z"
RINSE, SPIT = ParcelUnit.of(None, ["Rinse."], [""]), ParcelUnit.of(None, ["Spit."], ["Cuspa."], "draft")


def parcel(*units: ParcelUnit, page: str = "a.html") -> Parcel:
    return Parcel.of("Lingua", "en", "pt-BR", "xliff12", [ParcelFile(f"xliff/{page}.xlf", page, units)])


def test_a_record_comes_back_and_grows_by_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "parcels.jsonl"
    assert sent.read(path).parcels == ()
    for made in (parcel(RINSE), parcel(SPIT, page="ü.html"), parcel(RINSE)):
        before = path.read_text("utf-8") if path.exists() else ""
        sent.read(path).add(path, Sent.of(made, AT))
        assert path.read_text("utf-8").startswith(before)
    record = sent.read(path)
    assert record.parcels == (Sent.of(parcel(RINSE), AT), Sent.of(parcel(SPIT, page="ü.html"), AT))
    assert record.of(parcel(RINSE).id) == record.parcels[0]
    assert record.of("0" * 12) is None


def test_a_parcel_that_was_sent_before_is_no_news(tmp_path: Path) -> None:
    path = tmp_path / "parcels.jsonl"
    assert sent.read(path).add(path, Sent.of(parcel(RINSE), AT))
    assert not sent.read(path).add(path, Sent.of(parcel(RINSE), "2027-01-01T00:00:00Z"))


def test_what_was_sent_is_known_by_page_and_source_whatever_its_target(tmp_path: Path) -> None:
    path = tmp_path / "parcels.jsonl"
    sent.read(path).add(path, Sent.of(parcel(RINSE, SPIT), AT))
    known = sent.read(path).sources("a.html")
    assert {sent.source_part(each.id) for each in (RINSE, SPIT)} == known
    assert sent.source_part(ParcelUnit.of(None, ["Rinse."], ["Enxágue."]).id) in known
    assert sent.source_part(ParcelUnit.of(None, ["Rinse!"], [""]).id) not in known
    assert sent.source_part(ParcelUnit.of("title", ["Rinse."], [""]).id) not in known
    assert sent.read(path).sources("b.html") == frozenset()


def test_branches_that_both_sent_are_joined_by_their_lines(tmp_path: Path) -> None:
    lines = [Sent.of(parcel(each), AT).line for each in (RINSE, SPIT)]
    (tmp_path / "p").write_text("\ufeff" + "\n\n".join(lines), "utf-8")
    assert len(sent.read(tmp_path / "p").parcels) == 2


PARCEL = '{"parcel": "0123456789ab", "at": "", "agency": %s, "format": "", "pages": {"a": %s}}'
BAD = (
    "{",
    "[]",
    "{}",
    "1",
    PARCEL % ("1", "[]"),
    PARCEL % ('""', '["x"]'),
    (PARCEL % ('""', "[]")).replace("ab", "xy"),
)


@pytest.mark.parametrize("line", BAD)
def test_a_line_that_is_no_parcel_is_said(line: str, tmp_path: Path) -> None:
    path = tmp_path / "parcels.jsonl"
    path.write_text(f"{Sent.of(parcel(RINSE), AT).line}\n{line}\n", "utf-8")
    with pytest.raises(SourceError, match="no parcel") as error:
        sent.read(path)
    assert (error.value.path, error.value.line) == (path, 2)


def test_a_record_that_somebody_else_wrote_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "parcels.jsonl"
    record = sent.read(path)
    sent.read(path).add(path, Sent.of(parcel(RINSE), AT))
    with pytest.raises(ChangedError):
        record.add(path, Sent.of(parcel(SPIT), AT))
