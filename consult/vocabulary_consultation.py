"""Words of the consultation: its four steps, what matters, Fit, clinical judgement and plan, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CONSULTATION_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "talk.title": ("The consultation", "本次咨询"),
        # steps
        "talk.step.goal": ("Goal", "目标"),
        "talk.step.options": ("Options", "方案"),
        "talk.step.fit": ("Fit", "适合性"),
        "talk.step.plan": ("Plan", "计划"),
        # goal and what matters
        "talk.goal": ("Goal of treatment", "治疗目标"),
        "talk.goal.open": ("not recorded", "未记录"),
        "talk.matters": ("What matters to the patient", "患者看重什么"),
        "talk.matter.live_longer": ("Living longer", "活得更久"),
        "talk.matter.not_come_back": ("The cancer not coming back", "肿瘤不复发"),
        "talk.matter.few_side_effects": ("Few side effects", "副作用少"),
        "talk.matter.short_recovery": ("Short recovery", "恢复快"),
        "talk.matter.few_visits": ("Few hospital visits", "少跑医院"),
        "talk.matter.near_home": ("Treatment near home", "就近治疗"),
        "talk.matter.low_cost": ("Low cost", "费用低"),
        "talk.matter.place": ("{n}. {matter}", "{n}. {matter}"),
        "talk.matters.rows": (
            "The rows these concern stand first in the comparison; no status changes.",
            "相关各行排在对照表前面；任何状态都不因此改变。",
        ),
        # fit
        "talk.fit": ("Fit", "适合性"),
        "talk.fit.technical": ("Technically feasible", "技术上可行"),
        "talk.fit.resources": ("Resources here", "本院条件具备"),
        "talk.fit.access": ("Within reach", "患者可及"),
        "talk.fit.acceptable": ("Acceptable to the patient", "患者可接受"),
        "talk.fit.short.technical": ("technical", "技术"),
        "talk.fit.short.resources": ("resources here", "本院条件"),
        "talk.fit.short.access": ("reach", "可及"),
        "talk.fit.short.acceptable": ("acceptable", "可接受"),
        "talk.answer.yes": ("yes", "是"),
        "talk.answer.no": ("no", "否"),
        "talk.answer.open": ("open", "待定"),
        "talk.mark": ("Fit ({said})", "适合性（{said}）"),
        "talk.mark.no": ("no: {questions}", "否：{questions}"),
        "talk.mark.open": ("open: {questions}", "待定：{questions}"),
        "talk.mark.and": ("; ", "；"),
        "talk.answer.line": ("{question}: {answer}", "{question}：{answer}"),
        # complexity
        "talk.complexity": ("What makes this case complex", "本例的复杂之处"),
        "talk.chip": ("{fact}: {value}", "{fact}：{value}"),
        "talk.chip.rows": ("{chip} (weighs on {n} options)", "{chip}（关系到{n}个方案）"),
        "talk.chip.row": ("{chip} (weighs on 1 option)", "{chip}（关系到1个方案）"),
        # clinical judgement
        "talk.judgement": ("Clinical judgement", "临床判断"),
        "talk.leaning": ("Leaning", "倾向"),
        "talk.leaning.said": (
            "Leaning towards {treatment} ({status})",
            "倾向于{treatment}（{status}）",
        ),
        "talk.disagreement": ("Judgement differs from the status", "判断与状态不同"),
        "talk.disagreement.said": (
            "Differing from the status of {treatment} ({status})",
            "与{treatment}的状态（{status}）不同",
        ),
        "talk.status.now": ("{status} then; {now} now", "当时为{status}，现为{now}"),
        "talk.reason.open": ("the reason is not written yet", "尚未写明理由"),
        # how much of the numbers
        "talk.gate": ("Numbers the patient wants today", "患者今天想看多少数字"),
        "talk.gate.all": ("all numbers", "全部数字"),
        "talk.gate.main": ("the main ones", "主要数字"),
        "talk.gate.none": ("none today", "今天不看"),
        # plan
        "talk.plan": ("Plan", "计划"),
        "talk.plan.none": ("no plan recorded", "未记录计划"),
        "talk.plan.kind": ("What was settled", "商定结果"),
        "talk.kind.chosen": ("Chosen", "已选定"),
        "talk.kind.deferred": ("Not today", "今天不决定"),
        "talk.kind.refer": ("Refer", "转诊"),
        "talk.kind.board": ("Ask the board", "提交多学科讨论"),
        "talk.said.chosen": ("Chosen: {treatments}", "选定：{treatments}"),
        "talk.said.deferred": ("Not decided today: {treatments}", "今天不决定：{treatments}"),
        "talk.said.refer": ("Referred for: {treatments}", "转诊，涉及：{treatments}"),
        "talk.said.board": ("To the tumour board: {treatments}", "提交多学科讨论：{treatments}"),
        "talk.said.none": ("Spoken of: {treatments}", "谈及：{treatments}"),
        "talk.plan.treatments": ("Options it is about", "涉及的方案"),
        "talk.plan.reason": ("Reason", "理由"),
        "talk.plan.until": ("Decide by", "何时决定"),
        "talk.plan.refer_to": ("Refer to", "转往"),
        "talk.plan.board_question": ("Question to the board", "提交讨论的问题"),
        "talk.plan.decides_next": ("Who decides next", "下一步由谁决定"),
        "talk.plan.check_in": ("Check-in on", "复诊日期"),
        "talk.plan.come_earlier_if": ("Come earlier if", "出现下列情况请提前来院"),
        "talk.plan.missing": ("Still missing for a whole plan", "完整计划还缺"),
        "talk.plan.whole": ("Nothing is missing in this plan.", "计划内容齐全。"),
        "talk.notes": ("Notes of the doctor", "医生备注"),
        "talk.printed": (
            "Recorded by the doctor in this consultation; it changes no status and no order of the options.",
            "由医生在本次咨询中记录；不改变任何状态，也不改变方案的次序。",
        ),
        # board prompts
        "talk.prompt.missing": (
            "{field} is not recorded and could still change {options}: is it needed before a decision?",
            "{field}未记录，仍可能改变{options}：决定之前是否需要补做？",
        ),
        "talk.prompt.confirm": (
            "Can this be confirmed for {options}: {fields}?",
            "{options}能否确认：{fields}？",
        ),
        "talk.prompt.weigh": (
            "What weight has this for {options}: {rule}?",
            "对{options}而言，下列情况分量如何：{rule}？",
        ),
        "talk.prompt.options": ("{n} options", "{n}个方案"),
        # errors of the case file
        "error.consultation_needs": (
            "{field} has to be given: without it this part of the consultation is not whole.",
            "必须填写 {field}：缺少它，咨询记录的这一部分不完整。",
        ),
        "error.consultation_twice": (
            "In {field} something stands twice.",
            "{field} 中有重复项。",
        ),
        "error.consultation_treatment": (
            "{field}: the catalogue holds no treatment {treatment}.",
            "{field}：目录中没有治疗 {treatment}。",
        ),
        "error.consultation_character": (
            "{field} holds a character that is not allowed, {character}.",
            "{field} 含有不允许的字符 {character}。",
        ),
        "error.consultation_date": (
            "{field} has to be a date such as 2026-11-23.",
            "{field} 须为日期，例如 2026-11-23。",
        ),
    }
)
