"""A clinic's project with a text in every state that an agency may be sent, and the files of its parcels."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.exchange.outgoing import Form, OutgoingFile, OutgoingUnit, Standing
from pipeline.exchange.parcel import ParcelUnit
from pipeline.locales import Locale
from pipeline.model import InlineCode
from pipeline.po import catalog, provenance
from pipeline.po.entries import FUZZY, Entry
from pipeline.project import config, layout
from pipeline.project.config import Settings
from pipeline.review import ledger
from pipeline.review.approvals import Approvals, new_record
from pipeline.stages.run import Stages

CONFIG = """[project]
name = "Seeufer & Partner"
bugs = "texte@seeufer.example"
targets = ["pt_BR", "ar", "ru", "en_XA"]
[review.people]
ana = { name = "Ana Souza", role = "reviser" }
[publish.classes]
dose = "accepted"
"""
PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Mouth care</title></head><body>
<h1>Care of your mouth</h1>
<p>Rinse your mouth <strong>four times</strong> a day. Use <a href="plan.html?a=1&amp;b=2">the plan</a>.<br>
Don't swallow it.</p>
<p data-l10n-note="maxlength: 40">Spit it out.</p>
<p>Call us if your temperature is &lt; 36 °C or &gt; 38 °C.</p>
<p>The nurse shows you how.</p>
<p>Bring a towel.</p>
<p>Take 2 tablets with water.</p>
<p>Ask the ward.</p>
</body></html>
"""
STRINGS = '{"drops": {"one": "{count} drop of oil", "other": "{count} drops of oil"}, "send": "Send <b>now</b>"}\n'
PLAN = "# Your plan\n\nDrink *warm* tea.\n"
GLOSSARY = (
    "concept,locale,term,status\nward,en,ward,preferred\nward,pt_BR,enfermaria,preferred\n"
    "unused,en,scalpel,preferred\nunused,pt_BR,bisturi,preferred\n"
)
# What stands in the Portuguese catalog, by source; the others are untranslated.
DRAFTS = {"Care of your mouth": "Cuidados com a boca", "Take 2 tablets with water.": "Tome 3 comprimidos com água."}
ACCEPTED = {"Spit it out.": "Cuspa.", "Mouth care": "Cuidado bucal"}
REVIEWED = {"Bring a towel.": "Traga uma toalha."}
REJECTED = {"Don't swallow it.": "Engula."}
TYPED = {"The nurse shows you how.": "A enfermeira lhe mostra como."}


FILE = OutgoingFile(
    page="a/b & c.html",
    kind="HTML",
    source="en",
    target="pt-BR",
    is_rtl=False,
    organization="Seeufer",
    agency='Lingua "&" Co',
    version="1.0",
    up="../../",
    context="context/a/b & c.html",
)
CODES = {1: InlineCode(1, "", "", "bold"), 2: InlineCode(2, "", None, "line break")}


def unit(source: str = "Rinse.", target: str = "", standing: Standing = "untranslated", **facts: Any) -> OutgoingUnit:
    made = OutgoingUnit(ParcelUnit.of(None, [source], [target]).id, "p", (Form(source, target),), CODES, standing)
    return replace(made, **facts)


def project(root: Path) -> Settings:
    for name, text in {
        "medlocale.toml": CONFIG,
        "content/care.html": PAGE,
        "content/strings.json": STRINGS,
        "content/deep/plan.md": PLAN,
        "glossary/terms.csv": GLOSSARY,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    settings = config.load(root / "medlocale.toml")
    extract(settings)
    fill(settings)
    return settings


def extract(settings: Settings) -> None:
    work = Stages(settings, settings.targets, tell=lambda *_: None, say=lambda _: None)
    assert not work.extract().errors
    work.close()


def target(settings: Settings, name: str = "pt_BR") -> Locale:
    return next(locale for locale in settings.targets if locale.gettext == name)


def change(settings: Settings, page: str, source: str, *, locale: str = "pt_BR", **facts: Any) -> None:
    """Change the entry of a source text in a catalog, as an editor would."""
    path = layout.catalog_path(settings, target(settings, locale), page)
    current = catalog.read(path)
    assert source in [entry.msgid for entry in current.entries]
    entries = tuple(replace(entry, **facts) if entry.msgid == source else entry for entry in current.entries)
    catalog.write(path, replace(current, entries=entries))


def fill(settings: Settings) -> None:
    path = layout.catalog_path(settings, target(settings), "care.html")
    current = catalog.read(path)
    approvals = Approvals(settings, target(settings))
    records = []
    entries = []
    for found in current.entries:
        entry = found
        if words := DRAFTS.get(entry.msgid):
            entry = provenance.with_draft(entry, [words], origin="engine@7+int8", score=0.83)
        if entry.msgid == "Take 2 tablets with water.":
            finding = "QA: number-lost — The number 2 is missing."
            entry = replace(entry, translator=("Bia: check with Dr. Alves & co", *entry.translator, finding))
        if words := {**ACCEPTED, **REVIEWED}.get(entry.msgid):
            entry = replace(entry, msgstr=(words,))
        if entry.msgid in REVIEWED:
            records.append(new_record(entry, "accept", "ana", "reviser"))
        if words := REJECTED.get(entry.msgid):
            entry = replace(entry, msgstr=(words,), flags=(FUZZY,))
            records.append(new_record(entry, "reject", "ana", "reviser"))
        if words := TYPED.get(entry.msgid):
            entry = replace(entry, msgstr=(words,), flags=(FUZZY,))
        entries.append(entry)
    catalog.write(path, replace(current, entries=tuple(entries)))
    ledger.write(approvals.path, approvals.ledger.with_records(records))


def entries(settings: Settings, page: str, locale: str = "pt_BR") -> dict[str, Entry]:
    path = layout.catalog_path(settings, target(settings, locale), page)
    return {entry.msgid: entry for entry in catalog.read(path).entries}
