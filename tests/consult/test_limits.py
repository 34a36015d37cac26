"""A clinic's own limits: strictly read, compared for information, said as local, and never a reason for a status."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from consult.assess import Knowledge
from consult.clinic import Clinic, ClinicError, ClinicOn, read_clinic, to_document, write_clinic
from consult.compare import Comparison, compare
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.limits import MAX_LIMITS
from consult.phrases import Words
from consult.report import document

TODAY = date(2026, 11, 23)
LIMIT: dict[str, Any] = {
    "fact": "bilirubin_umol_per_l",
    "operator": "<=",
    "value": 40,
    "unit": "µmol/L",
    "as_at": "2026-09-01",
}


def read(*limits: Any, treatment: str = "tace") -> Clinic:
    raw = {"format": 2, "treatments": {treatment: {"limits": list(limits)}}}
    return read_clinic(json.dumps(raw).encode(), "clinic.json")


def said(knowledge: Knowledge, case: dict[str, Any], *limits: Any, language: str = "en") -> list[str]:
    """What the row "here" of TACE says."""
    words = Words(language, DECLARED, knowledge.catalog)
    cell = beside(knowledge, case, *limits).cell("here", "tace")
    sentences = [words.line(line, knowledge) for line in cell.lines]
    assert all(sentence.tone == "local" and not sentence.sources for sentence in sentences)
    return [f"{sentence.label}: {sentence.text}" for sentence in sentences]


def beside(knowledge: Knowledge, case: dict[str, Any], *limits: Any) -> Comparison:
    facts = derive(SCHEMA.read(case), today=TODAY)
    local = ClinicOn(read(*limits), TODAY, declared=DECLARED)
    return compare(knowledge.assess(facts, local=local), ["tace", "rfa"])


# -- what it says -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("operator", "bilirubin", "state"),
    [
        ("<=", 40, "holds"),
        ("<=", 40.1, "does not hold"),
        ("<", 40, "does not hold"),
        ("<", 39.9, "holds"),
        (">=", 40, "holds"),
        (">", 40, "does not hold"),
        (">", 41, "holds"),
    ],
)
def test_a_limit_holds_or_not_at_its_very_edge(
    knowledge: Knowledge, operator: str, bilirubin: float, state: str
) -> None:
    (line,) = said(knowledge, {"bilirubin_umol_per_l": bilirubin}, {**LIMIT, "operator": operator})
    assert f": {state} (here {bilirubin:g} µmol/L)" in line
    assert line.startswith("Local limit: Bilirubin ")
    assert "as at 2026-09-01" in line


def test_a_value_not_recorded_leaves_it_open(knowledge: Knowledge) -> None:
    (line,) = said(knowledge, {}, LIMIT)
    assert "Bilirubin ≤ 40 µmol/L: open (Bilirubin: not recorded)" in line
    assert "holds" not in line.replace("does not hold", "")
    (line,) = said(knowledge, {}, LIMIT, language="zh_CN")
    assert line.startswith("本院自定界值: 胆红素 ≤ 40 µmol/L：未定")


def test_a_range_that_reaches_over_the_limit_is_open(knowledge: Knowledge) -> None:
    points = {**LIMIT, "fact": "child_pugh_points", "unit": "", "value": 6}
    case = {"bilirubin_umol_per_l": 20, "albumin_g_per_l": 40, "inr": 1.0, "ascites": "none"}
    assert ": open (" in said(knowledge, case, points)[0]
    assert ": holds (" in said(knowledge, {**case, "encephalopathy_grade": 0}, points)[0]
    assert ": does not hold (" in said(knowledge, case, {**points, "value": 4})[0]


def test_the_second_unit_of_a_pair_is_converted_and_both_are_said(knowledge: Knowledge) -> None:
    limit = {**LIMIT, "value": 2, "unit": "mg/dL"}  # 34.2 µmol/L
    (line,) = said(knowledge, {"bilirubin_umol_per_l": 34.2}, limit)
    assert "Bilirubin ≤ 2 mg/dL (34.2 µmol/L): holds" in line
    (line,) = said(knowledge, {"bilirubin_umol_per_l": 34.3}, limit)
    assert "does not hold" in line


@pytest.mark.parametrize(
    "change",
    [{"fact": "no_such_value"}, {"fact": "ascites"}, {"fact": "lesions"}, {"unit": "mg/L"}, {"unit": ""}],
)
def test_what_this_version_cannot_compare_is_kept_and_said(
    knowledge: Knowledge, change: dict[str, str]
) -> None:
    limit = {**LIMIT, **change}
    (line,) = said(knowledge, {"bilirubin_umol_per_l": 20}, limit)
    assert "this version cannot compare it" in line
    assert to_document(read(limit))["treatments"]["tace"]["limits"] == [limit]


def test_a_remark_and_a_date_ahead_are_said(knowledge: Knowledge) -> None:
    (line,) = said(knowledge, {}, {**LIMIT, "note": "<b>our team</b>", "as_at": "2026-11-24"})
    assert "; <b>our team</b>" in line
    assert "dated after today" in line


def test_it_stands_beside_the_rows_on_the_same_value_where_a_cell_is_opened(knowledge: Knowledge) -> None:
    case = {"bilirubin_umol_per_l": 60, "tumour_type": "hcc", "lesions": [{"size_mm": 60}]}
    comparison = beside(knowledge, case, LIMIT)
    here = comparison.cell("here", "tace")
    rules = [line.record.rule for line in here.detail if line.kind == "rule"]
    assert rules
    assert all(any(c.fact == LIMIT["fact"] for c in rule.when) for rule in rules)
    shown = {rule.id for rule in rules}
    for aspect in ("fit", "against"):
        cell = comparison.cell(aspect, "tace")
        about = [line for line in cell.lines if line.kind == "rule" and line.record.rule.id in shown]
        assert [line.kind for line in cell.detail] == (["local"] if about else [])
    assert comparison.cell("against", "tace").detail
    assert not comparison.cell("against", "rfa").detail


def test_no_limit_changes_a_status_a_document_or_a_line(knowledge: Knowledge) -> None:
    patient = SCHEMA.read({"bilirubin_umol_per_l": 60, "tumour_type": "hcc", "lesions": [{"size_mm": 60}]})
    facts = derive(patient, today=TODAY)
    words = Words("en", DECLARED, knowledge.catalog)
    bare = knowledge.assess(facts)
    names = list(knowledge.catalog.treatments)
    for value in (0, 1000):  # every limit fails, every limit holds
        limits = [{**LIMIT, "value": value}]
        raw = {"format": 2, "treatments": {name: {"limits": limits} for name in names}}
        local = ClinicOn(read_clinic(json.dumps(raw).encode(), "c"), TODAY, declared=DECLARED)
        own = knowledge.assess(facts, local=local)
        assert document(patient, own, knowledge, words) == document(patient, bare, knowledge, words)
        before, after = compare(bare, names[:6]), compare(own, names[:6])
        assert before.conflicts == after.conflicts
        for place, cell in before.cells.items():
            if place[0] != "here":
                now, then = after.cells[place].lines, cell.lines
                assert [words.line(x, knowledge) for x in now] == [words.line(x, knowledge) for x in then]


# -- the file ---------------------------------------------------------------------------------------------------


def test_written_and_read_it_is_the_same_and_without_limits_the_older_format() -> None:
    layer = read({**LIMIT, "note": "so"}, {**LIMIT, "value": 0.5})
    assert read_clinic(write_clinic(layer, "c"), "c") == layer
    assert to_document(layer)["format"] == 2
    assert to_document(read())["format"] == 1


WHERE = "treatments.tace.limits.0."
REFUSED: dict[str, tuple[Any, str, str]] = {
    "no object": ("bilirubin <= 40", "clinic_object", WHERE[:-1]),
    "unknown key": ({**LIMIT, "status": "x"}, "clinic_key", f"{WHERE}status"),
    "no value": ({k: v for k, v in LIMIT.items() if k != "value"}, "clinic_number", f"{WHERE}value"),
    "a text": ({**LIMIT, "value": "40"}, "clinic_number", f"{WHERE}value"),
    "yes": ({**LIMIT, "value": True}, "clinic_number", f"{WHERE}value"),
    "too large": ({**LIMIT, "value": 1e300}, "clinic_number", f"{WHERE}value"),
    "operator": ({**LIMIT, "operator": "=="}, "clinic_member", f"{WHERE}operator"),
    "operator as a list": ({**LIMIT, "operator": ["<="]}, "clinic_member", f"{WHERE}operator"),
    "no operator": ({k: v for k, v in LIMIT.items() if k != "operator"}, "clinic_member", f"{WHERE}operator"),
    "fact with markup": ({**LIMIT, "fact": "<b>x"}, "clinic_fact", f"{WHERE}fact"),
    "no fact": ({k: v for k, v in LIMIT.items() if k != "fact"}, "clinic_fact", f"{WHERE}fact"),
    "no unit": ({k: v for k, v in LIMIT.items() if k != "unit"}, "clinic_text", f"{WHERE}unit"),
    "unit that acts": ({**LIMIT, "unit": "m\u202em"}, "clinic_character", f"{WHERE}unit"),
    "no date": ({k: v for k, v in LIMIT.items() if k != "as_at"}, "clinic_date", f"{WHERE}as_at"),
    "long note": ({**LIMIT, "note": "x" * 121}, "clinic_text", f"{WHERE}note"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_its_place(name: str) -> None:
    raw, code, where = REFUSED[name]
    with pytest.raises(ClinicError) as caught:
        read(raw)
    assert (caught.value.code, caught.value.values["where"]) == (code, where)
    for language in ("en", "zh_CN"):
        assert where in Words(language, DECLARED).error(caught.value)


def test_too_many_and_numbers_that_are_none() -> None:
    with pytest.raises(ClinicError) as caught:
        read(*[LIMIT] * (MAX_LIMITS + 1))
    assert caught.value.code == "clinic_many"
    for number in ("NaN", "1e999", "-1e999"):
        raw = json.dumps({"format": 2, "treatments": {"tace": {"limits": [LIMIT]}}}).replace("40", number)
        with pytest.raises(ClinicError):
            read_clinic(raw.encode(), "c")
