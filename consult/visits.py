"""Visits: what was said when a version was kept, and what is otherwise in a later one or under today's catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from consult import __version__
from consult.assess import Assessment, Knowledge
from consult.case_file import CaseFile, read_case
from consult.consultation import Consultation
from consult.deciding import ROLES, RoleKind
from consult.deciding_words import role
from consult.judge import STATUSES
from consult.patient import CHECKLIST, Entry, Patient, Schema
from consult.phrases import Words
from consult.records import Kept, Outcome
from consult.report import document
from consult.results import Result
from consult.summary.hypothetical import said_difference, said_move
from consult.what_if import Difference, Move, differences

ENVELOPE = frozenset(
    {
        *("missing", "flags", "inputs_used", "source", "rule_version"),
        *("stale", "validity", "clinician"),
    }
)
"""What stands around the values of a result in the assessment's JSON."""
STAGES = ("bclc", "cnlc", "tnm8", "child_pugh", "albi", "meld_family", "milan", "ucsf", "up_to_seven", "csph")
"""The results whose change is told, in the order in which the window shows them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultMove:
    """A score or stage that came out otherwise."""

    before: Result
    after: Result


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleMove:
    """Who is to decide, or the family's part, that the patient wants otherwise; None: not asked."""

    kind: RoleKind
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """What differs from one kept version to a later state: entered values, results, statuses, and what led them."""

    patient: Patient
    values: tuple[Difference, ...]
    results: tuple[ResultMove, ...]
    moves: tuple[Move, ...]
    listed: tuple[tuple[str, str], ...] = ()
    """Treatments only one of the two catalogues holds, each with "added" or "removed"."""
    editions: tuple[str, str] = ("", "")
    """Of the catalogue, where they differ."""
    guidelines: tuple[str, str] = ("", "")
    """That led, where they differ."""
    consultation: bool = False
    """Whether what was said and planned is another."""
    roles: tuple[RoleMove, ...] = ()
    unreckoned: bool = False
    """Whether one of the two was kept while nothing could be compared: only what was entered is told then."""

    @property
    def is_nothing(self) -> bool:
        """Whether nothing differs."""
        said = (self.values, self.results, self.moves, self.listed, any(self.editions), any(self.guidelines))
        return not any(said) and not self.consultation and not self.unreckoned


def outcome(
    patient: Patient,
    assessment: Assessment,
    knowledge: Knowledge,
    words: Words,
    consultation: Consultation | None = None,
) -> Outcome:
    """What the program says of a case now, to be kept with it: the same values as the assessment's JSON."""
    catalog = assessment.catalog
    results = document(patient, assessment, knowledge, words, consultation)["results"]
    return Outcome(
        edition=catalog.edition,
        catalogue_sha256=catalog.sha256,
        guideline=assessment.guideline,
        program=__version__,
        statuses=MappingProxyType({name: own.status for name, own in assessment.treatments.items()}),
        results=MappingProxyType(results),
        needed=tuple(question.field for question in assessment.ask_next),
    )


def unreckoned(guideline: str) -> Outcome:
    """Of a case that is kept while the program can compare nothing: it names no edition and says nothing."""
    return Outcome(edition="", catalogue_sha256="", guideline=guideline, program=__version__)


def case_of(kept: Kept, schema: Schema) -> CaseFile:
    """The case in a kept version, as it was: treatments that the catalogue no longer holds stay named."""
    return read_case(kept.case, schema, draft=True)


def between(earlier: Kept, later: Kept, schema: Schema) -> Between:
    """What differs between two kept versions."""
    return since(earlier, case_of(later, schema), later.outcome)


def since(earlier: Kept, now: CaseFile, said: Outcome) -> Between:
    """What differs between a kept version and a case with what is said of it now."""
    schema = now.patient.schema
    before, was = case_of(earlier, schema), earlier.outcome
    if not was.edition or not said.edition:
        return Between(
            patient=now.patient,
            values=differences(before.patient, now.patient),
            results=(),
            moves=(),
            consultation=before.consultation != now.consultation,
            roles=_roles(before.consultation, now.consultation),
            unreckoned=True,
        )
    both = was.statuses.keys() & said.statuses.keys()
    return Between(
        patient=now.patient,
        values=differences(before.patient, now.patient),
        results=tuple(_results(was.results, said.results)),
        moves=tuple(
            Move(name, status, said.statuses[name])
            for name, status in was.statuses.items()
            if name in both and status != said.statuses[name]
        ),
        listed=(
            *((name, "removed") for name in was.statuses if name not in both),
            *((name, "added") for name in said.statuses if name not in both),
        ),
        editions=_pair(was.edition, said.edition),
        guidelines=_pair(was.guideline, said.guideline),
        consultation=before.consultation != now.consultation,
        roles=_roles(before.consultation, now.consultation),
    )


