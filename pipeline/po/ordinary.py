"""Entries of the ordinary form, which nearly all are, in one step each: the reader goes line by line only elsewhere.

Ordinary are comments, a context perhaps, one source text and one translation, nothing else among them, and after them
something that begins another entry. Whatever looks otherwise is left to the reader, which knows what is wrong with it.
"""

from __future__ import annotations

import re

from pipeline.po import flags
from pipeline.po.comments import Comments
from pipeline.po.entries import Entry
from pipeline.po.escapes import unescaped

PIECE = r'"(?:[^"\\\n]|\\.)*+"'
TEXT = rf"({PIECE}(?:\n{PIECE})*+)"
ORDINARY = re.compile(
    rf"((?:#(?:[ .:,].*)?\n)*+)(?:msgctxt {TEXT}\n)?msgid {TEXT}\nmsgstr {TEXT}(?:\n|\Z)"
    r'(?=\n*+(?:#[^~]|msgctxt "|msgid "|\Z))'
)
BEGINNINGS = ("#", "m")


def match(text: str, position: int) -> re.Match[str] | None:
    """Return the ordinary entry that begins at a line's start, or None."""
    return ORDINARY.match(text, position) if text.startswith(BEGINNINGS, position) else None


def entry(found: re.Match[str], line: int) -> Entry | None:
    """Make an entry of what was matched from this line on; None for a text with an escape that isn't one."""
    above, context, source, target = found.groups()
    try:
        msgid, msgstr = _text(source), _text(target)
        msgctxt = None if context is None else _text(context)
    except (KeyError, ValueError):
        return None
    if context is not None:
        line += context.count("\n") + 1
    if not above:
        return Entry(msgid, (msgstr,), msgctxt, line=line)
    lines = above[:-1].split("\n")
    comments = Comments()
    for row in lines:
        comments.add(row)
    return Entry(
        msgid,
        (msgstr,),
        msgctxt,
        flags=flags.ordered(comments.flags, (msgstr,)) if comments.flags else (),
        translator=tuple(comments.translator),
        extracted=tuple(comments.extracted),
        references=comments.references,
        line=line + len(lines),
    )


def _text(pieces: str) -> str:
    text = pieces[1:-1]
    if "\\" not in text:
        return text.replace('"\n"', "")
    result = "".join(map(unescaped, text.split('"\n"')))
    if "\0" in result:
        raise ValueError("a NUL character")
    return result
