"""Windows: the program itself, typed in, stopped anywhere, watched from its start to its end."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.soak.journeys import CALLS, ENCODINGS, Journey, look, travel
from tests.soak.screen import screen
from tests.soak.tracer import Traced
from tests.soak.typed import Instants, instants
from tests.soak.window_words import CANARIES
from tests.soak.work import Prepared


@pytest.fixture(scope="module")
def shown() -> Iterator[dict[str, str]]:
    with screen() as display:
        yield display


def test_h34_a_window_stopped_at_any_instant_has_lost_a_second_of_typing_at_most(
    prepared: Prepared, room: Path, shown: dict[str, str]
) -> None:
    result = Instants()
    instants(prepared, room, shown, count=5, seed=7, result=result)
    print(result)
    assert result.wrong == []
    assert (result.killed, result.frozen) == (1, 4)
    assert result.drafts > 0
    assert result.keys > 5


@pytest.mark.traced
def test_h40_a_whole_consultation_writes_no_word_of_a_patient_and_opens_no_way_out(
    prepared: Prepared, room: Path, shown: dict[str, str]
) -> None:
    """From the first key to the last: kept, amended, on paper, queued, backed up, found, locked, closed."""
    seen = travel(prepared, room / "user", shown)
    print(seen)
    assert seen.wrong == []
    assert seen.calls > 500
    assert seen.written > 100_000
    assert seen.files > 8


@pytest.mark.traced
def test_what_a_journey_must_not_do_is_seen(room: Path) -> None:
    """A socket of the network, a word of the patient written in any encoding, or as a name."""

    def work(_say: object) -> None:
        socket.socket(socket.AF_INET).close()
        socket.socket(socket.AF_UNIX).close()
        for number, code in enumerate(ENCODINGS):
            file = os.open(room / f"planted-{number}", os.O_CREAT | os.O_WRONLY)
            os.write(file, b"before " + CANARIES[1].encode(code) + b" after")
            os.writev(file, [b"nothing", CANARIES[0].encode(code)])
            os.close(file)
        os.rename(room / "planted-0", room / CANARIES[2])

    journey = Journey()
    with Traced(work, CALLS) as child:
        for call in child.calls():
            look(call, journey)
    assert journey.sockets == {"family 2": 1, "AF_UNIX": 1}
    assert "a socket of family 2" in journey.wrong
    assert "rename of a name that tells of the patient" in journey.wrong
    for number, code in enumerate(ENCODINGS):
        assert f"planted-{number} was given {CANARIES[1]} in {code}" in journey.wrong
        assert any(one.startswith(f"planted-{number} was given {CANARIES[0]} in ") for one in journey.wrong)
