"""Other stages of hepatocellular carcinoma, and the classes of a portal vein tumour thrombus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from consult.hcc.liver import CLASSES
from consult.hcc.nodules import Tumour
from consult.hcc.possible import (
    assumed,
    fields_of,
    in_order,
    members,
    only,
    outcomes,
    shapes,
    vein_levels,
)
from consult.hcc.spread import hepatic_options, portal_options
from consult.hcc.staging import intended_use, is_diffuse, stages_given
from consult.results import Derived, Result, open_inputs
from consult.values import UNKNOWN, bands, is_certain, options

BOLONDI_GROUPS = ("B1", "B2", "B3", "B4")
OKUDA_STAGES = ("none", "I", "II", "III")
LCSGJ_STAGES = ("none", "I", "II", "III", "IVA", "IVB")
ITALICA_STAGES = ("none", "0", "A", "B1", "B2", "B3", "C")
HKLC_STAGES = ("none", "I", "IIa", "IIb", "IIIa", "IIIb", "IVa", "IVb", "Va", "Vb")
VP_CLASSES = ("Vp0", "Vp1", "Vp2", "Vp3", "Vp4")
CHENG_TYPES = ("none", "I0", "I", "II", "III", "IV")

_EXTRAHEPATIC_VEINS = frozenset({"vp4", "smv", "vv3"})
_ANY_VEIN: frozenset[str] = frozenset()
_CHENG = {"vp1": "I", "vp2": "I", "vp3": "II", "vp4": "III", "smv": "IV"}
_SPREAD_FIELDS = (("n_status",), ("m_status",))


def bclc_b_bolondi(
    child_pugh_points: Any,
    tumours: tuple[Tumour, ...],
    unlisted_nodules: bool,
    ecog: Any,
    portal_vein_invasion: Any,
    tumour_type: Any,
    age_years: Any,
    lesions_missing: tuple[str, ...],
    child_pugh_points_missing: tuple[str, ...],
) -> Derived:
    """Bolondi's groups of BCLC B: B1 Child-Pugh 5-7 within up-to-seven, B2 5-6 beyond, B3 7 beyond, B4 8-9.

    ECOG 0, in B4 0-1; no portal thrombosis. Up-to-seven by number and size alone. Other combinations and a known
    portal tumour thrombus have no group. Bolondi L, Semin Liver Dis 2012;32:348-359, as tabulated in Cancer Imaging
    2023, doi 10.1186/s40644-023-00575-6. To be shown only when the BCLC stage is B.
    """
    flags = list(intended_use(tumour_type, age_years))
    found: tuple[str | None, ...] = ()
    missing: tuple[str, ...] = ()
    if "none" not in portal_options(portal_vein_invasion):
        flags.append("portal_tumour_thrombus")
    elif stages_given(flags):
        points = members(child_pugh_points, range(5, 16))
        found, relevant = outcomes(
            _bolondi,
            tuple(dict.fromkeys(map(_points_band, points))),
            shapes(tumours, _within_up_to_seven),
            tuple(dict.fromkeys(min(grade, 2) for grade in members(ecog, range(5)))),
        )
        missing = fields_of(relevant, (child_pugh_points_missing, lesions_missing, ("ecog",)))
    if unlisted_nodules:
        flags.append("unlisted_assumed_smaller")
    if all(tumour.count == 0 for tumour in tumours):
        flags.append("no_viable_tumour")
    return _derived(
        "bclc_b_bolondi",
        {"group": only(found), "possible_groups": list(in_order(found, BOLONDI_GROUPS))},
        missing,
        flags,
        "bolondi-2012",
        "Bolondi 2012, BCLC B",
    )


def okuda(
    tumour_liver_percent: Any,
    ascites: Any,
    albumin_g_per_l: Any,
    bilirubin_umol_per_l: Any,
    bilirubin_mg_per_dl: Any,
    tumours: tuple[Tumour, ...],
    macrovascular_invasion: Any,
    n_status: Any,
    m_status: Any,
    tumour_type: Any,
    age_years: Any,
    lesions_missing: tuple[str, ...],
    vessels_missing: tuple[str, ...],
) -> Derived:
    """Okuda stage: a point each for tumour > 50 % of the liver, ascites, albumin < 30 g/L, bilirubin > 3 mg/dL.

    0 points I, 1-2 II, 3-4 III; bilirubin is compared in the unit it was entered in (> 51 umol/L). World J Hepatol
    2015;7:406, table 1; World J Gastroenterol 2014;20:16630.
    """
    flags = list(intended_use(tumour_type, age_years))
    if bilirubin_mg_per_dl is UNKNOWN:
        jaundice = bands(bilirubin_umol_per_l, (("<=", 51.0),))
    else:
        jaundice = bands(bilirubin_mg_per_dl, (("<=", 3.0),))
    stages: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    if stages_given(flags):
        absent, absent_missing = _without_tumour(
            tumours, macrovascular_invasion, n_status, m_status, lesions_missing, vessels_missing
        )
        found, relevant = outcomes(
            _okuda,
            absent,
            bands(tumour_liver_percent, (("<=", 50.0),)),
            tuple(int(a != "none") for a in options(ascites, ("none", "slight"))),
            tuple(1 - band for band in bands(albumin_g_per_l, (("<", 30.0),))),
            jaundice,
        )
        stages = in_order(found, OKUDA_STAGES)
        missing = fields_of(
            relevant,
            (
                absent_missing,
                ("tumour_liver_percent",),
                ("ascites",),
                ("albumin_g_per_l",),
                ("bilirubin_umol_per_l",),
            ),
        )
    if is_certain(bilirubin_umol_per_l) and 51 < round(bilirubin_umol_per_l, 6) <= 51.3:
        flags.append("borderline_unit")
    return _derived("okuda", _staged(stages), missing, _with_none(flags, stages), "okuda-1985", "Okuda 1985")


def clip(
    child_pugh_class: Any,
    tumours: tuple[Tumour, ...],
    unlisted_nodules: bool,
    tumour_liver_percent: Any,
    tumour_pattern: Any,
    afp_ng_per_ml: Any,
    afp_iu_per_ml: Any,
    portal_vein_invasion: Any,
    macrovascular_invasion: Any,
    n_status: Any,
    m_status: Any,
    tumour_type: Any,
    age_years: Any,
    lesions_missing: tuple[str, ...],
    vessels_missing: tuple[str, ...],
    liver_missing: tuple[str, ...],
) -> Derived:
    """CLIP, 0-6: Child-Pugh A/B/C 0/1/2, form 0/1/2, AFP >= 400 ng/mL 1, portal vein thrombosis 1.

    Form: one nodule and <= 50 % of the liver 0, several and <= 50 % 1, massive or > 50 % 2. Bland thrombus counts,
    as the definition says thrombosis. World J Hepatol 2015;7:406; World J Gastroenterol 2014;20:16630.
    """
    flags = list(intended_use(tumour_type, age_years))
    massive = (False, True) if tumour_pattern is UNKNOWN else (tumour_pattern == "massive",)
    form, relevant = outcomes(
        _clip_form,
        shapes(tumours, _several),
        bands(tumour_liver_percent, (("<=", 50.0),)),
        massive,
    )
    form_missing = fields_of(relevant, (lesions_missing, ("tumour_liver_percent",), ("tumour_pattern",)))
    if portal_vein_invasion == "bland_thrombus":
        thrombosis: tuple[int, ...] = (1,)
        flags.append("bland_thrombus_counted")
    else:
        levels = portal_options(portal_vein_invasion)
        thrombosis = tuple({int(level != "none") for level in levels})
    if afp_iu_per_ml is not UNKNOWN:
        flags.append("afp_converted")
    if unlisted_nodules:
        flags.append("unlisted_assumed_smaller")
    absent, absent_missing = _without_tumour(
        tumours, macrovascular_invasion, n_status, m_status, lesions_missing, vessels_missing
    )
    parts = (
        (_liver_points(child_pugh_class), liver_missing),
        (form, form_missing),
        (bands(afp_ng_per_ml, (("<", 400.0),)), ("afp_ng_per_ml",)),
        (thrombosis, ("portal_vein_invasion",)),
    )
    values, missing = _sum(parts, absent, absent_missing, flags)
    return _derived("clip", values, missing, flags, "clip-1998", "CLIP 1998")


def jis(
    tumours: tuple[Tumour, ...],
    unlisted_nodules: bool,
    portal_vein_invasion: Any,
    hepatic_vein_invasion: Any,
    bile_duct_invasion: Any,
    n_status: Any,
    m_status: Any,
    child_pugh_class: Any,
    tumour_type: Any,
    age_years: Any,
    lesions_missing: tuple[str, ...],
    vessels_missing: tuple[str, ...],
    liver_missing: tuple[str, ...],
) -> Derived:
    """JIS, 0-5: LCSGJ stage I/II/III/IV 0/1/2/3 and Child-Pugh A/B/C 0/1/2.

    T by how many of three criteria are met: solitary; <= 20 mm; no invasion of portal or hepatic vein or bile duct.
    T1 three (I), T2 two (II), T3 one (III), T4 none (IVA); N1 IVA, M1 IVB. World J Hepatol 2015;7:406, table 6,
    which prints < 2 cm where LCSGJ has <= 2 cm. Bile-duct invasion that is not recorded counts as absent.
    """
    flags = list(intended_use(tumour_type, age_years))
    bile = bile_duct_invasion
    in_duct = (False,) if bile is UNKNOWN else tuple({b != "none" for b in options(bile, ("none", "b1"))})
    found, relevant = outcomes(
        _lcsgj,
        shapes(tumours, _solitary_and_small),
        _veins(portal_vein_invasion, hepatic_vein_invasion, _ANY_VEIN),
        in_duct,
        options(n_status, ("n0", "n1")),
        options(m_status, ("m0", "m1")),
    )
    stages = in_order(found, LCSGJ_STAGES)
    fields = (lesions_missing, vessels_missing, ("bile_duct_invasion",), *_SPREAD_FIELDS)
    stage_missing = fields_of(relevant, fields)
    given = stages_given(flags)
    if given and bile is UNKNOWN:
        flags.append("assumed_absent:bile_duct_invasion")
    if unlisted_nodules:
        flags.append("unlisted_assumed_smaller")
    absent = tuple(dict.fromkeys(stage == "none" for stage in stages))
    stage_points = tuple(
        dict.fromkeys(min(LCSGJ_STAGES.index(stage), 4) - 1 for stage in stages if stage != "none")
    )
    parts = ((stage_points, stage_missing), (_liver_points(child_pugh_class), liver_missing))
    values, missing = _sum(parts, absent, stage_missing, flags)
    if given:
        missing = tuple(dict.fromkeys((*missing, *stage_missing)))
    values["lcsgj_stage"] = only(stages) if given else None
    values["possible_lcsgj_stages"] = list(stages) if given else []
    return _derived("jis", values, missing, flags, "kudo-2003", "JIS 2003, LCSGJ stage")


def italica_tumour_stage(
    tumours: tuple[Tumour, ...],
    unlisted_nodules: bool,
    portal_vein_invasion: Any,
    hepatic_vein_invasion: Any,
    n_status: Any,
    m_status: Any,
    tumour_type: Any,
    age_years: Any,
    lesions_missing: tuple[str, ...],
    vessels_missing: tuple[str, ...],
) -> Derived:
    """ITA.LI.CA tumour stage 0, A, B1, B2, B3 or C (`none` without tumour); the prognostic score is not computed.

    One nodule <= 20 mm 0, <= 50 A, larger B1; 2-3 nodules <= 30 mm A, <= 50 B1, larger B2; more nodules <= 50 mm B2,
    larger B3; intrahepatic vascular invasion B3; extrahepatic invasion (vp4, smv, vv3) or spread C. Karademir S,
    Hepatoma Res 2018;4:58, table 14, doi 10.20517/2394-5079.2018.40.
    """
    flags = list(intended_use(tumour_type, age_years))
    stages: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    if stages_given(flags):
        found, relevant = outcomes(
            _italica,
            shapes(tumours, _italica_burden),
            _veins(portal_vein_invasion, hepatic_vein_invasion, _EXTRAHEPATIC_VEINS),
            options(n_status, ("n0", "n1")),
            options(m_status, ("m0", "m1")),
        )
        stages = in_order(found, ITALICA_STAGES)
        missing = fields_of(relevant, (lesions_missing, vessels_missing, *_SPREAD_FIELDS))
    if unlisted_nodules:
        flags.append("unlisted_assumed_smaller")
    return _derived(
        "italica_tumour_stage",
        _staged(stages),
        missing,
        _with_none(flags, stages),
        "karademir-2018",
        "ITA.LI.CA tumour stage",
    )


def hklc(
    tumours: tuple[Tumour, ...],
    unlisted_nodules: bool,
    tumour_pattern: Any,
    portal_vein_invasion: Any,
    hepatic_vein_invasion: Any,
    n_status: Any,
    m_status: Any,
    ecog: Any,
    child_pugh_class: Any,
    tumour_type: Any,
    age_years: Any,
    lesions_missing: tuple[str, ...],
    vessels_missing: tuple[str, ...],
    liver_missing: tuple[str, ...],
) -> Derived:
    """HKLC stage I to Vb (`none` without tumour); from memory of its primary table, so flagged `unverified_rule`.

    Early: <= 50 mm, <= 3 nodules, no intrahepatic venous invasion. Intermediate: <= 50 mm with one of these, or
    larger with neither. Locally advanced: both, larger with either, or diffuse. Extrahepatic: vp4, smv, vv3, n1, m1.
    ECOG 0-1 and Child-Pugh A / B: I / IIa early, IIb / IIIa intermediate, IIIb locally advanced, IVa / IVb
    extrahepatic; else Va early, Vb. Yau T, Gastroenterology 2014;146:1691-1700, doi 10.1053/j.gastro.2014.02.032.
    """
    flags = ["unverified_rule", *intended_use(tumour_type, age_years)]
    stages: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    if stages_given(flags):
        burdens = shapes(tumours, _hklc_burden)
        pattern = is_diffuse(tumour_pattern)
        spread = {
            n == "n1" or m == "m1"
            for n in options(n_status, ("n0", "n1"))
            for m in options(m_status, ("m0", "m1"))
        }
        found, relevant = outcomes(
            _hklc,
            tuple(dict.fromkeys((b, d and b != "none") for b in burdens for d in pattern)),
            _veins(portal_vein_invasion, hepatic_vein_invasion, _EXTRAHEPATIC_VEINS),
            tuple(sorted(spread)),
            tuple(dict.fromkeys(grade <= 1 for grade in members(ecog, range(5)))),
            options(child_pugh_class, CLASSES),
        )
        stages = in_order(found, HKLC_STAGES)
        missing = fields_of(
            relevant,
            (
                (*lesions_missing, *open_inputs(("tumour_pattern",), (tumour_pattern,))),
                vessels_missing,
                open_inputs(("n_status", "m_status"), (n_status, m_status)),
                ("ecog",),
                liver_missing,
            ),
        )
    if unlisted_nodules:
        flags.append("unlisted_assumed_smaller")
    return _derived("hklc", _staged(stages), missing, _with_none(flags, stages), "yau-2014", "HKLC 2014")


def pvtt(portal_vein_invasion: Any, microvascular_invasion: Any) -> Derived:
    """Portal vein tumour thrombus: Japanese class Vp0-Vp4 and Cheng type none, I0, I, II, III, IV.

    Cheng I vp1-vp2, II vp3, III vp4, IV superior mesenteric vein: World J Gastroenterol 2022;28:704, figure 2; the
    mesenteric vein has no class of its own in the Japanese scheme and prints Vp4 (Lau WY 2018). Levels: PMC4284342.
    Bland thrombus is Vp0. I0 needs microvascular invasion found by pathology; not recorded, it counts as absent.
    """
    levels = portal_options(portal_vein_invasion)
    found, relevant = outcomes(_cheng, levels, assumed(microvascular_invasion, "present"))
    types = in_order(found, CHENG_TYPES)
    classes = in_order(map(_vp, levels), VP_CLASSES)
    flags = []
    if "none" in levels and microvascular_invasion is UNKNOWN:
        flags.append("assumed_absent:microvascular_invasion")
    return _derived(
        "pvtt",
        {
            "vp": only(classes),
            "cheng": only(types),
            "possible_vps": list(classes),
            "possible_chengs": list(types),
        },
        fields_of(relevant, (("portal_vein_invasion",), ("microvascular_invasion",))),
        flags,
        "wjg-2022",
        "Vp (Japan), Cheng",
    )


def _derived(
    item: str,
    values: dict[str, Any],
    missing: tuple[str, ...],
    flags: Sequence[str],
    source: str,
    version: str,
) -> Derived:
    result = Result(
        item=item,
        values=values,
        missing=missing,
        flags=tuple(flags),
        source=source,
        rule_version=version,
    )
    return Derived(facts={}, results=(result,))


def _staged(stages: tuple[str, ...]) -> dict[str, Any]:
    return {"stage": only(stages), "possible_stages": list(stages)}


def _with_none(flags: list[str], stages: tuple[str, ...]) -> list[str]:
    return [*flags, "no_viable_tumour"] if stages == ("none",) else flags


def _veins(portal: Any, hepatic: Any, high: frozenset[str]) -> tuple[int, ...]:
    return vein_levels(portal_options(portal), hepatic_options(hepatic), high)


def _liver_points(child_pugh_class: Any) -> tuple[int, ...]:
    return tuple(CLASSES.index(name) for name in options(child_pugh_class, CLASSES))


def _without_tumour(
    tumours: tuple[Tumour, ...],
    invasion: Any,
    n_status: Any,
    m_status: Any,
    lesions_missing: tuple[str, ...],
    vessels_missing: tuple[str, ...],
) -> tuple[tuple[bool, ...], tuple[str, ...]]:
    """Whether there is no viable tumour at all, no invasion and no spread: every answer, and what settles it."""
    empty = shapes(tumours, _is_empty)
    if True not in empty:
        return (False,), ()
    found, relevant = outcomes(
        _nothing,
        empty,
        options(invasion, (False, True)),
        options(n_status, ("n0", "n1")),
        options(m_status, ("m0", "m1")),
    )
    return found, fields_of(relevant, (lesions_missing, vessels_missing, *_SPREAD_FIELDS))


def _sum(
    parts: Sequence[tuple[tuple[int, ...], tuple[str, ...]]],
    absent: tuple[bool, ...],
    absent_missing: tuple[str, ...],
    flags: list[str],
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Points of a score with their least and most; none where no tumour is left or the score is not given."""
    if not stages_given(flags) or False not in absent:
        if stages_given(flags):
            flags.append("no_viable_tumour")
        return {"points": None, "points_min": None, "points_max": None}, ()
    least, most = sum(min(points) for points, _ in parts), sum(max(points) for points, _ in parts)
    open_fields = [name for points, names in parts if len(points) > 1 for name in names]
    if len(absent) > 1:
        open_fields += absent_missing
    certain = least == most and len(absent) == 1
    values = {"points": least if certain else None, "points_min": least, "points_max": most}
    return values, tuple(dict.fromkeys(open_fields))


