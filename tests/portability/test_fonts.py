"""Fonts: a computer with no font at all, Chinese or other, shows every word and sign; the bundle brings them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from consult.catalog import Catalog
from consult.phrases import SHAPES
from resources import path
from tests.portability.conftest import Run

ROOT = Path(__file__).parents[2]
UNSEEN = {"\u2060", "\ufeff"}
"""They join words and begin files: nothing is drawn for them."""
NO_SIGN = "\U0010fffd"

DRAW = """
import sys
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontDatabase, QImage, QPainter
from ui import app, theme
app._application()
print(*QFontDatabase.families(), sep=",")
def drawn(sign, bold):
    image = QImage(24, 24, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setFont(theme.font(theme.BODY, bold=bold))
    painter.drawText(QPoint(4, 18), sign)
    painter.end()
    return bytes(image.constBits())
for bold in (False, True):
    box = drawn(chr(0x10FFFD), bold)
    print("".join(sign for sign in open(sys.argv[1], encoding="utf-8").read() if drawn(sign, bold) == box))
"""


def test_without_any_font_every_sign_of_the_program_is_drawn(
    consult: Run, tmp_path: Path, catalog: Catalog
) -> None:
    """The shape of "advised against" and every arrow came from a font that a computer need not have."""
    (tmp_path / "none").mkdir()
    (tmp_path / "fonts.conf").write_text(
        f"<fontconfig><dir>{tmp_path / 'none'}</dir><cachedir>{tmp_path / 'none'}</cachedir></fontconfig>"
    )
    signs = signs_said(catalog)
    assert {*SHAPES.values(), "▸", "▾", "肝", "≥"} <= signs
    (tmp_path / "signs").write_text("".join(sorted(signs)) + NO_SIGN, encoding="utf-8")
    settings = {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}
    done = consult(str(tmp_path / "signs"), command=("-c", DRAW), settings=settings)
    assert done.returncode == 0, done.stderr
    families, *boxes = done.stdout.decode().splitlines()
    generic = {"Monospace", "Sans Serif", "Serif"}  # names without a font behind them
    assert set(families.split(",")) - generic == {"Noto Sans SC", "Consult Signs"}
    assert boxes == [NO_SIGN, NO_SIGN], "drawn as boxes, in the ordinary and in the bold face"


def signs_said(catalog: Catalog) -> set[str]:
    """Every sign in a text of the window, of a word list or of the catalogue."""
    texts = {text for language in catalog.texts.values() for text in language.values()}
    for folder in ("ui", "ui/*", "consult", "consult/hcc"):  # papers draw what they lack otherwise
        for source in ROOT.glob(f"{folder}/*.py"):
            texts.update(strings(source))
    texts.update(file.read_text(encoding="utf-8") for file in path("i18n").glob("*.ts"))
    return {sign for text in texts for sign in text if sign.isprintable() and not sign.isspace()} - UNSEEN


def strings(source: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_the_font_of_signs_is_what_its_drawing_says() -> None:
    spec = spec_from_file_location("sign_font", ROOT / ".ci" / "sign_font.py")
    assert spec is not None
    assert spec.loader is not None
    drawing = module_from_spec(spec)
    spec.loader.exec_module(drawing)
    assert drawing.drawn() == path("fonts", "ConsultSigns.ttf").read_bytes()
