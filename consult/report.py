"""Report: an assessment as the JSON document of the contract, for other programs and for tests.

A catalogue has some 650 rows in 2,500 reasons, so a document is joined from pieces that are encoded once and found
again by what they say (see `pieces`). `document` is the same bytes, read back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import partial
from itertools import accumulate, pairwise
from typing import Any

from consult import __version__
from consult.assess import Assessment, Case, Change, Knowledge, Plan, TreatmentAssessment, bits_of
from consult.catalog import Conflict, Position, Rule
from consult.clinic import Clinic, available_json
from consult.consultation import Consultation
from consult.consultation_file import KEY, to_document
from consult.dates import Dates
from consult.facts import Facts
from consult.judge import STATUSES
from consult.kept import Kept
from consult.names import ENTERED
from consult.patient import Patient, plain
from consult.phrases import Words
from consult.pieces import Said, Voices, cut, encode, runs
from consult.results import Result
from consult.rules import Domain, cell_runs
from consult.truth import Truth
from consult.values import UNKNOWN

STATES: Mapping[Truth, str] = {Truth.YES: "holds", Truth.NO: "fails", Truth.UNKNOWN: "unknown"}
_STATUS: Mapping[str, bytes] = {status: encode(status) + b',"possible_statuses":' for status in STATUSES}
_KEPT_LISTS = 4096
_KEPT_CHANGES = 16384
_KEPT_PIECES = 256
"""Kept per part of rows (some 250 bytes a row) and per part of a treatment."""
_FACTS_OF_PART = 1


def document(
    patient: Patient,
    assessment: Assessment,
    knowledge: Knowledge,
    words: Words,
    consultation: Consultation | None = None,
) -> dict[str, Any]:
    """The assessment JSON of one patient; `words` give the sentences of warnings."""
    read: dict[str, Any] = json.loads(Writer(knowledge, words).write(patient, assessment, consultation))
    return read


class Writer:
    """Writes assessments as JSON, many in a row: what does not change between patients is encoded once."""

    def __init__(self, knowledge: Knowledge, words: Words) -> None:
        self.knowledge, self._words = knowledge, words
        catalog = knowledge.catalog
        shown = (criterion.fact for rule in catalog.rules.values() for criterion in rule.when)
        self.voices = Voices((*knowledge.board.facts, *shown))
        self.rule_ids = tuple(catalog.rules)
        self.rows = [_row_pieces(rule) for rule in catalog.rules.values()]
        self.standings = {p.id: _position_piece(p) for p in catalog.positions.values()}
        self._conflicts = {c.id: encode(_conflict(c)) for c in catalog.conflicts.values()}
        self._layouts: dict[str, _Layout] = {}
        self._lists: Kept[tuple[str, ...], bytes] = Kept(_KEPT_LISTS)
        self._changes: Kept[Change, bytes] = Kept(_KEPT_CHANGES)
        self._clinic: Clinic | None = None
        self._available: Mapping[str, bytes] = {}

    def write(
        self, patient: Patient, assessment: Assessment, consultation: Consultation | None = None
    ) -> bytes:
        """One JSON object in UTF-8, without a line end; what was said is in it only where something was."""
        facts, words, catalog = assessment.facts, self._words, assessment.catalog
        warnings = [{"field": w.field, "code": w.code, "message": words.warning(w)} for w in facts.warnings]
        results = {item: _result(result, facts) for item, result in facts.results.items()}
        questions = [
            {"field": question.field, "could_change": question.could_change}
            for question in assessment.ask_next
        ]
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
        treatments = self._layout(assessment.guideline).treatments(assessment)
        return b"".join(
            (
                b'{"patient":',
                encode(patient.to_json()),
                _said(consultation),
                b',"warnings":',
                encode(warnings),
                b',"dates":',
                encode(_dates(facts.dates)),
                b',"results":',
                encode(results),
                b',"treatments":[',
                b",".join(treatments),
                b'],"ask_next":',
                encode(questions),
                b',"conflicts":[',
                b",".join(conflicts),
                b"],",
                encode(provenance)[1:],
            )
        )

    def _layout(self, guideline: str) -> _Layout:
        known = self._layouts.get(guideline)
        if known is None:
            known = self._layouts[guideline] = _Layout(self, guideline)
        return known

    def available(self, assessment: Assessment) -> Mapping[str, bytes]:
        """By treatment what the clinic says of it, encoded once a layer; empty without one."""
        clinic = None if assessment.local is None else assessment.local.clinic
        if clinic is not self._clinic:
            said = {} if clinic is None else clinic.treatments
            self._available = {name: encode(available_json(here)) for name, here in said.items()}
            self._clinic = clinic
        return self._available

    def strings(self, names: tuple[str, ...]) -> bytes:
        """A list of strings, encoded once."""
        return self._lists.get(names) or self._lists.keep(names, encode(names))

    def changes(self, changes: Iterable[Change]) -> bytes:
        """Changes without the brackets, each encoded once."""
        known = self._changes.get
        return b",".join([known(change) or self._encode_change(change) for change in changes])

    def _encode_change(self, change: Change) -> bytes:
        to = change_text(change, self.knowledge.domain(change.fact))
        piece = encode({"field": change.fact, "to": to, "status": change.status})
        return self._changes.keep(change, piece)


class _Layout:
    """What the document of one leading guideline is made of: each treatment's runs of rows, and its other parts."""

    def __init__(self, writer: Writer, guideline: str) -> None:
        self._writer = writer
        plans = writer.knowledge.plans(guideline)
        facts_of = partial(_facts_of, writer.knowledge)
        found = runs(plan.rule_bits for plan in plans)
        cuts = [cut(run, facts_of, _FACTS_OF_PART) for run in found]
        self._parts = [_Part(writer, bits) for run in cuts for bits in run]
        ends = [0, *accumulate(len(run) for run in cuts)]
        self._runs = [slice(*ends) for ends in pairwise(ends)]
        run_of = {bits[0]: place for place, bits in enumerate(found)}
        self._treatments = [_Treatment(writer, plan, run_of) for plan in plans]

    def treatments(self, assessment: Assessment) -> list[bytes]:
        """Every treatment of one patient, in catalogue order."""
        case = assessment.case
        said = self._writer.voices.of(assessment.facts)
        parts = [part.kept.get(part.read(said)) or part.make(said, case) for part in self._parts]
        rows = [b",".join(parts[run]) for run in self._runs]
        available = self._writer.available(assessment)
        return [
            treatment.piece(own, said, rows, available.get(own.id, b"null"))
            for treatment, own in zip(self._treatments, assessment.treatments.values(), strict=True)
        ]


