"""The liver map: every nodule once, to scale, in its own segment or beside the liver, and said in words."""

from __future__ import annotations

import time
from collections import Counter
from itertools import combinations
from math import hypot
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.drawing import Circle, Label, Outline, Stroke
from consult.fields import Field
from consult.figures.liver_labels import text_width
from consult.figures.liver_map import PATTERNS, LiverMap, liver_map
from consult.figures.liver_places import LEAST_RADIUS, MOST_RADIUS, places
from consult.figures.liver_shape import (
    CENTRES,
    HIGH,
    NAMES,
    SEGMENTS,
    WIDE,
    drawn,
    neighbour,
    polygon,
    segment_at,
    shared,
)
from consult.figures.liver_words import NEIGHBOURS, segment_words
from consult.hcc.declared import DECLARED
from consult.hcc.schema import SCHEMA
from consult.patient import Record
from consult.phrases import Words
from consult.values import UNKNOWN, Bounds

LESIONS: Field = SCHEMA.by_id["lesions"]
PARTS = {part.id: part for part in LESIONS.parts}
RECORDED = PARTS["segment"].choice_ids()
WORDS = {language: Words(language, DECLARED) for language in ("en", "zh_CN")}

sizes = st.one_of(
    st.integers(1, 300),
    st.floats(1, 300).map(lambda n: round(n, 1)),
    st.tuples(st.integers(1, 150), st.integers(151, 300)).map(lambda ends: Bounds(*ends)),
    st.integers(1, 300).map(lambda low: Bounds(low=low)),
    st.integers(1, 300).map(lambda high: Bounds(high=high, high_open=True)),
)
records = st.fixed_dictionaries(
    {},
    optional={
        "size_mm": sizes,
        "segment": st.lists(st.sampled_from(RECORDED), min_size=1, max_size=4, unique=True).map(tuple),
        "status": st.sampled_from(PARTS["status"].choice_ids()),
        "near_bowel": st.booleans(),
        "subcapsular": st.booleans(),
        "distance_to_vessel_mm": st.integers(0, 100),
    },
).map(Record)
lists = st.lists(records, max_size=50).map(tuple)


def drawn_map(lesions: Any, *, wide: float = 328, high: float = 208, language: str = "en") -> LiverMap:
    return liver_map(LESIONS, lesions, WORDS[language], wide=wide, high=high)


def one(**parts: Any) -> tuple[Record, ...]:
    return (Record(parts),)


def texts(made: LiverMap) -> list[str]:
    return [shape.text for shape in made.drawing.shapes if isinstance(shape, Label)]


# -- the liver ---


@pytest.mark.parametrize("segment", SEGMENTS)
def test_the_centre_and_the_name_of_each_segment_lie_in_it(segment: str) -> None:
    assert segment_at(*CENTRES[segment]) == segment
    assert segment_at(*NAMES[segment]) == segment
    points = polygon(segment)
    middle = sum(x for x, _y in points) / len(points), sum(y for _x, y in points) / len(points)
    assert segment_at(*middle) == segment


def test_the_segments_fill_the_liver_without_gap_or_overlap() -> None:
    area = sum(_area(polygon(segment)) for segment in SEGMENTS)
    hits = [(x, y) for x in range(int(WIDE)) for y in range(int(HIGH)) if segment_at(x + 0.5, y + 0.5)]
    assert len(hits) == pytest.approx(area, rel=0.01)
    assert segment_at(1, 1) == segment_at(WIDE - 1, HIGH - 1) == ""


def test_the_drawn_liver_is_as_wide_as_its_scale_says() -> None:
    xs = [x for segment in SEGMENTS for x, _y in polygon(segment)]
    assert max(xs) - min(xs) == pytest.approx(200, abs=2)


def _area(points: tuple[tuple[float, float], ...]) -> float:
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


def test_the_right_lobe_stands_left_and_the_upper_segments_above() -> None:
    x, y = ({s: CENTRES[s][i] for s in SEGMENTS} for i in (0, 1))
    assert x["s7"] < x["s8"] < x["s4a"] < x["s2"]
    assert x["s6"] < x["s5"] < x["s4b"] < x["s3"]
    for above, below in (("s7", "s6"), ("s8", "s5"), ("s4a", "s4b"), ("s2", "s3")):
        assert y[above] < y[below]
        assert shared(frozenset((above, below)))


def test_arrow_keys_reach_every_segment_and_lead_back() -> None:
    reached, ahead = {"s8"}, ["s8"]
    while ahead:
        here = ahead.pop()
        for direction in ("left", "right", "up", "down"):
            there = neighbour(here, direction)
            if there not in reached:
                reached.add(there)
                ahead.append(there)
    assert reached == set(SEGMENTS)
    for segment in SEGMENTS:
        (x, y), right, below = CENTRES[segment], neighbour(segment, "right"), neighbour(segment, "down")
        assert right == segment or CENTRES[right][0] > x
        assert below == segment or CENTRES[below][1] > y


