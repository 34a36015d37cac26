"""The log as FHIR: a Bundle of R4 AuditEvents, with DICOM's codes where one fits and the program's own kind as text."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from consult.records import Event

_DCM = "http://dicom.nema.org/resources/ontology/DCM"
_ACTIVITY = ("110100", "Application Activity")
_EXPORT = ("110106", "Export")
_RECORD = ("110110", "Patient Record")
_SIGN_IN = ("110114", "User Authentication")
_LOGIN = ("110122", "Login")
_TYPES: Mapping[str, tuple[tuple[str, str], str]] = MappingProxyType(
    {
        "unlock": (_SIGN_IN, "E"),
        "recover": (_SIGN_IN, "E"),
        "save": (_RECORD, "C"),
        "amend": (_RECORD, "U"),
        "merge": (_RECORD, "U"),
        "undo_merge": (_RECORD, "U"),
        "open": (_RECORD, "R"),
        "open_paper": (_RECORD, "R"),
        "erase": (_RECORD, "D"),
        # To DICOM an export is whatever leaves the system, on paper too.
        "print": (_EXPORT, "R"),
        "reprint": (_EXPORT, "R"),
        "export": (_EXPORT, "R"),
        "backup": (_EXPORT, "R"),
    }
)
"""Type and action by kind of line; any other is an activity of the program, executed."""
_FAILURES = frozenset({"backup_failed", "print_failed"})


def audit_bundle(events: Iterable[Event], *, program: str) -> dict[str, Any]:
    """A collection of AuditEvents in the order of the log."""
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [
            {"fullUrl": f"urn:uuid:{_id(event)}", "resource": _audit_event(event, program)}
            for event in events
        ],
    }


def _audit_event(event: Event, program: str) -> dict[str, Any]:
    (code, display), action = _TYPES.get(event.kind, (_ACTIVITY, "E"))
    own: dict[str, str] = {"code": event.kind, "display": event.kind.replace("_", " ")}
    login = [{"system": _DCM, "code": _LOGIN[0], "display": _LOGIN[1]}] if event.kind == "unlock" else []
    details = {"line": str(event.number), "digest": event.digest, **event.details}
    entity: dict[str, Any] = {
        "detail": [{"type": name, "valueString": value} for name, value in details.items() if value]
    }
    if event.consultation:
        entity["what"] = {"identifier": {"value": event.consultation}}
    return {
        "resourceType": "AuditEvent",
        "id": str(_id(event)),
        "type": {"system": _DCM, "code": code, "display": display},
        "subtype": [*login, own],
        "action": action,
        "recorded": event.at.isoformat(timespec="milliseconds"),
        "outcome": "4" if event.kind in _FAILURES else "0",
        "agent": [{"who": {"display": event.by}, "requestor": True}],
        "source": {"observer": {"display": f"Consult {program}"}},
        "entity": [entity],
    }


def _id(event: Event) -> uuid.UUID:
    """The same line has the same name in every export."""
    return uuid.UUID(event.digest[:32])
