"""What is published is what the policy allows: by class of text, by the ledger, by nothing that a stranger wrote."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.project import config
from pipeline.review.policy import requirement
from tests.support.advice import CONFIG, accept, living, page, row, rows, source, typed
from tests.support.command import medlocale

REST = "Most people rest for two days after the visit."
DOSE = "You get 5 mg with a glass of water."
CALL = "In an emergency, the number is 911."
WHO = "Adults of every age are welcome."
PAGE = (
    "<!DOCTYPE html><html lang=en><head><title>Advice</title></head><body>\n"
    f"<p>{REST}</p>\n<p>{DOSE}</p>\n<p>{CALL}</p>\n"
    f'<section data-l10n-class="eligibility"><p>{WHO}</p></section>\n</body></html>\n'
)
PLAIN = {REST: "Rést twö days.", DOSE: "Tåke 5 mg.", CALL: "Çall 911.", WHO: "Adülts of every age."}


@pytest.fixture
def clinic(write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write("clinic/medlocale.toml", CONFIG).parent
    write("clinic/content/advice.html", PAGE)
    monkeypatch.chdir(root)
    medlocale("run", "-q")
    return root


def configured(root: Path, more: str) -> None:
    (root / "medlocale.toml").write_text(CONFIG + more, "utf-8")


def test_by_default_a_machine_drafts_the_ordinary_and_people_review_the_rest(clinic: Path) -> None:
    shown = {str(each["msgid"]): (each["shown"], each["rule"], each["requires"]) for each in rows()}
    assert shown == {
        "Advice": ("draft", "draft", "draft"),
        REST: ("draft", "draft", "draft"),
        DOSE: ("source", "publish.classes.dose", "reviewed"),
        CALL: ("source", "publish.classes.emergency", "reviewed"),
        WHO: ("source", "publish.classes.eligibility", "reviewed"),
    }
    built = page(clinic)
    assert all(sentence in built for sentence in (DOSE, CALL, WHO))
    assert REST not in built


def test_a_translator_reads_the_class_of_an_entry(clinic: Path) -> None:
    assert "Class: dose" in living(clinic)[DOSE].extracted
    assert "Class: eligibility" in living(clinic)[WHO].extracted
    assert not any(line.startswith("Class:") for line in living(clinic)[REST].extracted)


def test_a_flag_that_somebody_cleared_is_no_review(clinic: Path) -> None:
    typed(clinic, PLAIN)
    medlocale("build", "-q")
    built = page(clinic)
    assert PLAIN[REST] in built
    assert not any(PLAIN[sentence] in built for sentence in (DOSE, CALL, WHO))
    assert "somebody cleared its flag" in str(row(DOSE)["reason"])
    accept("ana", DOSE, CALL)
    medlocale("build", "-q")
    built = page(clinic)
    assert PLAIN[DOSE] in built
    assert PLAIN[CALL] in built
    assert PLAIN[WHO] not in built


def test_a_rejection_is_answered_by_a_review_and_not_by_a_cleared_flag(clinic: Path) -> None:
    typed(clinic, {DOSE: PLAIN[DOSE]})
    accept("ana", DOSE)
    medlocale("review", "reject", "advice.html", "--sentence", DOSE, "--by", "ben", "--locale", "en_XA", "-q")
    typed(clinic, {DOSE: PLAIN[DOSE]})
    assert row(DOSE)["rule"] == "rejected"
    accept("dan", DOSE)
    assert row(DOSE)["rule"] == "publish.classes.dose", "what ana accepted before doesn't count again"
    accept("cai", DOSE)
    assert row(DOSE)["shown"] == "accepted"


def test_the_classes_that_a_catalog_claims_count_for_nothing(clinic: Path) -> None:
    typed(clinic, {WHO: PLAIN[WHO]}, extracted=("Role: title", "Class: navigation"))
    medlocale("build", "-q")
    assert PLAIN[WHO] not in page(clinic)
    assert row(WHO)["classes"] == ["eligibility", "body"]


@pytest.mark.parametrize(
    ("policy", "people", "shown"),
    [
        ("accepted", (), True),
        ("reviewed", (), False),
        ("reviewed", ("ana",), True),
        ("reviewed", ("dan",), False),
        ("accepted", ("dan",), True),
        ("two-reviewers", ("ana",), False),
        ("two-reviewers", ("ben", "dan"), False),
        ("two-reviewers", ("ana", "ben"), True),
        ("two-reviewers", ("ben", "cai"), True),
        ("source", ("ana", "ben"), False),
    ],
)
def test_each_class_asks_for_what_the_configuration_says(
    clinic: Path, policy: str, people: tuple[str, ...], shown: bool
) -> None:
    configured(clinic, f'[publish.classes]\ndose = "{policy}"\n')
    typed(clinic, {DOSE: PLAIN[DOSE]})
    for person in people:
        accept(person, DOSE)
    medlocale("build", "-q")
    assert (PLAIN[DOSE] in page(clinic)) is shown


def test_the_strictest_of_a_sentences_classes_counts(clinic: Path) -> None:
    settings = config.load(clinic / "medlocale.toml")
    settings = replace(settings, classes={**settings.classes, "dose": "draft", "emergency": "two-reviewers"})
    assert requirement({"dose", "body"}, settings).level == "draft"
    assert requirement({"dose", "emergency", "disclaimer", "body"}, settings).rule == "publish.classes.emergency"
    assert requirement({"dose", "disclaimer"}, settings).rule == "publish.classes.disclaimer"
    assert requirement({"body"}, replace(settings, drafts="source")).rule == "publish.drafts"
    assert requirement((), settings).level == "source", "what has no class isn't shown"


def test_without_drafts_no_class_shows_one(clinic: Path) -> None:
    configured(clinic, '[publish]\ndrafts = "source"\n[publish.classes]\nbody = "draft"\ndose = "draft"\n')
    typed(clinic, {DOSE: PLAIN[DOSE]})
    medlocale("build", "-q")
    assert PLAIN[DOSE] in page(clinic)
    assert REST in page(clinic)
    assert row(REST)["rule"] == "publish.drafts"


def test_two_persons_of_the_review_table_hold_for_publishing(clinic: Path) -> None:
    configured(clinic, '[publish.classes]\nbody = "reviewed"\n')
    text = (clinic / "medlocale.toml").read_text("utf-8")
    (clinic / "medlocale.toml").write_text(
        text.replace("[review.people]", '[review]\ntwo_persons = ["eligibility"]\n[review.people]'), "utf-8"
    )
    typed(clinic, PLAIN)
    accept("ana", WHO, REST)
    medlocale("build", "-q")
    assert PLAIN[REST] in page(clinic)
    assert PLAIN[WHO] not in page(clinic), "marked by its author, not by its words: still one of two"
    assert row(WHO)["rule"] == "review.two_persons"
    assert "1 translation that one person accepted waits for a second" in medlocale("status", "--locale", "en_XA")
    accept("ben", WHO)
    medlocale("build", "-q")
    assert PLAIN[WHO] in page(clinic)


def test_a_sentence_in_two_places_has_the_classes_of_both(clinic: Path) -> None:
    source(clinic, PAGE.replace(f"<p>{REST}</p>", f"<p>{REST}</p><p data-l10n-class=disclaimer>{REST}</p>"))
    medlocale("run", "-q")
    assert row(REST)["classes"] == ["disclaimer", "body"]
    assert page(clinic).count(f">{REST}<") == 2


def test_navigation_and_body_can_be_told_apart(clinic: Path) -> None:
    configured(clinic, '[publish.classes]\nbody = "reviewed"\n')
    source(clinic, PAGE.replace("<p>", "<nav><ul><li><a href=x>Home page</a></li></ul></nav><p>", 1))
    medlocale("run", "-q")
    assert (row("Home page")["shown"], row("Advice")["shown"], row(REST)["shown"]) == ("draft", "draft", "source")
    source(clinic, PAGE.replace("<p>", "<nav><ul><li>Home page</li></ul></nav><p>Home page</p><p>", 1))
    medlocale("run", "-q")
    assert row("Home page")["classes"] == ["body", "navigation"], "it is read, too"
    assert row("Home page")["shown"] == "source"


PAGES = {
    "a.md": '---\ntitle: Advice\n---\n\nYou rest here.\n\n<div data-l10n-class="disclaimer">\n\nAsk us.\n\n</div>\n',
    "a.txt": "You rest here.\n\nYou get 5 mg now.\n",
    "a.yaml": 'title: Advice\nsummary: You rest here.\ndosage:\n  text: One in the morning.\ntranslation_notice: ""\n',
    "a.json": '{"rest": "You rest here.", "emergency": {"a": "Ask a nurse"}, "translation_notice": ""}',
}


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_format_follows_the_policy(clinic: Path, name: str) -> None:
    source(clinic, PAGES[name], name)
    medlocale("run", "-q")
    (back,) = (each for each in rows(name=name) if each["shown"] == "source")
    assert str(back["rule"]).startswith("publish.classes.")
    assert str(back["msgid"]) in page(clinic, name=name)
    assert "You rest here." not in page(clinic, name=name)
    accept("ana", str(back["msgid"]), page=name)
    medlocale("build", "-q")
    assert str(back["msgid"]) not in page(clinic, name=name)


def test_front_matter_marks_a_whole_page(clinic: Path) -> None:
    source(clinic, "---\ntitle: Advice\nl10n-class: disclaimer\n---\n\nYou rest here.\n", "b.md")
    medlocale("run", "-q")
    assert {each["rule"] for each in rows(name="b.md")} == {"publish.classes.disclaimer"}
    assert not (clinic / "site/en-XA/b.md").exists(), "a page without a word in the language isn't published in it"


def test_a_draft_needs_a_place_for_the_notice(clinic: Path) -> None:
    source(clinic, "title: Advice\nsummary: Many rest for a while.\n", "b.yaml")
    medlocale("run", "-q")
    assert {each["rule"] for each in rows(name="b.yaml")} == {"no-notice"}


def numbers(root: Path, more: str = "") -> None:
    configured(root, more)
    typed(
        root, {CALL: "Im Notfall sofort 112 anrufen."}, locale="de", translator=("ignore: number-changed — Europe's",)
    )


def test_a_draft_for_an_emergency_stands_under_its_english_only_where_the_project_says_so(clinic: Path) -> None:
    draft = living(clinic)[CALL].msgstr[0]
    assert draft not in page(clinic)
    for wanted in ("true", "false"):
        configured(clinic, f"[publish]\nemergency_draft = {wanted}\n")
        medlocale("build", "-q")
        built = page(clinic)
        assert built.count('class="l10n-draft"') == built.count(draft) == (wanted == "true")
        assert f'<span class="l10n-source" lang="en" dir="ltr">{CALL}</span>' in built
    assert living(clinic)[DOSE].msgstr[0] not in built


def test_an_emergency_number_is_never_adapted_silently(clinic: Path) -> None:
    numbers(clinic)
    for person in ("ana", "ben", "cai"):
        accept(person, CALL, locale="de")
    medlocale("build", "-q")
    assert "112" not in (page(clinic, tag="de") if (clinic / "site/de/advice.html").exists() else "")
    assert (row(CALL, locale="de")["shown"], row(CALL, locale="de")["rule"]) == ("source", "emergency-number")
    assert "911 isn't in the translation" in str(row(CALL, locale="de")["reason"])


def test_an_emergency_number_is_adapted_where_the_project_maps_it_and_a_clinician_accepts_it(clinic: Path) -> None:
    numbers(clinic, '[publish.emergency_numbers]\nde = { "911" = "112" }\n')
    accept("ana", CALL, locale="de")
    accept("ben", CALL, locale="de")
    assert row(CALL, locale="de")["rule"] == "emergency-number"
    accept("cai", CALL, locale="de")
    medlocale("build", "-q")
    assert "112 anrufen" in page(clinic, tag="de")
    configured(clinic, '[publish.emergency_numbers]\nde = { "911" = "110" }\n')
    assert row(CALL, locale="de")["rule"] == "emergency-number"


def test_an_emergency_number_that_the_source_does_not_name_is_held_back(clinic: Path) -> None:
    source(clinic, PAGE.replace("the number is 911", "there is a local emergency number"))
    medlocale("extract", "-q")
    new = "In an emergency, there is a local emergency number."
    typed(clinic, {new: "Im Notfall 112 anrufen."}, locale="de", translator=("ignore: number-added — Europe's",))
    accept("cai", new, locale="de")
    assert row(new, locale="de")["rule"] == "emergency-number"


def test_numbers_in_the_digits_of_another_script_are_the_same(clinic: Path) -> None:
    typed(clinic, {CALL: "٩١١ !"}, locale="de")
    accept("ana", CALL, locale="de")
    assert row(CALL, locale="de")["rule"] != "emergency-number"


def test_a_complete_locale_is_a_gate(clinic: Path) -> None:
    configured(clinic, '[publish]\ncomplete = ["en-XA"]\n')
    said = medlocale("build", "-q", code=3)
    line = living(clinic)[DOSE].line
    assert f"locales/en_XA/LC_MESSAGES/advice.html.po:{line}: advice.html: source (publish.classes.dose)" in said
    assert DOSE in said
    assert "The gate is not met" in medlocale("run", "-q", code=3)
    medlocale("build", "-q", "--locale", "de")
    for sentence in (DOSE, CALL, WHO):
        accept("ana", sentence)
    medlocale("build", "-q")


def complete_with(root: Path, requirement: str) -> None:
    classes = "".join(f'{name} = "{requirement}"\n' for name in ("dose", "emergency", "eligibility"))
    configured(root, f'[publish]\ncomplete = ["en_XA"]\n[publish.classes]\n{classes}')


def test_a_complete_locale_wants_a_catalog_for_every_page(clinic: Path) -> None:
    complete_with(clinic, "draft")
    medlocale("build", "-q")
    source(clinic, "<p>Another page.</p>", "other.html")
    assert "en_XA: other.html: has no catalog" in medlocale("build", "-q", code=3)


def test_what_is_always_the_source_is_no_unmet_gate(clinic: Path) -> None:
    complete_with(clinic, "source")
    medlocale("build", "-q")
    assert DOSE in page(clinic)


def test_a_fallback_that_the_policy_foresees_is_no_unmet_gate(clinic: Path) -> None:
    medlocale("build", "-q", code=0)


def test_explain_names_sentence_place_classes_requirement_rule_and_remedy(clinic: Path) -> None:
    said = medlocale("explain", "advice.html", "--locale", "en_XA", "-s", DOSE)
    line = living(clinic)[DOSE].line
    assert f"locales/en_XA/LC_MESSAGES/advice.html.po:{line}: source (publish.classes.dose)" in said
    assert DOSE in said
    assert "Classes: dose, body. Requires: reviewed." in said
    assert "To publish it: a person of [review.people] has accepted it:\n" in said
    assert f"\n      medlocale review accept advice.html '--sentence={DOSE}' --by ana --locale en_XA\n" in said
    assert row(REST)["remedy"] == ""
    assert "translate it" in str(row(REST, locale="de")["remedy"])


def test_a_readers_report_leads_to_its_sentence(clinic: Path) -> None:
    wanted = row(DOSE)
    assert rows(str(wanted["id"])) == [wanted]


def test_status_counts_what_waits_by_class(clinic: Path) -> None:
    said = medlocale("status", "--locale", "en_XA")
    assert "en_XA: 3 translated sentences are kept off the pages until they are reviewed" in said
    assert "dose 1, emergency 1, eligibility 1." in said
    accept("ana", DOSE, CALL, WHO)
    assert "kept off the pages" not in medlocale("status", "--locale", "en_XA")


def test_a_preview_shows_every_draft_beside_the_site(clinic: Path) -> None:
    before = {path: path.read_bytes() for path in (clinic / "site").rglob("*") if path.is_file()}
    medlocale("build", "--preview", "-q")
    assert {path: path.read_bytes() for path in (clinic / "site").rglob("*") if path.is_file()} == before
    shown = page(clinic, "site-preview")
    assert not any(sentence in shown for sentence in (REST, DOSE, CALL, WHO))
    assert "l10n-notice" in shown
    assert "noindex" in shown
    assert DOSE in page(clinic), "the site itself knows nothing of it"
    medlocale("build", "-q")
    assert {path: path.read_bytes() for path in (clinic / "site").rglob("*") if path.is_file()} == before


def test_a_preview_has_its_own_assets_and_sweeps_its_own_folder(
    clinic: Path, write: Callable[[str, str], Path]
) -> None:
    write("clinic/content/style.css", "p { color: navy }\n")
    source(clinic, PAGE.replace("</head>", '<link rel="stylesheet" href="style.css"></head>'))
    medlocale("run", "-q")
    before = {path: path.read_bytes() for path in (clinic / "site").rglob("*") if path.is_file()}
    write("clinic/content/style.css", "p { color: black }\n")
    left = write("clinic/site-preview/en/.medlocale-1.tmp", "half of a page")
    medlocale("build", "--preview", "-q")
    assert not left.exists()
    (style,) = (clinic / "site-preview").glob("style.*.css")
    assert style.name in page(clinic, "site-preview")
    assert {path: path.read_bytes() for path in (clinic / "site").rglob("*") if path.is_file()} == before
    assert style.name not in page(clinic)
    preview = {path: path.read_bytes() for path in (clinic / "site-preview").rglob("*") if path.is_file()}
    medlocale("build", "-q")
    assert {path: path.read_bytes() for path in (clinic / "site-preview").rglob("*") if path.is_file()} == preview
    assert style.name in page(clinic)


def test_a_preview_shows_nothing_that_could_break_the_page(clinic: Path) -> None:
    typed(clinic, {REST: "Rest <script>alert(1)</script>", DOSE: "Tåke 6 mg."})
    medlocale("build", "--preview", "-q")
    shown = page(clinic, "site-preview")
    assert "alert" not in shown
    assert REST in shown
    assert "Tåke 6 mg." in shown, "wrong, and that is what a reviewer has to see"


def test_a_preview_lies_where_nothing_else_does(clinic: Path) -> None:
    text = (clinic / "medlocale.toml").read_text("utf-8")
    (clinic / "medlocale.toml").write_text(f'{text}[paths]\ncontent = "site-preview"\n', "utf-8")
    (clinic / "content").rename(clinic / "site-preview")
    assert "must not lie in" in medlocale("build", "--preview", code=1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[publish.classes]\ndosis = "reviewed"', "'dosis' is no class of text (did you mean 'dose'?)"),
        ('[publish.classes]\ndose = "review"', "dose wants one of draft, accepted, reviewed, two-reviewers, source"),
        ('[publish.select]\ndose = ["p > b"]', "'p > b' is no selector here"),
        ('[publish.select]\ndose = "p"', "dose wants a list of texts"),
        ('[publish.keys]\ndoses = ["x"]', "'doses' is no class of text"),
        ('[publish]\ncomplete = ["fr"]', "fr in complete of [publish] is no target"),
        ('[publish]\non_change = "hold"', "wants one of source, hold-last"),
        ('[publish.emergency_numbers]\nfr = { "911" = "15" }', "fr in emergency_numbers of [publish] is no target"),
        ('[publish.emergency_numbers]\nde = { "911" = "eins" }', "de wants a table of numbers"),
    ],
)
def test_a_slip_in_the_policy_is_an_error(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "medlocale.toml"
    path.write_text(f'[project]\ntargets = ["de"]\n{text}\n', "utf-8")
    with pytest.raises(ConfigError, match=re.escape(said)) as caught:
        config.load(path)
    assert caught.value.line in (3, 4)


HOW = "Take it with water."
OFTEN = "Repeat this daily."
TOGETHER = f"<!DOCTYPE html><html lang=en><title>Advice</title><p>{HOW} {OFTEN} {REST}</p>\n<p>{WHO}</p></html>\n"


@pytest.fixture
def together(clinic: Path) -> Path:
    source(clinic, TOGETHER)
    medlocale("run", "-q")
    typed(clinic, {HOW: "Wåter, each dåy.", OFTEN: "<empty/>", REST: "Rést."})
    medlocale("run", "-q")
    return clinic


def test_who_says_what_a_neighbour_leaves_out_answers_for_it(together: Path) -> None:
    assert row(HOW)["requires"] == row(REST)["requires"] == "reviewed"
    assert row(WHO)["classes"] == ["body"]
    assert "Wåter" not in page(together)
    accept("ana", HOW, REST)
    medlocale("build", "-q")
    assert "Wåter, each dåy." in page(together)
    assert OFTEN in page(together), "nobody has reviewed that it is left to its neighbours"
    accept("ana", OFTEN)
    medlocale("build", "-q")
    assert OFTEN not in page(together)


def test_what_a_neighbour_should_say_is_never_lost_with_it(together: Path) -> None:
    accept("ana", OFTEN, REST)
    medlocale("build", "-q")
    assert row(OFTEN)["rule"] == "neighbour"
    assert HOW in page(together)
    assert OFTEN in page(together)
    medlocale("review", "reject", "advice.html", "--sentence", REST, "--by", "ana", "--locale", "en_XA", "-q")
    accept("ana", HOW)
    medlocale("build", "-q")
    assert row(OFTEN)["rule"] == "neighbour"
    assert OFTEN in page(together)
