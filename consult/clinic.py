"""Clinic: what one hospital says of itself, beside the catalogue and never in it: what is done here, notes, letterhead.

The layer is read strictly from one JSON file (see docs/clinic-layer.md). No status, order or source text depends on it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

from consult.errors import ConsultError, InputError
from consult.facts import Facts
from consult.fields import Field
from consult.freshness import months_after
from consult.letterhead import Logo
from consult.limits import (
    LARGEST,
    MAX_LIMIT_NOTE,
    MAX_LIMITS,
    OPERATORS,
    Limit,
    Limited,
    limited,
)
from consult.patient import parse_json
from consult.settings import CLINIC, ClinicLimits
from consult.summary.safe import harmless

FORMAT = 3
"""The newest; a file is written in the oldest format that holds all of it, which older versions read too."""
WITH_LIMITS, WITH_LOGO = 2, 3
MAX_BYTES = 256 * 1024
MAX_TREATMENTS = 400
MAX_NAME, MAX_LINE, MAX_LINES, MAX_CONTACTS = 80, 100, 4, 8
MAX_REFER, MAX_PLACE, MAX_NOTE, MAX_UNIT = 120, 60, 400, 20
STATES = ("available", "refer", "not_available")
COSTS = ("low", "middle", "high", "very_high")
"""Classes as the clinic itself sees them; no amount is attached to any."""
NOTES = ("access", "practice", "threshold")
"""Cover and access; how it is done here; a limit of the clinic's own, in its own words."""
AGEING = frozenset({"available", "cost", "access"})
"""Statements on cover and access, which are marked once they are old."""
_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOTHING: Mapping[str, Any] = MappingProxyType({})

Age = Literal["", "old", "future"]
"""`future`: dated after today, so that the date or the computer's clock is wrong."""


class ClinicError(ConsultError):
    """A clinic's file that cannot be read or written; names the file and the place in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A free text of the clinic's with its date; `place` says for which region or insurance."""

    text: str
    as_at: date
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """What the clinic says of one treatment. Empty `state` and `cost`: not said, which is neither yes nor no."""

    state: str = ""
    refer_to: str = ""
    cost: str = ""
    as_at: date | None = None
    """Of state and cost; None only where neither is said."""
    notes: Mapping[str, Note] = field(default_factory=lambda: MappingProxyType({}))
    limits: tuple[Limit, ...] = ()
    """Numbers of the clinic's own, beside the patient's value for information."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """The whole layer: by treatment id what is said of it, and what is printed of the clinic itself."""

    treatments: Mapping[str, Here] = field(default_factory=lambda: MappingProxyType({}))
    name: str = ""
    lines: tuple[str, ...] = ()
    """The letterhead under the name: address, department."""
    contacts: tuple[str, ...] = ()
    footer: str = ""
    """At the foot of every page."""
    logo_sha256: str = ""
    """Of the logo that belongs to this layer; the picture lies in a file of its own."""
    logo: Logo | None = None
    """None also where the picture that belongs to it is not there, or is another one."""

    def unknown(self, held: Container[str]) -> tuple[str, ...]:
        """Ids that a catalogue does not hold. They are kept: another edition may know them."""
        return tuple(name for name in self.treatments if name not in held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing the clinic says of a treatment: `about` is "available", "cost" or one of NOTES.

    `member` is the state or cost class, `text` where to refer to, or the note.
    """

    about: str
    as_at: date
    member: str = ""
    text: str = ""
    place: str = ""
    age: Age = ""


