"""Masks: the compiled criteria answer exactly what the plain reading of a criterion answers."""

from collections.abc import Iterable
from functools import cache
from itertools import chain, combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from consult.assess import Knowledge
from consult.catalog import Catalog, Criterion
from consult.fields import Field
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.hcc.knowledge import knowledge as compile_knowledge
from consult.rules import Domain, answer, fact_of
from consult.truth import Truth
from consult.values import UNKNOWN, Bounds, OneOf
from db.catalog import open_catalog
from resources import path
from tests.properties.strategies import examples

NOT_MEMBERS = ("unknown", "nx", "not_examined")


def criteria(catalog: Catalog) -> tuple[Criterion, ...]:
    """Every criterion of rows, positions and conflicts, once."""
    records: Iterable = chain(catalog.rules.values(), catalog.positions.values(), catalog.conflicts.values())
    return tuple(dict.fromkeys(criterion for record in records for criterion in record.when))


def by_mask(domain: Domain, criterion: Criterion, value: object) -> Truth:
    """The answer of the masks, written out in full."""
    mask, accepted = domain.mask(value), domain.accepted(criterion)
    assert mask, "a value must lie in some cell"
    if not mask & accepted:
        return Truth.NO
    return Truth.YES if mask & accepted == mask else Truth.UNKNOWN


def certain_values(field: Field, domain: Domain) -> st.SearchStrategy:
    """Values the fact may take: members, or numbers at, beside and between the limits of the catalogue."""
    if field.type == "flag":
        return st.booleans()
    if field.type == "choice":
        return st.sampled_from([*(c for c in field.choice_ids() if c not in NOT_MEMBERS), "not_given"])
    low, high = field.hard or (0, 1000)
    if field.type == "integer":
        near = {int(cut) + d for cut in domain.cuts for d in (-1, 0, 1)}
        inside = sorted(n for n in near if low <= n <= high)
        any_number: st.SearchStrategy = st.integers(int(low), int(high))
        return st.one_of(st.sampled_from(inside), any_number) if inside else any_number
    near_cuts = {round(cut + d, 6) for cut in domain.cuts for d in (-0.01, -1e-9, 0, 1e-9, 0.01)}
    inside_cuts = sorted(n for n in near_cuts if low <= n <= high)
    return st.one_of(st.sampled_from(inside_cuts), st.floats(low, high, allow_nan=False))


@st.composite
def any_values(draw: st.DrawFn, field: Field, domain: Domain) -> object:
    """A certain value, one of several, limits, or nothing recorded."""
    certain = certain_values(field, domain)
    kind = draw(st.sampled_from(("certain", "certain", "several", "limits", "unknown")))
    if kind == "unknown":
        return UNKNOWN
    if kind == "several":
        members = draw(st.lists(certain, min_size=2, max_size=4, unique=True))
        return OneOf(tuple(members))
    if kind == "limits" and field.type in ("number", "integer"):
        low, high = sorted(draw(st.tuples(certain, certain)))
        sides = draw(st.sampled_from(("both", "low", "high")))
        if sides == "low":
            return Bounds(low, None, low_open=field.type == "number" and draw(st.booleans()))
        if sides == "high":
            return Bounds(None, high, high_open=field.type == "number" and draw(st.booleans()))
        if low < high and field.type == "number":
            return Bounds(low, high, draw(st.booleans()), draw(st.booleans()))
        return Bounds(low, high)
    return draw(certain)


def check(domain: Domain, criterion: Criterion, field: Field, value: object) -> None:
    expected = answer(criterion, value)
    found = by_mask(domain, criterion, value)
    if value is UNKNOWN:
        assert found is Truth.UNKNOWN or is_foregone(criterion, field), criterion
    elif isinstance(value, Bounds) and field.type == "integer" and expected is Truth.UNKNOWN:
        # Masks know that an integer has no fractions; they may know more, never something else.
        whole = range(*_whole_ends(value, domain))
        assert found is not Truth.UNKNOWN or len({answer(criterion, n) for n in whole}) == 2
        assert found is Truth.UNKNOWN or {answer(criterion, n) for n in whole} == {found}
    else:
        assert found is expected, (criterion, value)


def _whole_ends(bounds: Bounds, domain: Domain) -> tuple[int, int]:
    low = bounds.low if bounds.low is not None else min(domain.cuts) - 2
    high = bounds.high if bounds.high is not None else max(domain.cuts) + 2
    return int(low), int(high) + 1


