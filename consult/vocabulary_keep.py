"""Words of what goes on from visit to visit, and of what leaves the records: next visit, drafts, erasing, exports."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

KEEP_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # values that wait to be confirmed
        "visit.unconfirmed.word": ("not confirmed", "未确认"),
        "visit.unconfirmed.about": (
            "From an earlier visit or typed by somebody else; no doctor has confirmed it today "
            "(Ctrl+Enter: this value, Ctrl+Shift+Enter: all of them)",
            "沿用自既往就诊或由他人录入；今日尚未经医生确认（Ctrl+Enter 确认此项，Ctrl+Shift+Enter 确认全部）",
        ),
        "visit.band.one": ("1 value is not confirmed today: {fields}", "1 项尚未于今日确认：{fields}"),
        "visit.band.many": ("{n} values are not confirmed today: {fields}", "{n} 项尚未于今日确认：{fields}"),
        "visit.confirm_all": ("Confirm all", "全部确认"),
        "visit.confirm_all.about": (
            "Confirm as a doctor that all of these values hold today",
            "以医生身份确认以上各项今日仍成立",
        ),
        "visit.confirm_one": ("Confirm the value that has the focus", "确认光标所在的值"),
        "visit.confirm_menu": ("Confirm all values taken over", "确认全部沿用的值"),
        "visit.last": ("Last time", "上次就诊"),
        "visit.menu.last": ("What was there last time", "上次就诊的内容"),
        "visit.confirmed": ("Confirmed: {n}. Ctrl+Z takes it back.", "已确认 {n} 项。按 Ctrl+Z 撤销。"),
        # the visit before
        "visit.last.title": ("Last time: visit of {day}", "上次就诊：{day}"),
        "visit.last.about": (
            "Kept by {by}; catalogue {edition}, leading guideline {guideline}. Nothing here is of today.",
            "由 {by} 保存；目录 {edition}，主导指南 {guideline}。此处均非今日所得。",
        ),
        "visit.last.carried": ("Taken over, to be confirmed today", "已沿用，须于今日确认"),
        "visit.last.carried.none": ("Nothing that lasts was recorded.", "没有可沿用的长期信息。"),
        "visit.last.again": ("Asked again today", "今日须重新询问或检查"),
        "visit.last.again.about": (
            "What changes from visit to visit, values without a date, older than their limit, or of before a "
            "treatment. Nothing of it counts until it is entered.",
            "随就诊变化的项目、无日期的数值、超过时限的数值，以及治疗之前的数值。录入之前均不计入。",
        ),
        "visit.last.plan": ("The plan then", "当时的计划"),
        "visit.last.no_plan": ("No plan was recorded.", "未记录计划。"),
        # drafts
        "keep.leave.aside": ("Put it aside", "暂存为草稿"),
        "find.list.drafts": ("Not finished", "未完成"),
        "find.drafted": ("Written", "暂存时间"),
        "find.at_field": ("Cursor at", "光标所在项"),
        "find.resume": ("Go on with it", "继续"),
        "error.draft_refused": ("This draft cannot be kept.", "无法保存此草稿。"),
        "error.too_many_drafts": (
            'Fifty cases lie unfinished. Keep or discard some of them first (F3, "Not finished").',
            "未完成的病例已达五十份。请先保存或丢弃其中一些（F3，“未完成”）。",
        ),
    }
)
