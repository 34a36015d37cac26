"""The settings window: every change acts at once, is kept, says when it cannot be, and touches no status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.case_file import CaseFile
from consult.compare import ASPECTS, compare
from consult.hcc.dated import STALE_AFTER_DAYS
from consult.hcc.declared import DECLARED
from consult.hcc.schema import SCHEMA
from consult.phrases import Words
from consult.preferences import DEFAULT, THEMES, Preferences
from consult.row_choice import NEVER_HIDDEN, RowChoice
from consult.summary.doctor import doctor_summary
from consult.unverified import hidden_drafts, without_drafts
from db.preferences_file import NAME, PreferencesFile
from resources import path
from ui import theme
from ui.form.numbers import NumberEditor
from ui.settings import SettingsWindow
from ui.window import MainWindow
from ui.workspace import Workspace

TODAY = date(2026, 11, 23)
CHOSEN = ("rfa", "mwa", "tace", "io_atezo_bev")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / NAME


@pytest.fixture
def workspace(knowledge: Knowledge, file: Path) -> Workspace:
    made = Workspace(knowledge, preferences_store=PreferencesFile(file), today=lambda: TODAY)
    made.open_patient(SCHEMA.read_json(path("examples", "example.json").read_bytes(), today=TODAY))
    made.choose(CHOSEN)
    return made


@pytest.fixture
def window(workspace: Workspace, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(
        workspace,
        theme="light",
        read_case=lambda _file: CaseFile(workspace.patient),
        make_pdf=lambda _language: b"",
        dress=lambda _name: None,
    )
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.complete()
    yield made
    made.close()


@pytest.fixture
def settings(workspace: Workspace, qtbot: QtBot) -> SettingsWindow:
    made = SettingsWindow(workspace)
    qtbot.addWidget(made)
    made.show()
    return made


def statuses(workspace: Workspace) -> dict[str, str]:
    assert workspace.assessment is not None
    return {name: own.status for name, own in workspace.assessment.treatments.items()}


def pick(settings: SettingsWindow, name: str, datum: str) -> None:
    choice = getattr(settings, name)
    choice.choose(datum)
    choice.activated.emit(choice.currentIndex())


def test_the_menu_opens_it_beside_the_consultation(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    (made,) = window.findChildren(SettingsWindow)
    assert made.isVisible()
    assert not made.isModal()


def test_language_acts_at_once_and_is_kept(
    settings: SettingsWindow, workspace: Workspace, file: Path
) -> None:
    pick(settings, "language", "zh_CN")
    assert workspace.language == "zh_CN"
    assert PreferencesFile(file).read().language == "zh_CN"


def test_the_leading_guideline_is_kept_and_leads_the_next_start(
    settings: SettingsWindow, workspace: Workspace, file: Path, knowledge: Knowledge
) -> None:
    other = next(g.id for g in knowledge.catalog.selectable() if g.id != workspace.guideline)
    pick(settings, "guideline", other)
    assert workspace.guideline == other
    again = Workspace(preferences=PreferencesFile(file).read())
    again.set_knowledge(knowledge)
    assert again.guideline == other


def test_a_guideline_the_edition_does_not_hold_does_not_lead(knowledge: Knowledge) -> None:
    workspace = Workspace(preferences=Preferences(guideline="GONE1999"))
    workspace.set_knowledge(knowledge)
    assert workspace.guideline in {guideline.id for guideline in knowledge.catalog.selectable()}


def test_a_typed_limit_acts_with_every_digit_and_nonsense_changes_nothing(
    settings: SettingsWindow, workspace: Workspace, file: Path
) -> None:
    workspace.set_value("inr", 1.1, day=date(2026, 11, 13))
    edit = settings.days["laboratory"]
    assert not any(warning.code == "stale" for warning in workspace.facts.warnings)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "5")
    assert workspace.stale_after["laboratory"] == 5
    assert any(warning.code == "stale" for warning in workspace.facts.warnings)
    for text in ("0", "3651", "-4", "ten", "１２", "5.5", ""):
        edit.textEdited.emit(text)
        assert edit.property("state") == "invalid", text
        assert settings.said.text()
        assert workspace.stale_after["laboratory"] == 5
    edit.editingFinished.emit()
    assert edit.text() == "5"
    assert PreferencesFile(file).read().stale_after


def test_a_limit_typed_back_to_the_programs_own_is_not_written(
    settings: SettingsWindow, workspace: Workspace
) -> None:
    edit, own = settings.days["imaging"], str(STALE_AFTER_DAYS["imaging"])
    edit.textEdited.emit("90")
    assert dict(workspace.preferences.stale_after) == {"imaging": 90}
    edit.textEdited.emit(own)
    assert not workspace.preferences.stale_after


def test_units_begin_where_the_user_wants_and_never_touch_what_is_stored(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    before = workspace.patient
    workspace.prefer(replace(DEFAULT, units=("bilirubin_mg_per_dl",)))
    editor = window.form.binding.editor("bilirubin_umol_per_l")
    assert isinstance(editor, NumberEditor)
    assert workspace.patient is before
    assert editor.key == before.entries["bilirubin_umol_per_l"].key
    window.new_case()
    assert editor.key == "bilirubin_mg_per_dl"
    assert "mg/dL" in editor.box.accessibleName()
    QTest.keyClicks(editor.box, "1.2")
    assert workspace.patient.entries["bilirubin_umol_per_l"].key == "bilirubin_mg_per_dl"


def test_hidden_rows_leave_the_table_and_come_back(window: MainWindow, workspace: Workspace) -> None:
    table = window.comparison.table
    workspace.prefer(replace(DEFAULT, rows=RowChoice(hidden=frozenset({"burden"}))))
    assert set(ASPECTS) - set(window.comparison.model.aspects) == {"burden"}
    assert table.model().rowCount() == len(ASPECTS) - 1
    workspace.prefer(DEFAULT)
    assert window.comparison.model.aspects == ASPECTS


def test_hiding_drafts_says_how_many_and_changes_no_status(window: MainWindow, workspace: Workspace) -> None:
    before = statuses(workspace)
    window.comparison.show_comparison()
    assert window.comparison.drafts.isHidden()
    workspace.prefer(replace(DEFAULT, show_unverified=False))
    assert statuses(workspace) == before
    assert workspace.comparison is not None
    n = hidden_drafts(workspace.comparison)
    assert n > 0
    assert str(n) in window.comparison.drafts.text()
    assert not window.comparison.drafts.isHidden()
    workspace.prefer(DEFAULT)
    assert hidden_drafts(workspace.comparison) == 0


def test_what_a_status_rests_on_stays_listed_and_nothing_else_is_lost(workspace: Workspace) -> None:
    assert workspace.assessment is not None
    whole = compare(workspace.assessment, tuple(workspace.assessment.treatments))
    shorter = without_drafts(whole)
    assert hidden_drafts(shorter) > 0
    for place, cell in whole.cells.items():
        kept = [line for line in shorter.cells[place].lines if line.kind != "drafts"]
        lost = [line for line in cell.lines if line not in kept]
        if cell.aspect in ("fit", "change", "certainty", "licence"):
            assert not lost
        for line in lost:
            record = line.record
            mark = {"rule": "rule", "position": "position"}.get(line.kind)
            owner = getattr(record, mark) if mark else record[1] if line.kind == "burden" else record
            assert owner.mark == "unverified"
        counted = [line.record for line in shorter.cells[place].lines if line.kind == "drafts"]
        assert sum(counted) == len(lost)


def test_the_wheel_changes_nothing(settings: SettingsWindow, workspace: Workspace) -> None:
    for choice in (settings.language, settings.theme, settings.guideline):
        middle = QPointF(choice.rect().center())
        wheel = QWheelEvent(
            middle,
            choice.mapToGlobal(middle),
            QPoint(),
            QPoint(0, -240),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(choice, wheel)
    assert workspace.preferences == DEFAULT


def test_what_cannot_be_kept_is_said_and_holds_for_this_run(
    settings: SettingsWindow, workspace: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "no folder").write_text("")
    workspace.preferences_store = PreferencesFile(tmp_path / "no folder" / NAME)
    pick(settings, "theme", "dark")
    assert workspace.preferences.theme == "dark"
    assert settings.said.text() == workspace.words.error(workspace.preferences_problem)  # type: ignore[arg-type]


def test_the_programs_own_settings_come_back_at_one_press(
    settings: SettingsWindow, workspace: Workspace
) -> None:
    settings.unverified.click()
    settings.rows["claim"].click()
    assert workspace.preferences != DEFAULT
    settings.reset_button.click()
    assert workspace.preferences == DEFAULT
    assert settings.unverified.isChecked()
    assert all(box.isChecked() for box in settings.rows.values())


def test_it_offers_every_theme_there_is_and_every_row_that_may_go(settings: SettingsWindow) -> None:
    assert THEMES == theme.THEMES
    assert set(settings.rows) == set(ASPECTS) - NEVER_HIDDEN


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_paper_says_how_many_drafts_it_leaves_out(
    workspace: Workspace, knowledge: Knowledge, language: str
) -> None:
    assert workspace.assessment is not None
    words = Words(language, DECLARED, knowledge.catalog)
    n = hidden_drafts(without_drafts(compare(workspace.assessment, CHOSEN)))
    said = words.say("unverified.hidden.paper", n=n)
    papers = {
        shown: str(
            doctor_summary(
                workspace.patient,
                workspace.assessment,
                words,
                knowledge,
                today=TODAY,
                chosen=CHOSEN,
                program_version="9.9.9",
                show_unverified=shown,
            )
        )
        for shown in (True, False)
    }
    assert said in papers[False]
    assert said not in papers[True]
    assert len(papers[False]) < len(papers[True])
