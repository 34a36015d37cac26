"""Oracle: the status of a treatment read row by row from the written order of product.md, and what gaps may hide.

Nothing here knows masks. A row is asked criterion by criterion; a gap is filled with every representative value
and everything is derived again.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, pairwise, product
from typing import Any

from consult.catalog import Catalog, Criterion
from consult.facts import Facts
from consult.fields import Field
from consult.hcc.derive import SCHEMA, derive
from consult.rules import answer, fact_of
from consult.truth import Truth

Document = dict[str, Any]

NOT_ANSWERS = frozenset({"unknown", "nx", "not_examined", "indeterminate"})
"""Members that leave the question open."""
MUST_HOLD = ("applies_when", "required", "required_trial")
ACT_WHEN_TRUE = ("absolute_contraindication", "relative_contraindication")

CHECKPOINT = ("atezolizumab_bevacizumab", "durvalumab_tremelimumab", "nivolumab_ipilimumab")

SCORE_LIMITS: Mapping[str, tuple[float, ...]] = {
    # Where scores and stages change (scores.md), beside the limits that the catalogue itself names.
    "bilirubin_umol_per_l": (17.1, 34, 34.2, 51, 51.3, 68, 171),
    "albumin_g_per_l": (28, 35),
    "inr": (1.7, 2.3),
    "platelets_10e9_per_l": (90, 100, 110, 120, 150),
    "afp_ng_per_ml": (20, 100, 200, 400, 500, 1000),
    "age_years": (12, 18, 55, 65, 70),
    "creatinine_umol_per_l": (60, 90, 130, 200, 260, 350),
    "tnf_alpha_pg_per_ml": (2.5,),
    "ifn_gamma_pg_per_ml": (7.0,),
    "tumour_liver_percent": (50, 70),
    "hvpg_mmhg": (10,),
    "lsm_kpa": (15, 20, 25),
}


class Oracle:
    """Plain reading of a catalogue while one guideline leads."""

    def __init__(self, catalog: Catalog, guideline: str) -> None:
        self.treatments = tuple(catalog.treatments)
        self._rows = {
            treatment: [
                (rule.effect, rule.kind, rule.when)
                for rule in catalog.rules.values()
                if treatment in rule.applies_to
                and rule.scheme in ("", guideline)
                and rule.effect in (*MUST_HOLD, *ACT_WHEN_TRUE)
            ]
            for treatment in self.treatments
        }
        self._positions = {
            treatment: [
                (position.position in ("first_option", "option"), position.when)
                for position in catalog.positions.values()
                if position.guideline == guideline and position.treatment == treatment
            ]
            for treatment in self.treatments
        }
        self.facts = tuple(
            {
                fact_of(criterion): None
                for conditions in (*self._rows.values(), *self._positions.values())
                for condition in conditions
                for criterion in condition[-1]
            }
        )

    def statuses(self, facts: Facts) -> dict[str, str | None]:
        """The status of each treatment for a fully known patient; None where a row or stage cannot be answered."""
        known: dict[Criterion, Truth] = {}

        def state(when: Iterable[Criterion]) -> Truth:
            result = Truth.YES
            for criterion in when:
                if criterion not in known:
                    known[criterion] = answer(criterion, facts.value(fact_of(criterion)))
                result = result & known[criterion]
            return result

        return {
            treatment: self._status(self._rows[treatment], self._positions[treatment], state)
            for treatment in self.treatments
        }

    def _status(
        self,
        rows: Iterable[tuple[str, str, tuple[Criterion, ...]]],
        positions: Iterable[tuple[bool, tuple[Criterion, ...]]],
        state: Callable[[Iterable[Criterion]], Truth],
    ) -> str | None:
        acts: set[str] = set()
        unanswered = False
        for effect, kind, when in rows:
            found = state(when)
            if found is Truth.UNKNOWN:
                unanswered = unanswered or kind != "feasibility"
            elif found is (Truth.NO if effect in MUST_HOLD else Truth.YES):
                acts.add(effect)
        if unanswered:
            return None
        if "applies_when" in acts:
            return "does_not_apply"
        if acts & {"absolute_contraindication", "required"}:
            return "advised_against"
        if acts & {"relative_contraindication", "required_trial"}:
            return "usually_not"
        for listed, when in positions:
            if state(when) is Truth.YES:
                return "usual_option" if listed else "possible"
        return "possible"

    def reachable(self, completions: Iterable[Document]) -> dict[str, set[str | None]]:
        """Every status that some completion gives, per treatment; equal facts are judged once."""
        found: dict[str, set[str | None]] = {treatment: set() for treatment in self.treatments}
        seen: set[tuple[Any, ...]] = set()
        for document in completions:
            facts = derive(SCHEMA.read(document))
            key = tuple(facts.value(fact) for fact in self.facts)
            if key not in seen:
                seen.add(key)
                for treatment, status in self.statuses(facts).items():
                    found[treatment].add(status)
        return found


def completions(catalog: Catalog, document: Document, missing: Iterable[str]) -> Iterator[Document]:
    """The patient with every representative value of each missing field."""
    names = tuple(missing)
    choices = [values(catalog, name) for name in names]
    for chosen in product(*choices):
        filled = {**document, **dict(zip(names, chosen, strict=True))}
        if consistent(filled):
            yield filled


def consistent(document: Document) -> bool:
    """False where a dated checkpoint inhibitor contradicts the answer "not in the last 90 days"."""
    if document.get("ici_last_90_days") == "yes" or document.get("exclusion_checklist") == "none_apply":
        return True
    courses = document.get("prior_treatments", ())
    return not any(
        course["type"] in CHECKPOINT and course.get("date", "") > "2025-12-01" for course in courses
    )


def values(catalog: Catalog, name: str) -> list[Any]:
    """Representative values of a field, as JSON: all members; numbers around every limit and over the range."""
    return _values(id(catalog), catalog, SCHEMA.by_id[name])


_CACHE: dict[tuple[int, str], list[Any]] = {}


def _values(key: int, catalog: Catalog, field: Field) -> list[Any]:
    found = _CACHE.get((key, field.id))
    if found is None:
        found = _CACHE[key, field.id] = _make_values(catalog, field)
    return found


def _make_values(catalog: Catalog, field: Field) -> list[Any]:
    if field.id in _SPECIAL:
        return _SPECIAL[field.id]()
    if field.type == "choice":
        return [c for c in field.choice_ids() if c not in NOT_ANSWERS]
    if field.type == "flag":
        return [True, False]
    if field.type == "choices":
        return [[], *([c] for c in field.choice_ids())]
    if field.type == "date":
        return ["2024-01-15", "2025-12-01", "2026-02-01", "2026-03-02"]
    if field.type == "texts":
        return [[]]
    if field.type == "integer" and field.choices:
        return [int(c) for c in field.choice_ids() if c != "unknown"]
    return _numbers(catalog, field)


def _numbers(catalog: Catalog, field: Field) -> list[Any]:
    assert field.hard is not None
    low, high = field.hard
    limits = {*SCORE_LIMITS.get(field.id, ()), *thresholds(catalog).get(field.id, ())}
    step = 1.0 if field.type == "integer" else 0.01
    found = {low, high}
    for limit in limits:
        found |= {limit - step, limit, limit + step}
    ordered = sorted(limits | {max(low, 0.01), high})
    found |= {(a * b) ** 0.5 for a, b in pairwise(ordered) if a > 0}
    inside = sorted({round(v) if field.type == "integer" else round(v, 4) for v in found})
    return [v for v in inside if low <= v <= high]


@functools.cache
def _thresholds(conditions: tuple[tuple[Criterion, ...], ...]) -> dict[str, set[float]]:
    found: dict[str, set[float]] = {}
    for when in conditions:
        for criterion in when:
            members = criterion.value if isinstance(criterion.value, tuple) else (criterion.value,)
            numbers = {v for v in members if isinstance(v, float)}
            found.setdefault(criterion.fact, set()).update(numbers)
    return found


def thresholds(catalog: Catalog) -> dict[str, set[float]]:
    """Fact -> every number the catalogue compares it with."""
    rows = tuple(rule.when for rule in catalog.rules.values())
    return _thresholds((*rows, *(position.when for position in catalog.positions.values())))


SIZES = (5, 9, 10, 20, 21, 29, 30, 31, 39, 40, 41, 45, 46, 50, 51, 60, 65, 66, 70, 71, 80, 81, 100, 101, 150)
"""Around every size at which a row, a stage or a transplant criterion changes."""
TREATED = {"size_mm": 20, "status": "complete_response"}


def _lesions() -> list[Any]:
    plain = {
        "near_major_bile_duct": False,
        "near_bowel": False,
        "near_large_vessel": False,
        "near_diaphragm": False,
        "near_gallbladder": False,
        "near_heart": False,
        "subcapsular": False,
        "visible_on_us": "yes",
    }
    found: list[Any] = [[], [TREATED], [{**TREATED, "size_mm": 60}], [TREATED] * 4]
    found += [[{"size_mm": size, "visible_on_us": "no"}] for size in (20, 45, 120)]
    for size in SIZES:
        for count in (1, 2, 3, 4, 5, 6, 8, 13):
            for rest in {5, size, max(5, size - 12)}:
                if count > 1 or rest == size:
                    found.append([{"size_mm": size, **plain}, *([{"size_mm": rest, **plain}] * (count - 1))])
    return found


def _prior_treatments() -> list[Any]:
    kinds = next(part for part in SCHEMA.by_id["prior_treatments"].parts if part.id == "type").choice_ids()
    found: list[Any] = [[]]
    for kind in kinds:
        found.append([{"type": kind, "stopped_for": "progression"}])
        found.append([{"type": kind, "date": "2026-02-20", "stopped_for": "toxicity"}])
        found.append([{"type": kind, "date": "2024-02-20", "stopped_for": "toxicity"}])
    systemic = kinds[kinds.index("sorafenib") : kinds.index("other_systemic") + 1]
    for two in combinations(systemic, 2):
        found.append([{"type": kind, "stopped_for": "progression"} for kind in two])
    found.append([{"type": kind, "stopped_for": "progression"} for kind in systemic[:3]])
    found.append([{"type": "resection"}, {"type": "sorafenib", "stopped_for": "progression"}])
    found.append([{"type": "tace_conventional"}, {"type": "lenvatinib", "stopped_for": "progression"}])
    return found


_SPECIAL: Mapping[str, Callable[[], list[Any]]] = {
    "lesions": _lesions,
    "prior_treatments": _prior_treatments,
    "herbal_products": lambda: [[], ["he shou wu"]],
}
