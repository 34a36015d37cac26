"""System lock: a locked session, a screen saver and a sleep lock the records, heard over a bus of the test's own."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from pytestqt.qtbot import QtBot

from tests.ui.records_desk import DOCTOR, PASSWORD, enter_case, records, window
from tests.ui.records_fake import FakeRecords
from ui.records.lock_page import LockPage
from ui.records.system_lock import LOGIN, SystemLock, found_buses, session_path
from ui.window import MainWindow
from ui.workspace import Workspace

__all__ = ["records", "window"]

OWN = "/org/freedesktop/login1/session/_32"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A message bus that only this test knows."""
    socket = tmp_path_factory.mktemp("bus") / "socket"
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address", f"--address=unix:path={socket}"],
        stdout=subprocess.PIPE,
    )
    assert bus.stdout is not None
    yield bus.stdout.readline().decode().strip()
    bus.terminate()
    bus.wait()
    bus.stdout.close()


@pytest.fixture
def desktop(address: str) -> Iterator[QDBusConnection]:
    """What speaks for the desktop."""
    bus = QDBusConnection.connectToBus(address, "desktop")
    assert bus.registerService(LOGIN)
    yield bus
    bus.unregisterService(LOGIN)
    QDBusConnection.disconnectFromBus("desktop")


@pytest.fixture
def lock(address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[SystemLock]:
    monkeypatch.setenv("XDG_SESSION_ID", "2")
    bus = QDBusConnection.connectToBus(address, "consult test")
    assert bus.isConnected()
    made = SystemLock(buses=(bus, bus))
    made.start()
    assert made.heard
    yield made
    made.stop()
    QDBusConnection.disconnectFromBus("consult test")


def say(bus: QDBusConnection, path: str, interface: str, name: str, *said: bool) -> None:
    message = QDBusMessage.createSignal(path, interface, name)
    message.setArguments(list(said))
    assert bus.send(message)


@pytest.mark.parametrize(
    ("path", "interface", "name", "said"),
    [
        (OWN, f"{LOGIN}.Session", "Lock", ()),
        ("/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep", (True,)),
        ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", (True,)),
        ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", (True,)),
    ],
)
def test_what_the_desktop_says_is_heard(
    lock: SystemLock,
    desktop: QDBusConnection,
    qtbot: QtBot,
    path: str,
    interface: str,
    name: str,
    said: tuple[bool, ...],
) -> None:
    with qtbot.waitSignal(lock.locked, timeout=5000):
        say(desktop, path, interface, name, *said)


def test_the_end_of_a_sleep_another_session_and_what_comes_after_locking_are_not_heard(
    lock: SystemLock, desktop: QDBusConnection, qtbot: QtBot
) -> None:
    heard: list[str] = []
    lock.locked.connect(lambda: heard.append("locked"))
    manager = "/org/freedesktop/login1"
    say(desktop, manager, f"{LOGIN}.Manager", "PrepareForSleep", False)
    say(desktop, "/org/freedesktop/login1/session/_33", f"{LOGIN}.Session", "Lock")
    say(desktop, "/a", "org.freedesktop.ScreenSaver", "ActiveChanged", False)
    with qtbot.waitSignal(lock.locked, timeout=5000):  # in order: what came before was delivered before
        say(desktop, manager, f"{LOGIN}.Manager", "PrepareForSleep", True)
    assert heard == ["locked"]
    lock.stop()
    say(desktop, OWN, f"{LOGIN}.Session", "Lock")
    qtbot.wait(100)
    assert heard == ["locked"]


def test_the_records_lock_with_the_session(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    window.desk.session.set_up(DOCTOR, PASSWORD)
    enter_case(workspace)
    window.desk.locking.system.locked.emit()
    assert isinstance(window.screens.currentWidget(), LockPage)
    assert records.opened == 0
    assert not window.desk.locking.system.heard


def test_no_bus_over_a_network_is_asked_and_none_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.records.system_lock.SYSTEM_BUS", tmp_path / "none")
    for environment in (
        {},
        {"XDG_RUNTIME_DIR": str(tmp_path)},
        {"DBUS_SESSION_BUS_ADDRESS": "tcp:host=192.0.2.1,port=1"},
        {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/x;tcp:host=192.0.2.1,port=1"},
        {"DBUS_SESSION_BUS_ADDRESS": "autolaunch:"},
    ):
        assert found_buses(environment) == (None, None)


@pytest.mark.parametrize(
    ("name", "path"),
    [("2", OWN), ("c12", f"{OWN[:-3]}c12"), ("1a-b", f"{OWN[:-3]}_31a_2db"), ("", "")],
)
def test_the_path_of_a_session_is_spelt_as_logind_spells_it(name: str, path: str) -> None:
    assert session_path({"XDG_SESSION_ID": name}) == path
