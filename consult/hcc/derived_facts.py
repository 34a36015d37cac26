"""Derived facts: the words for what is computed from the fields, used wherever a rule row or a stage is put
into words.
"""

from __future__ import annotations

from consult.fields import Choice, Field, FieldType, Section

Row = tuple[str, str, str, str, str]
"""Id, English label, Chinese label, English help, Chinese help."""


def _members(*members: tuple[str, str, str]) -> tuple[Choice, ...]:
    """Choices from (id, English, Chinese)."""
    return tuple(Choice(*member) for member in members)


def _stages(*stages: str) -> tuple[Choice, ...]:
    """Stages named by their id, after the member for no viable tumour."""
    return (NO_TUMOUR, *(Choice(stage, stage, f"{stage} 期") for stage in stages))


def _fact(
    kind: FieldType, section: Section, row: Row, unit: str = "", choices: tuple[Choice, ...] = ()
) -> Field:
    key, en, zh, help_en, help_zh = row
    return Field(
        id=key,
        type=kind,
        section=section,
        en=en,
        zh=zh,
        help_en=help_en,
        help_zh=help_zh,
        unit=unit,
        choices=choices,
        derived=True,
    )


def _number(section: Section, unit: str, *row: *Row) -> Field:
    return _fact("number", section, row, unit)


def _integer(section: Section, unit: str, *row: *Row) -> Field:
    return _fact("integer", section, row, unit)


def _choice(section: Section, choices: tuple[Choice, ...], *row: *Row) -> Field:
    return _fact("choice", section, row, choices=choices)


def _flags(section: Section, *rows: Row) -> tuple[Field, ...]:
    """Flags of one section; each label is a claim that holds or does not."""
    return tuple(_fact("flag", section, row) for row in rows)


NO_TUMOUR = Choice("none", "No viable tumour", "无活性肿瘤")

_GENERAL: tuple[Field, ...] = _flags(
    "general",
    ("adult", "Adult", "成年人", "Age 18 years or over.", "年龄满 18 周岁。"),
    (
        "tumour_is_hcc",
        "Tumour is HCC",
        "肿瘤为肝细胞癌",
        "Hepatocellular carcinoma; the fibrolamellar type is included and flagged.",
        "肝细胞癌；纤维板层型计入并另作标记。",
    ),
)

_LIVER: tuple[Field, ...] = (
    _choice(
        "liver",
        _members(("1", "1", "1 级"), ("2", "2", "2 级"), ("3", "3", "3 级")),
        "albi_grade",
        "ALBI grade",
        "ALBI 分级",
        "Liver function from bilirubin and albumin, in three grades.",
        "由胆红素和白蛋白得出的肝功能分级，共三级。",
    ),
    _choice(
        "liver",
        _members(("1", "1", "1 级"), ("2a", "2a", "2a 级"), ("2b", "2b", "2b 级"), ("3", "3", "3 级")),
        "malbi_grade",
        "mALBI grade",
        "mALBI 分级",
        "Modified ALBI: grade 2 is split into 2a and 2b.",
        "改良 ALBI：2 级再分为 2a 和 2b。",
    ),
    *_flags(
        "liver",
        (
            "decompensated",
            "Decompensated liver disease",
            "肝功能失代偿",
            "From ascites, encephalopathy, SBP and variceal bleeding.",
            "依据腹水、肝性脑病、自发性细菌性腹膜炎和曲张静脉出血判断。",
        ),
        (
            "hbv_untreated",
            "Hepatitis B without antiviral",
            "乙肝未行抗病毒治疗",
            "HBsAg positive and no antiviral taken.",
            "HBsAg 阳性且未用抗病毒药。",
        ),
        (
            "hcv_viraemic",
            "Hepatitis C viraemia",
            "丙肝病毒血症",
            "Hepatitis C virus is present in the blood.",
            "血中存在丙肝病毒。",
        ),
    ),
)

