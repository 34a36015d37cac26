"""Words of data entry: what was understood of a typed number, and of a pasted laboratory report."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ENTRY_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "echo.equal": ("{left} = {right}", "{left} = {right}"),
        "echo.between": ("between {low} and {high}", "{low}至{high}之间"),
    }
)
