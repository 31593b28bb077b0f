"""What the memory offers: the same before the similar, the near before the far, and nothing dangerous at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import locales
from pipeline.memory import Match, Memory, Query, Store, TranslationUnit
from pipeline.model import FORM_SEPARATOR

ENGLISH, BRAZIL, PORTUGAL, SPAIN = (locales.parse(name) for name in ("en", "pt_BR", "pt_PT", "es"))
LETTER = TranslationUnit(
    "Bring the letter from your doctor.",
    "Traga a carta do seu médico.",
    "en",
    "pt_BR",
    origin="visits/first.html",
    before="Come early.",
    after="Eat nothing.",
    standing="reviewed",
    changed="2026-01-01T10:00:00Z",
)
HERE = Query(LETTER.source, "visits/first.html", None, "Come early.", "Eat nothing.")
DANGEROUS = [
    ("Take 5 mg of the tablets with water.", "Take 50 mg of the tablets with water."),
    ("You may drive after the scan on the same day.", "You may not drive after the scan on the same day."),
    ("The cut is on the left side of the knee.", "The cut is on the right side of the knee."),
    ("Stop the tablets two days before the visit.", "Stop the tablets two weeks before the visit."),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "memory.sqlite")
    yield opened
    opened.close()


def fill(store: Store, *units: TranslationUnit) -> Memory:
    with store.writing():
        store.replace("a.po", "1", units)
    return Memory(store, ENGLISH, BRAZIL)


def first(memory: Memory, query: Query, **options: float) -> Match | None:
    return next(iter(memory.matches(query, **options)), None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "kind", "score"),
    [
        (HERE, "context", 1.01),
        (replace(HERE, before="Come late."), "exact", 1.0),
        (replace(HERE, after=""), "exact", 1.0),
        (replace(HERE, context="button"), "exact", 0.99),
    ],
)
def test_a_context_match_has_the_same_neighbours_and_the_same_context(
    store: Store, query: Query, kind: str, score: float
) -> None:
    found = first(fill(store, LETTER), query)
    assert found is not None
    assert (found.kind, found.score, found.target) == (kind, score, LETTER.target)


def test_a_sentence_that_stands_alone_has_no_context_to_match(store: Store) -> None:
    found = first(fill(store, replace(LETTER, before="", after="")), Query(LETTER.source))
    assert found is not None
    assert found.kind == "exact"


def test_a_fuzzy_match_says_which_words_have_changed(store: Store) -> None:
    found = first(fill(store, LETTER), Query("Bring the letter from your dentist."))
    assert found is not None
    assert found.kind == "fuzzy"
    assert 0.75 < found.score < 1
    assert found.changes == "doctor → dentist"
    assert found.source == LETTER.source


def test_a_fuzzy_match_has_to_reach_the_threshold(store: Store) -> None:
    memory = fill(store, LETTER)
    query = Query("Bring a short letter from your family doctor.")
    found = first(memory, query, threshold=0.5)
    assert found is not None
    assert memory.matches(query, threshold=found.score + 0.01) == []
    assert memory.matches(query, threshold=found.score) == [found]


@pytest.mark.parametrize(("old", "new"), DANGEROUS)
def test_a_match_with_a_critical_difference_is_not_offered(store: Store, old: str, new: str) -> None:
    memory = fill(store, replace(LETTER, source=old))
    assert memory.matches(Query(new)) == []
    assert memory.matches(Query(old))[0].target == LETTER.target


def test_a_harmless_match_is_found_behind_a_dangerous_one(store: Store) -> None:
    near, far = "Take 5 mg of it with some water.", "Take 50 mg of it with a glass of warm water."
    memory = fill(store, replace(LETTER, source=near), replace(LETTER, source=far, target="far"))
    found = first(memory, Query("Take 50 mg of it with some water."), threshold=0.6)
    assert found is not None
    assert found.target == "far"


@pytest.mark.parametrize("other", ["pt_PT", "es", "es_MX"])
def test_a_locale_is_not_served_by_another_unless_asked(store: Store, other: str) -> None:
    fill(store, replace(LETTER, target_locale=other))
    assert Memory(store, ENGLISH, BRAZIL).matches(HERE) == []
    asked = Memory(store, ENGLISH, BRAZIL, also=[locales.parse(other)])
    assert asked.matches(HERE)[0].target == LETTER.target


def test_brazil_serves_neither_portugal_nor_spain(store: Store) -> None:
    fill(store, LETTER)
    assert Memory(store, ENGLISH, PORTUGAL).matches(HERE) == []
    assert Memory(store, ENGLISH, SPAIN).matches(HERE) == []


def test_the_bare_language_serves_its_regions_and_any_english_is_english(store: Store) -> None:
    memory = fill(store, replace(LETTER, source_locale="en_GB", target_locale="pt"))
    assert memory.matches(HERE)[0].target == LETTER.target


def test_the_reviewed_comes_before_the_accepted_and_the_typed(store: Store) -> None:
    units = [replace(LETTER, standing=standing, target=standing) for standing in ("typed", "reviewed", "accepted")]
    found = fill(store, *units).matches(HERE, limit=3)
    assert [match.target for match in found] == ["reviewed", "accepted", "typed"]
    assert [match.score for match in found] == [1.01, 1.0, 0.98]


def test_the_same_page_comes_before_the_same_folder_before_elsewhere(store: Store) -> None:
    places = ["other/far.html", "visits/second.html", "visits/first.html"]
    units = [replace(LETTER, origin=place, target=place) for place in places]
    found = fill(store, *units).matches(replace(HERE, before="x"), limit=3)
    assert [match.target for match in found] == places[::-1]


def test_the_newest_comes_first_and_ties_keep_their_order(store: Store) -> None:
    dates = ["2025-05-05T10:00:00Z", "2026-05-05T10:00:00Z", ""]
    units = [replace(LETTER, changed=date, target=f"{date} {name}") for date in dates for name in "ba"]
    found = fill(store, *units).matches(HERE, limit=6)
    assert [match.target for match in found] == [
        f"{date} {name}" for date in sorted(dates, reverse=True) for name in "ab"
    ]


def test_the_same_translation_is_offered_once(store: Store) -> None:
    units = [replace(LETTER, origin=place) for place in ("a.html", "b.html", "visits/first.html")]
    found = fill(store, *units).matches(HERE, limit=5)
    assert [match.origin for match in found] == ["visits/first.html"]


def test_codes_count_as_one_sign_each(store: Store) -> None:
    memory = fill(store, replace(LETTER, source="Ask <1>us</1> now."))
    plain, coded = (
        first(memory, Query("Ask us now."), threshold=0.5),
        first(memory, Query("Ask <100001>us</100001> now.")),
    )
    assert plain is not None
    assert coded is not None
    assert plain.score > 0.88
    assert coded.score < 1


def test_a_plural_matches_the_same_plural_alone(store: Store) -> None:
    source = f"{{n}} visit{FORM_SEPARATOR}{{n}} visits"
    memory = fill(store, replace(LETTER, source=source, target=f"{{n}} visita{FORM_SEPARATOR}{{n}} visitas"))
    assert memory.matches(Query(source))[0].target == f"{{n}} visita{FORM_SEPARATOR}{{n}} visitas"
    assert memory.matches(Query("{n} visits")) == []
    assert memory.matches(Query("{n} visit {n} visits"), threshold=0.5) == []


def test_a_plural_is_similar_to_nothing(store: Store) -> None:
    memory = fill(store, replace(LETTER, source="{n} visits to the ward", target="{n} visitas à enfermaria"))
    plural = Query(f"{{n}} visit to the ward{FORM_SEPARATOR}{{n}} visits to the ward")
    assert memory.matches(Query("{n} visit to the ward"), threshold=0.5)
    assert memory.matches(plural, threshold=0.5) == []


@pytest.mark.parametrize(
    ("language", "known", "asked"),
    [
        ("zh_CN", "请在手术前联系您的护士并带上检查结果。", "请在手术前联系您的医生并带上检查结果。"),
        ("ar", "اتصل بالممرضة قبل موعد الزيارة بيوم واحد من فضلك.", "اتصل بالممرضة قبل موعد الزيارة بيوم واحد رجاء."),
    ],
)
def test_sources_in_other_scripts_are_found(store: Store, language: str, known: str, asked: str) -> None:
    fill(store, replace(LETTER, source=known, source_locale=language))
    found = Memory(store, locales.parse(language), BRAZIL).matches(Query(asked), threshold=0.7)
    assert [match.kind for match in found] == ["fuzzy"]
