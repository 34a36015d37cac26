"""A patient: units stay as typed, JSON goes round unchanged, nothing can change it, nothing gives a value away."""

from __future__ import annotations

import dataclasses
import json
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.errors import InputError
from consult.fields import Field
from consult.hcc.derive import SCHEMA
from consult.hcc.fields import FIELDS
from consult.patient import NOT_RECORDED, Entry, Patient, Record, parse_json, plain, soft_warnings
from consult.quantity import PAIR_FACTORS
from consult.values import UNKNOWN, Bounds, OneOf
from tests.properties.strategies import examples

TODAY = date(2026, 11, 23)


# -- any patient ---------------------------------------------------------------------------------------------------


def _text(most: int) -> st.SearchStrategy[str]:
    return st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=min(most, 12))


def _number(hard: tuple[float, float], whole: bool) -> st.SearchStrategy[Any]:
    low, high = hard
    one: st.SearchStrategy[Any] = (
        st.integers(int(low), int(high))
        if whole
        else st.floats(low, high) | st.integers(int(low) + 1, int(high))
    )
    between = st.tuples(one, one).map(lambda ends: {"min": min(ends), "max": max(ends)})
    open_end = st.tuples(one, st.sampled_from(("min", "max"))).map(lambda end: {end[1]: end[0]})
    ends = st.tuples(one, st.sampled_from(("min", "max")))
    # "Above 4" of a grade from 0 to 4 holds no whole number and is refused.
    ends = ends.filter(lambda end: not whole or end[0] != (high if end[1] == "min" else low))
    excluded = ends.map(lambda end: {end[1]: end[0], f"{end[1]}_open": True})
    return one | between | open_end | excluded


def _value(field: Field, hard: tuple[float, float] | None) -> st.SearchStrategy[Any]:
    match field.type:
        case "number" | "integer":
            whole = field.type == "integer"
            if field.choices:
                ids = [c if c == "unknown" else int(c) if whole else float(c) for c in field.choice_ids()]
                return st.sampled_from(ids)
            assert hard is not None
            return _number(hard, whole)
        case "choice":
            return st.sampled_from(field.choice_ids())
        case "choices":
            return st.lists(st.sampled_from(field.choice_ids()), unique=True, max_size=5)
        case "flag":
            return st.booleans()
        case "text":
            return _text(field.max_length)
        case "texts":
            return st.lists(_text(field.max_length), max_size=4)
        case "date":
            first = 1900 if hard is None else int(hard[0])  # the limits of a date are years
            return st.dates(date(first, 1, 1), TODAY).map(date.isoformat)
        case "objects":
            parts = {part.id: _value(part, part.hard) for part in field.parts}
            return st.lists(st.fixed_dictionaries({}, optional=parts), max_size=4)


def _entry(field: Field) -> st.SearchStrategy[tuple[str, Any]]:
    entered = _value(field, field.hard).map(lambda value: (field.id, value))
    if field.other is None:
        return entered
    key = field.other.key
    return entered | _value(field, field.other.hard).map(lambda value: (key, value))


_ENTRIES = {field.id: _entry(field) for field in FIELDS}


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Any patient file: every field has its turn, in either unit."""
    names = draw(st.lists(st.sampled_from(sorted(_ENTRIES)), unique=True, max_size=25))
    document = dict(draw(_ENTRIES[name]) for name in names)
    if draw(st.booleans()):
        document["exclusion_checklist"] = "none_apply"
    return document


def same(one: object, other: object) -> bool:
    """Equal and of the same types: 1, 1.0 and true are three different things to have typed."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


@given(documents())
@examples(150)
def test_json_goes_round_unchanged(document: dict[str, Any]) -> None:
    patient = SCHEMA.read(document, today=TODAY)
    assert same(patient.to_json(), document)
    again = SCHEMA.read_json(json.dumps(patient.to_json()), today=TODAY)
    assert again == patient
    assert hash(again) == hash(patient)
    assert same(again.to_json(), document)


