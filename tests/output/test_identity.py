"""Whose paper it is, its number and its marks: on every page of every paper, and none can be switched off."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from consult.assess import Knowledge
from consult.case_file import case_document, read_case
from consult.consultation import Consultation, Plan, confirmed, entered_for_the_doctor, unconfirmed
from consult.consultation_file import read_consultation, to_document
from consult.errors import InputError
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.phrases import Words
from consult.summary.blocks import Document
from consult.summary.copies import ONCE, Copy, file_name
from consult.summary.papers import KINDS, Kind, Wanted, paper
from consult.summary.pdf import render_pdf
from consult.summary.record import MOST_CHARACTERS, text_record
from consult.vocabulary import LANGUAGES
from tests.output.conftest import CASES, TODAY, pages_of, rendered, squeezed

CASE: dict[str, Any] = {
    **CASES["three small"],
    "patient_code": "CASE-0142",
    "assessment_date": "2026-11-23",
    "bilirubin_umol_per_l": {"value": 14, "date": "2026-03-02", "origin": "central laboratory"},
}
SETTLED = Consultation(plan=Plan(kind="chosen", treatments=("rfa",)))


def made(
    knowledge: Knowledge,
    kind: Kind,
    language: str = "en",
    *,
    case: dict[str, Any] = CASE,
    said: Consultation = SETTLED,
    copy: Copy = ONCE,
    today: date = TODAY,
    **wanted: Any,
) -> Document:
    patient = SCHEMA.read(case)
    assessment = knowledge.assess(derive(patient, today=today))
    words = Words(language, DECLARED, knowledge.catalog)
    return paper(
        Wanted(kind, language, **wanted),
        patient,
        assessment,
        words,
        knowledge,
        today=today,
        program_version="9.9.9",
        said=said,
        copy=copy,
    )


def on_every_page(document: Document, *said: str) -> bool:
    return all(squeezed(one) in page for page in pages_of(rendered(document)) for one in said)


@pytest.mark.parametrize("kind", KINDS)
def test_the_number_belongs_to_the_content(knowledge: Knowledge, kind: Kind) -> None:
    first = made(knowledge, kind)
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", first.number)
    assert made(knowledge, kind).number == first.number
    other = {
        made(knowledge, kind, "zh_CN").number,
        made(knowledge, kind, size="letter").number,
        made(knowledge, kind, case={**CASE, "inr": 1.2}).number,
        made(knowledge, kind, case={**CASE, "patient_code": "CASE-0143"}).number,
        made(knowledge, kind, said=Consultation(plan=Plan(kind="refer", refer_to="the city"))).number,
        *(made(knowledge, other).number for other in KINDS if other != kind),
        first.number,
    }
    assert len(other) == 8
    assert on_every_page(first, f"No. {first.number}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_reprint_has_the_same_number_and_says_so(knowledge: Knowledge, kind: Kind, language: str) -> None:
    first = made(knowledge, kind, language)
    again = made(knowledge, kind, language, copy=Copy(reprint=2), today=TODAY + timedelta(days=9))
    words = Words(language, DECLARED, knowledge.catalog)
    assert again.number == first.number
    said = words.say("paper.mark.reprint", n=3)
    assert said in again.marks
    assert on_every_page(again, said, words.say("paper.printed_on", date="2026-12-02"))
    assert words.say("paper.mark.reprint", n=1) not in first.marks


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_end_of_the_log_stands_on_every_page_and_moves_no_number(
    knowledge: Knowledge, kind: Kind, language: str
) -> None:
    bare = made(knowledge, kind, language)
    document = made(knowledge, kind, language, copy=Copy(log="fb0a5a3c13a2b814"))
    assert on_every_page(document, "fb0a5a3c13a2b814")
    assert document.number == bare.number
    log = Words(language, DECLARED, knowledge.catalog).say("paper.footer.log", head="")
    assert not any(part.startswith(log) for part in bare.provenance)


@pytest.mark.parametrize("language", LANGUAGES)
def test_name_and_birth_date_head_every_page_where_they_are_kept(knowledge: Knowledge, language: str) -> None:
    held = Copy(name="张伟 Zhang Wei", born=date(1965, 3, 9))
    words = Words(language, DECLARED, knowledge.catalog)
    born = words.say("paper.born", date="1965-03-09")
    for kind in ("doctor", "board"):
        document = made(knowledge, kind, language, copy=held)
        assert document.identity[:3] == ("CASE-0142", "张伟 Zhang Wei", born)
        assert on_every_page(document, "张伟 Zhang Wei", born)
        info = PdfReader(BytesIO(render_pdf(document))).metadata or {}
        assert all("Zhang" not in str(value) and "1965" not in str(value) for value in info.values())
    assert "张伟" not in "".join(pages_of(rendered(made(knowledge, "patient", language, copy=held))))
    chosen = made(knowledge, "patient", language, copy=Copy(name="张伟", named_handout=True))
    assert on_every_page(chosen, "张伟")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_mark_heads_every_page(knowledge: Knowledge, kind: Kind, language: str) -> None:
    said = Consultation(
        unconfirmed=("inr", "albumin_g_per_l", "sex", "ecog", "age_years", "exclusion_checklist")
    )
    case = {**CASE, "patient_code": "EXAMPLE-7"}
    document = made(knowledge, kind, language, case=case, said=said, copy=Copy(reprint=1))
    words = Words(language, DECLARED, knowledge.catalog)
    waiting = unconfirmed(said, SCHEMA.read(case))
    assert waiting[-1] == "exclusion_checklist"
    few = [words.field(name) for name in waiting[:3]]
    expected = (
        words.say("example.mark"),
        words.say("paper.mark.reprint", n=2),
        words.say("paper.mark.plan"),
        words.say("paper.mark.unconfirmed", fields=words.join([*few, words.say("paper.mark.more", n=3)])),
        words.say("paper.mark.stale", fields=words.field("bilirubin_umol_per_l")),
        words.say("paper.mark.draft"),
    )
    assert document.marks == expected
    assert on_every_page(document, *expected)
    first = pages_of(rendered(document))[0]
    assert all(squeezed(words.field(name)) in first for name in waiting[:-1])
    assert squeezed(words.say("checklist")) in first


def test_a_settled_case_carries_no_mark_it_does_not_earn(knowledge: Knowledge) -> None:
    fresh = {**CASE, "bilirubin_umol_per_l": 14}
    assert made(knowledge, "doctor", case=fresh).marks == ("Unreviewed draft",)
    assert made(knowledge, "doctor", case=fresh, copy=Copy(draft=True)).marks == (
        "DRAFT: consultation not finished",
        "Unreviewed draft",
    )
    # a plan of its kind that lacks what it needs is not settled
    assert (
        "DRAFT: nothing settled yet"
        in made(knowledge, "doctor", said=Consultation(plan=Plan(kind="chosen"))).marks
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_short_record_carries_the_marks_too(knowledge: Knowledge, language: str) -> None:
    patient = SCHEMA.read(CASE)
    assessment = knowledge.assess(derive(patient, today=TODAY))
    words = Words(language, DECLARED, knowledge.catalog)
    said = Consultation(unconfirmed=("inr",), notes="x" * 2000)
    text = text_record(
        patient,
        assessment,
        words,
        today=TODAY,
        program_version="9",
        said=said,
        copy=Copy(name="张伟", reprint=1),
    )
    assert len(text) <= MOST_CHARACTERS
    head = text.splitlines()[0]
    for mark in (
        words.say("paper.mark.reprint", n=2),
        words.say("paper.mark.plan"),
        words.say("paper.mark.unconfirmed", fields=words.field("inr")),
        words.say("paper.mark.stale", fields=words.field("bilirubin_umol_per_l")),
    ):
        assert mark in head
    assert "张伟" in text.splitlines()[1]


def test_the_suggested_file_name_says_nothing_of_the_patient(knowledge: Knowledge) -> None:
    document = made(knowledge, "doctor", copy=Copy(name="张伟"))
    assert file_name(document.number) == f"consult-{document.number}.pdf"
    assert file_name("") == "consult.pdf"


def test_unconfirmed_values_are_kept_in_the_case_file_and_confirmed_at_once() -> None:
    patient = SCHEMA.read(CASE)
    said = entered_for_the_doctor(Consultation(), ("inr", "bilirubin_umol_per_l", "inr", "sodium_mmol_per_l"))
    assert said.unconfirmed == ("inr", "bilirubin_umol_per_l", "sodium_mmol_per_l")
    assert unconfirmed(said, patient) == ("bilirubin_umol_per_l", "inr"), (
        "in the order of the form, recorded values alone"
    )
    assert not said.is_blank
    assert said.is_silent
    document = case_document(patient, said)
    assert document["consultation"] == {"unconfirmed": ["inr", "bilirubin_umol_per_l", "sodium_mmol_per_l"]}
    assert read_consultation(to_document(said)) == said
    assert confirmed(said, ("inr",)).unconfirmed == ("bilirubin_umol_per_l", "sodium_mmol_per_l")
    assert confirmed(said).is_blank


@pytest.mark.parametrize(
    "raw",
    ['"inr"', "[7]", '["inr", "inr"]', '["no_such_field"]', '["Inr"]', '["<b>"]', "{}"],
)
def test_unconfirmed_fields_are_read_strictly(raw: str) -> None:
    with pytest.raises(InputError) as caught:
        read_case(f'{{"consultation": {{"unconfirmed": {raw}}}}}', SCHEMA)
    assert caught.value.values["field"].startswith("consultation.unconfirmed")
