"""What leaves the records on purpose: all of one person for that person, and cases that name nobody."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from consult.hcc.schema import SCHEMA
from consult.records import Identity, RecordError
from db.records.store import Store
from tests.db.records.making import LI, OUTCOME, keep, paper_of

CASE = {
    "patient_code": "KANARI-1",
    "assessment_date": "2026-11-23",
    "age_years": 61,
    "bilirubin_umol_per_l": 14,
    "etiologies": ["hbv"],
    "lesions": [{"label": "Kanarienvogel", "size_mm": 25, "segment": ["s8"]}],
    "consultation": {"goal": "Kanarienvogel"},
    "dates": {"bilirubin_umol_per_l": "2026-11-20"},
}


def test_all_of_a_person_and_of_nobody_else(store: Store) -> None:
    first = keep(store, case=json.dumps(CASE).encode())
    keep(store, consultation=first.consultation, number=1, reason="a slip", case=b"{}")
    store.mark(store.queue(paper_of(first)).id, "printed")
    keep(store, Identity(code="OTHER-9", name="somebody else"))
    made = store.export_person(first.patient)
    assert b"OTHER-9" not in made
    document = json.loads(made)
    assert document["identity"] == {"code": LI.code, "name": LI.name, "birth_date": "1960-01-02"}
    (consultation,) = document["consultations"]
    assert [version["case"] for version in consultation["versions"]] == [CASE, {}]
    assert consultation["versions"][1]["reason"] == "a slip"
    assert [paper["prints"] for paper in document["papers"]] == [1]
    assert [event["kind"] for event in document["log"]] == ["save", "amend", "queue", "print"]
    assert store.events()[-1].kind == "export"
    with pytest.raises(RecordError) as refused:
        store.export_person("nobody")
    assert refused.value.code == "no_patient"


def test_cases_without_names_hold_none_and_can_be_read(store: Store) -> None:
    for number in range(5):
        kept = keep(store, Identity(code=f"KANARI-{number}", name="Kanarienvogel"), json.dumps(CASE).encode())
    keep(store, kept.identity, json.dumps({**CASE, "age_years": 90}).encode(), patient=kept.patient)
    keep(store, Identity(code="EXAMPLE"), b"{}", example=True)
    lines = list(store.export_unnamed())
    assert len(lines) == 6
    said = b"".join(lines).decode()
    for secret in (
        "KANARI",
        "Kanarienvogel",
        "patient_code",
        "2026-11-23",
        "Dr Li",
        kept.patient,
        kept.consultation,
    ):
        assert secret not in said
    cases = [json.loads(line) for line in lines]
    assert {one["person"] for one in cases} == {1, 2, 3, 4, 5}
    assert sum("age_years" not in one["case"] for one in cases) == 1
    for one in cases:
        day = date.fromisoformat(one["day"])
        assert timedelta(1) <= date(2026, 11, 23) - day <= timedelta(364)
        assert one["case"]["assessment_date"] == one["day"]
        assert one["case"]["lesions"] == [{"size_mm": 25, "segment": ["s8"]}]
        assert one["statuses"] == dict(OUTCOME.statuses)
        SCHEMA.read(one["case"], today=day)
    assert store.events()[-1].details == {"what": "cases without names", "people": "5"}


def test_no_kind_of_field_that_holds_free_text_is_ever_exported(store: Store) -> None:
    text = [field for field in SCHEMA.fields if field.type in {"text", "texts"}]
    assert text
    case = {field.id: ["Kanarienvogel"] if field.type == "texts" else "Kanarienvogel" for field in text}
    keep(store, case=json.dumps(case).encode())
    (line,) = store.export_unnamed()
    assert json.loads(line)["case"] == {}


def test_whom_nobody_has_seen_for_years(store: Store) -> None:
    old = keep(store, day=date(2010, 5, 1), identity=Identity(code="OLD"))
    keep(store, Identity(code="NEW"))
    both = keep(store, Identity(code="BOTH"), day=date(2010, 5, 1))
    keep(store, Identity(code="BOTH"), patient=both.patient)
    assert [found.patient for found in store.not_seen_since(date(2016, 11, 23))] == [old.patient]
    assert store.not_seen_since(date(2010, 5, 1)) == ()
