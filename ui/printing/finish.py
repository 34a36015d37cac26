"""Finish: a paper of the open case goes to the print queue, once the records hold the case as it stands."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from consult.records import NewPaper, Paper, RecordError
from consult.summary.papers import Wanted
from consult.summary.stamp import page_count

if TYPE_CHECKING:
    from ui.records.session import Session


class Finish:
    """What is queued is what was kept: a paper that waits is never older or newer than its consultation."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, wanted: Wanted, number: str, pdf: bytes) -> Paper:
        """Put it into the queue. Raises RecordError in words; then nothing has changed."""
        session = self._session
        workspace, store = session.workspace, session.store
        if workspace.what_if:
            raise RecordError("queue_hypothetical")
        kept = workspace.filing.kept
        if store is None or kept is None or session.is_unkept():
            raise RecordError("queue_keep_first")
        waiting = store.papers(states=("waiting", "printing", "failed"))
        if any(p.document == number and p.consultation == kept.consultation for p in waiting):
            raise RecordError("queue_already")
        return store.queue(
            NewPaper(
                consultation=kept.consultation,
                number=kept.number,
                kind=wanted.kind,
                language=wanted.language,
                document=number,
                pages=page_count(pdf),
                pdf=pdf,
            )
        )

    def tell(self, deed: str, number: str, how: str) -> None:
        """Log that a paper left the program, where records are open; what cannot be logged has left all the same."""
        session = self._session
        if session.store is None:
            return
        kept = session.workspace.filing.kept
        with suppress(RecordError):
            session.store.note(
                deed,
                consultation="" if kept is None else kept.consultation,
                details={"document": number, "how": how},
            )
