"""Binding: editors write to the workspace, and show what it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import QObject

from consult.errors import InputError
from consult.hcc.asking import needed
from consult.patient import Entry, Warning
from ui.form.ages import Ages
from ui.form.editors import Aged, Editor, Shown
from ui.form.numbers import NumberEditor
from ui.workspace import Workspace

ABOUT_DAYS = frozenset({"stale", "treated_since", "laboratory_dates_apart"})
"""Warnings that ask about nothing but the day of a value."""


class Binding(QObject):
    """The editors that exist so far, by field. Several may show the same field."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._editors: list[Editor] = []
        self._ages = Ages(self)
        workspace.preferred.connect(self.begin_units)
        self.top = ("", 0)
        """The field worth asking next, and how many options it could settle."""

    def __iter__(self) -> Iterator[Editor]:
        return iter(self._editors)

    def add(self, editor: Editor) -> None:
        """Let an editor write to the case, and show what is there."""
        self._editors.append(editor)
        editor.entered.connect(lambda key, value, text, e=editor: self._enter(e, key, value, text))
        editor.cleared.connect(lambda e=editor: self._clear(e))
        editor.step_ended.connect(self._workspace.end_step)
        self._begin(editor)
        editor.show_state(self._state(editor, self._questions()), force=True)

    def begin_units(self) -> None:
        """Let empty boxes begin in the units of the user's settings."""
        for editor in self._editors:
            self._begin(editor)

    def _begin(self, editor: Editor) -> None:
        other = editor.field.other
        if other is not None and isinstance(editor, NumberEditor):
            preferred = other.key in self._workspace.preferences.units
            editor.begin_in(other.key if preferred else editor.field.id)

    def editor(self, field_id: str) -> Editor | None:
        """The first editor of a field, or None while there is none."""
        return next((editor for editor in self._editors if editor.field.id == field_id), None)

    def reload(self, *, force: bool = False) -> None:
        """Show what the case holds now; an editor whose answer did not change is not touched."""
        questions = self._questions()
        for editor in self._editors:
            editor.show_state(self._state(editor, questions), force=force)

    def _state(self, editor: Editor, questions: Mapping[str, list[Warning]]) -> Shown:
        field = editor.field
        patient = self._workspace.patient
        entry = patient.entries.get(field.id)
        asked = field.minimal and entry is None and needed(field.id, patient.canonical())
        settles = self.top[1] if entry is None and self.top[0] == field.id else 0
        own = questions.get(field.id)
        aged = self._aged(field.id) if entry is not None else None
        if entry is not None and field.id in self._workspace.consultation.unconfirmed:
            return self._unconfirmed(field.id, entry, own or [], aged)
        if own is None:
            return Shown(entry, asked, "", settles, aged=aged)
        words = self._workspace.words
        outer = " · ".join(self._question(warning) for warning in own if "[" not in warning.field)
        inner = tuple(
            (*_place(warning.field), words.warning(warning)) for warning in own if "[" in warning.field
        )
        only_aged = aged is not None and all(warning.code in ABOUT_DAYS for warning in own)
        return Shown(entry, asked, outer, settles, inner, aged, only_aged)

    def _unconfirmed(self, field: str, entry: Entry, own: list[Warning], aged: Aged | None) -> Shown:
        """An answer that waits to be confirmed: marked as questioned, with what else is asked about it."""
        words = self._workspace.words
        said = [words.say("visit.unconfirmed.about"), *("" if aged is None else aged.sentence,)]
        said += [self._question(warning) for warning in own if "[" not in warning.field]
        inner = tuple(
            (*_place(warning.field), words.warning(warning)) for warning in own if "[" in warning.field
        )
        word = words.say("visit.unconfirmed.word")
        said_of_it = " · ".join(dict.fromkeys(part for part in said if part))
        waits = Aged(word if aged is None else aged.word or word, said_of_it, stale=True, long=aged is None)
        return Shown(entry, False, said_of_it, 0, inner, waits, True)

    def _aged(self, field: str) -> Aged | None:
        dates = self._workspace.facts.dates
        age = dates.ages.get(field)
        return None if age is None else self._ages.aged(age, dates.consultation, self._workspace.words)

    def _question(self, warning: Warning) -> str:
        """A warning in words; one about a stale value says of which day and origin it is, too."""
        words = self._workspace.words
        if warning.code == "stale":
            return words.dated(self._workspace.facts.dates.ages[warning.field])
        return words.warning(warning)

    def _questions(self) -> dict[str, list[Warning]]:
        found: dict[str, list[Warning]] = {}
        if self._workspace.is_blank():
            return found
        for warning in self._workspace.facts.warnings:
            found.setdefault(warning.field.split("[")[0], []).append(warning)
        return found

    def _enter(self, editor: Editor, key: str, value: Any, text: str) -> None:
        try:
            day, origin = self._workspace.taken_for(editor.field.id)
            self._workspace.set_value(key, value, text, day=day, origin=origin)
        except InputError as error:
            editor.refuse(error)
            self._clear(editor)

    def _clear(self, editor: Editor) -> None:
        """What cannot be read is not recorded; nothing is pushed when nothing was."""
        if editor.field.id in self._workspace.patient.entries:
            self._workspace.clear_value(editor.field.id)


def _place(path: str) -> tuple[int, str]:
    """Index and part of a path such as `lesions[2].size_mm`."""
    index, _bracket, part = path.partition("[")[2].partition("]")
    return int(index), part.removeprefix(".")
