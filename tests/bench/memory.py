"""How fast the translation memory is with 100,000 units: importing TMX, and fuzzy search.

    python tests/bench/memory.py [--units 100000]

The sentences are made of word lists: English, Chinese and Arabic-like ones. Figures: seconds
to import a TMX file with its peak of memory, beside translate-toolkit's reader where that is installed; seconds to
the first match, and the median and the slowest of 200 fuzzy searches, for sentences with an edited word, for
sentences of common words alone, and for Chinese and Arabic ones.
"""

from __future__ import annotations

import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import material

from pipeline import locales
from pipeline.memory import Memory, Notices, Query, Store, TranslationUnit, tmx
from pipeline.project.config import Settings
from pipeline.stages import memory_exchange

COMMON = """
    the of and to in a is that you your for with on are be this as can may have will or not if by at from our we
    when after before during about more who their they them it has been which also these such than into
"""
STEMS = (
    "cardi",
    "neur",
    "hepat",
    "nephr",
    "derm",
    "oste",
    "gastr",
    "lymph",
    "angi",
    "arthr",
    "bronch",
    "cyst",
    "thorac",
)
ENDS = ("itis", "oma", "osis", "opathy", "algia", "ectomy", "oplasty", "ography", "ology", "ic", "al", "ectasis")
PLAIN = """
    nurse doctor clinic visit sample blood test result family letter room ward meal pain fever cough rest walk bed
    phone form card week month morning evening child parent advice treatment infusion biopsy scan surgery recovery
"""
HAN = (
    "患者医生治疗细胞血液检查医院药物手术护士家属症状疼痛发热感染"
    "输液门诊结果报告时间每天需要可以我们您的请在后前如果出现联系"
)
ARABIC = """
    المريض الطبيب العلاج الدم الفحص المستشفى الدواء الجراحة الممرضة العائلة الأعراض
    الألم الحمى بعد قبل خلال إذا من في إلى على
"""


def english(rng: random.Random, vocabulary: list[str]) -> str:
    words = [
        rng.choice(COMMON.split()) if rng.random() < 0.45 else rng.choice(vocabulary) for _ in range(rng.randint(5, 24))
    ]
    return f"{' '.join(words).capitalize()}."


def chinese(rng: random.Random, vocabulary: list[str]) -> str:
    return "".join(rng.choice(vocabulary) for _ in range(rng.randint(4, 20))) + "。"


def arabic(rng: random.Random, vocabulary: list[str]) -> str:
    return " ".join(rng.choice(vocabulary) for _ in range(rng.randint(5, 20))) + "."


def vocabularies(rng: random.Random) -> dict[str, list[str]]:
    stems = [f"{rng.choice(STEMS)}o{rng.choice(STEMS)}{rng.choice(ENDS)}" for _ in range(2_000)]
    han = ["".join(rng.sample(HAN, 2)) for _ in range(3_000)]
    affixes = ["و", "ب", "ل", "ف", ""]
    arab = [
        "".join((rng.choice(affixes), word, rng.choice(("", "ة", "ات", "ين", "ه"))))
        for word in ARABIC.split()
        for _ in range(40)
    ]
    return {"en": [*PLAIN.split() * 20, *stems], "zh_CN": han, "ar": arab}


MAKERS: dict[str, Callable[[random.Random, list[str]], str]] = {"en": english, "zh_CN": chinese, "ar": arabic}


def units(count: int, language: str, words: list[str]) -> Iterator[TranslationUnit]:
    rng = random.Random(count)
    for number in range(count):
        text = MAKERS[language](rng, words)
        yield TranslationUnit(text, f"{text[::-1]} {number}", language, "pt_BR", standing="reviewed")


def edited(rng: random.Random, text: str, language: str) -> str:
    if language == "zh_CN":
        at = rng.randrange(len(text) - 1)
        return f"{text[:at]}{rng.choice(HAN)}{text[at + 1 :]}"
    words = text.split()
    words[rng.randrange(len(words) - 1)] = rng.choice(PLAIN.split())
    return " ".join(words)


def measure(memory: Memory, name: str, texts: list[str]) -> None:
    times, found = [], 0
    for text in texts:
        start = time.perf_counter()
        found += bool(memory.matches(Query(text), threshold=0.7, limit=3))
        times.append((time.perf_counter() - start) * 1_000)
    shown = f"median {statistics.median(times):.1f} ms, slowest {max(times):.1f} ms"
    print(f"  {name}: {shown}, {found} of {len(texts)} found")


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = material.options(__doc__)
    parser.add_argument("--units", type=int, default=100_000)
    options = parser.parse_args()
    rng = random.Random(7)
    words = vocabularies(rng)
    target = locales.parse("pt_BR")
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for language, its in words.items():
            source = locales.parse(language)
            file = root / f"{language}.tmx"
            with file.open("w", encoding="utf-8") as stream:
                made = units(options.units, language, its)
                stream.writelines(
                    tmx.write(made, Notices(), source=source, created="2026-11-23T10:00:00Z", version="1")
                )
            home = root / language
            home.mkdir()
            settings = Settings(root=home, source=source, targets=(target,), memory=home / "memory")
            before, start = peak(), time.perf_counter()
            done = memory_exchange.import_tmx(settings, file)
            taken = time.perf_counter() - start
            size = file.stat().st_size / 1e6
            print(f"{language}: {sum(done.counts.values())} units ({size:.0f} MB) imported in {taken:.1f} s")
            print(f"  memory grew by {peak() - before:.0f} MB")
            if language == "en":
                peer(file, taken)
            store = Store(settings.state / "memory.sqlite")
            memory = Memory(store, source, target)
            texts = [unit.source for unit in units(options.units, language, its)]
            start = time.perf_counter()
            memory.matches(Query(edited(rng, texts[0], language)))
            print(f"  first match after {time.perf_counter() - start:.1f} s")
            measure(memory, "an edited word", [edited(rng, rng.choice(texts), language) for _ in range(200)])
            if language == "en":
                common = [" ".join(rng.choice(COMMON.split()) for _ in range(rng.randint(6, 15))) for _ in range(200)]
                measure(memory, "common words alone", common)
            store.close()


def peer(file: Path, own: float) -> None:
    """Print how long translate-toolkit takes to read the same file, where it is installed."""
    try:
        from translate.storage import tmx as toolkit
    except ImportError:
        return
    start = time.perf_counter()
    with file.open("rb") as stream:
        read = toolkit.tmxfile(stream)
    pairs = sum(bool(unit.source and unit.target) for unit in read.units)
    taken = time.perf_counter() - start
    print(
        f"  translate-toolkit reads {pairs} units of it in {taken:.1f} s: {own / taken:.2f} of its time, index included"
    )


if __name__ == "__main__":
    main()
