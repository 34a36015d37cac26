"""Version sheet: what was said when a version was kept, what differs now, and the other versions of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consult.deciding_words import role_lines
from consult.hcc.schema import SCHEMA
from consult.records import Kept
from consult.visits import as_kept, case_of, stages_as_kept
from ui.filing import at
from ui.guide.page import heading, pairs, sentence
from ui.records.session import Session
from ui.records.sheet import Sheet, button, name, row, text

WIDE = 760
MOST_NAMES = 14


class VersionSheet(Sheet):
    """Reads what is on the screen when it is shown; nothing of it is written."""

    wanted = Signal(int)
    """Another version is to be opened."""

    def __init__(
        self, session: Session, kept: Kept, versions: tuple[Kept, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(session.workspace, parent, wide=WIDE)
        self._session, self._kept, self._versions = session, kept, versions
        self.others = {version.number: button("link") for version in versions}
        self._body = QWidget()
        self.column.addWidget(self._body)
        self._heading = text("heading")
        self.column.addWidget(self._heading)
        for number, other in self.others.items():
            self.column.addLayout(row(other))
            other.setEnabled(number != kept.number)
            other.clicked.connect(lambda _on=False, n=number: self.wanted.emit(n))
        self.end()

    def show_words(self) -> None:
        kept, now = self._kept, self._session.now()
        words, was = self.workspace.words, kept.outcome
        self.title.setText(self.say("version.title", number=kept.number, of=len(self._versions)))
        self.about.setText(
            self.say(
                "version.about",
                time=at(kept.saved_at, now),
                by=kept.by,
                edition=was.edition or self.say("visit.no_edition"),
                guideline=words.guideline(was.guideline),
                program=was.program,
            )
        )
        told = self._session.differences()
        parts: list[QWidget] = [heading(self.say("version.now"))]
        parts += [sentence(f"·  {line}") for line in told] or [sentence(self.say("version.same"))]
        decided = list(role_lines(case_of(kept, SCHEMA).consultation.roles, words))
        parts.append(heading(self.say("role")))
        parts += [sentence(line) for line in decided or [self.say("role.none")]]
        parts.append(heading(self.say("version.stages")))
        parts.append(pairs(stages_as_kept(was, words)))
        parts.append(heading(self.say("version.statuses")))
        parts.append(pairs([(status, _listed(self, names)) for status, names in as_kept(was, words)]))
        self._body = self.in_place_of(self._body, parts)
        self._heading.setText(self.say("version.all").upper())
        for version in self._versions:
            said = self.say(
                "version.line", number=version.number, time=at(version.saved_at, now), by=version.by
            )
            name(self.others[version.number], f"{said} · {version.reason}" if version.reason else said)

    def first(self) -> QWidget:
        return self.leave


def _listed(sheet: Sheet, names: tuple[str, ...]) -> str:
    words = sheet.workspace.words
    if len(names) <= MOST_NAMES:
        return words.join(names)
    return f"{words.join(names[:MOST_NAMES])} {sheet.say('find.more', n=len(names) - MOST_NAMES)}"
