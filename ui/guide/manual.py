"""Manual: the pages of the user's guide as they lie in the resources, in their order, read when first wanted."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from resources import bundle, path

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


def printable(language: str) -> Path | None:
    """The whole guide as a PDF, where it lies beside the program: in a bundle."""
    folder = bundle()
    if folder is None:
        return None
    file = folder / "guide" / f"guide-{language}.pdf"
    return file if file.is_file() else None
