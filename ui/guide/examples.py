"""Examples: the bundled, invented cases by name, in a menu that any part of the window can show."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PySide6.QtWidgets import QMenu

from consult.phrases import Words
from resources import path


@dataclass(frozen=True, slots=True)
class Example:
    """One example: its file, the group it stands in, and its name by language."""

    file: Path
    group: str
    names: dict[str, str]


@lru_cache(maxsize=1)
def examples() -> tuple[Example, ...]:
    """Every example in the order of the index."""
    with path("examples", "index.toml").open("rb") as stream:
        listed = tomllib.load(stream)["example"]
    return tuple(
        Example(
            path("examples", f"{one['file']}.json"), one["group"], {"en": one["en"], "zh_CN": one["zh_CN"]}
        )
        for one in listed
    )


def fill(menu: QMenu, open_file: Callable[[Path], object], words: Words) -> None:
    """Fill a menu with the examples; choosing one opens its file. Words are those of the moment."""
    menu.clear()
    group = ""
    for example in examples():
        if example.group != group:
            group = example.group
            # A text of its own: the title of a section is not drawn under a style sheet.
            menu.addSeparator()
            menu.addAction(words.say(f"example.group.{group}")).setEnabled(False)
        action = menu.addAction(example.names[words.language])
        action.triggered.connect(lambda _checked=False, file=example.file: open_file(file))
