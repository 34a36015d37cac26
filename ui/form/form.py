"""Criteria form: the minimal set in view, everything else folded below it, one line for what is to be said."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from consult.consultation import Consultation
from consult.fields import Field
from consult.hcc.asking import needed
from consult.phrases import Words
from ui.form.binding import Binding
from ui.form.checklist import Checklist
from ui.form.dating import Dating
from ui.form.editors import Editor, set_state
from ui.form.factory import make_editor
from ui.form.keys import is_dates
from ui.form.lesions import PARTS
from ui.form.minimal import MinimalSet
from ui.form.numbers import NumberEditor
from ui.form.records import RecordsEditor
from ui.form.rows import follow, stops
from ui.form.sections import Section
from ui.form.unfolding import Unfolding
from ui.form.unit_question import QuestionStrip
from ui.later import AfterFirstPaint
from ui.theme import STEP
from ui.workspace import Workspace

LEAST_WIDTH, MOST_WIDTH = 320, 420
SECTIONS = (
    "tumour",
    "judgement",
    "general",
    "liver",
    "laboratory",
    "performance",
    "portal",
    "resection",
    "prior",
    "comorbidity",
    "molecular",
    "nutrition",
    "preferences",
    "fit",
)
_HEAD_HEIGHT, _FOOT_HEIGHT = 26, 34
_LOW, _LOW_FOOT_HEIGHT = 600, 18
"""In a window so low (a small screen at 125 %) the message keeps to one line."""
_ASK_AFTER_MS = 60
"""What is worth asking next is worked out once the keys rest, never within a keystroke."""
_UNIT_AFTER_MS = 400
"""A unit is asked about once the keys rest: the 1 of 14 is no question yet."""


class CriteriaForm(QWidget):
    """The left column: writes what is typed to the workspace and shows what it holds."""

    asked = Signal(str)
    """Which field is worth asking next was worked out (empty when none is)."""
    field_entered = Signal(object)
    """The focus went to this Field."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._focused: Editor | None = None
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(LEAST_WIDTH)
        self.setMaximumWidth(MOST_WIDTH)
        self.stamp = workspace.stamp
        """The stamp of the values shown."""
        self._waiting = workspace.consultation.unconfirmed
        self.binding = Binding(workspace, self)
        self._head_title = QLabel(self)
        self._head_count = QLabel(self)
        self.more = QToolButton(self)
        head = self._make_head()
        self.area = QScrollArea(self)
        self._inner = QWidget()
        self.minimal = MinimalSet(workspace, self.binding)
        self.checklist: Checklist = self.minimal.checklist
        self.dating = Dating(workspace, self.minimal.captions, self)
        self.dating.moved.connect(self._lay_out_now)
        self._sections: dict[str, Section] = {}
        self.unfolding = Unfolding(workspace, lambda: self.sections, self._may_unfold, self)
        self.unfolding.unfolded.connect(self._lay_out_now)
        self.message = QLabel(self)
        self._fill_scroll()
        self._make_message()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.area, 1)
        column.addWidget(self.message)
        self._ask_later = QTimer(self)
        self._ask_later.setSingleShot(True)
        self._ask_later.setInterval(_ASK_AFTER_MS)
        self._ask_later.timeout.connect(self._ask)
        self.strip: QuestionStrip | None = None
        """Made when a unit is first asked about."""
        self._unit_later = QTimer(self)
        self._unit_later.setSingleShot(True)
        self._unit_later.setInterval(_UNIT_AFTER_MS)
        self._unit_later.timeout.connect(self._show_question)
        self.area.verticalScrollBar().valueChanged.connect(self._place_question)
        self.minimal.list_asked.connect(self._add_earlier_treatment)
        self.checklist.opened.connect(self._scroll_to_checklist)
        self.checklist.built.connect(self._take_checklist)
        self.minimal.liver.message_changed.connect(self._say)
        workspace.assessed.connect(self.reload)
        workspace.patient_replaced.connect(self._show_other_case)
        workspace.consulted.connect(self._follow_confirming)
        workspace.language_changed.connect(self.retranslate)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)
        self.retranslate()
        self._ask_later.start()
        AfterFirstPaint(self, self._fill_rest)

    @property
    def sections(self) -> dict[str, Section]:
        """The folded sections by name. Made after the first paint, or when first asked for."""
        if not self._sections:
            column = self._inner.layout()
            assert isinstance(column, QVBoxLayout)
            before: QWidget = self.checklist.none
            for index, name in enumerate(SECTIONS):
                section = self._sections[name] = self._make_section(name)
                column.insertWidget(self._place_of_sections + index, section)
                follow(before, [section.heading])
                before = section.heading
            self._reload_head()
        return self._sections

    # -- for the window --------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        self.area.verticalScrollBar().setValue(0)
        self.minimal.first().setFocus(Qt.FocusReason.TabFocusReason)

    def focused_field(self) -> Field | None:
        """The field that has the focus; None while none has."""
        editor = self._focused
        return editor.field if editor is not None and isValid(editor) else None

    def go_to_next(self) -> None:
        """Go to the next open field of the minimal set; when none is open, to the one that settles most."""
        recorded = self._workspace.patient.canonical()
        answered = self._workspace.patient.entries
        order = [editor.field.id for editor in self.minimal.editors()]
        focused = self.focused_field()
        at = order.index(focused.id) + 1 if focused is not None and focused.id in order else 0
        for name in (*order[at:], *order[:at]):
            if name not in answered and needed(name, recorded):
                self.focus_field(name)
                return
        if not self.checklist.is_complete():
            self.focus_field("exclusion_checklist")
        elif self.binding.top[0]:
            self.focus_field(self.binding.top[0])

    def focus_field(self, field_id: str) -> bool:
        """Open what holds a field (an id, either key of a pair, or a path), go there; False if it is no field."""
        if field_id == "exclusion_checklist":
            self._open_checklist()
            self.checklist.fold.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        base, _dot, part = field_id.partition(".")
        field = self._workspace.patient.schema.by_key.get(base.split("[")[0])
        if field is None:
            return False
        editor = self._editor_of(field, part)
        if editor is None:
            return False
        if not editor.isEnabled():
            editor.setEnabled(True)  # asked for by name, so it is put although it did not arise
            editor.show()
        self._go(editor)
        return True

    def retranslate(self) -> None:
        """Say everything in the workspace's language."""
        words = self._workspace.words
        self.minimal.retranslate(words)
        self.dating.retranslate()
        for section in self._sections.values():
            section.retranslate(words)
        self.unfolding.retranslate()
        self._head_title.setText(words.say("section.minimal").upper())
        self.message.setAccessibleName(self.tr("About this field"))
        self.binding.reload()
        self._reload_head()
        self._say()

    def reload(self) -> None:
        """Show what the case holds now."""
        self.stamp = self._workspace.stamp
        self.binding.reload()
        self.minimal.reload()
        self.dating.reload()
        self.unfolding.reload()
        self._reload_head()
        self._ask_later.start()

    # -- inside ------------------------------------------------------------------------------------------------

    def _follow_confirming(self, said: Consultation) -> None:
        """Values were confirmed, or wait again."""
        if said.unconfirmed != self._waiting:
            self._waiting = said.unconfirmed
            self.binding.reload()
            self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        foot = _FOOT_HEIGHT if self.height() >= _LOW else _LOW_FOOT_HEIGHT
        self.message.setFixedHeight(foot)
        self.minimal.fit(self.height() - _HEAD_HEIGHT - foot)
        self._place_question()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self._workspace.undo_stack.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self._workspace.undo_stack.redo()
        elif is_dates(event):
            self._ask_for_day()
        else:
            super().keyPressEvent(event)

    def _may_unfold(self) -> bool:
        """Whether a section may open by itself: only while the minimal set is in its place and is what is worked in."""
        focus = QApplication.focusWidget()
        in_sections = (
            self._inner.isAncestorOf(focus) and not self.minimal.isAncestorOf(focus) if focus else False
        )
        return self.area.verticalScrollBar().value() == 0 and not in_sections and not self.checklist.is_open()

    def _ask_for_day(self) -> None:
        """Ask for date and origin of the value that has the focus, or close what asks."""
        if self.dating.is_open():
            self.dating.leave()
            return
        editor = self._focused
        if editor is None or not isValid(editor):
            return
        if not any(self.dating.open_for(one) for one in (editor, self._holder(editor)) if one is not None):
            set_state(self.message, "muted", "role")
            self.message.setText(self.tr("Ctrl+D takes date and origin of laboratory and imaging values."))

    def _fill_rest(self) -> None:
        """Add the sections and make room at once: until the area grows, the rows above would be squeezed."""
        self.minimal.liver.fill()
        if self.sections:
            self._lay_out_now()

    def _make_head(self) -> QWidget:
        head = QWidget(self)
        head.setFixedHeight(_HEAD_HEIGHT)
        line = QHBoxLayout(head)
        line.setContentsMargins(3 * STEP, STEP, 2 * STEP, 0)
        line.setSpacing(2 * STEP)
        self._head_title.setProperty("role", "heading")
        self._head_count.setProperty("role", "heading")
        self.more.setProperty("role", "link")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.more)
        menu.aboutToShow.connect(lambda: self._fill_menu(menu))
        self.more.setMenu(menu)
        line.addWidget(self._head_title)
        line.addWidget(self._head_count)
        line.addStretch(1)
        line.addWidget(self.more)
        return head

    def _fill_menu(self, menu: QMenu) -> None:
        menu.clear()
        for name, section in self.sections.items():
            mark = "  •" if name in self.unfolding.asked() else ""
            action = menu.addAction(self._workspace.words.say(f"section.{name}") + mark)
            action.triggered.connect(lambda _checked=False, s=section: self._open_section(s))

    def _fill_scroll(self) -> None:
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(3 * STEP, 0, STEP, 2 * STEP)
        column.setSpacing(0)
        column.addWidget(self.minimal)
        column.addWidget(self.checklist.holder)
        column.addSpacing(3 * STEP)
        self._place_of_sections = column.count()
        column.addStretch(1)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setWidget(self._inner)

    def _make_message(self) -> None:
        self.message.setProperty("role", "muted")
        self.message.setFixedHeight(_FOOT_HEIGHT)
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.message.setContentsMargins(3 * STEP, 1, 2 * STEP, 1)

    def _make_section(self, name: str) -> Section:
        schema = self._workspace.patient.schema
        own = [f for f in schema.fields if f.section == name and f.none_applies is None]
        fields = tuple(f for f in own if not f.minimal or f.id in ("prior_treatments", "lesions"))
        section = Section(name, fields, self._workspace.words, self._make_editor)
        section.built.connect(self._take_section)
        return section

    def _make_editor(self, field: Field, words: Words, parent: QWidget) -> Editor:
        if field.id == "lesions":
            others = [part for part in field.parts if part.id not in PARTS]
            return RecordsEditor(field, words, parent, parts=others, may_grow=False)
        return make_editor(field, words, parent)

    def _take_section(self, section: Section) -> None:
        assert section.body is not None
        for editor in section.body.editors:
            self.binding.add(editor)

    def _take_checklist(self, checklist: Checklist) -> None:
        assert checklist.body is not None
        follow(checklist.none, stops(checklist.body))
        for editor in checklist.body.editors:
            self.binding.add(editor)

    def _editor_of(self, field: Field, part: str = "") -> Editor | None:
        """The editor of a field, made if its section was never opened."""
        section = self.sections[field.section]
        if field.id == "lesions" and part and part not in PARTS:
            self._open(section)
            return next(
                (e for e in self.binding if e.field.id == "lesions" and e is not self.minimal.lesions), None
            )
        in_view = self.minimal.editor(field.id)
        if in_view is not None and (in_view.isEnabled() or field.minimal):
            return in_view
        if field.none_applies is not None:
            self._open_checklist()
            body = self.checklist.body
        else:
            self._open(section)
            body = section.body
        return None if body is None else next((e for e in body.editors if e.field.id == field.id), None)

    def _open(self, section: Section) -> None:
        if not section.is_open():
            section.open()

    def _open_section(self, section: Section) -> None:
        self._open(section)
        self._lay_out_now()
        self.area.verticalScrollBar().setValue(section.y())
        section.heading.setFocus(Qt.FocusReason.TabFocusReason)

    def _open_checklist(self) -> None:
        if not self.checklist.is_open():
            self.checklist.toggle()

    def _scroll_to_checklist(self, is_open: bool) -> None:
        self._lay_out_now()
        self.area.verticalScrollBar().setValue(self.checklist.y() if is_open else 0)

    def _add_earlier_treatment(self) -> None:
        section = self.sections["prior"]
        self._open(section)
        assert section.body is not None
        editor = next(e for e in section.body.editors if isinstance(e, RecordsEditor))
        editor.add_record()
        self._lay_out_now()
        self.area.verticalScrollBar().setValue(section.y())
        self.area.ensureWidgetVisible(editor.add)

    def _go(self, editor: Editor) -> None:
        self._lay_out_now()
        target = editor.target()
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self.area.ensureWidgetVisible(target, 0, 2 * STEP)

    def _lay_out_now(self) -> None:
        """What was just opened has no place before the layout has run."""
        inner = self._inner
        layout = inner.layout()
        if layout is not None:
            for widget in inner.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
                own = widget.layout()
                if own is not None:
                    own.activate()
            layout.activate()
        QApplication.sendPostedEvents(inner, QEvent.Type.LayoutRequest)
        inner.resize(inner.width(), max(inner.sizeHint().height(), self.area.height()))

    def _reload_head(self) -> None:
        done, asked = self.minimal.recorded()
        said = self.tr("%1 of %2").replace("%1", f"{done}").replace("%2", f"{asked}")
        if asked > done:
            waiting = self.tr("%n open", "", asked - done)
            said = f"{said} · {waiting}"
        if said != self._head_count.text():
            self._head_count.setText(said)
        more, needs = self.tr("More fields"), self.unfolding.asked()
        text = f"{more} ({len(needs)}) ▾" if needs else f"{more} ▾"
        if text != self.more.text():
            self.more.setText(text)
            self.more.setAccessibleName(more)
        about = "\n".join(needs.values())
        if about != self.more.toolTip():
            self.more.setToolTip(about)
            self.more.setAccessibleDescription(about)
        entries = self._workspace.patient.entries
        for section in self._sections.values():
            section.count(entries)

    def _show_other_case(self) -> None:
        """Another patient: nothing of the one before may stay in a box."""
        self.binding.top = ("", 0)
        self.binding.reload(force=True)
        self.checklist.forget()
        self.dating.leave()
        self.dating.reload()
        self.unfolding.forget()
        self.minimal.reload()
        self._reload_head()

    def _ask(self) -> None:
        """Mark the field worth asking next; it settles nothing by itself."""
        assessment = self._workspace.assessment
        top = ("", 0)
        if assessment is not None and assessment.ask_next:
            question = assessment.ask_next[0]
            top = (question.field, len(question.could_change))
        if top != self.binding.top:
            self.binding.top = top
            self.binding.reload()
        self.asked.emit(top[0])

    def _follow_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        widget = now if now is not None and self.isAncestorOf(now) else None
        while widget is not None and not isinstance(widget, Editor):
            widget = widget.parentWidget()
        editor = widget if isinstance(widget, Editor) else None
        if editor is self._focused:
            return
        self._workspace.end_step()
        if self._focused is not None and isValid(self._focused):
            self._focused.message_changed.disconnect(self._say)
        self._focused = editor
        if editor is not None:
            editor.message_changed.connect(self._say)
            self.field_entered.emit(editor.field)
        self._say()

    def _say(self) -> None:
        """Say what is wrong with, odd about, or meant by the field that has the focus."""
        editor = self._focused
        self._follow_question()
        if editor is None or not isValid(editor):
            set_state(self.message, "muted", "role")
            self.message.setText(self.minimal.liver.message())
            return
        said, shown = editor.message(), editor.shown
        holder = self._holder(editor)
        if not said and holder is not None:  # a part of a record has nothing to say: the record may
            said, shown = Editor.message(holder), holder.shown
        role = (
            "error"
            if editor.problem
            else "warning"
            if shown.warning
            else "needed"
            if said and (shown.aged is None or said != shown.aged.sentence)
            else "muted"
        )
        set_state(self.message, role, "role")
        echoed = "" if editor.problem or shown.warning else editor.understood()
        spoken = " · ".join(part for part in (echoed, said) if part)
        self.message.setText(spoken or self._workspace.words.explanation(editor.field))
        self.message.setToolTip(self.message.text())

    # -- the unit of the number that has the focus --------------------------------------------------------------

    def _asking(self) -> NumberEditor | None:
        """The editor that has the focus, while it asks about a unit."""
        editor = self._focused
        if not isinstance(editor, NumberEditor) or not isValid(editor):
            return None
        return editor if editor.unit_question() is not None else None

    def _follow_question(self) -> None:
        editor = self._asking()
        question = None if editor is None else editor.unit_question()
        if self.strip is not None:
            if question is not None and question == self.strip.question:
                return
            self.strip.put_away()
        if question is None:
            self._unit_later.stop()
        else:
            self._unit_later.start()

    def _show_question(self) -> None:
        editor = self._asking()
        question = None if editor is None else editor.unit_question()
        if question is None:
            return
        if self.strip is None:
            self.strip = QuestionStrip(self)
            self.strip.accepted.connect(lambda: self._answer(NumberEditor.accept_unit))
            self.strip.kept.connect(lambda: self._answer(NumberEditor.keep_unit))
        self.strip.ask(question)
        self._place_question()

    def _place_question(self) -> None:
        editor = self._asking()
        if editor is not None and self.strip is not None and self.strip.question is not None:
            place = self.area.geometry()
            width = self.area.viewport().width() - 4 * STEP
            self.strip.place(editor.target(), 3 * STEP, width, place.top(), place.bottom())

    def _answer(self, answer: Callable[[NumberEditor], None]) -> None:
        editor = self._asking()
        if editor is not None:
            answer(editor)

    def _holder(self, editor: Editor) -> Editor | None:
        """The editor of a list in which an editor is that of one part."""
        # No further than this form's own widgets: Qt's own cost Python dear when it first meets them.
        widget = editor.parentWidget()
        while widget is not None and widget is not self._inner and not isinstance(widget, Editor):
            widget = widget.parentWidget()
        return widget if isinstance(widget, Editor) else None
