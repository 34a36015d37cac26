"""The unproven section of the paper: what to ask before paying, and where its licence stands."""

from __future__ import annotations

import pytest

from consult.compare import UNPROVEN_ADVICE
from tests.output.conftest import CASES, MakePaper, Paper, pages_of, rendered, squeezed

LANGUAGES = ("en", "zh_CN")


def unproven(made: Paper) -> list[str]:
    return [
        treatment.id
        for treatment in made.assessment.catalog.treatments.values()
        if treatment.unproven and made.assessment.treatments[treatment.id].status != "does_not_apply"
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chosen", [(), ("cell_immune_reconstitution", "resection")])
def test_the_paper_says_once_what_to_ask_before_paying(
    paper: MakePaper, language: str, chosen: tuple[str, ...]
) -> None:
    made = paper(CASES["three small"], language=language, chosen=chosen)
    text = "".join(pages_of(rendered(made.document)))
    for advice in UNPROVEN_ADVICE:
        assert text.count(squeezed(made.words.text(f"advice.{advice.id}"))[:40]) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_options_that_are_not_looked_at_closely_are_named_with_where_their_licences_stand(
    paper: MakePaper, language: str
) -> None:
    chosen = ("cell_immune_reconstitution", "resection")
    made = paper(CASES["three small"], language=language, chosen=chosen)
    text = "".join(pages_of(rendered(made.document)))
    others = [treatment for treatment in unproven(made) if treatment not in chosen]
    assert {"histotripsy", "tcm_decoction", "cell_nk"} <= set(others)
    names = made.words.join(made.words.short(treatment) for treatment in others)
    assert squeezed(made.words.say("paper.unproven.elsewhere", names=names)) in text
    for treatment in others:
        assert squeezed(made.words.text(f"treatment.{treatment}.regulatory"))[:40] not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chosen_unproven_option_is_printed_with_claim_evidence_and_licence(
    paper: MakePaper, language: str
) -> None:
    made = paper(CASES["three small"], language=language, chosen=("cell_immune_reconstitution", "resection"))
    text = "".join(pages_of(rendered(made.document)))
    for part in ("claim", "evidence", "regulatory"):
        assert squeezed(made.words.text(f"treatment.cell_immune_reconstitution.{part}"))[:40] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_different_times_are_said_on_paper(paper: MakePaper, language: str) -> None:
    made = paper(CASES["three small"], language=language, chosen=("transplant", "io_atezo_bev"))
    text = "".join(pages_of(rendered(made.document)))
    said = {"en": "Different times are not set side by side", "zh_CN": "时间不同，不并列比较"}[language]
    assert squeezed(said) in text
