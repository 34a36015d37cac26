"""Dating: says above the values of a report of which day and origin they are, and takes both in place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from consult.dates import born_after
from consult.errors import InputError
from ui.form.editors import Editor
from ui.form.reading import read_day
from ui.form.rows import follow
from ui.form.taken import Caption, Scope, TakenStrip, Told
from ui.workspace import CARRIED, NOT_SAID, Workspace

_FIRST_YEAR = 1900


class Dating(QObject):
    """One strip for the whole form, put below the caption or the row it was asked from; made when first asked for."""

    moved = Signal()
    """The strip came or went: what stands below it has another place."""

    def __init__(self, workspace: Workspace, captions: Mapping[str, Caption], form: QWidget) -> None:
        super().__init__(form)
        self._workspace = workspace
        self._captions = captions
        self._form = form
        self._kind = self._field = ""
        self._back: QWidget | None = None
        self.strip: TakenStrip | None = None
        for kind, caption in captions.items():
            caption.clicked.connect(lambda _checked=False, k=kind: self._press(k))
        self.retranslate()

    # -- opening and leaving ---------------------------------------------------------------------------------------

    def is_open(self) -> bool:
        """Whether the strip is seen."""
        return self.strip is not None and not self.strip.isHidden()

    def open_for(self, editor: Editor) -> bool:
        """Ask for the day and origin of an editor's value; False if such a value carries none."""
        kind = self._workspace.patient.schema.dated.get(editor.field.id)
        if kind is None:
            return False
        self._back = QApplication.focusWidget()
        caption = self._captions.get(kind)
        line = _line_of(editor)
        in_minimal = caption is not None and line.parentWidget() is caption.parentWidget()
        self._open(kind, editor.field.id, caption if in_minimal and caption is not None else line)
        return True

    def leave(self) -> None:
        """Put the strip away; nothing is changed."""
        if self.strip is None or not self.is_open():
            return
        inside = self.strip.isAncestorOf(QApplication.focusWidget() or self._form)
        self.strip.hide()
        self._kind = self._field = ""
        self.reload()
        self.moved.emit()
        if inside and self._back is not None and isValid(self._back):
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _press(self, kind: str) -> None:
        """A caption was clicked."""
        if self.is_open():
            was = self._kind
            self.leave()
            if was == kind:
                return
        focused = QApplication.focusWidget()
        self._back = focused if focused is not None and self._form.isAncestorOf(focused) else None
        self._open(kind, "", self._captions[kind])

    def _open(self, kind: str, field: str, below: QWidget) -> None:
        strip = self._made()
        self._kind, self._field = kind, field
        layout = _column_of(below)
        assert layout is not None
        layout.insertWidget(layout.indexOf(below) + 1, strip)
        if self._back is not None:
            follow(self._back, [strip.day, strip.origin, *strip.scopes, strip.set])
        scope = self._first_scope()
        day, origin = self._said(scope)
        strip.day.setText("" if day is None else day.isoformat())
        strip.origin.setText(origin)
        strip.show()
        self.retranslate()
        strip.choose(scope)
        self.moved.emit()
        strip.day.setFocus(Qt.FocusReason.OtherFocusReason)
        strip.day.selectAll()

    def _made(self) -> TakenStrip:
        if self.strip is None:
            self.strip = TakenStrip()
            self.strip.given.connect(self._give)
            self.strip.left.connect(self.leave)
            self.strip.typed.connect(self._echo)
        return self.strip

    # -- of which values -------------------------------------------------------------------------------------------

    def _recorded(self, kind: str) -> list[str]:
        patient = self._workspace.patient
        return [name for name, of in patient.schema.dated.items() if of == kind and name in patient.entries]

    def _undated(self) -> list[str]:
        entries = self._workspace.patient.entries
        return [name for name in self._recorded(self._kind) if entries[name].day is None]

    def _first_scope(self) -> str:
        """What is likely meant: the values without a date; where all have one, the value asked from, or all."""
        if self._kind not in CARRIED:
            return "one"
        if self._undated() or not self._recorded(self._kind):
            return "undated"
        return "one" if self._field in self._workspace.patient.entries else "all"

    def _said(self, scope: str) -> tuple[date | None, str]:
        """What is recorded now: the boxes begin with it, and with nothing else."""
        entry = self._workspace.patient.entries.get(self._field)
        if scope == "one" and entry is not None:
            return entry.day, entry.origin
        return self._workspace.taken.get(self._kind, NOT_SAID)

    def _scopes(self) -> tuple[Scope, ...]:
        words = self._workspace.words
        carried = self._kind in CARRIED
        imaging = self._kind == "imaging"
        undated, everything = len(self._undated()), len(self._recorded(self._kind))
        label = words.field(self._field) if self._field else ""
        return (
            Scope(
                "undated",
                self.tr("without a date (%1)").replace("%1", f"{undated}"),
                self.tr("All imaging findings without a date")
                if imaging
                else self.tr("All laboratory values without a date"),
                carried,
            ),
            Scope(
                "all",
                self.tr("all (%1)").replace("%1", f"{everything}"),
                self.tr("All imaging findings") if imaging else self.tr("All laboratory values"),
                carried,
            ),
            Scope(
                "one",
                self.tr("this value only"),
                self.tr("Only %1").replace("%1", label) if label else self.tr("This value only"),
                self._field in self._workspace.patient.entries,
            ),
        )

    # -- taking ------------------------------------------------------------------------------------------------------

    def _give(self) -> None:
        strip = self._made()
        scope, origin = strip.scope(), strip.origin.text().strip()
        day, problem = self._read(strip.day.text(), scope)
        if problem:
            strip.refuse(problem)
            return
        if scope == "one" and self._field not in self._workspace.patient.entries:
            strip.refuse(self.tr("No value is entered yet that could have a date."))
            return
        try:
            if scope == "one":
                self._workspace.set_origin([self._field], day, origin)
            else:
                fields = self._undated() if scope == "undated" else self._recorded(self._kind)
                # What has no date may have an origin of its own; an empty box says nothing about it.
                kept = None if scope == "undated" and not origin else origin
                self._workspace.set_origin(fields, day, kept, from_now_on=self._kind)
        except InputError as error:
            strip.refuse(self._workspace.words.error(error))
            return
        self.leave()

    def _read(self, text: str, scope: str) -> tuple[date | None, str]:
        """The day that was typed (None where none was), and why it cannot be taken."""
        workspace, words = self._workspace, self._workspace.words
        if not text.strip():
            return None, ""
        consultation, today = workspace.consultation_day(), workspace.today()
        day = read_day(text, consultation, today)
        if day is None or day.year < _FIRST_YEAR:
            return None, self.tr(
                "Not stored: type the date as 2026-11-23, as -14 for 14 days before the consultation, or t for today."
            )
        if day > today:
            return None, self.tr("Not stored: %1 lies in the future.").replace("%1", day.isoformat())
        name = words.field(self._field) if scope == "one" else self._name(self._kind)
        if day > consultation:
            return None, words.error(InputError("date_after_consultation", field=name))
        earliest = born_after(consultation, workspace.facts.value("age_years"))
        if earliest is not None and day <= earliest:
            return None, words.error(InputError("date_before_birth", field=name))
        return day, ""

    def _echo(self) -> None:
        """Say what is typed, or how."""
        strip = self._made()
        day, problem = self._read(strip.day.text(), strip.scope())
        if day is not None and not problem:
            days = (self._workspace.consultation_day() - day).days
            age = self._workspace.words.say("date.age", days=days)
            strip.say(f"= {day.isoformat()} · {age}")
        else:
            strip.say(
                self.tr(
                    "2026-11-23, or -14 for 14 days before the consultation, or t for today. Enter sets, Esc leaves."
                )
            )

    # -- saying ------------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Say above each report of which day it is."""
        for kind, caption in self._captions.items():
            opened = self.is_open() and self._kind == kind
            caption.tell(self._told(kind), opened=opened, help_=self._help)
        if self.is_open():
            self._made().offer(self._scopes())

    def retranslate(self) -> None:
        """Say everything in the workspace's language."""
        self._help = self.tr("Date and origin of these values: click here, or press Ctrl+D in one of them.")
        self.reload()
        strip = self.strip
        if strip is None or not self.is_open():
            return
        strip.day.setPlaceholderText(self.tr("date"))
        strip.origin.setPlaceholderText(self.tr("origin: laboratory, hospital"))
        strip.day.setAccessibleName(self.tr("Date of the values"))
        strip.origin.setAccessibleName(self.tr("Origin of the values"))
        strip.set.setText(self.tr("Set"))
        strip.set.setAccessibleName(self.tr("Set date and origin"))
        self._echo()

    def _name(self, kind: str) -> str:
        if kind == "imaging":
            return self.tr("Imaging")
        return self._workspace.words.say("section.laboratory") if kind == "laboratory" else ""

    def _told(self, kind: str) -> Told:
        workspace = self._workspace
        entries = workspace.patient.entries
        said = [(entries[name].day, entries[name].origin) for name in self._recorded(kind)]
        day, origin = workspace.taken.get(kind, NOT_SAID)
        if kind in workspace.taken:
            taken = workspace.words.say("date.unknown") if day is None else day.isoformat()
            differ = sum(one != (day, origin) for one in said)
            odd = self.tr("%n differ(s)", "", differ) if differ else ""
        elif any(one != NOT_SAID for one in said):
            taken, odd = self.tr("dates differ"), ""
        else:
            taken, odd = self.tr("no date"), "Ctrl+D"
        return Told(self._name(kind), taken, origin, odd, self._oldest(kind) if said else "")

    def _oldest(self, kind: str) -> str:
        ages = self._workspace.facts.dates.ages.values()
        days = [age.days for age in ages if age.kind == kind and age.stale and age.days is not None]
        return f"! {self._workspace.words.say('date.short', days=max(days))}" if days else ""


def _line_of(editor: Editor) -> QWidget:
    """The widget that holds an editor as a line of its column."""
    line: QWidget = editor
    while _column_of(line) is None and (parent := line.parentWidget()) is not None:
        line = parent
    return line


def _column_of(widget: QWidget) -> QVBoxLayout | None:
    """The layout from top to bottom in which a widget stands."""
    parent = widget.parentWidget()
    layout = None if parent is None else parent.layout()
    return layout if isinstance(layout, QVBoxLayout) else None
