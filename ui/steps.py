"""Steps: undo of the record and, apart from it, of what is only tried; one object for whoever undoes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand, QUndoGroup, QUndoStack


class Steps(QUndoGroup):
    """Like one undo stack. While something is tried its steps have a stack of their own, which is then dropped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._record = QUndoStack(self)
        self._trial = QUndoStack(self)
        self._record.setActive(True)

    def push(self, command: QUndoCommand) -> None:
        """Do a step; it is undone before the ones that were done before it."""
        self.activeStack().push(command)

    @contextmanager
    def together(self, name: str) -> Iterator[None]:
        """Whatever is pushed meanwhile is one step."""
        stack = self.activeStack()
        stack.beginMacro(name)
        try:
            yield
        finally:
            stack.endMacro()

    def begin_trial(self) -> None:
        """From now on steps are those of a trial; the steps of the record wait, and cannot be undone."""
        self._trial.clear()
        self._trial.setActive(True)

    def end_trial(self) -> None:
        """Forget the steps of the trial; the record's are there again as they were."""
        self._trial.clear()
        self._record.setActive(True)

    def clear(self) -> None:
        """Forget every step, and that anything is tried."""
        self.end_trial()
        self._record.clear()

    def count(self) -> int:
        """How many steps there are, undone ones with them."""
        return self.activeStack().count()
