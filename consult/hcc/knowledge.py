"""Knowledge of liver cancer: a catalogue compiled against the declared facts, ready to assess patients."""

from __future__ import annotations

from functools import partial

from consult.assess import DECISIVE, Knowledge
from consult.catalog import Catalog
from consult.facts import base_fields
from consult.hcc.arithmetic import ITEMS, arithmetic
from consult.hcc.declared import DECLARED
from consult.hcc.derive import DERIVATIONS
from consult.hcc.schema import SCHEMA


def knowledge(catalog: Catalog) -> Knowledge:
    """Compile `catalog` for liver cancer."""
    order = (field.id for field in SCHEMA.fields)
    made = {item: partial(arithmetic, item) for item in ITEMS}
    return Knowledge(catalog, DECLARED, blocking_fields(catalog), order, made)


def blocking_fields(catalog: Catalog) -> frozenset[str]:
    """Fields whose gap may keep a status open: the minimal set, the checklist, and the inputs of decisive rows.

    Every other field only sharpens a decision: it is asked, and stands beside the status.
    """
    base = base_fields(DERIVATIONS)
    found = {field.id for field in SCHEMA.fields if field.minimal or field.none_applies is not None}
    for rule in catalog.rules.values():
        if rule.kind != "feasibility" and rule.effect in DECISIVE:
            for criterion in rule.when:
                found |= base.get(criterion.fact, frozenset({criterion.fact}))
    return frozenset(found)
