"""Identification of a text's language by its grammatical words: fast enough to ask of every sentence.

A sentence of some length can hardly do without the words that `function_words.toml` lists for its language. Words that
languages share count less for each of them. Where the words leave a doubt, lingua's trigrams decide: its models
take their time and memory only then.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from heapq import nlargest
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.text.language.words import REMEMBERED

if TYPE_CHECKING:
    from lingua import LanguageDetector

# Names of one language for our purpose: what is written the same can't be told apart, and need not be.
SAME = {"nb": "no", "nn": "no", "fil": "tl", "bs": "hr", "sh": "hr", "in": "id", "mo": "ro"}
# Letters that few languages of a script write: all of these have to be listed with a letter, lest it speak against one.
LETTERS = {
    script: {language: frozenset(letters) for language, letters in languages.items()}
    for script, languages in {
        "Latn": {
            "pt": "ãõ",
            "es": "ñ¿¡",
            "gl": "ñ",
            "ca": "·",
            "de": "ßäöü",
            "sv": "åäö",
            "da": "åæø",
            "no": "åæø",
            "fi": "äö",
            "et": "äöüõ",
            "tr": "ğışİöüç",
            "pl": "łąęśźż",
            "lt": "ąęėįų",
            "ro": "țșăţş",
            "vi": "ăãõđơư",
            "hu": "őűöü",
            "cs": "řěů",
            "sk": "ľĺŕôä",
        },
        "Cyrl": {
            "uk": "іїєґ",
            "ru": "ыэъё",
            "bg": "ъ",
            "be": "ўіыэ",
            "sr": "ћђљњџј",
            "mk": "ѓќѕјљњџ",
            "kk": "қғңұүһәөыіэ",
        },
        "Arab": {"fa": "پچژگکی", "ur": "ٹڈڑںےھہگکی", "ar": "ةىيكأإئ", "ps": "ټډړږښځڅۍې"},
        "Deva": {"mr": "ळ"},
    }.items()
}
RELATIVES = {"no": {"da"}, "da": {"no"}, "id": {"ms"}, "ms": {"id"}, "hr": {"sr"}, "sr": {"hr"}}
# What the endings of words tell where grammatical words are few.
ENDINGS = {
    script: {language: tuple(endings.split()) for language, endings in languages.items()}
    for script, languages in {
        "Latn": {
            "pt": "ção ções ão ões dade dades ência ências ância mento mentos eiro eira úmero úmeros",
            "es": "ción ciones dad ía ías encia encias ancia miento mientos illa illas ero",
            "gl": "ción cións dade dades encia encias ancia mento mentos eiro eira úmero úmeros ía ías",
            "fr": "tion tions ement ements eux euse ité ités aient",
            "it": "zione zioni tà mento menti enza ello ella",
            "ca": "ció cions tat itat ència ment",
            "en": "ing tion tions ness ity",
        },
        "Deva": {
            "mr": "ांना ांत ांच्या ांनी ांचे ांचा ांची ांचं च्या ण्यात ण्याची ण्यासाठी ांसाठी तात न्यात ून ातील ावे",
            "hi": "ों ियों ाओं ेंगे ाएं ाएँ ियां ियाँ",
        },
    }.items()
}
LEAD = 3.0  # weights by which another language leads beyond doubt …
SHARE = 0.15  # … and for each word of the text
CLEARLY = 1.3  # times the score of the next: nothing else needs to be asked
ENDING = 0.7  # what the ending of a word weighs
LETTERS_COUNT = 3  # words with a letter of their own that count at most
TRACE = 1.0  # of the expected language: less is none …
UNRIVALLED = 0.6  # … and then this share of LEAD is enough
RIVALS = 2  # languages that lingua is asked about
DOUBTFUL = 5  # words that a text has at least if lingua is asked
CERTAIN = 0.9  # lingua's confidence that is taken …
FEW, SURER = 7, 0.97  # … and the one for fewer words than that: names and loans make up a label
# Whom to ask about where no grammatical word is found.
LARGE = {
    "Latn": ("en", "es", "pt", "fr", "de", "it"),
    "Cyrl": ("ru", "uk", "bg"),
    "Arab": ("ar", "fa", "ur"),
    "Deva": ("hi", "mr"),
}


@cache
def _profiles(script: str) -> tuple[Mapping[str, Mapping[str, float]], frozenset[str]]:
    """Return word → language → weight, and the languages that are known."""
    data = tomllib.loads((Path(__file__).parent / "function_words.toml").read_text("utf-8")).get(script, {})
    owners: dict[str, set[str]] = defaultdict(set)
    for language, line in data.items():
        for word in line.lower().split():
            owners[word].add(language)
    table = {word: dict.fromkeys(sorted(names), len(names) ** -0.5) for word, names in owners.items()}
    return table, frozenset(data)


def known(language: str, script: str) -> bool:
    """Tell whether the grammatical words of a language are known."""
    return SAME.get(language, language) in _profiles(script)[1]


def function_words(language: str, script: str) -> frozenset[str]:
    """Return the commonest grammatical words of a language; none where they aren't known."""
    name = SAME.get(language, language)
    return frozenset(word for word, weights in _profiles(script)[0].items() if name in weights)


