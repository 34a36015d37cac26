"""The words of the program stand in books of their topics; none of them speaks over another."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Mapping

import consult
from consult.vocabulary import WORDS


def test_no_word_stands_in_two_books() -> None:
    names = [m.name for m in pkgutil.iter_modules(consult.__path__) if m.name.startswith("vocabulary_")]
    assert names
    found: Counter[str] = Counter()
    for name in names:
        module = importlib.import_module(f"consult.{name}")
        books = [b for n, b in vars(module).items() if n.endswith("_WORDS") and isinstance(b, Mapping)]
        for book in books:
            found.update(book.keys())
            assert all(WORDS[key] == said for key, said in book.items()), name
    assert [key for key, times in found.items() if times > 1] == []
