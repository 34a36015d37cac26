"""Workspace: the open patient, its assessment and comparison, and undo; the only thing in the window that changes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand

from consult.consultation import Consultation, confirmed, unconfirmed
from consult.errors import ConsultError, InputError
from consult.hcc.dated import STALE_AFTER_DAYS
from consult.hcc.declared import DECLARED
from consult.hcc.schema import SCHEMA
from consult.names import DAY_OF_CONSULTATION, DEFAULT_GUIDELINE
from consult.patient import Patient
from consult.phrases import Words
from consult.preferences import DEFAULT, Preferences
from consult.row_choice import RowChoice
from ui.filing import NOT_FILED, Filing
from ui.steps import Steps

if TYPE_CHECKING:
    from consult.assess import Assessment, Change, Knowledge
    from consult.clinic import Clinic, ClinicOn
    from consult.compare import Comparison
    from consult.facts import Facts
    from consult.records import Identity
    from consult.what_if import Difference

Taken = tuple[date | None, str]
"""Day and origin of a value; (None, "") where neither is said."""
NOT_SAID: Taken = (None, "")
CARRIED = ("laboratory", "imaging")
"""Kinds of values that come from one report: the day and origin of one serve for what is typed after it."""
NOT_RECKONED = "not_reckoned"
"""The problem of a case that a fault of the program keeps from being reckoned; the next edit tries again."""
MOST_COMPARED = 4
LEAST_COMPARED = 2


class ClinicStore(Protocol):
    """Where the clinic's own layer lies; both methods raise ConsultError in words."""

    @property
    def name(self) -> str:
        """What the file is called."""

    @property
    def where(self) -> str:
        """The file with its folder."""

    def read(self) -> Clinic | None:
        """The layer, or None where there is no file."""

    def write(self, clinic: Clinic) -> None:
        """Replace it whole, or not at all."""


@dataclass(frozen=True, slots=True)
class _Record:
    """What is true of the case while something else is tried."""

    patient: Patient
    taken: Mapping[str, Taken]
    consultation: Consultation


class PreferencesStore(Protocol):
    """Where this user's settings lie; writing raises ConsultError in words."""

    @property
    def where(self) -> str:
        """The file with its folder."""

    def write(self, preferences: Preferences) -> None:
        """Replace them whole, or not at all."""


