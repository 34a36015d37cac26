"""The program's icon as each system wants it, drawn from `resources/icons/consult.svg` when the bundle is built."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DRAWING = ROOT / "resources" / "icons" / "consult.svg"
MADE = ROOT / "build" / "icons"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512, 1024)
WINDOWS = (16, 24, 32, 48, 64, 128, 256)
DESKTOP = (16, 24, 32, 48, 64, 128, 256)


def draw_icons() -> None:
    """Draw PNG, .ico (Windows) and .icns (macOS) into build/icons."""
    from PIL import Image
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    MADE.mkdir(parents=True, exist_ok=True)
    drawing = QSvgRenderer(str(DRAWING))
    for size in SIZES:
        picture = QImage(size, size, QImage.Format.Format_ARGB32)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing.render(painter)
        painter.end()
        picture.save(str(png(size)))
    with Image.open(png(256)) as large:
        smaller = [Image.open(png(size)) for size in WINDOWS[:-1]]
        large.save(MADE / "consult.ico", sizes=[(size, size) for size in WINDOWS], append_images=smaller)
    with Image.open(png(1024)) as largest:
        largest.save(
            MADE / "consult.icns", append_images=[Image.open(png(size)) for size in (32, 64, 128, 256, 512)]
        )


def png(size: int) -> Path:
    """Where the picture of one size lies."""
    return MADE / f"consult-{size}.png"


if __name__ == "__main__":
    draw_icons()
