"""Theme: type, spacing and the style sheet, all by the names of roles; `ui.roles` holds their colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QDir
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from consult.judge import STATUSES
from resources import path
from ui.roles import PRINTED, ROLES, THEMES

FAMILY = "Noto Sans SC"
STYLE = "Fusion"
ICONS = "icons"
"""By this name the style sheet finds its pictures: a folder with a bracket or a quotation mark would end the sheet."""
SMALL, BODY, TITLE, LARGE = 11, 12.5, 15, 20
"""The four sizes of the type scale, in pixels at 100 %."""
PATIENT_SIZES = PATIENT_SMALL, PATIENT_BODY, PATIENT_NAME, PATIENT_TITLE = 15, 19, 22, 28
"""The sizes of the view that doctor and patient read together."""
STEP = 4
"""All spacing is a multiple of this, in pixels."""

_worn = THEMES[0]
"""The theme put on last: kept here, for painters ask for it a hundred times a keystroke."""
_dressed = False
_PLACES = {name: at for at, name in enumerate((*THEMES, PRINTED))}


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme by role."""

    name: str
    colours: Mapping[str, str]

    def colour(self, role: str) -> QColor:
        """The colour of a role; a tone without a colour of its own is ink."""
        return _colour(self.hex(role))

    def hex(self, role: str) -> str:
        """The colour of a role as #RRGGBB."""
        return self.colours.get(role, self.colours["ink"])


@cache
def _colour(code: str) -> QColor:
    """Every painter asks for the same few colours on every paint; nobody changes one."""
    return QColor(code)


@cache
def theme(name: str) -> Theme:
    """A theme by name. Raises KeyError."""
    return Theme(name, {role: colours[_PLACES[name]] for role, colours in ROLES.items()})


def current() -> Theme:
    """The theme the application wears. Painters ask on every paint, so that a change reaches them all."""
    return theme(_worn)


def load_fonts() -> None:
    """Make the bundled family available; Qt falls back to it for every script."""
    for weight in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(path("fonts", f"NotoSansSC-{weight}.ttf")))


def font(size: float = BODY, *, bold: bool = False) -> QFont:
    """The one family at a size of the scale, in pixels."""
    made = QFont(FAMILY)
    made.setPixelSize(round(size))
    made.setBold(bold)
    return made


def apply(application: QApplication, name: str) -> None:
    """Dress the application in a theme: palette and style sheet, all from roles."""
    global _dressed  # noqa: PLW0603
    prepare(application, name)
    QDir.setSearchPaths(ICONS, [str(path("icons"))])
    application.setStyleSheet(_sheet(theme(name)))
    _dressed = True


def is_dressed() -> bool:
    """Whether there is a style sheet by which a widget could be dressed again."""
    return _dressed


def prepare(application: QApplication, name: str) -> None:
    """Style, font and palette alone: enough to put a window together before it is dressed."""
    global _worn  # noqa: PLW0603
    _worn = name
    if application.property("theme") == name:
        return
    made = theme(name)
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, "ground"),
        (roles.WindowText, "ink"),
        (roles.Base, "surface"),
        (roles.AlternateBase, "header"),
        (roles.Text, "ink"),
        (roles.Button, "surface"),
        (roles.ButtonText, "ink"),
        (roles.ToolTipBase, "surface"),
        (roles.ToolTipText, "ink"),
        (roles.PlaceholderText, "muted"),
        (roles.Highlight, "accent"),
        (roles.HighlightedText, "on_accent"),
        (roles.Link, "accent"),
    ):
        palette.setColor(role, made.colour(colour))
    application.setProperty("theme", name)
    if application.property("style") != STYLE:  # not begun in it; the call makes Python wrap a whole style
        application.setStyle(STYLE)
        application.setProperty("style", STYLE)
    application.setPalette(palette)
    application.setFont(font())


