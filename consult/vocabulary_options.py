"""Words of the option list, of what is only tried, and of the rows of the comparison, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

OPTION_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # the option list
        "options.order": ("Order: status, clinical group, catalogue", "排序：状态 → 临床类别 → 目录顺序"),
        "options.order_long": (
            "Fixed order: by status; within a status by clinical group, then as in the catalogue. Nothing is ranked: a "
            "higher place is no preference.",
            "固定排序：先按状态，同一状态内按临床类别，再按目录顺序。不作优劣排名，位置靠前不代表优先。",
        ),
        "needs_more": ("Needs: {fields} and {more} more", "需要：{fields}，另有{more}项"),
        "family.immunotherapy": ("Immunotherapy", "免疫治疗"),
        "family.targeted_therapy": ("Targeted drugs", "靶向药物"),
        "family.chemotherapy": ("Chemotherapy", "化疗"),
        "family.tcm": ("Traditional Chinese medicine", "中医药"),
        "family.cell_therapy": ("Cell therapy", "细胞治疗"),
        "family.forms": ("{name}: forms", "{name}：各类型"),
        "family.count": ("{name} ({count})", "{name}（{count}）"),
        "family.elsewhere": ("Others: {statuses}", "其余：{statuses}"),
        "family.status": ("{count} {shape} {status}", "{count}项{shape}{status}"),
        "family.compared": ("{count} compared", "对比中{count}项"),
        # why not
        "why.title": ("Why, and what would change it", "原因及可改变之处"),
        "why.changeable": ("HOLDS IT BACK, AND COULD CHANGE", "限制因素：可能改变"),
        "why.fixed": ("HOLDS IT BACK, AND IS FIXED", "限制因素：不可改变"),
        "why.together": (
            "{count} reasons stand together: no single change would be enough.",
            "共有{count}项原因并存：仅改变其中一项并不足够。",
        ),
        "why.open": ("OPEN: WHAT WOULD SETTLE IT, THE MOST HELPFUL FIRST", "待明确（最有帮助者在前）"),
        "why.nothing": ("No row holds it back.", "没有规则条目限制此项。"),
        "why.whatever": (
            "A row holds it back whatever the open values turn out to be.",
            "无论未明确的数值如何，均有规则条目限制此项。",
        ),
        "why.towards": ("NEARER TO A USUAL OPTION, IF", "更接近常用选择，若"),
        "why.away": ("FURTHER FROM IT, IF", "更远离常用选择，若"),
        "why.no_change": (
            "No single value would move its status.",
            "任何单项数值的改变均不会使其状态改变。",
        ),
        "why.hint": (
            "Enter on a line tries it in a hypothetical copy.",
            "在某行按回车，即在假设中试用该值。",
        ),
        # the stage strip
        "nearest.over": ("{by} over", "超{by}"),
        "nearest.under": ("{by} under", "距限{by}"),
        "nearest.at": ("at limit", "恰在限"),
        "limit_unit.number": ("", "个"),
        "limit_unit.largest_mm": ("mm", "mm"),
        "limit_unit.total_mm": ("mm", "mm"),
        "limit_unit.sum_up_to_seven": ("", ""),
        "limit_unit.volume_cm3": ("cm³", "cm³"),
        "limit_unit.pivka_ii_mau_per_ml": ("mAU", "mAU"),
        "limit_unit.afp_ng_per_ml": ("ng", "ng"),
        "strip.near": ("Limits: {near}", "各上限：{near}"),
        "strip.other_systems": (
            "Other systems for this case: {stages}. Each counts other things; they need not agree.",
            "本例的其他分期：{stages}。各系统依据不同，不一定一致。",
        ),
        "strip.criteria_differ": (
            "Criteria disagree: within {within}; outside {outside}.",
            "各标准不一致：符合{within}；超出{outside}。",
        ),
        # how guidelines stand to the leading one
        "agreement.beside": ("Beside {lead} ({position})", "对照{lead}（{position}）"),
        "agreement.agree": ("agree: {names}", "一致：{names}"),
        "agreement.speak": ("place it: {names}", "有立场：{names}"),
        "agreement.differ": ("differ: {names}", "不一致：{names}"),
        "agreement.undecided": ("open for this case: {names}", "本例待定：{names}"),
        "agreement.quiet": ("silent: {names}", "未提及：{names}"),
        "standing.silent": ("silent", "未提及"),
        # burdens only the clinic can tell
        "local_open.access": ("Travel and access (local)", "交通与可及性（本地）"),
        "local_open.cost": ("Cost (local)", "费用（本地）"),
        "local.not_said": ("this clinic has not said", "本院尚未填写"),
        # rows of the comparison
        "row.differs": ("≠ differ", "≠ 有别"),
        "row.same": ("= alike", "= 相同"),
        "equals.apart": (
            "{names}: all {status}; they differ in: {aspects}",
            "{names}：同为{status}；区别在于：{aspects}",
        ),
        "equals.alike": (
            "{names}: all {status}; no row was found in which they differ",
            "{names}：同为{status}；未发现有区别的条目",
        ),
        "rows.how": (
            "Space shows or hides a row; Ctrl+Up and Ctrl+Down move it.",
            "空格键显示或隐藏条目；Ctrl+↑、Ctrl+↓ 移动条目。",
        ),
        "rows.why": (
            "Whether it fits and what speaks against it stay: a comparison without them would only praise.",
            "“对本患者”和“不支持”始终显示：没有它们，对比就只剩优点。",
        ),
        # what if
        "what_if.mark": ("HYPOTHETICAL", "假设"),
        "what_if.band": ("HYPOTHETICAL · not saved", "假设 · 不保存"),
        "what_if.none": (
            "Nothing differs from the record yet: change any value in the form.",
            "与实际记录尚无差异：可在表单中更改任意数值。",
        ),
        "what_if.differs": ("{field}: {recorded} → {tried}", "{field}：{recorded} → {tried}"),
        "what_if.not_recorded": ("not recorded", "未记录"),
        "what_if.checklist": ("Safety checklist", "安全核查表"),
        "what_if.none_apply": ("none of these applies", "均不适用"),
        "what_if.moved": ("{recorded} → {tried}", "{recorded} → {tried}"),
        "what_if.moved_long": (
            "on the record {recorded}; if so, {tried}",
            "实际记录：{recorded}；假设下：{tried}",
        ),
        "what_if.paper": (
            "HYPOTHETICAL. This paper does not describe the patient as recorded. It is not to be filed as a finding, "
            "and no decision rests on it alone.",
            "假设。本文件并非患者的实际记录，不得作为检查结果归档，也不能单独作为决策依据。",
        ),
        "what_if.paper_differs": ("Different from the record:", "与实际记录不同之处："),
        "what_if.paper_same": ("No value differs from the record.", "各数值与实际记录均无差异。"),
        "what_if.paper_moves": ("Status that moves with it:", "由此改变的状态："),
    }
)
