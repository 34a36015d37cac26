"""The clinic's own layer in the window: named as local, never hiding the catalogue, edited and saved by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.case_file import CaseFile
from consult.clinic import Clinic, clinic_of
from consult.compare import ASPECTS
from consult.hcc.schema import SCHEMA
from db.clinic_file import NAME, ClinicFile
from resources import path
from ui import theme
from ui.clinic import ClinicWindow
from ui.comparison.option_model import OptionModel
from ui.languages import Speaker
from ui.window import MainWindow
from ui.workspace import Workspace

TODAY = date(2026, 11, 23)
HOSTILE = "<img src=x onerror=1><b>&amp;</b> {0} %n"
CHOSEN = ("resection", "rfa", "mwa")
LAYER: dict[str, Any] = {
    "format": 1,
    "letterhead": {"name": "Example City Hospital", "lines": ["Hepatology"]},
    "contacts": ["010 5555 0100"],
    "treatments": {
        "resection": {
            "state": "available",
            "cost": "high",
            "as_at": "2026-10-01",
            "notes": {"practice": {"text": HOSTILE, "place": "ward 3", "as_at": "2026-09-01"}},
        },
        "rfa": {"state": "refer", "refer_to": HOSTILE, "as_at": "2026-01-15"},
        "of_a_later_edition": {"state": "available", "as_at": "2026-10-01"},
    },
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / NAME


@pytest.fixture
def workspace(knowledge: Knowledge, file: Path) -> Workspace:
    made = Workspace(knowledge, today=lambda: TODAY, clinic_store=ClinicFile(file))
    made.open_patient(SCHEMA.read_json(path("examples", "example.json").read_bytes()))
    made.choose(CHOSEN)
    return made


@pytest.fixture
def layer(workspace: Workspace, file: Path) -> Clinic:
    """The layer on the disk and in use."""
    ClinicFile(file).read()
    made = clinic_of(LAYER, NAME)
    store = ClinicFile(file)
    store.read()
    store.write(made)
    workspace.load_clinic()
    return made


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace) -> Iterator[MainWindow]:
    theme.load_fonts()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application, "light")
    speaker = Speaker(application)
    workspace.language_changed.connect(speaker.speak)
    made = MainWindow(
        workspace,
        theme="light",
        read_case=lambda _path: CaseFile(workspace.patient),
        make_pdf=lambda _language: b"",
        dress=lambda _name: None,
    )
    qtbot.addWidget(made)
    made.complete()
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    speaker.leave()


def dialog_of(window: MainWindow) -> ClinicWindow:
    window.show_clinic()
    (made,) = window.findChildren(ClinicWindow)
    return made


def here(window: MainWindow, treatment: str) -> str:
    model = window.comparison.table.model()
    return str(model.index(ASPECTS.index("here"), CHOSEN.index(treatment)).data())


# -- shown ----------------------------------------------------------------------------------------------------


def test_without_a_layer_the_row_says_that_nothing_is_stated(window: MainWindow) -> None:
    assert here(window, "rfa") == "Nothing local is stated"


@pytest.mark.parametrize(("language", "word"), [("en", "Local"), ("zh_CN", "本院")])
def test_the_row_here_names_every_line_as_local(
    window: MainWindow, layer: Clinic, workspace: Workspace, language: str, word: str
) -> None:
    workspace.set_language(language)
    lines = here(window, "resection").split("\n")
    assert len(lines) == 3
    assert all(line.startswith(word) for line in lines)
    assert HOSTILE in here(window, "rfa")
    assert ("older than 6 months" if language == "en" else "6个月") in here(window, "rfa")
    heading = window.comparison.table.model().headerData(ASPECTS.index("here"), Qt.Orientation.Vertical)
    assert word.casefold() in heading.casefold()


def test_the_opened_cell_shows_hostile_text_as_text(window: MainWindow, layer: Clinic) -> None:
    table = window.comparison.table
    table.open_cell(ASPECTS.index("here"), CHOSEN.index("resection"))
    assert HOSTILE in table.detail.toPlainText()
    html = table.detail.toHtml()
    assert "<img" not in html
    assert theme.current().hex("local").casefold() in html.casefold()


def test_the_closed_cell_is_drawn_in_the_colour_of_what_is_local(window: MainWindow, layer: Clinic) -> None:
    laid = window.comparison.table.layout_of(ASPECTS.index("here"), CHOSEN.index("rfa"))
    for block in laid.blocks:
        colours = {form.format.foreground().color().name() for form in block.layout.formats()}
        assert colours == {theme.current().colour("local").name()}


def test_the_list_keeps_the_option_and_says_where_to_refer(
    window: MainWindow, workspace: Workspace, layer: Clinic
) -> None:
    model = window.options.model
    shown = {row.treatment for row in model.rows if row.treatment}
    assert {"rfa", "resection"} <= shown
    index = model.index(model.row_of("", "rfa"))
    assert index.data(OptionModel.LocalRole).startswith("Local: refer to ")
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).count("Local: refer to") == 1
    assert index.data(OptionModel.GlanceRole)
    silent = model.index(model.row_of("", "mwa"))
    assert silent.data(OptionModel.LocalRole) == ""
    view = window.options.view
    higher = view.sizeHintForIndex(index).height() - view.sizeHintForIndex(silent).height()
    assert higher == 15  # one more line of the small size


def test_the_order_of_the_list_is_the_same_without_the_layer(
    window: MainWindow, workspace: Workspace, layer: Clinic
) -> None:
    with_layer = window.options.model.rows
    workspace.clinic_store = None
    workspace.load_clinic()
    assert workspace.clinic is None
    assert window.options.model.rows == with_layer
    assert here(window, "rfa") == "Nothing local is stated"


@pytest.mark.parametrize("name", theme.THEMES)
def test_what_is_local_can_be_read_in_every_theme(name: str) -> None:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    worn = theme.theme(name)
    own = light(worn.hex("local"))
    for ground in ("surface", "ground", "chosen", "header"):
        behind = light(worn.hex(ground))
        assert (max(own, behind) + 0.05) / (min(own, behind) + 0.05) >= 4.5, ground
    others = {worn.hex(role) for role in worn.colours if role != "local"}
    assert worn.hex("local") not in others


@pytest.mark.parametrize(("language", "word"), [("en", "goes on without"), ("zh_CN", "继续运行")])
def test_a_damaged_file_is_named_and_the_consultation_goes_on(
    window: MainWindow, workspace: Workspace, file: Path, language: str, word: str
) -> None:
    workspace.set_language(language)
    file.write_bytes(b"{")
    workspace.load_clinic()
    assert window.banner.isVisible()
    assert NAME in window.banner.text()
    assert word in window.banner.text()
    assert workspace.assessment is not None
    assert workspace.assessment.local is None
    file.unlink()
    workspace.load_clinic()
    assert NAME not in window.banner.text()


# -- edited ---------------------------------------------------------------------------------------------------


def test_f7_opens_it_beside_the_consultation(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_F7)
    (made,) = window.findChildren(ClinicWindow)
    assert made.isVisible()
    assert not made.isModal()
    assert made.focusWidget() is made.treatments.table


def test_it_is_in_the_menu(window: MainWindow) -> None:
    menu = window.identity._themes.menu()
    menu.aboutToShow.emit()
    (action,) = [found for found in menu.actions() if "clinic" in found.text()]
    action.trigger()
    assert window.findChildren(ClinicWindow)


def test_opening_and_saving_changes_nothing(window: MainWindow, layer: Clinic, file: Path) -> None:
    before = file.read_bytes()
    made = dialog_of(window)
    made.accept()
    assert ClinicFile(file).read() == layer
    assert file.read_bytes() == before
    assert not made.isVisible()


def test_by_keyboard_alone(window: MainWindow, workspace: Workspace, file: Path, qtbot: QtBot) -> None:
    made = dialog_of(window)
    made.activateWindow()
    table = made.treatments.table
    ids = list(workspace.knowledge.catalog.treatments)  # type: ignore[union-attr]
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert made.treatments.current() == ids[1]
    QTest.keyClick(table, Qt.Key.Key_Tab)
    state = made.treatments.boxes["state"]
    assert made.focusWidget() is state
    QTest.keyClick(state, Qt.Key.Key_Down)
    QTest.keyClick(state, Qt.Key.Key_Down)
    QTest.keyClick(state, Qt.Key.Key_Tab)
    QTest.keyClicks(made.focusWidget(), "Elsewhere Hospital")
    QTest.keyClick(made.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(made.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(made.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClicks(made.focusWidget(), "2026-11-01")
    for _stop in range(40):
        if made.focusWidget() is made.ok_button:
            break
        QTest.keyClick(made.focusWidget(), Qt.Key.Key_Tab)
    assert made.focusWidget() is made.ok_button
    QTest.keyClick(made.ok_button, Qt.Key.Key_Space)
    assert not made.isVisible()
    saved = ClinicFile(file).read()
    assert saved is not None
    own = saved.treatments[ids[1]]
    assert (own.state, own.refer_to, own.cost, own.as_at) == (
        *("refer", "Elsewhere Hospital", "low"),
        date(2026, 11, 1),
    )
    assert workspace.clinic == saved


def test_what_is_saved_is_shown_at_once(window: MainWindow, layer: Clinic) -> None:
    made = dialog_of(window)
    made.treatments.go_to("mwa", "state")
    made.treatments.boxes["state"].setCurrentIndex(3)
    made.treatments.today_button.click()
    made.accept()
    assert "not available here (as at 2026-11-23)" in here(window, "mwa")


def test_nothing_is_filled_in_for_the_administrator(window: MainWindow) -> None:
    made = dialog_of(window)
    edits = made.findChildren(QLineEdit)
    assert len(edits) > 20
    assert all(edit.text() == "" for edit in edits)
    assert all(box.currentText() == "" for box in made.treatments.boxes.values())


def test_what_is_not_shown_survives_an_edit(window: MainWindow, layer: Clinic, file: Path) -> None:
    """The place of a note without a field for it, and treatments of another edition."""
    made = dialog_of(window)
    made.treatments.go_to("resection", "cost")
    made.treatments.boxes["cost"].setCurrentIndex(1)
    made.accept()
    saved = ClinicFile(file).read()
    assert saved is not None
    assert saved.treatments["resection"] == replace(layer.treatments["resection"], cost="low")
    assert saved.treatments["of_a_later_edition"] == layer.treatments["of_a_later_edition"]


def test_another_editions_treatment_is_named_by_its_id(window: MainWindow, layer: Clinic) -> None:
    made = dialog_of(window)
    last = made.treatments.table.item(made.treatments.table.rowCount() - 1, 0)
    assert last.text() == "of_a_later_edition (not in this edition)"
    assert "of_a_later_edition" in made.about.text()


@pytest.mark.parametrize(
    ("key", "text", "state", "said"),
    [
        ("as_at", "", 1, "As at"),
        ("as_at", "2026-02-30", 1, "As at"),
        ("refer_to", "", 2, "Refer to"),
        ("refer_to", "a\u202eb", 2, "Refer to"),
        ("practice.as_at", "2026-1-1", 1, "Local note, As at"),
    ],
)
def test_what_is_wrong_is_said_and_the_cursor_goes_there(
    window: MainWindow, file: Path, key: str, text: str, state: int, said: str
) -> None:
    made = dialog_of(window)
    made.activateWindow()
    made.treatments.go_to("tace", "state")
    made.treatments.boxes["state"].setCurrentIndex(state)
    made.treatments.edits["as_at"].setText("2026-11-01")
    if key.startswith("practice"):
        made.treatments.edits["practice.text"].setText("so")
    made.treatments.edits[key].setText(text)
    made.treatments.table.setCurrentCell(0, 0)
    made.accept()
    assert made.isVisible()
    assert not file.exists()
    assert f"Transarterial chemoembolisation (TACE), {said}" in made.said.text()
    assert made.treatments.current() == "tace"
    assert made.focusWidget() is made.treatments.edits[key]


def test_a_wrong_line_of_the_paper_is_found_though_empty_ones_stand_before_it(window: MainWindow) -> None:
    made = dialog_of(window)
    made.activateWindow()
    made.contacts[0].setText("fine")
    made.contacts[4].setText("a\u202eb")
    made.accept()
    assert made.isVisible()
    assert made.tabs.currentIndex() == 1
    assert made.focusWidget() is made.contacts[4]
    assert "Contact lines at the end of the paper, 5" in made.said.text()


def test_a_folder_that_cannot_be_written_is_said_and_nothing_lost(
    window: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "blocked").write_bytes(b"")
    workspace.clinic_store = ClinicFile(tmp_path / "blocked" / NAME)
    made = dialog_of(window)
    made.name.setText("Example City Hospital")
    made.accept()
    assert made.isVisible()
    assert "cannot be written" in made.said.text()
    assert workspace.clinic is None
    assert made.name.text() == "Example City Hospital"


def test_a_change_from_elsewhere_is_not_written_over(window: MainWindow, layer: Clinic, file: Path) -> None:
    made = dialog_of(window)
    made.name.setText("Mine")
    other = ClinicFile(file)
    other.read()
    theirs = replace(layer, name="Theirs")
    other.write(theirs)
    made.accept()
    assert "changed elsewhere" in made.said.text()
    assert ClinicFile(file).read() == theirs


def test_cancel_drops_changes_only_when_asked_twice(window: MainWindow, layer: Clinic, file: Path) -> None:
    made = dialog_of(window)
    made.treatments.go_to("resection", "cost")
    made.treatments.boxes["cost"].setCurrentIndex(1)
    QTest.keyClick(made, Qt.Key.Key_Escape)
    assert made.isVisible()
    assert made.said.text() == "Not saved yet. Cancel again drops the changes."
    QTest.keyClick(made, Qt.Key.Key_Escape)
    assert not made.isVisible()
    assert ClinicFile(file).read() == layer


def test_a_damaged_file_can_be_begun_anew(window: MainWindow, file: Path) -> None:
    file.write_bytes(b"{")
    made = dialog_of(window)
    assert NAME in made.about.text()
    assert "kept beside it" in made.about.text()
    made.name.setText("Example City Hospital")
    made.accept()
    assert ClinicFile(file).read() == Clinic(name="Example City Hospital")
    assert file.with_name(f"{NAME}.damaged").read_bytes() == b"{"
    assert not window.banner.isVisible() or NAME not in window.banner.text()


def test_a_newer_programs_file_is_not_put_aside(window: MainWindow, file: Path) -> None:
    file.write_bytes(b'{"format": 4}')
    made = dialog_of(window)
    made.name.setText("Example City Hospital")
    made.accept()
    assert made.isVisible()
    assert "newer version" in made.said.text()
    assert file.read_bytes() == b'{"format": 4}'


def choose(box: QComboBox, member: str) -> None:
    assert box.findData(member) > 0
    box.setCurrentIndex(box.findData(member))


def test_an_own_limit_is_set_saved_and_said_at_once(
    window: MainWindow, workspace: Workspace, layer: Clinic, file: Path
) -> None:
    made = dialog_of(window)
    made.treatments.go_to("resection", "state")
    rows = made.treatments.limits
    offered = rows.boxes["limits.1.fact"]
    assert offered.itemData(1) in {
        criterion.fact
        for rule in workspace.knowledge.catalog.rules.values()  # type: ignore[union-attr]
        if "resection" in rule.applies_to
        for criterion in rule.when
    }
    choose(offered, "bilirubin_umol_per_l")
    assert rows.boxes["limits.1.unit"].currentData() == "µmol/L", "its own unit stands first"
    choose(rows.boxes["limits.1.unit"], "mg/dL")
    choose(rows.boxes["limits.1.operator"], "<=")
    rows.edits["limits.1.value"].setText("2")
    rows.edits["limits.1.note"].setText(HOSTILE)
    made.accept()
    assert made.isVisible()
    assert "Own limit 2, as at" in made.said.text()
    assert made.focusWidget() is rows.edits["limits.1.as_at"]
    rows.edits["limits.1.as_at"].setText("2026-11-01")
    made.accept()
    assert not made.isVisible()
    saved = ClinicFile(file).read()
    assert saved is not None
    (limit,) = saved.treatments["resection"].limits
    assert (limit.fact, limit.operator, limit.value, limit.unit) == (
        "bilirubin_umol_per_l",
        "<=",
        2.0,
        "mg/dL",
    )
    assert replace(saved.treatments["resection"], limits=()) == layer.treatments["resection"]
    said = here(window, "resection")
    assert "Bilirubin ≤ 2 mg/dL (34.2 µmol/L): holds (here 14 µmol/L)" in said
    assert HOSTILE in said
    again = ClinicWindow(workspace, window)
    again.treatments.go_to("resection", "state")
    assert again.treatments.limits.boxes["limits.0.unit"].currentData() == "mg/dL"
    assert again.treatments.limits.edits["limits.0.value"].text() == "2"
    again.accept()
    assert ClinicFile(file).read() == saved


def test_a_limit_on_a_value_of_another_version_survives_an_edit(
    window: MainWindow, workspace: Workspace, file: Path
) -> None:
    limit = {"fact": "of_a_later_version", "operator": "<", "value": 1.5, "unit": "kU", "as_at": "2026-09-01"}
    kept = clinic_of({"format": 2, "treatments": {"rfa": {"limits": [limit]}}}, NAME)
    store = ClinicFile(file)
    store.read()
    store.write(kept)
    workspace.load_clinic()
    made = dialog_of(window)
    made.name.setText("Example City Hospital")
    made.treatments.go_to("rfa", "limits.0.value")
    made.accept()
    assert ClinicFile(file).read() == replace(kept, name="Example City Hospital")


def test_the_wheel_over_a_list_of_limits_changes_nothing(window: MainWindow, layer: Clinic) -> None:
    made = dialog_of(window)
    made.treatments.go_to("resection", "state")
    box = made.treatments.limits.boxes["limits.0.fact"]
    box.setFocus()
    turned = QWheelEvent(
        QPointF(5, 5),
        QPointF(box.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, turned)
    assert box.currentIndex() == 0


def test_old_dates_are_marked_while_they_are_edited(window: MainWindow, layer: Clinic) -> None:
    made = dialog_of(window)
    made.treatments.go_to("rfa", "as_at")
    row = made.treatments.table.currentRow()
    assert made.treatments.table.item(row, 4).text() == "check date · 2026-01-15"
    made.treatments.today_button.click()
    assert made.treatments.table.item(row, 4).text() == "2026-11-23"


def test_every_control_has_a_name_in_both_languages(
    window: MainWindow, workspace: Workspace, layer: Clinic
) -> None:
    made = dialog_of(window)
    named: list[list[str]] = []
    for language in ("en", "zh_CN"):
        workspace.set_language(language)
        controls: list[QWidget] = [*made.findChildren(QLineEdit), *made.findChildren(QComboBox)]
        names = [control.accessibleName() for control in controls]
        assert all(names)
        assert len(set(names)) == len(names)
        named.append(names)
    assert not set(named[0]) & set(named[1])
    assert made.windowTitle() == "本院资料"
    assert made.treatments.table.horizontalHeaderItem(1).text() == "本院"
    assert made.treatments.boxes["state"].itemText(3) == "不能做"


def test_the_filter_finds_a_treatment(window: MainWindow) -> None:
    made = dialog_of(window)
    made.treatments.filter.setText("microwave")
    table = made.treatments.table
    shown = [table.item(row, 0).text() for row in range(table.rowCount()) if not table.isRowHidden(row)]
    assert shown
    assert all("icrowave" in name for name in shown)
    assert len(shown) < table.rowCount()


def test_the_wheel_changes_nothing(window: MainWindow) -> None:
    made = dialog_of(window)
    for box in made.treatments.boxes.values():
        box.setFocus()
        middle = QPointF(box.rect().center())
        turned = QWheelEvent(
            middle,
            QPointF(box.mapToGlobal(middle.toPoint())),
            QPoint(0, -120),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(box, turned)
        assert box.currentIndex() == 0