# -- nodules on it ---


@given(lists)
def test_every_nodule_stands_once_and_never_by_guess(lesions: tuple[Record, ...]) -> None:
    found = places(lesions)
    on = Counter(member.index for mark in found.marks for member in mark.members)
    beside = Counter(nodule.index for nodule in found.unplaced)
    assert on + beside == Counter(range(len(lesions)))
    assert {i for i, record in enumerate(lesions) if "segment" not in record} == set(beside)
    for mark in found.marks:
        for member in mark.members:
            assert set(member.segments) == set(drawn(lesions[member.index]["segment"]))
            assert member.outer <= mark.radius


@given(lists)
def test_a_nodule_stands_in_its_segment_or_on_the_border_of_its_segments(lesions: tuple[Record, ...]) -> None:
    for mark in places(lesions).marks:
        segments = mark.shown.segments
        assert mark.radius <= mark.x <= WIDE - mark.radius
        assert mark.radius <= mark.y <= HIGH - mark.radius
        near = min(
            hypot(x - mark.x, y - mark.y)
            for segment in segments
            for x, y in (*polygon(segment), CENTRES[segment])
        )
        inside = segment_at(mark.x, mark.y) in segments
        assert inside or near <= max(mark.radius, 1.0), (segments, mark.x, mark.y, mark.radius)


@given(st.lists(st.tuples(st.sampled_from(list(SEGMENTS)), st.integers(5, 12)), max_size=14))
def test_nodules_that_fit_beside_each_other_do_not_overlap(given_: list[tuple[str, int]]) -> None:
    found = places([Record({"segment": (segment,), "size_mm": size}) for segment, size in given_])
    own = Counter(segment for segment, _size in given_)
    if max(own.values(), default=0) <= 3:
        assert all(len(mark.members) == 1 for mark in found.marks)
    for a, b in combinations(found.marks, 2):
        if a.shown.segments == b.shown.segments:
            assert hypot(a.x - b.x, a.y - b.y) >= a.radius + b.radius


@given(lists)
def test_discs_are_to_scale_between_the_smallest_and_the_largest_drawn(lesions: tuple[Record, ...]) -> None:
    made = drawn_map(lesions)
    discs = [shape for shape in made.drawing.shapes if isinstance(shape, Circle)]
    for mark in made.places.marks:
        nodule = mark.shown
        if nodule.least is None:
            continue
        expected = min(max(nodule.least / 2, LEAST_RADIUS), MOST_RADIUS) * made.scale
        same = [d for d in discs if (d.x, d.y) == (mark.x * made.scale, mark.y * made.scale)]
        assert expected in [disc.radius for disc in same]
        if nodule.to_scale and nodule.certain:
            area = 3.14159265 * (nodule.least / 2) ** 2
            assert 3.14159265 * (expected / made.scale) ** 2 == pytest.approx(area)


def test_area_grows_with_the_square_of_the_size_at_every_size_of_the_figure() -> None:
    for wide, high in ((240, 160), (328, 208), (520, 330)):
        made = drawn_map(
            (Record({"segment": ("s2",), "size_mm": 10}), Record({"segment": ("s6",), "size_mm": 30})),
            wide=wide,
            high=high,
        )
        small, large = (made.spot(i) for i in (0, 1))
        assert small is not None
        assert large is not None
        assert large[2] == pytest.approx(3 * small[2])
        bars = [s for s in made.drawing.shapes if isinstance(s, Stroke) and s.points[0][1] == s.points[-1][1]]
        bar = max(x for x, _y in bars[0].points) - min(x for x, _y in bars[0].points)
        assert bar / (2 * large[2]) == pytest.approx(50 / 30)


def test_a_segment_too_full_shows_its_largest_and_counts_the_rest() -> None:
    lesions = tuple(Record({"segment": ("s8",), "size_mm": size}) for size in (20, *[30] * 12, 31))
    found = places(lesions)
    assert len(found.marks) < len(lesions)
    assert max(mark.radius for mark in found.marks) == 15.5
    shared_mark = max(found.marks, key=lambda mark: len(mark.members))
    number = f"{shared_mark.shown.index + 1} + {len(shared_mark.members) - 1}"
    assert any(text.startswith(number) for text in texts(drawn_map(lesions)))


