"""Reading: how hard a text is to read, by the formula or the measure its language has one for.

English: the grade of Flesch and Kincaid, 0.39 (words / sentences) + 11.8 (syllables / words) - 15.59 (Kincaid JP,
Fishburne RP, Rogers RL, Chissom BS. Derivation of new readability formulas. Research Branch Report 8-75, 1975).
Syllables are counted from the spelling, which is right for most words and within a syllable for the others.
Chinese: characters to a sentence, for which no grade is claimed.
"""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[.!?]+(?=\s|$)|\n+")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d+(?:[.,]\d+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_CHINESE_SENTENCE = re.compile(r"[。！？\n]+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def syllables(word: str) -> int:
    """The syllables of an English word, from its spelling; a number counts as one."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    if not letters:
        return 1
    count = len(_VOWELS.findall(letters))
    if re.search(r"[^aeiouyl]e$", letters) or re.search(r"[^aeioudty]ed$|[^aeiouscxzgh]es$", letters):
        count -= 1  # a silent e
    return max(count, 1)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of an English text. Raises ValueError where there is no word."""
    sentences = [part for part in _SENTENCE.split(text) if _WORD.search(part)]
    words = _WORD.findall(text)
    if not words:
        raise ValueError("no words")
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def characters_a_sentence(text: str) -> float:
    """Chinese characters to a sentence. Raises ValueError where there is none."""
    sentences = [part for part in _CHINESE_SENTENCE.split(text) if _CHINESE.search(part)]
    if not sentences:
        raise ValueError("no Chinese sentence")
    return sum(len(_CHINESE.findall(part)) for part in sentences) / len(sentences)
