"""The serializer of PO files: catalog → text, byte for byte as `msgcat --no-wrap` writes it: diffs stay small."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.po.entries import NO_HEADER, Catalog, Entry, ordered_flags
from pipeline.po.headers import in_utf8
from pipeline.po.syntax import escaped, guarded, reference_lines


def serialize(catalog: Catalog) -> str:
    """Return the text of a PO file as `msgcat --no-wrap` writes it: living entries first, obsolete ones last.

    Four things that msgcat drops or breaks are kept: flags that it doesn't know, obsolete entries without a
    translation, comments after the last entry, and file names with spaces.
    """
    entries = sorted(catalog.entries, key=lambda entry: entry.obsolete)
    blocks = ["\n".join(_lines(entry)) for entry in entries]
    if catalog.trailer:
        blocks.append("\n".join(catalog.trailer))
    if catalog.headers or catalog.header != NO_HEADER:
        ascii_only = all(block.isascii() for block in blocks)
        headers = catalog.headers if ascii_only else in_utf8(catalog.headers)
        text = "".join(f"{name}: {value}\n" if name else f"{value}\n" for name, value in headers.items())
        blocks.insert(0, "\n".join(_lines(replace(catalog.header, msgstr=(text,)))))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _lines(entry: Entry) -> Iterator[str]:
    for mark, comments in (("#", entry.translator), ("#.", entry.extracted)):
        for line in "\n".join(comments).split("\n") if comments else ():
            yield guarded(f"{mark} {line}" if line else mark)
    for line in reference_lines(entry.references):
        yield guarded(line)
    if shown := ordered_flags(entry.flags, entry.msgstr):
        yield guarded(f"#, {', '.join(shown)}")
    mark = "#~| " if entry.obsolete else "#| "
    for keyword, text in (
        ("msgctxt", entry.previous_msgctxt),
        ("msgid", entry.previous_msgid),
        ("msgid_plural", entry.previous_msgid_plural),
    ):
        if text is not None and entry.previous_msgid is not None:  # without it, gettext refuses the others
            yield from _string_lines(mark, keyword, text)
    mark = "#~ " if entry.obsolete else ""
    if entry.msgctxt is not None:
        yield from _string_lines(mark, "msgctxt", entry.msgctxt)
    yield from _string_lines(mark, "msgid", entry.msgid)
    if entry.msgid_plural is None:
        yield from _string_lines(mark, "msgstr", entry.msgstr[0])
    else:
        yield from _string_lines(mark, "msgid_plural", entry.msgid_plural)
        for number, text in enumerate(entry.msgstr):
            yield from _string_lines(mark, f"msgstr[{number}]", text)


def _string_lines(mark: str, keyword: str, text: str) -> Iterator[str]:
    """A text of one line stands beside its keyword, a longer one below it, a line each."""
    if "\n" not in text[:-1]:
        yield f'{mark}{keyword} "{escaped(text)}"'
        return
    yield f'{mark}{keyword} ""'
    # Not str.splitlines: it knows ten more line ends, U+2028 among them.
    *lines, last = text.split("\n")
    for line in lines:
        yield f'{mark}"{escaped(line)}\\n"'
    if last:
        yield f'{mark}"{escaped(last)}"'
