"""One drawing, painted on screen, on paper and in HTML: the same shapes, by role, pattern and word."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from consult.drawing import Box, Circle, Drawing, Label, Outline, Pattern, Shape, Stroke
from consult.summary.blocks import Document
from consult.summary.blocks import Figure as FigureBlock
from consult.summary.html import render_html
from consult.summary.pdf import render_pdf
from ui import theme
from ui.drawing import Figure, paint

PATTERNS: tuple[Pattern, ...] = ("solid", "hollow", "hatched", "dotted")


def _drawing(*shapes: Shape) -> Drawing:
    return Drawing(wide=60, high=60, shapes=shapes, words="70 of 100 alive")


def _areas(pattern: Pattern, role: str = "accent") -> tuple[Shape, ...]:
    outline = Outline(
        start=(10, 10),
        curves=(
            ((20, 10), (40, 10), (50, 10)),
            ((50, 25), (50, 40), (50, 50)),
            ((30, 50), (20, 50), (10, 50)),
        ),
        role=role,
        pattern=pattern,
    )
    return (
        Circle(x=30, y=30, radius=20, role=role, pattern=pattern),
        Box(x=10, y=10, wide=40, high=40, role=role, pattern=pattern, corner=2),
        outline,
    )


def _image(drawing: Drawing, name: str = "light") -> QImage:
    dress = theme.theme(name)
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(dress.colour("surface"))
    painter = QPainter(image)
    paint(painter, drawing, dress)
    painter.end()
    return image


def _ink(image: QImage, ground: QColor) -> float:
    """How much darker than the ground the picture is as a whole, in grey."""
    paper = ground.lightness()
    dark = sum(
        paper - image.pixelColor(x, y).lightness()
        for x in range(image.width())
        for y in range(image.height())
    )
    return dark / (255 * image.width() * image.height())


def _paper_ink(drawing: Drawing) -> float:
    """The same of a printed page."""
    bits = bytes(pypdfium2.PdfDocument(render_pdf(_document(drawing)))[0].render(scale=2).buffer)
    return 1 - sum(bits) / (255 * len(bits))


def _document(drawing: Drawing) -> Document:
    return Document(
        title="A paper",
        subject="with a figure",
        language="en",
        identity=("case",),
        marks=(),
        provenance=("edition",),
        page="{page} of {pages}",
        blocks=(FigureBlock(drawing, label="Alive"),),
    )


def _printed(drawing: Drawing) -> QImage:
    drawn = pypdfium2.PdfDocument(render_pdf(_document(drawing)))[0].render(scale=2, rev_byteorder=True)
    bits = bytes(drawn.buffer)
    return QImage(bits, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB888).copy()


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("role", ["accent", "muted", "advised_against"])
def test_a_solid_area_has_the_colour_of_its_role(qapp: object, name: str, role: str) -> None:
    for shape in _areas("solid", role):
        assert _image(_drawing(shape), name).pixelColor(30, 30) == theme.theme(name).colour(role)


@pytest.mark.parametrize("place", range(3))
def test_patterns_are_told_apart_without_colour(qapp: object, place: int) -> None:
    """Each has its own share of ink: most in a solid area, least in a hollow one."""
    ground = theme.theme("light").colour("surface")
    solid, hollow, hatched, dotted = (
        _ink(_image(_drawing(_areas(pattern)[place])), ground) for pattern in PATTERNS
    )
    assert solid > hatched > dotted > hollow > 0
    assert solid > 1.3 * hatched
    assert dotted > 1.2 * hollow


@pytest.mark.parametrize("place", range(3))
def test_patterns_are_told_apart_on_paper(place: int) -> None:
    solid, hollow, hatched, dotted = (_paper_ink(_drawing(_areas(pattern)[place])) for pattern in PATTERNS)
    assert solid > hatched > dotted > hollow


def test_a_pattern_stays_inside_its_area(qapp: object) -> None:
    ground = theme.theme("light").colour("surface")
    for pattern in PATTERNS:
        for shape in _areas(pattern):
            image = _image(_drawing(shape))
            assert all(image.pixelColor(x, 7) == ground for x in range(60)), (pattern, shape)
            assert all(image.pixelColor(7, y) == ground for y in range(60)), (pattern, shape)


def test_a_dashed_line_has_gaps(qapp: object) -> None:
    ground = theme.theme("light").colour("surface")
    line = Stroke(points=((5, 30), (55, 30)), role="ink", width=2)
    assert _ink(_image(_drawing(replace(line, dashed=True))), ground) < 0.8 * _ink(
        _image(_drawing(line)), ground
    )


def test_paper_has_the_words_of_the_labels_and_no_colour() -> None:
    words = (
        Label(x=2, y=12, text="70 alive", size=9, bold=True),
        Label(x=58, y=24, text="70人存活", size=9, anchor="end"),
        Label(x=30, y=36, text="<b>5", size=9, anchor="middle"),
    )
    data = render_pdf(_document(_drawing(*_areas("hatched"), *words)))
    text = PdfReader(BytesIO(data)).pages[0].extract_text()
    for label in words:
        assert label.text in text
    printed = _printed(_drawing(*_areas("solid"), *words))
    for x in range(0, printed.width(), 7):
        for y in range(0, printed.height(), 3):
            colour = printed.pixelColor(x, y)
            assert colour.red() == colour.green() == colour.blue()


def test_labels_stand_where_their_anchor_says(qapp: object) -> None:
    ground = theme.theme("light").colour("surface")

    def columns(anchor: str) -> list[int]:
        label = Label(x=30, y=34, text="ll", size=12, anchor=anchor)  # type: ignore[arg-type]
        image = _image(_drawing(label))
        return [x for x in range(60) if any(image.pixelColor(x, y) != ground for y in range(60))]

    assert min(columns("start")) >= 30
    assert max(columns("end")) <= 30
    assert min(columns("middle")) < 30 < max(columns("middle"))


def test_a_figure_wider_than_the_page_is_made_smaller() -> None:
    end = Label(x=1990, y=20, text="end", size=12, anchor="end")
    wide = Drawing(wide=2000, high=40, shapes=(end,), words="wide")
    assert "end" in PdfReader(BytesIO(render_pdf(_document(wide)))).pages[0].extract_text()


def test_html_shows_the_figure_without_script_and_escaped() -> None:
    label = Label(x=2, y=12, text='<script>"&', size=9)
    drawing = replace(_drawing(*_areas("dotted"), label), words='of 100: <70> "alive"')
    html = render_html(_document(drawing)).decode()
    assert "<script" not in html
    assert "&lt;script&gt;&quot;&amp;" in html
    assert 'aria-label="of 100: &lt;70&gt; &quot;alive&quot;"' in html
    assert html.count("<clipPath") == 2


def test_the_widget_says_the_words_of_its_drawing(qtbot: QtBot) -> None:
    figure = Figure(scale=2)
    qtbot.addWidget(figure)
    figure.show_drawing(_drawing(*_areas("solid")))
    assert figure.accessibleName() == "70 of 100 alive"
    assert not figure.isVisible(), "made before it has a parent, it does not flash up as a window"
    assert (figure.sizeHint().width(), figure.sizeHint().height()) == (120, 120)
    assert figure.heightForWidth(60) == 60, "less room: smaller, never cut"
    figure.show_drawing(None)
    assert figure.accessibleName() == ""
    assert figure.isHidden()
    figure.show_drawing(_drawing(*_areas("dotted")))
    assert figure.isVisible()
