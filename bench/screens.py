"""Screens: each state of the program worth looking at, put up by script; for the contact sheet and for tests.

A part of the program that brings another screen adds one function here and one line to SCREENS.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from bench import cases, record_screens
from consult.compare import ASPECTS
from consult.consultation import Consultation, Judgement, Plan
from consult.hcc.schema import SCHEMA
from ui import app, theme
from ui.languages import Speaker
from ui.trouble.watch import Watch
from ui.window import MainWindow
from ui.workspace import Workspace

SPARSE: dict[str, Any] = {
    "age_years": 74,
    "sex": "female",
    "tumour_type": "hcc",
    "ascites": "slight",
    "ecog": 1,
}
MANY: dict[str, Any] = {
    **SPARSE,
    "lesions": [
        {"label": f"L{n}", "segment": [f"s{n % 7 + 2}"], "size_mm": 6 + n % 35, "status": "viable"}
        for n in range(1, 41)
    ],
}

PRINTOUT = """2026-11-20
TBIL 1.1 mg/dL (0.2-1.2)
ALB 38 g/L
INR 1.1
PLT 95 10^9/L
AFP <0.6 ng/mL
Ca199 12 U/mL
"""


class Stage:
    """The window in one language and theme at a logical size, as `ui.app` puts it together."""

    def __init__(self, language: str, name: str, size: tuple[int, int]) -> None:
        self.application = app._application()
        self._drawer = record_screens.Drawer()
        self._speaker = Speaker(self.application)
        self._speaker.speak(language)
        theme.apply(self.application, name)
        self.workspace = Workspace(language=language)
        self.workspace.language_changed.connect(self._speaker.speak)
        self.size = size
        self.window = MainWindow(
            self.workspace,
            theme=name,
            read_case=lambda file: app.read_case_file(file, self.workspace),
            make_pdf=lambda wanted: app.paper_pdf(self.workspace, wanted),
            dress=self.dress,
            editions=app.editions,
            records=self._drawer.records,
            watch=Watch(self.workspace, app.log_file(written=False)),
        )
        self.window.complete()
        app.load_catalogue(self.workspace)
        self.window.resize(*size)
        self.window.show()
        self.settle()

    def dress(self, name: str) -> None:
        """Wear another theme."""
        theme.apply(self.application, name)

    def resize(self, size: tuple[int, int]) -> None:
        """Give the window another size; windows beside it are never larger."""
        self.size = size
        self.window.resize(*size)
        self.settle()

    def leave(self) -> None:
        """Close the window, speak no language any more, and leave no widget that the next dress has to reach."""
        self.window.close()
        self.window.deleteLater()
        self.workspace.deleteLater()
        self.settle()
        self._drawer.empty()
        self._speaker.leave()

    def settle(self) -> None:
        """Let everything that was put off happen."""
        app.settle(self.application)

    def open(self, patient: dict[str, Any], *, compared: int = 3) -> QWidget:
        """Open a case and compare the first options of its list."""
        self.workspace.open_patient(SCHEMA.read_json(json.dumps(patient).encode(), today=date.today()))
        self.workspace.choose(app.first_to_compare(self.workspace)[:compared])
        self.window.focus_first()
        return self.window

    def example(self) -> QWidget:
        """Open the bundled example."""
        return self.open(json.loads(cases.EXAMPLE.read_text(encoding="utf-8")))

    def beside(self, kind: type[QWidget]) -> QWidget:
        """The window of this kind that was opened last."""
        self.settle()
        found = [w for w in self.window.findChildren(kind) if w.isVisible()][-1]
        found.resize(found.size().boundedTo(self.window.size()))
        return found

    def clear(self) -> None:
        """Close what stands beside the window and go back to options and comparison."""
        for widget in QApplication.topLevelWidgets():
            if widget is not self.window and widget.isVisible():
                widget.close()
        self.window.strip  # noqa: B018
        right = self.window._made_right()
        record_screens.clear(self)
        self.window.screens.show_again()
        self.window.screens.leave_patient()
        self.workspace.end_what_if()
        right.leave_page()
        right.steps.show("options")
        right.arithmetic.leave()
        self.window.form.minimal.liver.leave()
        if right.why is not None:
            right.why.leave()
        comparison = right.comparison
        comparison.table.close_detail()
        if comparison.rows is not None and comparison.rows.isVisible():
            comparison.toggle_rows()
        if comparison.model.wide:
            comparison.compare_all(False)
        self.settle()


def empty(stage: Stage) -> QWidget:
    stage.window.new_case()
    stage.workspace.choose(())
    return stage.window


def ordinary(stage: Stage) -> QWidget:
    return stage.example()


def sparse(stage: Stage) -> QWidget:
    return stage.open(SPARSE, compared=2)


def many_lesions(stage: Stage) -> QWidget:
    return stage.open(MANY)


def sections(stage: Stage) -> QWidget:
    stage.example()
    for section in stage.window.form.sections.values():
        section.open()
    return stage.window


def badge(stage: Stage) -> QWidget:
    stage.example()
    stage.window._right.arithmetic.open("child_pugh")  # type: ignore[union-attr]
    return stage.window


def cell(stage: Stage) -> QWidget:
    stage.example()
    stage.window.comparison.table.open_cell(ASPECTS.index("guidelines"), 1)
    return stage.window


def catalogue(stage: Stage) -> QWidget:
    stage.example()
    stage.window.browse("treatment.tace")
    return stage.window


def menu(stage: Stage) -> QWidget:
    stage.example()
    stage.window.menu.open()
    shown = QApplication.activePopupWidget()
    return stage.window if shown is None else shown


def clinic(stage: Stage) -> QWidget:
    from ui.clinic import ClinicWindow

    stage.example()
    stage.window.show_clinic()
    return stage.beside(ClinicWindow)


def settings(stage: Stage) -> QWidget:
    from ui.settings import SettingsWindow

    stage.example()
    stage.window.show_settings()
    return stage.beside(SettingsWindow)


def edition(stage: Stage) -> QWidget:
    from ui.editions import CatalogueWindow

    stage.example()
    stage.window.show_catalogue()
    return stage.beside(CatalogueWindow)


def about(stage: Stage) -> QWidget:
    stage.example()
    stage.window.show_about()
    return stage.window


def guide(stage: Stage) -> QWidget:
    stage.example()
    stage.window.show_guide()
    return stage.window


def preview(stage: Stage) -> QWidget:
    from ui.printing.preview import PrintPreview

    stage.example()
    stage.window.show_preview()
    return stage.beside(PrintPreview)


def consultation(stage: Stage) -> None:
    """Record a goal, what matters, answers of Fit and a plan, as a consultation leaves them."""
    workspace = stage.workspace
    first = workspace.chosen[0]
    workspace.set_value("treatment_goal", "prolong_life")
    workspace.set_consultation(
        Consultation(
            matters=("short_recovery", "near_home"),
            fit={(first, "technical"): "yes", (first, "resources"): "no", (first, "access"): "open"},
            leaning=Judgement(treatment=first, status="usual_option", reason="far from the large vessels"),
            role="shared",
            family="advises",
            gate="main",
            readiness={"certainty": "yes", "information": "no", "support": "no"},
            plan=Plan(
                kind="deferred",
                treatments=workspace.chosen,
                reason="to be talked over at home",
                until=date(2026, 12, 7),
                check_in=date(2026, 12, 7),
                come_earlier_if=("fever", "black stools"),
            ),
        ),
        "all",
    )


def _step(stage: Stage, step: str) -> QWidget:
    stage.example()
    consultation(stage)
    stage.window.show_step(step)
    return stage.window


def goal(stage: Stage) -> QWidget:
    return _step(stage, "goal")


def fit(stage: Stage) -> QWidget:
    return _step(stage, "fit")


def plan(stage: Stage) -> QWidget:
    return _step(stage, "plan")


def what_if(stage: Stage) -> QWidget:
    stage.example()
    stage.workspace.start_what_if()
    stage.workspace.set_value("bilirubin_umol_per_l", 60)
    return stage.window


def why(stage: Stage) -> QWidget:
    stage.example()
    stage.window._made_right().tell_why("transplant")
    return stage.window


def rows(stage: Stage) -> QWidget:
    stage.example()
    stage.window.comparison.toggle_rows()
    return stage.window


def wide(stage: Stage) -> QWidget:
    stage.example()
    stage.window.comparison.compare_all(True)
    return stage.window


def liver(stage: Stage) -> QWidget:
    stage.example()
    stage.window.form.minimal.lesions.map_button.click()
    return stage.window


def laboratory(stage: Stage) -> QWidget:
    QApplication.clipboard().setText(PRINTOUT)
    stage.window.new_case()
    stage.window.paste_laboratory()
    QApplication.clipboard().clear()
    return stage.window


def keys(stage: Stage) -> QWidget:
    stage.example()
    stage.window.show_keys()
    return stage.window


def field_help(stage: Stage) -> QWidget:
    stage.example()
    stage.window.activateWindow()
    stage.settle()  # a window beside it may have been the active one
    stage.window.form.focus_field("bilirubin_umol_per_l")
    stage.window.show_field_help()
    return stage.window


def gate(stage: Stage) -> QWidget:
    stage.example()
    stage.window.screens.show_patient()
    return stage.window


def patient(stage: Stage) -> QWidget:
    stage.example()
    consultation(stage)
    stage.window.screens.show_patient()
    return stage.window


def hidden(stage: Stage) -> QWidget:
    stage.example()
    stage.window.screens.hide_screen()
    return stage.window


def handout(stage: Stage) -> QWidget:
    from ui.printing.preview import PrintPreview

    stage.example()
    consultation(stage)
    stage.window.show_preview()
    shown = stage.beside(PrintPreview)
    assert isinstance(shown, PrintPreview)
    shown.kind.setCurrentIndex(shown.kind.findData("patient"))
    return shown


SCREENS: dict[str, Callable[[Stage], QWidget]] = {
    "empty": empty,
    "ordinary": ordinary,
    "sparse": sparse,
    "40 lesions": many_lesions,
    "sections": sections,
    "badge": badge,
    "cell": cell,
    "catalogue": catalogue,
    "menu": menu,
    "clinic": clinic,
    "settings": settings,
    "edition": edition,
    "about": about,
    "guide": guide,
    "preview": preview,
    "goal": goal,
    "fit": fit,
    "plan": plan,
    "what-if": what_if,
    "why": why,
    "rows": rows,
    "all options": wide,
    "liver map": liver,
    "laboratory": laboratory,
    "keys": keys,
    "help": field_help,
    "gate": gate,
    "patient": patient,
    "hidden": hidden,
    "handout": handout,
    **record_screens.RECORD_SCREENS,
}
"""In the order of the contact sheet; each puts up its screen and gives the widget to look at."""