_LABORATORY: tuple[Field, ...] = (
    _integer(
        "laboratory",
        "",
        "meld",
        "MELD",
        "MELD 评分",
        "From bilirubin, INR and creatinine or dialysis, 6 to 40.",
        "由胆红素、INR、肌酐（或透析）计算，6-40 分。",
    ),
    _integer(
        "laboratory",
        "",
        "meld_na",
        "MELD-Na",
        "MELD-Na 评分",
        "MELD with sodium, 6 to 40.",
        "计入血钠的 MELD，6-40 分。",
    ),
    _integer(
        "laboratory",
        "",
        "meld_3_0",
        "MELD 3.0",
        "MELD 3.0 评分",
        "MELD with sodium, albumin and sex, 6 to 40.",
        "计入血钠、白蛋白和性别的 MELD，6-40 分。",
    ),
    _integer(
        "laboratory",
        "mL/min/1.73 m²",
        "egfr",
        "eGFR",
        "eGFR",
        "Estimated glomerular filtration rate from creatinine, age and sex (CKD-EPI 2021).",
        "由肌酐、年龄和性别估算的肾小球滤过率（CKD-EPI 2021）。",
    ),
)

_PERFORMANCE: tuple[Field, ...] = (
    _integer(
        "performance",
        "",
        "effective_ecog",
        "ECOG that counts for BCLC",
        "计入 BCLC 的 ECOG",
        "ECOG after its cause is heeded: comorbidity does not count, liver disease counts from 3.",
        "按归因折算的 ECOG：合并症所致不计，肝病所致 3 分起计。",
    ),
)

