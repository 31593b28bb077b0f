from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import join_forms, split_forms


@given(st.lists(st.text(st.characters(exclude_characters="\0"), max_size=8), min_size=1, max_size=6))
def test_forms_come_back_as_they_were_joined(forms: list[str]) -> None:
    assert split_forms(join_forms(*forms)) == tuple(forms)


def test_a_plural_that_is_not_there_is_no_form_and_an_empty_one_is() -> None:
    assert join_forms("dose", None) == "dose"
    assert join_forms("dose", "") == "dose\0"
    assert join_forms("dose", "doses") == "dose\0doses"
