"""Papers as files in the window: saved with a password typed twice, opened again as the case they were made of."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.errors import InputError
from consult.hcc.derive import SCHEMA
from consult.summary.papers import KINDS, Wanted
from consult.summary.pdf_attachment import attachment_of
from consult.summary.pdf_password import protect
from tests.output.conftest import CASES
from ui.app import paper_pdf, read_case_file
from ui.printing.password import PasswordQuestion, ask_password
from ui.printing.preview import PrintPreview
from ui.window import MainWindow
from ui.workspace import Workspace

PASSWORD = "密码 12"


@pytest.fixture
def workspace(knowledge: Knowledge) -> Workspace:
    made = Workspace(knowledge)
    made.open_patient(SCHEMA.read(CASES["five"]))
    return made


@pytest.fixture
def preview(qtbot: QtBot, workspace: Workspace) -> PrintPreview:
    shown = PrintPreview(lambda wanted: paper_pdf(workspace, wanted), workspace)
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def type_twice(preview: PrintPreview, first: str, second: str) -> None:
    preview.password_strip.first.setText(first)
    preview.password_strip.second.setText(second)


# -- saving ---------------------------------------------------------------------------------------------------------


def test_without_asking_nothing_is_protected(preview: PrintPreview, tmp_path: Path) -> None:
    assert not preview.password_strip.isVisible()
    preview.save_to(tmp_path / "a.pdf")
    assert attachment_of((tmp_path / "a.pdf").read_bytes())
    assert preview.said.text() == "Saved as a.pdf. The case goes with the file and can be opened from it."


def test_it_is_said_only_of_papers_that_carry_the_case(
    preview: PrintPreview, workspace: Workspace, tmp_path: Path
) -> None:
    preview.kind.setCurrentIndex(preview.kind.findData("patient"))
    preview.save_to(tmp_path / "a.pdf")
    assert preview.said.text() == "Saved as a.pdf."
    preview.kind.setCurrentIndex(preview.kind.findData("board"))
    workspace.start_what_if()
    preview.save_to(tmp_path / "a.pdf")
    assert preview.said.text() == "Saved as a.pdf."


def test_a_paper_is_saved_with_a_password_typed_twice(
    preview: PrintPreview, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    preview.password_button.click()
    assert preview.password_strip.isVisible()
    assert preview.focusWidget() is preview.password_strip.first
    assert "lost" in preview.password_strip.told.text()
    qtbot.keyClicks(preview.password_strip.first, "geheim 1")
    qtbot.keyClick(preview.password_strip.first, Qt.Key.Key_Tab)
    qtbot.keyClicks(preview.focusWidget(), "geheim 1")
    out = tmp_path / "a.pdf"
    preview.save_to(out)
    with pytest.raises(InputError):
        read_case_file(out, workspace)
    back = read_case_file(out, workspace, lambda _again: "geheim 1")
    assert back.patient == workspace.patient
    assert preview.said.text().startswith("Saved as a.pdf. ")
    assert preview.said.text().endswith(" It opens with the password only.")
    assert not preview.password_strip.isVisible()
    assert preview.password_strip.first.text() == preview.password_strip.second.text() == ""


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("", "", "Type the password"),
        ("", "a", "Type the password"),
        ("a", "", "differ"),
        ("a", "b", "differ"),
        ("１", "１", "cannot be used"),
        ("a" * 200, "a" * 200, "cannot be used"),
    ],
)
def test_a_password_that_is_not_settled_saves_nothing(
    preview: PrintPreview, tmp_path: Path, first: str, second: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "ui.printing.preview.QFileDialog.getSaveFileName",
        lambda *_a: pytest.fail("no file is to be asked for"),
    )
    preview.password_button.click()
    type_twice(preview, first, second)
    preview.save_paper()
    preview.save_to(tmp_path / "a.pdf")
    assert said in preview.said.text()
    assert not list(tmp_path.iterdir())


def test_a_password_is_forgotten_when_it_is_put_away(preview: PrintPreview) -> None:
    preview.password_button.click()
    type_twice(preview, "a", "a")
    preview.password_button.click()
    assert not preview.password_strip.first.text()
    preview.password_button.click()
    type_twice(preview, "a", "a")
    preview.reject()
    assert not preview.password_strip.first.text()


def test_what_is_typed_is_never_shown(preview: PrintPreview) -> None:
    for field in preview.password_strip.findChildren(QLineEdit):
        assert field.echoMode() == QLineEdit.EchoMode.Password
        assert field.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData
        assert field.accessibleName()


# -- what a paper carries -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_no_paper_of_a_what_if_can_be_opened_as_recorded(
    workspace: Workspace, tmp_path: Path, kind: str
) -> None:
    workspace.start_what_if()
    workspace.set_value("inr", 2.0)
    out = tmp_path / "a.pdf"
    out.write_bytes(paper_pdf(workspace, Wanted(kind)))  # type: ignore[arg-type]
    with pytest.raises(InputError) as caught:
        read_case_file(out, workspace)
    assert caught.value.code == "pdf_no_case"
    assert "what-if" in workspace.words.error(caught.value)


# -- opening --------------------------------------------------------------------------------------------------------


@pytest.fixture
def window(qtbot: QtBot, knowledge: Knowledge) -> MainWindow:
    empty = Workspace(knowledge)
    made = MainWindow(
        empty,
        theme="light",
        read_case=lambda file: read_case_file(file, empty, lambda again: ask_password(made, again=again)),
        make_pdf=lambda wanted: paper_pdf(empty, wanted),
        dress=lambda _name: None,
    )
    qtbot.addWidget(made)
    made.complete()
    return made


def answer(*typed: str | None) -> list[str]:
    """Answers each question for a password as it comes; the questions that were asked."""
    asked: list[str] = []
    left = list(typed)

    def look() -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, PasswordQuestion):
            asked.append(shown.asked.text())
            said = left.pop(0)
            if said is None:
                shown.cancel_button.click()
            else:
                shown.field.setText(said)
                shown.open_button.click()
        if left:
            QTimer.singleShot(5, look)

    QTimer.singleShot(5, look)
    return asked


def test_the_window_opens_a_paper(window: MainWindow, workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    out.write_bytes(paper_pdf(workspace, Wanted("board", "zh_CN")))
    window.open_file(out)
    assert window._workspace.patient == workspace.patient
    assert not window._said.text()


def test_a_protected_paper_asks_until_it_opens(
    window: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    out = tmp_path / "a.pdf"
    out.write_bytes(protect(paper_pdf(workspace, Wanted()), PASSWORD))
    asked = answer("wrong", PASSWORD)
    window.open_file(out)
    assert window._workspace.patient == workspace.patient
    assert [text.split()[0] for text in asked] == ["This", "That"]


def test_whoever_does_not_know_the_password_keeps_the_open_case(
    window: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    before = window._workspace.patient
    out = tmp_path / "a.pdf"
    out.write_bytes(protect(paper_pdf(workspace, Wanted()), PASSWORD))
    answer(None)
    window.open_file(out)
    assert window._workspace.patient is before
    assert "protected" in window._said.text()


def test_an_empty_password_is_not_offered(qtbot: QtBot) -> None:
    question = PasswordQuestion()
    qtbot.addWidget(question)
    assert not question.open_button.isEnabled()
    question.field.setText("x")
    assert question.open_button.isEnabled()
    assert question.field.accessibleName()
