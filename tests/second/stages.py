"""Stages: scores.md 4. `sizes` holds every viable nodule in millimetres."""

from __future__ import annotations

from tests.second.liver import Known, six

PORTAL_TUMOUR = frozenset({"vp1", "vp2", "vp3", "vp4", "smv"})
HEPATIC_TUMOUR = frozenset({"vv1", "vv2", "vv3"})
TRUNK = frozenset({"vp4", "smv", "vv3"})


def invaded(k: Known) -> bool:
    return k["portal_vein_invasion"] in PORTAL_TUMOUR or k["hepatic_vein_invasion"] in HEPATIC_TUMOUR


def spread(k: Known) -> bool:
    return k["n_status"] == "n1" or k["m_status"] == "m1"


def tumour_free(k: Known) -> bool:
    return not (k["sizes"] or invaded(k) or spread(k))


def ecog_kps(k: Known) -> Known:
    return {"ecog": k["ecog_or_kps"]}


def bclc(k: Known) -> Known:
    return {"stage": _bclc(k)}


def _bclc(k: Known) -> str:
    if tumour_free(k):
        return "none"
    ecog, cause, grade = k["ecog"], k["ecog_attribution"], k["child_pugh_class"]
    if cause == "comorbidity" or (cause == "liver_disease" and ecog <= 2):
        ecog = 0
    t = "C" if ecog in (1, 2) else _bclc_tumour(k)
    lifted = k["transplant_candidate"] == "yes" and t != "C"
    if ecog >= 3:
        if cause == "liver_disease" and lifted:
            return "A" if t == "0" else t
        return "D"
    if grade == "C":
        if lifted:
            return "A" if t == "0" else t
        return "D"
    return "A" if t == "0" and grade == "B" else t


def _bclc_tumour(k: Known) -> str:
    if invaded(k) or spread(k):
        return "C"
    sizes = k["sizes"]
    if k["diffuse"]:
        return "B"
    if len(sizes) == 1:
        return "0" if sizes[0] <= 20 else "A"
    return "A" if len(sizes) <= 3 and max(sizes) <= 30 else "B"


def bolondi(k: Known) -> Known:
    points, ecog = k["child_pugh_points"], k["ecog"]
    if not k["sizes"] or k["portal_vein_invasion"] in PORTAL_TUMOUR:
        return {"group": None}
    inside = 10 * len(k["sizes"]) + max(k["sizes"]) <= 70
    group = None
    if points <= 7 and ecog == 0:
        group = "B1" if inside else "B2" if points <= 6 else "B3"
    elif 8 <= points <= 9 and ecog <= 1:
        group = "B4"
    return {"group": group}


def cnlc(k: Known) -> Known:
    return {"stage": _cnlc(k)}


def _cnlc(k: Known) -> str:
    if tumour_free(k):
        return "none"
    if k["ecog"] >= 3 or k["child_pugh_class"] == "C":
        return "IV"
    if spread(k):
        return "IIIb"
    if invaded(k):
        return "IIIa"
    sizes = k["sizes"]
    if k["diffuse"] or len(sizes) >= 4:
        return "IIb"
    if len(sizes) == 1:
        return "Ia" if sizes[0] <= 50 else "Ib"
    return "Ib" if max(sizes) <= 30 else "IIa"


def tnm8(k: Known) -> Known:
    t = _t(k)
    n, m = k["n_status"].upper(), k["m_status"].upper()
    if tumour_free(k) and t == "T0":
        stage: str | None = "none"
    elif m == "M1":
        stage = "IVB"
    elif n == "N1":
        stage = "IVA"
    else:
        stage = {"T1a": "IA", "T1b": "IB", "T2": "II", "T3": "IIIA", "T4": "IIIB"}.get(t)
    return {"t": t, "n": n, "m": m, "stage": stage}


def _t(k: Known) -> str:
    sizes, portal, hepatic = k["sizes"], k["portal_vein_invasion"], k["hepatic_vein_invasion"]
    if portal in ("vp3", "vp4", "smv") or hepatic in ("vv2", "vv3"):
        return "T4"
    if k["adjacent_organ_invasion"] == "yes" or k["visceral_peritoneum_perforation"] == "yes":
        return "T4"
    if not sizes:
        return "T2" if invaded(k) else "T0"
    if len(sizes) > 1:
        return "T2" if max(sizes) <= 50 else "T3"
    if sizes[0] <= 20:
        return "T1a"
    minor = portal in ("vp1", "vp2") or hepatic == "vv1" or k["microvascular_invasion"] == "present"
    return "T2" if minor else "T1b"


