"""Resection: the Makuuchi tree and the future liver remnant. Both speak of the liver, whatever the tumour."""

from __future__ import annotations

from typing import Any

from consult.hcc.liver import ASCITES
from consult.hcc.possible import fields_of, only, outcomes
from consult.results import Derived, Result
from consult.values import bands, is_certain, map_numbers, one_of, options

EXTENTS = (
    "none",
    "enucleation",
    "limited_resection",
    "segmentectomy",
    "left_hepatectomy_or_sectionectomy",
    "trisectionectomy_or_bisectionectomy",
)
BACKGROUNDS = ("normal", "steatosis_or_chemo", "cirrhosis")

_ALLOWS = ("none", "enucleation", "limited", "segmentectomy", "sectionectomy", "bisectionectomy")
_CONTROL = ("controlled", "uncontrolled")
_UMOL_PER_MG = 17.1
_BILIRUBIN_MG = (("<=", 1.0), ("<=", 1.5), ("<", 2.0))
_ICG = (("<", 10.0), ("<", 20.0), ("<", 30.0), ("<", 40.0))
_FLR = (("<", 20.0), ("<", 30.0), ("<", 40.0))
_MINIMUM = {"normal": 20, "steatosis_or_chemo": 30, "cirrhosis": 40}
_CHINA_MINIMUM = {"normal": 30, "steatosis_or_chemo": 40, "cirrhosis": 40}


def makuuchi(ascites: Any, ascites_control: Any, bilirubin_umol_per_l: Any, icg_r15_percent: Any) -> Derived:
    """Largest resection of the Makuuchi tree: uncontrolled ascites none; bilirubin mg/dL; then ICG-R15 %.

    Bilirubin >= 2.0 none, > 1.5-<2.0 enucleation, > 1.0-1.5 limited resection; at <= 1.0 ICG-R15 < 10
    trisectionectomy or bisectionectomy, 10-<20 left hepatectomy or sectionectomy, 20-<30 segmentectomy,
    30-<40 limited resection, >= 40 enucleation. umol/L are converted with 17.1. Imamura H, J Hepatobiliary
    Pancreat Surg 2005;12:16-22, doi 10.1007/s00534-004-0965-9; the printed bands 1.1-1.5 and 1.6-1.9 are
    read as continuous.
    """
    bilirubin = bands(map_numbers(bilirubin_umol_per_l, _to_mg), _BILIRUBIN_MG)
    extents, relevant = outcomes(
        _extent,
        options(ascites, ASCITES),
        options(ascites_control, _CONTROL),
        bilirubin,
        bands(icg_r15_percent, _ICG),
    )
    found = sorted(extents)
    names = (("ascites",), ("ascites_control",), ("bilirubin_umol_per_l",), ("icg_r15_percent",))
    missing = fields_of(relevant, names)
    return Derived(
        facts={"makuuchi_allows": one_of(_ALLOWS[extent] for extent in found)},
        missing={"makuuchi_allows": missing},
        results=(
            Result(
                item="makuuchi",
                values={
                    "max_resection": only([EXTENTS[extent] for extent in found]),
                    "possible_max_resection": [EXTENTS[extent] for extent in found],
                },
                missing=missing,
                source="imamura-2005",
                rule_version="Makuuchi (Imamura 2005)",
            ),
        ),
    )


def _to_mg(umol_per_l: float) -> float:
    return umol_per_l / _UMOL_PER_MG


def _extent(ascites: str, control: str, bilirubin: int, icg: int) -> int:
    """Index into EXTENTS for certain inputs; bilirubin and ICG-R15 as bands."""
    if ascites != "none" and control == "uncontrolled":
        return 0
    return (5 - icg, 2, 1, 0)[bilirubin]


def flr(flr_percent: Any, flr_method: Any, liver_background: Any) -> Derived:
    """Whether the future liver remnant reaches its minimum: normal 20 %, steatosis or chemotherapy 30, cirrhosis 40.

    J Surg Oncol 2019, doi 10.1002/jso.25430 Table 1; some centres ask 50 % in cirrhosis. The Chinese
    variant is a share of standard liver volume, 30 % without and 40 % with chronic liver disease or damage
    (guideline 2026, 5.1.1), and is given when the volume is standardised. Steatosis and chemotherapy damage
    count as damage there.
    """
    backgrounds = options(liver_background, BACKGROUNDS)
    band = bands(flr_percent, _FLR)
    adequate, relevant = outcomes(_adequate, band, backgrounds)
    china, relevant_china = outcomes(_adequate_china, band, backgrounds)
    if flr_method != "standardised_tlv":
        china = relevant_china = ()
    names = (("flr_percent",), ("liver_background",))
    threshold = tuple({_MINIMUM[background] for background in backgrounds})
    threshold_china = tuple({_CHINA_MINIMUM[background] for background in backgrounds})
    return Derived(
        facts={"flr_adequate": one_of(adequate)},
        missing={"flr_adequate": fields_of(relevant, names)},
        results=(
            Result(
                item="flr",
                values={
                    "adequate": only(adequate),
                    "threshold_percent": only(threshold),
                    "flr_method": flr_method if is_certain(flr_method) else None,
                    "adequate_china": only(china),
                    "threshold_percent_china": only(threshold_china) if china else None,
                },
                missing=fields_of(sorted({*relevant, *relevant_china}), names),
                source="jso-25430",
                rule_version="FLR 20/30/40 %",
            ),
        ),
    )


def _adequate(band: int, background: str) -> bool:
    return (0, 20, 30, 40)[band] >= _MINIMUM[background]


def _adequate_china(band: int, background: str) -> bool:
    return (0, 20, 30, 40)[band] >= _CHINA_MINIMUM[background]
