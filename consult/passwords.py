"""Passwords: how hard one is to guess as far as length and repetition tell; nothing else is claimed."""

from __future__ import annotations

import unicodedata
from typing import Literal

from consult.records import MAX_PASSWORD, MIN_PASSWORD

Strength = Literal["short", "long", "weak", "fair", "strong"]
"""`short` and `long` cannot be used."""
FAIR, STRONG = 10, 15
"""Characters that count, from which a password is called so."""


def strength(password: str, name: str = "") -> Strength:
    """How strong a password is; `name` is the user's, which counts for nothing in it."""
    if len(password) < MIN_PASSWORD:
        return "short"
    if len(password) > MAX_PASSWORD:
        return "long"
    counted = counting(password, name)
    return "strong" if counted >= STRONG else "fair" if counted >= FAIR else "weak"


def counting(password: str, name: str = "") -> int:
    """How many of its characters count: not those that repeat, continue a sequence, or spell the user's name."""
    text = unicodedata.normalize("NFKC", password).casefold()
    own = unicodedata.normalize("NFKC", name).casefold().split()
    for part in ("".join(own), *own):
        if len(part) > 1:
            text = text.replace(part, part[0])
    count = 0
    for at, character in enumerate(text):
        before = text[max(0, at - 1) : at]
        in_sequence = before and abs(ord(character) - ord(before)) <= 1
        said_before = at >= 2 and text[at - 2 : at + 1] in text[: at - 1]
        if not in_sequence and not said_before:
            count += 1
    return min(count, 2 * len(set(text)))
