"""Faults in the window: the case is kept, the strip says what happened, the report says nothing of the patient."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMessageLogContext, QObject, QTimer, QtMsgType, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult.case_file import CaseFile
from consult.errors import CatalogError
from consult.log_line import read
from consult.records import RecordError
from db.log import NAME, LogFile
from tests.ui.records_desk import DOCTOR, PASSWORD, enter_case, keep
from tests.ui.records_fake import FakeRecords
from ui.records.safety_sheet import SafetySheet
from ui.trouble.report_sheet import ReportSheet
from ui.trouble.watch import Watch
from ui.window import MainWindow
from ui.workspace import Workspace

CANARIES = ("Kanarienvogel-7731", "金丝雀雄信", "KANARI0815")
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


class Clock:
    """Both clocks of a computer: the one on the wall, and the one that nobody can turn."""

    def __init__(self) -> None:
        self.wall = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
        self.passed = 0.0

    def pass_by(self, seconds: float) -> None:
        self.passed += seconds
        self.wall += timedelta(seconds=seconds)

    def turn(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def log(tmp_path: Path, clock: Clock) -> LogFile:
    return LogFile(tmp_path / "data", clock=lambda: clock.wall)


@pytest.fixture
def records() -> FakeRecords:
    return FakeRecords()


@pytest.fixture
def watch(workspace: Workspace, log: LogFile, clock: Clock) -> Watch:
    return Watch(workspace, log, now=lambda: clock.wall, elapsed=lambda: clock.passed)


@pytest.fixture
def window(workspace: Workspace, watch: Watch, records: FakeRecords, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(
        workspace,
        theme="light",
        read_case=lambda _file: CaseFile(workspace.patient),
        make_pdf=lambda _wanted: b"",
        dress=lambda _name: None,
        records=lambda: records,
        watch=watch,
    )
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.complete()
    made.activateWindow()
    QApplication.processEvents()
    yield made
    made.close()


def fail(watch: Watch, deed: Callable[[], object] | None = None) -> None:
    """A fault that nobody caught, with what it must not tell in its message, its class's values and its locals."""
    name, note = CANARIES[0], {"who": CANARIES[1]}
    try:
        if deed is not None:
            deed()
        raise ValueError(f"{name}: {note} {CANARIES}")
    except Exception as error:
        watch.last_resort.tell(type(error), error, error.__traceback__)
    QApplication.processEvents()


def kinds(log: LogFile) -> list[str]:
    found = [read(line) for line in log.lines()]
    return [one[1].kind for one in found if one is not None]


def no_canary(data: bytes) -> None:
    for word in CANARIES:
        for encoding in ENCODINGS:
            assert word.encode(encoding) not in data, (word, encoding)


# -- the case is kept --------------------------------------------------------------------------------------------


def test_after_a_fault_the_draft_is_written_and_the_strip_says_so(
    window: MainWindow, workspace: Workspace, watch: Watch, records: FakeRecords, log: LogFile
) -> None:
    enter_case(workspace)
    window.desk.session.set_up(DOCTOR, PASSWORD)
    workspace.set_value("inr", 2.7)
    assert not records.drafts
    before = workspace.patient
    fail(watch)
    assert b"2.7" in records.drafts[DOCTOR].case
    assert workspace.patient is before
    strip = window.trouble.strip
    assert strip.isVisible()
    assert "draft" in strip.said.text()
    assert kinds(log) == ["fault", "draft_written"]


def test_without_records_it_is_said_that_the_case_is_in_memory_only(
    window: MainWindow, workspace: Workspace, watch: Watch
) -> None:
    fail(watch)
    assert "No case" in window.trouble.strip.said.text()
    enter_case(workspace)
    fail(watch, lambda: {}[0])
    assert "in memory only" in window.trouble.strip.said.text()
    assert "Ctrl+S" in window.trouble.strip.said.text()
    workspace.set_language("zh_CN")
    assert "仅在内存中" in window.trouble.strip.said.text()


def test_a_draft_that_cannot_be_written_is_not_said_to_be(
    window: MainWindow, workspace: Workspace, watch: Watch, records: FakeRecords, log: LogFile
) -> None:
    enter_case(workspace)
    window.desk.session.set_up(DOCTOR, PASSWORD)
    workspace.set_value("inr", 2.7)
    records.failing = RecordError("disk_full")
    fail(watch)
    assert "in memory only" in window.trouble.strip.said.text()
    assert kinds(log) == ["fault", "draft_not_written"]
    records.failing = None


