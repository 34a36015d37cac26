"""Manual: the pages of the user's guide as they lie in the resources, in their order, read when first wanted."""

from __future__ import annotations

import re
from functools import cache

from resources import path

PAGES = (
    "start",
    "entering",
    "laboratory",
    "liver-map",
    "options",
    "comparing",
    "evidence",
    "what-if",
    "steps",
    "patient-view",
    "papers",
    "records",
    "queue",
    "settings",
    "clinic",
    "limits",
    "keys",
)
_PICTURE = re.compile(r"^!\[[^]]*\]\([^)]*\)\n\n", re.MULTILINE)


@cache
def text(page: str, language: str) -> str:
    """A page as Markdown, without its pictures: they show the window that is open already."""
    return _PICTURE.sub("", path("guide", language, f"{page}.md").read_text(encoding="utf-8"))


def title(page: str, language: str) -> str:
    """The heading of a page."""
    return text(page, language).partition("\n")[0].removeprefix("# ")
