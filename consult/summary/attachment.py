"""Attachment: the case and its assessment as they go with a doctor's paper, so that the case can be opened again."""

from __future__ import annotations

import json
from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date

from consult.assess import Assessment, Knowledge
from consult.case_file import CaseFile, case_document, read_document
from consult.consultation import Consultation, Plan
from consult.deciding import NOT_ASKED
from consult.errors import InputError
from consult.patient import MAX_JSON_BYTES, Patient, Schema, parse_json
from consult.phrases import Words
from consult.report import Writer
from consult.summary.papers import Kind

NAME = "assessment.json"
MOST_BYTES = MAX_JSON_BYTES
VERSION = 1
_KEYS = frozenset({"consult", "paper", "case", "assessment"})
_CARRIERS: tuple[Kind, ...] = ("doctor", "board")
"""The patient's handout carries nothing but what is printed on it."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A JSON file to go with a paper, and what a reader's list of files says of it."""

    data: bytes
    about: str


def carries(kind: Kind, *, hypothetical: bool = False) -> bool:
    """Whether a case goes with a paper of this kind; never an imagined one, which could be opened as recorded."""
    return kind in _CARRIERS and not hypothetical


def attached(
    kind: Kind,
    patient: Patient,
    said: Consultation | None,
    assessment: Assessment,
    knowledge: Knowledge,
    words: Words,
    *,
    hypothetical: bool = False,
) -> Attached | None:
    """What goes with a paper of this kind, where anything does.

    The assessment is left out where it would make the file larger than what is read back.
    """
    if not carries(kind, hypothetical=hypothetical):
        return None
    told = said or Consultation()
    if kind == "board":
        told = _for_board(told)
    case = json.dumps(case_document(patient, told), ensure_ascii=False, allow_nan=False).encode()
    head = f'{{"consult":{VERSION},"paper":"{kind}","case":'.encode()
    full = Writer(knowledge, words).write(patient, assessment, told)
    data = head + case + b',"assessment":' + full + b"}"
    if len(data) > MOST_BYTES:
        data = head + case + b',"assessment":null}'
    return Attached(data, words.say("paper.attached")) if len(data) <= MOST_BYTES else None


def _for_board(said: Consultation) -> Consultation:
    """What the board sheet prints of the talk: what is left out here is not on it, nor goes with it."""
    asks = said.plan.board_question
    plan = Plan(kind="board", board_question=asks) if asks else Plan()
    told = replace(said, role=None, family=None, readiness=NOT_ASKED)
    return replace(told, leaning=None, disagreements=(), gate=None, plan=plan, notes="")


def read_attached(
    data: bytes, schema: Schema, *, today: date | None = None, treatments: Container[str] | None = None
) -> CaseFile:
    """The case in an attachment. Raises InputError for anything that `attached` does not write.

    A plan may be unfinished, as it was when the paper was made.
    """
    document = parse_json(data)
    if not isinstance(document, dict) or document.keys() != _KEYS or document["paper"] not in _CARRIERS:
        raise InputError("pdf_not_ours")
    if document["consult"] is True or document["consult"] != VERSION:
        raise InputError("pdf_other_version")
    if not isinstance(document["assessment"], dict | None):
        raise InputError("pdf_not_ours")
    return read_document(document["case"], schema, today=today, treatments=treatments, draft=True)
