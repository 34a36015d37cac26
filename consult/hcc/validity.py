"""Validity of the liver scores: what shifts an input without the liver having changed.

Anticoagulants lengthen the INR; infused albumin raises the measured one; Gilbert's syndrome raises bilirubin; dialysis
lowers creatinine; Child-Pugh classes were made for cirrhosis. Each is asked of every result that rests on that input.
"""

from __future__ import annotations

from consult.validity import Concern

CONCERNS: tuple[Concern, ...] = (
    Concern(
        id="anticoagulant_inr",
        bears_on=("inr", "pt_seconds_prolonged"),
        asks="anticoagulation",
        holds_for=("vka", "doac", "other"),
        flag="inr_may_not_reflect_liver_function",
    ),
    Concern(
        id="albumin_infusion",
        bears_on=("albumin_g_per_l",),
        asks="recent_albumin_infusion",
        holds_for=("yes",),
    ),
    Concern(
        id="gilbert",
        bears_on=("bilirubin_umol_per_l",),
        asks="gilbert_syndrome",
        holds_for=("yes",),
    ),
    Concern(
        id="dialysis",
        bears_on=("creatinine_umol_per_l",),
        asks="dialysis_twice_last_week",
        holds_for=(True,),
    ),
    Concern(
        id="no_cirrhosis",
        bears_on=(
            "bilirubin_umol_per_l",
            "albumin_g_per_l",
            "inr",
            "pt_seconds_prolonged",
            "ascites",
            "encephalopathy_grade",
        ),
        asks="cirrhosis",
        holds_for=("no",),
        items=("child_pugh",),
    ),
)
