"""One declaration drives form, checks, JSON, paper and documentation."""

from pathlib import Path

from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA
from consult.hcc.dictionary import document
from consult.phrases import Words

ROOT = Path(__file__).parents[2]


def test_the_committed_dictionary_is_what_the_declarations_say() -> None:
    assert (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8") == document()


def test_every_field_is_worded_in_both_languages() -> None:
    for field in (*SCHEMA.fields, *(part for f in SCHEMA.fields for part in f.parts)):
        assert all((field.en, field.zh, field.help_en, field.help_zh)), field.id
        for choice in field.choices:
            assert all((choice.en, choice.zh)), (field.id, choice.id)


def test_every_derived_fact_is_declared_or_internal() -> None:
    words = Words("en", DECLARED)
    for fact in DECLARED:
        assert words.field(fact) != fact
