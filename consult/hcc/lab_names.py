"""Laboratory names: how printouts in English and Chinese call the quantities of the form, and spell their units.

Only spellings that mean exactly a unit of the field (its own, its other one, or one it converts from) are listed; a
name stands here only where it can mean nothing else. "PT" is not listed: the form asks for seconds above control.
"""

from __future__ import annotations

from consult.hcc.schema import SCHEMA
from consult.labtext import LabReader, Named

_UMOL = ("umol/l", "mcmol/l", "微摩尔/升")
_MG_DL = ("mg/dl",)
_G_L, _G_DL = ("g/l", "克/升"), ("g/dl",)
_CELLS = (
    "x10^9/l",
    "10^9/l",
    "x10*9/l",
    "10*9/l",
    "x10e9/l",
    "10e9/l",
    "x109/l",
    "109/l",
    "x10e3/ul",
    "thousand/ul",
    "x10^3/ul",
    "10^3/ul",
    "x10*3/ul",
    "10*3/ul",
    "10e3/ul",
    "x103/ul",
    "103/ul",
    "k/ul",
    "thou/ul",
    "k/mm3",
)
_PER_UL = ("/ul", "cells/ul", "/mm3")
_U_L = ("u/l", "iu/l", "单位/升")
_MMOL = ("mmol/l", "毫摩尔/升")
_PERCENT = ("%",)
_BLOOD_CELLS = {"10^9/L": _CELLS, "/µL": _PER_UL}

