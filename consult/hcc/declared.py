"""Declared: every fact a rule row may speak of, entered or derived, by id."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consult.fields import Field
from consult.hcc.derived_facts import DERIVED_FACTS
from consult.hcc.fields import FIELDS

DECLARED: Mapping[str, Field] = MappingProxyType({field.id: field for field in (*FIELDS, *DERIVED_FACTS)})
