"""Units: the exact factors between the spellings in which laboratories report a quantity."""

from __future__ import annotations

from collections.abc import Mapping

FACTORS: Mapping[str, Mapping[str, float]] = {
    # Each factor gives canonical units per one of the named unit: canonical = value x factor.
    "bilirubin": {"umol/L": 1.0, "mg/dL": 17.1},  # 17.1 is what published cut-offs use
    "albumin": {"g/L": 1.0, "g/dL": 10.0},
    "creatinine": {"umol/L": 1.0, "mg/dL": 88.4},
    "afp": {"ng/mL": 1.0, "ug/L": 1.0, "mg/L": 1000.0, "IU/mL": 1.21, "kIU/L": 1.21},
    "platelets": {"10e9/L": 1.0, "10e3/uL": 1.0, "per uL": 0.001},
    "cells": {"10e9/L": 1.0, "per uL": 0.001},
    "crp": {"mg/L": 1.0, "mg/dL": 10.0},
    "sodium": {"mmol/L": 1.0, "mEq/L": 1.0},
    "potassium": {"mmol/L": 1.0, "mEq/L": 1.0},
    "hemoglobin": {"g/L": 1.0, "g/dL": 10.0},
    "glucose": {"mmol/L": 1.0, "mg/dL": 1 / 18.016},
    "urea": {"mmol/L": 1.0, "mg/dL BUN": 1 / 2.801},
    "size": {"mm": 1.0, "cm": 10.0},
    "weight": {"kg": 1.0, "lb": 0.45359237},
    "height": {"cm": 1.0, "m": 100.0, "in": 2.54},
}
"""Sources: see docs/methods; the AFP factor 1.21 ng per IU (WHO 72/225) is unverified and flagged in use."""

PAIR_FACTORS: Mapping[str, float] = {
    "bilirubin_mg_per_dl": FACTORS["bilirubin"]["mg/dL"],
    "albumin_g_per_dl": FACTORS["albumin"]["g/dL"],
    "creatinine_mg_per_dl": FACTORS["creatinine"]["mg/dL"],
    "afp_iu_per_ml": FACTORS["afp"]["IU/mL"],
    "crp_mg_per_dl": FACTORS["crp"]["mg/dL"],
}
"""Second JSON key of a pair -> canonical units per unit of that key."""


def convert(analyte: str, value: float, from_unit: str, to_unit: str) -> float:
    """`value` of `analyte` in another unit. Raises KeyError for an analyte or unit that is not listed."""
    units = FACTORS[analyte]
    if from_unit == to_unit:
        return value
    return value * units[from_unit] / units[to_unit]
