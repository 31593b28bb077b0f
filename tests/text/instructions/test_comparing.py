"""Two languages tell the same to do, or a departure is named: exchanged, lost, added, counted otherwise."""

from __future__ import annotations

import pytest

from pipeline import locales
from pipeline.text import instructions

# source; right and wrong translations by locale; what is told of the wrong one
CASES = [
    (
        "Put three drops into the eye each evening.",
        {
            "pt_BR": ("Pingue três gotas no olho toda noite.", "Pingue três gotas no ouvido toda noite."),
            "es": ("Ponga tres gotas en el ojo cada noche.", "Ponga tres gotas en el oído cada noche."),
            "fr": ("Mettez trois gouttes dans l’œil chaque soir.", "Mettez trois gouttes dans l’oreille chaque soir."),
            "de": ("Geben Sie jeden Abend drei Tropfen ins Auge.", "Geben Sie jeden Abend drei Tropfen ins Ohr."),
            "ru": ("Закапывайте по три капли в глаз каждый вечер.", "Закапывайте по три капли в ухо каждый вечер."),
            "zh_Hans": ("每天晚上往眼睛里滴三滴。", "每天晚上往耳朵里滴三滴。"),
            "ar": ("ضع ثلاث قطرات في العين كل مساء.", "ضع ثلاث قطرات في الأذن كل مساء."),
            "hi": ("हर शाम आँख में तीन बूँदें डालें।", "हर शाम कान में तीन बूँदें डालें।"),
        },
        "body-part-changed",
    ),
    (
        "Take 3 capsules 2 times a day.",
        {
            "pt_BR": ("Tome 3 cápsulas 2 vezes ao dia.", "Tome 2 cápsulas 3 vezes ao dia."),
            "es": ("Tome 3 cápsulas 2 veces al día.", "Tome 2 cápsulas 3 veces al día."),
            "fr": ("Prenez 3 gélules 2 fois par jour.", "Prenez 2 gélules 3 fois par jour."),
            "de": ("Nehmen Sie 2-mal täglich 3 Kapseln ein.", "Nehmen Sie 3-mal täglich 2 Kapseln ein."),
            "ru": ("Принимайте по 3 капсулы 2 раза в день.", "Принимайте по 2 капсулы 3 раза в день."),
            "zh_Hans": ("每天2次，每次3粒胶囊。", "每天3次，每次2粒胶囊。"),
            "ar": ("تناول 3 كبسولات مرتين في اليوم.", "تناول كبسولتين 3 مرات في اليوم."),
            "hi": ("दिन में 2 बार 3 कैप्सूल लें।", "दिन में 3 बार 2 कैप्सूल लें।"),
        },
        "count-changed",
    ),
    (
        "Inject it once a week.",
        {
            "pt_BR": ("Injete-o uma vez por semana.", "Injete-o uma vez por dia."),
            "es": ("Inyéctelo una vez por semana.", "Inyéctelo una vez al día."),
            "fr": ("Injectez-le une fois par semaine.", "Injectez-le une fois par jour."),
            "de": ("Spritzen Sie es einmal pro Woche.", "Spritzen Sie es einmal pro Tag."),
            "ru": ("Вводите его один раз в неделю.", "Вводите его один раз в день."),
            "zh_Hans": ("每周注射一次。", "每天注射一次。"),
            "ar": ("احقنه مرة واحدة في الأسبوع.", "احقنه مرة واحدة في اليوم."),
            "hi": ("इसे सप्ताह में एक बार लगाएँ।", "इसे दिन में एक बार लगाएँ।"),
        },
        "frequency-changed",
    ),
    (
        "Half a tablet is enough for children.",
        {
            "pt_BR": ("Meio comprimido basta para crianças.", "Um comprimido basta para crianças."),
            "es": ("Medio comprimido basta para los niños.", "Un comprimido basta para los niños."),
            "fr": ("Un demi-comprimé suffit aux enfants.", "Un comprimé suffit aux enfants."),
            "de": ("Für Kinder genügt eine halbe Tablette.", "Für Kinder genügt eine Tablette."),
            "ru": ("Детям достаточно половины таблетки.", "Детям достаточно одной таблетки."),
            "zh_Hans": ("儿童服半片就够了。", "儿童服一片就够了。"),
            "ar": ("نصف قرص يكفي للأطفال.", "قرص واحد يكفي للأطفال."),
            "hi": ("बच्चों के लिए आधी गोली काफ़ी है।", "बच्चों के लिए एक गोली काफ़ी है।"),
        },
        "count-changed",
    ),
    (
        "The swab was negative.",
        {
            "pt_BR": ("O esfregaço deu negativo.", "O esfregaço deu positivo."),
            "es": ("El hisopado salió negativo.", "El hisopado salió positivo."),
            "fr": ("Le prélèvement était négatif.", "Le prélèvement était positif."),
            "de": ("Der Abstrich war negativ.", "Der Abstrich war positiv."),
            "ru": ("Мазок отрицательный.", "Мазок положительный."),
            "zh_Hans": ("拭子结果为阴性。", "拭子结果为阳性。"),
            "ar": ("كانت المسحة سلبية.", "كانت المسحة إيجابية."),
            "hi": ("स्वैब नेगेटिव था।", "स्वैब पॉज़िटिव था।"),
        },
        "result-changed",
    ),
    (
        "Start the ointment on Tuesday.",
        {
            "pt_BR": ("Comece a pomada na terça-feira.", "Comece a pomada na quinta-feira."),
            "es": ("Empiece la pomada el martes.", "Empiece la pomada el jueves."),
            "fr": ("Commencez la pommade mardi.", "Commencez la pommade jeudi."),
            "de": ("Beginnen Sie am Dienstag mit der Salbe.", "Beginnen Sie am Donnerstag mit der Salbe."),
            "ru": ("Начните применять мазь во вторник.", "Начните применять мазь в четверг."),
            "zh_Hans": ("星期二开始用药膏。", "星期四开始用药膏。"),
            "ar": ("ابدأ استخدام المرهم يوم الثلاثاء.", "ابدأ استخدام المرهم يوم الخميس."),
            "hi": ("मरहम मंगलवार को शुरू करें।", "मरहम गुरुवार को शुरू करें।"),
        },
        "time-changed",
    ),
    (
        "Avoid grapefruit while you take these drops.",
        {
            "pt_BR": ("Evite toranja enquanto usar estas gotas.", "Pode comer toranja enquanto usar estas gotas."),
            "es": ("Evite el pomelo mientras use estas gotas.", "Puede comer pomelo mientras use estas gotas."),
            "fr": (
                "Évitez le pamplemousse tant que vous prenez ces gouttes.",
                "Vous pouvez manger du pamplemousse tant que vous prenez ces gouttes.",
            ),
            "de": (
                "Vermeiden Sie Grapefruit, solange Sie diese Tropfen nehmen.",
                "Grapefruit ist erlaubt, solange Sie diese Tropfen nehmen.",
            ),
            "ru": (
                "Избегайте грейпфрута, пока принимаете эти капли.",
                "Можно есть грейпфрут, пока принимаете эти капли.",
            ),
            "zh_Hans": ("使用这种滴剂期间避免吃西柚。", "使用这种滴剂期间可以吃西柚。"),
            "ar": ("تجنب الجريب فروت أثناء استخدام هذه القطرات.", "يمكنك تناول الجريب فروت أثناء استخدام هذه القطرات."),
            "hi": ("ये बूँदें लेते समय चकोतरे से बचें।", "ये बूँदें लेते समय चकोतरा खा सकते हैं।"),
        },
        "action-changed",
    ),
    (
        "Visitors may enter, except for children.",
        {
            "ru": ("Посетители могут войти, кроме детей.", "Посетители могут войти, включая детей."),
            "zh_Hans": ("访客可以进入，儿童除外。", "访客可以进入，包括儿童。"),
            "ar": ("يمكن للزوار الدخول باستثناء الأطفال.", "يمكن للزوار الدخول بما في ذلك الأطفال."),
            "hi": ("बच्चों के सिवाय आगंतुक अंदर आ सकते हैं।", "बच्चों सहित आगंतुक अंदर आ सकते हैं।"),
        },
        "condition-changed",
    ),
]
DOSES = [  # where a language has the slots of a dose alone: what is right, and what is wrong
    (
        "Apply 3 mL once a week.",
        [
            ("it", "Applichi 3 ml una volta alla settimana.", "Applichi 3 ml ogni giorno."),
            ("tr", "Haftada bir 3 ml sürün.", "Her gün 3 ml sürün."),
            ("id", "Oleskan 3 ml seminggu sekali.", "Oleskan 3 ml setiap hari."),
            ("vi", "Bôi 3 ml mỗi tuần một lần.", "Bôi 3 ml hàng ngày."),
        ],
    ),
    (
        "Apply 3 mL daily.",
        [
            ("it", "Applichi 3 ml al giorno.", "Applichi 3 ml ogni settimana."),
            ("tr", "Günde bir kez 3 ml sürün.", "Haftada bir kez 3 ml sürün."),
            ("id", "Oleskan 3 ml tiap hari.", "Oleskan 3 ml tiap minggu."),
            ("vi", "Bôi 3 ml hằng ngày.", "Bôi 3 ml."),
        ],
    ),
    (
        "Chew half a capsule.",
        [
            ("it", "Mastichi mezza capsula.", "Mastichi due capsule."),
            ("tr", "Yarım kapsül çiğneyin.", "İki kapsül çiğneyin."),
            ("id", "Kunyah setengah kapsul.", "Kunyah dua kapsul."),
        ],
    ),
    (
        "Apply 3 mL every other day.",
        [
            ("it", "Applichi 3 ml a giorni alterni.", "Applichi 3 ml tutti i giorni."),
            ("tr", "Gün aşırı 3 ml sürün.", "Günde bir 3 ml sürün."),
            ("id", "Oleskan 3 ml dua hari sekali.", "Oleskan 3 ml setiap hari."),
            ("vi", "Bôi 3 ml cách ngày.", "Bôi 3 ml mỗi ngày."),
        ],
    ),
    (
        "Apply 3 mL every 6 hours.",
        [
            ("it", "Applichi 3 ml ogni sei ore.", "Applichi 3 ml ogni ora."),
            ("tr", "6 saatte bir 3 ml sürün.", "3 ml sürün."),
            ("id", "Oleskan 3 ml enam jam sekali.", "Oleskan 3 ml."),
            ("vi", "Cứ sáu tiếng bôi 3 ml.", "Bôi 3 ml."),
        ],
    ),
    (
        "Chew two capsules at bedtime.",
        [
            ("it", "Mastichi due capsule prima di coricarsi.", "Mastichi due capsule al mattino."),
            ("tr", "Yatmadan önce iki kapsül çiğneyin.", "Sabah iki kapsül çiğneyin."),
            ("id", "Kunyah dua kapsul sebelum tidur.", "Kunyah dua kapsul."),
            ("vi", "Nhai hai viên nang trước khi đi ngủ.", "Nhai hai viên nang."),
        ],
    ),
    (
        "Chew two capsules on Wednesday.",
        [
            ("it", "Mastichi due capsule mercoledì.", "Mastichi due capsule venerdì."),
            ("tr", "Çarşamba günü iki kapsül çiğneyin.", "Cuma günü iki kapsül çiğneyin."),
            ("id", "Kunyah dua kapsul pada hari Rabu.", "Kunyah dua kapsul pada hari Jumat."),
            ("vi", "Nhai hai viên nang vào thứ Tư.", "Nhai hai viên nang vào thứ Sáu."),
        ],
    ),
    (
        "Put three drops in both eyes.",
        [
            ("it", "Instilli tre gocce in entrambi gli occhi.", "Instilli tre gocce nell’occhio."),
            ("tr", "Her iki göze üç damla damlatın.", "Gözünüze üç damla damlatın."),
            ("id", "Teteskan tiga tetes di kedua mata.", "Teteskan tiga tetes di satu mata."),
            ("vi", "Nhỏ ba giọt vào cả hai mắt.", "Nhỏ ba giọt vào một mắt."),
        ],
    ),
]
SAME = [  # what another language says in its own way
    ("Apply 3 mL once a day in the morning.", "es", "Aplique 3 ml todas las mañanas."),
    ("Apply 3 mL once a day at noon.", "es", "Aplique 3 ml cada día al mediodía."),
    ("Apply 3 mL every week on Sunday.", "fr", "Appliquez 3 ml le dimanche."),
    ("Apply 3 mL on Sundays.", "de", "Tragen Sie jede Woche am Sonntag 3 ml auf."),
    ("Apply 3 mL in the evening.", "pt_BR", "Aplique 3 ml no jantar."),
    ("Chew three tablets a day.", "es", "Mastique tres comprimidos al día."),
    ("Apply 3 mL four times a day.", "pt_BR", "Aplique 3 ml 4x ao dia."),
    ("Apply 3 mL every two weeks.", "pt_BR", "Aplique 3 ml a cada 15 dias."),
    ("Three puffs at noon", "id", "Tiga kali semprot di tengah hari"),
    ("A scan every three months", "fr", "Un scanner trimestriel"),
    ("Do not drive.", "es", "No viaje en su coche."),
    ("The Oslo Heart Institute studies the lungs.", "fr", "L’Oslo Heart Institute étudie les poumons."),
    ("Take no more than 4 capsules in 24 hours.", "ru", "Не более 4 капсул в сутки."),
    ("Take no more than 4 capsules in one day.", "ar", "لا تتناول أكثر من 4 كبسولات في اليوم."),
    ("Unless the nurse says otherwise, keep still.", "de", "Halten Sie still, sofern niemand etwas anderes sagt."),
    ("The daily dose is 5 mL, and two times that harms.", "hi", "दैनिक खुराक 5 मिली है और दो बार उतनी हानि करती है।"),
    ("This lotion is for dry skin.", "ar", "هذا لوشن مرطب للبشرة."),
    ("Care sits at the heart of our work.", "ru", "Забота лежит в основе нашей работы."),
    ("This holds if you are ill.", "zh_Hans", "即使您生病也是如此。"),
    ("It is a poor skin cream as it is not dissolved.", "ru", "Это не крем для кожи, ведь он плохо растворяется."),
    ("Keep both bottles.", "pt_BR", "Guarde os 2 frascos."),
    ("Chew 2 capsules.", "vi", "Nhai hai viên nang."),
    *[(source, locale, right) for source, pairs in DOSES for locale, right, _ in pairs],
    ("Put one drop in both ears.", "pt_BR", "Pingue uma gota nos ouvidos."),
    ("Put one drop in both ears.", "pt_BR", "Pingue uma gota no ouvido direito e no esquerdo."),
    ("Swallow one capsule with water.", "es", "Trague una cápsula con agua."),
    ("Have one injection a week.", "pt_BR", "Aplique injeções semanais."),
    ("Swallow your capsules with water.", "es", "Trague sus cápsulas con agua."),
    ("Take 2 mL at night.", "fr", "Prenez 2 ml au coucher."),
    ("Do not drive for a day.", "es", "No se ponga al volante durante un día."),
    ("Do not drive for a day.", "zh_Hans", "一天内不要开车。"),
    ("Do not swim unless the wound is dry.", "pt_BR", "Não nade se a ferida não estiver seca."),
    ("Do not swim unless the wound is dry.", "es", "No nade hasta que la herida esté seca."),
    ("Take it before meals.", "ru", "Принимайте до еды."),
    ("Have it with your evening meal.", "fr", "Prenez-le au cours du repas du soir."),
    ("It is for toddlers.", "es", "Es para niños pequeños."),
    ("Avoid grapefruit.", "es", "No puede comer pomelo."),
    ("You may not drive.", "pt_BR", "Evite dirigir."),
    ("Take it every 12 hours.", "pt_BR", "Tome duas vezes ao dia."),
    ("Open on weekdays.", "es", "Abierto de lunes a viernes."),
    ("The lump is not malignant.", "fr", "La grosseur est bénigne."),
    ("Wait until the doctor calls.", "fr", "Attendez que le médecin appelle."),
    ("Unless you are bleeding, stay at home.", "pt_BR", "Se não estiver sangrando, fique em casa."),
    ("Take it at bedtime.", "de", "Nehmen Sie es abends ein."),
    ("It takes a quarter of an hour.", "es", "Tarda quince minutos."),
    ("Swallow the tablets whole, do not chew them.", "ru", "Глотайте таблетки целиком, не разжёвывая."),
]


