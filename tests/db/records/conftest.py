"""What the tests of the records share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.records.store import Store
from tests.db.records.making import Clock, set_up


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "记录" / "records"


@pytest.fixture
def store(folder: Path, clock: Clock) -> Iterator[Store]:
    unlocked = set_up(folder, clock)
    yield unlocked
    unlocked.close()
