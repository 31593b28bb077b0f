"""The words of instructions in each language, and the slots that they fill: form, frequency, meal, route, action …

A slot has values of which one excludes the others: where a source says one and its translation another, a patient
does something else. What a value is called in each language stands in data/<language>.toml.
"""

from __future__ import annotations

from functools import cache

from pipeline.text.lexicon import Lexica

_SLOTS = {
    # What is taken, in what number; how often, when, how and where.
    "form": "tablet capsule drop puff spray patch teaspoon tablespoon spoon sachet injection suppository vial ampoule "
    "syringe inhaler lozenge glass cup cream ointment syrup bottle dose infusion pen",
    "period": "hour day week month year 2d 2wk",
    "daypart": "morning noon afternoon evening night bedtime midnight",
    "weekday": "monday tuesday wednesday thursday friday saturday sunday workday weekend",
    "day": "today tomorrow yesterday",
    "meal": "empty food either breakfast lunch dinner",
    "route": "oral subcutaneous intramuscular intravenous rectal vaginal nasal inhaled topical sublingual intrathecal "
    "epidural intradermal",
    "both": "both one",
    "body": "arm forearm leg hand foot finger thumb toe knee hip shoulder elbow wrist ankle thigh calf heel buttock "
    "neck throat head face eye ear nose mouth lip tongue tooth chest breast back belly stomach groin heart lung liver "
    "kidney bladder bowel brain spine bone skin muscle vein artery womb prostate thyroid pancreas spleen gallbladder "
    "blood urine stool hair nail",
    # How a medicine is kept.
    "storage": "fridge freezer room",
    "damp": "dry moist",
    "light": "protected exposed",
    # Who is meant.
    "age": "adult child baby teenager elderly",
    "pregnancy": "pregnant breastfeeding",
    "sex": "man woman",
    "kin": "mother father sister brother daughter son husband wife grandmother grandfather aunt uncle",
    "person": "doctor nurse pharmacist dentist surgeon midwife",
    "place": "hospital home pharmacy clinic",
    # What is done.
    "start": "start stop continue",
    "breathing": "in out",
    "opening": "open closed",
    "taking": "swallow chew crush dissolve suck split",
    "posture": "sit lie stand",
    "switch": "on off",
    "attach": "apply remove",
    "permission": "avoid allowed",
    "transport": "drive",
    # What is found, and how things are.
    "result": "positive negative",
    "growth": "benign malignant",
    "normality": "normal abnormal",
    "danger": "safe dangerous",
    "rarity": "common rare",
    "often": "always sometimes never",
    "grade": "mild severe",
    "haste": "now later",
    "pace": "slow fast",
    "level": "high low",
    "fill": "full empty",
    "heat": "hot cold lukewarm",
    "colour": "red blue green yellow white black orange brown pink purple",
    "drink": "water milk juice alcohol coffee tea",
    "symptom": "fever rash bleeding pain headache cough vomiting nausea diarrhoea constipation dizziness swelling "
    "itching infection breathless seizure stroke clot bruise burn wound allergy",
    "thing": "antibiotic vaccine virus bacteria illness side_effect surgery cancer tumour stress smoking medicine "
    "treatment diet test scan",
    # How it hangs together.
    "rank": "first last next previous",
    "only": "only also",
    "condition": "if unless until while",
    "exception": "except including",
    "cause": "causes caused",
    "denial": "not",
}
SLOTS = {slot: frozenset(values.split()) for slot, values in _SLOTS.items()}
LEXICA = Lexica("pipeline.text.instructions", SLOTS)


@cache
def slots(language: str) -> frozenset[str]:
    """Return the slots that a language has words for: some have those of a dose alone, and some have none."""
    words = LEXICA.load(language)
    if words is None:
        return frozenset()
    meanings = (*words.table.values(), *words.stems.values(), *words.endings.values())
    return frozenset(meaning.family for meaning in meanings if meaning)
