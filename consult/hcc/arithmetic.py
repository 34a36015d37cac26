"""Arithmetic of the core results: points, terms and criteria behind each, asked of the scores' own functions."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import product
from types import FunctionType
from typing import Any, cast

from consult.arithmetic import Arithmetic, Reading, State, Step
from consult.facts import Facts
from consult.hcc import liver, meld, portal, staging, tnm, transplant
from consult.hcc.declared import DECLARED
from consult.hcc.possible import assumed, in_order, shapes, vein_levels
from consult.hcc.spread import hepatic_options, portal_options
from consult.results import Result
from consult.values import UNKNOWN, is_certain, options

_NODULES = ("lesion_count", "largest_lesion_mm")
_FACT_OF_LIMIT = {
    "number": "lesion_count",
    "largest_mm": "largest_lesion_mm",
    "total_mm": "total_diameter_mm",
    "sum_up_to_seven": "step.sum_up_to_seven",
}


def arithmetic(item: str, facts: Facts) -> Arithmetic:
    """How a core result comes about. Raises KeyError for a result that has no arithmetic of its own."""
    ages = facts.dates.ages
    return replace(
        _MADE[item](facts, facts.results[item]),
        ages=tuple(ages[name] for name in facts.inputs_used(item) if name in ages) if ages else (),
        validity=facts.validity(item),
        own=facts.own_stage(item),
    )


# -- scores ----------------------------------------------------------------------------------------------------


def _child_pugh(facts: Facts, result: Result) -> Arithmetic:
    points = _ask(liver.component_points, facts)
    clotting = "inr"
    if facts.value("inr") is UNKNOWN and facts.value("pt_seconds_prolonged") is not UNKNOWN:
        clotting = "pt_seconds_prolonged"
    names = ("bilirubin_umol_per_l", "albumin_g_per_l", clotting, "ascites", "encephalopathy_grade")
    steps = [
        Step(
            label=name,
            kind="points",
            reads=_readings(facts, name),
            contribution=found,
            state="counts" if len(found) == 1 else "open",
        )
        for name, found in zip(names, points, strict=True)
    ]
    low, high = sum(min(found) for found in points), sum(max(found) for found in points)
    least, most = result.values["points_min"], result.values["points_max"]
    if low != high:
        for name in ("child_pugh_class", "child_pugh_points"):
            if name in facts.recorded:
                reads = _readings(facts, name)
                steps.append(Step(label=name, kind="entered", reads=reads, contribution=(least, most)))
    numbers = tuple(
        (f"{name.lower()}_{end}", value)
        for name, ends in liver.class_points().items()
        for end, value in zip(("low", "high"), ends, strict=True)
    )
    return Arithmetic(
        result=result,
        steps=tuple(steps),
        formula="formula.child_pugh",
        numbers=numbers,
        total=(low, high),
    )


def _albi(facts: Facts, result: Result) -> Arithmetic:
    names = ("bilirubin_umol_per_l", "albumin_g_per_l")
    values = [facts.value(name) for name in names]
    least, greatest = liver.albi_ends(*values)
    ends = (liver.albi_terms(*least), liver.albi_terms(*greatest))
    expressions = (
        f"{liver.ALBI_BILIRUBIN} × log10({_set(least[0])})",
        f"−{liver.ALBI_ALBUMIN} × {_set(least[1])}",
    )
    steps = tuple(
        _term(name, _readings(facts, name), (ends[0][at], ends[1][at]), expressions[at])
        for at, name in enumerate(names)
    )
    cuts = zip(("grade_1", "grade_2a", "grade_2b"), liver.ALBI_CUTS, strict=True)
    weights = (("bilirubin", liver.ALBI_BILIRUBIN), ("albumin", liver.ALBI_ALBUMIN))
    return Arithmetic(
        result=result,
        steps=steps,
        formula="formula.albi",
        numbers=(*weights, *cuts),
        total=(sum(ends[0]), sum(ends[1])),
    )


def _meld_family(facts: Facts, result: Result) -> Arithmetic:
    parts, weight = _ask(meld.meld_3_parts, facts), meld.MELD_3
    bilirubin, creatinine = _set(math.exp(parts.ln_bilirubin[0])), _set(math.exp(parts.ln_creatinine[0]))
    sodium, albumin = _set(parts.below_137[0]), _set(parts.below_35[0])
    kidney: tuple[str, ...] = ("creatinine_umol_per_l", "albumin_g_per_l")
    if facts.value("dialysis_twice_last_week") is True:
        kidney = ("creatinine_umol_per_l", "dialysis_twice_last_week", "albumin_g_per_l")
    given_by = ("sex",) if facts.value("age_years") is UNKNOWN else ("sex", "age_years")
    steps = (
        _term(
            "step.bilirubin_sodium",
            _readings(facts, "bilirubin_umol_per_l", "sodium_mmol_per_l"),
            parts.bilirubin_and_sodium,
            f"{weight.bilirubin} × ln({bilirubin}) + {weight.sodium} × {sodium}"
            f" − {weight.bilirubin_sodium} × {sodium} × ln({bilirubin})",
        ),
        _term(
            "inr",
            _readings(facts, "inr"),
            parts.clotting,
            f"{weight.inr} × ln({_set(math.exp(parts.ln_inr[0]))})",
        ),
        _term(
            "step.creatinine_albumin",
            _readings(facts, *kidney),
            parts.creatinine_and_albumin,
            f"{weight.creatinine} × ln({creatinine}) + {weight.albumin} × {albumin}"
            f" − {weight.creatinine_albumin} × {albumin} × ln({creatinine})",
        ),
        _term("sex", _readings(facts, *given_by), (min(parts.bonuses), max(parts.bonuses)), ""),
        _term("step.constant", (), (weight.constant, weight.constant), ""),
    )
    low, high = parts.ends()
    numbers = weight._asdict().items()
    return Arithmetic(
        result=result,
        steps=steps,
        formula="formula.meld_family",
        numbers=(*numbers, ("female", meld.FEMALE), *zip(("least", "most"), meld.LIMITS, strict=True)),
        total=(low + min(parts.bonuses), high + max(parts.bonuses)),
    )


def _term(label: str, reads: tuple[Reading, ...], ends: tuple[float, float], expression: str) -> Step:
    settled = ends[0] == ends[1]
    return Step(
        label=label,
        kind="term",
        reads=reads,
        contribution=ends,
        expression=expression if settled else "",
        state="counts" if settled else "open",
    )


# -- stages ----------------------------------------------------------------------------------------------------


def _bclc(facts: Facts, result: Result) -> Arithmetic:
    inputs = _ask(staging.bclc_inputs, facts)
    invaded, tumour = _advanced(inputs), inputs["tumour"]
    status = [(staging.effective_ecog(ecog, cause), cause) for ecog, cause in _both(inputs, "ecog", "cause")]
    candidate = [answer == "yes" for answer in inputs["candidate"]]
    # Each criterion asks the stage itself, with everything else as harmless as it can be.
    ends_by_ecog = {
        staging.bclc_stage("A", spread, ecog, cause, "A", may) == "D"
        for spread, (ecog, cause), may in product(invaded, status, candidate)
    }
    # Where ECOG already ends in D, liver function no longer matters.
    able = [case for case in status if case[0] < 3] or [(0, "tumour")]
    ends_by_liver = {
        staging.bclc_stage("A", spread, ecog, cause, grade, may) == "D"
        for spread, (ecog, cause), grade, may in product(invaded, able, inputs["liver"], candidate)
    }
    advanced_by_ecog = {
        staging.bclc_stage("A", False, ecog, cause, "A", True) == "C" for ecog, cause in status
    }
    burdens = {
        staging.bclc_stage(part, False, 0 if ecog < 3 else ecog, "liver_disease", grade, True)
        for part, (ecog, _cause), grade in product(tumour, status, inputs["liver"])
        if part != "none"
    }
    ecog_reads = _readings(facts, "ecog", *(("ecog_attribution",) if facts.value("ecog") != 0 else ()))
    liver_reads = _readings(facts, "child_pugh_class")
    if "C" in inputs["liver"]:
        liver_reads += _readings(facts, "transplant_candidate")
    steps = [
        *_no_tumour(facts, "none" in tumour, {part == "none" for part in tumour}, invaded),
        _criterion("step.bclc.ecog_d", "D", ends_by_ecog, ecog_reads),
        _criterion("step.bclc.liver_d", "D", ends_by_liver, liver_reads),
        *_spread("C", inputs, facts),
        _criterion("step.bclc.ecog_c", "C", advanced_by_ecog, ecog_reads),
    ]
    numbers = (
        ("single", staging.BCLC_VERY_EARLY_MM),
        ("few", staging.BCLC_FEW),
        ("few_mm", staging.BCLC_FEW_MM),
    )
    for stage in ("0", "A", "B"):
        met = {found == stage for found in burdens} or {False}
        reads = _readings(facts, *_NODULES) + (_readings(facts, "child_pugh_class") if stage == "0" else ())
        if stage == "B":
            reads += _readings(facts, "tumour_pattern")
        steps.append(_criterion(f"step.bclc.{stage}", stage, met, reads, numbers))
    return _staged(result, steps)


def _cnlc(facts: Facts, result: Result) -> Arithmetic:
    inputs = _ask(staging.cnlc_inputs, facts)
    tumour, invaded = inputs["tumour"], _advanced(inputs)
    by_ecog = {staging.cnlc_stage("Ia", False, False, ecog, "A") == "IV" for ecog in inputs["ecog"]}
    by_liver = {staging.cnlc_stage("Ia", False, False, 0, grade) == "IV" for grade in inputs["liver"]}
    invasion, *spread = _spread("IIIa", inputs, facts)
    numbers = (
        ("single", staging.CNLC_SINGLE_MM),
        ("few", staging.CNLC_FEW),
        ("few_mm", staging.CNLC_FEW_MM),
        ("many", staging.CNLC_FEW + 1),
    )
    steps = [
        *_no_tumour(facts, "none" in tumour, {part == "none" for part in tumour}, invaded),
        _criterion("step.cnlc.ecog_iv", "IV", by_ecog, _readings(facts, "ecog")),
        _criterion("step.cnlc.liver_iv", "IV", by_liver, _readings(facts, "child_pugh_class")),
        *(_criterion(step.label, "IIIb", _answers(step), step.reads) for step in spread),
        invasion,
    ]
    for stage in ("Ia", "Ib", "IIa", "IIb"):
        met = {part == stage for part in tumour if part != "none"} or {False}
        reads = _readings(facts, *_NODULES) + (_readings(facts, "tumour_pattern") if stage == "IIb" else ())
        steps.append(_criterion(f"step.cnlc.{stage}", stage, met, reads, numbers))
    return _staged(result, steps)


def _no_tumour(facts: Facts, may: bool, empty: set[bool], invaded: Iterable[bool]) -> list[Step]:
    """The criterion of no stage at all, where it can hold."""
    if not may:
        return []
    met = {none and not spread for none in empty for spread in invaded}
    return [_criterion("step.no_tumour", "none", met, _readings(facts, "lesion_count"))]


def _spread(stage: str, inputs: dict[str, tuple[Any, ...]], facts: Facts) -> list[Step]:
    """Macrovascular invasion, nodes and distant spread, as criteria of a stage."""
    return [
        _criterion(
            "macrovascular_invasion",
            stage,
            set(inputs["invasion"]),
            _readings(facts, "portal_vein_invasion", "hepatic_vein_invasion"),
        ),
        _criterion("step.n1", stage, {n == "n1" for n in inputs["nodes"]}, _readings(facts, "n_status")),
        _criterion("step.m1", stage, {m == "m1" for m in inputs["distant"]}, _readings(facts, "m_status")),
    ]


def _advanced(inputs: dict[str, tuple[Any, ...]]) -> tuple[bool, ...]:
    found = {
        invasion or nodes == "n1" or distant == "m1"
        for invasion, nodes, distant in product(inputs["invasion"], inputs["nodes"], inputs["distant"])
    }
    return tuple(sorted(found))


def _both(inputs: dict[str, tuple[Any, ...]], one: str, other: str) -> list[tuple[Any, Any]]:
    return list(product(inputs[one], inputs[other]))


def _criterion(
    label: str,
    stage: str,
    met: set[bool],
    reads: tuple[Reading, ...],
    numbers: tuple[tuple[str, float], ...] = (),
) -> Step:
    return Step(
        label=label,
        kind="criterion",
        reads=reads,
        numbers=numbers,
        contribution=(stage,),
        state=_state(met),
    )


def _staged(result: Result, steps: list[Step]) -> Arithmetic:
    """The criteria in order; the first that is met, and is the stage, decides."""
    if not staging.stages_given(result.flags):
        steps = []
    met = next((step for step in steps if step.state == "holds"), None)
    if met is not None and result.values["stage"] == met.contribution[0]:
        steps = [_deciding(step) if step is met else step for step in steps]
    return Arithmetic(result=result, steps=tuple(steps), formula=f"formula.{result.item}")


def _tnm8(facts: Facts, result: Result) -> Arithmetic:
    found = shapes(facts.value("tumours"), tnm.shape_of)
    levels = vein_levels(
        portal_options(facts.value("portal_vein_invasion")),
        hepatic_options(facts.value("hepatic_vein_invasion")),
        tnm.MAJOR_VEINS,
    )
    small = assumed(facts.value("microvascular_invasion"), "present")
    steps = [
        _category(facts, "step.number_and_size", _NODULES, ((s, 0, False, False) for s in found)),
        _category(
            facts,
            "macrovascular_invasion",
            ("portal_vein_invasion", "hepatic_vein_invasion"),
            ((s, level, False, False) for s in found for level in levels),
        ),
        _category(
            facts,
            "microvascular_invasion",
            ("microvascular_invasion",),
            ((s, 0, micro, False) for s in found for micro in small),
        ),
    ]
    for name in ("adjacent_organ_invasion", "visceral_peritoneum_perforation"):
        beyond = assumed(facts.value(name), "yes")
        steps.append(_category(facts, name, (name,), ((s, 0, False, b) for s in found for b in beyond)))
    for name, members in (("n_status", ("n0", "n1")), ("m_status", ("m0", "m1"))):
        possible = tuple(member.upper() for member in options(facts.value(name), members))
        steps.append(
            Step(
                label=name,
                kind="category",
                reads=_readings(facts, name),
                contribution=possible,
                state="counts" if len(possible) == 1 else "open",
            )
        )
    given = staging.stages_given(result.flags)
    return Arithmetic(result=result, steps=tuple(steps) if given else (), formula="formula.tnm8")


def _category(
    facts: Facts, label: str, fields: tuple[str, ...], cases: Iterable[tuple[str, int, bool, bool]]
) -> Step:
    possible = in_order((tnm.t_category(*case) for case in cases), tnm.T_CATEGORIES)
    return Step(
        label=label,
        kind="category",
        reads=_readings(facts, *fields),
        contribution=possible,
        state="counts" if len(possible) == 1 else "open",
    )


# -- transplant criteria ---------------------------------------------------------------------------------------

_LIMITS: dict[str, transplant.Limits] = {
    "milan": transplant.milan_limits,
    "ucsf": transplant.ucsf_limits,
    "up_to_seven": transplant.up_to_seven_limits,
}


def _within(facts: Facts, result: Result) -> Arithmetic:
    limits = _LIMITS[result.item]
    tumours = tuple(tumour for tumour in facts.value("tumours") if tumour.count)
    by_name: dict[str, dict[Any, list[transplant.Limit]]] = {}
    for tumour in tumours:
        for limit in limits(tumour):
            by_name.setdefault(limit[0], {}).setdefault(tumour, []).append(limit)
    steps = []
    sums = by_name.pop("total_mm", None)
    for name, found in by_name.items():
        known = {round(value, 6) <= at for of_tumour in found.values() for _name, value, at in of_tumour} | (
            {True} if len(found) < len(tumours) and name == "number" else set()
        )
        near = _near(result, name)
        ats = tuple(sorted({at for of_tumour in found.values() for _name, _value, at in of_tumour}))
        fact = _FACT_OF_LIMIT[name]
        steps.append(
            Step(
                label=fact,
                kind="limit",
                reads=_readings(facts, *(_NODULES if fact.startswith("step.") else (fact,))),
                contribution=near or ats,
                state=_state(known),
            )
        )
    several = [tumour for tumour in tumours if tumour.count > 1]
    if sums is not None or (result.item == "ucsf" and several):
        # Where nodules are not listed, the sum has no limit to be near, yet it decides.
        known = {a for tumour in several for a in transplant.sum_at_most(tumour, transplant.UCSF_SUM_MM)}
        steps.append(
            Step(
                label="total_diameter_mm",
                kind="limit",
                reads=_readings(facts, "total_diameter_mm"),
                contribution=_near(result, "total_mm") or (transplant.UCSF_SUM_MM,),
                state=_state(known | ({True} if len(several) < len(tumours) else set())),
            )
        )
    steps += [
        _absent(facts, "macrovascular_invasion", facts.value("macrovascular_invasion"), _VEINS),
        _absent(facts, "nodal_or_distant_spread", facts.value("nodal_or_distant_spread"), _SPREAD),
    ]
    if len(tumours) < len(facts.value("tumours")):  # whether there is a viable tumour is open itself
        steps = [replace(step, state="open") if step.kind == "limit" else step for step in steps]
    without_tumour = not tumours and all(step.state != "fails" for step in steps)
    if without_tumour or not staging.stages_given(result.flags):
        steps = []
    return Arithmetic(result=result, steps=tuple(steps), formula=f"formula.{result.item}")


_VEINS = ("portal_vein_invasion", "hepatic_vein_invasion")
_SPREAD = ("n_status", "m_status")


def _near(result: Result, name: str) -> tuple[float, ...]:
    """Value, limit and distance, as the result states them."""
    for row in result.values.get("closeness") or ():
        if row["limit"] == name:
            return (row["value"], row["at"], row["above"])
    return ()


def _absent(facts: Facts, label: str, value: Any, fields: tuple[str, ...]) -> Step:
    found = {not answer for answer in options(value, (False, True))}
    return Step(
        label=f"step.no.{label}", kind="criterion", reads=_readings(facts, *fields), state=_state(found)
    )


# -- portal hypertension ---------------------------------------------------------------------------------------


def _csph(facts: Facts, result: Result) -> Arithmetic:
    hvpg, lsm, platelets = (facts.value(n) for n in ("hvpg_mmhg", "lsm_kpa", "platelets_10e9_per_l"))
    etiologies, bmi = facts.value("etiologies"), facts.value("bmi_kg_per_m2")
    signs = ("varices", "variceal_bleed_ever", "ascites")
    sign = portal.clinical_sign(*(facts.value(name) for name in signs))
    spleen = facts.value("splenomegaly") == "yes"
    nothing = (UNKNOWN, UNKNOWN, UNKNOWN)
    alone = (
        portal.csph_answer(hvpg, False, False, UNKNOWN, *nothing),
        portal.csph_answer(UNKNOWN, sign, False, UNKNOWN, *nothing),
        portal.csph_answer(UNKNOWN, False, spleen, platelets, *nothing),
        portal.csph_answer(UNKNOWN, False, False, platelets, lsm, etiologies, bmi),
    )
    together = (
        alone[0],
        portal.csph_answer(hvpg, sign, False, UNKNOWN, *nothing),
        portal.csph_answer(hvpg, sign, spleen, platelets, *nothing),
        result.values["csph"],
    )
    fields: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("hvpg_mmhg", ("hvpg_mmhg",)),
        ("step.signs", signs),
        ("step.spleen", ("splenomegaly", "platelets_10e9_per_l")),
        ("step.stiffness", ("lsm_kpa", "platelets_10e9_per_l", "etiologies")),
    )
    settled_at = next(at for at in range(len(together)) if set(together[at:]) == {result.values["csph"]})
    steps = []
    for at, ((label, names), answer) in enumerate(zip(fields, alone, strict=True)):
        decides = at == settled_at and result.values["csph"] != "indeterminate"
        seen = all(is_certain(facts.value(name)) for name in names)
        state: State = "holds" if answer in ("ruled_in", "probable") else "fails"
        if answer == "indeterminate" and (not seen or at == len(fields) - 1):
            state = "open"
        steps.append(
            Step(
                label=label,
                kind="evidence",
                reads=_readings(facts, *names),
                contribution=(answer,),
                state=state,
                decides=decides,
            )
        )
    numbers = (("hvpg", portal.HVPG_MMHG[0][1]), ("platelets", portal.PLATELETS[0][1]))
    return Arithmetic(result=result, steps=tuple(steps), formula="formula.csph", numbers=numbers)


# -- shared ----------------------------------------------------------------------------------------------------


def _ask(function: Callable[..., Any], facts: Facts) -> Any:
    """A function of the scores, asked with the facts its parameters name, as a derivation is."""
    code = cast(FunctionType, function).__code__
    return function(*(facts.value(name) for name in code.co_varnames[: code.co_argcount]))


def _readings(facts: Facts, *names: str) -> tuple[Reading, ...]:
    """The values of fields and facts, each in the unit it was entered in."""
    found = []
    for name in names:
        field = DECLARED[name]
        if field.other is not None and field.other.key in facts.recorded:
            found.append(Reading(name, facts.value(field.other.key), field.other.unit))
        else:
            found.append(Reading(name, facts.value(name), field.unit))
    return tuple(found)


def _state(met: set[bool]) -> State:
    return "open" if len(met) > 1 else "holds" if met == {True} else "fails"


def _answers(step: Step) -> set[bool]:
    return {True, False} if step.state == "open" else {step.state == "holds"}


def _deciding(step: Step) -> Step:
    return replace(step, decides=True)


def _set(number: float) -> str:
    """A number as it is set into an expression."""
    return f"{round(number, 3):g}"


_MADE: dict[str, Callable[[Facts, Result], Arithmetic]] = {
    "bclc": _bclc,
    "cnlc": _cnlc,
    "tnm8": _tnm8,
    "child_pugh": _child_pugh,
    "albi": _albi,
    "meld_family": _meld_family,
    "csph": _csph,
    "milan": _within,
    "ucsf": _within,
    "up_to_seven": _within,
}
ITEMS = tuple(_MADE)
"""The results whose arithmetic can be shown."""
