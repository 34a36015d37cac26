"""Main window: identity above, criteria left, stages, options and comparison right, actions below."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from consult.errors import ConsultError
from consult.patient import Patient
from ui.banner import Banner
from ui.form.form import CriteriaForm
from ui.form.rows import follow, last_stop
from ui.identity import IdentityBar
from ui.later import AfterFirstPaint
from ui.theme import STEP
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.comparison.options import OptionList
    from ui.comparison.panel import ComparisonPanel
    from ui.comparison.strip import StageStrip
    from ui.editions import Desk
    from ui.form.lab_paste import LabPaste
    from ui.guide.field_help import FieldHelp
    from ui.guide.first_page import FirstPage
    from ui.guide.keyboard import KeyboardSheet
    from ui.right import Right

FORM_WIDTH = 352


class MainWindow(QMainWindow):
    """One case. `read_patient` opens a case file, `make_pdf` writes the summary in a language.

    `editions` gives what the catalogue's own window needs; without it, that window only tells.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        theme: str,
        read_patient: Callable[[Path], Patient],
        make_pdf: Callable[[str], bytes],
        dress: Callable[[str], None],
        editions: Callable[[], Desk] | None = None,
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._read_patient, self._make_pdf = read_patient, make_pdf
        self._editions = editions
        self._centre = QWidget(self)
        self.identity = IdentityBar(workspace, theme, self._centre)
        self.identity.theme_picked.connect(dress)
        self.identity.catalogue_requested.connect(self.show_catalogue)
        self.identity.clinic_requested.connect(self.show_clinic)
        self.banner = Banner(workspace, self._centre)
        self._whole = QSplitter(Qt.Orientation.Horizontal, self._centre)
        self.form = CriteriaForm(workspace, self._whole)
        self.form.minimal.paste_asked.connect(self.paste_laboratory)
        self._side = QWidget(self._whole)
        self._right: Right | None = None
        self._lab: LabPaste | None = None
        self._keys: KeyboardSheet | None = None
        self._help: FieldHelp | None = None
        self._said = QLabel(self)
        self._said.setProperty("role", "error")
        self._buttons: dict[str, QPushButton] = {}
        self._actions: dict[str, QAction] = {}
        self._lay_out()
        self._add_actions()
        workspace.language_changed.connect(self.retranslate)
        workspace.undo_stack.canUndoChanged.connect(self._actions["undo"].setEnabled)
        workspace.undo_stack.canRedoChanged.connect(self._actions["redo"].setEnabled)
        self.retranslate()
        AfterFirstPaint(self, self.complete)

    def complete(self) -> None:
        """Make the right side if it is not there yet; the window is painted and typed into before that."""
        if self._right is None:
            self._right = self._make_right()

    @property
    def strip(self) -> StageStrip:
        """The stages, made when first asked for."""
        return self._made_right().strip

    @property
    def options(self) -> OptionList:
        """The options, made when first asked for."""
        return self._made_right().options

    @property
    def comparison(self) -> ComparisonPanel:
        """The comparison, made when first asked for."""
        return self._made_right().comparison

    def retranslate(self) -> None:
        """Say everything in the workspace's language."""
        self.setWindowTitle("Consult")
        texts = {
            "new": self.tr("New case"),
            "open": self.tr("Open case file…"),
            "undo": self.tr("Undo"),
            "redo": self.tr("Redo"),
            "print": self.tr("Print…"),
            "browse": self.tr("Catalogue"),
        }
        self._actions["catalogue"].setText(self.tr("Catalogue…"))
        self._actions["clinic"].setText(self.tr("This clinic's details…"))
        self._actions["laboratory"].setText(self.tr("Paste laboratory results"))
        self._actions["next"].setText(self.tr("To the next open field"))
        self._actions["keys"].setText(self.tr("Keys"))
        self._actions["help"].setText(self.tr("About the field that has the focus"))
        for name, text in texts.items():
            self._actions[name].setText(text)
            keys = self._actions[name].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            button = self._buttons[name]
            button.setText(text if name in ("new", "open") else f"{text}  {keys}")
            button.setToolTip(f"{text} ({keys})")
            button.setAccessibleName(text)

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        self.form.focus_first()

    def show_preview(self) -> None:
        """Open the print preview of the doctor's summary."""
        from ui.printing.preview import PrintPreview

        if self._workspace.assessment is None:
            if self._workspace.problem is not None:
                self._said.setText(self._workspace.words.error(self._workspace.problem))
            return
        preview = PrintPreview(self._make_pdf, self._workspace, self)
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.show()

    def browse(self, address: str = "") -> None:
        """Show the catalogue in the window, at a page or where it was left."""
        self._made_right().browse(address)

    def browse_here(self) -> None:
        """Show the catalogue's page for where the keyboard stands; once more: the consultation again."""
        self._made_right().browse_here()

    def paste_laboratory(self) -> None:
        """Show what a copied laboratory report holds; nothing of it is entered by this."""
        right = self._made_right()
        if self._lab is None:
            from ui.form.lab_paste import LabPaste

            self._lab = LabPaste(self._workspace, self._side)
            self._lab.left.connect(right.leave_page)
        right.show_page(self._lab)
        self._lab.read_clipboard()

    def show_keys(self) -> None:
        """Show every key; once more: what stood there before."""
        right = self._made_right()
        if self._keys is None:
            from ui.guide.keyboard import KeyboardSheet

            self._keys = KeyboardSheet(self._workspace, self.actions, self._side)
            self._keys.left.connect(right.leave_page)
        self._turn_to(self._keys)

    def show_field_help(self) -> None:
        """Tell about the field that has the focus; once more: what stood there before."""
        right = self._made_right()
        if self._help is None:
            from ui.guide.field_help import FieldHelp

            self._help = FieldHelp(self._workspace, self._side)
            self._help.left.connect(right.leave_page)
            self.form.field_entered.connect(self._help.follow)
        self._help.show_field(self.form.focused_field())
        self._turn_to(self._help)

    def _turn_to(self, page: QWidget) -> None:
        """A page to read: the keyboard stays in the form, and the same key puts the page away."""
        right = self._made_right()
        if page.isVisible():
            right.leave_page()
        else:
            right.show_page(page)

    def fill_examples(self, menu: QMenu) -> None:
        """Fill a menu with the bundled examples."""
        from ui.guide.examples import fill

        fill(menu, self.open_example, self._workspace.words)

    def open_example(self, path: Path) -> None:
        """Open a bundled example, with the keyboard in the form."""
        self.open_file(path)
        self.focus_first()

    def _answer_first_page(self, page: FirstPage) -> None:
        page.examples_asked.connect(self.fill_examples)
        page.keys_asked.connect(self.show_keys)

    def show_catalogue(self) -> None:
        """Open the catalogue's own window: which edition is in use, updates from a file, the way back."""
        from ui.editions import CatalogueWindow

        made = CatalogueWindow(self._workspace, self._editions, self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.read_requested.connect(self.browse)
        made.show()
        made.activateWindow()

    def show_clinic(self) -> None:
        """Open the clinic's own details, where an administrator edits them."""
        from ui.clinic import ClinicWindow

        made = ClinicWindow(self._workspace, self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.show()
        made.activateWindow()

    def open_case(self) -> None:
        """Ask for a case file and open it; what is wrong with it is said in the foot, nothing half-done."""
        name, _filter = QFileDialog.getOpenFileName(
            self, self.tr("Open case file"), "", self.tr("Case files (*.json)")
        )
        if name:
            self.open_file(Path(name))

    def open_file(self, path: Path) -> None:
        """Open a case file."""
        try:
            patient = self._read_patient(path)
        except ConsultError as error:
            self._said.setText(self._workspace.words.error(error))
            return
        self._said.clear()
        self._workspace.open_patient(patient)

    def new_case(self) -> None:
        """Start an empty, anonymous case."""
        self._said.clear()
        self._workspace.open_patient(self._workspace.patient.schema.empty())
        self.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc anywhere puts away what was opened in the place of options and comparison."""
        if event.key() == Qt.Key.Key_Escape and self._right is not None and self._right.is_page_open():
            self._right.leave_page()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Drop the case: nothing of it outlives the window."""
        self._workspace.undo_stack.clear()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        self._side.setProperty("role", "surface")
        whole = self._whole
        whole.setSizes([FORM_WIDTH, 1366 - FORM_WIDTH])
        whole.setStretchFactor(0, 0)
        whole.setStretchFactor(1, 1)
        whole.setChildrenCollapsible(False)
        whole.setHandleWidth(1)
        rows = QVBoxLayout(self._centre)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.identity)
        rows.addWidget(self.banner)
        rows.addWidget(whole, 1)
        rows.addWidget(self._foot())
        self.setCentralWidget(self._centre)

    def _made_right(self) -> Right:
        self.complete()
        assert self._right is not None
        return self._right

    def _make_right(self) -> Right:
        """Stages, options and comparison in their place; Tab reaches them after the form and before the foot."""
        from ui.right import Right

        made = Right(self._workspace, self._side, self._answer_first_page)
        made.arithmetic.field_requested.connect(self.form.focus_field)
        made.options.field_requested.connect(self.form.focus_field)
        follow(last_stop(self._side), list(self._buttons.values()))
        return made

    def _foot(self) -> QWidget:
        foot = QWidget(self._centre)
        foot.setProperty("role", "foot")
        foot.setFixedHeight(44)
        row = QHBoxLayout(foot)
        row.setContentsMargins(3 * STEP, 0, 3 * STEP, 0)
        row.setSpacing(2 * STEP)
        for name in ("new", "open"):
            row.addWidget(self._button(name, foot))
        row.addWidget(self._said, 1)
        for name in ("browse", "undo", "redo", "print"):
            row.addWidget(self._button(name, foot))
        self._buttons["print"].setProperty("role", "primary")
        return foot

    def _button(self, name: str, foot: QWidget) -> QPushButton:
        button = QPushButton(foot)
        button.setAutoDefault(False)
        self._buttons[name] = button
        return button

    def _add_actions(self) -> None:
        undo_stack = self._workspace.undo_stack
        keys = QKeySequence.StandardKey
        for name, key, slot in (
            ("new", keys.New, self.new_case),
            ("open", keys.Open, self.open_case),
            ("undo", keys.Undo, undo_stack.undo),
            ("redo", keys.Redo, undo_stack.redo),
            ("browse", Qt.Key.Key_F9, self.browse_here),
            ("print", keys.Print, self.show_preview),
        ):
            action = QAction(self)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(slot)
            self.addAction(action)
            self._actions[name] = action
            self._buttons[name].clicked.connect(action.trigger)
        for name, function_key, show in (
            ("clinic", Qt.Key.Key_F7, self.show_clinic),
            ("catalogue", Qt.Key.Key_F8, self.show_catalogue),
            ("laboratory", "Ctrl+Shift+V", self.paste_laboratory),
            ("next", "Ctrl+J", self.form.go_to_next),
            ("keys", Qt.Key.Key_F1, self.show_keys),
            ("help", "Shift+F1", self.show_field_help),
        ):
            action = QAction(self)
            action.setShortcut(QKeySequence(function_key))
            action.triggered.connect(show)
            self.addAction(action)
            self._actions[name] = action
        for name in ("undo", "redo"):
            action, button = self._actions[name], self._buttons[name]
            action.enabledChanged.connect(button.setEnabled)
            action.setEnabled(False)
            button.setEnabled(False)
