"""Example: the one rule by which a case is one of the bundled, invented ones."""

from __future__ import annotations

from consult.patient import Patient
from consult.phrases import Words

PREFIX = "EXAMPLE-"


def is_example(patient: Patient) -> bool:
    """Whether the case code says so; screen and paper then carry the word."""
    code = patient.value("patient_code")
    return isinstance(code, str) and code.startswith(PREFIX)


def marks(patient: Patient, words: Words) -> tuple[str, ...]:
    """What heads every page of an example, for the marks of a document; nothing for any other case."""
    return (words.say("example.mark"),) if is_example(patient) else ()
