"""`python -m tests.second.soak [--patients N]`: both implementations on many seeded patients, in bounded memory.

`--index N` shows one patient of a seed, and what the two say of it.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.second.compare import disagreements, minimise
from tests.second.envelope import INPUTS, ITEMS, LIMITS, read
from tests.second.generator import FIRST_UNIT, HARD, SECOND_UNIT, numbered

SEED = 20260301
LIMIT = 20_000
"""Items with more combinations of gaps than this are left out of a patient's comparison."""
EVERY = 2_000
MOST_SHOWN = 40
"""Kinds of disagreement that are printed with their smallest patient."""
SECOND_KEYS = frozenset(key for key, _factor in SECOND_UNIT.values())

Document = dict[str, Any]


class Soak:
    """Compares patient after patient, and keeps nothing of them but counts and one example of each difference."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self.patients = 0
        self.seen: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.shown: set[tuple[str, str]] = set()

    def visit(self, index: int) -> None:
        """Compare one patient, and print what is new of it."""
        document = numbered(self._seed, index)
        self.patients += 1
        self.kinds.update(set(kinds(document)))
        try:
            found = disagreements(document, LIMIT, seen=self.seen)
        except Exception:
            self.seen["disagreements"] += 1
            place = traceback.extract_tb(sys.exc_info()[2])[-1]
            if (place.filename, str(place.lineno)) not in self.shown and len(self.shown) < MOST_SHOWN:
                self.shown.add((place.filename, str(place.lineno)))
                print(f"seed {self._seed} index {index}:\n{traceback.format_exc()}", flush=True)
            return
        self.seen["disagreements"] += len(found)
        for (item, key), text in found.items():
            if (item, key) not in self.shown and len(self.shown) < MOST_SHOWN:
                self.shown.add((item, key))
                small = json.dumps(minimise(document, item, key, LIMIT))
                print(f"seed {self._seed} index {index}: {item}.{text}\n    {small}", flush=True)

    def compared(self) -> int:
        """How many scores were compared."""
        return sum(
            count for name, count in self.seen.items() if name.endswith(" gaps") and name != "more gaps"
        )


def kinds(document: Document) -> Iterator[str]:
    """What is special about a patient: words that are counted once a patient."""
    known = read(document)
    asked = {name for names in INPUTS.values() for name in names}
    if any(name not in known and name not in known["ranges"] for name in asked):
        yield "with something not recorded"
    given = [(key, value) for key, value in document.items() if key in HARD]
    given += [("lesion.size_mm", one.get("size_mm")) for one in document.get("lesions") or ()]
    if any(isinstance(value, dict) for _key, value in given):
        yield "with a number known only within limits"
    if any(value is None for key, value in given if key == "lesion.size_mm"):
        yield "with a nodule of unknown size"
    if any(one["status"] == "indeterminate" for one in document.get("lesions") or ()):
        yield "with an indeterminate nodule"
    if SECOND_KEYS & set(document):
        yield "with a value in the second unit"
    canonical = {FIRST_UNIT.get(name, name): name for name in LIMITS}
    for key, value in document.items():
        if key in canonical and isinstance(value, int | float):
            (low, high), thresholds = LIMITS[canonical[key]]
            if value in thresholds:
                yield "with a value exactly on a threshold"
            if value in (low, high):
                yield "with a value on a hard limit"
    if known["gated"]:
        yield "with another tumour or under 18"


def main() -> int:
    """Compare and count; 1 when the two disagreed, a patient could not be compared, or nothing was compared."""
    parser = argparse.ArgumentParser(prog="python -m tests.second.soak", description=__doc__)
    parser.add_argument("--patients", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0, help="go on with this patient of the seed")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--index", type=int, help="only this patient of the seed")
    wanted = parser.parse_args()
    soak = Soak(wanted.seed)
    if wanted.index is not None:
        print(json.dumps(numbered(wanted.seed, wanted.index), indent=2))
        soak.visit(wanted.index)
        return _verdict(soak, wanted.seed)
    began = time.monotonic()
    print("  patients    compared   a second     memory   disagreements", flush=True)
    for index in range(wanted.first, wanted.first + wanted.patients):
        soak.visit(index)
        if soak.patients % EVERY == 0:
            rate = soak.patients / (time.monotonic() - began)
            print(
                f"{soak.patients:10,} {soak.compared():11,} {rate:10.0f} {_memory_mb():7.1f} MB "
                f"{soak.seen['disagreements']:15,}",
                flush=True,
            )
    return _verdict(soak, wanted.seed)


def _verdict(soak: Soak, seed: int) -> int:
    for kind, count in soak.kinds.most_common():
        print(f"{count / soak.patients:7.1%} of the patients {kind}")
    for name, words in (
        *((f"{n} gaps", f"of the scores with {n} of their inputs open, compared") for n in range(4)),
        ("more gaps", "of the scores with more than 3 inputs open, left out"),
        ("too many", f"of the scores with more than {LIMIT:,} combinations, left out"),
    ):
        print(f"{soak.seen[name] / max(1, soak.patients * len(ITEMS)):7.1%} {words}")
    compared, differ = soak.compared(), soak.seen["disagreements"]
    print(
        f"{soak.patients:,} patients of seed {seed}, {len(ITEMS)} scores, {compared:,} comparisons: "
        f"{'no' if not differ else f'{differ:,}'} disagreement{'s' if differ > 1 else ''}."
    )
    return 1 if differ or not compared else 0


def _memory_mb() -> float:
    import psutil

    return float(psutil.Process().memory_info().rss) / (1024 * 1024)


if __name__ == "__main__":
    sys.exit(main())