@given(documents())
@examples(60)
def test_one_field_at_a_time_gives_the_same_patient(document: dict[str, Any]) -> None:
    patient = SCHEMA.empty()
    for key, value in document.items():
        listed = key == "exclusion_checklist"
        patient = patient.with_checklist(True) if listed else patient.with_value(key, value)
    assert patient == SCHEMA.read(document, today=TODAY)
    for key in document:
        if key != "exclusion_checklist":
            patient = patient.without(SCHEMA.by_key[key].id)
    assert patient.with_checklist(False) == SCHEMA.empty()


@given(documents())
@examples(60)
def test_canonical_values_are_the_entered_ones_in_canonical_units(document: dict[str, Any]) -> None:
    patient = SCHEMA.read(document, today=TODAY)
    canonical = patient.canonical()
    for key, raw in document.items():
        if key == "exclusion_checklist":
            continue
        name = SCHEMA.by_key[key].id
        if isinstance(raw, str) and raw in NOT_RECORDED:
            assert name not in canonical
            assert patient.value(name) is UNKNOWN
        elif key not in PAIR_FACTORS:
            assert same(plain(canonical[name]), raw)
        elif isinstance(raw, dict):
            value = canonical[name]
            for end, given_end in ((value.low, raw.get("min")), (value.high, raw.get("max"))):
                assert (end is None) == (given_end is None)
                if given_end is not None:
                    assert end == pytest.approx(given_end * PAIR_FACTORS[key], rel=1e-9, abs=1e-9)
            assert (value.low_open, value.high_open) == (
                raw.get("min_open", False),
                raw.get("max_open", False),
            )
        else:
            assert canonical[name] == pytest.approx(raw * PAIR_FACTORS[key], rel=1e-9, abs=1e-9)
    assert canonical.keys() <= SCHEMA.by_id.keys()


@given(documents())
@examples(60)
def test_no_representation_holds_a_value(document: dict[str, Any]) -> None:
    patient = SCHEMA.read({**document, "patient_code": "Zaphod"}, today=TODAY)
    recorded = len(patient.entries)
    for shown in (repr(patient), str(patient), f"{patient}"):
        assert shown == f"<Patient with {recorded} recorded fields>"


# -- units ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value", "canonical"),
    [
        ("bilirubin_mg_per_dl", 2, 34.2),
        ("bilirubin_mg_per_dl", 3, 51.3),
        ("albumin_g_per_dl", 2.8, 28),
        ("albumin_g_per_dl", 3.5, 35),
        ("creatinine_mg_per_dl", 1.3, 114.92),
        ("afp_iu_per_ml", 400, 484),
        ("crp_mg_per_dl", 1.2, 12),
    ],
)
def test_the_second_unit_of_every_pair(key: str, value: float, canonical: float) -> None:
    patient = SCHEMA.read({key: value})
    field = SCHEMA.by_key[key]
    assert patient.value(field.id) == canonical, "no floating-point dust"
    assert patient.to_json() == {key: value}
    assert patient.entries[field.id] == Entry(key, value)
    changed = patient.with_value(field.id, canonical)
    assert changed.to_json() == {field.id: canonical}
    assert changed.value(field.id) == canonical


def test_every_pair_has_a_factor_and_consistent_limits() -> None:
    pairs = {field.other.key: field for field in FIELDS if field.other is not None}
    assert set(pairs) == set(PAIR_FACTORS)
    for key, field in pairs.items():
        assert field.other is not None
        assert field.hard is not None
        for mine, others in zip(field.hard, field.other.hard, strict=True):
            assert others * PAIR_FACTORS[key] == pytest.approx(mine, rel=0.25, abs=1), key


def test_what_was_typed_is_kept_beside_the_value() -> None:
    patient = SCHEMA.empty().with_value("albumin_g_per_dl", 3.5, text="3.50")
    assert patient.entries["albumin_g_per_l"] == Entry("albumin_g_per_dl", 3.5, "3.50")
    assert patient.to_json() == {"albumin_g_per_dl": 3.5}
    assert patient.value("albumin_g_per_l") == 35


