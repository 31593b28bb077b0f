"""Catalogs that the tests of pipeline.po share: one with everything in it, and random ones."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

from pipeline.po import catalog
from pipeline.po.catalog import Catalog, Entry
from pipeline.po.entries import ordered_flags

# The same examples on every machine, and no failure for a slow one.
REPEATABLE = settings(deadline=None, derandomize=True)

CREATED = "2026-11-23 10:00+0000"
HEADERS = catalog.new_headers(
    project="Clinic pages 1.2",
    bugs="team@clinic.example",
    locale="pt_BR",
    plural_forms="nplurals=2; plural=(n > 1);",
    created=CREATED,
)

# Written as msgcat --no-wrap writes it, long `#:` line included.
RICH = """# Clinic pages in Brazilian Portuguese.
#
# Ana Souza <ana@clinic.example>, 2026.
msgid ""
msgstr ""
"Project-Id-Version: Clinic pages 1.2\\n"
"Report-Msgid-Bugs-To: team@clinic.example\\n"
"POT-Creation-Date: 2026-11-23 10:00+0000\\n"
"PO-Revision-Date: 2026-11-23 10:00+0000\\n"
"Last-Translator: Automatically generated\\n"
"Language-Team: none\\n"
"Language: pt_BR\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"X-Review-Board: oncology\\n"

# The doctor prefers “terapia”.
#
# MT: bergamot-enpt@1693087644+int8 score 0.83 draft 5f3a9c1e0b7d
#. Role: h2
#. Paragraph: Therapy with NK cells
#: content/articles/car-nk.html:12 content/articles/car-nk.html:120
#: content/articles/car-nk.html:1200
#, fuzzy
msgctxt "title"
msgid "Therapy with NK cells"
msgstr "Terapia com células NK"

#: content/a.html:3
#, python-brace-format, range: 0..10
msgid "{n} day"
msgid_plural "{n} days"
msgstr[0] "{n} dia"
msgstr[1] "{n} dias"

#: ⁨content/our services.yaml⁩:7 content/b.html
#, fuzzy
#| msgctxt "alt"
#| msgid "An old \\"image\\""
#| msgid_plural ""
#| "Old\\n"
#| "images"
msgctxt ""
msgid "An image\\tof a <1>cell</1> \\\\ nucleus"
msgstr "Uma imagem\\n"

msgid ""
"First line\\n"
"Second line\\n"
msgstr ""
"Primeira linha\\n"
"Segunda linha\\n"

msgid "Nothing yet"
msgstr ""

# Kept for later.
#, fuzzy
#~| msgid "Opening hour"
#~ msgctxt "h2"
#~ msgid "Opening hours"
#~ msgstr "Horário"

#~ msgid ""
#~ "Two\\n"
#~ "lines"
#~ msgstr "Duas linhas"
"""

# What no PO file can hold, and what gettext keeps for itself.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\x04"), max_size=40)
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
SOURCES = TEXTS.filter(bool)
PATHS = st.text("abcé/-_.", min_size=1, max_size=30).filter(lambda path: not path.startswith("./"))
REFERENCES = st.one_of(PATHS, st.builds("{}:{}".format, PATHS, st.integers(0, 9999)))
FLAGS = st.sampled_from(["fuzzy", "c-format", "no-python-format", "icu-format", "no-wrap", "range: 1..5"])

LATER = "2026-12-01 08:00+0000"
TEMPLATE_HEADERS = catalog.new_headers(project="Clinic pages", created=LATER)


def template(*entries: Entry) -> Catalog:
    return Catalog(TEMPLATE_HEADERS, entries)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """An entry that is not the header's, obsolete or not, with anything in its texts and comments."""
    plural = draw(st.none() | SOURCES)
    obsolete = draw(st.booleans())
    count = 1 if plural is None else draw(st.integers(1, 3))
    msgstr = tuple(draw(SOURCES if obsolete else TEXTS) for _ in range(count))
    previous = draw(st.none() | TEXTS)
    return Entry(
        msgid=draw(SOURCES),
        msgid_plural=plural,
        msgctxt=draw(st.none() | TEXTS),
        msgstr=msgstr,
        flags=ordered_flags(draw(st.lists(FLAGS)), msgstr[:1]),
        translator=tuple(draw(st.lists(LINES, max_size=3))),
        extracted=tuple(draw(st.lists(LINES, max_size=3))),
        references=tuple(draw(st.lists(REFERENCES, max_size=6, unique=True))),
        previous_msgid=previous,
        previous_msgctxt=None if previous is None else draw(st.none() | TEXTS),
        previous_msgid_plural=None if previous is None else draw(st.none() | TEXTS),
        obsolete=obsolete,
    )


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    """A catalog of up to six entries, no two of the same context and source."""
    found = draw(st.lists(entries(), max_size=6, unique_by=lambda entry: (entry.msgctxt, entry.msgid)))
    return Catalog(HEADERS, tuple(sorted(found, key=lambda entry: entry.obsolete)))
