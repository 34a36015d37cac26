"""Lint of conditions: rows that nobody can meet, rows that speak against each other, and ids used a second time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from consult.catalog import Catalog, Criterion, Overlap, Rule
from consult.fields import Field
from consult.names import ENTERED
from consult.rules import Domain, domain_of, entered_domain, fact_of, parse_criterion, problems_of

Found = tuple[str, str, str]
Cells = Mapping[str, int]
"""For each fact of a condition the cells in which it holds; facts left out are free."""

LINKED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    # A choice that fixes what another fact can be: `given` member -> criteria that then hold.
    "child_pugh_class": {
        "A": ("child_pugh_points <= 6",),
        "B": ("child_pugh_points >= 7", "child_pugh_points <= 9"),
        "C": ("child_pugh_points >= 10",),
    },
    "pvtt_class": {
        f"vp{place}": ("macrovascular_invasion == true", "tumour_burden == advanced") for place in "1234"
    },
    "tumour_burden": {
        "none": ("lesion_count == 0",),
        "early": ("macrovascular_invasion == false", "nodal_or_distant_spread == false"),
        "intermediate": ("macrovascular_invasion == false", "nodal_or_distant_spread == false"),
    },
}
"""Facts that exclude each other by their definitions (docs/methods.md); no clinical judgement stands here."""


def conditions(catalog: Catalog) -> Iterator[tuple[str, str, tuple[Criterion, ...]]]:
    """Every condition of the catalogue, with the kind of its row and the row's id."""
    for rule in catalog.rules.values():
        yield "rules", rule.id, rule.when
    for position in catalog.positions.values():
        yield "positions", position.id, position.when
    for conflict in catalog.conflicts.values():
        yield "conflicts", conflict.id, conflict.when
    for treatment in catalog.treatments.values():
        for outcome in treatment.outcomes:
            yield "treatments", outcome.id, outcome.criteria


class Conditions:
    """Conditions of a catalogue as cells of the facts they read."""

    def __init__(self, catalog: Catalog, declared: Mapping[str, Field]) -> None:
        self.readable = {
            (where, row): when
            for where, row, when in conditions(catalog)
            if not any(problems_of(criterion, declared.get(criterion.fact)) for criterion in when)
        }
        """Conditions whose every criterion is one; the others are reported already."""
        compared: dict[str, list[Criterion]] = defaultdict(list)
        for when in (*self.readable.values(), tuple(_linked())):
            for criterion in when:
                if criterion.fact in declared:
                    compared[fact_of(criterion)].append(criterion)
        self.domains = {fact: _domain(fact, own, declared) for fact, own in compared.items()}
        self._accepted: dict[Criterion, tuple[str, int]] = {}

    def cells(self, when: Iterable[Criterion]) -> dict[str, int]:
        """The cells in which each fact of a condition lies when it holds."""
        found: dict[str, int] = {}
        for criterion in when:
            if criterion not in self._accepted:  # the same few hundred stand in thousands of conditions
                read = self.domains[fact_of(criterion)]
                self._accepted[criterion] = fact_of(criterion), read.full & read.accepted(criterion)
            fact, mask = self._accepted[criterion]
            found[fact] = found.get(fact, mask) & mask
        return found

    def linked(self, cells: Cells) -> dict[str, int]:
        """The cells narrowed by what a choice they leave certain says of other facts."""
        narrowed = dict(cells)
        for fact, members in LINKED.items():
            domain = self.domains.get(fact)
            if domain is None or fact not in cells:
                continue
            allowed: dict[str, int] = {}
            for member, place in domain.members.items():
                if cells[fact] >> place & 1:
                    given = self.cells(_parsed(members.get(str(member), ())))
                    for other in {name for said in members.values() for name in _facts(said)}:
                        full = self.domains[other].full
                        allowed[other] = allowed.get(other, 0) | given.get(other, full)
            for other, mask in allowed.items():
                narrowed[other] = narrowed.get(other, self.domains[other].full) & mask
        return narrowed


def unreachable(held: Conditions, catalog: Catalog) -> Iterator[Found]:
    """Rows that no patient can meet, and positions behind one that always speaks first."""
    for (where, row), when in held.readable.items():
        cells = held.cells(when)
        empty = [fact for fact, mask in cells.items() if not mask]
        if not empty:
            empty = [fact for fact, mask in held.linked(cells).items() if not mask]
        for fact in empty:
            yield where, row, f"no value of {fact} meets this row"
    # Editions of one guideline stand side by side until the newer one was read in full, so each speaks for itself.
    before: dict[tuple[str, str, str], list[tuple[str, Cells]]] = defaultdict(list)
    for position in catalog.positions.values():
        if ("positions", position.id) not in held.readable:
            continue
        cells = held.cells(position.when)
        earlier = before[position.guideline, position.edition, position.treatment]
        for name, wider in earlier:
            if implies(cells, wider):
                yield "positions", position.id, f"never speaks: {name} before it covers all it covers"
                break
        earlier.append((position.id, cells))