LAB_NAMES: tuple[Named, ...] = (
    Named(
        "bilirubin_umol_per_l",
        (
            "bilirubin",
            "total bilirubin",
            "bilirubin total",
            "bilirubin, total",
            "tbil",
            "t bil",
            "tbili",
            "t bili",
            "stb",
            "总胆红素",
            "血清总胆红素",
        ),
        {"µmol/L": _UMOL, "mg/dL": _MG_DL},
    ),
    Named(
        "bilirubin_direct_umol_per_l",
        (
            "direct bilirubin",
            "bilirubin direct",
            "bilirubin, direct",
            "conjugated bilirubin",
            "dbil",
            "d bil",
            "dbili",
            "d bili",
            "直接胆红素",
            "结合胆红素",
        ),
        {"µmol/L": _UMOL},
    ),
    Named(
        "albumin_g_per_l",
        ("albumin", "serum albumin", "alb", "白蛋白", "血清白蛋白"),
        {"g/L": _G_L, "g/dL": _G_DL},
    ),
    Named("inr", ("inr", "pt inr", "inr value", "国际标准化比值", "国际标准比值", "国际标准化比率"), {}),
    Named(
        "creatinine_umol_per_l",
        ("creatinine", "serum creatinine", "crea", "cre", "scr", "肌酐", "血肌酐", "血清肌酐"),
        {"µmol/L": _UMOL, "mg/dL": _MG_DL},
    ),
    Named(
        "sodium_mmol_per_l",
        ("sodium", "na", "na+", "钠", "血钠", "血清钠", "钠离子"),
        {"mmol/L": (*_MMOL, "meq/l")},
    ),
    Named(
        "potassium_mmol_per_l",
        ("potassium", "k", "k+", "钾", "血钾", "血清钾", "钾离子"),
        {"mmol/L": (*_MMOL, "meq/l")},
    ),
    Named(
        "ast_u_per_l",
        (
            "ast",
            "got",
            "sgot",
            "aspartate aminotransferase",
            "aspartate transaminase",
            "天门冬氨酸氨基转移酶",
            "天冬氨酸氨基转移酶",
            "谷草转氨酶",
        ),
        {"U/L": _U_L},
    ),
    Named(
        "alt_u_per_l",
        (
            "alt",
            "gpt",
            "sgpt",
            "alanine aminotransferase",
            "alanine transaminase",
            "丙氨酸氨基转移酶",
            "谷丙转氨酶",
        ),
        {"U/L": _U_L},
    ),
    Named("alp_u_per_l", ("alp", "akp", "alk phos", "alkaline phosphatase", "碱性磷酸酶"), {"U/L": _U_L}),
    Named(
        "ggt_u_per_l",
        (
            "ggt",
            "gammagt",
            "γgt",
            "r gt",
            "gamma glutamyl transferase",
            "gamma glutamyltransferase",
            "γ谷氨酰转移酶",
            "γ谷氨酰基转移酶",
            "谷氨酰转肽酶",
            "γ谷氨酰转肽酶",
            "谷氨酰转移酶",
        ),
        {"U/L": _U_L},
    ),
    Named(
        "platelets_10e9_per_l",
        ("platelets", "platelet", "platelet count", "plt", "血小板", "血小板计数", "血小板总数"),
        _BLOOD_CELLS,
    ),
    Named(
        "hemoglobin_g_per_l",
        ("hemoglobin", "haemoglobin", "hgb", "hb", "血红蛋白", "血红蛋白量"),
        {"g/L": _G_L, "g/dL": _G_DL},
    ),
    Named(
        "wbc_10e9_per_l",
        (
            "wbc",
            "white cells",
            "white blood cells",
            "white cell count",
            "white blood cell count",
            "leukocytes",
            "白细胞",
            "白细胞计数",
            "白细胞总数",
        ),
        _BLOOD_CELLS,
    ),
    Named(
        "neutrophils_10e9_per_l",
        (
            "neutrophils",
            "neutrophil count",
            "absolute neutrophil count",
            "anc",
            "neut#",
            "中性粒细胞绝对值",
            "中性粒细胞计数",
            "中性粒细胞数",
        ),
        _BLOOD_CELLS,
    ),
    Named(
        "lymphocytes_10e9_per_l",
        (
            "lymphocytes",
            "lymphocyte count",
            "absolute lymphocyte count",
            "lymph#",
            "lym#",
            "淋巴细胞绝对值",
            "淋巴细胞计数",
            "淋巴细胞数",
        ),
        _BLOOD_CELLS,
    ),
    Named(
        "afp_ng_per_ml",
        ("afp", "alpha fetoprotein", "alphafetoprotein", "α fetoprotein", "甲胎蛋白", "甲种胎儿球蛋白"),
        {"ng/mL": ("ng/ml", "ug/l", "mcg/l"), "IU/mL": ("iu/ml", "kiu/l")},
    ),
    Named(
        "afp_l3_percent",
        ("afp l3", "afp l3%", "afp l3 %", "afpl3", "甲胎蛋白异质体", "甲胎蛋白异质体l3"),
        {"%": _PERCENT},
    ),
    Named(
        "pivka_ii_mau_per_ml",
        (
            "pivka ii",
            "pivkaii",
            "pivka",
            "dcp",
            "des gamma carboxyprothrombin",
            "异常凝血酶原",
            "脱γ羧基凝血酶原",
            "维生素k缺乏或拮抗剂诱导的蛋白ii",
        ),
        {"mAU/mL": ("mau/ml", "au/l")},
    ),
    Named(
        "crp_mg_per_l",
        ("crp", "c reactive protein", "c反应蛋白", "hscrp", "hs crp", "超敏c反应蛋白"),
        {"mg/L": ("mg/l",), "mg/dL": _MG_DL},
    ),
    Named("ammonia_umol_per_l", ("ammonia", "nh3", "blood ammonia", "血氨", "氨"), {"µmol/L": _UMOL}),
    Named(
        "tsh_miu_per_l",
        ("tsh", "thyroid stimulating hormone", "促甲状腺激素", "促甲状腺素"),
        {"mIU/L": ("miu/l", "uiu/ml", "mu/l", "uu/ml")},
    ),
    Named(
        "glucose_mmol_per_l",
        ("glucose", "glu", "blood glucose", "葡萄糖", "血糖", "血葡萄糖", "空腹血糖"),
        {"mmol/L": _MMOL, "mg/dL": _MG_DL},
    ),
    Named(
        "hba1c_percent", ("hba1c", "glycated hemoglobin", "糖化血红蛋白", "糖化血红蛋白a1c"), {"%": _PERCENT}
    ),
    Named(
        "hbv_dna_iu_per_ml",
        ("hbv dna", "hbvdna", "乙肝病毒dna", "乙型肝炎病毒dna", "乙型肝炎病毒脱氧核糖核酸"),
        {"IU/mL": ("iu/ml",)},
    ),
)

NEUTRAL = frozenset(
    {
        "serum",
        "plasma",
        "blood",
        "血清",
        "血浆",
        "血",
        "全血",
        "enzymatic",
        "jaffe",
        "酶法",
        "苦味酸法",
        "肌氨酸氧化酶法",
        "bcg",
        "bcp",
        "溴甲酚绿法",
        "溴甲酚紫法",
        "clia",
        "eclia",
        "化学发光法",
        "电化学发光法",
        "速率法",
        "重氮法",
        "钒酸盐氧化法",
        "氧化法",
        "免疫比浊法",
        "电极法",
        "ise",
        "间接电极法",
        "凝固法",
        "仪器法",
        "pcr",
        "荧光定量pcr",
        "ifcc",
        "final",
        "仪器",
    }
)
"""Words that say how, and not what, was measured: they change nothing."""


def lab_reader() -> LabReader:
    """The reader of printouts for the form."""
    return LabReader(SCHEMA, LAB_NAMES, NEUTRAL)
