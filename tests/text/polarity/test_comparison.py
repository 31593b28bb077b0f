"""A lost "not" or an exchanged side is told, in any language; what only says it otherwise isn't."""

from __future__ import annotations

import pytest

from pipeline.text import polarity
from pipeline.text.polarity import Shift

QUIET = [  # language, source, translation
    ("es", "The scores were less stable.", "Las puntuaciones no fueron tan estables."),
    ("id", "The strain is less deadly.", "Galur ini tidak semematikan itu."),
    ("fr", "This cream is less greasy.", "Cette crème n’est pas aussi grasse."),
    ("es", "NPIs slowed the wave.", "Las medidas no farmacológicas frenaron la ola."),
    ("fr", "Remember your card.", "N’oubliez pas votre carte."),
    ("pt", "Remember your card.", "Não se esqueça do cartão."),
    ("tr", "Remember your card.", "Kartınızı unutmayınız."),
    ("it", "Stay in bed until the fever has gone.", "Resti a letto finché la febbre non è passata."),
    ("es", "Do not get up unless a nurse is with you.", "Levántese solo si hay una enfermera con usted."),
    ("fr", "The samples could not be compared.", "Les échantillons n’ont pu être comparés."),
    ("fr", "There is only one exit.", "Il n’y a qu’une sortie."),
    ("fr", "There is no more pain.", "Il n’y a plus de douleur."),
    ("es", "None of the twins coughed.", "Ninguno de los gemelos tosía."),
    ("es", "Although no nurse came, he slept.", "Aunque ninguna enfermera vino, durmió."),
    ("pt", "While not all twins cough, some do.", "Embora nem todos os gêmeos tussam, alguns tossem."),
    ("es", "He neither sleeps nor eats.", "El niño ni duerme ni come."),
    ("pt", "It was found that “no gain was seen”.", "Constatou-se que “nenhum ganho foi visto”."),
    ("it", "It contains no nuts or milk.", "Non contiene noci né latte."),
    ("vi", "Do not swim unless the wound is dry.", "Chỉ bơi khi vết thương đã khô."),
    ("vi", "Tell us whether you snore.", "Hãy cho biết bạn có ngáy hay không."),
    ("vi", "Let fresh air into the room.", "Để không khí trong lành vào phòng."),
    ("vi", "High blood pressure harms the kidneys.", "Tăng huyết áp gây hại cho thận."),
    ("vi", "You must rest.", "Bạn phải nghỉ ngơi."),
    ("zh", "Gel is not as effective as soap.", "凝胶效果不如肥皂。"),
    ("ar", "Lower risks mean minimal contact.", "المخاطر المنخفضة تعني الحد الأدنى من الاتصال."),
    ("ar", "Come at off-peak times.", "تعال في غير أوقات الذروة."),
    ("zh", "He had no choice but to stay.", "他不得不留下。"),
    ("de", "Non-smokers cough less.", "Nichtraucher husten weniger."),
    ("ar", "All we ask is your name.", "لا نطلب منك إلا اسمك."),
    ("ar", "He still coughs at night.", "لا زال يسعل ليلا."),
    ("ru", "a drive-through pharmacy", "аптека, где обслуживают без выхода из машины"),
    ("ru", "The drops lower a fever in children.", "Капли снижают повышенную температуру у детей."),
    (
        "ru",
        "Girls of a younger age, boys at a higher risk.",
        "Более молодой возраст, у мальчиков выше риск.",
    ),
    ("hi", "It is fine if you forget the card.", "अगर आप कार्ड भूल जाएँ तो कोई बात नहीं।"),
    ("zh", "Rest for the first three days after you fall ill.", "发病前三天请休息。"),
    ("zh", "It is less noble than it sounds.", "它听起来高尚，其实不那么高尚。"),
    ("de", "Store it below 25 degrees.", "Nicht über 25 Grad lagern."),
    ("de", "Keep it above 2 degrees.", "Nicht unter 2 Grad lagern."),
    ("zh", "Give no less than 20 mL.", "不要少于20毫升。"),
    ("fr", "Use words that are gender-neutral.", "N’employez pas de mots qui marquent le genre."),
    ("zh", "Take it early so that your night is not disturbed.", "请提早服用，以免影响夜间休息。"),
    ("de", "Headache is not uncommon.", "Kopfschmerzen sind häufig."),
    ("ar", "Headache is not uncommon.", "الصداع شائع."),
    ("es", "Do not hesitate to call us.", "Llámenos con toda confianza."),
    ("it", "Please feel free to ask.", "Non esiti a chiedere."),
    ("fr", "This matters more than ever.", "Cela compte plus que jamais."),
    ("es", "This matters more than ever.", "Esto importa más que nunca."),
    ("pt", "Use gel in the absence of soap.", "Use gel quando não houver sabão nem água."),
    ("hi", "an over-the-counter medicine", "बिना पर्ची के मिलने वाली दवा"),
    ("de", "an over-the-counter medicine", "ein nicht verschreibungspflichtiges Arzneimittel"),
    ("pt", "Elective surgery was postponed.", "As cirurgias não urgentes foram adiadas."),
    ("fr", "Left untreated, it spreads.", "S’il n’est pas traité, il se propage."),
    ("ru", "You took it, didn't you?", "Вы приняли его, верно?"),
    ("ru", "She is already dead.", "Ее уже нет в живых."),
    ("ru", "at a quarter to six", "без четверти шесть"),
    ("zh", "Sadly, many fell ill.", "不幸的是，许多人病倒了。"),
    ("zh", "Screening identifies them.", "筛查可甄别他们。"),
    ("zh", "There is no other choice.", "别无选择。"),
    ("ar", "national and subnational plans", "الخطط الوطنية ودون الوطنية"),
    ("hi", "Do not exceed 900 mg a day.", "दिन में 900 मि.ग्रा. से अधिक न लें।"),
    ("zh", "Lower-risk jobs have minimal contact.", "低风险工作的接触最少。"),
    ("fr", "The NO/cGMP pathway is blocked.", "La voie NO/GMPc est bloquée."),
    ("pt", "Do not drink alcohol.", "Não beba álcool."),
    ("pt", "No patient had any fever.", "Nenhum paciente teve febre."),
    ("pt", "There was nobody there.", "Não havia ninguém lá."),
    ("pt", "You are not able to fly.", "Você está impossibilitado de voar."),
    ("pt", "The dose must not exceed 4 g.", "A dose não deve exceder 4 g."),
    ("es", "Never swallow it without water.", "No lo trague nunca sin agua."),
    ("es", "Not only children are ill.", "Los niños no son los únicos enfermos."),
    ("es", "Pain may increase after surgery.", "El dolor puede aumentar después de la cirugía."),
    ("fr", "Neither the heart nor the liver hurts.", "Ni le cœur ni le foie ne font mal."),
    ("fr", "Do not leave the bed until the nurse comes.", "Ne quittez le lit qu’après le passage de l’infirmière."),
    ("fr", "It hardly hurts.", "Cela ne fait presque pas mal."),
    ("de", "The wound is no longer painful.", "Die Wunde ist schmerzfrei."),
    ("it", "No relative can enter.", "Nessun parente può entrare."),
    ("ru", "Nobody knows anything.", "Никто ничего не знает."),
    ("ar", "Do not smoke.", "لا تدخن."),
    ("ar", "Nonmedical masks are enough.", "تكفي الأقنعة غير الطبية."),
    ("ar", "Drink it with or without sugar.", "اشربه بالسكر أو من دونه."),
    ("ar", "Walk with the stick or without it.", "امشِ بالعصا أو بدونها."),
    ("zh", "Various people need different doses.", "不同的人需要不同的剂量。"),
    ("zh", "Call us if the vomiting does not stop.", "如果呕吐不止，请给我们打电话。"),
    ("tr", "Rest before the scan.", "Taranmadan önce dinlenin."),
    ("tr", "Rest before the scan.", "Taranmadan hemen önce dinlenin."),
    ("zh", "Do not take it before meals.", "饭前不要服用。"),
    ("hi", "Do not take aspirin.", "एस्पिरिन न लें।"),
    ("id", "You must rest at least two hours.", "Anda harus beristirahat setidaknya dua jam."),
    ("tr", "Do not take more than two.", "İkiden fazla almayın."),
    ("tr", "a painless test", "ağrısız bir test"),
    ("fa", "Do not drink alcohol.", "الکل ننوشید."),
    ("fa", "It does not hurt.", "درد نمی‌کند."),
    ("pt", "The break should not be more than an hour.", "A pausa deve durar no máximo uma hora."),
    ("pt", "The break lasts at most an hour.", "A pausa não deve durar mais de uma hora."),
    ("ru", "The tube is no longer needed.", "Трубка больше не нужна."),
    ("id", "The test is harmless.", "Tes ini tidak berbahaya."),
    ("xx", "Do not move the left arm.", "bra"),
    ("pt", "Do not eat.", " "),
    ("pt", "Do not eat for four hours before the test.", "Fique em jejum nas quatro horas antes do exame."),
    ("es", "Do not eat for four hours before the test.", "Venga en ayunas de cuatro horas a la prueba."),
    ("fr", "Do not eat for four hours before the test.", "Soyez à jeun depuis quatre heures avant l’examen."),
    ("de", "Do not eat for four hours before the test.", "Kommen Sie seit vier Stunden nüchtern zur Untersuchung."),
    ("it", "Do not eat for four hours before the test.", "Stia a digiuno quattro ore prima dell’esame."),
    ("ru", "Do not eat for four hours before the test.", "За четыре часа до анализа ничего: приходите натощак."),
    ("ar", "Do not eat for four hours before the test.", "صم أربع ساعات قبل الفحص."),
    ("fa", "Do not eat for four hours before the test.", "چهار ساعت قبل از آزمایش ناشتا باشید."),
    ("hi", "Do not eat for four hours before the test.", "जाँच से पहले चार घंटे उपवास रखें।"),
    ("id", "Do not eat for four hours before the test.", "Berpuasalah, puasa empat jam sebelum tes."),
    ("tr", "Do not eat for four hours before the test.", "Testten önce dört saat aç kalın."),
    ("zh", "Do not eat for four hours before the test.", "检查前禁食四小时。"),
    ("pt", "You must fast for four hours before the test.", "Não deve comer nas quatro horas antes do exame."),
    ("ru", "Do not drive, and not for a week after it.", "Не водите машину и ещё неделю после этого."),
    ("hi", "Do not exceed 90 mg.", "90 मि.ग्रा. से अधिक न लें।"),
    ("hi", "Press until the bleeding stops.", "दबाए रखें, जब तक कि खून रुक नहीं जाता।"),
    ("ru", "Wait until the nurse calls you.", "Ждите, пока медсестра вас не позовёт."),
    ("ru", "The gel may not be safe for babies.", "Гель может быть небезопасным для младенцев."),
    ("es", "Go on in the absence of pain and fever.", "Siga cuando no tenga dolor ni fiebre."),
    ("es", "Ring us if you can't sleep.", "Llámenos si no puede dormir."),
    ("fr", "There is no rash or fever.", "Il n’y a pas d’éruption, ni de fièvre."),
    ("es", "&lt; 3 years, and 70 and older", "< 3 años, y de 70 en adelante"),
    ("fr", "Non-smokers live longer.", "Les non-fumeurs vivent plus longtemps."),
    ("pt", "Please do not hesitate to ring us.", "Ligue para a gente sempre que quiser."),
    ("zh", "Gauze is less good than a plaster.", "纱布不如创可贴。"),
]
TOLD = [  # language, source, translation, kind
    ("es", "It makes no sound.", "Hace ningún ruido.", "negation-lost"),
    ("es", "There is no salt or sugar.", "Tiene azúcar ni sal.", "negation-lost"),
    ("pt", "It may give no relief.", "Pode dar nenhum alívio.", "negation-lost"),
    ("it", "It has no smell.", "Ha nessun odore.", "negation-lost"),
    ("fr", "There is no other ward.", "Il n’y a un autre service.", "negation-lost"),
    ("es", "Do not get up unless a nurse is with you.", "Levántese si hay una enfermera con usted.", "negation-lost"),
    ("es", "NPIs slowed the wave.", "Las NPI no frenaron la ola.", "negation-added"),
    ("fr", "DNA is copied.", "L’ADN n’est pas copié.", "negation-added"),
    ("ru", "Babies under 2 cannot swim.", "Детям младше 2 лет можно плавать.", "negation-lost"),
    ("vi", "Do not swim today.", "Hôm nay hãy bơi.", "negation-lost"),
    ("vi", "You can swim today.", "Hôm nay bạn không được bơi.", "negation-added"),
    ("vi", "Raise your left leg.", "Nâng chân phải lên.", "side-swapped"),
    ("vi", "The fee is lower than last year.", "Phí cao hơn năm ngoái.", "comparison-flipped"),
    ("vi", "Rest after the test.", "Nghỉ ngơi trước khi xét nghiệm.", "order-flipped"),
    ("vi", "This is for hypoglycaemia.", "Thuốc này dành cho tăng đường huyết.", "prefix-flipped"),
    ("ru", "Take it if breathing is difficult.", "Не принимайте, если дышать трудно.", "negation-added"),
    ("zh", "UNESCO sends teachers.", "联合国教科文组织不派遣教师。", "negation-added"),
    ("zh", "Respiratory failure is treated here.", "这里不治疗呼吸衰竭。", "negation-added"),
    ("ar", "Infection prevention is taught here.", "لا تدرس هنا الوقاية من العدوى.", "negation-added"),
    ("hi", "The ward includes a kitchen.", "वार्ड में रसोई शामिल नहीं है।", "negation-added"),
    ("hi", "The clinic opens only on Sundays.", "क्लिनिक केवल रविवार को नहीं खुलता।", "negation-added"),
    ("de", "Come to the scan on an empty stomach.", "Kommen Sie nicht nüchtern zur Untersuchung.", "negation-added"),
    ("de", "It is removed without sedation.", "Es wird unter Sedierung entfernt.", "negation-lost"),
    ("hi", "Do not lift weights for three months.", "तीन महीने तक वजन उठाएँ।", "negation-lost"),
    ("zh", "Aspirin is not used for prophylaxis.", "阿司匹林用于预防。", "negation-lost"),
    ("zh", "The lowest dose was 3 mg.", "剂量最高，为3毫克。", "comparison-flipped"),
    ("zh", "Do not exceed 30 mL.", "不要少于30毫升。", "comparison-flipped"),
    ("zh", "Fever-reducing syrup helps for at least six hours.", "退烧糖浆至多在6小时内有效。", "comparison-flipped"),
    ("ru", "We want to reduce the pain.", "Наша цель — увеличение боли.", "comparison-flipped"),
    ("de", "Ring us before you take it.", "Rufen Sie an, nachdem Sie es genommen haben.", "order-flipped"),
    ("es", "No sport in the month after the birth.", "Nada de deporte el mes anterior al parto.", "order-flipped"),
    ("fr", "No sport in the month after the birth.", "Pas de sport le mois qui précède la naissance.", "order-flipped"),
    ("zh", "Do not swim if it bleeds, and not for a week.", "如果出血，请游泳，一周内也不要。", "negation-lost"),
    ("es", "Do not swim if it bleeds, and not for a week.", "Nade si sangra, ni durante una semana.", "negation-lost"),
    ("pt", "The gel is a non-greasy one.", "O gel é gorduroso.", "negation-lost"),
    ("fr", "If you are unable to walk, ring.", "Si vous pouvez marcher, sonnez.", "negation-lost"),
    ("es", "It hurts rarely.It is not a burn.", "Rara vez duele. Es una quemadura.", "negation-lost"),
    ("pt", "Do not drink alcohol.", "Beba álcool.", "negation-lost"),
    ("pt", "You may shower.", "Você não pode tomar banho.", "negation-added"),
    ("pt", "Take it without food.", "Tome com comida.", "negation-lost"),
    ("pt", "The left kidney hurts.", "O rim direito dói.", "side-swapped"),
    ("es", "Wait at least an hour.", "Espere como máximo una hora.", "comparison-flipped"),
    ("es", "The risk increases with age.", "El riesgo disminuye con la edad.", "comparison-flipped"),
    ("fr", "Take it before meals.", "Prenez-le après les repas.", "order-flipped"),
    ("fr", "Do not lift anything.", "Soulevez des charges.", "negation-lost"),
    ("de", "Hypoglycemia is dangerous.", "Hyperglykämie ist gefährlich.", "prefix-flipped"),
    ("de", "Outpatient care", "Stationäre Behandlung", "setting-swapped"),
    ("it", "the right eye", "l’occhio sinistro", "side-swapped"),
    ("ru", "You must fast.", "Вы можете не есть до полудня, может быть.", "negation-added"),
    ("ru", "the right leg", "левая нога", "side-swapped"),
    ("ru", "Nobody may enter.", "Никто может войти.", "negation-lost"),
    ("ru", "You can no longer fly.", "Вы можете летать.", "negation-lost"),
    ("ru", "a higher dose", "более низкая доза", "comparison-flipped"),
    ("ru", "three days after the test", "через три дня перед анализом", "order-flipped"),
    ("ar", "the left ear", "الأذن اليمنى", "side-swapped"),
    ("ar", "Do not smoke.", "دخن.", "negation-lost"),
    ("zh", "Take it after meals.", "饭前服用。", "order-flipped"),
    ("zh", "Do not drive.", "请开车。", "negation-lost"),
    ("hi", "the left hand", "दायां हाथ", "side-swapped"),
    ("id", "more than ten people", "kurang dari sepuluh orang", "comparison-flipped"),
    ("fa", "the left foot", "پای راست", "side-swapped"),
    ("fa", "It does not hurt.", "درد می‌کند.", "negation-lost"),
    ("fa", "Take it before meals.", "آن را بعد از غذا بخورید.", "order-flipped"),
    ("tr", "You can drive.", "Araba kullanamazsınız.", "negation-added"),
    ("tr", "Wait at least two hours.", "En fazla iki saat bekleyin.", "comparison-flipped"),
    ("pt", "Do not take it on an empty stomach.", "Tome em jejum.", "negation-lost"),
    ("de", "Do not take it on an empty stomach.", "Nehmen Sie es nüchtern ein.", "negation-lost"),
]
KEPT = [  # two versions of an English sentence that say the same
    ("Don't fly.", "Do not fly."),
    ("She is not able to walk.", "She is unable to walk."),
    ("The nurse's call comes after lunch", "The nurse’s call comes after lunch."),
    ("After lunch, ring the bell", "Ring the bell after lunch"),
    ("You should not run.", "You should really not run."),
    ("Come from the north by bus", "Come to the south on foot"),
]
CHANGED = [  # old, new, kind
    ("You may swim.", "You may not swim.", "negation-added"),
    ("Do not swim.", "Swim.", "negation-lost"),
    ("Do not swim but run.", "Swim but do not run.", "negation-moved"),
    ("the left knee and the right hip", "the right knee and the left hip", "side-swapped"),
    ("Cool the left knee.", "Cool the knee.", "side-lost"),
    ("You must call.", "You may call.", "modality-changed"),
    ("at least an hour", "at most an hour", "comparison-flipped"),
    ("a high dose", "a low dose", "comparison-flipped"),
    ("above the knee", "below the knee", "comparison-flipped"),
    ("It increases pain.", "It decreases pain.", "direction-flipped"),
    ("Eat before noon.", "Eat after noon.", "order-flipped"),
    ("Eat bread.", "Eat only bread.", "exception-added"),
    ("It always hurts.", "It sometimes hurts.", "frequency-changed"),
]


