"""Strategies: patients as a doctor would enter them, patients of whom everything is known, and wild ones."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from consult.fields import Field
from consult.hcc.derive import SCHEMA, none_apply_answers
from tests.properties.oracle import consistent

Document = dict[str, Any]

SOAK = bool(os.environ.get("CONSULT_SOAK"))
OVERRIDES = frozenset(
    {
        # Entered values that win over what is derived: without one the patient is still fully known.
        *(field.id for field in SCHEMA.fields if field.derived),
        "lesion_count_total",
        "pt_seconds_prolonged",
    }
)


def examples(normal: int, soak: int | None = None) -> Any:
    """Hypothesis settings: few examples in the daily run, many when CONSULT_SOAK is set (`make soak-draws`)."""
    return settings(
        max_examples=(soak or normal * 12) if SOAK else normal,
        deadline=None,
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.large_base_example,
        ],
    )


def _often(usual: Any, *others: Any) -> st.SearchStrategy[Any]:
    """`usual` most of the time."""
    return st.integers(0, 5).flatmap(lambda n: st.just(usual) if n else st.sampled_from(others))


_SIZE = st.one_of(st.integers(5, 130), st.sampled_from([10, 20, 30, 31, 40, 45, 50, 51, 65, 70, 71, 80, 100]))
_LESIONS = st.one_of(
    _SIZE.map(lambda size: [{"size_mm": size}]),
    st.lists(_SIZE.map(lambda size: {"size_mm": size}), min_size=2, max_size=6),
    st.lists(st.integers(8, 30).map(lambda size: {"size_mm": size}), min_size=2, max_size=3),
    _SIZE.map(lambda size: [{"size_mm": size, "status": "complete_response"}]),
)
_SYSTEMIC = (
    "sorafenib",
    "lenvatinib",
    "atezolizumab_bevacizumab",
    "durvalumab_tremelimumab",
    "nivolumab_ipilimumab",
)
_COURSE = st.fixed_dictionaries(
    {
        "type": st.sampled_from(("resection", "rfa", "mwa", "tace_conventional", "tace_deb", *_SYSTEMIC)),
        "stopped_for": st.sampled_from(("completed", "progression", "toxicity")),
        "date": st.sampled_from(("2024-05-01", "2025-11-20", "2026-02-10")),
    }
)
_CORE: dict[str, st.SearchStrategy[Any]] = {
    "age_years": st.integers(18, 92),
    "sex": st.sampled_from(("male", "female")),
    "tumour_type": _often("hcc", "fibrolamellar", "icc"),
    "diagnosis_basis": st.sampled_from(("histology", "imaging_lirads5")),
    "cirrhosis": st.sampled_from(("yes", "no")),
    "lesions": _LESIONS,
    "tumour_pattern": _often("nodular", "massive", "infiltrative_diffuse", "confluent_multinodular"),
    "portal_vein_invasion": _often("none", "vp1", "vp2", "vp3", "vp4", "smv", "bland_thrombus"),
    "hepatic_vein_invasion": _often("none", "vv1", "vv3"),
    "n_status": _often("n0", "n1"),
    "m_status": _often("m0", "m1"),
    "prior_treatments": st.one_of(st.just([]), st.lists(_COURSE, max_size=2)),
    "bilirubin_umol_per_l": _often(14, 9, 30, 34, 36, 51, 52, 80),
    "albumin_g_per_l": _often(41, 26, 28, 33, 35, 36),
    "inr": _often(1.1, 1.5, 1.7, 1.9, 2.1, 2.4, 2.6),
    "creatinine_umol_per_l": _often(75, 110, 177, 240),
    "platelets_10e9_per_l": _often(165, 28, 45, 70, 110, 149),
    "afp_ng_per_ml": st.sampled_from((4, 22, 150, 400, 620, 1000, 5400)),
    "ascites": _often("none", "slight", "moderate_severe"),
    "encephalopathy_grade": _often(0, 1, 3),
    "ecog": _often(0, 1, 2, 3, 4),
    "ecog_attribution": _often("tumour", "liver_disease", "comorbidity", "mixed"),
    "varices": _often("none", "small", "large"),
    "hbsag": st.sampled_from(("positive", "negative")),
}
_BEYOND: dict[str, st.SearchStrategy[Any]] = {
    "assessment_date": st.just("2026-03-02"),
    "hbv_antiviral": _often("entecavir", "none"),
    "hcv_status": _often("never", "viraemic", "svr"),
    "sbp_history": _often("no", "yes"),
    "variceal_bleed_ever": _often("no", "yes"),
    "high_risk_stigmata": _often("no", "yes"),
    "variceal_prophylaxis": st.sampled_from(("none", "nsbb", "ebl")),
    "endoscopy_date": st.sampled_from(("2025-01-01", "2026-01-10")),
    "bilobar": st.sampled_from(("yes", "no")),
    "tumour_liver_percent": st.sampled_from((5, 20, 50, 55, 70, 80)),
    "transplant_candidate": _often("yes", "no", "contraindicated"),
    "metastasis_sites": st.sampled_from(([], ["lung"], ["bone"])),
    "microvascular_invasion": st.sampled_from(("absent", "present")),
    "histologic_grade": st.sampled_from(("g1", "g2", "g3")),
    "etiologies": st.sampled_from((["hbv"], ["alcohol"], [])),
    "cholestatic_disease": st.just(False),
    "tnf_alpha_pg_per_ml": st.sampled_from((1.0, 4.0)),
    "ifn_gamma_pg_per_ml": st.sampled_from((3.0, 9.0)),
}
_FIT: dict[str, st.SearchStrategy[Any]] = {
    "disease_setting": st.sampled_from(
        SCHEMA.by_id["disease_setting"].choice_ids(),
    ),
    "hvpg_mmhg": st.sampled_from((6, 12)),
    "lsm_kpa": st.sampled_from((9, 18, 28)),
    "anaesthesia_fit": st.booleans(),
    "lesion_visible_on_guidance": st.booleans(),
    "safe_access_route": st.booleans(),
    "arterial_access_feasible": st.booleans(),
    "igrt_available": st.booleans(),
    "distance_central_bile_duct_mm": st.sampled_from((3, 8, 20)),
    "distance_bowel_mm": st.sampled_from((3, 12, 40)),
    "flr_percent": st.sampled_from((22, 35, 55)),
    "liver_background": st.sampled_from(("normal", "cirrhosis")),
}


def _one_checklist_answer(field: Field) -> st.SearchStrategy[tuple[str, Any]]:
    if field.type == "texts":
        return st.just((field.id, ["he shou wu"]))
    if field.id == "pregnancy_status":
        return st.sampled_from(("pregnant", "possible")).map(lambda answer: (field.id, answer))
    if field.type == "integer":
        return st.integers(1, 4).map(lambda grade: (field.id, grade))
    members = [c for c in field.choice_ids() if c not in ("unknown", field.none_applies)]
    return st.sampled_from(members).map(lambda answer: (field.id, answer))


_EXCEPTIONS = st.one_of(*(_one_checklist_answer(field) for field in SCHEMA.checklist))


@st.composite
def ordinary(draw: st.DrawFn) -> Document:
    """The minimal set, the checklist answered with one key (sometimes with an exception), now and then a Fit answer."""
    document: Document = draw(st.fixed_dictionaries(_CORE))
    if document["ecog"] == 0:
        del document["ecog_attribution"]
    document["exclusion_checklist"] = "none_apply"
    document.update(draw(st.lists(_EXCEPTIONS, max_size=1)))
    document.update(draw(st.fixed_dictionaries({}, optional={k: _FIT[k] for k in ("anaesthesia_fit",)})))
    return document


@st.composite
def complete(draw: st.DrawFn) -> Document:
    """Every field that may block is answered by itself, so that each can be forgotten alone."""
    document: Document = draw(st.fixed_dictionaries({**_CORE, **_BEYOND}))
    document.update(none_apply_answers(document))
    document["herbal_products"] = []
    document.update(draw(st.lists(_EXCEPTIONS, max_size=2)))
    if document["strong_cyp3a4_interaction"] == "yes":
        document["cyp3a4_interactor"] = draw(st.sampled_from(("strong_inducer", "strong_inhibitor", "both")))
    if not consistent(document):
        document["ici_last_90_days"] = "yes"
    if document["sex"] == "male":
        document["pregnancy_status"] = "not_applicable"
    if draw(st.booleans()):
        some = draw(st.lists(st.sampled_from(sorted(_FIT)), max_size=3, unique=True))
        document.update({name: draw(_FIT[name]) for name in some})
    return document


def _any_value(field: Field) -> st.SearchStrategy[Any]:
    """Any value the field accepts, ranges included."""
    if field.type == "choice":
        return st.sampled_from(field.choice_ids())
    if field.type == "flag":
        return st.booleans()
    if field.type == "choices":
        return st.lists(st.sampled_from(field.choice_ids()), max_size=3)
    if field.type in ("number", "integer"):
        return _any_number(field)
    if field.type == "date":
        return st.sampled_from(("2024-02-29", "2025-08-31", "2026-03-02"))
    if field.type == "text":
        return st.just("x")
    if field.type == "texts":
        return st.lists(st.sampled_from(("he shou wu", "ginseng", "warfarin")), max_size=2)
    record = st.fixed_dictionaries({}, optional={part.id: _any_value(part) for part in field.parts})
    return st.lists(record, max_size=5)


def _any_number(field: Field) -> st.SearchStrategy[Any]:
    assert field.hard is not None
    low, high = field.hard
    if field.choices:
        known = [c for c in field.choice_ids() if c != "unknown"]
        return st.sampled_from([int(c) if field.type == "integer" else float(c) for c in known])
    one: st.SearchStrategy[Any]
    if field.type == "integer":
        one = st.integers(int(low), int(high))
    else:
        one = (
            st.floats(low, high, allow_nan=False)
            .map(lambda number: round(number, 2))
            .filter(lambda number: low <= number <= high)
        )
    between = st.tuples(one, one).map(lambda two: {"min": min(two), "max": max(two)})
    return st.one_of(one, between, one.map(lambda least: {"min": least}), one.map(lambda most: {"max": most}))


_ANY = st.sampled_from([field.id for field in SCHEMA.fields]).flatmap(
    lambda name: _any_value(SCHEMA.by_id[name]).map(lambda value: (name, value))
)


@st.composite
def wild(draw: st.DrawFn) -> Document:
    """Any readable patient: part of an ordinary one, and any fields with any values."""
    document: Document = draw(st.fixed_dictionaries({}, optional=_CORE))
    document.update(draw(st.lists(_ANY, max_size=8)))
    if draw(st.booleans()):
        document["exclusion_checklist"] = "none_apply"
    return document


def patients() -> st.SearchStrategy[Document]:
    """Ordinary and wild patients alike."""
    return st.one_of(ordinary(), wild())
