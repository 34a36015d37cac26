"""Filing: where the open case stands in the records, and the few words by which the identity bar says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consult.phrases import Words
    from consult.records import Identity, Kept
    from consult.summary.copies import Copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """Nothing of it is clinical. `changed`: what stands on the screen is not what `kept` holds."""

    identity: Identity | None = None
    patient: str = ""
    """The patient of the records, where the case belongs to one."""
    kept: Kept | None = None
    """The version that was opened or last kept."""
    before: Kept | None = None
    """The visit before, of which a new one takes over what lasts."""
    newest: int = 0
    """How many versions there are of it."""
    changed: bool = False
    log: str = ""
    """How the log of the records ended when the case was opened or kept: the first digits of its newest line."""
    drafted_at: datetime | None = None
    """When the draft on the disk was written, where there is one of this case."""


NOT_FILED = Filing()


def said(filing: Filing, words: Words, now: datetime) -> str:
    """How far the case is kept. "Saved" is said of what the store has confirmed, and of nothing else."""
    kept, draft = filing.kept, filing.drafted_at
    if kept is None:
        return "" if draft is None else words.say("keep.bar.draft", time=at(draft, now))
    saved = words.say("keep.bar.saved", time=at(kept.saved_at, now))
    if kept.number < filing.newest:
        saved = words.say("keep.bar.older", saved=saved, number=kept.number, of=filing.newest)
    if not filing.changed:
        return saved
    if draft is None:
        return words.say("keep.bar.changed", saved=saved)
    return words.say("keep.bar.drafted", saved=saved, time=at(draft, now))


def copy_of(filing: Filing) -> Copy:
    """What a paper of the open case says beside it: the patient's name and birth date, and whether it is a draft.

    A case of the records is a draft until the version on the screen is kept; one that was never filed is no draft of
    anything in the records.
    """
    from consult.summary.copies import ONCE, Copy

    identity = filing.identity
    if identity is None:
        return ONCE
    return Copy(
        name=identity.name,
        born=identity.birth_date,
        draft=filing.kept is None or filing.changed,
        log=filing.log,
    )


def at(moment: datetime, now: datetime) -> str:
    """A moment by the clock on the wall; with its day unless that is today."""
    here = moment.astimezone()
    same = here.date() == now.astimezone().date()
    return here.strftime("%H:%M" if same else "%Y-%m-%d %H:%M")