def kinds(found: tuple[Shift, ...]) -> list[str]:
    return [shift.kind for shift in found]


@pytest.mark.parametrize(("language", "source", "translation"), QUIET)
def test_another_way_to_say_it_is_no_shift(language: str, source: str, translation: str) -> None:
    assert polarity.compare(source, translation, "en", language) == ()


@pytest.mark.parametrize(("language", "source", "translation", "kind"), TOLD)
def test_what_turns_a_sentence_round_is_told(language: str, source: str, translation: str, kind: str) -> None:
    assert kind in kinds(polarity.compare(source, translation, "en", language))


def test_a_shift_names_both_words_and_a_better_one() -> None:
    (shift,) = polarity.compare("The left ear.", "L’oreille droite.", "en", "fr")
    assert shift.source is not None
    assert shift.target is not None
    assert (shift.source.text, shift.target.text, shift.suggestion) == ("left", "droite", "gauche")
    assert "“left”" in shift.message
    assert "“droite”" in shift.message
    assert shift.severity == "critical"


def test_sentences_are_compared_one_with_one() -> None:
    source = "Do not eat before the scan. Ask the nurse. You can drive home."
    translation = "Coma antes do exame. Pergunte à enfermeira. Você não pode dirigir."
    assert kinds(polarity.compare(source, translation, "en", "pt")) == ["negation-lost", "negation-added"]


