"""Records in a window when something is wrong: disk full, stick pulled out, pages damaged, nothing to compare with."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.hcc.knowledge import knowledge as compiled
from consult.records import RecordError
from consult.self_test import read_frozen
from db.log import LogFile
from db.records.file import RecordFile
from db.records.store import Store
from tests.journeys.test_records_window import PASSWORD, Program
from ui import theme
from ui.app import known_cases
from ui.records.backup_sheet import BackupSheet
from ui.records.find_sheet import FindSheet
from ui.records.safety_sheet import SafetySheet
from ui.records.version_sheet import VersionSheet
from ui.self_test import SelfTest


@pytest.fixture(scope="module")
def dressed(qapp: QApplication) -> QApplication:
    theme.load_fonts()
    theme.apply(qapp, "light")
    return qapp


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "stick" / "records"


@pytest.fixture
def program(knowledge: Knowledge, folder: Path, qtbot: QtBot, dressed: QApplication) -> Iterator[Program]:
    made = Program(knowledge, folder, qtbot)
    yield made
    made.window.close()


def kept(program: Program) -> None:
    program.enter()
    program.set_up()
    program.keep()


def failed_self_test(program: Program, qtbot: QtBot) -> None:
    """The catalogue in use brings a case whose signed answer is not what this program says."""
    held = program.workspace.knowledge
    assert held is not None
    first = read_frozen(held.catalog.frozen)[0]
    treatment = next(iter(first.statuses))
    wrong = held.catalog.frozen.replace(
        f'"{treatment}": "{first.statuses[treatment]}"', f'"{treatment}": "other"', 1
    )
    program.workspace.set_knowledge(compiled(replace(held.catalog, frozen=wrong)))
    test = SelfTest(program.workspace, known_cases, LogFile(None))
    with qtbot.waitSignal(test.ended, timeout=60_000):
        pass
    assert test.last is not None
    assert test.last.wrong


# -- nothing can be compared, everything can be kept ---------------------------------------------------------------


def test_a_failed_self_test_ends_the_comparison_and_nothing_of_the_records(
    program: Program, qtbot: QtBot, tmp_path: Path, knowledge: Knowledge
) -> None:
    kept(program)
    window, workspace = program.window, program.workspace
    failed_self_test(program, qtbot)
    assert (workspace.assessment, workspace.comparison) == (None, None)
    assert window.options.problem.isVisible()
    assert "not answered as they were signed" in window.options.problem.text()
    window.show_preview()
    assert "not answered as they were signed" in window.foot.said.text()
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [window]
    # amended
    workspace.set_value("inr", 2.7)
    window.keep()
    sheet = program.keep_sheet()
    sheet.reason.setText("a new result")
    sheet.submit()
    filing = workspace.filing
    assert filing.kept is not None, sheet.said.text()
    assert filing.kept.number == 2
    assert (filing.kept.outcome.edition, dict(filing.kept.outcome.statuses)) == ("", {})
    assert "not compared" in window.foot.said.text()
    # a new one
    window.new_case()
    program.enter()
    window.keep()
    sheet = program.keep_sheet()
    sheet.code.setText("B-2")
    sheet.submit()
    assert workspace.filing.kept is not None, sheet.said.text()
    assert workspace.filing.kept.identity.code == "B-2"
    # found, its history read, opened in each version
    window.new_case()
    window.show_patients()
    found = window.desk.place.sheet
    assert isinstance(found, FindSheet)
    found.search.setText("A-1")
    found.table.setCurrentCell(0, 0)
    found.open_chosen()
    assert workspace.patient.value("inr") == 2.7
    window.desk.show_versions()
    versions = window.desk.place.sheet
    assert isinstance(versions, VersionSheet)
    versions.others[1].click()
    assert workspace.patient.value("inr") != 2.7
    assert "catalogue" in window.desk.strip.said.text()
    # backed up and looked at
    window.show_backup()
    backup = window.desk.place.sheet
    assert isinstance(backup, BackupSheet)
    backup.folder.setText(str(tmp_path / "copies"))
    (tmp_path / "copies").mkdir()
    backup.list_backups()
    backup.make.click()
    assert backup.table.rowCount() == 1, backup.said.text()
    window.show_safety()
    safety = window.desk.place.sheet
    assert isinstance(safety, SafetySheet)
    safety.check_records()
    assert "nothing wrong" in dict(safety.records())["Whole and unaltered"]
    # and once the program is whole again, what was kept meanwhile is said to be without statuses
    workspace.set_knowledge(knowledge)
    window.desk.open(filing.kept.consultation, 2)
    assert workspace.assessment is not None
    assert workspace.patient.value("inr") == 2.7
    shown = window.desk.place.sheet
    assert isinstance(shown, VersionSheet)
    assert any("could compare nothing" in line for line in window.desk.session.differences())


def test_while_the_catalogue_is_being_read_nothing_is_kept_without_its_statuses(program: Program) -> None:
    program.enter()
    program.set_up()
    program.workspace.set_knowledge(None)
    sheet = program.keep_sheet()
    sheet.code.setText("A-1")
    sheet.submit()
    assert program.workspace.filing.kept is None
    assert sheet.said.text()


# -- the disk ------------------------------------------------------------------------------------------------------


def test_a_full_disk_is_said_and_the_case_stays_until_there_is_room(
    program: Program,
) -> None:
    kept(program)
    window, workspace, store = program.window, program.workspace, program.window.desk.session.store
    assert isinstance(store, Store)
    file = store._file
    _fill(file)
    workspace.set_value("inr", 2.7)
    window.keep()
    sheet = program.keep_sheet()
    sheet.reason.setText("a new result")
    sheet.submit()
    assert "full" in sheet.said.text()
    assert workspace.patient.value("inr") == 2.7
    assert workspace.filing.kept is not None
    assert workspace.filing.kept.number == 1
    assert workspace.filing.changed
    file.rows("PRAGMA max_page_count = 1073741823")
    sheet.submit()
    assert workspace.filing.kept.number == 2


def _fill(file: RecordFile) -> None:
    """Use up the free space inside the file itself, so that whatever comes next needs a new page."""
    file.run("CREATE TABLE filler (data BLOB)")
    file.rows(f"PRAGMA max_page_count = {file.rows('PRAGMA page_count')[0][0]}")
    for size in (4000, 400, 40, 4):
        while _takes(file, size):
            pass


def _takes(file: RecordFile, size: int) -> bool:
    try:
        with file.writing():
            file.run("INSERT INTO filler VALUES (zeroblob(?))", (size,))
    except RecordError:
        return False
    return True


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES])
def test_a_folder_that_may_not_be_written_is_said_and_the_case_goes_on(
    program: Program, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise OSError(code, "refused")

    program.enter()
    program.window.keep()
    form = program.key_form().form
    form.name.setText("Dr Li")
    form.password.setText(PASSWORD)
    form.again.setText(PASSWORD)
    with monkeypatch.context() as patched:
        patched.setattr("pathlib.Path.mkdir", refuse)
        form.submit()
    assert "written" in form.said.text()
    assert program.window.desk.session.store is None
    assert not program.workspace.is_blank()
    assert program.workspace.assessment is not None


def test_a_stick_that_is_pulled_out_is_said_and_gives_everything_back_once_it_is_in_again(
    program: Program, folder: Path
) -> None:
    kept(program)
    window, workspace = program.window, program.workspace
    window.desk.session.lock()
    stick, elsewhere = folder.parent, folder.parent.with_name("pocket")
    stick.rename(elsewhere)
    window.show_patients()
    form = program.key_form().form
    form.password.setText(PASSWORD)
    form.name.setText("Dr Li")
    form.again.setText("other words")  # what it asks for where it finds no records: this is refused
    form.submit()
    assert form.said.text()
    assert not stick.exists()
    window.desk.place.leave()
    elsewhere.rename(stick)
    program.unlock()
    sheet = window.desk.place.sheet
    assert isinstance(sheet, FindSheet)
    sheet.search.setText("A-1")
    sheet.table.setCurrentCell(0, 0)
    sheet.open_chosen()
    assert workspace.filing.kept is not None


def test_a_damaged_file_names_what_is_damaged_and_the_rest_is_read(
    program: Program, folder: Path, knowledge: Knowledge, qtbot: QtBot
) -> None:
    """Pages of one consultation are overwritten; the other ones open, and the page of safety names the damaged."""
    program.enter()
    program.set_up()
    program.keep()
    window, workspace = program.window, program.workspace
    for number in range(2, 6):
        window.new_case()
        program.enter()
        window.keep()
        sheet = program.keep_sheet()
        sheet.code.setText(f"C-{number}")
        sheet.submit()
        assert workspace.filing.kept is not None, sheet.said.text()
    window.close()
    data = (folder / "records.db").read_bytes()
    size = 4096
    read, refused = _try_pages(folder, data, size, knowledge, qtbot)
    assert refused, "no page of a single consultation was hit"
    assert read, "no consultation could be read any more"


def _try_pages(
    folder: Path, data: bytes, size: int, knowledge: Knowledge, qtbot: QtBot
) -> tuple[list[str], list[str]]:
    """Damage one page after the other until one hides some consultations and not others."""
    for page in range(len(data) // size - 1, 3, -1):
        damaged = bytearray(data)
        at = page * size + 100
        damaged[at : at + 8] = bytes(255 - byte for byte in damaged[at : at + 8])
        (folder / "records.db").write_bytes(bytes(damaged))
        again = Program(knowledge, folder, qtbot)
        try:
            again.unlock()
            sheet = again.window.desk.place.sheet
            if not isinstance(sheet, FindSheet) or sheet.table.rowCount() != 5:
                continue
            opened, refused = _open_each(again)
            if opened and refused:
                again.window.show_safety()
                safety = again.window.desk.place.sheet
                assert isinstance(safety, SafetySheet)
                safety.check_records()
                told = dict(safety.records())["Whole and unaltered"]
                assert told
                assert "nothing wrong" not in told
                return opened, refused
        finally:
            again.window.close()
    return [], []


def _open_each(program: Program) -> tuple[list[str], list[str]]:
    opened, refused = [], []
    for row in range(5):
        program.window.show_patients()
        sheet = program.window.desk.place.sheet
        assert isinstance(sheet, FindSheet)
        sheet.table.setCurrentCell(row, 0)
        program.window.foot.tell("")
        sheet.open_chosen()
        filing = program.workspace.filing
        if program.window.desk.place.sheet is sheet:
            assert sheet.said.text() or program.window.foot.said.text()
            refused.append(str(row))
        else:
            assert filing.kept is not None
            opened.append(filing.kept.identity.code)
            program.window.desk.place.put_away()
    return opened, refused
