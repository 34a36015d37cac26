"""Belonging: whether what every panel shows is what the values standing in the form lead to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consult.compare import compare, glance
from consult.hcc.derive import derive
from consult.hcc.schema import SCHEMA
from ui.comparison.wording import Wording, key_of
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
    assert workspace.knowledge is not None
    read = SCHEMA.read(workspace.patient.to_json(), today=workspace.today())
    facts = derive(read, today=workspace.today(), stale_after=workspace.stale_after)
    fresh = workspace.knowledge.assess(facts, workspace.guideline)
    words, wording = workspace.words, Wording(workspace)
    for item, badge in window.strip.badges.items():
        title, value, detail = words.badge(facts.results[item])
        if (badge.title, badge.value, badge.detail) != (title, value, detail):
            yield f"badge {item}"
    options = window.options.model
    for at, row in enumerate(options.rows):
        if row.treatment:
            face, own = options.face(at), fresh.treatments[row.treatment]
            said = wording.sentence(glance(fresh, row.treatment)).text
            if (face.status, face.glance) != (own.status, said):
                yield f"option {row.treatment}"
    table = window.comparison.model
    if table.treatments:
        laid = compare(fresh, table.treatments)
        for row in range(table.rowCount()):
            for column, treatment in enumerate(table.treatments):
                cell = laid.cell(table.cell(row, column).aspect, treatment)
                if table.keys(row, column) != tuple(key_of(line) for line in cell.lines):
                    yield f"cell {cell.aspect} of {treatment}"
