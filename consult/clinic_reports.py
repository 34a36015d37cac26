"""Clinic reports: each report over the kept consultations as one thing to count into, to show and to save."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Literal, Protocol

from consult.clinic_decisions import DecisionTally
from consult.clinic_decisions_rows import (
    decision_file_rows,
    decision_file_titles,
    decision_notes,
    decision_rows,
    decision_titles,
)
from consult.clinic_report import MissingTally
from consult.clinic_report_rows import (
    Row,
    missing_file_rows,
    missing_file_titles,
    missing_notes,
    missing_rows,
    missing_titles,
)
from consult.phrases import Words
from consult.records import Kept
from consult.summary.sheet import write_csv

Which = Literal["missing", "decisions"]


class ClinicReport(Protocol):
    """Counts the last versions of consultations of some months, then says what it counted."""

    def add(self, kept: Kept | None) -> None:
        """Count a version; None is one that cannot be read."""

    @property
    def total(self) -> int:
        """How many consultations were counted."""

    @property
    def found(self) -> int:
        """How many lines there are."""

    def titles(self, words: Words) -> Row:
        """Over the columns in the window."""

    def rows(self, words: Words) -> Iterable[Row]:
        """The lines in the window."""

    def notes(self, words: Words) -> tuple[str, ...]:
        """What is said beside them: what was counted, and what was not."""

    def file(self, words: Words, *, reasons: bool = False) -> bytes:
        """As CSV; with the doctors' own words only where that was asked for."""


class MissingReport:
    """Which data were missing most."""

    def __init__(self, months: tuple[str, ...]) -> None:
        self._tally = MissingTally(months)

    def add(self, kept: Kept | None) -> None:
        self._tally.add(kept)

    @property
    def total(self) -> int:
        return self._tally.report().total

    @property
    def found(self) -> int:
        return len(self._tally.report().fields)

    def titles(self, words: Words) -> Row:
        return missing_titles(self._tally.report(), words)

    def rows(self, words: Words) -> Iterable[Row]:
        return missing_rows(self._tally.report(), words)

    def notes(self, words: Words) -> tuple[str, ...]:
        return missing_notes(self._tally.report(), words)

    def file(self, words: Words, *, reasons: bool = False) -> bytes:
        del reasons  # it holds none
        return write_csv(missing_file_titles(words), missing_file_rows(self._tally.report(), words))


class DecisionReport:
    """Own decisions against the rules, with their reasons."""

    def __init__(self, months: tuple[str, ...]) -> None:
        del months  # they are counted together
        self._tally = DecisionTally()

    def add(self, kept: Kept | None) -> None:
        self._tally.add(kept)

    @property
    def total(self) -> int:
        return self._tally.report().total

    @property
    def found(self) -> int:
        return len(self._tally.report().found)

    def titles(self, words: Words) -> Row:
        return decision_titles(words)

    def rows(self, words: Words) -> Iterable[Row]:
        return decision_rows(self._tally.report(), words)

    def notes(self, words: Words) -> tuple[str, ...]:
        return decision_notes(self._tally.report(), words)

    def file(self, words: Words, *, reasons: bool = False) -> bytes:
        report = self._tally.report() if reasons else self._tally.report().withheld()
        return write_csv(decision_file_titles(words), decision_file_rows(report, words))


REPORTS: Mapping[Which, Callable[[tuple[str, ...]], ClinicReport]] = MappingProxyType(
    {"missing": MissingReport, "decisions": DecisionReport}
)


def details(which: Which, report: ClinicReport, months: int, *, reasons: bool = False) -> dict[str, str]:
    """What the log says of a file that was saved."""
    said = {"what": f"report {which}", "months": str(months), "count": str(report.total)}
    return {**said, "reasons": "yes" if reasons else "no"} if which == "decisions" else said