def test_both_units_keep_the_canonical_one_whatever_the_order() -> None:
    for document in (
        {"albumin_g_per_l": 35, "albumin_g_per_dl": 3.5},
        {"albumin_g_per_dl": 3.5, "albumin_g_per_l": 35},
    ):
        assert SCHEMA.read(document).to_json() == {"albumin_g_per_l": 35}


def test_a_range_is_kept_in_its_unit() -> None:
    limits = {"min": 1.5, "max": 2, "max_open": True}
    patient = SCHEMA.read({"bilirubin_mg_per_dl": limits})
    assert patient.to_json() == {"bilirubin_mg_per_dl": limits}
    assert patient.value("bilirubin_umol_per_l") == Bounds(25.65, 34.2, high_open=True)


# -- what is not recorded ------------------------------------------------------------------------------------------


def test_null_is_not_recorded() -> None:
    document = {field.id: None for field in FIELDS}
    assert SCHEMA.read(document) == SCHEMA.empty()
    assert SCHEMA.read({"exclusion_checklist": None}) == SCHEMA.empty()
    assert SCHEMA.read({"lesions": [{"size_mm": None}]}).to_json() == {"lesions": [{}]}
    assert SCHEMA.empty().with_value("inr", 1.1).with_value("inr", None) == SCHEMA.empty()


@pytest.mark.parametrize("field", [f for f in FIELDS if "unknown" in f.choice_ids()], ids=lambda f: f.id)
def test_unknown_is_kept_but_is_no_value(field: Field) -> None:
    patient = SCHEMA.read({field.id: "unknown"})
    assert patient.to_json() == {field.id: "unknown"}
    assert patient.value(field.id) is UNKNOWN
    assert field.id not in patient.canonical()


def test_zero_no_and_an_empty_list_are_values() -> None:
    document = {"afp_ng_per_ml": 0, "cirrhosis": "no", "lesions": [], "cholestatic_disease": False}
    patient = SCHEMA.read(document)
    assert [patient.value(name) for name in document] == [0, "no", (), False]


# -- frozen --------------------------------------------------------------------------------------------------------


def test_nothing_changes_a_patient() -> None:
    document = {"inr": 1.1, "lesions": [{"size_mm": 20, "segment": ["s4a"]}]}
    patient = SCHEMA.read(document)
    before = hash(patient)
    with pytest.raises(TypeError):
        patient.entries["inr"] = Entry("inr", 2)  # type: ignore[index]
    with pytest.raises(dataclasses.FrozenInstanceError):
        patient.entries["inr"].value = 2  # type: ignore[misc]
    lesion = patient.value("lesions")[0]
    assert isinstance(lesion, Record)
    with pytest.raises(TypeError):
        lesion["size_mm"] = 30  # type: ignore[index]
    document["lesions"][0]["size_mm"] = 99  # type: ignore[index]
    document["inr"] = 9
    patient.to_json()["lesions"].append({})
    patient.with_value("inr", 2).without("lesions").with_checklist(True)
    assert patient.to_json() == {"inr": 1.1, "lesions": [{"size_mm": 20, "segment": ["s4a"]}]}
    assert hash(patient) == before


def test_a_patient_has_no_other_place_for_values() -> None:
    with pytest.raises(AttributeError):
        SCHEMA.empty().note = "x"  # type: ignore[attr-defined]


def test_equality_is_by_value_key_and_checklist() -> None:
    one = SCHEMA.read({"inr": 1.1})
    assert one == SCHEMA.read({"inr": 1.1})
    assert one != SCHEMA.read({"inr": 1.2})
    assert one != one.with_checklist(True)
    assert one != "a patient"
    assert SCHEMA.read({"albumin_g_per_dl": 3.5}) != SCHEMA.read({"albumin_g_per_l": 35})


