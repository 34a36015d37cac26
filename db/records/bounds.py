"""Bounds: what may be kept as a code, a name, a reason; the rest is refused, never cut."""

from __future__ import annotations

import json
import unicodedata
import zlib
from collections.abc import Mapping
from datetime import date

from consult.records import MAX_CODE, MAX_NAME, MAX_REASON, Identity, Person, RecordError
from db.records.strict_json import canonical

MAX_CONTENT = 4 * 1024 * 1024
MAX_PDF = 64 * 1024 * 1024
MAX_DETAIL, MAX_DETAILS = 120, 12


def line(text: str, most: int, code: str, *, empty: bool = True) -> str:
    """One printable line in one spelling. Raises RecordError(code) with the most characters it may have."""
    if len(text) <= 4 * most:
        text = unicodedata.normalize("NFC", text).strip()
        try:
            text.encode()
        except UnicodeEncodeError:
            raise RecordError(code, most=str(most)) from None
        if len(text) <= most and text.isprintable() and (text or empty):
            return text
    raise RecordError(code, most=str(most))


def checked_identity(identity: Identity, day: date) -> Identity:
    """An identity that can be kept. Raises RecordError."""
    born = identity.birth_date
    if born is not None and not date(1850, 1, 1) <= born <= day:
        raise RecordError("birth_date_refused")
    return Identity(
        code=line(identity.code, MAX_CODE, "code_refused", empty=False),
        name=line(identity.name, MAX_NAME, "name_refused"),
        birth_date=born,
    )


def checked_person(person: Person) -> Person:
    """Somebody who can be let in. Raises RecordError."""
    return Person(name=line(person.name, MAX_NAME, "person_refused", empty=False), role=person.role)


def checked_reason(reason: str) -> str:
    """A reason somebody gave. Raises RecordError where there is none."""
    spaced = " ".join(reason.split()) if len(reason) <= 4 * MAX_REASON else reason
    return line(spaced, MAX_REASON, "reason_refused", empty=False)


def checked_details(details: Mapping[str, str]) -> dict[str, str]:
    """Of a line of the log. Raises RecordError."""
    if len(details) > MAX_DETAILS:
        raise RecordError("event_refused")
    return {
        line(key, 40, "event_refused", empty=False): line(value, MAX_DETAIL, "event_refused")
        for key, value in details.items()
    }


def pack(data: bytes) -> bytes:
    """Compressed. Raises RecordError where it is larger than anything the program makes."""
    if len(data) > MAX_CONTENT:
        raise RecordError("records_too_large")
    return zlib.compress(data, 6)


def pack_json(value: object) -> bytes:
    """A JSON value, compressed."""
    return pack(canonical(value))


def unpack(packed: bytes) -> bytes:
    """What was packed. Raises ValueError."""
    reader = zlib.decompressobj()
    try:
        data = reader.decompress(packed, MAX_CONTENT)
    except zlib.error:
        raise ValueError("not packed") from None
    if not reader.eof or reader.unused_data:
        raise ValueError("not packed whole")
    return data


def unpack_json(packed: bytes) -> dict[str, object]:
    """A JSON object that was packed. Raises ValueError."""
    value = json.loads(unpack(packed))
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value
