"""Mixups: the numbers under each JSON key that were probably read in another unit, about which is asked.

All limits are plausibility limits of this project's own field reference, as the hard and soft limits are: the ranges
are those outside which a number is refused or questioned, as far as the same number is one the other unit takes.
They decide what is asked, never what is stored. AFP in ng and in IU cannot be told apart by size.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consult.fields import Mixup
from consult.quantity import FACTORS
from consult.values import Bounds

_CELLS = FACTORS["cells"]["per uL"]
_CENTIMETRES = FACTORS["size"]["cm"]

_DECLARED = (
    Mixup(
        under="albumin_g_per_l",
        numbers=Bounds(
            0.5, 9.9
        ),  # above 7 the other unit does not take it either: asked, with nothing to offer
        unit="g/dL",
        key="albumin_g_per_dl",
    ),
    Mixup(
        under="albumin_g_per_dl",
        numbers=Bounds(7.0, 70, low_open=True),
        unit="g/L",
        key="albumin_g_per_l",
    ),
    Mixup(
        under="bilirubin_umol_per_l",
        numbers=Bounds(0.05, 3, high_open=True),
        unit="mg/dL",
        key="bilirubin_mg_per_dl",
    ),
    Mixup(
        under="bilirubin_mg_per_dl",
        numbers=Bounds(20, 1200, low_open=True),
        unit="µmol/L",
        key="bilirubin_umol_per_l",
    ),
    Mixup(
        under="creatinine_umol_per_l",
        numbers=Bounds(0.1, 10, high_open=True),
        unit="mg/dL",
        key="creatinine_mg_per_dl",
    ),
    Mixup(
        under="creatinine_mg_per_dl",
        numbers=Bounds(28, 2500, low_open=True),
        unit="µmol/L",
        key="creatinine_umol_per_l",
    ),
    Mixup(  # nothing in the other direction: every number in mg/dL is also one in mg/L
        under="crp_mg_per_dl",
        numbers=Bounds(100, 1000, low_open=True),
        unit="mg/L",
        key="crp_mg_per_l",
    ),
    Mixup(
        under="platelets_10e9_per_l",
        numbers=Bounds(3000, 3_000_000, low_open=True),
        unit="/µL",
        factor=FACTORS["platelets"]["per uL"],
    ),
    *(
        Mixup(under=key, numbers=Bounds(500, 500_000, low_open=True), unit="/µL", factor=_CELLS)
        for key in ("wbc_10e9_per_l", "neutrophils_10e9_per_l", "lymphocytes_10e9_per_l")
    ),
    Mixup(
        under="hemoglobin_g_per_l",
        numbers=Bounds(2, 20, high_open=True),
        unit="g/dL",
        factor=FACTORS["hemoglobin"]["g/dL"],
    ),
    Mixup(
        under="glucose_mmol_per_l",
        numbers=Bounds(80, 1441, low_open=True),
        unit="mg/dL",
        factor=FACTORS["glucose"]["mg/dL"],
    ),
    Mixup(  # an INR is never derived from seconds; 100 is the most that is taken as seconds above control
        under="inr",
        numbers=Bounds(6, 100, low_open=True),
        unit="s",
        quantity="prothrombin_time",
    ),
    Mixup(under="height_cm", numbers=Bounds(0.5, 2.5), unit="m", factor=FACTORS["height"]["m"]),
    Mixup(under="spleen_length_mm", numbers=Bounds(4, 40, high_open=True), unit="cm", factor=_CENTIMETRES),
    Mixup(
        under="size_mm",
        numbers=Bounds(0.1, 10, high_open=True),
        unit="cm",
        factor=_CENTIMETRES,
        fraction=True,  # a whole number of millimetres is an ordinary small nodule
    ),
)

MIXUPS: Mapping[str, Mixup] = MappingProxyType({mixup.under: mixup for mixup in _DECLARED})
"""By the JSON key under which the number stands; `size_mm` is the part of a lesion."""