_TUMOUR: tuple[Field, ...] = (
    _integer(
        "tumour",
        "",
        "lesion_count",
        "Viable nodules",
        "活性病灶数",
        "Number of viable nodules, unlisted ones included.",
        "活性病灶数目，含未逐一列出者。",
    ),
    _number(
        "tumour",
        "mm",
        "largest_lesion_mm",
        "Largest viable tumour",
        "最大活性病灶",
        "Diameter of the largest viable nodule.",
        "最大活性病灶的直径。",
    ),
    _number(
        "tumour",
        "mm",
        "smallest_lesion_mm",
        "Smallest viable tumour",
        "最小活性病灶",
        "Diameter of the smallest viable nodule; unknown if some are unlisted.",
        "最小活性病灶的直径；有未列出的病灶时为不详。",
    ),
    _number(
        "tumour",
        "mm",
        "total_diameter_mm",
        "Sum of viable diameters",
        "活性病灶直径之和",
        "Sum of the diameters of the viable nodules; unknown if some are unlisted.",
        "各活性病灶直径相加；有未列出的病灶时为不详。",
    ),
    _number(
        "tumour",
        "cm³",
        "tumour_volume_cm3",
        "Viable tumour volume",
        "活性肿瘤体积",
        "Sum of the volumes of the viable nodules, each taken as a sphere.",
        "各活性病灶体积之和，按球体计算。",
    ),
    _choice(
        "tumour",
        _members(
            ("vp0", "Vp0 (none)", "Vp0（无）"),
            ("vp1", "Vp1 (beyond second-order branches)", "Vp1（二级分支以远）"),
            ("vp2", "Vp2 (second-order branches)", "Vp2（二级分支）"),
            ("vp3", "Vp3 (right or left branch)", "Vp3（左或右支）"),
            ("vp4", "Vp4 (main trunk or opposite branch)", "Vp4（主干或对侧一级支）"),
        ),
        "pvtt_class",
        "Portal tumour thrombus",
        "门静脉癌栓分级",
        "Level of tumour in the portal vein; the superior mesenteric vein counts as Vp4.",
        "门静脉癌栓的级别；肠系膜上静脉按 Vp4 计。",
    ),
    _choice(
        "tumour",
        (
            NO_TUMOUR,
            *_members(
                ("early", "Early", "早期"),
                ("intermediate", "Intermediate", "中期"),
                ("advanced", "Advanced", "晚期"),
            ),
        ),
        "tumour_burden",
        "Tumour burden",
        "肿瘤负荷",
        "Number, size, growth, invasion and spread as in BCLC, without performance status.",
        "按 BCLC 的数目、大小、生长方式、侵犯和转移判断，不计体力状态。",
    ),
    _choice(
        "tumour",
        _stages("0", "A", "B", "C", "D"),
        "bclc_stage",
        "BCLC stage",
        "BCLC 分期",
        "Stage in the Barcelona (BCLC) system.",
        "巴塞罗那（BCLC）分期。",
    ),
    _choice(
        "tumour",
        _stages("Ia", "Ib", "IIa", "IIb", "IIIa", "IIIb", "IV"),
        "cnlc_stage",
        "CNLC stage",
        "CNLC 分期",
        "Stage in the China liver cancer (CNLC) system.",
        "中国肝癌（CNLC）分期。",
    ),
    _choice(
        "tumour",
        _stages("IA", "IB", "II", "IIIA", "IIIB", "IVA", "IVB"),
        "tnm8_stage",
        "TNM stage, 8th edition",
        "TNM 分期（第 8 版）",
        "AJCC/UICC stage group, 8th edition.",
        "AJCC/UICC 第 8 版分期组。",
    ),
    *_flags(
        "tumour",
        (
            "infiltrative_or_diffuse",
            "Infiltrative, massive or disseminated growth",
            "浸润、巨块或播散型生长",
            "Growth pattern infiltrative or diffuse, massive, or disseminated.",
            "生长方式为浸润或弥漫型、巨块型或播散型。",
        ),
        (
            "macrovascular_invasion",
            "Macrovascular invasion",
            "大血管侵犯",
            "Tumour in a portal or hepatic vein, visible on imaging.",
            "影像可见门静脉或肝静脉内有肿瘤。",
        ),
        (
            "portal_main_trunk_tumour",
            "Tumour in the main portal trunk",
            "门静脉主干癌栓",
            "Portal invasion at level Vp4 or in the superior mesenteric vein.",
            "门静脉侵犯达 Vp4 或肠系膜上静脉。",
        ),
        (
            "portal_flow_blocked",
            "Portal flow absent or reversed",
            "门静脉无血流或离肝血流",
            "Flow absent or hepatofugal; kept by good collaterals or a stent, it counts as hepatopetal.",
            "门静脉无血流或为离肝血流；靠良好侧支或支架维持者按向肝计。",
        ),
        (
            "nodal_or_distant_spread",
            "Nodal or distant spread",
            "淋巴结或远处转移",
            "Lymph nodes (N1) or distant organs (M1) are involved.",
            "淋巴结转移（N1）或远处转移（M1）。",
        ),
        (
            "bone_metastasis",
            "Bone metastasis",
            "骨转移",
            "Bone is listed among the metastasis sites; no when M0.",
            "转移部位中列有骨；M0 时为无。",
        ),
        (
            "any_lesion_near_duct",
            "A nodule near a major bile duct",
            "有病灶邻近大胆管",
            "At least one nodule lies near a major bile duct.",
            "至少一个病灶邻近主要胆管。",
        ),
        (
            "any_lesion_near_bowel",
            "A nodule near the bowel",
            "有病灶邻近肠道",
            "At least one nodule lies near the bowel.",
            "至少一个病灶邻近肠道。",
        ),
        (
            "any_lesion_near_vessel",
            "A nodule near a large vessel",
            "有病灶邻近大血管",
            "At least one nodule lies near a large vessel.",
            "至少一个病灶邻近大血管。",
        ),
        (
            "any_lesion_near_diaphragm",
            "A nodule near the diaphragm",
            "有病灶邻近膈肌",
            "At least one nodule lies near the diaphragm.",
            "至少一个病灶邻近膈肌。",
        ),
        (
            "any_lesion_near_gallbladder",
            "A nodule near the gallbladder",
            "有病灶邻近胆囊",
            "At least one nodule lies near the gallbladder.",
            "至少一个病灶邻近胆囊。",
        ),
        (
            "any_lesion_near_heart",
            "A nodule near the heart",
            "有病灶邻近心脏",
            "At least one nodule lies near the heart.",
            "至少一个病灶邻近心脏。",
        ),
        (
            "any_lesion_subcapsular",
            "A subcapsular nodule",
            "有包膜下病灶",
            "At least one nodule lies directly under the liver capsule.",
            "至少一个病灶紧邻肝包膜下。",
        ),
        (
            "lesion_visible_on_us",
            "All nodules visible on ultrasound",
            "超声可显示全部病灶",
            "Every viable nodule can be seen on ultrasound; no if one cannot.",
            "超声可显示每个活性病灶；有一个不可见即为否。",
        ),
    ),
)

