"""What the tests of the catalogue's sources share: what they leave unchanged is read and checked once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace

import pytest

from db import catalog_source, lint_words


@pytest.fixture(scope="session", autouse=True)
def unchanged_sources_are_read_once() -> Iterator[None]:
    """Each text is parsed, and each sentence checked for its words, once a run: both depend on nothing else.

    Nearly every test changes a line of one of three hundred files and reads them all.
    """
    parse, found = cache(tomllib.loads), lint_words._found
    checks = {id(check): check for check in lint_words.CHECKS}

    @cache
    def first(check: int, sentence: str, language: str, claimed: str) -> list[str]:
        return found(checks[check], sentence, language, claimed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            catalog_source,
            "tomllib",
            SimpleNamespace(loads=parse, TOMLDecodeError=tomllib.TOMLDecodeError),
        )
        patch.setattr(lint_words, "_found", lambda check, *said: first(id(check), *said))
        yield
