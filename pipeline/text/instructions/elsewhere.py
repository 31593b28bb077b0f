"""Doses that a translation brings in, also in languages whose instructions nobody has written down yet.

Where no data reads "two tablets", a tablet in a translation whose English source speaks of no medicine came from
nowhere. The words are few, and begin as inflected forms do.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.locales import Locale
from pipeline.text.instructions.lexicon import LEXICA
from pipeline.text.instructions.reading import Facet, read
from pipeline.text.names import medicines
from pipeline.text.names.spelling import fold

# Tablet, capsule, pill, drop, injection, ampoule, dose, milligram, millilitre. Endings may follow, but not behind "=".
_WORDS = {
    "bn": "ট্যাবলেট ক্যাপসুল বড়ি ফোঁটা ইনজেকশন মিলিগ্রাম মিলিলিটার ডোজ চামচ",
    "ca": "comprimit pastill càpsul injecci mil·ligram mil·lilitr dosi",
    "cs": "tablet kapsl pilul kapk injekc ampul miligram mililitr dávk",
    "da": "tablet kapsl pille dråbe injektion ampul milligram milliliter dosis",
    "el": "δισκί κάψουλ χάπι σταγόν ένεσ ενέσ αμπούλ χιλιοστόγραμμ δόσ",
    "fa": "قرص کپسول قطره آمپول تزریق میلی‌گرم میلی‌لیتر دوز",
    "fi": "tablet kapsel pilleri tippa ruiske ampull milligramm millilitra",
    "he": "טבליה= טבליות= קפסולה= קפסולות= זריקה= זריקות= מיליגרם מינון=",
    "hu": "tablett kapszul pirul csepp injekció ampull milligramm milliliter adag",
    "id": "tablet kapsul pil= tetes suntikan ampul miligram mililiter dosis",
    "it": "compressa= compresse= capsul pillol gocc= gocce= iniezion fial= fiale= milligramm millilitr dose= dosi=",
    "ja": "錠剤 カプセル 注射 アンプル ミリグラム ミリリットル",
    "ko": "알약 캡슐 앰플 밀리그램 밀리리터 복용량",
    "nb": "tablett kapsel kapsl pille dråpe injeksjon ampull milligram milliliter dose",
    "nl": "tablet capsule pil= pillen= druppel injectie ampul milligram milliliter dosis= doses=",
    "pl": "tablet kapsuł pigułk kropl zastrzyk ampuł miligram mililitr dawk",
    "ro": "comprimat tablet capsul pilul picătur injecți fiol miligram mililitr doză= doze= doza=",
    "sv": "tablett kapsel kapsl piller droppar droppe injektion ampull milligram milliliter dos= dosen= doser=",
    "th": "แคปซูล ยาเม็ด มิลลิกรัม มิลลิลิตร",
    "tr": "tablet kapsül hap= hapı= haplar damla= damlalar iğne= enjeksiyon ampul miligram mililitre doz= dozu= dozda=",
    "uk": "таблет капсул пігул крапл ін'єкц ін’єкц ампул міліграм мілілітр доза= дози= дозу=",
    "ur": "گولی= گولیاں= کیپسول انجیکشن ملیگرام=",
    "vi": "miligam mililit liều=",
}
UNSPACED = frozenset({"ja", "th", "ko"})
FORMS = frozenset({"tablet", "capsule", "pill", "drop", "injection", "puff"})
IDEOGRAPHS = re.compile("[\u4e00-\u9fff]")
MEDICINAL = re.compile("[药藥胶膠囊针針剂劑]")
WORD = re.compile(r"[^\W\d_]+")
SHORTEST_NAME = 7  # letters of an international name that is no word of any other language
LONGEST_ENDING = 5  # letters
# An English text that speaks of any medicine, measure or way to take it may well need such a word.
SPEAKS_OF_MEDICINE = re.compile(
    r"\b(?:medic|drug|tablet|pill|capsul|caplet|drop|dos(?:e|es|age|ing)\b|overdos|inject|needle|syring|vaccin|immuni[sz]|shots?\b"
    r"|jabs?\b|boost|spoon|puff|inhal|spray|patch|ampoul|vial|infus|drip|treat|therap|prescri|chemo|remed|milli|micro|gram|kilo|units?\b"
    r"|lit(?:er|re)s?\b|supplement|vitamin|antibiot|insulin|pen\b|pump|lozeng|sachet|suppositor|cream|ointment|syrup|steroid"
    r"|hormon|antibod|dispens|pharmac|takes?\b|taking|swallow|sting|prick|blood|portion|serving|contracepti|administ|tears?\b|scale"
    r"|part|time|viral|test|kit|record|disc|plate|sign)|\d",
    re.IGNORECASE,
)


def added(source: str, target: str, locale: Locale) -> tuple[int, int] | None:
    """Return where a translation names a form or a measure of medicines while its English source speaks of none.

    In a language that has instructions of its own it is a form that is counted; None where there are no words at all.
    """
    words = _pattern(locale.language)
    if words is None and LEXICA.load(locale.language) is not None:
        counted = next((facet for facet in read(target, locale) if _is_counted_form(facet)), None)
        if counted is None or SPEAKS_OF_MEDICINE.search(source):
            return None
        return counted.start, counted.end
    if SPEAKS_OF_MEDICINE.search(source):
        return None
    match = words.search(target) if words else None
    if match or locale.script != "Latn" or _medicine(source):
        return match and match.span()
    return _medicine(target)


def _medicine(text: str) -> tuple[int, int] | None:
    """Return where a text names a medicine by its international name."""
    known = medicines.medicine_list().keys
    names = (word for word in WORD.finditer(text) if len(word[0]) >= SHORTEST_NAME and fold(word[0]) in known)
    return next((name.span() for name in names), None)


def _is_counted_form(facet: Facet) -> bool:
    """Tell whether a facet is so many tablets; glasses and envelopes hold other things as well.

    The counters of Chinese count moles and slices, too: there a word for medicine has to stand with them.
    """
    if facet.slot != "form" or not facet.count or facet.values.isdisjoint(FORMS):
        return False
    return not IDEOGRAPHS.search(facet.text) or MEDICINAL.search(facet.text) is not None


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    if language not in _WORDS:
        return None
    words = _WORDS[language].split()
    if language in UNSPACED:
        return re.compile("|".join(map(re.escape, words)))
    ending = rf"\w{{0,{LONGEST_ENDING}}}"
    forms = [re.escape(word.removesuffix("=")) + ("" if word.endswith("=") else ending) for word in words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)
