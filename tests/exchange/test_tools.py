"""Parcels through other people's tools and back: targets, notes and codes come in as they were translated there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.po import catalog, provenance
from pipeline.po.entries import Entry
from tests.support.command import catalog as path_of
from tests.support.command import medlocale

CONFIG = '[project]\nname = "Ward 7"\ntargets = ["de"]\n[review.people]\nana = { name = "Ana" }\n'
PAGE = """<!DOCTYPE html><html lang=en><head><title>Visits</title></head><body><h1>Visiting hours</h1>
<p>Call <a href="b.html">the ward</a> before <b>noon</b>.</p>
<p>Bring tea &amp; biscuits, for 5 &lt; 6.<br>It is free.</p>
<p>Take 5 mg twice a day.</p></body></html>
"""
STRINGS = {"visits": {"one": "{n} visit", "other": "{n} visits"}, "hello": "Hello {name}"}
GERMAN = {
    "Visits": "Besuche",
    "Visiting hours": "Besuchszeiten",
    "Call <1>the ward</1> before <2>noon</2>.": "Rufen Sie vor <2>zwölf Uhr</2> auf <1>der Station</1> an.",
    "Bring tea & biscuits, for 5 < 6.": "Bringen Sie Tee & Kekse mit, denn 5 < 6.",
    "It is free.": "Das kostet nichts.",
    "Take 5 mg twice a day.": "Nehmen Sie zweimal täglich 5 mg ein.",
    "<1/> visit": "<1/> Besuch",
    "<1/> visits": "<1/> Besuche",
    "Hello <1/>": "Guten Tag, <1/>",
}
CODE = re.compile(r"<(/?)(\d)(/?)>")


@pytest.fixture
def ward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "ward"
    (root / "content").mkdir(parents=True)
    (root / "medlocale.toml").write_text(CONFIG, "utf-8")
    (root / "content/a.html").write_text(PAGE, "utf-8")
    (root / "content/ui.json").write_text(json.dumps(STRINGS), "utf-8")
    monkeypatch.chdir(root)
    medlocale("extract")
    return root


def entries(root: Path) -> list[Entry]:
    pages = ("a.html", "ui.json")
    return [entry for page in pages for entry in catalog.read(path_of(root, "de", page)).entries]


def german(source: str) -> str:
    return GERMAN[source]


def files(parcel: Path) -> list[Path]:
    return sorted((parcel / "xliff").iterdir())


def all_is_there(root: Path) -> None:
    """Every text of the project is the tool's, as a draft of the agency's, with its codes."""
    for entry in entries(root):
        assert [GERMAN[source] for source in entry.sources] == list(entry.msgstr)
        assert (entry.fuzzy, provenance.is_agency_text(entry)) == (True, True)


def summary(*arguments: str) -> dict[str, int]:
    rows = [json.loads(line) for line in medlocale("receive", *arguments, "--format", "json").splitlines()]
    return {outcome: count for outcome, count in rows[-1]["units"].items() if count}


def by_toolkit_12(path: Path) -> None:
    """Translate as Weblate and Virtaal do, with placeables for codes."""
    from translate.storage import xliff
    from translate.storage.placeables.strelem import StringElem
    from translate.storage.placeables.xliff import G, X

    def element(text: str) -> StringElem:
        stack: list[list[object]] = [[]]
        at = 0
        for code in CODE.finditer(text):
            stack[-1].append(text[at : code.start()])
            at = code.end()
            if code[3]:
                stack[-1].append(X(id=code[2]))
            elif code[1]:
                inner = stack.pop()
                stack[-1].append(G(sub=inner, id=code[2]))
            else:
                stack.append([])
        return StringElem([*stack[0], text[at:]])

    store = xliff.Xliff1File.parsefile(str(path))
    for unit in store.units:
        unit.rich_target = [element(german(coded(unit, "g", "x")))]
        unit.addnote("Checked.", origin="translator")
    store.savefile(str(path))


def by_toolkit_2(path: Path) -> None:
    from lxml import etree
    from translate.storage import xliff2

    store = xliff2.Xliff2File.parsefile(str(path))
    space = "{urn:oasis:names:tc:xliff:document:2.0}"
    for unit in store.units:
        text = german(coded(unit, "pc", "ph"))
        unit.target = "x"  # the class makes the element; its plain text would have no codes
        (target,) = unit.xmlelement.iter(f"{space}target")
        marked = CODE.sub(lambda code: tag(code, "pc", "ph"), text.replace("&", "&amp;").replace(" < ", " &lt; "))
        made = etree.fromstring(f'<target xmlns="{space[1:-1]}">{marked}</target>')
        target.text = made.text
        target[:] = list(made)
    store.savefile(str(path))


def tag(code: re.Match[str], pair: str, alone: str) -> str:
    closes, number, is_alone = code.groups()
    return f"</{pair}>" if closes else f'<{alone if is_alone else pair} id="{number}"{"/" if is_alone else ""}>'


def coded(unit: object, pair: str, alone: str) -> str:
    """Return the source of a toolkit's unit in our codes."""
    from lxml import etree

    (source,) = [each for each in unit.xmlelement.iter() if etree.QName(each).localname == "source"][:1]  # type: ignore[attr-defined]

    def text(element: etree._Element) -> str:
        name, number = etree.QName(element).localname, element.get("id")
        inner = (element.text or "") + "".join(text(child) + (child.tail or "") for child in element)
        return f"<{number}>{inner}</{number}>" if name == pair else f"<{number}/>" if name == alone else inner

    return text(source)


