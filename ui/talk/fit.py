"""Fit: what makes the case complex, whether each compared option can be done and is wanted, and clinical judgement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from consult.consultation import ANSWERS, FEASIBILITIES, Judgement, answered, disagreed
from consult.consultation_words import chip
from consult.hcc.complexity import complexity
from ui.talk.answers import Answers, plain_label
from ui.talk.judgement import JudgementPart
from ui.talk.panel import Panel, named, note
from ui.theme import STEP
from ui.workspace import Workspace

_CHIPS_A_ROW = 3


class FitPanel(Panel):
    """The third step. `seen` says whether the options have been shown: judgement comes after them."""

    STEP_ID = "fit"

    def __init__(self, workspace: Workspace, seen: Callable[[], bool], parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._seen = seen
        self._complexity_heading, lit = self.part(gap=2 * STEP)
        self._chips: list[QLabel] = []
        self._lit = QGridLayout()
        self._lit.setSpacing(2 * STEP)
        self._lit.setColumnStretch(_CHIPS_A_ROW, 1)
        lit.addLayout(self._lit)
        self.nothing_lit = note()
        lit.addWidget(self.nothing_lit)
        self._answers_heading, asked = self.part(gap=STEP)
        self.answers = Answers()
        asked.addWidget(self.answers)
        self.hint = note()
        asked.addWidget(self.hint)
        self._judgement_heading, judged = self.part(gap=STEP)
        self.judgement = JudgementPart()
        judged.addWidget(self.judgement)
        self.later = note()
        judged.addWidget(self.later)
        self.end()
        self.answers.pressed.connect(self._answer)
        self.judgement.leaned.connect(self._lean)
        self.judgement.reasoned.connect(self._reason)
        self.judgement.differed.connect(self._differ)
        self.judgement.left.connect(workspace.end_step)

    def treatments(self) -> tuple[str, ...]:
        """The compared options, and others of which something is recorded already."""
        workspace = self.workspace
        if workspace.assessment is None:
            return ()
        known = workspace.assessment.treatments
        named_too = (t for t in workspace.consultation.treatments() if t in known)
        return tuple(dict.fromkeys((*workspace.chosen, *named_too)))

    def stops(self) -> list[QWidget]:
        return [*self.answers.stops(), *self.judgement.stops(), self.back]

    def show_words(self) -> None:
        words = self.workspace.words
        self.about.setText(
            self.tr("Answers stand as marks beside an option; no option moves, goes or changes.")
        )
        named(self._complexity_heading, words.say("talk.complexity"))
        named(self._answers_heading, self.tr("Can it be done, and is it wanted?"))
        named(self._judgement_heading, words.say("talk.judgement"))
        self.hint.setText(self.tr("Choose two to four options first: they are asked about here."))
        self.later.setText(self.tr("Offered once the options of this case have been shown."))
        self._say_rows()

    def show_record(self) -> None:
        workspace = self.workspace
        treatments = self.treatments()
        changed = self.answers.set_treatments(treatments)
        if self.judgement.set_treatments(treatments) or changed:
            self._say_rows()
            self.chain()
        assessment, consultation, words = workspace.assessment, workspace.consultation, workspace.words
        statuses = {} if assessment is None else {t: assessment.treatments[t].status for t in treatments}
        self.answers.show_record(consultation, statuses, words)
        self.judgement.show_record(consultation, assessment, words, statuses)
        self.answers.setVisible(bool(treatments))
        self.hint.setVisible(not treatments)
        seen = bool(treatments) and self._seen()
        self.judgement.setVisible(seen)
        self.later.setVisible(not seen)
        self._show_chips()

    def _say_rows(self) -> None:
        words = self.workspace.words
        self.answers.show_words(words)
        differs = self.tr("Where your judgement differs from a status, write why; the status stays as it is.")
        self.judgement.show_words(words, differs, self.tr("nothing recorded"))

    def _show_chips(self) -> None:
        assessment, words = self.workspace.assessment, self.workspace.words
        lit = () if assessment is None else complexity(assessment)
        while len(self._chips) < len(lit):
            label = plain_label("chip")
            self._lit.addWidget(label, len(self._chips) // _CHIPS_A_ROW, len(self._chips) % _CHIPS_A_ROW)
            self._chips.append(label)
        for at, label in enumerate(self._chips):
            label.setVisible(at < len(lit))
            if at < len(lit):
                label.setText(chip(lit[at], words))
                label.setToolTip(words.join(words.short(option) for option in lit[at].options))
        self.nothing_lit.setVisible(not lit)
        self.nothing_lit.setText(
            self.tr("Nothing that is recorded makes it so; what is not recorded still may.")
        )

    def _answer(self, treatment: str, question: str, answer: str) -> None:
        consultation = self.workspace.consultation
        asked = next(known for known in FEASIBILITIES if known == question)
        said = next((known for known in ANSWERS if known == answer), None)
        if consultation.fit.get((treatment, asked)) == said:
            said = None  # pressed once more: taken back
        self.record(answered(consultation, treatment, asked, said), f"fit.{treatment}.{question}")

    def _lean(self, treatment: str) -> None:
        consultation, assessment = self.workspace.consultation, self.workspace.assessment
        before = consultation.leaning
        if assessment is None or not self._seen():
            return
        leaning = None
        if treatment and (before is None or before.treatment != treatment):
            status = assessment.treatments[treatment].status
            leaning = Judgement(treatment=treatment, status=status, reason="")
        self.record(replace(consultation, leaning=leaning), "leaning")

    def _reason(self, text: str) -> None:
        leaning = self.workspace.consultation.leaning
        if leaning is not None:
            said = replace(leaning, reason=text)
            self.record(replace(self.workspace.consultation, leaning=said), "leaning.reason", typed=True)

    def _differ(self, treatment: str, text: str) -> None:
        assessment = self.workspace.assessment
        if assessment is None or not self._seen():
            return
        status = assessment.treatments[treatment].status
        after = disagreed(self.workspace.consultation, treatment, status, text)
        self.record(after, f"disagreement.{treatment}", typed=True)
