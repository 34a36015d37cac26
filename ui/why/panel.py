"""Why panel: why an option has its status and what would change it, opened in place; each change can be tried."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from consult.assess import Change
from consult.hcc.lasting import HISTORY, LASTING
from consult.phrases import SHAPES
from consult.why import Hold, Why, why
from ui import theme
from ui.catalogue.addresses import link
from ui.catalogue.linked_text import LinkedText
from ui.comparison.arithmetic import BESIDE, LEAST
from ui.giving import GivingLabel
from ui.workspace import Workspace

_HEAD = 32
_MOST_OF_PLACE = 0.45
"""The share of the place that the panel takes at most; what is longer scrolls."""
_TRY, _FIELD = "try.", "field."
"""Addresses within this panel: the change to try by its number, the field to go to."""


class WhyPanel(QWidget):
    """Hidden until it is asked for; Esc or its button closes it. Its words follow the case, its height does not."""

    shown = Signal(str)
    """It tells about this treatment; empty when it was closed."""
    field_requested = Signal(str)
    """Go to this field: it is open, or the change that is to be tried states no one value."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._treatment = ""
        self._html = ""
        self._changes: list[Change] = []
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setFixedHeight(_HEAD - theme.STEP)
        self.closing = QPushButton()
        self.closing.setProperty("role", "link")
        self.closing.setAutoDefault(True)
        self.closing.clicked.connect(self.leave)
        self.text = LinkedText(self)
        self.text.document().setDocumentMargin(0)
        self.text.followed.connect(self._follow)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        self.hint = GivingLabel(0)
        self.hint.setProperty("role", "muted")
        head.setSpacing(3 * theme.STEP)
        head.addWidget(self.title, 1)
        head.addWidget(self.hint)
        head.addWidget(self.closing)
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * theme.STEP, theme.STEP, 3 * theme.STEP, 2 * theme.STEP)
        box.setSpacing(theme.STEP)
        box.addLayout(head)
        box.addWidget(self.text, 1)
        self.hide()
        workspace.assessed.connect(self.refresh)
        workspace.language_changed.connect(self.retranslate)

    @property
    def treatment(self) -> str:
        """The treatment it tells about; empty while it is closed."""
        return self._treatment

    # -- opening and closing -------------------------------------------------------------------------------------

    def toggle(self, treatment: str) -> None:
        """Tell about a treatment, or close where it is the one told about."""
        if treatment == self._treatment:
            self.leave()
        else:
            self.open(treatment)

    def open(self, treatment: str) -> None:
        """Tell about a treatment, with the keyboard in the text: Tab goes from change to change."""
        self._treatment = treatment
        self.retranslate()
        self.show()
        self.text.verticalScrollBar().setValue(0)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.shown.emit(treatment)

    def leave(self) -> None:
        """Close."""
        if self._treatment:
            self._treatment = ""
            self.hide()
            self.shown.emit("")

    def _follow(self, address: str) -> None:
        if address.startswith(_FIELD):
            self.field_requested.emit(address.removeprefix(_FIELD))
        elif address.startswith(_TRY):
            asked = self._workspace.try_change(self._changes[int(address.removeprefix(_TRY))])
            if asked:
                self.field_requested.emit(asked)

    # -- showing -------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text in the language of the workspace, and take the height it needs."""
        self.hint.say(self._workspace.words.say("why.hint"))
        self.closing.setText(self.tr("Close  Esc"))
        self.closing.setAccessibleName(self.tr("Close what is told about the option"))
        self.refresh()
        self._take_height()

    def refresh(self) -> None:
        """Tell it as it is now; nothing is done while it is closed."""
        workspace = self._workspace
        assessment, words = workspace.assessment, workspace.words
        if not self._treatment:
            return
        if assessment is None or self._treatment not in assessment.treatments:
            self.leave()
            return
        found = why(assessment, self._treatment, LASTING, HISTORY)
        name, status = words.treatment(found.treatment), words.status(found.status)
        self.title.setText(f"{name}  {SHAPES[found.status]} {status}")
        html = self._page(found)
        if html != self._html:
            scrolled = self.text.verticalScrollBar().value()
            self._html = html
            self.text.setHtml(html)
            self.text.verticalScrollBar().setValue(scrolled)
            self.text.setAccessibleName(words.say("why.title"))
            self.text.setAccessibleDescription(self.text.toPlainText())

    def _page(self, found: Why) -> str:
        made, words = theme.current(), self._workspace.words
        self._changes = []
        style = (
            f"<style>a {{ color: {made.hex('accent')}; text-decoration: none; }} p {{ margin: 0 0 3px 0; }}"
            f" .h {{ color: {made.hex('muted')}; font-size: {theme.SMALL}px; font-weight: bold; }}"
            f" .s {{ color: {made.hex('muted')}; font-size: {theme.SMALL}px; }}</style>"
        )
        left = [*self._held(found), *self._open(found)]
        if not left:
            free = found.status in ("usual_option", "possible")
            left = [f"<p>{escape(words.say('why.nothing' if free else 'why.whatever'))}</p>"]
        right = self._moving("why.towards", found.towards) + self._moving("why.away", found.away)
        if not right:
            right = [f"<p class='s'>{escape(words.say('why.no_change'))}</p>"]
        return (
            f"{style}<table width='100%' cellspacing='0' cellpadding='0'><tr>"
            f"<td width='56%'>{''.join(left)}</td><td width='3%'></td>"
            f"<td width='41%'>{''.join(right)}</td></tr></table>"
        )

    def _held(self, found: Why) -> list[str]:
        """What holds it back: what could change first, then what is fixed."""
        said = []
        for key, holds in (("why.changeable", found.changeable), ("why.fixed", found.fixed)):
            if holds:
                said.append(self._heading(key))
                said += [self._hold(hold) for hold in holds]
        together = len(found.changeable) + len(found.fixed)
        if together > 1 and not any(hold.freed_by for hold in found.changeable):
            said.append(
                f"<p class='s'>{escape(self._workspace.words.say('why.together', count=together))}</p>"
            )
        return said

    def _hold(self, hold: Hold) -> str:
        words, reason = self._workspace.words, hold.reason
        sentence = words.reason(reason)
        beside = [f" {escape(words.join(sentence.sources))}"] if sentence.sources else []
        if sentence.mark == "unverified":
            beside.append(f" · {escape(words.say('mark.unverified'))}")
        label = f"<b>{escape(sentence.label + words.say('colon'))}</b>" if sentence.label else ""
        said = [f"<p>{label}{escape(sentence.text)}<span class='s'>{''.join(beside)}</span></p>"]
        said.append(f"<p class='s'>{escape(words.trace(reason))}</p>")
        said += [self._change(change, arrow=True) for change in hold.freed_by]
        return "".join(said)

    def _open(self, found: Why) -> list[str]:
        """The fields that would settle it, each leading there."""
        words = self._workspace.words
        if not found.open:
            return []
        said = [self._heading("why.open")]
        for name in found.open:
            said.append(f"<p><a href='{link(_FIELD + name)}'>{escape(words.field(name))} ▸</a></p>")
        return said

    def _moving(self, key: str, changes: Iterable[Change]) -> list[str]:
        lines = [self._change(change) for change in changes]
        return [self._heading(key), *lines] if lines else []

    def _change(self, change: Change, *, arrow: bool = False) -> str:
        workspace = self._workspace
        assert workspace.knowledge is not None
        self._changes.append(change)
        text = workspace.words.change(change, workspace.knowledge)
        lead = "→ " if arrow else ""
        return f"<p>{lead}<a href='{link(f'{_TRY}{len(self._changes) - 1}')}'>{escape(text)} ▸</a></p>"

    def _heading(self, key: str) -> str:
        return f"<p class='h'>{escape(self._workspace.words.say(key))}</p>"

    def _take_height(self) -> None:
        """The height of the whole text, within its share of the place; it stays while values change."""
        place = self.parentWidget() or self
        text = self.text.document().clone(self)  # measured apart: the view keeps its own width
        text.setTextWidth(place.width() - 6 * theme.STEP)
        wanted = round(text.size().height()) + _HEAD + 5 * theme.STEP
        text.deleteLater()
        room = min(round(_MOST_OF_PLACE * place.height()), place.height() - BESIDE)
        self.setFixedHeight(max(LEAST, min(wanted, room)))

    # -- Qt ------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._treatment and event.oldSize().width() != event.size().width():
            QTimer.singleShot(0, self, self._take_height)  # not within the resize: the layout would undo it

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "text"):
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
