"""Cards: the options of a patient page side by side, each heading at one height in all of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from consult.patient_view import Part, PatientOption, Said
from ui.drawing import Figure
from ui.theme import STEP


def text_label(text: str, role: str, parent: QWidget | None = None) -> QLabel:
    """Words that are drawn as they stand, and wrap."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setText(text)
    return label


class Cards(QWidget):
    """Built anew for every page; each widget is made inside its parent, so that it is dressed once."""

    def __init__(self, options: tuple[PatientOption, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 2 * STEP, 0)
        grid.setHorizontalSpacing(4 * STEP)
        grid.setVerticalSpacing(0)
        for column, option in enumerate(options):
            grid.setColumnStretch(column, 1)
            card = QFrame(self)
            card.setProperty("role", "card")
            grid.addWidget(card, 0, column, len(option.parts) + 2, 1)
            grid.addWidget(_head(option, self), 0, column)
            for row, part in enumerate(option.parts, 1):
                grid.addWidget(_part(part, self), row, column)
        if options:
            grid.setRowStretch(len(options[0].parts) + 1, 1)


def _cell(parent: QWidget, over: int) -> tuple[QWidget, QVBoxLayout]:
    cell = QWidget(parent)
    cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    box = QVBoxLayout(cell)
    box.setContentsMargins(4 * STEP, over, 4 * STEP, 2 * STEP)
    return cell, box


def _head(option: PatientOption, parent: QWidget) -> QWidget:
    cell, box = _cell(parent, 3 * STEP)
    box.setSpacing(0)
    box.addWidget(text_label(option.name, "patient-name", cell))
    if option.role:
        box.addWidget(text_label(option.role, "patient-note", cell))
    box.addStretch(1)
    return cell


def _part(part: Part, parent: QWidget) -> QWidget:
    cell, box = _cell(parent, STEP)
    box.setSpacing(STEP)
    box.addWidget(text_label(part.title, "patient-row", cell))
    for place, said in enumerate(part.said):
        figure_follows = place + 1 < len(part.said) and part.said[place + 1].drawing is not None
        if figure_follows and place:
            box.addSpacing(3 * STEP)  # one figure ends, another begins
        box.addWidget(_said(said, cell))
    box.addStretch(1)
    return cell


def _said(said: Said, parent: QWidget) -> QWidget:
    if said.drawing is None:
        return text_label(said.text, f"patient-{said.tone}", parent)
    figure = Figure(parent)
    figure.show_drawing(said.drawing)
    return figure
