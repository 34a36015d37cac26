"""Stage strip: one badge per stage, score and criterion; an open one is dashed and names what it needs."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from consult.facts import Facts, OwnStage
from consult.phrases import Words
from consult.results import Result
from consult.truth import Truth
from ui import theme
from ui.workspace import Workspace

HEIGHT = 66
_BADGE_HEIGHT = 57
_VALUE_AT, _MARK_AT = 34, 50
"""The base lines of the value and of what stands below it."""
_PAD, _GAP = 7, 5
BADGES: tuple[tuple[str, int], ...] = (
    ("bclc", 84),
    ("cnlc", 88),
    ("tnm8", 116),
    ("child_pugh", 90),
    ("albi", 98),
    ("meld_family", 94),
    ("milan", 80),
    ("ucsf", 80),
    ("up_to_seven", 80),
    ("csph", 124),
)
"""The items in their order, each with the least width of its badge: widths never follow values."""

SYSTEMS = ("bclc", "cnlc", "tnm8")
"""Stages of one and the same case by different systems; each badge names the others."""
Said = tuple[str, str, str]
"""Title, value and detail of a badge."""
CRITERIA = ("milan", "ucsf", "up_to_seven")
"""Criteria that say within or outside, and how near their limits are."""


class StageStrip(QWidget):
    """A row of badges; Tab reaches it once, the arrows move along it, Enter or a click asks for the arithmetic."""

    badge_activated = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.stamp = 0
        """The stamp of the values shown."""
        self.setFixedHeight(HEIGHT)
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QWidget()
        row.setProperty("role", "surface")
        line = QHBoxLayout(row)
        line.setContentsMargins(2 * theme.STEP, 0, 2 * theme.STEP, 0)
        line.setSpacing(6)
        self.badges: dict[str, Badge] = {}
        self._said_of: dict[str, tuple[Words, Result, Said]] = {}
        self._said_beside: dict[str, tuple[tuple[object, ...], str]] = {}
        for item, width in BADGES:
            badge = Badge(item, width)
            badge.clicked.connect(lambda _checked=False, item=item: self.badge_activated.emit(item))
            badge.stepped.connect(lambda step, badge=badge: self._step(badge, step))
            badge.focused.connect(lambda badge=badge: self._let_tab_find(badge))
            line.addWidget(badge, width)
            self.badges[item] = badge
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(row)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 1)
        box.addWidget(self._area)
        workspace.assessed.connect(self.show_results)
        workspace.language_changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the language of the workspace."""
        self.setAccessibleName(self.tr("Stages and scores"))
        self.show_results()

    def show_results(self) -> None:
        """Show the results as they are now."""
        self.stamp = self._workspace.stamp
        facts, words = self._workspace.facts, self._workspace.words
        results = facts.results
        badges = {item: self._badge(results[item]) for item in self.badges if item in results}
        differ = self._criteria_differ(results)
        for item, badge in self.badges.items():
            result = results.get(item)
            badge.setVisible(result is not None)
            if result is not None:
                own, mark = facts.own_stage(item), self._mark(item, facts)
                title, value, detail = badges[item]
                if item in CRITERIA:
                    title = f"≠ {title}" if differ else title
                    detail = detail or words.nearest(result)
                badge.show_badge(
                    title,
                    value,
                    detail,
                    needs=bool(result.missing),
                    about="\n".join(
                        filter(
                            None,
                            (
                                self._about(result, own, doubted=bool(mark)),
                                self._beside(item, results, badges, differ),
                            ),
                        )
                    ),
                    mark=mark,
                    short=words.say("strip.needs.count", count=len(result.missing))
                    if len(result.missing) > 1
                    else "",
                    own="" if own is None else self.tr("own %1").replace("%1", own.stage),
                )
        self._let_tab_find(self._tab_stop())

    def _badge(self, result: Result) -> Said:
        """Title, value and detail of a result, said anew only when it is another: most edits move few."""
        words = self._workspace.words
        known = self._said_of.get(result.item)
        if known is None or known[0] is not words or known[1] != result:
            known = self._said_of[result.item] = words, result, words.badge(result)
        return known[2]

    def mark_open(self, item: str) -> None:
        """Show which badge's arithmetic stands below; none for an empty item."""
        for name, badge in self.badges.items():
            badge.set_shown(name == item)

    def focus_badge(self, item: str) -> None:
        """Put the focus back on a badge."""
        if item in self.badges:
            self.badges[item].setFocus(Qt.FocusReason.BacktabFocusReason)

    def _about(self, result: Result, own: OwnStage | None, *, doubted: bool) -> str:
        """The clinician's own stage, what a result still needs and what to keep in mind, line by line."""
        words = self._workspace.words
        lines = [] if own is None else [words.own_stage(own)]
        if result.missing:
            lines.append(words.say("strip.needs", fields=words.fields(result.missing)))
        lines += [words.flag(code) for code in result.flags]
        if doubted:
            lines += words.doubts(result, self._workspace.facts)
        return "\n".join(lines)

    def _beside(
        self, item: str, results: Mapping[str, Result], badges: Mapping[str, Said], differ: str
    ) -> str:
        """What stands beside one result, said anew only when it is another: most edits move no stage."""
        of: tuple[object, ...]
        if item in CRITERIA:
            of = (self._workspace.words, results[item], differ)
        elif item in SYSTEMS:
            of = (self._workspace.words, *(badges.get(name) for name in SYSTEMS))
        else:
            return ""
        known = self._said_beside.get(item)
        if known is None or known[0] != of:
            said = self._near(results[item], differ) if item in CRITERIA else self._others(item, badges)
            known = self._said_beside[item] = of, said
        return known[1]

    def _near(self, result: Result, differ: str) -> str:
        """Criteria that say otherwise, and the limits this one is near."""
        words = self._workspace.words
        near = words.near(result)
        return "\n".join(filter(None, (differ, words.say("strip.near", near=near) if near else "")))

    def _others(self, item: str, badges: Mapping[str, Said]) -> str:
        """The stages of the other systems."""
        words = self._workspace.words
        others = [badges[name] for name in SYSTEMS if name != item and name in badges]
        said = words.join(f"{title} {value}" for title, value, _detail in others)
        return words.say("strip.other_systems", stages=said) if said else ""

    def _criteria_differ(self, results: Mapping[str, Result]) -> str:
        """Which transplant criteria are met and which are not, where they do not all say the same."""
        words = self._workspace.words
        within: dict[bool, list[str]] = {True: [], False: []}
        for item in CRITERIA:
            met = results[item].values["within"] if item in results else None
            if met is not None:
                within[met].append(words.item(item))
        if not (within[True] and within[False]):
            return ""
        return words.say(
            "strip.criteria_differ", within=words.join(within[True]), outside=words.join(within[False])
        )

    def _mark(self, item: str, facts: Facts) -> str:
        """In a word each, that the result rests on a stale value and that something makes it mislead."""
        said = [self.tr("stale")] if facts.stale_inputs(item) else []
        if any(validity.state is Truth.YES for validity in facts.validity(item)):
            said.append(self.tr("check"))
        return f"! {self._workspace.words.join(said)}" if said else ""

    def _tab_stop(self) -> Badge:
        shown = [badge for badge in self.badges.values() if not badge.isHidden()]
        for badge in shown:
            if badge.focusPolicy() & Qt.FocusPolicy.TabFocus:
                return badge
        return shown[0] if shown else next(iter(self.badges.values()))

    def _let_tab_find(self, found: Badge) -> None:
        for badge in self.badges.values():
            policy = Qt.FocusPolicy.StrongFocus if badge is found else Qt.FocusPolicy.ClickFocus
            if badge.focusPolicy() != policy:
                badge.setFocusPolicy(policy)
        if found.hasFocus():
            self._area.ensureWidgetVisible(found, 2 * theme.STEP, 0)

    def _step(self, badge: Badge, step: int) -> None:
        shown = [other for other in self.badges.values() if not other.isHidden()]
        at = shown.index(badge) + step
        if 0 <= at < len(shown):
            shown[at].setFocus(Qt.FocusReason.TabFocusReason)


