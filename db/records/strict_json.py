"""Strict JSON: the small files beside the record file, bounded, without duplicate keys, with their own checksum."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MAX_BYTES = 1024 * 1024
CHECKSUM = "checksum"


def canonical(value: object) -> bytes:
    """The one spelling of a JSON value, to be digested."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def with_checksum(value: Mapping[str, Any]) -> bytes:
    """An object as a file, with a checksum: damage is told apart from a wrong password."""
    whole = {**value, CHECKSUM: hashlib.sha256(canonical(value)).hexdigest()}
    return json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"


def read_checked(path: Path) -> dict[str, Any]:
    """Read such a file. Raises OSError, or ValueError for one that is not as it was written."""
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ValueError("too large")
    try:
        value = json.loads(data, object_pairs_hook=_once)
    except RecursionError:
        raise ValueError("too deep") from None
    if not isinstance(value, dict):
        raise ValueError("not an object")
    found = value.pop(CHECKSUM, None)
    if found != hashlib.sha256(canonical(value)).hexdigest():
        raise ValueError("changed")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("duplicate key")
    return value
