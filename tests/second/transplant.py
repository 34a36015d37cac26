"""Transplant criteria: scores.md 5."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from tests.second.liver import D, Known, shown, six
from tests.second.stages import invaded, spread

PI = D("3.14159265358979323846264338328")


def _criterion(rule: Callable[[Known], bool]) -> Callable[[Known], Known]:
    """A known violation is outside; without viable tumour there is no answer."""

    def judge(k: Known) -> Known:
        if invaded(k) or spread(k):
            return {"within": False}
        return {"within": rule(k) if k["sizes"] else None}

    return judge


def in_milan(k: Known) -> bool:
    n, largest = len(k["sizes"]), max(k["sizes"])
    return (n == 1 and largest <= 50) or (n in (2, 3) and largest <= 30)


def in_ucsf(k: Known) -> bool:
    n, largest = len(k["sizes"]), max(k["sizes"])
    return (n == 1 and largest <= 65) or (n in (2, 3) and largest <= 45 and sum(k["sizes"]) <= 80)


def seven(k: Known) -> Decimal:
    """Ten times number plus centimetres."""
    return 10 * len(k["sizes"]) + max(k["sizes"])


def in_five(k: Known) -> bool:
    return len(k["sizes"]) <= 5 and max(k["sizes"]) <= 50 and six(k["afp"]) <= 500


def in_metroticket(k: Known) -> bool:
    afp = six(k["afp"])
    limit = 70 if afp < 200 else 50 if afp <= 400 else 40 if afp <= 1000 else 0
    return seven(k) <= limit


def in_hangzhou(k: Known) -> bool:
    return sum(k["sizes"]) <= 80 or (k["histologic_grade"] in ("g1", "g2") and six(k["afp"]) <= 400)


def in_downstaging(k: Known) -> bool:
    n, largest, total = len(k["sizes"]), max(k["sizes"]), sum(k["sizes"])
    if in_milan(k):
        return False
    if n == 1:
        return 50 < largest <= 80
    if n <= 3:
        return 30 < largest <= 50 and total <= 80
    return n <= 5 and largest <= 30 and total <= 80


def volume(k: Known) -> Decimal:
    return sum((PI / 6 * (d / 10) ** 3 for d in k["sizes"]), D(0))


milan = _criterion(in_milan)
ucsf = _criterion(in_ucsf)
up_to_seven = _criterion(lambda k: seven(k) <= 70)
five_five_500 = _criterion(in_five)
japan_criteria = _criterion(lambda k: in_milan(k) or in_five(k))
metroticket2 = _criterion(in_metroticket)
hangzhou = _criterion(in_hangzhou)
kyoto = _criterion(
    lambda k: len(k["sizes"]) <= 10 and max(k["sizes"]) <= 50 and k["pivka_ii_mau_per_ml"] <= 400
)
toronto = _criterion(lambda k: k["histologic_grade"] in ("g1", "g2") and k["cancer_related_symptoms"] == "no")
downstaging = _criterion(in_downstaging)
_ttv = _criterion(lambda k: six(volume(k)) <= 115 and six(k["afp"]) <= 400)


def ttv_afp(k: Known) -> Known:
    return _ttv(k)


def ttv_cm3(k: Known) -> Known:
    return {"ttv_cm3": shown(volume(k), 1) if k["sizes"] else None}


def afp_model(k: Known) -> Known:
    if not k["sizes"]:
        return {"points": None, "risk": None}
    largest, afp = max(k["sizes"]), six(k["afp"])
    points = (0 if largest <= 30 else 1 if largest <= 60 else 4) + (2 if len(k["sizes"]) >= 4 else 0)
    points += 0 if afp <= 100 else 2 if afp <= 1000 else 3
    return {"points": points, "risk": "low" if points <= 2 else "high"}


def retreat(k: Known) -> Known:
    afp, size, count = (
        k["afp_at_transplant_ng_per_ml"],
        k["explant_largest_viable_mm"],
        k["explant_viable_count"],
    )
    points = 0 if afp <= 20 else 1 if afp < 100 else 2 if afp < 1000 else 3
    points += 2 if k["microvascular_invasion"] == "present" else 0
    burden = size + 10 * count
    if count and size:
        points += 1 if burden < 50 else 2 if burden < 100 else 3
    return {"points": points}
