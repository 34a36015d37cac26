"""Words of the notes on sources, and of what none of the sources holds, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

EVIDENCE_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "mark.missing": ("no source found", "无来源数据"),
        "book.mark.missing": (
            "none of our sources holds it; the sentence says so",
            "现有来源均无此内容，句中已说明",
        ),
        # the parts of a note
        "note.design": ("Design", "设计"),
        "note.people": ("People", "受试者"),
        "note.effect": ("Effect", "效果"),
        "note.limits": ("Limits", "局限"),
        "note.not_reported": ("Not reported", "未报告"),
        "note.periods": ("By period", "分时段"),
        # a source
        "page.kind_of": ("Kind", "类型"),
        "source.kind.study": ("study, or register entry or report of one", "研究，或其注册条目、报道"),
        "source.kind.guideline": ("guideline, or account of one", "指南或其转述"),
        "source.kind.score": ("publication of a formula", "公式的出处"),
        "source.kind.other": (
            "review, label, authority or information page",
            "综述、说明书、主管部门或信息网页",
        ),
        "page.trial": ("Trial", "试验"),
        "page.relates": ("Belongs to", "所属"),
        "page.related": ("The same study in other sources", "其他来源中的同一研究"),
        "relation.source.same": ("the same document", "同一文献"),
        "relation.source.update": ("later analysis of the same study", "同一研究的后续分析"),
        "relation.source.subgroup": ("part of the people of the same study", "同一研究的部分受试者"),
        "relation.source.register": ("register entry of the same study", "同一研究的注册条目"),
        "relation.source.report": ("report of the same study", "对同一研究的报道"),
        "page.own_words": ("Our note", "我们的笔记"),
        "page.own_words_why": (
            "In our own words, from what was read of it. "
            "Figures are those of the catalogue's rows or of our research notes.",
            "用我们自己的话，据所读内容写成。数字出自目录条目或我们的研究笔记。",
        ),
        "page.taken": ("What the catalogue takes from it", "目录从中采用的内容"),
        "page.curves": ("Survival curves", "生存曲线"),
        "page.crossing": (
            "The survival curves cross or part late: one figure for the whole time would mislead.",
            "生存曲线交叉或较晚分开：用单一数字概括全程会误导。",
        ),
        "book.notes": ("Notes on key sources", "关键来源笔记"),
        "book.notes.intro": (
            "A key source is one that a figure rests on, or a study that a row rests on which can decide a status.",
            "关键来源：某项数据的依据，或可决定状态的规则条目所依据的研究。",
        ),
    }
)