def _points_band(points: int) -> str:
    return "5-6" if points <= 6 else "7" if points == 7 else "8-9" if points <= 9 else "10-15"


def _within_up_to_seven(tumour: Tumour) -> bool | None:
    return None if tumour.count == 0 else round(tumour.count * 10 + tumour.largest, 6) <= 70


def _bolondi(points: str, within: bool | None, ecog: int) -> str | None:
    if within is None or points == "10-15" or ecog == 2:
        return None
    if points == "8-9":
        return "B4"
    if ecog:
        return None
    if within:
        return "B1"
    return "B2" if points == "5-6" else "B3"


def _okuda(absent: bool, *points: int) -> str:
    if absent:
        return "none"
    total = sum(points)
    return "I" if total == 0 else "II" if total <= 2 else "III"


def _several(tumour: Tumour) -> bool:
    return tumour.count > 1


def _clip_form(several: bool, over_half: int, massive: bool) -> int:
    return 2 if over_half or massive else int(several)


def _solitary_and_small(tumour: Tumour) -> tuple[bool, int]:
    """Whether a viable nodule exists, and how many of the two criteria of number and size are met."""
    return tumour.count > 0, (tumour.count <= 1) + (round(tumour.largest, 6) <= 20)


def _lcsgj(shape: tuple[bool, int], veins: int, in_duct: bool, nodes: str, distant: str) -> str:
    nodules, met = shape
    if distant == "m1":
        return "IVB"
    if nodes == "n1":
        return "IVA"
    if not nodules and not veins:
        return "none"
    return ("IVA", "III", "II", "I")[met + (not veins and not in_duct)]