TOOLKIT: tuple[tuple[str, Callable[[Path], None]], ...] = (("xliff12", by_toolkit_12), ("xliff21", by_toolkit_2))


@pytest.mark.parametrize(("form", "translate"), TOOLKIT, ids=["xliff12", "xliff21"])
def test_the_translate_toolkit_loses_nothing(
    ward: Path, tmp_path: Path, form: str, translate: Callable[[Path], None]
) -> None:
    medlocale("send", "--locale", "de", "--format", form, "-o", str(tmp_path / "p"))
    for path in files(tmp_path / "p"):
        translate(path)
    assert summary(str(tmp_path / "p")) == {"taken": 8}
    all_is_there(ward)
    noted = [any(line.startswith("Note of agency: Checked.") for line in entry.translator) for entry in entries(ward)]
    assert all(noted) or form == "xliff21"


def test_what_the_toolkit_makes_of_po_is_known_by_its_very_source(ward: Path, tmp_path: Path) -> None:
    po = path_of(ward, "de", "a.html")
    found = catalog.read(po)
    copy, made = tmp_path / "a.po", tmp_path / "a.xlf"
    texts = {entry.key: GERMAN[entry.msgid] for entry in found.entries}
    lines = ['msgid ""\nmsgstr "Language: de\\nContent-Type: text/plain; charset=UTF-8\\n"\n']
    for entry in found.entries:
        context = f'msgctxt "{entry.msgctxt}"\n' if entry.msgctxt else ""
        lines.append(f'{context}msgid "{entry.msgid}"\nmsgstr "{texts[entry.key]}"\n')
    copy.write_text("\n".join(lines), "utf-8")
    program = Path(sys.executable).with_name("po2xliff")
    if not program.exists():
        pytest.skip("needs the translate-toolkit's programs")
    subprocess.run([str(program), "--progress=none", str(copy), str(made)], check=True, capture_output=True)
    assert "document:1.1" in medlocale("receive", str(made), code=1), "it writes XLIFF 1.1, which is refused by name"
    made.write_text(made.read_text("utf-8").replace("document:1.1", "document:1.2"), "utf-8")
    assert summary(str(made)) == {"taken": 6, "unknown": 1}, "the PO file's header is a unit there"
    assert [entry.msgstr[0] for entry in catalog.read(po).entries] == list(texts.values())


OMEGAT_PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>EN</source_lang><target_lang>DE</target_lang>
<sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags>
</project></omegat>
"""


@pytest.mark.skipif(not shutil.which("omegat"), reason="needs OmegaT (Debian's package omegat)")
def test_omegat_loses_nothing_of_what_has_a_target(ward: Path, tmp_path: Path) -> None:
    """OmegaT 3.6 offers the units that have a target, and puts its translation in the place of that."""
    path = path_of(ward, "de", "a.html")
    found = catalog.read(path)
    drafts = [
        provenance.with_draft(entry, [f"{entry.msgid} Entwurf"], origin="m@1", score=0.5)
        if entry.msgid != "Visits"
        else entry
        for entry in found.entries
    ]
    catalog.write(path, catalog.Catalog(found.headers, tuple(drafts), found.header))
    medlocale("send", "--locale", "de", "--pages", "a.html", "--state", "untranslated,draft", "-o", str(tmp_path / "p"))
    project = tmp_path / "omegat"
    for name in ("source", "target", "tm", "omegat", "glossary", "dictionary"):
        (project / name).mkdir(parents=True)
    (project / "omegat.project").write_text(OMEGAT_PROJECT, "utf-8")
    shutil.copy(tmp_path / "p/xliff/a.html.xlf", project / "source")
    segments = tmp_path / "segments.tmx"
    omegat(project, "--mode=console-createpseudotranslatetmx", f"--pseudotranslatetmx={segments}")
    (project / "omegat/project_save.tmx").write_text(translated(segments.read_text("utf-8")), "utf-8")
    omegat(project, "--mode=console-translate")
    assert summary(str(project / "target/a.html.xlf")) == {"taken": 5, "untranslated": 1}
    after = catalog.read(path).entries
    assert {entry.msgid: entry.msgstr[0] for entry in after} == {
        entry.msgid: "" if entry.msgid == "Visits" else f"{entry.msgid} Entwurf von OmegaT" for entry in after
    }


def omegat(project: Path, *options: str) -> None:
    environment = {**os.environ, "JAVA_TOOL_OPTIONS": "-Djava.awt.headless=true"}
    command = ["omegat", str(project), f"--config-dir={project / 'config'}", "--no-team", "--quiet", *options]
    subprocess.run(
        [*command, "--pseudotranslatetype=equal"], check=True, capture_output=True, env=environment, timeout=300
    )


def translated(segments: str) -> str:
    """Return OmegaT's own list of its segments with a translation of each."""
    return re.sub(r'(<tuv (?:xml:)?lang="DE">\s*<seg>.*?)(</seg>)', r"\1 von OmegaT\2", segments, flags=re.DOTALL)
