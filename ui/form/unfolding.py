"""Unfolding: opens the sections a case needs, once the keys rest, and says why; nothing that is read is moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from consult.hcc.section_asks import SectionAsk, section_asks
from ui.form.sections import Section
from ui.workspace import Workspace

_AFTER_MS, _NEXT_MS = 700, 120
"""Sections are made one at a time, so that the next key never waits for more than one."""


class Unfolding(QObject):
    """Each section at most once for a case: one the doctor folded again stays folded."""

    unfolded = Signal()
    """A section was opened: what stands below it has another place."""

    def __init__(
        self,
        workspace: Workspace,
        sections: Callable[[], Mapping[str, Section]],
        may_open: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._sections = sections
        self._may_open = may_open
        self._opened: set[str] = set()
        self._asks: dict[str, list[SectionAsk]] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._open_next)

    def reload(self) -> None:
        """See what the case asks for now."""
        asks: dict[str, list[SectionAsk]] = {}
        for ask in section_asks(self._workspace.patient.canonical()):
            asks.setdefault(ask.section, []).append(ask)
        self._asks = asks
        if asks.keys() - self._opened:
            self._later.start(_AFTER_MS)
        if self._opened:
            self._say()

    def asked(self) -> dict[str, str]:
        """By section: why it is asked for, as long as something in it is not answered."""
        entries = self._workspace.patient.entries
        return {
            name: "; ".join(self._because(ask) for ask in asks)
            for name, asks in self._asks.items()
            if any(field not in entries for ask in asks for field in ask.asks_for)
        }

    def forget(self) -> None:
        """Another case: what opened by itself is folded, and may open again."""
        for name in self._opened:
            section = self._sections()[name]
            section.explain("")
            if section.is_open():
                section.toggle()
        self._opened.clear()
        self.reload()

    def retranslate(self) -> None:
        """Say why in the workspace's language."""
        if self._opened:
            self._say()

    def _open_next(self) -> None:
        waiting = [name for name in self._sections() if name in self._asks and name not in self._opened]
        if not waiting:
            return
        if self._may_open():
            self._opened.add(waiting[0])
            section = self._sections()[waiting[0]]
            if not section.is_open():
                section.open()
            self._say()
            self.unfolded.emit()
            if len(waiting) > 1:
                self._later.start(_NEXT_MS)
        else:
            self._later.start(_AFTER_MS)

    def _say(self) -> None:
        for name in self._opened:
            self._sections()[name].explain("\n".join(self._because(ask) for ask in self._asks.get(name, ())))

    def _because(self, ask: SectionAsk) -> str:
        """ "Cirrhosis: Yes · asks for Liver stiffness": what is answered already is not asked for."""
        workspace = self._workspace
        words, entries = workspace.words, workspace.patient.entries
        field = workspace.patient.schema.by_id[ask.because]
        said = words.say(
            "section.because", field=words.label(field), value=words.entry(field, entries[ask.because])
        )
        waiting = [name for name in ask.asks_for if name not in entries]
        return f"{said} · {words.say('section.asks', fields=words.fields(waiting))}" if waiting else said