@pytest.mark.parametrize(
    ("source", "locale", "right", "wrong", "kind"),
    [(source, locale, *pair, kind) for source, pairs, kind in CASES for locale, pair in pairs.items()],
)
def test_another_thing_to_do_is_found_and_the_same_is_left_in_peace(
    source: str, locale: str, right: str, wrong: str, kind: str
) -> None:
    english, target = locales.parse("en"), locales.parse(locale)
    assert instructions.compare(source, right, english, target) == ()
    assert kind in [departure.kind for departure in instructions.compare(source, wrong, english, target)]


@pytest.mark.parametrize(("source", "locale", "translation"), SAME)
def test_the_same_said_otherwise_is_left_in_peace(source: str, locale: str, translation: str) -> None:
    assert instructions.compare(source, translation, locales.parse("en"), locales.parse(locale)) == ()


@pytest.mark.parametrize(
    ("source", "locale", "wrong"), [(source, locale, wrong) for source, pairs in DOSES for locale, _, wrong in pairs]
)
def test_another_dose_is_found_where_a_language_has_the_words_of_doses_alone(
    source: str, locale: str, wrong: str
) -> None:
    assert instructions.compare(source, wrong, locales.parse("en"), locales.parse(locale))


@pytest.mark.parametrize(
    ("source", "locale", "right", "wrong", "kind"),
    [
        (
            "Swallow one tablet at night.",
            "de",
            "Schlucken Sie abends von den Tabletten eine.",
            "Schlucken Sie abends Tabletten.",
            "count-changed",
        ),
        (
            "Swallow one tablet at night.",
            "ru",
            "Глотайте по таблетке на ночь.",
            "Глотайте таблетки на ночь.",
            "count-changed",
        ),
        (
            "Swallow one capsule with water.",
            "ru",
            "Запивайте капсулы водой по одной.",
            "Глотайте капсулы с водой.",
            "count-changed",
        ),
        ("Swallow one tablet at night.", "ar", "ابلع قرصا ليلا.", "ابلع الأقراص ليلا.", "count-changed"),
        ("Swallow one tablet at night.", "hi", "रात को गोली निगलें।", "रात को गोलियाँ निगलें।", "count-changed"),
        (
            "Swallow one capsule with water.",
            "it",
            "Ingerisca una delle capsule con acqua.",
            "Ingerisca le capsule con acqua.",
            "count-changed",
        ),
        ("Both knees hurt.", "de", "Beide Knie schmerzen.", "Das rechte Knie schmerzt.", "side-swapped"),
        ("Both knees hurt.", "ru", "Болят правое и левое колено.", "Болит левое колено.", "side-swapped"),
        ("Both knees hurt.", "zh_Hans", "双膝疼痛。", "左膝疼痛。", "side-swapped"),
        ("Both eyes hurt.", "ar", "تؤلم العينان اليمنى واليسرى.", "تؤلم العين اليمنى.", "side-swapped"),
        ("Both ears hurt.", "hi", "दोनों कान दुखते हैं।", "दायाँ कान दुखता है।", "side-swapped"),
    ],
)
def test_one_that_became_some_and_both_that_became_one_side_are_told(
    source: str, locale: str, right: str, wrong: str, kind: str
) -> None:
    english, target = locales.parse("en"), locales.parse(locale)
    assert instructions.compare(source, right, english, target) == ()
    assert [departure.kind for departure in instructions.compare(source, wrong, english, target)] == [kind]


