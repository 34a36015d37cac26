"""What leaves the records on purpose: all of one person for that person, and cases that name nobody."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from consult.hcc.schema import SCHEMA
from consult.records import Draft, Identity, RecordError
from db.records.store import Store
from tests.db.records.making import ADMINISTRATOR, LI, OUTCOME, PASSWORD, keep, paper_of, records_in

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
    made = ZipFile(BytesIO(store.export_person(first.patient)))
    document = json.loads(made.read("person.json"))
    assert made.namelist() == ["person.json", document["papers"][0]["file"]]
    assert made.read(document["papers"][0]["file"]) == b"%PDF-1.7 pages"
    assert b"OTHER-9" not in made.read("person.json")
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
        assert (one["day"], one["case"]["assessment_date"]) == (0, 0)
        assert one["case"]["lesions"] == [{"size_mm": 25, "segment": ["s8"]}]
        assert {"patient_code", "lesions.label", "consultation", "other"} <= set(one["left_out"])
        assert one["statuses"] == dict(OUTCOME.statuses)
    assert store.events()[-1].details == {"what": "cases without names", "people": "5"}


def test_days_are_counted_from_the_first_consultation_and_who_measured_is_left_out(store: Store) -> None:
    first = keep(store, case=b'{"assessment_date": "2026-11-23"}')
    dated = {
        "assessment_date": "2026-12-23",
        "bilirubin_umol_per_l": {"value": 14, "date": "2026-12-20", "origin": "Kanarienvogel"},
        "lesions": {
            "value": [{"label": "Kanarienvogel", "size_mm": 25}],
            "date": "2026-11-13",
            "origin": "K",
        },
        "endoscopy_date": "2026-11-01",
    }
    keep(store, case=json.dumps(dated).encode(), patient=first.patient, day=date(2026, 12, 23))
    said = {one["day"]: one for one in map(json.loads, store.export_unnamed())}
    assert said.keys() == {0, 30}
    assert said[30]["case"] == {
        "assessment_date": 30,
        "bilirubin_umol_per_l": {"value": 14, "day": 27},
        "lesions": {"value": [{"size_mm": 25}], "day": -10},
        "endoscopy_date": -22,
    }
    assert said[30]["left_out"] == ["bilirubin_umol_per_l.origin", "lesions.label", "lesions.origin"]
    assert "Kanarienvogel" not in json.dumps(said)


def test_what_erasing_removes_is_counted_before_and_a_new_visit_not_kept_goes_too(
    store: Store, tmp_path: Path
) -> None:
    store.back_up(tmp_path / "stick")
    first = keep(store)
    keep(store, consultation=first.consultation, number=1, reason="a slip")
    store.queue(paper_of(first))
    made = store.back_up(tmp_path / "stick")
    store.keep_draft(Draft(case=b"{}", id="next", patient=first.patient, identity=LI))
    store.keep_draft(Draft(case=b"{}", id="other"))
    told = store.erasure(first.patient)
    assert (told.identity, told.consultations, told.versions, told.papers, told.drafts) == (LI, 1, 2, 1, 1)
    assert [at.replace(second=0) for at in told.backups] == [made.at.replace(second=0)]
    assert store.erase(first.patient, "asked for it")
    assert [draft.id for draft in store.drafts()] == ["other"]
    assert store.events()[-1].details == {"count": "1", "shrunk": "yes"}
    with pytest.raises(RecordError) as refused:
        store.erasure(first.patient)
    assert refused.value.code == "no_patient"


def test_the_limit_of_years_is_kept_logged_and_the_administrators_to_set(store: Store, folder: Path) -> None:
    assert store.retention_years() is None
    store.set_retention_years(15)
    assert store.retention_years() == 15
    assert store.events()[-1].details == {"retention_years": "15"}
    for years in (0, -1, 101):
        with pytest.raises(RecordError) as refused:
            store.set_retention_years(years)
        assert refused.value.code == "retention_refused"
    store.add_person(ADMINISTRATOR, PASSWORD)
    with pytest.raises(RecordError) as refused:  # no longer an administrator as well
        store.set_retention_years(None)
    assert refused.value.code == "not_allowed"
    store.close()
    again = records_in(folder).unlock(ADMINISTRATOR.name, PASSWORD)
    again.set_retention_years(None)
    assert again.retention_years() is None
    again.close()


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
