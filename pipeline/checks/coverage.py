"""Checks of coverage: a translation has all of its source and nothing besides, and isn't that of a neighbour.

Nobody here understands either text. Evidence is weighed instead: which things, numbers and names of one text turn up in
the other, how long a translation into the language is, how many sentences there are, and how they end. Each weight is
the logarithm of how much likelier an observation is of the error than of a good translation; the figures are rounded
shares of the words that turn up in good translations and in those of other sentences.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from pipeline.checks import language, mojibake, prose, script
from pipeline.locales import Locale
from pipeline.model import Finding, Span, Unit
from pipeline.text import inline
from pipeline.text.language import evidence, identify
from pipeline.text.language.evidence import LengthRatio, Marks, Pair, Piece, Sentence

CHECKS = {
    "entry-shifted": "The translation seems to belong to another entry.",
    "truncated": "The translation breaks off before the source ends.",
    "sentence-lost": "A sentence of the source has no counterpart in the translation.",
    "content-added": "A sentence of the translation has no counterpart in the source.",
    "length-implausible": "The translation is much shorter or longer than translations into the language are.",
}

# Of pieces: the weight of one that the other text lacks, and of one that it has.
FROM_SOURCE = {"number": (1.8, -1.9), "name": (1.0, -1.6), "word": (0.0, -1.5)}
FROM_TARGET = {"number": (1.8, -1.9), "name": (1.6, -1.6), "word": (0.0, -1.5)}
# The share of a source's things that turn up in good translations, and of the things of a good translation that do in
# its source; and the shares that turn up in other sentences.
FOUND = {
    "pt": (0.88, 0.75),
    "es": (0.87, 0.72),
    "fr": (0.845, 0.66),
    "hi": (0.86, 0.69),
    "ar": (0.825, 0.63),
    "ru": (0.78, 0.62),
    "zh": (0.78, 0.52),
}
ELSE_FOUND = (0.8, 0.65)
BY_CHANCE = (0.215, 0.175)
BACK = 0.7  # what the way back counts: the same words speak both ways
SHIFTED, SHIFTED_SHORT = 5.5, 8.0  # the weight that is reported; of a short text, which has few words that could be met
TRUNCATED = 4.5
LOST = 4.5
ADDED = 4.5
ELSEWHERE = 0.7  # the deviation of log(length / length) between sentences that have nothing to do with each other
# What it weighs that there are (not) fewer sentences than in the source, or more: translators seldom join or part any.
FEWER, MORE = (-2.5, 3.0), (-3.0, 3.6)
TAILS = (0.5, 0.6, 0.7, 0.8)  # shares of a text after which it may break off
BRIEF = 70  # characters up to which a text is short
LABEL = 60  # characters up to which a text may be a label: its words have many translations …
DOUBT = 1.5  # … which is weighed against what is found …
UNSAID = 3.0  # … and more where one of the two is no sentence
FEW = 12  # characters of a source that tell nothing
EXTREME = 5.5  # standard deviations of a length that nothing else explains
FAR = 8.0  # the most that the square of a deviation counts for: beyond it all lengths are as unlikely
WIDER = 0.5  # what it counts that lengths are spread wider elsewhere: fewer of them lie at any one place
SHORTEST, SHORTEST_IF_EXTREME = LABEL / 2, LABEL / 3  # characters of a source that can be told from another's
LONGER = 0.5  # deviations by which a translation is longer than expected: that one doesn't break off
# What it weighs that a translation lacks the sign that ends its source, that the source itself has none, that a bracket
# stays open, and that the last word is one which sentences seldom end in.
NO_END, NO_END_OF_LABEL, NO_ENDS, OPEN, GRAMMATICAL_END = 4.0, 1.5, -0.5, 2.5, 1.5
VERB_LAST_ORDER = 0.5  # what the order of pieces counts where the end of a source stands in the middle
LEAST_REST = 0.1  # share of a text that is left without a sentence: so little has no measure
SHOWN = 25  # characters that a translator is shown of the end
TERMINAL = frozenset(".!?:;…。！？：；؟؛۔।॥")
BEHIND = " \t\n\r\u00a0\"'”’»」』)]）】›"  # what closes behind the sign that ends a sentence
OPENING, CLOSING = "([（【«“「", ")]）】»”」"
VERB_LAST = frozenset({"hi", "ur", "bn", "mr", "ne", "fa", "tr", "ja", "ko", "de", "nl", "ta", "te"})

Weights = dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A source and a translation side by side; `in_target` and `in_source` are what they offer to be matched."""

    source: Sequence[Sentence]
    target: Sequence[Sentence]
    in_target: Marks
    measure: LengthRatio
    lengths: tuple[int, int]
    weights: Weights
    in_source: Marks
    back: Weights
    # Of each sentence: what its pieces weigh for the error, by what the other side has of them.
    missing: tuple[float, ...]
    extra: tuple[float, ...]


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Compare each form of the translation with its source; the likeliest explanation alone is reported."""
    if source.language == target.language or target.pseudo:
        return
    for pair in unit.pairs(target.forms):
        if inline.is_blank(pair.target) or pair.source == pair.target or len(pair.source) < FEW:
            continue
        original, written = prose.read(pair.source).text, prose.read(pair.target).text
        compared = compare(original, written, source, target)
        suspects = (
            _shifted(compared, unit, original, written),
            _truncated(compared, unit, original, written, target),
            _lost(compared, unit, pair.source),
            _added(compared, unit, original, written),
        )
        likeliest = max((each for each in suspects if each is not None), key=lambda each: each.weight, default=None)
        if likeliest is not None:
            # Text of another language or in ruined letters shares nothing with the source either.
            if not (
                mojibake.misread(written, pair.source, target)
                or script.romanised(written, pair.source, target)
                or language.foreign(pair.target, target)
            ):
                yield likeliest.finding.of(pair.source)
        elif abs(score := compared.measure.score(*compared.lengths)) > EXTREME:
            how = "long" if score > 0 else "short"
            before, after = compared.lengths
            message = f"The translation is unusually {how}: {after} characters for {before}."
            yield Finding("length-implausible", "minor", message, unit)


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A finding with the weight of its evidence over what is reported."""

    weight: float
    finding: Finding