def test_parts_that_a_language_has_no_words_for_are_not_compared() -> None:
    english, italian = locales.parse("en"), locales.parse("it")
    assert instructions.compare("Chew it with food.", "Lo deglutisca a digiuno.", english, italian) == ()
    assert instructions.untold("Chew it with food.", "Lo deglutisca.", english, italian) == frozenset()


@pytest.mark.parametrize(
    ("source", "translation", "kind"),
    [
        ("It cures the fever, not the virus.", "Cura o vírus, não a febre.", "roles-exchanged"),
        ("Give it into a muscle, not into a vein.", "Aplique na veia, não no músculo.", "roles-exchanged"),
        ("The swelling is caused by the infection.", "O inchaço causa a infecção.", "roles-exchanged"),
        ("Do not swim unless the wound is dry.", "Não nade se a ferida estiver seca.", "condition-changed"),
        ("Take it before meals.", "Tome com as refeições.", "meal-changed"),
        ("Take it with meals.", "Tome antes das refeições.", "meal-changed"),
        ("Put one drop in both ears.", "Pingue uma gota no ouvido.", "side-swapped"),
        ("Take it once a day in the evening.", "Tome toda semana à noite.", "frequency-changed"),
        ("Swallow one capsule with water.", "Engula cápsulas com água.", "count-changed"),
        ("Take 2 mL at night.", "Tome 2 mL.", "time-changed"),
        ("Take 2 mL on Sundays.", "Tome 2 mL.", "time-changed"),
        ("Keep both bottles.", "Guarde os 3 frascos.", "count-changed"),
        ("Do not drive for a day.", "Não se dirija por um dia.", "action-changed"),
        ("Ward: 4711, pharmacy: 4811", "Enfermaria: 4811, farmácia: 4711", "numbers-exchanged"),
        ("5 mg on Sundays, 10 mg on other days", "10 mg aos domingos, 5 mg nos outros dias", "numbers-exchanged"),
        ("Chew the tablet.", "Engula o comprimido sem mastigar.", "action-changed"),
        ("Stop the cream if your skin burns.", "Pare de usar o creme.", "condition-changed"),
        ("All may eat, except diabetics.", "Todos podem comer.", "condition-changed"),
        ("Only call at night.", "Ligue também à noite.", "condition-changed"),
        ("Give it by mouth.", "Administre por via retal.", "route-changed"),
        ("Keep it in the fridge.", "Guarde no freezer.", "storage-changed"),
        ("Take it with food.", "Tome em jejum.", "meal-changed"),
        ("Babies must not have it.", "Adultos não devem usar.", "group-changed"),
        ("Is the fever new?", "A tosse é recente?", "word-exchanged"),
        ("See us before your last dose.", "Procure-nos antes da primeira dose.", "rank-changed"),
    ],
)
def test_each_kind_of_departure_has_its_name(source: str, translation: str, kind: str) -> None:
    departures = instructions.compare(source, translation, locales.parse("en"), locales.parse("pt_BR"))
    assert kind in [departure.kind for departure in departures]


