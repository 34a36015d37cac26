"""Words of what is drawn, and of what has to be said in less room, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LOOK_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "strip.needs.count": ("needs {count}", "缺{count}项"),
        # what a treatment takes, drawn: the number with its unit, beside the name of its kind
        "span.visits": ("{count}", "{count}次"),
        "span.weeks_apart": ("every {count} weeks", "每{count}周一次"),
        "span.nights": ("{count}", "{count}晚"),
        "span.nights.each": ("{count} each time", "每次{count}晚"),
        "span.weeks": ("{count} weeks", "{count}周"),
        "span.name.visits": ("Visits", "就诊"),
        "span.name.nights": ("Nights", "住院"),
        "span.name.recovery": ("Recovery", "恢复"),
        "span.none.unverified": ("not yet checked", "尚未核对"),
        "span.none.missing": ("no figure", "无数据"),
        "span.none.words": ("in words below", "见下文"),
        "edition.part.span": ("Number drawn", "所绘数字"),
        "handout.pick": ("On this paper, at most {most}", "列在本文书上，最多{most}种"),
        "handout.options.other": (
            "1 more option was compared and is not laid out here: {names}.",
            "另有1种已作比较，此处未列出：{names}。",
        ),
        "handout.options.others": (
            "{count} more options were compared and are not laid out here: {names}.",
            "另有{count}种已作比较，此处未列出：{names}。",
        ),
        "lesions.echo.brief": (
            "{count} viable · max {largest} · Σ {sum}",
            "存活{count} · 最大{largest} · Σ{sum}",
        ),
    }
)