def _suspect(
    check: str, weight: float, unit: Unit, message: str, source: Span | None = None, target: Span | None = None
) -> Suspicion:
    """Return what is reported: major, because evidence is no proof.

    Where a number, a name or a negation is gone with it, that is one, and the finding takes over its severity.
    """
    return Suspicion(weight, Finding(check, "major", message, unit, source, target))


def compare(original: str, written: str, source: Locale, target: Locale) -> Comparison:
    """Read both texts for comparison."""
    kin = source.script == target.script
    source_sentences = evidence.sentences(original, Pair(source.language, target.language, kin))
    target_sentences = evidence.sentences(written, Pair(target.language, source.language, kin))
    in_target, in_source = evidence.inventory(target_sentences), evidence.inventory(source_sentences)
    weights, back = _weights(target.language)
    return Comparison(
        source_sentences,
        target_sentences,
        in_target,
        evidence.length_ratio(target.language, target.script, source.language),
        (len(original.strip()), len(written.strip())),
        weights,
        in_source,
        back,
        tuple(_weigh(sentence.pieces, in_target, weights) for sentence in source_sentences),
        tuple(_weigh(sentence.pieces, in_source, back) for sentence in target_sentences),
    )


@cache
def _weights(language: str) -> tuple[Weights, Weights]:
    """Return the weights of the pieces of sources and of translations."""
    shares = zip(FOUND.get(language, ELSE_FOUND), BY_CHANCE, strict=True)
    forward, back = ((math.log((1 - chance) / (1 - share)), math.log(chance / share)) for share, chance in shares)
    return {**FROM_SOURCE, "thing": forward}, {**FROM_TARGET, "thing": back}


def _weigh(pieces: Iterable[Piece], other: Marks, weights: Weights) -> float:
    return sum([weights[piece.kind][not other.isdisjoint(piece.asks)] for piece in pieces])


def _shifted(pair: Comparison, unit: Unit, original: str, written: str) -> Suspicion | None:
    weight = sum(pair.missing) + BACK * sum(pair.extra)
    if weight < 0:
        return None
    deviation = pair.measure.deviation(pair.lengths[0])
    score = pair.measure.score(*pair.lengths)
    most = 2 * EXTREME if score > 0 else FAR
    weight += min(most, score**2) / 2 - min(FAR, (score * deviation / ELSEWHERE) ** 2) / 2 - WIDER
    weight -= UNSAID * (pair.lengths[0] < LABEL and not (_ends(original) and _ends(written)))
    wanted = SHIFTED_SHORT if len(original) < BRIEF else SHIFTED
    if weight < wanted or pair.lengths[0] < (SHORTEST_IF_EXTREME if score > EXTREME else SHORTEST):
        return None
    message = "Hardly anything of the source stands in the translation: it seems to belong to another entry."
    return _suspect("entry-shifted", weight - SHIFTED, unit, message, None, (0, len(written)))


