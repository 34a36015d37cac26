"""Clinic draft: the clinic's own layer while it is edited, as the texts that were typed; unfinished is allowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from consult.clinic import MAX_CONTACTS, MAX_LINES, NOTES, WITH_LOGO, Clinic, to_document
from consult.letterhead import Logo
from consult.limits import MAX_LIMITS

OWN = ("state", "refer_to", "cost", "as_at")
PARTS = ("text", "place", "as_at")
LIMIT = ("fact", "operator", "value", "unit", "note", "as_at")
_NOTES = frozenset(f"{about}.{part}" for about in NOTES for part in PARTS)


@dataclass
class Draft:
    """By treatment what was typed: keys of OWN, and "access.text" and the like; what is empty is not said."""

    treatments: dict[str, dict[str, str]] = field(default_factory=dict)
    name: str = ""
    lines: list[str] = field(default_factory=lambda: [""] * MAX_LINES)
    contacts: list[str] = field(default_factory=lambda: [""] * MAX_CONTACTS)
    footer: str = ""
    logo: Logo | None = None
    """Not part of `document`: the picture lies in a file of its own."""

    def said(self, treatment: str, key: str) -> str:
        """What was typed."""
        return self.treatments.get(treatment, {}).get(key, "")

    def say(self, treatment: str, key: str, text: str) -> None:
        """Type something, or nothing."""
        own = self.treatments.setdefault(treatment, {})
        if text.strip():
            own[key] = text.strip()
        else:
            own.pop(key, None)
        if not own:
            del self.treatments[treatment]

    def notes(self, treatment: str) -> tuple[str, ...]:
        """Which notes have a text."""
        return tuple(about for about in NOTES if self.said(treatment, f"{about}.text"))

    def document(self) -> dict[str, Any]:
        """The object of the file; `clinic_of` says what is wrong with it."""
        head: dict[str, Any] = {"lines": _filled(self.lines)}
        for key, text in (("name", self.name), ("footer", self.footer)):
            if text.strip():
                head[key] = text.strip()
        return {
            "format": WITH_LOGO,
            "letterhead": head,
            "contacts": _filled(self.contacts),
            "treatments": {name: _here(said) for name, said in self.treatments.items()},
        }


def draft_of(clinic: Clinic | None) -> Draft:
    """The layer as it can be edited."""
    made = Draft()
    if clinic is None:
        return made
    made.name, made.footer, made.logo = clinic.name, clinic.footer, clinic.logo
    made.lines[: len(clinic.lines)] = clinic.lines
    made.contacts[: len(clinic.contacts)] = clinic.contacts
    for name, here in to_document(clinic)["treatments"].items():
        own = {key: here[key] for key in OWN if key in here}
        for about, note in here.get("notes", {}).items():
            own |= {f"{about}.{part}": note[part] for part in PARTS if part in note}
        for at, limit in enumerate(here.get("limits", [])):
            own |= {f"limits.{at}.{part}": str(limit[part]) for part in LIMIT if limit.get(part, "") != ""}
        made.treatments[name] = own
    return made


def _here(said: Mapping[str, str]) -> dict[str, Any]:
    here: dict[str, Any] = {key: said[key] for key in OWN if key in said}
    if here.get("state") != "refer":
        here.pop("refer_to", None)  # typed before another state was chosen; its field is shut
    if "state" not in here and "cost" not in here:
        here.pop("as_at", None)
    notes: dict[str, dict[str, str]] = {}
    for key, text in said.items():
        if key in _NOTES:
            about, _dot, part = key.partition(".")
            notes.setdefault(about, {})[part] = text
    notes = {about: note for about, note in notes.items() if note.keys() != {"as_at"}}
    if notes:
        here["notes"] = notes
    limits = [_limit(said, at) for at in filled_limits(said)]
    return {**here, "limits": limits} if limits else here


def filled_limits(said: Mapping[str, str]) -> list[int]:
    """The rows in which something of a limit was typed; the file holds them without gaps."""
    return [at for at in range(MAX_LIMITS) if any(f"limits.{at}.{part}" in said for part in LIMIT)]


def _limit(said: Mapping[str, str], at: int) -> dict[str, Any]:
    """One row as the file holds it."""
    limit: dict[str, Any] = {
        part: said[f"limits.{at}.{part}"] for part in LIMIT if f"limits.{at}.{part}" in said
    }
    limit.setdefault("unit", "")
    try:
        limit["value"] = float(limit["value"])
    except (KeyError, ValueError):
        limit["value"] = None
    return limit


def _filled(texts: Iterable[str]) -> list[str]:
    return [text.strip() for text in texts if text.strip()]
