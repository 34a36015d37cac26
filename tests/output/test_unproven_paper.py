"""The unproven section of the paper: what to ask before paying, and where each option is licensed."""

from __future__ import annotations

import pytest

from consult.compare import UNPROVEN_ADVICE
from tests.output.conftest import CASES, MakePaper, pages_of, rendered, squeezed

LANGUAGES = ("en", "zh_CN")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_says_what_to_ask_before_paying(paper: MakePaper, language: str) -> None:
    made = paper(CASES["three small"], language=language)
    text = "".join(pages_of(rendered(made.document)))
    for advice in UNPROVEN_ADVICE:
        assert squeezed(made.words.text(f"advice.{advice.id}"))[:40] in text
    shown = [
        treatment.id
        for treatment in made.assessment.catalog.treatments.values()
        if treatment.unproven and made.assessment.treatments[treatment.id].status != "does_not_apply"
    ]
    assert {"cell_immune_reconstitution", "histotripsy", "tcm_decoction"} <= set(shown)
    for treatment in shown:
        assert squeezed(made.words.text(f"treatment.{treatment}.regulatory"))[:40] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chosen_unproven_option_is_printed_with_claim_and_evidence(paper: MakePaper, language: str) -> None:
    made = paper(CASES["three small"], language=language, chosen=("cell_immune_reconstitution", "resection"))
    text = "".join(pages_of(rendered(made.document)))
    for part in ("claim", "evidence"):
        assert squeezed(made.words.text(f"treatment.cell_immune_reconstitution.{part}"))[:40] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_different_times_are_said_on_paper(paper: MakePaper, language: str) -> None:
    made = paper(CASES["three small"], language=language, chosen=("transplant", "io_atezo_bev"))
    text = "".join(pages_of(rendered(made.document)))
    said = {"en": "Different times are not set side by side", "zh_CN": "时间不同，不并列比较"}[language]
    assert squeezed(said) in text
