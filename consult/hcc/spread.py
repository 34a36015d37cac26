"""Spread: veins, nodes and distant organs, from what imaging showed."""

from __future__ import annotations

from typing import Any

from consult.results import Derived, open_inputs
from consult.values import UNKNOWN, one_of, options

PORTAL_INVASION = ("vp1", "vp2", "vp3", "vp4", "smv")
HEPATIC_INVASION = ("vv1", "vv2", "vv3")
PORTAL_LEVELS = ("none", *PORTAL_INVASION)
HEPATIC_LEVELS = ("none", *HEPATIC_INVASION)


def portal_options(portal_vein_invasion: Any) -> tuple[str, ...]:
    """Levels of portal invasion still possible; a bland thrombus is none, `indeterminate` leaves all open."""
    if portal_vein_invasion is UNKNOWN or portal_vein_invasion == "indeterminate":
        return PORTAL_LEVELS
    if portal_vein_invasion == "bland_thrombus":
        return ("none",)
    return options(portal_vein_invasion, PORTAL_LEVELS)


def hepatic_options(hepatic_vein_invasion: Any) -> tuple[str, ...]:
    """Levels of hepatic vein invasion still possible; `indeterminate` leaves all open."""
    if hepatic_vein_invasion is UNKNOWN or hepatic_vein_invasion == "indeterminate":
        return HEPATIC_LEVELS
    return options(hepatic_vein_invasion, HEPATIC_LEVELS)


def veins(portal_vein_invasion: Any, hepatic_vein_invasion: Any, portal_flow: Any) -> Derived:
    """Macrovascular invasion, the class of a portal tumour thrombus and the state of portal flow."""
    portal = portal_options(portal_vein_invasion)
    hepatic = hepatic_options(hepatic_vein_invasion)
    invasion = sorted({p != "none" or h != "none" for p in portal for h in hepatic})
    both = ("portal_vein_invasion", "hepatic_vein_invasion")
    open_levels = tuple(name for name, levels in zip(both, (portal, hepatic), strict=True) if len(levels) > 1)
    pvtt = one_of("vp4" if level == "smv" else "vp0" if level == "none" else level for level in portal)
    main_trunk = one_of(level in ("vp4", "smv") for level in portal)
    blocked: Any = UNKNOWN
    if portal_flow is not UNKNOWN:
        blocked = one_of(flow != "hepatopetal" for flow in options(portal_flow, ("hepatopetal", "absent")))
    portal_missing = open_inputs(("portal_vein_invasion",), (pvtt,))
    return Derived(
        facts={
            "vessels_missing": open_levels,
            "macrovascular_invasion": one_of(invasion),
            "pvtt_class": pvtt,
            "portal_main_trunk_tumour": main_trunk,
            "portal_flow_blocked": blocked,
        },
        missing={
            "macrovascular_invasion": open_levels if len(invasion) > 1 else (),
            "pvtt_class": portal_missing,
            "portal_main_trunk_tumour": open_inputs(("portal_vein_invasion",), (main_trunk,)),
            "portal_flow_blocked": open_inputs(("portal_flow",), (blocked,)),
        },
    )


def metastases(n_status: Any, m_status: Any, metastasis_sites: Any) -> Derived:
    """Nodal or distant spread, and bone metastasis (false when m0)."""
    spread = sorted(
        {
            n == "n1" or m == "m1"
            for n in options(n_status, ("n0", "n1"))
            for m in options(m_status, ("m0", "m1"))
        }
    )
    bone: Any = UNKNOWN
    if m_status == "m0":
        bone = False
    elif metastasis_sites is not UNKNOWN:
        bone = "bone" in metastasis_sites
        if not bone and m_status is UNKNOWN:
            bone = UNKNOWN
    bone_missing = ("m_status",) if m_status is UNKNOWN else ("metastasis_sites",)
    return Derived(
        facts={"nodal_or_distant_spread": one_of(spread), "bone_metastasis": bone},
        missing={
            "nodal_or_distant_spread": (
                open_inputs(("n_status", "m_status"), (n_status, m_status)) if len(spread) > 1 else ()
            ),
            "bone_metastasis": bone_missing if bone is UNKNOWN else (),
        },
    )
