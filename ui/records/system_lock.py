"""System lock: hears from the desktop (D-Bus, Linux) that the session is locked, its screen saver began, or it sleeps.

Windows and macOS tell nothing of it through Qt Essentials; there the idle time and the look for a sleep act alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

LOGIN = "org.freedesktop.login1"
SCREEN_SAVERS = tuple(
    f"org.{desktop}.ScreenSaver" for desktop in ("freedesktop", "gnome", "cinnamon", "mate", "xfce")
)
"""Each desktop says `ActiveChanged` under its own name; all mean the same."""
SYSTEM_BUS = Path("/run/dbus/system_bus_socket")


class SystemLock(QObject):
    """Listens while the records are unlocked. `buses` are given by tests alone."""

    locked = Signal()

    def __init__(
        self, parent: QObject | None = None, *, buses: tuple[QDBusConnection, QDBusConnection] | None = None
    ) -> None:
        super().__init__(parent)
        self._buses = buses
        self.heard = False
        """Whether some bus took the wish to hear of it."""

    def start(self) -> None:
        """Begin to listen; where there is no bus, nothing is heard and nothing fails."""
        taken = [self._tell("connect", *wish) for wish in self._wishes()]
        self.heard = any(taken)

    def stop(self) -> None:
        """Listen no more."""
        if self.heard:
            for wish in self._wishes():
                self._tell("disconnect", *wish)
        self.heard = False

    def _wishes(self) -> list[tuple[QDBusConnection, str, str, str, str, str]]:
        """Bus, service, path, interface, signal and slot (as Qt spells slots; the stubs wrongly ask for bytes)."""
        system, session = self._buses or found_buses(os.environ)
        path = session_path(os.environ)
        wishes = []
        if system is not None:
            wishes += [
                (system, LOGIN, path, f"{LOGIN}.Session", "Lock", "1hear()"),
                (
                    system,
                    LOGIN,
                    "/org/freedesktop/login1",
                    f"{LOGIN}.Manager",
                    "PrepareForSleep",
                    "1follow(bool)",
                ),
            ]
        if session is not None:
            wishes += [
                (session, "", "", interface, "ActiveChanged", "1follow(bool)") for interface in SCREEN_SAVERS
            ]
        return wishes

    def _tell(
        self, deed: str, bus: QDBusConnection, service: str, path: str, interface: str, name: str, slot: str
    ) -> bool:
        return bool(getattr(bus, deed)(service, path, interface, name, self, slot))

    @Slot()
    def hear(self) -> None:
        """The session is being locked."""
        self.locked.emit()

    @Slot(bool)
    def follow(self, begins: bool) -> None:
        """The screen saver or the sleep begins; that it ends unlocks nothing."""
        if begins:
            self.locked.emit()


def found_buses(
    environment: Mapping[str, str],
) -> tuple[QDBusConnection | None, QDBusConnection | None]:
    """The buses of the system and of the session, by their sockets alone: never over a network, never started."""
    if not sys.platform.startswith("linux"):
        return None, None
    system = not environment.get("DBUS_SYSTEM_BUS_ADDRESS") and SYSTEM_BUS.exists()
    address = environment.get("DBUS_SESSION_BUS_ADDRESS", "")
    runtime = environment.get("XDG_RUNTIME_DIR", "")
    local = all(part.startswith("unix:") for part in address.split(";") if part) if address else False
    session = local or (not address and bool(runtime) and (Path(runtime) / "bus").exists())
    if not system and not session:
        return None, None
    from PySide6.QtDBus import QDBusConnection

    kinds = QDBusConnection.BusType
    return (
        QDBusConnection.connectToBus(kinds.SystemBus, "consult system") if system else None,
        QDBusConnection.connectToBus(kinds.SessionBus, "consult session") if session else None,
    )


def session_path(environment: Mapping[str, str]) -> str:
    """Where logind keeps this session: another one may be locked without ours. Empty (any) where it is not said."""
    name = environment.get("XDG_SESSION_ID", "")
    if not name:
        return ""
    kept = [
        c if c.isascii() and (c.isalpha() or (c.isdecimal() and at)) else f"_{ord(c):02x}"
        for at, c in enumerate(name)
    ]
    return f"/org/freedesktop/login1/session/{''.join(kept)}"
