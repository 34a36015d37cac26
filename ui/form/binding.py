"""Binding: editors write to the workspace, and show what it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import QObject

from consult.errors import InputError
from consult.hcc.asking import needed
from consult.patient import Warning
from ui.form.editors import Editor, Shown
from ui.workspace import Workspace


class Binding(QObject):
    """The editors that exist so far, by field. Several may show the same field."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._editors: list[Editor] = []
        self.top = ("", 0)
        """The field worth asking next, and how many options it could settle."""

    def __iter__(self) -> Iterator[Editor]:
        return iter(self._editors)

    def add(self, editor: Editor) -> None:
        """Let an editor write to the case, and show what is there."""
        self._editors.append(editor)
        editor.entered.connect(lambda key, value, text, e=editor: self._enter(e, key, value, text))
        editor.cleared.connect(lambda e=editor: self._clear(e))
        editor.show_state(self._state(editor, self._questions()), force=True)

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
        if own is None:
            return Shown(entry, asked, "", settles)
        words = self._workspace.words
        outer = " ".join(words.warning(warning) for warning in own if "[" not in warning.field)
        inner = tuple(
            (*_place(warning.field), words.warning(warning)) for warning in own if "[" in warning.field
        )
        return Shown(entry, asked, outer, settles, inner)

    def _questions(self) -> dict[str, list[Warning]]:
        found: dict[str, list[Warning]] = {}
        if self._workspace.is_blank():
            return found
        for warning in self._workspace.facts.warnings:
            found.setdefault(warning.field.split("[")[0], []).append(warning)
        return found

    def _enter(self, editor: Editor, key: str, value: Any, text: str) -> None:
        try:
            self._workspace.set_value(key, value, text)
        except InputError as error:
            named = InputError(error.code, **{**error.values, "field": editor.label()})
            editor.refuse(self._workspace.words.error(named))
            self._clear(editor)

    def _clear(self, editor: Editor) -> None:
        """What cannot be read is not recorded; nothing is pushed when nothing was."""
        if editor.field.id in self._workspace.patient.entries:
            self._workspace.clear_value(editor.field.id)


def _place(path: str) -> tuple[int, str]:
    """Index and part of a path such as `lesions[2].size_mm`."""
    index, _bracket, part = path.partition("[")[2].partition("]")
    return int(index), part.removeprefix(".")
