"""Printer row: which printer, how many copies, on which sides; the same in the preview and in the queue."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from consult.errors import ConsultError
from consult.names import Size
from ui.choice import Choice
from ui.printing.courier import Courier
from ui.printing.ways import MOST_COPIES, SIDES, Job, Printer, Way
from ui.theme import STEP
from ui.workspace import Workspace


class PrinterRow(QWidget):
    """Looks for printers when it is first shown. With one printer it is that one; with more, it waits to be told."""

    looked = Signal()
    """It is known now which printers there are, or why that cannot be known."""

    def __init__(
        self, workspace: Workspace, way: Way, courier: Courier, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._way, self._courier = workspace, way, courier
        self._found: tuple[Printer, ...] | None = None
        self.problem: ConsultError | None = None
        self.printer, self.copies, self.sides = Choice(), Choice(), Choice()
        self.labels = {name: QLabel() for name in ("printer", "copies", "sides")}
        for count in range(1, MOST_COPIES + 1):
            self.copies.addItem(str(count), count)
        for sides in SIDES:
            self.sides.addItem("", sides)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * STEP)
        for name, choice in (("printer", self.printer), ("copies", self.copies), ("sides", self.sides)):
            self.labels[name].setBuddy(choice)
            row.addWidget(self.labels[name])
            row.addWidget(choice, int(name == "printer"))
        self.printer.setMinimumWidth(30 * STEP)
        self.retranslate()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab reaches, in order."""
        return (self.printer, self.copies, self.sides)

    @property
    def is_known(self) -> bool:
        """Whether it was learned which printers there are."""
        return self._found is not None or self.problem is not None

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        for name, choice, text in (
            ("printer", self.printer, self.tr("Printer")),
            ("copies", self.copies, self.tr("Copies")),
            ("sides", self.sides, self.tr("Sides")),
        ):
            self.labels[name].setText(text)
            choice.setAccessibleName(text)
        sides = (
            self.tr("as the printer is set"),
            self.tr("one side"),
            self.tr("both sides, long edge"),
            self.tr("both sides, short edge"),
        )
        for at, text in enumerate(sides):
            self.sides.setItemText(at, text)
        self._fill()

    def look(self) -> None:
        """Ask which printers there are."""
        self._courier.fetch(self._way.printers, self._take, apart=self._way.apart)

    def job(self, title: str, size: Size) -> Job | None:
        """What is picked; None where no printer is."""
        name = self.printer.currentData()
        if not name:
            return None
        return Job(
            printer=name,
            title=title,
            copies=self.copies.currentData(),
            sides=self.sides.currentData(),
            size=size,
        )

    def why_not(self) -> str:
        """Why nothing can be printed, in words; empty where a printer is picked."""
        if self.printer.currentData():
            return ""
        if self.problem is not None:
            return self._workspace.words.error(self.problem)
        if self._found is None:
            return self.tr("Looking for printers…")
        if not self._found:
            return self.tr("No printer is set up on this computer. The paper can be saved as PDF instead.")
        return self.tr("Choose a printer first.")

    def _take(self, found: Any) -> None:
        self.problem = found if isinstance(found, ConsultError) else None
        self._found = () if isinstance(found, ConsultError) else found
        self._fill()
        self.looked.emit()

    def _fill(self) -> None:
        picked = self.printer.currentData()
        found = self._found or ()
        self.printer.clear()
        if len(found) != 1:
            nothing = self.tr("looking…") if self._found is None else self.tr("none")
            self.printer.addItem(self.tr("choose…") if found else nothing, "")
        for printer in found:
            name = printer.name
            self.printer.addItem(
                self.tr("{name} (stopped)").format(name=name) if printer.stopped else name, name
            )
        if picked in {printer.name for printer in found}:
            self.printer.choose(picked)
