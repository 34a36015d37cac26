"""Detail: all lines of an opened cell with what they compare, this patient's values and the sources in full."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from consult.assess import Change, Reason
from consult.catalog import Catalog, Position
from consult.compare import UNPROVEN_ADVICE, Cell, Line
from consult.phrases import SHAPES
from ui import clipboard, theme
from ui.catalogue.addresses import link
from ui.catalogue.linked_text import LinkedText
from ui.comparison.wording import Wording
from ui.workspace import Workspace

_ABOUT = ("what", "intent", "regulatory")
TRY = "try."
"""The address of a change that is to be tried, by its number; every other one is a page of the catalogue."""


class DetailView(LinkedText):
    """Read-only text inside the table; Esc or Enter closes it, Tab goes to what it names and Enter opens that."""

    closed = Signal()

    def __init__(self, workspace: Workspace, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._wording = wording
        self._html = ""
        self._addresses: list[str] = []
        self.changes: list[Change] = []
        """The changes that can be tried from here, by number."""
        self.document().setDocumentMargin(2 * theme.STEP)

    def wanted_height(self, width: int) -> int:
        """How high the whole text is at this width.

        Before it is first shown the view lays its text out at the width it was born with, whatever it is told: then a
        copy is measured.
        """
        text = self.document() if self.isVisible() else self.document().clone(self)
        text.setTextWidth(width)
        height = round(text.size().height()) + 2
        if text is not self.document():
            text.deleteLater()
        return height

    # -- showing -----------------------------------------------------------------------------------------------

    def show_cell(self, cell: Cell) -> None:
        """Show every line of a cell, and what stands behind them, whose sources follow once, at the end."""
        words = self._workspace.words
        self._addresses, self.changes = [f"treatment.{cell.treatment}"], []
        title = f"{words.say(f'aspect.{cell.aspect}')} · {words.treatment(cell.treatment)}"
        parts = [self._line(line) for line in cell.lines]
        said: list[str] = []
        for line in cell.detail:
            if line.kind == "topic" and said:
                parts.append("".join(said))
                said = []
            said.append(self._line(line, cited=False))
        if said:
            parts.append("".join(said))
            sources = (name for line in cell.detail for name in self._wording.sentence(line).sources)
            parts.append("".join(self._citations(dict.fromkeys(sources))))
        self._show(title, parts)

    def show_treatment(self, treatment: str) -> None:
        """Show what a treatment is, what it is meant for, and where it is licensed."""
        words = self._workspace.words
        self._addresses = [f"treatment.{treatment}"]
        parts = []
        for key in _ABOUT:
            if words.has_text(f"treatment.{treatment}.{key}"):
                parts.append(f"<p>{escape(words.text(f'treatment.{treatment}.{key}'))}</p>")
        if self._catalog.treatments[treatment].unproven:
            parts += [self._line(Line("advice", advice)) for advice in UNPROVEN_ADVICE]
        self._show(words.treatment(treatment), parts)

    def _show(self, title: str, parts: Iterable[str]) -> None:
        made = theme.current()
        close = escape(self.tr("Esc closes"))
        style = (
            f"<style>a {{ color: {made.hex('accent')}; text-decoration: none; }}"
            f" p {{ margin: 0 0 2px 0; }} .s {{ color: {made.hex('muted')}; font-size: {theme.SMALL}px; }}"
            f" .r {{ color: {made.hex('accent')}; font-size: {theme.SMALL}px; }}"
            f" .d {{ color: {made.hex('usually_not')}; font-size: {theme.SMALL}px; }}"
            f" .l {{ color: {made.hex('local')}; }}</style>"
        )
        page = link(self._addresses[0])
        head = f"<p><b><a href='{page}'>{escape(title)}</a></b> <span class='s'>&nbsp; {close}</span></p>"
        rule = f"<div style='margin-bottom: 2px; font-size: 4px; color: {made.hex('line')};'>&nbsp;</div>"
        html = style + head + rule + rule.join(parts)
        if html != self._html:
            self._html = html
            self.setHtml(html)
            self.setAccessibleName(title)

    # -- lines -------------------------------------------------------------------------------------------------

    def _line(self, line: Line, *, cited: bool = True) -> str:
        """A line in full; without its citations (`cited`) only their keys stand beside it."""
        sentence, words = self._wording.sentence(line), self._workspace.words
        shape = f"{SHAPES[sentence.tone]} " if line.kind == "status" else ""
        label = f"<b>{escape(sentence.label + words.say('colon'))}</b>" if sentence.label else ""
        mark = ""
        if sentence.mark:
            css = "d" if sentence.mark == "unverified" else "s"
            mark = f" <span class='{css}'>· {escape(words.say(f'mark.{sentence.mark}'))}</span>"
        keys = "" if cited or not sentence.sources else f" [{words.join(sentence.sources)}]"
        beside = f"<span class='s'>{escape(keys)}</span>" if keys else ""
        own = " class='l'" if line.kind == "local" else ""
        text = escape(sentence.text)
        if line.kind == "change":
            self.changes.append(line.record)
            text = f"<a href='{link(f'{TRY}{len(self.changes) - 1}')}'>{text} ▸</a>"
        said = [f"<p{own}>{shape}{label}{text}{beside}{mark}</p>"]
        said += [f"<p class='s'>{escape(text)}</p>" for text in self._behind(line) if text]
        if cited:
            said += self._citations(sentence.sources)
        return "".join(said)

    def _behind(self, line: Line) -> list[str]:
        """What the line compares and what it is for this patient."""
        words, record = self._workspace.words, line.record
        match line.kind:
            case "rule" | "first":
                return self._reason(record)
            case "confirm":
                found = []
                for reason in record:
                    sentence = words.reason(reason)
                    found.append(f"{sentence.label}{words.say('colon')}{sentence.text}")
                    found += self._reason(reason)
                return found
            case "position":
                return self._position(record.position)
            case "change":
                return [self._here(record.fact)]
            case "needs":
                return [self._here(name) for name in record]
            case "outcome":
                return [f"{words.criterion(c)} · {self._here(c.fact)}" for c, _state in line.differs]
        return []

    def _reason(self, reason: Reason) -> list[str]:
        words, rule = self._workspace.words, reason.rule
        kind = f"{words.say(f'effect.{rule.effect}')} · {words.say(f'kind.{rule.kind}')} · {rule.id}"
        return [words.trace(reason) if rule.when else "", kind]

    def _position(self, position: Position) -> list[str]:
        words = self._workspace.words
        when, guideline = position.when, self._catalog.guidelines[position.guideline]
        values = words.join(self._here(name) for name in dict.fromkeys(c.fact for c in when))
        edition = f"{guideline.title} ({guideline.year})"
        section = position.section
        parts = [edition, section, f"doi:{guideline.doi}" if guideline.doi else ""]
        return [f"{words.condition(when)} · {values}" if when else "", " · ".join(p for p in parts if p)]

    def _here(self, fact: str) -> str:
        """A field or fact and what it is for this patient."""
        words, facts = self._workspace.words, self._workspace.facts
        return f"{words.field(fact)} {words.value(fact, facts.value(fact))}"

    def _citations(self, sources: Iterable[str]) -> list[str]:
        found = []
        for name in sources:
            source = self._catalog.sources.get(name)
            if source is None:
                found.append(f"<p class='r'>{escape(name)}</p>")
                continue
            parts = [source.citation, _numbered("doi:", source.doi), _numbered("PMID ", source.pmid)]
            parts.append(self.tr("Read: {how}").format(how=self._workspace.words.reading(source.read)))
            cited = escape(" · ".join(part for part in parts if part))
            self._addresses.append(f"source.{name}")
            named = f"<a href='{link(self._addresses[-1])}'><span class='r'>{escape(name)}</span></a>"
            found.append(f"<p>{named} <span class='s'>{cited}</span></p>")
        return found

    # -- leading to the catalogue ------------------------------------------------------------------------------

    def wanted_page(self) -> str:
        """The page that what is read here rests on: of the link with the keyboard, else the first source's, else
        the treatment's."""
        focused = self.focused_address()
        return focused if focused and not focused.startswith(TRY) else self._addresses[:2][-1]

    @property
    def _catalog(self) -> Catalog:
        assert self._workspace.knowledge is not None
        return self._workspace.knowledge.catalog

    # -- Qt ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        colours = theme.current().colour
        width = 2 if self.hasFocus() else 1
        painter.setPen(QPen(colours("accent" if self.hasFocus() else "line"), width))
        painter.drawRect(self.viewport().rect().adjusted(1, 1, -width, -width))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.focused_address():
            self.followed.emit(self.focused_address())
        elif enter or key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.matches(QKeySequence.StandardKey.Copy) and not self.textCursor().hasSelection():
            clipboard.put(self.toPlainText())
        else:
            super().keyPressEvent(event)


def _numbered(name: str, value: str) -> str:
    """A doi or PMID with its name; where the catalogue holds an address or a remark instead, that alone."""
    if value in ("", "none"):
        return ""
    return f"{name}{value}" if value[0].isdigit() else value
