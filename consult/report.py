"""Report: an assessment as the JSON document of the contract, for other programs and for tests.

A catalogue has some 650 rows in 2,500 reasons, so a document is joined from pieces that are encoded once: a row's
words never change, and its values are encoded once per fact and patient. `document` is the same bytes, read back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from consult import __version__
from consult.assess import Assessment, Change, Knowledge, Standing, TreatmentAssessment, bits_of
from consult.catalog import Conflict, Position, Rule
from consult.dates import Dates
from consult.facts import Facts
from consult.patient import Patient, plain
from consult.phrases import Words
from consult.results import Result
from consult.rules import Domain, cell_runs
from consult.truth import Truth
from consult.values import UNKNOWN

STATES: Mapping[Truth, str] = {Truth.YES: "holds", Truth.NO: "fails", Truth.UNKNOWN: "unknown"}
_KEPT_VALUES = 4096
"""Encoded values kept per fact; a long batch of different numbers starts afresh."""


def document(patient: Patient, assessment: Assessment, knowledge: Knowledge, words: Words) -> dict[str, Any]:
    """The assessment JSON of one patient; `words` give the sentences of warnings."""
    read: dict[str, Any] = json.loads(Writer(knowledge, words).write(patient, assessment))
    return read


class Writer:
    """Writes assessments as JSON, many in a row: what does not change between patients is encoded once."""

    def __init__(self, knowledge: Knowledge, words: Words) -> None:
        self._knowledge, self._words = knowledge, words
        catalog = knowledge.catalog
        self.rule_ids = tuple(catalog.rules)
        self._rows = [_row_pieces(rule) for rule in catalog.rules.values()]
        self._standings = {p.id: _position_piece(p) for p in catalog.positions.values()}
        self._conflicts = {c.id: _encode(_conflict(c)) for c in catalog.conflicts.values()}
        self._heads = {
            t.id: f'{{"id":{_encode(t.id)},"role":{_encode(t.role)},"unproven":{_encode(t.unproven)}'
            for t in catalog.treatments.values()
        }
        self._tails = {
            t.id: f'"certainty":{_encode(t.certainty)},"available":null}}'
            for t in catalog.treatments.values()
        }
        self._values: dict[str, dict[tuple[type, Any], str]] = {}
        self._lists: dict[tuple[str, ...], str] = {}
        self._changes: dict[Change, str] = {}

    def write(self, patient: Patient, assessment: Assessment) -> bytes:
        """One JSON object in UTF-8, without a line end."""
        facts, words, catalog = assessment.facts, self._words, assessment.catalog
        warnings = [{"field": w.field, "code": w.code, "message": words.warning(w)} for w in facts.warnings]
        results = {item: _result(result, facts) for item, result in facts.results.items()}
        questions = [
            {"field": question.field, "could_change": question.could_change}
            for question in assessment.ask_next
        ]
        assessment.case.all_changes()
        row = _Rows(self, assessment)
        treatments = [self._treatment(own, row) for own in assessment.treatments.values()]
        conflicts = [self._conflicts[conflict.id] for conflict in assessment.conflicts]
        provenance = {
            "guideline": assessment.guideline,
            "catalog": {
                "edition": catalog.edition,
                "sha256": catalog.sha256,
                "signature": catalog.signature,
            },
            "program": {"version": __version__},
        }
        return (
            f'{{"patient":{_encode(patient.to_json())},"warnings":{_encode(warnings)},'
            f'"dates":{_encode(_dates(facts.dates))},"results":{_encode(results)},"treatments":[{",".join(treatments)}],'
            f'"ask_next":{_encode(questions)},"conflicts":[{",".join(conflicts)}],'
            f"{_encode(provenance)[1:]}"
        ).encode()

    def _treatment(self, own: TreatmentAssessment, rows: _Rows) -> str:
        case, plan = rows.case, own.plan
        open_rows = bits_of(plan.feasibility & case.answers.opens)
        feasibility = tuple(dict.fromkeys(name for bit in open_rows for name in case.open_fields(bit)))
        actions = tuple(rows.rule_id(bit) for bit in bits_of(plan.actions & case.answers.holds))
        reasons = ",".join([rows.piece(bit) for bit in own.plan.rule_bits])
        changes = ",".join([self._change(change) for change in own.would_change])
        positions = ",".join([self._standing(standing) for standing in own.positions])
        return (
            f'{self._heads[own.id]},"status":"{own.status}",'
            f'"possible_statuses":{self.strings(own.possible_statuses)},"missing":{self.strings(own.missing)},'
            f'"open_feasibility":{self.strings(feasibility)},"do_first":{self.strings(actions)},'
            f'"reasons":[{reasons}],"would_change":[{changes}],"positions":[{positions}],{self._tails[own.id]}'
        )

    def strings(self, names: tuple[str, ...]) -> str:
        """A list of strings, encoded once."""
        known = self._lists.get(names)
        if known is None:
            if len(self._lists) > _KEPT_VALUES:
                self._lists.clear()
            known = self._lists[names] = _encode(names)
        return known

    def value(self, fact: str, facts: Facts) -> str:
        """`"fact":value`, encoded once per value."""
        value = facts.value(fact)
        known = self._values.setdefault(fact, {})
        key = (type(value), value)
        piece = known.get(key)
        if piece is None:
            if len(known) > _KEPT_VALUES:
                known.clear()
            piece = known[key] = f"{_encode(fact)}:{_encode(value_json(value))}"
        return piece

    def _change(self, change: Change) -> str:
        piece = self._changes.get(change)
        if piece is None:
            to = change_text(change, self._knowledge.domain(change.fact))
            piece = self._changes[change] = _encode({"field": change.fact, "to": to, "status": change.status})
        return piece

    def _standing(self, standing: Standing) -> str:
        head, tail = self._standings[standing.position.id]
        return f'{head}"{STATES[standing.state]}"{tail}'


class _Rows:
    """The rows of one patient, each encoded when first asked for: a row shared by many treatments once."""

    def __init__(self, writer: Writer, assessment: Assessment) -> None:
        self._writer, self._facts = writer, assessment.facts
        self.case = assessment.case
        self._answers = assessment.case.answers
        self._pieces: dict[int, str] = {}
        self._values: dict[str, str] = {}

    def rule_id(self, bit: int) -> str:
        """The id of a row."""
        return self._writer.rule_ids[bit]

    def piece(self, bit: int) -> str:
        """The reason of one row."""
        known = self._pieces.get(bit)
        if known is None:
            known = self._pieces[bit] = self._make(bit)
        return known

    def _make(self, bit: int) -> str:
        writer = self._writer
        heads, names, tail = writer._rows[bit]
        answers = self._answers
        missing = "[]"
        if answers.fails >> bit & 1:
            head = heads[0]
        elif answers.opens >> bit & 1:
            head = heads[1]
            missing = writer.strings(self.case.open_fields(bit))
        else:
            head = heads[2]
        values = self._values
        said = []
        for name in names:
            piece = values.get(name)
            if piece is None:
                piece = values[name] = writer.value(name, self._facts)
            said.append(piece)
        return f'{head}{missing},"values":{{{",".join(said)}}}{tail}'


def _encode(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _row_pieces(rule: Rule) -> tuple[tuple[str, str, str], tuple[str, ...], str]:
    head = _encode({"rule": rule.id, "kind": rule.kind, "effect": rule.effect})[:-1]
    heads = (
        f'{head},"state":"fails","missing":',
        f'{head},"state":"unknown","missing":',
        f'{head},"state":"holds","missing":',
    )
    names = tuple(dict.fromkeys(criterion.fact for criterion in rule.when))
    tail = f',"sources":{_encode(rule.sources)},"mark":"{rule.mark}"}}'
    return heads, names, tail


def _position_piece(position: Position) -> tuple[str, str]:
    head = _encode(
        {
            "id": position.id,
            "guideline": position.guideline,
            "edition": position.edition,
            "position": position.position,
        }
    )
    tail = _encode(
        {
            "context": position.context,
            "strength": position.strength,
            "level": position.level,
            "source": position.sources,
            "mark": position.mark,
        }
    )
    return f'{head[:-1]},"state":', f",{tail[1:]}"


def _result(result: Result, facts: Facts) -> dict[str, Any]:
    own = facts.own_stage(result.item)
    return {
        **result.values,
        **({} if own is None else {"clinician": {"stage": own.stage, "reason": own.reason or None}}),
        "missing": result.missing,
        "flags": result.flags,
        "inputs_used": facts.inputs_used(result.item),
        "stale": facts.stale_inputs(result.item),
        "validity": [
            {"question": v.concern.id, "field": v.concern.asks, "state": STATES[v.state]}
            for v in facts.validity(result.item)
        ],
        "source": result.source,
        "rule_version": result.rule_version,
    }


def _dates(dates: Dates) -> dict[str, Any]:
    """The day of the consultation, and of each dated value when and whence it is and how old on that day."""
    return {
        "consultation": plain(dates.consultation),
        "values": {
            age.field: {
                "date": plain(age.day),
                "origin": age.origin or None,
                "age_days": age.days,
                "limit_days": age.limit,
                "stale": age.stale,
            }
            for age in dates.ages.values()
        },
    }


def value_json(value: Any) -> Any:
    """A fact's value as JSON; open ones as null, ranges as objects, sets as lists."""
    return None if value is UNKNOWN else plain(value)


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "id": conflict.id,
        "a": conflict.a,
        "b": conflict.b,
        "relation": conflict.relation,
        "sources": conflict.sources,
        "mark": conflict.mark,
    }


def change_text(change: Change, domain: Domain) -> str:
    """The cells of a change as a comparison: `> 30`, `{a|b}`."""
    if domain.members:
        names = {position: member for member, position in domain.members.items()}
        members = [_member(names[cell]) for cell in change.cells]
        return members[0] if len(members) == 1 else "{" + "|".join(members) + "}"
    return " or ".join(_run(first, last, domain.cuts) for first, last in cell_runs(change.cells))


def _member(member: Any) -> str:
    return str(member).lower() if isinstance(member, bool) else str(member)


def _run(first: int, last: int, cuts: tuple[float, ...]) -> str:
    if first == last and first % 2:
        return f"== {cuts[first // 2]:g}"
    ends = []
    if first:
        ends.append(f">= {cuts[first // 2]:g}" if first % 2 else f"> {cuts[first // 2 - 1]:g}")
    if last < 2 * len(cuts):
        ends.append(f"<= {cuts[last // 2]:g}" if last % 2 else f"< {cuts[last // 2]:g}")
    return " & ".join(ends)
