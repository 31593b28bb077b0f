"""Every key of medlocale.toml: where its value goes in Settings and how it is read, so that a slip is an error."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from pipeline import locales
from pipeline.formats.settings import Keys, Rule
from pipeline.model import PERSON_ROLES, SEVERITIES
from pipeline.project import feedback
from pipeline.project.config import settings
from pipeline.project.config.settings import REQUIREMENTS, Person
from pipeline.text.classes import CLASSES

Content = TypeVar("Content")
LEVELS = (*SEVERITIES, "off")
SERVERS = ("netlify", "nginx", "apache")  # whose rules pipeline.site.index.negotiation writes
ID = re.compile(r"[\w.@-]{1,64}")


@dataclass(frozen=True, slots=True)
class Key:
    """A key of medlocale.toml: its field in Settings and its reader; `read` raises ValueError with what it wanted."""

    name: str
    read: Callable[[Any], Any]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"wants a text, not {value!r}")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError(f"wants a list of texts, not {value!r}")
    return tuple(_text(item) for item in value)


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"wants a number from 0 on, not {value!r}")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"wants true or false, not {value!r}")
    return value


def _share(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0.5 <= value <= 1:
        raise ValueError(f"wants a number from 0.5 to 1, not {value!r}")
    return float(value)


def _part(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
        raise ValueError(f"wants a number from 0 to 1, not {value!r}")
    return float(value)


def _folder(value: object) -> Path:
    text = _text(value)
    if not text or "\0" in text or Path(text).is_absolute() or ".." in Path(text).parts:
        raise ValueError(f"wants a folder inside the project, not {text!r}")
    return Path(text)


def _one_of(*allowed: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in allowed:
            raise ValueError(f"wants one of {', '.join(allowed)}, not {value!r}")
        return _text(value)

    return read


def _url(value: object) -> str:
    text = _text(value)
    try:
        host = urlsplit(text).hostname
    except ValueError:
        host = None
    if text and not (host and re.fullmatch(r"https?://[^\s/?#\"'<>]+(/[^\s?#\"'<>]*)?", text)):
        raise ValueError(f"wants an absolute http(s) address, not {text!r}")
    return text.rstrip("/")


def _routes(value: object) -> dict[str, str]:
    return _by_locale(value, _text, "a table of locale = route")


def _by_locale(value: object, read: Callable[[object], Content], wanted: str) -> dict[str, Content]:
    if not isinstance(value, dict):
        raise ValueError(f"wants {wanted}, not {value!r}")
    values: dict[str, Content] = {}
    for name, content in value.items():
        locale = locales.parse(name).gettext
        if locale in values:
            raise ValueError(f"{name!r} is a locale that is there already, by another of its names")
        values[locale] = read(content)
    return values


def _people(value: object) -> dict[str, Person]:
    if not isinstance(value, dict):
        raise ValueError(f'wants a table of id = {{name = "…", email = "…", role = "…"}}, not {value!r}')
    people: dict[str, Person] = {}
    for name, facts in value.items():
        if not ID.fullmatch(name) or name == "unknown":
            raise ValueError(f"{name!r} can't be a person's id")
        if not isinstance(facts, dict):
            raise ValueError(f'{name} wants {{name = "…", email = "…", role = "…"}}, not {facts!r}')
        for key in facts:
            if key not in ("name", "email", "role"):
                raise ValueError(f"unknown key {key!r} of {name}{near(key, ('name', 'email', 'role'))}")
        role = _one_of(*PERSON_ROLES)(facts.get("role", "translator"))
        people[name] = Person(name, _text(facts.get("name", "")), _text(facts.get("email", "")), role)
    return people


def _levels(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ValueError(f"wants a table of check = severity, not {value!r}")
    return {check: _level(check, level) for check, level in value.items()}


def _level(check: str, level: object) -> str:
    if level not in LEVELS:
        raise ValueError(f"{check} wants one of {', '.join(LEVELS)}, not {level!r}")
    return str(level)


def _locale_levels(value: object) -> dict[str, dict[str, str]]:
    return {locale: levels for locale, levels in _by_locale(value, _levels, "a table a locale").items() if levels}


def _classes(value: object) -> tuple[str, ...]:
    return tuple(_one_of(*CLASSES)(name) for name in _texts(value))


def _by_class(value: object, read: Callable[[object], Any]) -> dict[str, Any]:
    """Read a table with a value a class, such as `dose = …`."""
    if not isinstance(value, dict):
        raise ValueError(f"wants a table of class = …, not {value!r}")
    by_class = {}
    for name, wanted in value.items():
        if name not in CLASSES:
            raise ValueError(f"{name!r} is no class of text{near(name, CLASSES)}")
        try:
            by_class[name] = read(wanted)
        except ValueError as error:
            raise ValueError(f"{name} {error}") from error
    return by_class


def _requirements(value: object) -> dict[str, str]:
    return settings.requirements(_by_class(value, _one_of(*REQUIREMENTS)))


def _select(value: object) -> tuple[Rule, ...]:
    return settings.rules(_by_class(value, _texts))


def _class_keys(value: object) -> tuple[Keys, ...]:
    return settings.key_patterns(_by_class(value, _texts))


def _locales(value: object) -> tuple[str, ...]:
    return tuple(locales.parse(name).gettext for name in _texts(value))


def _numbers(value: object) -> dict[str, dict[str, str]]:
    if not isinstance(value, dict):
        raise ValueError(f'wants a table of locale = {{"911" = "112"}}, not {value!r}')
    replaced: dict[str, dict[str, str]] = {}
    for name, numbers in value.items():
        if not isinstance(numbers, dict) or not all(
            re.fullmatch(r"[0-9]{2,6}", str(number)) for pair in numbers.items() for number in pair
        ):
            raise ValueError(f'{name} wants a table of numbers such as {{"911" = "112"}}, not {numbers!r}')
        replaced[locales.parse(name).gettext] = {number: _text(other) for number, other in numbers.items()}
    return replaced


TABLES: dict[str, dict[str, Key]] = {
    "project": {
        "name": Key("name", _text),
        "bugs": Key("bugs", _text),
        "source": Key("source", lambda value: locales.parse(_text(value))),
        "targets": Key("targets", lambda value: tuple(locales.parse(name) for name in _texts(value))),
    },
    "paths": {
        "content": Key("content", _folder),
        "glossary": Key("glossary", _folder),
        "locales": Key("catalogs", _folder),
        "memory": Key("memory", _folder),
        "site": Key("site", _folder),
    },
    "extract": {
        "segment": Key("segment", _one_of("sentence", "block")),
        "yaml_keys": Key("yaml_keys", _texts),
        "front_matter": Key("front_matter", _texts),
        "segmentation_rules": Key("segmentation_rules", lambda value: _folder(value) if value else None),
        "ignore": Key("ignore", _texts),
    },
    "translate": {
        "engines": Key("engines", _routes),
        "jobs": Key("jobs", _count),
        "memory": Key("memory_threshold", _share),
    },
    "check": {
        "fail_on": Key("fail_on", _one_of(*SEVERITIES, "never")),
        "severity": Key("levels", _levels),
        "locales": Key("locale_levels", _locale_levels),
    },
    "build": {"mo": Key("mo", _flag)},
    "review": {"people": Key("people", _people), "two_persons": Key("two_persons", _classes)},
    "publish": {
        "drafts": Key("drafts", _one_of("notice", "source")),
        "emergency_draft": Key("emergency_draft", _flag),
        "on_change": Key("on_change", _one_of("source", "hold-last")),
        "complete": Key("complete", _locales),
        "least": Key("least", _part),
        "classes": Key("classes", _requirements),
        "select": Key("select", _select),
        "keys": Key("class_keys", _class_keys),
        "emergency_numbers": Key("emergency_numbers", _numbers),
        "base_url": Key("base_url", _url),
        "preview_url": Key("preview_url", _url),
        "report": Key("report", lambda value: feedback.checked(_text(value))),
        "negotiation": Key("negotiation", lambda value: tuple(map(_one_of(*SERVERS), _texts(value)))),
    },
}


def near(word: str, known: Any) -> str:
    """Offer the nearest known word, as a hint for a typing error."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else f" (known: {', '.join(known) or 'none'})"
