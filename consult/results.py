"""Results: what a derivation gives back, certain or not, with what it still needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from consult.values import is_certain


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The envelope of one score, stage or criterion.

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
        """The same result, resting on these recorded fields. Written out: `replace` takes four times as long."""
        return Result(
            item=self.item,
            values=self.values,
            missing=self.missing,
            flags=self.flags,
            inputs_used=inputs,
            source=self.source,
            rule_version=self.rule_version,
        )

    def flagged(self, flag: str) -> Result:
        """The same result with one flag more."""
        return replace(self, flags=(*self.flags, flag))


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """What one derivation adds: facts by id, what each open fact still needs, and results by item."""

    facts: Mapping[str, Any]
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    results: tuple[Result, ...] = ()


@dataclass(frozen=True, slots=True)
class Derivation:
    """A pure function whose parameter names are the facts it needs, in the order it takes them."""

    name: str
    needs: tuple[str, ...]
    gives: tuple[str, ...]
    compute: Callable[..., Derived]


def open_inputs(names: Iterable[str], values: Iterable[Any]) -> tuple[str, ...]:
    """The names whose value is not certain, in order."""
    return tuple([name for name, value in zip(names, values, strict=True) if not is_certain(value)])
