"""TNM: the AJCC/UICC 8th edition for hepatocellular carcinoma, every category and group still possible."""

from __future__ import annotations

from typing import Any

from consult.hcc.nodules import Tumour
from consult.hcc.possible import (
    assumed,
    fields_of,
    in_order,
    only,
    outcomes,
    shapes,
    vein_levels,
)
from consult.hcc.spread import hepatic_options, portal_options
from consult.hcc.staging import NOT_GIVEN, fact_options, intended_use, stages_given
from consult.results import Derived, Result, open_inputs
from consult.values import UNKNOWN, one_of, options

T_CATEGORIES = ("T0", "T1a", "T1b", "T2", "T3", "T4")
STAGES = ("none", "IA", "IB", "II", "IIIA", "IIIB", "IVA", "IVB")

_GROUPS = dict(zip(T_CATEGORIES, STAGES, strict=False))
MAJOR_VEINS = frozenset({"vp3", "vp4", "smv", "vv2", "vv3"})
_ABSENT = ("microvascular_invasion", "adjacent_organ_invasion", "visceral_peritoneum_perforation")


def tnm8(
    tumours: tuple[Tumour, ...],
    lesions: Any,
    unlisted_nodules: bool,
    portal_vein_invasion: Any,
    hepatic_vein_invasion: Any,
    microvascular_invasion: Any,
    adjacent_organ_invasion: Any,
    visceral_peritoneum_perforation: Any,
    tumour_rupture: Any,
    n_status: Any,
    m_status: Any,
    tumour_type: Any,
    age_years: Any,
    lesions_missing: tuple[str, ...],
    vessels_missing: tuple[str, ...],
) -> Derived:
    """T, N, M and the stage group, AJCC/UICC 8th edition, for HCC and fibrolamellar carcinoma.

    T1a solitary <= 20 mm; T1b solitary > 20 mm; T2 that with vascular invasion, or multiple, none > 50 mm; T3
    multiple, one > 50 mm; T4 a major branch (vp3, vp4, smv, vv2, vv3), an adjacent organ or perforated visceral
    peritoneum. IA T1a, IB T1b, II T2, IIIA T3, IIIB T4, IVA N1, IVB M1. AJCC manual, 8th edition, summary of
    changes; levels of the portal vein: PMC4284342. Microvascular invasion, adjacent organs and perforation that are
    not recorded count as absent. A thrombus in a minor branch without a viable nodule, for which there is no
    category, is read as T2.
    """
    flags = list(intended_use(tumour_type, age_years))
    given = stages_given(flags)
    axes = (
        shapes(tumours, shape_of),
        vein_levels(
            portal_options(portal_vein_invasion), hepatic_options(hepatic_vein_invasion), MAJOR_VEINS
        ),
        assumed(microvascular_invasion, "present"),
        _either(assumed(adjacent_organ_invasion, "yes"), assumed(visceral_peritoneum_perforation, "yes")),
    )
    spread = (options(n_status, ("n0", "n1")), options(m_status, ("m0", "m1")))
    fields = (
        lesions_missing,
        vessels_missing,
        ("microvascular_invasion",),
        open_inputs(_ABSENT[1:], (adjacent_organ_invasion, visceral_peritoneum_perforation)),
        ("n_status",),
        ("m_status",),
    )
    t_found: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    t_missing: tuple[str, ...] = ()
    stage_missing: tuple[str, ...] = ()
    if given:
        t_found, relevant = outcomes(t_category, *axes)
        t_missing = fields_of(relevant, fields)
        found, relevant = outcomes(_stage, *axes, *spread)
        stage_missing = fields_of(relevant, fields)
        recorded = (microvascular_invasion, adjacent_organ_invasion, visceral_peritoneum_perforation)
        flags += [f"assumed_absent:{name}" for name in _not_recorded(recorded)]
    t_possible, stages = in_order(t_found, T_CATEGORIES), in_order(found, STAGES)
    if given and hepatic_vein_invasion == "vv2":
        flags.append("check_major_vein")
    if tumour_rupture in ("contained_past", "acute") and visceral_peritoneum_perforation is UNKNOWN:
        flags.append("rupture_check_t4")
    if unlisted_nodules:
        flags.append("unlisted_assumed_smaller")
    if stages == ("none",):
        flags.append("no_viable_tumour")
    shown = fact_options(stages, tumour_type, age_years, lesions, "none") if given else (NOT_GIVEN,)
    fact_missing: tuple[str, ...] = ()
    if len(shown) > 1:
        conventions = open_inputs(("tumour_type", "age_years", "lesions"), (tumour_type, age_years, lesions))
        fact_missing = tuple(dict.fromkeys((*stage_missing, *conventions)))
    return Derived(
        facts={"tnm8_stage": one_of(shown)},
        missing={"tnm8_stage": fact_missing},
        results=(
            Result(
                item="tnm8",
                values={
                    "t": only(t_possible),
                    "n": (only(spread[0]) or "nx").upper() if given else None,
                    "m": spread[1][0].upper() if given and len(spread[1]) == 1 else None,
                    "stage": only(stages),
                    "possible_ts": list(t_possible),
                    "possible_stages": list(stages),
                },
                missing=tuple(dict.fromkeys((*t_missing, *stage_missing))),
                flags=tuple(flags),
                source="ajcc-8",
                rule_version="AJCC/UICC TNM, 8th edition",
            ),
        ),
    )


def shape_of(tumour: Tumour) -> str:
    """The T category of number and size alone; `none` without a viable nodule."""
    largest = round(tumour.largest, 6)
    if tumour.count == 0:
        return "none"
    if tumour.count == 1:
        return "T1a" if largest <= 20 else "T1b"
    return "T2" if largest <= 50 else "T3"


def t_category(shape: str, veins: int, microvascular: bool, beyond: bool) -> str:
    """T of number and size, veins (1 tumour, 2 in a major branch), microvascular invasion, and growth beyond."""
    if veins == 2 or beyond:
        return "T4"
    if shape == "none":
        return "T2" if veins else "T0"
    if shape == "T1b" and (veins or microvascular):
        return "T2"
    return shape


def _stage(shape: str, veins: int, microvascular: bool, beyond: bool, nodes: str, distant: str) -> str:
    if distant == "m1":
        return "IVB"
    if nodes == "n1":
        return "IVA"
    return _GROUPS[t_category(shape, veins, microvascular, beyond)]


def _either(one: tuple[bool, ...], other: tuple[bool, ...]) -> tuple[bool, ...]:
    return tuple(dict.fromkeys(a or b for a in one for b in other))


def _not_recorded(recorded: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(name for name, value in zip(_ABSENT, recorded, strict=True) if value is UNKNOWN)
