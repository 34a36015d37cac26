"""Papers of a kept case: whose they are stands on each, it is confirmed once, and what is not kept is a draft."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from consult.records import Identity
from consult.summary.copies import ONCE
from consult.summary.papers import Wanted
from tests.ui.records_desk import DOCTOR, PASSWORD, enter_case, records, window
from ui import app
from ui.filing import copy_of
from ui.printing.pages import Paper
from ui.printing.preview import PrintPreview
from ui.window import MainWindow
from ui.workspace import Workspace

__all__ = ["records", "window"]

NAMED = Identity(code="A-1", name="Wang Wei", birth_date=date(1959, 3, 14))


def keep(window: MainWindow, workspace: Workspace, identity: Identity) -> None:
    enter_case(workspace)
    window.desk.session.set_up(DOCTOR, PASSWORD)
    window.desk.session.keep(identity)
    workspace.choose(app.first_to_compare(workspace))


@pytest.fixture
def preview(workspace: Workspace, window: MainWindow, qtbot: QtBot) -> PrintPreview:
    keep(window, workspace, NAMED)
    made = PrintPreview(lambda wanted: app.paper_pdf(workspace, wanted), workspace)
    qtbot.addWidget(made)
    made.show()
    return made


def pages(workspace: Workspace) -> list[str]:
    paper = Paper(app.paper_pdf(workspace, Wanted()))
    said = [paper.text(page) for page in range(paper.page_count)]
    paper.close()
    return said


def test_name_and_birth_date_stand_on_every_page(window: MainWindow, workspace: Workspace) -> None:
    keep(window, workspace, NAMED)
    for page in pages(workspace):
        assert "A-1" in page
        assert "Wang Wei" in page
        assert "1959-03-14" in page


def test_how_the_log_ended_stands_on_every_page(window: MainWindow, workspace: Workspace) -> None:
    keep(window, workspace, NAMED)
    store = window.desk.session.store
    assert store is not None
    head = store.chain_head()[:16]
    store.note("open", consultation="another")
    assert store.chain_head()[:16] != head
    assert all(head in page for page in pages(workspace))


def test_a_paper_is_a_draft_until_what_is_on_the_screen_is_kept(
    window: MainWindow, workspace: Workspace
) -> None:
    enter_case(workspace)
    assert copy_of(workspace.filing) == ONCE
    keep(window, workspace, NAMED)
    assert not copy_of(workspace.filing).draft
    workspace.set_value("inr", 2.4)
    assert copy_of(workspace.filing).draft
    workspace.undo_stack.undo()
    assert not copy_of(workspace.filing).draft


def test_a_named_paper_leaves_only_once_it_is_said_whose_it_is(
    preview: PrintPreview, workspace: Workspace, tmp_path: Path
) -> None:
    assert preview.check.isVisible()
    assert "Wang Wei" in preview.check.said.text()
    assert "1959-03-14" in preview.check.said.text()
    assert "61" in preview.check.said.text()
    preview.print_paper()
    assert preview.said.text()
    assert preview.check.button.hasFocus() or not preview.isActiveWindow()
    QTest.keyClick(preview.check.button, Qt.Key.Key_Space)
    assert preview.check.isHidden()
    assert workspace.confirmed == NAMED
    again = PrintPreview(lambda _wanted: preview.data, workspace)
    assert not again.check.is_open
    again.close()


def test_another_case_is_asked_about_anew_and_one_without_a_name_never(
    preview: PrintPreview, workspace: Workspace, window: MainWindow
) -> None:
    preview.check.confirm()
    enter_case(workspace)
    assert not preview.check.is_open
    window.desk.session.keep(Identity(code="B-2"))
    assert not preview.check.is_open
    window.desk.session.open("c1")
    assert preview.check.is_open
