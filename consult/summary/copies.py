"""Copies: what one print of a paper says beside the case, and the number by which its content is known again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from consult.names import Size
from consult.summary.blocks import Block

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's thirty-two: nothing in them is mistaken for another when it is read out."""
_LENGTH, _GROUP = 8, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One print. `name` and `born` are the patient's, where the clinic's records keep them.

    `reprint` is how often the same paper was printed before, 0 for the first time. A handout names nobody unless the
    clinic chose `named_handout`. `draft` is a consultation that the records do not hold as finished. `log` begins the
    digest of the newest line of their log when the case was opened or kept: a log that was changed later no longer
    leads to it.
    """

    name: str = ""
    born: date | None = None
    reprint: int = 0
    draft: bool = False
    named_handout: bool = False
    log: str = ""


ONCE = Copy()
"""A first print of a case of which nothing is kept beside its code."""


def document_number(
    case: dict[str, Any],
    blocks: Iterable[Block],
    *,
    kind: str,
    language: str,
    size: Size,
    content: Iterable[str],
) -> str:
    """ "7K3F-Q2M9": the same for the same values, printed words, sheet and `content` (edition, hash, guideline, …).

    The day of printing, the count of prints and the log are no part of it: a reprint carries the number of the first
    print. Nor is what a paper of this kind does not print: it tells nobody of a private note.
    """
    said = json.dumps(
        [kind, language, size, *content, case, [repr(block) for block in blocks]],
        ensure_ascii=True,
        sort_keys=True,
        separators=(",", ":"),
    )
    return _spelled(sha256(said.encode()).digest())


def imagined(number: str) -> str:
    """The number of the same paper under the mark of an imagined case."""
    return _spelled(sha256(f"hypothetical {number}".encode()).digest())


def file_name(number: str) -> str:
    """What a file of this paper may be called: it says nothing of the patient."""
    return f"consult-{number}.pdf" if number else "consult.pdf"


def _spelled(digest: bytes) -> str:
    value = int.from_bytes(digest[:5])
    digits = [_DIGITS[value >> 5 * place & 31] for place in reversed(range(_LENGTH))]
    return f"{''.join(digits[:_GROUP])}-{''.join(digits[_GROUP:])}"
