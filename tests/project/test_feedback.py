"""A reader's report takes along what it is about, and an address for reports is a mail or a web address."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ConfigError
from pipeline.project import feedback

GOOD = [
    "",
    "mailto:care@clinic.example",
    "mailto:a.b+c@x-y.example?subject=Page%20{page}&body={locale}%20{id}",
    "https://clinic.example",
    "http://localhost:8000/report/{locale}?page={page}#s={id}",
]
HOSTILE = [
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "//clinic.example/report",
    "/report",
    "care@clinic.example",
    "mailto:",
    "mailto:care",
    "mailto:a@b.example\nBcc: c@d.example",
    "mailto:a@b.example,c@d.example",
    "mailto:{page}@b.example",
    "https://",
    "https:///report",
    "https://clinic.example@evil.example/",
    "https://{locale}.example/",
    "https://clinic.example{page}",
    "https://сlinic.example/",
    "https://clinic.example/\\evil",
    'https://clinic.example/"onclick="x',
    "https://clinic.example/'x",
    "https://clinic.example/<b>",
    "https://clinic.example/ x",
    "https://clinic.example/%zz",
    "https://clinic.example/{sentence}",
    "https://clinic.example/{page",
    "https://clinic.example/{{page}}",
    "https://clinic.example/{page.__class__}",
    "https://clinic.example/\u202e",
]


@pytest.mark.parametrize("address", GOOD)
def test_a_mail_or_web_address_is_taken_as_it_is(address: str) -> None:
    assert feedback.checked(address) == address


@pytest.mark.parametrize("address", HOSTILE)
def test_anything_else_is_refused_by_name(address: str) -> None:
    with pytest.raises(ConfigError) as caught:
        feedback.checked(address)
    assert repr(address) in caught.value.message
    with pytest.raises(ConfigError):
        feedback.link(address, page="a.html", locale="ar")


def test_a_mail_without_a_subject_gets_one_that_says_what_it_is_about() -> None:
    found = feedback.link("mailto:care@clinic.example", page="a b.html", locale="pt-BR", sentence="5f3a")
    assert found == "mailto:care@clinic.example?subject=Translation%20error%3A%20a%20b.html%20%28pt-BR%29%205f3a"


def test_no_address_makes_no_link() -> None:
    assert feedback.link("", page="a.html", locale="ar") == ""


def test_an_address_without_places_stays_as_it_is() -> None:
    assert feedback.link("https://clinic.example/r?x=1", page="a.html", locale="ar") == "https://clinic.example/r?x=1"


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_a_page_is_called_it_stays_one_value_of_the_address(page: str, sentence: str) -> None:
    address = "https://clinic.example/r?page={page}&locale={locale}&id={id}"
    parts = urlsplit(feedback.link(address, page=page, locale="ar", sentence=sentence))
    assert (parts.scheme, parts.netloc, parts.path, parts.fragment) == ("https", "clinic.example", "/r", "")
    assert parse_qs(parts.query, keep_blank_values=True) == {"page": [page], "locale": ["ar"], "id": [sentence]}
