"""Figures: an icon array always shows 100 people, and what it shows is what its words say."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.drawing import Box, Circle, Label
from consult.figures.icon_array import IconGroup, icon_array, whole, with_range
from consult.figures.interval_bar import interval_bar

SHARES = st.lists(st.floats(0, 1e6, allow_nan=False), min_size=1, max_size=8).filter(lambda s: sum(s) > 1e-3)


@given(SHARES)
def test_shares_become_whole_people_who_add_up_to_100(shares: list[float]) -> None:
    counts = whole(shares)
    assert sum(counts) == 100
    for share, count in zip(shares, counts, strict=True):
        assert abs(count - share * 100 / sum(shares)) < 1 + 1e-6, "no group is off by a whole person"


@pytest.mark.parametrize(
    ("shares", "counts"),
    [
        ((1, 1, 1), (34, 33, 33)),
        ((70.4, 29.6), (70, 30)),
        ((0.5, 99.5), (1, 99)),
        ((33.4, 33.3, 33.3), (34, 33, 33)),
        ((0, 5), (0, 100)),
    ],
)
def test_what_is_left_goes_to_the_largest_remainders(
    shares: tuple[float, ...], counts: tuple[int, ...]
) -> None:
    assert whole(shares) == counts


@pytest.mark.parametrize("shares", [(), (0.0,), (-1.0, 2.0)])
def test_shares_of_nothing_are_refused(shares: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="shares"):
        whole(shares)


@given(
    st.integers(0, 100),
    st.none() | st.tuples(st.floats(0, 100), st.floats(0, 100)).map(lambda pair: (min(pair), max(pair))),
)
def test_counted_people_are_solid_or_striped_and_all_are_100(
    count: int, interval: tuple[float, float] | None
) -> None:
    groups = with_range(count, interval)
    drawing = icon_array(groups, "words")
    discs = [shape for shape in drawing.shapes if isinstance(shape, Circle)]
    assert len(discs) == len(drawing.shapes) == 100
    patterns = Counter(disc.pattern for disc in discs)
    assert patterns["solid"] + patterns["hatched"] == count
    assert patterns["hollow"] + patterns["dotted"] == 100 - count
    if interval is None:
        assert patterns["hatched"] == patterns["dotted"] == 0
    else:
        assert patterns["solid"] <= interval[0] or patterns["solid"] == count
        assert 100 - patterns["hollow"] >= interval[1] or patterns["dotted"] == 0


def test_discs_lie_inside_the_figure_and_apart() -> None:
    drawing = icon_array((IconGroup(70, "accent"), IconGroup(30, "muted", "hollow")), "words")
    discs = [shape for shape in drawing.shapes if isinstance(shape, Circle)]
    for disc in discs:
        assert disc.radius <= disc.x <= drawing.wide - disc.radius + 1e-9
        assert disc.radius <= disc.y <= drawing.high - disc.radius + 1e-9
    assert len({(disc.x, disc.y) for disc in discs}) == 100
    assert [disc.pattern for disc in discs[:70]] == ["solid"] * 70


@pytest.mark.parametrize("counts", [(70, 29), (70, 31), (101, -1)])
def test_groups_that_are_not_100_are_refused(counts: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="100"):
        icon_array([IconGroup(count, "accent") for count in counts], "words")


def test_a_bar_runs_from_0_to_100_whatever_it_shows() -> None:
    small, large = interval_bar(3, (1, 9), "words"), interval_bar(98, None, "words")
    for bar in (small, large):
        assert [shape.text for shape in bar.shapes if isinstance(shape, Label)] == ["0", "50", "100"]
    places = [[shape.x for shape in bar.shapes if isinstance(shape, Label)] for bar in (small, large)]
    assert places[0] == places[1]
    (band,) = (shape for shape in small.shapes if isinstance(shape, Box))
    (point,) = (shape for shape in small.shapes if isinstance(shape, Circle))
    assert band.x < point.x < band.x + band.wide
    assert not any(isinstance(shape, Box) for shape in large.shapes), (
        "no range is drawn where none is reported"
    )


@pytest.mark.parametrize("count", [-1, 101])
def test_a_bar_of_what_is_no_share_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="100"):
        interval_bar(count, None, "words")
