"""Numbers probably read in another unit: which are asked about, and that none is ever changed by itself."""

from __future__ import annotations

from typing import Any

import pytest

from consult.errors import InputError
from consult.fields import Field
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.hcc.fields import LESION_FIELDS
from consult.hcc.mixups import MIXUPS
from consult.patient import Entry, soft_warnings
from consult.phrases import Words
from consult.quantity import FACTORS, PAIR_FACTORS
from consult.values import Bounds

SIZE = next(part for part in LESION_FIELDS if part.id == "size_mm")

# key: lowest and highest number asked about, each with whether it is itself, and what it would be usual for
RANGES: dict[str, tuple[float, bool, float, bool, str]] = {
    "albumin_g_per_l": (0.5, True, 9.9, True, "g/dL"),
    "albumin_g_per_dl": (7.0, False, 70, True, "g/L"),
    "bilirubin_umol_per_l": (0.05, True, 3, False, "mg/dL"),
    "bilirubin_mg_per_dl": (20, False, 1200, True, "µmol/L"),
    "creatinine_umol_per_l": (0.1, True, 10, False, "mg/dL"),
    "creatinine_mg_per_dl": (28, False, 2500, True, "µmol/L"),
    "crp_mg_per_dl": (100, False, 1000, True, "mg/L"),
    "platelets_10e9_per_l": (3000, False, 3_000_000, True, "/µL"),
    "wbc_10e9_per_l": (500, False, 500_000, True, "/µL"),
    "neutrophils_10e9_per_l": (500, False, 500_000, True, "/µL"),
    "lymphocytes_10e9_per_l": (500, False, 500_000, True, "/µL"),
    "hemoglobin_g_per_l": (2, True, 20, False, "g/dL"),
    "glucose_mmol_per_l": (80, False, 1441, True, "mg/dL"),
    "inr": (6, False, 100, True, "s"),
    "height_cm": (0.5, True, 2.5, True, "m"),
    "spleen_length_mm": (4, True, 40, False, "cm"),
    "size_mm": (0.1, True, 10, False, "cm"),
}
NEVER_CONVERTED = {"inr"}


def field_of(key: str) -> Field:
    return SIZE if key == "size_mm" else SCHEMA.by_key[key]


def document(key: str, value: Any) -> dict[str, Any]:
    return {"lesions": [{"size_mm": value}]} if key == "size_mm" else {key: value}


def around(key: str) -> list[tuple[float, bool]]:
    """Numbers just below, at and just above both limits, and whether each is asked about."""
    low, low_in, high, high_in, _usual = RANGES[key]
    found = []
    for end, itself, inside in ((low, low_in, 1), (high, high_in, -1)):
        step = end * 1e-6
        found += [(end - step, inside < 0), (end, itself), (end + step, inside > 0)]
    return found


CASES = [(key, number, asked) for key in RANGES for number, asked in around(key)]


def test_every_declared_range_is_tested() -> None:
    assert MIXUPS.keys() == RANGES.keys()
    declared = {m.under for f in (*SCHEMA.fields, SIZE) for m in f.mixups}
    assert declared == RANGES.keys()


@pytest.mark.parametrize(("key", "number", "asked"), CASES)
def test_a_range_is_asked_about_up_to_its_limits(key: str, number: float, asked: bool) -> None:
    mixup = field_of(key).mixup(key, number)
    assert (mixup is not None) is asked
    if mixup is not None:
        assert mixup.unit == RANGES[key][4]


@pytest.mark.parametrize(("key", "number", "asked"), CASES)
def test_reading_asks_and_changes_nothing(key: str, number: float, asked: bool) -> None:
    field = field_of(key)
    low, high = field.hard_of(key) or (0.0, 0.0)
    if not low <= number <= high:
        with pytest.raises(InputError) as caught:
            SCHEMA.read(document(key, number))
        assert caught.value.code == "out_of_range"
        assert (caught.value.values.get("usual") == RANGES[key][4]) is asked
        sentence = Words("en", DECLARED).error(caught.value)
        assert ("a value like this" in sentence) is asked
        assert f"{number:g}" not in sentence.replace(f"{low:g}", "").replace(f"{high:g}", "")
        return
    patient = SCHEMA.read(document(key, number))
    assert patient.to_json() == document(key, number)
    expected = number * PAIR_FACTORS.get(key, 1.0)
    canonical = patient.value("lesions" if key == "size_mm" else field.id)
    assert (canonical[0]["size_mm"] if key == "size_mm" else canonical) == pytest.approx(expected)
    codes = [w.code for w in soft_warnings(patient)]
    assert ("unit_question" in codes) is asked
    assert len(codes) <= 1


