"""The glossary: the same terms in both languages, short sentences, and drugs under the name they have in China."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from consult.catalog import Catalog, Source
from consult.fields import Field
from consult.hcc.declared import DECLARED
from consult.phrases import Words
from consult.signoff import glossary_terms
from consult.vocabulary import WORDS
from db.catalog_lint import LONGEST_PLAIN_SENTENCE
from db.catalog_source import read_catalog
from resources import path


def drugs(catalog: Catalog) -> dict[str, str]:
    """Generic name and Chinese generic name."""
    start = "drug."
    return {k.removeprefix(start): v for k, v in catalog.texts["zh_CN"].items() if k.startswith(start)}


def labels(fields: Iterable[Field]) -> Iterable[tuple[str, str]]:
    for field in fields:
        yield field.id, " ".join((field.zh, field.help_zh, *(choice.zh for choice in field.choices)))
        yield from labels(field.parts)


def test_the_terms_that_our_texts_use_are_explained_in_both_languages(catalog: Catalog) -> None:
    terms = glossary_terms(catalog)
    assert len(terms) >= 60
    for language in ("en", "zh_CN"):
        for term in terms:
            assert catalog.text(language, f"glossary.{term}.name")
            assert catalog.text(language, f"glossary.{term}.plain")
    names = {catalog.text("en", f"glossary.{term}.name").lower() for term in terms}
    assert {"portal vein", "ablation", "resection", "child-pugh", "ecog", "cirrhosis", "ascites"} <= names
    assert {"varices", "response", "progression-free", "randomised trial"} <= names


def test_english_sentences_are_short_and_their_words_too(catalog: Catalog) -> None:
    for term in glossary_terms(catalog):
        plain = catalog.text("en", f"glossary.{term}.plain")
        for sentence in re.split(r"[.:;?!](?:\s+|$)", plain):
            assert len(sentence.split()) <= LONGEST_PLAIN_SENTENCE, term
        letters = [len(word) for word in re.findall(r"[A-Za-z]+", plain)]
        assert sum(letters) / len(letters) <= 6, term


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_term_that_is_missing_in_one_language_fails_the_build(tmp_path: Path, language: str) -> None:
    sources = Path(shutil.copytree(path("catalog"), tmp_path / "catalog"))
    file = sources / "text" / language / "glossary.toml"
    text = file.read_text(encoding="utf-8")
    at = text.index("[term.ascites]")
    file.write_text(text[:at] + text[text.index("[term.", at + 1) :], encoding="utf-8")
    _catalog, _edition, problems = read_catalog(sources, DECLARED)
    assert {(p.row, p.what) for p in problems} == {
        (f"glossary.ascites.{part}", "the sentence is missing") for part in ("name", "plain")
    }


@pytest.mark.parametrize(
    ("language", "sentence", "said"),
    [
        ("en", "You should ask.", "order or praise: 'should'"),
        ("en", "It is rare.", "probability word: 'rare'"),
        ("en", " ".join(["word"] * 21), "at most 20 words"),
        ("zh_CN", "必须询问。", "order or praise: '必须'"),
        ("zh_CN", "服用 Sorafenib 的人。", "drug named in Latin letters: 'Sorafenib'"),
    ],
)
def test_the_lint_reads_the_glossary_too(tmp_path: Path, language: str, sentence: str, said: str) -> None:
    sources = Path(shutil.copytree(path("catalog"), tmp_path / "catalog"))
    for each in ("en", "zh_CN"):
        file = sources / "text" / each / "glossary.toml"
        plain = sentence if each == language else "x"
        addition = f'[term.planted]\nname = "x"\nplain = "{plain}"\n\n[drug]\n'
        file.write_text(file.read_text(encoding="utf-8").replace("[drug]\n", addition), encoding="utf-8")
    _catalog, _edition, problems = read_catalog(sources, DECLARED)
    assert [p.row for p in problems] == ["glossary.planted.plain"]
    assert said in problems[0].what


def test_chinese_words_name_no_drug_in_latin_letters(catalog: Catalog) -> None:
    latin = re.compile("|".join(drugs(catalog)), re.IGNORECASE)
    said = {k: v for k, v in catalog.texts["zh_CN"].items() if not k.startswith("drug.")}
    said |= {key: pair[1] for key, pair in WORDS.items()} | dict(labels(DECLARED.values()))
    assert {key: latin.findall(text) for key, text in said.items() if latin.search(text)} == {}


def test_a_drug_named_in_english_has_its_chinese_name_in_the_same_sentence(catalog: Catalog) -> None:
    """The name list is the one the texts use: no second Chinese name of a drug has crept in."""
    known = drugs(catalog)
    without: list[tuple[str, str]] = []
    for key, sentence in catalog.texts["en"].items():
        if key.startswith(("drug.", "glossary.")) or key.endswith(".short"):  # short names are cut to fit
            continue
        for drug, name in known.items():
            spoken = re.search(rf"\b{drug}\b", sentence, re.IGNORECASE)
            if spoken and name not in catalog.text("zh_CN", key):
                without.append((key, drug))
    assert without == []


def test_every_drug_ending_in_the_english_texts_is_on_the_list(catalog: Catalog) -> None:
    known = drugs(catalog)
    ending = re.compile(
        r"\b[a-z]+(?:tinib|fenib|anib|mab|platin|rubicin|fovir|tecavir|buvir)\b", re.IGNORECASE
    )
    named = {word.lower() for text in catalog.texts["en"].values() for word in ending.findall(text)}
    assert named - known.keys() - {"rivoceranib", "biologic"} == set()


def test_how_far_a_source_was_read_is_said_in_chinese_or_the_build_fails(
    tmp_path: Path, catalog: Catalog
) -> None:
    words = Words("zh_CN", DECLARED, catalog)
    for record in (*catalog.sources.values(), *catalog.guidelines.values()):
        read = record.read if isinstance(record, Source) else record.read_how
        assert re.search("[\u4e00-\u9fff]", words.reading(read)), read
        assert Words("en", DECLARED, catalog).reading(read) == read
    sources = Path(shutil.copytree(path("catalog"), tmp_path / "catalog"))
    file = sources / "hcc" / "sources.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('read = "yes"', 'read = "yes (upside down)"', 1), encoding="utf-8")
    _catalog, _edition, problems = read_catalog(sources, DECLARED)
    assert [(p.row, p.what) for p in problems] == [("reading.yes (upside down)", "the sentence is missing")]
