"""Section asks: which folded section a case needs, which answer says so, and the fields that answer asks for.

They only unfold what the form holds anyway: no rule rests on them, and no field is hidden by them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from consult.hcc.asking import Recorded
from consult.values import UNKNOWN, highest


@dataclass(frozen=True, slots=True)
class SectionAsk:
    """In `section`, `asks_for` are worth answering because of what is recorded under `because`."""

    section: str
    because: str
    asks_for: tuple[str, ...]


def _is(*members: str) -> Callable[[Any], bool]:
    return lambda value: value in members


def _with_symptoms(value: Any) -> bool:
    return bool(highest(value, 4) >= 1)


_ASKS: tuple[tuple[SectionAsk, Callable[[Any], bool]], ...] = (
    (SectionAsk("portal", "cirrhosis", ("variceal_bleed_ever", "splenomegaly", "lsm_kpa")), _is("yes")),
    (SectionAsk("portal", "varices", ("high_risk_stigmata", "variceal_prophylaxis")), _is("small", "large")),
    (SectionAsk("liver", "hbsag", ("hbv_antiviral", "hbv_dna_iu_per_ml")), _is("positive")),
    (SectionAsk("liver", "ascites", ("ascites_control", "sbp_history")), _is("slight", "moderate_severe")),
    (SectionAsk("tumour", "n_status", ("node_sites",)), _is("n1")),
    (SectionAsk("tumour", "m_status", ("metastasis_sites",)), _is("m1")),
    (SectionAsk("performance", "ecog", ("cancer_related_symptoms",)), _with_symptoms),
)


def section_asks(recorded: Recorded) -> Iterator[SectionAsk]:
    """The asks of a case; `recorded` holds canonical values by field, absent = not recorded."""
    for ask, holds in _ASKS:
        value = recorded.get(ask.because, UNKNOWN)
        if value is not UNKNOWN and holds(value):
            yield ask
