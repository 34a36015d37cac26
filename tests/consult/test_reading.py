"""How hard a text is to read: checked against texts whose sentences, words and syllables were counted by hand."""

from __future__ import annotations

import pytest

from consult.reading import characters_a_sentence, grade, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(
            ("liver", 2),
            ("tumour", 2),
            ("needle", 2),
            ("heat", 1),
            ("made", 1),
            ("operation", 4),
            ("treatment", 2),
        ),
        *(("treated", 2), ("used", 1), ("table", 2), ("hospital", 3), ("nights", 1), ("302", 1), ("I", 1)),
    ],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_grade_is_the_formula() -> None:
    text = "The liver is big. It can heal."  # 2 sentences, 7 words, 8 syllables
    assert grade(text) == pytest.approx(0.39 * 7 / 2 + 11.8 * 8 / 7 - 15.59)


def test_longer_sentences_and_words_are_harder() -> None:
    easy = "We heat the lump. It dies. You go home."
    hard = (
        "Thermal ablation achieves complete necrosis of hepatocellular carcinoma under radiological guidance."
    )
    assert grade(easy) < 2
    assert grade(hard) > 15


def test_a_text_without_words_has_no_grade() -> None:
    with pytest.raises(ValueError, match="no words"):
        grade("…")
    with pytest.raises(ValueError, match="no Chinese sentence"):
        characters_a_sentence("abc.")


def test_chinese_is_counted_by_characters() -> None:
    assert characters_a_sentence("肝脏很大。会好。") == 3