@pytest.mark.parametrize("key", RANGES)
def test_what_is_offered_is_a_value_the_other_unit_takes(key: str) -> None:
    field, mixup = field_of(key), MIXUPS[key]
    low, _low_in, high, _high_in, _usual = RANGES[key]
    for number in (low + (high - low) * 1e-6, high - (high - low) * 1e-6):
        offered = field.converts(mixup, number)
        # Above 7 the albumin range is the field reference's; as g/dL it is outside the hard limits.
        excluded = key in NEVER_CONVERTED or (key == "albumin_g_per_l" and number > 7)
        assert offered is not excluded
        if offered and key != "size_mm":
            again = mixup.read_again(number)
            assert SCHEMA.read(document(mixup.key or key, again)).to_json() == {mixup.key or key: again}


@pytest.mark.parametrize("key", [key for key in RANGES if MIXUPS[key].factor is not None])
def test_factors_are_those_of_the_units_module(key: str) -> None:
    analyte = {"height_cm": "height", "spleen_length_mm": "size", "size_mm": "size"}.get(
        key, key.split("_", maxsplit=1)[0]
    )
    if analyte in ("wbc", "neutrophils", "lymphocytes"):
        analyte = "cells"
    unit = RANGES[key][4].replace("/µL", "per uL")
    assert MIXUPS[key].factor == FACTORS[analyte][unit]


@pytest.mark.parametrize(
    ("entered", "usual", "other"),
    [
        ({"albumin_g_per_l": 4.1}, "g/dL", None),
        ({"bilirubin_umol_per_l": 1.1}, "mg/dL", "bilirubin_mg_per_dl"),
        ({"platelets_10e9_per_l": 165000}, "/µL", None),
        ({"inr": 12.4}, "s", None),
    ],
)
def test_the_named_examples(entered: dict[str, Any], usual: str, other: str | None) -> None:
    ((key, number),) = entered.items()
    low, high = field_of(key).hard_of(key) or (0.0, 0.0)
    if not low <= number <= high:
        with pytest.raises(InputError) as caught:
            SCHEMA.read(entered)
        assert caught.value.values["usual"] == usual
        return
    patient = SCHEMA.read(entered)
    (warning,) = soft_warnings(patient)
    assert (warning.field, warning.code) == (key, "unit_question")
    assert warning.values["usual"] == usual
    assert warning.values.get("other") == other
    assert patient.value(key) == number


def test_sentences_in_both_languages() -> None:
    (bilirubin,) = soft_warnings(SCHEMA.read({"bilirubin_umol_per_l": 1.1}))
    (inr,) = soft_warnings(SCHEMA.read({"inr": 12.4}))
    with pytest.raises(InputError) as caught:
        SCHEMA.read({"albumin_g_per_l": 4.1})
    english, chinese = Words("en", DECLARED), Words("zh_CN", DECLARED)
    assert english.warning(bilirubin) == (
        "Bilirubin: a value like this is usual in mg/dL – was it entered in the wrong unit?"
    )
    assert chinese.warning(bilirubin) == "胆红素：这样的数值常见于 mg/dL，是否填错了单位？"
    assert "the prothrombin time in seconds" in english.warning(inr)
    assert "以秒计的凝血酶原时间" in chinese.warning(inr)
    assert english.error(caught.value) == (
        "The field albumin_g_per_l must lie between 5 and 70 g/L; "
        "a value like this is usual in g/dL – was it entered in the wrong unit?"
    )
    assert chinese.error(caught.value) == (
        "字段 albumin_g_per_l 须在 5 至 70 g/L 之间；这样的数值常见于 g/dL，是否填错了单位？"
    )


