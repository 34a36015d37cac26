"""`python -m tests.soak [kills|faults|power|log|typing|journey]`: the proofs of the records at full size, in counts."""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.soak.chain import forge, lengthen
from tests.soak.conftest import MEMORY
from tests.soak.faults import ERRORS, WAYS, fail_at_every_call
from tests.soak.journeys import travel
from tests.soak.kills import kill_at_every_call
from tests.soak.power import Cuts, cut_power, recorded, synchronous
from tests.soak.screen import screen
from tests.soak.tracer import is_there
from tests.soak.typed import Instants, instants
from tests.soak.work import JOBS, Prepared, prepare

IMAGES, WEAK_IMAGES, ONE_RUN = 10_000, 500, 250
"""Power cuts, those with weaker flushing, and how many are made of one recorded run."""
INSTANTS, OF_A_WINDOW = 1000, 20
"""At which a window is killed, or frozen and its files copied, and how many of them one window has."""
LINES = 150
Told = tuple[str, list[str]]


class Proofs:
    """Each is a method that says, part by part, what it did and what was wrong."""

    def __init__(self, room: Path) -> None:
        self._room = room
        self._prepared = prepare(room / "prepared")
        (room / "empty").mkdir()

    def _of(self, job: str) -> Prepared:
        if job != "set_up":
            return self._prepared
        return Prepared(self._room / "empty", (), self._prepared.erasable, self._prepared.backup)

    def kills(self) -> Iterator[Told]:
        """Before every call of every job."""
        for job in JOBS:
            result = kill_at_every_call(self._of(job), self._room / "place", job)
            yield f"{job}: {result}", result.wrong

    def faults(self) -> Iterator[Told]:
        """Every call of every job, with both errors in all ways."""
        ways = list(itertools.product(WAYS, ERRORS))
        for job in JOBS:
            result = fail_at_every_call(self._of(job), self._room / "place", job, ways=ways)
            yield f"{job}: {result}", result.wrong

    def power(self) -> Iterator[Told]:
        """Cuts of run after run, and the same with flushing that is too weak, which must lose something."""
        cuts, seed = Cuts(), 0
        while cuts.images < IMAGES:
            for job in JOBS:
                run = recorded(self._of(job), self._room / "place", job)
                times = min(ONE_RUN, IMAGES - cuts.images)
                cut_power(self._of(job), run, job, self._room / "image", times, seed, cuts)
            seed += 1
        yield str(cuts), cuts.wrong
        weak = Cuts()
        with synchronous("NORMAL"):
            run = recorded(self._prepared, self._room / "place", "save")
        cut_power(self._prepared, run, "save", self._room / "image", WEAK_IMAGES, 0, weak)
        yield (
            f"with synchronous = NORMAL: {weak}, as it must be",
            [] if weak.wrong else ["with NORMAL nothing was lost: the cuts are too kind"],
        )

    def log(self) -> Iterator[Told]:
        """Every line of a log, forged."""
        place = self._prepared.copy(self._room / "forged")
        lengthen(place, LINES)
        result = forge(place)
        yield str(result), result.wrong

    def typing(self) -> Iterator[Told]:
        """Windows that are typed in, at random instants."""
        result = Instants()
        with screen() as shown:
            for seed in range(INSTANTS // OF_A_WINDOW):
                instants(self._prepared, self._room, shown, count=OF_A_WINDOW, seed=seed, result=result)
        yield str(result), result.wrong

    def journey(self) -> Iterator[Told]:
        """A whole consultation, watched."""
        with screen() as shown:
            seen = travel(self._prepared, self._room / "user", shown)
        yield str(seen), seen.wrong


NEED_TRACING = ("kills", "faults", "power", "journey")


def main() -> int:
    """Run the named proofs, or all."""
    names = [name for name in vars(Proofs) if not name.startswith("_")]
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*names, []], help="which (all)")
    chosen = parser.parse_args().names or names
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="soak-", dir=MEMORY if MEMORY.is_dir() else None) as room:
        proofs = Proofs(Path(room))
        for name in chosen:
            if name in NEED_TRACING and not is_there():
                print(f"{name}: not run, for no child can be traced here")
                continue
            begun = time.monotonic()
            proof: Callable[[], Iterator[Told]] = getattr(proofs, name)
            for told, found in proof():
                print(f"{name} · {told} ({time.monotonic() - begun:.0f} s)", flush=True)
                for one in found[:20]:
                    print(f"    {one}", flush=True)
                wrong += len(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
