"""Components: what a built program is made of, as the list inside it says (CycloneDX)."""

from __future__ import annotations

import json
from dataclasses import dataclass

MAX_BYTES = 4 << 20
NAME = "components.cdx.json"
IN_THE_TEXT = "see the text"
"""Said of a licence that has no short name in the list."""


@dataclass(frozen=True, slots=True)
class Component:
    """A part by others: a program library, a font, icons."""

    name: str
    version: str
    licence: str


def read_components(data: bytes) -> tuple[Component, ...]:
    """The components in a list, in its order. Raises ValueError for anything that is no such list."""
    if len(data) > MAX_BYTES:
        raise ValueError(NAME)
    try:
        listed = json.loads(data)["components"]
        return tuple(
            Component(
                name=_text(part["name"]),
                version=_text(part.get("version", "")),
                licence=", ".join(_text(said["license"]["name"]) for said in part["licenses"]),
            )
            for part in listed
        )
    except (KeyError, TypeError, AttributeError, RecursionError):
        raise ValueError(NAME) from None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(NAME)
    return value
