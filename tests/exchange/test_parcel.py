"""A parcel says what was sent, and its units' ids say it once more; a manifest that was changed is no manifest."""

from __future__ import annotations

import json

import pytest

from pipeline.errors import SourceError
from pipeline.exchange import parcel
from pipeline.exchange.parcel import Parcel, ParcelFile, ParcelUnit, UnitId

ONE = ParcelUnit.of(None, ["Rinse the mouth."], ["Enxágue a boca."])
CONTEXT = ParcelUnit.of("title", ["Rinse the mouth."], [""])
KNOWN = "19d5f57c8e8b-ca978112-3e23e816"
PLURAL = ParcelUnit.of(None, ["{n} drop", "{n} drops"], ["{n} gota", "{n} gotas"], "draft")


def made(agency: str = "Zwei & Söhne", **changed: str) -> Parcel:
    files = (
        ParcelFile("xliff/a.html.xlf", "a.html", (ONE, CONTEXT)),
        ParcelFile("xliff/ü/b.json.xlf", "ü/b.json", (PLURAL,)),
        ParcelFile("xliff/empty.xlf", "empty", ()),
    )
    return Parcel.of(agency, changed.get("source", "en"), changed.get("locale", "pt-BR"), "xliff12", files)


def test_a_unit_id_is_the_digits_of_key_source_and_target() -> None:
    """The digests are known texts' (`printf '%s' TEXT | sha256sum`), so that another version reads the same ids."""
    assert ParcelUnit.of(None, ["a"], ["b"]).id == KNOWN
    assert (
        ParcelUnit.of(None, ["a"], ["b"]).source == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
    )


def test_context_source_and_target_each_make_another_id() -> None:
    texts = [(None, ["a"], ["b"]), ("x", ["a"], ["b"]), (None, ["a", "as"], ["b"]), (None, ["a"], ["c"])]
    assert len({ParcelUnit.of(*each).id for each in texts}) == len(texts)


def test_empty_forms_of_a_plural_are_no_target() -> None:
    assert {ParcelUnit.of(None, ["a", "as"], forms).target for forms in ([], [""], ["", ""], ["", "", ""])} == {
        parcel.target_digest([])
    }


def test_a_form_of_a_plural_is_numbered_behind_the_id() -> None:
    expected = UnitId(*ONE.id.split("-"), form=2)
    assert UnitId.read(f"{ONE.id}[2]") == UnitId.read(f"{ONE.id}.2") == UnitId.read(f" {ONE.id}.2\n") == expected
    assert expected.unit == ONE.id
    assert UnitId.read(ONE.id) == UnitId(*ONE.id.split("-"))


@pytest.mark.parametrize(
    "text", ["", "1", "tu1", ONE.id[:-1], f"{ONE.id}0", f"{ONE.id}[x]", ONE.id.upper(), f"{ONE.id}["]
)
def test_another_tools_id_is_none_of_ours(text: str) -> None:
    assert UnitId.read(text) is None


def test_a_manifest_comes_back_as_it_was() -> None:
    digests = {"b.txt": "22", "a.txt": "11"}
    text = parcel.serialize(made(), digests)
    assert parcel.parse(text) == (made(), digests)
    assert parcel.serialize(*parcel.parse(text)) == text
    assert text.count('"source": "') == 1 + 3


def test_a_parcel_is_named_after_all_that_it_says() -> None:
    others = [made("another"), made(source="de"), made(locale="es"), Parcel.of("", "en", "pt-BR", "xliff21", ())]
    assert len({each.id for each in [made(), *others]}) == 5
    assert parcel.PARCEL_ID.fullmatch(made().id)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (ONE.id, CONTEXT.id),
        (ONE.target, ONE.source),
        ('"context": null', '"context": ""'),
        ('"state": "draft"', '"state": "accepted"'),
        ('"state": "draft"', '"state": "reviewed"'),
        ("Söhne", "Sons"),
        ("pt-BR", "pt-PT"),
        ('"page": "a.html"', '"page": "c.html"'),
    ],
)
def test_a_manifest_that_somebody_changed_is_refused(old: str, new: str) -> None:
    text = parcel.serialize(made(), {}).replace(old, new, 1)
    with pytest.raises(SourceError, match="isn't as it was written"):
        parcel.parse(text, "parcel/manifest.json")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no JSON"),
        ('{"kind"', "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "no manifest"),
        ('{"name": "another tool"}', "no manifest"),
        ('{"kind": "medlocale parcel", "edition": 99}', "edition 99"),
        ('{"kind": "medlocale parcel", "edition": 1}', "lacks"),
        (
            parcel.serialize(made(), {}).replace('"state": "draft"', '"state": "final"'),
            "lacks or mistakes.*state 'final'",
        ),
    ],
)
def test_what_is_no_manifest_is_said_with_its_file(text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message) as error:
        parcel.parse(text, "parcel/manifest.json")
    assert str(error.value).startswith("parcel/manifest.json:")


@pytest.mark.parametrize("name", ["id", "agency", "format", "files", "digests"])
@pytest.mark.parametrize("value", [None, 1, [], {}, [{}], "x"])
def test_values_of_another_kind_are_refused(name: str, value: object) -> None:
    whole = json.loads(parcel.serialize(made(), {"a": "1"}))
    if name == "digests" and value == {}:
        return
    with pytest.raises(SourceError):
        parcel.parse(json.dumps({**whole, name: value}))


@pytest.mark.parametrize(("name", "line"), [("  Lingua \n & Co ", "Lingua & Co"), ("", ""), ("语言", "语言")])
def test_an_agency_has_a_name_of_one_line(name: str, line: str) -> None:
    assert parcel.agency_name(name) == line


@pytest.mark.parametrize("name", ["a\x1bb", "x" * 81, "a\u202eb"])
def test_a_name_that_no_comment_can_hold_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="is no name"):
        parcel.agency_name(name)
