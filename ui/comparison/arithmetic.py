"""Arithmetic panel: how one result comes about, opened in place below the stages."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from consult.working import Dated, Doubt, Line, Working
from ui import theme
from ui.workspace import Workspace

_HEAD = 32
_MOST_OF_WINDOW = 0.5
LEAST, BESIDE = 88, 200
"""The least height of what opens here, and what stages, list and comparison keep of a low window."""
"""The share of the place that the panel takes at most; what is longer scrolls."""
_WIDE = 820
"""From this width the formula stands beside the lines, below it under them."""
_EDGE = 1
"""The line that shows the focus, which keeps its place."""


class ArithmeticPanel(QWidget):
    """Hidden until a result is asked for; Esc, its button or the same badge closes it."""

    shown = Signal(str)
    """The arithmetic of this item stands open; empty when none does."""
    left = Signal(str)
    """The panel of this item was closed from within: the focus belongs to its badge."""
    field_requested = Signal(str)
    """Go to this field, which the result still needs or asks, or in which it is judged otherwise."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._item = ""
        self._html = ""
        self._field = ""
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.go = QPushButton()
        self.go.setProperty("role", "secondary")
        self.go.setAutoDefault(True)  # Enter presses it: a second Enter goes to the missing field
        self.go.clicked.connect(lambda: self.field_requested.emit(self._field))
        self.own = QPushButton()
        self.own.setProperty("role", "link")
        self.own.setAutoDefault(True)
        self.own.clicked.connect(lambda: self.field_requested.emit(self._own_field()))
        self.closing = QPushButton()
        self.closing.setProperty("role", "link")
        self.closing.setAutoDefault(True)
        self.closing.clicked.connect(self.leave)
        self.text = QTextBrowser()
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setProperty("role", "reading")
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(lambda url: self.field_requested.emit(url.path()))
        self.text.setTabChangesFocus(True)
        flags = Qt.TextInteractionFlag
        self.text.setTextInteractionFlags(  # no caret; Tab goes from question to question, Enter to its field
            flags.TextSelectableByMouse | flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard
        )
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.document().setDocumentMargin(theme.STEP)
        head = QHBoxLayout()
        head.setContentsMargins(theme.STEP, 0, theme.STEP, 0)  # the frame stands out, the texts in one line
        head.setSpacing(3 * theme.STEP)
        head.addWidget(self.title, 1)
        head.addWidget(self.go)
        head.addWidget(self.own)
        head.addWidget(self.closing)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * theme.STEP, theme.STEP, 2 * theme.STEP, 2 * theme.STEP)
        box.setSpacing(theme.STEP)
        box.addLayout(head)
        box.addWidget(self.text, 1)
        self.title.setFixedHeight(_HEAD - theme.STEP)
        self.hide()
        workspace.assessed.connect(self.refresh)
        workspace.language_changed.connect(self.retranslate)

    @property
    def item(self) -> str:
        """The result whose arithmetic is open; empty when none is."""
        return self._item

    # -- opening and closing -----------------------------------------------------------------------------------

    def toggle(self, item: str) -> None:
        """Open the arithmetic of a result, or close it when it is the open one."""
        if item == self._item:
            self.leave()
        else:
            self.open(item)

    def open(self, item: str) -> None:
        """Show the arithmetic of a result and go there: to the missing field's button, else to the text."""
        self._item = item
        self.retranslate()
        self.show()
        self.text.verticalScrollBar().setValue(0)
        (self.text if self.go.isHidden() else self.go).setFocus(Qt.FocusReason.OtherFocusReason)
        self.shown.emit(item)

    def leave(self) -> None:
        """Close and give the focus back to the badge."""
        if not self._item:
            return
        item, self._item = self._item, ""
        self.left.emit(item)
        self.hide()
        self.shown.emit("")

    # -- showing -----------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text in the language of the workspace, and take the height it needs."""
        self.closing.setText(self.tr("Close  Esc"))
        self.closing.setAccessibleName(self.tr("Close the arithmetic"))
        self.refresh()
        self._take_height()

    def refresh(self) -> None:
        """Show the arithmetic with the values as they are now; the height stays."""
        if not self._item:
            return
        from consult.hcc.arithmetic import arithmetic

        working = self._workspace.words.arithmetic(arithmetic(self._item, self._workspace.facts))
        title = f"{working.title}  {working.result}"
        self.title.setText(title)
        self._field = self._first_field(working.missing)
        self.go.setVisible(bool(self._field))
        if self._field:
            self.go.setText(self.tr("Go to {field}").format(field=self._workspace.words.field(self._field)))
            self.go.setAccessibleName(self.go.text())
        self.own.setVisible(self._own_field() in self._workspace.patient.schema.by_id)
        given = self._own_field() in self._workspace.patient.entries
        self.own.setText(self.tr("Change your own stage") if given else self.tr("Give your own stage"))
        self.own.setAccessibleName(f"{self.own.text()}: {working.title}")
        html = self._page(working)
        if html != self._html:
            self._html = html
            self.text.setHtml(html)
            self.text.setAccessibleName(self.tr("Arithmetic of {result}").format(result=title))
            self.text.setAccessibleDescription(_spoken(working))

    def _own_field(self) -> str:
        """The field in which the clinician gives another stage; only some results have one."""
        return f"clinician_{self._item}_stage"

    def _first_field(self, missing: tuple[str, ...]) -> str:
        fields = self._workspace.patient.schema.by_key
        return next((name for name in missing if name.partition(".")[0].split("[")[0] in fields), "")

    def _page(self, working: Working) -> str:
        made, words = theme.current(), self._workspace.words
        style = (
            f"<style>td {{ padding: 1px 12px 1px 0; }} .s {{ color: {made.hex('muted')}; }}"
            f" .n {{ color: {made.hex('cannot_tell')}; }} .w {{ color: {made.hex('usually_not')}; }}"
            f" p {{ margin: 0 0 4px 0; font-size: {theme.SMALL}px; }}</style>"
        )
        marked = all(line.mark for line in working.lines)
        rows = "".join(self._row(line, marked=marked) for line in working.lines)
        if not rows:
            rows = f"<tr><td>{escape(words.say('arithmetic.none'))}</td></tr>"
        lines = f"<table cellspacing='0' cellpadding='0'>{rows}</table>"
        if working.total:
            lines += f"<p style='margin-top: 4px; font-size: {round(theme.BODY)}px;'>" + (
                f"<b>{escape(words.say('arithmetic.sum'))}</b>&nbsp; {escape(working.total)}</p>"
            )
        if working.dates:  # under the lines, so that they never push the formula out of view
            lines += "<div style='margin-top: 6px;'>" + "".join(map(self._dated, working.dates)) + "</div>"
        notes = [f"<p><b>{escape(working.own)}</b></p>"] if working.own else []
        notes += [f"<p class='n'>{escape(working.needs)}</p>"] if working.needs else []
        notes += [f"<p class='w'>! {escape(flag)}</p>" for flag in working.flags]
        notes += [self._doubt(doubt) for doubt in working.doubts]
        notes.append(f"<p>{escape(words.say('arithmetic.formula', formula=working.formula))}</p>")
        notes.append(f"<p class='s'>{escape(words.say('arithmetic.rule', version=working.rule))}</p>")
        notes.append(f"<p class='s'>{escape(words.say('arithmetic.source', citation=working.citation))}</p>")
        beside = "".join(notes)
        if self._width() < _WIDE:
            return f"{style}{lines}<div style='margin-top: 6px;'>{beside}</div>"
        return (
            f"{style}<table width='100%' cellspacing='0' cellpadding='0'><tr><td width='64%'>{lines}</td>"
            f"<td width='36%'>{beside}</td></tr></table>"
        )

    def _doubt(self, doubt: Doubt) -> str:
        """What makes the result mislead; while it is not known, a question that leads to its field."""
        if doubt.state == "open":
            said = f"<a href='field:{escape(doubt.field)}'>{escape(doubt.text)}</a>"
            return f"<p class='n'>? {said}</p>"
        return f"<p class='w'>! {escape(doubt.text)}</p>"

    def _dated(self, dated: Dated) -> str:
        css, mark = ("w", "! ") if dated.stale else ("s", "")
        return f"<p class='{css}'>{mark}{escape(dated.text)}</p>"

    def _row(self, line: Line, *, marked: bool) -> str:
        """A criterion begins with whether it is met; what adds to a sum ends with whether it is open."""
        css = " class='n'" if line.state == "open" else " class='s'" if line.state == "fails" else ""
        state = f"{line.mark}&nbsp;{escape(line.said)}" if line.mark else ""
        cells = [escape(line.label), escape(line.value), escape(line.contribution)]
        cells = [state, *cells] if marked else [*cells, state]
        if line.decides:
            cells = [f"<b>{cell}</b>" for cell in cells]
        return "<tr>" + "".join(f"<td{css}>{cell}</td>" for cell in cells) + "</tr>"

    def _take_height(self) -> None:
        """The height of the whole text, within the share of the place; it stays while values change."""
        place = self.parentWidget() or self
        room = min(round(_MOST_OF_WINDOW * place.height()), place.height() - BESIDE)
        text = self.text.document().clone(self)  # measured apart: the view keeps its own width
        text.setTextWidth(self._width() - 4 * theme.STEP - 2 * _EDGE)
        wanted = round(text.size().height()) + _HEAD + 5 * theme.STEP + 2 * _EDGE
        text.deleteLater()
        self.setFixedHeight(max(LEAST, min(wanted, room)))

    def _width(self) -> int:
        """The width it has, or will have once it is shown."""
        return (self.parentWidget() or self).width()

    # -- Qt ----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._item and event.oldSize().width() != event.size().width():
            QTimer.singleShot(
                0, self, self._fit
            )  # not within the resize: the layout would keep the old height

    def _fit(self) -> None:
        self.refresh()
        self._take_height()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "text"):
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()
        if event.key() == Qt.Key.Key_Escape or enter:
            self.leave()
        else:
            super().keyPressEvent(event)


def _spoken(working: Working) -> str:
    """The whole arithmetic as lines for a screen reader."""
    lines = [
        ", ".join(part for part in (line.label, line.value, line.contribution, line.said) if part)
        for line in working.lines
    ]
    doubts = (doubt.text for doubt in working.doubts)
    dates = (dated.text for dated in working.dates)
    rest = (
        working.total,
        working.own,
        working.needs,
        *working.flags,
        *doubts,
        *dates,
        working.formula,
        working.rule,
        working.citation,
    )
    return "\n".join((*lines, *(part for part in rest if part)))
