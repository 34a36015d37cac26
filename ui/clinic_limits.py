"""Clinic limits: the rows in which a clinic sets numbers of its own for one treatment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from consult.fields import Field
from consult.limits import MAX_LIMIT_NOTE, MAX_LIMITS, OPERATORS, comparable, units
from ui.choice import Choice
from ui.theme import STEP
from ui.workspace import Workspace

_DAY = QRegularExpression("[0-9-]{0,10}")
_NUMBER = QRegularExpression("-?[0-9]{0,10}([.][0-9]{0,6})?")
_SIGNS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥"}
PARTS = ("fact", "operator", "value", "unit", "note", "as_at")


class ClinicLimits(QWidget):
    """A grid of `MAX_LIMITS` rows; `said` tells the key ("limits.0.value") and what now stands there."""

    said = Signal(str, str)

    def __init__(
        self, workspace: Workspace, declared: Mapping[str, Field], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._declared = {name: field for name, field in declared.items() if comparable(field)}
        self._showing = False
        self.label = QLabel()
        self.boxes: dict[str, Choice] = {}
        self.edits: dict[str, QLineEdit] = {}
        for at in range(MAX_LIMITS):
            self.boxes |= {f"limits.{at}.{part}": Choice() for part in ("fact", "operator", "unit")}
            self.edits |= {f"limits.{at}.{part}": QLineEdit() for part in ("value", "note", "as_at")}
        self._lay_out()
        self._connect()

    def show_limits(self, texts: Mapping[str, str], first: Iterable[str]) -> None:
        """Show what was typed; `first` are the facts to offer first: those that the treatment's rows compare."""
        self._showing = True
        words = self._workspace.words
        offered = [name for name in dict.fromkeys(first) if name in self._declared]
        offered += sorted(self._declared.keys() - set(offered), key=words.field)
        for at in range(MAX_LIMITS):
            fact = texts.get(f"limits.{at}.fact", "")
            names = {name: words.field(name) for name in offered}
            self._offer(f"limits.{at}.fact", names, fact)
            self._offer(f"limits.{at}.operator", _SIGNS, texts.get(f"limits.{at}.operator", ""))
            self._offer_units(at, fact, texts.get(f"limits.{at}.unit", ""))
            for part in ("value", "note", "as_at"):
                edit = self.edits[f"limits.{at}.{part}"]
                edit.setText(texts.get(f"limits.{at}.{part}", ""))
                edit.setCursorPosition(0)
        self._showing = False

    def retranslate(self) -> None:
        """Say everything in the workspace's language."""
        self.label.setText(self.tr("Own limits, for information"))
        names = {
            "fact": self.tr("value"),
            "operator": self.tr("comparison"),
            "value": self.tr("number"),
            "unit": self.tr("unit"),
            "note": self.tr("remark"),
            "as_at": self.tr("as at"),
        }
        for key, control in (*self.boxes.items(), *self.edits.items()):
            _limits, row, part = key.split(".")
            said = self.tr("Own limit {number}, {part}").format(number=int(row) + 1, part=names[part])
            control.setAccessibleName(said)
        for at in range(MAX_LIMITS):
            self.edits[f"limits.{at}.note"].setPlaceholderText(self.tr("Remark"))
            self.edits[f"limits.{at}.as_at"].setPlaceholderText(self.tr("yyyy-mm-dd"))
            self.edits[f"limits.{at}.value"].setPlaceholderText(self.tr("Number"))

    def named(self, key: str) -> str:
        """A control in words."""
        control = self.boxes.get(key) or self.edits.get(key)
        return control.accessibleName() if control is not None else key

    # -- inside ------------------------------------------------------------------------------------------------

    def _offer(self, key: str, names: Mapping[str, str], chosen: str) -> None:
        """Fill a list; what was chosen elsewhere, and this version does not have, stays as it is."""
        box = self.boxes[key]
        box.clear()
        box.addItem("", "")
        for name, said in names.items():
            box.addItem(said, name)
        if chosen and chosen not in names:
            box.addItem(chosen, chosen)
        box.setCurrentIndex(max(0, box.findData(chosen)))

    def _offer_units(self, at: int, fact: str, chosen: str) -> None:
        words, key = self._workspace.words, f"limits.{at}.unit"
        offered = list(units(self._declared[fact])) if fact in self._declared else []
        self._offer(key, {unit: words.unit(unit) for unit in offered if unit}, chosen)
        self.boxes[key].setEnabled(any(offered))

    def _say(self, key: str, text: str) -> None:
        if self._showing:
            return
        self.said.emit(key, text)
        _limits, at, part = key.split(".")
        if part == "fact":  # another value has other units; its own stands first
            own = next(units(self._declared[text]), "") if text in self._declared else ""
            self._showing = True
            self._offer_units(int(at), text, own)
            self._showing = False
            self.said.emit(f"limits.{at}.unit", own)

    def _connect(self) -> None:
        for key, box in self.boxes.items():
            box.currentIndexChanged.connect(lambda _at, k=key, b=box: self._say(k, b.currentData() or ""))
        for key, edit in self.edits.items():
            edit.textChanged.connect(lambda text, k=key: self._say(k, text))

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * STEP)
        grid.setVerticalSpacing(STEP)
        self.label.setBuddy(self.boxes["limits.0.fact"])
        grid.addWidget(self.label, 0, 0)
        for at in range(MAX_LIMITS):
            for column, part in enumerate(PARTS, 1):
                key = f"limits.{at}.{part}"
                grid.addWidget(self.boxes.get(key) or self.edits[key], at, column)
            self.boxes[f"limits.{at}.fact"].setMinimumWidth(240)
            self.boxes[f"limits.{at}.operator"].setFixedWidth(56)
            self.boxes[f"limits.{at}.unit"].setFixedWidth(96)
            self.edits[f"limits.{at}.value"].setFixedWidth(88)
            self.edits[f"limits.{at}.value"].setValidator(QRegularExpressionValidator(_NUMBER, self))
            self.edits[f"limits.{at}.note"].setMaxLength(MAX_LIMIT_NOTE)
            self.edits[f"limits.{at}.as_at"].setFixedWidth(104)
            self.edits[f"limits.{at}.as_at"].setValidator(QRegularExpressionValidator(_DAY, self))
        grid.setColumnStretch(PARTS.index("note") + 1, 1)
        assert set(_SIGNS) == set(OPERATORS)