def _italica_burden(tumour: Tumour) -> str:
    largest = round(tumour.largest, 6)
    if tumour.count == 0:
        return "none"
    if tumour.count == 1:
        return "0" if largest <= 20 else "A" if largest <= 50 else "B1"
    if tumour.count <= 3:
        return "A" if largest <= 30 else "B1" if largest <= 50 else "B2"
    return "B2" if largest <= 50 else "B3"


def _italica(burden: str, veins: int, nodes: str, distant: str) -> str:
    if veins == 2 or nodes == "n1" or distant == "m1":
        return "C"
    return "B3" if veins else burden


def _hklc_burden(tumour: Tumour) -> str:
    if tumour.count == 0:
        return "none"
    size = "small" if round(tumour.largest, 6) <= 50 else "large"
    return f"{size}_few" if tumour.count <= 3 else f"{size}_many"


def _hklc(burden: tuple[str, bool], veins: int, spread: bool, fit: bool, liver: str) -> str:
    shape, diffuse = burden
    extrahepatic = spread or veins == 2
    if shape == "none" and not veins and not extrahepatic:
        return "none"
    worse = shape.endswith("many") + (veins > 0) + shape.startswith("large")
    extent = 2 if diffuse or worse >= 2 else worse
    if not fit or liver == "C":
        return "Va" if extent == 0 and not extrahepatic else "Vb"
    if extrahepatic:
        return "IVa" if liver == "A" else "IVb"
    if extent == 2:
        return "IIIb"
    return (("I", "IIa"), ("IIb", "IIIa"))[extent][liver == "B"]


def _is_empty(tumour: Tumour) -> bool:
    return tumour.count == 0


def _nothing(empty: bool, invasion: bool, nodes: str, distant: str) -> bool:
    return empty and not invasion and nodes == "n0" and distant == "m0"


def _vp(level: str) -> str:
    return "Vp0" if level == "none" else "Vp4" if level == "smv" else f"Vp{level[-1]}"


def _cheng(level: str, microvascular: bool) -> str:
    return _CHENG.get(level, "I0" if microvascular else "none")
