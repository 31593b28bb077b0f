"""JSON-LD of a page in another locale: valid, about the right page, and never claiming a review that wasn't."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from pipeline.review.verdicts import Reviewed
from pipeline.site.page import localisation
from tests.support.rendering import BASE, context, localised

PAGE = f"""{{
  "@context": "https://schema.org/",
  "@type": "MedicalWebPage",
  "url": "{BASE}/a.html",
  "headline": "Hello there.",
  "inLanguage": "en",
  "lastReviewed": "2026-01-26",
  "reviewedBy": {{"@type": "Person", "name": "Miriam Okafor", "jobTitle": "Hematologist"}},
  "publisher": {{"@type": "MedicalClinic", "name": "Clinic", "url": "{BASE}/"}}
}}"""
HEADLINE = {"headline\x04Hello there.": 'Hallo </script> "du".'}


def script(data: str) -> str:
    return f"<!doctype html><title>T</title><script type='application/ld+json'>{data}</script><p>x"


def read(text: str) -> Any:
    nodes = LexborHTMLParser(text).css("script[type='application/ld+json']")
    assert len(nodes) == 1
    return json.loads(nodes[0].text())


def data(source: str, **more: Any) -> Any:
    """Return the data of a page on which some texts are accepted, and some drafts or held where it is said."""
    texts = {kind: {"x": "y"} for kind in ("drafts", "held") if more.pop(kind, False)}
    return read(localised(script(source), accepted=HEADLINE, **texts, **more))


def test_a_translation_says_what_it_is_a_translation_of() -> None:
    described = data(PAGE)
    assert described["url"] == f"{BASE}/de/a.html"
    assert described["inLanguage"] == "de"
    assert described["headline"] == HEADLINE["headline\x04Hello there."]
    assert described["publisher"] == json.loads(PAGE)["publisher"]
    assert described["translationOfWork"] == {
        "@type": "MedicalWebPage",
        "@id": f"{BASE}/en/a.html",
        "url": f"{BASE}/en/a.html",
        "inLanguage": "en",
        "lastReviewed": "2026-01-26",
        "reviewedBy": {"@type": "Person", "name": "Miriam Okafor", "jobTitle": "Hematologist"},
    }


def test_the_sources_medical_review_is_never_the_translations() -> None:
    for more in ({}, {"drafts": True}, {"reviewed": (Reviewed("reviser", date(2026, 3, 1)),)}):
        described = data(PAGE, **more)
        assert not {"lastReviewed", "reviewedBy"} & described.keys()
        assert described["translationOfWork"]["lastReviewed"] == "2026-01-26"


def test_a_clinicians_review_of_the_translation_is_its_own_fact() -> None:
    reviewed = (Reviewed("clinician", date(2026, 3, 2)), Reviewed("translator", date(2026, 3, 1)))
    described = data(PAGE, reviewed=reviewed)
    assert described["lastReviewed"] == "2026-03-02"
    assert described["reviewedBy"] == {"@type": "Person", "jobTitle": "clinician"}
    assert described["translator"] == {"@type": "Person", "jobTitle": "translator"}
    for gap in ("drafts", "untranslated", "held"):
        assert "lastReviewed" not in data(PAGE, reviewed=reviewed, **{gap: 1})


def test_a_machine_is_named_where_its_words_are_shown() -> None:
    machine = {"@type": "SoftwareApplication", "name": "medlocale"}
    assert data(PAGE, drafts=True)["translator"] == machine
    described = data(PAGE, drafts=True, reviewed=(Reviewed("author", date(2026, 3, 1)),))
    assert described["translator"] == [machine, {"@type": "Person", "jobTitle": "author"}]
    assert "translator" not in data(PAGE)


def test_everything_else_stays_to_the_byte() -> None:
    result = localised(script(PAGE))
    inside = result[result.index("{\n") : result.index("</script>")]
    assert inside == PAGE.replace(f"{BASE}/a.html", f"{BASE}/de/a.html").replace('"en"', '"de"').replace(
        PAGE[PAGE.index('"lastReviewed"') : PAGE.index('"publisher"')], ""
    ).replace(
        f'"{BASE}/"}}\n',
        f'"{BASE}/"}},\n  "translationOfWork": {{"@type": "MedicalWebPage", "@id": "{BASE}/en/a.html", '
        f'"url": "{BASE}/en/a.html", "inLanguage": "en", "lastReviewed": "2026-01-26", "reviewedBy": '
        '{"@type": "Person", "name": "Miriam Okafor", "jobTitle": "Hematologist"}}\n',
    )


def test_a_source_page_names_its_translations() -> None:
    described = read(localisation.relinked(script(PAGE), context("en", others="de ar en_XA")))
    assert [work["inLanguage"] for work in described["workTranslation"]] == ["de", "ar"]
    assert described["workTranslation"][0]["url"] == f"{BASE}/de/a.html"
    assert described["url"] == f"{BASE}/en/a.html"
    assert described["lastReviewed"] == "2026-01-26"
    assert described["inLanguage"] == "en"


def test_a_graph_keeps_its_references_together() -> None:
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebPage", "@id": f"{BASE}/a.html#page", "url": f"{BASE}/a.html", "isPartOf": {"@id": "#site"}},
            {
                "@type": ["Article", "MedicalScholarlyArticle"],
                "mainEntityOfPage": {"@id": f"{BASE}/a.html#page"},
                "inLanguage": ["en-US", "la"],
            },
            {"@type": "WebSite", "@id": f"{BASE}/#site", "url": f"{BASE}/"},
            {"@type": "WebPage", "url": f"{BASE}/sub/b.html", "lastReviewed": "2020-01-01"},
            {"@type": "BreadcrumbList", "itemListElement": [{"item": {"@id": f"{BASE}/a.html#page"}}]},
        ],
    }
    first, article, site, other, crumbs = data(json.dumps(graph))["@graph"]
    assert first["@id"] == article["mainEntityOfPage"]["@id"] == f"{BASE}/de/a.html#page"
    assert crumbs["itemListElement"][0]["item"]["@id"] == f"{BASE}/de/a.html#page"
    assert first["inLanguage"] == "de"
    assert first["translationOfWork"]["@id"] == f"{BASE}/en/a.html#page"
    assert article["inLanguage"] == ["de", "la"]
    assert article["translationOfWork"]["@type"] == ["Article", "MedicalScholarlyArticle"]
    assert site == graph["@graph"][2]
    assert other == graph["@graph"][3]


def test_the_page_that_an_article_stands_on_is_the_page_as_well() -> None:
    nested = {"@type": "Article", "mainEntityOfPage": {"@type": "MedicalWebPage", "lastReviewed": "2026-01-01"}}
    described = data(json.dumps(nested))
    inner = described["mainEntityOfPage"]
    assert "lastReviewed" not in inner
    assert inner["translationOfWork"]["lastReviewed"] == "2026-01-01"
    assert described["inLanguage"] == inner["inLanguage"] == "de"


def test_works_of_others_and_things_that_are_no_pages_stay() -> None:
    for foreign in (
        {"@type": "MedicalClinic", "url": f"{BASE}/a.html", "reviewedBy": "x"},
        {"@type": "Article", "url": "https://journal.example/1", "inLanguage": "en", "lastReviewed": "2020-01-01"},
        [{"@type": "Article", "name": "x"}, {"@type": "WebPage", "name": "y"}],
    ):
        assert data(json.dumps(foreign)) == foreign
    cited = {"@type": "Article", "citation": {"@type": "Article", "url": f"{BASE}/a.html", "lastReviewed": "x"}}
    assert data(json.dumps(cited))["citation"] == cited["citation"]


@pytest.mark.parametrize("members", ['"lastReviewed": "x"', '"reviewedBy": "x", "lastReviewed": "y"'])
@pytest.mark.parametrize("order", ["{type}, {members}", "{members}, {type}", "{members}, {type}, {members2}"])
def test_members_leave_no_comma_behind(members: str, order: str) -> None:
    more = order.format(type='"@type": "Article"', members=members, members2='"reviewedBy": "z"')
    described = data(f"{{ {more} }}")
    assert described["@type"] == "Article"
    assert not {"lastReviewed", "reviewedBy"} & described.keys()


def test_without_an_address_of_the_site_no_address_is_made_up() -> None:
    text = script('{"@type": "Article", "lastReviewed": "x"}')
    described = read(localised(text, at=context("de", base="")))
    assert described == {
        "@type": "Article",
        "inLanguage": "de",
        "translationOfWork": {"@type": "Article", "inLanguage": "en", "lastReviewed": "x"},
    }


@pytest.mark.parametrize("broken", ["", "{", "[1, 2", '{"a": nope}', '"x"', "[]", "null", "{}", "[" * 20_000])
def test_what_is_no_structured_data_stays(broken: str) -> None:
    assert f"ld+json'>{broken}</script>" in localised(script(broken))
