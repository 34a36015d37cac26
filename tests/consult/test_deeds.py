"""What a doctor accepts and sets aside is told to the log, by names alone."""

from __future__ import annotations

import json

from consult.consultation import Consultation, Judgement
from consult.deeds import LONGEST, deeds
from consult.hcc.schema import SCHEMA
from resources import path

CASE = SCHEMA.read({"inr": 1.3, "albumin_g_per_l": 38, "exclusion_checklist": "none_apply"})


def test_a_value_that_no_longer_waits_was_accepted() -> None:
    now = Consultation(unconfirmed=("albumin_g_per_l",))
    told = list(deeds(("inr", "albumin_g_per_l", "exclusion_checklist"), Consultation(), now, CASE))
    assert told == [("accept", {"fields": "inr exclusion_checklist", "count": "2"})]


def test_a_value_that_was_taken_out_was_not() -> None:
    assert list(deeds(("ecog",), Consultation(), Consultation(), CASE)) == []


def test_many_are_counted_and_named_as_far_as_a_line_holds() -> None:
    case = SCHEMA.read(json.loads(path("examples", "example.json").read_bytes()))
    names = (*case.entries,)
    ((kind, details),) = deeds(names, Consultation(), Consultation(), case)
    assert (kind, details["count"]) == ("accept", str(len(names)))
    assert details["fields"].endswith(" ...")
    assert len(details["fields"]) <= LONGEST


def test_a_judgement_against_a_status_is_told_once_and_without_its_reason() -> None:
    held = Judgement(treatment="tace", status="usually_not", reason="Secret words of the doctor")
    new = Judgement(treatment="rfa", status="advised_against", reason="More of them")
    before, now = Consultation(disagreements=(held,)), Consultation(disagreements=(held, new))
    assert list(deeds((), before, now, CASE)) == [
        ("override", {"treatment": "rfa", "status": "advised_against"})
    ]
