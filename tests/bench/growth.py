"""How the time of every reader grows when a text doubles: linear is a ratio of 2, and more than 2.4 is told.

    python tests/bench/growth.py [--only READER] [--most CHARACTERS]

Each reader gets texts that nobody writes, a piece over and over: figures, dates, brackets, addresses, spaces. Sizes are
doubled from 1,000 characters until one takes half a second, or --most is reached (default 100,000).
"""

from __future__ import annotations

import gc
import json
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import material

from pipeline import checks, formats, locales, segmentation
from pipeline.checks import Checker
from pipeline.errors import MedlocaleError
from pipeline.model import Segment, Unit, segment_key
from pipeline.mt.engines import pseudo
from pipeline.po import parser
from pipeline.text import addresses, classes, inline, polarity
from pipeline.text.difference import difference
from pipeline.text.quantities import compare, reading

LIMIT = 2.4
ENOUGH, TOO_LONG = 0.5, 20.0  # seconds after which a text isn't doubled again, and after which it is given up
NOISE = 0.05  # seconds below which a ratio says nothing
EN = locales.parse("en")
PIECES = (
    *(
        "7",
        "7 ",
        "7.",
        "7-",
        "7/",
        "7:",
        "00 ",
        "7mg",
        "3 mg ",
        "5-10 ",
        "9:30 ",
        "3 May 2031 ",
        "3.4.2031 ",
        "+49 30 ",
        "½",
    ),
    *(
        "A",
        "A ",
        "A1-",
        "B7 ",
        "IV ",
        "X",
        "hundert",
        "one hundred ",
        "two-",
        "May ",
        "May",
        "twice ",
        "three times daily ",
    ),
    *(
        "www.",
        "www.a.bc ",
        "a@b.",
        "a@b.cd ",
        "http://a.bc ",
        "http://",
        "{",
        "}",
        "{a} ",
        "{{",
        "<",
        ">",
        "<b>",
        "</b>",
    ),
    *(
        "<1>",
        "<1/>",
        "&#",
        "&a",
        "&amp;",
        "\t",
        " ",
        "\n",
        "a\n\n",
        "\r\n",
        "\u00a0",
        "%",
        "%(",
        "%1",
        "(",
        ")",
        "[",
        "[a](b)",
    ),
    *(
        "*",
        "**a ",
        "_a",
        "`",
        "~",
        "# a\n",
        "- a\n",
        "> a\n",
        "|a",
        ":::a ",
        "!!! a",
        "a",
        "word",
        "word.",
        "word ",
        "not ",
    ),
    *(
        "left arm ",
        "more than ",
        "aspirin ",
        "Ana ",
        "Dr. ",
        "? ",
        "! ",
        "… ",
        '" ',
        "’",
        "三",
        "五十 ",
        "我们",
        "ا",
        "क",
        "é",
        "\u0301",
    ),
    *("³", "<!--", "<![CDATA[", '"a": ', "a: b\n", "&a\n", "\\", "\u200b", "\u202e", "😀", "ﬁ", "İ"),
)


def readers() -> Iterator[tuple[str, Callable[[str], object]]]:
    """Yield the name of each reader and how it is called with a text."""
    for locale in map(locales.parse, ("en", "de", "fr", "zh", "ar", "hi")):
        yield f"quantities {locale.tag}", partial(reading.scan, locale=locale)
        yield f"quantities, compared {locale.tag}", partial(_compared, locale=locale)
        yield f"polarity {locale.tag}", partial(_polarity, language=locale.language)
        yield f"sentences {locale.tag}", partial(segmentation.split, lang=locale.tag)
    for locale in map(locales.parse, ("de", "zh", "ar")):
        for family in checks.FAMILIES:
            yield f"{family.__name__.rpartition('.')[2]} {locale.tag}", partial(_family, family.check, locale)
        yield f"all checks {locale.tag}", partial(_all, locale)
    yield "addresses", lambda text: (addresses.blank(text), addresses.phones(text), addresses.is_address(text))
    yield "classes", lambda text: classes.classes_of(text, EN)
    yield "inline codes", lambda text: (inline.mismatch(text, text), inline.mismatch(text, text[::-1]))
    yield "pseudo engine", lambda text: (pseudo.accented(text), pseudo.arabic(text))
    yield "difference", lambda text: (difference(text, f"{text} 8", "en"), difference(f"not {text}", text, "en"))
    yield "catalog", lambda text: parser.parse(f"msgid {json.dumps(text, ensure_ascii=False)}\nmsgstr {text}")
    for suffix in ("html", "md", "txt", "yaml", "json"):
        yield f"format {suffix}", partial(_page, suffix, "{}")
    yield "front matter", partial(_page, "md", "---\na: b\n{}\n---\n")
    yield "YAML value", partial(_page, "yaml", "title: {}")
    yield "JSON value", lambda text: _page("json", "{}", json.dumps({"title": text}, ensure_ascii=False))


