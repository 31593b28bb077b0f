"""Which engine serves a locale, and what is said where it can't."""

from __future__ import annotations

import pytest

from pipeline import mt
from pipeline.errors import ModelError
from pipeline.mt import routes
from pipeline.mt.engines import apertium

CHAIN = "embedded > apertium:pt-es"


@pytest.mark.parametrize("locale", ["es", "es-419", "es_419", "es-MX", "es_AR", "ES"])
def test_spanish_of_any_region_goes_by_way_of_portuguese(locale):
    assert mt.default_route(locale) == CHAIN


@pytest.mark.parametrize("locale", ["est", "en", "fr-CA", "eso"])
def test_what_only_begins_like_spanish_has_no_route(locale):
    assert mt.default_route(locale) is None


@pytest.mark.parametrize("route", [CHAIN, "embedded>apertium:pt-es", " embedded  >  apertium:pt-es "])
def test_a_chain_is_its_steps_whatever_the_spaces(route):
    assert routes.steps(route) == ("embedded", "apertium:pt-es")


@pytest.mark.parametrize(
    ("route", "source", "target", "words"),
    [
        (CHAIN, "en", "fr", "to es, not from 'en' to 'fr'"),
        (CHAIN, "de", "es", "not from 'de' to 'es'"),
        ("apertium:pt-es", "en", "es", "no step from 'en'"),
        ("embedded > magic", "en", "es", "unknown route 'embedded > magic'"),
        ("embedded", "en", "es", "not from 'en' to 'es'"),
        ("", "en", "es", "unknown route ''"),
        ("embedded >", "en", "es", "unknown route"),
    ],
)
def test_a_route_that_leads_nowhere_is_an_error(route, source, target, words):
    with pytest.raises(ModelError, match=words):
        mt.load(route, source=source, target=target)


def test_without_apertium_spanish_is_refused_before_a_model_loads(monkeypatch):
    monkeypatch.setattr(apertium.shutil, "which", lambda name: None)
    monkeypatch.setattr("pipeline.mt.engines.embedded.load_embedded", lambda: pytest.fail("the model was loaded"))
    with pytest.raises(ModelError, match="apt-get install apertium apertium-es-pt"):
        mt.load(CHAIN, target="es-MX")
