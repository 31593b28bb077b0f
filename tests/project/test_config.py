"""A configuration is right, or an error that an editor can jump to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import locales
from pipeline.errors import ConfigError, MedlocaleError, SourceError
from pipeline.project import config

Write = Callable[[str, str], Path]

BROKEN = {  # name: (text, line, what the message names)
    "unknown key": ('[project]\nnmae = "x"\n', 2, ["'nmae'", "[project]", "'name'"]),
    "unknown table": ("\n[projekt]\n", 2, ["[projekt]", "'project'"]),
    "unknown nested table": ("[project]\n[check.never]\nx = 1\n", 2, ["'never'", "[check]"]),
    "unknown key at the top": ('name = "x"\n[project]\n', 1, ["[name]"]),
    "unknown dotted key": ("# first\nproject.bgus = 'x'\n", 2, ["'bgus'", "'bugs'"]),
    "unknown quoted key": ('["project"]\n"na me" = 1\n', 2, ["'na me'"]),
    "unknown key of an inline table": ("[check]\n\n[translate]\nengines = {pt_BR = 1}\n", 4, ["engines", "1"]),
    "key of an inline table": ("check = {fail_at = 'major'}\n", 1, ["'fail_at'", "'fail_on'"]),
    "a value where a table belongs": ("check = 'major'\n", 1, ["[check]", "'major'"]),
    "a list where a table belongs": ("\n[[check]]\nfail_on = 'major'\n", 2, ["[check]"]),
    "a number where text belongs": ("[project]\nbugs = ''\nname = 5\n", 3, ["name", "[project]", "5"]),
    "a text where a list belongs": ("[project]\ntargets = 'pt_BR'\n", 2, ["targets", "'pt_BR'"]),
    "a list with a number": ("[extract]\nignore = ['a', 7]\n", 2, ["ignore", "7"]),
    "a negative count": ("[translate]\njobs = -1\n", 2, ["jobs", "-1"]),
    "a truth value as a count": ("[translate]\njobs = true\n", 2, ["jobs", "True"]),
    "a fraction as a count": ("[translate]\njobs = 1.5\n", 2, ["jobs", "1.5"]),
    "a text as a truth value": ("[build]\nmo = 'yes'\n", 2, ["mo", "true or false", "'yes'"]),
    "not one of the choices": ("[check]\nfail_on = 'fatal'\n", 2, ["fail_on", "'fatal'", "critical"]),
    "a list as a choice": ("[check]\nfail_on = ['major']\n", 2, ["fail_on", "['major']"]),
    "an unknown locale": ("[project]\nsource = 'en'\ntargets = [\n  'xx_YY',\n]\n", 3, ["targets", "'xx_YY'"]),
    "the same locale twice": ("[project]\ntargets = ['pt_BR', 'pt-br']\n", 2, ["pt_BR", "targets"]),
    "the source as a target": ("[project]\ntargets = ['en']\n", 2, ["en", "targets"]),
    "a source that isn't English": ("[project]\nsource = 'pt'\n", 2, ["source", "pt"]),
    "a pseudo-locale as the source": ("[project]\nsource = 'en_XA'\n", 2, ["source", "en-XA"]),
    "a folder outside": ("[paths]\nsite = '../site'\n", 2, ["site", "'../site'"]),
    "an absolute folder": ("[paths]\nsite = '/srv/site'\n", 2, ["site", "'/srv/site'"]),
    "an empty folder": ("[paths]\nsite = ''\n", 2, ["site", "''"]),
    "a folder with a NUL": ('[paths]\nsite = "a\\u0000"\n', 2, ["site"]),
    "one folder in another": ("[paths]\nsite = 'content/site'\n", 2, ["site", "content"]),
    "the project itself as a folder": ("[paths]\ncontent = '.'\n", 1, ["locales", "content"]),
    "an address without a scheme": ("[publish]\nbase_url = 'clinic.example'\n", 2, ["base_url", "'clinic.example'"]),
    "an address with a query": ("[publish]\nbase_url = 'https://a.example/?x'\n", 2, ["base_url"]),
    "an address that is none": ("[publish]\nbase_url = 'https://[a/'\n", 2, ["base_url", "'https://[a/'"]),
    "an address without a host": ("[publish]\nbase_url = 'https://'\n", 2, ["base_url", "'https://'"]),
    "a script for reports": ("[publish]\nreport = 'javascript:x'\n", 2, ["report", "[publish]", "'javascript:x'"]),
    "an unknown place for reports": ("[publish]\nreport = 'https://a.example/{x}'\n", 2, ["report", "{x}", "{page}"]),
    "an engine for no target": ("[translate.engines]\nfr = 'embedded'\n", 2, ["fr", "[translate.engines]"]),
    "an engine for no target, dotted": ("translate.engines.pt-BR = 'x'\n", 1, ["pt_BR"]),
    "an engine of an unknown locale": ("[translate.engines]\nxx = 'embedded'\n", 1, ["'xx'"]),
    "an engine twice": ("[translate.engines]\npt_BR = 'a'\npt-BR = 'b'\n", 1, ["engines", "'pt-BR'"]),
    "a table twice": ("[check]\n[publish]\n[check]\n", 3, ["not TOML"]),
    "a key twice": ("[check]\nfail_on = 'major'\nfail_on = 'minor'\n", 3, ["not TOML"]),
    "an open string": ("[project]\nname = 'x\n", 2, ["not TOML"]),
    "an open list at the end": ("[project]\ntargets = [\n'pt'", 3, ["not TOML"]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_error_names_file_line_key_and_value(name: str, write: Write) -> None:
    text, line, words = BROKEN[name]
    path = write("medlocale.toml", text)
    with pytest.raises(ConfigError) as caught:
        config.load(path)
    assert (caught.value.path, caught.value.line) == (path, line)
    assert [word for word in words if word not in caught.value.message] == []


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_lines_are_counted_as_editors_count_them(newline: str, write: Write) -> None:
    text = newline.join(["# a\u2028b", "[project]", "nam = 1", ""])
    with pytest.raises(ConfigError) as caught:
        config.load(write("medlocale.toml", text))
    assert caught.value.line == 3


def test_an_empty_file_gives_the_defaults_with_folders_inside_the_project(write: Write) -> None:
    path = write("medlocale.toml", "")
    settings = config.load(path)
    root = path.parent.resolve()
    assert settings.root == root
    assert (settings.content, settings.catalogs, settings.site) == (root / "content", root / "locales", root / "site")
    assert settings.state == root / ".medlocale"
    assert settings.source == locales.parse("en")
    assert settings.targets == ()
    assert settings.fail_on == "critical"
    assert settings.drafts == "notice"


def test_every_value_arrives(write: Write) -> None:
    text = """
        [project]
        name = "Clinic"
        bugs = "care@clinic.example"
        source = "en-GB"
        targets = ["pt-BR", "en_XA"]
        [paths]
        content = "src"
        locales = "po"
        site = "public/pages"
        [extract]
        segment = "block"
        yaml_keys = ["caption"]
        ignore = ["drafts/*"]
        [translate]
        jobs = 3
        engines = { pt-BR = "embedded", en_XA = "pseudo" }
        [check]
        fail_on = "minor"
        [build]
        mo = true
        [publish]
        drafts = "source"
        base_url = "https://clinic.example/care/"
        report = "https://clinic.example/report?sentence={id}"
    """
    path = write("medlocale.toml", text)
    settings = config.load(path)
    assert (settings.name, settings.bugs, settings.source.tag) == ("Clinic", "care@clinic.example", "en-GB")
    assert [locale.gettext for locale in settings.targets] == ["pt_BR", "en_XA"]
    assert settings.content == settings.root / "src"
    assert settings.catalogs == settings.root / "po"
    assert settings.site == settings.root / "public" / "pages"
    assert (settings.segment, settings.yaml_keys, settings.ignore) == ("block", ("caption",), ("drafts/*",))
    assert (settings.jobs, dict(settings.engines)) == (3, {"pt_BR": "embedded", "en_XA": "pseudo"})
    assert (settings.fail_on, settings.mo, settings.drafts) == ("minor", True, "source")
    assert settings.base_url == "https://clinic.example/care"
    assert settings.report == "https://clinic.example/report?sentence={id}"
    assert settings.text == text


def test_a_class_that_a_project_describes_itself_loses_its_defaults_and_no_other_does(write: Write) -> None:
    text = '[publish.classes]\nbody = "accepted"\n[publish.select]\ndose = [".rx"]\n[publish.keys]\ndose = ["rx_*"]\n'
    settings, defaults = config.load(write("medlocale.toml", text)), config.load(write("empty.toml", ""))
    assert settings.classes == {**defaults.classes, "body": "accepted"}
    assert {each.pattern for each in settings.class_keys if each.label == "dose"} == {"rx_*"}
    assert [each for each in settings.class_keys if each.label != "dose"] == list(defaults.class_keys[4:])
    assert [each.label for each in settings.select].count("dose") == 1
    assert settings.select[1:] == defaults.select[2:]


def test_jobs_of_the_command_line_take_the_place_of_the_files(write: Write) -> None:
    path = write("medlocale.toml", "[translate]\njobs = 3\n")
    assert config.load(path).jobs == 3
    assert config.load(path, jobs=1).jobs == 1


def test_a_byte_order_mark_is_no_part_of_the_configuration(write: Write) -> None:
    assert config.load(write("medlocale.toml", "\ufeff[check]\nfail_on = 'minor'\n")).fail_on == "minor"


def test_a_folder_that_leads_out_by_a_link_is_refused(write: Write, tmp_path: Path) -> None:
    path = write("project/medlocale.toml", "[project]\n[paths]\nsite = 'public'\n")
    (tmp_path / "elsewhere").mkdir()
    (path.parent / "public").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ConfigError, match=r"site in \[paths\].*elsewhere") as caught:
        config.load(path)
    assert (caught.value.path, caught.value.line) == (path, 3)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"missing\.toml"):
        config.load(tmp_path / "missing.toml")


def test_every_key_of_the_tables_is_a_setting() -> None:
    fields = set(config.Settings.__dataclass_fields__)
    names = {key.name for table in config.TABLES.values() for key in table.values()}
    assert names == fields - {"root", "text", "preview"}


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("site", ".git", "hidden folder, .git"),
        ("site", "web/.git/refs", "hidden folder, .git"),
        ("locales", ".config", "hidden folder, .config"),
        ("memory", ".medlocale/.x", "hidden folder, .x"),
        ("glossary", "a/.medlocale", "hidden folder, .medlocale"),
    ],
)
def test_no_folder_of_a_project_is_hidden(key: str, value: str, said: str, write: Write) -> None:
    path = write("project/medlocale.toml", f"[project]\n[paths]\n{key} = '{value}'\n")
    with pytest.raises(ConfigError, match=rf"{key} in \[paths\]: .*{said}") as caught:
        config.load(path)
    assert (caught.value.path, caught.value.line) == (path, 3)


def test_the_folder_of_a_projects_state_may_hold_its_folders(write: Write) -> None:
    path = write("project/medlocale.toml", "[paths]\nmemory = '.medlocale/memory'\n")
    assert config.load(path).memory == path.parent / ".medlocale/memory"


def test_two_folders_are_not_one_by_a_link(write: Write) -> None:
    path = write("project/medlocale.toml", "[paths]\nsite = 'public'\n")
    (path.parent / "content").mkdir()
    (path.parent / "public").symlink_to(path.parent / "content")
    with pytest.raises(ConfigError, match=r"must not lie in"):
        config.load(path)


def test_a_preview_is_held_to_its_place_as_the_site_is(write: Write) -> None:
    path = write("project/medlocale.toml", "")
    settings = config.load(path)
    (path.parent / ".git").mkdir()
    (path.parent / "site-preview").symlink_to(path.parent / ".git")
    with pytest.raises(ConfigError, match="hidden folder"):
        config.previewed(settings)


@pytest.mark.parametrize("link", ["medlocale.toml", ".medlocale"])
def test_configuration_and_state_are_the_projects_own(link: str, write: Write, tmp_path: Path) -> None:
    path = write("project/medlocale.toml", "")
    (path.parent / link).unlink(missing_ok=True)
    (path.parent / link).symlink_to(write("outside/medlocale.toml", "[project]\nname = 'Strange'\n"))
    with pytest.raises(MedlocaleError, match=r"leads out of|must not be a link"):
        config.load(path)
