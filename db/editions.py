"""Editions: which edition of the catalogue is in use on this machine, updates from a file, and the way back.

Accepted editions lie in a folder of the user's, each as the update file it came as, and `state.json` remembers the
newest sequence ever accepted and the last choice. Every file is verified anew each time it is read.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from consult.assess import Knowledge
from consult.errors import CatalogError
from consult.hcc.knowledge import knowledge
from db.catalog import load
from db.keys import Keyring, keyring
from db.signed import (
    UPDATE_SUFFIX,
    check,
    check_claims,
    read_pair,
    read_signature,
    read_update,
    read_update_signature,
)

if TYPE_CHECKING:
    from consult.editions import Offer

_STATE = "state.json"
_FORMAT = 1
_KEPT = 4
"""Accepted editions that stay on the disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InUse:
    """The edition in use, ready to assess, and why others that came before it could not be used."""

    knowledge: Knowledge
    refused: tuple[CatalogError, ...] = ()


@dataclass(frozen=True, slots=True)
class _State:
    """The newest edition accepted here, and the last choice with the bundled sequence it was made over."""

    newest: int = 0
    edition: str = ""
    sha256: str = ""
    chosen: int = 0
    over: int = 0


class Editions:
    """The bundled catalogue and the accepted ones in `folder`, which need not exist."""

    def __init__(self, bundled: Path, folder: Path, ring: Keyring | None = None) -> None:
        self._bundled, self._folder = bundled, folder
        self._ring = ring

    # -- reading -----------------------------------------------------------------------------------------------

    def in_use(self) -> InUse:
        """The chosen edition, or the newest good one below it with the reasons. Raises CatalogError where none is."""
        stored = self._stored()
        if not stored and not (self._folder / _STATE).exists():
            return InUse(knowledge=knowledge(load(read_pair(self._bundled), self._keys())))
        refused: list[CatalogError] = []
        for sequence in self._order(stored):
            try:
                return InUse(knowledge=self._load(sequence), refused=tuple(refused))
            except CatalogError as error:
                refused.append(error)
        raise refused[0]

    def offer(self, file: Path, today: date) -> Offer:
        """A verified newer edition with all that it would change. Raises CatalogError in words; changes nothing."""
        from consult.editions import Offer, differences

        sealed = read_update(file)
        claims, key = check(sealed, self._keys())
        if today > key.expires:
            day = key.expires.isoformat()
            raise CatalogError("catalog_key_expired", file=sealed.name, key_id=key.public.id, day=day)
        current, state = self.in_use().knowledge.catalog, self._state()
        digest = hashlib.sha256(sealed.data).hexdigest()
        if digest == current.sha256:
            raise CatalogError("catalog_same", edition=current.edition)
        newest = state
        if current.sequence >= state.newest:
            newest = _State(current.sequence, current.edition, current.sha256)
        if claims.sequence < newest.newest:
            raise CatalogError(
                "catalog_older", file=sealed.name, edition=claims.edition, newest=newest.edition
            )
        if claims.sequence == newest.newest and digest != newest.sha256:
            raise CatalogError("catalog_number_taken", file=sealed.name, number=str(claims.sequence))
        after = load(sealed, self._keys())
        offer = Offer(
            before=current, after=after, differences=differences(current, after), packed=sealed.packed()
        )
        _usable(offer, sealed.name)
        return offer

    # -- changing ----------------------------------------------------------------------------------------------

    def accept(self, offer: Offer) -> Knowledge:
        """Keep an offered edition and use it from now on. Raises CatalogError; then the edition in use stays."""
        new = offer.after
        ready = knowledge(new)
        with self._writing():
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._write(f"{new.sequence:09d}{UPDATE_SUFFIX}", offer.packed)
            over = max(self._bundled_sequence(), 0)
            self._keep(_State(new.sequence, new.edition, new.sha256, new.sequence, over))
        for sequence in sorted(self._stored(), reverse=True)[_KEPT:]:
            with suppress(OSError):
                self._file(sequence).unlink()
        return ready

    def roll_back(self) -> Knowledge:
        """Use the newest good edition that is older than the one in use. Raises CatalogError where there is none."""
        current, state = self.in_use().knowledge.catalog, self._state()
        for sequence in self._newest_first(self._stored()):
            if sequence >= current.sequence:
                continue
            with suppress(CatalogError):
                earlier = self._load(sequence)
                if current.sequence >= state.newest:
                    state = _State(current.sequence, current.edition, current.sha256)
                with self._writing():
                    self._keep(replace(state, chosen=sequence, over=max(self._bundled_sequence(), 0)))
                return earlier
        raise CatalogError("editions_nothing_before")

    # -- inside ------------------------------------------------------------------------------------------------

    def _keys(self) -> Keyring:
        if self._ring is None:
            self._ring = keyring()
        return self._ring

    def _file(self, sequence: int) -> Path:
        return self._folder / f"{sequence:09d}{UPDATE_SUFFIX}"

    def _stored(self) -> list[int]:
        """The sequences of the accepted editions, by the names of their files."""
        try:
            names = os.listdir(self._folder)
        except OSError:
            return []
        stems = (name.removesuffix(UPDATE_SUFFIX) for name in names if name.endswith(UPDATE_SUFFIX))
        return [int(stem) for stem in stems if len(stem) == 9 and stem.isascii() and stem.isdigit()]

    def _bundled_sequence(self) -> int:
        """Of the bundled catalogue, by its signature alone; -1 where that is not good."""
        try:
            signature = read_signature(self._bundled)
            return check_claims(signature, self._bundled.name, self._keys()).sequence
        except CatalogError:
            return -1

    def _newest_first(self, stored: list[int]) -> list[int]:
        return sorted({*stored, self._bundled_sequence()}, reverse=True)

    def _order(self, stored: list[int]) -> list[int]:
        """Sequences in the order in which they are tried: the one to use, older ones, then newer ones."""
        state, every = self._state(), self._newest_first(stored)
        bundled = self._bundled_sequence()
        if state.chosen and bundled <= state.over:
            wanted = state.chosen
        else:
            wanted = max(bundled, state.newest or max(stored, default=-1))
        older = [sequence for sequence in every if sequence < wanted]
        newer = [sequence for sequence in reversed(every) if sequence > wanted]
        return [wanted, *older, *newer]

    def _load(self, sequence: int) -> Knowledge:
        """The edition of that sequence, the bundled one where it has it, compiled. Raises CatalogError."""
        bundled = self._bundled_sequence()
        if sequence == bundled or sequence < 0:
            return knowledge(load(read_pair(self._bundled), self._keys()))
        file = self._file(sequence)
        claims = check_claims(read_update_signature(file), file.name, self._keys())
        if claims.sequence != sequence:
            raise CatalogError("catalog_changed", file=file.name)
        catalog = load(read_update(file), self._keys())
        # Accepted by another version of the program, it may speak of facts that this one does not know.
        with _readable(file.name):
            return knowledge(catalog)

    def _state(self) -> _State:
        """What was remembered; nothing where the file is missing or damaged: then the files speak for themselves."""
        try:
            raw = json.loads((self._folder / _STATE).read_text(encoding="ascii"))
            if not isinstance(raw, dict) or raw.pop("format") != _FORMAT:
                return _State()
            state = _State(**raw)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return _State()
        numbers = state.newest, state.chosen, state.over
        good = all(type(n) is int and 0 <= n < 10**9 for n in numbers)
        named = isinstance(state.edition, str) and isinstance(state.sha256, str)
        return state if good and named else _State()

    def _keep(self, state: _State) -> None:
        record: dict[str, Any] = {"format": _FORMAT}
        for name in _State.__slots__:
            record[name] = getattr(state, name)
        self._write(_STATE, json.dumps(record).encode("ascii"))

    def _write(self, name: str, data: bytes) -> None:
        """The whole file or none of it: written beside, flushed to the disk, renamed."""
        partial = self._folder / f"{name}.partial"
        try:
            with partial.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(partial, self._folder / name)
        finally:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
        if hasattr(os, "O_DIRECTORY"):
            folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """What goes wrong with the folder becomes one sentence."""
        try:
            yield
        except OSError:
            raise CatalogError("editions_not_writable", folder=str(self._folder)) from None


def _usable(offer: Offer, name: str) -> None:
    """That this program can judge by the newer edition and say all of it. Raises CatalogError where it cannot."""
    from consult.edition_words import sections
    from consult.hcc.declared import DECLARED
    from consult.phrases import Words
    from consult.vocabulary import LANGUAGES

    with _readable(name):
        knowledge(offer.after)
        for language in LANGUAGES:
            sections(offer, Words(language, DECLARED, offer.before), Words(language, DECLARED, offer.after))


@contextmanager
def _readable(name: str) -> Iterator[None]:
    """A fact or word that this program does not have makes the edition one for another version."""
    try:
        yield
    except (KeyError, ValueError, TypeError, AttributeError):
        raise CatalogError("catalog_newer", file=name) from None
