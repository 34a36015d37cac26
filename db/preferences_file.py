"""Preferences file: the settings of this user, which may be missing, damaged or newer without stopping the program."""

from __future__ import annotations

import os
from pathlib import Path

from consult.preferences import (
    DEFAULT,
    MAX_BYTES,
    Preferences,
    PreferencesError,
    read_preferences,
    write_preferences,
)
from db.whole_file import write_whole

NAME = "settings.json"


class PreferencesFile:
    """The file at `path`, which need not exist. One of a newer version is left as it is."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._newer: PreferencesError | None = None

    @property
    def where(self) -> str:
        """The file with its folder."""
        return str(self._path)

    def read(self) -> Preferences:
        """What the user has said; nothing where there is no file.

        Raises PreferencesError for a file that cannot be believed, once a damaged one was put aside as `.damaged`.
        """
        self._newer = None
        try:
            if not self._path.exists():
                return DEFAULT
            with self._path.open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
        except (OSError, ValueError):
            raise PreferencesError("preferences_cannot_read", file=self._path.name) from None
        try:
            return read_preferences(data, self._path.name)
        except PreferencesError as error:
            if error.code == "preferences_newer":
                self._newer = error
                raise
            raise self._put_aside() from None

    def write(self, preferences: Preferences) -> None:
        """Replace the file whole or not at all. Raises PreferencesError in words."""
        if self._newer is not None:
            raise self._newer  # a newer version can read it; it is not ours to write over
        try:
            write_whole(self._path, write_preferences(preferences))
        except (OSError, ValueError):
            raise PreferencesError("preferences_not_writable", folder=str(self._path.parent)) from None

    def _put_aside(self) -> PreferencesError:
        aside = self._path.with_name(f"{self._path.name}.damaged")
        try:
            os.replace(self._path, aside)
        except OSError:
            return PreferencesError("preferences_damaged", file=self._path.name)
        return PreferencesError("preferences_put_aside", file=self._path.name, aside=aside.name)
