"""TACE and systemic scores: scores.md 7."""

from __future__ import annotations

from tests.second.liver import D, Known, shown, six, umol
from tests.second.transplant import seven

UNFAVOURABLE = frozenset(
    {
        "confluent_multinodular",
        "massive",
        "infiltrative_diffuse",
        "simple_nodular_extranodular_growth",
        "disseminated",
    }
)


def _hap_points(k: Known) -> int:
    return sum(
        (
            six(k["albumin"]) < 36,
            six(umol(k["bilirubin"])) > 17,
            six(k["afp"]) > 400,
            max(k["sizes"]) > 70,
        )
    )


def hap(k: Known) -> Known:
    if not k["sizes"]:
        return {"points": None, "class": None}
    points = _hap_points(k)
    return {"points": points, "class": "ABCDD"[points]}


def mhap_ii(k: Known) -> Known:
    if not k["sizes"]:
        return {"points": None, "class": None}
    points = _hap_points(k) + (len(k["sizes"]) >= 2)
    return {"points": points, "class": "ABCDDD"[points]}


def six_and_twelve(k: Known) -> Known:
    if not k["sizes"]:
        return {"value": None, "group": None, "up_to_eleven": None}
    tenfold = seven(k)
    return {
        "value": shown(tenfold / 10, 1),
        "group": "low" if tenfold <= 60 else "intermediate" if tenfold <= 120 else "high",
        "up_to_eleven": tenfold <= 110,
    }


def albi_tae(k: Known) -> Known:
    if not k["sizes"]:
        return {"points": None, "class": None}
    points = sum((k["malbi_grade"] != "1", six(k["afp"]) > 200, seven(k) > 110))
    return {"points": points, "class": "ABCD"[points]}


def tace_unsuitability(k: Known) -> Known:
    poor = k["histologic_grade"] in ("g3", "g4") or k["sarcomatous_change"] == "yes"
    found = {
        "beyond_up_to_seven": bool(k["sizes"] and seven(k) > 70),
        "malbi_2b_or_worse": k["malbi_grade"] in ("2b", "3"),
        "unfavourable_morphology": k["tumour_pattern"] in UNFAVOURABLE or poor,
    }
    if not k["sizes"]:
        return dict.fromkeys(("unsuitable", *found))
    return {"unsuitable": any(found.values()), **found}


def art(k: Known) -> Known:
    first, second = k["ast_before_first_tace_u_per_l"], k["ast_before_second_tace_u_per_l"]
    rise = k["child_pugh_points_before_second_tace"] - k["child_pugh_points_before_first_tace"]
    points = D(4) if 4 * second > 5 * first else D(0)
    points += D("1.5") if rise == 1 else D(3) if rise > 1 else D(0)
    points += 0 if k["tace_response"] in ("cr", "pr") else 1
    return {"points": float(points), "retreat": "favourable" if points <= D("1.5") else "unfavourable"}


def crafity(k: Known) -> Known:
    points = int(six(k["afp"]) >= 100) + int(six(k["crp"]) >= 10)
    return {"points": points, "group": ("low", "intermediate", "high")[points]}


def abcr(k: Known) -> Known:
    if k["bclc_stage_baseline"] == "D":
        return {"points": None, "retreat": None}
    points = (1 if six(k["afp"]) >= 200 else 0) + {"B": 2, "C": 3}.get(k["bclc_stage_baseline"], 0)
    rise = k["child_pugh_points_before_second_tace"] - k["child_pugh_points_before_first_tace"]
    points += (2 if rise >= 2 else 0) - (3 if k["tace_response"] in ("cr", "pr") else 0)
    band = "favourable" if points <= 0 else "intermediate" if points <= 3 else "unfavourable"
    return {"points": points, "retreat": band}
