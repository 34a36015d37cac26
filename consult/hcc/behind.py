"""Behind: the fields a derived fact rests on, those it reads itself before those that only lead to them."""

from __future__ import annotations

from functools import cache

from consult.hcc.derive import DERIVATIONS
from consult.hcc.schema import SCHEMA

_GIVEN_BY = {fact: item for item in DERIVATIONS for fact in item.gives}


@cache
def fields_behind(fact: str) -> tuple[str, ...]:
    """The fields by which a derived fact is moved, nearest first; empty for what is not derived."""
    found: dict[str, None] = {}
    reached, waiting = {fact}, [fact]
    while waiting:
        item = _GIVEN_BY.get(waiting.pop(0))
        for need in () if item is None else item.needs:
            if need in reached:
                continue
            reached.add(need)
            waiting.append(need)
            if need in SCHEMA.by_id and not SCHEMA.by_id[need].derived:
                found[need] = None
    return tuple(found)
