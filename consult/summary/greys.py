"""Greys: the colour roles of a drawing on paper, which has no colour; patterns and words tell what greys cannot."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

INK = 0.07

_GREYS: Mapping[str, float] = MappingProxyType(
    {
        "ink": INK,
        "muted": 0.33,
        "line": 0.73,
        "surface": 1.0,
        "ground": 1.0,
        "on_accent": 1.0,
        "header": 0.94,
        "chosen": 0.88,
        "needed": 0.94,
        "accent": 0.25,
        "does_not_apply": 0.4,
    }
)


def grey(role: str) -> float:
    """The grey of a role, 0 for black; one that is not named here is ink."""
    return _GREYS.get(role, INK)
