"""Words of how a patient decides: who is to, the family's part, and the questions on readiness, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

DECIDING_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "role": ("Who is to decide", "由谁决定"),
        "role.role": ("As the patient wants it", "按患者的意愿"),
        "role.role.patient": ("the patient decides", "由患者本人决定"),
        "role.role.shared": ("patient and doctor decide together", "医患共同决定"),
        "role.role.doctor": ("the doctor decides", "由医生决定"),
        "role.role.family": ("the family decides", "由家属决定"),
        "role.role.short.patient": ("Patient", "患者"),
        "role.role.short.shared": ("Shared", "共同"),
        "role.role.short.doctor": ("Doctor", "医生"),
        "role.role.short.family": ("Family", "家属"),
        "role.family": ("The family's part", "家属的角色"),
        "role.family.not_involved": ("not involved", "不参与"),
        "role.family.informed": ("is told", "知情"),
        "role.family.advises": ("gives advice", "提供意见"),
        "role.family.together": ("decides with the patient", "与患者一起决定"),
        "role.family.short.not_involved": ("Not involved", "不参与"),
        "role.family.short.informed": ("Is told", "知情"),
        "role.family.short.advises": ("Advises", "提供意见"),
        "role.family.short.together": ("Decides too", "一起决定"),
        "role.none": ("Not asked then.", "当时未询问。"),
        "ready": ("Ready to decide?", "是否准备好做决定"),
        "ready.about": (
            "Optional, asked of the patient at the end. Only the doctor's copy shows it, and it decides nothing.",
            "可选，在谈话结束时询问患者。只印在医生留存的文书上，不决定任何事。",
        ),
        "ready.ask.certainty": (
            "Do you feel sure about what is best for you?",
            "您对什么最适合自己有把握吗？",
        ),
        "ready.ask.information": (
            "Do you know the benefits and risks of each option?",
            "您了解每种方案的好处和风险吗？",
        ),
        "ready.ask.values": (
            "Do you know which benefits and risks matter most to you?",
            "您清楚哪些好处和风险对自己最重要吗？",
        ),
        "ready.ask.support": (
            "Do you have enough support and advice to choose?",
            "您得到的支持和建议足够您做出选择吗？",
        ),
        "ready.about.certainty": ("certainty", "把握"),
        "ready.about.information": ("information", "信息"),
        "ready.about.values": ("values", "看重什么"),
        "ready.about.support": ("support", "支持"),
        "ready.yes": ("yes", "是"),
        "ready.no": ("no", "否"),
        "ready.unasked": ("not asked", "未询问"),
        "ready.line": ("{question} {reply}", "{question}{reply}"),
        "ready.short": ("{need} {reply}", "{need}（{reply}）"),
        "ready.needs": ("Still needed", "还需要"),
        "ready.needs.none": ("No need named", "未提出需要"),
        "ready.none": ("Not asked so far.", "尚未询问。"),
        "ready.rest": ("Not asked: {needs}", "未询问：{needs}"),
        "ready.need.certainty": ("time to feel sure", "时间，以便有把握"),
        "ready.need.information": ("information on benefits and risks", "关于好处和风险的信息"),
        "ready.need.values": ("clarity on what matters most", "弄清最看重什么"),
        "ready.need.support": ("support and advice", "支持和建议"),
        "ready.source": (
            "After SURE (Légaré F, et al. Can Fam Physician 2010;56(8):e308-e314; PMID 20705870; {mark}), in the "
            "program's own words: neither they nor the Chinese have been validated, so nothing is added up.",
            "依据 SURE 四问（Légaré F, et al. Can Fam Physician 2010;56(8):e308-e314; PMID 20705870；{mark}），"
            "措辞由本程序自拟：中英文均未经验证，故不计总分。",
        ),
    }
)
