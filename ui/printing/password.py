"""Password: typed twice before a paper is saved with it, and once before such a paper is opened."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from consult.errors import OutputError
from consult.summary.pdf_password import LONGEST, is_fit
from ui.theme import STEP

_WIDE = 200
"""Of a field, in pixels: a password of ordinary length is seen whole as dots."""


class PasswordStrip(QWidget):
    """Two fields for one password, and what it means to lose it. How hard it is to guess is not judged."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.second = _field(self), _field(self)
        self.first_label, self.second_label = QLabel(self), QLabel(self)
        self.first_label.setBuddy(self.first)
        self.second_label.setBuddy(self.second)
        self.told = QLabel(self)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * STEP, 2 * STEP, 3 * STEP, 0)
        row.setSpacing(2 * STEP)
        for label, field in ((self.first_label, self.first), (self.second_label, self.second)):
            row.addWidget(label)
            row.addWidget(field)
        row.addWidget(self.told, 1)
        QWidget.setTabOrder(self.first, self.second)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language that is spoken."""
        self.first_label.setText(self.tr("Password"))
        self.second_label.setText(self.tr("Once more"))
        self.first.setAccessibleName(self.tr("Password of the file"))
        self.second.setAccessibleName(self.tr("Password of the file, once more"))
        self.told.setText(
            self.tr(
                "The file then opens with this password only. If it is lost, nobody can open the file again."
            )
        )
        self.first.setAccessibleDescription(self.told.text())

    def password(self) -> str:
        """What was typed twice. Raises OutputError where nothing was, the two differ, or it cannot be used."""
        if not self.first.text():
            raise OutputError("pdf_password_missing")
        if self.first.text() != self.second.text():
            raise OutputError("pdf_password_differs")
        if not is_fit(self.first.text()):
            raise OutputError("pdf_password_form", most=str(LONGEST))
        return self.first.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.second.clear()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.first.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.clear()


class PasswordQuestion(QDialog):
    """Asks for the password of a file that is to be opened."""

    def __init__(self, parent: QWidget | None = None, *, again: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Protected PDF"))
        self.asked = QLabel(
            self.tr("That password does not open it. Its password:")
            if again
            else self.tr("This PDF opens with its password only:")
        )
        self.field = _field(self)
        self.field.setAccessibleName(self.tr("Password of the file"))
        self.field.setAccessibleDescription(self.asked.text())
        self.asked.setBuddy(self.field)
        self.cancel_button, self.open_button = QPushButton(self.tr("Cancel")), QPushButton(self.tr("Open"))
        self.open_button.setProperty("role", "primary")
        self.open_button.setDefault(True)
        self.open_button.setEnabled(False)
        self.cancel_button.setAutoDefault(False)
        for button in (self.cancel_button, self.open_button):
            button.setAccessibleName(button.text())
        self.field.textChanged.connect(lambda typed: self.open_button.setEnabled(bool(typed)))
        self.cancel_button.clicked.connect(self.reject)
        self.open_button.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setSpacing(2 * STEP)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.open_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(3 * STEP, 3 * STEP, 3 * STEP, 3 * STEP)
        whole.setSpacing(2 * STEP)
        whole.addWidget(self.asked)
        whole.addWidget(self.field)
        whole.addSpacing(STEP)
        whole.addLayout(foot)
        self.setMinimumWidth(90 * STEP)
        self.field.setFocus()


def ask_password(parent: QWidget, *, again: bool) -> str | None:
    """The password typed, or None where nobody wants to type one."""
    question = PasswordQuestion(parent, again=again)
    try:
        return question.field.text() if question.exec() == QDialog.DialogCode.Accepted else None
    finally:
        question.field.clear()
        question.deleteLater()


def _field(parent: QWidget) -> QLineEdit:
    field = QLineEdit(parent)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    # What is typed here is no text to keep, to complete or to learn from.
    field.setInputMethodHints(
        Qt.InputMethodHint.ImhHiddenText
        | Qt.InputMethodHint.ImhSensitiveData
        | Qt.InputMethodHint.ImhNoPredictiveText
        | Qt.InputMethodHint.ImhNoAutoUppercase
    )
    field.setMaximumWidth(_WIDE)
    field.setMaxLength(LONGEST + 1)
    return field
