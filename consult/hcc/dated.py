"""Dated: which values carry a date and an origin, of which kind, and after how long they are stale."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

STALE_AFTER_DAYS: Mapping[str, int] = MappingProxyType({"laboratory": 30, "imaging": 56})
"""Days after which a value of a kind is marked: a design choice of ours, to be checked with clinicians; a setting."""
APART_DAYS = 30
"""Laboratory values of one score further apart than this are worth a question (our choice, as the next one)."""
APART_DAYS_MELD_DECOMPENSATED = 7

_LABORATORY = (
    "bilirubin_umol_per_l",
    "bilirubin_direct_umol_per_l",
    "albumin_g_per_l",
    "inr",
    "pt_seconds_prolonged",
    "creatinine_umol_per_l",
    "sodium_mmol_per_l",
    "potassium_mmol_per_l",
    "ast_u_per_l",
    "alt_u_per_l",
    "alp_u_per_l",
    "ggt_u_per_l",
    "platelets_10e9_per_l",
    "hemoglobin_g_per_l",
    "wbc_10e9_per_l",
    "neutrophils_10e9_per_l",
    "lymphocytes_10e9_per_l",
    "afp_ng_per_ml",
    "afp_l3_percent",
    "pivka_ii_mau_per_ml",
    "crp_mg_per_l",
    "ammonia_umol_per_l",
    "tsh_miu_per_l",
    "urine_protein",
    "glucose_mmol_per_l",
    "hba1c_percent",
    "troponin_elevated",
    "tnf_alpha_pg_per_ml",
    "ifn_gamma_pg_per_ml",
)
_IMAGING = (
    "lesions",
    "lesion_count_total",
    "tumour_pattern",
    "bilobar",
    "tumour_liver_percent",
    "portal_vein_invasion",
    "portal_flow",
    "hepatic_vein_invasion",
    "bile_duct_invasion",
    "adjacent_organ_invasion",
    "n_status",
    "m_status",
    "splenomegaly",
    "spleen_length_mm",
    "flr_percent",
)
_LASTING = (
    "hbsag",
    "anti_hbc",
    "hbv_dna_iu_per_ml",
    "lsm_kpa",
    "hvpg_mmhg",
    "icg_r15_percent",
    "lvef_percent",
    "qtc_ms",
    "microvascular_invasion",
    "histologic_grade",
    "sarcomatous_change",
    "pdl1_cps",
    "pdl1_tps_percent",
    "msi_status",
    "tmb_mut_per_mb",
    "gpc3_ihc",
)
"""Dated too, but no number of days says when they are stale."""

KINDS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(_LABORATORY, "laboratory"),
        **dict.fromkeys(_IMAGING, "imaging"),
        **dict.fromkeys(_LASTING, "lasting"),
    }
)
"""The kind of each field whose value can carry its date and origin."""