def _unit(source: str, target: str) -> Unit:
    return Unit(Segment(segment_key(None, source), source), (target,), "accepted")


def _family(check: Callable[..., Iterator[object]], locale: locales.Locale, text: str) -> None:
    for source, target in ((text, text), ("Take one tablet.", text), (text, "x"), (text, text[::-1])):
        list(check(_unit(source, target), EN, locale))


def _all(locale: locales.Locale, text: str) -> None:
    Checker(EN, locale).examine(_unit(text, text[len(text) // 3 :]))


def _compared(text: str, locale: locales.Locale) -> None:
    for source, target in ((text, text[::-1]), (text, "x"), ("x", text), (f"8 {text}", text)):
        compare(source, target, EN, locale)


def _polarity(text: str, language: str) -> None:
    for source, target in ((text, text[::-1]), (text, "x"), ("x", text)):
        polarity.compare(source, target, "en", language)


def _page(suffix: str, frame: str, text: str) -> None:
    format_ = formats.for_path(Path(f"page.{suffix}"))
    extraction = format_.extract(frame.replace("{}", text))
    format_.merge(extraction, {segment.key: f"{segment.text} x" for segment in extraction.segments}, locale="de")


def _seconds(read: Callable[[str], object], text: str) -> float:
    """Return the processor's seconds that a text takes; what is refused by its limit takes no more than to say so."""
    gc.collect()
    signal.setitimer(signal.ITIMER_PROF, TOO_LONG)
    begun = time.process_time()
    try:
        read(text)
    except MedlocaleError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - begun


def _given_up(*_: object) -> None:
    raise TimeoutError


def _growth(read: Callable[[str], object], piece: str, most: int) -> tuple[int, float, float]:
    """Return the longest text that was read, its seconds, and how the time grew with the last doublings."""
    size, seconds = 1000, [_seconds(read, piece)]
    while size <= most and seconds[-1] < ENOUGH:
        text = piece * (size // len(piece))
        seconds.append(min(_seconds(read, text), _seconds(read, f"{text} ")))
        size *= 2
    steps = min(2, len(seconds) - 1)
    return size // 2, seconds[-1], (seconds[-1] / max(seconds[-1 - steps], 1e-6)) ** (1 / steps)


def main() -> None:
    parser_ = material.options(__doc__)
    parser_.add_argument("--only", default="", help="readers whose name has this")
    parser_.add_argument("--most", type=int, default=100_000)
    arguments = parser_.parse_args()
    signal.signal(signal.SIGPROF, _given_up)
    gc.disable()
    grown = 0
    for name, read in readers():
        if not re.search(arguments.only, name):
            continue
        slowest = (0.0, "")
        for piece in PIECES:
            try:
                size, seconds, ratio = _growth(read, piece, arguments.most)
            except TimeoutError:
                print(f"{name}: {piece!r} takes more than {TOO_LONG:.0f} s")
                grown += 1
                continue
            slowest = max(slowest, (seconds / size * 1e6, piece))
            if ratio > LIMIT and seconds > NOISE:
                print(f"{name}: {piece!r} grows {ratio:.2f} times with each doubling ({seconds:.2f} s at {size})")
                grown += 1
        print(f"{name}: at most {slowest[0]:.1f} µs a character ({slowest[1]!r})", flush=True)
    sys.exit(f"{grown} grow faster than their text" if grown else 0)


if __name__ == "__main__":
    main()
