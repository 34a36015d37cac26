"""Last-visit sheet: what was there the visit before: what is taken over, asked again, planned, staged and said."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from consult.consultation_words import plan_lines
from consult.deciding_words import role_lines
from consult.hcc.next_visit import carried_from
from consult.hcc.schema import SCHEMA
from consult.patient import CHECKLIST, Patient
from consult.records import Kept
from consult.visits import as_kept, case_of, stages_as_kept
from ui.guide.page import heading, pairs, sentence
from ui.records.sheet import Sheet
from ui.workspace import Workspace

WIDE = 760


class LastVisitSheet(Sheet):
    """Reads one kept version; nothing of it is written."""

    def __init__(self, workspace: Workspace, before: Kept, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent, wide=WIDE)
        self._before = before
        self.body = QWidget()
        self.column.addWidget(self.body)
        self.end()

    def show_words(self) -> None:
        before, words = self._before, self.workspace.words
        was, case = before.outcome, case_of(before, SCHEMA)
        self.title.setText(self.say("visit.last.title", day=before.day.isoformat()))
        self.about.setText(
            self.say(
                "visit.last.about",
                by=before.by,
                edition=was.edition,
                guideline=words.guideline(was.guideline),
            )
        )
        found = carried_from(before, self.workspace.consultation_day(), self.workspace.stale_after)
        taken, again = (list(self._values(case.patient, of)) for of in (found.carried, found.asked_again))
        parts: list[QWidget] = [heading(self.say("visit.last.carried"))]
        parts.append(pairs(taken) if taken else sentence(self.say("visit.last.carried.none")))
        if again:
            parts += [
                heading(self.say("visit.last.again")),
                sentence(self.say("visit.last.again.about")),
                pairs(again),
            ]
        parts.append(heading(self.say("visit.last.plan")))
        planned = list(plan_lines(case.consultation.plan, words))
        parts += [sentence(line) for line in planned or [self.say("visit.last.no_plan")]]
        parts.append(heading(self.say("role")))
        decided = list(role_lines(case.consultation.roles, words))
        parts += [sentence(line) for line in decided or [self.say("role.none")]]
        parts += [heading(self.say("version.stages")), pairs(stages_as_kept(was, words))]
        parts += [
            heading(self.say("version.statuses")),
            pairs([(status, words.join(names)) for status, names in as_kept(was, words)]),
        ]
        self._show(parts)

    def first(self) -> QWidget:
        return self.leave

    def _values(self, patient: Patient, fields: Iterable[str]) -> Iterable[tuple[str, str]]:
        """Each field with its value, and the day of that where it has one."""
        words = self.workspace.words
        for field in fields:
            if field == CHECKLIST:
                yield words.say("what_if.checklist"), words.say("what_if.none_apply")
                continue
            entry = patient.entries[field]
            said = words.entry(SCHEMA.by_id[field], entry)
            yield words.field(field), said if entry.day is None else f"{said} · {entry.day.isoformat()}"

    def _show(self, parts: Iterable[QWidget]) -> None:
        self.body = self.in_place_of(self.body, parts)