def is_grammatical(words: Iterable[str], language: str, script: str) -> bool:
    """Tell whether there are words, all of them grammatical ones of the language: a sentence seldom ends in one."""
    table = _profiles(script)[0]
    grammatical = [SAME.get(language, language) in table.get(word, {}) for word in words]
    return bool(grammatical) and all(grammatical)


def guess(text: str, words: Sequence[str], expected: str, script: str) -> str | None:
    """Return the language that a text with these words (in lower case) is in, where it clearly is not the expected."""
    wanted = SAME.get(expected, expected)
    scores = _scores(words, wanted, script)
    best, mine = max(scores, key=lambda language: scores[language], default=""), scores.get(wanted, 0.0)
    if best == wanted or best in RELATIVES.get(wanted, ()):
        return None
    lead = scores.get(best, 0.0) - mine
    if lead >= max(LEAD, SHARE * len(words)) or (lead >= LEAD * UNRIVALLED and mine < TRACE and known(wanted, script)):
        return best
    # Where none leads, lingua's answer would change nothing, and its models take a second to load.
    if len(words) < DOUBTFUL or (best and (not lead or not known(wanted, script))):
        return None
    rivals = nlargest(RIVALS, scores, key=lambda language: scores[language]) if best else LARGE.get(script, ())
    kin = {wanted, *RELATIVES.get(wanted, ())}
    least = SURER if len(words) < FEW else CERTAIN
    opinion = _second_opinion(text, (wanted, *(name for name in rivals if name not in kin)), least)
    return opinion if opinion != wanted and (not best or scores.get(opinion or "", 0.0) > mine) else None


def _scores(words: Sequence[str], wanted: str, script: str) -> dict[str, float]:
    """Weigh the grammatical words; letters and endings count where these leave a doubt about the wanted language."""
    table = _profiles(script)[0]
    scores: dict[str, float] = defaultdict(float)
    for weights in filter(None, map(table.get, words)):
        for language, weight in weights.items():
            scores[language] += weight
    if not scores:
        return _features(words, script, scores)
    mine = scores[wanted]
    best = max((score for language, score in scores.items() if language != wanted), default=0.0)
    return scores if mine >= LEAD and mine > CLEARLY * best else _features(words, script, scores)


def _features(words: Sequence[str], script: str, scores: dict[str, float]) -> dict[str, float]:
    """Add what letters and endings tell."""
    marks = Counter(chain.from_iterable(map(_reader(script), words)))
    for (kind, language), count in marks.items():
        # A word with a letter of its own is as good as a grammatical word, up to a few of them.
        scores[language] += min(LETTERS_COUNT, count) if kind == "letter" else ENDING * count
    return scores


@cache
def _reader(script: str) -> Callable[[str], tuple[tuple[str, str], ...]]:
    """Return what tells of a word which languages have its letters and its ending: (`letter` or `ending`, language)."""
    letters, endings = LETTERS.get(script, {}), ENDINGS.get(script, {})

    @lru_cache(maxsize=REMEMBERED)
    def read(word: str) -> tuple[tuple[str, str], ...]:
        own = [("letter", language) for language, those in letters.items() if not those.isdisjoint(word)]
        return *own, *(("ending", language) for language, those in endings.items() if word.endswith(those))

    return read


def _second_opinion(text: str, languages: tuple[str, ...], least: float) -> str | None:
    """Return which of the languages lingua is sure of; None where it isn't, or doesn't know one of them."""
    detector = _detector(languages)
    if detector is None:
        return None
    first = detector.compute_language_confidence_values(text)[0]
    name = first.language.iso_code_639_1.name.lower()
    return SAME.get(name, name) if first.value >= least else None


@cache
def _detector(languages: tuple[str, ...]) -> LanguageDetector | None:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    named = ["NB" if language == "no" else language.upper() for language in languages]
    codes = [code for code in named if hasattr(IsoCode639_1, code)]
    if named[:1] != codes[:1] or len(codes) < 2:
        return None
    builder = LanguageDetectorBuilder.from_iso_codes_639_1(*(getattr(IsoCode639_1, code) for code in codes))
    # Trigrams alone are enough between so few languages, and take a tenth of the memory.
    return builder.with_low_accuracy_mode().build()
