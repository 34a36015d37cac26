"""Window words: what the scripted window types, and what must then be found nowhere in the open."""

from __future__ import annotations

CANARIES = ("Kanarienvogel", "金丝雀雄信", "KANARI-0815")
"""Words of a patient: a name in two scripts, and a code."""
FIELDS = (
    ("age_years", ("71", "64")),
    ("current_medication", ("aspirin and more, since spring", "none that anybody knows of")),
    ("inr", ("1.34", "2.05")),
    ("albumin_g_per_l", ("34.5", "41")),
    ("drug_allergies", ("penicillin, as she says", "nothing known")),
    ("platelets_10e9_per_l", ("88", "134")),
)
