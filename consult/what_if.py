"""What-if: how an imagined patient differs from the recorded one, and the value that a change states outright."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from consult.assess import Assessment
from consult.changes import Change
from consult.fields import Field
from consult.names import ENTERED
from consult.patient import CHECKLIST, Entry, Patient
from consult.rules import Domain, cell_runs


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is imagined to be another: what is recorded and what is tried; None where there is no value.

    The safety checklist as a whole stands under its own name, with True where it was answered "none applies".
    """

    field: str
    recorded: Entry | bool | None
    tried: Entry | bool | None


@dataclass(frozen=True, slots=True)
class Move:
    """A treatment whose status is another one in the imagined case."""

    treatment: str
    recorded: str
    tried: str


def differences(recorded: Patient, tried: Patient) -> tuple[Difference, ...]:
    """The fields in which two patients differ, in the order of the form; their days and origins are left aside."""
    found = []
    for field in recorded.schema.fields:
        before, after = recorded.entries.get(field.id), tried.entries.get(field.id)
        if _said(before) != _said(after):
            found.append(Difference(field.id, before, after))
    if recorded.none_apply != tried.none_apply:
        found.append(Difference(CHECKLIST, recorded.none_apply, tried.none_apply))
    return tuple(found)


def _said(entry: Entry | None) -> tuple[str, Any] | None:
    return None if entry is None else (entry.key, entry.value)


def moves(recorded: Assessment, tried: Assessment) -> tuple[Move, ...]:
    """The treatments whose status moved, in catalogue order."""
    return tuple(
        Move(name, before.status, tried.treatments[name].status)
        for name, before in recorded.treatments.items()
        if before.status != tried.treatments[name].status
    )


def stated(change: Change, domain: Domain, field: Field | None) -> Any:
    """The one value a change states for the field by which its fact is moved; None: it has to be typed.

    A choice must name one member. A number must have a bound of its own ("≥ 30", "= 2"); of "> 30" the next value
    is not ours to invent, save for a whole number, where it is the next one.
    """
    if field is None or field.id != change.fact.removesuffix(ENTERED):
        return None
    if domain.members:
        names = {position: member for member, position in domain.members.items()}
        members = [names[cell] for cell in change.cells if cell in names]
        if len(members) != 1:
            return None
        member = members[0]
        if field.type == "flag":
            return member if isinstance(member, bool) else None
        return member if field.type == "choice" else None
    runs = cell_runs(change.cells)
    if len(runs) != 1 or field.type not in ("number", "integer"):
        return None
    return _bound(*runs[0], domain, whole=field.type == "integer")


def _bound(first: int, last: int, domain: Domain, *, whole: bool) -> float | int | None:
    """The bound of a run of cells that belongs to it: cell 2i+1 is cut i, cell 2i lies below it."""
    cuts, top = domain.cuts, 2 * len(domain.cuts)
    if first and first % 2:
        return _number(cuts[first // 2], whole)
    if last < top and last % 2:
        return _number(cuts[last // 2], whole)
    if not whole:
        return None
    if first:
        return int(cuts[first // 2 - 1]) + 1
    if last < top:
        below = int(cuts[last // 2]) - (cuts[last // 2] == int(cuts[last // 2]))
        return below if below >= 0 else None
    return None


def _number(cut: float, whole: bool) -> float | int:
    return int(cut) if whole or float(cut).is_integer() else cut
