"""The layers of the package, as the tests hold the code and its document to them."""

from __future__ import annotations

from tests.support import ROOT

PACKAGE = ROOT / "pipeline"
# From the ground up, in the order in which a page travels. A name is a folder of pipeline/, or one of the two modules
# beside them; the folders of a row know nothing of each other.
LAYERS = (
    {"errors", "model"},
    {"system"},
    {"locales"},
    {"text", "segmentation"},
    {"formats"},
    {"po"},
    {"termbase", "memory"},
    {"project"},
    {"checks", "mt"},
    {"review"},
    {"site"},
    {"exchange"},
    {"stages"},
    {"cli"},
)
