"""Preferences: how one user wants the program to look and begin; never anything of a patient, never a clinical value.

Kept as one small JSON file of a stated version, read strictly: a file is believed whole or not at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from consult.errors import ConsultError, InputError
from consult.patient import parse_json
from consult.row_choice import AS_MADE, RowChoice
from consult.vocabulary import LANGUAGES

FORMAT = 1
MAX_BYTES = 16 * 1024
MAX_UNITS = 40
LEAST_DAYS, MOST_DAYS = 1, 3650
LOCK_AFTER = (1, 2, 5, 10, 15, 30)
"""Minutes after which unlocked records lock themselves; there is no "never"."""
THEMES = ("light", "dark", "high-contrast")
_NAME = r"[A-Za-z][A-Za-z0-9_.-]{0,63}"


class PreferencesError(ConsultError):
    """A file of settings that cannot be read or written; names the file, never what it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """Empty text means that the user has not said: then the program's own choice holds."""

    language: str = ""
    paper_language: str = ""
    """Empty: the language of the window at the time."""
    theme: str = ""
    guideline: str = ""
    units: tuple[str, ...] = ()
    """Second keys of unit pairs (`bilirubin_mg_per_dl`) in which an empty box begins."""
    stale_after: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Days by kind of value; a kind that is not named keeps the program's own limit."""
    show_unverified: bool = True
    rows: RowChoice = AS_MADE
    lock_after: int = 5
    """One of LOCK_AFTER."""


DEFAULT = Preferences()


def read_preferences(data: bytes, file: str) -> Preferences:
    """The preferences in a file's bytes. Raises PreferencesError for anything that is not exactly right."""
    try:
        document = parse_json(data) if len(data) <= MAX_BYTES else None
    except InputError:
        document = None
    if not isinstance(document, dict):
        raise PreferencesError("preferences_damaged", file=file)
    version = document.get("format")
    if type(version) is int and version > FORMAT:
        raise PreferencesError("preferences_newer", file=file)
    try:
        return _preferences(document)
    except (KeyError, TypeError, ValueError):
        raise PreferencesError("preferences_damaged", file=file) from None


def write_preferences(preferences: Preferences) -> bytes:
    """The file of preferences: only what the user has said."""
    document: dict[str, Any] = {"format": FORMAT}
    for name in ("language", "paper_language", "theme", "guideline"):
        if said := getattr(preferences, name):
            document[name] = said
    if preferences.units:
        document["units"] = list(preferences.units)
    if preferences.stale_after:
        document["stale_after"] = dict(preferences.stale_after)
    if not preferences.show_unverified:
        document["show_unverified"] = False
    if preferences.lock_after != DEFAULT.lock_after:
        document["lock_after"] = preferences.lock_after
    if preferences.rows.order or preferences.rows.hidden:
        rows = preferences.rows
        document["rows"] = {"order": list(rows.order), "hidden": sorted(rows.hidden)}
    return json.dumps(document, indent=2).encode() + b"\n"


def _preferences(raw: Mapping[str, Any]) -> Preferences:
    """Raises KeyError, TypeError or ValueError for a key, type or value that is not known."""
    if (
        set(raw) - {"format", *Preferences.__slots__}
        or type(raw["format"]) is not int
        or raw["format"] != FORMAT
    ):
        raise ValueError
    shown = raw.get("show_unverified", True)
    minutes = raw.get("lock_after", DEFAULT.lock_after)
    if not isinstance(shown, bool) or type(minutes) is not int:
        raise TypeError
    if minutes not in LOCK_AFTER:
        raise ValueError
    return Preferences(
        language=_member(raw.get("language", ""), LANGUAGES),
        paper_language=_member(raw.get("paper_language", ""), LANGUAGES),
        theme=_member(raw.get("theme", ""), THEMES),
        guideline=_name(raw["guideline"]) if "guideline" in raw else "",
        units=tuple(_name(key) for key in _list(raw.get("units", []), MAX_UNITS)),
        stale_after=_days(raw.get("stale_after", {})),
        show_unverified=shown,
        rows=_rows(raw.get("rows", {})),
        lock_after=minutes,
    )


def _member(raw: object, members: tuple[str, ...]) -> str:
    if not isinstance(raw, str) or (raw and raw not in members):
        raise ValueError
    return raw


def _name(raw: object) -> str:
    if not isinstance(raw, str) or not re.fullmatch(_NAME, raw):
        raise ValueError
    return raw


def _list(raw: object, most: int) -> list[object]:
    if not isinstance(raw, list) or len(raw) > most:
        raise TypeError
    return list(dict.fromkeys(raw))


def _rows(raw: object) -> RowChoice:
    """Names of rows that this version does not know are kept: they do no harm and another version knows them."""
    if not isinstance(raw, dict) or set(raw) - {"order", "hidden"}:
        raise TypeError
    order, hidden = (
        tuple(_name(row) for row in _list(raw.get(name, []), MAX_UNITS)) for name in ("order", "hidden")
    )
    return RowChoice(order, frozenset(hidden))


def _days(raw: object) -> Mapping[str, int]:
    if not isinstance(raw, dict) or len(raw) > MAX_UNITS:
        raise TypeError
    for kind, days in raw.items():
        _name(kind)
        if type(days) is not int or not LEAST_DAYS <= days <= MOST_DAYS:
            raise ValueError
    return MappingProxyType(dict(raw))
