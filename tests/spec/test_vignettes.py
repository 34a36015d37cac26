"""The eight teaching vignettes: what their description gives, and no status against the one it expects.

The description gives little, so most options are still open: then what it expects has to be among what is possible.
The same vignettes with all that was left out filled in stand in `cases/dossier.toml`.
"""

from __future__ import annotations

import json
from typing import NamedTuple

import pytest

from consult.assess import Assessment, Knowledge
from consult.hcc.derive import SCHEMA, derive
from consult.names import DEFAULT_GUIDELINE
from resources import path

SUITABLE = frozenset({"usual_option", "possible"})
BARRED = frozenset({"usually_not", "advised_against", "does_not_apply"})


class Vignette(NamedTuple):
    """A file, the fields its description gives, and what it says of treatments."""

    file: str
    given: frozenset[str]
    leads: tuple[str, ...]
    barred: tuple[str, ...] = ()


LIVER = frozenset({"patient_code", "tumour_type", "child_pugh_points", "lesions"})
VIGNETTES = (
    Vignette(
        "vignette-1-one-tumour-of-18-mm",
        LIVER | {"ecog", "lesion_visible_on_guidance", "distance_central_bile_duct_mm", "distance_bowel_mm"},
        ("mwa", "rfa", "resection"),
    ),
    Vignette(
        "vignette-2-one-tumour-of-42-mm",
        LIVER | {"ecog", "cirrhosis", "liver_background", "flr_percent"},
        ("resection", "tace", "tare", "sbrt"),
    ),
    Vignette(
        "vignette-3-three-tumours-child-pugh-b9",
        LIVER | {"age_years", "ascites", "portal_vein_invasion", "hepatic_vein_invasion"},
        ("transplant",),
        ("tace",),
    ),
    Vignette(
        "vignette-4-five-tumours-in-both-lobes",
        LIVER | {"ecog", "bilobar", "portal_vein_invasion", "hepatic_vein_invasion"},
        ("tace", "io_atezo_bev"),
    ),
    Vignette(
        "vignette-5-main-portal-vein-blocked",
        LIVER | {"ecog", "portal_vein_invasion", "portal_flow"},
        ("io_atezo_bev", "haic", "ebrt_pvtt", "sbrt"),
        ("tace", "ctace", "deb_tace"),
    ),
    Vignette(
        "vignette-6-liver-pain-metastatic",
        (LIVER - {"lesions"})
        | {"lesion_count_total", "m_status", "ecog", "life_expectancy_lt_3_months", "pain_score_0_10"},
        ("ebrt_palliative", "supp_palliative"),
        (
            "tace",
            "mwa",
            "rfa",
            "resection",
            "transplant",
            "sbrt",
            "tare",
            "haic",
            "io_atezo_bev",
            "tki_sorafenib",
        ),
    ),
    Vignette(
        "vignette-7-beside-the-central-duct",
        LIVER | {"biliary_intervention", "distance_central_bile_duct_mm"},
        ("sbrt", "resection"),
        ("mwa", "rfa"),
    ),
    Vignette(
        "vignette-8-size-and-liver-values-missing",
        frozenset({"patient_code", "tumour_type", "lesions"}),
        (),
    ),
)
NAMED = [pytest.param(vignette, id=vignette.file) for vignette in VIGNETTES]


def assessed(vignette: Vignette, knowledge: Knowledge) -> Assessment:
    patient = SCHEMA.read_json(path("examples", f"{vignette.file}.json").read_bytes())
    return knowledge.assess(derive(patient), DEFAULT_GUIDELINE)


def test_there_are_eight() -> None:
    bundled = {file.stem for file in path("examples").glob("vignette-*.json")}
    assert bundled == {vignette.file for vignette in VIGNETTES}
    assert len(bundled) == 8


@pytest.mark.parametrize("vignette", NAMED)
def test_a_vignette_holds_what_is_given_and_nothing_else(vignette: Vignette) -> None:
    said = json.loads(path("examples", f"{vignette.file}.json").read_text(encoding="utf-8"))
    assert said.keys() == vignette.given
    assert said["patient_code"].startswith("EXAMPLE-V")


@pytest.mark.parametrize("vignette", NAMED)
def test_no_status_speaks_against_what_is_expected(vignette: Vignette, knowledge: Knowledge) -> None:
    assessment = assessed(vignette, knowledge)
    for treatment in vignette.leads:
        own = assessment.treatments[treatment]
        assert SUITABLE & {own.status, *own.possible_statuses}, (treatment, own.status)
        assert own.status not in BARRED, treatment
    for treatment in vignette.barred:
        assert assessment.treatments[treatment].status in BARRED, treatment


def test_without_size_and_liver_values_nothing_is_called_suitable(knowledge: Knowledge) -> None:
    assessment = assessed(VIGNETTES[-1], knowledge)
    options = [t.id for t in knowledge.catalog.treatments.values() if t.role == "anticancer"]
    assert not [t for t in options if assessment.treatments[t].status in SUITABLE]