def test_a_fault_of_the_records_themselves_does_not_come_back_without_end(
    window: MainWindow,
    workspace: Workspace,
    watch: Watch,
    log: LogFile,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    enter_case(workspace)
    window.desk.session.set_up(DOCTOR, PASSWORD)

    def broken() -> bool:
        raise KeyError(CANARIES[0])

    with monkeypatch.context() as patched:
        patched.setattr(window.desk.session, "write_draft", broken)
        fail(watch)
    assert "in memory only" in window.trouble.strip.said.text()
    assert kinds(log) == ["fault", "fault", "draft_not_written"]


def test_a_fault_at_each_painting_is_said_once(
    window: MainWindow, workspace: Workspace, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(window.trouble, "tell", told.append)
    for _painting in range(100):
        fail(watch)
    assert len(told) == 1
    fail(watch, lambda: {}[0])
    assert len(told) == 2


def test_a_fault_in_telling_of_a_fault_ends_there(
    window: MainWindow, watch: Watch, log: LogFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_notice: object) -> None:
        raise RuntimeError(CANARIES[0])

    monkeypatch.setattr(window.trouble, "tell", broken)
    fail(watch)
    for _round in range(20):
        QApplication.processEvents()
    assert kinds(log) == ["fault", "fault"]


def test_a_kept_case_is_said_to_be_kept_and_the_strip_goes_on_request(
    window: MainWindow, workspace: Workspace, watch: Watch
) -> None:
    enter_case(workspace)
    keep(window, workspace, "A-1")
    fail(watch)
    strip = window.trouble.strip
    assert "kept in the records" in strip.said.text()
    assert not any(widget.isModal() for widget in QApplication.topLevelWidgets())
    strip.buttons[1].click()
    assert strip.isHidden()


def test_a_case_that_cannot_be_reckoned_is_not_compared_by_the_values_before(
    window: MainWindow, workspace: Workspace, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands on the screen would be of another patient than the one that was entered."""
    enter_case(workspace)
    assert workspace.assessment is not None
    raised: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: raised.append(kind))
    with monkeypatch.context() as patched:
        patched.setattr(type(workspace.knowledge), "assess", lambda *_all, **_named: 1 / 0)
        workspace.set_value("inr", 2.7)
    assert raised == [ZeroDivisionError]
    assert workspace.patient.value("inr") == 2.7
    assert (workspace.assessment, workspace.comparison) == (None, None)
    assert workspace.problem is not None
    assert workspace.problem.code == "not_reckoned"
    assert window.options.problem.isVisible()
    workspace.set_value("inr", 1.2)
    assert workspace.assessment is not None
    assert workspace.problem is None
    assert not window.options.problem.isVisible()


def test_a_case_whose_facts_cannot_be_derived_shows_none_of_the_case_before(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter_case(workspace)
    assert workspace.facts.results["child_pugh"].values["points"] is not None
    raised: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: raised.append(kind))
    import consult.hcc.derive

    derive = consult.hcc.derive.derive

    def broken(patient: object, **named: object) -> object:
        if getattr(patient, "entries", None):
            raise ZeroDivisionError
        return derive(patient, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(consult.hcc.derive, "derive", broken)
        workspace.set_value("inr", 2.7)
        assert raised == [ZeroDivisionError]
        assert workspace.assessment is None
        assert workspace.facts.results["child_pugh"].values["points"] is None
    workspace.set_value("inr", 1.2)
    assert workspace.assessment is not None
    assert workspace.facts.results["child_pugh"].values["points"] is not None


# -- nothing of the patient --------------------------------------------------------------------------------------


def test_no_word_of_the_case_gets_into_log_report_or_terminal(
    window: MainWindow,
    workspace: Workspace,
    watch: Watch,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Faults with the words in message, values, locals and class; messages of Qt; a refused catalogue."""
    keep_name = {"name": CANARIES[0] + CANARIES[1]}
    enter_case(workspace)
    workspace.set_value("patient_code", CANARIES[2])
    workspace.set_value("top_concerns", CANARIES[1] + CANARIES[0])
    keep(window, workspace, CANARIES[2], keep_name["name"])
    before = sys.excepthook, sys.unraisablehook, threading.excepthook
    watch.last_resort.install()
    try:
        fail(watch)
        fail(watch, lambda: workspace.patient.entries[CANARIES[0]])
        fail(watch, lambda: int(CANARIES[1]))
        thread = threading.Thread(target=lambda: int(CANARIES[2]))
        thread.start()
        thread.join()
        _leave_unraisable()
        watch.last_resort._hear(
            QtMsgType.QtWarningMsg, QMessageLogContext(), f"QLabel: {CANARIES[0]} is no pixmap"
        )
    finally:
        watch.last_resort.remove()
        sys.excepthook, sys.unraisablehook, threading.excepthook = before
    QApplication.processEvents()
    workspace.set_knowledge(None, CatalogError("catalog_changed", file=CANARIES[0]))
    window.show_report()
    sheet = window.trouble.place.sheet
    assert isinstance(sheet, ReportSheet)
    saved = tmp_path / "report.txt"
    sheet.save_as(saved)
    shown = sheet.report.toPlainText()
    assert saved.read_text("utf-8") == shown
    assert shown.count(" fault ") == 5
    assert "type=RuntimeError" in shown
    assert " qt " in shown
    captured = capfd.readouterr()
    folder = tmp_path / "data"
    for data in (shown.encode(), (folder / NAME).read_bytes(), captured.out.encode(), captured.err.encode()):
        no_canary(data)
    for path in tmp_path.rglob("*"):
        assert not any(word in path.name for word in CANARIES)


def _leave_unraisable() -> None:
    class Leaving:
        def __del__(self) -> None:
            raise RuntimeError(CANARIES[0])

    leaving = Leaving()
    del leaving


class _Slots(QObject):
    happened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.happened.connect(self.fail)

    def fail(self, said: str) -> None:
        raise ValueError(said)


def test_an_exception_in_a_slot_comes_to_the_last_resort(
    window: MainWindow, watch: Watch, log: LogFile, capfd: pytest.CaptureFixture[str]
) -> None:
    before = sys.excepthook, sys.unraisablehook, threading.excepthook
    watch.last_resort.install()
    try:
        slots = _Slots()
        QTimer.singleShot(0, lambda: slots.happened.emit(CANARIES[0]))
        QApplication.processEvents()
        QApplication.processEvents()
    finally:
        watch.last_resort.remove()
        sys.excepthook, sys.unraisablehook, threading.excepthook = before
    assert kinds(log) == ["fault"]
    assert window.trouble.strip.isVisible()
    said = capfd.readouterr()
    no_canary((said.out + said.err).encode())


def test_the_report_is_read_before_it_is_saved_and_saying_no_saves_nothing(
    window: MainWindow, watch: Watch, tmp_path: Path, clock: Clock
) -> None:
    watch.begin()
    fail(watch)
    window.trouble.strip.buttons[0].click()
    sheet = window.trouble.place.sheet
    assert isinstance(sheet, ReportSheet)
    shown = sheet.report.toPlainText()
    assert "Program: " in shown
    assert "2026-11-23T10:42:00Z start" in shown
    assert "fault type=ValueError at=test_trouble.py:" in shown
    assert str(Path.home()) not in shown
    sheet.leave.click()
    assert window.trouble.place.sheet is None
    assert [path.name for path in tmp_path.rglob("*.txt")] == [NAME]
    window.show_report()
    sheet = window.trouble.place.sheet
    assert isinstance(sheet, ReportSheet)
    sheet.save_as(tmp_path / "not there" / "report.txt")
    assert "report.txt" in sheet.said.text()
    assert not sheet.done.text()


def test_a_log_with_foreign_lines_gives_none_of_them_to_the_report(
    window: MainWindow, watch: Watch, tmp_path: Path
) -> None:
    watch.begin()
    with (tmp_path / "data" / NAME).open("a", encoding="utf-8") as stream:
        stream.write(f"{CANARIES[0]}\n2026-11-23T10:42:00Z fault type=ValueError at={CANARIES[0]}\n")
    window.show_report()
    sheet = window.trouble.place.sheet
    assert isinstance(sheet, ReportSheet)
    no_canary(sheet.report.toPlainText().encode())


# -- the clock ---------------------------------------------------------------------------------------------------


def test_h43_a_clock_that_is_turned_is_said_logged_and_the_ages_reckoned_anew(
    window: MainWindow,
    workspace: Workspace,
    watch: Watch,
    clock: Clock,
    records: FakeRecords,
    log: LogFile,
) -> None:
    watch.begin()
    clock.pass_by(3600)
    watch.clock.look()
    assert window._trouble is None
    clock.turn(30)
    watch.clock.look()
    assert window._trouble is None
    stamp = workspace.stamp
    clock.turn(-7230)
    watch.clock.look()
    assert "set back by 2 h" in window.trouble.strip.said.text()
    assert workspace.stamp > stamp
    assert kinds(log) == ["start", "clock_step"]
    window.desk.session.set_up(DOCTOR, PASSWORD)
    assert [(e.kind, dict(e.details)) for e in records.log if e.kind == "clock_step"] == [
        ("clock_step", {"seconds": "-7200"})
    ]
    clock.turn(400_000)
    watch.clock.look()
    assert "set forward by 5 days" in window.trouble.strip.said.text()
    assert [e.details["seconds"] for e in records.log if e.kind == "clock_step"] == ["-7200", "400000"]
    workspace.set_language("zh_CN")
    assert "5 天" in window.trouble.strip.said.text()


def test_h43_a_clock_before_the_last_line_of_the_log_is_said_until_it_is_right(
    window: MainWindow, watch: Watch, clock: Clock, log: LogFile
) -> None:
    clock.wall += timedelta(days=30)
    watch.log.note(_end())
    clock.wall -= timedelta(days=30)
    watch.begin()
    strip = window.trouble.strip
    assert "2026-12-23" in strip.said.text()
    assert kinds(log) == ["end", "start", "clock_behind"]
    clock.pass_by(60)
    watch.clock.look()
    assert kinds(log).count("clock_behind") == 1
    clock.turn(40 * 86_400)
    watch.clock.look()
    assert watch.clock.behind is None


def test_h43_a_clock_before_the_catalogue_was_made_is_said(
    window: MainWindow, watch: Watch, clock: Clock, records: FakeRecords
) -> None:
    clock.wall = datetime(2019, 1, 1, tzinfo=UTC)
    watch.begin()
    assert "before the catalogue was made" in window.trouble.strip.said.text()
    window.trouble.strip.buttons[0].click()
    sheet = window.desk.place.sheet
    assert isinstance(sheet, SafetySheet)
    assert "before the catalogue was made" in dict(sheet.program())["Clock of this computer"]
    window.desk.session.set_up(DOCTOR, PASSWORD)
    assert [dict(e.details) for e in records.log if e.kind == "clock_behind"] == [{"before": "catalogue"}]


def _end() -> object:
    from consult.log_line import Line

    return Line(kind="end")


# -- the page "Safety and privacy" -------------------------------------------------------------------------------


def test_without_records_the_status_page_tells_what_can_be_known(
    window: MainWindow, watch: Watch, tmp_path: Path
) -> None:
    watch.begin()
    window.show_safety()
    sheet = window.desk.place.sheet
    assert isinstance(sheet, SafetySheet)
    assert "in memory only" in dict(sheet.records())["State"]
    assert "nothing to object to" in dict(sheet.program())["Clock of this computer"]
    assert str(tmp_path / "data" / NAME) in dict(sheet.program())["Log of the program"]
    assert dict(sheet.program())["Files of the program"] == "not compared yet"
    assert "checked" in dict(sheet.results())["Signature"]
    sheet.report.click()
    assert isinstance(window.trouble.place.sheet, ReportSheet)


def test_locked_records_are_said_to_be_locked_and_what_waits_for_the_key(
    window: MainWindow, workspace: Workspace
) -> None:
    enter_case(workspace)
    keep(window, workspace, "A-1")
    window.desk.session.lock()
    window.show_safety()
    sheet = window.desk.place.sheet
    assert isinstance(sheet, SafetySheet)
    rows = dict(sheet.records())
    assert "Locked" in rows["State"]
    assert rows["Last backup"] == rows["Newest line of the log"] == "told once the records are unlocked"


def test_everything_is_looked_at_again_with_its_time(
    workspace: Workspace, log: LogFile, clock: Clock, qtbot: QtBot
) -> None:
    from ui.app import known_cases
    from ui.self_test import SelfTest

    answers: list[object] = [None, (), ("ui/app.py",), OSError()]
    read_again: list[int] = []

    def changed() -> tuple[str, ...] | None:
        answer = answers.pop(0)
        if isinstance(answer, OSError):
            raise answer
        return answer  # type: ignore[return-value]

    watch = Watch(
        workspace,
        log,
        changed_files=changed,
        reread=lambda: read_again.append(1),
        now=lambda: clock.wall,
        elapsed=lambda: clock.passed,
    )
    watch.self_test = SelfTest(workspace, known_cases, log, lambda: clock.wall)
    with qtbot.waitSignal(watch.self_test.ended, timeout=60_000):
        pass
    found = []
    for _time in range(3):
        clock.pass_by(60)
        watch.check_files()
        assert watch.files is not None
        assert watch.files.at == clock.wall
        found.append(watch.files.found)
    clock.pass_by(60)
    with qtbot.waitSignal(watch.self_test.ended, timeout=60_000):
        watch.check()
    assert watch.files is not None
    assert [*found, watch.files.found] == ["no_bundle", "whole", "changed", "unreadable"]
    assert read_again == [1]
    assert watch.verified_at == clock.wall
    assert watch.self_test.last is not None
    assert watch.self_test.last.at == clock.wall
    assert "files_changed" in kinds(log)


def test_a_catalogue_that_is_refused_when_looked_at_again_is_compared_by_no_more(
    workspace: Workspace, log: LogFile
) -> None:
    def refuse() -> None:
        raise CatalogError("catalog_changed", file="catalog.sqlite")

    watch = Watch(workspace, log, reread=refuse)
    watch.check_catalogue()
    assert workspace.assessment is None
    assert workspace.problem is not None
    assert workspace.problem.code == "catalog_changed"
    assert kinds(log) == ["catalogue_refused"]