def _tick(made: Theme) -> str:
    """The tick that stands out on the accent of a theme."""
    dark = made.colour("on_accent").lightnessF() < 0.5
    return f"{ICONS}:tick-{'black' if dark else 'white'}.svg"


def _sheet(made: Theme) -> str:
    """The style sheet; widgets are told apart by the property `role`, never by a colour of their own."""
    c = made.hex
    statuses = "\n".join(f'QLabel[status="{s}"] {{ color: {c(s)}; font-weight: bold; }}' for s in STATUSES)
    return f"""
    {statuses}
    QWidget {{ color: {c("ink")}; }}
    QMainWindow, QWidget[role="ground"] {{ background: {c("ground")}; }}
    QWidget[role="surface"], QScrollArea, QScrollArea > QWidget > QWidget {{ background: {c("surface")}; }}
    QWidget[role="bar"] {{ background: {c("surface")}; border-bottom: 1px solid {c("line")}; }}
    QWidget[role="foot"] {{ background: {c("surface")}; border-top: 1px solid {c("line")}; }}
    QLabel[role="heading"] {{ font-size: {SMALL}px; font-weight: bold; color: {c("muted")}; }}
    QLabel[role="muted"] {{ font-size: {SMALL}px; color: {c("muted")}; }}
    QLabel[role="title"] {{ font-size: {TITLE}px; font-weight: bold; }}
    QLabel[role="needed"], QLabel[role="warning"] {{ font-size: {SMALL}px; }}
    QLabel[role="example"] {{
        color: {c("usually_not")}; border: 1px solid {c("usually_not")}; border-radius: 3px; padding: 1px 6px;
        font-weight: bold;
    }}
    QLabel[role="local"] {{ color: {c("local")}; font-weight: bold; }}
    QLabel[role="needed"] {{ color: {c("cannot_tell")}; }}
    QLabel[role="warning"] {{ color: {c("usually_not")}; }}
    QLabel[role="banner"] {{
        background: {c("needed")}; color: {c("usually_not")}; border-bottom: 1px solid {c("line")};
    }}
    QWidget[role="alarm"] {{ background: {c("needed")}; border-bottom: 1px solid {c("line")}; }}
    QWidget[role="alarm"] QLabel {{ color: {c("usually_not")}; background: transparent; }}
    QWidget[role="trial"] {{ background: {c("ink")}; }}
    QLabel[role="trial"] {{ color: {c("surface")}; background: transparent; }}
    QLabel[role="trial_title"] {{
        color: {c("surface")}; background: transparent; font-size: {TITLE}px; font-weight: bold;
    }}
    QLabel[role="error"] {{ font-size: {SMALL}px; color: {c("advised_against")}; }}
    QLineEdit, QComboBox, QDateEdit, QPlainTextEdit {{
        background: {c("surface")}; border: 1px solid {c("edge")}; border-radius: 3px; padding: 0 6px;
        selection-background-color: {c("accent")}; selection-color: {c("on_accent")};
    }}
    QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus {{ border: 2px solid {c("accent")}; padding: 0 5px; }}
    QTextBrowser[role="reading"] {{ border: 1px solid transparent; }}
    QTextBrowser[role="reading"]:focus {{ border: 1px solid {c("accent")}; }}
    QLineEdit, QPlainTextEdit {{ placeholder-text-color: {c("muted")}; }}
    QLineEdit[state="needed"] {{
        border: 1px dashed {c("cannot_tell")}; background: {c("needed")}; color: {c("cannot_tell")};
        placeholder-text-color: {c("cannot_tell")};
    }}
    QLineEdit[state="invalid"] {{ border: 2px solid {c("advised_against")}; padding: 0 5px; }}
    QLineEdit[state="warned"] {{ border: 1px solid {c("usually_not")}; }}
    QPushButton, QToolButton {{
        background: {c("surface")}; border: 1px solid {c("line")}; border-radius: 3px; padding: 2px 8px;
    }}
    QAbstractScrollArea::corner {{ background: {c("ground")}; border: none; }}
    QPushButton:hover, QToolButton:hover {{ border-color: {c("accent")}; }}
    QPushButton:focus, QToolButton:focus {{ border: 2px solid {c("accent")}; padding: 1px 7px; }}
    QPushButton:checked, QToolButton:checked {{
        background: {c("accent")}; border-color: {c("accent")}; color: {c("on_accent")};
    }}
    QPushButton:checked:focus, QToolButton:checked:focus {{ border: 2px solid {c("ink")}; }}
    QPushButton[role="primary"] {{
        background: {c("accent")}; border-color: {c("accent")}; color: {c("on_accent")}; padding: 4px 12px;
    }}
    QPushButton[role="primary"]:focus {{ border: 2px solid {c("ink")}; padding: 3px 11px; }}
    QPushButton[role="secondary"] {{ border-color: {c("accent")}; color: {c("accent")}; padding: 4px 12px; }}
    QFrame[role="question"] {{ background: {c("surface")}; border: 1px solid {c("usually_not")}; border-radius: 3px; }}
    QFrame[role="taken"] {{ background: {c("surface")}; border: 1px solid {c("accent")}; border-radius: 3px; }}
    QFrame[role="taken"] QLabel {{ font-size: {SMALL}px; border: none; }}
    QFrame[role="question"] QLabel {{ font-size: {SMALL}px; border: none; }}
    QPushButton[role="answer"] {{
        border-color: {c("accent")}; color: {c("accent")}; font-size: {SMALL}px; padding: 1px 8px;
    }}
    QPushButton[role="link"], QToolButton[role="link"] {{
        border: none; color: {c("accent")}; background: transparent; padding: 0 2px; text-align: left;
    }}
    QPushButton[role="link"]:focus, QToolButton[role="link"]:focus {{
        border: 2px solid {c("accent")}; border-radius: 3px; padding: 0;
    }}
    QComboBox[state="needed"] {{
        border: 1px dashed {c("cannot_tell")}; background: {c("needed")}; color: {c("cannot_tell")};
    }}
    QComboBox[implied="yes"] {{ color: {c("muted")}; }}
    QComboBox QAbstractItemView {{ color: {c("ink")}; background: {c("surface")}; }}
    QComboBox, QComboBox:focus {{ padding-right: 0; }}
    QComboBox::drop-down {{ border: none; width: 14px; }}
    QComboBox[state="warned"] {{ border: 1px solid {c("usually_not")}; }}
    QComboBox[state="needed"]:focus, QLineEdit[state="needed"]:focus {{ border: 2px solid {c("accent")}; }}
    QLineEdit:disabled, QComboBox:disabled, QPushButton:disabled, QToolButton:disabled {{
        background: {c("ground")}; border: 1px solid {c("off_line")}; color: {c("off")};
    }}
    QPushButton:checked:disabled, QToolButton:checked:disabled {{
        background: {c("chosen")}; border-color: {c("accent")}; color: {c("ink")}; font-weight: bold;
    }}
    QPushButton[role="link"]:disabled, QToolButton[role="link"]:disabled {{
        border: none; background: transparent;
    }}
    QPushButton[role="step"] {{ border-radius: 12px; padding: 3px 12px; }}
    QPushButton[role="step"]:focus {{ padding: 2px 11px; }}
    QPushButton[role="step"][state="current"] {{
        background: {c("accent")}; border-color: {c("accent")}; color: {c("on_accent")};
    }}
    QPushButton[role="step"][state="current"]:focus {{ border-color: {c("ink")}; }}
    QPushButton[role="card"]:checked {{ background: {c("chosen")}; border-color: {c("accent")}; color: {c("ink")}; }}
    QPushButton[role="card"]:checked:focus {{ border: 2px solid {c("accent")}; }}
    QLabel[role="place"] {{ font-size: {SMALL}px; font-weight: bold; color: {c("accent")}; }}
    QLabel[role="chip"] {{ border: 1px solid {c("line")}; border-radius: 3px; padding: 2px 8px; }}
    QPushButton[role="trial"] {{ background: {c("ink")}; color: {c("surface")}; border-color: {c("surface")}; }}
    QPushButton[role="trial"]:hover, QPushButton[role="trial"]:focus {{
        background: {c("surface")}; color: {c("ink")}; border-color: {c("accent")};
    }}
    QPushButton[role="trial"]:disabled {{ background: {c("ink")}; color: {c("line")}; border-color: {c("muted")}; }}
    QPushButton[role="segment"] {{ border-color: {c("edge")}; border-radius: 0; padding: 0 6px; }}
    QPushButton[role="segment"]:checked {{ border-color: {c("accent")}; }}
    QPushButton[role="segment"][dense="yes"] {{ padding: 0 3px; }}
    QPushButton[role="segment"][place="inner"] {{ border-right-width: 0; }}
    QPushButton[role="segment"][state="needed"] {{
        border: 1px dashed {c("cannot_tell")}; background: {c("needed")};
    }}
    QPushButton[role="segment"][state="needed"][place="inner"] {{ border-right-width: 0; }}
    QPushButton[role="segment"]:focus {{ border: 2px solid {c("accent")}; padding: 0 5px; }}
    QPushButton[role="segment"]:checked:focus {{ border: 2px solid {c("ink")}; }}
    QPushButton[role="section"] {{
        border: none; background: transparent; color: {c("muted")}; padding: 0;
        font-size: {SMALL}px; font-weight: bold; text-align: left;
    }}
    QPushButton[role="section"]:hover {{ color: {c("accent")}; }}
    QPushButton[role="section"]:focus {{ border: 2px solid {c("accent")}; padding: 0 2px; }}
    QPushButton[role="unit"] {{
        border: none; background: transparent; color: {c("muted")}; font-size: {SMALL}px; padding: 0;
        text-align: left;
    }}
    QPushButton[role="unit"]:hover {{ color: {c("accent")}; }}
    QWidget[role="bar"] QToolButton::menu-indicator, QToolButton[role="link"]::menu-indicator {{
        image: none; width: 0;
    }}
    QTableView[role="papers"]::item {{ padding: 0 5px; }}
    QTableView[role="papers"]::item:selected {{ background: {c("chosen")}; color: {c("ink")}; }}
    QTableView[role="papers"]::item:focus {{ border: 1px solid {c("accent")}; }}
    QCheckBox::indicator, QListView::indicator, QTableView[role="papers"]::indicator {{
        width: 14px; height: 14px; border: 1px solid {c("edge")}; border-radius: 3px; background: {c("surface")};
    }}
    QCheckBox::indicator:checked, QListView::indicator:checked, QTableView[role="papers"]::indicator:checked {{
        background: {c("accent")}; border-color: {c("accent")}; image: url({_tick(made)});
    }}
    QListView::indicator {{ margin-right: 4px; }}
    QCheckBox:focus {{ border: 2px solid {c("accent")}; }}
    QCheckBox {{ border: 2px solid transparent; border-radius: 3px; padding: 0 2px; spacing: 8px; }}
    QFrame[role="badge"] {{ background: {c("surface")}; border: 1px solid {c("line")}; border-radius: 3px; }}
    QFrame[role="badge"][state="open"] {{ border: 1px dashed {c("cannot_tell")}; background: {c("needed")}; }}
    QFrame[role="lab-row"] {{ border: none; border-bottom: 1px solid {c("line")}; }}
    QFrame[role="rule"] {{ color: {c("line")}; background: {c("line")}; max-height: 1px; border: none; }}
    QLabel[role="patient-title"] {{ font-size: {PATIENT_TITLE}px; font-weight: bold; }}
    QLabel[role="patient-name"] {{ font-size: {PATIENT_NAME}px; font-weight: bold; }}
    QLabel[role="patient-plain"] {{ font-size: {PATIENT_BODY}px; }}
    QLabel[role="patient-strong"] {{ font-size: {PATIENT_BODY}px; font-weight: bold; }}
    QLabel[role="patient-detail"] {{ font-size: {PATIENT_SMALL}px; }}
    QLabel[role="patient-time"] {{ font-size: {PATIENT_SMALL}px; font-weight: bold; color: {c("usually_not")}; }}
    QLabel[role="patient-small"], QLabel[role="patient-row"] {{ font-size: {PATIENT_SMALL}px; color: {c("muted")}; }}
    QLabel[role="patient-row"] {{ font-weight: bold; }}
    QLabel[role="patient-note"] {{ font-size: {PATIENT_SMALL}px; color: {c("usually_not")}; }}
    QPushButton[role="patient"] {{ font-size: {PATIENT_SMALL}px; border-color: {c("accent")}; padding: 4px 12px; }}
    QPushButton[role="patient"]:focus {{ padding: 3px 11px; }}
    QFrame[role="card"] {{ background: {c("surface")}; border: 1px solid {c("line")}; border-radius: 6px; }}
    QScrollArea[role="patient"], QScrollArea[role="patient"] > QWidget > QWidget {{ background: {c("ground")}; }}
    QScrollArea[role="patient"] {{ border: 2px solid transparent; }}
    QScrollArea[role="patient"]:focus {{ border: 2px solid {c("accent")}; }}
    QTableView, QListView, QTreeView, QTableWidget {{
        background: {c("surface")}; border: none; gridline-color: {c("line")};
        selection-background-color: {c("chosen")}; selection-color: {c("ink")};
    }}
    QTableWidget::item {{ padding: 0 5px; }}
    QTableWidget::item:selected {{ background: {c("chosen")}; color: {c("ink")}; }}
    QHeaderView::section {{
        background: {c("header")}; border: none; border-right: 1px solid {c("line")};
        border-bottom: 1px solid {c("line")}; padding: 4px 8px; font-weight: bold;
    }}
    QTableCornerButton::section {{
        background: {c("header")}; border: none; border-right: 1px solid {c("line")};
        border-bottom: 1px solid {c("line")};
    }}
    QTabWidget::pane {{ border: 1px solid {c("line")}; top: -1px; }}
    QTabBar::tab {{
        background: {c("ground")}; color: {c("muted")}; border: 1px solid {c("line")}; padding: 4px 12px;
        margin-right: 2px;
    }}
    QTabBar::tab:selected {{ background: {c("surface")}; border-bottom-color: {c("surface")}; color: {c("ink")}; }}
    QTabBar::tab:focus {{ border: 2px solid {c("accent")}; }}
    QMenu {{ background: {c("surface")}; border: 1px solid {c("line")}; menu-scrollable: 1; }}
    QMenu::item {{ padding: 4px 24px 4px 12px; }}
    QMenu::icon {{ margin-left: 8px; }}
    QMenu::item:disabled {{ color: {c("muted")}; }}
    QMenu::item:selected {{ background: {c("chosen")}; color: {c("ink")}; }}
    QToolTip {{ background: {c("surface")}; color: {c("ink")}; border: 1px solid {c("line")}; }}
    QScrollBar:vertical {{ background: {c("ground")}; width: 12px; }}
    QScrollBar::handle:vertical {{ background: {c("line")}; min-height: 24px; border-radius: 4px; margin: 2px; }}
    QScrollBar:horizontal {{ background: {c("ground")}; height: 12px; }}
    QScrollBar::handle:horizontal {{ background: {c("line")}; min-width: 24px; border-radius: 4px; margin: 2px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QSplitter::handle {{ background: {c("line")}; }}
    """
