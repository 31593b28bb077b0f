"""Translations as an enemy would write them: made of a harmless one, in ways that are the same on every run."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from pipeline.text import inline
from tests.support import ROOT

Mutation = Callable[[str, random.Random], str]

PIECES = (ROOT / "tests/fixtures/hostile/pieces.txt").read_text("utf-8").splitlines()
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
    codes = [match[0] for match in CODE.finditer(text)]
    shuffled = iter(chance.sample(codes, len(codes)))
    return CODE.sub(lambda _: next(shuffled), text)


def doubled(text: str, chance: random.Random) -> str:
    codes = [match[0] for match in CODE.finditer(text)] or ["<1>"]
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(codes) + text[at:]


def dropped(text: str, chance: random.Random) -> str:
    spans = [match.span() for match in CODE.finditer(text)]
    if not spans:
        return text[: chance.randint(0, len(text))]
    start, end = chance.choice(spans)
    return text[:start] + text[end:]


def nested(text: str, chance: random.Random) -> str:
    """Put every pair of codes into another one, as far as the grammar of codes allows."""
    pairs = [number for number in re.findall(r"<(\d+)>", text) if f"</{number}>" in text]
    alone = [match[0] for match in CODE.finditer(text) if match[0].endswith("/>")]
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


# Contacts in sentences with their translations: what a page can't judge, since any number and any name is text.
CONTACTS = (
    ("Call +1 800 555 0142 at any hour.", "Ligue para +1 800 555 0142 a qualquer hora."),
    ("Call <1>(800) 555-0199</1> before you travel.", "Ligue para <1>(800) 555-0199</1> antes de viajar."),
    ("Text 020 7946 0018 if your temperature rises.", "Envie uma mensagem para 020 7946 0018 se a febre subir."),
    ("Write to care@clinic.example today.", "Escreva hoje para care@clinic.example."),
    ("See https://clinic.example/aftercare/step for more.", "Veja https://clinic.example/aftercare/step para mais."),
    ("The forms are on www.lindenvale.example.", "Os formulários estão em www.lindenvale.example."),
)
CONTACT = re.compile(r"\S*@\S+\w|https?://\S+\w|www\.\S+\w|[+(\d][\d ()-]{8,}\d")
ALIKE = dict(zip("aeopcxyisl", "аеорсхуіѕ1", strict=True)) | {"n": "ո", "v": "ν", "d": "ԁ", "m": "rn"}


def disguised(text: str, chance: random.Random) -> str:
    """Change a contact so that few readers see it: a digit, a letter that looks like another, a direction."""
    match = CONTACT.search(text)
    assert match is not None
    before, contact, after = text[: match.start()], match[0], text[match.end() :]
    digits = [at for at, sign in enumerate(contact) if sign.isdigit()]
    if len(digits) > 6:
        return before + _misdialled(contact, digits, chance) + after
    letters = [at for at, sign in enumerate(contact) if sign in ALIKE and at > contact.find("//") + 1]
    at = chance.choice(letters)
    kind = chance.randrange(4)
    if kind == 0:
        contact = contact[:at] + ALIKE[contact[at]] + contact[at + 1 :]
    elif kind == 1:
        contact = contact[:at] + chance.choice("\u200b\u200c\u2060\u00ad\u202e") + contact[at:]
    elif kind == 2:
        contact = contact.replace("example", chance.choice(["examp1e", "exarnple", "example.co", "evil", "exemple"]))
    else:
        after += f" Ou: {chance.choice(['https://evil.example/x', 'www.evil.example', 'desk@evil.example'])}"
    return before + contact + after


def _misdialled(phone: str, digits: list[int], chance: random.Random) -> str:
    at = chance.choice(digits)
    match chance.randrange(6):
        case 0:
            other = chance.choice([digit for digit in "0123456789" if digit != phone[at]])
            return phone[:at] + other + phone[at + 1 :]
        case 1:
            return phone[:at] + phone[at + 1 :]
        case 2:
            return phone[:at] + chance.choice("0123456789") + phone[at:]
        case 3:
            pairs = [(a, b) for a in digits for b in digits if a < b and phone[a] != phone[b]]
            first, second = chance.choice(pairs)
            signs = list(phone)
            signs[first], signs[second] = signs[second], signs[first]
            return "".join(signs)
        case 4:
            return chance.choice("\u202e\u202d") + phone
    mark = chance.choice(["\u200f", "\u061c", "\u202b", "\u2067"])
    end = {"\u202b": "\u202c", "\u2067": "\u2069"}.get(mark, mark)
    return mark + phone + end
