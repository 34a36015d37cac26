"""Body mass, nutrition, frailty and distress: scores.md 3.7 and 8."""

from __future__ import annotations

from tests.second.liver import D, Known, shown, six


def bmi(k: Known) -> Known:
    x = six(k["bmi"])
    over, obese = (D("23"), D("27.5")) if k["use_asian_cutoffs"] == "yes" else (D(25), D(30))
    name = (
        "underweight" if x < D("18.5") else "normal" if x < over else "overweight" if x < obese else "obese"
    )
    return {"bmi": shown(k["bmi"], 1), "bmi_category": name}


def nrs2002(k: Known) -> Known:
    one, two, three = (k[f"weight_loss_percent_{n}m"] for n in (1, 2, 3))
    intake, x, weak = (
        k["food_intake_percent_last_week"],
        six(k["bmi"]),
        k["impaired_general_condition"] == "yes",
    )
    nutrition = 0
    if three > 5 or 50 < intake < 75:
        nutrition = 1
    if two > 5 or (weak and D("18.5") <= x <= D("20.5")) or 25 < intake <= 50:
        nutrition = 2
    if one > 5 or three > 15 or (weak and x < D("18.5")) or intake <= 25:
        nutrition = 3
    points = nutrition + k["nrs_disease_severity"] + (k["age_years"] >= 70)
    return {"points": points, "at_risk": points >= 3}


def must(k: Known) -> Known:
    x, loss = six(k["bmi"]), k["weight_loss_percent_6m"]
    points = 0 if x > 20 else 1 if x >= D("18.5") else 2
    points += 0 if loss < 5 else 1 if loss <= 10 else 2
    points += 2 if k["acutely_ill_no_intake_5d"] == "yes" else 0
    return {"points": points, "risk": "low" if points == 0 else "medium" if points == 1 else "high"}


def glim(k: Known) -> Known:
    """Criteria that were not recorded are None and count as not met."""
    loss, beyond = k["proven_loss"] or 0, k["weight_loss_percent_beyond_6m"] or 0
    x = D(99) if k["bmi"] is None else six(k["bmi"])
    old, asian = k["age_years"] >= 70, k["use_asian_cutoffs"] == "yes"
    thin = {(False, False): D(20), (True, False): D(22), (False, True): D("18.5"), (True, True): D(20)}
    starved = {(False, False): D("18.5"), (True, False): D(20), (False, True): D(17), (True, True): D("17.8")}
    muscle = k["muscle_mass"] in ("mild_moderate_deficit", "severe_deficit")
    phenotype = loss > 5 or beyond > 10 or x < thin[old, asian] or muscle
    cause = "yes" in (k["reduced_intake_glim"], k["inflammation_or_disease_burden"])
    if not (phenotype and cause):
        return {"malnutrition": "none"}
    grave = loss > 10 or beyond > 20 or x < starved[old, asian] or k["muscle_mass"] == "severe_deficit"
    return {"malnutrition": "severe" if grave else "moderate"}


def g8(k: Known) -> Known:
    x, age = six(k["bmi"]), k["age_years"]
    parts = ("food_intake", "weight_loss", "mobility", "neuropsych", "medications", "self_health")
    points = sum((D(k[f"g8_{part}"]) for part in parts), D(0))
    points += 0 if x < 19 else 1 if x < 21 else 2 if x < 23 else 3
    points += 0 if age > 85 else 1 if age >= 80 else 2
    return {"points": float(points), "impaired": points <= 14}


def thermometer(k: Known) -> Known:
    return {"distress_positive": k["distress_thermometer_0_10"] >= 4}


def phq2(k: Known) -> Known:
    return {"phq2_positive": k["phq2_total"] >= 3}


def gad2(k: Known) -> Known:
    return {"gad2_positive": k["gad2_total"] >= 3}
