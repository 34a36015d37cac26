"""Errors that carry a sentence for the user: a code, and the values its sentence names."""

from __future__ import annotations


class ConsultError(Exception):
    """Something the user can act on. `phrases.error` words it; its values never hold patient data."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class InputError(ConsultError):
    """A patient, or a file, that cannot be read as one; names the field."""


class CatalogError(ConsultError):
    """A catalogue that is missing, unreadable, from a newer version or changed."""


class OutputError(ConsultError):
    """A path that cannot be written."""
