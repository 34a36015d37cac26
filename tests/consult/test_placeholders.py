"""What is set into a sentence is set into it in every language: a lost or misspelt place would show or lose a value."""

from __future__ import annotations

import re
from collections import Counter
from xml.etree import ElementTree

from consult.vocabulary import WORDS
from resources import path

UNLIKE = {"book.shared.group"}
"""English counts the others, Chinese all of them; both numbers are given."""
_PLACE = re.compile(r"\{[^{}]*\}|%(?:L?\d+|n)")


def places(text: str) -> Counter[str]:
    """The places of a text into which something is set, as often as they stand there."""
    return Counter(_PLACE.findall(text))


def test_every_word_of_the_program_has_the_same_places_in_both_languages() -> None:
    texts = [(key, words) for key, words in WORDS.items() if places(words[0]) or places(words[1])]
    assert len(texts) > 150
    wrong = {key: words for key, words in texts if set(places(words[0])) != set(places(words[1]))}
    assert wrong.keys() == UNLIKE


def test_every_translated_text_of_the_window_has_the_places_of_its_source() -> None:
    for language in ("en", "zh_CN"):
        for message in ElementTree.parse(path("i18n", f"consult_{language}.ts")).iter("message"):
            source, translation = message.findtext("source") or "", message.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            for form in forms:
                # "1 applies" and its like may leave out the number that the form itself says.
                assert places(form) | Counter({"%n": 1} if "%n" in source else {}) == places(source), source


def test_a_lost_place_is_found() -> None:
    assert places("{n} of {all}") != places("{n} / {al}")
    assert places("%1 and %2") != places("%1")
    assert places("%n days, at most %L1") == Counter({"%n": 1, "%L1": 1})
