"""An edit that could harm a patient is never taken for an ordinary one, and a new comma is no alarm."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.difference import difference

DANGEROUS = [  # before, after, words that the translator must be shown
    # doses, units, times
    ("Swallow 2 mg of warfarin at supper.", "Swallow 20 mg of warfarin at supper.", "2 mg", "20 mg"),
    ("Swallow 2 mg of warfarin at supper.", "Swallow 2 g of warfarin at supper.", "2 mg", "2 g"),
    ("The dose is 1.5 mL.", "The dose is 15 mL.", "1.5 mL", "15 mL"),
    ("The dose is 250 micrograms.", "The dose is 250 milligrams.", "micrograms", "milligrams"),
    ("Use one patch a week.", "Use two patches a week.", "one", "two"),
    ("Keep the vials at 2–8 °C.", "Keep the vials at 2–8 °F.", "°C", "°F"),
    ("Keep the vials at -20 °C.", "Keep the vials at 20 °C.", "-20 °C", "20 °C"),
    ("About 5% of people react.", "About 5 people react.", "5%", "5"),
    ("Between 3 and 6 of 10 respond.", "Between 3 and 9 of 10 respond.", "6", "9"),
    ("A fever of 39 or more", "A fever of 38 or more", "39", "38"),
    ("Neutrophils > 500", "Neutrophils < 500", ">", "<"),
    ("Take it once a day.", "Take it twice a day.", "once a day", "twice a day"),
    ("Take it daily.", "Take it weekly.", "daily", "weekly"),
    ("Take it every 6 hours.", "Take it every 8 hours.", "6 hours", "8 hours"),
    ("Take it for two days.", "Take it for two weeks.", "days", "weeks"),
    ("Take it every day.", "Take it every other day.", "every day", "every other day"),
    ("Come at 8 am.", "Come at 8 pm.", "8 am", "8 pm"),
    ("Come on Monday.", "Come on Tuesday.", "Monday", "Tuesday"),
    ("The ward opens on 3 May.", "The ward opens on 4 May.", "3 May", "4 May"),
    ("The fee is $400.", "The fee is €400.", "$400", "€400"),
    ("Call 112 at once.", "Call 911 at once.", "112", "911"),
    ("Ring +49 30 5550 123.", "Ring +49 30 5550 124.", "123", "124"),
    ("For children over 12 years", "For children under 12 years", "over", "under"),
    ("1 tablet at noon and 2 at night", "2 tablets at noon and 1 at night", "1 tablet", "2 tablets"),
    ("Suck 2 lozenges 4 times a day.", "Suck 4 lozenges 2 times a day.", "2 lozenges", "4 lozenges"),
    ("Use two sprays five times daily.", "Use five sprays two times daily.", "two sprays", "five sprays"),
    ("Stir 1 part syrup into 3 parts water.", "Stir 3 parts syrup into 1 part water.", "1 part", "3 parts"),
    ("Between 2 and 7 in 50 guests", "Between 2 and 50 in 7 guests", "7 in 50", "50 in 7"),
    # routes and meals
    ("The line goes into a vein.", "The line goes into an artery.", "vein", "artery"),
    ("It is given intravenously.", "It is given into an artery.", "intravenously", "artery"),
    ("It is given by mouth.", "It is given by injection.", "mouth", "injection"),
    ("It is given intravenously.", "It is given subcutaneously.", "intravenously", "subcutaneously"),
    ("Swallow the tablet whole.", "Chew the tablet whole.", "Swallow", "Chew"),
    ("Take it with food.", "Take it without food.", "with", "without"),
    ("Take it before meals.", "Take it after meals.", "before", "after"),
    ("Come with an empty stomach.", "Come with a full stomach.", "empty", "full"),
    # sides, parts, people
    ("The drain is in the right arm.", "The drain is in the left arm.", "right", "left"),
    ("The drain is in the right arm.", "The drain is in the right leg.", "arm", "leg"),
    ("The upper chest may hurt.", "The lower chest may hurt.", "upper", "lower"),
    ("Not for pregnant women", "Not for breastfeeding women", "pregnant", "breastfeeding"),
    ("Children get half of it.", "Adults get half of it.", "Children", "Adults"),
    ("The donor is tested.", "The recipient is tested.", "donor", "recipient"),
    # negation, permission, conditions
    ("You can eat grapefruit.", "You cannot eat grapefruit.", "can", "cannot"),
    ("You can eat grapefruit.", "You can't eat grapefruit.", "can", "can't"),
    ("Do not chew the capsules.", "Do chew the capsules.", "not", "Do"),
    ("It is safe in pregnancy.", "It is unsafe in pregnancy.", "safe", "unsafe"),
    ("There is a risk of bleeding.", "There is no risk of bleeding.", "a risk", "no risk"),
    ("You may stop the drops.", "You must stop the drops.", "may", "must"),
    ("Always wear a mask.", "Never wear a mask.", "Always", "Never"),
    ("Some patients need oxygen.", "All patients need oxygen.", "Some", "All"),
    ("Call us for fever or chills.", "Call us for fever and chills.", "or", "and"),
    ("Stay at home if you cough.", "Stay at home unless you cough.", "if", "unless"),
    ("Wait until the scan.", "Wait unless the scan is late.", "until", "unless"),
    ("Stop the syrup after a week.", "Start the syrup after a week.", "Stop", "Start"),
    ("It raises blood pressure.", "It reduces blood pressure.", "raises", "reduces"),
    ("Watch for hypoglycaemia.", "Watch for hyperglycaemia.", "hypoglycaemia", "hyperglycaemia"),
    ("The lump was benign.", "The lump was malignant.", "benign", "malignant"),
    ("The test was positive.", "The test was negative.", "positive", "negative"),
    ("Treatment as an inpatient", "Treatment as an outpatient", "inpatient", "outpatient"),
    ("Keep it in the fridge.", "Keep it in the freezer.", "fridge", "freezer"),
    ("Use hot compresses.", "Use cold compresses.", "hot", "cold"),
    ("This is a routine visit.", "This is an emergency visit.", "routine", "emergency"),
    # medicines, molecules, codes, places
    ("You will get carboplatin.", "You will get cisplatin.", "carboplatin", "cisplatin"),
    ("Tell us if you take aspirin.", "Tell us if you take it.", "aspirin", "it"),
    ("Allergic to penicillin?", "Allergic to cephalosporins?", "penicillin", "cephalosporins"),
    ("The cells find CD19.", "The cells find CD20.", "CD19", "CD20"),
    ("The trial NCT01234567 is open.", "The trial NCT01234568 is open.", "NCT01234567", "NCT01234568"),
    ("We fly you in from India.", "We fly you in from Kenya.", "India", "Kenya"),
    ("Wuhan was first.", "Singapore was first.", "Wuhan", "Singapore"),
    ("The clinic in New York", "The clinic in Los Angeles", "New York", "Los Angeles"),
    ("It may be Crohn's disease.", "It may be Parkinson's disease.", "Crohn's", "Parkinson's"),
    ("For American patients", "For Canadian patients", "American", "Canadian"),
    (
        "Write to ward@hospital.example.",
        "Write to lab@hospital.example.",
        "ward@hospital.example",
        "lab@hospital.example",
    ),
    ("Vitamin D lowers the risk.", "Vitamin K lowers the risk.", "D", "K"),
    ("Blood of group A is kept.", "Blood of group B is kept.", "A", "B"),
    ("Book an MRI scan.", "Book a CT scan.", "MRI", "CT"),
    ("Ask about Keytruda.", "Ask about Opdivo.", "Keytruda", "Opdivo"),
    ("She was vaccinated.", "She was unvaccinated.", "vaccinated", "unvaccinated"),
    ("Come within 4 hours.", "Come after 4 hours.", "within", "after"),
    ("Stage II disease", "Stage IV disease", "II", "IV"),
    ("For external use", "For internal use", "external", "internal"),
    ("Remove the patch at noon.", "Apply the patch at noon.", "Remove", "Apply"),
    ("Protect the scar from light.", "Expose the scar to light.", "Protect", "Expose"),
    ("The dose is doubled.", "The dose is halved.", "doubled", "halved"),
    ("Symptomatic people are tested.", "Asymptomatic people are tested.", "Symptomatic", "Asymptomatic"),
    ("It prevents bleeding.", "It causes bleeding.", "prevents", "causes"),
    ("She was treated for lymphoma.", "She was treated for melanoma.", "lymphoma", "melanoma"),
    ("Patch one eye.", "Patch both eyes.", "one", "both"),
    ("Take the first tablet at home.", "Take the last tablet at home.", "first", "last"),
]
HARMLESS = [  # rule, before, after
    ("quotes", 'The so-called "donor\'s" cells', "The so-called “donor’s” cells"),
    ("dash forms", "From 2-8 °C - no more", "From 2–8 °C – no more"),
    ("spacing", "Rest for 2 hours  at home.", "Rest for 2\u00a0hours at home."),
    ("spacing", "Take 5mg.", "Take 5 mg."),
    ("final full stop", "Visa and travel", "Visa and travel."),
    ("markup", "See <1>the list</1> of wards.", "See the <2>list</2> of wards."),
    ("misspelling", "The tumour and the leukaemia", "The tumor and the leukemia"),
    ("misspelling", "Paediatric haematology centre", "Pediatric hematology center"),
    ("misspelling", "We organise and analyse it.", "We organize and analyze it."),
    ("misspelling", "A manoeuvre, and enrolment", "A maneuver, and enrollment"),
    ("misspelling", "Oedema and diarrhoea", "Edema and diarrhea"),
    ("dash forms", "A follow-up visit", "A follow–up visit"),
    ("spacing", "1\u202f500 people", "1\u00a0500 people"),
]
REWRITTEN = [  # before, after: the same words, in a writing that is not on the closed list
    ("Fever, chills, and cough", "Fever, chills and cough"),
    ("Then... wait.", "Then… wait."),
    ("Visa And Travel Help", "Visa and travel help"),
    ("Bring a passport.", "Bring the passport."),
    ("Bring passport.", "Bring the passport."),
    ("Do not worry, we are here.", "Don't worry, we're here."),
    ("You cannot fly.", "You can’t fly."),
    ("Stay two nights.", "Stay 2 nights."),
    ("About 5 percent", "About 5%"),
    ("Scans & visits", "Scans and visits"),
    ("At 8 am sharp", "At 8 a.m. sharp"),
    ("Send an e-mail.", "Send an email."),
    ("Twenty-one days", "21 days"),
    ("A follow-up visit", "A follow up visit"),
    ("Some 5 per cent", "Some 5%"),
    ("About 1,500 people", "About 1500 people"),
    ("Few days later, rest.", "Few days later rest."),
]
DISGUISED = [  # before, after: the same words, and another thing to do
    ("Some nurses, not doctors, call.", "Some nurses not, doctors call."),
    ("No: sugar.", "No sugar."),
    ("Don’t, run.", "Don’t run."),
    ("Stop. Eating helps.", "Stop eating helps."),
    ("Little salt is left.", "A little salt is left."),
    ("A 7 mmol salt", "A 7 Mmol salt"),
    ("It draws 30 mA.", "It draws 30 MA."),
    ("A dose of 9 mBq", "A dose of 9 MBq"),
    ("The room is at - 3 °C.", "The room is at 3 °C."),
    ("It is in effective use.", "It is ineffective use."),
    ("Come four weekly.", "Come four-weekly."),
    ("You may rest.", "You May rest."),
    ("Take 3 (20 mg) tablets.", "Take 3, 20 mg tablets."),
    ("Add 40 mL.", "Add \u202e40 mL."),
]
ORDINARY = [  # before, after, words
    ("The nurse will show you the ward.", "The nurse will show you the garden.", "ward", "garden"),
    ("Our weekly newsletter", "Our clinic newsletter", "weekly", "clinic"),
    ("A higher fee applies.", "A common fee applies.", "higher", "common"),
    ("One doctor will call you.", "Your doctor will call you.", "One doctor", "Your"),
    ("The Egyptian patients", "The patients from Egypt", None, None),
    ("We will prevent delays.", "We will discuss delays.", "prevent", "discuss"),
    ("A friendly team", "A very friendly team", "friendly", "very friendly"),
    ("If you feel tired, lie down.", "Lie down if you feel tired.", None, None),
    ("We opened in 2019 and moved in 2021.", "We moved in 2021 and opened in 2019.", None, None),
    ("On day 2, bring 5 photos.", "Bring 5 photos on day 2.", None, None),
    ("There are 3 wards and 2 lifts.", "There are 2 lifts and 3 wards.", None, None),
]
VOCABULARY = ["the", "ward", "nurse", "shows", "our", "garden", "and", "your", "bed", "near", "window"]
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=8)
VALUES = st.integers(0, 9999)
UNITS = st.sampled_from(["mg", "mL", "days", "%", "hours", "puffs", ""])


@pytest.mark.parametrize(("before", "after", "old", "new"), DANGEROUS)
def test_a_dangerous_edit_is_critical_and_names_its_words(before: str, after: str, old: str, new: str) -> None:
    for one, other, gone, come in ((before, after, old, new), (after, before, new, old)):
        found = difference(one, other, "en")
        assert found.kind == "critical", found
        assert gone.casefold() in " ".join(found.old).casefold(), found
        assert come.casefold() in " ".join(found.new).casefold(), found


@pytest.mark.parametrize(("rule", "before", "after"), HARMLESS)
def test_another_way_of_writing_is_cosmetic(rule: str, before: str, after: str) -> None:
    for one, other in ((before, after), (after, before)):
        found = difference(one, other, "en")
        assert (found.kind, found.old, found.new) == ("cosmetic", (), ()), found
        assert found.rule == rule


@pytest.mark.parametrize(("before", "after"), REWRITTEN)
def test_a_writing_that_is_not_on_the_list_is_looked_at_again(before: str, after: str) -> None:
    for one, other in ((before, after), (after, before)):
        assert difference(one, other, "en").kind == "ordinary"


@pytest.mark.parametrize(("before", "after"), DISGUISED)
def test_an_edit_that_looks_like_mere_writing_is_critical(before: str, after: str) -> None:
    for one, other in ((before, after), (after, before)):
        found = difference(one, other, "en")
        assert found.kind == "critical"
        assert found.old != found.new


@pytest.mark.parametrize(("before", "after", "old", "new"), ORDINARY)
def test_another_word_is_ordinary(before: str, after: str, old: str | None, new: str | None) -> None:
    found = difference(before, after, "en")
    assert found.kind == "ordinary", found
    if old is not None:
        assert (found.old, found.new) == ((old,), (new,))


def test_the_words_are_shown_as_they_stand_in_the_texts() -> None:
    found = difference("You may drive, and take 5 mg.", "You may not drive, and take 50 mg.", "en")
    assert found.text == "may drive → may not drive; 5 mg → 50 mg"


def test_equal_texts_differ_in_nothing() -> None:
    assert difference("One text", "One text", "en").rule == "equal"


def test_what_both_texts_share_far_from_the_change_is_not_looked_at() -> None:
    before = "Take 5 mg of it. " * 40 + "Drink some water. " + "Do not drive. " * 40
    found = difference(before, before.replace("water", "tea"), "en")
    assert (found.kind, found.text) == ("ordinary", "water → tea")


@pytest.mark.parametrize(
    ("lang", "before", "after", "old", "new"),
    [
        ("pt-BR", "Tome 1,5 mg por dia.", "Tome 15 mg por dia.", "1,5 mg", "15 mg"),
        ("de", "Nehmen Sie Rituximab ein.", "Nehmen Sie Ibrutinib ein.", "Rituximab", "Ibrutinib"),
        ("es", "No coma nada.", "Coma algo.", "No", "Coma"),
    ],
)
def test_sources_in_other_languages(lang: str, before: str, after: str, old: str, new: str) -> None:
    found = difference(before, after, lang)
    assert found.kind == "critical"
    assert old in " ".join(found.old)
    assert new in " ".join(found.new)


@dataclass(frozen=True)
class _Term:
    concept: str
    start: int
    end: int


class _Terms:
    def matches(self, text: str) -> list[_Term]:
        words = {"flap": "c1", "graft": "c2", "lobe": "c3"}
        return [
            _Term(key, text.index(word), text.index(word) + len(word)) for word, key in words.items() if word in text
        ]


def test_a_term_of_the_glossary_that_takes_the_place_of_another_is_critical() -> None:
    assert difference("A flap is used.", "A graft is used.", "en").kind == "ordinary"
    found = difference("A flap is used.", "A graft is used.", "en", _Terms())
    assert (found.kind, found.rule, found.text) == ("critical", "term", "flap → graft")


def test_a_term_that_only_comes_is_ordinary() -> None:
    assert difference("It is used.", "It is used with a lobe.", "en", _Terms()).kind == "ordinary"


@settings(deadline=None, derandomize=True)
@given(WORDS, WORDS, VALUES, VALUES, UNITS)
def test_another_value_is_critical_and_both_are_shown(
    before: list[str], after: list[str], value: int, other: int, unit: str
) -> None:
    old, new = (" ".join([*before, f"{number} {unit}".strip(), *after]) for number in (value, other))
    found = difference(old, new, "en")
    assert (found.kind == "critical") == (value != other)
    if value != other:
        assert str(value) in " ".join(found.old)
        assert str(other) in " ".join(found.new)


@settings(deadline=None, derandomize=True)
@given(WORDS, VALUES, UNITS, st.sampled_from([(" ", "\u00a0"), (" ", "  "), ("w", "w")]))
def test_another_way_of_writing_is_cosmetic_beside_any_value(
    words: list[str], value: int, unit: str, ways: tuple[str, str]
) -> None:
    old = f"See {' '.join(words)} for {value} {unit}"
    assert difference(old, old.replace(*ways) + ".", "en").kind == "cosmetic"


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["en", "ar", "zh-Hans", "ru"]))
def test_any_two_texts_can_be_compared(old: str, new: str, lang: str) -> None:
    found = difference(old, new, lang)
    assert len(found.old) == len(found.new)
    assert (found.kind == "cosmetic") == (found.text == "")