def test_a_language_without_words_says_nothing() -> None:
    assert (
        instructions.compare("Take one tablet.", "Cymerwch ddwy dabled.", locales.parse("en"), locales.parse("cy"))
        == ()
    )


@pytest.mark.parametrize(
    ("translation", "count"),
    [
        ("Pingue a gota vermelha em ambos os olhos ao meio-dia.", 0),
        ("Pingue a gota em ambos os olhos ao meio-dia.", 1),
        ("Pingue a gota nos olhos.", 3),
    ],
)
def test_parts_without_a_counterpart_are_found_where_their_loss_is_no_fault_too(translation: str, count: int) -> None:
    source = "Put the red drop into both eyes at noon."
    untold = instructions.untold(source, translation, locales.parse("en"), locales.parse("pt-BR"))
    assert len(untold) == count


def test_a_number_that_belongs_to_its_word_is_told_once() -> None:
    (departure,) = instructions.compare(
        "Put 4 drops in.", "Pingue 5 gotas.", locales.parse("en"), locales.parse("pt-BR")
    )
    assert "“4 drops”" in departure.message


def test_of_several_parts_in_changed_places_the_first_of_the_source_is_told() -> None:
    source = "The rash and the fever come from the vaccine and the stress, not from the tumour or the virus."
    translation = "A erupção e a febre vêm do tumor e do vírus, não da vacina ou do estresse."
    told = instructions.compare(source, translation, locales.parse("en"), locales.parse("pt_BR"))
    assert [each.source.text for each in told if each.kind == "roles-exchanged" and each.source] == ["vaccine"]