class _Part:
    """Rows that always stand together and read few facts: one piece for each thing these facts can say."""

    __slots__ = ("_bits", "_writer", "kept", "read")

    def __init__(self, writer: Writer, bits: tuple[int, ...]) -> None:
        self._writer, self._bits = writer, bits
        self.read = writer.voices.reader(_facts_of(writer.knowledge, bits))
        """Picks what the facts say: the key in `kept`."""
        self.kept: Kept[Any, bytes] = Kept(_KEPT_PIECES)

    def make(self, said: list[Said], case: Case) -> bytes:
        """The reasons of these rows for one patient."""
        return self.kept.keep(self.read(said), b",".join([self._row(bit, said, case) for bit in self._bits]))

    def _row(self, bit: int, said: list[Said], case: Case) -> bytes:
        writer = self._writer
        heads, names, tail = writer.rows[bit]
        places = writer.voices.places
        missing = b"[]"
        if case.answers.fails >> bit & 1:
            head = heads[0]
        elif case.answers.opens >> bit & 1:
            head = heads[1]
            missing = writer.strings(case.open_fields(bit))
        else:
            head = heads[2]
        values = b",".join([said[places[name]].value for name in names])
        return b"".join((head, missing, b',"values":{', values, b"}", tail))


class _Treatment:
    """The parts of one treatment; those that seldom differ between patients are kept."""

    def __init__(self, writer: Writer, plan: Plan, run_of: Mapping[int, int]) -> None:
        self._writer, self._plan = writer, plan
        record = writer.knowledge.catalog.treatments[plan.treatment]
        head = {"id": record.id, "role": record.role, "unproven": record.unproven}
        self._head = encode(head)[:-1] + b',"status":'
        self._tail = b',"certainty":' + encode(record.certainty) + b',"available":'
        self._runs = [run_of[bit] for bit in plan.rule_bits if bit in run_of]
        self._fit_facts = writer.voices.reader(_facts_of(writer.knowledge, bits_of(plan.feasibility)))
        self._fit: Kept[Any, bytes] = Kept(_KEPT_PIECES)
        self._first: Kept[int, bytes] = Kept(_KEPT_PIECES)
        self._positions: Kept[tuple[int, int], bytes] = Kept(_KEPT_PIECES)

    def piece(self, own: TreatmentAssessment, said: list[Said], rows: list[bytes], available: bytes) -> bytes:
        """The treatment of one patient; `rows` are the runs of the layout."""
        writer = self._writer
        return b"".join(
            (
                self._head,
                _STATUS[own.status],
                writer.strings(own.possible_statuses),
                b',"missing":',
                writer.strings(own.missing),
                b',"open_feasibility":',
                self._open_feasibility(own.case, said),
                b',"do_first":',
                self._do_first(own.case),
                b',"reasons":[',
                b",".join([rows[run] for run in self._runs]),
                b'],"would_change":[',
                writer.changes(own.would_change),
                b'],"positions":[',
                self._standings(own),
                b"]",
                self._tail,
                available,
                b"}",
            )
        )

    def _open_feasibility(self, case: Case, said: list[Said]) -> bytes:
        key = self._fit_facts(said)
        known = self._fit.get(key)
        if known is None:
            names = case.open_fields_of(self._plan.feasibility & case.answers.opens)
            known = self._fit.keep(key, self._writer.strings(names))
        return known

    def _do_first(self, case: Case) -> bytes:
        acting = self._plan.actions & case.answers.holds
        known = self._first.get(acting)
        if known is None:
            ids = tuple(self._writer.rule_ids[bit] for bit in bits_of(acting))
            known = self._first.keep(acting, self._writer.strings(ids))
        return known

    def _standings(self, own: TreatmentAssessment) -> bytes:
        answers = own.case.answers
        key = answers.fails & self._plan.every_place, answers.opens & self._plan.every_place
        known = self._positions.get(key)
        if known is None:
            found = []
            for standing in own.positions:
                head, tail = self._writer.standings[standing.position.id]
                found.append(head + STATES[standing.state].encode() + tail)
            known = self._positions.keep(key, b",".join(found))
        return known


