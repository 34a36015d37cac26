"""Figures of different times: never in one chart, and said in words wherever two options are compared."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from consult.assess import Knowledge
from consult.catalog import Catalog, Outcome
from consult.compare import Comparison, chartable, compare, different_times, uneven_times
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.phrases import Words
from resources import path


@pytest.fixture(scope="module")
def figures(catalog: Catalog) -> tuple[Outcome, ...]:
    return tuple(outcome for t in catalog.treatments.values() for outcome in t.outcomes)


def compared(knowledge: Knowledge, *chosen: str) -> Comparison:
    facts = derive(SCHEMA.read_json(path("examples", "example.json").read_bytes()))
    return compare(knowledge.assess(facts, "bclc-2025"), chosen)


def test_a_chart_holds_one_measure_one_time_and_one_denominator(figures: tuple[Outcome, ...]) -> None:
    groups = chartable(figures)
    assert [o for group in groups for o in group if group[0] is o] == [group[0] for group in groups]
    assert {o.id for group in groups for o in group} == {o.id for o in figures}
    for group in groups:
        assert len({(o.measure, o.months, o.days, o.per) for o in group}) == 1
    assert any(len(group) > 1 for group in groups)
    apart = combinations(groups, 2)
    assert not [
        (a, b)
        for one, other in apart
        for a, b in [(one[0], other[0])]
        if (a.measure, a.months, a.days, a.per) == (b.measure, b.months, b.days, b.per)
        and (a.months is not None or a.days is not None)
        and a.measure not in ("other_harm", "other_benefit")
    ], "what may stand together does"


def test_another_time_measure_or_denominator_is_another_chart(figures: tuple[Outcome, ...]) -> None:
    alive = next(o for o in figures if o.measure == "alive" and o.months == 60)
    twin = replace(alive, id="twin")
    assert chartable((alive, twin)) == ((alive, twin),)
    for changed in (
        replace(twin, months=36),
        replace(twin, months=None, days=60),
        replace(twin, measure="no_local_progression"),
        replace(twin, per=1000, count=alive.count * 10),
    ):
        assert chartable((alive, changed)) == ((alive,), (changed,))


def test_a_time_only_as_reported_stands_alone(figures: tuple[Outcome, ...]) -> None:
    alive = next(o for o in figures if o.measure == "alive" and o.months == 60)
    course = replace(alive, months=None)
    assert len(chartable((course, replace(course, id="other course")))) == 2


def test_harms_that_share_only_their_heading_stand_alone(figures: tuple[Outcome, ...]) -> None:
    harms = [replace(o, months=12.0, days=None) for o in figures if o.measure == "other_harm"]
    assert len(chartable(harms)) == len(harms) > 1


def test_two_options_with_no_common_time_say_so_in_both_languages(knowledge: Knowledge) -> None:
    comparison = compared(knowledge, "transplant", "io_atezo_bev")
    (times,) = different_times(comparison)
    assert times.measure == "alive"
    en, zh = (Words(language, DECLARED, knowledge.catalog) for language in ("en", "zh_CN"))
    said = en.times(times)
    assert "at 60 months for Transplant" in said
    assert "at 12 months" in said
    assert "Different times are not set side by side" in said
    assert "时间不同，不并列比较" in zh.times(times)
    for treatment in comparison.treatments:
        lines = comparison.cell("benefit", treatment).lines
        assert [line.record for line in lines if line.kind == "times"] == [times]
        assert en.line(lines[-1]).text == said


def test_options_with_a_common_time_say_nothing_of_it(knowledge: Knowledge) -> None:
    comparison = compared(knowledge, "rfa", "resection")
    assert different_times(comparison) == ()
    assert not [line for cell in comparison.cells.values() for line in cell.lines if line.kind == "times"]


def test_an_option_alone_has_nothing_to_differ_from(knowledge: Knowledge) -> None:
    comparison = compared(knowledge, "tace")
    assert different_times(comparison) == ()
    assert uneven_times(comparison) == frozenset()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nobody_and_fewer_than_one_are_told_apart(
    figures: tuple[Outcome, ...], catalog: Catalog, language: str
) -> None:
    words = Words(language, DECLARED, catalog)
    none = next(o for o in figures if o.count == 0 and o.exact == 0)
    some = next(o for o in figures if o.count == 0 and o.exact > 0)
    assert ("about 0 of 100 (none observed)" if language == "en" else "约0人（未观察到）") in words.frames(
        none
    )
    assert ("fewer than 1 of 100" if language == "en" else "不到1人") in words.frames(some)
    assert ("more than 99 of 100 not" if language == "en" else "超过99人未如此") in words.frames(some)
    assert f"{some.exact:g}%" in words.outcome(some).text
    assert "%" not in words.frames(some)


def test_a_figure_without_entry_criteria_says_that_nothing_can_be_compared(
    figures: tuple[Outcome, ...], catalog: Catalog
) -> None:
    for language, said in (("en", "entry criteria not reported"), ("zh_CN", "未报告入组条件")):
        words = Words(language, DECLARED, catalog)
        for outcome in figures:
            assert (said in words.outcome(outcome).text) == (not outcome.criteria)
