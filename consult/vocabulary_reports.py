"""Words of the reports over the clinic's own kept consultations, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

REPORT_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "reports.menu": ("Reports of this clinic…", "本院统计…"),
        "reports.title": ("Reports of this clinic", "本院统计"),
        "reports.about": (
            "Counted over the consultations kept here: the last version of each, by the day of the consultation, "
            "examples left out. Nothing is broken down by patient or doctor. The log keeps that they were read.",
            "统计范围为此处保存的就诊：每次就诊取最后版本，按就诊日期归月，示例除外。"
            "不按患者、不按医生统计。日志会记录本次读取。",
        ),
        "reports.may_not": (
            "Your role does not allow reports; an administrator makes them.",
            "您的角色无权查看统计，须由管理员操作。",
        ),
        "reports.which": ("Report", "统计"),
        "reports.months": ("Months", "月份"),
        "reports.last": ("the last {n} months", "近 {n} 个月"),
        "reports.missing": ("Which data were missing most", "最常缺少的数据"),
        "reports.missing.about": (
            "In how many consultations a field was still unknown, when they were kept, that the status of at least "
            "one option needed. A month of fewer than {few} consultations says no share.",
            "就诊保存时仍未知、而至少一种方案的判断需要该数据的就诊次数。就诊少于 {few} 次的月份不给比例。",
        ),
        "reports.field": ("Field", "字段"),
        "reports.all_months": ("all months", "全部月份"),
        "reports.counted": ("of {n}", "共 {n} 次"),
        "reports.few": ("fewer than {n}", "少于 {n} 次"),
        "reports.nothing": (
            "No consultation of these months can be counted.",
            "这些月份没有可统计的就诊。",
        ),
        "reports.missing.none": (
            "Nothing that an option needed was missing.",
            "各方案所需的数据均不缺少。",
        ),
        "reports.reading": ("Reading: {done} of {total} consultations", "正在读取：{done} / {total} 次就诊"),
        "reports.read": ("Consultations counted: {n}.", "已统计就诊 {n} 次。"),
        "reports.aside.unreckoned": (
            "Not counted, since nothing could be compared when they were kept: {n}.",
            "保存时无法比较方案，未计入：{n} 次。",
        ),
        "reports.aside.older": (
            "Not counted, since the program of then did not keep what was needed: {n}.",
            "当时的程序版本未保存所需数据，未计入：{n} 次。",
        ),
        "reports.aside.unreadable": (
            "Not counted, since they cannot be read: {n}. Check the records.",
            "无法读取，未计入：{n} 次。请检查病历库。",
        ),
        "reports.save": ("Save as CSV…", "另存为 CSV…"),
        "reports.warning": (
            "The file is not encrypted. It names no patient and no doctor.",
            "文件不加密；不含患者和医生姓名。",
        ),
        "reports.file.month": ("Month", "月份"),
        "reports.file.field_name": ("Field", "字段"),
        "reports.file.field": ("Field id", "字段代码"),
        "reports.file.missing_in": ("Missing in", "缺少（次）"),
        "reports.file.of": ("Of consultations", "就诊总数（次）"),
        "reports.file.share": ("Share", "比例"),
        "reports.decisions": ("Own decisions against the rules", "与规则不同的决定"),
        "reports.decisions.about": (
            "Options chosen though the rules did not say that they could be taken, judgements that differ from a "
            "status, and own stages, with the reason as it was written; code, name and birth date of the patient are "
            "taken out of it.",
            "列出规则未判为可选而仍被选定的方案、与状态不同的判断以及自行分期，附当时所写的理由"
            "（其中患者的编号、姓名和出生日期已隐去）。",
        ),
        "reports.decisions.none": (
            "No decision differs from what the rules said.",
            "没有与规则不同的决定。",
        ),
        "reports.differing": (
            "Consultations with such a decision: {n} of {of}.",
            "有此类决定的就诊：{n} 次（共 {of} 次）。",
        ),
        "reports.n_of": ("{n} of {of}", "{n} / {of}"),
        "reports.decision.reason": ("Reason", "理由"),
        "reports.decision.what": ("Decision", "决定"),
        "reports.decision.subject": ("Option or stage", "方案或分期"),
        "reports.decision.rules": ("The rules said", "规则判定"),
        "reports.decision.count": ("Consultations", "就诊次数"),
        "reports.decision.in": ("In consultations", "涉及就诊（次）"),
        "reports.kind.planned": ("chosen in the plan", "计划选定"),
        "reports.kind.judged": ("judged differently", "判断不同"),
        "reports.kind.stage": ("own stage {own}", "自行分期 {own}"),
        "reports.reason.recorded": ("recorded, not shown here", "已记录，此处不列"),
        "reports.reason.none": ("no reason recorded", "未记录理由"),
        "reports.with_reasons": (
            "Save the reasons in the doctors' words too",
            "一并保存医生所写的理由",
        ),
        "reports.warning.reasons": (
            "The file is not encrypted. Its reasons are free text, which may still name somebody.",
            "文件不加密；理由为自由文本，仍可能含有人名。",
        ),
        "log.report": ("Report read", "查看统计"),
    }
)
