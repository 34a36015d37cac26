"""Safe: text from outside without anything in it that acts, before it is drawn or written."""

from __future__ import annotations

import unicodedata

_DIRECTIONS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def harmless(character: str) -> str:
    """A control or direction mark as "?", a joiner or variation mark as nothing, anything else as it is."""
    category = unicodedata.category(character)
    if category in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(character) in _DIRECTIONS:
        return "?"
    if category == "Cf" or 0xFE00 <= ord(character) <= 0xFE0F:
        return ""
    return character
