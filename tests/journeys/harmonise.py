"""One row of the TCGA-LIHC table as a patient: each unit is told from its reference range, or nothing is recorded."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from consult.hcc.derive import SCHEMA

Row = Mapping[str, str]


class Unit(NamedTuple):
    """A unit a laboratory may have meant: the key to enter the value under, and what to multiply it with."""

    key: str
    factor: float
    upper: tuple[float, float]
    """Where the upper end of a normal range lies in this unit. No two units of a quantity overlap."""


ALBUMIN = (
    Unit("albumin_g_per_l", 1, (40, 60)),
    Unit("albumin_g_per_dl", 1, (4.0, 6.0)),
    Unit("albumin_g_per_dl", 0.001, (4000, 6000)),  # mg/dL
)
BILIRUBIN = (Unit("bilirubin_umol_per_l", 1, (14, 30)), Unit("bilirubin_mg_per_dl", 1, (0.8, 2.0)))
CREATININE = (Unit("creatinine_umol_per_l", 1, (75, 135)), Unit("creatinine_mg_per_dl", 1, (0.85, 1.6)))
PLATELETS = (
    Unit("platelets_10e9_per_l", 1, (320, 500)),
    Unit("platelets_10e9_per_l", 0.001, (320_000, 500_000)),  # cells per µL
)
# Seconds have no unit here: without the reagent's index no INR follows from them, so they are not recorded.
INR = (Unit("inr", 1, (1.05, 1.6)),)
LABORATORY = (
    ("serum_albumin_preresection", "serum_albumin_norm_range_upper", ALBUMIN),
    ("bilirubin_total", "bilirubin_total_norm_range_upper", BILIRUBIN),
    ("creatinine_level_preresection", "creatinine_norm_range_upper", CREATININE),
    ("prothrombin_time_INR_at_procurement", "prothrombin_time_norm_range_upper", INR),
    ("platelet_count_preresection", "platelet_norm_range_upper", PLATELETS),
)
_PLAIN = (
    ("age_at_diagnosis", "age_years"),
    ("height_cm_at_diagnosis", "height_cm"),
    ("weight_kg_at_diagnosis", "weight_kg"),
    ("ecog_score", "ecog"),
    ("alpha_fetoprotien_at_procurement", "afp_ng_per_ml"),  # the dictionary of the table says ng/mL
)
_MEMBERS: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("gender", "sex", {"MALE": "male", "FEMALE": "female"}),
    (
        "histologic_diagnosis",
        "tumour_type",
        {
            "Hepatocellular Carcinoma": "hcc",
            "Fibrolamellar Carcinoma": "fibrolamellar",
            "Hepatocholangiocarcinoma (Mixed)": "combined_hcc_cca",
        },
    ),
    ("ishak_fibrosis_score", "cirrhosis", {"6 - Established Cirrhosis": "yes", "0 - No Fibrosis": "no"}),
    ("child_pugh_classification", "child_pugh_class", {"A": "A", "B": "B", "C": "C"}),
    ("tumor_grade", "histologic_grade", {"G1": "g1", "G2": "g2", "G3": "g3", "G4": "g4"}),
    # "None" stands for both "none" and "not stated" in this column, so it says nothing.
    ("vascular_invasion", "microvascular_invasion", {"Micro": "present"}),
    ("ajcc_nodes_pathologic_pn", "n_status", {"N0": "n0", "N1": "n1", "NX": "nx"}),
    ("ajcc_metastasis_pathologic_pm", "m_status", {"M0": "m0", "M1": "m1"}),
)


def rows(file: Path) -> Iterator[Row]:
    """The patients of the table; its second and third line are headings too."""
    with file.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)):
            if number >= 2:
                yield row


def harmonise(row: Row) -> dict[str, Any]:
    """The patient as JSON. What the row leaves undecided is not in it."""
    patient: dict[str, Any] = {"patient_code": row["bcr_patient_barcode"], "diagnosis_basis": "histology"}
    for column, key in _PLAIN:
        value = _number(row[column])
        if value is not None:
            patient[key] = value
    for column, key, members in _MEMBERS:
        if row[column] in members:
            patient[key] = members[row[column]]
    for column, upper, units in LABORATORY:
        patient.update(_measured(_number(row[column]), _number(row[upper]), units))
    return patient


def _measured(value: float | None, upper: float | None, units: tuple[Unit, ...]) -> dict[str, float]:
    """The value under the one unit in which its range is a normal one and itself can be true."""
    if value is None or upper is None:
        return {}
    for unit in units:
        if unit.upper[0] <= upper <= unit.upper[1]:
            entered = value if unit.factor == 1 else round(value * unit.factor, 6)
            return {unit.key: entered} if _can_be(unit.key, entered) else {}
    return {}


def _can_be(key: str, value: float) -> bool:
    """Whether a value is one a patient may have: else value and range were written in different units."""
    field = SCHEMA.by_key[key]
    limits = field.other.soft if field.other is not None and key == field.other.key else field.soft
    return limits is None or limits[0] <= value <= limits[1]


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None  # [Not Available], [Unknown], ...
    return int(number) if number.is_integer() and "." not in text else number
