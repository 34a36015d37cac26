"""Witness: tells the log of the open records what changed around them: catalogue, settings, the clinic's layer."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import fields
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from consult.records import RecordError

if TYPE_CHECKING:
    from consult.preferences import Preferences
    from ui.records.session import Session

LOOKS = frozenset({"language", "paper_language", "theme"})
"""Settings of one pair of eyes: they change nothing that is said, kept or locked."""


class Witness(QObject):
    """What cannot be written, since the records are full or gone, stops nothing: the store says so at the next save."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session, self._workspace = session, session.workspace
        self._preferences, self._clinic = self._workspace.preferences, self._workspace.clinic
        session.unlocked.connect(self._begin)
        self._workspace.catalogue_read.connect(self._note_catalogue)
        self._workspace.preferred.connect(self._note_settings)
        self._workspace.assessed.connect(self._note_clinic)

    def _begin(self) -> None:
        self._preferences, self._clinic = self._workspace.preferences, self._workspace.clinic
        self._note_catalogue()

    def _note_catalogue(self) -> None:
        store, knowledge = self._session.store, self._workspace.knowledge
        if store is not None and knowledge is not None:
            with suppress(RecordError):
                store.note_catalogue(knowledge.catalog.edition, knowledge.catalog.sha256)

    def _note_settings(self, now: Preferences) -> None:
        before, self._preferences = self._preferences, now
        changed = [f.name for f in fields(now) if getattr(now, f.name) != getattr(before, f.name)]
        if told := [name for name in changed if name not in LOOKS]:
            self._note(" ".join(told))

    def _note_clinic(self, _assessment: object) -> None:
        if self._clinic is not self._workspace.clinic:
            self._clinic = self._workspace.clinic
            self._note("clinic")

    def _note(self, changed: str) -> None:
        store = self._session.store
        if store is not None:
            with suppress(RecordError):
                store.note("settings", details={"changed": changed})
