"""Own decisions against the rules: which ones are counted, with which reason, and that nobody is named."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO

import pytest

from consult.clinic_decisions import DecisionTally, without_identity
from consult.clinic_decisions_rows import (
    MOST_SHOWN,
    decision_file_rows,
    decision_file_titles,
    decision_notes,
    decision_rows,
)
from consult.consultation import Consultation, Judgement, Plan
from consult.consultation_file import to_document
from consult.hcc.declared import DECLARED
from consult.judge import STATUSES
from consult.phrases import Words
from consult.records import Identity, Kept, Outcome
from consult.summary.sheet import write_csv
from db.catalog import open_catalog
from resources import path

WHO = Identity(code="A-0123", name="单雄信", birth_date=date(1960, 1, 2))
STATUS_OF = {
    "rfa": "usual_option",
    "tace": "possible",
    "resection": "cannot_tell",
    "haic": "usually_not",
    "transplant": "advised_against",
    "adj_tace": "does_not_apply",
}
OUTCOME = Outcome(
    edition="2026.11", catalogue_sha256="ab", guideline="bclc_2025", program="1", statuses=STATUS_OF
)


def kept(said: Consultation | None = None, outcome: Outcome = OUTCOME) -> Kept:
    case = {} if said is None else {"consultation": to_document(said)}
    return Kept(
        consultation="c",
        number=1,
        patient="p",
        identity=WHO,
        day=date(2026, 11, 23),
        saved_at=datetime(2026, 11, 23, tzinfo=UTC),
        by="Dr Li",
        case=json.dumps(case).encode(),
        outcome=outcome,
    )


def planned(*treatments: str, reason: str = "") -> Consultation:
    return Consultation(plan=Plan(kind="chosen", treatments=treatments, reason=reason))


def counted(*versions: Kept | None) -> DecisionTally:
    made = DecisionTally()
    for one in versions:
        made.add(one)
    return made


def judgement(treatment: str, reason: str, status: str = "usually_not") -> Judgement:
    return Judgement(treatment=treatment, status=status, reason=reason)


@pytest.fixture(scope="module")
def words() -> Words:
    return Words("en", DECLARED, open_catalog(path("catalog.sqlite")))


def test_what_the_rules_allow_is_no_decision_against_them_and_everything_else_is() -> None:
    assert set(STATUS_OF.values()) == set(STATUSES)
    (found,) = (counted(kept(planned(*STATUS_OF))).report(),)
    assert {(one.subject, one.said) for one, _count in found.found} == {
        (treatment, (status,))
        for treatment, status in STATUS_OF.items()
        if status not in ("usual_option", "possible")
    }


def test_only_a_plan_that_chose_chose() -> None:
    deferred = Consultation(
        plan=Plan(kind="deferred", treatments=("haic",), reason="waits", until=date(2027, 1, 1))
    )
    report = counted(kept(deferred), kept(planned("haic", "gone_from_catalogue"))).report()
    assert [(one.subject, count) for one, count in report.found] == [("haic", 1)]
    assert (report.total, report.differing) == (2, 1)


def test_a_written_judgement_stands_with_the_status_it_was_said_of_and_once_where_it_was_planned_too() -> (
    None
):
    alone = Consultation(disagreements=(judgement("transplant", "donor in the family", "advised_against"),))
    both = replace(planned("haic"), disagreements=(judgement("haic", "no stent possible"),))
    report = counted(kept(alone), kept(both)).report()
    assert {(one.kind, one.subject, one.said, one.reason) for one, _count in report.found} == {
        ("judged", "transplant", ("advised_against",), "donor in the family"),
        ("planned", "haic", ("usually_not",), "no stent possible"),
    }


@pytest.mark.parametrize(
    ("judged", "plan", "leaning", "reason"),
    [("j", "p", "l", "j"), ("", "p", "l", "p"), ("", "", "l", "l"), ("", "", "", "")],
)
def test_the_reason_nearest_to_the_option_is_taken(judged: str, plan: str, leaning: str, reason: str) -> None:
    said = planned("haic", reason=plan)
    said = replace(said, disagreements=(judgement("haic", judged),) if judged else ())
    said = replace(said, leaning=judgement("haic", leaning) if leaning else None)
    ((found, _count),) = counted(kept(said)).report().found
    assert (found.reason, found.reasoned) == (reason, bool(reason))


def test_an_own_stage_counts_where_the_derived_one_is_another() -> None:
    def stage(own: str, **values: object) -> Kept:
        result = {"clinician": {"stage": own, "reason": "seen in theatre"}, **values}
        return kept(None, replace(OUTCOME, results={"bclc": result, "milan": {"within": True}}))

    report = counted(
        stage("B", stage="A", possible_stages=["A"]),
        stage("A", stage="A", possible_stages=["A"]),
        stage("C", stage=None, possible_stages=["A", "B"]),
        stage("B", stage=None, possible_stages=["A", "B"]),
        stage("B", stage=None, possible_stages=[]),
    ).report()
    assert {(one.kind, one.subject, one.said, one.own) for one, _count in report.found} == {
        ("stage", "bclc", ("A",), "B"),
        ("stage", "bclc", ("A", "B"), "C"),
    }
    assert (report.total, report.differing) == (5, 2)


def test_the_same_reason_is_counted_together_and_the_most_frequent_stands_first() -> None:
    report = counted(
        *(kept(planned("haic", reason=reason)) for reason in ("Lives alone.", "lives  alone", "LIVES ALONE")),
        kept(planned("transplant", reason="x")),
    ).report()
    assert [(one.reason, count) for one, count in report.found] == [("Lives alone.", 3), ("x", 1)]


def test_withheld_reasons_leave_what_was_decided_and_whether_there_was_one(words: Words) -> None:
    report = counted(
        kept(planned("haic", reason="one")), kept(planned("haic", reason="two")), kept(planned("haic"))
    ).report()
    rows = list(decision_file_rows(report.withheld(), words))
    assert [(row[0], row[4]) for row in rows] == [
        ("recorded, not shown here", "2"),
        ("no reason recorded", "1"),
    ]


def test_what_cannot_be_counted_is_said(words: Words) -> None:
    unreadable = replace(kept(), case=b'{"consultation": {"plan": 1}}')
    broken, listed = replace(kept(), case=b"{"), replace(kept(), case=b"[]")
    unreckoned = kept(planned("haic"), replace(OUTCOME, edition=""))
    report = counted(None, unreadable, broken, listed, unreckoned).report()
    assert (report.total, dict(report.aside)) == (0, {"unreckoned": 1, "unreadable": 4})
    assert len(decision_notes(report, words)) == 2


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("单雄信不愿手术", "…不愿手术"),
        ("a-0123: refuses,\nborn 1960-01-02", "…: refuses, born …"),
        ("1960年1月2日出生", "…出生"),
        ("A-01234 and XA-0123 are others", "A-01234 and XA-0123 are others"),
    ],
)
def test_code_name_and_birth_date_are_taken_out_of_a_reason(said: str, left: str) -> None:
    assert without_identity(said, WHO) == left


def test_parts_of_a_name_go_and_single_letters_stay() -> None:
    who = Identity(code="7", name="J Kanarienvogel")
    assert without_identity("Mrs KANARIENVOGEL: 7 cm, J shaped", who) == "Mrs …: 7 cm, J shaped"


def test_a_formula_in_a_reason_does_not_act_and_no_doctor_is_named(words: Words) -> None:
    report = counted(kept(planned("haic", reason="=HYPERLINK(1) 单雄信"))).report()
    data = write_csv(decision_file_titles(words), decision_file_rows(report, words))
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"))))
    assert rows[1][0] == "'=HYPERLINK(1) …"
    for secret in ("单雄信", "A-0123", "Dr Li", "1960"):
        assert secret.encode() not in data


def test_a_long_reason_is_short_in_the_window_and_whole_in_the_file(words: Words) -> None:
    report = counted(kept(planned("haic", reason="w" * 2000))).report()
    assert len(next(iter(decision_rows(report, words)))[0]) == MOST_SHOWN
    assert len(next(iter(decision_file_rows(report, words)))[0]) == 2000