def test_a_new_nodule_moves_none_that_stands() -> None:
    lesions = tuple(
        Record({"segment": (segment,), "size_mm": 12}) for segment in ("s8", "s5", "s8", "s2", "s8")
    )
    for count in range(1, len(lesions)):
        before, after = places(lesions[:count]), places(lesions[: count + 1])
        for index in range(count):
            old, new = before.of(index), after.of(index)
            assert old is not None
            assert new is not None
            assert (old.x, old.y) == (new.x, new.y)


def test_a_size_with_bounds_draws_both_and_an_unknown_one_a_dashed_ring() -> None:
    made = drawn_map(one(segment=("s6",), size_mm=Bounds(20, 40)))
    ring = next(s for s in made.drawing.shapes if isinstance(s, Stroke) and s.dashed)
    middle, discs = made.spot(0), [s for s in made.drawing.shapes if isinstance(s, Circle)]
    assert middle is not None
    assert hypot(ring.points[0][0] - middle[0], ring.points[0][1] - middle[1]) == pytest.approx(
        20 * made.scale
    )
    assert 10 * made.scale in [disc.radius for disc in discs]
    assert "20–40 mm" in " ".join(texts(made))
    unknown = drawn_map(one(segment=("s6",)))
    assert any(isinstance(s, Stroke) and s.dashed for s in unknown.drawing.shapes)
    assert "1 · ? mm" in texts(unknown)
    certain = drawn_map(one(segment=("s6",), size_mm=20))
    assert not any(isinstance(s, Stroke) and s.dashed for s in certain.drawing.shapes)


def test_what_is_drawn_smaller_than_it_is_says_so() -> None:
    made = drawn_map(one(segment=("s6",), size_mm=300))
    assert "300 mm, larger than drawn" in texts(made)
    assert not any("larger" in text for text in texts(drawn_map(one(segment=("s6",), size_mm=110))))


@pytest.mark.parametrize(
    ("segments", "told"),
    [(("s5", "s8"), False), (("s4",), False), (("s2", "s6"), True), (("s1", "s8"), True)],
)
def test_several_segments_share_a_border_or_are_named(segments: tuple[str, ...], told: bool) -> None:
    made = drawn_map(one(segment=segments, size_mm=20))
    named = [text for text in texts(made) if "/" in text]
    assert bool(named) is told
    mark = made.places.of(0)
    assert mark is not None
    near = {segment_at(mark.x + dx, mark.y + dy) for dx in (-2, 0, 2) for dy in (-2, 0, 2)}
    assert set(drawn(segments)) <= near or told


# -- told apart without colour, in words, in every place ---


def test_each_status_has_a_pattern_of_its_own_and_is_named_where_it_occurs() -> None:
    assert set(PATTERNS) == set(PARTS["status"].choice_ids())
    assert len({pattern for pattern, _role in PATTERNS.values()}) == len(PATTERNS)
    for status, (pattern, _role) in PATTERNS.items():
        made = drawn_map(one(segment=("s6",), size_mm=20, status=status))
        discs = [s for s in made.drawing.shapes if isinstance(s, Circle)]
        assert pattern in {disc.pattern for disc in discs if disc.radius == 10 * made.scale}
        named = [other for other in PATTERNS if WORDS["en"].say(f"liver.status.{other}") in texts(made)]
        assert named == [status]


def test_recorded_neighbours_are_marked_and_unrecorded_ones_never_denied() -> None:
    near = drawn_map(one(segment=("s6",), size_mm=20, near_bowel=True, near_heart=False))
    assert "△ bowel" in texts(near)
    assert not any("heart" in text for text in texts(near))
    for parts in ({}, {"near_bowel": False}):
        silent = drawn_map(one(segment=("s6",), size_mm=20, **parts))
        assert not any("△" in text for text in texts(silent))
        assert "no neighbour recorded" in silent.drawing.words
    flags = {part.id for part in LESIONS.parts if part.type == "flag"}
    assert set(NEIGHBOURS) == flags
    for flag in flags:
        for language, words in WORDS.items():
            made = drawn_map(one(segment=("s3",), size_mm=20, **{flag: True}), language=language)
            assert f"△ {words.say(f'liver.near.{flag}')}" in texts(made)
            assert words.label(PARTS[flag]) in made.drawing.words


def test_a_recorded_distance_is_said_as_it_is() -> None:
    made = drawn_map(one(segment=("s6",), size_mm=20, distance_to_vessel_mm=4))
    assert "vessel 4 mm" in texts(made)
    assert not any("△" in text for text in texts(made))  # how near is near is not for a figure to say


