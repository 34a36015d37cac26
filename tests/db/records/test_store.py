"""The store: versions that stay, lists, papers, drafts, and what it refuses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from consult.records import Draft, Identity, RecordError, RecordStore
from db.records.file import sqlcipher
from db.records.store import Store
from tests.db.records.making import DAY, DOCTOR, LI, OUTCOME, PASSWORD, Clock, keep, paper_of, records_in


def test_a_version_reads_back_as_it_was_kept(store: Store) -> None:
    contract: RecordStore = store
    kept = keep(store, plan={"kind": "defer", "until": "2026-12-01", "waiting_for": "AFP"})
    assert contract.read(kept.consultation) == kept
    assert kept.case == b'{"age": 66}'
    assert kept.outcome == OUTCOME
    assert (kept.number, kept.by, kept.reason, kept.example) == (1, DOCTOR.name, "", False)


def test_an_amendment_is_a_version_of_its_own_with_a_reason(store: Store) -> None:
    first = keep(store)
    with pytest.raises(RecordError) as refused:
        keep(store, case=b"{}", consultation=first.consultation, number=1, reason=" ")
    assert refused.value.code == "reason_refused"
    second = keep(store, case=b"{}", consultation=first.consultation, number=1, reason="a slip")
    assert store.versions(first.consultation) == (first, second)
    assert store.read(first.consultation) == second
    assert store.read(first.consultation, 1) == first


def test_h44_an_amendment_of_an_older_version_overwrites_nothing(store: Store) -> None:
    first = keep(store)
    keep(store, consultation=first.consultation, number=1, reason="first")
    with pytest.raises(RecordError) as refused:
        keep(store, consultation=first.consultation, number=1, reason="second")
    assert refused.value.code == "changed_meanwhile"
    assert [kept.reason for kept in store.versions(first.consultation)] == ["", "first"]


@pytest.mark.parametrize("statement", ["UPDATE version SET by = 'x'", "DELETE FROM version"])
def test_the_file_itself_refuses_to_change_a_version(store: Store, statement: str) -> None:
    kept = keep(store)
    with pytest.raises(sqlcipher().dbapi2.IntegrityError):
        store._file.run(statement)
    assert store.read(kept.consultation) == kept


def test_a_second_window_is_told_and_a_closed_one_lets_it_in(store: Store, folder: Path) -> None:
    records = records_in(folder)
    with pytest.raises(RecordError) as refused:
        records.unlock(DOCTOR.name, PASSWORD)
    assert refused.value.code == "in_use"
    store.close()
    records.unlock(DOCTOR.name, PASSWORD).close()


def test_nothing_is_told_after_closing(store: Store) -> None:
    kept = keep(store)
    store.close()
    for ask in (
        lambda: store.read(kept.consultation),
        lambda: store.search(""),
        lambda: keep(store),
        store.draft,
        store.people,
        store.chain_head,
    ):
        with pytest.raises(RecordError) as refused:
            ask()
        assert refused.value.code == "locked"


def test_lists_of_the_due_and_the_waiting(store: Store) -> None:
    kept = keep(store, plan={"kind": "defer", "until": "2026-12-01", "waiting_for": "AFP"})
    assert store.due(date(2026, 11, 30)) == ()
    (visit,) = store.due(date(2026, 12, 1))
    assert (visit.consultation, visit.until, visit.waiting_for, visit.plan) == (
        kept.consultation,
        date(2026, 12, 1),
        "AFP",
        "defer",
    )
    assert store.waiting() == (visit,)
    later = keep(store, patient=kept.patient, day=date(2026, 12, 2))
    assert store.due(date(2027, 1, 1)) == store.waiting() == ()
    assert [visit.consultation for visit in store.history(kept.patient)] == [
        later.consultation,
        kept.consultation,
    ]


def test_a_draft_comes_back_with_its_field(store: Store, folder: Path, clock: Clock) -> None:
    assert store.draft() is None
    store.keep_draft(Draft(case=b"{}", field="inr"))
    store.keep_draft(Draft(case=b'{"inr": 1.1}', identity=Identity(code=""), field="afp", number=3))
    store.close()
    again = records_in(folder, clock).unlock(DOCTOR.name, PASSWORD)
    draft = again.draft()
    assert draft is not None
    assert (draft.case, draft.identity, draft.field, draft.number) == (
        b'{"inr": 1.1}',
        Identity(code=""),
        "afp",
        3,
    )
    again.drop_draft()
    assert again.draft() is None
    again.close()


def test_drafts_of_several_cases_stand_beside_each_other_and_say_whose_they_are(
    store: Store, folder: Path, clock: Clock
) -> None:
    kept = keep(store)
    store.keep_draft(Draft(case=b"1", id="a", identity=LI, patient=kept.patient, field="inr"))
    store.keep_draft(Draft(case=b"2", id="b", field="afp"))
    store.keep_draft(Draft(case=b"3", id="a", identity=LI, patient=kept.patient, field="inr"))
    store.close()
    again = records_in(folder, clock).unlock(DOCTOR.name, PASSWORD)
    first, second = again.drafts()
    assert (first.case, first.patient, first.identity, first.field) == (b"3", kept.patient, LI, "inr")
    assert (second.id, second.case, second.patient) == ("b", b"2", "")
    assert again.draft() == first
    again.drop_draft("a")
    assert again.drafts() == (second,)
    with pytest.raises(RecordError) as refused:
        again.keep_draft(Draft(case=b"", id="x" * 41))
    assert refused.value.code == "draft_refused"
    for number in range(49):
        again.keep_draft(Draft(case=b"", id=f"n{number}"))
    with pytest.raises(RecordError) as refused:
        again.keep_draft(Draft(case=b"", id="one more"))
    assert refused.value.code == "too_many_drafts"
    assert len(again.drafts()) == 50
    again.close()


def test_what_a_printer_can_be_asked_about_is_remembered_until_it_answered(
    store: Store, folder: Path, clock: Clock
) -> None:
    paper = store.queue(paper_of(keep(store)))
    with pytest.raises(RecordError) as refused:
        store.note_request(paper.id, "desk-12")
    assert refused.value.code == "paper_state_refused"
    store.mark(paper.id, "printing", printer="desk", copies=3)
    store.note_request(paper.id, "desk-12")
    store.close()
    again = records_in(folder, clock).unlock(DOCTOR.name, PASSWORD)
    (found,) = again.papers(states=["printing"])
    assert (found.request, found.copies) == ("desk-12", 3)
    assert again.mark(paper.id, "printed", copies=found.copies).request == ""
    again.close()


def test_papers_wait_are_printed_and_printed_again(store: Store) -> None:
    kept = keep(store)
    paper = store.queue(paper_of(kept))
    assert paper.identity == LI
    assert paper.day == DAY
    assert store.papers(states=["waiting"]) == (paper,)
    assert store.papers(words="xiongxin") == (paper,)
    assert store.papers(words="nobody") == store.papers(words="*") == ()
    assert store.pages(paper.id) == b"%PDF-1.7 pages"
    store.mark(paper.id, "printing", printer="Front desk")
    with pytest.raises(RecordError) as refused:
        store.mark(paper.id, "printing")
    assert refused.value.code == "paper_printing"
    assert store.mark(paper.id, "printed", printer="Front desk").prints == 1
    again = store.mark(paper.id, "printed", copies=2)
    assert (again.prints, again.copies) == (2, 2)  # two copies of one job are one print
    assert [e.details["copies"] for e in store.events() if e.kind in ("print", "reprint")] == ["1", "2"]
    store.mark(paper.id, "withdrawn")
    with pytest.raises(RecordError) as refused:
        store.mark(paper.id, "printed")
    assert refused.value.code == "paper_withdrawn"


def test_a_paper_needs_a_kept_version(store: Store) -> None:
    kept = keep(store)
    with pytest.raises(RecordError) as refused:
        store.queue(paper_of(kept, number=2))
    assert refused.value.code == "no_consultation"
    with pytest.raises(RecordError) as refused:
        store.queue(paper_of(kept, pdf=b""))
    assert refused.value.code == "records_too_large"


@pytest.mark.parametrize(
    ("identity", "code"),
    [
        (Identity(code=""), "code_refused"),
        (Identity(code="x" * 41), "code_refused"),
        (Identity(code="x" * 10_000), "code_refused"),
        (Identity(code="a\nb"), "code_refused"),
        (Identity(code="A", name="\u202e" + "x"), "name_refused"),
        (Identity(code="A", name="名" * 10_000), "name_refused"),
        (Identity(code="A", name="\ud800"), "name_refused"),
        (Identity(code="A", birth_date=date(2026, 11, 24)), "birth_date_refused"),
        (Identity(code="A", birth_date=date(1849, 12, 31)), "birth_date_refused"),
    ],
)
def test_an_identity_that_is_none_is_refused_and_nothing_kept(
    store: Store, identity: Identity, code: str
) -> None:
    with pytest.raises(RecordError) as refused:
        keep(store, identity)
    assert refused.value.code == code
    assert store.search("") == ()


@pytest.mark.parametrize("name", ["'; DROP TABLE patient; --", '"*" OR NEAR(', "<b>x</b>", "=1+1", "a" * 80])
def test_hostile_names_are_names(store: Store, name: str) -> None:
    kept = keep(store, Identity(code="A", name=name))
    assert store.read(kept.consultation).identity.name == name
    assert [found.identity.name for found in store.same(Identity(code="?", name=name))] == [name]
    store.search(name)
    store.search(name * 1000)


def test_what_is_too_large_or_unknown_is_refused(store: Store) -> None:
    kept = keep(store)
    for attempt, code in (
        (lambda: keep(store, case=b"x" * (4 * 1024 * 1024 + 1)), "records_too_large"),
        (lambda: keep(store, patient="nobody"), "no_patient"),
        (lambda: keep(store, consultation="none", number=1, reason="x"), "no_consultation"),
        (lambda: keep(store, plan={"until": "tomorrow"}), "plan_refused"),
        (lambda: keep(store, plan={"what": "x"}), "plan_refused"),
        (lambda: keep(store, plan={"waiting_for": "x" * 501}), "plan_refused"),
        (lambda: store.read(kept.consultation, 2), "no_consultation"),
        (lambda: store.note("x" * 41), "event_refused"),
        (lambda: store.note("export", details={"file": "x" * 121}), "event_refused"),
    ):
        with pytest.raises(RecordError) as refused:
            attempt()
        assert refused.value.code == code
    assert len(store.history(kept.patient)) == 1
    assert store.check() == ()