@dataclass(frozen=True, slots=True)
class ClinicOn:
    """The layer as it reads on a day, which only decides what is marked as old."""

    clinic: Clinic
    today: date
    limits: ClinicLimits = CLINIC
    declared: Mapping[str, Field] = field(default_factory=lambda: MappingProxyType({}))
    """The fields that limits may name; a limit on any other cannot be compared, and says so."""

    def here(self, treatment: str) -> Here | None:
        """What is said of a treatment, if anything is."""
        return self.clinic.treatments.get(treatment)

    def available(self, treatment: str) -> Statement | None:
        """Whether it is done here, where to refer to, or nothing where the clinic does not say."""
        return next((said for said in self.says(treatment) if said.about == "available"), None)

    def says(self, treatment: str) -> tuple[Statement, ...]:
        """All that is said of a treatment, in a fixed order."""
        here = self.here(treatment)
        return () if here is None else tuple(self._statements(here))

    def limited(self, treatment: str, facts: Facts) -> tuple[Limited, ...]:
        """The clinic's own limits for a treatment, each beside this patient's value."""
        here = self.here(treatment)
        limits = () if here is None else here.limits
        return tuple(limited(limit, self.declared, facts, self.today) for limit in limits)

    def _statements(self, here: Here) -> Iterator[Statement]:
        if here.as_at is not None:
            age = self.age("available", here.as_at)
            if here.state:
                yield Statement(
                    about="available", member=here.state, text=here.refer_to, as_at=here.as_at, age=age
                )
            if here.cost:
                yield Statement(about="cost", member=here.cost, as_at=here.as_at, age=age)
        for about in NOTES:
            note = here.notes.get(about)
            if note is not None:
                age = self.age(about, note.as_at)
                yield Statement(about=about, text=note.text, place=note.place, as_at=note.as_at, age=age)

    def age(self, about: str, as_at: date) -> Age:
        """Whether a statement of this kind is to be marked."""
        if as_at > self.today:
            return "future"
        old = about in AGEING and self.today > months_after(as_at, self.limits.old_months)
        return "old" if old else ""


# -- reading --------------------------------------------------------------------------------------------------------


