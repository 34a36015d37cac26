"""Words that say the same in less room, where a badge or a line is narrow, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LOOK_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "strip.needs.count": ("needs {count}", "缺{count}项"),
        "lesions.echo.brief": (
            "{count} viable · max {largest} · Σ {sum}",
            "存活{count} · 最大{largest} · Σ{sum}",
        ),
    }
)
