"""What the soaks share: records prepared once, in memory where the system has room there, and which can run here."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.soak.tracer import is_there
from tests.soak.work import Prepared, prepare

MEMORY = Path("/dev/shm")
"""What is proved holds of what the program hands to the system; a real disk would only make it slower."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what traces a child where the system lets nobody do that; it is said, and not counted as run."""
    here = [item for item in items if "tests/soak" in item.path.as_posix()]
    traced = [item for item in here if item.get_closest_marker("traced")]
    if traced and not is_there():
        told = f"no child can be traced here: {len(traced)} tests of kills, faults and power cuts are not run"
        config.pluginmanager.get_plugin("terminalreporter").write_line(told)
        config.hook.pytest_deselected(items=traced)
        items[:] = [item for item in items if item not in traced]


@pytest.fixture(scope="session")
def room() -> Iterator[Path]:
    """A folder for all of this, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="soak-", dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def prepared(room: Path) -> Prepared:
    """Records to copy."""
    return prepare(room / "prepared")


@pytest.fixture(scope="session")
def empty(room: Path, prepared: Prepared) -> Prepared:
    """None yet."""
    (room / "empty").mkdir()
    return Prepared(room / "empty", (), prepared.erasable, prepared.backup)