@pytest.mark.parametrize(
    ("entered", "asked"),
    [
        ({"max": 2, "max_open": True}, True),
        ({"min": 1.1}, True),
        ({"min": 2, "max": 14}, True),
        ({"min": 12, "max": 14}, False),
        ({"max": 3, "max_open": True}, False),
    ],
)
def test_either_end_of_bounds_is_asked_about(entered: dict[str, Any], asked: bool) -> None:
    patient = SCHEMA.read({"bilirubin_umol_per_l": entered})
    assert ([w.code for w in soft_warnings(patient)] == ["unit_question"]) is asked
    assert patient.to_json() == {"bilirubin_umol_per_l": entered}


@pytest.mark.parametrize("entered", [{"min": 4.1}, {"max": 4.1}, {"min": 3.9, "max": 41}])
def test_bounds_outside_the_hard_limits_are_refused_with_the_question(entered: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        SCHEMA.read({"albumin_g_per_l": entered})
    assert caught.value.values["usual"] == "g/dL"


def test_bounds_are_converted_as_a_whole_or_not_at_all() -> None:
    field, mixup = SCHEMA.by_id["platelets_10e9_per_l"], MIXUPS["platelets_10e9_per_l"]
    assert mixup.read_again(Bounds(low=50000, low_open=True)) == Bounds(low=50, low_open=True)
    assert field.converts(mixup, Bounds(50000, 60000))
    assert not field.converts(mixup, Bounds(200, 60000))


def test_whole_millimetres_of_a_nodule_are_not_asked_about() -> None:
    patient = SCHEMA.read(
        {"lesions": [{"size_mm": 8}, {"size_mm": 2.5}, {"size_mm": 9.0}, {"size_mm": 12.5}]}
    )
    assert [(w.field, w.code) for w in soft_warnings(patient)] == [("lesions[1].size_mm", "unit_question")]


def test_nothing_is_asked_about_afp() -> None:
    field = SCHEMA.by_id["afp_ng_per_ml"]
    assert field.mixups == ()
    for number in (0, 0.5, 3, 20, 400, 1e5, 1e8):
        for key in ("afp_ng_per_ml", "afp_iu_per_ml"):
            assert field.mixup(key, number) is None


def _ordinary() -> list[tuple[str, float]]:
    found = []
    for field in SCHEMA.fields:
        if field.type in ("number", "integer") and field.soft is not None:
            middle = sum(field.soft) / 2
            found.append((field.id, round(middle) if field.type == "integer" else middle))
        if field.other is not None and field.other.soft is not None:
            found.append((field.other.key, sum(field.other.soft) / 2))
    return found


@pytest.mark.parametrize(("key", "number"), _ordinary())
def test_nothing_is_asked_about_an_ordinary_value(key: str, number: float) -> None:
    assert field_of(key).mixup(key, number) is None
    assert soft_warnings(SCHEMA.read({key: number})) == []


def test_accepting_enters_the_same_number_under_the_other_key() -> None:
    before = SCHEMA.empty().with_value("bilirubin_umol_per_l", 1.1, "1.1")
    (warning,) = soft_warnings(before)
    after = before.with_value(warning.values["other"], 1.1, "1.1")
    assert before.value("bilirubin_umol_per_l") == 1.1
    assert after.value("bilirubin_umol_per_l") == pytest.approx(1.1 * 17.1)
    assert soft_warnings(after) == []


def test_a_converted_entry_keeps_what_was_typed() -> None:
    words = Words("en", DECLARED)
    field = SCHEMA.by_id["platelets_10e9_per_l"]
    assert words.entry(field, Entry(field.id, 165, "165000 /µL")) == "165000 /µL = 165 × 10^9/L"
    assert words.entry(field, Entry(field.id, 165, "165")) == "165 × 10^9/L"


def test_a_standing_question_stands_among_the_facts() -> None:
    facts = derive(SCHEMA.read({"bilirubin_umol_per_l": 1.1, "inr": 12.4}))
    asked = [(w.field, w.code) for w in facts.warnings if w.code == "unit_question"]
    assert asked == [("bilirubin_umol_per_l", "unit_question"), ("inr", "unit_question")]
    assert facts.value("bilirubin_umol_per_l") == 1.1
