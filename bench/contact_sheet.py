"""`python -m bench.contact_sheet`: every screen in both languages, all themes and scales, small, on one picture each.

A process draws one language at one scale, as Qt takes the scale once for all. The full pictures stay beside the
sheets, to be opened where something small looks odd.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from multiprocessing.pool import ThreadPool
from pathlib import Path

LANGUAGES = ("en", "zh_CN")
SCALES = (1.0, 1.5, 2.0)
SCREEN = (1366, 768)
SMALL = (340, 191)
"""A picture on the sheet, in pixels; its name stands below it."""
NAME_HEIGHT, GAP = 18, 6


def main(arguments: list[str] | None = None) -> int:
    """Draw all screens and put the sheets together. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.contact_sheet", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("build/contact"))
    parser.add_argument("--draw", nargs=2, metavar=("LANGUAGE", "SCALE"), help=argparse.SUPPRESS)
    parser.add_argument("--only", action="append", help="draw this screen alone (may be given again)")
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.draw:
        _draw(options.folder, options.draw[0], float(options.draw[1]), options.only)
        return 0
    with ThreadPool(os.cpu_count() or 1) as pool:  # each waits for a process of its own
        wanted = [
            (options.folder, language, scale, options.only) for language in LANGUAGES for scale in SCALES
        ]
        pool.starmap(_run, wanted, chunksize=1)
    for language in LANGUAGES:
        print(_sheet(options.folder, language))
    return 0


def _run(folder: Path, language: str, scale: float, only: list[str] | None) -> None:
    chosen = [word for name in only or () for word in ("--only", name)]
    command = [
        sys.executable,
        "-m",
        "bench.contact_sheet",
        str(folder),
        "--draw",
        language,
        f"{scale:g}",
        *chosen,
    ]
    settings = {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": f"{scale:g}",
        "QT_LOGGING_RULES": "*.warning=false",
        "CONSULT_DATA": os.path.join(os.devnull, "nothing"),  # never the settings of whoever runs it
    }
    subprocess.run(command, check=True, env={**os.environ, **settings})


def _draw(folder: Path, language: str, scale: float, only: list[str] | None) -> None:
    """Each screen in each theme, at the size of the screen: its logical size shrinks as the scale grows."""
    from bench.screens import SCREENS, Stage
    from ui.roles import THEMES

    size = (round(SCREEN[0] / scale), round(SCREEN[1] / scale))
    for name in THEMES:
        stage = Stage(language, name, size)
        for screen, put_up in SCREENS.items():
            if only and screen not in only:
                continue
            stage.clear()
            shown = put_up(stage)
            stage.settle()
            shown.grab().save(str(folder / _file(language, screen, name, scale)))
        stage.clear()
        stage.leave()


def _file(language: str, screen: str, name: str, scale: float) -> str:
    return f"{language}_{screen.replace(' ', '-')}_{name}_{scale:g}.png"


def _sheet(folder: Path, language: str) -> Path:
    """One picture: a row for each screen, a column for each theme and scale."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QRect, Qt
    from PySide6.QtGui import QColor, QImage, QPainter
    from PySide6.QtWidgets import QApplication

    from bench.screens import SCREENS
    from ui import theme
    from ui.roles import THEMES

    application = QApplication.instance() or QApplication(["contact"])
    theme.load_fonts()
    columns = [(name, scale) for name in THEMES for scale in SCALES]
    wide, high = SMALL[0] + GAP, SMALL[1] + NAME_HEIGHT + GAP
    sheet = QImage(len(columns) * wide + GAP, len(SCREENS) * high + GAP, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#808890"))
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setFont(theme.font(theme.SMALL))
    painter.setPen(QColor("#000000"))
    for row, screen in enumerate(SCREENS):
        for column, (name, scale) in enumerate(columns):
            picture = QImage(str(folder / _file(language, screen, name, scale)))
            place = QRect(GAP + column * wide, GAP + row * high, *SMALL)
            if not picture.isNull():
                picture.setDevicePixelRatio(1)
                small = picture.scaled(
                    place.size(),
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
                painter.drawImage(place.topLeft(), small)
            label = QRect(place.left(), place.bottom() + 1, place.width(), NAME_HEIGHT)
            painter.drawText(
                label, Qt.AlignmentFlag.AlignVCenter, f"{screen} · {name} · {scale:.0%} · {language}"
            )
    painter.end()
    target = folder / f"contact-sheet-{language}.png"
    sheet.save(str(target))
    del application
    return target


if __name__ == "__main__":
    sys.exit(main())
