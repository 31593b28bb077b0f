"""A clinic's project of one page, written file by file, so that a test says of each what the others don't know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import locales
from pipeline.locales import Locale
from pipeline.po import catalog
from pipeline.po.entries import Catalog, Entry
from pipeline.project import config
from pipeline.project.config import Settings
from pipeline.project.glossary import Glossary
from pipeline.project.layout import catalog_path
from pipeline.review import judge, ledger
from pipeline.review.approvals import Approvals, ledger_path
from pipeline.review.ledger import Action, Record, entry_digest, translation_digest
from pipeline.review.verdicts import Verdict

CONFIG = """[project]
targets = ["en_XA", "de", "fr"]
[review.people]
ana = { name = "Ana Souza", email = "ana@clinic.example", role = "translator" }
ben = { name = "Ben Roth", role = "reviser" }
cai = { name = "Cai Lund", role = "clinician" }
dan = { name = "Dan Wray", role = "author" }
"""
LOCALE = locales.parse("en_XA")
PAGE = "advice.html"


@dataclass(frozen=True)
class Clinic:
    """The project in a folder. Its files are what its methods last wrote; nothing is extracted, merged or drafted."""

    root: Path
    locale: Locale = LOCALE

    @property
    def settings(self) -> Settings:
        return config.load(self.root / "medlocale.toml")

    @property
    def path(self) -> Path:
        return catalog_path(self.settings, self.locale, PAGE)

    @property
    def approvals(self) -> Approvals:
        return Approvals(self.settings, self.locale)

    @property
    def entries(self) -> dict[str, Entry]:
        return {entry.msgid: entry for entry in catalog.read(self.path).entries}

    def configure(self, more: str = "") -> None:
        self.root.mkdir(exist_ok=True)
        (self.root / "medlocale.toml").write_text(CONFIG + more, "utf-8")

    def write(self, *entries: Entry, body: str = "", headers: dict[str, str] | None = None) -> None:
        """Write a catalog, and a page with a paragraph for each living entry, or with another body."""
        (self.root / "content").mkdir(exist_ok=True)
        body = body or "".join(f"<p>{entry.msgid}</p>\n" for entry in entries if not entry.obsolete)
        page = f"<!DOCTYPE html><html lang=en><body>\n{body}</body></html>\n"
        (self.root / "content" / PAGE).write_text(page, "utf-8")
        catalog.write(self.path, Catalog({"Language": self.locale.gettext, **(headers or {})}, entries))

    def decided(self, action: Action, by: str, *entries: Entry, work: str = "translated") -> None:
        """Record what somebody decided of translations, each a second after what was decided before."""
        path = ledger_path(self.settings, self.locale)
        known = ledger.read(path)
        role = self.settings.people[by].role if by in self.settings.people else ""
        records = [
            Record(entry_digest(one), translation_digest(one), action, by, f"2026-02-01T00:00:{second:02}Z", role, work)
            for second, one in enumerate(entries, len(known.records))
        ]
        ledger.write(path, known.with_records(records))

    def accepted(self, by: str, *entries: Entry) -> None:
        self.decided("accept", by, *entries)

    def verdicts(self, *, preview: bool = False) -> dict[str, Verdict]:
        """Return what the page shows, by the text of the source."""
        settings = replace(self.settings, preview=preview)
        found = judge.verdicts(settings, Glossary(settings), self.locale, PAGE)
        return {verdict.unit.segment.text: verdict for verdict in found}
