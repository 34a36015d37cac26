"""Main window: identity above, criteria left, stages, options and comparison right, actions below."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QMainWindow,
    QMenu,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from consult.errors import ConsultError
from ui.banner import Banner
from ui.foot import Foot
from ui.form.form import CriteriaForm
from ui.form.rows import follow, last_stop, stops
from ui.identity import IdentityBar
from ui.later import AfterFirstPaint
from ui.lines import RollingLine
from ui.menu import CaseMenu
from ui.patient.screens import Screens
from ui.talk.strip import StepStrip
from ui.theme import STEP
from ui.workspace import Workspace

if TYPE_CHECKING:
    from consult.case_file import CaseFile
    from consult.clinic import Clinic
    from consult.log_line import Line
    from consult.records import Records
    from consult.summary.blocks import Document
    from consult.summary.papers import Wanted
    from ui.about.page import AboutPage
    from ui.comparison.options import OptionList
    from ui.comparison.panel import ComparisonPanel
    from ui.comparison.strip import StageStrip
    from ui.editions import Desk
    from ui.form.lab_paste import LabPaste
    from ui.guide.field_help import FieldHelp
    from ui.guide.first_page import FirstPage
    from ui.guide.keyboard import KeyboardSheet
    from ui.guide.reader import Reader
    from ui.records.desk import RecordsDesk
    from ui.right import Right
    from ui.trouble.clock import Behind, Step
    from ui.trouble.desk import TroubleDesk
    from ui.trouble.watch import Watch
    from ui.visit.band import UnconfirmedBand
    from ui.whatif.band import WhatIfBand

FORM_WIDTH = 352
GUIDE_WIDTH, GUIDE_HEIGHT = 960, 640
LEAST_FORM, LEAST_SIDE = 344, 563
"""Below these the two roll: the form has its widest section, the comparison one column beside the list."""


class MainWindow(QMainWindow):
    """One case. `read_case` reads a case file, `make_pdf` makes a paper of it.

    `editions` gives what the catalogue's own window needs; without it, that window only tells. Without `records`
    nothing can be kept. `make_sample` makes a paper of the bundled example under the clinic's own layer as it is typed.
    What `watch` notices of the program's own state is told here.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        theme: str,
        read_case: Callable[[Path], CaseFile],
        make_pdf: Callable[[Wanted], bytes],
        dress: Callable[[str], None],
        editions: Callable[[], Desk] | None = None,
        records: Callable[[], Records] | None = None,
        make_document: Callable[[Wanted], Document] | None = None,
        make_sample: Callable[[Clinic, Wanted], bytes] | None = None,
        watch: Watch | None = None,
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._read_case, self._make_pdf = read_case, make_pdf
        self._editions = editions
        self._records = records
        self._make_document = make_document
        self._desk: RecordsDesk | None = None
        self._make_sample = make_sample
        self.watch = watch
        self._trouble: TroubleDesk | None = None
        self.screens = Screens(workspace, self)
        self._centre = QWidget(self.screens)
        self._roll = QScrollArea(self._centre)
        """What lies between identity and foot: it rolls where it has less room than it needs, those two stay."""
        self.identity = IdentityBar(workspace, theme, self._centre)
        self.identity.theme_picked.connect(dress)
        self.identity.catalogue_requested.connect(self.show_catalogue)
        self.identity.clinic_requested.connect(self.show_clinic)
        self.menu = CaseMenu(self, self.identity)
        self.identity.put_first(self.menu)
        self.banner = Banner(workspace, self._centre)
        self.band: WhatIfBand | None = None
        """Made when something is first tried."""
        self.visit: UnconfirmedBand | None = None
        """Made when a value first waits to be confirmed."""
        self._whole = QSplitter(Qt.Orientation.Horizontal)
        self.form = CriteriaForm(workspace, self._whole)
        self.form.minimal.paste_asked.connect(self.paste_laboratory)
        self._side = QWidget(self._whole)
        self._right: Right | None = None
        self.steps = StepStrip(workspace, self._centre)
        self.steps.picked.connect(self.show_step)
        self._lab: LabPaste | None = None
        self._keys: KeyboardSheet | None = None
        self._guide: Reader | None = None
        self._help: FieldHelp | None = None
        self._about: AboutPage | None = None
        self.foot = Foot(self.steps, self._centre)
        self._said, self._buttons = self.foot.said, self.foot.buttons
        self._actions: dict[str, QAction] = {}
        self._lay_out()
        self._add_actions()
        workspace.language_changed.connect(self.retranslate)
        workspace.what_if_changed.connect(self._show_what_if)
        workspace.consulted.connect(self._show_unconfirmed)
        workspace.filed.connect(self._show_unconfirmed)
        workspace.undo_stack.canUndoChanged.connect(self._actions["undo"].setEnabled)
        workspace.undo_stack.canRedoChanged.connect(self._actions["redo"].setEnabled)
        if watch is not None:
            watch.noticed.connect(self._tell_trouble)
            self.banner.follow(watch)
        self.retranslate()
        AfterFirstPaint(self.form, self.complete)  # the window itself lies hidden under what it holds

    def complete(self) -> None:
        """Make the right side if it is not there yet; the window is painted and typed into before that."""
        if self._right is None:
            self._right = self._make_right()

    @property
    def desk(self) -> RecordsDesk:
        """The records, read when first asked for."""
        if self._desk is None:
            from ui.records.desk import RecordsDesk

            assert self._records is not None
            self._desk = RecordsDesk(self, self._workspace, self._records())
            if self.watch is not None:
                self.watch.follow(self._desk.session)
        return self._desk

    @property
    def trouble(self) -> TroubleDesk:
        """What tells of faults and of the clock, made when there is something to tell."""
        if self._trouble is None:
            from ui.trouble.desk import TroubleDesk

            assert self.watch is not None
            self._trouble = TroubleDesk(
                self,
                self._workspace,
                self.watch,
                lambda: None if self._desk is None else self._desk.session,
            )
        return self._trouble

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
        self.menu.retranslate()
        words = {
            "undo": self.tr("Undo"),
            "redo": self.tr("Redo"),
            "what_if": self.tr("What-if"),
            "patient": self.tr("Patient view"),
            "print": self.tr("Print…"),
        }
        self.foot.name(words, self._actions)

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        self.form.focus_first()

    def show_preview(self) -> None:
        """Open the print preview of the doctor's summary."""
        from ui.printing.preview import PrintPreview

        if self._workspace.assessment is None:
            if self._workspace.problem is not None:
                self.foot.tell(self._workspace.words.error(self._workspace.problem))
            return
        queue = None
        if self._records is not None:
            from ui.printing.finish import Finish

            queue = Finish(self.desk.session)
        preview = PrintPreview(
            self._make_pdf, self._workspace, self, document=self._make_document, queue=queue
        )
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.setProperty("shows", "case")
        preview.show()

    def show_step(self, step: str) -> None:
        """Show a step of the consultation in the place of options and comparison."""
        self._made_right().steps.show(step)
        self._roll_to(self._side)

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

    def show_guide(self) -> None:
        """Show the guide's page for where the keyboard stands; once more: what stood there before."""
        from ui.guide.places import place_of
        from ui.guide.reader import Reader

        focus, active = QApplication.focusWidget(), QApplication.activeWindow()
        page = place_of(focus) or "start"
        if active is not None and active is not self:
            if not isinstance(active, Reader):
                self._guide_over(active).open(page)
            return
        right = self._made_right()
        if self._guide is None:
            self._guide = Reader(self._workspace, self._side)
            self._guide.left.connect(right.leave_page)
        if not self._guide.isVisible():
            self._guide.open(page)
        self._turn_to(self._guide)

    def _guide_over(self, window: QWidget) -> Reader:
        """The guide as a window of its own, for one that lies over this."""
        from ui.guide.reader import Reader

        made = Reader(self._workspace, window)
        made.setWindowFlag(Qt.WindowType.Window)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.setProperty("role", "surface")
        made.left.connect(made.close)
        made.resize(GUIDE_WIDTH, GUIDE_HEIGHT)
        made.show()
        made.activateWindow()
        made.leaf.setFocus(Qt.FocusReason.OtherFocusReason)
        return made

    def show_keys(self) -> None:
        """Show every key; once more: what stood there before."""
        right = self._made_right()
        if self._keys is None:
            from ui.guide.keyboard import KeyboardSheet

            self._keys = KeyboardSheet(self._workspace, self.actions, self._side)
            self._keys.left.connect(right.leave_page)
        self._turn_to(self._keys)

    def show_about(self) -> None:
        """Show what the program is made of; once more: what stood there before."""
        right = self._made_right()
        if self._about is None:
            from ui.about.page import AboutPage

            self._about = AboutPage(self._workspace, self._side)
            self._about.left.connect(right.leave_page)
        else:
            self._about.retranslate()
        self._turn_to(self._about)

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
            self._roll_to(self._side)

    def show_page(self, page: QWidget) -> None:
        """Show a page in the place of options and comparison."""
        self._made_right().show_page(page)

    def leave_page(self) -> None:
        """Show options and comparison again."""
        self._made_right().leave_page()

    def put_under_banner(self, strip: QWidget) -> None:
        """Give a strip its place above form and comparison; Tab comes to it after the identity."""
        rows = self._centre.layout()
        assert isinstance(rows, QVBoxLayout)
        strip.setParent(self._centre)
        rows.insertWidget(rows.indexOf(self._roll), strip)
        follow(last_stop(self.identity), stops(strip))

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

        made = ClinicWindow(self._workspace, self, make=self._make_sample)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.show()
        made.activateWindow()

    def keep(self) -> None:
        """Keep the open case in the records."""
        self.desk.keep()

    def show_patients(self) -> None:
        """Show the patients of the records."""
        self.desk.find()

    def show_queue(self) -> None:
        """Show the papers that wait to be printed."""
        self.desk.office.show_queue()

    def show_people(self) -> None:
        """Show who may unlock the records."""
        self.desk.office.show_people()

    def show_backup(self) -> None:
        """Make a backup of the records, try one or restore one."""
        self.desk.office.show_backup()

    def show_log(self) -> None:
        """Show who did what with the records."""
        self.desk.office.show_log()

    def show_due(self) -> None:
        """Show whose records are due to be erased."""
        self.desk.office.show_due()

    def show_export(self) -> None:
        """Show what can be exported from the records."""
        self.desk.office.show_export()

    def show_reports(self) -> None:
        """Show what the kept consultations say together."""
        self.desk.office.show_reports()

    def show_safety(self) -> None:
        """Show what protects records and results, as it is found now."""
        self.desk.office.show_safety()

    def _tell_trouble(self, notice: Line | Step | Behind) -> None:
        """Nobody catches what fails here, and it would be told here: it is only noted."""
        try:
            self.trouble.tell(notice)
        except Exception as error:
            assert self.watch is not None
            self.watch.last_resort.note(type(error), error, error.__traceback__)

    def show_report(self) -> None:
        """Show the problem report, to be read before it is saved."""
        self.trouble.show_report()

    def lock(self) -> None:
        """Close the records and hide everything; where they are not open, hide the screen."""
        if self._desk is None:
            self.screens.hide_screen()
        else:
            self.desk.lock()

    def toggle_what_if(self) -> None:
        """Go on with a hypothetical copy, or drop it; the keyboard stays in the field it was in."""
        workspace = self._workspace
        if workspace.what_if:
            workspace.end_what_if()
        else:
            workspace.start_what_if()

    def _show_what_if(self, there: bool) -> None:
        if self.band is None and there:
            from ui.whatif.band import WhatIfBand

            self.band = WhatIfBand(self._workspace, self._centre)
            rows = self._centre.layout()
            assert isinstance(rows, QVBoxLayout)
            rows.insertWidget(rows.indexOf(self._roll), self.band)
            self.band.show()
            self.band.refresh()
            follow(last_stop(self.identity), [self.band.more, self.band.back])
        self._buttons["what_if"].setChecked(there)

    def _show_unconfirmed(self, _what: object = None) -> None:
        """Offer to confirm while values wait, and to look at the visit before while there is one."""
        waits = bool(self._workspace.consultation.unconfirmed)
        for name in ("confirm_all", "confirm_one"):
            self._actions[name].setVisible(waits)
        self._actions["last"].setVisible(self._workspace.filing.before is not None)
        if self.visit is None and waits:
            from ui.visit.band import UnconfirmedBand

            self.visit = UnconfirmedBand(self._workspace)
            self.visit.confirm_asked.connect(self.confirm_all)
            self.visit.last_asked.connect(self.show_last_visit)
            self.put_under_banner(self.visit)
            self.visit.setVisible(bool(self._workspace.unconfirmed()))

    def confirm_all(self) -> None:
        """Confirm every value that waits."""
        self._confirm(None)

    def confirm_one(self) -> None:
        """Confirm the value of the field that has the focus."""
        field = self.form.focused_field()
        self._confirm(() if field is None else (field.id,))

    def _confirm(self, fields: tuple[str, ...] | None) -> None:
        person = None if self._desk is None else self._desk.session.person
        words = self._workspace.words
        if person is not None and person.role != "doctor":
            self.tell(words.say("keep.only.doctor", name=person.name))
        elif count := self._workspace.confirm(fields):
            self.tell(words.say("visit.confirmed", n=count))

    def show_last_visit(self) -> None:
        """Show what was there at the visit before."""
        self.desk.show_last_visit()

    def show_settings(self) -> None:
        """Open the user's settings beside the consultation."""
        from ui.settings import SettingsWindow

        made = SettingsWindow(self._workspace, self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.show()
        made.activateWindow()

    def open_case(self) -> None:
        """Ask for a case file and open it; what is wrong with it is said in the foot, nothing half-done."""
        name, _filter = QFileDialog.getOpenFileName(
            self, self.tr("Open case file"), "", self.tr("Case files and papers (*.json *.pdf)")
        )
        if name:
            self.open_file(Path(name))

    def open_file(self, path: Path) -> None:
        """Open a case file."""
        try:
            case = self._read_case(path)
        except ConsultError as error:
            self.say_error(error)
            return
        self._let_go(lambda: self._workspace.open_patient(case.patient, case.consultation))

    def say_error(self, error: ConsultError) -> None:
        """Say in the foot why something was not done."""
        self.foot.tell(self._workspace.words.error(error))

    def tell(self, text: str) -> None:
        """Say in the foot what was done."""
        self.foot.tell(text, "muted")

    def new_case(self) -> None:
        """Start an empty, anonymous case."""
        self._let_go(self._empty)

    def _empty(self) -> None:
        self._workspace.open_patient(self._workspace.patient.schema.empty())
        self.focus_first()

    def _let_go(self, then: Callable[[], object]) -> None:
        """End the open case; where the records are unlocked and it is not kept, that is asked first."""
        self.foot.tell("")
        if self._desk is None:
            then()
        else:
            self._desk.let_go(then)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc anywhere puts away what was opened in the place of options and comparison."""
        if event.key() == Qt.Key.Key_Escape and self._right is not None and self._right.is_page_open():
            self._right.leave_page()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Drop the case: nothing of it outlives the window but its draft, where the records are unlocked."""
        if self._desk is not None:
            self._desk.close()
        self._workspace.undo_stack.clear()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        self._side.setProperty("role", "surface")
        self.form.setMinimumWidth(LEAST_FORM)
        self._side.setMinimumWidth(LEAST_SIDE)
        whole = self._whole
        whole.setSizes([FORM_WIDTH, 1366 - FORM_WIDTH])
        whole.setStretchFactor(0, 0)
        whole.setStretchFactor(1, 1)
        whole.setChildrenCollapsible(False)
        whole.setHandleWidth(1)
        self._rolling = RollingLine(self.identity, self._centre), RollingLine(self.foot, self._centre)
        rows = QVBoxLayout(self._centre)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._rolling[0])
        rows.addWidget(self.banner)
        rows.addWidget(self._roll, 1)
        rows.addWidget(self._rolling[1])
        self._roll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._roll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._roll.setWidgetResizable(True)
        self._roll.setWidget(whole)
        self.screens.addWidget(self._centre)
        self.setCentralWidget(self.screens)
        # One strip more must not make the window larger than the screen: its middle rolls.
        self.setMinimumSize(1, 1)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """In a window too small for all of it (a large scaling), roll to where the keyboard stands."""
        if now is None:
            return
        half = next((half for half in (self.form, self._side) if half.isAncestorOf(now)), None)
        if half is not None:
            self._roll_to(half)
        for area in (self._roll, *self._rolling):
            held = area.widget()
            if (
                held is not None
                and held.isAncestorOf(now)
                and (held.width() > area.width() or held.height() > area.height())
            ):
                area.ensureWidgetVisible(now, 2 * STEP, 2 * STEP)

    def _roll_to(self, half: QWidget) -> None:
        """Where form and side do not stand beside each other, show the whole width of one."""
        bar = self._roll.verticalScrollBar()
        room = self._roll.width() - (bar.width() if bar.isVisible() else 0)
        if self._whole.width() > room:
            at = half.x() if half is self.form else self._whole.width() - room
            self._roll.horizontalScrollBar().setValue(at)

    def _made_right(self) -> Right:
        self.complete()
        assert self._right is not None
        return self._right

    def _make_right(self) -> Right:
        """Stages, options and comparison in their place; Tab reaches them after the form and before the foot."""
        from ui.right import Right

        made = Right(self._workspace, self._side, self.form.focus_field, self._answer_first_page)
        made.arithmetic.field_requested.connect(self.form.focus_field)
        made.options.field_requested.connect(self.form.focus_field)
        made.steps.shown.connect(self.steps.show_current)
        follow(last_stop(self._side), [*self.steps.buttons.values(), *self._buttons.values()])
        return made

    def _add_actions(self) -> None:
        keys, undo_stack, add = QKeySequence.StandardKey, self._workspace.undo_stack, self.menu.add

        def say(key: str) -> str:
            return self._workspace.words.say(key)

        self._actions = {
            "new": add("case", lambda: self.tr("New case"), self.new_case, keys.New, icon="file-plus"),
            "open": add(
                "case", lambda: self.tr("Open case file…"), self.open_case, keys.Open, icon="folder-open"
            ),
            "print": add("case", lambda: self.tr("Print…"), self.show_preview, keys.Print, icon="printer"),
            "keep": add("records", lambda: say("keep.menu.keep"), self.keep, keys.Save),
            "find": add("records", lambda: say("keep.menu.find"), self.show_patients, Qt.Key.Key_F3),
            "queue": add("records", lambda: self.tr("Papers to print…"), self.show_queue, "Ctrl+Shift+P"),
            "people": add("records", lambda: say("keep.menu.people"), self.show_people),
            "backup": add("records", lambda: say("keep.menu.backup"), self.show_backup),
            "log": add("records", lambda: say("keep.menu.log"), self.show_log),
            "due": add("records", lambda: say("due.menu"), self.show_due),
            "export": add("records", lambda: say("export.menu"), self.show_export),
            "reports": add("records", lambda: say("reports.menu"), self.show_reports),
            "safety": add("records", lambda: say("keep.menu.safety"), self.show_safety),
            "lock": add("records", lambda: say("keep.menu.lock"), self.lock, "Ctrl+L"),
            "laboratory": add(
                "edit",
                lambda: self.tr("Paste laboratory results"),
                self.paste_laboratory,
                "Ctrl+Shift+V",
                icon="clipboard-paste",
            ),
            "undo": add("edit", lambda: self.tr("Undo"), undo_stack.undo, keys.Undo, icon="undo-2"),
            "redo": add("edit", lambda: self.tr("Redo"), undo_stack.redo, keys.Redo, icon="redo-2"),
            "next": add("edit", lambda: self.tr("To the next open field"), self.form.go_to_next, "Ctrl+J"),
            "confirm_one": add("edit", lambda: say("visit.confirm_one"), self.confirm_one, "Ctrl+Return"),
            "confirm_all": add(
                "edit", lambda: say("visit.confirm_menu"), self.confirm_all, "Ctrl+Shift+Return"
            ),
            "last": add("read", lambda: say("visit.menu.last"), self.show_last_visit, "Ctrl+Shift+L"),
            "what_if": add("edit", lambda: self.tr("What-if"), self.toggle_what_if, "Ctrl+W", icon="split"),
            "patient": add(
                "read",
                lambda: self.tr("Patient view"),
                self.screens.toggle_patient,
                Qt.Key.Key_F11,
                icon="presentation",
            ),
            "hide": add(
                "read",
                lambda: self.tr("Hide the screen"),
                self.screens.hide_screen,
                Qt.Key.Key_F12,
                icon="eye-off",
            ),
            "browse": add(
                "read", lambda: self.tr("Catalogue"), self.browse_here, Qt.Key.Key_F9, icon="book-open"
            ),
            "catalogue": add("set", lambda: self.tr("Catalogue file…"), self.show_catalogue, Qt.Key.Key_F8),
            "clinic": add(
                "set",
                lambda: self.tr("This clinic's details…"),
                self.show_clinic,
                Qt.Key.Key_F7,
                icon="hospital",
            ),
            "settings": add(
                "set", lambda: self.tr("Settings…"), self.show_settings, "Ctrl+,", icon="settings"
            ),
            "guide": add("help", lambda: say("manual.menu"), self.show_guide, Qt.Key.Key_F1),
            "keys": add("help", lambda: self.tr("Keys"), self.show_keys, "Ctrl+F1", icon="keyboard"),
            "help": add(
                "help",
                lambda: self.tr("About the field that has the focus"),
                self.show_field_help,
                "Shift+F1",
                icon="circle-question-mark",
            ),
            "report": add("help", lambda: say("trouble.report"), self.show_report),
            "about": add("help", lambda: say("about.menu"), self.show_about),
        }
        self.menu.add_menu("help", lambda: self._workspace.words.say("example.menu"), self.fill_examples)
        # From every window of the program at once.
        for name in ("hide", "lock", "guide"):
            self._actions[name].setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        for name in ("keep", "find", "queue", "people", "backup", "log", "due", "export", "safety"):
            self._actions[name].setVisible(self._records is not None)
        self._actions["report"].setVisible(self.watch is not None)
        self._show_unconfirmed()
        for name, button in self._buttons.items():
            button.clicked.connect(self._actions[name].trigger)
        for name in ("undo", "redo"):
            action, button = self._actions[name], self._buttons[name]
            action.enabledChanged.connect(button.setEnabled)
            action.setEnabled(False)
            button.setEnabled(False)