def test_a_refused_value_changes_nothing() -> None:
    patient = SCHEMA.read({"inr": 1.1})
    for key, value in (("inr", 400), ("inr", "x"), ("nonsense", 1), ("bilirubin_mg_per_dl", 71)):
        with pytest.raises(InputError) as caught:
            patient.with_value(key, value)
        assert caught.value.values["field"] == key
    assert patient.to_json() == {"inr": 1.1}


# -- soft limits ---------------------------------------------------------------------------------------------------


def _soft() -> list[tuple[str, tuple[float, float], tuple[float, float], bool]]:
    found = []
    for field in FIELDS:
        if field.soft is not None and field.hard is not None:
            found.append((field.id, field.soft, field.hard, field.type == "integer"))
        if field.other is not None and field.other.soft is not None:
            found.append((field.other.key, field.other.soft, field.other.hard, False))
    return found


@pytest.mark.parametrize(("key", "soft", "hard", "whole"), _soft(), ids=[case[0] for case in _soft()])
def test_soft_limits_ask_and_keep_the_value(
    key: str, soft: tuple[float, float], hard: tuple[float, float], whole: bool
) -> None:
    field = SCHEMA.by_key[key]
    assert hard[0] <= soft[0] < soft[1] <= hard[1]
    outside = [(soft[0] + hard[0]) / 2, (soft[1] + hard[1]) / 2]
    for limit, number in zip(soft, outside, strict=True):
        inside = int(limit) if whole else limit
        assert soft_warnings(SCHEMA.read({key: inside})) == []
        value = int(number) if whole else number
        if soft[0] <= value <= soft[1]:
            continue  # the hard limit is the soft one
        for entered in (value, {"max" if value > soft[1] else "min": value}):
            patient = SCHEMA.read({key: entered})
            (warning,) = soft_warnings(patient)
            asked = field.mixup(key, patient.entries[field.id].value) is not None
            assert (warning.field, warning.code) == (field.id, "unit_question" if asked else "soft_range")
            assert same(patient.to_json(), {key: entered})
            if asked:
                continue
            unit = field.unit if key == field.id or field.other is None else field.other.unit
            assert warning.values == {"low": f"{soft[0]:g}", "high": f"{soft[1]:g}", "unit": unit}


def test_a_soft_warning_inside_a_list_names_the_row() -> None:
    patient = SCHEMA.read({"lesions": [{"size_mm": 20}, {"size_mm": 2}, {"size_mm": 250}, {}]})
    assert [w.field for w in soft_warnings(patient)] == ["lesions[1].size_mm", "lesions[2].size_mm"]


# -- JSON ----------------------------------------------------------------------------------------------------------


def test_plain_gives_json_types() -> None:
    assert plain(UNKNOWN) is None
    assert plain(OneOf(("A", "B"))) == ["A", "B"]
    assert plain(Bounds(low_open=True, low=2)) == {"min": 2, "min_open": True}
    assert plain(date(2026, 11, 23)) == "2026-11-23"
    assert plain((Record({"label": "L1", "segment": ("s8",)}),)) == [{"label": "L1", "segment": ["s8"]}]


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(10**15), 10**15)
        | st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.text(st.characters(exclude_categories=["Cs"]), max_size=3), inner, max_size=3
            )
        ),
        max_leaves=8,
    )
)
@examples(60)
def test_reading_never_fails_otherwise(document: Any) -> None:
    """Any JSON is a patient or refused with a code; nothing else happens."""
    assert parse_json(json.dumps(document)) == document
    with suppress(InputError):
        assert isinstance(SCHEMA.read(document, today=TODAY), Patient)


@given(st.binary(max_size=40))
@examples(100)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(InputError):
        assert isinstance(SCHEMA.read_json(data), Patient)


def test_a_repeated_member_is_kept_once() -> None:
    assert SCHEMA.read({"etiologies": ["hbv", "alcohol", "hbv"]}).to_json() == {
        "etiologies": ["hbv", "alcohol"]
    }
