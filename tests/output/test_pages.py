"""The pages shown before printing: drawn on white, sharp on every screen, and reached by the keyboard."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from tests.output.conftest import CASES, MakePaper, rendered
from ui.printing.pages import Paper, PaperView

A4 = (595, 842)


@pytest.fixture
def data(paper: MakePaper) -> bytes:
    return rendered(paper(CASES["three small"]).document)


@pytest.fixture
def view(qtbot: QtBot, data: bytes) -> PaperView:
    shown = PaperView()
    qtbot.addWidget(shown)
    shown.resize(700, 500)
    shown.set_paper(Paper(data))
    with qtbot.waitExposed(shown):
        shown.show()
    shown.setFocus()
    return shown


def test_a_paper_gives_its_pages_their_sizes_and_words(data: bytes) -> None:
    paper = Paper(data)
    assert paper.page_count > 1
    for page in range(paper.page_count):
        assert (round(paper.size(page).width()), round(paper.size(page).height())) == A4
        assert "Consult" in paper.text(page)
        assert "\r" not in paper.text(page)


def test_no_paper_has_no_pages(data: bytes) -> None:
    paper = Paper(data)
    paper.close()
    paper.close()
    assert Paper().page_count == paper.page_count == 0


@pytest.mark.parametrize(("dpi", "size"), [(72, A4), (100, (827, 1169)), (300, (2480, 3508))])
def test_a_page_is_drawn_on_white_at_the_resolution(data: bytes, dpi: int, size: tuple[int, int]) -> None:
    image = Paper(data).image(0, dpi)
    assert (image.width(), image.height()) == size
    assert image.pixelColor(2, 2) == QColor("white")
    assert _darkest(image) < 100


def test_a_picture_outlives_its_paper(data: bytes) -> None:
    paper = Paper(data)
    image = paper.image(0, 72)
    before = image.copy()
    paper.close()
    del paper
    for _ in range(5):
        Paper(data).image(1, 72)
    assert image == before


def test_only_pages_in_sight_are_drawn(
    view: PaperView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(Paper, "image", _noting(asked))
    view.set_zoom(2)
    view.grab()
    assert asked == [0]
    qtbot.keyClick(view, Qt.Key.Key_End)
    view.grab()
    assert asked == [0, view._paper.page_count - 1]
    qtbot.keyClick(view, Qt.Key.Key_Up)
    view.grab()
    assert len(asked) == 2, "a page in sight was drawn twice"


def test_pages_out_of_sight_are_forgotten(view: PaperView) -> None:
    view.set_zoom(4)
    for place in view._places:
        view.verticalScrollBar().setValue(place.top())
        view.grab()
        assert 1 <= len(view._drawn) <= 2
    assert view._paper.page_count > 2


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_pages_are_drawn_in_the_pixels_of_the_screen(view: PaperView, ratio: float) -> None:
    picture = view._picture(0, ratio)
    assert picture.devicePixelRatio() == pytest.approx(ratio)
    assert picture.width() == pytest.approx(view._places[0].width() * ratio, abs=1)


def test_the_pages_fit_the_width_also_after_a_change(view: PaperView) -> None:
    for width in (500, 900):
        view.resize(width, 400)
        room = view.viewport().width()
        assert view.fits_width
        assert view.horizontalScrollBar().maximum() == 0
        assert 0 <= room - view._places[0].width() - 24 <= 1
    view.set_zoom(1)
    assert view._places[0].width() == round(595.276 / 72 * view.logicalDpiX())
    view.resize(500, 400)
    assert view.zoom == 1
    assert view.horizontalScrollBar().maximum() > 0


def test_the_keyboard_reaches_every_line(view: PaperView, qtbot: QtBot) -> None:
    bar = view.verticalScrollBar()
    places = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End):
        qtbot.keyClick(view, key)
        places.append(bar.value())
    assert 0 < places[0] < places[1] < places[2] == bar.maximum()
    assert places[1] - places[0] < view.viewport().height()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Home):
        qtbot.keyClick(view, key)
        places.append(bar.value())
    assert places[2] > places[3] > places[4] > places[5] == 0
    view.set_zoom(3)
    across = view.horizontalScrollBar()
    middle = across.value()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert across.value() > middle
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert across.value() == middle


def test_zooming_keeps_the_place(view: PaperView) -> None:
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    share = bar.value() / view._tall
    view.set_zoom(view.zoom * 2)
    assert bar.value() / view._tall == pytest.approx(share, abs=0.01)
    middle = view.horizontalScrollBar()
    assert middle.value() == pytest.approx(middle.maximum() / 2, abs=1)


def test_a_new_paper_is_shown_at_the_same_place(view: PaperView, data: bytes) -> None:
    view.verticalScrollBar().setValue(300)
    view.set_paper(Paper(data))
    assert view.verticalScrollBar().value() == 300


def test_the_page_stands_out_from_its_ground(view: PaperView) -> None:
    view.clearFocus()
    shown = view.viewport().grab().toImage()
    assert shown.pixelColor(QPoint(3, 3)) != QColor("white")
    assert shown.pixelColor(view._places[0].topLeft() + QPoint(3, 3)) == QColor("white")


def test_the_window_starts_without_the_pdf_reader() -> None:
    code = "import sys, ui.window, ui.app, ui.printing.preview, ui.printing.pages; print('pypdfium2' in sys.modules)"
    root = Path(__file__).parents[2]
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def _darkest(image: QImage) -> int:
    small = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return min(bytes(small.constBits()))


def _noting(asked: list[int]) -> object:
    draw = Paper.image

    def image(paper: Paper, page: int, dpi: float) -> QImage:
        asked.append(page)
        return draw(paper, page, dpi)

    return image