_PORTAL: tuple[Field, ...] = (
    _choice(
        "portal",
        _members(
            ("ruled_in", "Ruled in", "确定"),
            ("probable", "Probable", "很可能"),
            ("indeterminate", "Indeterminate", "不能判定"),
            ("ruled_out", "Ruled out", "排除"),
        ),
        "csph",
        "Clinically significant portal hypertension",
        "临床显著性门静脉高压",
        "From HVPG, varices, bleeding, ascites, spleen, stiffness and platelets; indeterminate = unknown.",
        "依据 HVPG、静脉曲张、出血、腹水、脾、肝硬度和血小板；不能判定按不详计。",
    ),
    *_flags(
        "portal",
        (
            "varices_high_risk_untreated",
            "High-risk varices without prophylaxis",
            "高危静脉曲张未行出血预防",
            "Large varices or red signs, and no prophylaxis against bleeding.",
            "静脉曲张大或有红色征，且未行出血预防。",
        ),
        (
            "endoscopy_within_6_months",
            "Endoscopy within 6 months",
            "近 6 个月内做过内镜",
            "Last endoscopy within 6 months of the assessment date.",
            "最近一次内镜在评估日期前 6 个月内。",
        ),
        (
            "recent_variceal_bleed",
            "Variceal bleed within 6 months",
            "近 6 个月内曲张静脉出血",
            "Bleeding from varices in the last 6 months.",
            "近 6 个月内发生过曲张静脉出血。",
        ),
        (
            "therapeutic_anticoagulation",
            "Therapeutic anticoagulation",
            "正在抗凝治疗",
            "Takes a vitamin K antagonist, DOAC, LMWH or another anticoagulant.",
            "正在用维生素 K 拮抗剂、DOAC、低分子肝素或其他抗凝药。",
        ),
    ),
)

_RESECTION: tuple[Field, ...] = (
    _choice(
        "resection",
        _members(
            ("none", "None", "无"),
            ("enucleation", "Enucleation", "肿瘤剜除"),
            ("limited", "Limited resection", "局限性切除"),
            ("segmentectomy", "Segmentectomy", "肝段切除"),
            ("sectionectomy", "Left hepatectomy or sectionectomy", "左半肝或肝区切除"),
            ("bisectionectomy", "Trisectionectomy or bisectionectomy", "肝三区或两区切除"),
        ),
        "makuuchi_allows",
        "Largest resection by Makuuchi criteria",
        "Makuuchi 标准的最大切除范围",
        "Largest resection in the Makuuchi tree, from ascites, bilirubin and ICG-R15.",
        "按 Makuuchi 决策树，由腹水、胆红素和 ICG-R15 得出的最大切除范围。",
    ),
    *_flags(
        "resection",
        (
            "flr_adequate",
            "Adequate liver remnant",
            "剩余肝体积足够",
            "The liver remnant reaches the minimum for the background liver.",
            "剩余肝体积达到相应背景肝的下限。",
        ),
        (
            "milan",
            "Within Milan criteria",
            "符合米兰标准",
            "Within the Milan limits of size and number, without vascular invasion or spread.",
            "大小和数目在米兰标准内，无血管侵犯和转移。",
        ),
        (
            "ucsf",
            "Within UCSF criteria",
            "符合 UCSF 标准",
            "Within the UCSF limits of size, number and sum, without vascular invasion or spread.",
            "大小、数目和直径之和在 UCSF 标准内，无血管侵犯和转移。",
        ),
        (
            "up_to_seven",
            "Within up-to-seven criteria",
            "符合 up-to-seven 标准",
            "Number plus largest size in cm is 7 at most, without vascular invasion or spread.",
            "病灶数与最大直径（cm）之和不超过 7，无血管侵犯和转移。",
        ),
        (
            "five_five_500",
            "Within 5-5-500 criteria",
            "符合 5-5-500 标准",
            "At most 5 nodules, 5 cm and AFP 500 ng/mL, without vascular invasion or spread.",
            "不超过 5 个病灶、5 cm 和 AFP 500 ng/mL，无血管侵犯和转移。",
        ),
        (
            "japan_criteria",
            "Within Japan criteria",
            "符合日本标准",
            "Within the Milan or the 5-5-500 criteria.",
            "符合米兰标准或 5-5-500 标准。",
        ),
        (
            "hangzhou",
            "Within Hangzhou criteria",
            "符合杭州标准",
            "Within the Hangzhou limits of summed diameter, or beyond with its grade and AFP.",
            "直径之和在杭州标准内，或超出但组织学分级和 AFP 符合该标准。",
        ),
        (
            "afp_model_low",
            "Low risk by AFP model",
            "AFP 模型低危",
            "At most 2 points in the AFP model of size, number and AFP.",
            "由大小、数目和 AFP 得出的 AFP 模型评分不超过 2 分。",
        ),
        (
            "unos_downstaging_entry",
            "Within UNOS downstaging limits",
            "符合 UNOS 降期入选范围",
            "Beyond the Milan criteria and within the UNOS limits for entry to downstaging.",
            "超出米兰标准，但在 UNOS 降期入选范围内。",
        ),
    ),
)

