"""The window as the program starts it: painted first, the right side after that, by itself."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.case_file import CaseFile
from consult.hcc.schema import SCHEMA
from ui import app, messages, start, theme
from ui.form.form import CriteriaForm
from ui.window import MainWindow
from ui.workspace import Workspace


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> MainWindow:
    theme.load_fonts()
    theme.apply(qapp, "light")
    made = MainWindow(
        Workspace(),
        theme="light",
        read_case=lambda _file: CaseFile(SCHEMA.empty()),
        make_pdf=lambda _wanted: b"",
        dress=lambda _name: None,
    )
    qtbot.addWidget(made)
    made.resize(1366, 768)
    return made


def test_the_right_side_comes_by_itself_once_the_form_is_painted(window: MainWindow, qtbot: QtBot) -> None:
    assert window._right is None
    window.show()
    qtbot.waitUntil(lambda: window._right is not None)
    qtbot.waitUntil(window.strip.isVisible)


def test_the_catalogue_is_read_and_a_case_opened_after_the_first_paint(
    window: MainWindow, qtbot: QtBot, qapp: QApplication, knowledge: Knowledge
) -> None:
    workspace = window._workspace
    done: list[str] = []
    app.AfterFirstPaint(window.form, lambda: done.append("painted"))
    window.show()
    qtbot.waitUntil(lambda: done == ["painted"])
    workspace.set_knowledge(knowledge)
    workspace.open_patient(SCHEMA.read({"age_years": 61, "tumour_type": "hcc", "lesions": [{"size_mm": 25}]}))
    workspace.choose(["rfa", "mwa"])
    app.settle(qapp)
    for seen in (window.strip, window.options.view, window.comparison.table):
        assert seen.isVisible()
        assert seen.height() > 40


@pytest.mark.parametrize("height", [600, 768, 1000])
def test_what_is_made_after_the_first_paint_moves_nothing_that_was_painted(
    window: MainWindow, qtbot: QtBot, qapp: QApplication, height: int
) -> None:
    form = window.form
    window.resize(1366, height)
    places: list[dict[str, QRect]] = []

    class Painted(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and not places:
                places.append(_places(form))
            return False

    painted = Painted()
    form.installEventFilter(painted)
    window.show()
    window.focus_first()
    qtbot.waitUntil(lambda: window._right is not None and bool(form._sections))
    app.settle(qapp)
    assert len(places[0]) > 20
    assert _places(form) == places[0]


def _places(form: CriteriaForm) -> dict[str, QRect]:
    """Where the target of each editor of the minimal set stands in the window."""
    return {
        editor.field.id: QRect(editor.target().mapTo(form, QPoint(0, 0)), editor.target().size())
        for editor in form.minimal.editors()
    }


FIRST_PAINT = """
import builtins, gc, json, linecache, sys
from ui import start
plain = builtins.__import__
start.read()
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from ui import app, messages, start, theme
from ui.form.form import CriteriaForm
from ui.window import MainWindow
from ui.workspace import Workspace

application = QApplication([])
theme.load_fonts()
window = MainWindow(Workspace(), theme="light", read_case=None, make_pdf=None, dress=lambda name: None)
theme.apply(application, "light")
window.complete = lambda: None

class Painted(QObject):
    seen = None

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and self.seen is None:
            self.seen = sorted(sys.modules)
        return False

painted = Painted()
window.form.installEventFilter(painted)
window.show()
window.focus_first()
for _round in range(1000):
    if painted.seen:
        break
    application.processEvents()
print(json.dumps({
    "modules": painted.seen,
    "plain_import": builtins.__import__ is plain,
    "sources_kept": len(linecache.cache),
    "collector_rests": not gc.isenabled(),
    "focus": type(application.focusWidget()).__name__,
    "put_off": [name for name in messages.LATE if "__getattr__" in vars(sys.modules[messages.PACKAGE + name])],
    "read": [name for name in messages.LATE if "annotations" in vars(sys.modules[messages.PACKAGE + name])],
}))
"""


@pytest.fixture(scope="module")
def first_paint() -> dict[str, Any]:
    """What a process of its own had read when the form was first painted."""
    ended = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT], capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.returncode == 0, ended.stderr
    said: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return said


@pytest.mark.parametrize(
    "module",
    [
        "consult.assess",
        "consult.catalog",
        "consult.clinic",
        "consult.compare",
        "consult.hcc.derive",
        "consult.rules",
        "consult.summary.blocks",
        "cryptography",
        "hashlib",
        "pikepdf",
        "reportlab",
        "sqlite3",
        "sqlite_utils",
        "ui.right",
    ],
)
def test_nothing_is_read_before_the_first_paint_that_the_empty_form_does_not_show(
    first_paint: dict[str, Any], module: str
) -> None:
    assert "ui.form.minimal" in first_paint["modules"]
    assert module not in first_paint["modules"]


WITHOUT_A_WORD = """
import sys
from consult.__main__ import main
from ui import start
start.read = lambda: lambda: print(*sys.modules) or 0
sys.argv = ["consult"]
main()
"""


def test_without_a_word_the_command_line_is_not_read() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", WITHOUT_A_WORD],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr
    modules = ended.stdout.split()
    assert "consult.terminal" in modules
    assert "consult.cli" not in modules
    assert "click" not in modules


def test_the_first_field_has_the_focus_when_it_is_painted(first_paint: dict[str, Any]) -> None:
    assert first_paint["focus"] == "NumberBox"


def test_modules_are_read_once_and_by_the_plain_import(first_paint: dict[str, Any]) -> None:
    """PySide's own would read the source of every module again and keep its lines."""
    assert first_paint["plain_import"]
    assert first_paint["sources_kept"] < 20
    assert first_paint["collector_rests"]


def test_what_words_messages_is_not_read_before_the_first_paint(first_paint: dict[str, Any]) -> None:
    assert sorted(first_paint["put_off"]) == sorted(messages.LATE)
    assert first_paint["read"] == []


WRONG_CALLS = """
import sys
from ui import messages, start
{before}
from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])

class Sender(QObject):
    sent = Signal(int)

label, sender = QLabel(), Sender()
for wrong in (
    lambda: QLabel(3, 4, 5),
    lambda: QLabel(nope=3),
    lambda: label.setText(4),
    lambda: label.setGeometry(1, 2, "wide"),
    lambda: sender.sent.emit("a", "b"),
    lambda: QPoint("here"),
):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
print(QLabel.setGeometry.__doc__)
from PySide6.support.signature import get_signature
from PySide6.support.signature.lib.pyi_generator import Formatter
print(get_signature(QLabel.setGeometry), Formatter)
parser = sys.modules["PySide6.support.signature.parser"]
print(hasattr(parser, "__path__"), hasattr(parser, "nothing_of_this_name"))
print("put off", "__getattr__" in vars(parser), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("before", "put_off"),
    [("start.read()", True), ("messages.KNOWN = ()\nstart.read()", False)],
    ids=["known release", "any other"],
)
def test_wrong_calls_are_answered_as_without_us(before: str, put_off: bool) -> None:
    without, ours = (
        subprocess.run(
            [sys.executable, "-c", WRONG_CALLS.format(before=lines)],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        for lines in ("", before)
    )
    assert "Supported signatures" in without.stdout
    assert ours.stdout == without.stdout
    assert ours.stderr == f"put off {put_off}\n"


def test_the_search_for_cycles_goes_on_after_the_start() -> None:
    was = gc.get_freeze_count()
    gc.disable()
    try:
        start.resume_collector()
        assert gc.isenabled()
        assert gc.get_freeze_count() > was
    finally:
        gc.unfreeze()
        gc.enable()
