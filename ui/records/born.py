"""Born: a box for a birth date, year first; what is no day of the past is marked and not taken."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.form.editors import set_state
from ui.form.reading import plain_text
from ui.records.sheet import BOX_HEIGHT

_DAY = re.compile(r"(\d{4})[-./]?(\d{2})[-./]?(\d{2})")


class BirthBox(QLineEdit):
    """Empty is an answer: no birth date is kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("yyyy-mm-dd")
        self.setMaxLength(12)
        self.setFixedHeight(BOX_HEIGHT)
        self.editingFinished.connect(self.settle)

    def show_day(self, day: date | None) -> None:
        """Show a birth date."""
        self.setText("" if day is None else day.isoformat())

    def day(self) -> date | None:
        """The day that is typed; None for nothing and for what is no day."""
        return read_birth_date(self.text())

    @property
    def is_wrong(self) -> bool:
        """Whether something is typed that is no day of birth."""
        return bool(self.text().strip()) and self.day() is None

    def settle(self) -> None:
        """The box was left: show the day as it is kept, or mark what is none."""
        day = self.day()
        if day is not None:
            self.setText(day.isoformat())
        set_state(self, "invalid" if self.is_wrong else "")


def read_birth_date(typed: str) -> date | None:
    """19590314, 1959-03-14, 1959.03.14; nothing is guessed from fewer digits."""
    found = _DAY.fullmatch(plain_text(typed).strip())
    if found is None:
        return None
    try:
        day = date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
    return day if day.year >= 1880 and day <= date.today() else None