@given(lists, st.sampled_from(sorted(WORDS)))
def test_the_words_name_every_nodule_with_size_and_segment(
    lesions: tuple[Record, ...], language: str
) -> None:
    words = WORDS[language]
    said = drawn_map(lesions, language=language).drawing.words
    for index, record in enumerate(lesions):
        head = words.say("liver.words.lesion", number=index + 1, said="").rstrip(".。 ")
        assert said.count(head) == 1
        if "size_mm" in record:
            assert words.record(LESIONS, Record({"size_mm": record["size_mm"]})) in said
    for key, part in (("no_segment", "segment"), ("no_size", "size_mm"), ("no_status", "status")):
        absent = sum(part not in record for record in lesions)
        assert said.count(words.say(f"liver.words.{key}")) == absent


def test_none_and_not_recorded_are_not_the_same() -> None:
    none, unknown = drawn_map(()), drawn_map(UNKNOWN)
    assert none.drawing.words.endswith("recorded as none.")
    assert unknown.drawing.words.endswith("Lesions: not recorded.")


def test_a_segment_says_what_lies_in_it() -> None:
    lesions = (
        Record({"segment": ("s4",), "size_mm": 12}),
        Record({"segment": ("s8",)}),
        Record({"size_mm": 9}),
    )
    said = {segment: segment_words(segment, LESIONS, lesions, WORDS["en"]) for segment in SEGMENTS}
    assert said["s4a"] == "segment IVa, lesion 1, 12 mm"
    assert said["s4b"] == "segment IVb, lesion 1, 12 mm"
    assert said["s8"] == "segment VIII, lesion 2, size not recorded"
    assert sum("no lesion" in text for text in said.values()) == len(SEGMENTS) - 3


@given(lists, st.sampled_from(sorted(WORDS)), st.sampled_from([(240, 150), (328, 208), (520, 330)]))
def test_everything_stays_on_the_drawing(
    lesions: tuple[Record, ...], language: str, size: tuple[float, float]
) -> None:
    made = drawn_map(lesions, wide=size[0], high=size[1], language=language)
    for shape in made.drawing.shapes:
        if isinstance(shape, Label):
            assert -1 <= shape.x <= size[0]
            assert 0 < shape.y <= size[1] + 1
        elif isinstance(shape, Outline):
            assert all(0 <= point[1] <= size[1] for curve in shape.curves for point in curve)


@given(st.lists(records, min_size=1, max_size=40).map(tuple))
def test_beside_the_liver_every_nodule_is_listed_or_counted(lesions: tuple[Record, ...]) -> None:
    bare = tuple(Record({name: r[name] for name in r if name != "segment"}) for r in lesions)
    made = drawn_map(bare)
    listed = [chip for chip in made.chips if chip.index >= 0]
    assert [chip.index for chip in listed] == list(range(len(listed)))
    rest = len(bare) - len(listed)
    counted = [chip.text for chip in made.chips if chip.index < 0]
    assert counted == ([f"+ {rest}"] if rest else [])
    assert all(chip.text.startswith(f"{chip.index + 1} · ") for chip in listed)
    assert made.places.marks == ()


def test_labels_do_not_lie_over_each_other_in_an_ordinary_case() -> None:
    lesions = (
        Record({"segment": ("s8",), "size_mm": 25, "near_large_vessel": True}),
        Record({"segment": ("s6",), "size_mm": 22}),
        Record({"segment": ("s4b",), "size_mm": 14, "status": "complete_response"}),
        Record({"segment": ("s5", "s8"), "size_mm": 9}),
        Record({"size_mm": 31}),
    )
    for language in WORDS:
        made = drawn_map(lesions, language=language)
        labels = [s for s in made.drawing.shapes if isinstance(s, Label)]
        boxes = []
        for label in labels:
            wide = text_width(label.text, label.size)
            left = label.x - {"start": 0, "middle": wide / 2, "end": wide}[label.anchor]
            boxes.append((left, label.y - 0.8 * label.size, left + wide, label.y))
        for (a, la), (b, lb) in combinations(zip(boxes, labels, strict=True), 2):
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart, (la.text, lb.text)


def test_a_point_finds_the_nodule_drawn_there() -> None:
    lesions = (
        Record({"segment": ("s8",), "size_mm": 60}),
        Record({"segment": ("s5", "s8"), "size_mm": 8}),
        Record({"size_mm": 10}),
    )
    made = drawn_map(lesions)
    for index in range(len(lesions)):
        spot = made.spot(index)
        assert spot is not None
        assert made.lesion_at(spot[0], spot[1]) == index
    assert made.lesion_at(1, 1) is None


def test_forty_nodules_are_drawn_in_five_milliseconds() -> None:
    lesions = tuple(
        Record(
            {"segment": (RECORDED[i * 7 % len(RECORDED)],), "size_mm": 5 + i % 21, "near_bowel": i % 9 == 0}
        )
        for i in range(40)
    )
    spent = []
    for _ in range(20):
        start = time.process_time()
        drawn_map(lesions)
        spent.append(time.process_time() - start)
    assert min(spent) < 0.005
