"""Results: what a derivation gives back, certain or not, with what it still needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, NamedTuple

from consult.values import is_certain

_NOTHING: Mapping[str, tuple[str, ...]] = {}


class Result(NamedTuple):
    """The envelope of one score, stage or criterion; a tuple, because a hundred are made for every keystroke.

    `values` holds the keys of the JSON contract (rounded as displayed; `possible_*` where several results are
    still reachable), `missing` the fields that would narrow it, `flags` codes of what to keep in mind.
    """

    item: str
    values: Mapping[str, Any]
    missing: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    inputs_used: tuple[str, ...] = ()
    source: str = ""
    rule_version: str = ""

    def using(self, inputs: tuple[str, ...]) -> Result:
        """The same result, resting on these recorded fields. Written out: `_replace` takes three times as long."""
        item, values, missing, flags, _inputs, source, rule_version = self
        return Result(item, values, missing, flags, inputs, source, rule_version)

    def flagged(self, flag: str) -> Result:
        """The same result with one flag more."""
        return self._replace(flags=(*self.flags, flag))


class Derived(NamedTuple):
    """What one derivation adds: facts by id, what each open fact still needs, and results by item."""

    facts: Mapping[str, Any]
    missing: Mapping[str, tuple[str, ...]] = _NOTHING
    results: tuple[Result, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Derivation:
    """A pure function whose parameter names are the facts it needs, in the order it takes them."""

    name: str
    needs: tuple[str, ...]
    gives: tuple[str, ...]
    compute: Callable[..., Derived]
    read: Callable[[Mapping[str, Any]], tuple[Any, ...]] = field(init=False)
    """Takes the facts it needs out of a mapping that holds them all."""

    def __post_init__(self) -> None:
        first, *more = self.needs
        read = itemgetter(first, *more) if more else lambda values: (values[first],)
        object.__setattr__(self, "read", read)


def open_inputs(names: Iterable[str], values: Iterable[Any]) -> tuple[str, ...]:
    """The names whose value is not certain, in order."""
    return tuple([name for name, value in zip(names, values, strict=True) if not is_certain(value)])
