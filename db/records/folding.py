"""Folding: what a patient is found by: code, birth date, name without case and diacritics or in pinyin."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import islice, product

from consult.records import Identity

MAX_WORDS, MAX_QUERY = 8, 200
_MAX_HAN, _MAX_READINGS, _MAX_PARTS = 8, 12, 6
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h"}
)
_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


def fold(text: str) -> str:
    """Without case, diacritics and width; blanks single."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in apart if unicodedata.category(c) != "Mn")
    return " ".join(unicodedata.normalize("NFC", plain).casefold().translate(_LETTERS).split())


def index_words(identity: Identity) -> str:
    """Everything by which a patient is found, as words for the index."""
    words: dict[str, None] = {}
    for text in (identity.code, identity.name):
        words |= dict.fromkeys(_words(text))
    if identity.birth_date is not None:
        day = identity.birth_date
        words |= dict.fromkeys((f"{day:%Y%m%d}", f"{day.year}{day.month}{day.day}"))
    return " ".join(words)


def query(text: str) -> str | None:
    """What to ask the index: every word as the beginning of one of the patient's; None where there is no word.

    Signs inside of a word are dropped here as in the index, so that 1960-01-02 and A-0123 are one word each.
    """
    words = [joined for word in fold(text[:MAX_QUERY]).split() if (joined := _joined(word))]
    if not words:
        return None
    return " ".join(f'"{word}"*' for word in words[:MAX_WORDS])


def _words(text: str) -> Iterator[str]:
    """A text, and each ending of it that starts at a word, a sign or a Chinese character."""
    folded = fold(text)
    parts = [part for part in re.split(r"[\W_]+", folded) if part]
    for start in range(min(len(parts), _MAX_PARTS)):
        yield parts[start]
        yield "".join(parts[start:])
    for found in _HAN.finditer(folded):
        characters = found[0][:_MAX_HAN]
        for start in range(len(characters)):
            yield characters[start:]
            yield from _spoken(characters[start:])


def _spoken(characters: str) -> Iterator[str]:
    """Syllables joined, their initials, and the first with the initials of the others, in every way it can be read."""
    for reading in islice(product(*map(_readings, characters)), _MAX_READINGS):
        initials = "".join(syllable[:1] for syllable in reading)
        yield from ("".join(reading), initials, reading[0] + initials[1:])


@cache
def _readings(character: str) -> tuple[str, ...]:
    """Of one Chinese character without tones; ü as v and as u, as people type it."""
    found: dict[str, None] = {}
    for reading in _table().get(ord(character), "").split(","):
        marked = "".join(
            "v" if c in "üǖǘǚǜ" else unicodedata.normalize("NFD", c)[0] for c in reading if c.isalpha()
        )
        if marked:
            found |= dict.fromkeys((marked, marked.replace("v", "u")))
    return tuple(found) or (character,)


@cache
def _table() -> dict[int, str]:
    """Characters and their readings; the table of phrases, which is large, is left where it is."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin.pinyin_dict import pinyin_dict

    table: dict[int, str] = pinyin_dict
    return table


def _joined(word: str) -> str:
    return "".join(c for c in word if c.isalnum())
