"""A draft that lost its flag and says what the machine wrote was read by nobody, however its spaces stand now."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.po.entries import Entry
from pipeline.po.provenance import with_agency_text, with_draft
from pipeline.review import approvals
from pipeline.review.approvals import Decision
from pipeline.review.unread import LEAST, is_unread
from tests.support.clinic import LOCALE, PAGE, Clinic
from tests.support.growth import LIMIT, growth

ANA = Decision([PAGE], by="ana")
DRAFT = "Tome 20 mg de lisdexanfetamina às 8 horas. Não dê a crianças"


def drafted(source: str, *texts: str, plural: str | None = None) -> Entry:
    empty = Entry(source, ("",) * len(texts), msgid_plural=plural)
    return replace(with_draft(empty, texts, origin="m@1", score=0.9), flags=())


def changed(draft: str, text: str) -> Entry:
    return replace(drafted("Take 20 mg of it at 8 o'clock.", draft), msgstr=(text,))


@pytest.mark.parametrize("draft", [f"{DRAFT}.", DRAFT, unicodedata.normalize("NFD", f"{DRAFT}!")])
@pytest.mark.parametrize(
    "rewritten",
    [
        lambda text: text,
        lambda text: f" {text}\n",
        lambda text: text.replace(" ", "  "),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("20 mg", "20\u202fmg"),
        lambda text: text.replace("20 mg", "20mg"),
        lambda text: text.replace("horas. Não", "horas Não"),
        lambda text: text.replace(" dê", "\u200b dê"),
        lambda text: unicodedata.normalize("NFC", text),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: unicodedata.normalize("NFC", text.replace(" ", "\u00a0")).rstrip(".!"),
        lambda text: text.rstrip(".!"),
        lambda text: text.rstrip(".!") + "。",
        lambda text: f"{text}.",
        lambda text: f"{text.rstrip('.!')} !",
    ],
)
def test_a_draft_that_is_only_written_otherwise_is_unread(draft: str, rewritten: object) -> None:
    assert is_unread(changed(draft, rewritten(draft)))  # type: ignore[operator]


@pytest.mark.parametrize(("draft", "text"), [("Tome 5\u00a0mg.", "Tome 5 mg."), ("Douleur\u202f: 3.", "Douleur : 3.")])
def test_spaces_that_the_draft_had_may_be_others_now(draft: str, text: str) -> None:
    assert is_unread(changed(draft, text))


@pytest.mark.parametrize(
    "text",
    [
        f"{DRAFT}.".replace("Tome", "Tomar"),
        f"{DRAFT}.".replace("20", "2"),
        f"{DRAFT}.".replace("às", "as"),
        f"{DRAFT}.".replace("Não dê", "Dê"),
        f"{DRAFT} pequenas.",
        "",
    ],
)
def test_whoever_changed_a_letter_has_read_it(text: str) -> None:
    assert not is_unread(changed(f"{DRAFT}.", text))


def test_of_a_plural_any_form_may_be_written_otherwise() -> None:
    draft = drafted("One tablet.", "Um comprimido.", "Dois comprimidos.", plural="Two tablets.")
    assert is_unread(replace(draft, msgstr=("Um comprimido", "Dois comprimidos.")))
    assert is_unread(replace(draft, msgstr=("Um comprimido", "Dois  comprimidos")))
    assert not is_unread(replace(draft, msgstr=("Um comprimido", "Três comprimidos.")))


def test_what_a_person_typed_is_no_draft() -> None:
    assert not is_unread(Entry("Rest.", ("Descanse.",)))


# --- what `sync` makes of them


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    found = Clinic(tmp_path / "clinic")
    found.configure()
    return found


def many(source: str, target: str, count: int, *, change: str = " ", plain: str = " ") -> list[Entry]:
    """Return drafts without their flags, in which `plain` has become `change`."""
    drafts = [drafted(source.format(number), target.format(number)) for number in range(10, 10 + count)]
    return [replace(each, msgstr=(each.msgstr[0].replace(plain, change),)) for each in drafts]


def doses(count: int, change: str = " ", plain: str = " ") -> list[Entry]:
    return many("The drip gives {} mg at night.", "Drip gives {} mg åt night.", count, change=change, plain=plain)


@pytest.mark.parametrize(("change", "plain"), [("\u00a0", " "), ("  ", " "), ("a\u030a", "å"), ("night", "night.")])
def test_drafts_that_a_tool_wrote_its_own_way_are_no_acceptances(clinic: Clinic, change: str, plain: str) -> None:
    typed = Entry("The garden is open.", ("Gärden öpen.",))
    clinic.write(*doses(LEAST, change, plain), typed)
    found = approvals.sync(clinic.settings, LOCALE, ANA)
    assert [(each.unchanged, each.drafts, each.classes) for each in found.refused] == [(LEAST, LEAST, {"dose": LEAST})]
    assert [clinic.approvals.level(entry) for entry in (*doses(LEAST, change, plain), typed)] == [
        *(["accepted"] * LEAST),
        "reviewed",
    ]


def test_what_an_agency_returned_is_no_acceptance_where_flags_went_in_bulk(clinic: Clinic) -> None:
    texts = [Entry(f"Bring the form {number} with you.") for number in range(LEAST)]
    entries = [with_agency_text(each, [f"Traga a ficha: {each.msgid}"], name="Lingua") for each in texts]
    clinic.write(*[replace(each, flags=()) for each in entries])
    synced = approvals.sync(clinic.settings, LOCALE, Decision([PAGE], by="ana"))
    assert (synced.recorded, synced.refused[0].unchanged) == (0, LEAST)
    clinic.write(*entries)
    accepted = approvals.accept(clinic.settings, LOCALE, Decision([PAGE], by="ana"))
    assert (accepted.done, accepted.left) == (0, LEAST)
    assert approvals.accept(clinic.settings, LOCALE, Decision([PAGE], entries[0].msgid, "ana")).done == 1
    (record,) = clinic.approvals.ledger.records
    assert (record.by, record.origin, record.work) == ("ana", "AGENCY: Lingua -", "translated")


def test_fewer_than_ten_may_have_been_read(clinic: Clinic) -> None:
    clinic.write(*doses(LEAST - 1))
    assert approvals.sync(clinic.settings, LOCALE, ANA).recorded == LEAST - 1


@pytest.mark.parametrize(
    ("source", "refused"),
    [
        ("Take {} mg at night.", LEAST),
        ("Do not wait in room {}.", LEAST),
        ("In an emergency, go to room {}.", LEAST),
        ("Who is eligible waits in room {}.", LEAST),
        ("The tea is in room {}.", 0),
    ],
)
def test_ten_that_could_harm_a_patient_are_refused_however_many_others_were_edited(
    clinic: Clinic, source: str, refused: int
) -> None:
    edited = many("Cake is on floor {}.", "Cåke {}.", 30, change="Fööd", plain="Cåke")
    clinic.write(*many(source, "Nöw {}.", LEAST), *edited)
    found = approvals.sync(clinic.settings, LOCALE, ANA)
    assert sum(each.unchanged for each in found.refused) == refused
    assert found.recorded == LEAST + len(edited) - refused


def test_small_numbers_on_many_pages_are_a_large_one(clinic: Clinic) -> None:
    pages = [f"{name}.html" for name in "abcd"]
    clinic.write(*doses(3))
    for page in pages:
        (clinic.root / "content" / page).write_bytes((clinic.root / "content" / PAGE).read_bytes())
        clinic.path.with_name(f"{page}.po").write_bytes(clinic.path.read_bytes())
    assert approvals.sync(clinic.settings, LOCALE, Decision(pages, by="ana")).recorded == 0
    assert approvals.sync(clinic.settings, LOCALE, Decision(pages[:3], by="ana")).recorded > 0


def test_what_the_source_page_calls_a_dose_is_one(clinic: Clinic) -> None:
    lines = many("As the nurse says, no. {}.", "Nö. {}.", LEAST)
    edited = many("Cake is on floor {}.", "Cåke {}.", 30, change="Fööd", plain="Cåke")
    body = "".join(f'<p class="dose">{each.msgid}</p>' for each in lines) + "<p>Cake.</p>"
    clinic.write(*lines, *edited, body=body)
    assert [each.classes for each in approvals.sync(clinic.settings, LOCALE, ANA).refused] == [{"dose": LEAST}]


def test_a_long_text_takes_work_that_grows_with_it() -> None:
    def compared(long: str) -> None:
        assert not is_unread(changed(long, long.replace("p", "q", 1)))
        assert is_unread(changed(long, f"{long}."))

    assert growth(compared, "palavra", 14_000) <= LIMIT
