"""Pieces: what is kept stays bounded, runs put lists together again, and no document depends on the ones before."""

from __future__ import annotations

from itertools import chain

import pytest

from bench import cases
from consult.assess import Knowledge
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.hcc.knowledge import knowledge
from consult.kept import Kept
from consult.phrases import Words
from consult.pieces import cut, runs
from consult.report import Writer
from db.catalog import open_catalog
from resources import path


def _fresh() -> tuple[Knowledge, Writer]:
    known = knowledge(open_catalog(path("catalog.sqlite")))
    return known, Writer(known, Words("en", DECLARED, known.catalog))


def test_kept_forgets_all_before_it_holds_too_much() -> None:
    kept: Kept[int, str] = Kept(3)
    for number in range(10):
        assert kept.keep(number, str(number)) == str(number)
        assert len(kept) <= 3
        assert kept[number] == str(number)


@pytest.mark.parametrize(
    "lists",
    [
        [(1, 2, 3), (1, 2, 3)],
        [(1, 2, 3, 4), (2, 3)],
        [(1, 2, 3), (3, 4), (1, 2)],
        [(1, 3), (1, 2, 3), ()],
        [(5,), (4, 5, 6), (4, 5)],
    ],
)
def test_runs_make_up_every_list(lists: list[tuple[int, ...]]) -> None:
    by_first = {run[0]: run for run in runs(lists)}
    for rows in lists:
        made = [by_first[row] for row in rows if row in by_first]
        assert tuple(chain.from_iterable(made)) == rows


def test_parts_of_a_run_read_few_facts() -> None:
    reads = {1: {"a"}, 2: {"a"}, 3: {"a", "b"}, 4: {"c"}, 5: {"c"}}
    parts = cut((1, 2, 3, 4, 5), lambda rows: frozenset().union(*(reads[row] for row in rows)), 1)
    assert parts == [(1, 2), (3,), (4, 5)]


def test_a_document_does_not_depend_on_those_before_it() -> None:
    patients = [SCHEMA.read(document) for _kind, document in cases.patients(24, seed=5)]
    known, writer = _fresh()
    guidelines = [guideline.id for guideline in known.catalog.selectable()]
    asked = [(patient, guideline) for patient in patients for guideline in guidelines[:3]]
    forwards = [writer.write(p, known.assess(derive(p), g)) for p, g in asked]
    known, writer = _fresh()
    backwards = [writer.write(p, known.assess(derive(p), g)) for p, g in reversed(asked)]
    assert forwards == backwards[::-1]


def test_changes_are_what_moving_one_fact_alone_gives() -> None:
    """Cell by cell, without what was kept: the same changes, and no other fact changes anything."""
    known, _writer = _fresh()
    for _kind, document in cases.patients(12, seed=9):
        assessment = known.assess(derive(SCHEMA.read(document)))
        reading = assessment.case.reading
        for own in assessment.treatments.values():
            plain: dict[tuple[str, str], tuple[int, ...]] = {}
            for fact in known.board.facts:
                if own.plan.touched & known.board.rows_of(fact):
                    others, elsewhere = reading.others[fact], reading.elsewhere(fact)
                    for cell, fails in known.board.fails_by_cell(fact):
                        then = own.plan.settled(others.failing_too(fails))
                        if elsewhere >> cell & 1 and then is not None and then != own.status:
                            plain[fact, then] = (*plain.get((fact, then), ()), cell)
            assert {(c.fact, c.status): c.cells for c in own.would_change} == plain, own.id
