"""Faults: whichever call the disk refuses, it is said in a sentence, nothing changes, and the next try succeeds."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from consult.hcc.declared import DECLARED
from consult.phrases import Words
from consult.records import RecordError
from tests.soak.faults import ERRORS, WAYS, Faults, fail_at_every_call
from tests.soak.work import JOBS, Prepared

pytestmark = pytest.mark.traced


def said_in_words(result: Faults) -> None:
    for code in set(result.codes) - {""}:
        for language in ("en", "zh_CN"):
            sentence = Words(language, DECLARED).error(RecordError(code))
            assert sentence.endswith((".", "。"))
            assert "_" not in sentence


@pytest.mark.parametrize(("number", "way"), list(enumerate(WAYS)))
def test_h34_whichever_call_of_a_save_the_disk_refuses_the_old_stays_and_the_next_save_is_kept(
    number: int, way: str, prepared: Prepared, room: Path
) -> None:
    """Every call, with one error or the other."""
    error = ERRORS[number % 2]
    result = fail_at_every_call(
        prepared, room / "place", "keep", ways=[(way, error)], since="unlock", every=5 if number else 1
    )
    print(result)
    assert result.wrong == []
    assert number or {"write", "pwrite64", "fsync", "openat"} <= set(result.at)
    assert result.codes["disk_full" if error == errno.ENOSPC else "disk_error"] > 3
    said_in_words(result)


def test_h34_a_file_encrypted_anew_on_a_disk_that_refuses_opens_with_the_key_that_is_told(
    prepared: Prepared, room: Path
) -> None:
    """Whether it failed before or after the file had the new key, or whether even that could not be seen."""
    ways = [(WAYS[0], errno.EIO), (WAYS[1], errno.ENOSPC)]
    result = fail_at_every_call(prepared, room / "place", "people", ways=ways, since="password", every=13)
    print(result)
    assert result.wrong == []
    assert result.codes["locked"] > 3
    said_in_words(result)


@pytest.mark.parametrize("job", [job for job in JOBS if job not in ("keep", "save", "people")])
def test_h34_whatever_else_the_disk_refuses_the_old_stays(
    job: str, prepared: Prepared, empty: Prepared, room: Path
) -> None:
    records = empty if job == "set_up" else prepared
    ways = [(WAYS[0], errno.EIO), (WAYS[1], errno.ENOSPC)]
    result = fail_at_every_call(records, room / "place", job, ways=ways, every=47)
    print(result)
    assert result.wrong == []
    said_in_words(result)
