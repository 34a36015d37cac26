"""Matters: which rows of the comparison concern what the patient cares about; they order rows and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from consult.compare import ASPECTS, Cell, Line
from consult.consultation import Matter

FIRST = "fit"
"""The row that stays on top whatever matters: whether the treatment fits at all."""


@dataclass(frozen=True, slots=True)
class Concerned:
    """Rows of the comparison, and within the row of burdens the kinds, that a card is about."""

    aspects: tuple[str, ...]
    burdens: tuple[str, ...] = ()


ROWS: Mapping[Matter, Concerned] = MappingProxyType(
    {
        "live_longer": Concerned(("benefit", "certainty")),
        "not_come_back": Concerned(("benefit", "certainty")),
        "few_side_effects": Concerned(("harm",)),
        "short_recovery": Concerned(("burden", "harm"), ("recovery", "nights", "anaesthesia")),
        "few_visits": Concerned(("burden",), ("visits", "follow_up")),
        "near_home": Concerned(("burden", "here"), ("access", "visits", "nights")),
        "low_cost": Concerned(("burden", "here"), ("cost",)),
    }
)
"""What the clinic itself says of travel and cost stands among the burdens, and of the rest in the row `here`."""


def ordered_aspects(matters: Iterable[Matter], rows: Iterable[str] = ASPECTS) -> tuple[str, ...]:
    """`rows` with those that concern the cards drawn up, in the order picked; the others keep theirs.

    `rows` is the order, or the choice, a reader made: nothing is added to it, and the first row stays first.
    """
    rows = tuple(dict.fromkeys(rows))
    wanted = (FIRST, *(aspect for matter in matters for aspect in ROWS[matter].aspects))
    drawn_up = [aspect for aspect in dict.fromkeys(wanted) if aspect in rows]
    return (*drawn_up, *(aspect for aspect in rows if aspect not in drawn_up))


def because(aspect: str, matters: Iterable[Matter]) -> tuple[Matter, ...]:
    """The picked cards a row concerns: why it stands where it does."""
    return tuple(matter for matter in matters if aspect in ROWS[matter].aspects)


def ordered_burdens(matters: Iterable[Matter], kinds: Iterable[str]) -> tuple[str, ...]:
    """The kinds of burden with those that concern the cards first."""
    kinds = tuple(dict.fromkeys(kinds))
    wanted = dict.fromkeys(kind for matter in matters for kind in ROWS[matter].burdens)
    drawn_up = [kind for kind in wanted if kind in kinds]
    return (*drawn_up, *(kind for kind in kinds if kind not in drawn_up))


def ordered_cell(cell: Cell, matters: Sequence[Matter]) -> Cell:
    """The cell of burdens with the kinds that concern the cards first; any other cell as it is."""
    if cell.aspect != "burden" or not matters:
        return cell
    by_kind = {_kind(line): line for line in cell.lines}
    return replace(cell, lines=tuple(by_kind[kind] for kind in ordered_burdens(matters, by_kind)))


def _kind(line: Line) -> str:
    """Which burden a line is about: one of the catalogue's, or one that only the clinic can say."""
    if line.kind == "burden":
        return str(line.record[1].id)
    return line.kind if line.kind == "nothing" else str(getattr(line.record, "about", line.record))
