"""Two implementations written apart agree on seeded patients, full or with nought to three gaps."""

from __future__ import annotations

import os
from random import Random

import pytest

from tests.second.compare import report
from tests.second.generator import patient

SOAK = os.environ.get("CONSULT_SOAK") == "1"
BATCHES, SIZE = (100, 1000) if SOAK else (10, 500)
LIMIT = 20_000 if SOAK else 4_000
"""Items with more combinations of gaps than this are left out of a patient's comparison."""


@pytest.mark.timeout(0 if SOAK else 300)
@pytest.mark.parametrize("batch", range(BATCHES))
def test_agreement(batch: int) -> None:
    rng = Random(20260301 + batch)
    found = report([patient(rng)[1] for _ in range(SIZE)], LIMIT)
    assert not found, f"\n{found}"
