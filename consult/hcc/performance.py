"""Performance: ECOG as entered, or estimated from the Karnofsky status."""

from __future__ import annotations

from typing import Any

from consult.hcc.possible import members, only
from consult.results import Derived, Result, open_inputs
from consult.values import UNKNOWN, is_certain, one_of

KPS = tuple(range(0, 101, 10))


def ecog_kps(ecog: Any, kps: Any) -> Derived:
    """ECOG performance status: the entered one, else the one estimated from KPS.

    KPS 90-100 = 0, 70-80 = 1, 50-60 = 2, 30-40 = 3, 10-20 = 4, 0 = 5: Korean J Hosp Palliat Care 2019;22:67-76;
    ECOG: Oken MM, Am J Clin Oncol 1982;5:649-655. There is no official map; another in use gives KPS 80-90 = 1
    and 60-70 = 2. An entered ECOG wins, and a KPS that says otherwise is flagged.
    """
    mapped = tuple(sorted({_ecog(points) for points in members(kps, KPS)}))
    estimated = ecog is UNKNOWN
    possible = mapped if estimated else members(ecog, range(5))
    flags = []
    if estimated and kps is not UNKNOWN:
        flags.append("estimated_from_kps")
    elif kps is not UNKNOWN and not set(mapped) & set(possible):
        flags.append("ecog_kps_differ")
    missing: tuple[str, ...] = ()
    if len(possible) > 1:
        missing = open_inputs(("ecog", "kps"), (ecog, kps)) if estimated else ("ecog",)
    fact = UNKNOWN if kps is UNKNOWN else one_of(mapped)
    return Derived(
        facts={"ecog_from_kps": fact},
        missing={"ecog_from_kps": () if is_certain(fact) else ("kps",)},
        results=(
            Result(
                item="ecog_kps",
                values={"ecog": only(possible), "possible_ecogs": list(possible)},
                missing=missing,
                flags=tuple(flags),
                source="oken-1982",
                rule_version="ECOG 1982; KPS map 2019",
            ),
        ),
    )


def _ecog(kps: int) -> int:
    return 5 - (kps + 10) // 20
