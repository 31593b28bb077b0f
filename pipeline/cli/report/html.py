"""Findings as one HTML page without scripts: for a translator who was sent a link, and for the archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html import escape
from typing import TextIO

from pipeline.model import SEVERITIES, FindingRow, Span, rank

STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding-inline: 1rem; }
article { border-inline-start: .4rem solid; padding-inline-start: 1rem; margin-block: 1.5rem; }
.critical { border-color: #b3261e; } .major { border-color: #b26a00; } .minor { border-color: #00639b; }
h3 { font-size: 1rem; margin: 0; } p { margin-block: .25rem; }
blockquote { margin: .25rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
mark { padding-inline: .1em; } footer { margin-block-start: 3rem; }
""".strip()


class HtmlReport:
    """A section a catalog with findings, the gravest first."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._sections: list[str] = []
        self._counts: Counter[str] = Counter()
        self._files = 0

    def file(self, path: str, rows: Iterable[FindingRow]) -> None:
        """Add the findings of a catalog."""
        self._files += 1
        ordered = sorted(rows, key=lambda row: (rank(row.severity), row.line))
        self._counts.update(row.severity for row in ordered)
        if ordered:
            articles = "\n".join(map(_article, ordered))
            self._sections.append(f"<section>\n<h2>{escape(path)}</h2>\n{articles}\n</section>")

    def close(self) -> None:
        """Write the page."""
        counts = ", ".join(f"{self._counts[severity]} {severity}" for severity in SEVERITIES)
        sections = "\n".join(self._sections) or "<p>Nothing was found.</p>"
        self._stream.write(
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>medlocale check</title>\n'
            '<meta name="viewport" content="width=device-width">\n'
            f"<style>\n{STYLE}\n</style>\n</head>\n<body>\n<h1>Findings of medlocale check</h1>\n"
            f"<p>{self._files} catalogs: {counts}.</p>\n{sections}\n</body>\n</html>\n"
        )


def _article(row: FindingRow) -> str:
    place = f"line {row.line}" + (f", {escape(row.msgctxt)}" if row.msgctxt else "")
    hint = f" Perhaps: <strong>{escape(row.suggestion)}</strong>" if row.suggestion else ""
    spans = [row.target_span, *[None] * len(row.targets)]
    quotes = [_quote(row.msgid, row.source_span), *map(_quote, row.targets, spans)]
    severity, check = escape(row.severity), escape(row.check)
    return (
        f'<article class="{severity}">\n<h3>{severity}: {check} ({place})</h3>\n'
        f"<p>{escape(row.message)}{hint}</p>\n" + "\n".join(quotes) + "\n</article>"
    )


def _quote(text: str, span: Span | None) -> str:
    """Show a text in its own direction, with the span marked."""
    if span is None or span[1] > len(text):
        return f'<blockquote dir="auto">{escape(text)}</blockquote>'
    before, inside, after = text[: span[0]], text[span[0] : span[1]], text[span[1] :]
    return f'<blockquote dir="auto">{escape(before)}<mark>{escape(inside)}</mark>{escape(after)}</blockquote>'
