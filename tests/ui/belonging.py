"""Belonging: whether what every panel shows is what the values standing in the form lead to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consult.hcc.schema import SCHEMA
from ui.comparison.model import ComparisonModel
from ui.comparison.option_model import OptionModel
from ui.comparison.strip import StageStrip
from ui.comparison.wording import Wording
from ui.form.choices import ChoiceEditor, SegmentEditor, value_of
from ui.form.editors import Editor
from ui.form.lesions import LesionTable
from ui.form.numbers import NumberEditor
from ui.form.reading import Kind
from ui.form.texts import ListEditor, ManyEditor
from ui.form.treatments import EarlierEditor
from ui.window import MainWindow
from ui.workspace import Workspace


def wrong(window: MainWindow, workspace: Workspace) -> Iterator[str]:
    """Every panel that shows something else than the form's values lead to, by name."""
    yield from (f"stamp of {name}" for name, stamp in stamps(window) if stamp != workspace.stamp)
    standing = read_form(window, workspace)
    if standing != workspace.patient.canonical():
        yield "form"
    yield from _panels(window, workspace)


def stamps(window: MainWindow) -> Iterator[tuple[str, int]]:
    """What each panel says it belongs to."""
    yield "form", window.form.stamp
    yield "strip", window.strip.stamp
    yield "options", window.options.model.stamp
    yield "comparison", window.comparison.model.stamp


def read_form(window: MainWindow, workspace: Workspace) -> dict[str, Any]:
    """The values that stand in the editors, as a patient holds them; the rest of the patient where no editor is."""
    patient = workspace.patient
    for editor in window.form.minimal.editors():
        if isinstance(editor, EarlierEditor):
            continue  # one line that tells of a list
        key, value = shown_in(editor)
        patient = patient.without(editor.field.id)
        if value is not None:
            patient = patient.with_value(key, value)
    return dict(patient.canonical())


def shown_in(editor: Editor) -> tuple[str, Any]:
    """The key and the value that stand in an editor; None where nothing stands or it is refused."""
    field = editor.field.id
    match editor:
        case LesionTable():
            records = [row.values for row in editor.rows if row.counts]
            return field, records or ([] if editor.none.isChecked() else None)
        case NumberEditor():
            reading = editor.reading_of(editor.box.text())
            stands = reading.kind is Kind.VALUE and not editor.problem
            return editor.key, reading.value if stands else None
        case SegmentEditor():
            at = [i for i, button in enumerate(editor.buttons) if button.isChecked()]
            return field, value_of(editor.field, editor.members[at[0]].id) if at else None
        case ChoiceEditor():
            at_list = editor.picked()
            return field, value_of(editor.field, editor.members[at_list].id) if at_list >= 0 else None
        case ManyEditor():
            ticked = [
                c.id for c, box in zip(editor.field.choices, editor.boxes, strict=True) if box.isChecked()
            ]
            return field, ticked or None
        case ListEditor():
            return field, [part.strip() for part in editor.box.text().split(";") if part.strip()] or None
    raise TypeError(f"no way to read {type(editor).__name__}")


def _panels(window: MainWindow, workspace: Workspace) -> Iterator[str]:
    """Beside panels made afresh of a case read afresh: what stands in the window has to be what they show."""
    other = Workspace(
        workspace.knowledge,
        language=workspace.language,
        stale_after=workspace.stale_after,
        today=workspace.today,
        preferences=workspace.preferences,
    )
    read = SCHEMA.read(workspace.patient.to_json(), today=workspace.today())
    other.set_guideline(workspace.guideline)
    other.open_patient(read, workspace.consultation)
    other.choose(workspace.chosen)
    strip = StageStrip(other)
    for item, badge in strip.badges.items():
        now = window.strip.badges[item]
        shown = (now.title, now.value, now.detail, now.mark, now.own, now.toolTip())
        if shown != (badge.title, badge.value, badge.detail, badge.mark, badge.own, badge.toolTip()):
            yield f"badge {item}"
    shown_list, options = window.options.model, OptionModel(other)
    options._folds, options._wanted = shown_list._folds, shown_list._wanted
    options.refresh()
    if options.rows != shown_list.rows:
        yield "rows of the options"
    else:
        for at, row in enumerate(options.rows):
            if options.face(at) != shown_list.face(at):
                yield f"option {row.treatment or row.family or row.group}"
    table, comparison = window.comparison.model, ComparisonModel(other, Wording(other))
    if (comparison.treatments, comparison.aspects) != (table.treatments, table.aspects):
        yield "rows or columns of the comparison"
        return
    for row, aspect in enumerate(table.aspects):
        for column, treatment in enumerate(table.treatments):
            if comparison.plain(row, column) != table.plain(row, column):
                yield f"words of {aspect} of {treatment}"
            if comparison.keys(row, column) != table.keys(row, column):
                yield f"cell {aspect} of {treatment}"
    strip.deleteLater()
