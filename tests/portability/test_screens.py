"""Screens: small ones, 4K, two of different scales, and a system whose language is written to the left."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt, QTranslator
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from bench.screens import SCREENS, Stage
from tests.portability.conftest import Run
from tests.ui.cut import cut
from ui.languages import Speaker

LAPTOP = {"name": "Laptop", "x": 0, "y": 0, "width": 1366, "height": 768}
WIDE = {"name": "Desk", "x": 0, "y": 0, "width": 1920, "height": 1080}
SHARP = {"name": "Wall", "x": 1920, "y": 0, "width": 3840, "height": 2160, "logicalDpi": 192}
SMALL = {"name": "Netbook", "x": 0, "y": 0, "width": 1024, "height": 600}
PLAIN = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}

START = """
import sys, json
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui import app
application = app._application()
told = {}
def look():
    window = next(w for w in application.topLevelWidgets() if w.inherits("QMainWindow") and w.isVisible())
    if not window.isVisible() or window._right is None:
        return
    app.settle(application)
    def place():
        foot = window.foot
        seen, screen = window.frameGeometry(), window.screen().geometry()
        return {
            "screen": window.screen().name(), "size": window.size().toTuple(), "ratio": window.devicePixelRatio(),
            "maximised": window.isMaximized(),
            "foot": foot.mapToGlobal(foot.rect().bottomRight()).y() <= screen.bottom(),
            "picture": window.grab().toImage().size().toTuple(),
        }
    told["first"] = place()
    if len(application.screens()) > 1:
        other = application.screens()[1]
        window.windowHandle().setScreen(other)
        window.move(other.geometry().topLeft())
        window.resize(1366, 768)
        app.settle(application)
        told["moved"] = place()
        window.grab().save(sys.argv[1])
    print(json.dumps(told))
    application.quit()
timer = QTimer()
timer.setInterval(20)
timer.timeout.connect(look)
timer.start()
sys.exit(app.run())
"""


def started(consult: Run, tmp_path: Path, *screens: dict[str, Any]) -> dict[str, Any]:
    """Where the window stands after its start on such screens, and once it was moved to the second."""
    (tmp_path / "screens.json").write_text(json.dumps({"screens": [{**PLAIN, **one} for one in screens]}))
    platform = f"offscreen:configfile={tmp_path / 'screens.json'}"
    done = consult(str(tmp_path / "moved.png"), command=("-c", START), settings={"QT_QPA_PLATFORM": platform})
    assert done.returncode == 0, done.stderr.decode()
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("screen", [LAPTOP, SMALL], ids=lambda screen: screen["name"])
def test_a_window_that_would_not_fit_fills_its_screen(consult: Run, tmp_path: Path, screen: Any) -> None:
    """With its title bar 1366 x 768 does not fit a screen of 1366 x 768: the foot lay below the edge."""
    first = started(consult, tmp_path, screen)["first"]
    assert first["maximised"]
    assert first["foot"], "the foot with the button to print lies below the edge of the screen"
    assert first["size"][0] <= screen["width"]
    assert first["size"][1] <= screen["height"]


def test_moved_to_a_screen_of_another_scale_it_is_drawn_for_that_one(consult: Run, tmp_path: Path) -> None:
    found = started(consult, tmp_path, WIDE, SHARP)
    assert found["first"] == {
        "screen": "Desk",
        "size": [1366, 768],
        "ratio": 1,
        "maximised": False,
        "foot": True,
        "picture": [1366, 768],
    }
    moved = found["moved"]
    assert (moved["screen"], moved["ratio"], moved["picture"]) == ("Wall", 2, [2732, 1536])
    # Drawn in the finer pixels, and not its coarse ones doubled.
    image = QImage(str(tmp_path / "moved.png")).convertToFormat(QImage.Format.Format_Grayscale8)
    half = image.scaled(1366, 768, mode=Qt.TransformationMode.FastTransformation)
    doubled = half.scaled(2732, 1536, mode=Qt.TransformationMode.FastTransformation)
    assert image.size() == doubled.size()
    assert image != doubled


@pytest.fixture(scope="module")
def stage(qapp: QApplication) -> Iterator[Stage]:
    made = Stage("zh_CN", "light", (1366, 768))
    yield made
    made.clear()
    made.leave()


@pytest.mark.parametrize("size", [(3840, 2160), (1920, 1080), (2560, 1080)], ids="{0[0]}x{0[1]}".format)
def test_on_a_large_screen_nothing_is_cut_and_the_room_is_used(stage: Stage, size: tuple[int, int]) -> None:
    stage.resize(size)
    stage.clear()
    shown = SCREENS["ordinary"](stage)
    stage.settle()
    assert stage.window.size() == QSize(*size)
    assert cut(shown) == ()
    table = stage.window.comparison.table
    used = sum(table.columnWidth(column) for column in range(table.model().columnCount()))
    assert used >= 0.95 * table.viewport().width(), "the comparison leaves the wide screen empty"
    assert stage.window.form.width() < size[0] / 4, "the form takes room that the comparison could use"


# -- languages written to the left ------------------------------------------------------------------------------


class _ToTheLeft(QTranslator):
    """As Qt's own words in Arabic or Hebrew: by this one word Qt learns which way to lay out."""

    def translate(self, context: str, source: str, _comment: str | None = None, _n: int = -1) -> str:
        return "RTL" if source == "QT_LAYOUT_DIRECTION" else ""

    def isEmpty(self) -> bool:
        return False


def test_qt_that_lays_out_to_the_left_does_not_turn_the_window(qapp: QApplication) -> None:
    """Turned, "-2.73" was painted as "2.73-" and headings of the form lay over each other."""
    arabic, speaker = _ToTheLeft(), Speaker(qapp)
    qapp.installTranslator(arabic)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        assert qapp.layoutDirection() is Qt.LayoutDirection.RightToLeft
        speaker.speak("zh_CN")
        assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight
        assert QWidget().layoutDirection() is Qt.LayoutDirection.LeftToRight
    finally:
        qapp.removeTranslator(arabic)
        speaker.leave()
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_an_arabic_system_draws_the_same_window(consult: Run, tmp_path: Path) -> None:
    pictures = []
    for language in ("C.UTF-8", "ar_EG.UTF-8"):
        settings = {"LC_ALL": language, "LANGUAGE": language[:2].lower()}
        done = consult("window", "--grab", f"{language}.png", settings=settings)
        assert done.returncode == 0, done.stderr
        pictures.append(QImage(str(tmp_path / f"{language}.png")))
    assert pictures[0] == pictures[1]
    assert not pictures[0].isNull()
