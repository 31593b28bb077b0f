"""Whatever the policy, the ledger and the catalogs say: no unreviewed text of a class that wants review is rendered.

What is reviewed is worked out here once more, from the lines of the ledger and nothing else.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from pipeline import locales
from pipeline.cli.report import Teller
from pipeline.model import PERSON_ROLES
from pipeline.po import catalog
from pipeline.po.entries import Catalog, Entry
from pipeline.po.provenance import with_draft
from pipeline.project import config
from pipeline.project.config import REQUIREMENTS, Settings
from pipeline.project.glossary import Glossary
from pipeline.project.layout import catalog_path
from pipeline.review import judge, ledger
from pipeline.review.approvals import Approvals, ledger_path
from pipeline.review.classification import Classification
from pipeline.review.examiner import Examiner
from pipeline.review.judge import Judge
from pipeline.review.ledger import Ledger, Record, entry_digest, translation_digest
from pipeline.stages.run import Stages
from pipeline.text import classes

LOCALE = locales.parse("en_XA")
# Each with the classes that its words give it, and an earlier wording that is no critical change.
SENTENCES = {
    "Take 5 mg with a glass of water.": "Take 5 mg with a cup of water.",
    "In an emergency, call 911 at once.": "In an emergency, call 911 right now.",
    "You are eligible for this study.": "You are eligible for that study.",
    "This page is for information only.": "This text is for information only.",
    "Do not drive after the infusion.": "Do not drive home after the infusion.",
    "The garden is open on weekdays.": "The garden is open on workdays.",
}
MARKS = ("", "dose", "emergency", "eligibility", "disclaimer", "instruction", "navigation")
VOWELS = str.maketrans("aeiou", "äëïöü")
KINDS = ("untranslated", "draft", "cleared", "match", "reworked", "typed")
PEOPLE = ("ana", "ben", "cai", "eve", "unknown")  # eve isn't configured


@dataclass(frozen=True)
class Decided:
    """A decision on a sentence's translation: of the present one, of the earlier wording's, or of another."""

    sentence: str
    about: str
    action: str
    by: str
    role: str


CLASSES = st.fixed_dictionaries({name: st.sampled_from(REQUIREMENTS) for name in classes.CLASSES})
POLICIES = st.fixed_dictionaries(
    {
        "classes": CLASSES,
        "drafts": st.sampled_from(("notice", "source")),
        "on_change": st.sampled_from(("source", "hold-last")),
        "two_persons": st.sets(st.sampled_from(tuple(classes.CLASSES))).map(tuple),
    }
)
DECISIONS = st.lists(
    st.builds(
        Decided,
        st.sampled_from(tuple(SENTENCES)),
        st.sampled_from(("present", "present", "earlier", "other")),
        st.sampled_from(("accept", "accept", "accept", "reject")),
        st.sampled_from(PEOPLE),
        st.sampled_from(("", *PERSON_ROLES)),
    ),
    max_size=14,
)
ENTRIES = st.fixed_dictionaries({sentence: st.sampled_from(KINDS) for sentence in SENTENCES})
PLACES = st.fixed_dictionaries({sentence: st.sampled_from(MARKS) for sentence in SENTENCES})


def target(sentence: str) -> str:
    return sentence.translate(VOWELS)


def entries(kinds: dict[str, str]) -> tuple[Entry, ...]:
    """The entries of a catalog, each sentence in the state that its kind says, the earlier wordings obsolete."""
    found = []
    for sentence, kind in kinds.items():
        entry = Entry(sentence)
        match kind:
            case "draft":
                entry = with_draft(entry, [target(sentence)], origin="m@1", score=0.9)
            case "cleared":
                entry = replace(with_draft(entry, [target(sentence)], origin="m@1", score=0.9), flags=())
            case "typed":
                entry = replace(entry, msgstr=(target(sentence),))
            case "match" | "reworked":
                before = SENTENCES[sentence]
                text = target(before if kind == "match" else sentence)
                entry = replace(entry, msgstr=(text,), flags=("fuzzy",), previous_msgid=before)
        found.append(entry)
    gone = (Entry(before, (target(before),), obsolete=True) for before in SENTENCES.values())
    return (*found, *gone)


def about(decided: Decided) -> Entry:
    sentence = SENTENCES[decided.sentence] if decided.about == "earlier" else decided.sentence
    return Entry(sentence, (f"{target(sentence)}!" if decided.about == "other" else target(sentence),))


def recorded(decisions: Sequence[Decided]) -> Ledger:
    records = [
        Record(
            entry_digest(about(one)),
            translation_digest(about(one)),
            "accept" if one.action == "accept" else "reject",
            one.by,
            f"2026-01-01T00:00:{second:02}Z",
            one.role,
        )
        for second, one in enumerate(decisions)
    ]
    return Ledger().with_records(records)


def reviewers(source: str, text: str, decisions: Sequence[Decided]) -> list[Decided]:
    """Who has reviewed exactly this text of this source: after a rejection, only those who did so again; no author.

    A decision without a role is no review, and none of these people is a clinician by saying so.
    """
    found: list[Decided] = []
    for decided in decisions:
        if (about(decided).msgid, about(decided).msgstr[0]) == (source, text):
            found = [*found, decided] if decided.action == "accept" else []
    reviews = [one for one in found if one.by in {"ana", "ben", "cai"} and one.role not in {"", "author"}]
    return [replace(one, role="translator") if one.role == "clinician" else one for one in reviews]


def allowed(policy: Settings, named: set[str], people: Sequence[Decided], *, draft: bool) -> bool:
    """Tell whether a text of these classes may be rendered, with these reviewers behind it."""
    for name in named:
        wanted = policy.classes[name]
        two = wanted == "two-reviewers" or (wanted == "reviewed" and name in policy.two_persons)
        pair = len({one.by for one in people}) > 1 and any(one.role in {"reviser", "clinician"} for one in people)
        if wanted == "source" or (two and not pair) or (wanted == "reviewed" and not people):
            return False
        if draft and wanted != "draft":
            return False
    return not (draft and policy.drafts == "source")


def classes_of(sentence: str, mark: str) -> set[str]:
    return {*filter(None, [mark]), *(() if mark == "navigation" else ["body"])} | classes.classes_of(
        sentence, LOCALE, leads=mark == "navigation"
    )


def rejected(sentence: str, decisions: Sequence[Decided]) -> bool:
    mine = [one for one in decisions if one.sentence == sentence and one.about == "present"]
    return bool(mine) and mine[-1].action == "reject"


@contextmanager
def project(places: dict[str, str], policy: dict[str, object]) -> Iterator[Settings]:
    root = Path(tempfile.mkdtemp())
    try:
        people = "".join(f'{name} = {{ name = "{name}" }}\n' for name in ("ana", "ben", "cai"))
        (root / "medlocale.toml").write_text(f'[project]\ntargets = ["en_XA"]\n[review.people]\n{people}', "utf-8")
        (root / "content").mkdir()
        body = "".join(
            f"<p{f' data-l10n-class={mark}' if mark else ''}>{sentence}</p>\n" for sentence, mark in places.items()
        )
        (root / "content/a.html").write_text(f"<!DOCTYPE html><html lang=en><body>\n{body}</body></html>\n", "utf-8")
        yield replace(config.load(root / "medlocale.toml"), **policy)  # type: ignore[arg-type]
    finally:
        shutil.rmtree(root)


def laid_out(policy: Settings, kinds: dict[str, str], decisions: Sequence[Decided]) -> None:
    catalog.write(catalog_path(policy, LOCALE, "a.html"), Catalog({"Language": "en_XA"}, entries(kinds)))
    ledger.write(ledger_path(policy, LOCALE), recorded(decisions))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(policy=POLICIES, kinds=ENTRIES, places=PLACES, decisions=DECISIONS)
def test_no_verdict_shows_what_its_class_does_not_allow(
    policy: dict[str, object], kinds: dict[str, str], places: dict[str, str], decisions: list[Decided]
) -> None:
    with project(places, policy) as settings_:
        laid_out(settings_, kinds, decisions)
        for verdict in judge.verdicts(settings_, Glossary(settings_), LOCALE, "a.html"):
            if verdict.shown == "source":
                assert verdict.text == ""
                continue
            sentence = verdict.unit.segment.text
            said = SENTENCES[sentence] if verdict.shown == "held" else sentence
            people = reviewers(said, verdict.text, decisions)
            draft = verdict.shown == "draft"
            assert draft == (kinds[sentence] == "draft" and verdict.shown != "held")
            assert verdict.shown != "held" or people
            assert allowed(settings_, classes_of(sentence, places[sentence]), people, draft=draft), verdict


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(policy=POLICIES, kinds=ENTRIES, places=PLACES, decisions=DECISIONS)
def test_what_is_allowed_is_shown(
    policy: dict[str, object], kinds: dict[str, str], places: dict[str, str], decisions: list[Decided]
) -> None:
    with project(places, policy) as settings_:
        laid_out(settings_, kinds, decisions)
        examiner = Examiner(settings_, Glossary(settings_), LOCALE)
        judge = Judge(examiner, Classification(settings_), approvals=Approvals(settings_, LOCALE))
        for case in judge.read("a.html").cases:
            sentence = case.unit.segment.text
            if kinds[sentence] not in {"cleared", "typed", "draft"} or rejected(sentence, decisions):
                continue
            people = [] if kinds[sentence] == "draft" else reviewers(sentence, target(sentence), decisions)
            may = allowed(settings_, classes_of(sentence, places[sentence]), people, draft=kinds[sentence] == "draft")
            verdict = judge.verdict(case, (), room=True)
            assert (verdict.shown in {"accepted", "draft"}) is may, verdict


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(policy=POLICIES, kinds=ENTRIES, places=PLACES, decisions=DECISIONS)
def test_no_page_renders_what_its_class_does_not_allow(
    policy: dict[str, object], kinds: dict[str, str], places: dict[str, str], decisions: list[Decided]
) -> None:
    with project(places, policy) as settings_, Teller(StringIO(), quiet=True) as teller:
        laid_out(settings_, kinds, decisions)
        stages = Stages(settings_, settings_.targets, tell=teller.tell, say=teller.say)
        checked = stages.check(stages.pages)
        assert stages.build(stages.pages, checked).errors == ()
        path = settings_.site / "en-XA/a.html"
        page = LexborHTMLParser(path.read_text("utf-8") if path.exists() else "")
        shown = {paragraph.text(strip=True) for paragraph in page.css("p")}
        for sentence, before in SENTENCES.items():
            for said, draft in ((sentence, kinds[sentence] == "draft"), (before, False)):
                if target(said) in shown:
                    people = [] if draft else reviewers(said, target(said), decisions)
                    assert people or (said == sentence and kinds[sentence] in {"draft", "cleared", "typed"})
                    assert allowed(settings_, classes_of(sentence, places[sentence]), people, draft=draft)
