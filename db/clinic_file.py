"""Clinic file: reads and writes the clinic's own layer, one file that no update of program or catalogue touches."""

from __future__ import annotations

import glob
import hashlib
import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from consult.clinic import MAX_BYTES, Clinic, ClinicError, read_clinic, write_clinic
from consult.letterhead import MAX_KEPT_BYTES, Logo, kept_logo
from db.whole_file import flush_folder, write_whole

NAME = "clinic.json"
_NOT_THERE = ""


class ClinicFile:
    """The file at `path`, which need not exist. Remembers what it read, so as not to write over another's change."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = _NOT_THERE
        self._good = True
        self._newer: ClinicError | None = None
        self._logo_seen = ""

    @property
    def name(self) -> str:
        """What the file is called, without its folder."""
        return self._path.name

    @property
    def where(self) -> str:
        """The file with its folder, to be found by an administrator."""
        return str(self._path)

    def read(self) -> Clinic | None:
        """The layer, or None where there is no file. Raises ClinicError for one that cannot be read or believed."""
        data = self._bytes()
        self._seen, self._good, self._newer = _digest(data), True, None
        self._logo_seen = ""
        if data is None:
            return None
        try:
            clinic = read_clinic(data, self.name)
            return replace(clinic, logo=self._logo(clinic.logo_sha256)) if clinic.logo_sha256 else clinic
        except ClinicError as error:
            self._good = False
            self._newer = error if error.code == "clinic_newer" else None
            raise

    def write(self, clinic: Clinic) -> None:
        """Replace the file whole or not at all; the one before stays as `.bak`, a damaged one as `.damaged`.

        Raises ClinicError, and nothing is changed, where it cannot be written or was changed since it was read.
        """
        if self._newer is not None:
            raise self._newer  # a newer version can read it; it is not ours to put aside
        data = write_clinic(clinic, self.name)
        before = self._bytes()
        if _digest(before) != self._seen:
            raise ClinicError("clinic_changed", file=self.name)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if clinic.logo is not None:
                # Under a name of its own, before the layer that names it: a power cut leaves both or the ones before.
                write_whole(self._logo_path(clinic.logo.sha256), clinic.logo.png)
            if before is not None and self._good:
                self._replace(".bak", before)
            # Copied by name: a damaged file may be larger than what is read of it.
            self._replace("", data, aside=before is not None and not self._good)
            flush_folder(self._path.parent)
        except OSError:
            raise ClinicError("clinic_not_writable", folder=str(self._path.parent)) from None
        self._drop_logos({clinic.logo.sha256 if clinic.logo is not None else "", self._logo_seen})
        self._logo_seen = clinic.logo.sha256 if clinic.logo is not None else ""
        self._seen, self._good = _digest(data), True

    def _logo(self, sha256: str) -> Logo | None:
        """None where it is not there, or is another picture than the layer names: the layer holds without it."""
        self._logo_seen = sha256
        try:
            with self._logo_path(sha256).open("rb") as stream:
                return kept_logo(stream.read(MAX_KEPT_BYTES + 1), sha256)
        except OSError:
            return None

    def _logo_path(self, sha256: str) -> Path:
        return self._path.with_name(f"{self._path.stem}-logo-{sha256[:16]}.png")

    def _drop_logos(self, kept: set[str]) -> None:
        """Of the logos that were, only that of the layer before stays, as its `.bak` names it."""
        names = {self._logo_path(sha256).name for sha256 in kept if sha256}
        for path in self._path.parent.glob(f"{glob.escape(self._path.stem)}-logo-*.png"):
            if path.name not in names:
                with suppress(OSError):
                    path.unlink()

    def _bytes(self) -> bytes | None:
        """At most one byte more than is allowed; None where there is no such file."""
        try:
            if not self._path.is_file():
                if self._path.exists():
                    raise ClinicError("clinic_cannot_read", file=self.name)
                return None
            with self._path.open("rb") as stream:
                return stream.read(MAX_BYTES + 1)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError):
            raise ClinicError("clinic_cannot_read", file=self.name) from None

    def _replace(self, suffix: str, data: bytes, *, aside: bool = False) -> None:
        target = self._beside(suffix)
        partial = self._beside(f"{suffix}.partial")
        try:
            with partial.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            if aside:
                os.replace(self._path, self._beside(".damaged"))
            os.replace(partial, target)
        finally:
            with suppress(OSError):
                partial.unlink(missing_ok=True)

    def _beside(self, suffix: str) -> Path:
        return self._path.with_name(f"{self._path.name}{suffix}")


def _digest(data: bytes | None) -> str:
    return _NOT_THERE if data is None else hashlib.sha256(data).hexdigest()
