"""Schema: what a patient with liver cancer is read against; light, so that the window can open before all else."""

from __future__ import annotations

from consult.hcc.dated import KINDS
from consult.hcc.fields import FIELDS
from consult.patient import Schema

SCHEMA = Schema(FIELDS, KINDS)
