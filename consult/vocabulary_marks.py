"""Words of the papers' frame and order: number and marks of every page, what is said once, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

MARK_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "paper.number": ("No. {number}", "编号 {number}"),
        "paper.born": ("born {date}", "出生 {date}"),
        "paper.section.lone": ("Further values", "其他各项"),
        "paper.joint": ("; ", "；"),
        "paper.closer.shared": ("The same for all of these", "各项治疗共同之处"),
        "paper.closer.as_all": ("nothing beyond what is the same for all", "除共同之处外无其他"),
        "handout.figure.more": (
            "More numbers that we know and did not print: {count}. Ask us.",
            "另有已知但未印出的数字：{count} 个。请问我们。",
        ),
        "handout.figure.at": ("{time} – ", "{time}："),
        "paper.figures": ("{figures}. {studied}", "{figures}。{studied}"),
        "paper.figures.and": (". ", "。"),
        "paper.mark.reprint": ("REPRINT: print {n} of this paper", "重印：本件第{n}次打印"),
        "paper.mark.plan": ("DRAFT: nothing settled yet", "草稿：尚未商定"),
        "paper.mark.open_case": ("DRAFT: consultation not finished", "草稿：咨询尚未结束"),
        "paper.mark.unconfirmed": ("UNCONFIRMED by a doctor: {fields}", "未经医生确认：{fields}"),
        "paper.mark.stale": ("STALE: {fields}", "已过期：{fields}"),
        "paper.mark.more": ("{n} more", "另{n}项"),
        "paper.unconfirmed": (
            "Taken over from an earlier visit or typed by somebody else, and not yet confirmed by a doctor ({n}): "
            "{fields}.",
            "沿用自既往就诊或由他人录入，医生尚未确认（{n}项）：{fields}。",
        ),
    }
)
