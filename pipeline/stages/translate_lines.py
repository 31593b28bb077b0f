"""Translation without a project: lines or JSON lines in, the same number out, for `medlocale mt`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from pipeline import mt
from pipeline.errors import ModelError, SourceError
from pipeline.formats.json import placeholders
from pipeline.locales import Locale
from pipeline.model import Draft, Engine, InlineCode, Segment, segment_key
from pipeline.mt.drafting.repair import repaired
from pipeline.mt.engines import embedded
from pipeline.termbase import load, protected, rows
from pipeline.termbase.protected import Protected
from pipeline.termbase.rows import TermRow
from pipeline.text import inline

NUMBER = re.compile(inline.NUMBER)
KEYS = ("text", "terms", "codes")


@dataclass(frozen=True, slots=True)
class Line:
    """A text to be translated, with terms of its own (source → target) and what its inline codes are, by number."""

    text: str
    terms: tuple[tuple[str, str], ...] = ()
    codes: tuple[tuple[int, str], ...] = ()


def read(stream: BinaryIO, *, as_json: bool = False) -> list[Line]:
    """Read the lines of a stream; raise SourceError naming the line that isn't UTF-8 or not the JSON that is wanted."""
    lines = []
    for number, raw in enumerate(stream, 1):
        try:
            # A byte order mark is what Windows puts before a text; it is none of its characters.
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            byte = raw[error.start]
            raise SourceError(f"byte 0x{byte:02x} is not UTF-8", path="standard input", line=number) from error
        lines.append(_json_line(line, number) if as_json and line.strip() else Line(line))
    return lines


@dataclass(frozen=True, slots=True)
class Engines:
    """The engine of a pair of locales: the named route, else the built-in one, held to the terms of glossary files.

    A glossary file is CSV, or protected.toml: patterns of codes that never change.
    """

    source: Locale
    target: Locale
    route: str | None = None
    jobs: int | None = None
    glossary: tuple[Path, ...] = ()

    def load(self, extra: Sequence[Path] = ()) -> Engine:
        """Load the engine, held to further glossary files as well."""
        name = self.route or mt.default_route(self.target.tag)
        if name is None:
            raise ModelError(f"no built-in engine translates into {self.target.tag}; --route names another")
        tables = [path for path in (*self.glossary, *extra) if path.suffix.lower() != ".toml"]
        cache = None if extra else embedded.cache_folder().with_name("termbase")
        patterns = [protected.read(path) for path in self.glossary if path not in tables]
        try:
            return mt.load(
                name,
                source=self.source.tag,
                target=self.target.tag,
                jobs=self.jobs,
                terms=lambda locale: load(tables, self.source, locale, cache=cache) if tables else None,
                protected=Protected(tuple(pattern for table in patterns for pattern in table.patterns)),
            )
        except ModelError as error:
            raise ModelError(f"the engine of {self.target.tag} ({name}): {error}") from error


def translate(wanted: Sequence[Line], engines: Engines) -> list[Draft]:
    """Translate each line; blank ones stay as they are, and white space at the edges stays around the rest."""
    drafts: dict[int, Draft] = {}
    groups: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for number, line in enumerate(wanted):
        groups.setdefault(line.terms, []).append(number)
    for terms, numbers in groups.items():
        with TemporaryDirectory(prefix="medlocale-") as folder:
            engine = engines.load(_glossary(terms, engines, Path(folder)) if terms else ())
            drafts |= zip(numbers, _drafts([wanted[n] for n in numbers], engine, engines), strict=True)
    return [drafts[number] for number in range(len(wanted))]


