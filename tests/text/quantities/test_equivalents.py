"""What two languages state in different words is no change, and another value in such words is one."""

from __future__ import annotations

import pytest

from pipeline import locales
from pipeline.text import quantities

SAME = [  # source, locale, translation
    ("Wait half an hour.", "pt_BR", "Espere 30 minutos."),
    ("every other day", "es", "cada 2 días"),
    ("every other day", "id", "2 hari sekali"),
    ("every 2 days", "tr", "gün aşırı"),
    ("every 2 days", "pt_BR", "dia sim, dia não"),
    ("every two weeks", "fr", "tous les 15 jours"),
    ("every 3 months", "it", "trimestralmente"),
    ("weekly", "pt_BR", "1 vez por semana"),
    ("weekly", "tr", "haftada 1 kez"),
    ("Wait half an hour.", "hi", "30 मिनट रुकें।"),
    ("Wait 30 minutes.", "fr", "Attendez une demi-heure."),
    ("Wait 30 minutes.", "ru", "Подождите полчаса."),
    ("Wait 30 minutes.", "ar", "انتظر نصف ساعة."),
    ("Wait 30 minutes.", "zh_Hans", "请等待半个小时。"),
    ("Leave it on for a quarter of an hour.", "de", "15 Minuten einwirken lassen."),
    ("It lasts a year and a half.", "es", "Dura 18 meses."),
    ("It is checked after 48 hours.", "pt_BR", "É examinado depois de dois dias."),
    ("Two thirds of the women", "fr", "Deux femmes sur trois"),
    ("Two thirds of the women", "hi", "तीन में से दो महिलाएँ"),
    ("About 30% of the children", "de", "Etwa drei von zehn Kindern"),
    ("One in five patients", "es", "El 20 % de los pacientes"),
    ("A quarter of all patients", "zh_Hans", "25%的患者"),
    ("women in their 40s", "pt_BR", "mulheres entre 40 e 49 anos"),
    ("women in their 40s", "fr", "les quadragénaires"),
    ("She is in her seventies.", "hi", "उनकी उम्र 70 से 79 साल के बीच है।"),
    ("Rest for a couple of days.", "ru", "Отдохните два-три дня."),
    ("Rest for a couple of days.", "zh_Hans", "休息两三天。"),
    ("Come at half past three.", "de", "Kommen Sie um halb vier."),
    ("Come at half past three.", "zh_Hans", "请下午3:30来。"),
    ("It closes at a quarter to six.", "fr", "Elle ferme à 17 h 45."),
    ("It closes at a quarter to six.", "hi", "यह पौने छह बजे बंद होता है।"),
    ("One hundred and thirty-one patients", "it", "131 pazienti"),
    ("Three thousand four hundred and five samples", "pt_BR", "3.405 amostras"),
    ("The median was 12·5 months.", "fr", "La médiane était de 12,5 mois."),
    ("aged 6–59 months, and under 6 months", "pt_BR", "de 6 a 59 meses, e com menos de 6 meses"),
    ("at the 6th and 9th month", "ru", "на 6-м и 9-м месяце"),
    ("at the 6th and 9th month", "it", "al 6° e 9° mese"),
    ("from 12.5 to 9.3 million", "zh_Hans", "从1250万下降到930万"),
    ("Give 5 mg per kg of body weight.", "zh_Hans", "按每公斤体重5毫克给药。"),
    ("2 × 10⁶ per kg", "de", "pro kg 2 × 10⁶"),
    ("a threefold risk", "es", "un riesgo tres veces mayor"),
    ("the sixmonth programme", "fr", "le programme de 6 mois"),
    ("the five-factor model", "zh_Hans", "五因素模型"),
    ("(P<0.05,0.01)", "zh_Hans", "（P<0.05，0.01）"),
    ("0.85,0.91 and 0.77", "es", "0,85,0,91 y 0,77"),
    ("on 01/07/2019", "zh_Hans", "2019年7月1日"),
    ("analysed with SPSS 24.0", "fr", "analysées avec SPSS 24.0"),
    ("more than 42.000 people", "ru", "более 42 000 человек"),
]
SAME += [
    ("We used Stata Version 16.1.", "pt_BR", "Usamos o Stata versão 16.1."),
    ("Rinse your mouth every 6 hours.", "pt_BR", "Enxágue a boca quatro vezes ao dia."),
    ("Rinse your mouth four times a day.", "pt_BR", "Enxágue a boca de 6 em 6 horas."),
    ("Rinse your mouth three times daily.", "es", "Enjuáguese la boca cada 8 horas."),
    ("Rinse your mouth twice daily.", "fr", "Rincez-vous la bouche toutes les 12 heures."),
    ("Rinse both ears twice daily.", "it", "Sciacquare entrambe le orecchie ogni 12 ore."),
    ("Rinse your mouth three times a day.", "tr", "8 saatte bir ağzınızı çalkalayın."),
    ("Rinse your mouth every 4 hours.", "id", "Berkumurlah enam kali sehari."),
    ("Rinse your mouth every 8 hours.", "vi", "Súc miệng ba lần mỗi ngày."),
    ("Both arms", "vi", "Cả 2 cánh tay"),
    ("Both arms", "pt_BR", "Os 2 braços"),
    ("Weigh the 2 babies.", "es", "Pese a ambos bebés."),
    ("The ward is open on Mondays and Saturdays.", "vi", "Khoa mở cửa vào thứ 2 và thứ 7."),
    ("Closed on Wednesday", "pt_BR", "Fechado na 4ª-feira"),
    ("The fourth dose", "vi", "Liều thứ 4"),
    ("It weighs three hundred and five grams.", "vi", "Nó nặng 305 gam."),
    ("on 7 July 2021", "vi", "ngày 7 tháng 7 năm 2021"),
    ("a risk of 0·35", "es", "un riesgo de 0 · 35"),
    ("Give 30 mg in the morning.", "tr", "Sabahları 30 mg'lık kapsül verin."),
    ("It fell to 36 °C.", "tr", "36 °C'ye düştü."),
    ("both use ACE2 and SARS-CoV-2", "fr", "utilisent tous les deux ACE 2 et SARS-CoV-2"),
    ("No fewer than 40 beds", "pt_BR", "Nada menos que 40 leitos"),
    ("30 kilobases long", "id", "sepanjang 30 kilobasa"),
]
OTHER = [  # source, locale, translation, what is told
    ("Wait half an hour.", "pt_BR", "Espere 20 minutos.", ["number-added"]),
    ("Wait 30 minutes.", "fr", "Attendez un quart d’heure.", ["number-changed"]),
    ("It lasts a year and a half.", "es", "Dura 16 meses.", ["number-added"]),
    ("It is checked after 48 hours.", "pt_BR", "É examinado depois de três dias.", ["number-changed"]),
    ("About 30% of the children", "de", "Etwa vier von zehn Kindern", ["number-changed", "number-added"]),
    ("One in five patients", "es", "El 25 % de los pacientes", ["number-changed"]),
    ("women in their 40s", "pt_BR", "mulheres entre 40 e 55 anos", ["number-added"]),
    ("Come at half past three.", "zh_Hans", "请下午4:30来。", ["number-changed"]),
    ("One hundred and thirty-one patients", "it", "130 pazienti", ["number-changed"]),
    ("Give 5 mg per kg of body weight.", "zh_Hans", "每天5毫克给药。", ["unit-changed"]),
    ("the five-factor model", "zh_Hans", "六因素模型", ["number-lost"]),
    ("Take 24.0 mg of Version", "pt_BR", "Tome 24.0 mg da versão", ["separator"]),
    ("on 01/07/2019", "zh_Hans", "2019年8月1日", ["date-changed"]),
    ("Give 24.0 mg", "fr", "Donnez 24.0 mg", ["separator"]),
    ("every other day", "es", "cada 3 días", ["number-added"]),
    ("every two weeks", "fr", "tous les 16 jours", ["number-changed"]),
    ("weekly", "tr", "haftada 3 kez", ["number-added"]),
    ("every 6 hours", "es", "tres veces al día", ["number-changed"]),
    ("three times a day", "pt_BR", "de 6 em 6 horas", ["number-changed"]),
    ("three times a day", "tr", "12 saatte bir", ["number-changed"]),
    ("Both arms", "pt_BR", "Os 3 braços", ["number-added"]),
    ("Both arms", "es", "Dé 2 mg", ["number-added"]),
    ("Closed on Wednesday", "pt_BR", "Fechado na 5ª-feira", ["number-added"]),
    ("Closed on Wednesday", "vi", "Đóng cửa vào thứ 3", ["number-added"]),
    ("Chew four capsules.", "vi", "Nhai ba viên nang.", ["number-changed"]),
    ("for ten weeks", "vi", "trong mười tháng", ["unit-changed"]),
    ("adults over 50 years", "vi", "người lớn dưới 50 tuổi", ["bound-changed"]),
    ("a risk of 0·35", "es", "un riesgo de 0 · 53", ["number-changed", "number-added"]),
    ("Give 30 mg.", "tr", "30 g'lık kapsül verin.", ["unit-changed"]),
]


def _kinds(source: str, target: str, locale: str) -> list[str]:
    changes = quantities.compare(source, target, locales.parse("en"), locales.parse(locale))
    return [change.kind for change in changes]


@pytest.mark.parametrize(("source", "locale", "translation"), SAME)
def test_the_same_value_in_other_words_is_no_change(source: str, locale: str, translation: str) -> None:
    assert _kinds(source, translation, locale) == []


@pytest.mark.parametrize(("source", "locale", "translation", "told"), OTHER)
def test_another_value_in_such_words_is_told(source: str, locale: str, translation: str, told: list[str]) -> None:
    assert _kinds(source, translation, locale) == told
