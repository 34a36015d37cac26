"""Consultation as JSON: what stands under "consultation" in a case file, read strictly and written back the same."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from consult.consultation import (
    ANSWERS,
    FEASIBILITIES,
    GATES,
    LONGEST_LINE,
    LONGEST_TEXT,
    MATTERS,
    MOST_LINES,
    MOST_MATTERS,
    PLAN_KINDS,
    Answer,
    Consultation,
    Feasibility,
    Judgement,
    Plan,
    required,
)
from consult.deciding import FAMILY_PARTS, NEEDS, READY, ROLE_MEMBERS, ROLES, Readiness
from consult.errors import InputError
from consult.judge import STATUSES
from consult.patient import CHECKLIST
from consult.summary.safe import harmless

KEY = "consultation"
MOST_TREATMENTS = 400
MOST_UNCONFIRMED = 1000
_KEYS = (
    "matters",
    "role",
    "family",
    "fit",
    "leaning",
    "disagreements",
    "gate",
    "plan",
    "readiness",
    "notes",
    "unconfirmed",
)
_PLAN_KEYS = (
    "kind",
    "treatments",
    "reason",
    "until",
    "refer_to",
    "board_question",
    "decides_next",
    "check_in",
    "come_earlier_if",
)
_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_DAY = re.compile(r"(?:19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}")
_Member = TypeVar("_Member", bound=str)


def read_consultation(
    raw: object, *, treatments: Container[str] | None = None, draft: bool = False
) -> Consultation:
    """The record in an object already parsed. Raises InputError naming the member that is not exactly right.

    `treatments` are those of the catalogue, where there is one. A `draft` may lack what its kind of plan needs, and
    the reason of a judgement: someone is still writing it.
    """
    return _Reader(treatments, draft).consultation(raw)


def check_treatments(consultation: Consultation, treatments: Container[str]) -> None:
    """Raises InputError for a treatment that the catalogue does not hold."""
    for treatment in consultation.treatments():
        if treatment not in treatments:
            raise InputError("consultation_treatment", field=KEY, treatment=treatment)


def check_unconfirmed(consultation: Consultation, fields: Container[str]) -> None:
    """Raises InputError for an unconfirmed field that there is no such field of."""
    for name in consultation.unconfirmed:
        if name != CHECKLIST and name not in fields:
            raise InputError("unknown_field", field=f"{KEY}.unconfirmed.{name}")


def tidy(text: str, *, most: int = LONGEST_TEXT) -> str:
    """What was typed or pasted without characters that act or are not seen; line ends stay. At most `most` of it."""
    return "".join(c for c in text if c == "\n" or harmless(c) == c)[:most]


class _Reader:
    """Reads part by part; `where` names the place as the file has it."""

    def __init__(self, treatments: Container[str] | None, draft: bool) -> None:
        self._treatments, self._draft = treatments, draft

    def consultation(self, raw: object) -> Consultation:
        said = self._object(raw, KEY, _KEYS)
        leaning = said.get("leaning")
        disagreements = tuple(
            self._judgement(part, f"{KEY}.disagreements[{at}]")
            for at, part in enumerate(
                self._list(said.get("disagreements", []), f"{KEY}.disagreements", MOST_TREATMENTS)
            )
        )
        if len({part.treatment for part in disagreements}) != len(disagreements):
            raise InputError("consultation_twice", field=f"{KEY}.disagreements")
        gate, role, family = (said.get(name) for name in ("gate", "role", "family"))
        return Consultation(
            matters=self._members(said.get("matters", []), f"{KEY}.matters", MATTERS, MOST_MATTERS),
            role=None if role is None else self._member(role, f"{KEY}.role", ROLE_MEMBERS),
            family=None if family is None else self._member(family, f"{KEY}.family", FAMILY_PARTS),
            fit=self._fit(said.get("fit", {})),
            leaning=None if leaning is None else self._judgement(leaning, f"{KEY}.leaning"),
            disagreements=disagreements,
            gate=None if gate is None else self._member(gate, f"{KEY}.gate", GATES),
            plan=self._plan(said.get("plan", {})),
            readiness=self._readiness(said.get("readiness", {})),
            notes=self._text(said.get("notes", ""), f"{KEY}.notes"),
            unconfirmed=self._unconfirmed(said.get("unconfirmed", [])),
        )

    def _unconfirmed(self, raw: object) -> tuple[str, ...]:
        where = f"{KEY}.unconfirmed"
        names = self._list(raw, where, MOST_UNCONFIRMED)
        found: dict[str, None] = {}
        for at, name in enumerate(names):
            if not isinstance(name, str) or not _ID.fullmatch(name):
                raise InputError("wrong_type", field=f"{where}[{at}]", expected="text")
            found[name] = None
        if len(found) != len(names):
            raise InputError("consultation_twice", field=where)
        return tuple(found)

    def _fit(self, raw: object) -> Mapping[tuple[str, Feasibility], Answer]:
        where = f"{KEY}.fit"
        if not isinstance(raw, Mapping):
            raise InputError("wrong_type", field=where, expected="object")
        if len(raw) > MOST_TREATMENTS:
            raise InputError("too_many", field=where, most=str(MOST_TREATMENTS))
        found: dict[tuple[str, Feasibility], Answer] = {}
        for name, answers in raw.items():
            place = f"{where}.{_short(name)}"
            treatment = self._treatment(name, place)
            said = self._object(answers, place, FEASIBILITIES)
            for question in FEASIBILITIES:
                if question in said:
                    found[treatment, question] = self._member(said[question], f"{place}.{question}", ANSWERS)
        return MappingProxyType(found)

    def _readiness(self, raw: object) -> Readiness:
        where = f"{KEY}.readiness"
        said = self._object(raw, where, NEEDS)
        return MappingProxyType(
            {need: self._member(said[need], f"{where}.{need}", READY) for need in NEEDS if need in said}
        )

    def _judgement(self, raw: object, where: str) -> Judgement:
        said = self._object(raw, where, ("treatment", "status", "reason"))
        reason = self._text(said.get("reason", ""), f"{where}.reason")
        if not reason and not self._draft:
            raise InputError("consultation_needs", field=f"{where}.reason")
        return Judgement(
            treatment=self._treatment(said.get("treatment"), f"{where}.treatment"),
            status=self._member(said.get("status"), f"{where}.status", STATUSES),
            reason=reason,
        )

    def _plan(self, raw: object) -> Plan:
        where = f"{KEY}.plan"
        said = self._object(raw, where, _PLAN_KEYS)
        texts = {
            name: self._text(said.get(name, ""), f"{where}.{name}")
            for name in ("reason", "refer_to", "board_question", "decides_next")
        }
        named = self._list(said.get("treatments", []), f"{where}.treatments", MOST_TREATMENTS)
        treatments = tuple(
            self._treatment(name, f"{where}.treatments[{at}]") for at, name in enumerate(named)
        )
        if len(set(treatments)) != len(treatments):
            raise InputError("consultation_twice", field=f"{where}.treatments")
        lines = self._list(said.get("come_earlier_if", []), f"{where}.come_earlier_if", MOST_LINES)
        kind = said.get("kind")
        plan = Plan(
            kind=None if kind is None else self._member(kind, f"{where}.kind", PLAN_KINDS),
            treatments=treatments,
            until=self._date(said.get("until"), f"{where}.until"),
            check_in=self._date(said.get("check_in"), f"{where}.check_in"),
            come_earlier_if=tuple(
                self._line(line, f"{where}.come_earlier_if[{at}]") for at, line in enumerate(lines)
            ),
            **texts,
        )
        unsaid = () if self._draft else required(plan)
        if unsaid:
            raise InputError("consultation_needs", field=f"{where}.{unsaid[0]}")
        return plan

    def _object(self, raw: object, where: str, keys: tuple[str, ...]) -> Mapping[str, Any]:
        if not isinstance(raw, Mapping):
            raise InputError("wrong_type", field=where, expected="object")
        for key in raw:
            if key not in keys:
                raise InputError("unknown_field", field=f"{where}.{_short(key)}")
        return raw

    def _list(self, raw: object, where: str, most: int) -> tuple[object, ...]:
        if not isinstance(raw, list | tuple):
            raise InputError("wrong_type", field=where, expected="list")
        if len(raw) > most:
            raise InputError("too_many", field=where, most=str(most))
        return tuple(raw)

    def _member(self, raw: object, where: str, members: tuple[_Member, ...]) -> _Member:
        if not isinstance(raw, str):
            raise InputError("wrong_type", field=where, expected="choice")
        if raw not in members:
            raise InputError("not_a_member", field=where, members=", ".join(members))
        return raw

    def _members(
        self, raw: object, where: str, members: tuple[_Member, ...], most: int
    ) -> tuple[_Member, ...]:
        parts = self._list(raw, where, most)
        found = tuple(self._member(part, f"{where}[{at}]", members) for at, part in enumerate(parts))
        if len(set(found)) != len(found):
            raise InputError("consultation_twice", field=where)
        return found

    def _treatment(self, raw: object, where: str) -> str:
        if not isinstance(raw, str) or not _ID.fullmatch(raw):
            raise InputError("wrong_type", field=where, expected="choice")
        if self._treatments is not None and raw not in self._treatments:
            raise InputError("consultation_treatment", field=where, treatment=raw)
        return raw

    def _text(self, raw: object, where: str) -> str:
        if not isinstance(raw, str):
            raise InputError("wrong_type", field=where, expected="text")
        if len(raw) > LONGEST_TEXT:
            raise InputError("too_long", field=where, most=str(LONGEST_TEXT))
        for character in raw:
            if character != "\n" and harmless(character) != character:
                raise InputError("consultation_character", field=where, character=f"U+{ord(character):04X}")
        return raw

    def _line(self, raw: object, where: str) -> str:
        text = self._text(raw, where)
        if "\n" in text:
            raise InputError("consultation_character", field=where, character="U+000A")
        if not 1 <= len(text) <= LONGEST_LINE:
            raise InputError("too_long", field=where, most=str(LONGEST_LINE))
        return text

    def _date(self, raw: object, where: str) -> date | None:
        if raw is None:
            return None
        if isinstance(raw, str) and _DAY.fullmatch(raw):
            try:
                return date.fromisoformat(raw)
            except ValueError:
                pass
        raise InputError("consultation_date", field=where)


def to_document(consultation: Consultation) -> dict[str, Any]:
    """The record as `read_consultation` reads it; what was not said is left out."""
    document: dict[str, Any] = {}
    if consultation.matters:
        document["matters"] = list(consultation.matters)
    document.update({kind: said for kind in ROLES if (said := consultation.roles[kind]) is not None})
    fit: dict[str, dict[str, str]] = {}
    for (treatment, question), answer in consultation.fit.items():
        fit.setdefault(treatment, {})[question] = answer
    if fit:
        document["fit"] = fit
    if consultation.leaning is not None:
        document["leaning"] = _judgement(consultation.leaning)
    if consultation.disagreements:
        document["disagreements"] = [_judgement(said) for said in consultation.disagreements]
    if consultation.gate is not None:
        document["gate"] = consultation.gate
    plan = _plan(consultation.plan)
    if plan:
        document["plan"] = plan
    if consultation.readiness:
        document["readiness"] = dict(consultation.readiness)
    if consultation.notes:
        document["notes"] = consultation.notes
    if consultation.unconfirmed:
        document["unconfirmed"] = list(consultation.unconfirmed)
    return document


def _judgement(said: Judgement) -> dict[str, str]:
    return {"treatment": said.treatment, "status": said.status, "reason": said.reason}


def _plan(plan: Plan) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for name in _PLAN_KEYS:
        value = getattr(plan, name)
        if isinstance(value, date):
            document[name] = value.isoformat()
        elif value:
            document[name] = list(value) if isinstance(value, tuple) else value
    return document


def _short(key: object) -> str:
    text = "".join(c if c.isprintable() else "?" for c in str(key))
    return text if len(text) <= 60 else f"{text[:57]}..."
