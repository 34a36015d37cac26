"""Clinic decisions: where kept plans, judgements and stages differ from what the rules said, and why.

The last kept version of each consultation counts, beside the statuses kept with it. Who decided is never read.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from consult.clinic_report import ASIDES, Aside
from consult.consultation import Consultation
from consult.consultation_file import KEY, read_consultation
from consult.errors import InputError
from consult.judge import AGAINST, CANNOT_TELL, NOT_APPLICABLE, USUALLY_NOT
from consult.records import Identity, Kept

DIFFERING = frozenset({USUALLY_NOT, AGAINST, NOT_APPLICABLE, CANNOT_TELL})
"""An option chosen with one of these was not among those that the rules said could be taken."""
HIDDEN = "…"
_LEAST_HIDDEN = 2
_OWN_STAGE = "clinician_{}_stage"
Kind = Literal["planned", "judged", "stage"]
"""Chosen in the plan; a written judgement that differs from the status; an own stage beside the derived one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """`subject` is a treatment or a staging system, `said` the status or the stages of the rules, `own` the stage."""

    kind: Kind
    subject: str
    said: tuple[str, ...]
    own: str = ""
    reason: str = ""
    reasoned: bool = False
    """Whether a reason was recorded; its words may be withheld."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """All of them with how many consultations each stands in, those that stand in most first."""

    total: int
    """Consultations counted."""
    differing: int
    """Those with at least one decision of the list."""
    found: tuple[tuple[Decision, int], ...]
    aside: Mapping[Aside, int]

    def withheld(self) -> Decisions:
        """Without the words of the reasons: free text can name somebody, whatever was left out of it."""
        counts: Counter[Decision] = Counter()
        for decision, count in self.found:
            counts[replace(decision, reason="")] += count
        return replace(self, found=_ordered(counts))


class DecisionTally:
    """Counts one version after another; holds the decisions found and their counts."""

    def __init__(self) -> None:
        self._total = self._differing = 0
        self._counts: Counter[Decision] = Counter()
        self._spelt: dict[str, str] = {}
        self._aside: Counter[Aside] = Counter()

    def add(self, kept: Kept | None) -> None:
        """Count the last version of a consultation, or one that cannot be read."""
        if kept is None:
            self._aside["unreadable"] += 1
            return
        if not kept.outcome.edition:
            self._aside["unreckoned"] += 1
            return
        try:
            found = tuple(decisions(kept))
        except (InputError, ValueError):
            self._aside["unreadable"] += 1
            return
        self._total += 1
        self._differing += bool(found)
        self._counts.update({self._as_first_spelt(one) for one in found})

    def report(self) -> Decisions:
        """What was counted so far."""
        return Decisions(
            total=self._total,
            differing=self._differing,
            found=_ordered(self._counts),
            aside={why: self._aside[why] for why in ASIDES if self._aside[why]},
        )

    def _as_first_spelt(self, decision: Decision) -> Decision:
        """A reason that differs in case or at its end alone is the same one."""
        key = decision.reason.casefold().rstrip(" .。；;")
        return replace(decision, reason=self._spelt.setdefault(key, decision.reason))


def decisions(kept: Kept) -> Iterator[Decision]:
    """Of one version. Raises InputError or ValueError where its case cannot be read."""
    case = json.loads(kept.case)
    if not isinstance(case, dict):
        raise ValueError("not an object")
    said = read_consultation(case[KEY], draft=True) if KEY in case else Consultation()
    planned = set()
    for treatment in said.plan.treatments if said.plan.kind == "chosen" else ():
        status = kept.outcome.statuses.get(treatment)
        if status in DIFFERING:
            planned.add(treatment)
            yield _decision("planned", treatment, (status,), _reason_of(said, treatment), kept.identity)
    for judged in said.disagreements:
        if judged.treatment not in planned:
            yield _decision("judged", judged.treatment, (judged.status,), judged.reason, kept.identity)
    for item, result in kept.outcome.results.items():
        own = result.get("clinician") if isinstance(result, Mapping) else None
        if own and (stages := _stages(result)) and own["stage"] not in stages:
            made = _decision("stage", item, stages, own["reason"] or "", kept.identity)
            yield replace(made, own=own["stage"])


def without_identity(text: str, identity: Identity) -> str:
    """A reason on one line, without code, name and birth date of the patient it was written of."""
    line = " ".join(text.split())
    for name in sorted(_names(identity), key=len, reverse=True):
        bare = re.escape(name)
        # A code such as "12" is no part of "12 mm2" or "A-120"; Chinese is written without spaces.
        pattern = rf"(?<![0-9A-Za-z]){bare}(?![0-9A-Za-z])" if name.isascii() else bare
        line = re.sub(pattern, HIDDEN, line, flags=re.IGNORECASE)
    return line


def _decision(kind: Kind, subject: str, said: tuple[str, ...], reason: str, whose: Identity) -> Decision:
    line = without_identity(reason, whose)
    return Decision(kind=kind, subject=subject, said=said, reason=line, reasoned=bool(line))


def _reason_of(said: Consultation, treatment: str) -> str:
    """Why a treatment was chosen: what was written of its status, else of the plan, else of the leaning."""
    judged = said.judgement_of(treatment)
    leaning = said.leaning.reason if said.leaning and said.leaning.treatment == treatment else ""
    return (judged.reason if judged else "") or said.plan.reason or leaning


def _stages(result: Mapping[str, Any]) -> tuple[str, ...]:
    """The derived stage, or those still possible."""
    return (result["stage"],) if result.get("stage") else tuple(result.get("possible_stages") or ())


def _names(identity: Identity) -> set[str]:
    names = {identity.code, identity.name, *identity.name.split()}
    if (born := identity.birth_date) is not None:
        year, month, day = born.year, born.month, born.day
        names |= {born.isoformat(), f"{year}/{month}/{day}", f"{year}.{month}.{day}"}
        names |= {f"{year}年{month}月{day}日", f"{day:02}.{month:02}.{year}", f"{day:02}/{month:02}/{year}"}
    return {name for name in names if len(name) >= _LEAST_HIDDEN}


def _ordered(counts: Mapping[Decision, int]) -> tuple[tuple[Decision, int], ...]:
    def place(one: tuple[Decision, int]) -> tuple[object, ...]:
        decision, count = one
        return -count, decision.kind, decision.subject, decision.said, decision.own, decision.reason

    return tuple(sorted(counts.items(), key=place))
