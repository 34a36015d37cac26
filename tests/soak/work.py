"""Work: what a child does with prepared records, saying what it begins and what it was told is done.

A line "begin WHAT …" comes before a step, "done WHAT …" after the store has answered. `Said` reads them again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from consult.records import Draft, Identity, Kept, Person, RecordError
from db.records.folder import RecordsFolder
from db.records.store import Store
from tests.db.records.making import CHEAP, DOCTOR, PASSWORD, keep, paper_of

Say = Callable[[str], None]
OTHER = "another long pass phrase"
GUEST = Person(name="Guest", role="auditor")
NEW = Identity(code="NEW-1", name="金丝雀")
FOLDER, STICK = "records", "stick"


def records_in(place: Path) -> RecordsFolder:
    """Records whose passwords cost next to nothing to try, by the clock of the computer."""
    return RecordsFolder(place / FOLDER, cost=lambda: CHEAP)


@dataclass(frozen=True)
class Prepared:
    """Records to copy and to work on, and what was kept in them before."""

    place: Path
    kept: tuple[Kept, ...]
    erasable: Kept
    backup: str

    def copy(self, to: Path) -> Path:
        """A copy of its own, in the place of what is there."""
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(self.place, to)
        return to


def prepare(place: Path) -> Prepared:
    """A few consultations, a paper, a second person and a backup; closed."""
    # Half a minute ago: which of two backups of one second is the newer one cannot be told.
    before = RecordsFolder(
        place / FOLDER, cost=lambda: CHEAP, clock=lambda: datetime.now(UTC) - timedelta(seconds=30)
    )
    store, _ = before.set_up(DOCTOR, PASSWORD)
    first = keep(store, case=b"first " * 300)
    again = keep(
        store, first.identity, b"again " * 300, consultation=first.consultation, number=1, reason="more"
    )
    large = keep(store, Identity(code="L-1"), os.urandom(20_000))
    erasable = keep(store, Identity(code="GONE-1"), b"gone " * 300)
    store.queue(paper_of(large, pdf=os.urandom(5000)))
    store.keep_draft(Draft(case=b"0"))
    store.add_person(GUEST, PASSWORD)
    backup = store.back_up(place / STICK).name
    store.close()
    return Prepared(place, (first, again, large), erasable, backup)


class Worker:
    """Steps on a copy of the prepared records; each is one thing a person does."""

    def __init__(self, place: Path, prepared: Prepared, say: Say) -> None:
        self.place, self.say, self._prepared = place, say, prepared
        self._store: Store | None = None
        self.password = PASSWORD
        self._count = 0
        self._own: Kept | None = None

    @property
    def store(self) -> Store:
        """Unlocked."""
        assert self._store is not None
        return self._store

    @contextmanager
    def _step(self, *what: object) -> Iterator[list[object]]:
        words = list(what)
        self.say(" ".join(map(str, ("begin", *what))))
        yield words
        self.say(" ".join(map(str, ("done", *words))))

    def unlock(self) -> None:
        with self._step("unlock"):
            self._store = records_in(self.place).unlock(DOCTOR.name, self.password)

    def close(self) -> None:
        with self._step("close"):
            store, self._store = self.store, None
            store.close()

    def draft(self) -> None:
        self._count += 1
        with self._step("draft", self._count):
            self.store.keep_draft(Draft(case=b"%d" % self._count, field="inr", identity=NEW))

    def save(self) -> None:
        self._count += 1
        with self._step("keep") as words:
            kept = keep(self.store, NEW, b"%d " % self._count * 500)
            words += [kept.consultation, kept.number, self._count]
        self._own = kept

    def amend(self) -> None:
        self._count += 1
        own = self._own or self._prepared.kept[-1]
        with self._step("keep", own.consultation, own.number + 1, self._count):
            self._own = keep(
                self.store,
                own.identity,
                b"%d " % self._count * 300,
                consultation=own.consultation,
                number=own.number,
                reason="more",
            )

    def queue(self) -> None:
        with self._step("paper") as words:
            paper = self.store.queue(
                paper_of(self._own or self._prepared.kept[-1], pdf=b"%PDF" + bytes(9000))
            )
            words.append(paper.id)

    def mark(self) -> None:
        paper = self.store.papers()[0]
        with self._step("print", paper.id, paper.prints + 1):
            self.store.mark(paper.id, "printed", printer="Front desk")

    def add_person(self) -> None:
        with self._step("person", "Second", 1):
            self.store.add_person(Person(name="Second", role="auditor"), PASSWORD)

    def remove_person(self) -> None:
        """Encrypts the file anew."""
        with self._step("person", GUEST.name, 0):
            self.store.remove_person(GUEST.name)

    def change_password(self) -> None:
        with self._step("password", OTHER):
            self.store.change_password(PASSWORD, OTHER)
        self.password = OTHER

    def erase(self) -> None:
        one = self._prepared.erasable
        with self._step("erase", one.consultation):
            self.store.erase(one.patient, "asked")

    def back_up(self) -> None:
        with self._step("backup") as words:
            words.append(self.store.back_up(self.place / STICK).name)

    def restore(self) -> None:
        with self._step("restore"):
            self._store = records_in(self.place).restore(
                self.place / STICK / self._prepared.backup, DOCTOR.name, PASSWORD
            )

    def set_up(self) -> None:
        with self._step("set_up"):
            self._store, _ = records_in(self.place).set_up(DOCTOR, PASSWORD)

    def do(self, steps: Iterable[str], *, again: bool = False) -> None:
        """One after the other; with `again` a step that was refused is said to be, and tried a second time."""
        for step in steps:
            try:
                getattr(self, step)()
            except RecordError as error:
                if not again:
                    raise
                self.say(f"refused {step} {error.code}")
                if step != "close":
                    self._try_again(step)

    def _try_again(self, step: str) -> None:
        """As a person would: unlock first what was closed because the disk refused everything."""
        try:
            getattr(self, step)()
        except RecordError as error:
            if error.code not in {"locked", "already_set_up", "damaged"}:
                raise
            self.say(f"refused {step} {error.code}")
            if self._store is not None:
                self.close()
            self.unlock()
            if step == "remove_person" and GUEST not in self.store.people():
                self.say(f"done person {GUEST.name} 0")  # the unlocking has ended what was begun
            elif step == "set_up":
                self.say("done set_up")
            else:
                getattr(self, step)()


JOBS: Mapping[str, tuple[str, ...]] = {
    "keep": ("unlock", "draft", "save"),
    "save": ("unlock", "draft", "save", "amend", "queue", "mark", "close"),
    "people": ("unlock", "add_person", "change_password", "remove_person", "save", "close"),
    "erase": ("unlock", "erase", "save", "close"),
    "backup": ("unlock", "save", "back_up", "close"),
    "restore": ("restore", "save", "close"),
    "set_up": ("set_up", "save", "close"),
}
"""What a child does in one life. `restore` begins with the records of before in place, `set_up` with none."""


@dataclass
class Said:
    """What was acknowledged, and what was begun and may have come about or not."""

    kept: dict[tuple[str, int], str] = field(default_factory=dict)
    papers: set[int] = field(default_factory=set)
    prints: dict[int, int] = field(default_factory=dict)
    people: dict[str, bool] = field(default_factory=dict)
    backups: list[str] = field(default_factory=list)
    erased: bool = False
    draft: int = 0
    password: str = PASSWORD
    done: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)
    """The codes of what was refused, and so must not have come about."""
    begun: list[str] = field(default_factory=list)
    """The step that was not answered any more; empty between steps."""

    @classmethod
    def of(cls, lines: Iterable[str]) -> Said:
        """Read what a child said."""
        said = cls()
        for line in lines:
            how, what, *rest = line.split(" ", 2)
            if how == "begin":
                said.begun = [what, *rest]
            elif how == "refused":
                said.begun = []
                said.refused.append(rest[0])
            elif how == "done":
                said.begun = []
                said.done.add(what)
                said._take(what, rest[0] if rest else "")
        return said

    def _take(self, what: str, rest: str) -> None:
        words = rest.split()
        if what == "keep":
            self.kept[words[0], int(words[1])] = words[2]
        elif what == "paper":
            self.papers.add(int(rest))
        elif what == "print":
            self.prints[int(words[0])] = int(words[1])
        elif what == "person":
            self.people[words[0]] = words[1] == "1"
        elif what == "backup":
            self.backups.append(rest)
        elif what == "erase":
            self.erased = True
        elif what == "draft":
            self.draft = int(rest)
        elif what == "password":
            self.password = rest

    @property
    def now(self) -> str:
        """The step in which it ended."""
        return self.begun[0] if self.begun else ""
