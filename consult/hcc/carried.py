"""Carried: the fields whose answer outlives a visit, for the start of the next (docs/decisions/0009-next-visit.md)."""

from __future__ import annotations

LASTS = frozenset(
    {
        "sex",
        "height_cm",
        "use_asian_cutoffs",
        "diagnosis_basis",
        "tumour_type",
        "gilbert_syndrome",
        "dpd_deficiency",
        # a specimen stays what it was
        "microvascular_invasion",
        "histologic_grade",
        "sarcomatous_change",
        "pdl1_cps",
        "pdl1_tps_percent",
        "pdl1_assay",
        "msi_status",
        "tmb_mut_per_mb",
        "gpc3_ihc",
        "ntrk_fusion",
        "ret_fusion",
        "met_amplification",
        "fgf19_amplification",
        "ctnnb1_mutation",
        "tp53_mutation",
        "tert_promoter_mutation",
        "idh1_mutation",
        "brca_mutation",
        "germline_variant",
        "other_molecular",
        # what was measured before something that happened once
        "bclc_stage_baseline",
        "ast_before_first_tace_u_per_l",
        "ast_before_second_tace_u_per_l",
        "child_pugh_points_before_first_tace",
        "child_pugh_points_before_second_tace",
        "afp_at_transplant_ng_per_ml",
        "explant_largest_viable_mm",
        "explant_viable_count",
        # how to speak with somebody
        "language",
    }
)
"""Whatever was answered stays true."""

HAPPENED = frozenset(
    {
        "etiologies",
        "cholestatic_disease",
        "cirrhosis",
        "hbsag",
        "anti_hbc",
        "sbp_history",
        "hepatorenal_history",
        "variceal_bleed_ever",
        "bleeding_disorder",
        "prior_treatments",
        "prior_liver_transplant",
        "prior_radiation_liver",
        "prior_oxaliplatin_systemic",
        "biliary_intervention",
        "solid_organ_transplant_other",
        "heart_failure",
        "ischaemic_heart_disease",
        "pacemaker_or_icd",
        "peripheral_arterial_disease",
        "copd",
        "interstitial_lung_disease",
        "ckd",
        "autoimmune_disease",
        "autoimmune_name",
        "hiv",
        "diabetes",
        "thyroid_disease",
        "inflammatory_bowel_disease",
        "epilepsy",
        "second_malignancy",
        "iodine_contrast_allergy",
        "gadolinium_contraindication",
        "metallic_implant_near_liver",
        "drug_allergies",
    }
)
"""What has happened, or is there for good, stays so; that it had not may have changed since, and is asked again."""

DENIED: tuple[object, ...] = ("no", "none", "never", "negative", "unknown", False, (), ("none",))
"""Answers of these fields that say it has not."""
