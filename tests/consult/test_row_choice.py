"""Row choice: any order and any hiding keeps every row once, the status first and the safety rows in sight."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from consult.compare import ASPECTS
from consult.row_choice import FIRST, NEVER_HIDDEN, RowChoice, in_order, is_hidden, moved, shown, toggled
from tests.properties.strategies import examples

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.sampled_from(ASPECTS), st.integers(-4, 4)),
        st.tuples(st.just("toggle"), st.sampled_from(ASPECTS), st.just(0)),
    ),
    max_size=25,
)
ANY = st.builds(
    RowChoice,
    order=st.lists(st.sampled_from([*ASPECTS, "retired", ""]), max_size=20).map(tuple),
    hidden=st.frozensets(st.sampled_from([*ASPECTS, "retired"])),
)


@examples(60)
@given(choice=ANY, steps=STEPS)
def test_every_row_once_the_status_first_and_safety_in_sight(
    choice: RowChoice, steps: list[tuple[str, str, int]]
) -> None:
    for kind, aspect, by in steps:
        choice = moved(choice, aspect, by, ASPECTS) if kind == "move" else toggled(choice, aspect)
    rows = in_order(choice, ASPECTS)
    assert sorted(rows) == sorted(ASPECTS)
    assert rows[0] == FIRST
    seen = shown(choice, ASPECTS)
    assert set(seen) >= NEVER_HIDDEN
    assert [row for row in rows if row in seen] == list(seen)
    assert not any(is_hidden(choice, row) for row in seen)


def test_a_move_goes_by_that_many_rows_and_back() -> None:
    down = moved(RowChoice(), "benefit", 2, ASPECTS)
    at = ASPECTS.index("benefit")
    assert in_order(down, ASPECTS).index("benefit") == at + 2
    assert moved(down, "benefit", -2, ASPECTS) == RowChoice()
    assert moved(down, "benefit", -2, ASPECTS).is_as_made


def test_the_first_row_stays_and_nothing_goes_above_it() -> None:
    assert moved(RowChoice(), FIRST, 3, ASPECTS) == RowChoice()
    up = moved(RowChoice(), "claim", -99, ASPECTS)
    assert in_order(up, ASPECTS)[:2] == (FIRST, "claim")


def test_hiding_twice_is_as_before_and_safety_rows_do_not_hide() -> None:
    once = toggled(RowChoice(), "claim")
    assert "claim" not in shown(once, ASPECTS)
    assert toggled(once, "claim") == RowChoice()
    for aspect in NEVER_HIDDEN:
        assert toggled(RowChoice(), aspect) == RowChoice()
        assert aspect in shown(RowChoice(hidden=frozenset(NEVER_HIDDEN)), ASPECTS)


def test_a_row_that_came_later_is_shown_at_the_end_of_an_older_choice() -> None:
    older = RowChoice(order=("harm", "benefit"), hidden=frozenset({"for"}))
    assert in_order(older, ASPECTS)[:3] == (FIRST, "harm", "benefit")
    assert set(shown(older, ASPECTS)) == set(ASPECTS) - {"for"}