def implies(narrow: Cells, wide: Cells) -> bool:
    """Whether every patient who meets `narrow` meets `wide`."""
    return all(fact in narrow and not narrow[fact] & ~mask for fact, mask in wide.items())


def apart(one: Cells, other: Cells) -> bool:
    """Whether no patient can meet both."""
    return any(fact in one and not one[fact] & mask for fact, mask in other.items())


def contradictions(held: Conditions, catalog: Catalog, allowed: Iterable[Overlap]) -> Iterator[Found]:
    """Rows of one treatment and scheme that say opposite things of the same patients.

    Opposite are: speaking for it and against it where one row implies the other; a requirement that implies a
    contraindication; two requirements that nobody can meet together; speaking for it exactly where a requirement
    fails. A pair in `allowed` may stand; one that does not contradict is reported as well.
    """
    excused = {frozenset((overlap.a, overlap.b)): overlap for overlap in allowed}
    seen: set[frozenset[str]] = set()
    rows: dict[str, list[Rule]] = defaultdict(list)
    for rule in catalog.rules.values():
        if ("rules", rule.id) in held.readable:
            for treatment in rule.applies_to:
                rows[treatment].append(rule)
    cells = {rule.id: held.cells(rule.when) for own in rows.values() for rule in own}
    for treatment, own in rows.items():
        for index, first in enumerate(own):
            for second in own[index + 1 :]:
                if first.effect not in _SAYS_FOR and second.effect not in _SAYS_FOR:
                    continue
                pair = frozenset((first.id, second.id))
                if pair in seen or (first.scheme and second.scheme and first.scheme != second.scheme):
                    continue
                for one, other in ((first, second), (second, first)):
                    what = _opposed(one, other, cells)
                    if what:
                        if pair not in excused and pair not in seen:
                            yield "rules", one.id, f"{what} {other.id} ({treatment})"
                        seen.add(pair)
    for pair, overlap in excused.items():
        if pair not in seen:
            yield "overlaps", overlap.a, f"does not contradict {overlap.b}; the exception is not needed"


_AGAINST = frozenset({"caution", "relative_contraindication", "absolute_contraindication"})
_BARS = frozenset({"relative_contraindication", "absolute_contraindication"})
_NEEDS = frozenset({"required", "required_trial"})
_SAYS_FOR = frozenset({"favours"}) | _NEEDS
"""Every contradiction has such a row on one side."""


def _opposed(one: Rule, other: Rule, cells: Mapping[str, Cells]) -> str:
    a, b = cells[one.id], cells[other.id]
    if one.effect == "favours" and other.effect in _AGAINST and (implies(a, b) or implies(b, a)):
        return f"speaks against a {other.effect} of the same people:"
    if one.effect in _NEEDS and other.effect in _BARS and implies(a, b):
        return f"requires what is a {other.effect}:"
    if one.effect in _NEEDS and other.effect in _NEEDS and one.id < other.id and apart(a, b):
        return "cannot be required together with"
    if one.effect == "favours" and other.effect in _NEEDS and apart(a, b):
        return f"speaks for it only where this fails as {other.effect}:"
    return ""


def ids(catalog: Catalog, retired: Mapping[str, str]) -> Iterator[Found]:
    """Ids that stand for two things, or for one that was retired. A burden's id is that of its treatment and kind."""
    used: dict[str, list[str]] = defaultdict(list)
    for treatment in catalog.treatments.values():
        used[treatment.id].append("treatments")
        for name in (*(p.id for p in treatment.points), *(o.id for o in treatment.outcomes)):
            used[name].append("treatments")
        for burden in treatment.burdens:
            used[f"{treatment.id}.burden.{burden.id}"].append("treatments")
    for where in ("rules", "positions", "conflicts", "sources"):
        for row in getattr(catalog, where):
            used[row].append(where)
    for row, places in used.items():
        if len(places) > 1:
            yield places[0], row, f"id is used twice, in {' and '.join(places)}"
        if row in retired:
            yield places[0], row, f"id was retired in {retired[row]}; a new meaning needs a new id"


def _domain(fact: str, criteria: list[Criterion], declared: Mapping[str, Field]) -> Domain:
    if fact not in declared and fact.endswith(ENTERED):
        return entered_domain(declared[fact.removesuffix(ENTERED)])
    return domain_of(declared[fact], criteria)


def _parsed(texts: Iterable[str]) -> tuple[Criterion, ...]:
    return tuple(parse_criterion(text) for text in texts)


def _facts(texts: Iterable[str]) -> set[str]:
    return {criterion.fact for criterion in _parsed(texts)}


def _linked() -> Iterator[Criterion]:
    for members in LINKED.values():
        for texts in members.values():
            yield from _parsed(texts)
