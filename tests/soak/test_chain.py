"""Chain: nothing can be done to a line of the log, or to two, that is not found."""

from __future__ import annotations

from pathlib import Path

from tests.soak.chain import COLUMNS, forge, lengthen
from tests.soak.work import Prepared

LINES = 20


def test_h35_whatever_is_done_to_a_line_of_the_log_is_found(prepared: Prepared, room: Path) -> None:
    """Every value changed, every line removed, every two exchanged; with new digests as well."""
    place = prepared.copy(room / "forged")
    lengthen(place, LINES)
    result = forge(place)
    print(result)
    assert result.wrong == []
    lines = result.lines
    assert lines >= LINES
    assert result.tried == {
        "changed": lines * len(COLUMNS),
        "changed with new digests": lines,
        "removed": lines,
        "removed, numbered and digested anew": lines,
        "exchanged": lines * (lines - 1) // 2,
    }