def okuda(k: Known) -> Known:
    if k["tumour_free"]:
        return {"stage": "none"}
    unit, amount = k["bilirubin"]
    signs = (
        k["tumour_liver_percent"] > 50,
        k["ascites"] != "none",
        six(k["albumin"]) < 30,
        amount > (51 if unit == "umol" else 3),
    )
    return {"stage": ("I", "II", "II", "III", "III")[sum(signs)]}


def clip(k: Known) -> Known:
    if k["tumour_free"]:
        return {"points": None}
    if k["tumour_pattern"] == "massive" or k["tumour_liver_percent"] > 50:
        shape = 2
    else:
        shape = 0 if len(k["sizes"]) <= 1 else 1
    clot = k["portal_vein_invasion"] != "none"
    return {"points": "ABC".index(k["child_pugh_class"]) + shape + (six(k["afp"]) >= 400) + clot}


def jis(k: Known) -> Known:
    sizes = k["sizes"]
    if tumour_free(k):
        return {"points": None, "lcsgj_stage": "none"}
    clear = not invaded(k) and k["bile_duct_invasion"] == "none"
    t = 4 - sum((len(sizes) <= 1, max(sizes, default=0) <= 20, clear))
    if k["m_status"] == "m1":
        stage = "IVB"
    elif k["n_status"] == "n1" or t == 4:
        stage = "IVA"
    else:
        stage = "I" * t
    liver = "ABC".index(k["child_pugh_class"])
    return {"points": {"I": 0, "II": 1, "III": 2}.get(stage, 3) + liver, "lcsgj_stage": stage}


def hklc(k: Known) -> Known:
    return {"stage": _hklc(k)}


def _hklc(k: Known) -> str:
    if tumour_free(k):
        return "none"
    grade, sizes = k["child_pugh_class"], k["sizes"]
    large, many, veins = max(sizes, default=0) > 50, len(sizes) > 3, invaded(k)
    evm = spread(k) or bool({k["portal_vein_invasion"], k["hepatic_vein_invasion"]} & TRUNK)
    if (sizes and k["diffuse"]) or (large and (many or veins)) or (many and veins):
        extent = "locally advanced"
    else:
        extent = "intermediate" if large or many or veins else "early"
    if k["ecog"] >= 2 or grade == "C":
        return "Va" if extent == "early" and not evm else "Vb"
    if evm:
        return "IVa" if grade == "A" else "IVb"
    if extent == "locally advanced":
        return "IIIb"
    return {("early", "A"): "I", ("early", "B"): "IIa", ("intermediate", "A"): "IIb"}.get(
        (extent, grade), "IIIa"
    )


def italica(k: Known) -> Known:
    return {"stage": _italica(k)}


def _italica(k: Known) -> str:
    if tumour_free(k):
        return "none"
    if spread(k) or {k["portal_vein_invasion"], k["hepatic_vein_invasion"]} & TRUNK:
        return "C"
    if invaded(k):
        return "B3"
    sizes = k["sizes"]
    large = max(sizes)
    if len(sizes) == 1:
        return "0" if large <= 20 else "A" if large <= 50 else "B1"
    if len(sizes) <= 3:
        return "A" if large <= 30 else "B1" if large <= 50 else "B2"
    return "B2" if large <= 50 else "B3"


def pvtt(k: Known) -> Known:
    level = k["portal_vein_invasion"]
    if level in ("none", "bland_thrombus"):
        return {"vp": "Vp0", "cheng": "I0" if k["microvascular_invasion"] == "present" else "none"}
    return {
        "vp1": {"vp": "Vp1", "cheng": "I"},
        "vp2": {"vp": "Vp2", "cheng": "I"},
        "vp3": {"vp": "Vp3", "cheng": "II"},
        "vp4": {"vp": "Vp4", "cheng": "III"},
        "smv": {"vp": "Vp4", "cheng": "IV"},
    }[level]
