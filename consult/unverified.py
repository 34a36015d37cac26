"""Unverified: a comparison without its unverified drafts, for a user who does not want to read them, and their number.

No status depends on it. What makes a status what it is, what must be done first, conflicts, and the positions of the
leading guideline stay listed, whatever their mark.
"""

from __future__ import annotations

from dataclasses import replace

from consult.assess import Assessment
from consult.compare import Cell, Comparison, Line

DRAFT = "unverified"
DECIDING = frozenset(
    {"applies_when", "required", "required_action", "required_trial", "relative_contraindication"}
    | {"absolute_contraindication"}
)
"""Effects of rows that a status or a step before treatment rests on: such a row stays listed."""


def without_drafts(comparison: Comparison) -> Comparison:
    """The same comparison; each cell that leaves drafts out says how many in a line of its own."""
    return replace(
        comparison,
        cells={place: _cell(comparison.assessment, cell) for place, cell in comparison.cells.items()},
    )


def hidden_drafts(comparison: Comparison) -> int:
    """How many drafts a comparison leaves out."""
    return sum(
        line.record for cell in comparison.cells.values() for line in cell.lines if line.kind == "drafts"
    )


def _cell(assessment: Assessment, cell: Cell) -> Cell:
    kept = tuple(line for line in cell.lines if not _is_left_out(assessment, cell.aspect, line))
    left_out = len(cell.lines) - len(kept)
    return replace(cell, lines=(*kept, Line("drafts", left_out))) if left_out else cell


def _is_left_out(assessment: Assessment, aspect: str, line: Line) -> bool:
    record = line.record
    match line.kind:
        case "rule":
            return aspect != "fit" and record.rule.effect not in DECIDING and bool(record.rule.mark == DRAFT)
        case "position":
            position = record.position
            return bool(position.guideline != assessment.guideline and position.mark == DRAFT)
        case "burden":
            return bool(record[1].mark == DRAFT)
        case "point" | "outcome":
            return bool(record.mark == DRAFT)
    return False
