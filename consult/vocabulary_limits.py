"""Words of a clinic's own limits, and of what is wrong with one in its file, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LIMIT_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "local.limit": ("Local limit", "本院自定界值"),
        "local.limit.holds": (
            "{limit}: holds (here {value})",
            "{limit}：符合（本例 {value}）",
        ),
        "local.limit.fails": (
            "{limit}: does not hold (here {value})",
            "{limit}：不符合（本例 {value}）",
        ),
        "local.limit.open": (
            "{limit}: open ({field}: {value})",
            "{limit}：未定（{field}：{value}）",
        ),
        "local.limit.unreadable": (
            "{limit}: this version cannot compare it",
            "{limit}：本版本无法比较",
        ),
        "local.limit.converted": ("{limit} ({own})", "{limit}（{own}）"),
        "local.limit.note": ("; {note}", "；{note}"),
        "error.clinic_fact": (
            "The clinic's file {file}: {where} has to be the id of a value.",
            "本院资料文件 {file}：{where} 必须是检查项目的编号。",
        ),
        "error.clinic_number": (
            "The clinic's file {file}: {where} has to be a number.",
            "本院资料文件 {file}：{where} 必须是数字。",
        ),
    }
)
