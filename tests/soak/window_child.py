"""The program itself, begun as it always is, with a script instead of a person; for the tests of what survives it.

`python -m tests.soak.window_child typing SEED` types until it is killed; `journey FOLDER` does a consultation from the
first key to the last and ends. The records of `CONSULT_DATA` are opened; every line on standard output tells of a step.
"""

from __future__ import annotations

import hashlib
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from consult.case_file import case_bytes
from consult.records import Identity
from tests.db.records.making import CHEAP, DOCTOR, PASSWORD
from tests.soak.window_words import CANARIES, FIELDS
from ui import app
from ui.printing.preview import PrintPreview
from ui.window import MainWindow

BEAT_MS = 20


def say(*words: object) -> None:
    print(*words, flush=True)


class Script:
    """Does one step of a script after the other in the program's own event loop."""

    def __init__(self, script: Callable[[MainWindow], Iterator[int]]) -> None:
        self._script = script
        self._steps: Iterator[int] | None = None
        QTimer.singleShot(50, self._begin)

    def _begin(self) -> None:
        """Once the window has its catalogue; until then it is looked for again."""
        windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()]
        if not windows or windows[0]._workspace.knowledge is None:
            QTimer.singleShot(20, self._begin)
            return
        self._steps = self._script(windows[0])
        self._go_on()

    def _go_on(self) -> None:
        assert self._steps is not None
        wait = next(self._steps, None)
        if wait is not None:
            QTimer.singleShot(wait, self._go_on)


def press(window: MainWindow, key: Qt.Key | str) -> None:
    """A key, where the cursor stands; also on a screen where no window manager makes a window the active one."""
    QTest.keyClick(QApplication.focusWidget() or window.focusWidget() or window, key)  # type: ignore[call-overload]


def typing(window: MainWindow, seed: str) -> Iterator[int]:
    """Fields in turn, key by key; after each key when it was taken, and what then stood in the case."""
    chance = random.Random(seed)
    window.desk.session.unlock(DOCTOR.name, PASSWORD)
    window.activateWindow()
    workspace = window._workspace
    beat = QTimer(window)
    beat.timeout.connect(lambda: say("beat", time.monotonic()))
    beat.start(BEAT_MS)
    say("ready", time.monotonic())
    yield 100
    while True:
        for field, texts in FIELDS:
            window.form.focus_field(field)
            yield 10
            box = QApplication.focusWidget() or window.focusWidget()
            if hasattr(box, "selectAll"):
                box.selectAll()
            for key in chance.choice(texts):
                press(window, key)
                case = case_bytes(workspace.recorded, workspace.recorded_consultation)
                say("key", time.monotonic(), hashlib.sha256(case).hexdigest()[:16], field)
                yield int(chance.expovariate(1 / 90)) if chance.random() < 0.95 else chance.randint(400, 1500)


def journey(window: MainWindow, folder: str) -> Iterator[int]:
    """Keep, amend, paper, queue, backup, find, lock, unlock, end; with a patient whose words must stay inside."""
    desk, workspace, place = window.desk, window._workspace, Path(folder)
    word, name, code = CANARIES
    window.open_file(place / "case.json")
    yield 50
    window.form.focus_field("current_medication")
    for key in word:
        press(window, key)
    say("typed")
    yield 400
    window.keep()
    yield 10
    form: Any = desk.place.sheet
    form.form.password.setText(PASSWORD)
    form.form.submit()
    yield 50
    sheet: Any = desk.place.sheet
    sheet.code.setText(code)
    sheet.name.setText(f"{name} {word}")
    sheet.submit()
    assert workspace.filing.kept is not None, sheet.said.text()
    say("kept")
    yield 50
    workspace.set_value("inr", 1.9)
    yield 900
    desk.session.keep(Identity(code=code, name=f"{name} {word}"), reason=f"{word} again")
    say("amended")
    window.show_preview()
    yield 200
    preview = next(w for w in QApplication.topLevelWidgets() if isinstance(w, PrintPreview))
    preview.queue_button.click()
    if preview.check.is_open:
        preview.check.button.click()
    yield 50
    preview.save_to(place / "paper.pdf")
    assert (place / "paper.pdf").read_bytes().startswith(b"%PDF")
    say("paper", preview.said.text())
    preview.close()
    window.show_queue()
    yield 50
    QApplication.topLevelWidgets()
    for other in QApplication.topLevelWidgets():
        if other is not window and other.isVisible():
            other.close()
    store = desk.session.store
    assert store is not None
    assert len(store.papers()) == 1
    say("queued")
    desk.office.show_backup()
    yield 20
    backup: Any = desk.place.sheet
    backup.folder.setText(str(place / "stick"))
    backup.back_up()
    assert list((place / "stick").iterdir()), backup.said.text()
    say("backed up")
    desk.place.put_away()
    window.show_patients()
    yield 50
    find: Any = desk.place.sheet
    find.search.setText(word)
    yield 50
    assert find.table.rowCount() == 1
    say("found")
    desk.place.put_away()
    window.lock()
    yield 50
    desk.session.unlock(DOCTOR.name, PASSWORD)
    yield 50
    workspace.set_value("inr", 2.1)
    yield 1000
    say("drafted", desk.session.store is not None and desk.session.store.draft() is not None)
    window.close()
    say("ended")
    QApplication.quit()


def main() -> int:
    """Run the program with a script."""
    what, argument = sys.argv[1:]
    records = app.records()
    records._cost = lambda: CHEAP  # a password that costs nothing to try: nobody guesses here
    app.records = lambda: records  # type: ignore[assignment]
    app._application()
    script = {"typing": typing, "journey": journey}[what]
    runner = Script(lambda window: script(window, argument))
    code = app.run()
    del runner
    return code


if __name__ == "__main__":
    sys.exit(main())
