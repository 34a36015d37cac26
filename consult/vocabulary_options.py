"""Words of the option list, of what is only tried, and of the rows of the comparison, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

OPTION_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
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
        "what_if.moved_long": ("on the record {recorded}; if so, {tried}", "实际记录：{recorded}；假设下：{tried}"),
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
