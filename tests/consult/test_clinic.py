"""The clinic's own layer: strict reading, what it says on a day, and that nothing which judges ever reads it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from consult import clinic as module
from consult.assess import Knowledge
from consult.clinic import (
    MAX_BYTES,
    NOTES,
    STATES,
    Clinic,
    ClinicError,
    ClinicOn,
    read_clinic,
    to_document,
    write_clinic,
)
from consult.compare import compare, groups
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.phrases import Words
from consult.report import Writer, document
from consult.vocabulary import LANGUAGES
from resources import path

TODAY = date(2026, 11, 23)
EXAMPLES = sorted(path("examples").glob("*.json"))
WHOLE: dict[str, Any] = {
    "format": 1,
    "letterhead": {"name": "Example City Hospital", "lines": ["Hepatology", "1 Example Road"]},
    "contacts": ["010 5555 0100"],
    "treatments": {
        "resection": {
            "state": "available",
            "cost": "high",
            "as_at": "2026-10-01",
            "notes": {
                "access": {"text": "three weeks", "place": "city insurance", "as_at": "2026-02-01"},
                "practice": {"text": "laparoscopic first", "as_at": "2020-01-01"},
                "threshold": {"text": "discussed above two lesions", "as_at": "2026-09-01"},
            },
        },
        "rfa": {"state": "refer", "refer_to": "University Hospital", "as_at": "2026-01-15"},
        "mwa": {"state": "not_available", "as_at": "2026-10-01"},
        "of_a_later_edition": {"state": "available", "as_at": "2026-10-01"},
    },
}


LIMIT = {
    "fact": "bilirubin_umol_per_l",
    "operator": "<=",
    "value": 40,
    "unit": "µmol/L",
    "as_at": "2026-09-01",
}


def read(raw: object) -> Clinic:
    return read_clinic(json.dumps(raw).encode(), "clinic.json")


def with_treatment(**said: Any) -> dict[str, Any]:
    return {"format": 1, "treatments": {"tace": said}}


def layers(knowledge: Knowledge) -> list[Clinic]:
    """Every state for every treatment, the mixed file, and one that says as much as it can."""
    names = list(knowledge.catalog.treatments)
    made = [read(WHOLE)]
    for state in STATES:
        said: dict[str, Any] = {"state": state, "as_at": "2024-01-01", "cost": "very_high"}
        if state == "refer":
            said["refer_to"] = "elsewhere"
        said["notes"] = {about: {"text": "ecog <= 0", "as_at": "2030-01-01"} for about in NOTES}
        made.append(read({"format": 1, "treatments": dict.fromkeys(names, said)}))
    turned = {
        name: {"state": ("available", "not_available")[at % 2], "as_at": "2026-10-01"}
        for at, name in enumerate(reversed(names))
    }
    made.append(read({"format": 1, "treatments": turned}))
    numbers = ("bilirubin_umol_per_l", "largest_lesion_mm", "child_pugh_points")
    for operator in ("<=", ">"):  # each either holds or fails, whatever is recorded
        limits = [{**LIMIT, "fact": fact, "operator": operator, "unit": "", "value": 5} for fact in numbers]
        said = {"state": "available", "as_at": "2026-10-01", "limits": limits}
        made.append(read({"format": 2, "treatments": dict.fromkeys(names, said)}))
    return made


# -- what it never does -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda file: file.stem)
def test_no_layer_changes_any_status_or_order(example: Any, knowledge: Knowledge) -> None:
    patient = SCHEMA.read_json(example.read_bytes(), today=TODAY)
    facts = derive(patient, today=TODAY)
    words = Words("en", DECLARED, knowledge.catalog)
    bare = knowledge.assess(facts)
    listed, said = groups(bare), document(patient, bare, knowledge, words)
    chosen = [t for group in listed for t in group.treatments][:4]
    columns = compare(bare, chosen)
    for own in said["treatments"]:
        assert own["available"] is None
    for layer in layers(knowledge):
        with_layer = knowledge.assess(facts, local=ClinicOn(layer, TODAY, declared=DECLARED))
        assert groups(with_layer) == listed
        now = document(patient, with_layer, knowledge, words)
        told = {own["id"] for own in now["treatments"] if own.pop("available") is not None}
        assert told == {t for t in layer.treatments if t in knowledge.catalog.treatments}
        for own in said["treatments"]:
            own.pop("available", None)
        assert now == said
        beside = compare(with_layer, chosen)
        assert beside.treatments == columns.treatments
        differing = {
            aspect
            for (aspect, treatment), cell in beside.cells.items()
            if [line.kind for line in cell.lines]
            != [line.kind for line in columns.cells[aspect, treatment].lines]
        }
        assert differing <= {"here", "burden"}  # travel and cost stand among the burdens


def test_the_source_text_stands_as_it_was(knowledge: Knowledge) -> None:
    facts = derive(SCHEMA.read({"lesions": [{"size_mm": 25}], "tumour_type": "hcc"}), today=TODAY)
    words = Words("en", DECLARED, knowledge.catalog)
    bare = compare(knowledge.assess(facts), ["resection", "rfa"])
    local = compare(knowledge.assess(facts, local=ClinicOn(read(WHOLE), TODAY)), ["resection", "rfa"])
    for (aspect, treatment), cell in bare.cells.items():
        if aspect != "here":
            now = local.cells[aspect, treatment]
            assert [
                words.line(line, knowledge) for line in now.lines if not line.kind.startswith("local")
            ] == [words.line(line, knowledge) for line in cell.lines if not line.kind.startswith("local")]


# -- what it says -----------------------------------------------------------------------------------------------


def test_available_in_the_document(knowledge: Knowledge) -> None:
    patient = SCHEMA.empty()
    assessment = knowledge.assess(derive(patient, today=TODAY), local=ClinicOn(read(WHOLE), TODAY))
    said = document(patient, assessment, knowledge, Words("en", DECLARED, knowledge.catalog))
    found = {own["id"]: own["available"] for own in said["treatments"]}
    assert found["resection"] == {"state": "available", "refer_to": None, "as_at": "2026-10-01"}
    assert found["rfa"] == {"state": "refer", "refer_to": "University Hospital", "as_at": "2026-01-15"}
    assert found["mwa"] == {"state": "not_available", "refer_to": None, "as_at": "2026-10-01"}
    assert found["tace"] is None
    assert "of_a_later_edition" not in found


def test_one_writer_serves_one_layer_after_the_other(knowledge: Knowledge) -> None:
    patient = SCHEMA.empty()
    facts = derive(patient, today=TODAY)
    writer = Writer(knowledge, Words("en", DECLARED, knowledge.catalog))
    first = read(with_treatment(state="available", as_at="2026-10-01"))
    second = read(with_treatment(state="not_available", as_at="2026-10-01"))
    states = []
    for layer in (first, second, None, first):
        local = None if layer is None else ClinicOn(layer, TODAY)
        made = json.loads(writer.write(patient, knowledge.assess(facts, local=local)))
        own = next(t for t in made["treatments"] if t["id"] == "tace")["available"]
        states.append(own and own["state"])
    assert states == ["available", "not_available", None, "available"]


@pytest.mark.parametrize(
    ("about", "as_at", "age"),
    [
        ("available", "2026-05-23", ""),
        ("available", "2026-05-22", "old"),
        ("cost", "2026-05-22", "old"),
        ("access", "2026-05-23", ""),
        ("access", "2026-05-22", "old"),
        ("practice", "2016-05-22", ""),
        ("threshold", "2016-05-22", ""),
        ("available", "2026-11-24", "future"),
        ("threshold", "2026-11-24", "future"),
    ],
)
def test_cover_and_access_older_than_six_months_carry_a_mark(about: str, as_at: str, age: str) -> None:
    said: dict[str, Any] = (
        {"notes": {about: {"text": "so", "as_at": as_at}}}
        if about in NOTES
        else {"state" if about == "available" else "cost": about.replace("cost", "low"), "as_at": as_at}
    )
    (found,) = ClinicOn(read(with_treatment(**said)), TODAY).says("tace")
    assert (found.about, found.age) == (about, age)
    for language, marks in (("en", ("older than 6 months", "after today")), ("zh_CN", ("6个月", "晚于今天"))):
        sentence = Words(language, DECLARED).local(found)
        assert [mark in sentence.text for mark in marks] == [age == "old", age == "future"]


def test_every_statement_has_the_word_local_and_its_date() -> None:
    local = ClinicOn(read(WHOLE), TODAY)
    for name in WHOLE["treatments"]:
        for said in local.says(name):
            for language, word in (("en", "Local"), ("zh_CN", "本院")):
                sentence = Words(language, DECLARED).local(said)
                assert sentence.label.startswith(word)
                assert said.as_at.isoformat() in sentence.text
                assert sentence.tone == "local"
                assert sentence.sources == ()


def test_what_is_said_of_a_treatment_stands_in_one_order() -> None:
    local = ClinicOn(read(WHOLE), TODAY)
    assert [said.about for said in local.says("resection")] == [
        *("available", "cost", "access", "practice", "threshold")
    ]
    assert local.says("tace") == ()
    assert local.available("tace") is None


def test_a_note_alone_says_nothing_about_availability(knowledge: Knowledge) -> None:
    layer = read(with_treatment(notes={"practice": {"text": "so", "as_at": "2026-10-01"}}))
    assert ClinicOn(layer, TODAY).available("tace") is None
    patient = SCHEMA.empty()
    assessment = knowledge.assess(derive(patient, today=TODAY), local=ClinicOn(layer, TODAY))
    made = document(patient, assessment, knowledge, Words("en", DECLARED, knowledge.catalog))
    assert all(own["available"] is None for own in made["treatments"])


# -- reading ----------------------------------------------------------------------------------------------------


def test_a_written_layer_reads_back_the_same() -> None:
    layer = read(WHOLE)
    assert to_document(layer) == WHOLE
    assert read_clinic(write_clinic(layer, "c"), "c") == layer
    assert read_clinic(b"\xef\xbb\xbf" + write_clinic(layer, "c"), "c") == layer


def test_the_least_file() -> None:
    assert read({"format": 1}) == Clinic()
    assert read(with_treatment()).treatments["tace"].state == ""


def test_ids_of_another_edition_are_kept_and_named(knowledge: Knowledge) -> None:
    layer = read(WHOLE)
    assert layer.unknown(knowledge.catalog.treatments) == ("of_a_later_edition",)
    assert "of_a_later_edition" in to_document(layer)["treatments"]


NOTE = {"text": "so", "as_at": "2026-10-01"}
REFUSED: dict[str, tuple[Any, str, str]] = {
    "no object": ([], "clinic_damaged", ""),
    "no format": ({}, "clinic_needs", "format"),
    "format as text": ({"format": "1"}, "clinic_needs", "format"),
    "format as yes": ({"format": True}, "clinic_needs", "format"),
    "older than any": ({"format": 0}, "clinic_needs", "format"),
    "newer": ({"format": 4}, "clinic_newer", ""),
    "limits in the older format": (with_treatment(limits=[]), "clinic_key", "treatments.tace.limits"),
    "unknown key": ({"format": 1, "logo": "x"}, "clinic_key", "logo"),
    "unknown key of the head": ({"format": 1, "letterhead": {"logo": ""}}, "clinic_key", "letterhead.logo"),
    "unknown key below": (with_treatment(status="usual_option"), "clinic_key", "treatments.tace.status"),
    "unknown note": (with_treatment(notes={"rule": NOTE}), "clinic_key", "treatments.tace.notes.rule"),
    "unknown key of a note": (
        with_treatment(notes={"access": {**NOTE, "url": ""}}),
        "clinic_key",
        "treatments.tace.notes.access.url",
    ),
    "an id that is none": (
        {"format": 1, "treatments": {"TACE <b>": {}}},
        "clinic_key",
        "treatments.TACE <b>",
    ),
    "a list of treatments": ({"format": 1, "treatments": []}, "clinic_object", "treatments"),
    "null": ({"format": 1, "treatments": None}, "clinic_object", "treatments"),
    "a treatment as text": ({"format": 1, "treatments": {"tace": "x"}}, "clinic_object", "treatments.tace"),
    "too many": (
        {"format": 1, "treatments": {f"t{at}": {} for at in range(module.MAX_TREATMENTS + 1)}},
        "clinic_many",
        "treatments",
    ),
    "a wrong state": (
        with_treatment(state="yes", as_at="2026-10-01"),
        "clinic_member",
        "treatments.tace.state",
    ),
    "a state as number": (
        with_treatment(state=1, as_at="2026-10-01"),
        "clinic_member",
        "treatments.tace.state",
    ),
    "an unhashable state": (
        with_treatment(state=["available"], as_at="2026-10-01"),
        "clinic_member",
        "treatments.tace.state",
    ),
    "a wrong cost": (with_treatment(cost="99", as_at="2026-10-01"), "clinic_member", "treatments.tace.cost"),
    "refer to nowhere": (
        with_treatment(state="refer", as_at="2026-10-01"),
        "clinic_refer",
        "treatments.tace.refer_to",
    ),
    "here and elsewhere": (
        with_treatment(state="available", refer_to="x", as_at="2026-10-01"),
        "clinic_refer",
        "treatments.tace.refer_to",
    ),
    "no date": (with_treatment(state="available"), "clinic_date", "treatments.tace.as_at"),
    "no date of the cost": (with_treatment(cost="low"), "clinic_date", "treatments.tace.as_at"),
    "no such day": (
        with_treatment(state="available", as_at="2026-02-30"),
        "clinic_date",
        "treatments.tace.as_at",
    ),
    "a day in another form": (
        with_treatment(cost="low", as_at="1.10.2026"),
        "clinic_date",
        "treatments.tace.as_at",
    ),
    "a day of other digits": (
        with_treatment(cost="low", as_at="２０２６-10-01"),
        "clinic_date",
        "treatments.tace.as_at",
    ),
    "a year of no use": (
        with_treatment(cost="low", as_at="0026-10-01"),
        "clinic_date",
        "treatments.tace.as_at",
    ),
    "a note without its date": (
        with_treatment(notes={"access": {"text": "so"}}),
        "clinic_date",
        "treatments.tace.notes.access.as_at",
    ),
    "a note without text": (
        with_treatment(notes={"access": {"as_at": "2026-10-01"}}),
        "clinic_text",
        "treatments.tace.notes.access.text",
    ),
    "an empty note": (
        with_treatment(notes={"access": {"text": "  ", "as_at": "2026-10-01"}}),
        "clinic_text",
        "treatments.tace.notes.access.text",
    ),
    "a note too long": (
        with_treatment(notes={"access": {"text": "x" * 401, "as_at": "2026-10-01"}}),
        "clinic_text",
        "treatments.tace.notes.access.text",
    ),
    "a number as a note": (
        with_treatment(notes={"access": {"text": 1, "as_at": "2026-10-01"}}),
        "clinic_text",
        "treatments.tace.notes.access.text",
    ),
    "an escape": ({"format": 1, "contacts": ["\x1b[31m"]}, "clinic_character", "contacts[0]"),
    "a line end": ({"format": 1, "contacts": ["a", "a\nb"]}, "clinic_character", "contacts[1]"),
    "a direction mark": ({"format": 1, "contacts": ["\u202eabc"]}, "clinic_character", "contacts[0]"),
    "an invisible mark": ({"format": 1, "contacts": ["a\u200bb"]}, "clinic_character", "contacts[0]"),
    "half a character": ({"format": 1, "contacts": ["\ud800"]}, "clinic_character", "contacts[0]"),
    "too many lines": ({"format": 1, "letterhead": {"lines": ["x"] * 5}}, "clinic_many", "letterhead.lines"),
    "a text for a list": ({"format": 1, "contacts": "x"}, "clinic_many", "contacts"),
    "a name too long": ({"format": 1, "letterhead": {"name": "x" * 81}}, "clinic_text", "letterhead.name"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_exactly_right_is_refused_with_its_place(name: str) -> None:
    raw, code, where = REFUSED[name]
    with pytest.raises(ClinicError) as caught:
        read(raw)
    assert (caught.value.code, caught.value.values.get("where", "")) == (code, where)
    assert caught.value.values["file"] == "clinic.json"
    for language in LANGUAGES:
        sentence = Words(language, DECLARED).error(caught.value)
        assert "clinic.json" in sentence
        assert where in sentence
        assert sentence.isprintable()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "clinic_not_json"),
        (b"\x00" * 100, "clinic_not_json"),
        (b'{"format": 1', "clinic_not_json"),
        (b'{"format": 1, "format": 1}', "clinic_damaged"),
        (b'{"format": 1, "contacts": NaN}', "clinic_damaged"),
        (b'{"format": 1, "contacts": ["\xff"]}', "clinic_damaged"),
        (b"[" * 100_000, "clinic_damaged"),
        (b" " * MAX_BYTES + b"{}", "clinic_too_large"),
    ],
)
def test_damaged_bytes(data: bytes, code: str) -> None:
    with pytest.raises(ClinicError) as caught:
        read_clinic(data, "clinic.json")
    assert caught.value.code == code


def test_the_whole_allowance_can_be_used_and_no_more() -> None:
    text = json.dumps(WHOLE)
    full = text + " " * (MAX_BYTES - len(text))
    assert read_clinic(full.encode(), "c") == read(WHOLE)
    with pytest.raises(ClinicError, match="clinic_too_large"):
        read_clinic((full + " ").encode(), "c")


def test_a_layer_that_could_not_be_read_again_is_not_written() -> None:
    note = {"text": "院" * 400, "as_at": "2026-10-01"}
    large = {"notes": dict.fromkeys(NOTES, note)}
    layer = module.clinic_of({"format": 1, "treatments": {f"t{at}": large for at in range(100)}}, "c")
    with pytest.raises(ClinicError, match="clinic_too_large"):
        write_clinic(layer, "c")


def test_every_word_of_the_layer_exists() -> None:
    for language, age in product(LANGUAGES, ("", "old", "future")):
        words = Words(language, DECLARED)
        local = ClinicOn(read(WHOLE), TODAY)
        for name in WHOLE["treatments"]:
            for said in local.says(name):
                assert "{" not in words.local(replace(said, age=age)).text  # type: ignore[arg-type]
        for cost in module.COSTS:
            assert words.say(f"local.cost.{cost}")
