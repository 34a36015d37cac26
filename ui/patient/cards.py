"""Cards: the options of a patient page side by side, each heading at one height in all of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from consult.patient_view import Part, PatientOption, Said
from ui.drawing import Figure
from ui.theme import STEP


def text_label(text: str, role: str) -> QLabel:
    """Words that are drawn as they stand, and wrap."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setText(text)
    return label


class Cards(QWidget):
    """Built anew for every page."""

    def __init__(self, options: tuple[PatientOption, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 2 * STEP, 0)
        grid.setHorizontalSpacing(4 * STEP)
        grid.setVerticalSpacing(0)
        for column, option in enumerate(options):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 0)
            card = QFrame(self)
            card.setProperty("role", "card")
            grid.addWidget(card, 0, column, len(option.parts) + 2, 1)
            card.lower()
            grid.addWidget(_cell([_head(option)], first=True), 0, column)
            for row, part in enumerate(option.parts, 1):
                grid.addWidget(_cell(_part(part)), row, column)
        if options:
            grid.setRowStretch(len(options[0].parts) + 1, 1)


def _cell(widgets: list[QWidget], *, first: bool = False) -> QWidget:
    cell = QWidget()
    box = QVBoxLayout(cell)
    box.setContentsMargins(4 * STEP, (3 if first else 1) * STEP, 4 * STEP, 2 * STEP)
    box.setSpacing(STEP)
    for widget in widgets:
        box.addWidget(widget)
    box.addStretch(1)
    cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return cell


def _head(option: PatientOption) -> QWidget:
    head = QWidget()
    box = QVBoxLayout(head)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    box.addWidget(text_label(option.name, "patient-name"))
    if option.role:
        box.addWidget(text_label(option.role, "patient-note"))
    return head


def _part(part: Part) -> list[QWidget]:
    return [text_label(part.title, "patient-row"), *(_said(said) for said in part.said)]


def _said(said: Said) -> QWidget:
    if said.drawing is None:
        return text_label(said.text, f"patient-{said.tone}")
    figure = Figure()
    figure.show_drawing(said.drawing)
    return figure