def lines(found: Between, words: Words) -> tuple[str, ...]:
    """Each difference in words: what led, changed values, results, statuses; then what is recorded in one alone."""
    said = [words.say("visit.unreckoned")] if found.unreckoned else []
    if any(found.editions):
        said.append(words.say("visit.edition", before=found.editions[0], after=found.editions[1]))
    if any(found.guidelines):
        before, after = (words.guideline(guideline) for guideline in found.guidelines)
        said.append(words.say("visit.guideline", before=before, after=after))
    new = [value for value in found.values if _is_absent(value.recorded)]
    gone = [value for value in found.values if _is_absent(value.tried)]
    said += [
        said_difference(value, found.patient, words) for value in found.values if value not in (*new, *gone)
    ]
    for result in found.results:
        before, after = _value(result.before, words), _value(result.after, words)
        if before != after:
            item = words.item(result.before.item)
            said.append(words.say("visit.result", item=item, before=before, after=after))
    moved: dict[str, list[str]] = {}
    for move in found.moves:
        moved.setdefault(said_move(move, words), []).append(_name(move.treatment, words))
    colon = words.say("colon")
    said += [f"{how}{colon}{words.join(names)}" for how, names in moved.items()]
    said += [words.say(f"visit.{how}", treatment=_name(name, words)) for name, how in found.listed]
    said += [said_difference(value, found.patient, words) for value in new]
    if gone:
        names = [words.field(value.field) for value in gone if value.field != CHECKLIST]
        names += [words.say("what_if.checklist")] * (len(gone) - len(names))
        said.append(words.say("visit.gone", fields=words.join(names)))
    said += [
        words.say(
            "visit.result",
            item=words.say(f"role.{move.kind}"),
            before=role(move.kind, move.before, words),
            after=role(move.kind, move.after, words),
        )
        for move in found.roles
    ]
    if found.consultation:
        said.append(words.say("visit.consultation"))
    return tuple(said)


def as_kept(was: Outcome, words: Words) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What was said when a version was kept: a status in words, and the treatments that had it."""
    groups: dict[str, list[str]] = {status: [] for status in STATUSES}
    for name, status in was.statuses.items():
        groups.setdefault(status, []).append(_name(name, words))
    return tuple((words.status(status), tuple(names)) for status, names in groups.items() if names)


def stages_as_kept(was: Outcome, words: Words) -> tuple[tuple[str, str], ...]:
    """The stages and scores kept with a version: name and value."""
    return tuple(
        (words.item(item), _value(_result(item, was.results[item]), words))
        for item in STAGES
        if isinstance(was.results.get(item), Mapping)
    )


def _roles(before: Consultation, now: Consultation) -> tuple[RoleMove, ...]:
    return tuple(
        RoleMove(kind=kind, before=before.roles[kind], after=now.roles[kind])
        for kind in ROLES
        if before.roles[kind] != now.roles[kind]
    )


def _results(before: Mapping[str, object], after: Mapping[str, object]) -> list[ResultMove]:
    found = []
    for item in STAGES:
        old, new = before.get(item), after.get(item)
        if isinstance(old, Mapping) and isinstance(new, Mapping) and old != new:
            found.append(ResultMove(before=_result(item, old), after=_result(item, new)))
    return found


def _result(item: str, kept: object) -> Result:
    assert isinstance(kept, Mapping)
    values = {key: value for key, value in kept.items() if key not in ENVELOPE}
    return Result(item=item, values=values, missing=tuple(kept.get("missing", ())))


def _value(result: Result, words: Words) -> str:
    """As the stage strip says it; what another version of the program kept otherwise is an open value here."""
    try:
        _title, value, detail = words.badge(result)
    except (KeyError, TypeError):
        return words.say("visit.not_readable")
    return f"{value} {detail}" if detail and not result.missing else value


def _is_absent(value: Entry | bool | None) -> bool:
    """Whether nothing is recorded: at most visits less is asked than at the first."""
    return value is None or value is False


def _pair(before: str, after: str) -> tuple[str, str]:
    return ("", "") if before == after else (before, after)


def _name(treatment: str, words: Words) -> str:
    """Its name; its id where the catalogue in use does not hold it."""
    return words.treatment(treatment) if words.has_text(f"treatment.{treatment}.name") else treatment
