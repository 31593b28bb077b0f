"""Two branches of a catalog come together by entry: nobody's words are lost, and none are published unaccepted."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import CatalogError
from pipeline.po.branches import join
from pipeline.po.catalog import parse, serialize
from pipeline.po.entries import FUZZY, Catalog, Entry, ordered_flags
from pipeline.po.provenance import is_untouched_draft, with_draft

KNEE = "Bend your knee slowly."
HEADERS = {
    "POT-Creation-Date": "2026-03-01 08:00+0000",
    "PO-Revision-Date": "2026-03-01 08:00+0000",
    "Last-Translator": "Automatically generated",
    "Language": "pt_BR",
    "Plural-Forms": "nplurals=2; plural=(n > 1);",
}


def entry(text: str = "", *, msgid: str = KNEE, fuzzy: bool = False, **others: object) -> Entry:
    return replace(Entry(msgid, (text,), flags=(FUZZY,) if fuzzy else ()), **others)  # type: ignore[arg-type]


def draft(text: str, *, msgid: str = KNEE) -> Entry:
    return with_draft(Entry(msgid), [text], origin="engine@1", score=0.8)


def accepted(other: Entry) -> Entry:
    return replace(other, flags=())


def catalog(*entries: Entry | None, **headers: str) -> Catalog:
    return Catalog({**HEADERS, **headers}, tuple(each for each in entries if each is not None))


@dataclass(frozen=True)
class Case:
    """The same entry before and on both branches, and what becomes of it."""

    name: str
    base: Entry | None
    ours: Entry | None
    theirs: Entry | None
    words: str
    fuzzy: bool = False
    beside: str = ""  # the words that stand in a comment


DRAFT = draft("Dobre o joelho devagar.")
CASES = (
    Case("one branch accepts a draft", DRAFT, DRAFT, accepted(DRAFT), "Dobre o joelho devagar."),
    Case("one branch corrects a draft", DRAFT, entry("Flexione devagar."), DRAFT, "Flexione devagar."),
    Case("a person's words win over another draft", DRAFT, draft("Dobre."), entry("Flexione."), "Flexione."),
    Case("a person's doubtful words win over another draft", DRAFT, entry("F.", fuzzy=True), draft("D."), "F.", True),
    Case("an acceptance wins over another draft", DRAFT, draft("Dobre."), accepted(DRAFT), DRAFT.msgstr[0]),
    Case("both accept other words", DRAFT, entry("Flexione."), entry("Dobre bem."), "Flexione.", True, "Dobre bem."),
    Case("both accept the same words", DRAFT, entry("Flexione."), entry("Flexione."), "Flexione."),
    Case("one accepts what the other typed", DRAFT, entry("F.", fuzzy=True), entry("F."), "F."),
    Case(
        "one accepts and the other types",
        DRAFT,
        accepted(DRAFT),
        entry("Flexione."),
        "Flexione.",
        True,
        DRAFT.msgstr[0],
    ),
    Case("accepted words stand before doubtful ones", DRAFT, entry("X.", fuzzy=True), entry("Y."), "Y.", True, "X."),
    Case("a doubt is kept", entry("Dobre."), entry("Dobre.", fuzzy=True), entry("Dobre."), "Dobre.", True),
    Case("new words answer a doubt of the old", entry("D."), entry("D.", fuzzy=True), entry("Flexione."), "Flexione."),
    Case(
        "a doubt of the same words stays",
        entry("D."),
        entry("D.", translator=("Hm.",)),
        entry("D.", fuzzy=True),
        "D.",
        True,
    ),
    Case("what one empties the other has corrected", entry("Dobre."), entry(), entry("Flexione."), "Flexione."),
    Case("both add it, one in words", None, entry(), entry("Dobre.", fuzzy=True), "Dobre.", True),
    Case("both add it in other words", None, entry("Dobre."), entry("Flexione."), "Dobre.", True, "Flexione."),
)


def join_entries(base: Entry | None, ours: Entry | None, theirs: Entry | None) -> Entry | None:
    entries = join(catalog(base), catalog(ours), catalog(theirs)).catalog.entries
    return entries[0] if entries else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_somebody_decided_on_one_branch_stands(case: Case) -> None:
    joined = join(catalog(case.base), catalog(case.ours), catalog(case.theirs))
    (merged,) = joined.catalog.entries
    assert (merged.msgstr, merged.fuzzy) == ((case.words,), case.fuzzy)
    beside = [line.removeprefix("TM: other branch — ") for line in merged.translator if "other branch" in line]
    assert beside == ([case.beside] if case.beside else [])
    assert [each.msgid for each in joined.contested] == ([KNEE] if case.beside else [])


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "wanted"),
    [
        pytest.param(entry("D.", translator=("a", "b")), ("a", "b", "c"), ("b", "d"), ("b", "c", "d"), id="both edit"),
        pytest.param(entry("D.", translator=("a",)), (), ("a", "e"), ("e",), id="one takes out"),
        pytest.param(entry("D.", translator=("QA: x",)), ("a",), ("QA: x",), ("a",), id="a finding that is settled"),
    ],
)
def test_comments_of_both_branches_stay(
    base: Entry, ours: tuple[str, ...], theirs: tuple[str, ...], wanted: tuple[str, ...]
) -> None:
    merged = join_entries(base, replace(base, translator=ours), replace(base, translator=theirs))
    assert merged is not None
    assert merged.translator == wanted


def test_the_note_of_a_draft_goes_where_its_words_go() -> None:
    typed = accepted(replace(DRAFT, msgstr=("Flexione.",), translator=(*DRAFT.translator, "A colega sugeriu.")))
    merged = join_entries(DRAFT, typed, replace(draft("Dobre."), translator=(*draft("Dobre.").translator, "Curto?")))
    assert merged is not None
    assert merged.translator == (*DRAFT.translator, "A colega sugeriu.", "Curto?")


def test_what_is_told_of_the_source_is_of_the_branch_that_changed_it() -> None:
    base = entry("D.", extracted=("Role: paragraph",), references=("a.html:3",), flags=("python-format",))
    moved = replace(base, references=("a.html:9",), flags=())
    merged = join_entries(base, moved, replace(base, msgstr=("Dobre.",)))
    assert merged == replace(moved, msgstr=("Dobre.",))


def test_a_sentence_that_is_gone_on_one_branch_keeps_what_the_other_wrote() -> None:
    gone = replace(entry("Dobre."), obsolete=True)
    edited = entry("Flexione.", references=("a.html:4",), extracted=("Role: list item",))
    merged = join_entries(entry("Dobre.", references=("a.html:3",)), gone, edited)
    assert merged == replace(gone, msgstr=("Flexione.",))
    assert join_entries(entry(), None, entry("Flexione.", fuzzy=True)) == entry("Flexione.", fuzzy=True, obsolete=True)
    assert join_entries(entry(), None, entry(references=("a.html:9",))) is None
    assert join_entries(entry("D."), None, entry("D.", translator=("Hm.",))) is not None


def test_a_sentence_that_comes_back_on_one_branch_is_living() -> None:
    gone = entry("Dobre.", obsolete=True)
    merged = join_entries(
        gone, replace(gone, translator=("Para quando voltar.",)), entry("Dobre.", references=("a:1",))
    )
    assert merged == entry("Dobre.", references=("a:1",), translator=("Para quando voltar.",))


def test_a_plural_that_one_branch_gave_a_sentence_keeps_both_translations() -> None:
    base, plural = entry("Um dia."), entry("Um dia.", msgid_plural="Days.")
    plural = replace(plural, msgstr=("Um dia.", "Dias."))
    merged = join_entries(base, entry("Um só dia."), plural)
    assert merged is not None
    assert merged.msgstr == ("Um dia.", "Dias.")
    assert "Um só dia." in "".join(merged.translator)


EDITED = "Bend your knee slowly, please."


@pytest.mark.parametrize(
    ("taken_over", "emptied", "beside"),
    [
        pytest.param(entry("Dobre.", msgid=EDITED), True, True, id="carried over by a cosmetic edit"),
        pytest.param(entry("Dobre.", msgid=EDITED, fuzzy=True, previous_msgid=KNEE), True, False, id="offered"),
        pytest.param(draft("Dobre, por favor.", msgid=EDITED), True, False, id="drafted anew"),
        pytest.param(draft("Coma bem.", msgid="Eat well."), False, False, id="drafted for something else"),
        pytest.param(entry("Dobre, faz favor.", msgid=EDITED), False, False, id="typed"),
        pytest.param(entry("Flexione.", msgid=EDITED), False, False, id="corrected on both"),
    ],
)
@pytest.mark.parametrize("swapped", [False, True])
def test_a_correction_reaches_the_sentence_that_the_other_branch_edited(
    taken_over: Entry, emptied: bool, beside: bool, swapped: bool
) -> None:
    base = catalog(entry("Dobre."))
    edited, corrected = catalog(taken_over, entry("Dobre.", obsolete=True)), catalog(entry("Flexione."))
    joined = join(base, corrected, edited) if swapped else join(base, edited, corrected)
    new, old = joined.catalog.entries
    assert old == entry("Flexione.", obsolete=True), "the next merge with a template offers it"
    assert new.msgstr == (("",) if emptied else taken_over.msgstr)
    assert new.translator == (("TM: other branch — Dobre.",) if beside else () if emptied else taken_over.translator)
    assert new.previous_msgid is None


def test_entries_keep_the_order_of_the_page() -> None:
    def texts(joined: Catalog) -> str:
        return " ".join(each.msgid for each in joined.entries)

    def page(order: str) -> Catalog:
        return catalog(*(entry(name, msgid=name.lower(), obsolete=name.isupper()) for name in order.split()))

    assert texts(join(page("a b c"), page("a x b c"), page("a b y c")).catalog) == "a x b y c"
    assert texts(join(page("a b c"), page("c a b"), page("a b y c")).catalog) == "c a b y"
    assert texts(join(page("a b c"), page("a b c x"), page("b c a")).catalog) == "b c x a"
    assert texts(join(page("a b c D"), page("a c B D"), page("a b c x D")).catalog) == "a c x b d"
    assert texts(join(page(""), page("a b"), page("a c b")).catalog) == "a c b"


def test_the_header_says_the_later_date_and_what_either_branch_changed() -> None:
    base = catalog(entry("D."), **{"X-Board": "skin", "Language-Team": "none"})
    ours = catalog(
        entry("D."), **{"X-Board": "skin", "Language-Team": "A", "PO-Revision-Date": "2026-04-02 23:30-0300"}
    )
    theirs = catalog(entry("E."), **{"PO-Revision-Date": "2026-04-03 01:00+0000", "X-Generator": "Poedit 3"})
    theirs = replace(theirs, headers={**theirs.headers, "Language-Team": "none"})
    headers = join(base, ours, theirs).catalog.headers
    assert headers["PO-Revision-Date"] == "2026-04-02 23:30-0300", "by the time, not by the letters"
    assert headers["Language-Team"] == "A"
    assert headers["X-Generator"] == "Poedit 3"
    assert "X-Board" not in headers
    assert headers["POT-Creation-Date"] == HEADERS["POT-Creation-Date"]


ANA, BEN = "Ana Souza <ana@clinic.example>", "Ben Roth <ben@clinic.example>"


@pytest.mark.parametrize(
    ("ours", "theirs", "wanted"),
    [
        pytest.param(
            (entry("E."), ANA),
            (entry("F."), BEN),
            "Ana Souza, Ben Roth",
            id="both",
        ),
        pytest.param((entry("E."), ANA), (DRAFT, BEN), ANA, id="one"),
        pytest.param((DRAFT, ANA), (entry("F."), BEN), BEN, id="other"),
        pytest.param((entry("E."), ANA), (entry("F."), ANA), ANA, id="same"),
        pytest.param(
            (entry("E."), "Ana"), (entry("F."), "<ben@c.example>"), "Ana, ben@c.example", id="an address alone"
        ),
    ],
)
def test_nobody_is_named_for_what_somebody_else_accepted(
    ours: tuple[Entry, str], theirs: tuple[Entry, str], wanted: str
) -> None:
    branches = [catalog(found, entry(name, msgid="x"), **{"Last-Translator": name}) for found, name in (ours, theirs)]
    branches = [replace(each, entries=each.entries[:1]) for each in branches]
    merged = join(catalog(replace(DRAFT, translator=())), *branches).catalog
    assert merged.headers["Last-Translator"] == wanted


SWAPPED = "nplurals=2; plural=(n <= 1);"


def plural(*forms: str, fuzzy: bool = False) -> Entry:
    return Entry("{n} day", forms, msgid_plural="{n} days", flags=(FUZZY,) if fuzzy else ())


def test_plural_forms_come_in_the_order_of_the_merged_header() -> None:
    base = catalog(plural("{n} dia", "{n} dias"))
    swapped = catalog(plural("{n} dias", "{n} dia"), **{"Plural-Forms": SWAPPED})
    merged = join(base, catalog(plural("{n} dia só", "{n} dias só")), swapped).catalog
    assert merged.headers["Plural-Forms"] == SWAPPED
    assert merged.entries == (plural("{n} dias só", "{n} dia só", fuzzy=True),), "accepted in another order: look again"
    untouched = join(base, replace(base, trailer=("# end",)), swapped).catalog
    assert untouched.entries == swapped.entries


def test_branches_that_count_otherwise_are_refused() -> None:
    three = "nplurals=3; plural=(n==1 ? 0 : n%10==2 ? 1 : 2);"
    base = catalog(plural("{n} dia", "{n} dias"))
    with pytest.raises(CatalogError, match="count plurals in other ways"):
        join(base, catalog(plural("d", "ds")), catalog(plural("a", "b", "c"), **{"Plural-Forms": three}))


def test_a_template_has_what_both_branches_have() -> None:
    later = {"POT-Creation-Date": "2026-05-01 08:00+0000"}
    base = catalog(entry(references=("a.html:3",)), entry(msgid="Old."))
    ours = catalog(entry(references=("a.html:4",)), entry(msgid="Ours."), **later)
    theirs = catalog(entry(references=("a.html:3",)), entry(msgid="Old."), entry(msgid="Theirs."))
    merged = join(base, ours, theirs).catalog
    assert [(each.msgid, each.references) for each in merged.entries] == [
        (KNEE, ("a.html:4",)),
        ("Ours.", ()),
        ("Theirs.", ()),
    ]
    assert merged.headers["POT-Creation-Date"] == "2026-05-01 08:00+0000"


MSGIDS = [f"Sentence {number}." for number in range(5)]
TEXTS = st.sampled_from(["Uma.", "Duas.", "Três.", "Quatro.", "Cinco."])


@st.composite
def entries(draw: st.DrawFn, msgid: str) -> Entry:
    match draw(st.sampled_from(["draft", "typed", "accepted draft", "empty"])):
        case "draft":
            return draft(draw(TEXTS), msgid=msgid)
        case "accepted draft":
            return accepted(draft(draw(TEXTS), msgid=msgid))
        case "typed":
            return entry(draw(TEXTS) + "!", msgid=msgid, fuzzy=draw(st.booleans()))
    return entry(msgid=msgid)


@st.composite
def branches(draw: st.DrawFn, base: Catalog) -> Catalog:
    """What people and programs make of a catalog: any entry decided otherwise, retired, commented, dropped or new."""
    known = {each.msgid: each for each in base.entries}
    found = []
    for msgid in draw(st.permutations(MSGIDS)) if draw(st.booleans()) else MSGIDS:
        now = known.get(msgid)
        match draw(st.sampled_from(["same", "same", "other", "other", "gone", "comment", "doubt", "accept"])):
            case "other":
                now = draw(entries(msgid))
            case "gone":
                now = replace(now, obsolete=True) if now is not None and any(now.msgstr) else None
            case "comment" if now is not None:
                now = replace(now, translator=(*now.translator, draw(TEXTS)))
            case "doubt" if now is not None:
                now = replace(now, flags=ordered_flags((FUZZY,), now.msgstr))
            case "accept" if now is not None:
                now = accepted(now)
        found += [now] if now is not None else []
    return catalog(*sorted(found, key=lambda each: each.obsolete))


@st.composite
def histories(draw: st.DrawFn) -> tuple[Catalog, Catalog, Catalog]:
    base = catalog(*(draw(entries(msgid)) for msgid in MSGIDS if draw(st.booleans())))
    return base, draw(branches(base)), draw(branches(base))


def is_work(found: Entry, before: Entry | None, known: set[tuple[str, ...]]) -> bool:
    """Tell whether a branch has words for an entry that a person gave it there."""
    machine = is_untouched_draft(found) or (found.fuzzy and found.msgstr in known)
    return any(found.msgstr) and not machine and (before is None or before.msgstr != found.msgstr)


def published(found: Catalog) -> set[tuple[str, tuple[str, ...]]]:
    return {(each.msgid, each.msgstr) for each in found.entries if any(each.msgstr) and not each.fuzzy}


@settings(deadline=None, derandomize=True, max_examples=400)
@given(histories())
def test_whatever_both_branches_do_nobodys_words_are_lost_and_nothing_is_published_unaccepted(
    history: tuple[Catalog, Catalog, Catalog],
) -> None:
    base, ours, theirs = history
    joined = join(base, ours, theirs)
    merged = {each.msgid: each for each in joined.catalog.entries}
    assert len(merged) == len(joined.catalog.entries)
    before = {each.msgid: each for each in base.entries}
    known = {each.msgstr for each in base.entries}
    for branch in (ours, theirs):
        for each in branch.entries:
            if is_work(each, before.get(each.msgid), known):
                kept = merged[each.msgid]
                assert each.msgstr == kept.msgstr or each.msgstr[0] in " ".join(kept.translator)
            people = {line for line in each.translator if not line.startswith(("MT:", "TM:", "QA:"))}
            mine = before[each.msgid].translator if each.msgid in before else ()
            for line in people - set(mine):
                assert line in merged[each.msgid].translator
    accepted_there = {(each.msgid, each.msgstr) for b in (ours, theirs) for each in b.entries if not each.fuzzy}
    for each in merged.values():
        if any(each.msgstr) and not each.fuzzy:
            assert (each.msgid, each.msgstr) in accepted_there
    assert parse(serialize(joined.catalog)) == joined.catalog
    again = join(base, theirs, ours).catalog
    assert published(joined.catalog) == published(again), "whichever branch is merged into the other"
    assert join(base, ours, ours).catalog == ours
    assert join(base, base, theirs).catalog == theirs
    assert join(base, ours, base).catalog == ours
