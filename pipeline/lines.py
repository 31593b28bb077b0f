"""Translation without a project: lines or JSON lines in, the same number out, for `medlocale mt`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO

from pipeline import mt
from pipeline.errors import ModelError, SourceError
from pipeline.locales import Locale
from pipeline.model import Draft, Engine, Segment, segment_key
from pipeline.mt.repair import repaired


def read(stream: BinaryIO, *, as_json: bool = False) -> list[str]:
    """Read the texts of a stream; raise SourceError naming the line that isn't UTF-8 or not the JSON that is wanted."""
    texts = []
    for number, raw in enumerate(stream, 1):
        try:
            # A byte order mark is what Windows puts before a text; it is none of its characters.
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            byte = raw[error.start]
            raise SourceError(f"byte 0x{byte:02x} is not UTF-8", path="standard input", line=number) from error
        texts.append(_json_text(line, number) if as_json and line.strip() else line)
    return texts


def engine(source: Locale, target: Locale, *, route: str | None, jobs: int | None) -> Engine:
    """Load the engine of a locale: the named route, else the built-in one."""
    name = route or mt.default_route(target.tag)
    if name is None:
        raise ModelError(f"no built-in engine translates into {target.tag}; --route names another")
    return mt.load(name, source=source.tag, target=target.tag, jobs=jobs)


def translate(texts: Sequence[str], engine: Engine, source: Locale, target: Locale) -> list[Draft]:
    """Translate each text; blank ones stay as they are, and white space at the edges stays around the rest."""
    segments = [Segment(key=segment_key(None, core), text=core) for core in (text.strip() for text in texts) if core]
    drafts = iter(engine.translate(segments))
    result = []
    for text in texts:
        core = text.strip()
        if not core:
            result.append(Draft(text, 1.0, engine.origin))
            continue
        draft = repaired(core, next(drafts), source, target)
        at = text.index(core)
        alignment = tuple((a + at, b + at, c + at, d + at) for a, b, c, d in draft.alignment)
        result.append(replace(draft, text=text[:at] + draft.text + text[at + len(core) :], alignment=alignment))
    return result


def write(draft: Draft, *, as_json: bool = False) -> str:
    """Return a draft as its line; a line break in its text would break the lines' count, so none is in it."""
    if not as_json:
        return " ".join(draft.text.splitlines())
    return json.dumps(
        {"text": draft.text, "score": round(draft.score, 4), "unmet": list(draft.unmet), "origin": draft.origin},
        ensure_ascii=False,
    )


def _json_text(line: str, number: int) -> str:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"not JSON: {error}", path="standard input", line=number) from error
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise SourceError(f'wants {{"text": "…"}}, not {line!r}', path="standard input", line=number)
    if any("\ud800" <= char <= "\udfff" for char in value["text"]):
        raise SourceError(f"half of a surrogate pair in {line!r}", path="standard input", line=number)
    unknown = sorted(value.keys() - {"text"})
    if unknown:
        raise SourceError(f"unknown key {unknown[0]!r}", path="standard input", line=number)
    return str(value["text"])
