"""Pasted laboratory text: what is read is what the line says; what is not sure is asked, the rest stays visible."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.errors import InputError
from consult.hcc.lab_names import LAB_NAMES, NEUTRAL, lab_reader
from consult.hcc.schema import SCHEMA
from consult.labtext import MAX_CHARACTERS, Candidate, LabText, Named
from consult.patient import check_value
from consult.quantity import PAIR_FACTORS
from consult.values import Bounds
from ui.form.reading import read_number

TODAY = date(2026, 11, 23)
READER = lab_reader()


def read(text: str) -> LabText:
    return READER.read(text, today=TODAY)


def one(line: str) -> Candidate:
    """The only result of a line."""
    (candidate,) = read(line).candidates
    return candidate


def entered(line: str) -> dict[str, Any]:
    """What a line enters without a question."""
    candidate = one(line)
    assert candidate.is_certain, candidate.doubts
    return {candidate.offers[0].key: candidate.offers[0].value}


# -- lines that are certain ---


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Total bilirubin 14.2 umol/L", {"bilirubin_umol_per_l": 14.2}),
        ("Bilirubin, total: 1.1 mg/dL", {"bilirubin_mg_per_dl": 1.1}),
        ("T.Bil 1,1 mg/dl", {"bilirubin_mg_per_dl": 1.1}),
        ("1  TBIL  总胆红素  14.2  ↑  3.4-20.5  umol/L", {"bilirubin_umol_per_l": 14.2}),
        ("总胆红素（TBIL）：１４．２ μmol／L", {"bilirubin_umol_per_l": 14.2}),
        ("3  ALB   白蛋白   38.5 ↓  40.0～55.0  g/L  溴甲酚绿法", {"albumin_g_per_l": 38.5}),
        ("Albumin (g/dL) 3.8", {"albumin_g_per_dl": 3.8}),
        ("Albumin: 38 g/L (ref 35-50)", {"albumin_g_per_l": 38}),
        ("*ALB 38 g/L L", {"albumin_g_per_l": 38}),
        ("直接胆红素 5.1 0--6.8 μmol/L", {"bilirubin_direct_umol_per_l": 5.1}),
        ("INR 1.1 0.8-1.2", {"inr": 1.1}),
        ("PT-INR：1.05", {"inr": 1.05}),
        ("Creatinine (enzymatic) 0.9 mg/dL", {"creatinine_mg_per_dl": 0.9}),
        ("肌酐80umol/L", {"creatinine_umol_per_l": 80}),
        ("PLT 165 ×10⁹/L 100-300", {"platelets_10e9_per_l": 165}),
        ("PLT 90 * 100-300 10^9/L", {"platelets_10e9_per_l": 90}),  # the star is a flag
        ("PLT 90* 100.0~300.0 10^9/L", {"platelets_10e9_per_l": 90}),
        ("血小板计数 165 10*9/L 125-350", {"platelets_10e9_per_l": 165}),
        ("PLT 165 K/uL", {"platelets_10e9_per_l": 165}),
        ("PLT 165000 /uL", {"platelets_10e9_per_l": 165}),
        ("Hb 13.5 g/dL (13.0-17.0)", {"hemoglobin_g_per_l": 135}),
        ("AFP <2.0 ng/mL", {"afp_ng_per_ml": Bounds(high=2.0, high_open=True)}),
        ("甲胎蛋白定量 >60500 μg/L", {"afp_ng_per_ml": Bounds(low=60500, low_open=True)}),
        ("AFP 22 IU/mL H", {"afp_iu_per_ml": 22}),
        ("AFP-L3 5.2 %", {"afp_l3_percent": 5.2}),
        ("Na+ 138 mmol/L", {"sodium_mmol_per_l": 138}),
        ("K 4.1 mEq/L", {"potassium_mmol_per_l": 4.1}),
        ("ALT:35 U/L↑", {"alt_u_per_l": 35}),
        ("γ-GT 55 U/L", {"ggt_u_per_l": 55}),
        ("TBIL,14.2,umol/L", {"bilirubin_umol_per_l": 14.2}),
        ("WBC\t5.2\t4.0-10.0\t10^9/L", {"wbc_10e9_per_l": 5.2}),
        ("PIVKA-II 40 mAU/mL", {"pivka_ii_mau_per_ml": 40}),
        ("2026-11-20 ALB 38 g/L", {"albumin_g_per_l": 38}),
        ("Creatinine, Serum 0.9 mg/dL 0.76-1.27", {"creatinine_mg_per_dl": 0.9}),
        ("Bilirubin, Total 1.1 0.2 - 1.2 mg/dL", {"bilirubin_mg_per_dl": 1.1}),
        ("Sodium 138 mmol/L 136 - 145 mmol/L", {"sodium_mmol_per_l": 138}),
        ("AST (SGOT) 40 IU/L 0-40", {"ast_u_per_l": 40}),
        ("Platelets 165 x10E3/uL 150-450", {"platelets_10e9_per_l": 165}),
        ("PLATELET COUNT 165 Thousand/uL", {"platelets_10e9_per_l": 165}),
    ],
)
def test_an_ordinary_line_is_certain(line: str, expected: dict[str, Any]) -> None:
    assert entered(line) == expected


def test_several_results_of_one_line_are_each_read() -> None:
    found = read("ALT 35 U/L, AST 40 U/L；肌酐80umol/L，钠138mmol/L").candidates
    assert [(c.field, c.offers[0].value) for c in found] == [
        ("alt_u_per_l", 35),
        ("ast_u_per_l", 40),
        ("creatinine_umol_per_l", 80),
        ("sodium_mmol_per_l", 138),
    ]
    assert all(c.is_certain for c in found)


# -- traps ---


@pytest.mark.parametrize(
    "line",
    [
        "ALB/GLB ratio 1.2",
        "A/G 白球比 1.2 1.2-2.4",
        "前白蛋白 150 mg/L",
        "Prealbumin 150 mg/L",
        "CA199 35 U/mL",
        "Ca19-9 35 U/mL",
        "CA 199 35 U/mL",
        "NEUT% 65 %",
        "Vit K1 3",
        "CK18 120 U/L",
        "尿肌酐 8000 umol/L",
        "Urine creatinine 80 mg/dL",
        "Glucose (urine) 5 mmol/L",
        "ALB 40-55 g/L 38",
        "ALB 20/11/2026 38 g/L",
        "ALB 1.2.3 g/L",
        "HBV-DNA 1.2E+05 IU/mL",
        "HBV DNA 1.2x10^5 IU/mL",
        "AFP 1.2 * 10^5 ng/mL",
        "AFP 1.2 * 105 ng/mL",
        "AFP negative",
        "甲胎蛋白 阴性",
        "ALB pending 38",
        "PT 13.5 s",
        "Bilirubin direct/total 0.3",
        "INR 11:05",
        "ALB,38,35,50,g/L",
        "indirect bilirubin 9 umol/L",
        "间接胆红素 9 umol/L",
        "HBsAg 0.05 IU/mL",
        "Creatinine clearance 80 mL/min",
        "Creatinine, serum ratio 0.9",
        "Hemoglobin A1c/total 6.5 %",
        "AST:ALT ratio 1.2",
        "血小板压积 0.2 %",
        "平均血红蛋白浓度 330 g/L",
        "白细胞介素-6 5 pg/mL",
        "淋巴细胞% 30",
    ],
)
def test_what_is_another_thing_is_not_read_and_stays_visible(line: str) -> None:
    found = read(line)
    assert found.candidates == ()
    assert [text for _number, text in found.unread] == [line]


@pytest.mark.parametrize(
    ("line", "doubt"),
    [
        ("Neutrophils 65 %", "unit_unknown"),
        ("AFP 22 pg/mL", "unit_unknown"),
        ("AFP 22.0 35.0 ng/mL", "unit_unknown"),
        ("TBIL 14.2 3.4 20.5 umol/L", "unit_unknown"),
        ("HBV DNA 5.2 log IU/mL", "unit_unknown"),
        ("PLT 165,000 /uL", "thousands"),
        ("PLT 1,234 10^9/L", "thousands"),
    ],
)
def test_a_number_that_may_mean_something_else_is_never_offered(line: str, doubt: str) -> None:
    candidate = one(line)
    assert doubt in candidate.doubts
    assert candidate.offers == ()


@pytest.mark.parametrize(
    ("line", "doubt", "units"),
    [
        ("Sodium 138", "unit_missing", ["mmol/L"]),
        ("AFP 22", "unit_missing", ["ng/mL", "IU/mL"]),
        ("ALB 38", "unit_missing", ["g/L"]),
        ("INR1.1", "run_together", [""]),
        ("AFP 22 ng/mL prev 35", "more_on_line", ["ng/mL"]),
        ("ALB 4.1 g/L", "unit_question", ["g/dL"]),
        ("TBIL 1.1 umol/L", "unit_question", ["µmol/L", "mg/dL"]),
        ("INR 13.5", "unit_question", [""]),
    ],
)
def test_what_is_open_is_a_question(line: str, doubt: str, units: list[str]) -> None:
    candidate = one(line)
    assert doubt in candidate.doubts
    assert [offer.unit for offer in candidate.offers] == units
    assert not candidate.is_certain


def test_a_value_no_field_takes_is_refused_in_words() -> None:
    candidate = one("ALB 410 g/L")
    assert candidate.offers == ()
    assert candidate.refused is not None
    assert candidate.refused.code == "out_of_range"


def test_two_results_of_one_quantity_are_both_asked_about_and_a_repeat_is_not() -> None:
    twice = read("AFP 22 ng/mL\nAFP 35 ng/mL\n").candidates
    assert [c.doubts for c in twice] == [("several_results",)] * 2
    assert one("AFP 22 ng/mL\nAFP 22 ng/mL").is_certain


def test_below_another_specimen_nothing_is_certain() -> None:
    found = read("Urine\nCreatinine 80 mg/dL\nSerum\nCreatinine 0.9 mg/dL\n腹水\n白蛋白 12 g/L")
    assert [("specimen" in c.doubts) for c in found.candidates] == [True, False, True]
    assert entered("尿酸 350 umol/L\n白蛋白 38 g/L") == {"albumin_g_per_l": 38}


# -- the day ---


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("采样时间：2026-11-20 08:31  报告时间：2026-11-21 11:02", date(2026, 11, 20)),
        ("Collected 2026/11/20, reported 2026/11/21", date(2026, 11, 20)),
        ("2026年11月20日 ALB 38 g/L", date(2026, 11, 20)),
        ("出生日期 1965-03-01\n日期 2026-11-20", date(2026, 11, 20)),
        ("2026-11-20 ALB 38 g/L\n2026-10-01 INR 1.1", None),
        ("03/11/2026 ALB 38 g/L", None),
        ("2026-12-24 ALB 38 g/L", None),
        ("2026-13-40", None),
        ("ALB 38 g/L", None),
    ],
)
def test_the_day_is_said_only_where_there_is_no_choice(text: str, day: date | None) -> None:
    assert read(text).day == day


# -- for every name, unit and number ---


def test_every_quantity_is_a_field_and_every_unit_one_that_field_takes() -> None:
    for named in LAB_NAMES:
        field = SCHEMA.by_id[named.field]
        assert field.type == "number"
        own = {field.unit, field.other.unit if field.other else ""} - {""}
        converts = {mixup.unit for mixup in field.mixups if mixup.factor is not None}
        assert set(named.units) <= own | converts, named.field
        assert own <= set(named.units), named.field
        spelt = [spelling for own_ in named.units.values() for spelling in own_]
        assert len(spelt) == len(set(spelt))


numbers = st.one_of(
    st.integers(1, 999_999).map(str),
    st.decimals(0, 9999, places=1).map(lambda n: f"{n:.1f}"),
    st.decimals(0, 99, places=2).map(lambda n: f"{n:.2f}".replace(".", ",")),
)


@st.composite
def printed(draw: st.DrawFn) -> tuple[Named, str, str, str]:
    """A line of a printout with its quantity, typed number and unit."""
    named = draw(st.sampled_from(LAB_NAMES))
    name = draw(st.sampled_from(named.names))
    name = draw(st.sampled_from((name, name.upper(), f"* {name}", f"12. {name}", f"{name} (serum)")))
    unit = draw(st.sampled_from(sorted(named.units))) if named.units else ""
    spelt = draw(st.sampled_from(named.units[unit])) if unit else ""
    spelt = draw(st.sampled_from((spelt, spelt.replace("u", "µ"), spelt.replace("l", "L"))))
    typed = draw(st.sampled_from(("", "", "<", ">", "≤"))) + draw(numbers)
    flag = draw(st.sampled_from(("", "↑", "L", "*")))
    low = draw(st.decimals(0, 500, places=1))
    span = draw(
        st.sampled_from(("", f"{low}-{low + 9}", f"({low}～{low + 9})", f"参考范围 {low}--{low + 9}"))
    )
    gap, mark = draw(st.sampled_from((" ", "\t", "   "))), draw(st.sampled_from((" ", ": ", "：", " = ")))
    tail = draw(st.permutations([part for part in (spelt, flag, span) if part]))
    return named, f"{name}{mark}{gap.join([typed, *tail])}", typed, unit


@settings(max_examples=400, deadline=None)
@given(printed())
def test_no_printed_line_is_misread(line: tuple[Named, str, str, str]) -> None:
    named, text, typed, unit = line
    for candidate in read(text).candidates:
        assert candidate.field == named.field
        field = SCHEMA.by_id[named.field]
        said = read_number(typed).value
        for offer in candidate.offers:
            assert offer.value == check_value(field, offer.key, offer.value)
            if offer.unit == unit and offer.key == field.id and not offer.text.endswith(f" {unit}"):
                assert offer.value == said
            assert read_number(offer.typed).value == said
        if candidate.is_certain:
            (offer,) = candidate.offers
            assert offer.unit == unit
            assert offer.key == field.id or (offer.key in PAIR_FACTORS and unit == field.unit_of(offer.key))


@settings(max_examples=300, deadline=None)
@given(printed())
def test_a_printed_line_within_the_limits_is_found(line: tuple[Named, str, str, str]) -> None:
    named, text, _typed, _unit = line
    found = read(text)
    assert [c.field for c in found.candidates] == [named.field], found.unread


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_survived_and_nothing_that_acts_is_shown(text: str) -> None:
    found = read(text)
    shown = "".join([*(c.source for c in found.candidates), *(t for _n, t in found.unread)])
    assert not any(ord(c) < 32 or 0x202A <= ord(c) <= 0x202E for c in shown)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(["ALB", "38", "g/L", "-", "40", "55", "%", "AFP", "(", ")", ",", "x10^", "<"]))
)
def test_a_jumble_is_never_certain_of_two_numbers(parts: list[str]) -> None:
    """Whatever stands on a line, a certain result has its own unit there."""
    text = " ".join(parts)
    for candidate in read(text).candidates:
        if candidate.is_certain:
            assert candidate.typed.lstrip("<") in ("38", "40", "55")
            assert "g/L" in parts
            assert candidate.field == "albumin_g_per_l"


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(InputError):
        read("ALB 38 g/L\n" * (MAX_CHARACTERS // 11 + 1))
    with pytest.raises(InputError):
        read("\n" * 500)


def test_the_longest_text_is_read_in_a_moment() -> None:
    import time

    text = ("ALB 38 " + "alb a " * 40 + "\n") * 76
    start = time.process_time()
    read(text[:MAX_CHARACTERS])
    assert time.process_time() - start < 2


def test_words_that_say_how_are_spelt_as_they_are_compared() -> None:
    assert all(word == word.casefold() for word in NEUTRAL)