@pytest.mark.parametrize(("old", "new"), KEPT)
def test_versions_that_say_the_same_differ_in_nothing(old: str, new: str) -> None:
    assert polarity.compare(old, new, "en", "en") == ()
    assert polarity.compare(new, old, "en", "en_GB") == ()


@pytest.mark.parametrize(("old", "new", "kind"), CHANGED)
def test_between_versions_every_change_is_critical(old: str, new: str, kind: str) -> None:
    found = polarity.compare(old, new, "en", "en")
    assert kind in kinds(found)
    assert {shift.severity for shift in found} == {"critical"}


@pytest.mark.parametrize(
    ("source", "target", "language"),
    [
        ("Don't forget the card.", "Lembre-se do cartão.", "pt"),
        ("Don't forget the card.", "Não esqueça o cartão.", "pt"),
        ("No sooner had it begun than it was over.", "Apenas empezó, terminó.", "es"),
        ("With or without milk", "À votre goût", "fr"),
        ("Stop the drops.", "Nehmen Sie die Tropfen nicht weiter.", "de"),
        ("Wash it every other day.", "Lave dia sim, dia não.", "pt"),
    ],
)
def test_turns_of_phrase_with_a_not_are_none(source: str, target: str, language: str) -> None:
    assert polarity.compare(source, target, "en", language) == ()
