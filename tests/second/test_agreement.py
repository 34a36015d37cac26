"""Two implementations written apart agree on seeded patients, full, with gaps and with limits for numbers."""

from __future__ import annotations

import pytest

from tests.second.compare import report
from tests.second.generator import numbered
from tests.second.soak import SEED

SIZE = 200
LIMIT = 4_000
"""Items with more combinations of gaps than this are left out of a patient's comparison."""


@pytest.mark.parametrize("batch", range(10))
def test_agreement(batch: int) -> None:
    """The first 2,000 of the 100,000 patients that `make soak-agreement` compares."""
    found = report([numbered(SEED, index) for index in range(batch * SIZE, (batch + 1) * SIZE)], LIMIT)
    assert not found, f"\n{found}"
