"""Portal hypertension: clinically significant portal hypertension (CSPH) and the bleeding facts."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

from consult.results import Derived, Result, open_inputs
from consult.values import UNKNOWN, bands, is_certain, one_of, options

CSPH = ("ruled_in", "probable", "indeterminate", "ruled_out")
HVPG_MMHG = (("<", 10.0),)
_PRESINUSOIDAL = ("vp1", "vp2", "vp3", "vp4", "smv", "bland_thrombus")
_LSM_RELIABLE = frozenset({"hbv", "hcv", "hdv", "alcohol"})
_LSM_KPA = (("<", 15.0), ("<=", 15.0), ("<", 20.0), ("<", 25.0))
_LSM_BAND = ("low", "15", "15-20", "20-25", "high")
PLATELETS = (("<", 100.0), ("<", 110.0), ("<", 150.0))


def csph(
    hvpg_mmhg: Any,
    varices: Any,
    variceal_bleed_ever: Any,
    ascites: Any,
    splenomegaly: Any,
    platelets_10e9_per_l: Any,
    lsm_kpa: Any,
    etiologies: Any,
    bmi_kg_per_m2: Any,
    portal_vein_invasion: Any,
) -> Derived:
    """CSPH: HVPG, then clinical signs, then splenomegaly with low platelets, then the Baveno VII stiffness rules.

    de Franchis R, J Hepatol 2022;76:959-974. What is not recorded counts as not shown for the reported answer;
    as a fact for rule rows see `_fact`.
    """
    signs = (varices, variceal_bleed_ever, ascites)
    recorded = csph_answer(
        hvpg_mmhg,
        clinical_sign(*signs),
        splenomegaly == "yes",
        platelets_10e9_per_l,
        lsm_kpa,
        etiologies,
        bmi_kg_per_m2,
    )
    flags = []
    low_hvpg = hvpg_mmhg is not UNKNOWN and max(bands(hvpg_mmhg, HVPG_MMHG)) == 0
    if recorded == "ruled_in" and low_hvpg:
        flags.append("hvpg_discordant")
    presinusoidal = portal_vein_invasion in _PRESINUSOIDAL
    pbc = etiologies is not UNKNOWN and "pbc" in etiologies
    if recorded == "ruled_out" and low_hvpg and (presinusoidal or pbc):
        flags.append("hvpg_may_underestimate")
    if _has_ascites(ascites):
        flags.append("ascites_cause")
    if recorded in ("ruled_out", "ruled_in") and presinusoidal and lsm_kpa is not UNKNOWN:
        flags.append("thrombus_disturbs_stiffness")
    flags += _assumed_absent(recorded, hvpg_mmhg, varices, variceal_bleed_ever, ascites, splenomegaly)
    missing = _missing(recorded, hvpg_mmhg, platelets_10e9_per_l, lsm_kpa, etiologies, bmi_kg_per_m2)
    fact = _fact(
        recorded, hvpg_mmhg, signs, splenomegaly, platelets_10e9_per_l, lsm_kpa, etiologies, bmi_kg_per_m2
    )
    fact_missing = tuple(
        dict.fromkeys(
            (
                *missing,
                *open_inputs(
                    ("varices", "variceal_bleed_ever", "ascites", "splenomegaly"), (*signs, splenomegaly)
                ),
            )
        )
    )
    return Derived(
        facts={"csph": fact},
        missing={"csph": () if is_certain(fact) else fact_missing or ("hvpg_mmhg",)},
        results=(
            Result(
                item="csph",
                values={"csph": recorded},
                missing=missing,
                flags=tuple(flags),
                source="baveno-vii",
                rule_version="Baveno VII, clinical signs first",
            ),
        ),
    )


def csph_answer(
    hvpg: Any, sign: bool, spleen: bool, platelets: Any, lsm: Any, etiologies: Any, bmi: Any
) -> str:
    """The reported answer; a number known only within limits decides where all of it agrees."""
    if sign:
        return "ruled_in"
    if hvpg is not UNKNOWN:
        measured = {("ruled_out", "ruled_in")[band] for band in bands(hvpg, HVPG_MMHG)}
        return measured.pop() if len(measured) == 1 else "indeterminate"
    platelet_bands = (None,) if platelets is UNKNOWN else bands(platelets, PLATELETS)
    stiffness = (None,) if lsm is UNKNOWN else tuple(_LSM_BAND[band] for band in bands(lsm, _LSM_KPA))
    answers = {
        "ruled_in" if spleen and platelet == 0 else _baveno(stiff, platelet, etiologies, bmi)
        for stiff, platelet in product(stiffness, platelet_bands)
    }
    return answers.pop() if len(answers) == 1 else "indeterminate"


def _baveno(stiffness: str | None, platelet: int | None, etiologies: Any, bmi: Any) -> str:
    """`platelet` is the band: 0 below 100, 1 below 110, 2 below 150, 3 from 150; None not recorded."""
    if stiffness is None:
        return "indeterminate"
    if stiffness == "high":
        return "ruled_in" if _stiffness_tells(etiologies, bmi) else "indeterminate"
    if platelet is None:
        return "indeterminate"
    if stiffness in ("low", "15") and platelet == 3:
        return "ruled_out"
    if stiffness == "low":
        return "indeterminate"
    if stiffness == "20-25":
        return "probable" if platelet <= 2 else "indeterminate"
    return "probable" if platelet <= 1 else "indeterminate"


def _stiffness_tells(etiologies: Any, bmi: Any) -> bool:
    if etiologies is UNKNOWN:
        return False
    causes = set(etiologies)
    if causes & _LSM_RELIABLE:
        return True
    return "masld" in causes and bmi is not UNKNOWN and max(bands(bmi, (("<", 30.0),))) == 0


def clinical_sign(varices: Any, variceal_bleed_ever: Any, ascites: Any) -> bool:
    """Whether varices, a bleed or ascites is recorded."""
    return varices in ("small", "large") or variceal_bleed_ever == "yes" or _has_ascites(ascites)


def _has_ascites(ascites: Any) -> bool:
    return ascites in ("slight", "moderate_severe")


def _assumed_absent(
    recorded: str, hvpg: Any, varices: Any, bleed: Any, ascites: Any, spleen: Any
) -> list[str]:
    """A measured HVPG or the stiffness rule decides with signs not recorded: each is flagged as assumed absent."""
    if recorded in ("indeterminate", "ruled_in"):
        return []
    names = ("varices", "variceal_bleed_ever", "ascites", "splenomegaly")
    values = (varices, bleed, ascites, spleen)
    return [f"assumed_absent:{name}" for name in open_inputs(names, values)]


def _missing(
    recorded: str, hvpg: Any, platelets: Any, lsm: Any, etiologies: Any, bmi: Any
) -> tuple[str, ...]:
    if recorded in ("ruled_in", "ruled_out"):
        return ()
    if hvpg is not UNKNOWN:
        return ("hvpg_mmhg",)
    needed = list(open_inputs(("lsm_kpa", "platelets_10e9_per_l"), (lsm, platelets)))
    if lsm is not UNKNOWN and _LSM_BAND[min(bands(lsm, _LSM_KPA))] == "high":
        needed = []
        if etiologies is UNKNOWN:
            needed.append("etiologies")
        elif "masld" in etiologies and not set(etiologies) & _LSM_RELIABLE and not is_certain(bmi):
            needed.append("bmi_kg_per_m2")
    return tuple(needed) or ("hvpg_mmhg",)


def _fact(
    recorded: str,
    hvpg: Any,
    signs: tuple[Any, Any, Any],
    spleen: Any,
    platelets: Any,
    lsm: Any,
    etiologies: Any,
    bmi: Any,
) -> Any:
    """CSPH for rule rows: open where the answer is `indeterminate` or rests on a sign that was not recorded.

    Varices, ascites and platelets belong to the minimal set, so their gaps count; what only sharpens the answer
    (HVPG, stiffness, spleen) is read as it stands.
    """
    varices, bleed, ascites = signs
    found = {
        csph_answer(
            hvpg,
            clinical_sign(v, bleed, a),
            spleen == "yes",
            count,
            lsm,
            etiologies,
            bmi,
        )
        for v in options(varices, ("none", "small"))
        for a in options(ascites, ("none", "slight"))
        for count in ((90.0, 105.0, 120.0, 200.0) if platelets is UNKNOWN else (platelets,))
    }
    if "indeterminate" in found or (len(found) == 1 and recorded == "indeterminate"):
        return UNKNOWN
    return one_of(answer for answer in CSPH if answer in found)


def bleeding(
    varices: Any,
    high_risk_stigmata: Any,
    variceal_prophylaxis: Any,
    variceal_bleed_ever: Any,
    variceal_bleed_last_6m: Any,
    endoscopy_date: Any,
    assessment_date: Any,
    ascites: Any,
    encephalopathy_grade: Any,
    sbp_history: Any,
) -> Derived:
    """Untreated high-risk varices, a recent bleed, endoscopy within six months, and decompensation."""
    high_risk = {
        (v == "large" or (v in ("small", "large") and s == "yes")) and p == "none"
        for v in options(varices, ("none", "small", "large"))
        for s in options(high_risk_stigmata, ("no", "yes"))
        for p in options(variceal_prophylaxis, ("none", "nsbb"))
    }
    recent: Any = UNKNOWN
    if variceal_bleed_last_6m is not UNKNOWN:
        recent = variceal_bleed_last_6m == "yes"
    decompensated = {
        a != "none" or g >= 1 or s == "yes" or b == "yes" or r == "yes"
        for a in options(ascites, ("none", "slight"))
        for g in options(encephalopathy_grade, range(5))
        for s in options(sbp_history, ("no", "yes"))
        for b in options(variceal_bleed_ever, ("no", "yes"))
        for r in options(variceal_bleed_last_6m, ("no", "yes"))
    }
    signs = {
        "ascites": ascites,
        "encephalopathy_grade": encephalopathy_grade,
        "sbp_history": sbp_history,
        "variceal_bleed_ever": variceal_bleed_ever,
    }
    scope = {
        "varices": varices,
        "high_risk_stigmata": high_risk_stigmata,
        "variceal_prophylaxis": variceal_prophylaxis,
    }
    endoscopy = _within_months(endoscopy_date, assessment_date, 6)
    dates = {"endoscopy_date": endoscopy_date, "assessment_date": assessment_date}
    return Derived(
        facts={
            "varices_high_risk_untreated": one_of(sorted(high_risk)),
            "recent_variceal_bleed": recent,
            "decompensated": one_of(sorted(decompensated)),
            "endoscopy_within_6_months": endoscopy,
        },
        missing={
            "varices_high_risk_untreated": open_inputs(scope, scope.values()) if len(high_risk) > 1 else (),
            "recent_variceal_bleed": ("variceal_bleed_last_6m",) if recent is UNKNOWN else (),
            "decompensated": open_inputs(signs, signs.values()) if len(decompensated) > 1 else (),
            "endoscopy_within_6_months": open_inputs(dates, dates.values()),
        },
    )


def _within_months(earlier: Any, later: Any, months: int) -> Any:
    """True when `earlier` lies at most so many calendar months before `later` (and not after it)."""
    if not isinstance(earlier, date) or not isinstance(later, date):
        return UNKNOWN
    month = later.month - months
    year = later.year + (month - 1) // 12
    month = (month - 1) % 12 + 1
    day = later.day
    while True:
        try:
            limit = date(year, month, day)
            break
        except ValueError:
            day -= 1
    return limit <= earlier <= later
