"""Distress: short screens of distress, depression and anxiety. A positive screen prompts a conversation."""

from __future__ import annotations

from typing import Any

from consult.results import Derived, Result
from consult.values import bands, options

_DISTRESS = (("<", 4.0),)
_PAIR = (("<", 3.0),)


def distress(
    distress_thermometer_0_10: Any, phq2_total: Any, gad2_total: Any, suicidal_thoughts: Any
) -> Derived:
    """Distress Thermometer >= 4, PHQ-2 >= 3 and GAD-2 >= 3 are positive; suicidal thoughts override everything.

    US National Cancer Institute summary (n = 380, sensitivity 0.77 and 0.70, specificity 0.68 and 0.70);
    another study favours 3 for the thermometer (doi 10.1188/17.ONF.329-336). `not_asked` is not an answer.
    """
    screens = {
        "distress_thermometer_0_10": ("distress_positive", distress_thermometer_0_10, _DISTRESS),
        "phq2_total": ("phq2_positive", phq2_total, _PAIR),
        "gad2_total": ("gad2_positive", gad2_total, _PAIR),
    }
    values: dict[str, bool | None] = {}
    missing: list[str] = []
    for field, (key, total, cuts) in screens.items():
        found = bands(total, cuts)
        values[key] = found[0] == 1 if len(found) == 1 else None
        if len(found) > 1:
            missing.append(field)
    answers = {answer == "yes" for answer in _answers(suicidal_thoughts)}
    values["suicidal_thoughts"] = answers.pop() if len(answers) == 1 else None
    if values["suicidal_thoughts"] is None:
        missing.append("suicidal_thoughts")
    return Derived(
        facts={},
        results=(
            Result(
                item="distress",
                values=values,
                missing=tuple(missing),
                flags=("suicidal_thoughts",) if values["suicidal_thoughts"] else (),
                source="distress-screens",
                rule_version="Distress Thermometer >= 4, PHQ-2 >= 3, GAD-2 >= 3",
            ),
        ),
    )


def _answers(suicidal_thoughts: Any) -> tuple[str, ...]:
    return ("yes", "no") if suicidal_thoughts == "not_asked" else options(suicidal_thoughts, ("yes", "no"))
