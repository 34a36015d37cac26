"""Strong Kleene logic: YES, NO and UNKNOWN, where UNKNOWN means "not recorded", never "no"."""

from __future__ import annotations

from enum import Enum


class Truth(Enum):
    """A three-valued answer. It has no boolean value: ask `is Truth.YES`."""

    NO = 0
    UNKNOWN = 1
    YES = 2

    def __and__(self, other: Truth) -> Truth:
        return self if self.value <= other.value else other

    def __or__(self, other: Truth) -> Truth:
        return self if self.value >= other.value else other

    def __invert__(self) -> Truth:
        return Truth(2 - self.value)

    def __bool__(self) -> bool:
        raise TypeError("ask for `is Truth.YES`; UNKNOWN has no boolean value")
