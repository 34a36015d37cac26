"""Lasting: facts that no treatment, no test and no waiting makes undone; what rests on them alone is fixed."""

LASTING = frozenset(
    {
        "adult",
        "age_years",
        "cirrhosis",
        "dpd_deficiency",
        "sex",
        "tumour_is_hcc",
        "tumour_type",
    }
)
"""Facts that stay as they are. Age grows, but never to an earlier one; a minor is judged elsewhere."""

HISTORY = frozenset(
    {
        "pacemaker_or_icd",
        "prior_atezolizumab_bevacizumab",
        "prior_checkpoint_inhibitor",
        "prior_durvalumab_tremelimumab",
        "prior_lenvatinib",
        "prior_liver_transplant",
        "prior_nivolumab_ipilimumab",
        "prior_oxaliplatin_systemic",
        "prior_sorafenib",
        "prior_systemic_lines",
        "solid_organ_transplant_other",
    }
)
"""What has happened stays so; what has not may still happen, and a count may grow."""
