"""What a treatment takes, drawn: only numbers that stand in the record's own sentence and were read in a source."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from consult.assess import Knowledge
from consult.burden_figures import DRAWN, burden_drawing, is_drawn
from consult.catalog import Burden, Catalog, Span
from consult.compare import Line
from consult.drawing import Box, Circle, Drawing, Label
from consult.figures.burden_timeline import Lane, burden_timeline
from consult.hcc.declared import DECLARED
from consult.phrases import Words
from consult.vocabulary import LANGUAGES
from db.lint_spans import spans


def lines(catalog: Catalog, treatment: str) -> tuple[Line, ...]:
    return tuple(Line("burden", (treatment, burden)) for burden in catalog.treatments[treatment].burdens)


def of(knowledge: Knowledge, treatment: str, language: str = "en", wide: float = 380.0) -> Drawing:
    words = Words(language, DECLARED, knowledge.catalog)
    made = burden_drawing(lines(knowledge.catalog, treatment), words, size=15.0, wide=wide)
    assert made is not None
    return made


def lane(span: Span) -> Drawing:
    return burden_timeline([Lane(name="Visits", said="said", span=span)], "said", size=10.0, wide=400.0)


def certain(drawing: Drawing) -> list[bool]:
    marks = [shape for shape in drawing.shapes if isinstance(shape, Circle | Box)]
    return [mark.pattern == "solid" for mark in marks]


def test_every_number_drawn_stands_in_the_sentences_and_was_read_in_a_source(knowledge: Knowledge) -> None:
    catalog = knowledge.catalog
    drawn = 0
    for treatment in catalog.treatments.values():
        for burden in treatment.burdens:
            if burden.span is None:
                continue
            drawn += 1
            assert burden.mark in ("verified", "secondary")
            assert burden.sources
            for texts in catalog.texts.values():
                sentence = texts[f"burden.{treatment.id}.{burden.id}"]
                told = set(map(int, re.findall(r"\d+", sentence)))
                told |= {0} if re.match("None|无", sentence) else set()
                assert {burden.span.low, burden.span.high} <= told, treatment.id
    assert drawn > 20


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"span": Span(unit="nights", low=0, high=7)}, "does not hold 7"),
        ({"span": Span(unit="visits", low=0, high=2)}, "not counted in visits"),
        ({"span": Span(unit="nights", low=2, high=0)}, "from low to high"),
        ({"mark": "unverified"}, "was read in a source"),
        ({"sources": ()}, "was read in a source"),
    ],
)
def test_a_span_that_its_record_does_not_carry_is_refused(
    knowledge: Knowledge, change: dict[str, object], says: str
) -> None:
    catalog, owner = knowledge.catalog, knowledge.catalog.treatments["mwa"]
    burdens: tuple[Burden, ...] = tuple(
        replace(burden, **change) if burden.id == "nights" else burden  # type: ignore[arg-type]
        for burden in owner.burdens
    )
    wrong = replace(catalog, treatments={**catalog.treatments, "mwa": replace(owner, burdens=burdens)})
    assert not list(spans(catalog))
    assert any(where == "mwa.nights" and says in what for _file, where, what in spans(wrong))


def test_marks_are_solid_up_to_the_least_and_hollow_up_to_the_most() -> None:
    assert certain(lane(Span(unit="visits", low=3, high=6))) == [True] * 3 + [False] * 3
    assert certain(lane(Span(unit="nights", low=0, high=2))) == [False] * 2
    assert certain(lane(Span(unit="nights", low=0, high=0))) == []


def test_visits_that_go_on_stand_where_they_fall_in_twelve_weeks() -> None:
    every_three = lane(Span(unit="weeks_apart", low=3, high=3))
    at = [shape.x for shape in every_three.shapes if isinstance(shape, Circle)]
    assert len(at) == 5  # weeks 0, 3, 6, 9 and 12
    steps = {round(after - before, 6) for before, after in pairwise(at)}
    assert len(steps) == 1
    between = lane(Span(unit="weeks_apart", low=3, high=4))
    assert [mark for mark in between.shapes if isinstance(mark, Box) and mark.pattern == "solid"] == []


def test_two_treatments_are_drawn_to_one_scale(knowledge: Knowledge) -> None:
    starts, steps = set(), set()
    for treatment in ("tace", "sbrt", "tare"):
        dots = [shape for shape in of(knowledge, treatment).shapes if isinstance(shape, Circle)]
        starts.add(round(dots[0].x - dots[0].radius, 6))
        steps.add(round(dots[1].x - dots[0].x, 6))
    assert len(starts) == len(steps) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kind_without_a_number_says_so_in_words(knowledge: Knowledge, language: str) -> None:
    words = Words(language, DECLARED, knowledge.catalog)
    said = {shape.text for shape in of(knowledge, "sbrt", language).shapes if isinstance(shape, Label)}
    assert words.say("span.none.unverified") in said
    assert {words.say(f"span.name.{kind}") for kind in DRAWN} <= said
    missing = {shape.text for shape in of(knowledge, "cell_nk", language).shapes if isinstance(shape, Label)}
    assert words.say("span.none.missing") in missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_never_leaves_its_room_and_its_words_say_every_number(
    knowledge: Knowledge, language: str
) -> None:
    words = Words(language, DECLARED, knowledge.catalog)
    for treatment in knowledge.catalog.treatments.values():
        drawing = of(knowledge, treatment.id, language)
        for shape in drawing.shapes:
            if isinstance(shape, Circle):
                assert shape.radius <= shape.x <= drawing.wide - shape.radius
            elif isinstance(shape, Box):
                assert 0 <= shape.x <= drawing.wide - shape.wide
        for burden in treatment.burdens:
            if burden.span is not None:
                assert words.span(burden.span) in drawing.words


def test_where_nothing_compared_has_a_number_nothing_is_drawn(knowledge: Knowledge) -> None:
    treatments = knowledge.catalog.treatments
    assert not is_drawn([treatments["resection"], treatments["transplant"]])
    assert is_drawn([treatments["resection"], treatments["mwa"]])
