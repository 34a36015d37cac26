"""Plan: what was settled or put off, who decides next and when, and what is still missing for a whole plan."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from consult.board_prompts import board_question
from consult.consultation import LONGEST_LINE, MOST_LINES, PLAN_KINDS, REQUIRED, behind, lacking
from consult.consultation_words import missing
from consult.deciding import NEEDS, READY, replied
from ui.form.editors import set_state
from ui.talk.answers import plain_label
from ui.talk.boxes import DayBox, LineBox, LinesBox
from ui.talk.panel import Panel, named, note
from ui.talk.readiness import ReadinessPart
from ui.talk.segments import Segments
from ui.theme import STEP
from ui.workspace import Workspace

_LEFT = ("reason", "until", "refer_to", "decides_next", "check_in")
_RIGHT = ("board_question", "come_earlier_if", "notes")
_LINES_HIGH = {"reason": 3, "board_question": 8, "come_earlier_if": 3, "notes": 3}


class PlanPanel(Panel):
    """The fourth step. "Not today" is a plan like the others; nothing is filled in but the question to a board."""

    STEP_ID = "plan"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._kind_heading, kinds = self.part()
        self.kind = Segments(PLAN_KINDS)
        kinds.addWidget(self.kind)
        self._treatments_heading, about = self.part()
        self.treatments = Segments(apart=True)
        about.addWidget(self.treatments)
        self.nothing_chosen = note()
        about.addWidget(self.nothing_chosen)
        self.lines: dict[str, LineBox] = {name: LineBox() for name in ("refer_to", "decides_next")}
        self.days: dict[str, DayBox] = {
            name: DayBox(workspace.consultation_day) for name in ("until", "check_in")
        }
        self.texts: dict[str, LinesBox] = {
            name: LinesBox(accepts=_fits if name == "come_earlier_if" else None) for name in _LINES_HIGH
        }
        self._labels: dict[str, QLabel] = {}
        self._lay_out()
        self.missing = note()
        self._column.addWidget(self.missing)
        self._ready_heading, asked = self.part()
        self.readiness = ReadinessPart()
        asked.addWidget(self.readiness)
        self.end()
        self._connect()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 2 * STEP, 0, 0)
        grid.setHorizontalSpacing(6 * STEP)
        for column, names in enumerate((_LEFT, _RIGHT)):
            box = QVBoxLayout()
            box.setSpacing(STEP)
            for name in names:
                label = self._labels[name] = plain_label("muted")
                box.addWidget(label)
                box.addWidget(self.box(name))
                box.addSpacing(STEP)
            box.addStretch(1)
            grid.addLayout(box, 0, column)
            grid.setColumnStretch(column, 1)
        for name, high in _LINES_HIGH.items():
            text = self.texts[name]
            text.setFixedHeight(high * text.fontMetrics().lineSpacing() + 3 * STEP)
        self._column.addLayout(grid)

    def _connect(self) -> None:
        self.kind.pressed.connect(self._set_kind)
        self.kind.cleared.connect(lambda: self._set_kind(""))
        self.treatments.pressed.connect(self._turn)
        self.readiness.pressed.connect(self._reply)
        for name, line in self.lines.items():
            line.written.connect(lambda text, n=name: self._write(n, text))
            line.left.connect(self.workspace.end_step)
        for name, day in self.days.items():
            day.written.connect(lambda value, n=name: self._write(n, value))
            day.left.connect(self.workspace.end_step)
        for name, text in self.texts.items():
            text.written.connect(lambda said, n=name: self._write_text(n, said))
            text.left.connect(self.workspace.end_step)
            text.refused.connect(lambda n=name: self._refuse(n))

    def box(self, name: str) -> QWidget:
        """The editor of a part of the plan."""
        return self.lines.get(name) or self.days.get(name) or self.texts[name]

    def stops(self) -> list[QWidget]:
        boxes = [self.box(name) for name in (*_LEFT, *_RIGHT)]
        return [*self.kind.buttons, *self.treatments.buttons, *boxes, *self.readiness.stops(), self.back]

    def first(self) -> QWidget:
        return self.kind.target()

    def show_words(self) -> None:
        words = self.workspace.words
        self.about.setText(self.tr("Not deciding today is a plan too."))
        named(self._kind_heading, words.say("talk.plan.kind"))
        named(self._treatments_heading, words.say("talk.plan.treatments"))
        self.kind.set_words(
            words.say("talk.plan.kind"), [words.say(f"talk.kind.{kind}") for kind in PLAN_KINDS]
        )
        self.nothing_chosen.setText(self.tr("None of the options is compared so far."))
        for name, box in ((n, self.box(n)) for n in self._labels):
            box.setAccessibleName(self._name(name))
        for day in self.days.values():
            day.setToolTip(self.tr("A date, or +14 for days and +2w for weeks from this consultation"))
        self.texts["come_earlier_if"].setPlaceholderText(self.tr("One line each"))
        named(self._ready_heading, words.say("ready"))
        self.readiness.show_words(words)
        self._say_treatments()

    def show_record(self) -> None:
        workspace, words = self.workspace, self.workspace.words
        plan = workspace.consultation.plan
        offered = self.offered()
        if offered != self.treatments.members:
            self._say_treatments()
        self.nothing_chosen.setVisible(not offered)
        self.treatments.setVisible(bool(offered))
        self.kind.show_picked(() if plan.kind is None else (plan.kind,))
        self.treatments.show_picked(plan.treatments)
        for name, line in self.lines.items():
            line.show_text(getattr(plan, name))
        for name, day in self.days.items():
            day.show_day(getattr(plan, name))
        for name in ("reason", "board_question"):
            self.texts[name].show_text(getattr(plan, name))
        self.texts["come_earlier_if"].show_text("\n".join(plan.come_earlier_if), _lines)
        self.texts["notes"].show_text(workspace.consultation.notes)
        self._show_missing()
        said = missing(plan, words) or words.say("talk.plan.whole")
        self.missing.setText(said)
        self.missing.setAccessibleName(said)
        self.readiness.show_record(workspace.consultation.readiness, words)

    def forget(self) -> None:
        for day in self.days.values():
            day.show_day(None, force=True)

    def offered(self) -> tuple[str, ...]:
        """The compared options, and others the plan names already, as far as the catalogue holds them."""
        workspace = self.workspace
        known = () if workspace.assessment is None else workspace.assessment.treatments
        named_too = (*workspace.chosen, *workspace.consultation.plan.treatments)
        return tuple(treatment for treatment in dict.fromkeys(named_too) if treatment in known)

    def _say_treatments(self) -> None:
        words = self.workspace.words
        self.treatments.set_members(self.offered())
        self.chain()
        named_options = [words.short(t) for t in self.treatments.members]
        self.treatments.set_words(words.say("talk.plan.treatments"), named_options)

    def _show_missing(self) -> None:
        """Mark, in words, what the kind of plan is not one without, and days that cannot be meant."""
        plan = self.workspace.consultation.plan
        early = behind(plan, self.workspace.consultation_day())
        asked = set(lacking(plan)) & set(REQUIRED[plan.kind] if plan.kind else ())
        for name, label in self._labels.items():
            needed = name in asked
            if name not in early:
                set_state(label, "needed" if needed else "muted", "role")
            said = self._name(name)
            text = self.tr("{part}: needed for this plan").format(part=said) if needed else said
            if name in early:
                set_state(label, "warning", "role")
                text = self.tr("{part}: lies before this consultation").format(part=said)
            if name == "notes":
                text = self.tr("{part} (printed on the doctor's summary alone)").format(part=said)
            label.setText(text)
            self.box(name).setAccessibleDescription("" if text == said else text)

    def _name(self, name: str) -> str:
        words = self.workspace.words
        return words.say("talk.notes") if name == "notes" else words.say(f"talk.plan.{name}")

    # -- recording ---------------------------------------------------------------------------------------------

    def _set_kind(self, member: str) -> None:
        workspace = self.workspace
        consultation = workspace.consultation
        kind = next((known for known in PLAN_KINDS if known == member), None)
        if kind == consultation.plan.kind:
            kind = None  # pressed once more: taken back
        plan = replace(consultation.plan, kind=kind)
        if kind == "board" and not plan.board_question and workspace.assessment is not None:
            question = board_question(workspace.assessment, workspace.chosen, workspace.words)
            plan = replace(plan, board_question=question)
        self.record(replace(consultation, plan=plan), "plan.kind")

    def _turn(self, treatment: str) -> None:
        plan = self.workspace.consultation.plan
        held = plan.treatments
        after = tuple(t for t in held if t != treatment) if treatment in held else (*held, treatment)
        in_order = tuple(t for t in self.treatments.members if t in after)
        self._record_plan("treatments", in_order, typed=False)

    def _reply(self, need: str, reply: str) -> None:
        consultation = self.workspace.consultation
        asked = next(known for known in NEEDS if known == need)
        said = next((known for known in READY if known == reply), None)
        if consultation.readiness.get(asked) == said:
            said = None  # pressed once more: taken back
        after = replied(consultation.readiness, asked, said)
        self.record(replace(consultation, readiness=after), f"readiness.{need}")

    def _write(self, name: str, value: Any) -> None:
        self._record_plan(name, value, typed=True)

    def _write_text(self, name: str, text: str) -> None:
        if name == "notes":
            consultation = replace(self.workspace.consultation, notes=text)
            self.record(consultation, "notes", typed=True)
        else:
            self._record_plan(name, _lines(text) if name == "come_earlier_if" else text, typed=True)

    def _record_plan(self, name: str, value: Any, *, typed: bool) -> None:
        consultation = self.workspace.consultation
        values: dict[str, Any] = {name: value}
        plan = replace(consultation.plan, **values)
        self.record(replace(consultation, plan=plan), f"plan.{name}", typed=typed)

    def _refuse(self, name: str) -> None:
        if name == "come_earlier_if":
            said = self.tr("At most {n} lines of {most} characters.").format(n=MOST_LINES, most=LONGEST_LINE)
        else:
            said = self.tr("This text is as long as it can be.")
        self.missing.setText(said)
        self.missing.setAccessibleName(said)


def _lines(text: str) -> tuple[str, ...]:
    """The lines that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _fits(text: str) -> bool:
    lines = _lines(text)
    return len(lines) <= MOST_LINES and all(len(line) <= LONGEST_LINE for line in lines)
