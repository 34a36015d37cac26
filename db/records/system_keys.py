"""System keys: the key store of the operating system, where it is a real one; anything else is refused plainly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from consult.records import RecordError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Consult records"
TRUSTED = frozenset(
    f"keyring.backends.{name}" for name in ("SecretService", "libsecret", "kwallet", "macOS", "Windows")
)
"""Modules of the backends that hand a secret to the system's own store.

Not: those that keep nothing, that keep it in a file beside the records, or that some other package brought along.
"""


class KeyStore(Protocol):
    """Where a secret lies outside of the records, for one account of this computer."""

    def get(self, name: str) -> str | None:
        """The secret of a name; None where there is none. Raises RecordError."""

    def put(self, name: str, secret: str) -> None:
        """Keep it. Raises RecordError."""

    def remove(self, name: str) -> None:
        """Forget it, where it can be reached."""


class SystemKeys:
    """The operating system's store through `keyring`, which is imported when it is first asked."""

    def get(self, name: str) -> str | None:
        """The secret of a name. Raises RecordError("no_key_store") or ("key_store_shut")."""
        backend = trusted_backend()
        try:
            return backend.get_password(SERVICE, name)
        except Exception:  # whatever the system's store raises: it is shut, or its person said no
            raise RecordError("key_store_shut") from None

    def put(self, name: str, secret: str) -> None:
        """Keep it, and read it back: a store that forgets is none."""
        backend = trusted_backend()
        try:
            backend.set_password(SERVICE, name, secret)
            kept = backend.get_password(SERVICE, name)
        except Exception:
            raise RecordError("key_store_shut") from None
        if kept != secret:
            raise RecordError("key_store_shut")

    def remove(self, name: str) -> None:
        """Forget it, where it can be reached; without what lies beside the records it opens nothing."""
        try:
            trusted_backend().delete_password(SERVICE, name)
        except Exception:
            return


def trusted_backend() -> KeyringBackend:
    """The backend in use, or the first trusted one of a chain. Raises RecordError("no_key_store")."""
    import keyring

    chosen: KeyringBackend = keyring.get_keyring()
    backends: tuple[KeyringBackend, ...] = (chosen, *getattr(chosen, "backends", ()))
    for backend in backends:
        if type(backend).__module__ in TRUSTED:
            return backend
    raise RecordError("no_key_store")