def _truncated(pair: Comparison, unit: Unit, original: str, written: str, target: Locale) -> Suspicion | None:
    score = pair.measure.score(*pair.lengths)
    if score > LONGER:
        return None
    ends = _ends(original), _ends(written)
    if ends == (True, True):
        return None
    # Labels and hints of a user interface lose their full stop at will.
    label = pair.lengths[0] < LABEL
    weight = (NO_END_OF_LABEL if label else NO_END) if ends[0] else NO_ENDS
    unclosed = sum(map(written.count, OPENING)) - sum(map(written.count, CLOSING))
    if unclosed > max(0, sum(map(original.count, OPENING)) - sum(map(original.count, CLOSING))):
        weight += OPEN
    if identify.is_grammatical(prose.read(written).words[-1:], target.language, target.script):
        weight += GRAMMATICAL_END
    if label and weight < 0:
        return None  # a shorter word for the same thing
    pieces = [piece for sentence in pair.source for piece in sentence.pieces]
    order = VERB_LAST_ORDER if target.language in VERB_LAST else 1.0
    best = max(
        TAILS,
        key=lambda share: (
            pair.measure.evidence(*pair.lengths, share)
            + order * _weigh(pieces[int(share * len(pieces)) :], pair.in_target, pair.weights)
        ),
    )
    tail = pieces[int(best * len(pieces)) :]
    weight += pair.measure.evidence(*pair.lengths, best) + order * _weigh(tail, pair.in_target, pair.weights)
    weight -= DOUBT * (label + (ends == (False, False)))
    if weight < TRUNCATED:
        return None
    last = written.rstrip()[-SHOWN:]
    message = f"The translation breaks off at “…{last}”: the end of the source is missing."
    span = (max(0, len(written.rstrip()) - 1), len(written.rstrip()))
    return _suspect("truncated", weight - TRUNCATED, unit, message, None, span)


def _ends(text: str) -> bool:
    """Tell whether a text ends as sentences do."""
    return text.rstrip(BEHIND)[-1:] in TERMINAL


def _lost(pair: Comparison, unit: Unit, text: str) -> Suspicion | None:
    if len(pair.source) < 2:
        return None
    fewer = len(pair.source) > len(pair.target)
    weight, sentence = _likeliest(pair, pair.source, pair.missing, lost=True)
    weight += FEWER[fewer] - LOST
    if weight < 0:
        return None
    quoted = " ".join(text[sentence.start : sentence.end].split())
    message = f"“{quoted}” has no counterpart in the translation."
    return _suspect("sentence-lost", weight, unit, message, (sentence.start, sentence.end))


def _likeliest(
    pair: Comparison, sentences: Sequence[Sentence], weights: Sequence[float], *, lost: bool
) -> tuple[float, Sentence]:
    """Return the sentence that pieces and lengths are best explained without, the other side's or its own, and why."""
    total = sum(sentence.length for sentence in sentences)
    weighed = []
    for sentence, weight in zip(sentences, weights, strict=True):
        rest = max(LEAST_REST, 1 - sentence.length / total)
        weighed.append((weight + pair.measure.evidence(*pair.lengths, rest if lost else 1 / rest), sentence))
    return max(weighed, key=itemgetter(0))


def _new(pair: Comparison) -> list[float]:
    """Weigh the sentences of the translation; what another of them has from the source, too, tells nothing."""
    offers = [evidence.inventory([sentence]) for sentence in pair.target]
    sharing = Counter(mark for marks in offers for mark in marks)
    weights = []
    for sentence, own in zip(pair.target, offers, strict=True):
        total = 0.0
        for piece in sentence.pieces:
            common = piece.asks & pair.in_source
            if not common or any(sharing[mark] <= (mark in own) for mark in common):
                total += pair.back[piece.kind][bool(common)]
        weights.append(total)
    return weights


def _added(pair: Comparison, unit: Unit, original: str, written: str) -> Suspicion | None:
    if len(pair.target) < 2:
        return None
    if pair.lengths[0] < LABEL and not _ends(original) and not _ends(written):
        return None  # the full stop inside of a label is an abbreviation's
    more = len(pair.target) > len(pair.source)
    extra = _new(pair) if more else pair.extra
    weight, sentence = _likeliest(pair, pair.target, extra, lost=False)
    weight += MORE[more] - ADDED
    if weight < 0:
        return None
    span = (sentence.start, sentence.end)
    message = "This sentence has no counterpart in the source."
    return _suspect("content-added", weight, unit, message, None, span)
