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
        "reports.none_missing": (
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
        "log.report": ("Report read", "查看统计"),
    }
)
