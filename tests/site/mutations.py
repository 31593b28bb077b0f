"""Translations as an enemy would write them: made of a harmless one, in ways that are the same on every run."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from pipeline.formats import inline

Mutation = Callable[[str, random.Random], str]

MARKUP = """
<script>alert(1)</script> </script><script>alert(1)// <img·src=x·onerror=alert(1)> <svg/onload=alert(1)> <svg><script>alert(1)</script>
"·onmouseover="alert(1) '·onfocus='alert(1)'·autofocus=' ·onload=alert(1)· "><script>alert(1)</script> '><b> `·onclick=alert(1)
javascript:alert(1) &#106;avascript:alert(1) java&#10;script:alert(1) JaVaScRiPt: data:text/html,<script>alert(1)</script> vbscript:x
<a·href="javascript:alert(1)">x</a> <a·href=//evil.example>x</a> <a·href="https://evil.example/">x <iframe·srcdoc="&lt;script&gt;">
<style>*{display:none}</style> <p·style="position:fixed"> style="x:expression(alert(1))" /* */ <link·rel=stylesheet·href=//evil.example>
<!-- --> --!> <!--> <!---> <!--[if·IE]> <![endif]--> <![CDATA[ ]]> ]]&gt; <!DOCTYPE·html> <?php·echo·1·?> <?xml?> <%=·x·%>
&lt;script&gt; &lt;/p&gt; &amp;lt; &#60;b&#62; &#x3C;i&#x3E; &lt &gt & &; &#; &#x; &#0; &#x1f; &#xD800; &#x110000; &notit; &NotEqual &quot; &apos; &#34;
</p> </p></div></main></body></html> </title> </textarea> </select> </option> </noscript> </template> </svg> </math> </style> </head> </a> </button>
</td></tr></table> </li></ul> <plaintext> <xmp> <textarea> <title> <select> <template> <noscript> <table> <tr> <math> <body·onload=alert(1)> <html·lang=xx>
<base·href=//evil.example/> <meta·http-equiv=refresh·content="0;url=//evil.example"> <form·action=//evil.example><input> <button·formaction=//evil.example>
<object·data=x> <embed·src=x> <frameset> <dialog·open> <a·<b <b·<i> </ <! <? < > </> <> <b <b· <b·a= <b·a=" <b·a=' <br <br/
{{evil}} {%·include·x·%} {#·x·#} ${evil} {0} %s %(name)s [[x]]
<1> </1> <1/> <2> </2> <2/> <3/> <9>x</9> <99/> <01> <1·> <·1> </1·> <１> <1><1> </1></1> <1></2></1> <0> <-1> <1/ <empty/> <empty> </empty/>
"}]}</script> \\u003c/script\\u003e \\"·onx=1·\\" \\ \\\\ \\n \\u0000 \\x3c '+alert(1)+' `${alert(1)}`
](javascript:alert(1)) [x](javascript:alert(1)) ![x](//evil.example/x.png) <http://evil.example> <javascript:alert(1)> [desk] [x][desk] [^1] [^2]
**x** *x _x_ ` `` ``` ~~~ ~~x~~ || | \\| # ## - + > 1. *** --- === $$ {:·onclick=alert(1)} {#id} {.x} ::: !!!·x :·x
: ·#· : · ' '' " &a *a !!python/object:os.system --- ... |- >- {a:·b} [a] %YAML @x ? - <<:·*a yes null ~ 1e3 0x1f 2026-01-01
"""
PIECES = [piece.replace("·", " ") for piece in MARKUP.split()]
INVISIBLE = [
    *("\0", "\x01", "\x08", "\x0b", "\x0c", "\x1b", "\x7f", "\x80", "\x85", "\x9f", "\r", "\n", "\r\n", "\n\n", "\t"),
    *("\u00a0", "\u00ad", "\u061c", "\u200b", "\u200d", "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202b"),
    *("\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\u3000", "\ufdd0", "\ufeff", "\ufffe", "\uffff"),
    *("\ud800", "\udfff", "\udc3c", "\U000e0001", "\U0010ffff", "e\u0301", "\u0338", "＜script＞", "‹b›", "ﬁ", "İ"),
]
LINES = [
    "\n\n# x\n\n",
    "\n\n    x\n\n",
    "\n---\n",
    "\n- x\n- y\n",
    "\n\n```\nx\n",
    "\nkey: x\n",
    "\n| a | b |\n|---|---|\n",
]
LINES += [
    "\n\n<script>alert(1)</script>\n\n",
    "\n\n[desk]: javascript:alert(1)\n\n",
    "\n\n***\n\n",
    "\n> x\n",
    "  \n",
    "\\\n",
]
HUGE = [
    "<" * 20_000,
    "a" * 50_000,
    "&" * 20_000,
    "<b>" * 10_000,
    '"' * 20_000,
    "<1>" * 10_000,
    "\n" * 5_000,
    "[" * 3_000,
]
CODE = inline.CODE


def inserted(text: str, chance: random.Random) -> str:
    """Put a hostile piece anywhere."""
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(PIECES) + text[at:]


def in_front(text: str, chance: random.Random) -> str:
    return chance.choice(PIECES + INVISIBLE + LINES) + text


def behind(text: str, chance: random.Random) -> str:
    return text + chance.choice(PIECES + INVISIBLE + LINES)


def invisible(text: str, chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(INVISIBLE) + text[at:]


def broken(text: str, chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(LINES) + text[at:]


def instead(text: str, chance: random.Random) -> str:
    return "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 4)))


def reordered(text: str, chance: random.Random) -> str:
    """Exchange the codes among each other."""
    codes = CODE.findall(text) and [found[0] for found in CODE.finditer(text)]
    shuffled = iter(chance.sample(codes, len(codes)))
    return CODE.sub(lambda _: next(shuffled), text)


def doubled(text: str, chance: random.Random) -> str:
    codes = [found[0] for found in CODE.finditer(text)] or ["<1>"]
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(codes) + text[at:]


def dropped(text: str, chance: random.Random) -> str:
    spans = [found.span() for found in CODE.finditer(text)]
    if not spans:
        return text[: chance.randint(0, len(text))]
    start, end = chance.choice(spans)
    return text[:start] + text[end:]


def nested(text: str, chance: random.Random) -> str:
    """Put every pair of codes into another one, as far as the grammar of codes allows."""
    pairs = [number for number in re.findall(r"<(\d+)>", text) if f"</{number}>" in text]
    alone = [found[0] for found in CODE.finditer(text) if found["alone"]]
    chance.shuffle(pairs)
    words = " ".join(["palavra"] * chance.randint(1, 3))
    inner = words + "".join(alone)
    for number in pairs:
        inner = f"{words} <{number}>{words} {inner} {words}</{number}> {words}"
    return inner


def halved(text: str, chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    return text[at:] + text[:at]


def escaped(text: str, chance: random.Random) -> str:
    return text.replace("<", "&lt;") if chance.random() < 0.5 else text.replace("<", "\\u003c")


def empty(text: str, chance: random.Random) -> str:
    return chance.choice(["<empty/>", " <empty/> ", "<empty/>\n", " ", "", "\u200b", "<empty/>x"])


def huge(text: str, chance: random.Random) -> str:
    return text + chance.choice(HUGE)


MUTATIONS: tuple[Mutation, ...] = (
    *(inserted, inserted, in_front, behind, invisible, broken, instead, reordered),
    *(doubled, dropped, nested, halved, escaped, empty),
)
ONE_IN = 400  # translations is huge


def harmless(text: str) -> str:
    """Return a translation with the source's codes that brings nothing with it."""
    return "".join(
        re.sub(r"\S+", "palavra", part.text) if part.kind == "text" else part.text for part in inline.parse(text)
    )


def hostile(text: str, chance: random.Random) -> str:
    """Return one translation of a source text, mutated in one to three ways."""
    base = harmless(text) if chance.random() < 0.7 else text
    for _ in range(chance.randint(1, 3)):
        base = chance.choice(MUTATIONS)(base, chance)
    return huge(base, chance) if chance.randrange(ONE_IN) == 0 else base