_PRIOR: tuple[Field, ...] = (
    *_flags(
        "prior",
        *(
            (
                f"prior_{kind}",
                en,
                zh,
                "Recorded among the prior treatments; no list entered = unknown, empty list = no.",
                "既往治疗中有此记录；未录入按不详计，空列表按无计。",
            )
            for kind, en, zh in (
                ("resection", "Earlier resection", "既往肝切除"),
                ("rfa", "Earlier radiofrequency ablation", "既往射频消融"),
                ("mwa", "Earlier microwave ablation", "既往微波消融"),
                ("other_ablation", "Earlier other ablation", "既往其他消融"),
                ("tace_conventional", "Earlier conventional TACE", "既往常规 TACE"),
                ("tace_deb", "Earlier drug-eluting bead TACE", "既往载药微球 TACE"),
                ("tare", "Earlier TARE", "既往 TARE"),
                ("haic", "Earlier HAIC", "既往 HAIC"),
                ("sbrt", "Earlier SBRT", "既往 SBRT"),
                ("proton", "Earlier proton therapy", "既往质子治疗"),
                ("transplant", "Earlier liver transplant", "既往肝移植"),
                ("sorafenib", "Earlier sorafenib", "既往索拉非尼"),
                ("lenvatinib", "Earlier lenvatinib", "既往仑伐替尼"),
                (
                    "atezolizumab_bevacizumab",
                    "Earlier atezolizumab + bevacizumab",
                    "既往阿替利珠单抗+贝伐珠单抗",
                ),
                (
                    "durvalumab_tremelimumab",
                    "Earlier durvalumab + tremelimumab",
                    "既往度伐利尤单抗+替西木单抗",
                ),
                (
                    "nivolumab_ipilimumab",
                    "Earlier nivolumab + ipilimumab",
                    "既往纳武利尤单抗+伊匹木单抗",
                ),
                ("other_systemic", "Earlier other systemic treatment", "既往其他系统治疗"),
                ("cell_therapy", "Earlier cell therapy", "既往细胞治疗"),
                ("tcm", "Earlier Chinese medicine", "既往中医药治疗"),
            )
        ),
        (
            "prior_checkpoint_inhibitor",
            "Earlier checkpoint inhibitor",
            "既往免疫检查点抑制剂",
            "A checkpoint inhibitor is among the prior treatments.",
            "既往治疗中有免疫检查点抑制剂。",
        ),
        (
            "prior_tki",
            "Earlier tyrosine kinase inhibitor",
            "既往酪氨酸激酶抑制剂",
            "A tyrosine kinase inhibitor is among the prior treatments.",
            "既往治疗中有酪氨酸激酶抑制剂。",
        ),
        (
            "any_prior_liver_treatment",
            "Earlier treatment of the liver",
            "既往肝脏局部或手术治疗",
            "Any local, arterial, radiation or surgical treatment of the liver.",
            "曾行肝脏的任何局部、动脉、放射或手术治疗。",
        ),
        (
            "tace_unsuitable",
            "TACE-unsuitable criteria met",
            "符合 TACE 不适合标准",
            "Beyond up-to-seven, mALBI 2b or 3, or a growth or histology that the criteria name.",
            "超出 up-to-seven、mALBI 2b 或 3 级，或属该标准所列的生长方式或组织学类型。",
        ),
    ),
    _integer(
        "prior",
        "",
        "prior_systemic_lines",
        "Earlier systemic lines",
        "既往系统治疗线数",
        "Number of systemic lines among the prior treatments.",
        "既往治疗中系统治疗的线数。",
    ),
    _number(
        "prior",
        "wk",
        "weeks_since_curative_treatment",
        "Time since curative treatment",
        "距根治性治疗时间",
        "Weeks since the last resection, ablation or transplantation with a date.",
        "距最近一次有日期记录的切除、消融或移植的周数。",
    ),
    _integer(
        "prior",
        "",
        "child_pugh_points_change",
        "Child-Pugh change since first TACE",
        "首次 TACE 后 Child-Pugh 评分变化",
        "Child-Pugh points now minus points before the first TACE.",
        "目前 Child-Pugh 评分减去首次 TACE 前的评分。",
    ),
    _choice(
        "prior",
        _members(
            ("not_given", "Not given", "未用过"),
            ("tolerated", "Tolerated", "可耐受"),
            ("intolerant", "Intolerant", "不耐受"),
        ),
        "sorafenib_tolerance",
        "Sorafenib tolerance",
        "索拉非尼耐受性",
        "Intolerant if sorafenib was stopped for toxicity, otherwise tolerated; reason missing = unknown.",
        "因毒性停用索拉非尼为不耐受，否则为可耐受；停用原因缺失按不详计。",
    ),
)