def _facts_of(knowledge: Knowledge, bits: Iterable[int]) -> frozenset[str]:
    """The facts that rows read, and those they show (a choice as entered is shown as the choice)."""
    names = {fact for bit in bits for fact in knowledge.board.facts_of(bit)}
    return frozenset(names | {name.removesuffix(ENTERED) for name in names})


def _said(consultation: Consultation | None) -> bytes:
    if consultation is None or consultation.is_blank:
        return b""
    return b"," + encode({KEY: to_document(consultation)})[1:-1]


def _row_pieces(rule: Rule) -> tuple[tuple[bytes, bytes, bytes], tuple[str, ...], bytes]:
    head = encode({"rule": rule.id, "kind": rule.kind, "effect": rule.effect})[:-1]
    heads = (
        head + b',"state":"fails","missing":',
        head + b',"state":"unknown","missing":',
        head + b',"state":"holds","missing":',
    )
    names = tuple(dict.fromkeys(criterion.fact for criterion in rule.when))
    return heads, names, b"," + encode({"sources": rule.sources, "mark": rule.mark})[1:]


def _position_piece(position: Position) -> tuple[bytes, bytes]:
    head = encode(
        {
            "id": position.id,
            "guideline": position.guideline,
            "edition": position.edition,
            "position": position.position,
        }
    )
    tail = encode(
        {
            "context": position.context,
            "strength": position.strength,
            "level": position.level,
            "source": position.sources,
            "mark": position.mark,
        }
    )
    return head[:-1] + b',"state":"', b'",' + tail[1:]


def _result(result: Result, facts: Facts) -> dict[str, Any]:
    own = facts.own_stage(result.item)
    return {
        **result.values,
        **({} if own is None else {"clinician": {"stage": own.stage, "reason": own.reason or None}}),
        "missing": result.missing,
        "flags": result.flags,
        "inputs_used": result.inputs_used,
        "stale": facts.dates.stale(result.inputs_used) if facts.dates.ages else (),
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