@st.composite
def questions(draw: st.DrawFn) -> tuple[Criterion, object]:
    """A criterion of the catalogue and a value for its fact."""
    criterion = draw(st.sampled_from(plain_criteria()))
    domain = _knowledge().domain(criterion.fact)
    return criterion, draw(any_values(DECLARED[criterion.fact], domain))


@cache
def _knowledge() -> Knowledge:
    return compile_knowledge(open_catalog(path("catalog.sqlite")))


@cache
def plain_criteria() -> tuple[Criterion, ...]:
    """All criteria but those on a choice as entered, which has a domain of its own."""
    return tuple(c for c in criteria(_knowledge().catalog) if fact_of(c) == c.fact)


@examples(400, soak=100_000)
@given(question=questions())
def test_masks_answer_as_the_plain_criterion(question: tuple[Criterion, object]) -> None:
    criterion, value = question
    check(_knowledge().domain(criterion.fact), criterion, DECLARED[criterion.fact], value)


def test_every_criterion_of_the_catalogue() -> None:
    """All members, and numbers at and beside every limit; pairs of them as a set and as ends."""
    for criterion in plain_criteria():
        field, domain = DECLARED[criterion.fact], _knowledge().domain(criterion.fact)
        tried = _representatives(field, criterion)
        for value in (*tried, UNKNOWN, *(OneOf(pair) for pair in combinations(tried, 2))):
            check(domain, criterion, field, value)
        if field.type in ("number", "integer"):
            for low, high in combinations(tried, 2):
                for limits in (Bounds(low, high), Bounds(low), Bounds(None, high)):
                    check(domain, criterion, field, limits)
                if field.type == "number":
                    check(domain, criterion, field, Bounds(low, high, True, True))


def _representatives(field: Field, criterion: Criterion) -> list[Any]:
    if field.type == "flag":
        return [True, False]
    if field.type == "choice":
        return [c for c in field.choice_ids() if c not in NOT_MEMBERS]
    members = criterion.value if isinstance(criterion.value, tuple) else (criterion.value,)
    step = 1 if field.type == "integer" else 0.01
    low, high = field.hard or (0, 10**6)
    near = {round(float(m) + d, 6) for m in members for d in (-step, 0, step)}
    found = sorted(n for n in near if low <= n <= high)
    return [int(n) for n in found] if field.type == "integer" else found


def is_foregone(criterion: Criterion, field: Field) -> bool:
    """Whether every value the field accepts answers the criterion alike."""
    if field.type not in ("number", "integer"):
        return len({answer(criterion, member) for member in _representatives(field, criterion)}) == 1
    if field.hard is None:
        return False
    tried = {*field.hard, *_representatives(field, criterion)}
    return len({answer(criterion, number) for number in tried}) == 1


def test_what_is_not_recorded_answers_nothing(knowledge: Knowledge) -> None:
    nothing = knowledge.assess(derive(SCHEMA.read({})))
    for own in nothing.treatments.values():
        for reason in own.reasons:
            # "Resectable" is never derived: unless the team enters it, a row that wants it does not act.
            never = any(c.fact == "disease_setting" and c.value == "resectable" for c in reason.rule.when)
            assert reason.state is (Truth.NO if never else Truth.UNKNOWN), reason.rule.id


def test_choices_as_entered(knowledge: Knowledge, catalog: Catalog) -> None:
    for criterion in criteria(catalog):
        name = fact_of(criterion)
        if name == criterion.fact:
            continue
        domain = knowledge.domain(name)
        for member in DECLARED[criterion.fact].choice_ids():
            if member != "unknown":
                assert by_mask(domain, criterion, member) is answer(criterion, member)
        assert by_mask(domain, criterion, UNKNOWN) is Truth.UNKNOWN


def test_every_cell_answers_each_criterion_one_way(knowledge: Knowledge, catalog: Catalog) -> None:
    """Each limit of the catalogue cuts its fact, so that no cell holds two answers."""
    for criterion in criteria(catalog):
        field, domain = DECLARED[criterion.fact], knowledge.domain(fact_of(criterion))
        if field.type in ("number", "integer"):
            members = criterion.value if isinstance(criterion.value, tuple) else (criterion.value,)
            assert {m for m in members if isinstance(m, float)} <= set(domain.cuts), criterion