def _drafts(wanted: Sequence[Line], engine: Engine, engines: Engines) -> Iterator[Draft]:
    masked = [_masked(line) for line in wanted]
    drafts = iter(engine.translate([_segment(entry.line) for entry in masked if entry.line.text]))
    for line, entry in zip(wanted, masked, strict=True):
        if not entry.line.text:
            yield Draft(line.text, 1.0, engine.origin)
            continue
        draft = _unmasked(entry, repaired(entry.line.text, next(drafts), engines.source, engines.target))
        core = line.text.strip()
        at = line.text.index(core)
        alignment = tuple((a + at, b + at, c + at, d + at) for a, b, c, d in draft.alignment)
        yield replace(draft, text=line.text[:at] + draft.text + line.text[at + len(core) :], alignment=alignment)


@dataclass(frozen=True, slots=True)
class _Masked:
    """A line without white space around it, its placeholders as codes of these numbers: no engine may read them."""

    line: Line
    variables: dict[int, str]


def _masked(line: Line) -> _Masked:
    core = line.text.strip()
    first = max((code.number for code in inline.codes(core)), default=0) + 1
    parts: list[str] = []
    names: dict[int, str] = {}
    at = 0
    for number, (start, end) in enumerate(placeholders.variables(core), first):
        parts += [core[at:start], inline.write("alone", number)]
        names[number] = core[start:end]
        at = end
    return _Masked(replace(line, text="".join((*parts, core[at:]))), names)


def _unmasked(masked: _Masked, draft: Draft) -> Draft:
    text, unmet = draft.text, draft.unmet
    for number, name in masked.variables.items():
        text = text.replace(inline.write("alone", number), name)
        unmet = tuple(reason.replace(f"code <{number}>", f"“{name}”") for reason in unmet)
    # Where links count from is another text then.
    return replace(draft, text=text, unmet=unmet, alignment=() if masked.variables else draft.alignment)


def _segment(line: Line) -> Segment:
    codes = tuple(
        InlineCode(n, label, "" if inline.write("close", n) in line.text else None, label) for n, label in line.codes
    )
    return Segment(key=segment_key(None, line.text), text=line.text, codes=codes)


def _glossary(terms: Sequence[tuple[str, str]], engines: Engines, folder: Path) -> list[Path]:
    """Write a line's own terms as a glossary file."""
    names = (engines.source.gettext, engines.target.gettext)
    made = [
        TermRow(f"line-{number}", locale, term, "preferred")
        for number, pair in enumerate(terms)
        for locale, term in zip(names, pair, strict=True)
    ]
    rows.write(folder / "terms.csv", made)
    return [folder / "terms.csv"]


def write(draft: Draft, *, as_json: bool = False) -> str:
    """Return a draft as its line; a line break in its text would break the lines' count, so none is in it."""
    if not as_json:
        return " ".join(draft.text.splitlines())
    return json.dumps(
        {"text": draft.text, "score": round(draft.score, 4), "unmet": list(draft.unmet), "origin": draft.origin},
        ensure_ascii=False,
    )


def _json_line(line: str, number: int) -> Line:
    def wrong(message: str) -> SourceError:
        return SourceError(message, path="standard input", line=number)

    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise wrong(f"not JSON: {error}") from error
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise wrong(f'wants {{"text": "…"}}, not {line!r}')
    if unknown := sorted(value.keys() - set(KEYS)):
        raise wrong(f"unknown key {unknown[0]!r}")
    tables: dict[str, dict[str, str]] = {name: value.get(name, {}) for name in ("terms", "codes")}
    for name, table in tables.items():
        if not isinstance(table, dict) or not all(isinstance(text, str) and text.strip() for text in table.values()):
            raise wrong(f"{name!r} wants an object of texts, not {table!r}")
    if any(not key.strip() for key in tables["terms"]) or any(not NUMBER.fullmatch(key) for key in tables["codes"]):
        raise wrong(f"an empty term, or a code that is no number, in {line!r}")
    texts = [value["text"], *(text for table in tables.values() for pair in table.items() for text in pair)]
    if any("\ud800" <= char <= "\udfff" for text in texts for char in text):
        raise wrong(f"half of a surrogate pair in {line!r}")
    codes = tuple((int(key), label) for key, label in tables["codes"].items())
    return Line(value["text"], tuple(tables["terms"].items()), codes)
