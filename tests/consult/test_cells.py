"""Cells: facts side by side in one integer answer as each would alone, and outcomes name the inputs that matter."""

from __future__ import annotations

from itertools import product
from random import Random

from consult.cells import Places
from consult.hcc.possible import outcomes

WIDTHS = {"a": 1, "b": 3, "c": 2}


def test_a_fact_without_a_cell_is_found_wherever_it_stands() -> None:
    places = Places(WIDTHS.items())
    for masks in product(*(range(1 << width) for width in WIDTHS.values())):
        cells = sum(places.put(fact, mask) for fact, mask in zip(WIDTHS, masks, strict=True))
        assert places.all_filled(cells) is all(masks), masks


def test_narrowing_one_fact_leaves_the_others() -> None:
    places = Places(WIDTHS.items())
    everywhere = places.of(WIDTHS)
    for rejected in range(1 << WIDTHS["b"]):
        left = everywhere & ~places.put("b", rejected)
        assert left & places.of(("a", "c")) == places.of(("a", "c"))
        assert left & places.of(("b",)) == places.put("b", ~rejected)
        assert places.all_filled(left) is (rejected != 0b111)


def test_outcomes_name_the_inputs_that_can_change_them() -> None:
    random = Random(7)
    for _ in range(200):
        axes = tuple(tuple(range(random.randint(1, 3))) for _axis in range(4))
        table = {choice: random.choice("aab") for choice in product(*axes)}
        hidden = random.randrange(4)

        def rule(*choice: int, table: dict = table, hidden: int = hidden) -> str:
            return table[(*choice[:hidden], 0, *choice[hidden + 1 :])]

        found, relevant = outcomes(rule, *axes)
        assert set(found) == {rule(*choice) for choice in table}
        matters = [
            index
            for index, axis in enumerate(axes)
            if any(
                rule(*choice) != rule(*choice[:index], other, *choice[index + 1 :])
                for choice in table
                for other in axis
            )
        ]
        assert list(relevant) == matters
        assert hidden not in relevant


def test_no_choice_leaves_no_outcome() -> None:
    assert outcomes(lambda *_choice: "any", (1, 2), ()) == ((), ())
