"""Kills: ended before any call that changes a file, the records keep all that was acknowledged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.soak.kills import kill_at_every_call
from tests.soak.work import JOBS, Prepared

pytestmark = pytest.mark.traced


def test_h34_killed_at_every_call_of_a_save_nothing_acknowledged_is_lost(
    prepared: Prepared, room: Path
) -> None:
    result = kill_at_every_call(prepared, room / "place", "keep", since="unlock")
    print(result)
    assert result.wrong == []
    assert result.kills > 30
    assert {"write", "pwrite64", "fsync", "openat"} <= set(result.at)
    assert result.acknowledged > result.kills


@pytest.mark.parametrize("job", [job for job in JOBS if job != "keep"])
def test_h34_killed_at_some_calls_of_everything_else(
    job: str, prepared: Prepared, empty: Prepared, room: Path
) -> None:
    result = kill_at_every_call(empty if job == "set_up" else prepared, room / "place", job, every=41)
    print(result)
    assert result.wrong == []
    assert result.kills >= 4
