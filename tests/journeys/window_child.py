"""A window as the program starts it, in a process of its own; a fault happens in it, then it is closed.

Arguments: the case file, and the word that the fault's message holds.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from consult.case_file import read_case
from consult.hcc.schema import SCHEMA
from ui import theme
from ui.app import run
from ui.trouble.desk import TroubleDesk
from ui.window import MainWindow


def main() -> int:
    case, word = sys.argv[1:]
    application = QApplication(["consult", "-style", theme.STYLE])
    clock = QTimer()
    fails = [1]

    def go_on() -> None:
        shown = [one for one in application.topLevelWidgets() if isinstance(one, MainWindow)]
        if not shown or shown[0].watch is None or shown[0].watch.self_test is None:
            return
        if fails:
            fails.pop()
            raise KeyError(word)
        told = shown[0].findChild(TroubleDesk)
        if isinstance(told, TroubleDesk) and shown[0].watch.self_test.last is not None:
            clock.stop()
            print(told.strip.said.text(), flush=True)
            shown[0].close()

    clock.timeout.connect(go_on)
    clock.start(50)
    return run(case=read_case(Path(case).read_bytes(), SCHEMA))


if __name__ == "__main__":
    sys.exit(main())