_COMORBIDITY: tuple[Field, ...] = _flags(
    "comorbidity",
    (
        "hepatotoxic_herb",
        "Takes a herb linked to liver injury",
        "使用与肝损伤有关的中草药",
        "A listed product linked to liver injury is among the herbal products; empty list = no.",
        "中草药制品中有名单所列的与肝损伤有关者；空列表按无计。",
    ),
)

_MOLECULAR: tuple[Field, ...] = (
    _integer(
        "molecular",
        "",
        "icaritin_cbs",
        "Icaritin biomarker score",
        "淫羊藿素标志物评分",
        "One point each for AFP ≥ 400 ng/mL, TNF-alpha < 2.5 pg/mL and IFN-gamma ≥ 7.0 pg/mL, 0 to 3.",
        "AFP ≥400 ng/mL、TNF-α <2.5 pg/mL、IFN-γ ≥7.0 pg/mL 各计 1 分，0-3 分。",
    ),
)

_NUTRITION: tuple[Field, ...] = (
    _choice(
        "nutrition",
        _members(
            ("low", "Low risk", "低风险"),
            ("at_risk", "At risk", "有营养风险"),
            ("malnourished", "Malnourished", "营养不良"),
        ),
        "nutrition_screen",
        "Nutrition screen",
        "营养筛查",
        "At risk = NRS-2002 of 3 or more, or MUST of 2 or more; malnourished = GLIM positive.",
        "NRS-2002 ≥3 或 MUST ≥2 为有营养风险；GLIM 阳性为营养不良。",
    ),
)

DERIVED_FACTS: tuple[Field, ...] = (
    *_GENERAL,
    *_LIVER,
    *_LABORATORY,
    *_PERFORMANCE,
    *_TUMOUR,
    *_PORTAL,
    *_RESECTION,
    *_PRIOR,
    *_COMORBIDITY,
    *_MOLECULAR,
    *_NUTRITION,
)
"""All facts that are only computed, section by section; those that may also be entered are fields."""
