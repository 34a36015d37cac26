"""Words of the catalogue's pages, as they are read one by one in the window, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PAGE_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "page.contents": ("Catalogue", "目录"),
        "page.lists": ("Lists", "列表"),
        "page.reading": ("How to read these pages", "如何阅读这些页面"),
        "page.not_signed": ("not\u00a0signed", "未签署"),
        # a treatment
        "page.part_of": ("Belongs to", "所属"),
        "page.parts": ("Comprises", "包括"),
        "page.conflicts_of": ("{name}: what does not go with it", "{name}：不宜合用者"),
        "page.differing_of": ("{name}: where guidelines differ", "{name}：各指南意见不一之处"),
        # a row
        "page.row": ("Rule row", "规则条目"),
        # a source
        "page.source": ("Source {id}", "来源 {id}"),
        "page.reference": ("Reference", "文献"),
        "page.no_number": ("none recorded", "未记录"),
        "page.number_not_read": ("not read", "未读到"),
        "page.from_memory": ("{number} (from memory, not checked)", "{number}（凭记忆，未核对）"),
        "page.from_list": (
            "{number} (as the list of {source} gives it)",
            "{number}（据 {source} 的文献列表）",
        ),
        "page.read": ("How far it was read", "阅读程度"),
        "page.read_whole": ("read", "已读"),
        "page.edition": ("Guideline edition", "指南版本"),
        "page.note": ("What the catalogue notes of it", "目录对其的记录"),
        "page.design": ("Design and people", "设计与人数"),
        "page.design_of": ("{design}, n = {n}: {figures}", "{design}，n = {n}：{figures}"),
        "page.figure": ("1 figure", "1 项数据"),
        "page.figures": ("{count} figures", "{count} 项数据"),
        "page.no_figures": (
            "The catalogue takes no figure from it: design, number of people and effect are not noted.",
            "目录未从中采用任何数据：未记录其设计、人数和效果。",
        ),
        "page.effect": ("Effect", "效果"),
        "page.limits": ("Limits", "局限"),
        "page.limit.read": ("Read only so far: {how}", "阅读程度有限：{how}"),
        "page.limit.interval": (
            "Figures without an interval: {n} of {all}",
            "无区间的数据：{all} 项中 {n} 项",
        ),
        "page.limit.control": (
            "Figures without a comparison group: {n} of {all}",
            "无对照组的数据：{all} 项中 {n} 项",
        ),
        "page.limit.group": (
            "Figures whose group is not stated as criteria: {n} of {all}",
            "人群未列为条件的数据：{all} 项中 {n} 项",
        ),
        "page.limit.unverified": (
            "Written from memory, not found in it: {n} of {all} statements that name it",
            "凭记忆写入、未在其中找到：引用它的 {all} 条陈述中 {n} 条",
        ),
        "page.limit.secondary": (
            "Read in a report of it: {n} of {all} statements that name it",
            "经转述文献读到：引用它的 {all} 条陈述中 {n} 条",
        ),
        "page.limit.none": (
            "The catalogue notes none beyond what each statement below says.",
            "除下列各条所述外，目录未另作记录。",
        ),
        "page.rests": ("What rests on it", "以其为依据的内容"),
        "page.rests.count": (
            "{rules} rule rows, {outcomes} figures, {positions} guideline positions, {others} other statements",
            "规则条目 {rules} 条，数据 {outcomes} 项，指南立场 {positions} 条，其他陈述 {others} 条",
        ),
        "page.rests.none": ("No statement of the catalogue rests on it.", "目录中无陈述以其为依据。"),
        "page.rests.statements": ("Statements", "陈述"),
        "page.rests.scores": ("Scores and stages whose formula it gives", "由其给出公式的评分与分期"),
        "page.rests.advice": ("Advice on every unproven option", "对各未经证实选择的提示"),
        "page.figures_from": ("Figures", "数据"),
        "page.rules_from": ("Rule rows", "规则条目"),
        "page.positions_from": ("Guideline positions", "指南立场"),
        "page.conflicts_from": ("Conflicts", "冲突"),
        "page.shared_from": ("Rule rows shared by several treatments", "多种治疗共用的规则条目"),
        "page.point.for": ("For", "支持"),
        "page.point.against": ("Against", "不支持"),
        # looking up
        "page.kind.treatment": ("Treatments", "治疗"),
        "page.kind.source": ("Sources", "来源"),
        "page.kind.glossary": ("Terms", "术语"),
        "page.kind.drug": ("Drugs", "药物"),
        "page.kind.rule": ("Rule rows", "规则条目"),
    }
)
