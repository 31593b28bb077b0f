"""The main job on a small project, with the pseudo-engine: real stages, no model."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import polib
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from tests.support.command import accept, catalog, entries, medlocale, snapshot

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><title>Fever after treatment</title>
<link rel="stylesheet" href="assets/site.css">
<link rel="canonical" href="https://clinic.example/fever.html"></head>
<body>
<h1>Fever after treatment</h1>
<p>Call us at <b>38.5 °C</b> or more. Read the <a href="leaflets/pills.txt">leaflet</a> first.</p>
<p>We are here.</p><p>We are here.</p>
<p translate="no">Kymriah</p>
</body>
</html>
"""
LEAFLET = "Your pills\n\nTake 5 mg twice a day. Do not take more than 1,500 mg.\n"
SERVICE = 'icon: verified_user\ntitle: Record review\nsummary: We read your scans.\ntranslation_notice: ""\n'
CONFIG = """[project]
name = "Test clinic"
targets = ["ar_XB", "en_XA", "de"]
[publish]
base_url = "https://clinic.example"
"""


@pytest.fixture
def clinic(write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write("clinic/medlocale.toml", CONFIG).parent
    write("clinic/content/fever.html", PAGE)
    write("clinic/content/leaflets/pills.txt", LEAFLET)
    write("clinic/content/services/review.yaml", SERVICE)
    write("clinic/content/assets/site.css", "body { margin-inline: auto }\n")
    monkeypatch.chdir(root)
    return root


def test_run_writes_templates_catalogs_and_pages(clinic: Path) -> None:
    medlocale("run")
    for page in ("fever.html", "leaflets/pills.txt", "services/review.yaml"):
        assert (clinic / "locales/templates" / f"{page}.pot").is_file()
        for locale in ("ar_XB", "en_XA", "de"):
            assert catalog(clinic, locale, page).is_file()
        for tag in ("en", "ar-XB", "en-XA"):
            assert (clinic / "site" / tag / page).is_file()
    (style,) = (clinic / "site/assets").iterdir()
    assert style.read_bytes() == (clinic / "content/assets/site.css").read_bytes()
    assert style.name == f"site.{sha256(style.read_bytes()).hexdigest()[:8]}.css"


def test_each_sentence_is_an_entry_with_what_a_translator_needs(clinic: Path) -> None:
    medlocale("run")
    found = entries(catalog(clinic, "en_XA", "fever.html"))
    sentence = found["Call us at <1>38.5 °C</1> or more."]
    assert "Paragraph: Call us at" in sentence.comment
    assert "Codes: <1>" in sentence.comment
    assert "fuzzy" in sentence.flags
    assert sentence.tcomment.startswith("MT: pseudo")
    assert found["We are here."].occurrences == [("content/fever.html", "9")]
    assert "Kymriah" not in found
    assert "verified_user" not in entries(catalog(clinic, "en_XA", "services/review.yaml"))


def test_every_catalog_passes_msgfmt(clinic: Path, needs: Callable[[str], str]) -> None:
    medlocale("run")
    paths = sorted((clinic / "locales").rglob("*.po"))
    assert len(paths) == 9
    for path in paths:
        done = subprocess.run([needs("msgfmt"), "-c", "-o", os.devnull, path], capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr


def test_a_locale_without_an_engine_says_so(clinic: Path) -> None:
    result = CliRunner().invoke(app, ["run"])
    assert "de: 10 entries are untranslated and no engine is set" in result.stderr
    assert "no engine is set" in medlocale("status")


def test_an_interrupt_exits_with_130_and_keeps_what_was_written(clinic: Path) -> None:
    program = (
        "import sys\nfrom pipeline.stages.run import Stages\nfrom pipeline.cli import main\n"
        "def stop(*_): raise KeyboardInterrupt\n"
        "Stages.check = stop\nsys.argv = ['medlocale', 'run']\nmain()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 130, done.stderr
    assert "Traceback" not in done.stderr
    assert entries(catalog(clinic, "en_XA", "fever.html"))["We are here."].msgstr


def test_an_unchanged_project_is_left_alone_to_the_byte(clinic: Path) -> None:
    medlocale("run")
    before = snapshot(clinic)
    medlocale("run")
    assert snapshot(clinic) == before


def test_deleting_the_manifest_changes_nothing_but_time(clinic: Path) -> None:
    medlocale("run")
    before = snapshot(clinic)
    (clinic / ".medlocale/manifest.sqlite").unlink()
    medlocale("run")
    assert snapshot(clinic) == before


def test_a_second_run_loads_no_engine_and_no_parser(clinic: Path) -> None:
    medlocale("run")
    program = (
        "import sys\nfrom pipeline.cli import app\n"
        "try:\n    app(['run', '--quiet'])\nexcept SystemExit as stop:\n    assert not stop.code, stop.code\n"
        "print(sorted({'torch', 'transformers', 'turbohtml', 'regex', 'sentencepiece'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_an_accepted_translation_survives_and_is_published(clinic: Path) -> None:
    medlocale("run")
    path = catalog(clinic, "de", "fever.html")
    accept(path, "We are here.", "Wir sind da.")
    medlocale("run")
    assert entries(path)["We are here."].msgstr == "Wir sind da."
    page = (clinic / "site/de/fever.html").read_text("utf-8")
    assert page.count("<p>Wir sind da.</p>") == 2


def test_a_corrected_draft_that_is_still_fuzzy_is_never_overwritten(clinic: Path) -> None:
    medlocale("run")
    path = catalog(clinic, "en_XA", "fever.html")
    po = polib.pofile(str(path), wrapwidth=0)
    next(entry for entry in po if entry.msgid == "We are here.").msgstr = "half a thought"
    po.save()
    medlocale("run")
    assert entries(path)["We are here."].msgstr == "half a thought"


def test_a_changed_sentence_gets_a_new_draft_and_the_rest_stays(clinic: Path) -> None:
    medlocale("run")
    path = catalog(clinic, "de", "leaflets/pills.txt")
    accept(path, "Take 5 mg twice a day.", "Nehmen Sie zweimal täglich 5 mg ein.")
    accept(path, "Your pills", "Ihre Tabletten")
    source = clinic / "content/leaflets/pills.txt"
    source.write_text(LEAFLET.replace("5 mg", "50 mg"), "utf-8")
    medlocale("run")
    found = entries(path)
    assert found["Take 50 mg twice a day."].msgstr == ""
    assert found["Your pills"].msgstr == "Ihre Tabletten"
    assert "zweimal" not in (clinic / "site/de/leaflets/pills.txt").read_text("utf-8")
    source.write_text(LEAFLET, "utf-8")
    medlocale("run")
    assert entries(path)["Take 5 mg twice a day."].msgstr == "Nehmen Sie zweimal täglich 5 mg ein."


def test_drafts_stand_under_a_notice_and_the_untranslated_in_its_own_language(clinic: Path) -> None:
    medlocale("run")
    accept(catalog(clinic, "de", "fever.html"), "We are here.", "Wir sind da.")
    medlocale("run")
    draft = (clinic / "site/en-XA/fever.html").read_text("utf-8")
    assert '<html dir="ltr" lang="en-XA">' in draft
    assert draft.index("l10n-notice") < draft.index("<h1>")
    mirrored = (clinic / "site/ar-XB/fever.html").read_text("utf-8")
    assert '<html dir="rtl" lang="ar-XB">' in mirrored
    mixed = (clinic / "site/de/fever.html").read_text("utf-8")
    assert '<h1><span class="l10n-source" lang="en" dir="ltr">Fever after treatment</span> <small' in mixed
    assert "auf Englisch" in mixed
    assert (clinic / "site/en-XA/leaflets/pills.txt").read_text("utf-8-sig").startswith("A machine translated")
    assert 'translation_notice: ""' not in (clinic / "site/en-XA/services/review.yaml").read_text("utf-8")


def test_drafts_are_withheld_where_the_policy_says_source(clinic: Path) -> None:
    (clinic / "medlocale.toml").write_text(CONFIG.replace("[publish]", '[publish]\ndrafts = "source"'), "utf-8")
    medlocale("run")
    assert not (clinic / "site/en-XA").exists()
    assert (clinic / "site/en/fever.html").is_file()


def test_links_stay_in_the_locale_and_assets_are_shared(clinic: Path) -> None:
    medlocale("run")
    page = (clinic / "site/en-XA/fever.html").read_text("utf-8")
    assert 'href="leaflets/pills.txt"' in page
    (style,) = (clinic / "site/assets").iterdir()
    assert f'href="../assets/{style.name}"' in page
    assert 'href="https://clinic.example/en-XA/fever.html"' in page
    path = catalog(clinic, "de", "fever.html")
    accept(path, "We are here.", "Wir sind da.")
    medlocale("run")
    german = (clinic / "site/de/fever.html").read_text("utf-8")
    assert 'href="../en/leaflets/pills.txt"' in german


def test_a_page_that_is_gone_leaves_the_site_but_its_catalog_stays(clinic: Path) -> None:
    medlocale("run")
    path = catalog(clinic, "de", "leaflets/pills.txt")
    accept(path, "Your pills", "Ihre Tabletten")
    medlocale("run")
    (clinic / "content/leaflets/pills.txt").unlink()
    medlocale("run")
    assert not (clinic / "site/en/leaflets/pills.txt").exists()
    assert not (clinic / "site/de/leaflets/pills.txt").exists()
    assert entries(path)["Your pills"].msgstr == "Ihre Tabletten"
    assert "belongs to no page" in medlocale("status")


def test_an_accepted_error_fails_the_gate_and_is_not_published(clinic: Path) -> None:
    medlocale("run")
    path = catalog(clinic, "de", "leaflets/pills.txt")
    accept(path, "Take 5 mg twice a day.", "Nehmen Sie zweimal täglich 50 mg ein.")
    accept(path, "Your pills", "Ihre Tabletten")
    assert "number-changed" in medlocale("run", code=3)
    text = (clinic / "site/de/leaflets/pills.txt").read_text("utf-8")
    assert "Ihre Tabletten" in text
    assert "50 mg" not in text
    rows = [json.loads(line) for line in CliRunner().invoke(app, ["check", "--format", "json"]).stdout.splitlines()]
    row = next(row for row in rows if row["check"] == "number-changed")
    assert row["file"] == "locales/de/LC_MESSAGES/leaflets/pills.txt.po"
    assert row["severity"] == "critical"
    assert row["msgid"][slice(*row["source_span"])] == "5 mg"
    assert row["suggestion"] == "5 mg"
    assert set(row) == {
        "file", "line", "msgctxt", "msgid", "check", "severity", "message", "source_span", "target_span", "suggestion"
    }  # fmt: skip
    assert "number-changed" in medlocale("explain", "leaflets/pills.txt", "--locale", "de")


def test_an_ignored_finding_passes_the_gate_once_a_known_person_has_accepted_the_text(clinic: Path) -> None:
    medlocale("run")
    path = catalog(clinic, "de", "leaflets/pills.txt")
    accept(path, "Take 5 mg twice a day.", "Nehmen Sie 2-mal am Tag 5 mg ein, also 10 mg.")
    medlocale("check", code=3)
    po = polib.pofile(str(path), wrapwidth=0)
    next(e for e in po if e.msgid == "Take 5 mg twice a day.").tcomment = "ignore: number-added — says the sum as well"
    po.save()
    medlocale("check", code=3)
    config = clinic / "medlocale.toml"
    config.write_text(config.read_text("utf-8") + '\n[review.people]\nana = { name = "Ana" }\n', "utf-8")
    medlocale("review", "accept", "leaflets/pills.txt", "--sentence", "Take 5 mg", "--locale", "de", "--by", "ana")
    medlocale("check")


@pytest.mark.parametrize("locale", ["en_XA", "ar_XB"])
def test_pseudo_drafts_pass_every_check(clinic: Path, locale: str) -> None:
    medlocale("run")
    out = medlocale("check", "--locale", locale, "--format", "json")
    assert out == ""


def test_one_bad_file_never_stops_the_others(clinic: Path) -> None:
    (clinic / "content/bad.txt").write_bytes(b"fine\n\xff\xfe\n")
    (clinic / "content/services/bad.yaml").write_text("title: [unclosed\n", "utf-8")
    broken = catalog(clinic, "de", "fever.html")
    broken.parent.mkdir(parents=True)
    broken.write_text('msgid "a\nmsgstr ""\n', "utf-8")
    said = medlocale("run", code=1)
    assert "bad.txt:2:" in said
    assert "0xFF" in said
    assert "bad.yaml:" in said
    assert "fever.html.po:1:" in said
    assert broken.read_text("utf-8") == 'msgid "a\nmsgstr ""\n'
    assert (clinic / "site/en-XA/fever.html").is_file()
    assert not (clinic / "site/de/fever.html").exists()


def test_a_file_that_breaks_takes_no_page_off_the_site(clinic: Path) -> None:
    medlocale("run")
    before = (clinic / "site/en-XA/leaflets/pills.txt").read_bytes()
    (clinic / "content/leaflets/pills.txt").write_bytes(b"\xff")
    path = catalog(clinic, "en_XA", "fever.html")
    path.write_text("nonsense\n", "utf-8")
    said = medlocale("run", code=1)
    assert "pills.txt:1:" in said
    assert "fever.html.po:1:" in said
    assert (clinic / "site/en-XA/leaflets/pills.txt").read_bytes() == before
    assert (clinic / "site/en-XA/fever.html").is_file()
    assert path.read_text("utf-8") == "nonsense\n"


def test_an_unknown_key_is_named_with_its_line(clinic: Path) -> None:
    (clinic / "medlocale.toml").write_text(CONFIG + 'base_ulr = "x"\n', "utf-8")
    said = medlocale("run", code=1)
    assert "medlocale.toml:6:" in said
    assert "base_ulr" in said
    assert "did you mean 'base_url'" in said


def test_without_a_project_every_command_says_how_to_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in ("run", "extract", "translate", "check", "build", "status"):
        assert "medlocale init" in medlocale(command, code=1)


def test_init_writes_a_project_that_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    medlocale("init")
    (tmp_path / "content/hello.txt").write_text("Hello.\n", "utf-8")
    medlocale("extract")
    assert (tmp_path / "locales/pt_BR/LC_MESSAGES/hello.txt.po").is_file()
    assert "left as it is" in medlocale("init", code=1)


def test_a_second_command_at_the_same_time_fails_clearly(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.project import config, layout

    monkeypatch.setattr(layout, "LOCK_SECONDS", 0.05)
    settings = config.load(clinic / "medlocale.toml")
    holder = (
        "import sys\nfrom pathlib import Path\nfrom pipeline.project import config, layout\n"
        "with layout.lock(config.load(Path('medlocale.toml'))):\n"
        "    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=clinic
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        assert "another medlocale command" in medlocale("run", code=1)
        other.communicate("")
    with layout.lock(settings):
        pass


@pytest.fixture
def unwritable(clinic: Path) -> Iterator[Path]:
    folder = clinic / "site"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    yield folder
    folder.chmod(stat.S_IRWXU)


@pytest.mark.skipif(os.name != "posix", reason="folders have no mode here")
def test_an_unwritable_folder_is_an_error_that_names_it(unwritable: Path) -> None:
    if os.access(unwritable, os.W_OK):
        unwritable.chmod(stat.S_IRWXU)
        unwritable.rmdir()
        unwritable.write_text("in the way", "utf-8")  # the superuser may write anywhere: a file bars the way
    assert "can't be written" in medlocale("run", code=1)


def test_a_missing_model_is_named_with_what_to_install(clinic: Path) -> None:
    (clinic / "medlocale.toml").write_text(CONFIG.replace('"de"', '"pt_BR"'), "utf-8")
    # In a process of its own: here another test may have loaded what imports the model.
    program = "import sys\nsys.modules['torch'] = None\nfrom pipeline.cli import app\napp(['run'])\n"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 1
    assert "medlocale[embedded]" in done.stderr
    assert (clinic / "site/en-XA/fever.html").is_file()


def test_extract_explains_a_file_and_writes_nothing(clinic: Path) -> None:
    before = snapshot(clinic)
    said = medlocale("extract", "--explain", "content/fever.html")
    assert "content/fever.html:7: h1: Fever after treatment" in said
    assert 'content/fever.html:10: left, p: Kymriah (translate="no")' in said
    rows = [
        json.loads(row)
        for row in medlocale("extract", "--explain", "content/services/review.yaml", "--format", "json").splitlines()
    ]
    assert {row["text"]: row["kind"] for row in rows}["We read your scans."] == "segment"
    assert next(row for row in rows if row["text"] == "verified_user")["reason"]
    assert snapshot(clinic) == before


RULES = """<srx version="2.0"><header segmentsubflows="yes" cascade="yes"/><body><languagerules>
<languagerule languagerulename="ward"><!-- the ward's own abbreviation -->
<rule break="no"><beforebreak>\\bObs\\.\\s</beforebreak></rule></languagerule></languagerules>
<maprules><languagemap languagepattern=".*" languagerulename="ward"/></maprules></body></srx>
"""


def test_a_project_has_sentence_rules_of_its_own(clinic: Path) -> None:
    (clinic / "content/ward.txt").write_text("Go to Obs. Room 4 is there.\n", "utf-8")
    medlocale("extract")
    path = catalog(clinic, "de", "ward.txt")
    assert list(entries(path)) == ["Go to Obs.", "Room 4 is there."]
    (clinic / "ward.srx").write_text(RULES, "utf-8")
    config = clinic / "medlocale.toml"
    config.write_text(CONFIG + '[extract]\nsegmentation_rules = "ward.srx"\n', "utf-8")
    medlocale("extract")
    assert list(entries(path)) == ["Go to Obs. Room 4 is there."]
    (clinic / "ward.srx").write_text("<srx", "utf-8")
    assert "ward.srx:1" in medlocale("extract", code=1)


def test_plural_strings_get_every_form_of_the_locale(clinic: Path) -> None:
    text = '{"translation_notice": "", "days": {"one": "{n} day", "other": "{n} days"}}\n'
    (clinic / "content/ui.json").write_text(text, "utf-8")
    medlocale("run")
    path = catalog(clinic, "ar_XB", "ui.json")
    (entry,) = polib.pofile(str(path))
    assert (entry.msgid, entry.msgid_plural, len(entry.msgstr_plural)) == ("<1/> day", "<1/> days", 6)
    built = json.loads((clinic / "site/ar-XB/ui.json").read_text("utf-8"))
    assert set(built["days"]) == {"zero", "one", "two", "few", "many", "other"}
    assert all("{n}" in form for form in built["days"].values())
    assert built["translation_notice"].startswith("A machine")


def test_drafts_without_room_for_a_notice_are_nowhere_called_published(clinic: Path) -> None:
    (clinic / "content/services/bare.yaml").write_text("title: Record review\n", "utf-8")
    medlocale("run")
    assert not (clinic / "site/en-XA/services/bare.yaml").exists()
    said = medlocale("explain", "services/bare.yaml", "--locale", "en_XA")
    assert "is not published" in said
    assert "no place for the notice" in said
    rows = [json.loads(row) for row in medlocale("status", "--format", "json").splitlines()]
    assert next(row for row in rows if row["locale"] == "en_XA")["published"] == 3


def test_a_draft_that_is_the_source_itself_is_shown_as_the_source(clinic: Path) -> None:
    medlocale("run")
    path = catalog(clinic, "de", "fever.html")
    accept(path, "We are here.", "Wir sind da.")
    po = polib.pofile(str(path), wrapwidth=0)
    entry = next(entry for entry in po if entry.msgid.startswith("Read the"))
    entry.msgstr, entry.flags = entry.msgid, ["fuzzy"]
    po.save()
    medlocale("run")
    assert 'lang="en" dir="ltr">Read the' in (clinic / "site/de/fever.html").read_text("utf-8")


def test_files_that_can_be_no_page_are_named_and_stop_no_other(clinic: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("A secret.\n", "utf-8")
    (clinic / "content/evil.txt").symlink_to(tmp_path / "secret.txt")
    (clinic / "content/new\nline.txt").write_text("Hello there.\n", "utf-8")
    Path(os.fsdecode(os.fsencode(clinic / "content") + b"/bad\xff.txt")).write_text("Hello there.\n", "utf-8")
    said = medlocale("run", code=1)
    assert "evil.txt: leads out of" in said
    assert "control characters" in said
    assert r"the name b'bad\xff.txt' isn't UTF-8" in said
    assert (clinic / "site/en-XA/fever.html").is_file()
    assert not list(clinic.rglob("*evil*.po"))
    assert not list(clinic.rglob("*line*.po"))


def test_what_a_killed_command_left_is_swept(clinic: Path) -> None:
    medlocale("extract")
    left = clinic / "locales/de/LC_MESSAGES/.medlocale-0123.tmp"
    left.write_text("half", "utf-8")
    medlocale("extract")
    assert not left.exists()


def test_untranslated_entries_fail_no_gate_however_strict(clinic: Path) -> None:
    (clinic / "medlocale.toml").write_text(CONFIG + '[check]\nfail_on = "minor"\n', "utf-8")
    medlocale("run")


def test_an_unknown_engine_is_named_with_its_locale(clinic: Path) -> None:
    (clinic / "medlocale.toml").write_text(CONFIG + '[translate.engines]\nde = "oracle"\n', "utf-8")
    said = medlocale("run", code=1)
    assert "medlocale.toml: the engine of de (oracle)" in said
    assert (clinic / "site/en-XA/fever.html").is_file()


def test_wrong_usage_exits_with_2(clinic: Path) -> None:
    medlocale("check", "--locale", "fr", code=2)
    medlocale("no-such-command", code=2)


def test_a_read_only_catalog_stops_no_other_page(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    medlocale("extract")
    locked = catalog(clinic, "en_XA", "fever.html")
    allowed = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: not (str(path) == str(locked) and mode == os.W_OK) and allowed(path, mode)
    )
    assert "read-only" in medlocale("run", code=1)
    assert entries(catalog(clinic, "en_XA", "leaflets/pills.txt"))["Your pills"].msgstr
    assert (clinic / "site/en-XA/leaflets/pills.txt").is_file()


def test_a_page_that_cannot_be_removed_is_an_error_that_names_it(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    medlocale("run")
    (clinic / "content/fever.html").unlink()

    def refuse(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        assert "fever.html: can't be removed" in medlocale("run", code=1)
    medlocale("run")
    assert not (clinic / "site/en/fever.html").exists()
