"""Marks: how far the sources of the catalogue's records were read, counted; and the page of the documents about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from consult.catalog import Catalog, Mark

MARKS: tuple[Mark, ...] = ("verified", "secondary", "unverified", "missing")
_NAMES = {
    "rules": "rule rows",
    "positions": "guideline positions",
    "outcomes": "outcome figures",
    "points": "points for and against",
    "burdens": "burdens",
    "certainties": "ratings of certainty",
    "conflicts": "conflicts",
}


def marks_of(catalog: Catalog) -> dict[str, list[Mark]]:
    """The mark of every record, by kind of record."""
    treatments = catalog.treatments.values()
    return {
        "rules": [rule.mark for rule in catalog.rules.values()],
        "positions": [position.mark for position in catalog.positions.values()],
        "outcomes": [outcome.mark for treatment in treatments for outcome in treatment.outcomes],
        "points": [point.mark for treatment in treatments for point in treatment.points],
        "burdens": [burden.mark for treatment in treatments for burden in treatment.burdens],
        "certainties": [treatment.certainty_mark for treatment in treatments],
        "conflicts": [conflict.mark for conflict in catalog.conflicts.values()],
    }


def shares(catalog: Catalog) -> list[tuple[str, int, list[str]]]:
    """For each kind of record its name, how many there are, and how many (and what share) carry each mark."""
    return [(_NAMES[kind], len(marks), _counted(marks)) for kind, marks in marks_of(catalog).items()]


def _counted(marks: list[Mark]) -> list[str]:
    if not marks:
        return ["-"] * len(MARKS)
    counts = [sum(own == mark for own in marks) for mark in MARKS]
    return [f"{count} ({count / len(marks):.0%})" for count in counts]


def page(catalog: Catalog) -> str:
    """`docs/catalogue-marks.md`: all records by mark, and the guideline positions by edition."""
    by_edition: dict[str, list[Mark]] = {}
    for position in catalog.positions.values():
        by_edition.setdefault(f"{position.guideline}, {position.edition}", []).append(position.mark)
    by_role: dict[str, list[Mark]] = {}
    for rule in catalog.rules.values():
        by_role.setdefault(f"{rule.kind}, {rule.effect}", []).append(rule.mark)
    lines = [
        f"# Marks of the catalogue, edition {catalog.edition}",
        "",
        "Generated from the catalogue by `consult catalog show --marks`; do not edit.",
        "What the marks mean stands in the [methods](methods.md).",
        "",
        *_table("records", shares(catalog)),
        "",
        "## Guideline positions by edition",
        "",
        *_table("edition", _listed(by_edition)),
        "",
        "## Rule rows by kind and effect",
        "",
        *_table("kind, effect", _listed(by_role)),
    ]
    return "\n".join(lines) + "\n"


def _listed(groups: Mapping[str, list[Mark]]) -> list[tuple[str, int, list[str]]]:
    return [(name, len(marks), _counted(marks)) for name, marks in sorted(groups.items())]


def _table(title: str, rows: Iterable[tuple[str, int, list[str]]]) -> list[str]:
    lines = [f"| {title} | all | {' | '.join(MARKS)} |", f"| --- |{' ---: |' * (len(MARKS) + 1)}"]
    return lines + [f"| {name} | {total} | {' | '.join(counts)} |" for name, total, counts in rows]
