"""Finding: as one types, by code, name, pinyin and birth date; people of the same name; merging and its way back."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.records import Identity, RecordError
from db.records.folding import fold, index_words, query
from db.records.store import Store
from tests.db.records.making import LI, Clock, keep, paper_of, records_in


def names(store: Store, words: str) -> set[str]:
    return {found.identity.name for found in store.search(words)}


@pytest.fixture
def four(store: Store) -> Store:
    keep(store, LI)
    keep(store, Identity(code="B/77", name="José Müller-Łęcki", birth_date=date(1950, 12, 31)))
    keep(store, Identity(code="c 9", name="吕小明"))
    keep(store, Identity(code="D", name="Zhang Wei", birth_date=date(1960, 1, 20)))
    return store


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("单雄信", {"单雄信"}),
        ("雄", {"单雄信"}),
        ("shan", {"单雄信"}),
        ("dan", {"单雄信"}),
        ("shanxiong", {"单雄信"}),
        ("shan xin", {"单雄信"}),
        ("sxx", {"单雄信"}),
        ("SXX", {"单雄信"}),
        ("ｓｈａｎ", {"单雄信"}),
        ("lv", {"吕小明"}),
        ("lu xiaoming", {"吕小明"}),
        ("lüxiaom", {"吕小明"}),
        ("lvxm", {"吕小明"}),
        ("jose", {"José Müller-Łęcki"}),
        ("MULLER", {"José Müller-Łęcki"}),
        ("müll jo", {"José Müller-Łęcki"}),
        ("lecki", {"José Müller-Łęcki"}),
        ("mullerlecki", {"José Müller-Łęcki"}),
        ("b77", {"José Müller-Łęcki"}),
        ("B/77", {"José Müller-Łęcki"}),
        ("77", {"José Müller-Łęcki"}),
        ("0123", {"单雄信"}),
        ("1960", {"单雄信", "Zhang Wei"}),
        ("1960-01", {"单雄信", "Zhang Wei"}),
        ("1960-01-02", {"单雄信"}),
        ("1960.1.2", {"单雄信", "Zhang Wei"}),
        ("zhangwei", {"Zhang Wei"}),
        ("zhang 1960", {"Zhang Wei"}),
        ("", {"单雄信", "José Müller-Łęcki", "吕小明", "Zhang Wei"}),
        ("zhang shan", set()),
        ("*", set()),
        ('"', set()),
        ("NEAR(a b)", set()),
    ],
)
def test_found_as_one_types(four: Store, words: str, found: set[str]) -> None:
    assert names(four, words) == found


def test_the_latest_come_first_and_no_more_than_asked(four: Store) -> None:
    keep(four, LI, patient=four.search("sxx")[0].patient)
    assert [found.identity.name for found in four.search("")][:2] == ["单雄信", "Zhang Wei"]
    assert len(four.search("", limit=2)) == 2
    assert four.search("", limit=-1) == ()
    (found,) = four.search("sxx")
    assert found.consultations == 2


def test_an_amended_name_is_found_and_the_old_one_is_not(store: Store) -> None:
    kept = keep(store)
    keep(
        store, Identity(code="A-0123", name="秦叔宝"), consultation=kept.consultation, number=1, reason="slip"
    )
    assert names(store, "qin") == {"秦叔宝"}
    assert names(store, "shan") == set()


def test_people_of_the_same_name_or_code(four: Store) -> None:
    assert {f.identity.code for f in four.same(Identity(code="x", name="jose muller-lecki"))} == {"B/77"}
    assert {f.identity.name for f in four.same(Identity(code="a-0123"))} == {"单雄信"}
    assert four.same(Identity(code="x")) == ()


def test_a_merge_can_be_undone(four: Store) -> None:
    li, zhang = four.search("sxx")[0], four.search("zhang")[0]
    number = four.merge(zhang.patient, li.patient, "registered twice")
    assert names(four, "zhang") == set()
    assert four.same(Identity(code="D")) == ()
    assert four.search("sxx")[0].consultations == 2
    assert {visit.consultation for visit in four.history(li.patient)} == {li.latest, zhang.latest}
    later = keep(four, LI, patient=li.patient)
    four.undo_merge(number)
    assert [visit.consultation for visit in four.history(zhang.patient)] == [zhang.latest]
    assert {v.consultation for v in four.history(li.patient)} == {li.latest, later.consultation}
    assert names(four, "zhang") == {"Zhang Wei"}
    with pytest.raises(RecordError) as refused:
        four.undo_merge(number)
    assert refused.value.code == "no_merge"
    assert four.check() == ()


def test_a_merge_overtaken_by_another_is_undone_after_it(four: Store) -> None:
    li, zhang, lv = (four.search(words)[0].patient for words in ("sxx", "zhang", "lv"))
    first = four.merge(zhang, li, "x")
    second = four.merge(li, lv, "y")
    with pytest.raises(RecordError) as refused:
        four.undo_merge(first)
    assert refused.value.code == "merge_overtaken"
    four.undo_merge(second)
    four.undo_merge(first)
    assert len(four.history(zhang)) == len(four.history(li)) == len(four.history(lv)) == 1
    for attempt in (lambda: four.merge(li, li, "x"), lambda: four.merge(li, "nobody", "x")):
        with pytest.raises(RecordError) as refused:
            attempt()
        assert refused.value.code in {"same_patient", "no_patient"}


def test_erasing_leaves_nothing_but_the_line_in_the_log(four: Store, folder: Path, clock: Clock) -> None:
    li, zhang, tang = (
        four.search("sxx")[0],
        four.search("zhang")[0],
        keep(four, Identity(code="E", name="唐")),
    )
    four.queue(paper_of(four.read(li.latest)))
    four.merge(tang.patient, zhang.patient, "x")
    four.merge(zhang.patient, li.patient, "x")
    with pytest.raises(RecordError) as refused:
        four.erase(zhang.patient, "asked for it")
    assert refused.value.code == "no_patient"
    size = (folder / "records.db").stat().st_size
    four.erase(li.patient, "asked for it")
    assert names(four, "") == {"José Müller-Łęcki", "吕小明"}
    assert four.papers() == ()
    assert {e.consultation for e in four.events() if e.kind == "erase"} == {
        *(li.latest, zhang.latest, tang.consultation)
    }
    assert four.check() == ()
    for table in ("patient", "version", "patient_words", "merge", "paper", "patient_words_data"):
        rows = repr(four._file.rows(f"SELECT * FROM {table}"))
        for trace in ("sxx", "雄", "a0123", "A-0123", "1960", "Zhang", "唐", li.patient, zhang.patient):
            assert trace not in rows
    assert (folder / "records.db").stat().st_size <= size
    four.close()
    again = records_in(folder, clock).unlock("Dr Li", "a long pass phrase")
    assert again.check() == ()
    again.close()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_name_is_folded_to_words_and_any_question_to_a_question(name: str, asked: str) -> None:
    words = index_words(Identity(code="x", name=name))
    assert len(words) < 5000
    assert fold(fold(name)) == fold(name)
    question = query(asked)
    if question is not None:
        plain = question.replace('"', "").replace("*", "").replace(" ", "")
        assert all(c.isalnum() or unicodedata.category(c) == "Mn" for c in plain)
