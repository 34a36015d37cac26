"""The bundled examples: one per BCLC stage, settled, and leading where the named guideline positions lead."""

from __future__ import annotations

import json
from typing import NamedTuple

import pytest

from consult.assess import Knowledge
from consult.catalog import LISTED
from consult.hcc.derive import SCHEMA, derive
from consult.names import DEFAULT_GUIDELINE
from consult.truth import Truth
from resources import path

SETTLED = 0.8
"""The minimal set with the checklist answered settles at least four in five anticancer options."""


class Example(NamedTuple):
    """A file, its stage, and for each treatment that a hepatologist expects to lead the position that says so."""

    file: str
    stage: str
    leads: dict[str, str]


EXAMPLES = (
    Example(
        "very-early-one-small-tumour",
        "0",
        {
            "rfa": "bclc-2025.rfa.0",
            "mwa": "bclc-2025.mwa.0",
            "resection": "bclc-2025.resection.0",
            "sbrt": "bclc-2025.sbrt.0",
            "tare": "bclc-2025.tare.0",
        },
    ),
    Example(
        "early-one-tumour-of-40-mm",
        "A",
        {"resection": "bclc-2025.resection.a-single", "tare": "bclc-2025.tare.a-single-le80"},
    ),
    Example("intermediate-five-tumours", "B", {"tace": "bclc-2025.tace.b"}),
    Example(
        "advanced-portal-vein-invasion",
        "C",
        {
            "io_atezo_bev": "bclc-2025.io_atezo_bev.c",
            "io_stride": "bclc-2025.io_stride.c",
            "io_durva": "bclc-2025.io_durva.c",
            "tki_sorafenib": "bclc-2025.tki_sorafenib.c",
            "tki_lenvatinib": "bclc-2025.tki_lenvatinib.c",
        },
    ),
    # End-stage liver: no treatment against the tumour leads, care of the person does.
    Example("end-stage-liver-failure", "D", {"supp_palliative": "bclc-2025.supp_palliative.d"}),
)
NAMED = [pytest.param(example, id=example.file) for example in EXAMPLES]
IDENTITY = frozenset({"name", "birth_date", "record_number", "phone", "address"})


def test_every_stage_has_its_example() -> None:
    assert [example.stage for example in EXAMPLES] == ["0", "A", "B", "C", "D"]
    bundled = {file.stem for file in path("examples").glob("*.json")}
    staged = {"example", *(example.file for example in EXAMPLES)}
    assert {name for name in bundled if not name.startswith("vignette-")} == staged


@pytest.mark.parametrize("example", NAMED)
def test_an_example_is_of_its_stage_and_settled(example: Example, knowledge: Knowledge) -> None:
    facts = derive(SCHEMA.read_json(path("examples", f"{example.file}.json").read_bytes()))
    assert facts.value("bclc_stage") == example.stage
    assessment = knowledge.assess(facts, DEFAULT_GUIDELINE)
    options = [t.id for t in knowledge.catalog.treatments.values() if t.role == "anticancer"]
    settled = [t for t in options if assessment.treatments[t].status != "cannot_tell"]
    assert len(settled) >= SETTLED * len(options), set(options) - set(settled)


@pytest.mark.parametrize("example", NAMED)
def test_the_options_that_lead_are_those_of_the_guideline(example: Example, knowledge: Knowledge) -> None:
    facts = derive(SCHEMA.read_json(path("examples", f"{example.file}.json").read_bytes()))
    assessment = knowledge.assess(facts, DEFAULT_GUIDELINE)
    leading = {
        treatment.id
        for treatment in knowledge.catalog.treatments.values()
        if treatment.role in ("anticancer", "supportive")
        and assessment.treatments[treatment.id].status == "usual_option"
    }
    assert leading == set(example.leads)
    for treatment, name in example.leads.items():
        position = knowledge.catalog.positions[name]
        assert (position.treatment, position.position in LISTED) == (treatment, True)
        assert position.sources
        speaking = [s for s in assessment.treatments[treatment].positions if s.state is Truth.YES]
        assert name in {standing.position.id for standing in speaking}


@pytest.mark.parametrize("example", NAMED)
def test_an_example_holds_the_minimal_set_and_nobody(example: Example) -> None:
    said = json.loads(path("examples", f"{example.file}.json").read_text(encoding="utf-8"))
    assert said["patient_code"] == f"EXAMPLE-BCLC-{example.stage}"
    assert said["exclusion_checklist"] == "none_apply"
    assert not IDENTITY & set(said)
    asked_later = {"lesion_count_total", "ecog_attribution"} if said["ecog"] == 0 else {"lesion_count_total"}
    assert {field.id for field in SCHEMA.fields if field.minimal} - set(said) <= asked_later