class Workspace(QObject):
    """Widgets read `patient`, `facts`, `assessment`, `comparison` and `words`, and call the methods below.

    Every change of the patient goes through the undo stack and ends in one `assessed`, synchronously.
    """

    assessed = Signal(object)
    """Facts (and, with a catalogue, assessment and comparison) belong to the patient as it is now."""
    chosen_changed = Signal(object)
    """Other treatments are compared; `comparison` is new."""
    language_changed = Signal(str)
    """`words` speak another language; every text has to be set again."""
    patient_replaced = Signal()
    """Another case was opened or the case was cleared; editors reload everything."""
    preferred = Signal(object)
    """`preferences` are others; what follows from them (language, assessment, comparison) is announced as always."""
    consulted = Signal(object)
    """`consultation` is another one: goal and values, Fit, gate, leaning or plan changed; no status did."""
    rows_changed = Signal()
    """Other rows of the comparison are shown, or in another order."""
    catalogue_read = Signal()
    """There is a catalogue, the first or another one."""
    what_if_changed = Signal(bool)
    """From now on (or no longer) the patient is a hypothetical copy, of which nothing is kept."""
    filed = Signal()
    """`filing` is another: whose case this is in the records, and how far it is kept."""

    def __init__(
        self,
        knowledge: Knowledge | None = None,
        *,
        problem: ConsultError | None = None,
        language: str = "en",
        stale_after: Mapping[str, int] = STALE_AFTER_DAYS,
        today: Callable[[], date] = date.today,
        clinic_store: ClinicStore | None = None,
        preferences: Preferences = DEFAULT,
        preferences_store: PreferencesStore | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.undo_stack = Steps(self)
        self.knowledge = knowledge
        self.problem = problem
        self.refused: tuple[ConsultError, ...] = ()
        self.language = language
        self.stale_after = stale_after
        self.today = today
        self.preferences = preferences
        self.preferences_store = preferences_store
        self.preferences_problem: ConsultError | None = None
        self.guideline = preferences.guideline or DEFAULT_GUIDELINE
        self.clinic_store = clinic_store
        self.clinic: Clinic | None = None
        self.clinic_problem: ConsultError | None = None
        self.chosen: tuple[str, ...] = ()
        self.taken: Mapping[str, Taken] = {}
        """By kind: the day and origin of what is typed next; a kind of which nothing is said is absent."""
        self.patient: Patient = SCHEMA.empty()
        self.consultation = Consultation()
        self.filing = NOT_FILED
        self.confirmed: Identity | None = None
        """The identity of which it was said, before a paper left, that it is the patient in the room."""
        self._record: _Record | None = None
        self._record_assessed: tuple[tuple[object, ...], Assessment] | None = None
        self.words = self._words()
        self._facts: Facts | None = None
        self._facts_of: Patient | None = None
        self.assessment: Assessment | None = None
        self.comparison: Comparison | None = None
        self.stamp = 0
        self.case = 0
        """Counts the cases that were opened, so that what belongs to one is not taken for another's."""
        self._step = 0
        self._assess()

    # -- reading -----------------------------------------------------------------------------------------------

    @property
    def facts(self) -> Facts:
        """What is known and derived of the patient as it is now; derived when first asked for."""
        if self._facts is None or self._facts_of is not self.patient:
            from consult.hcc.derive import derive

            try:
                self._facts = derive(self.patient, today=self.today(), stale_after=self.stale_after)
            except Exception:
                self._facts = derive(SCHEMA.empty(), today=self.today(), stale_after=self.stale_after)
                self._give_up_reckoning()
            self._facts_of = self.patient
        return self._facts

    def is_blank(self) -> bool:
        """Whether nothing at all is recorded, so that nothing can follow from it."""
        return not self.patient.entries and not self.patient.none_apply

    def entered(self, field: str) -> Any:
        """The Entry of a field, or None."""
        return self.patient.entries.get(field)

    def taken_for(self, field: str) -> Taken:
        """The day and origin a value typed now into a field gets."""
        return self.taken.get(SCHEMA.dated.get(field, ""), NOT_SAID)

    def consultation_day(self) -> date:
        """The recorded day of the consultation, else today."""
        entry = self.patient.entries.get(DAY_OF_CONSULTATION)
        return self.today() if entry is None else entry.value

    # -- what if -----------------------------------------------------------------------------------------------

    @property
    def what_if(self) -> bool:
        """Whether `patient` is a hypothetical copy; nothing of it may be kept or leave the window unmarked."""
        return self._record is not None

    @property
    def recorded(self) -> Patient:
        """The patient as recorded, whatever is being tried: what may be kept."""
        return self.patient if self._record is None else self._record.patient

    @property
    def recorded_consultation(self) -> Consultation:
        """What was said and planned on the record, whatever is being tried."""
        return self.consultation if self._record is None else self._record.consultation

    @property
    def identity(self) -> Identity | None:
        """Whose case this is in the records; None for one that was never kept."""
        return self.filing.identity

    @property
    def recorded_assessment(self) -> Assessment | None:
        """The assessment of the recorded patient under what leads now."""
        if self._record is None or self.knowledge is None:
            return self.assessment
        under = (self.knowledge, self.guideline, self.clinic)
        if self._record_assessed is None or self._record_assessed[0] != under:
            from consult.hcc.derive import derive

            facts = derive(self._record.patient, today=self.today(), stale_after=self.stale_after)
            made = self.knowledge.assess(facts, self.guideline, local=self._local())
            self._record_assessed = under, made
        return self._record_assessed[1]

    def status_before(self, treatment: str) -> str:
        """The status a treatment has on the record, where what is tried moves it; else empty."""
        if self._record is None or self.assessment is None:
            return ""
        recorded = self.recorded_assessment
        before = "" if recorded is None else recorded.treatments[treatment].status
        return before if before != self.assessment.treatments[treatment].status else ""

    def tried(self) -> tuple[Difference, ...]:
        """In which fields the hypothetical copy differs from the record; empty outside of a what-if."""
        if self._record is None:
            return ()
        from consult.what_if import differences

        return differences(self._record.patient, self.patient)

    def start_what_if(self) -> None:
        """Go on with a hypothetical copy of the patient; the record stays as it is until `end_what_if`."""
        if self._record is not None:
            return
        self.end_step()
        self._record = _Record(self.patient, self.taken, self.consultation)
        if self.knowledge is not None and self.assessment is not None:
            self._record_assessed = (self.knowledge, self.guideline, self.clinic), self.assessment
        self.undo_stack.begin_trial()
        self.stamp += 1
        self.what_if_changed.emit(True)
        self.assessed.emit(self.assessment)

    def end_what_if(self) -> None:
        """Drop the hypothetical copy and go on with the record exactly as it was left."""
        record = self._record
        if record is None:
            return
        self._leave_what_if()
        self.patient, self.taken = record.patient, record.taken
        self._assess()
        self.what_if_changed.emit(False)
        self.patient_replaced.emit()
        self.assessed.emit(self.assessment)
        if self.consultation != record.consultation:
            self.store_consultation(record.consultation)

    def _leave_what_if(self) -> None:
        self.end_step()
        self._record = self._record_assessed = None
        self.undo_stack.end_trial()

    def try_change(self, change: Change) -> str:
        """Try what a change states, in a hypothetical copy. Where it states no one value: the field to be asked."""
        assert self.knowledge is not None
        from consult.what_if import stated

        field = self._field_of(change.fact)
        value = stated(change, self.knowledge.domain(change.fact), SCHEMA.by_id.get(field))
        self.start_what_if()
        if value is None:
            return field
        try:
            self.set_value(field, value)
        except InputError:  # beyond what the field takes: it is for the doctor to say how far
            return field
        self.end_step()
        return ""

    def _field_of(self, fact: str) -> str:
        """The field by which a fact is moved: itself, what it still needs, or the first it is derived from."""
        from consult.hcc.behind import fields_behind
        from consult.names import ENTERED

        name = fact.removesuffix(ENTERED)
        if name in SCHEMA.by_id and (not SCHEMA.by_id[name].derived or name in self.patient.entries):
            return name  # a derived one gives way to what it is derived from, so that is moved instead
        return next(iter((*self.facts.open_needs.get(name, ()), *fields_behind(name))), name)

    # -- changing ----------------------------------------------------------------------------------------------

    def set_knowledge(
        self,
        knowledge: Knowledge | None,
        problem: ConsultError | None = None,
        refused: Iterable[ConsultError] = (),
    ) -> None:
        """Give the catalogue once it is read (the window is painted first), or say why it is not there.

        `refused` are editions that should have been used and could not be. When another edition takes the place
        of one, what is compared and what leads stay as far as the new one has them, and every word is said anew.
        """
        replaced = self.knowledge is not None and knowledge is not None
        self.knowledge, self.problem, self.refused = knowledge, problem, tuple(refused)
        self.words = self._words()
        if knowledge is not None:
            held = knowledge.catalog
            self.chosen = tuple(treatment for treatment in self.chosen if treatment in held.treatments)
            if self.guideline not in {guideline.id for guideline in held.selectable()}:
                self.guideline = DEFAULT_GUIDELINE
        self._assess()
        if replaced:
            self.language_changed.emit(self.language)
        self.assessed.emit(self.assessment)
        if knowledge is not None:
            self.catalogue_read.emit()

    def reckon_anew(self) -> None:
        """Reckon everything of the same case once more: the clock was turned, and ages are counted to its day."""
        self._facts = None
        self._assess()
        self.assessed.emit(self.assessment)

    def load_clinic(self) -> None:
        """Read the clinic's own layer again, or say in `clinic_problem` why it is not there."""
        clinic, problem = None, None
        try:
            clinic = None if self.clinic_store is None else self.clinic_store.read()
        except ConsultError as error:
            problem = error
        self._use_clinic(clinic, problem)

    def save_clinic(self, clinic: Clinic) -> None:
        """Write the layer and use it from now on. Raises ConsultError in words; then nothing has changed."""
        assert self.clinic_store is not None
        self.clinic_store.write(clinic)
        self._use_clinic(clinic, None)

    def _use_clinic(self, clinic: Clinic | None, problem: ConsultError | None) -> None:
        if clinic == self.clinic and problem is None and self.clinic_problem is None:
            return
        self.clinic, self.clinic_problem = clinic, problem
        self._assess()
        self.assessed.emit(self.assessment)

    def set_value(
        self, key: str, value: Any, text: str = "", *, day: date | None = None, origin: str = ""
    ) -> None:
        """Enter `value` under `key` (either key of a unit pair); None clears it. Raises InputError, changes nothing."""
        changed = self.patient.with_value(key, value, text, day=day, origin=origin)
        if changed != self.patient:
            self._push(SCHEMA.by_key[key].id, changed)

    def set_origin(
        self, fields: Iterable[str], day: date | None, origin: str | None, *, from_now_on: str = ""
    ) -> None:
        """Say of which day and origin recorded values are, in one step. Raises InputError, changes nothing.

        `origin` None leaves each value its own. `from_now_on` names the kind of which what is typed next is of that
        day and origin too; undo takes that back as well.
        """
        changed, taken = self.patient, self.taken
        named = tuple(name for name in fields if name in self.patient.entries)
        for name in named:
            own = self.patient.entries[name].origin if origin is None else origin
            changed = changed.with_origin(name, day, own, today=self.today())
        if from_now_on:
            said = (day, origin or "")
            taken = {kind: of for kind, of in taken.items() if kind != from_now_on}
            if said != NOT_SAID:
                taken[from_now_on] = said
        if changed != self.patient or taken != self.taken:
            self.end_step()  # never one step with the typing before
            self._push(named[0] if named else from_now_on, changed, taken)
            self.end_step()

    def clear_value(self, field: str) -> None:
        """Make a field not recorded."""
        self._push(field, self.patient.without(field))

    def end_step(self) -> None:
        """Let the next edit be a step of its own for undo, even of the same field: the editor was left."""
        self._step += 1

    def set_checklist(self, none_apply: bool) -> None:
        """Answer the exclusion checklist "none of these applies", or open it again."""
        self._push("exclusion_checklist", self.patient.with_checklist(none_apply))

    def set_consultation(self, consultation: Consultation, part: str = "") -> None:
        """Record what was said and planned; edits of the same `part` that follow each other are one step of undo."""
        if consultation != self.consultation:
            self.undo_stack.push(_SetConsultation(self, part, self._step, self.consultation, consultation))

    def unconfirmed(self) -> tuple[str, ...]:
        """The recorded values that wait to be confirmed, in the order of the form."""
        waiting = self.consultation.unconfirmed
        return unconfirmed(self.consultation, self.patient) if waiting else ()

    def confirm(self, fields: Iterable[str] | None = None) -> int:
        """Confirm these values, or all that wait, as one step of undo; returns how many did."""
        waiting = self.unconfirmed()
        named = waiting if fields is None else tuple(name for name in fields if name in waiting)
        if named:
            self.set_consultation(confirmed(self.consultation, None if fields is None else named))
        return len(named)

    def file(self, filing: Filing) -> None:
        """Say where the open case stands in the records."""
        if filing != self.filing:
            self.filing = filing
            self.filed.emit()

    def open_patient(
        self, patient: Patient, consultation: Consultation | None = None, filing: Filing = NOT_FILED
    ) -> None:
        """Open another case, of the records where `filing` says so; undo starts afresh."""
        tried = self.what_if
        self.case += 1
        self._record = self._record_assessed = None
        self.undo_stack.clear()
        self.patient = patient
        self.consultation = consultation or Consultation()
        self.filing, self.confirmed = filing, None
        self.taken = _taken_together(patient, self.consultation.unconfirmed)
        self._assess()
        if tried:
            self.what_if_changed.emit(False)
        self.patient_replaced.emit()
        self.assessed.emit(self.assessment)
        self.consulted.emit(self.consultation)
        self.filed.emit()

    def set_guideline(self, guideline: str) -> None:
        """Let another guideline lead. Raises KeyError for one that cannot."""
        if self.knowledge is not None and guideline != self.guideline:
            self.knowledge.plans(guideline)
            self.guideline = guideline
            self._assess()
            self.assessed.emit(self.assessment)

    def choose(self, treatments: Iterable[str]) -> None:
        """Compare these treatments, at most four."""
        self.chosen = tuple(dict.fromkeys(treatments))[:MOST_COMPARED]
        self._compare()
        self.chosen_changed.emit(self.chosen)

    def toggle_chosen(self, treatment: str) -> None:
        """Add a treatment to the comparison, or take it out; a fifth one replaces the oldest."""
        if treatment in self.chosen:
            self.choose(t for t in self.chosen if t != treatment)
        else:
            kept = self.chosen[1:] if len(self.chosen) == MOST_COMPARED else self.chosen
            self.choose((*kept, treatment))

    @property
    def rows(self) -> RowChoice:
        """The rows of the comparison this user wants to see, and their order."""
        return self.preferences.rows

    def set_rows(self, rows: RowChoice) -> None:
        """Show these rows of the comparison, in this order, now and the next time."""
        self.prefer(replace(self.preferences, rows=rows))

    def set_language(self, language: str) -> None:
        """Speak another language."""
        if language != self.language:
            self.language = language
            self.words = self._words()
            self.language_changed.emit(language)

    def prefer(self, preferences: Preferences) -> None:
        """Let settings act at once and keep them; where they cannot be kept, `preferences_problem` says so."""
        before, self.preferences = self.preferences, preferences
        if preferences == before:
            return
        if preferences.stale_after != before.stale_after:
            self.stale_after = {**STALE_AFTER_DAYS, **preferences.stale_after}
            self._facts = None
            self._assess()
            self.assessed.emit(self.assessment)
        if preferences.rows != before.rows:
            self.rows_changed.emit()
        if preferences.show_unverified != before.show_unverified:
            self._compare()
            self.chosen_changed.emit(self.chosen)
        if preferences.guideline != before.guideline:
            self.set_guideline(preferences.guideline or DEFAULT_GUIDELINE)
        if preferences.language != before.language and preferences.language:
            self.set_language(preferences.language)
        if self.preferences_store is not None:
            try:
                self.preferences_store.write(preferences)
                self.preferences_problem = None
            except ConsultError as error:
                self.preferences_problem = error
        self.preferred.emit(preferences)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _words(self) -> Words:
        catalog = None if self.knowledge is None else self.knowledge.catalog
        return Words(self.language, DECLARED, catalog)

    def _push(self, field: str, changed: Patient, taken: Mapping[str, Taken] | None = None) -> None:
        waiting, was, is_ = self.consultation.unconfirmed, self.patient.entries, changed.entries
        # What is typed over is answered by whoever typed it.
        left = tuple(name for name in waiting if was.get(name) == is_.get(name)) if waiting else waiting
        before = self.patient, self.taken, waiting
        after = changed, self.taken if taken is None else taken, left
        self.undo_stack.push(_SetPatient(self, field, self._step, before, after))

    def store(self, patient: Patient, taken: Mapping[str, Taken], unconfirmed: tuple[str, ...]) -> None:
        """Called by the undo stack alone."""
        self.patient, self.taken = patient, taken
        confirmed_more = unconfirmed != self.consultation.unconfirmed
        if confirmed_more:
            self.consultation = replace(self.consultation, unconfirmed=unconfirmed)
        self._assess()
        self.assessed.emit(self.assessment)
        if confirmed_more:
            self.consulted.emit(self.consultation)

    def store_consultation(self, consultation: Consultation) -> None:
        """Called by the undo stack alone."""
        self.consultation = consultation
        self.consulted.emit(consultation)

    def _assess(self) -> None:
        self.stamp += 1
        self.assessment = self.comparison = None
        if self._is_given_up():
            self.problem = None
        if self.knowledge is None:
            return
        facts = self.facts
        if self._is_given_up():
            return
        try:
            self.assessment = self.knowledge.assess(facts, self.guideline, local=self._local())
            self._compare()
        except Exception:
            self._give_up_reckoning()

    def _is_given_up(self) -> bool:
        return self.problem is not None and self.problem.code == NOT_RECKONED

    def _give_up_reckoning(self) -> None:
        """A fault of ours: what was said of the values before must not stand beside those entered now."""
        self.assessment = self.comparison = None
        self.problem = ConsultError(NOT_RECKONED)
        sys.excepthook(*sys.exc_info())  # told like any other; the case goes on

    def _local(self) -> ClinicOn | None:
        if self.clinic is None:
            return None
        from consult.clinic import ClinicOn

        return ClinicOn(self.clinic, self.today(), declared=DECLARED)

    def _compare(self) -> None:
        if self.assessment is None:
            self.comparison = None
            return
        from consult.compare import compare

        self.comparison = compare(self.assessment, self.chosen)
        if not self.preferences.show_unverified:
            from consult.unverified import without_drafts

            self.comparison = without_drafts(self.comparison)


def _taken_together(patient: Patient, unconfirmed: Iterable[str]) -> dict[str, Taken]:
    """By kind: the day and origin that all recorded values of it share, where they share one.

    Those of an earlier visit give theirs to none that is typed today.
    """
    waiting = frozenset(unconfirmed)
    found: dict[str, set[Taken]] = {}
    for name, kind in patient.schema.dated.items():
        entry = patient.entries.get(name)
        if entry is not None and kind in CARRIED and name not in waiting:
            found.setdefault(kind, set()).add((entry.day, entry.origin))
    return {kind: next(iter(said)) for kind, said in found.items() if len(said) == 1 and NOT_SAID not in said}


_State = tuple[Patient, Mapping[str, Taken], tuple[str, ...]]


class _SetPatient(QUndoCommand):
    """One edit of one field: typing in it merges into one step, and typing back to the start leaves none."""

    def __init__(self, workspace: Workspace, field: str, step: int, before: _State, after: _State) -> None:
        super().__init__(workspace.words.field(field))
        self._workspace, self._field, self._step = workspace, field, step
        self._before, self._after = before, after

    def id(self) -> int:
        return hash(self._field) & 0x7FFFFFFF

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _SetPatient) or (other._field, other._step) != (self._field, self._step):
            return False
        self._after = other._after
        self.setObsolete(self._after == self._before)
        return True

    def redo(self) -> None:
        self._workspace.store(*self._after)

    def undo(self) -> None:
        self._workspace.store(*self._before)


class _SetConsultation(QUndoCommand):
    """One edit of one part of what was said and planned; typing in it merges into one step."""

    def __init__(
        self, workspace: Workspace, part: str, step: int, before: Consultation, after: Consultation
    ) -> None:
        super().__init__(workspace.words.say("talk.title"))
        self._workspace, self._part, self._step = workspace, part, step
        self._before, self._after = before, after

    def id(self) -> int:
        return hash(("consultation", self._part)) & 0x7FFFFFFF

    def mergeWith(self, other: QUndoCommand) -> bool:
        same = isinstance(other, _SetConsultation) and (other._part, other._step) == (self._part, self._step)
        if not same or not self._part:
            return False
        assert isinstance(other, _SetConsultation)
        self._after = other._after
        self.setObsolete(self._after == self._before)
        return True

    def redo(self) -> None:
        self._workspace.store_consultation(self._after)

    def undo(self) -> None:
        self._workspace.store_consultation(self._before)
