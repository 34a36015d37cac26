"""Factory: the editor of a field, by its declaration alone."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from consult.fields import Field
from consult.phrases import Words
from ui.form.choices import SegmentEditor, fits_segments
from ui.form.dropdown import DropDownEditor
from ui.form.editors import Editor
from ui.form.numbers import NumberEditor
from ui.form.texts import DateEditor, LineEditor, ListEditor, ManyEditor


def make_editor(field: Field, words: Words, parent: QWidget | None = None) -> Editor:
    """The editor of `field`. Raises KeyError for a type that has none."""
    if field.type in ("choice", "flag") or (field.type in ("integer", "number") and field.choices):
        if fits_segments(field):
            return SegmentEditor(field, words, parent)
        return DropDownEditor(field, words, parent)
    match field.type:
        case "number" | "integer":
            return NumberEditor(field, words, parent)
        case "text":
            return LineEditor(field, words, parent)
        case "texts":
            return ListEditor(field, words, parent)
        case "date":
            return DateEditor(field, words, parent)
        case "choices":
            return ManyEditor(field, words, parent)
        case "objects":
            from ui.form.records import RecordsEditor  # which in turn makes the editors of its parts

            return RecordsEditor(field, words, parent)
    raise KeyError(field.type)
