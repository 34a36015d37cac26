"""Every text the window asks to be translated stands in the translation file: none may slip past the collector."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import ui
from resources import path


def asked() -> Iterator[tuple[str, str]]:
    """File and text of every `tr(...)` in the window's code, also within f-strings."""
    root = Path(ui.__file__).parent
    for file in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "tr":
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield file.name, first.value


def test_every_text_is_in_the_file_of_translations() -> None:
    tree = ElementTree.parse(path("i18n", "consult_zh_CN.ts"))
    known = {message.findtext("source") for message in tree.iter("message")}
    texts = list(asked())
    assert len(texts) > 200
    assert [(file, text) for file, text in texts if text not in known] == []