def read_clinic(data: bytes, file: str) -> Clinic:
    """The layer in a file's bytes. Raises ClinicError naming `file` for anything that is not exactly right."""
    if len(data) > MAX_BYTES:
        raise ClinicError("clinic_too_large", file=file, most=str(MAX_BYTES // 1024))
    try:
        document = parse_json(data)
    except InputError as error:
        if error.code == "not_json":
            raise ClinicError("clinic_not_json", file=file, line=error.values["line"]) from None
        raise ClinicError("clinic_damaged", file=file) from None
    return clinic_of(document, file)


def clinic_of(document: object, file: str) -> Clinic:
    """The layer in an object already parsed, or put together by the window. Raises ClinicError."""
    if not isinstance(document, dict):
        raise ClinicError("clinic_damaged", file=file)
    return _Reader(file).clinic(document)


class _Reader:
    """Reads part by part; every refusal names the file and the place in it."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._format = FORMAT

    def clinic(self, document: Mapping[str, Any]) -> Clinic:
        version = document.get("format")
        if type(version) is int and version > FORMAT:
            raise ClinicError("clinic_newer", file=self._file)
        if type(version) is not int or not 1 <= version <= FORMAT:
            raise self._wrong("clinic_needs", "format")
        self._format = version
        whole = self._object(document, "", ("format", "letterhead", "contacts", "treatments"))
        later = ("footer", "logo") if version >= WITH_LOGO else ()
        head = self._object(whole.get("letterhead", _NOTHING), "letterhead", ("name", "lines", *later))
        logo = head.get("logo", "")
        if "logo" in head and (not isinstance(logo, str) or not _SHA256.fullmatch(logo)):
            raise self._wrong("clinic_logo", "letterhead.logo")
        raw = whole.get("treatments", _NOTHING)
        if not isinstance(raw, Mapping):
            raise self._wrong("clinic_object", "treatments")
        if len(raw) > MAX_TREATMENTS:
            raise self._wrong("clinic_many", "treatments", most=str(MAX_TREATMENTS))
        treatments = {}
        for name, said in raw.items():
            if not _ID.fullmatch(name):
                raise self._wrong("clinic_key", f"treatments.{_short(name)}")
            treatments[name] = self._here(said, f"treatments.{name}")
        return Clinic(
            treatments=MappingProxyType(treatments),
            name=self._text(head["name"], "letterhead.name", MAX_NAME) if "name" in head else "",
            lines=self._texts(head.get("lines", []), "letterhead.lines", MAX_LINES, MAX_LINE),
            contacts=self._texts(whole.get("contacts", []), "contacts", MAX_CONTACTS, MAX_REFER),
            footer=self._text(head["footer"], "letterhead.footer", MAX_LINE) if "footer" in head else "",
            logo_sha256=logo,
        )

    def _here(self, raw: object, where: str) -> Here:
        later = ("limits",) if self._format >= WITH_LIMITS else ()
        said = self._object(raw, where, ("state", "refer_to", "cost", "as_at", "notes", *later))
        state = self._member(said, "state", where, STATES)
        cost = self._member(said, "cost", where, COSTS)
        refer_to = ""
        if "refer_to" in said:
            refer_to = self._text(said["refer_to"], f"{where}.refer_to", MAX_REFER)
        if (state == "refer") is not bool(refer_to):
            # A place to refer to without the state, or the other way round, would be read in two ways.
            raise self._wrong("clinic_refer", f"{where}.refer_to")
        as_at = None
        if state or cost or "as_at" in said:
            as_at = self._date(said.get("as_at"), f"{where}.as_at")
        notes = {}
        raw_notes = self._object(said.get("notes", _NOTHING), f"{where}.notes", NOTES)
        for about in NOTES:
            if about in raw_notes:
                notes[about] = self._note(raw_notes[about], f"{where}.notes.{about}")
        raw_limits = said.get("limits", [])
        if not isinstance(raw_limits, list) or len(raw_limits) > MAX_LIMITS:
            raise self._wrong("clinic_many", f"{where}.limits", most=str(MAX_LIMITS))
        limits = tuple(self._limit(part, f"{where}.limits.{at}") for at, part in enumerate(raw_limits))
        return Here(
            state=state,
            refer_to=refer_to,
            cost=cost,
            as_at=as_at,
            notes=MappingProxyType(notes),
            limits=limits,
        )

    def _limit(self, raw: object, where: str) -> Limit:
        said = self._object(raw, where, ("fact", "operator", "value", "unit", "as_at", "note"))
        fact = said.get("fact")
        if not isinstance(fact, str) or not _ID.fullmatch(fact):
            raise self._wrong("clinic_fact", f"{where}.fact")
        operator = next((known for known in OPERATORS if known == said.get("operator")), None)
        if operator is None:
            raise self._wrong("clinic_member", f"{where}.operator", members=", ".join(OPERATORS))
        value = said.get("value")
        if isinstance(value, bool) or not isinstance(value, int | float) or not -LARGEST <= value <= LARGEST:
            raise self._wrong("clinic_number", f"{where}.value")
        unit = said.get("unit")
        if unit != "":  # a count or a score has none, and says so
            unit = self._text(unit, f"{where}.unit", MAX_UNIT)
        note = self._text(said["note"], f"{where}.note", MAX_LIMIT_NOTE) if "note" in said else ""
        as_at = self._date(said.get("as_at"), f"{where}.as_at")
        return Limit(fact=fact, operator=operator, value=float(value), unit=unit, as_at=as_at, note=note)

    def _note(self, raw: object, where: str) -> Note:
        said = self._object(raw, where, ("text", "place", "as_at"))
        place = self._text(said["place"], f"{where}.place", MAX_PLACE) if "place" in said else ""
        text = self._text(said.get("text"), f"{where}.text", MAX_NOTE)
        return Note(text=text, place=place, as_at=self._date(said.get("as_at"), f"{where}.as_at"))

    def _object(self, raw: object, where: str, keys: tuple[str, ...]) -> Mapping[str, Any]:
        if not isinstance(raw, Mapping):
            raise self._wrong("clinic_object", where)
        for key in raw:
            if key not in keys:
                raise self._wrong("clinic_key", f"{where}.{_short(key)}" if where else _short(key))
        return raw

    def _member(self, said: Mapping[str, Any], key: str, where: str, members: tuple[str, ...]) -> str:
        if key not in said:
            return ""
        raw = said[key]
        if not isinstance(raw, str) or raw not in members:
            raise self._wrong("clinic_member", f"{where}.{key}", members=", ".join(members))
        return raw

    def _texts(self, raw: object, where: str, most: int, length: int) -> tuple[str, ...]:
        if not isinstance(raw, list | tuple) or len(raw) > most:
            raise self._wrong("clinic_many", where, most=str(most))
        return tuple(self._text(part, f"{where}[{at}]", length) for at, part in enumerate(raw))

    def _text(self, raw: object, where: str, most: int) -> str:
        """One line of text without anything in it that acts: no control, no direction mark, nothing invisible."""
        if not isinstance(raw, str) or not 1 <= len(raw) <= most or not raw.strip():
            raise self._wrong("clinic_text", where, most=str(most))
        for character in raw:
            if harmless(character) != character:
                raise self._wrong("clinic_character", where, character=f"U+{ord(character):04X}")
        return raw.strip()

    def _date(self, raw: object, where: str) -> date:
        if isinstance(raw, str) and _DAY.fullmatch(raw) and raw >= "1900":
            try:
                return date.fromisoformat(raw)
            except ValueError:
                pass
        raise self._wrong("clinic_date", where)

    def _wrong(self, code: str, where: str, **values: str) -> ClinicError:
        return ClinicError(code, file=self._file, where=where, **values)


def _short(key: str) -> str:
    return key if len(key) <= 40 else f"{key[:40]}…"


# -- writing --------------------------------------------------------------------------------------------------------


def write_clinic(clinic: Clinic, file: str) -> bytes:
    """The file of a layer. Raises ClinicError where it would be larger than what is read."""
    data = json.dumps(to_document(clinic), ensure_ascii=False, indent=2).encode() + b"\n"
    if len(data) > MAX_BYTES:
        raise ClinicError("clinic_too_large", file=file, most=str(MAX_BYTES // 1024))
    return data


def to_document(clinic: Clinic) -> dict[str, Any]:
    """The layer as the object of its file; what is not said is left out."""
    head: dict[str, Any] = {"name": clinic.name} if clinic.name else {}
    if clinic.lines:
        head["lines"] = list(clinic.lines)
    if clinic.footer:
        head["footer"] = clinic.footer
    if clinic.logo is not None:
        head["logo"] = clinic.logo.sha256
    limits = any(here.limits for here in clinic.treatments.values())
    needed = WITH_LOGO if "footer" in head or "logo" in head else WITH_LIMITS if limits else 1
    document: dict[str, Any] = {"format": needed}
    if head:
        document["letterhead"] = head
    if clinic.contacts:
        document["contacts"] = list(clinic.contacts)
    document["treatments"] = {name: _here_document(here) for name, here in clinic.treatments.items()}
    return document


def _here_document(here: Here) -> dict[str, Any]:
    said = {name: getattr(here, name) for name in ("state", "refer_to", "cost") if getattr(here, name)}
    if here.as_at is not None:
        said["as_at"] = here.as_at.isoformat()
    notes = {}
    for about, note in here.notes.items():
        place = {"place": note.place} if note.place else {}
        notes[about] = {"text": note.text, **place, "as_at": note.as_at.isoformat()}
    if notes:
        said["notes"] = notes
    if here.limits:
        said["limits"] = [_limit_document(limit) for limit in here.limits]
    return said


def _limit_document(limit: Limit) -> dict[str, Any]:
    note = {"note": limit.note} if limit.note else {}
    value = int(limit.value) if limit.value.is_integer() else limit.value
    said = {"fact": limit.fact, "operator": limit.operator, "value": value, "unit": limit.unit}
    return {**said, **note, "as_at": limit.as_at.isoformat()}


def available_json(here: Here | None) -> dict[str, str | None] | None:
    """`available` of the assessment JSON: null where the clinic does not say."""
    if here is None or not here.state or here.as_at is None:
        return None
    return {"state": here.state, "refer_to": here.refer_to or None, "as_at": here.as_at.isoformat()}
