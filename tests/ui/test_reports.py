"""The reports of the clinic in the window: read in slices, shown by month, saved as a table, for who may export."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from consult.consultation import Consultation, Plan
from consult.records import Kept, Person, RecordError, Walk
from tests.ui.records_desk import DOCTOR, PASSWORD, enter_case, keep, records, window
from tests.ui.records_fake import FakeRecords
from ui.reports import reading
from ui.reports.sheet import ReportsSheet
from ui.window import MainWindow
from ui.workspace import Workspace

__all__ = ["records", "window"]


def keep_some(window: MainWindow, workspace: Workspace, count: int, *gone: str) -> list[Kept]:
    """So many consultations of the bundled example without these fields."""
    made = []
    for number in range(count):
        enter_case(workspace)
        for field in gone:
            workspace.clear_value(field)
        made.append(keep(window, workspace, f"A-{number}"))
    return made


def shown(window: MainWindow, qtbot: QtBot) -> ReportsSheet:
    """The sheet, once it has read everything."""
    window.show_reports()
    sheet = window.desk.place.sheet
    assert isinstance(sheet, ReportsSheet)
    qtbot.waitUntil(lambda: sheet.reading is None)
    return sheet


def lines(sheet: ReportsSheet) -> list[list[str]]:
    table = sheet.table
    return [
        [item.text() if (item := table.item(line, at)) else "" for at in range(table.columnCount())]
        for line in range(table.rowCount())
    ]


def test_what_was_kept_is_counted_by_month_in_both_languages(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    keep_some(window, workspace, 4, "inr")
    keep_some(window, workspace, 1)
    sheet = shown(window, qtbot)
    head = sheet.table.horizontalHeaderItem(2)
    assert head is not None
    assert head.text() == f"{workspace.today():%Y-%m}\nof 5"
    said = {line[0]: line[1:] for line in lines(sheet)}
    assert said["INR"] == ["4 · 80 %", "4 · 80 %", "", "", "", "", ""]
    assert sheet.count.text() == "Consultations counted: 5."
    workspace.set_language("zh_CN")
    assert sheet.count.text() == "已统计就诊 5 次。"
    assert "INR" in {line[0] for line in lines(sheet)}


def test_a_language_reads_nothing_anew_and_other_months_do(
    window: MainWindow, workspace: Workspace, records: FakeRecords, qtbot: QtBot
) -> None:
    keep_some(window, workspace, 1)
    sheet = shown(window, qtbot)
    workspace.set_language("zh_CN")
    assert [event.kind for event in records.log].count("report") == 1
    sheet.span.choose(12)
    sheet.span.activated.emit(2)
    qtbot.waitUntil(lambda: sheet.reading is None)
    assert sheet.table.columnCount() == 14
    assert [event.kind for event in records.log].count("report") == 2


def test_reading_many_gives_the_window_its_turn_and_says_how_far_it_is(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "SLICE_S", 0.0)
    keep_some(window, workspace, 3)
    window.show_reports()
    sheet = window.desk.place.sheet
    assert isinstance(sheet, ReportsSheet)
    assert sheet.reading is not None
    assert not sheet.save.isEnabled()
    said: list[str] = []
    sheet.reading.went_on.connect(lambda: said.append(sheet.count.text()))
    qtbot.waitUntil(lambda: sheet.reading is None)
    assert said == [f"Reading: {done} of 3 consultations" for done in (1, 2, 3)]
    assert sheet.save.isEnabled()


def test_a_sheet_that_was_left_reads_no_further(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "SLICE_S", 0.0)
    kept = keep_some(window, workspace, 1)[0]
    read: list[int] = []

    def endless() -> Iterable[Kept]:
        while True:
            read.append(1)
            yield kept

    store = window.desk.session.store
    assert store is not None
    monkeypatch.setattr(store, "walk", lambda _since, _until: Walk(9, iter(endless())), raising=False)
    window.show_reports()
    qtbot.waitUntil(lambda: len(read) > 2)
    sheet = window.desk.place.sheet
    assert isinstance(sheet, ReportsSheet)
    sheet.leave.click()
    qtbot.waitUntil(lambda: not isValid(sheet))
    before = len(read)
    qtbot.wait(20)
    assert len(read) == before


def test_saved_as_a_table_that_is_logged_and_names_nobody(
    window: MainWindow, workspace: Workspace, records: FakeRecords, qtbot: QtBot, tmp_path: Path
) -> None:
    keep_some(window, workspace, 5, "inr")
    sheet = shown(window, qtbot)
    out = tmp_path / "missing.csv"
    sheet.save_to(out)
    said = out.read_text("utf-8-sig")
    assert '"all months","INR","inr","5","5","100 %"' in said
    assert "A-0" not in said
    assert DOCTOR not in said
    assert records.log[-1].kind == "export"
    assert dict(records.log[-1].details) == {"what": "report missing", "months": "6", "count": "5"}
    assert "missing.csv" in sheet.warning.text()
    assert workspace.words.say("reports.warning") in sheet.warning.text()
    sheet.save_to(tmp_path / "no such folder" / "x.csv")
    assert sheet.said.text()
    assert "x.csv" not in sheet.warning.text()


def test_what_fails_while_reading_is_said_and_nothing_half_is_shown(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = keep_some(window, workspace, 1)[0]

    def failing() -> Iterable[Kept]:
        yield kept
        raise RecordError("disk_error")

    store = window.desk.session.store
    monkeypatch.setattr(store, "walk", lambda _since, _until: Walk(2, iter(failing())), raising=False)
    sheet = shown(window, qtbot)
    assert sheet.said.text() == workspace.words.error(RecordError("disk_error"))
    assert lines(sheet) == []
    assert not sheet.save.isEnabled()


def test_what_is_not_counted_is_said(
    window: MainWindow, workspace: Workspace, records: FakeRecords, qtbot: QtBot
) -> None:
    (kept,) = keep_some(window, workspace, 1)
    older = replace(kept, outcome=replace(kept.outcome, needed=None))
    records.kept[kept.consultation] = [older]
    sheet = shown(window, qtbot)
    words = workspace.words
    assert sheet.count.text() == f"{words.say('reports.nothing')} {words.say('reports.aside.older', n=1)}"
    assert not sheet.save.isEnabled()


def test_decisions_stand_with_their_reasons_and_are_saved_without_them_unless_asked(
    window: MainWindow, workspace: Workspace, records: FakeRecords, qtbot: QtBot, tmp_path: Path
) -> None:
    for _time in range(2):
        enter_case(workspace)
        said = Consultation(plan=Plan(kind="chosen", treatments=("haic",), reason="=1+1 she asked for it"))
        workspace.set_consultation(said, "plan")
        keep(window, workspace, "A-1")
    keep_some(window, workspace, 1)
    sheet = shown(window, qtbot)
    sheet.which.choose("decisions")
    sheet.which.activated.emit(1)
    assert [event.kind for event in records.log].count("report") == 1  # both were counted at once
    (line,) = lines(sheet)
    assert line[0] == "=1+1 she asked for it"
    assert line[1] == workspace.words.say("reports.kind.planned", own="")
    assert line[3:] == ["Usually not", "2 of 3"]
    assert "2 of 3" in sheet.count.text()
    out = tmp_path / "decisions.csv"
    sheet.save_to(out)
    assert "she asked" not in out.read_text("utf-8-sig")
    sheet.reasons.click()
    assert sheet.warning.text() == workspace.words.say("reports.warning.reasons")
    sheet.save_to(out)
    assert '"\'=1+1 she asked for it"' in out.read_text("utf-8-sig")
    assert [event.details["reasons"] for event in records.log if event.kind == "export"] == ["no", "yes"]
    workspace.set_language("zh_CN")
    assert lines(sheet)[0][3:] == ["一般不采用", "2 / 3"]


def test_who_may_not_export_reads_nothing(
    window: MainWindow, workspace: Workspace, records: FakeRecords, qtbot: QtBot
) -> None:
    keep_some(window, workspace, 1)
    records.people["Ann"] = Person(name="Ann", role="administrator"), PASSWORD
    sheet = shown(window, qtbot)
    assert sheet.about.text() == workspace.words.say("reports.may_not")
    assert not sheet.save.isEnabled()
    assert not sheet.span.isEnabled()
    assert "report" not in [event.kind for event in records.log]
