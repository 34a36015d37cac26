"""Minimal set: the rows that settle most questions, in the order of the chart, all in view at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from consult.fields import Field
from consult.hcc.asking import arises, may_be_answered, optional
from consult.phrases import Words
from consult.values import UNKNOWN
from ui import theme
from ui.form.binding import Binding
from ui.form.checklist import Checklist
from ui.form.choices import SegmentEditor
from ui.form.dropdown import DropDownEditor
from ui.form.editors import Editor
from ui.form.factory import make_editor
from ui.form.lesions import LesionTable
from ui.form.liver_place import LiverPlace
from ui.form.numbers import NumberEditor
from ui.form.rows import ROW_HEIGHT, Row
from ui.form.taken import CAPTION_HEIGHT, LOW_CAPTION_HEIGHT, Caption
from ui.form.treatments import EarlierEditor
from ui.theme import STEP
from ui.workspace import Workspace

COUNT_WIDTH = 48
SECOND_LABEL_WIDTH = 78
_LEAST_ROW, _MOST_ROW = 18, 26
_LOW_AREA = 560
_MAP_ROW = 21
"""How high the rows are to be before the liver map takes room under those of the lesions."""
_TABLE_LINES = 40
"""The two lines above the lesion rows, in pixels."""


class MinimalSet(QWidget):
    """The rows. Questions that follow from another answer keep their place and are grey until they arise."""

    list_asked = Signal()
    paste_asked = Signal()

    def __init__(self, workspace: Workspace, binding: Binding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._binding = binding
        self._fields = workspace.patient.schema.by_id
        self._counted = [f.id for f in workspace.patient.schema.fields if f.minimal and not optional(f.id)]
        self._rows: list[Row] = []
        self._by_field: dict[str, Editor] = {}
        self._following: list[Editor] = []
        self.captions: dict[str, Caption] = {}
        """Above the values of each kind that comes from one report: of which day and origin they are."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._add_person()
        self._add_liver()
        self._add_laboratory()
        self._add_earlier()
        self._add_caption("imaging")
        self.lesions = LesionTable(self._fields["lesions"], workspace.words, self)
        self._hold(self.lesions)
        self._column.addWidget(self.lesions)
        holder = QWidget(self)
        self._column.addWidget(holder)
        self.liver = LiverPlace(workspace, self.lesions, holder)
        self._add_tumour()
        self.checklist = Checklist(workspace, self)
        self._column.addWidget(self.checklist)
        self.reload()

    def editor(self, field_id: str) -> Editor | None:
        """The editor of a field of the minimal set."""
        return self._by_field.get(field_id)

    def first(self) -> QWidget:
        """Where typing starts."""
        return self._rows[0].editors[0].target()

    def editors(self) -> tuple[Editor, ...]:
        """Every editor, from top to bottom."""
        return tuple(self._by_field.values())

    def fit(self, height: int) -> None:
        """Share out a height: the rows grow and shrink between limits, so that nothing needs scrolling."""
        visible = 4 if height >= _LOW_AREA else 3
        slim = CAPTION_HEIGHT if height >= _LOW_AREA else LOW_CAPTION_HEIGHT
        for caption in self.captions.values():
            caption.setFixedHeight(slim)
        height -= slim * len(self.captions)
        rows = len(self._rows) + 1 + visible
        height -= _TABLE_LINES
        height -= self.liver.fit(height - rows * _MAP_ROW)
        each = max(_LEAST_ROW, min(_MOST_ROW, height // rows))
        for row in self._rows:
            row.setFixedHeight(each)
            row.set_tight(each < ROW_HEIGHT - 4)
        self.checklist.setFixedHeight(each)
        self.lesions.set_row_height(each - 2 if each > _LEAST_ROW else each, visible)

    def reload(self) -> None:
        """Show which questions arise, what the lesions come to, and how the checklist stands."""
        patient = self._workspace.patient
        recorded = patient.canonical()
        for editor in self._following:
            name = editor.field.id
            active = may_be_answered(name, patient.entries, recorded)
            if editor.isEnabled() != active:
                editor.setEnabled(active)
            if name == "portal_flow" and editor.isHidden() == active:
                editor.setVisible(active)
        self.lesions.say_echo(*self._echo())
        self.checklist.reload()

    def recorded(self) -> tuple[int, int]:
        """How many of the questions that arise are answered, and how many arise; the checklist is one."""
        patient = self._workspace.patient
        canonical = patient.canonical()
        asked = [name for name in self._counted if arises(name, canonical)]
        done = sum(name in patient.entries for name in asked) + self.checklist.is_complete()
        return done, len(asked) + 1

    def retranslate(self, words: Words) -> None:
        """Say everything in the language of `words`."""
        for row in self._rows:
            row.retranslate(words)
        self.lesions.retranslate(words)
        self.checklist.retranslate(words)
        self._retranslate_paste()
        self.lesions.say_echo(*self._echo())

    def _echo(self) -> tuple[str, str]:
        """Number, largest size and sum of the viable lesions, whole and in less room: a number is never cut."""
        if self._workspace.is_blank():
            return "", ""
        facts, words = self._workspace.facts, self._workspace.words
        names = ("lesion_count", "largest_lesion_mm", "total_diameter_mm")
        values = [facts.value(name) for name in names]
        if all(value is UNKNOWN for value in values):
            return "", ""
        count, largest, total = (
            "?" if value is UNKNOWN else words.value(name, value)
            for name, value in zip(names, values, strict=True)
        )
        said = {"count": count, "largest": largest, "sum": total}
        return words.say("lesions.echo", **said), words.say("lesions.echo.brief", **said)

    # -- rows ------------------------------------------------------------------------------------------------------

    def _field(self, name: str) -> Field:
        return self._fields[name]

    def _hold(self, editor: Editor, *, follows: bool = False) -> Editor:
        self._by_field[editor.field.id] = editor
        self._binding.add(editor)
        if follows:
            self._following.append(editor)
        return editor

    def _row(self) -> Row:
        row = Row(self)
        self._rows.append(row)
        self._column.addWidget(row)
        return row

    def _plain(self, *names: str) -> None:
        for name in names:
            row = self._row()
            row.add_label(self._field(name))
            row.add_editor(self._hold(make_editor(self._field(name), self._workspace.words, row)), 1)

    def _drop_down(self, name: str, row: Row, *, unlabelled: bool = False, follows: bool = False) -> Editor:
        editor = DropDownEditor(self._field(name), self._workspace.words, row, unlabelled=unlabelled)
        return self._hold(editor, follows=follows)

    def _segments(
        self, name: str, row: Row, *, follows: bool = False, note: bool = False, dense: bool = False
    ) -> Editor:
        editor = SegmentEditor(self._field(name), self._workspace.words, row, note=note, dense=dense)
        return self._hold(editor, follows=follows)

    def _add_person(self) -> None:
        self._plain("age_years", "sex")
        row = self._row()
        row.add_label(self._field("tumour_type"))
        row.add_editor(self._drop_down("tumour_type", row), 21)
        row.add_editor(self._drop_down("diagnosis_basis", row, unlabelled=True), 34)

    def _add_liver(self) -> None:
        self._plain("cirrhosis")
        row = self._row()
        row.add_label(self._field("varices"))
        row.add_editor(self._drop_down("varices", row, follows=True), 1)
        row.add_label(self._field("hbsag"), 40)
        row.add_editor(self._drop_down("hbsag", row, follows=True), 1)
        row = self._row()
        row.add_label(self._field("ecog"))
        row.add_editor(self._segments("ecog", row))
        row.add_editor(self._drop_down("ecog_attribution", row, unlabelled=True, follows=True), 1)
        self._plain("ascites", "encephalopathy_grade")

    def _add_caption(self, kind: str) -> None:
        self.captions[kind] = Caption(kind, self)
        self._column.addWidget(self.captions[kind])

    def _add_paste(self) -> None:
        """The way to a pasted report, at the end of the laboratory line; by keyboard it has its own key."""
        caption = self.captions["laboratory"]
        self.paste = QToolButton(caption)
        self.paste.setProperty("role", "link")
        self.paste.setFont(theme.font(theme.SMALL))
        self.paste.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.paste.clicked.connect(self.paste_asked)
        line = QHBoxLayout(caption)
        line.setContentsMargins(0, 0, 0, 0)
        line.addStretch(1)
        line.addWidget(self.paste)

    def _retranslate_paste(self) -> None:
        self.paste.setText(self.tr("Paste…"))
        self.paste.setToolTip(self.tr("Take values from a copied laboratory report (Ctrl+Shift+V)"))
        self.paste.setAccessibleName(self.tr("Paste laboratory results"))
        self.captions["laboratory"].reserved = self.paste.sizeHint().width() + STEP

    def _add_laboratory(self) -> None:
        self._add_caption("laboratory")
        self._add_paste()
        self._plain(
            "bilirubin_umol_per_l",
            "albumin_g_per_l",
            "inr",
            "creatinine_umol_per_l",
            "platelets_10e9_per_l",
            "afp_ng_per_ml",
        )

    def _add_earlier(self) -> None:
        row = self._row()
        row.add_label(self._field("prior_treatments"))
        editor = EarlierEditor(self._field("prior_treatments"), self._workspace.words, row)
        editor.list_asked.connect(self.list_asked)
        row.add_editor(self._hold(editor), 1)

    def _add_tumour(self) -> None:
        words = self._workspace.words
        row = self._row()
        row.add_label(self._field("lesion_count_total"))
        count = NumberEditor(self._field("lesion_count_total"), words, row, bare=True)
        count.setFixedWidth(COUNT_WIDTH)
        row.add_editor(self._hold(count))
        row.add_editor(self._drop_down("tumour_pattern", row, unlabelled=True), 1)
        row = self._row()
        row.add_label(self._field("portal_vein_invasion"))
        row.add_editor(self._drop_down("portal_vein_invasion", row), 1)
        flow = self._drop_down("portal_flow", row, unlabelled=True, follows=True)
        keep = flow.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        flow.setSizePolicy(keep)
        row.add_editor(flow, 1)
        row = self._row()
        row.add_label(self._field("hepatic_vein_invasion"))
        row.add_editor(self._drop_down("hepatic_vein_invasion", row), 1)
        row = self._row()
        row.add_label(self._field("n_status"))
        row.add_editor(self._segments("n_status", row, dense=True))
        row.add_stretch()
        row.add_label(self._field("m_status"), SECOND_LABEL_WIDTH, small=True)
        row.add_editor(self._segments("m_status", row, dense=True))