class Badge(QAbstractButton):
    """Small title, bold value, small detail, and a mark below; only the detail is shortened where it must be.

    The detail of an open result (what it needs) stands below, the detail of a settled one beside its value. The
    clinician's own stage stands beside the value where it fits, else beside the title, for which there is always room.
    """

    stepped = Signal(int)
    focused = Signal()

    def __init__(self, item: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self._width = width
        self._texts = ("", "", "")
        self._mark = self._own = self._short = ""
        self._open = False
        self._shown = False
        self._small = theme.font(theme.SMALL)
        self._sizes = tuple(theme.font(s, bold=True) for s in (theme.TITLE, theme.BODY, theme.SMALL))
        self.setFixedHeight(_BADGE_HEIGHT)
        self.setMinimumWidth(width)

    def sizeHint(self) -> QSize:
        return QSize(self._width, _BADGE_HEIGHT)

    @property
    def title(self) -> str:
        """The name of the stage or score."""
        return self._texts[0]

    @property
    def value(self) -> str:
        """What it is for this patient."""
        return self._texts[1]

    @property
    def detail(self) -> str:
        """What goes with the value, or what it needs."""
        return self._texts[2]

    @property
    def mark(self) -> str:
        """That the result is to be read with care, in a word; empty where it is not."""
        return self._mark

    @property
    def own(self) -> str:
        """The clinician's own stage; empty where none is given."""
        return self._own

    @property
    def needs(self) -> bool:
        """Whether it is open: drawn dashed."""
        return self._open

    @property
    def shown(self) -> bool:
        """Whether its arithmetic stands below."""
        return self._shown

    def set_shown(self, shown: bool) -> None:
        """Draw it as the one whose arithmetic stands below."""
        if shown != self._shown:
            self._shown = shown
            self.update()

    def show_badge(
        self,
        title: str,
        value: str,
        detail: str,
        *,
        needs: bool,
        about: str,
        mark: str = "",
        own: str = "",
        short: str = "",
    ) -> None:
        """Show these words; `about` goes to the tooltip and to screen readers, `short` is a detail that is not cut."""
        texts = (title, value, detail)
        now = (self._texts, self._open, self.accessibleDescription(), self._mark, self._own, self._short)
        if now == (texts, needs, about, mark, own, short):
            return
        self._texts, self._open, self._mark, self._own = texts, needs, mark, own
        self._short = short
        said = f"{title}: {value}"
        self.setAccessibleName(", ".join(part for part in (said, own, detail, mark) if part))
        self.setAccessibleDescription(about)
        self.setToolTip(f"{said}\n{about}" if about else f"{said} {detail}".strip())
        self.update()

    def value_size(self) -> int:
        """The pixel size the value is drawn at: smaller where it would not fit, so that it is never cut."""
        return int(self._value_font().pixelSize())

    def own_beside_value(self) -> bool:
        """Whether the own stage stands beside the value, and not beside the title."""
        if not self.own:
            return False
        small = QFontMetricsF(self._small)
        taken = QFontMetricsF(self._value_font()).horizontalAdvance(self.value)
        if self.detail and not self._open:
            taken += _GAP + small.horizontalAdvance(self.detail)
        return taken + _GAP + small.horizontalAdvance(f"· {self.own}") <= self.width() - 2 * _PAD

    def _value_font(self) -> QFont:
        room = self.width() - 2 * _PAD
        for font in self._sizes[:-1]:
            if QFontMetricsF(font).horizontalAdvance(self.value) <= room:
                return font
        return self._sizes[-1]

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current().colour
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        pen = QPen(colours("cannot_tell" if self._open else "line"), 1)
        if focused or self.underMouse():
            pen = QPen(colours("accent"), 2 if focused else 1)
        if self._open and not focused:
            pen.setStyle(Qt.PenStyle.DashLine)
        inset = pen.widthF() / 2
        painter.setPen(pen)
        painter.setBrush(colours("chosen" if self._shown else "needed" if self._open else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 3, 3)
        if self._shown:  # the line says it without the colour
            painter.fillRect(QRectF(_PAD, self.height() - 3, self.width() - 2 * _PAD, 2), colours("accent"))
        self._paint_texts(painter)

    def _paint_texts(self, painter: QPainter) -> None:
        colours = theme.current().colour
        small = QFontMetricsF(self._small)
        room = self.width() - 2 * _PAD
        quiet = colours("cannot_tell" if self._open else "muted")
        elide = Qt.TextElideMode.ElideRight
        painter.setPen(quiet)
        painter.setFont(self._small)
        beside, own = self.own_beside_value(), f"· {self.own}"
        above = 0.0 if beside or not self.own else small.horizontalAdvance(self.own) + _GAP
        title = small.elidedText(self.title, elide, room - above)
        painter.drawText(QRectF(_PAD, 3, room - above, 16), 0, title)
        if above:
            painter.setPen(colours("ink"))
            right = int(Qt.AlignmentFlag.AlignRight)
            painter.drawText(QRectF(_PAD, 3, room, 16), right, self.own)
        font = self._value_font()
        taken = QFontMetricsF(font).horizontalAdvance(self.value)
        painter.setPen(colours("cannot_tell" if self._open else "ink"))
        painter.setFont(font)
        painter.drawText(_PAD, _VALUE_AT, self.value)
        painter.setFont(self._small)
        at, below = taken + _GAP, 0.0
        if beside:
            after = small.horizontalAdvance(self.detail) + _GAP if self.detail and not self._open else 0
            painter.setPen(colours("ink"))
            painter.drawText(round(_PAD + at + after), _VALUE_AT, own)
        if self.mark:
            painter.setPen(colours("usually_not"))
            painter.drawText(_PAD, _MARK_AT, self.mark)
            below = small.horizontalAdvance(self.mark) + _GAP
        beneath = self._open or at + small.horizontalAdvance(self.detail) > room
        line, start = (_MARK_AT, below) if beneath else (_VALUE_AT, at)
        left = room - start - (small.horizontalAdvance(own) + _GAP if beside and not beneath else 0)
        whole = self.detail
        if self._short and small.horizontalAdvance(whole) > left:
            whole = self._short
        detail = small.elidedText(whole, elide, left) if left > 0 else ""
        if len(detail) > 1:
            painter.setPen(quiet)
            painter.drawText(round(_PAD + start), line, detail)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key == Qt.Key.Key_Escape and self._shown:
            self.click()  # what stands open below is closed by the badge that opened it
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(1 if key == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.FocusOut):
            self.update()
        elif event.type() == QEvent.Type.FocusIn:
            self.focused.emit()
        return super().event(event)
