"""Mutilated returns: whatever happened to a parcel on its way, nothing is accepted by itself and nothing is lost."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from pipeline import checks, locales
from pipeline.po import provenance
from pipeline.po.entries import Entry
from pipeline.po.provenance import with_draft
from pipeline.project import config
from pipeline.project.config import Settings
from pipeline.stages.receive import Received, receive
from tests.support import returns
from tests.support.clinic import PAGE, Clinic
from tests.support.command import snapshot
from tests.support.returns import Returned

CASES = 24  # of each mutilation
MINE = "Ce que quelqu'un a écrit ici."
ENTRIES = (
    Entry("Rest at home for three days.", translator=("Ask Ana.",)),
    Entry("Call <1>the ward</1> before noon.<2/>", extracted=("Codes: <1> link to a.html, <2/> line break",)),
    with_draft(Entry("Tea is free on the ward."), ["Le thé est gratis."], origin="m@1", score=0.5),
    Entry("Bring your letter.", ("Apportez la lettre.",), flags=("fuzzy",)),
    Entry("Our team speaks French.", ("Notre équipe parle français.",)),
    Entry("Take 5 mg twice a day."),
    Entry("{n} visit", ("", ""), "visits", "{n} visits"),
)
FRENCH: dict[str, str | Sequence[str]] = {
    ENTRIES[0].msgid: "Reposez-vous chez vous pendant trois jours.",
    ENTRIES[1].msgid: "Appelez <1>le service</1> avant midi.<2/>",
    ENTRIES[2].msgid: "Le thé est gratuit dans le service.",
    ENTRIES[3].msgid: "Apportez votre lettre.",
    ENTRIES[5].msgid: "Prenez 5 mg deux fois par jour.",
    ENTRIES[6].msgid: ("{n} visite", "{n} visites"),
}
ID = re.compile(r'id="([0-9a-f]{12}-[0-9a-f]{8}-[0-9a-f]{8}[^"]*)"')
Mutilation = Callable[[random.Random, str], str]


def some(draw: random.Random, pattern: str, text: str) -> re.Match[str]:
    found = list(re.finditer(pattern, text, re.DOTALL))
    return draw.choice(found)


def replaced(match: re.Match[str], text: str, new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def without_code(draw: random.Random, text: str) -> str:
    return replaced(some(draw, r'<(x|ph) id="2"/>|<(?:g|pc) id="1">|</(?:g|pc)>', text), text, "")


def without_pair(draw: random.Random, text: str) -> str:
    pair = some(draw, r'<(g|pc) id="1">(.*?)</\1>', text)
    return replaced(pair, text, pair[2])


def another_code(draw: random.Random, text: str) -> str:
    return replaced(some(draw, r'id="[12]"', text), text, f'id="{draw.choice(["7", "new", "1x", "0", "2", "1"])}"')


def swapped_ids(draw: random.Random, text: str) -> str:
    one, other = draw.sample(sorted(set(ID.findall(text))), 2)
    return text.replace(one, "@@").replace(other, one).replace("@@", other)


def swapped_targets(draw: random.Random, text: str) -> str:
    one, other = sorted(draw.sample(list(re.finditer(r"<target.*?</target>", text)), 2), key=re.Match.start)
    return text[: one.start()] + other[0] + text[one.end() : other.start()] + one[0] + text[other.end() :]


def changed_source(draw: random.Random, text: str) -> str:
    return replaced(some(draw, r"(?<=<source>)\S", text), text, draw.choice(["X", "Do not ", " ", "<!-- -->", "x "]))


def other_language(draw: random.Random, text: str) -> str:
    return re.sub(r'(target-language|trgLang)="fr"', rf'\1="{draw.choice(["de", "es", "", "x", "fr-CA"])}"', text)


def other_text(draw: random.Random, text: str) -> str:
    words = draw.choice(["Ruhen Sie sich aus.", "Rest at home.", "Prenez 50 mg deux fois par jour.", "…"])
    return replaced(some(draw, r"(?<=>)[^<>\n]+(?=</target>)", text), text, words)


def old_parcel(draw: random.Random, text: str) -> str:
    return re.sub(
        r'(product-version="|id="parcel-)[0-9a-f]{12}', rf"\g<1>{draw.choice(['f' * 12, '', 'no parcel'])}", text
    )


def other_ids(draw: random.Random, text: str) -> str:
    digit = some(draw, r"(?<=[0-9a-f]{11})[0-9a-f](?=-)|(?<=-[0-9a-f]{7})[0-9a-f]", text)
    return replaced(digit, text, draw.choice("0123456789abcdef"))


def without_unit(draw: random.Random, text: str) -> str:
    return replaced(some(draw, r"<(trans-unit|unit) .*?</\1>", text), text, "")


def unit_twice(draw: random.Random, text: str) -> str:
    unit = some(draw, r"<(trans-unit|unit) .*?</\1>", text)
    return replaced(unit, text, unit[0] + re.sub(r"(<target.*?>)", r"\1Encore ", unit[0]))


def empty_target(draw: random.Random, text: str) -> str:
    return replaced(
        some(draw, r"<target.*?</target>", text), text, draw.choice(["", "<target/>", "<target> \n</target>"])
    )


def hostile(draw: random.Random, text: str) -> str:
    words = [
        "&lt;script&gt;x()&lt;/script&gt;",
        "\u202e",
        "&#133;",
        "&#1;",
        "&lt;1/&gt;",
        "\u200b",
        "<b>",
        "&a;",
        "]]>",
    ]
    return replaced(some(draw, r"(?=</target>)", text), text, draw.choice(words))


def finished(draw: random.Random, text: str) -> str:
    text = text.replace("<trans-unit ", '<trans-unit approved="yes" translate="no" ')
    return text.replace('state="final"', f'state="{draw.choice(["final", "signed-off", "reviewed"])}"')


def noise(draw: random.Random, text: str) -> str:
    words = "<x:seg xmlns:x='urn:x' conf='ApprovedSignOff'>y</x:seg>"
    return replaced(some(draw, r"(?=</(?:trans-unit|unit|target)>)", text), text, words)


def other_page(draw: random.Random, text: str) -> str:
    return text.replace(f'original="{PAGE}"', f'original="{draw.choice(["../../x", "", "C:/a.html", "b.html"])}"')


def other_space(draw: random.Random, text: str) -> str:
    text = text.replace("<target", draw.choice(["<target xml:space='preserve'", "<target"]))
    return re.sub("\n", draw.choice(["\r\n", "\n\n\t", "\r", " "]), re.sub(" (?=[a-z])", "\n   ", text))


def entities(draw: random.Random, text: str) -> str:
    kind = draw.choice(['<!ENTITY a "b">', '<!ENTITY a SYSTEM "file:///etc/passwd">', '<!ENTITY % p "x">'])
    return text.replace("<xliff", f"<!DOCTYPE xliff [{kind}]>\n<xliff", 1)


def cut_off(draw: random.Random, text: str) -> str:
    return text[: draw.randrange(len(text))]


def notes(draw: random.Random, text: str) -> str:
    words = draw.choice(["ignore: numbers — it is fine", "MT: x score 1.00 draft 000000000000", "a\nb", "#, fuzzy"])
    note = f"<note from='eva'>{words}</note>"
    return re.sub("</target>\n</trans-unit>", f"</target>{note}</trans-unit>", text)


MUTILATIONS: tuple[Mutilation, ...] = (
    *(without_code, without_pair, another_code, swapped_ids, swapped_targets, changed_source, other_language),
    *(other_text, old_parcel, other_ids, without_unit, unit_twice, empty_target, hostile, finished, noise),
    *(other_page, other_space, entities, cut_off, notes),
)


@dataclass(frozen=True)
class Packing:
    """How a file is written: its encoding, and whether in an archive, which may be damaged."""

    encoding: str
    archive: bool
    damaged: bool

    def write(self, folder: Path, parcel: returns.Parcel, text: str) -> Path:
        data = text.replace("UTF-8", "UTF-16" if self.encoding == "utf-16" else "UTF-8").encode(self.encoding)
        if not self.archive:
            (folder / "a.xlf").write_bytes(data)
            return folder / "a.xlf"
        path = returns.pack(folder / "a.zip", parcel, [("other.tmx", "")])
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(f"xliff/{PAGE}.xlf", data)
        if self.damaged:
            whole = path.read_bytes()
            path.write_bytes(whole[: len(whole) * 2 // 3])
        return path


class Kept(Clinic):
    """A clinic whose configuration is read once."""

    @property
    def settings(self) -> Settings:
        return loaded(self.root)


@cache
def loaded(root: Path) -> Settings:
    return config.load(root / "medlocale.toml")


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    found = Kept(tmp_path / "clinic", locales.parse("fr"))
    found.configure()
    return found


@pytest.mark.parametrize("mutilation", MUTILATIONS, ids=lambda each: each.__name__)
def test_a_mutilated_return_accepts_nothing_and_loses_nothing(
    clinic: Clinic, tmp_path: Path, mutilation: Mutilation
) -> None:
    for number in range(CASES):
        draw = random.Random(f"{mutilation.__name__} {number}")
        clinic.write(*ENTRIES)
        parcel = returns.parcel_of({PAGE: ENTRIES})
        back = Returned(PAGE, ENTRIES, FRENCH, parcel.id)
        text = mutilation(draw, draw.choice([back.old, back.new]))
        if draw.random() < 0.3:
            text = draw.choice(MUTILATIONS[-6:-1])(draw, text)
        packing = Packing(draw.choice(["utf-8", "utf-8-sig", "utf-16"]), draw.random() < 0.5, draw.random() < 0.1)
        folder = tmp_path / str(number)
        folder.mkdir()
        path = packing.write(folder, parcel, text)
        changed = draw.choice(ENTRIES[:5])
        before = [
            replace(entry, msgstr=(MINE,), flags=draw.choice([(), ("fuzzy",)])) if entry == changed else entry
            for entry in ENTRIES
        ]
        clinic.write(*before)
        answered = draw.random() < 0.4
        clinic.approvals.path.unlink(missing_ok=True)
        received = taken(clinic, path, answered=answered)
        after = clinic.entries
        assert list(after) == [entry.msgid for entry in before]
        for old in before:
            held(clinic, old, after[old.msgid], answered=answered)
        assert after[changed.msgid].msgstr == (MINE,)
        assert received.errors or sum(received.counts.values()) >= 5, "a unit is counted, or its file is refused"
        files = snapshot(clinic.root / "locales")
        taken(clinic, path, answered=answered)
        assert snapshot(clinic.root / "locales") == files


def taken(clinic: Clinic, path: Path, *, answered: bool) -> Received:
    who = "ana" if answered else ""
    return receive(clinic.settings, [path], lambda *_: None, agency="Lingua", accept_as=who)


def held(clinic: Clinic, old: Entry, new: Entry, *, answered: bool) -> None:
    """Hold an entry to what nothing may do to it."""
    people = [line for line in old.translator if not provenance.is_ours(line)]
    assert [line for line in new.translator if not provenance.is_ours(line)][: len(people)] == people
    assert provenance.ignored_checks(new.translator) == {}
    if new.msgstr == old.msgstr:
        assert new.flags == old.flags
        return
    assert provenance.is_agency_text(new)
    assert all(new.msgstr)
    typed = any(old.msgstr) and not provenance.is_untouched_draft(old)
    assert not typed or any(old.msgstr[0] in line for line in new.translator), "a person's words are still there"
    if new.fuzzy:
        return
    assert answered
    assert [record.by for record in clinic.approvals.reviews(new)] == ["ana"]
    unit = replace(provenance.unit(new, "a.po"), excused=frozenset())
    found = checks.run([unit], clinic.settings.source, clinic.locale, None)
    assert [finding.check for finding in found if finding.severity == "critical"] == []
